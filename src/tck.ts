// `npm run -s tck -- DIR [--csv FILE]`: runs test files of the DMN compatibility kit (`*-test-*.xml` beside their models, at any depth).
// Lists what failed and why, ends with `passed N of M`; exit 0 when all passed. The CSV has folder,test,case,SUCCESS|ERROR.
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import { Command } from 'commander'
import { type DecisionModel, readKitFile, readModel, runKitCase } from '#engines/decisions'

interface Result {
  folder: string
  test: string
  id: string
  /** Why it failed; undefined when it passed. */
  why: string | undefined
}

// npm runs scripts in the project's folder; paths are meant from where the user stood.
const home = process.env.INIT_CWD ?? process.cwd()

const command = new Command('tck').argument('<dir>').option('--csv <file>').parse()
const [directory = ''] = command.args
const csv: unknown = command.opts()['csv']
const root = resolve(home, directory)
const results: Result[] = []
for (const file of await findTests(root)) results.push(...(await runFile(file)))
const failed = results.filter(({ why }) => why !== undefined)
for (const { folder, test, id, why } of failed) console.log(`${folder} ${test} ${id}: ${(why ?? '').replace(/\s+/g, ' ').slice(0, 300)}`)
if (typeof csv === 'string') await writeFile(resolve(home, csv), results.map(({ folder, test, id, why }) => `${[folder, test, id].map(quoted).join(',')},${why === undefined ? 'SUCCESS' : 'ERROR'}\n`).join(''))
console.log(`passed ${results.length - failed.length} of ${results.length}`)
process.exitCode = failed.length > 0 ? 1 : 0

/** A field of the CSV, in quotes where it needs them. */
function quoted(field: string): string {
  return /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field
}

async function findTests(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile() && /-test-.*\.xml$/.test(entry.name)).map((entry) => join(entry.parentPath, entry.name)).sort()
}

async function runFile(file: string): Promise<Result[]> {
  const place = { folder: relative(root, dirname(file)).split(sep).join('/'), test: basename(file, '.xml') }
  const kit = readKitFile(await readFile(file, 'utf8'))
  if (!kit) return [{ ...place, id: '', why: 'not a test file' }]
  const { model, fault } = await loadBeside(dirname(file), kit.modelName)
  const now = Temporal.Now.zonedDateTimeISO().toString({ timeZoneName: 'never' })
  return kit.cases.map((one) => ({ ...place, id: one.id, why: model ? attempt(() => runKitCase(model, one, now)) : fault }))
}

/** A fault of ours in one case is that case's failure, not the end of the run. */
function attempt(work: () => string | undefined): string | undefined {
  try {
    return work()
  } catch (error) {
    return String(error)
  }
}

async function loadBeside(folder: string, name: string): Promise<{ model?: DecisionModel; fault?: string }> {
  const names = (await readdir(folder)).filter((one) => one.endsWith('.dmn'))
  const wanted = names.find((one) => one === name || one === `${name}.dmn`) ?? (names.length === 1 ? names[0] : undefined)
  if (wanted === undefined) return { fault: `no model ${name}` }
  const texts = await Promise.all(names.map((one) => readFile(join(folder, one), 'utf8')))
  try {
    const { model, problems } = readModel(texts[names.indexOf(wanted)] ?? '', texts.filter((_, i) => names[i] !== wanted))
    return model ? { model } : { fault: problems[0]?.en ?? 'not readable' }
  } catch (error) {
    return { fault: String(error) }
  }
}
