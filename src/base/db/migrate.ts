// Brings the schema of every context up to date: plain SQL files, forward only, each once, under one lock, in one transaction.
// A file that was changed after it was applied is an error: its digest is part of the name Kysely remembers.
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CompiledQuery, type Kysely, sql } from 'kysely'
import { type Migration, type MigrationProvider, Migrator } from 'kysely/migration'
import type { Database, Pool } from './pool.ts'

/** A context and the folder of its migrations; the context's PostgreSQL schema has the same name. */
export interface ContextMigrations {
  name: string
  dir: string
}

interface Step {
  name: string
  context: string
  text: string
}

/** Applies what is missing, in the order of the names: those of one context by their numbers, and no context may lean on the tables of another. Answers the names of what it applied. `only` stops at the steps that another database had done. */
export async function migrate({ db }: Pick<Pool, 'db'>, contexts: readonly ContextMigrations[], only?: ReadonlySet<string>): Promise<string[]> {
  const steps = (await Promise.all(contexts.map(readSteps))).flat().filter(({ name }) => !only || only.has(name))
  const migrator = new Migrator({
    db,
    provider: provide(steps),
    migrationTableSchema: 'db',
    migrationTableName: 'migration',
    migrationLockTableName: 'migration_lock',
    // A context that is added later stands before older ones in no order that matters.
    allowUnorderedMigrations: true,
  })
  await refuseChanged(db, steps)
  const { error, results } = await migrator.migrateToLatest()
  const failed = results?.find((result) => result.status === 'Error')
  if (error) throw new Error(`migration ${failed?.migrationName ?? ''} failed: ${describeStep(error)}`, { cause: error })
  return (results ?? []).filter((result) => result.status === 'Success').map((result) => result.migrationName)
}

async function readSteps({ name, dir }: ContextMigrations): Promise<Step[]> {
  const files = (await readdir(dir)).filter((file) => file.endsWith('.sql')).sort()
  return Promise.all(
    files.map(async (file) => {
      const text = await readFile(join(dir, file), 'utf8')
      const digest = createHash('sha256').update(text).digest('hex').slice(0, 16)
      return { name: `${name}/${file} ${digest}`, context: name, text }
    }),
  )
}

function provide(steps: readonly Step[]): MigrationProvider {
  const migrations: Record<string, Migration> = {}
  for (const step of steps) migrations[step.name] = { up: (db) => apply(db, step) }
  return { getMigrations: () => Promise.resolve(migrations) }
}

async function apply(db: Kysely<unknown>, step: Step): Promise<void> {
  await db.executeQuery(CompiledQuery.raw(`create schema if not exists "${step.context.replaceAll('"', '""')}"`))
  await db.executeQuery(CompiledQuery.raw(step.text))
}

/** Says which file was changed or is gone; Kysely would only call the migrations corrupted. */
async function refuseChanged(db: Database, steps: readonly Step[]): Promise<void> {
  const { rows } = await sql<{ there: boolean }>`select to_regclass('db.migration') is not null there`.execute(db)
  if (!rows[0]?.there) return
  const done = await db.withTables<{ 'db.migration': { name: string } }>().selectFrom('db.migration').select('name').execute()
  const known = new Set(steps.map((step) => step.name))
  const lost = done.map((row) => row.name).filter((name) => !known.has(name))
  if (lost.length === 0) return
  const files = lost.map((name) => name.split(' ')[0])
  const changed = files.filter((file) => steps.some((step) => step.name.startsWith(`${file} `)))
  const gone = files.filter((file) => !changed.includes(file))
  const words = [changed.length ? `changed after being applied: ${changed.join(', ')}` : '', gone.length ? `applied before but missing now: ${gone.join(', ')}` : '']
  throw new Error(`migrations only go forward; ${words.filter(Boolean).join('; ')}`)
}

function describeStep(error: unknown): string {
  const where = error instanceof Error && 'position' in error && error.position ? ` (at character ${String(error.position)})` : ''
  return (error instanceof Error ? error.message : String(error)) + where
}
