// A simulated city in two homes: the same seed gives the same ledger, and the home says for ever that it was simulated.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { entriesFrom } from '#base/act'
import { seededRandom } from '#base/ids'
import { describeRefusals } from '#base/problem'
import { atScale } from '../../test/campaigns/scale.ts'
import { openTown, testPack, type Town } from '../../test/town.ts'
import { makeAgenda } from './agenda.ts'
import { chanceFrom } from './chance.ts'
import { makeHours } from './hours.ts'
import { makeCalendar } from '#engines/calendar'
import { simulate, type Simulated } from './run.ts'
import { isSimulated, markKind, readPlan } from './simulation.ts'

const plan = readPlan({ days: atScale('6', '30'), cases: atScale('24', '300'), seed: '7', from: '2026-02-09' })

async function inHome(seed: string, look?: (town: Town, simulated: Simulated) => Promise<void>): Promise<Simulated> {
  const town = await openTown({ empty: true, seed, simulated: true })
  try {
    const simulated = await simulate(town.platform, town.clock, await testPack(), { ...plan, seed }, () => undefined)
    await look?.(town, simulated)
    return simulated
  } finally {
    await town.close()
  }
}

test('the same seed gives the same ledger in two empty homes, another seed another one', async () => {
  const first = await inHome('7', lookAround)
  const second = await inHome('7')
  assert.deepEqual(second, first)
  const other = await inHome('8')
  assert.notEqual(other.ledgerRoot, first.ledgerRoot)
})

/** What a visitor finds: matters that ended and matters in hand, no job in the way, a letter that is drawn when it is read, and the mark. */
async function lookAround(town: Town, { counts, acts, entries }: Simulated): Promise<void> {
  const { sql } = town.platform.ground
  assert.ok(counts.opened >= plan.cases * 0.9 && counts.finished > 0 && counts.open > 0, JSON.stringify(counts))
  assert.ok(acts > counts.opened * 4 && entries >= acts)
  const known = new Set(describeRefusals().map(({ code }) => code))
  assert.ok(Object.keys(counts.refusals).every((code) => known.has(code)))
  assert.deepEqual([(await entriesFrom(sql, 0, 1))[0]?.kind, await isSimulated(sql)], [markKind, true])
  const [letter] = await sql.rows<{ id: string; organisation: string; number: string }>('select l.id, c.handling as organisation, c.number from deliveries.letters l join cases.cases c on c.id = l.case_id where l.sha256 is null order by l.id limit 1')
  assert.ok(letter)
  const person = (await testPack()).people.find((one) => one.posts?.some((post) => post.role === 'clerk' && post.organisation === letter.organisation))
  const pdf = await town.call('GET', `/api/cases/${letter.number}/letters/${letter.id}/pdf`, { as: person?.login ?? '' })
  assert.deepEqual([pdf.status, pdf.headers['content-type']], [200, 'application/pdf'])
}

test('a check on the site is made by two officers, and the second confirms the record by an own act (许可法 34)', async () => {
  const pack = await testPack()
  const visited = pack.items.filter(({ slug }) => slug === 'outdoor-advertising').map((item) => ({ ...item, examples: item.examples.filter(({ answers = [] }) => answers.some((answer) => 'step' in answer && answer.step === 'visit')) }))
  assert.ok(visited[0]?.examples.length)
  const town = await openTown({ empty: true, seed: '34', simulated: true })
  try {
    const { counts } = await simulate(town.platform, town.clock, { ...pack, items: visited }, { ...plan, seed: '34', days: 20, cases: 4 }, () => undefined)
    const done = await town.platform.ground.sql.rows<{ actor: string; officers: string[] | null }>("select actor, facts->'officers' as officers from act.entries where kind = 'cases.step-completed' and facts->>'element' = 'visit' order by seq")
    const [checks, confirmed] = [done.filter(({ officers }) => officers !== null), done.filter(({ officers }) => officers === null)]
    assert.ok(checks.length > 0 && confirmed.length > 0, JSON.stringify(counts))
    for (const { actor, officers } of checks) assert.ok(officers?.length === 2 && officers[0] === actor && officers[1] !== actor)
    for (const { actor } of confirmed) assert.ok(checks.some(({ officers }) => officers?.[1] === actor))
    assert.ok(counts.finished > 0 && counts.refusals['cases.two-officers-needed'] === undefined, JSON.stringify(counts))
  } finally {
    await town.close()
  }
})

test('a home in which nothing was simulated says so', async () => {
  const town = await openTown()
  try {
    assert.equal(await isSimulated(town.platform.ground.sql), false)
  } finally {
    await town.close()
  }
})

test('simulations.plan-unreadable: days, cases and the first day are checked', () => {
  const good = { days: '30', cases: '2000', seed: '7', from: '2026-01-05' }
  assert.deepEqual({ ...readPlan(good), from: '' }, { days: 30, cases: 2000, seed: '7', from: '' })
  for (const wrong of [{ days: '0' }, { days: '1.5' }, { cases: '-1' }, { cases: 'many' }, { seed: '' }, { from: '2026-02-30' }, { from: 'today' }]) {
    assert.throws(() => readPlan({ ...good, ...wrong }), { code: 'simulations.plan-unreadable' }, JSON.stringify(wrong))
  }
})

test('the agenda gives what comes first, and what was planned first among equals', async () => {
  const agenda = makeAgenda()
  const chance = chanceFrom(seededRandom('agenda'))
  const done: [number, number][] = []
  for (let place = 0; place < 300; place++) {
    const at = chance.below(40)
    agenda.plan(Temporal.Instant.fromEpochMilliseconds(at), async () => void done.push([at, place]))
  }
  const end = Temporal.Instant.fromEpochMilliseconds(30)
  for (let next = agenda.next(end); next; next = agenda.next(end)) await next.run()
  assert.ok(done.length > 150 && done.every(([at]) => at < 30))
  assert.deepEqual(done, done.toSorted(([a, one], [b, other]) => a - b || one - other))
})

test('officials work in office hours only: the Spring Festival of 2026 passes, a make-up Saturday counts', async () => {
  const hours = makeHours(makeCalendar((await testPack()).calendar), chanceFrom(seededRandom('hours')))
  const at = (text: string) => Temporal.ZonedDateTime.from(`${text}[Asia/Shanghai]`).toInstant()
  const said = (from: string, minutes: number) => hours.afterWork(at(from), minutes).toZonedDateTimeISO('Asia/Shanghai').toPlainDateTime().toString({ smallestUnit: 'minute' })
  assert.equal(said('2026-01-05T08:00', 0), '2026-01-05T09:00')
  assert.equal(said('2026-01-05T11:30', 60), '2026-01-05T14:00')
  assert.equal(said('2026-01-09T17:00', 60), '2026-01-12T09:30')
  assert.equal(said('2026-02-14T17:00', 60), '2026-02-24T09:30')
})
