// The processes of the pack: how long the proof of all of them takes together, and what one case that waits for a person weighs in the database.
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { acceptCase, caseLock, openCase } from '#core/cases'
import { getItem } from '#core/items'
import { checkSoundness, loadProcess, type ProcessModel } from '#engines/process'
import { codes, forms } from '../test/matters.ts'
import { openTown, packFolder, type Town } from '../test/town.ts'
import { type BenchResult, spread, tell } from './result.ts'

const rounds = 5
const soundnessMsMax = 5000
const cases = 500

async function loadPack(): Promise<ProcessModel[]> {
  const folder = join(packFolder, 'processes')
  const files = (await readdir(folder)).filter((name) => name.endsWith('.bpmn'))
  return Promise.all(files.map(async (name) => {
    const { model, problems } = await loadProcess(await readFile(join(folder, name), 'utf8'))
    if (!model) throw new Error(`${name}: ${problems[0]?.en}`)
    return model
  }))
}

async function measureSoundness(): Promise<BenchResult> {
  const models = await loadPack()
  const figures: number[] = []
  let states = 0
  for (let n = 0; n <= rounds; n++) {
    const began = performance.now()
    const verdicts = models.map((model) => checkSoundness(model))
    if (n > 0) figures.push(performance.now() - began)
    if (verdicts.some((verdict) => !verdict.sound)) throw new Error('a process of the pack is not sound')
    states = verdicts.reduce((sum, verdict) => sum + verdict.states, 0)
  }
  return { name: `proof of the ${models.length} processes of the pack`, ...spread(figures), unit: 'ms', atMost: soundnessMsMax, details: { rounds, states } }
}

const sizeSql = `select coalesce(sum(pg_total_relation_size(c.oid)), 0)::float8 as bytes from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'cases' and c.relkind in ('r', 'm')`

async function weigh({ platform }: Town): Promise<number> {
  const [row] = await platform.ground.sql.rows<{ bytes: number }>(sizeSql)
  return row?.bytes ?? 0
}

/** Tables and indexes of cases, without the ledger's entries and the letters, divided by the cases that wait for their examination. */
async function measureWeight(): Promise<BenchResult> {
  const town = await openTown({ leaveUndone: true })
  try {
    const { runAct, sql, clock } = town.platform.ground
    const item = await getItem(sql, codes.hoarding, clock.now())
    const [clerk] = await sql.rows<{ id: string }>("select id from people.accounts where login = 'chengguan.clerk'")
    if (!clerk) throw new Error('the clerk is missing')
    const handler = { id: clerk.id, posts: [{ role: 'clerk', organisation: item.content.bodies.handling }] }
    const actor = { id: handler.id, kind: 'staff' as const }
    const parties = [{ role: 'applicant' as const, account: null, kind: 'natural' as const, name: '张敏', idKind: 'resident-id', idNumber: '990102199203140264', phone: null, consent: true }]
    const before = await weigh(town)
    for (let n = 0; n < cases; n++) {
      const { id } = await runAct({ actor, locks: [] }, (act) => openCase(act, { item, parties, form: forms.hoarding, scenario: {}, files: [], channel: 'web' }))
      await runAct({ actor, locks: [caseLock(id)] }, (act) => acceptCase(act, id, handler))
    }
    await town.owner.rows('vacuum full cases.cases, cases.runs, cases.steps, cases.forms, cases.parties, cases.terms')
    const [state] = await sql.rows<{ bytes: number }>('select avg(octet_length(state::text))::float8 as bytes from cases.runs')
    return { name: 'a waiting case in the database, indexes included', ...spread([(await weigh(town)) - before].map((bytes) => bytes / cases)), unit: 'bytes', details: { cases, stateBytes: Math.round(state?.bytes ?? 0) } }
  } finally {
    await town.close()
  }
}

export async function run(): Promise<BenchResult[]> {
  return [await measureSoundness(), await measureWeight()]
}

if (import.meta.main) tell(await run())
