// Numbers of parties at rest: none stands plain, each is found by digest, comes under newer keys, and is opened for whose it is alone.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { keysLocks, listKeys, retireKey, rotateKey } from '#core/ledger'
import { mattersIn, told, urbanStaff } from '../../../test/matters.ts'
import { openTown } from '../../../test/town.ts'
import { allStandings } from '../../platform.ts'
import { findParties } from './store-procedures.ts'
import { findCaseId } from './store.ts'

const town = await openTown()
const { accepted, act, day, did, read } = mattersIn(town)
after(() => town.close())

const ground = town.platform.ground
const neighbour = { kind: 'natural', name: '李桂英', idKind: 'resident-id', idNumber: '990102194106200488', phone: '13990100002', consent: true, interest: '广告设施遮挡其住宅采光。' }
const plainRows = async () => (await ground.sql.rows<{ n: number }>("select count(*)::int as n from cases.parties where id_number <> '' or (id_sealed is null and role <> 'declined')"))[0]?.n
const numbersOf = async (number: string) => (await findParties(ground.sql, (await findCaseId(ground.sql, number)) ?? '')).map(({ idNumber }) => idNumber)
const rotate = async (purpose: 'data' | 'digests') => {
  const older = ground.keys.secret(purpose).kid
  await ground.runAct({ actor: { id: '00000000-0000-7000-8000-0000000000aa', kind: 'system' }, locks: keysLocks(purpose) }, (one) => rotateKey(one, ground.keys, purpose))
  return older
}

test('a party’s number stands sealed, is found by digest under older keys too, and masked for everybody but its holder (个人信息保护法 51)', async () => {
  day('2026-11-23')
  const { number } = await accepted()
  await did(urbanStaff.examiner, number, 'third-parties', neighbour)
  assert.equal(await plainRows(), 0)
  const older = [await rotate('data'), await rotate('digests')]
  assert.deepEqual(told(await act(urbanStaff.clerk, number, 'third-parties', neighbour)), [409, 'cases.third-party-known'], 'before the rows are renewed')
  await town.settle()
  assert.deepEqual(told(await act(urbanStaff.clerk, number, 'third-parties', neighbour)), [409, 'cases.third-party-known'], 'and after')
  for (const kid of older) assert.ok((await retireKey(ground, allStandings(), kid)).retired, 'nothing stands under the older keys any more')
  assert.ok((await numbersOf(number)).includes(neighbour.idNumber))
  const seen = async (as: string) => ((await read(as, number)).parties as { name: string; idNumber: string }[]).find(({ name }) => name === neighbour.name)?.idNumber
  assert.equal(await seen(urbanStaff.examiner), '990***********0488')
  assert.equal(await seen('li.guiying'), neighbour.idNumber)
})

test('what stood plain before is read as ever, and sealed in the background, place by place beyond the tenth', async () => {
  const { number } = await accepted()
  const id = (await findCaseId(ground.sql, number)) ?? ''
  const before = await numbersOf(number)
  await town.owner.rows("update cases.parties set id_number = $2, id_sealed = null, id_digest = null, id_digest_key = null where case_id = $1", [id, before[0]])
  await town.owner.rows(
    `insert into cases.parties (case_id, ordinal, role, kind, name, id_kind, id_number, consent, salt)
     select $1, n, 'third-party', 'natural', '某' || n, 'resident-id', '99010219410620' || lpad(n::text, 4, '0'), false, '' from generate_series(1, 450) n`, [id],
  )
  const plain = await numbersOf(number)
  assert.deepEqual([plain[0], plain[11], plain.length, await plainRows()], [before[0], '990102194106200011', 451, 451])
    assert.ok((await town.owner.rows("update cases.parties set id_number = '990102199203140264' where case_id = $1 and ordinal = 450 returning 1", [id])).length === 1)
  plain[450] = '990102199203140264'
  assert.deepEqual(told(await act(urbanStaff.clerk, number, 'third-parties', { ...neighbour, name: '某', idNumber: '990102199203140264' })), [409, 'cases.third-party-known'], 'one that is not sealed yet is known too')
  await town.platform.beat()
  await town.settle()
  assert.deepEqual([await numbersOf(number), await plainRows()], [plain, 0])
  assert.equal((await listKeys(ground, allStandings())).find(({ kid }) => kid === ground.keys.secret('data').kid)?.by?.['cases.parties.id_number'], undefined)
})

test('a number that nobody gave is neither sealed nor found', async () => {
  const { number } = await accepted()
  const id = (await findCaseId(ground.sql, number)) ?? ''
  await town.owner.rows("insert into cases.parties (case_id, ordinal, role, kind, name, id_kind, consent, salt) values ($1, 1, 'named', 'natural', '溪口村四组', '', false, '')", [id])
  assert.equal((await numbersOf(number))[1], '')
  const [row] = await ground.sql.rows<{ sealed: string | null; digest: Uint8Array | null }>('select id_sealed as sealed, id_digest as digest from cases.parties where case_id = $1 and ordinal = 1', [id])
  assert.deepEqual([row?.sealed, row?.digest], [null, null])
})
