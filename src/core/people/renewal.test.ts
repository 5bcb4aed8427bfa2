// What stands under an older key comes under the newer one while everything goes on; an older key is retired when nothing is left under it.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { decryptData, openKeys, type Keys, type SecretPurpose } from '#base/crypto'
import { keysLocks, listKeys, mustHaveKeys, renewRows, retireKey, rotateKey } from '#core/ledger'
import { startKms, type RunningKms } from '../../../test/kms-process.ts'
import { allStandings } from '../../platform.ts'
import { seal } from './documents.ts'
import { openCalls } from './test-calls.ts'

type Calls = Awaited<ReturnType<typeof openCalls>>
let calls: Calls
let behind: Calls
let kms: RunningKms
const number = '990102199203140264'
const actor = { id: '00000000-0000-7000-8000-0000000000aa', kind: 'system' } as const

before(async () => {
  kms = await startKms()
  ;[calls, behind] = await Promise.all([openCalls(), openCalls({ kms: { kms: kms.open(), cacheSeconds: 900 } })])
})
after(async () => {
  await Promise.all([calls.town.close(), behind.town.close()])
  await kms.close()
})

const groundOf = ({ town }: Calls) => town.platform.ground
const current = (at: Calls, purpose: SecretPurpose) => groundOf(at).keys.secret(purpose).kid
const rotate = async (at: Calls, purpose: SecretPurpose): Promise<string> => {
  const before = current(at, purpose)
  await groundOf(at).runAct({ actor, locks: keysLocks(purpose) }, (act) => rotateKey(act, groundOf(at).keys, purpose))
  return before
}
const rowsUnder = async (at: Calls, kid: string) => (await listKeys(groundOf(at), allStandings())).find((key) => key.kid === kid)?.rows ?? 0
const foundBy = async (at: Calls, login: string) => {
  const { body } = await at.call('GET', `/api/accounts?q=${number}&limit=100`, { as: 'admin.system' })
  return body.items.filter((row) => row.login === login).map(({ phone, idNumber }) => [phone, idNumber])
}
const shown = [['139****9999', '990***********0264']]

for (const [where, of] of [['the home', () => calls], ['a KMS', () => behind]] as const) {
  test(`keys of ${where}: rows are found and opened before, while and after they come under newer keys; the older ones are retired then and not before`, async () => {
    const at = of()
    const ground = groundOf(at)
    await at.register('lian.yu')
    const older = [await rotate(at, 'data'), await rotate(at, 'digests')] as const
    assert.deepEqual(await foundBy(at, 'lian.yu'), shown)
    const left = await Promise.all(older.map((kid) => rowsUnder(at, kid)))
    assert.ok(left.every((rows) => rows > 0), left.join())
    for (const [n, kid] of older.entries()) {
      await assert.rejects(retireKey(ground, allStandings(), kid), (error: { code?: string; status?: number; facts?: Record<string, unknown> }) => {
        assert.deepEqual([error.code, error.status, error.facts?.['rows'], error.facts?.['kid']], ['ledger.key-in-use', 409, left[n], kid])
        return true
      })
    }
    const told = await at.call('GET', '/api/keys', { as: 'admin.system' })
    const items = told.body.items as unknown as { kid: string; rows?: number; current: boolean }[]
    assert.deepEqual(older.map((kid) => items.find((one) => one.kid === kid)).map((one) => [one?.rows, one?.current]), left.map((rows) => [rows, false]))
    await at.town.settle()
    assert.deepEqual(await Promise.all(older.map((kid) => rowsUnder(at, kid))), [0, 0])
    for (const kid of older) assert.ok((await retireKey(ground, allStandings(), kid)).retired)
    assert.deepEqual(await foundBy(at, 'lian.yu'), shown)
    const entries = await ground.sql.rows<{ kind: string; facts: Record<string, unknown> }>("select kind, facts from act.entries where kind in ('ledger.rows-renewed', 'ledger.key-retired')")
    assert.equal(entries.filter(({ kind }) => kind === 'ledger.key-retired').length, 2)
    assert.equal(entries.reduce((sum, { facts }) => sum + Number(facts['rows'] ?? 0), 0), left.reduce((sum, rows) => sum + rows, 0))
    assert.ok(!JSON.stringify(entries).includes(number))
  })
}

test('nobody retires the current key, one that is not there, or one that signs', async () => {
  const ground = groundOf(calls)
  await assert.rejects(retireKey(ground, allStandings(), current(calls, 'data')), { code: 'ledger.key-current', status: 409 })
  for (const kid of ['nowhere', ground.keys.signing('ledger').kid]) await assert.rejects(retireKey(ground, allStandings(), kid), { code: 'ledger.key-unknown', status: 404 })
})

