// What officials do in a simulation: each step by whoever holds its post, after a wait in office hours, as the example answers or as chance has it.
import type { ActOptions, Act } from '#base/act'
import { acceptCase, caseLock, completeStep, decideCase, deliverCase, extendCase, officersFor, refuseAcceptance, requestCorrection, resumeCase, suspendCase, type CaseStep, type Position } from '#core/cases'
import { suspensionKinds } from '#core/clock'
import { getItemVersion } from '#core/items'
import { asOfficial, attempt, findOfficial, holdersIn, type City, type Matter, type Official } from './city.ts'

/** Minutes of work that pass before a step is done, on average, by its kind. */
const minutesOf: Record<string, number> = { acceptance: 240, examination: 780, opinion: 720, decision: 480, delivery: 300, work: 600 }
const minutesElse = 600
const instantShare = 0.1
/** Some papers lie at the bottom of the pile. */
const forgotten = { share: 0.03, times: 12 } as const
const shares = { corrections: 0.08, suspensions: 0.03, extensions: 0.3, onPaperByPost: 0.3 } as const
const triesMax = 3

/** Plans who does what waits: each open step once, and the handing over where no step asks for it. */
export function planWork(city: City, matter: Matter, standing: Position): void {
  for (const step of standing.steps) planStep(city, matter, standing, step)
  if (standing.state === 'decided' && standing.steps.length === 0) planHandOver(city, matter, standing)
}

function planStep(city: City, matter: Matter, standing: Position, step: CaseStep): void {
  if (matter.planned.has(step.id) || standing.state === 'correcting' || standing.suspendedAt) return
  matter.planned.add(step.id)
  // What names somebody is that one's to do: who checked on the site together with another confirms the record in person.
  const official = step.assignee === null ? findOfficial(city, step.role, step.organisation, step.section) : findNamed(city, step)
  if (!official) return city.tally.unmanned(`${step.role} ${step.organisation}`)
  const at = city.hours.afterWork(city.clock.now(), minutesFor(city, matter, step.kind))
  planExtension(city, matter, standing, at)
  city.agenda.plan(at, () => handle(city, matter, standing, step, official, 1))
}

function findNamed(city: City, { role, organisation, section, assignee }: CaseStep): Official | undefined {
  return holdersIn(city, role, organisation, section).find(({ id }) => id === assignee)
}

function minutesFor({ chance }: City, { script }: Matter, kind: string): number {
  const mean = (minutesOf[kind] ?? minutesElse) * (script.item.content.caseKind === 'INSTANT' ? instantShare : 1)
  return chance.wait(mean) * (chance.happens(forgotten.share) ? forgotten.times : 1)
}

async function handle(city: City, matter: Matter, standing: Position, step: CaseStep, official: Official, tries: number): Promise<void> {
  const done = await attempt(city, on(matter, official), (act) => answer(city, act, matter, standing, step, official))
  if (done === undefined) {
    if (tries < triesMax) city.agenda.plan(city.hours.afterWork(city.clock.now(), minutesFor(city, matter, step.kind)), () => handle(city, matter, standing, step, official, tries + 1))
    return
  }
  // Its step is open as before: it comes up again when the case moves.
  if (done.done === 'put off') matter.planned.delete(step.id)
  else city.tally.waited(step.kind, hoursBetween(Temporal.Instant.from(step.openedAt), city.clock.now()))
}

const on = (matter: Matter, official: Official): ActOptions => ({ actor: asOfficial(official), locks: [caseLock(matter.id)] })

const hoursBetween = (from: Temporal.Instant, to: Temporal.Instant): number => (to.epochMilliseconds - from.epochMilliseconds) / 3_600_000

/** The act of one step. `put off`: something else was done first, and the step waits on. */
async function answer(city: City, act: Act, matter: Matter, standing: Position, step: CaseStep, official: Official): Promise<'done' | 'put off'> {
  const { chance } = city
  const scripted = matter.script.answers.get(step.element)
  const outcome = scripted && step.outcomes.includes(scripted.outcome) ? scripted.outcome : (step.outcomes[0] ?? '')
  if (step.kind === 'acceptance') return answerAcceptance(city, act, matter, official, outcome, scripted?.reasons)
  if (step.kind === 'decision') {
    const favourable = outcome === 'grant'
    await decideCase(act, matter.id, official, { step: step.id, outcome: outcome as 'grant', ...(favourable ? {} : { reasons: scripted?.reasons ?? '经审查，申请不符合规定的条件。' }) })
    return 'done'
  }
  if (step.kind === 'delivery') {
    await deliverCase(act, matter.id, official, { means: handOverMeans(city, matter), proof: '本人签收' })
    return 'done'
  }
  if (step.kind === 'examination' && standing.state === 'accepted' && isFirst(matter, 'suspension') && chance.happens(shares.suspensions)) {
    await suspend(city, act, matter, official)
    return 'put off'
  }
  const officers = await companions(city, act, standing, step, official)
  await completeStep(act, matter.id, step.id, official, { outcome, opinion: scripted?.reasons ?? '经审查，情况属实。', ...(officers.length > 0 ? { officers } : {}) })
  return 'done'
}

