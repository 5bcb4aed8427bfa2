// `npm run campaign`: the campaigns in full: 100 kills, 20 s without a database, 10,000 random bodies, and so on. Prints their figures and keeps them.
// `-- path…`: those campaigns.
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startDatabase } from '#base/db'
import { groupTests } from './running/files.ts'
import { runStage, say } from './running/stage.ts'

const named = process.argv.slice(2)
const results = join(import.meta.dirname, '..', 'bench', 'results')
const files = groupTests(named.length > 0 ? named : ['test/campaigns']).get('campaigns') ?? []
const home = await mkdtemp(join(tmpdir(), 'yiwang-run-'))
const figuresFile = join(home, 'figures.jsonl')
const server = await startDatabase({ home, databaseUrl: process.env.DATABASE_URL })
const count = await runStage({ name: 'campaigns', files, isolation: 'process', concurrency: 1, testSecondsMax: 3600, secondsMax: 4 * 3600, env: { YIWANG_TEST_HOME: home, YIWANG_CAMPAIGN: 'full', YIWANG_FIGURES: figuresFile } }).finally(() => server.stop())
const lines = (await readFile(figuresFile, 'utf8').catch(() => '')).trim().split('\n').filter((line) => line !== '')
const figures = lines.map((line): Record<string, unknown> => JSON.parse(line))
await rm(home, { recursive: true, force: true, maxRetries: 5 })
say('\n== figures')
for (const { campaign, ...rest } of figures) say(`${String(campaign).padEnd(48)} ${Object.entries(rest).map(([name, value]) => `${name} ${String(value)}`).join(', ')}`)
const { date, machine } = describeRun()
await mkdir(results, { recursive: true })
if (named.length === 0) await writeFile(join(results, `${date}-campaign.json`), `${JSON.stringify({ date, machine, passed: count.passed, failed: count.failed, seconds: Math.round(count.seconds), figures }, null, 2)}\n`)
say(`\n${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped (${Math.round(count.seconds)} s)`)
process.exit(count.failed > 0 ? 1 : 0)

function describeRun() {
  return { date: Temporal.Now.plainDateISO('Asia/Shanghai').toString(), machine: `${process.platform}-${process.arch}, Node ${process.versions.node}` }
}
