// One bit flipped in a ledger row, by whoever can write the database: found and named. So are rows that are gone or change places, and forged checkpoints.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { verifyLedger } from '#core/ledger'
import { carry } from '../carry.ts'
import { openTown, type Town } from '../town.ts'
import { atScale, seededNumbers, tellFigures } from './scale.ts'

const rounds = atScale(3, 30)
const random = seededNumbers(20261123)
let town: Town
let entries = 0

before(async () => {
  town = await openTown()
  await carry(town, 'finished')
  await town.settle()
  // Whoever owns the tables can take this guard away; the tree finds what he does then.
  await town.owner.rows('alter table act.entries disable trigger placed_once')
  const report = await verifyLedger(town.platform.ground)
  assert.equal(report.ok, true)
  entries = report.entries
})
after(() => town.close())

const sql = (text: string, values: unknown[] = []) => town.owner.rows<{ id: string; seq: number }>(text, values)

/** One bit of each column that is hashed; `where` picks rows that have something to flip. */
const flips: Record<string, { set: string; where: string }> = {
  'the id of the act': { set: "act = encode(set_bit(decode(replace(act::text, '-', ''), 'hex'), $2, 1 - get_bit(decode(replace(act::text, '-', ''), 'hex'), $2)), 'hex')::uuid", where: 'true' },
  'the subject': { set: "subject = encode(set_bit(decode(replace(subject::text, '-', ''), 'hex'), $2, 1 - get_bit(decode(replace(subject::text, '-', ''), 'hex'), $2)), 'hex')::uuid", where: 'true' },
  'the actor': { set: "actor = encode(set_bit(decode(replace(actor::text, '-', ''), 'hex'), $2, 1 - get_bit(decode(replace(actor::text, '-', ''), 'hex'), $2)), 'hex')::uuid", where: 'true' },
  'the kind': { set: 'kind = chr(ascii(kind) # (1 << ($2::int % 4))) || substr(kind, 2)', where: 'true' },
  'the moment': { set: "at = at + (1 + $2::int) * interval '1 microsecond'", where: 'true' },
  'a fact': { set: "facts = facts || jsonb_build_object('number', chr(ascii(facts->>'number') # (1 << ($2::int % 3))) || substr(facts->>'number', 2))", where: "facts->>'number' is not null" },
  'a digest': { set: 'digest = set_bit(digest, $2, 1 - get_bit(digest, $2))', where: 'digest is not null' },
}

for (const [name, { set, where }] of Object.entries(flips)) {
  test(`${name}: found and named`, async () => {
    for (let round = 0; round < rounds; round++) {
      const candidates = await sql(`select id, seq from act.entries where ${where} order by seq`)
      const target = candidates[random(candidates.length)]
      assert.ok(target)
      const [kept] = await town.platform.ground.sql.rows<{ row: unknown }>('select to_jsonb(e) as row from act.entries e where id = $1', [target.id])
      await sql(`update act.entries set ${set} where id = $1 and $2::int is not null`, [target.id, random(100)])
      const { ok, fault } = await verifyLedger(town.platform.ground)
      assert.deepEqual([ok, fault?.what, fault?.seq, fault?.entry], [false, 'entry-changed', target.seq, target.id])
      await sql('delete from act.entries where id = $1', [target.id])
      await sql('insert into act.entries select * from jsonb_populate_record(null::act.entries, $1)', [JSON.stringify(kept?.row)])
      assert.equal((await verifyLedger(town.platform.ground)).ok, true, 'put back, it is whole again')
    }
    tellFigures(`bit flipped: ${name}`, { rounds })
  })
}

test('a row that is gone is missed by its place', async () => {
  const [row] = await town.platform.ground.sql.rows<{ row: unknown }>('select to_jsonb(e) as row from act.entries e where seq = $1', [entries - 3])
  await sql('delete from act.entries where seq = $1', [entries - 3])
  const { ok, fault } = await verifyLedger(town.platform.ground)
  assert.deepEqual([ok, fault?.what, fault?.seq], [false, 'entry-missing', entries - 3])
  await sql('insert into act.entries select * from jsonb_populate_record(null::act.entries, $1)', [JSON.stringify(row?.row)])
})

test('two rows that changed places are named', async () => {
  const swap = `update act.entries set seq = case seq when 4 then 9 else 4 end where seq in (4, 9)`
  await sql(swap)
  const { ok, fault } = await verifyLedger(town.platform.ground)
  assert.deepEqual([ok, fault?.what, fault?.seq], [false, 'entry-changed', 4])
  await sql(swap)
})

test('a changed row with its leaf changed to match betrays itself at the checkpoint', async () => {
  const { entriesFrom, entryBytes } = await import('#base/act')
  const { hashLeaf } = await import('#engines/merkle')
  const ground = town.platform.ground
  const [leaf] = await ground.sql.rows<{ hash: Buffer }>('select hash from ledger.nodes where level = 0 and index = 7')
  await sql("update act.entries set facts = facts || '{\"forged\": true}' where seq = 7")
  const [forged] = await entriesFrom(ground.sql, 7, 1)
  assert.ok(forged && leaf)
  await sql('update ledger.nodes set hash = $1 where level = 0 and index = 7', [Buffer.from(hashLeaf(entryBytes(forged)))])
  const { ok, fault } = await verifyLedger(ground)
  assert.deepEqual([ok, fault?.what], [false, 'checkpoint-differs'])
  await sql("update act.entries set facts = facts - 'forged' where seq = 7")
  await sql('update ledger.nodes set hash = $1 where level = 0 and index = 7', [leaf.hash])
})
