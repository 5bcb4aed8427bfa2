// The guards of the architecture, over the disk, and each proved by a seeded violation that it must catch.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { checkCircles, checkDirections, checkDoors, checkTestsApart } from './guards/borders.ts'
import { checkLanguages, checkLeftovers, checkNames, checkOpenings, checkPacks, checkProofs, checkSizes, checkStatements, checkTables } from './guards/house.ts'
import { parseSources, readProject, type Files, type Source, type Violation } from './guards/sources.ts'

const root = join(import.meta.dirname, '..')
const files = readProject(root)
const sources = parseSources(files)

type Guard = (files: Files, sources: Source[]) => Violation[]
const guards: Record<string, Guard> = {
  'borders are crossed by doors': (_, parsed) => checkDoors(parsed),
  'imports go down only': (_, parsed) => checkDirections(parsed),
  'what runs does not import tests': (_, parsed) => checkTestsApart(parsed),
  'there are no circles': (_, parsed) => checkCircles(parsed),
  'files and functions keep their size': (_, parsed) => checkSizes(parsed),
  'files say what they are': (all) => checkOpenings(all),
  'names say something': (_, parsed) => checkNames(parsed),
  'nothing is left for later': (all) => checkLeftovers(all),
  'packs hold no code': (all) => checkPacks(all),
  'a table has one owner': (all, parsed) => checkTables(all, parsed),
  'a prepared statement has one text': (all) => checkStatements(all),
  'a level is raised by sources alone': (_, parsed) => checkProofs(parsed),
  'one language': (all) => checkLanguages(all),
}

for (const [name, guard] of Object.entries(guards)) {
  test(name, () => {
    const told = guard(files, sources).map(({ file, line, what }) => `${file}:${line} ${what}`)
    assert.deepEqual(told, [], `${name}: ${told.length} violations`)
  })
}

test('the guards see the whole project', () => {
  assert.ok(sources.length > 300, `only ${sources.length} sources were read`)
  assert.ok(sources.some(({ file }) => file === 'src/core/cases/store.ts') && sources.some(({ file }) => file.startsWith('web/desk/')))
})

const opening = '// What it is.\n'
const many = (count: number, line: string) => Array.from({ length: count }, () => line).join('\n')
const migration = '-- What it is.\ncreate table cases.cases (id int);\n'

