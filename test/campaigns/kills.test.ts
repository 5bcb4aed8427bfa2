// kill -9 at random points under load, on the real server with its own database: nothing acknowledged is lost, nothing is doubled,
// and it is ready again (in the full run within five seconds). Sometimes the database server is killed too.
import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { pino } from 'pino'
import { startDatabase } from '#base/db'
import { servingAs } from '../../src/open.ts'
import { openPlatform, type Platform } from '../../src/platform.ts'
import { item, people, smallWall, type CaseSaid, type DraftSaid } from '../carry.ts'
import { checkInvariants } from '../invariants.ts'
import { findPort, startServer, type RunningServer } from '../serving.ts'
import type { Answer, CallOptions } from '../town.ts'
import { atScale, isFull, seededNumbers, tellFigures } from './scale.ts'
import { callOver, signIn } from './wire.ts'

const kills = atScale(8, 100)
const workers = 6
const random = seededNumbers(Number(process.env.YIWANG_SEED ?? 7))
const residents = ['zhang.min', 'li.guiying', 'chen.hao', 'yunhe.media', 'jianan.works']

let folder: string
let port: number
let server: RunningServer

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yiwang-kills-'))
  port = await findPort()
  server = await startServer({ home: join(folder, 'home'), port })
})
after(async () => {
  await server.stop().catch(() => undefined)
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
})

/** What was acknowledged: drafts begun, cases opened, cases accepted. */
interface Acknowledged {
  drafts: string[]
  cases: { id: string; number: string }[]
  accepted: string[]
}

/** Calls until the server says yes or no, however often it dies meanwhile; always with the same key. */
async function insist<T>(cookies: Map<string, string>, method: string, path: string, options: CallOptions): Promise<Answer<T>> {
  const address = () => `10.${random(250)}.${random(250)}.${1 + random(250)}`
  const wire = callOver({ origin: server.origin, address, cookieOf: async (login) => cookies.get(login) ?? '' })
  const key = crypto.randomUUID()
  for (const until = Date.now() + 150_000; ; ) {
    try {
      const answer = await wire.call<T>(method, path, { ...options, key })
      if (answer.status < 500) return answer
    } catch {
      // The server is gone: whether the act was done is not known. That is what the key is for.
    }
    if (Date.now() > until) throw new Error(`${method} ${path} was not answered for 150 s`)
    await pause(100)
  }
}

/** One worker: applies, submits, accepts, over and over, until told to stop. */
async function work(cookies: Map<string, string>, as: string, done: Acknowledged, isOver: () => boolean): Promise<void> {
  const said = <T>(answer: Answer<T>): T => {
    assert.ok(answer.status < 300, `${answer.status} ${JSON.stringify(answer.body).slice(0, 300)}`)
    return answer.body
  }
  while (!isOver()) {
    const { id } = said(await insist<DraftSaid>(cookies, 'POST', '/api/applications', { as, body: { item } }))
    done.drafts.push(id)
    said(await insist(cookies, 'PUT', `/api/applications/${id}`, { as, body: { form: smallWall, scenario: { who: 'self' } } }))
    const one = said(await insist<CaseSaid>(cookies, 'POST', `/api/applications/${id}/submission`, { as, body: {} }))
    done.cases.push({ id: one.id, number: one.number })
    said(await insist(cookies, 'POST', `/api/cases/${one.number}/acceptance`, { as: people.clerk, body: {} }))
    done.accepted.push(one.id)
  }
}

/** Kills the server, sometimes with its database, and starts it again on the same home. Answers how long until it was ready. */
async function killAndStart(withDatabase: boolean): Promise<number> {
  const postmaster = withDatabase ? Number((await readFile(join(folder, 'home', 'postgres', '18', 'postmaster.pid'), 'utf8')).split('\n')[0]) : 0
  if (postmaster > 1) process.kill(postmaster, 'SIGKILL')
  await server.kill()
  server = await startServer({ home: join(folder, 'home'), port, readySecondsMax: 30 })
  return server.readyMs
}

