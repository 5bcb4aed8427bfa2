// OWASP ASVS 5.0 §13.2.2: as whom the platform serves, and what that role may not do even with SQL of its own.
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { readConfig } from '#base/config'
import { findEmbedded, openPool, startDatabase, type Connection, type DatabaseServer } from '#base/db'
import { carry } from './carry.ts'
import { openTown, testHome, type Town } from './town.ts'
import { openInstallation } from '../src/open.ts'
import { allMoves, allStandings, contexts } from '../src/platform.ts'
import { openServer } from '../src/server.ts'
import { servingRights } from '../src/serving-rights.ts'

let town: Town
let sql: Town['platform']['ground']['sql']
let server: DatabaseServer

before(async () => {
  town = await openTown()
  ;({ sql } = town.platform.ground)
  server = await startDatabase({ home: testHome, databaseUrl: process.env.DATABASE_URL })
  await carry(town, 'decided')
  await town.settle()
})
after(async () => {
  await town.close()
  await server.stop()
})

const actor = { id: '00000000-0000-7000-8000-00000000000a', kind: 'system' as const }
const everything = ['insert', 'update', 'delete']
const isRefused = (text: string, code: string) => assert.rejects(sql.rows(text), { code }, text)

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

const source = join(import.meta.dirname, '..', 'src')
const statements = () => globSync(['**/*.ts'], { cwd: source }).filter((file) => !/\.test\.ts$|^(serving-rights|backup|base\/backups)/.test(file)).map((file) => readFileSync(join(source, file), 'utf8')).join('\n')

