// The ledger as proof, checked from outside with the published key alone; and every way of forging it that a test can think of.
import assert from 'node:assert/strict'
import { generateKeyPairSync, sign } from 'node:crypto'
import { after, before, test } from 'node:test'
import { hashLeaf, parseCheckpoint, parseNote, parseVerifierKey, signNote, verifyConsistency, verifyInclusion, verifyNote, writeCheckpoint } from '#engines/merkle'
import { openTown, testPack, type Town } from '../../../test/town.ts'
import { mattersIn, type Said } from '../../../test/matters.ts'
import { verifyLedger } from './index.ts'

interface Answers extends Said {
  size: number
  root: string
  note: string
  waiting: number
  keys: string[]
  leafHash: string
  proof: string[]
  from: number
  items: (Said & { seq: number; kind: string; subject: string; leaf: string; leafHash: string; digest: string | null })[]
  placed: number
}

let town: Town
let matters: ReturnType<typeof mattersIn>
let sql: Town['platform']['ground']['sql']
const get = async (path: string, as?: string) => (await matters.call<Answers>('GET', `/api/ledger/${path}`, as ? { as } : {})).body
const bytes = (text: string) => Buffer.from(text, 'base64')

before(async () => {
  town = await openTown()
  matters = mattersIn(town)
  ;({ sql } = town.platform.ground)
  await town.owner.rows('alter table act.entries disable trigger placed_once')
  await town.owner.rows('alter table ledger.checkpoints disable trigger only_grows')
  await matters.decided()
  await town.settle()
})
after(() => town.close())

test('a checkpoint is a signed note that verifies with the published key, and covers every entry (C2SP tlog-checkpoint)', async () => {
  const { note, size, root, waiting } = await get('checkpoint')
  const key = parseVerifierKey((await get('key')).keys[0] ?? '')
  assert.ok(key)
  const parsed = parseNote(note)
  assert.ok(parsed && verifyNote(parsed, key.name, key.key))
  const checkpoint = parseCheckpoint(parsed.text)
  assert.deepEqual([checkpoint?.origin, checkpoint?.size, Buffer.from(checkpoint?.root ?? []).toString('base64')], ['localhost:8080/ledger', size, root])
  assert.equal(checkpoint?.extensions[0]?.startsWith('time 2026-11-23T'), true)
  assert.deepEqual([waiting, size], [0, (await get('entries', 'admin.audit')).placed])
  assert.equal(verifyNote(note.replace(`\n${size}\n`, `\n${size + 1}\n`), key.name, key.key), false)
})

test('every entry is proved to be under the checkpoint, from its own bytes (RFC 9162 §2.1.3)', async () => {
  const { root, size } = await get('checkpoint')
  for (const seq of [0, 1, Math.floor(size / 2), size - 2, size - 1]) {
    const entry = (await get(`entries?from=${seq}&limit=1`, 'admin.audit')).items[0]
    const proof = await get(`inclusion?seq=${seq}`)
    const leaf = hashLeaf(bytes(entry?.leaf ?? ''))
    assert.deepEqual([entry?.leafHash, proof.leafHash, proof.root], [Buffer.from(leaf).toString('base64'), Buffer.from(leaf).toString('base64'), root])
    assert.ok(verifyInclusion(leaf, seq, size, proof.proof.map(bytes), bytes(root)), `entry ${seq}`)
    assert.equal(verifyInclusion(hashLeaf(Buffer.from('another')), seq, size, proof.proof.map(bytes), bytes(root)), false)
  }
  assert.equal((await matters.call('GET', `/api/ledger/inclusion?seq=${size}`)).status, 404)
})

test('a later checkpoint is proved to begin with an earlier one (RFC 9162 §2.1.4)', async () => {
  const older = await get('checkpoint')
  await matters.accepted()
  await town.settle()
  const newer = await get('checkpoint')
  const { proof, from } = await get(`consistency?from=${older.size}`)
  assert.ok(newer.size > older.size && from === older.size)
  assert.ok(verifyConsistency(older.size, newer.size, proof.map(bytes), bytes(older.root), bytes(newer.root)))
  assert.equal(verifyConsistency(older.size, newer.size, proof.map(bytes), bytes(newer.root), bytes(newer.root)), false)
  assert.equal((await matters.call('GET', `/api/ledger/consistency?from=${newer.size + 1}`)).status, 404)
})