// A short run ends early on a slow machine: what it proves is that nothing is lost, and a slow machine proves it with fewer kills.
const killsMin = atScale(5, kills)
const quickStartMs = 2000
// The first submission after a start takes about a second: always killed sooner, a long run would acknowledge none.
const afterReadyMsMax = atScale(900, 2900)
const killMsMax = atScale(60_000, 3_600_000)

test(`${kills} kills under load: 0 lost, 0 doubled, ready again${atScale('', ' within 5 s')}`, { timeout: atScale(290_000, 3_600_000) }, async () => {
  const cookies = new Map<string, string>()
  for (const login of [...residents, people.clerk]) cookies.set(login, await signIn(server.origin, login))
  const done: Acknowledged = { drafts: [], cases: [], accepted: [] }
  let isOver = false
  const load = Promise.all(Array.from({ length: workers }, (_, n) => work(cookies, residents[n % residents.length] ?? people.resident, done, () => isOver)))
  const ready: number[] = []
  const began = performance.now()
  for (let n = 0; n < kills && (n < killsMin || performance.now() - began < killMsMax); n++) {
    // Where a start takes long, so does an act: killed as soon as on a quick machine, nothing would ever be acknowledged.
    const slowness = Math.max(1, (ready.at(-1) ?? 0) / quickStartMs)
    await Promise.race([pause((150 + random(afterReadyMsMax)) * slowness), load])
    ready.push(await killAndStart(n % 4 === 3))
  }
  isOver = true
  await load
  const endedWith = await server.stop()
  assert.equal(endedWith, 0, `the last one ends in order:\n${server.printed().slice(-3000)}`)
  await checkHome(done)
  const sorted = ready.toSorted((a, b) => a - b)
  const slowest = sorted.at(-1) ?? 0
  tellFigures('kill -9', { kills: ready.length, acknowledgedActs: done.drafts.length * 2 + done.cases.length + done.accepted.length, cases: done.cases.length, readyMsMedian: Math.round(sorted[sorted.length >> 1] ?? 0), readyMsMax: Math.round(slowest) })
  // A time of the clock binds where the machine does nothing else.
  if (isFull) assert.ok(slowest <= 5000, `ready after ${sorted.map((ms) => Math.round(ms)).join(', ')} ms`)
})

/** Opens the home without a server and counts: each acknowledged act once in the ledger and once in the tables. */
async function checkHome(done: Acknowledged): Promise<void> {
  const home = join(folder, 'home')
  const database = await startDatabase({ home })
  const platform = await openPlatform({ ...servingAs(database), home, origin: `http://localhost:${port}`, demonstration: true, log: pino({ level: 'silent' }), poolSize: 4 })
  try {
    await platform.settle()
    await checkInvariants(platform)
    await countOnce(platform, done.drafts, 'applications.started', 'select id from applications.drafts')
    await countOnce(platform, done.cases.map((one) => one.id), 'cases.opened', 'select id from cases.cases')
    await countOnce(platform, done.accepted, 'cases.accepted', "select id from cases.cases where state = 'accepted'")
    assert.equal(new Set(done.cases.map((one) => one.number)).size, done.cases.length, 'no number twice')
  } finally {
    await platform.close()
    await database.stop()
  }
}

async function countOnce(platform: Platform, acknowledged: string[], kind: string, tableSql: string): Promise<void> {
  const { sql } = platform.ground
  const entries = (await sql.rows<{ subject: string }>('select subject from act.entries where kind = $1', [kind])).map((row) => row.subject).sort()
  assert.deepEqual(entries, acknowledged.toSorted(), `${kind}: each acknowledged act once in the ledger, and none besides`)
  const rows = (await sql.rows<{ id: string }>(tableSql)).map((row) => row.id).sort()
  assert.deepEqual(rows, acknowledged.toSorted(), `${kind}: each acknowledged act once in the tables`)
}
