// The real server as `npm start` runs it: its first start with the demonstration city, its start on what is there, and its memory at rest
// and after ten thousand cases. Memory is what the system counts for the process (RSS); the drawing process is told beside it.
import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { codes, forms } from '../test/matters.ts'
import { startServer, type RunningServer } from '../test/serving.ts'
import { openCaller } from './caller.ts'
import { type BenchResult, spread, tell } from './result.ts'

const starts = 5
const restMs = 5000
const cases = 10_000
const callersMax = 8
const afterMs = 20_000
const runTool = promisify(execFile)

interface Memory {
  server: number
  drawing: number
}

/** Megabytes of the server and of the drawing process below it. */
async function memoryOf({ pid }: RunningServer): Promise<Memory> {
  const { stdout } = await runTool('ps', ['-A', '-o', 'pid=,ppid=,rss=,args='])
  const lines = stdout.split('\n').map((line) => /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(.*)$/.exec(line)).filter((line) => line !== null)
  const megabytes = (found: RegExpExecArray[]) => found.reduce((sum, line) => sum + Number(line[3]) / 1024, 0)
  return { server: megabytes(lines.filter((line) => Number(line[1]) === pid)), drawing: megabytes(lines.filter((line) => Number(line[2]) === pid && line[4]?.includes('drawing-process'))) }
}

/** Opens cases at a window, one call each, eight at a time. Answers how many a second. */
async function openCases(origin: string): Promise<number> {
  const caller = await openCaller(origin, 'window.wang')
  let waiting = cases
  const began = performance.now()
  const applicant = { kind: 'natural', name: '李桂英', idKind: 'resident-id', idNumber: '990102194106200488', phone: '13990100002' }
  const work = async () => {
    while (waiting-- > 0) await caller.post('/api/intakes', { item: codes.hoarding, applicant, form: forms.hoarding, materials: [{ material: 'sitePlan', name: '设置位置图', paper: true }] })
  }
  await Promise.all(Array.from({ length: callersMax }, work))
  return (cases * 1000) / (performance.now() - began)
}

/** One home from empty to ten thousand cases. */
export async function run(): Promise<BenchResult[]> {
  const home = await mkdtemp(join(tmpdir(), 'yiwang-bench-'))
  let server = await startServer({ home })
  try {
    const first = server.readyMs / 1000
    const again: number[] = []
    const rest: number[] = []
    for (let turn = 0; turn < starts; turn++) {
      await server.stop()
      server = await startServer({ home })
      again.push(server.readyMs / 1000)
      await pause(restMs)
      rest.push((await memoryOf(server)).server)
    }
    const casesPerSecond = await openCases(server.origin)
    const right = await memoryOf(server)
    await pause(afterMs)
    const later = await memoryOf(server)
    return [
      { name: 'first start with the demonstration city', value: first, min: first, max: first, unit: 's', atMost: 60, details: {} },
      { name: 'start on existing data', ...spread(again), unit: 's', atMost: 3, details: { again } },
      { name: 'memory of the server at rest', ...spread(rest), unit: 'MB', atMost: 250, details: { rest } },
      { name: `memory of the server after ${cases} cases`, value: later.server, min: Math.min(right.server, later.server), max: Math.max(right.server, later.server), unit: 'MB', details: { right, later, casesPerSecond } },
    ]
  } finally {
    await server.kill()
    await rm(home, { recursive: true, force: true })
  }
}

if (import.meta.main) tell(await run())