test('codes on paper that somebody still has hold their key; those of which nobody knows the key hold every older one', async () => {
  const ground = groundOf(calls)
  const id = await calls.register('code.holder')
  const older = current(calls, 'secrets')
  await ground.sql.rows("insert into people.recovery_codes (account, digest, digest_key) values ($1, '\\x01', $2), ($1, '\\x02', null)", [id, older])
  await rotate(calls, 'secrets')
  await assert.rejects(retireKey(ground, allStandings(), older), (error: { facts?: Record<string, unknown> }) => error.facts?.['rows'] === 2)
  await ground.sql.rows('delete from people.recovery_codes where account = $1', [id])
  assert.ok((await retireKey(ground, allStandings(), older)).retired)
})

test('cut off in the middle it goes on where rows are left; two at once do nothing twice', async () => {
  const ground = groundOf(calls)
  const older = await rotate(calls, 'data')
  const all = await rowsUnder(calls, older)
  let acts = 0
  const failing: typeof ground.runAct = (options, verb) => (++acts === 3 ? Promise.reject(new Error('cut off')) : ground.runAct(options, verb))
  await assert.rejects(renewRows({ ...ground, runAct: failing }, allStandings()), /cut off/)
  const left = await rowsUnder(calls, older)
  assert.ok(left > 0 && left < all, `${left} of ${all}`)
  const noted = async () => Number((await ground.sql.rows<{ rows: number }>("select coalesce(sum((facts->>'rows')::int), 0)::int as rows from act.entries where kind = 'ledger.rows-renewed' and facts->>'kid' = $1", [current(calls, 'data')]))[0]?.rows)
  assert.equal(await noted(), all - left)
  assert.equal(await renewRows(ground, allStandings(), 0), false, 'a job whose time is over says that it is not through')
  assert.deepEqual(await Promise.all([renewRows(ground, allStandings()), renewRows(ground, allStandings())]), [true, true])
  assert.deepEqual([await rowsUnder(calls, older), await noted()], [0, all])
})

test('what somebody writes while the job passes is kept as he wrote it, and what was written under the older key is found by the next beat', async () => {
  const ground = groundOf(calls)
  const id = await calls.register('late.writer')
  const older = await rotate(calls, 'data')
  const under: Keys = { ...ground.keys, secret: (purpose) => (purpose === 'data' ? ground.keys.findSecret('data', older) : undefined) ?? ground.keys.secret(purpose) }
  const write = (phone: string) => seal(under, id, 'phone', phone, ground.random)
  let passed: Promise<boolean> | undefined
  await ground.runAct({ actor, locks: [] }, async (act) => {
    await act.tx.rows('update people.natural_accounts set phone_sealed = $2 where id = $1', [id, write('13700001111')])
    passed = renewRows(ground, allStandings())
    await act.tx.rows('select pg_sleep(0.1)')
    act.record('tests.written', { subject: id })
  })
  await passed
  const phone = async () => (await ground.sql.rows<{ text: string }>('select phone_sealed as text from people.natural_accounts where id = $1', [id]))[0]?.text ?? ''
  assert.equal(decryptData(ground.keys, await phone(), `people.phone:${id}`), '13700001111')
  await ground.sql.rows('update people.natural_accounts set phone_sealed = $2 where id = $1', [id, write('13700002222')])
  assert.ok((await rowsUnder(calls, older)) > 0)
  await calls.town.platform.beat()
  await calls.town.settle()
  assert.equal(await rowsUnder(calls, older), 0)
  assert.equal(decryptData(ground.keys, await phone(), `people.phone:${id}`), '13700002222')
})

test('ledger.keys-missing: rows whose key is not in the home are told by its kid', async () => {
  const ground = groundOf(calls)
  await mustHaveKeys(ground, allStandings())
  const folder = join(calls.town.home, 'keys')
  const kid = current(calls, 'data')
  const file = readdirSync(folder).map((name) => join(folder, name)).find((path) => path.includes('data.') && readFileSync(path, 'utf8').includes(kid)) ?? assert.fail('no file')
  const kept = readFileSync(file)
  rmSync(file)
  try {
    await assert.rejects(mustHaveKeys({ sql: ground.sql, keys: openKeys({ home: calls.town.home }) }, allStandings()), (error: { code?: string; status?: number; facts?: Record<string, unknown> }) => {
      assert.deepEqual([error.code, error.status, error.facts?.['kids']], ['ledger.keys-missing', 503, [kid]])
      return true
    })
  } finally {
    writeFileSync(file, kept, { mode: 0o600 })
  }
})

test('every column that is sealed, or that says under which key a digest was made, is declared', async () => {
  const columns = await groundOf(calls).sql.rows<{ name: string }>("select table_schema || '.' || table_name || '.' || column_name as name from information_schema.columns where column_name ~ '(sealed|digest_key|numbers_key)$' and table_schema not in ('pg_catalog', 'information_schema')")
  const declared = new Set(allStandings().map(({ name }) => name))
  assert.ok(columns.length > 10)
  assert.deepEqual(columns.map(({ name }) => name).filter((name) => !declared.has(name)), [])
})
