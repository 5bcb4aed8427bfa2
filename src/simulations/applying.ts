// What residents do in a simulation: apply on line or at a window, correct what was asked for, withdraw, judge. Each is the act that a person would do.
import { dateInChina } from '#base/time'
import { caseLock, withdrawCase } from '#core/cases'
import { getItem, getItemVersion } from '#core/items'
import { addFile, draftLock, getDraft, preparePapers, receiveAtWindow, saveApplication, startApplication, submitApplication } from '#service/applications'
import { reviewMatter, type Verdict } from '#support/reviews'
import { asOfficial, asResident, attempt, holdersIn, type City, type Matter, type Official } from './city.ts'
import { proveLately, type Resident } from './residents.ts'
import { fillFor, type Persona, type Script } from './scripts.ts'

/** Shares of [K] the simulated city; nothing of the platform depends on them. */
const shares = { atWindow: 0.12, byPost: 0.02, withPapers: 0.5, consents: 0.92, withdraws: 0.015, judges: 0.42, corrects: 0.85 } as const

/** One application: by its example's answers, told of somebody else. Refused ones are counted and leave no matter. */
export async function apply(city: City, script: Script): Promise<void> {
  const { chance } = city
  const resident = await city.residents.find(script.persona)
  city.tally.applied()
  const receiving = findWindow(city, script)
  const opened = receiving && chance.happens(shares.atWindow + shares.byPost) ? await applyAtWindow(city, script, resident, receiving) : await applyOnline(city, script, resident)
  if (!opened) return
  city.tally.opened()
  const matter: Matter = { ...opened, script, resident, openedAt: city.clock.now(), planned: new Set(), once: new Set() }
  city.matters.set(matter.id, matter)
  if (matter.online && chance.happens(shares.withdraws)) city.agenda.plan(city.clock.now().add({ minutes: Math.floor(chance.wait(2 * 24 * 60)) }), () => withdraw(city, matter))
}

type Opened = Pick<Matter, 'id' | 'number' | 'online'>

/** The form's answers, and the words of the persona exchanged for those of the resident. */
function formFor({ form, persona }: Script, resident: Resident): Record<string, unknown> {
  return fillFor(form, replacements(persona, resident)) as Record<string, unknown>
}

function replacements({ name, idNumber, phone }: Persona, resident: Resident): ReadonlyMap<string, string> {
  const pairs: [string | undefined, string][] = [[name, resident.name], [idNumber, resident.idNumber], [phone, resident.phone]]
  return new Map(pairs.flatMap(([from, to]) => (from === undefined ? [] : [[from, to] as const])))
}

async function applyOnline(city: City, script: Script, resident: Resident): Promise<Opened | undefined> {
  const { keys } = city.ground
  const actor = asResident(resident)
  const started = await attempt(city, { actor, locks: [] }, (act) => startApplication(act, keys, { item: script.code }))
  if (!started) return undefined
  const draft = started.done
  const locks = [draftLock(draft)]
  await attempt(city, { actor, locks }, (act) => saveApplication(act, keys, draft, { form: formFor(script, resident), scenario: script.scenario, others: script.others, consent: city.chance.happens(shares.consents) }))
  for (const material of city.chance.happens(shares.withPapers) ? script.materials : script.firm) await attempt(city, { actor, locks }, (act) => addFile(act, draft, { material, name: '扫描件.txt', ...city.paper }))
  const submitted = await submit(city, resident, draft, locks)
  return submitted && { ...submitted.done, online: true }
}

/** What the licence store holds and what has to be turned into PDF is made ready before the act, as it is for a call. */
async function submit(city: City, resident: Resident, id: string, locks: string[]) {
  const { ground } = city
  const draft = await getDraft(ground.sql, id, { id: resident.account })
  const item = await getItemVersion(ground.sql, draft.itemVersion)
  await proveLately(ground, resident, item.content)
  const prepared = await preparePapers(ground, item, draft, resident.kind)
  return attempt(city, { actor: asResident(resident), locks }, (act) => submitApplication(act, ground.keys, id, prepared))
}

