// A city's scale: a million cases, made in bulk out of simulated weeks; lists, searches, pages and the board as a clerk, a head and a
// resident call them, what the scope of a caller costs a list, and one act beside the same act at a thousand cases. `YIWANG_SCALE_CASES` asks for another number.
import { openCase, acceptCase, caseLock, findPositions, type Handler } from '#core/cases'
import { connectAlone } from '#base/db'
import { getItem } from '#core/items'
import { holdersOf } from '#core/people'
import { codes, forms } from '../test/matters.ts'
import { openTown, testPack, type Town } from '../test/town.ts'
import { readPlan, simulate } from '../src/simulate.ts'
import { multiply } from './multiply.ts'
import { keepPlan, listenTo, type Listener } from './plans.ts'
import { type BenchResult, percentile, spread, tell } from './result.ts'
import { measureScopes } from './scoped.ts'

const wanted = Number(process.env.YIWANG_SCALE_CASES ?? 1_000_000)
const openShare = 0.05
const times = 60
const actTimes = 300
const say = (line: string) => console.error(`  ${line}`)
const plan = readPlan({ days: '30', cases: '1000', seed: '7', from: '2026-01-05' })

/** How long each of many calls takes, after some that are not measured. */
async function measure(count: number, call: (turn: number) => Promise<unknown>, beforehand = 3): Promise<number[]> {
  const all: number[] = []
  for (let turn = -beforehand; turn < count; turn++) {
    const began = performance.now()
    await call(Math.max(turn, 0))
    if (turn >= 0) all.push(performance.now() - began)
  }
  return all
}

/** Opening a case and accepting it: two acts, as they are done at a window, in a town that has been at work for a while. */
async function measureActs(town: Town): Promise<number[]> {
  const { runAct, sql, clock } = town.platform.ground
  const item = await getItem(sql, codes.hoarding, clock.now())
  const clerk = (await holdersOf(sql, [item.content.bodies.handling], clock.now())).find(({ role }) => role === 'clerk')
  const handler: Handler = { id: clerk?.account ?? '', posts: [{ role: 'clerk', organisation: item.content.bodies.handling }] }
  const actor = { id: handler.id, kind: 'staff' as const }
  const parties = [{ role: 'applicant' as const, account: null, kind: 'natural' as const, name: '张敏', idKind: 'resident-id', idNumber: '990102199203140264', phone: null, consent: true }]
  return measure(actTimes, async () => {
    const { id } = await runAct({ actor, locks: [] }, (act) => openCase(act, { item, parties, form: forms.hoarding, scenario: {}, files: [], channel: 'web' }))
    await runAct({ actor, locks: [caseLock(id)] }, (act) => acceptCase(act, id, handler))
    if ((await findPositions(sql, [id]))[0]?.state !== 'accepted') throw new Error('the case was not accepted')
  }, actTimes)
}

interface Page {
  name: string
  as: string
  path(turn: number): string
  atMost: number
}

/** What is called, by whom; the samples are drawn from the whole stock. */
async function listPages(town: Town): Promise<Page[]> {
  const { sql } = town.platform.ground
  const [busiest] = await sql.rows<{ handling: string }>('select handling from cases.cases where finished_at is null group by handling order by count(*) desc, handling limit 1')
  const { people } = await testPack()
  const loginOf = (role: string) => people.find((person) => person.posts?.some((post) => post.role === role && post.organisation === busiest?.handling))?.login ?? ''
  const [clerk, head] = [loginOf('clerk'), loginOf('head')]
  const samples = await sql.rows<{ number: string; name: string; item: string }>(
    `select c.number, p.name, c.item from cases.cases c join cases.parties p on p.case_id = c.id and p.ordinal = 0 where c.handling = $1 and c.id > (select id from cases.cases order by md5(id::text) limit 1) order by md5(c.id::text) limit 60`, [busiest?.handling])
  const sample = (turn: number) => samples[turn % samples.length] ?? { number: '', name: '', item: '' }
  const states = ['submitted', 'accepted', 'decided']
  const lamps = ['red', 'amber', 'green']
  const of = (name: string, as: string, path: (turn: number) => string, atMost = 100): Page => ({ name, as, path, atMost })
  return [
    of('work list', clerk, () => '/api/cases?view=todo'),
    of('work list of the body', head, () => '/api/cases?view=department'),
    of('counts of the work lists', clerk, () => '/api/case-counts'),
    of('ended matters of the body', clerk, () => '/api/cases?view=finished'),
    of('filter by item', clerk, (turn) => `/api/cases?view=department&item=${sample(turn).item}`),
    of('filter by state', clerk, (turn) => `/api/cases?view=department&state=${states[turn % states.length]}`),
    of('filter by lamp', clerk, (turn) => `/api/cases?view=department&lamp=${lamps[turn % lamps.length]}`),
    of('ended matters of an item', clerk, (turn) => `/api/cases?view=finished&item=${sample(turn).item}`),
    of('search by number', clerk, (turn) => `/api/cases?view=finished&q=${sample(turn).number}`),
    of('search by name', clerk, (turn) => `/api/cases?view=finished&q=${encodeURIComponent(sample(turn).name)}`),
    of('search by family name', clerk, (turn) => `/api/cases?view=finished&q=${encodeURIComponent(sample(turn).name.slice(0, 1))}`),
    of('search for a name that nobody has', clerk, (turn) => `/api/cases?view=finished&q=${encodeURIComponent(`司空${turn}`)}`),
    of('search by name in hand', clerk, (turn) => `/api/cases?view=department&q=${encodeURIComponent(sample(turn).name)}`),
    of('case page', clerk, (turn) => `/api/cases/${sample(turn).number}`),
    of('timeline of a case', clerk, (turn) => `/api/cases/${sample(turn).number}/timeline`),
    of('my matters', 'zhang.min', () => '/api/cases?view=own'),
    ...('GET /api/board' in routesOf(town) ? [of('board of a supervisor', head, () => '/api/board', 2000)] : []),
  ]
}

