// Acts on a real database: all or nothing, once for a key, one after the other under their locks.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { openTown, type Town } from '../../../test/town.ts'
import { entriesOf, lockNumber, makeRunAct, type Act, type Actor } from './index.ts'

let town: Town
let sql: Town['platform']['ground']['sql']
let runAct: Town['platform']['ground']['runAct']
const actor: Actor = { id: '00000000-0000-7000-8000-0000000000aa', kind: 'staff', post: '00000000-0000-7000-8000-0000000000bb', onBehalfOf: '00000000-0000-7000-8000-0000000000cc' }
const other: Actor = { id: '00000000-0000-7000-8000-0000000000dd', kind: 'natural' }

before(async () => {
  town = await openTown({ poolSize: 30 })
  ;({ sql, runAct } = town.platform.ground)
  await town.owner.rows('create schema trial')
  await town.owner.rows('create table trial.things (name text primary key, count int not null)')
  await town.owner.rows('grant usage on schema trial to public')
  await town.owner.rows('grant all on trial.things to public')
})
after(() => town.close())

const add = (act: Act, name: string) => act.tx.rows('insert into trial.things values ($1, 1) on conflict (name) do update set count = trial.things.count + 1', [name])
const countOf = async (name: string) => (await sql.rows<{ count: number }>('select count from trial.things where name = $1', [name]))[0]?.count ?? 0
const acts = async (kind: string) => (await sql.rows<{ n: number }>('select count(*) as n from act.entries where kind = $1', [kind]))[0]?.n

test('an act that records nothing is rolled back whole', async () => {
  await assert.rejects(runAct({ actor, locks: [], key: { key: 'silent', request: 1 } }, (act) => add(act, 'silent')), /an act recorded nothing/)
  assert.equal(await countOf('silent'), 0)
  assert.deepEqual(await sql.rows("select 1 from act.keys where key = 'silent'"), [])
})

test('an act that fails after it recorded leaves neither change, entry nor answer; its key may be used again', async () => {
  const attempt = (fails: boolean) => runAct({ actor, locks: ['thing:half'], key: { key: 'half', request: 1 } }, async (act) => {
    await add(act, 'half')
    act.record('trial.half-done', { subject: act.id })
    if (fails) throw new Error('the verb changed its mind')
    return 'done'
  })
  await assert.rejects(attempt(true), /changed its mind/)
  assert.deepEqual([await countOf('half'), await acts('trial.half-done')], [0, 0])
  assert.equal(await attempt(false), 'done')
  assert.deepEqual([await countOf('half'), await acts('trial.half-done')], [1, 1])
})

test('entries say who, in which post, for whom, when; in the order in which they were recorded', async () => {
  const moment = Temporal.Instant.from('2026-11-23T01:00:00.123456Z')
  town.clock.set(moment)
  const lawDate = Temporal.PlainDate.from('2026-11-20')
  const id = await runAct({ actor, locks: [] }, async (act) => {
    const subject = act.newId()
    for (const place of [1, 2, 3]) act.record('trial.told', { subject, facts: { place }, lawDate, proves: { salt: act.random.bytes(16), content: { words: '话' } } })
    return subject
  })
  const entries = await entriesOf(sql, id)
  assert.deepEqual(entries.map((entry) => [entry.facts.place, entry.actor, entry.actorKind, entry.post, entry.onBehalf, entry.lawDate]), [1, 2, 3].map((place) => [place, actor.id, 'staff', actor.post, actor.onBehalfOf, '2026-11-20']))
  assert.ok(entries.every((entry) => entry.at.toString() === '2026-11-23T01:00:00.123Z'))
  assert.deepEqual(entries.map((entry) => entry.id), entries.map((entry) => entry.id).toSorted())
  // Equal words give no equal digests: who holds one cannot tell whether another says the same.
  assert.equal(new Set(entries.map((entry) => Buffer.from(entry.digest ?? []).toString('hex'))).size, 3)
})

const keyed = (by: Actor, request: unknown, name = 'keyed') => runAct({ actor: by, locks: [`thing:${name}`], key: { key: name, request } }, async (act) => {
  await add(act, name)
  act.record('trial.keyed', { subject: act.id, facts: { name } })
  return { count: (await act.tx.rows<{ count: number }>('select count from trial.things where name = $1', [name]))[0]?.count }
})

