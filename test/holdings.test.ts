// What is held about people is declared for each table: held against the database's own catalogue, so that no new table is forgotten by a copy, an erasure or the retention.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { contexts } from '../src/platform.ts'
import { openTown, testPack, type Town } from './town.ts'

let town: Town
before(async () => {
  town = await openTown()
})
after(() => town.close())

const holdings = contexts.flatMap((context) => (context.holdings ?? []).map((holding) => ({ context: context.name, ...holding })))

/** Columns in which people are named, or in which somebody's words may stand. */
const telling = /^(account|holder|by_account|principal|proxy|agent|hand|asked_by|reader|representative|name|holder_name|applicant|phone|contact|id_number|id_masked|.*sealed|.*digest|.*salt|words|text|form|cells|face|inputs|minutes|attended|reason|answer|data|content|payload|case_id|presider)$/

/** Tables with such columns that need no declaration, and why. */
const excused: Record<string, string> = Object.fromEntries(Object.entries({
  'holds ids, codes and digests alone': ['rights.holds', 'rights.progress', 'rights.waiting', 'act.entries'],
  'erased within hours or days by the beat of its context': ['act.keys', 'readings.noted', 'people.tickets', 'people.codes', 'people.scans', 'people.endings', 'applications.pieces', 'applications.uploads', 'people.recovery_codes', 'upstreams.goings', 'people.relay_ends'],
  'of civil servants in their posts alone: who may act, and who did (公务员法)': ['people.staff_accounts', 'people.absences', 'people.emergencies', 'people.posts', 'cases.copies', 'cases.recusals', 'desks.looks', 'desks.saved_lists', 'readings.delays', 'automation.switches', 'models.drafts', 'models.words', 'purposes.assessments'],
  'of bodies, things and texts, not of people': ['organisations.organisations', 'items.sources', 'items.versions', 'deliveries.templates', 'licences.types', 'purposes.versions', 'reviews.rules', 'words.versions', 'clock.years', 'seals.seals', 'clients.registrations', 'upstreams.registrations', 'db.migration'],
  'the course of a case without a word of anybody: archived with it, and told on its page': ['cases.places', 'cases.steps', 'cases.suspensions', 'cases.terms', 'cases.timers', 'archives.records', 'archives.waiting', 'automation.reviews', 'commitments.checks', 'reviews.invitations'],
}).flatMap(([why, tables]) => tables.map((table) => [table, why])))

async function tables(): Promise<Map<string, string[]>> {
  const rows = await town.platform.ground.sql.rows<{ name: string; columns: string[] }>(
    `select n.nspname || '.' || c.relname as name, array_agg(a.attname::text order by a.attnum) as columns from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relkind in ('r', 'p') and not c.relispartition and n.nspname not in ('pg_catalog', 'information_schema', 'graphile_worker') group by 1 order by 1`,
  )
  return new Map(rows.map(({ name, columns }) => [name, columns]))
}

test('every table that may tell of people is declared by its context, or excused with a reason (个人信息保护法 6, 17, 45, 47)', async () => {
  const all = await tables()
  const declared = new Set(holdings.map(({ table }) => table))
  const personal = [...all].filter(([, columns]) => columns.some((column) => telling.test(column))).map(([name]) => name)
  assert.deepEqual(personal.filter((name) => !declared.has(name) && !(name in excused)), [], 'declare what it holds (Context.holdings), or say here why nothing needs to be')
  assert.deepEqual([...declared, ...Object.keys(excused)].filter((name) => !all.has(name)), [], 'named, and not there')
  assert.deepEqual(Object.keys(excused).filter((name) => declared.has(name) || !personal.includes(name)), [], 'excused without need')
})

test('a declaration is its own context’s, stands on a registered purpose, and is SQL that this database runs', async () => {
  const { sql } = town.platform.ground
  const registered = new Set(['matter', ...(await testPack()).purposes.map(({ code }) => code)])
  for (const { context, table, purpose, whose, ended, stays, erase, copy, first } of holdings) {
    assert.equal(table.split('.')[0], context, table)
    assert.ok(registered.has(purpose), `${table}: ${purpose}`)
    assert.equal(ended === null, stays !== undefined, `${table}: what does not end by itself says why`)
    assert.ok(ended === null || erase !== null, `${table}: what ends is erased`)
    const where = `$1::uuid[] is not null and $2::uuid[] is not null and $3::text[] is not null and $4::timestamptz is not null and (${whose})`
    const values = [[], [], [], town.clock.now().toString()]
    await sql.rows(`select ${['1', ...copy].join(', ')} from ${table} t where ${where} and ${ended === null || ended === 'matter' ? 'true' : `(${ended}) < $4`}`, values)
    if (first) await sql.rows(first(where), values)
    if (erase === 'row') await sql.rows(`delete from ${table} t where ${where} and false`, values)
    else if (erase) await sql.rows(`update ${table} t set ${erase.set} where ${where} and not (${erase.unless}) and false`, values)
  }
})

test('words are erased together with the salt without which the ledger’s digest tells nothing', async () => {
  const all = await tables()
  for (const { table, erase } of holdings) {
    if (erase === null || erase === 'row') continue
    for (const column of (all.get(table) ?? []).filter((one) => /(^|_)salt$/.test(one))) assert.match(erase.set, new RegExp(`\\b${column} = ('\\\\x'|null)`), `${table}.${column}`)
  }
})
