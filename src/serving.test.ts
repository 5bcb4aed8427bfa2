// OWASP ASVS 5.0 §13.2.2: as whom the platform serves, and what that role may not do even with SQL of its own.
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { openTown, type Town } from '../test/town.ts'
import { allMoves, allStandings, contexts } from './platform.ts'
import { servingRights } from './serving-rights.ts'

let town: Town
let sql: Town['platform']['ground']['sql']

before(async () => {
  town = await openTown()
  ;({ sql } = town.platform.ground)
})
after(() => town.close())

const tablesSql = `select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p') and not c.relispartition and n.nspname not in ('pg_catalog', 'information_schema', 'graphile_worker', 'db') order by 1`

/** What the statements of the code do to a table, and what becomes of its rows by what contexts declare. Inserting is what a table is for. */
function needsOf(table: string, code: string): string[] {
  const name = table.replace('.', '\\.')
  const says = (pattern: string) => new RegExp(pattern, 'i').test(code)
  const holdings = contexts.flatMap((context) => context.holdings ?? []).filter((one) => one.table === table)
  const isRenewed = allStandings().some((one) => one.renew && one.name.startsWith(`${table}.`))
  const updates = says(`update ${name}\\b`) || says(`insert into ${name}\\b(?:(?!insert into)[^\`])*?do update`) || isRenewed || allMoves().some((move) => move.table === table) || holdings.some(({ erase }) => erase !== null && erase !== 'row')
  const deletes = says(`delete from ${name}\\b`) || holdings.some(({ erase }) => erase === 'row')
  return ['insert', ...(updates ? ['update'] : []), ...(deletes ? ['delete'] : [])]
}

const statements = () => globSync(['**/*.ts'], { cwd: import.meta.dirname }).filter((file) => !/\.test\.ts$|^(serving-rights|backup|base\/backups)/.test(file)).map((file) => readFileSync(join(import.meta.dirname, file), 'utf8')).join('\n')

test('each table has a decision: what serving may do to it is what the code does, and no more', async () => {
  const tables = (await sql.rows<{ name: string }>(tablesSql)).map(({ name }) => name)
  const code = statements()
  // Rights on single columns are rights to update.
  const decided = (name: string) => [...new Set((servingRights[name] ?? ['insert', 'update', 'delete']).map((right) => right.replace(/ \(.*/, '')))]
  const differing = tables.filter((name) => needsOf(name, code).join() !== decided(name).join()).map((name) => `${name}: the code needs ${needsOf(name, code).join(', ')}, decided is ${decided(name).join(', ')}`)
  assert.deepEqual(differing, [], 'see src/serving-rights.ts')
  assert.deepEqual(Object.keys(servingRights).filter((name) => !name.startsWith('graphile_worker.') && !tables.includes(name)), [])
})