test('the same key gives the same answer without doing it again, to its owner; another request under it is refused', async () => {
  assert.deepEqual(await keyed(actor, { a: 1, b: [2] }), { count: 1 })
  assert.deepEqual(await keyed(actor, { b: [2], a: 1 }), { count: 1 })
  await assert.rejects(keyed(actor, { a: 2, b: [2] }), { code: 'act.key-reused', status: 422 })
  assert.deepEqual(await keyed(other, { a: 1, b: [2] }), { count: 2 })
  assert.equal(await countOf('keyed'), 2)
})

test('fifty calls with one key at once: done once, answered fifty times', async () => {
  const answers = await Promise.all(Array.from({ length: 50 }, () => keyed(actor, 'same', 'crowd')))
  assert.deepEqual(answers, Array.from({ length: 50 }, () => ({ count: 1 })))
  assert.equal(await countOf('crowd'), 1)
})

test('keys are kept for twenty-four hours and then forgotten', async () => {
  await keyed(actor, 'day', 'day')
  town.clock.advance({ hours: 23, minutes: 59 })
  await town.platform.beat()
  assert.deepEqual(await keyed(actor, 'day', 'day'), { count: 1 })
  town.clock.advance({ minutes: 2 })
  await town.platform.beat()
  assert.deepEqual(await keyed(actor, 'day', 'day'), { count: 2 })
})

test('acts under one lock come one after the other; under others they do not wait', async () => {
  let inside = 0
  let most = 0
  const work = (lock: string) => runAct({ actor, locks: [lock] }, async (act) => {
    most = Math.max(most, ++inside)
    await pause(10)
    inside--
    act.record('trial.waited', { subject: act.id })
  })
  await Promise.all(Array.from({ length: 8 }, () => work('thing:one')))
  assert.equal(most, 1)
  await Promise.all(Array.from({ length: 4 }, (_, at) => work(`thing:${at}`)))
  assert.ok(most > 1)
})

test('locks are taken in one order, whatever order they are named in: no two acts wait for each other', async () => {
  let runs = 0
  const names = ['thing:a', 'thing:b', 'thing:c', 'thing:d']
  await Promise.all(Array.from({ length: 24 }, (_, at) => runAct({ actor, locks: at % 2 ? names : names.toReversed() }, async (act) => {
    runs++
    await add(act, 'ordered')
    act.record('trial.ordered', { subject: act.id })
  })))
  assert.deepEqual([runs, await countOf('ordered')], [24, 24])
})

test('what the server chose to lose runs again, four times at most', async () => {
  let runs = 0
  const lose = (times: number) => runAct({ actor, locks: [] }, async (act) => {
    await add(act, 'lost')
    act.record('trial.lost', { subject: act.id })
    if (runs++ < times) await act.tx.rows("do $$ begin raise exception 'chosen' using errcode = '40001'; end $$")
    return runs
  })
  assert.equal(await lose(3), 4)
  assert.deepEqual([await countOf('lost'), await acts('trial.lost')], [1, 1])
  runs = 0
  await assert.rejects(lose(9), { code: '40001' })
  assert.deepEqual([runs, await countOf('lost')], [4, 1])
})

test('a connection that was cut gives db.unavailable, and nothing of the act remains', async () => {
  await assert.rejects(runAct({ actor, locks: [] }, async (act) => {
    await add(act, 'cut')
    act.record('trial.cut', { subject: act.id })
    await act.tx.rows('select pg_terminate_backend(pg_backend_pid())')
  }), { code: 'db.unavailable', status: 503 })
  assert.deepEqual([await countOf('cut'), await acts('trial.cut')], [0, 0])
})

test('the same seed and the same moment make the same entries', async () => {
  const twice = await Promise.all([1, 2].map(async () => {
    const { seededRandom } = await import('#base/ids')
    const seeded = makeRunAct({ pool: town.platform.ground.pool, clock: town.clock, random: seededRandom('one') })
    let ids: string[] = []
    await assert.rejects(seeded({ actor, locks: [] }, async (act) => {
      ids = [act.id, act.newId(), act.record('trial.seeded', { subject: act.id })]
      throw new Error('seen enough')
    }), /seen enough/)
    return ids
  }))
  assert.deepEqual(twice[0], twice[1])
})

test('the number of a lock follows from its name alone', () => {
  assert.equal(lockNumber('case:1'), lockNumber('case:1'))
  assert.notEqual(lockNumber('case:1'), lockNumber('case:2'))
  assert.ok([...Array(200).keys()].every((n) => lockNumber(`${n}`) >= -(2n ** 63n) && lockNumber(`${n}`) < 2n ** 63n))
})
