// The ledger: entries a second from "recorded" to "under a signed checkpoint", and how long an entry waits for its checkpoint at 50 acts a second.
import { setTimeout as pause } from 'node:timers/promises'
import { openCase, systemActor } from '#core/cases'
import { getItem } from '#core/items'
import { codes, forms } from '../test/matters.ts'
import { openTown, type Town } from '../test/town.ts'
import { type BenchResult, percentile, spread, tell } from './result.ts'

const rounds = 5
const entriesPerAct = 500
const actsPerRound = 20
const ratePerSecond = 50
const seconds = 20
const lookMs = 5

async function sizeOf(town: Town): Promise<number> {
  const [row] = await town.platform.ground.sql.prepared<{ size: number | null }>('bench-size', 'select max(size) as size from ledger.checkpoints', [])
  return row?.size ?? 0
}

async function record(town: Town): Promise<void> {
  await town.platform.ground.runAct({ actor: systemActor, locks: [] }, async (act) => {
    for (let turn = 0; turn < entriesPerAct; turn++) act.record('bench.recorded', { subject: act.newId(), facts: { step: act.newId(), element: 'examine', outcome: 'pass' } })
  })
}

/** Entries a second. Everything else that reads entries reads along, as it does in a running platform. */
async function benchRate(town: Town): Promise<number[]> {
  const rates: number[] = []
  for (let round = -1; round < rounds; round++) {
    for (let turn = 0; turn < actsPerRound; turn++) await record(town)
    const before = await sizeOf(town)
    const began = performance.now()
    const settled = town.settle()
    while ((await sizeOf(town)) < before + entriesPerAct * actsPerRound) await pause(lookMs)
    const rate = (entriesPerAct * actsPerRound * 1000) / (performance.now() - began)
    if (round >= 0) rates.push(rate)
    await settled
  }
  return rates
}

/** Milliseconds from the answer of an act to the first checkpoint seen that covers it. */
async function benchDelay(town: Town): Promise<number[]> {
  const { ground } = town.platform
  const item = await getItem(ground.sql, codes.hoarding, ground.clock.now())
  const parties = [{ role: 'applicant' as const, account: null, kind: 'natural' as const, name: '张敏', idKind: 'resident-id', idNumber: '990102199203140264', phone: null, consent: false }]
  const seen: { at: number; size: number }[] = []
  const answered = new Map<string, number>()
  const watch = { on: true }
  const watching = (async () => {
    for (let size = 0; watch.on; await pause(lookMs)) {
      const now = await sizeOf(town)
      if (now > size) seen.push({ at: performance.now(), size: now })
      size = now
    }
  })()
  const began = performance.now()
  await Promise.all(Array.from({ length: ratePerSecond * seconds }, async (_none, place) => {
    await pause(Math.max(0, began + (place * 1000) / ratePerSecond - performance.now()))
    const { id } = await ground.runAct({ actor: systemActor, locks: [] }, (act) => openCase(act, { item, parties, form: forms.hoarding, scenario: {}, files: [], channel: 'web' }))
    answered.set(id, performance.now())
  }))
  await pause(3000)
  watch.on = false
  await watching
  const rows = await ground.sql.rows<{ subject: string; seq: number }>("select subject, seq from act.entries where kind = 'cases.opened' and seq is not null and subject = any ($1)", [[...answered.keys()]])
  if (rows.length !== answered.size) throw new Error(`${answered.size - rows.length} entries had no place after three seconds`)
  return rows.map(({ subject, seq }) => Math.max(0, (seen.find(({ size }) => size > seq)?.at ?? Infinity) - (answered.get(subject) ?? 0)))
}

/** Rate on a still town, delay on a running one. */
export async function run(): Promise<BenchResult[]> {
  const still = await openTown()
  const rates = await benchRate(still).finally(() => still.close())
  const running = await openTown({ realTime: true, running: true, leaveUndone: true })
  const delays = await benchDelay(running).finally(() => running.close())
  const p99 = percentile(delays, 0.99)
  return [
    { name: 'ledger entries a second, placed and under a signed checkpoint', ...spread(rates), unit: '/s', atLeast: 5000, details: { rates, entriesPerRound: entriesPerAct * actsPerRound } },
    { name: `checkpoint delay at ${ratePerSecond} acts/s, p99`, value: p99, min: Math.min(...delays), max: Math.max(...delays), unit: 'ms', atMost: 1000, details: { acts: delays.length, p50: percentile(delays, 0.5), p95: percentile(delays, 0.95) } },
  ]
}

if (import.meta.main) tell(await run())