/** A small project that breaks one rule; the guard must name the file. Pieces are joined so that this file breaks none. */
const seeds: [guard: string, file: string, files: Files][] = [
  ['borders are crossed by doors', 'src/core/items/a.ts', { 'src/core/items/a.ts': `${opening}import { x } from '#core/cases/store'\nexport const y = x\n` }],
  ['borders are crossed by doors', 'src/core/items/a.ts', { 'src/core/items/a.ts': `${opening}import { x } from '../cases/store.ts'\nexport const y = x\n` }],
  ['borders are crossed by doors', 'src/server.ts', { 'src/server.ts': `${opening}export const y = await import('./core/cases/store.ts')\n` }],
  ['imports go down only', 'src/core/items/a.ts', { 'src/core/items/a.ts': `${opening}import type { X } from '#support/seals'\nexport type Y = X\n` }],
  ['imports go down only', 'src/city/events/a.ts', { 'src/city/events/a.ts': `${opening}import { x } from '#service/applications'\nexport const y = x\n` }],
  ['imports go down only', 'src/engines/forms/a.ts', { 'src/engines/forms/a.ts': `${opening}import { x } from '#base/db'\nexport const y = x\n` }],
  ['imports go down only', 'web/portal/a.ts', { 'web/portal/a.ts': `${opening}export type Y = import('#core/cases').Case\n` }],
  ['imports go down only', 'web/desk/src/a.tsx', { 'web/desk/src/a.tsx': `${opening}export * from '#base/http'\n` }],
  ['what runs does not import tests', 'src/core/items/a.ts', { 'src/core/items/a.ts': `${opening}import { openTown } from '../../../test/town.ts'\nexport const y = openTown\n` }],
  ['there are no circles', 'src/core/a/index.ts', { 'src/core/a/index.ts': `${opening}import type { B } from '#core/b'\nexport type A = B\n`, 'src/core/b/index.ts': `${opening}import type { A } from '#core/a'\nexport type B = A\n` }],
  ['there are no circles', 'src/core/a/x.ts', { 'src/core/a/x.ts': `${opening}import { y } from './y.ts'\nexport const x = () => y\n`, 'src/core/a/y.ts': `${opening}import { x } from './x.ts'\nexport const y = () => x\n` }],
  ['files and functions keep their size', 'src/core/a/x.ts', { 'src/core/a/x.ts': `${opening}${many(401, 'export {}')}\n` }],
  ['files and functions keep their size', 'src/core/a/x.ts', { 'src/core/a/x.ts': `${opening}export const f = () => {\n${many(71, '  void 0')}\n}\n` }],
  ['files say what they are', 'src/core/a/x.ts', { 'src/core/a/x.ts': 'export const x = 1\n' }],
  ['files say what they are', 'src/core/a/index.ts', { 'src/core/a/index.ts': `${opening}export const x = 1\n` }],
  ['names say something', 'src/core/a/date-utils.ts', { 'src/core/a/date-utils.ts': `${opening}export const x = 1\n` }],
  ['names say something', 'src/core/a/x.ts', { 'src/core/a/x.ts': `${opening}export class CaseManager {\n  n = 1\n}\n` }],
  ['nothing is left for later', 'src/core/a/x.ts', { 'src/core/a/x.ts': `${opening}// ${'TO'}DO finish this\nexport const x = 1\n` }],
  ['nothing is left for later', 'src/core/a/x.ts', { 'src/core/a/x.ts': `${opening}export const x = 1 as an${'y'}\n` }],
  ['packs hold no code', 'packs/city/forms/check.ts', { 'packs/city/forms/check.ts': `${opening}export const x = 1\n` }],
  ['packs hold no code', 'packs/city/processes/a.bpmn', { 'packs/city/processes/a.bpmn': '<definitions><scriptTask id="a"/></definitions>' }],
  ['a table has one owner', 'src/support/reviews/store.ts', { 'src/core/cases/migrations/0001-initial.sql': migration, 'src/support/reviews/store.ts': `${opening}export const sql = 'select 1 from cases.cases'\n` }],
  ['a table has one owner', 'src/support/reviews/store.ts', { 'src/core/cases/migrations/0001-initial.sql': migration, 'src/support/reviews/store.ts': `${opening}export const sql = (x: string) => \`select \${x} from a join cases.cases c on true\`\n` }],
  ['a table has one owner', 'src/core/cases/migrations/0001-initial.sql', { 'src/core/cases/migrations/0001-initial.sql': '-- What it is.\ncreate table reviews.reviews (id int);\n' }],
  ['a prepared statement has one text', 'src/core/a/y.ts', { 'src/core/a/x.ts': `${opening}export const x = (sql: Sql) => sql.prepared<Row>('a-one', 'select 1', [])\n`, 'src/core/a/y.ts': `${opening}export const y = (sql: Sql) => sql.prepared('a-one', 'select 2', [])\n` }],
  ['a level is raised by sources alone', 'src/service/a/x.ts', { 'src/service/a/x.ts': `${opening}import { keepProof } from '#core/people'\nexport const x = keepProof\n`, 'src/support/proofs/x.ts': `${opening}import { keepProof } from '#core/people'\nexport const x = keepProof\n` }],
  ['one language', 'src/core/a/x.js', { 'src/core/a/x.js': 'export const x = 1\n' }],
]

for (const [name, file, seeded] of seeds) {
  test(`caught: ${name} (${Object.values(seeded).at(-1)?.split('\n')[1]?.slice(0, 60) ?? file})`, () => {
    const guard = guards[name]
    assert.ok(guard)
    assert.deepEqual([...new Set(guard(seeded, parseSources(seeded)).map((one) => one.file))], [file])
  })
}

test('every guard has a seeded violation', () => {
  assert.deepEqual(Object.keys(guards).filter((name) => !seeds.some(([guard]) => guard === name)), [])
})

test('a small project without fault passes every guard', () => {
  const clean: Files = {
    'src/core/cases/index.ts': "// register: cases.\nexport { read } from './store.ts'\n",
    'src/core/cases/store.ts': `${opening}import { sqlOver } from '#base/db'\nexport const read = () => sqlOver('select 1 from cases.cases')\n`,
    'src/core/cases/migrations/0001-initial.sql': migration,
    'src/service/applications/acts.ts': `${opening}import { read } from '#core/cases'\nexport const kind = 'cases.cases-opened'\nexport const y = read\n`,
  }
  const parsed = parseSources(clean)
  assert.deepEqual(Object.values(guards).flatMap((guard) => guard(clean, parsed)), [])
})

test('what is behind a door resolves nowhere, at run time too', async () => {
  const tryImport = (path: string) => promisify(execFile)(process.execPath, ['--input-type=module', '-e', `await import('${path}')`], { cwd: root })
  await assert.rejects(tryImport('#core/cases/store'), /ERR_MODULE_NOT_FOUND|ERR_PACKAGE_IMPORT_NOT_DEFINED/)
  await assert.rejects(tryImport('#core/cases/store.ts'), /ERR_MODULE_NOT_FOUND|ERR_PACKAGE_IMPORT_NOT_DEFINED/)
  await tryImport('#engines/codes')
})