test('entries are for the audit administrator alone; proofs, checkpoint and key are for everybody', async () => {
  for (const as of ['admin.system', 'admin.security', 'chengguan.approver', 'zhang.min']) assert.equal((await matters.call('GET', '/api/ledger/entries', { as })).status, 403, as)
  assert.equal((await matters.call('GET', '/api/ledger/entries')).status, 401)
  for (const path of ['checkpoint', 'key', 'inclusion?seq=0', 'consistency?from=1']) assert.equal((await matters.call('GET', `/api/ledger/${path}`)).status, 200, path)
})

test('no entry holds a name, a number or a word of anybody; only digests, and no two are alike (PIPL; design §4)', async () => {
  await matters.call('POST', '/api/registrations', { body: { login: 'sun.qing', password: 'four boats on the river', name: '孙晴晴', idKind: 'resident-id', idNumber: '99010219900101021X', phone: '13990108888' } })
  const { number } = await matters.accepted()
  await matters.examine(number, 'pass', '现场核查，张敏在场，电话13990100001。')
  await matters.did('yunhe.media', number, 'withdrawal', { reason: '不再需要。' })
  await town.settle()
  const { people } = await testPack()
  const secrets = ['孙晴晴', '99010219900101021X', '13990108888', '现场核查', '不再需要', 'sun.qing', '人民大道', ...people.flatMap((one) => [one.name, one.nameEn ?? '', one.login, one.idNumber ?? '', one.uscc ?? '', one.phone ?? ''])].filter((text) => text !== '')
  const { placed } = await get('entries', 'admin.audit')
  const digests: string[] = []
  for (let from = 0; from < placed; from += 200) {
    for (const entry of (await get(`entries?from=${from}&limit=200`, 'admin.audit')).items) {
      const whole = bytes(entry.leaf).toString()
      assert.deepEqual(secrets.filter((secret) => whole.includes(secret)), [], `${entry.seq} ${entry.kind}`)
      if (entry.digest) digests.push(entry.digest)
    }
  }
  assert.ok(digests.length > 5)
  assert.equal(new Set(digests).size, digests.length)
})

/** Does harm to the stored ledger as its owner, who alone may take the guards away; looks what is found, and mends it again. */
async function harmed(harm: string, mend: string, values: unknown[] = []): Promise<Awaited<ReturnType<typeof verifyLedger>>> {
  const whole = await verifyLedger(town.platform.ground)
  assert.equal(whole.ok, true)
  await town.owner.rows(harm, values)
  const report = await verifyLedger(town.platform.ground)
  for (const statement of mend.split(';')) await town.owner.rows(statement)
  assert.deepEqual(await verifyLedger(town.platform.ground), whole)
  return report
}

const keep = 'create table if not exists public.kept as select * from act.entries; create table if not exists public.kept_checkpoints as select * from ledger.checkpoints; create table if not exists public.kept_nodes as select * from ledger.nodes'
const restore = `delete from act.entries where seq is not null; insert into act.entries select * from public.kept; delete from ledger.checkpoints; insert into ledger.checkpoints select * from public.kept_checkpoints;
  delete from ledger.nodes; insert into ledger.nodes select * from public.kept_nodes; drop table public.kept, public.kept_checkpoints, public.kept_nodes`
const hurt = async (harm: string, values: unknown[] = []) => {
  for (const statement of keep.split(';')) await town.owner.rows(statement)
  return harmed(harm, restore, values)
}

for (const [name, change] of [
  ['one bit of its facts', `facts = jsonb_set(facts, '{due}', '"2026-12-03"')`], ['who did it', "actor = '00000000-0000-7000-8000-0000000000ff'"], ['its moment', "at = at + interval '1 millisecond'"],
  ['its kind', "kind = 'cases.refused'"], ['one bit of its digest', "digest = set_byte(coalesce(digest, '\\x00'), 0, 7 # get_byte(coalesce(digest, '\\x00'), 0))"], ['its date in law', "law_date = '2026-01-01'"], ['on whose behalf', 'on_behalf = subject'],
] as const) {
  test(`an entry of which ${name} was changed is found and named`, async () => {
    const entry = (await sql.rows<{ id: string; seq: number }>("select id, seq from act.entries where kind = 'cases.accepted' order by seq desc limit 1"))[0]
    const report = await hurt(`update act.entries set ${change} where id = $1`, [entry?.id])
    assert.deepEqual([report.ok, report.fault?.what, report.fault?.seq, report.fault?.entry], [false, 'entry-changed', entry?.seq, entry?.id])
  })
}

