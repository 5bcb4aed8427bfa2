// `npm run bench [-- name …]`: every bench in a process of its own, one after another; a table, and the figures kept under bench/results/.
// Ends with 1 when a limit is missed or a bench fails.
import { spawn } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { cpus, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { type BenchResult, isKept } from './result.ts'

const benches = ['process-step', 'process-compile', 'process-pack', 'decisions', 'acts', 'ledger', 'start-case', 'pages', 'first-view', 'serving', 'identity', 'scale'] as const
// A database server of their own, so that tests on the same machine do not share its disk writes and its caches.
const home = join(tmpdir(), `yiwang-bench-${process.getuid?.() ?? 0}`)

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !benches.some((bench) => bench === name))
if (unknown.length > 0) throw new Error(`no bench named ${unknown.join(', ')}; there are ${benches.join(', ')}`)

const results: BenchResult[] = []
const failed: string[] = []
for (const bench of benches.filter((name) => asked.length === 0 || asked.includes(name))) {
  console.error(`… ${bench}`)
  const answer = await runBench(bench).catch((error: unknown) => error)
  if (Array.isArray(answer)) results.push(...(answer as BenchResult[]))
  else failed.push(`${bench}: ${answer instanceof Error ? answer.message : String(answer)}`)
}
print(results)
for (const fault of failed) console.log(`✖ ${fault}`)
await keep(results)
process.exitCode = failed.length > 0 || !results.every(isKept) ? 1 : 0

function runBench(name: string): Promise<BenchResult[]> {
  const child = spawn(process.execPath, [join(import.meta.dirname, `${name}.ts`)], { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, YIWANG_TEST_HOME: home } })
  let text = ''
  child.stdout.setEncoding('utf8').on('data', (part: string) => (text += part))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => (code === 0 ? resolve(JSON.parse(text.trim().split('\n').at(-1) ?? '[]') as BenchResult[]) : reject(new Error(`ended with ${code}`))))
  })
}

function print(all: BenchResult[]): void {
  const lines = all.map((one) => [
    one.name, `${show(one.value)} ${one.unit}`, `${show(one.min)}–${show(one.max)}`,
    one.atLeast !== undefined ? `≥ ${one.atLeast}` : one.atMost !== undefined ? `≤ ${one.atMost}` : '—', one.atLeast === undefined && one.atMost === undefined ? 'told' : isKept(one) ? 'kept' : 'MISSED',
  ])
  const table = [['what', 'median', 'min–max', 'limit', 'verdict'], ...lines]
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...table.map((line) => (line[column] ?? '').length)))
  for (const line of table) console.log(line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd())
}

function show(figure: number): string {
  return figure >= 100 ? figure.toFixed(0) : figure >= 10 ? figure.toFixed(1) : figure.toFixed(2)
}

async function keep(all: BenchResult[]): Promise<void> {
  const folder = join(import.meta.dirname, 'results')
  await mkdir(folder, { recursive: true })
  const at = Temporal.Now.instant().toString({ smallestUnit: 'second' })
  const machine = { cpus: cpus().length, cpu: cpus()[0]?.model ?? '', memoryGb: Math.round(totalmem() / 2 ** 30), node: process.version, system: `${process.platform}-${process.arch}` }
  const file = join(folder, `${at.replaceAll(':', '')}.json`)
  await writeFile(file, `${JSON.stringify({ at, machine, results: all.map((one) => ({ ...one, kept: isKept(one) })), failed }, undefined, 2)}\n`)
  console.log(`kept in ${file}`)
}
