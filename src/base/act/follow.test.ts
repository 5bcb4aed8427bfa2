// The integrator and the followers on a real database: one order without gaps, nothing lost, nothing twice, trouble parked.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { databaseUnavailable } from '#base/db'
import { openTown, type Town } from '../../../test/town.ts'
import { passUnheard } from './follow.ts'
import { entriesFrom, follow, integrate, listParked, oncePerBatch, retryParked, withLeader, type Actor, type Entry, type FollowGround, type Follower } from './index.ts'

let town: Town
let ground: Town['platform']['ground']
let followGround: FollowGround
const actor: Actor = { id: '00000000-0000-7000-8000-0000000000aa', kind: 'system' }

before(async () => {
  town = await openTown({ poolSize: 20 })
  ground = town.platform.ground
  followGround = { pool: ground.pool, clock: town.clock }
})
after(() => town.close())

const record = (subject: string, kind: string, facts: Record<string, number> = {}) => ground.runAct({ actor, locks: [`subject:${subject}`] }, async (act) => {
  act.record(kind, { subject, facts })
  return null
})
const subjectOf = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`
const placed = async () => (await ground.sql.rows<{ n: number }>('select coalesce(max(seq) + 1, 0) as n from act.entries'))[0]?.n ?? 0
const waiting = async () => (await ground.sql.rows<{ n: number }>('select count(*) as n from act.entries where seq is null'))[0]?.n ?? 0

/** Other towns of the cluster may hold the integrator back for a moment. */
async function integrateAll(): Promise<void> {
  while (!(await integrate(ground.pool)).isAll) await pause(15)
}

/** A follower of one kind that stands at the end of what is there, and what it saw. */
async function followerOf(name: string, kind: string, handle: (entry: Entry) => Promise<void> = async () => undefined): Promise<Follower & { seen: number[] }> {
  await integrateAll()
  await ground.sql.rows('insert into act.cursors values ($1, $2)', [name, await placed()])
  const seen: number[] = []
  return { name, owner: 'system-admin', seen, on: { [kind]: async (entry) => (await handle(entry), void seen.push(Number(entry.facts.n))) } }
}

test('writers at once, some rolled back, while the integrator runs: gapless, by transaction and id, and in the order of each subject', async () => {
  const last = new Map<number, number>()
  const write = async (writer: number) => {
    for (let n = 0; n < 40; n++) {
      const subject = (writer * 7 + n) % 5
      await ground.runAct({ actor, locks: [`subject:${subjectOf(subject)}`] }, async (act) => {
        await act.tx.rows('select pg_current_xact_id()')
        if (n % 6 === 5) throw new Error('rolled back')
        const order = (last.get(subject) ?? 0) + 1
        last.set(subject, order)
        act.record('trial.written', { subject: subjectOf(subject), facts: { order } })
        if (n % 4 === 0) act.record('trial.written-too', { subject: subjectOf(subject), facts: { order } })
      }).catch((error: Error) => assert.equal(error.message, 'rolled back'))
    }
  }
  let writing = true
  const integrating = (async () => {
    for (; writing; await pause(2)) await integrate(ground.pool)
  })()
  await Promise.all(Array.from({ length: 12 }, (_, writer) => write(writer)))
  writing = false
  await integrating
  await integrateAll()
  const rows = await ground.sql.rows<{ seq: number; kind: string; subject: string; order: number; rank: number }>(
    `select seq, kind, subject, (facts->>'order')::int as order, row_number() over (order by xid, id) - 1 as rank from act.entries order by seq`,
  )
  assert.deepEqual(rows.map((row) => row.seq), rows.map((_, at) => at))
  assert.ok(rows.every((row) => row.seq === row.rank))
  const written = rows.filter((row) => row.kind === 'trial.written')
  assert.equal(written.length, [...last.values()].reduce((sum, n) => sum + n, 0))
  for (let n = 0; n < 5; n++) {
    const orders = written.filter((row) => row.subject === subjectOf(n)).map((row) => row.order)
    assert.deepEqual(orders, orders.map((_, at) => at + 1))
  }
})

test('an entry of an older transaction still open keeps later ones waiting: no place is given that would have to move', async () => {
  await integrateAll()
  const client = await ground.pool.connect()
  try {
    await client.query('begin; select pg_current_xact_id()')
    await record(subjectOf(100), 'trial.later', { n: 1 })
    assert.deepEqual(await integrate(ground.pool), { placed: 0, size: await placed(), isAll: false })
    assert.equal(await waiting(), 1)
  } finally {
    await client.query('rollback')
    client.release()
  }
  await integrateAll()
  assert.equal((await entriesFrom(ground.sql, (await placed()) - 1, 1))[0]?.kind, 'trial.later')
})

test('two integrators at once give each place once', async () => {
  for (let n = 0; n < 20; n++) await record(subjectOf(n), 'trial.shared', { n })
  await Promise.all([integrate(ground.pool), integrate(ground.pool), integrate(ground.pool)])
  await integrateAll()
  const [row] = await ground.sql.rows<{ n: number; last: number }>('select count(distinct seq) as n, max(seq) + 1 as last from act.entries')
  assert.equal(row?.n, row?.last)
})

test('a follower sees each entry of its kinds once and in order, over many batches', async () => {
  const reader = await followerOf('trial-reader', 'trial.counted')
  for (let piece = 0; piece < 3; piece++) {
    await ground.runAct({ actor, locks: [] }, async (act) => {
      for (let n = 0; n < 400; n++) act.record(n % 2 ? 'trial.counted' : 'trial.other', { subject: act.id, facts: { n: piece * 400 + n } })
    })
  }
  await integrateAll()
  assert.equal(await follow(followGround, [reader]), 1200)
  assert.deepEqual(reader.seen, Array.from({ length: 600 }, (_, at) => at * 2 + 1))
  assert.equal(await follow(followGround, [reader]), 0)
})

test('who hears nothing of what is new is passed in one statement; who hears something, has never read, or has a whole batch before it reads by itself', async () => {
  const [deaf, hears, late] = [await followerOf('trial-deaf', 'trial.never'), await followerOf('trial-hears', 'trial.passed'), await followerOf('trial-late', 'trial.never')]
  const never = { name: 'trial-new', owner: 'system-admin', on: { 'trial.never': async () => undefined } }
  const placeOf = async (name: string) => (await ground.sql.rows<{ seq: number }>('select seq from act.cursors where follower = $1', [name]))[0]?.seq
  await record(subjectOf(1), 'trial.passed', { n: 7 })
  await integrateAll()
  await ground.sql.rows("update act.cursors set seq = 0 where follower = 'trial-late'")
  assert.deepEqual(await passUnheard(ground.sql, [deaf, hears, late, never]), { hearing: new Set(['trial-hears', 'trial-late', 'trial-new']), passed: 1 })
  assert.deepEqual([await placeOf('trial-deaf'), await placeOf('trial-hears'), await placeOf('trial-late'), await placeOf('trial-new')], [await placed(), (await placed()) - 1, 0, undefined])
  await follow(followGround, [hears])
  assert.deepEqual([hears.seen, await placeOf('trial-hears')], [[7], await placed()])
  assert.deepEqual(await passUnheard(ground.sql, [deaf, hears]), { hearing: new Set(), passed: 0 })
})

test('one follower in several processes is one reader', async () => {
  const reader = await followerOf('trial-shared', 'trial.once', () => pause(2))
  for (let n = 0; n < 10; n++) await record(subjectOf(n), 'trial.once', { n })
  await integrateAll()
  await Promise.all([1, 2, 3].map(() => follow(followGround, [reader])))
  await follow(followGround, [reader])
  assert.deepEqual(reader.seen.toSorted((a, b) => a - b), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
})

test('a follower goes on from any point: where it was stopped by the database it reads again, set back it reads everything anew', async () => {
  let away = true
  const reader = await followerOf('trial-resumed', 'trial.resumed', async (entry) => {
    if (away && entry.facts.n === 3) throw databaseUnavailable()
  })
  for (let n = 0; n < 6; n++) await record(subjectOf(n), 'trial.resumed', { n })
  await integrateAll()
  await assert.rejects(follow(followGround, [reader]), { code: 'db.unavailable' })
  assert.deepEqual(await listParked(ground.sql), [])
  away = false
  await follow(followGround, [reader])
  // What was handled before the stop comes again: handlers are idempotent.
  assert.deepEqual(reader.seen, [0, 1, 2, 0, 1, 2, 3, 4, 5])
  reader.seen.length = 0
  await ground.sql.rows("update act.cursors set seq = 0 where follower = 'trial-resumed'")
  await follow(followGround, [reader])
  assert.deepEqual(reader.seen, [0, 1, 2, 3, 4, 5])
})

test('where the process ends a follower goes no further than the entry in hand, and the next reads on from there', async () => {
  let ending = false
  const follower = await followerOf('trial-ends', 'trial.ended', async (entry) => void (ending = entry.facts.n === 3))
  for (let n = 1; n <= 8; n++) await record(subjectOf(700 + n), 'trial.ended', { n })
  await integrateAll()
  assert.equal(await follow({ ...followGround, isEnding: () => ending }, [follower]), 3)
  assert.deepEqual(follower.seen, [1, 2, 3])
  await follow(followGround, [follower])
  assert.deepEqual(follower.seen, [1, 2, 3, 4, 5, 6, 7, 8])
})

test('followers read together, each from its own place; one that the database stopped, or that somebody else reads for, holds up none', async () => {
  let away = true
  const [first, stopped, led, last] = [await followerOf('trial-first', 'trial.together'), await followerOf('trial-stopped', 'trial.together', async () => {
    if (away) throw databaseUnavailable()
  }), await followerOf('trial-led', 'trial.together'), await followerOf('trial-last', 'trial.together')]
  const all = [first, stopped, led, last]
  for (let n = 0; n < 4; n++) await record(subjectOf(n), 'trial.together', { n })
  await integrateAll()
  await ground.sql.rows("update act.cursors set seq = seq + 2 where follower = 'trial-last'")
  await withLeader(ground.pool, 'follower:trial-led', async () => assert.rejects(follow(followGround, all), { code: 'db.unavailable' }))
  assert.deepEqual(all.map(({ seen }) => seen), [[0, 1, 2, 3], [], [], [2, 3]])
  away = false
  assert.equal(await follow(followGround, all), 8)
  assert.deepEqual(all.map(({ seen }) => seen), [[0, 1, 2, 3], [0, 1, 2, 3], [0, 1, 2, 3], [2, 3]])
})

test('what handlers ask of all entries of a batch is asked once; a second try at an entry asks anew, for it alone', async () => {
  const asked: number[][] = []
  const ask = oncePerBatch(async (batch) => {
    const numbers = batch.flatMap(({ kind, facts }) => (kind === 'trial.batch' ? [Number(facts.n)] : []))
    asked.push(numbers)
    return new Set(numbers)
  })
  let failing = true
  const seen: number[] = []
  await followerOf('trial-batch', 'trial.batch')
  for (let n = 0; n < 4; n++) await record(subjectOf(n), 'trial.batch', { n })
  await integrateAll()
  const handle = async (entry: Entry, batch: readonly Entry[]) => {
    const n = Number(entry.facts.n)
    assert.ok((await ask(batch)).has(n))
    const fails = n === 2 && failing
    if (fails) failing = false
    if (fails) throw new Error('once')
    seen.push(n)
  }
  await follow(followGround, [{ name: 'trial-batch', owner: 'system-admin', on: { 'trial.batch': handle } }])
  assert.deepEqual([asked, seen], [[[0, 1, 2, 3], [2]], [0, 1, 2, 3]])
})

test('followers read together in several processes: each is one reader', async () => {
  const all = [await followerOf('trial-pair-1', 'trial.pair', () => pause(1)), await followerOf('trial-pair-2', 'trial.pair', () => pause(1)), await followerOf('trial-pair-3', 'trial.pair')]
  for (let piece = 0; piece < 2; piece++) await ground.runAct({ actor, locks: [] }, async (act) => {
    for (let n = 0; n < 300; n++) act.record('trial.pair', { subject: act.id, facts: { n: piece * 300 + n } })
  })
  await integrateAll()
  // In other orders too, and with cursors moved for many at once beside it: nobody waits for another.
  await Promise.all([follow(followGround, all), follow(followGround, all.toReversed()), passUnheard(ground.sql, all), follow(followGround, all.slice(1)), passUnheard(ground.sql, all)])
  await follow(followGround, all)
  for (const { seen } of all) assert.deepEqual(seen, Array.from({ length: 600 }, (_, at) => at))
})

test('what cannot be taken is parked with its owner, with later entries of the same subject; others go on; a retry takes them in order', async () => {
  const broken = new Set([1])
  const parked: number[] = []
  let attempts = 0
  const reader = await followerOf('trial-parked', 'trial.hard', async (entry) => {
    attempts++
    if (broken.has(Number(entry.facts.n))) throw new Error(`cannot take ${String(entry.facts.n)}`)
  })
  const told: FollowGround = { ...followGround, onParked: (_name, entry) => void parked.push(Number(entry.facts.n)) }
  for (const [n, subject] of [[0, 1], [1, 1], [2, 2], [3, 1], [4, 2]] as const) await record(subjectOf(subject), 'trial.hard', { n })
  await integrateAll()
  await follow(told, [reader])
  assert.deepEqual([reader.seen, parked, attempts], [[0, 2, 4], [1], 6])
  await record(subjectOf(1), 'trial.hard', { n: 5 })
  await record(subjectOf(3), 'trial.hard', { n: 6 })
  await integrateAll()
  await follow(told, [reader])
  assert.deepEqual(reader.seen, [0, 2, 4, 6])
  const rows = (await listParked(ground.sql)).filter((row) => row.follower === 'trial-parked')
  assert.deepEqual(rows.map((row) => [row.subject, row.owner, row.attempts, row.error]), [
    [subjectOf(1), 'system-admin', 3, 'cannot take 1'], [subjectOf(1), 'system-admin', 0, 'an earlier entry of this subject is parked'], [subjectOf(1), 'system-admin', 0, 'an earlier entry of this subject is parked'],
  ])
  await assert.rejects(retryParked(followGround, ground.sql, { ...reader, on: { 'trial.hard': () => Promise.reject(databaseUnavailable()) } }), { code: 'db.unavailable' })
  assert.deepEqual((await listParked(ground.sql)).map((row) => row.attempts), [3, 0, 0])
  assert.equal(await retryParked(followGround, ground.sql, reader), 0)
  assert.deepEqual((await listParked(ground.sql)).map((row) => row.attempts), [4, 0, 0])
  broken.clear()
  assert.equal(await retryParked(followGround, ground.sql, reader), 3)
  assert.deepEqual([reader.seen, await listParked(ground.sql)], [[0, 2, 4, 6, 1, 3, 5], []])
})

test('a handler for every kind hears every kind', async () => {
  const kinds: string[] = []
  await followerOf('trial-all', 'none')
  for (const kind of ['trial.x', 'trial.y']) await record(subjectOf(1), kind)
  await integrateAll()
  await follow(followGround, [{ name: 'trial-all', owner: 'system-admin', on: { '*': async (entry) => void kinds.push(entry.kind) } }])
  assert.deepEqual(kinds, ['trial.x', 'trial.y'])
})

test('a leader may wait as long as its work takes: the server does not end it for idling, which would have the batch done again for ever', async () => {
  const told: string[] = []
  await withLeader(ground.pool, 'patient', async (client) => {
    told.push((await client.query<{ idle_in_transaction_session_timeout: string }>('show idle_in_transaction_session_timeout')).rows[0]?.idle_in_transaction_session_timeout ?? '')
  })
  assert.deepEqual(told, ['0'])
})
