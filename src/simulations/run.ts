// Runs a simulated city: what is on the agenda happens act by act; between acts the clock stands still, and followers and jobs are stepped.
import { entriesFrom } from '#base/act'
import { ordinaryFileRules } from '#base/files'
import { seededRandom } from '#base/ids'
import { dateInChina, type ManualClock } from '#base/time'
import { findPositions, systemActor, type Position } from '#core/cases'
import { lastCheckpoint } from '#core/ledger'
import { holdersOf } from '#core/people'
import type { Pack } from '#core/packs'
import { makeCalendar } from '#engines/calendar'
import { applyPack } from '../apply.ts'
import type { Platform } from '../platform.ts'
import { makeAgenda } from './agenda.ts'
import { apply, planCorrection, planReview } from './applying.ts'
import { chanceFrom } from './chance.ts'
import type { City, Matter, Official } from './city.ts'
import { makeHours } from './hours.ts'
import { planWork } from './officials.ts'
import { makeResidents } from './residents.ts'
import { isTakenOn, readScripts } from './scripts.ts'
import type { Plan } from './simulation.ts'
import { makeTally, type Counts } from './tally.ts'

/** What came of it. `acts` counts every act, also those of followers and of time. */
export interface Simulated {
  counts: Counts
  acts: number
  entries: number
  /** Root of the ledger over all entries, hexadecimal. */
  ledgerRoot: string
}

const zone = 'Asia/Shanghai'
/** News are read when this time has passed, where something was done in it. */
const tickMinutes = 60
const beatHours = [0, 9, 12, 15, 18]

/** Marks the home, applies the pack and lets the days pass. The platform must be empty, and its clock and chance its own. */
export async function simulate(platform: Platform, clock: ManualClock, pack: Pack, plan: Plan, say: (line: string) => void): Promise<Simulated> {
  clock.set(morningOf(plan.from))
  const { ground } = platform
  await ground.runAct({ actor: systemActor, locks: ['pack'] }, async (act) => act.record('ledger.simulation-begun', { subject: act.id, facts: { seed: plan.seed, days: plan.days, cases: plan.cases, from: plan.from.toString(), pack: pack.digest } }))
  await applyPack(ground, pack)
  const city = await makeCity(platform, clock, pack, plan)
  const news = await startNews(platform, city)
  planArrivals(city, pack, plan)
  planTime(platform, city, plan)
  await passDays(city, news, plan, say)
  clock.set(plan.from.add({ days: plan.days }).toZonedDateTime(zone).toInstant())
  await news.read()
  for (const [, standing] of news.standings) if (standing.state !== 'finished') city.tally.openAtEnd(itemName(city, standing), isLate(city, standing))
  const checkpoint = await lastCheckpoint(ground.sql)
  if (checkpoint?.size !== news.entries()) throw new Error(`the tree covers ${checkpoint?.size ?? 0} of ${news.entries()} entries`)
  return { counts: city.tally.read(), acts: news.acts(), entries: news.entries(), ledgerRoot: Buffer.from(checkpoint.root).toString('hex') }
}

function morningOf(date: Temporal.PlainDate): Temporal.Instant {
  return date.toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from('06:00') }).toInstant()
}

async function makeCity(platform: Platform, clock: ManualClock, pack: Pack, plan: Plan): Promise<City> {
  const { ground } = platform
  // Of its own: what people do must not change when an act asks for one identifier more.
  const chance = chanceFrom(seededRandom(`people:${plan.seed}`))
  const paper = await ground.files.put({ name: '扫描件.txt', content: Buffer.from('模拟材料：本文件由模拟产生，不是任何人的证件或文书。\n') }, ordinaryFileRules)
  return {
    ground, clock, chance, pack, hours: makeHours(makeCalendar(pack.calendar), chance), agenda: makeAgenda(), residents: makeResidents(ground, pack, chance), posts: await readPosts(platform, clock, pack),
    tally: makeTally(), matters: new Map(), paper: { sha256: paper.digest, type: paper.type, bytes: paper.size },
  }
}