/** A window that receives the item: of the general hall, else a clerk of the body. */
function findWindow(city: City, { item }: Script): Official | undefined {
  const { receiving, handling } = item.content.bodies
  const atWindows = city.pack.organisations.flatMap(({ code, superior }) => (superior === receiving ? holdersIn(city, 'window', code, null) : []))
  const windows = [...holdersIn(city, 'window', receiving, null), ...atWindows]
  const general = windows.length > 0 ? windows : holdersIn(city, 'clerk', handling, item.content.bodies.team ?? null)
  return general.length > 0 ? city.chance.pick(general) : undefined
}

async function applyAtWindow(city: City, script: Script, resident: Resident, official: Official): Promise<Opened | undefined> {
  const { ground, chance, clock } = city
  const item = await getItem(ground.sql, script.code, clock.now())
  const channel = chance.happens(shares.byPost / (shares.atWindow + shares.byPost)) ? ('post' as const) : ('window' as const)
  const window = official.posts.find((post) => post.role === 'window') ?? official.posts.find((post) => post.role === 'clerk')
  const online = chance.happens(0.7)
  const received = await attempt(city, { actor: asOfficial(official), locks: [] }, (act) => receiveAtWindow(act, ground.keys, {
    item, form: formFor(script, resident), scenario: script.scenario, others: script.others, channel, at: { body: window?.organisation ?? '', window: window?.role === 'window' ? (window.section ?? null) : null },
    applicant: { kind: resident.kind, name: resident.name, idKind: resident.idKind, idNumber: resident.idNumber, phone: resident.phone, account: online ? resident.account : null, consent: online && chance.happens(0.5) },
    materials: script.materials.map((material) => ({ material, name: '原件', sha256: '', type: '', bytes: 0, paper: true })),
    ...(channel === 'post' ? { receivedOn: dateInChina(clock.now()).subtract({ days: chance.below(3) }) } : {}),
  }))
  return received && { ...received.done, online }
}

/** Answers a correction notice, or lets it lapse. */
export function planCorrection(city: City, matter: Matter): void {
  if (!matter.online || matter.once.has('correction') || !city.chance.happens(shares.corrects)) return
  matter.once.add('correction')
  city.agenda.plan(city.clock.now().add({ minutes: Math.floor(city.chance.wait(3 * 24 * 60)) }), async () => {
    const actor = asResident(matter.resident)
    const started = await attempt(city, { actor, locks: [caseLock(matter.id)] }, (act) => startApplication(act, city.ground.keys, { correctionOf: matter.id }))
    if (!started) return
    const locks = [draftLock(started.done), caseLock(matter.id)]
    const [material] = matter.script.materials
    if (material) await attempt(city, { actor, locks }, (act) => addFile(act, started.done, { material, name: '补正.txt', ...city.paper }))
    await submit(city, matter.resident, started.done, locks)
  })
}

async function withdraw(city: City, matter: Matter): Promise<void> {
  await attempt(city, { actor: asResident(matter.resident), locks: [caseLock(matter.id)] }, (act) => withdrawCase(act, matter.id, matter.resident.account, '计划有变。'))
}

const verdictShares: { weight: number; value: Verdict }[] = [{ weight: 70, value: 1 }, { weight: 18, value: 2 }, { weight: 7, value: 3 }, { weight: 3, value: 4 }, { weight: 2, value: 5 }]
const lateVerdictShares: { weight: number; value: Verdict }[] = [{ weight: 15, value: 1 }, { weight: 20, value: 2 }, { weight: 30, value: 3 }, { weight: 20, value: 4 }, { weight: 15, value: 5 }]
const wordsOf: Record<Verdict, readonly string[]> = { 1: ['办得很快。', '一次就办好了。', '态度很好。'], 2: ['比较方便。'], 3: ['还可以。'], 4: ['等得有点久。'], 5: ['超过承诺的时间了。'] }

/** Some who were served judge it, the late ones less kindly. */
export function planReview(city: City, matter: Matter, isLate: boolean): void {
  const { chance } = city
  if (!matter.online || !chance.happens(shares.judges)) return
  const verdict = chance.pickWeighted(isLate ? lateVerdictShares : verdictShares)
  const words = chance.happens(0.3) ? chance.pick(wordsOf[verdict]) : undefined
  city.agenda.plan(city.clock.now().add({ minutes: 60 + Math.floor(chance.wait(20 * 60)) }), async () => {
    const given = await attempt(city, { actor: asResident(matter.resident), locks: [`review:${matter.id}`] }, (act) => reviewMatter(act, matter.id, { verdict, words }))
    if (given) city.tally.judged(verdict)
  })
}
