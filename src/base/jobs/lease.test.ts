// What a killed process had in hand is worked off by the next one within minutes; what a living one has in hand stays its own.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { pino } from 'pino'
import { openTown, type Town } from '../../../test/town.ts'
import { drainJobs } from './jobs.ts'
import { makeLease } from './lease.ts'

let town: Town
before(async () => {
  town = await openTown()
})
after(async () => {
  // What stays in hand would be waited for.
  await town.platform.ground.sql.rows("delete from graphile_worker._private_jobs where key like 'test:%'")
  await town.close()
})

const done: string[] = []
const handlers = { 'test.noted': (payload: Record<string, unknown>) => Promise.resolve(void done.push(String(payload.name))) }

async function takeUp(name: string, worker: string, minutesAgo: number): Promise<void> {
  const { sql, addJob } = town.platform.ground
  await addJob('test.noted', { name }, { key: `test:${name}` })
  await sql.rows("update graphile_worker._private_jobs set locked_by = $2, locked_at = now() - make_interval(mins => $3), attempts = 1 where key = $1", [`test:${name}`, worker, minutesAgo])
}

test('a job is freed when its worker has been silent, and not before', async () => {
  const { pool, sql } = town.platform.ground
  await takeUp('of-a-killed-one', 'worker-killed', 5)
  await takeUp('of-one-that-just-began', 'worker-new', 0)
  await takeUp('of-a-living-one', 'worker-living', 5)
  await takeUp('of-one-long-silent', 'worker-silent', 5)
  await sql.rows("insert into jobs.workers values ('worker-living', now()), ('worker-silent', now() - interval '4 minutes')")
  await drainJobs(pool, handlers, pino({ level: 'silent' }))
  assert.deepEqual(done, [])
  const lease = makeLease(pool, (error) => assert.fail(String(error)))
  await lease.renew()
  await lease.stop()
  await drainJobs(pool, handlers, pino({ level: 'silent' }))
  assert.deepEqual(done.sort(), ['of-a-killed-one', 'of-one-long-silent'])
})

test('a queue says that its workers live', async () => {
  const { pool, sql } = town.platform.ground
  const lease = makeLease(pool, (error) => assert.fail(String(error)))
  lease.events.emit('worker:create', { worker: { workerId: 'worker-own' } } as never)
  await lease.renew()
  await lease.stop()
  const rows = await sql.rows<{ id: string }>("select id from jobs.workers where id = 'worker-own' and seen_at > now() - interval '1 minute'")
  assert.equal(rows.length, 1)
})