test('each table has a decision: what serving may do to it is what the code does, and no more', async () => {
  const tables = (await sql.rows<{ name: string }>(tablesSql)).map(({ name }) => name)
  const code = statements()
  // Rights on single columns are rights to update.
  const decided = (name: string) => [...new Set((servingRights[name] ?? everything).map((right) => right.replace(/ \(.*/, '')))]
  const differing = tables.filter((name) => needsOf(name, code).join() !== decided(name).join()).map((name) => `${name}: the code needs ${needsOf(name, code).join(', ')}, decided is ${decided(name).join(', ')}`)
  assert.deepEqual(differing, [], 'see src/serving-rights.ts')
  assert.deepEqual(Object.keys(servingRights).filter((name) => !name.startsWith('graphile_worker.') && !tables.includes(name)), [])
})

test('the database holds the role to the list, table by table and column by column, and partitions are shut', async () => {
  const rows = await town.owner.rows<{ name: string; whole: string[]; columns: string[]; isPartition: boolean }>(
    `select n.nspname || '.' || c.relname as name, c.relispartition as "isPartition",
       array(select v from unnest(array['select', 'insert', 'update', 'delete', 'truncate', 'references', 'trigger']) v where has_table_privilege($1, c.oid, v)) as whole,
       array(select v || ' (' || a.attname || ')' from pg_attribute a, unnest(array['insert', 'update', 'references']) v
         where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and not has_table_privilege($1, c.oid, v) and has_column_privilege($1, c.oid, a.attnum, v) order by a.attnum) as columns
     from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema') order by 1`, [await role()],
  )
  assert.ok(rows.length > 120)
  for (const { name, whole, columns, isPartition } of rows) {
    const isShut = isPartition || name.startsWith('db.')
    assert.deepEqual([...whole, ...columns].sort(), isShut ? [] : ['select', ...(servingRights[name] ?? everything)].sort(), name)
  }
})

const role = async () => (await sql.rows<{ role: string }>('select current_user::text as role'))[0]?.role ?? ''

test('the role owns nothing, is no stronger one and becomes none', async () => {
  const [own] = await sql.rows<{ session: string; strong: boolean; owned: number; above: string[] }>(
    `select session_user::text as session, rolsuper or rolcreaterole or rolcreatedb or rolreplication or rolbypassrls as strong, (select count(*) from pg_class where relowner = r.oid) as owned,
       array(select g.rolname::text from pg_roles g where g.oid <> r.oid and pg_has_role(r.oid, g.oid, 'member')) as above from pg_roles r where rolname = current_user`,
  )
  assert.deepEqual(own, { session: await role(), strong: false, owned: 0, above: [] })
  const [owner] = await town.owner.rows<{ name: string }>('select current_user::text as name')
  await isRefused(`set role ${owner?.name}`, '42501')
  await isRefused('set session_replication_role = replica', '42501')
  await sql.rows('reset role')
  assert.equal(await role(), own?.session)
})

test('the figures tell the operator where the platform serves as the owner', async () => {
  for (const isOwner of [false, true]) {
    const app = await openServer({ ...town.platform, isOwner }, { callsPerMinuteMax: 0, faces: false })
    assert.match((await app.inject({ url: '/metrics' })).body, new RegExp(`^yiwang_serves_as_owner ${isOwner ? 1 : 0}$`, 'm'))
    await app.close()
  }
})

test('SQL that found its way in cannot rewrite the trail: the database refuses each of these', async () => {
  for (const text of [
    "update act.entries set facts = '{}'", 'update act.entries set actor = subject', 'update act.entries set xid = xid', 'delete from act.entries', 'truncate act.entries', 'delete from act.entries_other', 'truncate act.entries cascade',
    'update ledger.nodes set hash = hash', 'delete from ledger.nodes', 'delete from ledger.checkpoints', 'update ledger.checkpoints set hour = hour', 'truncate ledger.checkpoints',
    'update archives.records set manifest = manifest', 'update cases.words set case_id = entry', 'update cases.forms set at = at', 'delete from cases.cases', 'delete from deliveries.letters', 'update items.versions set effective_to = null', 'update purposes.versions set code = code', 'delete from people.accounts',
    "copy act.entries to program 'cat'",
  ]) await isRefused(text, '42501')
})

test('it makes, changes and drops nothing, and takes no guard away', async () => {
  const [owner] = await town.owner.rows<{ name: string }>('select current_user::text as name')
  for (const text of [
    'alter table act.entries disable trigger placed_once', 'alter table act.entries disable trigger all', 'drop trigger placed_once on act.entries', 'create trigger mine before insert on act.entries for each row execute function ledger.refuse()',
    `alter table act.entries owner to ${await role()}`, 'drop table act.entries', 'alter table act.entries detach partition act.entries_other', 'create index on act.entries (kind)', 'create table act.mine (n int)', 'create table public.mine (n int)', 'create schema mine',
    'create or replace function ledger.refuse() returns trigger language plpgsql as $$ begin return new; end $$', 'drop schema ledger cascade', 'select * from db.migration', 'create role mine', `grant ${owner?.name} to ${await role()}`,
    "select pg_read_file('/etc/passwd')", "alter table act.entries rename to gone",
  ]) await isRefused(text, '42501')
  // A grant that one may not give is a warning to PostgreSQL: nothing comes of it.
  await sql.rows(`grant update on act.entries to ${await role()}`).catch(() => undefined)
  await isRefused("update act.entries set facts = '{}'", '42501')
})

test('a place in the ledger is given once and a checkpoint only grows, though their columns may be written', async () => {
  for (const text of ['update act.entries set seq = seq', 'update act.entries set seq = null where seq = 3', 'update ledger.checkpoints set note = note', 'update ledger.checkpoints set size = size - 1']) await isRefused(text, '23001')
  // Even its owner has to take the guard away first, which is seen.
  await assert.rejects(town.owner.rows('update act.entries set seq = seq where seq = 3'), { code: '23001' })
})

test('a month begins while the lesser role serves: its owner makes the partition, and acts go into it', async () => {
  const partitionOf = async (id: string) => (await sql.rows<{ name: string }>('select tableoid::regclass::text as name from act.entries where id = $1', [id]))[0]?.name
  const act = () => town.platform.ground.runAct({ actor, locks: [] }, async (one) => one.record('trial.month-begun', { subject: one.id }))
  town.clock.set(Temporal.Instant.from('2027-08-31T20:00:00Z'))
  await town.platform.beat()
  for (const month of ['08', '09', '10']) assert.equal((await sql.rows<{ there: boolean }>(`select to_regclass('act.entries_2027_${month}') is not null as there`))[0]?.there, true, month)
  assert.equal(await partitionOf(await act()), 'act.entries_2027_08')
  town.clock.set(Temporal.Instant.from('2027-09-01T20:00:00Z'))
  assert.equal(await partitionOf(await act()), 'act.entries_2027_09')
  await isRefused('delete from act.entries_2027_09', '42501')
  await town.settle()
})

interface External {
  /** The owner of the tables; what he made is `<owner>_serving`. */
  owner: string
  urlOf(user: string, password: string, database?: string): string
  /** As whoever may make roles on the server of the run. */
  above(text: string): Promise<void>
}

/** A database of a role of its own on the server of the run, as an operator would give one. */
async function withExternal(work: (external: External) => Promise<void>): Promise<void> {
  const owner = `outside_${crypto.randomUUID().slice(0, 8)}`
  const connection: Connection = process.env.DATABASE_URL ? server.connection : (await findEmbedded(testHome)).owner
  const { pool, close } = openPool(connection, { size: 1 })
  const above = async (text: string) => void (await pool.query(text))
  await above(`create role ${owner} login password 'first of all'`)
  await above(`create database ${owner} owner ${owner} template template0 encoding 'UTF8'`)
  const urlOf = (user: string, password: string, database = owner) => {
    const url = new URL(connection.connectionString ?? `postgresql://localhost/?host=${encodeURIComponent(connection.host ?? '')}&port=${connection.port ?? 5432}`)
    Object.assign(url, { username: user, password, pathname: `/${database}` })
    return url.href
  }
  try {
    await work({ owner, urlOf, above })
  } finally {
    await above(`drop database ${owner} with (force)`)
    for (const role of [`${owner}_serving`, `${owner}_given`, owner]) await above(`drop role if exists ${role}`)
    await close()
  }
}

test('an external database: without CREATEROLE the platform says that it serves as the owner; once its owner may make roles, the next start has the lesser one', async () => {
  const home = await mkdtemp(join(tmpdir(), 'yiwang-outside-'))
  await withExternal(async ({ owner, urlOf, above }) => {
    /** Starts, acts and ends; answers as whom it served, and what the operator was told of that. */
    const serveOnce = async (password: string) => {
      const said: string[] = []
      const { platform, close } = await openInstallation({ config: readConfig({ YIWANG_HOME: home, DATABASE_URL: urlOf(owner, password) }), say: (line) => said.push(line), logLevel: 'silent', poolSize: 4 })
      try {
        await platform.ground.runAct({ actor, locks: [] }, async (act) => act.record('trial.served', { subject: act.id }))
        // The queue works too: a job of the platform, which finds nothing to do.
        await platform.ground.addJob('ledger.renew', {})
        await platform.settle()
        const [as] = await platform.ground.sql.rows<{ role: string }>('select current_user::text as role')
        const rewrites = await platform.ground.sql.rows('update act.entries set facts = facts').then(() => true, ({ code }: { code?: string }) => code !== '42501')
        return { as: as?.role, rewrites, isOwner: platform.isOwner, told: said.filter((line) => line.startsWith('serving as the owner')).length }
      } finally {
        await close()
      }
    }
    const asOwner = { as: owner, rewrites: true, isOwner: true, told: 1 }
    const asLesser = { as: `${owner}_serving`, rewrites: false, isOwner: false, told: 0 }
    assert.deepEqual(await serveOnce('first of all'), asOwner)
    await above(`alter role ${owner} createrole`)
    const both = await Promise.all([1, 2].map(() => startDatabase({ home, databaseUrl: urlOf(owner, 'first of all') })))
    assert.deepEqual(both.map(({ lack }) => lack), [undefined, undefined], 'two starts at once make one role')
    assert.deepEqual(await serveOnce('first of all'), asLesser)
    await above(`alter role ${owner} password 'then another'`)
    assert.deepEqual(await serveOnce('then another'), asLesser, 'its password follows that of the owner')
    await above(`alter role ${owner} nocreaterole`)
    assert.deepEqual(await serveOnce('then another'), asLesser, 'a role that is there needs nobody who may make it')
  })
  await rm(home, { recursive: true, force: true })
})

test('YIWANG_SERVING_DATABASE_URL: a lesser role on the same database is taken, and any other is refused before anything is served', async () => {
  await withExternal(async ({ owner, urlOf, above }) => {
    const start = (servingUrl: string) => startDatabase({ home: testHome, databaseUrl: urlOf(owner, 'first of all'), servingUrl })
    const given = urlOf(`${owner}_given`, 'of the operator')
    await above(`create role ${owner}_given login password 'of the operator'`)
    assert.deepEqual((await start(given)).serving, { connectionString: given })
    const refusals: [string, RegExp][] = [
      [urlOf(owner, 'first of all'), /may do more than serve/], [urlOf(`${owner}_given`, 'of the operator', 'postgres'), /not the database of DATABASE_URL/],
      ...(process.env.DATABASE_URL ? [] : [[urlOf(`${owner}_given`, 'wrong'), /password/] satisfies [string, RegExp]]),
    ]
    for (const [url, why] of refusals) await assert.rejects(start(url), (error: Error) => /^the database of YIWANG_SERVING_DATABASE_URL cannot be used/.test(error.message) && why.test(error.message) && !error.message.includes('of the operator'))
    for (const more of [`grant ${owner} to ${owner}_given`, `grant pg_write_all_data to ${owner}_given`]) {
      await above(more)
      await assert.rejects(start(given), /may do more than serve/, more)
      await above(more.replace('grant', 'revoke').replace(' to ', ' from '))
    }
    assert.ok((await start(given)).serving)
  })
})