function routesOf(town: Town): Record<string, true> {
  return Object.fromEntries(town.platform.routes.map(({ method, path }) => [`${method} ${path}`, true]))
}

async function measurePage(town: Town, listener: Listener, page: Page, cases: number): Promise<BenchResult> {
  const call = async (turn: number) => {
    const { status, body } = await town.call('GET', page.path(turn), { as: page.as })
    if (status !== 200) throw new Error(`${page.path(turn)} answered ${status}: ${JSON.stringify(body).slice(0, 300)}`)
  }
  const count = page.atMost > 1000 ? 10 : times
  const ms = await measure(count, call)
  await keepPlan(town, page.name, cases, await listener.overhear(() => call(1)))
  const value = percentile(ms, 0.95)
  say(`${page.name}: p95 ${value.toFixed(1)} ms, median ${spread(ms).value.toFixed(1)} ms`)
  return { name: `${page.name} at ${cases} cases, p95`, value, min: spread(ms).min, max: spread(ms).max, unit: 'ms', atMost: page.atMost, details: { median: spread(ms).value, calls: count } }
}

/** Gives a resident's account some matters: nobody signs in as a simulated one. */
async function giveMatters(town: Town): Promise<void> {
  await town.platform.ground.sql.rows(`update cases.parties set account = (select id from people.accounts where login = 'zhang.min') where ordinal = 0 and (case_id) in (select id from cases.cases order by md5(id::text) limit 40)`)
}

/** One city, small and then large. */
export async function run(): Promise<BenchResult[]> {
  const town = await openTown({ empty: true, seed: 'scale', simulated: true, leaveUndone: true })
  try {
    say('simulating the weeks that are copied')
    await simulate(town.platform, town.clock, await testPack(), plan, () => undefined)
    const before = await measureActs(town)
    const client = await connectAlone(town.connection)
    const began = performance.now()
    const made = await multiply(client, wanted, openShare, say).finally(() => client.end())
    const seconds = (performance.now() - began) / 1000
    say(`${made.cases} cases (${made.open} open), ${made.entries} entries in ${seconds.toFixed(0)} s`)
    await giveMatters(town)
    const listener = listenTo(town)
    const pages: BenchResult[] = []
    for (const page of await listPages(town)) pages.push(await measurePage(town, listener, page, made.cases))
    const after = await measureActs(town)
    const ratio = spread(after).value / spread(before).value
    say(`one act: ${spread(before).value.toFixed(2)} ms, then ${spread(after).value.toFixed(2)} ms`)
    return [
      { name: `making ${made.cases} cases in bulk`, value: seconds, min: seconds, max: seconds, unit: 's', details: { ...made } },
      { name: `opening and accepting a case at ${made.cases} cases beside 1000`, value: ratio, min: percentile(after, 0.05) / spread(before).value, max: percentile(after, 0.95) / spread(before).value, unit: '×', atMost: 1.2, details: { before: spread(before), after: spread(after) } },
      ...pages, ...(await measureScopes(town, made.cases)),
    ]
  } finally {
    await town.close()
  }
}

if (import.meta.main) tell(await run())
