// Starting cases over real HTTP: drafts are prepared, then submitted at a fixed rate whether or not earlier ones were answered,
// to the server as `npm start` runs it, in a process of its own. Time counts from when a submission was due, not from when it was sent.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { startServer } from '../test/serving.ts'
import { codes, forms } from '../test/matters.ts'
import { openCaller, type Caller } from './caller.ts'
import { type BenchResult, percentile, spread, tell } from './result.ts'

const ratePerSecond = 50
const seconds = 20
const rounds = 5
const preparersMax = 8

async function prepareDrafts(caller: Caller, count: number): Promise<string[]> {
  const drafts: string[] = []
  const prepare = async () => {
    while (drafts.length < count) {
      const place = drafts.push('') - 1
      const { id } = await caller.post<{ id: string }>('/api/applications', { item: codes.hoarding })
      await caller.put(`/api/applications/${id}`, { form: forms.hoarding, consent: false })
      drafts[place] = id
    }
  }
  await Promise.all(Array.from({ length: preparersMax }, prepare))
  return drafts
}

/** Milliseconds of each submission, from the moment it was due. */
async function submitAtRate(caller: Caller, drafts: string[]): Promise<number[]> {
  const began = performance.now()
  const answers = drafts.map(async (draft, place) => {
    const due = began + (place * 1000) / ratePerSecond
    await pause(Math.max(0, due - performance.now()))
    await caller.post(`/api/applications/${draft}/submission`, {})
    return performance.now() - due
  })
  return Promise.all(answers)
}

/** Five rounds of twenty seconds; each round's p99 is one figure. */
export async function run(): Promise<BenchResult[]> {
  const home = await mkdtemp(join(tmpdir(), 'yiwang-bench-'))
  const server = await startServer({ home })
  try {
    const caller = await openCaller(server.origin, 'yunhe.media')
    await submitAtRate(caller, await prepareDrafts(caller, ratePerSecond * 2))
    const measured: number[][] = []
    for (let round = 0; round < rounds; round++) {
      const drafts = await prepareDrafts(caller, ratePerSecond * seconds)
      await pause(2000)
      measured.push(await submitAtRate(caller, drafts))
    }
    const details = { ratePerSecond, seconds, rounds: measured.map((times) => ({ p50: percentile(times, 0.5), p95: percentile(times, 0.95), p99: percentile(times, 0.99), most: Math.max(...times) })) }
    return [{ name: `start a case at ${ratePerSecond}/s over HTTP, p99`, ...spread(measured.map((times) => percentile(times, 0.99))), unit: 'ms', atMost: 78, details }]
  } finally {
    await server.stop()
    await rm(home, { recursive: true, force: true })
  }
}

if (import.meta.main) tell(await run())
