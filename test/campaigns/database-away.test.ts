// The database stops and comes back: 503 with Retry-After meanwhile, then everything goes on without a restart.
import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import { pino } from 'pino'
import { openPool, startDatabase, type DatabaseServer } from '#base/db'
import { startJobs } from '#base/jobs'
import { applyPack } from '../../src/apply.ts'
import { servingAs } from '../../src/open.ts'
import { openPlatform, type Platform } from '../../src/platform.ts'
import { openServer } from '../../src/server.ts'
import { begin, people, submit, type Called } from '../carry.ts'
import { checkInvariants } from '../invariants.ts'
import { testPack } from '../town.ts'
import { atScale, tellFigures } from './scale.ts'
import { callOver, signIn } from './wire.ts'

const awaySeconds = atScale(3, 20)
let home: string
let database: DatabaseServer
let platform: Platform
let app: FastifyInstance
let wire: Called
let origin: string

before(async () => {
  // A server of its own: the one of the run must not go away under the others.
  home = await mkdtemp(join(tmpdir(), 'yiwang-away-'))
  database = await startDatabase({ home })
  platform = await openPlatform({ ...servingAs(database), home, origin: 'http://localhost:8080', demonstration: true, log: pino({ level: 'silent' }), poolSize: 10 })
  await platform.migrate()
  await applyPack(platform.ground, await testPack())
  app = await openServer(platform, { callsPerMinuteMax: 0, faces: true })
  origin = await app.listen({ host: '127.0.0.1', port: 0 })
  await platform.run()
  const cookies = new Map<string, string>()
  wire = callOver({ origin, cookieOf: async (login) => cookies.get(login) ?? cookies.set(login, await signIn(origin, login)).get(login) ?? '' })
})
after(async () => {
  await app.close()
  await platform.close()
  await database.stop()
  await rm(home, { recursive: true, force: true, maxRetries: 5 })
})

interface Told {
  code: string
}

test(`the database is away for ${awaySeconds} s: 503 with Retry-After, then recovery without a restart`, async () => {
  const before = await submit(wire)
  // Signed in before: a session is of no use without the database, and cannot be had then.
  await wire.call('GET', '/api/session', { as: people.clerk })
  await database.stop()
  const stopped = performance.now()
  let refused = 0
  for (; performance.now() - stopped < awaySeconds * 1000; refused++) {
    for (const [method, path, body] of [['GET', `/api/cases/${before.number}`], ['GET', '/api/items'], ['POST', `/api/cases/${before.number}/acceptance`, {}]] as const) {
      const answer = await wire.call<Told>(method, path, { as: people.clerk, ...(body ? { body, key: crypto.randomUUID() } : {}) })
      assert.deepEqual([answer.status, answer.body.code, answer.headers['retry-after']], [503, 'db.unavailable', '5'], `${method} ${path}`)
    }
    assert.equal((await fetch(`${origin}/livez`)).status, 200)
    assert.equal((await fetch(`${origin}/readyz`)).status, 503)
    // A page tells people in words, not with a blank.
    assert.ok((await fetch(`${origin}/items`)).status >= 500)
    await pause(100)
  }
  const back = performance.now()
  database = await startDatabase({ home })
  while ((await fetch(`${origin}/readyz`)).status !== 200) await pause(20)
  const readyMs = performance.now() - back
  // Where the machine does nothing else it is there at once; a busy one may take its time.
  assert.ok(readyMs < 30_000, `ready ${Math.round(readyMs)} ms after the database came back`)
  await begin(wire)
  await submit(wire)
  const placedMs = await untilPlaced()
  tellFigures('database away', { seconds: awaySeconds, refusedRounds: refused, readyMs: Math.round(readyMs), ledgerAgainMs: Math.round(placedMs) })
  await platform.settle()
  await checkInvariants(platform)
})

test('a job that ends while the database is away is marked as done when it is back, and nothing ends for it', async () => {
  const { pool, close } = openPool(servingAs(database).connection)
  let done = 0
  const jobs = await startJobs(pool, { 'away.test': async () => {
    done++
    await database.stop()
  } }, platform.ground.log)
  try {
    // Only the queue of this test knows the job: the platform's leaves it alone.
    await jobs.addJob('away.test', {})
    while (done === 0) await pause(20)
    // Time for what is not waited for to fail.
    await pause(500)
    database = await startDatabase({ home })
    await untilNone("select count(*) as n from graphile_worker.jobs where task_identifier = 'away.test'")
    assert.equal(done, 1)
  } finally {
    await jobs.stop()
    await close()
  }
})

test('what the queue could not write when it stopped is not tried again: nothing keeps a process that ends', async () => {
  const { pool, close } = openPool(servingAs(database).connection)
  let done = 0
  const jobs = await startJobs(pool, { 'away.last': async () => {
    done++
    await database.stop()
  } }, platform.ground.log)
  await jobs.addJob('away.last', {})
  while (done === 0) await pause(20)
  // The job ended and could not be marked; the queue would try again after three seconds.
  await pause(500)
  await jobs.stop()
  await close()
  let asked = 0
  pool.connect = () => {
    asked++
    return Promise.reject(new Error('closed'))
  }
  await pause(4000)
  assert.equal(asked, 0)
  database = await startDatabase({ home })
  await untilPlaced()
})

/** Followers and the integrator go on by themselves. */
const untilPlaced = () => untilNone('select count(*) as n from act.entries where seq is null')

/** Waits until nothing is counted; answers the milliseconds. */
async function untilNone(counting: string): Promise<number> {
  const started = performance.now()
  for (;;) {
    const [row] = await platform.ground.sql.rows<{ n: number }>(counting).catch(() => [])
    if (row?.n === 0) return performance.now() - started
    assert.ok(performance.now() - started < 30_000, `nothing is left: ${counting}`)
    await pause(20)
  }
}