/** Who goes along to a check on the site (许可法 34): others who hold the same post, as many as it asks for. */
async function companions(city: City, act: Act, standing: Position, step: CaseStep, official: Official): Promise<string[]> {
  const needed = officersFor(await getItemVersion(act.tx, standing.itemVersion), step) - 1
  const others = holdersIn(city, step.role, step.organisation, step.section).filter(({ id }) => id !== official.id)
  return others.slice(0, needed).map(({ id }) => id)
}

async function answerAcceptance(city: City, act: Act, matter: Matter, official: Official, outcome: string, reasons: string | undefined): Promise<'done' | 'put off'> {
  if (outcome === 'refuse-acceptance') {
    await refuseAcceptance(act, matter.id, official, { ground: 'not-competent', reasons: reasons ?? '该事项属于其他机关职权。', competentBody: city.chance.pick(city.pack.organisations).code })
    return 'done'
  }
  if (isFirst(matter, 'correction-asked') && city.chance.happens(shares.corrections)) {
    const [material] = matter.script.materials
    await requestCorrection(act, matter.id, official, [{ ...(material ? { material } : {}), text: '材料不清晰，请重新提供。' }], 15)
    return 'put off'
  }
  await acceptCase(act, matter.id, official)
  return 'done'
}

function isFirst(matter: Matter, what: string): boolean {
  const first = !matter.once.has(what)
  matter.once.add(what)
  return first
}

async function suspend(city: City, act: Act, matter: Matter, official: Official): Promise<void> {
  const { chance, agenda, clock } = city
  const expectedDays = 3 + chance.below(12)
  await suspendCase(act, matter.id, official, { kind: chance.pick(Object.keys(suspensionKinds)), reason: '需要由专门机构作出结论。', expectedDays })
  agenda.plan(city.hours.inOffice(clock.now().add({ minutes: Math.floor(expectedDays * 24 * 60 * (0.5 + chance.fraction())) })), async () => {
    await attempt(city, on(matter, official), (later) => resumeCase(later, matter.id, official))
  })
}

/** Where the day would be missed, the head may extend once, before it ends (许可法 42). */
function planExtension(city: City, matter: Matter, standing: Position, at: Temporal.Instant): void {
  if (standing.state !== 'accepted' || !standing.dueAt) return
  const due = Temporal.PlainDate.from(standing.dueAt).toZonedDateTime('Asia/Shanghai').toInstant()
  if (Temporal.Instant.compare(at, due) <= 0 || !isFirst(matter, 'extension') || !city.chance.happens(shares.extensions)) return
  const head = findOfficial(city, 'head', standing.deciding)
  if (!head) return
  const before = city.hours.inOffice(due.subtract({ hours: 20 }))
  const when = Temporal.Instant.compare(before, city.clock.now()) > 0 ? before : city.hours.inOffice(city.clock.now())
  city.agenda.plan(when, async () => void (await attempt(city, on(matter, head), (act) => extendCase(act, matter.id, head, { days: 5, reason: '情况复杂，需要进一步核实。' }))))
}

function handOverMeans(city: City, matter: Matter): 'window' | 'post' {
  return matter.script.form['delivery'] === 'post' || city.chance.happens(shares.onPaperByPost) ? 'post' : 'window'
}

/** Who did not agree to electronic letters fetches them, or gets them by post. */
function planHandOver(city: City, matter: Matter, standing: Position): void {
  if (!isFirst(matter, 'hand-over')) return
  const official = findOfficial(city, 'window', standing.receiving, standing.window) ?? findOfficial(city, 'clerk', standing.handling, standing.team)
  if (!official) return
  city.agenda.plan(city.hours.afterWork(city.clock.now().add({ hours: 4 + city.chance.below(96) }), 30), async () => {
    const handed = await attempt(city, on(matter, official), (act) => deliverCase(act, matter.id, official, { means: handOverMeans(city, matter), proof: '本人签收' }))
    if (handed) city.tally.waited('hand-over', hoursBetween(matter.openedAt, city.clock.now()))
  })
}
