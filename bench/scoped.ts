// What the policy costs a list: a page of cases with the conditions of a caller's scope inside its query, beside the same page of everybody's
// cases, at a city's scale. The peer is given an index of its own, so that it is as quick as a list without conditions can be. Asked in pairs,
// by the same caller over HTTP. A part of `scale`, which makes the cases.
import type { Town } from '../test/town.ts'
import { keepPlan, listenTo } from './plans.ts'
import { type BenchResult, measurePairs, perSecond, spread } from './result.ts'

const pairs = 61
const callsInTurn = 6
const slowerMost = 1.2
const say = (line: string) => console.error(`  ${line}`)

/** By whom which list is asked: a post of a whole body, one in a team of it, one at a window of the hall. */
const lists = [
  { name: 'a body has in hand', as: 'chengguan.clerk', path: '/api/cases?view=department' },
  { name: 'a body had', as: 'chengguan.clerk', path: '/api/cases?view=finished' },
  { name: 'a team has in hand', as: 'chengguan.ads', path: '/api/cases?view=department' },
  { name: 'a team had', as: 'chengguan.ads', path: '/api/cases?view=finished' },
  { name: 'a window received', as: 'window.lu', path: '/api/cases?view=finished' },
] as const

const page = /\(select c\.id from cases\.cases c where (.+?) order by c\.opened_at desc, c\.id desc limit \$\d+\)/g
const scope = /c\."?(?:handling|deciding|receiving|window|team)"? = (\$\d+)/g

/** The statement of a list without the scope of its caller: one page of everybody's cases, with every other condition as it was; undefined of any other statement. */
function unscoped(text: string): string | undefined {
  const pages = [...text.matchAll(page)]
  const [first] = pages
  if (!first) return undefined
  const bound = [...text.matchAll(scope)].map(([, place]) => `(${place}::text is null or true)`)
  const alone = first[0].replace(scope, () => bound.join(' and '))
  return text.replace(pages.map(([whole]) => whole).join(' union '), () => alone)
}

/** Calls a page, with its list asked as it is or without its scope. */
function callerOf({ call, platform: { ground } }: Town, { as, path }: { as: string; path: string }) {
  const { rows } = ground.sql
  return async (isScoped: boolean) => {
    let changed = 0
    if (!isScoped) ground.sql.rows = (text, values) => {
      const without = unscoped(text)
      changed += without === undefined ? 0 : 1
      return rows(without ?? text, values)
    }
    const answer = await call<{ items: unknown[] }>('GET', path, { as }).finally(() => (ground.sql.rows = rows))
    if (answer.status !== 200 || answer.body.items.length === 0 || changed !== (isScoped ? 0 : 1)) throw new Error(`${path} of ${as}: ${answer.status}, ${answer.body.items.length} rows, ${changed} statements changed`)
  }
}

async function measureList(town: Town, list: (typeof lists)[number], cases: number): Promise<BenchResult> {
  const ask = callerOf(town, list)
  const found = await measurePairs(pairs, () => perSecond(callsInTurn, () => ask(true)), () => perSecond(callsInTurn, () => ask(false)))
  const { value, min, max } = spread(found.map(({ ours, peer }) => peer / ours))
  const ms = (rates: number[]) => 1000 / spread(rates).value
  say(`what ${list.name}: ${ms(found.map(({ ours }) => ours)).toFixed(2)} ms, without its scope ${ms(found.map(({ peer }) => peer)).toFixed(2)} ms`)
  await keepPlan(town, `scoped ${list.name}`, cases, await listenTo(town).overhear(() => ask(true)))
  return { name: `list of what ${list.name} beside all, at ${cases} cases`, value, min, max, unit: '×', atMost: slowerMost, details: { ms: ms(found.map(({ ours }) => ours)), msAll: ms(found.map(({ peer }) => peer)), pairs, callsInTurn } }
}

/** Each list in pairs, in a city of so many cases. */
export async function measureScopes(town: Town, cases: number): Promise<BenchResult[]> {
  for (const isFinished of [true, false]) await town.owner.rows(`create index on cases.cases (opened_at desc, id desc) where finished_at is ${isFinished ? 'not null' : 'null'}`)
  await town.owner.rows('analyze cases.cases')
  const results: BenchResult[] = []
  for (const list of lists) results.push(await measureList(town, list, cases))
  return results
}
