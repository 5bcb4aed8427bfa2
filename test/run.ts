// `npm test`: everything, in order of cost, with one summary that counts. `-- --towns`: only what needs a database.
// `-- path…`: those files. `-- --quick`: without campaigns and journeys. `-- --strict`: nothing is tried twice (decision 0024).
import { existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, readFile, rm, statfs } from 'node:fs/promises'
import { freemem, tmpdir } from 'node:os'
import { join } from 'node:path'
import { startDatabase, type DatabaseServer } from '#base/db'
import { runChecks } from './running/checks.ts'
import { groupTests, type Group } from './running/files.ts'
import { isInterrupted, runStage, say, type Count, type Stage } from './running/stage.ts'

const options = process.argv.slice(2).filter((argument) => argument.startsWith('--'))
const named = process.argv.slice(2).filter((argument) => !argument.startsWith('--'))
const known = ['--towns', '--quick', '--strict']
for (const option of options) if (!known.includes(option)) throw new Error(`${option} is not known; there are ${known.join(', ')} and paths`)

const external = process.env.DATABASE_URL
const sharedData = join(import.meta.dirname, '..', '..', 'shared', 'data')

const shapes: Record<Group, Pick<Stage, 'isolation' | 'concurrency' | 'testSecondsMax' | 'secondsMax'>> = {
  pure: { isolation: 'none', concurrency: 1, testSecondsMax: 120, secondsMax: 600 },
  alone: { isolation: 'process', concurrency: 2, testSecondsMax: 180, secondsMax: 600 },
  towns: { isolation: 'rows', concurrency: 2, testSecondsMax: 240, secondsMax: 1800 },
  campaigns: { isolation: 'rows', concurrency: 1, testSecondsMax: 300, secondsMax: 1500 },
  journeys: { isolation: 'rows', concurrency: 2, testSecondsMax: 240, secondsMax: 1200 },
}

/** Which groups this run is about. */
function wantedGroups(): Group[] {
  if (options.includes('--towns')) return ['towns', 'campaigns']
  return options.includes('--quick') ? ['pure', 'alone', 'towns'] : ['pure', 'alone', 'towns', 'campaigns', 'journeys']
}

/** Groups that run side by side, so that both cores have work: one that computes beside one that waits for servers. */
const waves: Group[][] = [['pure', 'alone'], ['towns', 'campaigns'], ['journeys']]

/** More files than this with failures are a broken build, and nothing is tried again. */
const againMax = 3

async function runAll(): Promise<Count[]> {
  const counts: Count[] = []
  const checks = named.length === 0 && !options.includes('--towns') ? runChecks() : undefined
  const groups = groupTests(named)
  const wanted = wantedGroups().filter((group) => groups.has(group))
  const home = await mkdtemp(join(await findPlace(), 'yiwang-run-'))
  const scratch = join(home, 'tmp')
  await mkdir(scratch)
  // Servers that tests start under another account find their folder in it.
  for (const folder of [home, scratch]) await chmod(folder, 0o711)
  // One server for the whole run: held here, shared by every test process, gone with the run.
  const server = wanted.some((group) => group !== 'pure') ? await startDatabase({ home, databaseUrl: external, passing: true }) : undefined
  if (server) say(`\ndatabase: ${server.kind} PostgreSQL ${server.version}`)
  try {
    const env: Record<string, string> = { YIWANG_TEST_HOME: home, TMPDIR: scratch }
    if (server) Object.assign(env, await prepareTown(server, home))
    if (wanted.includes('journeys')) env['CHROMIUM'] = await unpackBrowser()
    const run = (group: Group) => runStage({ name: group, files: groups.get(group) ?? [], ...shapes[group], env })
    for (const [n, wave] of waves.entries()) {
      if (isInterrupted()) break
      const beside = n === 0 && checks ? [checks] : []
      counts.push(...(await Promise.all([...beside, ...wave.filter((group) => wanted.includes(group)).map(run)])))
    }
    if (!isInterrupted() && !options.includes('--strict')) await tryAgain(counts, env)
  } finally {
    await server?.stop()
    await rm(home, { recursive: true, force: true, maxRetries: 5 })
  }
  return counts
}

/** Runs the files whose tests failed once more, each alone. What passes then is counted as unsteady: named, and not a failure of the run (decision 0024). */
async function tryAgain(counts: Count[], env: Record<string, string>): Promise<void> {
  const failures = counts.flatMap((count) => count.failures)
  const files = [...new Set(failures.map(({ file }) => file))].filter((file) => file.endsWith('.test.ts'))
  const isNamed = counts.every((count) => count.failures.length === count.failed && count.failures.every(({ file }) => files.includes(file)))
  if (files.length === 0 || files.length > againMax || !isNamed) return
  const again = await runStage({ name: 'again', files, isolation: 'process', concurrency: 1, testSecondsMax: 300, secondsMax: 900, env })
  counts.push(again)
  if (again.failed > 0) return
  for (const count of counts) {
    count.unsteady = count.failures
    count.failed = 0
  }
}

const placeBytesMin = 6 * 2 ** 30

/** Where a run keeps its things: in memory where there is room. Every town is a thousand files that are made and removed, which costs a disk most of what a town costs. */
async function findPlace(): Promise<string> {
  const memory = '/dev/shm'
  const bytesFree = await statfs(memory).then(({ bavail, bsize }) => Math.min(bavail * bsize, freemem()), () => 0)
  // Some tests start programs from there.
  const mayStart = await readFile('/proc/mounts', 'utf8').then((mounts) => !/ \/dev\/shm \S+ \S*noexec/.test(mounts), () => false)
  return mayStart && bytesFree >= placeBytesMin ? memory : tmpdir()
}

/** The server of this run, the database that every town is a copy of, and the pack in it: made here, once, so that no test process does it again. */
async function prepareTown(server: DatabaseServer, home: string): Promise<Record<string, string>> {
  // A town reads its home when it is loaded.
  process.env.YIWANG_TEST_HOME = home
  const { keepPack, prepareTemplate } = await import('./town.ts')
  return { YIWANG_TEST_SERVER: JSON.stringify(server), YIWANG_TEST_TEMPLATE: await prepareTemplate(server), YIWANG_TEST_PACK: await keepPack() }
}

/** Done once, before several processes want it. */
async function unpackBrowser(): Promise<string> {
  const { findBrowser } = await import('./journeys/browser.ts')
  return findBrowser()
}

function summarise(counts: Count[]): number {
  say('\n== summary')
  for (const { name, passed, failed, skipped, seconds, slowest } of counts) {
    say(`${name.padEnd(10)} ${String(passed).padStart(5)} passed ${String(failed).padStart(3)} failed ${String(skipped).padStart(3)} skipped ${seconds.toFixed(1).padStart(7)} s`)
    for (const one of slowest.filter(({ ms }) => ms > 5000)) say(`           slow: ${(one.ms / 1000).toFixed(1)} s ${one.name} (${one.file})`)
  }
  for (const { name, file } of counts.flatMap((count) => count.unsteady)) say(`unsteady: failed beside others and passed alone: ${name} (${file})`)
  const sum = (what: 'passed' | 'failed' | 'skipped') => counts.reduce((all, count) => all + count[what], 0)
  if (!existsSync(sharedData)) say('../shared/data is absent: tests over the real catalogues and the DMN samples were skipped, each named above')
  say(`\n${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`)
  return sum('failed')
}

const failed = summarise(await runAll())
if (isInterrupted()) say('the run was cut off')
process.exit(failed > 0 || isInterrupted() ? 1 : 0)