test('an entry that was deleted is found and named, in the middle and at the end', async () => {
  const { placed } = await get('entries', 'admin.audit')
  for (const seq of [0, Math.floor(placed / 2), placed - 1]) {
    const report = await hurt('delete from act.entries where seq = $1', [seq])
    assert.deepEqual([report.ok, report.fault?.what, report.fault?.seq], [false, 'entry-missing', seq])
  }
})

test('two entries that changed places are found', async () => {
  const { placed } = await get('entries', 'admin.audit')
  const report = await hurt('update act.entries set seq = case seq when $1 then $2 else $1 end where seq in ($1::bigint, $2::bigint)', [placed - 3, placed - 2])
  assert.deepEqual([report.fault?.what, report.fault?.seq], ['entry-changed', placed - 3])
})

test('an entry changed together with its leaf does not fit the checkpoint', async () => {
  const entry = (await sql.rows<{ seq: number }>("select seq from act.entries where kind = 'cases.decided' order by seq desc limit 1"))[0]
  const { size } = await get('checkpoint')
  for (const statement of keep.split(';')) await town.owner.rows(statement)
  await town.owner.rows("update act.entries set kind = 'cases.refused' where seq = $1", [entry?.seq])
  const forged = (await get(`entries?from=${entry?.seq}&limit=1`, 'admin.audit')).items[0]?.leafHash
  await town.owner.rows('update ledger.nodes set hash = $2 where level = 0 and index = $1', [entry?.seq, bytes(forged ?? '')])
  const report = await verifyLedger(town.platform.ground)
  for (const statement of restore.split(';')) await town.owner.rows(statement)
  assert.deepEqual([report.ok, report.fault?.what, report.fault?.seq], [false, 'checkpoint-differs', size - 1])
  assert.equal((await verifyLedger(town.platform.ground)).ok, true)
})

test('a node of the tree that was changed or deleted is found, so that no proof can be spoilt', async () => {
  for (const harm of ['update ledger.nodes set hash = sha256(hash) where level = 3 and index = 2', 'delete from ledger.nodes where level = 3 and index = 2', 'delete from ledger.nodes where level = 0 and index = 23']) {
    const report = await hurt(harm)
    assert.deepEqual([report.fault?.what, report.fault?.seq], ['node-changed', 23], harm)
  }
})

test('a checkpoint that another key signed, or whose root or size is false, is found and named', async () => {
  const { size, root } = await get('checkpoint')
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const forger = { publicKey, sign: async (data: Uint8Array) => sign(null, data, privateKey) }
  const name = 'localhost:8080/ledger'
  const text = writeCheckpoint({ origin: name, size, root: bytes(root) })
  const newest = 'where size = (select max(size) from ledger.checkpoints)'
  const unsigned = await hurt(`update ledger.checkpoints set note = $1 ${newest}`, [await signNote(text, name, forger)])
  assert.deepEqual([unsigned.fault?.what, unsigned.fault?.seq], ['checkpoint-unsigned', size - 1])
  assert.equal((await hurt(`update ledger.checkpoints set note = 'forged' ${newest}`)).fault?.what, 'checkpoint-unsigned')
  assert.equal((await hurt(`update ledger.checkpoints set root = sha256(root) ${newest}`)).fault?.what, 'checkpoint-differs')
  assert.equal((await hurt(`update ledger.checkpoints set size = size - 1 ${newest}`)).fault?.what, 'checkpoint-differs')
  assert.equal((await hurt(`update ledger.checkpoints set size = size + 5 ${newest}`)).ok, false)
})

test('a job that was given up is listed for the operator and counted, without its payload', async () => {
  await town.platform.ground.addJob('trial.given-up', { secret: '不外传' })
  const [job] = await sql.rows<{ id: string }>("select id::text from graphile_worker.jobs where task_identifier = 'trial.given-up'")
  await sql.rows('select graphile_worker.permanently_fail_jobs(array[$1::bigint], $2)', [job?.id, 'the press is broken'])
  const { body } = await town.call<{ jobs: Record<string, unknown>[] }>('GET', '/api/parked-entries', { as: 'admin.system' })
  assert.deepEqual(body.jobs?.map((one) => [one['id'], one['name'], one['error']]), [[job?.id, 'trial.given-up', 'the press is broken']])
  assert.ok(!JSON.stringify(body).includes('不外传'))
  const metrics = (await town.call('GET', '/metrics')).raw.toString()
  assert.match(metrics, /^yiwang_dead_jobs 1$/m)
  assert.match(metrics, /^yiwang_parked_entries 0$/m)
  await sql.rows('select graphile_worker.complete_jobs(array[$1::bigint])', [job?.id])
})