async function readPosts({ ground }: Platform, clock: ManualClock, pack: Pack): Promise<Map<string, Official[]>> {
  const holders = await holdersOf(ground.sql, pack.organisations.map((one) => one.code), clock.now())
  // By name, not by identifier: what differs from seed to seed must not decide who is asked.
  holders.sort((a, b) => compare(`${a.organisation} ${a.role} ${a.name}`, `${b.organisation} ${b.role} ${b.name}`))
  const officials = new Map<string, Official>()
  for (const { account, name, role, organisation, section } of holders) {
    const known = officials.get(account) ?? { id: account, name, posts: [] }
    known.posts.push({ role, organisation, ...(section === null ? {} : { section }) })
    officials.set(account, known)
  }
  const posts = new Map<string, Official[]>()
  for (const official of officials.values()) for (const { role, organisation, section } of official.posts) {
    const key = `${role} ${section ?? organisation}`
    posts.set(key, [...(posts.get(key) ?? []), official])
  }
  return posts
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function planArrivals(city: City, pack: Pack, plan: Plan): void {
  const scripts = readScripts(pack)
  const dates = city.hours.arrivalDates(plan.from, plan.days)
  for (let place = 0; place < plan.cases; place++) {
    const date = city.chance.pickWeighted(dates)
    const script = city.chance.pickWeighted(scripts.filter(({ value }) => isTakenOn(value, date)))
    city.agenda.plan(city.hours.wakingMoment(date), () => apply(city, script))
  }
}

/** What time brings comes round several times a day. */
function planTime(platform: Platform, city: City, plan: Plan): void {
  for (let day = 0; day < plan.days; day++) {
    for (const hour of beatHours) {
      const at = plan.from.add({ days: day }).toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from({ hour, minute: 5 }) }).toInstant()
      if (Temporal.Instant.compare(at, city.clock.now()) > 0) city.agenda.plan(at, () => platform.beat())
    }
  }
}

interface News {
  /** Steps followers and jobs, and plans what follows from what was done. */
  read(): Promise<void>
  acts(): number
  entries(): number
  standings: Map<string, Position>
}

const batch = 2000

async function startNews(platform: Platform, city: City): Promise<News> {
  const { sql } = platform.ground
  const standings = new Map<string, Position>()
  let cursor = 0
  let acts = 0
  let lastAct = ''
  const readEntries = async (): Promise<Set<string>> => {
    const moved = new Set<string>()
    for (;;) {
      const entries = await entriesFrom(sql, cursor, batch)
      for (const entry of entries) {
        if (entry.act !== lastAct) acts++
        lastAct = entry.act
        if (entry.kind.startsWith('cases.')) moved.add(entry.subject)
      }
      cursor += entries.length
      if (entries.length < batch) return moved
    }
  }
  return {
    standings, acts: () => acts, entries: () => cursor,
    read: async () => {
      await platform.settle()
      const moved = [...(await readEntries())].filter((id) => city.matters.has(id)).sort()
      if (moved.length === 0) return
      for (const standing of await findPositions(sql, moved)) {
        const matter = city.matters.get(standing.id)
        if (matter) follow(city, matter, standing, standings.get(standing.id))
        standings.set(standing.id, standing)
      }
    },
  }
}

function follow(city: City, matter: Matter, standing: Position, before: Position | undefined): void {
  if (standing.state === 'finished') {
    if (before?.state === 'finished') return
    // The last day that counted is that of the decision's limit: what ended in time is judged by it, not by the letter's.
    const late = before !== undefined && isLate(city, before)
    city.tally.finished(standing, itemName(city, standing), late)
    planReview(city, matter, late)
    return
  }
  if (standing.state === 'correcting') planCorrection(city, matter)
  planWork(city, matter, standing)
}

function isLate(city: City, { dueAt }: Position): boolean {
  return dueAt !== null && Temporal.PlainDate.compare(dateInChina(city.clock.now()), Temporal.PlainDate.from(dueAt)) > 0
}

function itemName(city: City, { id }: Position): string {
  return city.matters.get(id)?.script.item.content.name.zh ?? ''
}

/** Day after day: what comes next on the agenda, and the news after each hour in which something was done. */
async function passDays(city: City, news: News, plan: Plan, say: (line: string) => void): Promise<void> {
  const end = plan.from.add({ days: plan.days }).toZonedDateTime(zone).toInstant()
  let tick = nextTick(city.clock.now())
  let done = 0
  let shown = plan.from
  for (;;) {
    const limit = Temporal.Instant.compare(tick, end) < 0 ? tick : end
    const next = city.agenda.next(done > 0 ? limit : end)
    if (next) {
      city.clock.set(next.at)
      await next.run()
      if (done++ === 0) tick = nextTick(next.at)
      continue
    }
    if (done === 0) return
    city.clock.set(limit)
    await news.read()
    done = 0
    const today = dateInChina(limit)
    if (Temporal.PlainDate.compare(today, shown) > 0) say(`${(shown = today).toString()}: ${city.tally.read().opened} opened, ${city.tally.read().finished} finished`)
  }
}

function nextTick(moment: Temporal.Instant): Temporal.Instant {
  const stepMs = tickMinutes * 60_000
  return Temporal.Instant.fromEpochMilliseconds((Math.floor(moment.epochMilliseconds / stepMs) + 1) * stepMs)
}
