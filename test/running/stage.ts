// Runs one group of test files in a process of its own and counts what they say. Nothing is skipped in silence.
import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { createInterface } from 'node:readline'
import type { Told } from './reporter.ts'

const root = join(import.meta.dirname, '..', '..')

/** The figures of one group. */
export interface Count {
  name: string
  passed: number
  failed: number
  skipped: number
  seconds: number
  slowest: { name: string; file: string; ms: number }[]
  /** Tests that failed by name, with their files: what can be tried once more. A group that died or was overdue names none. */
  failures: { name: string; file: string }[]
  /** Failures that did not come back when their file ran alone. */
  unsteady: { name: string; file: string }[]
}

export interface Stage {
  name: string
  files: string[]
  /** All files in one process, one process for each, or rows: a few processes that each run one file after another (row.ts). */
  isolation: 'none' | 'process' | 'rows'
  concurrency: number
  /** Longest time that one test may take. */
  testSecondsMax: number
  /** Longest time that the group may take; then it is ended with all that it started, and counts as failed. */
  secondsMax: number
  env: Record<string, string | undefined>
}

let interrupted = false

/** Whether somebody asked the run to end: what was started is ended, and no other group begins. */
export const isInterrupted = () => interrupted

export const say = (line: string) => process.stdout.write(`${line}\n`)

/** Runs the files; failures are told at once, in full. */
export async function runStage(stage: Stage): Promise<Count> {
  const count: Count = { name: stage.name, passed: 0, failed: 0, skipped: 0, seconds: 0, slowest: [], failures: [], unsteady: [] }
  if (stage.files.length === 0) return count
  say(`\n== ${stage.name}: ${stage.files.length} files`)
  const started = performance.now()
  const claims = await mkdtemp(join(tmpdir(), 'yiwang-claims-'))
  const noise: string[] = []
  const codes = await Promise.all(commandsOf(stage, claims).map((command) => runCommand(command, stage, count, noise)))
  await rm(claims, { recursive: true })
  count.seconds = (performance.now() - started) / 1000
  const code = codes.find((one) => one !== 0)
  if (code !== undefined && count.failed === 0) {
    count.failed++
    say(`✖ ${stage.name} ended with ${code} and named no failing test\n${noise.join('').slice(-4000)}`)
  } else if (count.failed > 0 && noise.length > 0) say(`-- what these tests printed\n${noise.join('').slice(-4000)}`)
  if (count.passed + count.failed + count.skipped === 0) {
    count.failed++
    say(`✖ ${stage.name}: ${stage.files.length} files, yet no test was told of`)
  }
  return count
}

interface Command {
  args: string[]
  env: Record<string, string | undefined>
}

/** The processes of a stage: one that starts others, or as many rows as may run side by side. */
function commandsOf({ files, isolation, concurrency, testSecondsMax, env }: Stage, claims: string): Command[] {
  const options = [`--test-timeout=${testSecondsMax * 1000}`, `--test-reporter=${join(import.meta.dirname, 'reporter.ts')}`, '--test-reporter-destination=stdout']
  if (isolation === 'none') return [{ args: ['--test', '--test-isolation=none', ...options, ...files], env }]
  if (isolation === 'process') return [{ args: ['--test', '--test-isolation=process', `--test-concurrency=${concurrency}`, ...options, ...files], env }]
  const row = { args: [...options, join(import.meta.dirname, 'row.ts')], env: { ...env, YIWANG_TEST_CLAIMS: claims, YIWANG_TEST_FILES: JSON.stringify(files) } }
  return Array.from({ length: Math.min(concurrency, files.length) }, () => row)
}

/** Runs one process of a stage until it ends or is overdue. Answers its exit code. */
async function runCommand({ args, env }: Command, { name, secondsMax }: Stage, count: Count, noise: string[]): Promise<number> {
  const child = spawn(process.execPath, args, { cwd: root, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
  // A group of its own: what a test started and left behind would otherwise hold our end of its pipes open for ever.
  const signal = (kind: NodeJS.Signals) => endGroup(child.pid, kind)
  const stop = () => {
    interrupted = true
    signal('SIGTERM')
    setTimeout(() => signal('SIGKILL'), 5000).unref()
  }
  let overdue = false
  const deadline = setTimeout(() => {
    overdue = true
    signal('SIGKILL')
  }, secondsMax * 1000)
  child.once('exit', () => setTimeout(() => signal('SIGKILL'), 5000))
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  child.stderr.setEncoding('utf8').on('data', (text: string) => noise.push(text))
  const ended = new Promise<number>((resolve) => child.once('close', (code, by) => resolve(by ? 1 : (code ?? 1))))
  for await (const line of createInterface({ input: child.stdout })) take(line, count, noise)
  const code = await ended
  process.removeListener('SIGINT', stop)
  process.removeListener('SIGTERM', stop)
  clearTimeout(deadline)
  if (overdue) {
    count.failed++
    say(`✖ ${name} was not done after ${secondsMax} s and was ended`)
  }
  return code
}

/** Ends a group of processes; one that has ended by itself is no fault. */
function endGroup(leader: number | undefined, signal: NodeJS.Signals): void {
  if (leader === undefined) return
  try {
    process.kill(-leader, signal)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}

function take(line: string, count: Count, noise: string[]): void {
  const told = parseLine(line)
  if (!told) return void noise.push(`${line}\n`)
  if (told.told === 'printed') return void noise.push(told.text)
  const place = `${relative(root, told.file)}:${told.line}`
  if (told.told === 'failed') say(`✖ ${told.name}  (${place})\n${indent(told.why)}`)
  if (told.told === 'skipped') say(`- skipped: ${told.name}  (${place}): ${told.why}`)
  if (told.told === 'failed') count.failures.push({ name: told.name, file: relative(root, told.file) })
  count[told.told]++
  count.slowest = [...count.slowest, { name: told.name, file: place, ms: told.ms }].sort((a, b) => b.ms - a.ms).slice(0, 3)
}

function parseLine(line: string): Told | undefined {
  try {
    const told: unknown = JSON.parse(line)
    return typeof told === 'object' && told !== null && 'told' in told ? (told as Told) : undefined
  } catch {
    return undefined
  }
}

const indent = (text: string) => text.split('\n').slice(0, 40).map((line) => `    ${line}`).join('\n')
