// The verbs of a hearing: tell of the right, ask, call, set time and place, object to the presider, write the minutes, confirm them.
// Each runs under the lock of the case: the decision waits from the telling to the confirmed minutes (许可法 46–48), the clock from the call (45). 行政处罚法 63–65 ask the same before a revocation.
import { entriesOf, type Act } from '#base/act'
import { dateInChina } from '#base/time'
import { getCalendar, suspensionOf } from '#core/clock'
import { beginProcedure, concernedAccounts, endProcedure, findParties, findWholeCase, insertPresider, isReviewer, isTask, noteOnCase, notYourStep, openTask, sectionsIn, wrongState, type Handler, type PlacedParty, type WholeCase } from '#core/cases'
import { getItemVersion, type Item } from '#core/items'
import { isRevocation } from '#core/packs'
import { holdersOf, namesOf } from '#core/people'
import {
  alreadyLive, askByOf, canBeHeard, closedNeedsReason, hearingNotFound, holdByOf, holdDays, isConfirmed, mustBeTimely, notAParty, notForThisItem, notHeldYet, notPresider, objectionOpen, offeredByNotice,
  presiderIsReviewer, presiderNotOfBody, wrongStage, type Hearing, type HearingEnding,
} from './hearing.ts'
import { findHearing, findLive, listHearings, saveHearing } from './store.ts'

interface Scene {
  whole: WholeCase
  item: Item
  parties: PlacedParty[]
  today: Temporal.PlainDate
}

/** The case of a hearing, which must be accepted and undecided. */
async function openScene(act: Act, caseId: string): Promise<Scene> {
  const whole = await findWholeCase(act.tx, caseId)
  if (whole?.case.state !== 'accepted') throw wrongState({ state: whole?.case.state ?? null })
  return { whole, item: await getItemVersion(act.tx, whole.case.itemVersion), parties: await findParties(act.tx, caseId), today: dateInChina(act.now) }
}

const conducting = ['clerk', 'examiner', 'approver', 'head']

function mustConduct({ whole }: Scene, handler: Handler): void {
  const bodies = [whole.case.handling, whole.case.deciding]
  if (!handler.posts.some((post) => conducting.includes(post.role) && bodies.includes(post.organisation))) throw notYourStep({ roles: conducting })
}

/** The hearing, in one of these states. */
async function getHearing(act: Act, caseId: string, id: string, ...states: Hearing['state'][]): Promise<Hearing> {
  const one = await findHearing(act.tx, id)
  if (!one || one.caseId !== caseId) throw hearingNotFound({ hearing: id })
  if (!states.includes(one.state)) throw wrongStage({ state: one.state })
  return one
}

function partyOf({ parties }: Pick<Scene, 'parties'>, account: string): PlacedParty {
  const party = parties.find((one) => one.account === account && ['applicant', 'joint-applicant', 'agent', 'third-party', 'respondent'].includes(one.role))
  if (!party) throw notAParty()
  return party
}

const blank = { ending: null, offeredOn: null, askBy: null, askedBy: null, askedOn: null, holdBy: null, at: null, place: null, presider: null, isPublic: true, noticedOn: null, objection: null, minutes: null, minutesSalt: null, attended: [] } as const

function newHearing(act: Act, { whole }: Scene, more: Pick<Hearing, 'origin' | 'state'> & Partial<Hearing>): Hearing {
  return { id: act.newId(), caseId: whole.case.id, caseNumber: whole.case.number, ...blank, attended: [], madeAt: act.now, ...more }
}

const takesLetters = (party: PlacedParty) => party.account !== null && party.consent
const isConcerned = (party: PlacedParty) => party.role !== 'agent'

/** Tells applicant and third parties that they may ask for a hearing (47). Who gets no electronic letters was told when that is recorded. */
export async function offerHearing(act: Act, caseId: string, handler: Handler, reason: string): Promise<void> {
  const scene = await openScene(act, caseId)
  mustConduct(scene, handler)
  if (!canBeHeard(scene.item.content)) throw notForThisItem({ item: scene.item.code })
  if (isRevocation(scene.item.content)) throw offeredByNotice()
  if (await findLive(act.tx, caseId)) throw alreadyLive()
  const isTold = scene.parties.filter(isConcerned).every(takesLetters)
  const askBy = isTold ? askByOf(await getCalendar(act.tx), scene.item.content, scene.today).toString() : null
  const one = newHearing(act, scene, { origin: 'request', state: 'offered', offeredOn: scene.today.toString(), askBy })
  await saveHearing(act.tx, one)
  await beginProcedure(act, caseId, { kind: 'hearing', about: one.id, noted: { kind: 'hearings.offered', facts: { hearing: one.id, askBy, told: concernedAccounts(scene.parties) }, words: { reason } } })
}

/** 处罚法 63: the notice of a revocation offers the hearing. `id`: the procedure that it put before the decision; the days to ask run from its delivery. */
export async function offerByNotice(act: Act, caseId: string, id: string): Promise<void> {
  const scene = await openScene(act, caseId)
  const noted = { kind: 'hearings.offered-by-notice', facts: { hearing: id } }
  // Called before the notice was given: that hearing serves, and the decision waits for it.
  if (await findLive(act.tx, caseId)) return endProcedure(act, caseId, { kind: 'hearing', about: id, outcome: 'lifted', noted })
  await saveHearing(act.tx, { ...newHearing(act, scene, { origin: 'request', state: 'offered', offeredOn: scene.today.toString() }), id })
  await noteOnCase(act, caseId, noted)
}

/** The notice that offers it was delivered on a day: from then the days to ask run (处罚法 64). */
export async function startAsking(act: Act, caseId: string, { on, means }: { on: Temporal.PlainDate; means: string }): Promise<void> {
  const scene = await openScene(act, caseId)
  const live = await findLive(act.tx, caseId)
  if (live?.state !== 'offered' || live.askBy !== null) return noteOnCase(act, caseId, { kind: 'hearings.answer-known', facts: { means } })
  const askBy = askByOf(await getCalendar(act.tx), scene.item.content, on).toString()
  await saveHearing(act.tx, { ...live, askBy })
  await noteOnCase(act, caseId, { kind: 'hearings.right-told', facts: { hearing: live.id, means, askBy } })
}

/** Records that the last of the parties got the letter about the right: the days to ask run from that day. */
export async function recordOfferTold(act: Act, caseId: string, id: string, handler: Handler, { means, proof }: { means: string; proof?: string }): Promise<void> {
  const scene = await openScene(act, caseId)
  mustConduct(scene, handler)
  const one = await getHearing(act, caseId, id, 'offered')
  const askBy = askByOf(await getCalendar(act.tx), scene.item.content, scene.today).toString()
  await saveHearing(act.tx, { ...one, askBy })
  await noteOnCase(act, caseId, { kind: 'hearings.right-told', facts: { hearing: id, means, askBy }, ...(proof ? { words: { proof } } : {}) })
}

/** A party asks (47). In time, the hearing is called at once; late, or without having been told, a person decides. */
export async function askHearing(act: Act, caseId: string, account: string, reason: string): Promise<void> {
  const scene = await openScene(act, caseId)
  const party = partyOf(scene, account)
  if (!canBeHeard(scene.item.content)) throw notForThisItem({ item: scene.item.code })
  const live = await findLive(act.tx, caseId)
  if (live && live.state !== 'offered') throw alreadyLive()
  if (isRevocation(scene.item.content) && (await listHearings(act.tx, caseId)).length === 0) throw offeredByNotice()
  const asked = { askedBy: party.ordinal, askedOn: scene.today.toString() }
  const isInTime = live && (live.askBy === null || live.askBy >= scene.today.toString())
  if (isInTime) return call(act, scene, { ...live, ...asked }, { kind: 'hearings.asked', facts: { hearing: live.id, party: party.ordinal, isLate: false }, words: { reason } })
  const one = live ? { ...live, ...asked, state: 'late' as const } : newHearing(act, scene, { origin: 'request', state: 'late', ...asked })
  await saveHearing(act.tx, one)
  await beginProcedure(act, caseId, { kind: 'hearing', about: one.id, noted: { kind: 'hearings.asked', facts: { hearing: one.id, party: party.ordinal, isLate: true }, words: { reason } } })
  await openTask(act, caseId, {
    element: 'hearing-request', name: { zh: '决定是否举行听证（逾期提出）', en: 'Decide on a hearing that was asked for late' }, ...(await whoDecides(act, scene)), outcomes: ['call', 'decline'],
    noted: { kind: 'hearings.request-referred', facts: { hearing: one.id } },
  })
}

/** The head of the deciding body, or where nobody is, its approver. */
async function whoDecides(act: Act, { whole }: Scene): Promise<{ role: string; organisation: string }> {
  const organisation = whole.case.deciding
  const holders = await holdersOf(act.tx, [organisation], act.now)
  return { organisation, role: holders.some((one) => one.role === 'head') ? 'head' : 'approver' }
}

/** From the call the clock stands, where the law of the item stops it (许可法 45), and the twenty days of 许可法 47 run; 处罚法 64 names no day by which it is held. */
async function call(act: Act, scene: Scene, one: Hearing, noted: Parameters<typeof beginProcedure>[2]['noted'], expectedDays?: number): Promise<void> {
  const { content } = scene.item
  const hasLimit = one.origin === 'request' && !isRevocation(content)
  const holdBy = hasLimit ? holdByOf(await getCalendar(act.tx), scene.today) : null
  await saveHearing(act.tx, { ...one, state: 'called', holdBy: holdBy?.toString() ?? null })
  const days = expectedDays ?? (holdBy ? scene.today.until(holdBy, { largestUnit: 'days' }).days : holdDays)
  await beginProcedure(act, one.caseId, {
    kind: 'hearing', about: one.id, noted, ...(isRevocation(content) && !suspensionOf(content, 'hearing') ? {} : { stops: { kind: 'hearing', expectedDays: days, reason: '依法举行听证。' } }),
    ...(holdBy ? { limit: { kind: 'hearing' as const, days: holdDays, unit: 'working' as const, starts: 'receipt' as const, basis: { law: '中华人民共和国行政许可法', article: '第四十七条' } } } : {}),
  })
}

/** What a person decided on a late request: it is called as from today, or declined with the reasons that were written. */
export async function answerLate(act: Act, caseId: string, outcome: string, reasons: string): Promise<void> {
  const one = await findLive(act.tx, caseId)
  const whole = await findWholeCase(act.tx, caseId)
  if (one?.state !== 'late' || whole?.case.state !== 'accepted') return noteOnCase(act, caseId, { kind: 'hearings.answer-known', facts: { outcome } })
  const scene = await openScene(act, caseId)
  if (outcome === 'call') return call(act, scene, one, { kind: 'hearings.called', facts: { hearing: one.id, ground: 'late-request' }, words: { reason: reasons } })
  await close(act, one, 'declined', { kind: 'hearings.request-declined', facts: { hearing: one.id, told: askersOf(scene, one) }, words: { reasons } })
}

function askersOf({ parties }: Pick<Scene, 'parties'>, one: Hearing): string[] {
  return parties.filter((party) => party.ordinal === one.askedBy).flatMap((party) => party.account ?? [])
}

async function close(act: Act, one: Hearing, ending: HearingEnding, noted: Parameters<typeof endProcedure>[2]['noted']): Promise<void> {
  await saveHearing(act.tx, { ...one, state: 'closed', ending })
  await endProcedure(act, one.caseId, { kind: 'hearing', about: one.id, outcome: 'lifted', noted })
}

/** Calls a hearing without being asked: where law demands it, or where the matter touches the public interest (46). It is announced to the public. */
export async function callHearing(act: Act, caseId: string, handler: Handler, { ground, reason, expectedDays }: { ground: 'law' | 'public-interest'; reason: string; expectedDays: number }): Promise<void> {
  const scene = await openScene(act, caseId)
  mustConduct(scene, handler)
  if (!canBeHeard(scene.item.content)) throw notForThisItem({ item: scene.item.code })
  const live = await findLive(act.tx, caseId)
  if (live && live.state !== 'offered') throw alreadyLive()
  const one = live ?? newHearing(act, scene, { origin: 'own-motion', state: 'called' })
  await call(act, scene, one, { kind: 'hearings.called', facts: { hearing: one.id, ground }, words: { reason } }, expectedDays)
}

export interface Schedule {
  at: Temporal.Instant
  place: string
  presider: string
  isPublic: boolean
  closedReason?: string
}

/** Sets time, place and presider, and has them told seven days before (48). Naming another presider alone needs no new days. */
export async function scheduleHearing(act: Act, caseId: string, id: string, handler: Handler, { at, place, presider, isPublic, closedReason }: Schedule): Promise<void> {
  const scene = await openScene(act, caseId)
  mustConduct(scene, handler)
  const one = await getHearing(act, caseId, id, 'called', 'scheduled')
  const isSame = one.at !== null && Temporal.Instant.compare(one.at, at) === 0 && one.place === place
  if (!isSame) mustBeTimely(await getCalendar(act.tx), one, scene.today, dateInChina(at))
  // What touches everybody is heard before everybody; a secret or privacy is the only ground not to (48).
  if (!isPublic && !closedReason?.trim()) throw closedNeedsReason()
  await mustPreside(act, scene, presider)
  const replaced = one.objection?.state === 'open' && presider !== one.presider ? { ...one.objection, state: 'replaced' as const } : one.objection
  await saveHearing(act.tx, { ...one, state: 'scheduled', at, place, presider, isPublic, objection: replaced, noticedOn: isSame ? one.noticedOn : scene.today.toString() })
  const name = (await namesOf(act.tx, [presider])).get(presider)?.name ?? ''
  await noteOnCase(act, caseId, {
    kind: 'hearings.scheduled', facts: { hearing: id, at: at.toString(), presider, isPublic, told: concernedAccounts(scene.parties) },
    words: { place, at: at.toString(), presider: name, isPublic, ...(closedReason ? { closedReason } : {}) },
  })
}

/** 48: the presider is of the body and is not somebody who reviews this case. */
async function mustPreside(act: Act, scene: Scene, presider: string): Promise<void> {
  const { whole } = scene
  const holders = await holdersOf(act.tx, [whole.case.handling, whole.case.deciding], act.now)
  const sections = sectionsIn(whole.case, whole.allSteps)
  if (!holders.some((one) => one.account === presider && (one.section === null || sections.includes(one.section)))) throw presiderNotOfBody()
  if (await hasPart(act, scene, presider)) throw presiderIsReviewer()
}

/** Whether somebody reviews the case (许可法 48); before a revocation also who did any step of it or gave the notice: those are its investigators (处罚法 64). */
async function hasPart(act: Act, { whole, item }: Scene, account: string): Promise<boolean> {
  if (isReviewer(whole.allSteps, account)) return true
  if (!isRevocation(item.content)) return false
  const didStep = whole.allSteps.some((step) => [step.assignee, step.doneBy].includes(account) && !isTask(step))
  return didStep || (await entriesOf(act.tx, whole.case.id)).some((entry) => entry.kind === 'cases.intention-told' && entry.actor === account)
}

/** 申请回避 (48): a party objects to the presider; the head decides. */
export async function objectToPresider(act: Act, caseId: string, id: string, account: string, reason: string): Promise<void> {
  const scene = await openScene(act, caseId)
  const party = partyOf(scene, account)
  const one = await getHearing(act, caseId, id, 'scheduled')
  if (one.objection?.state === 'open') throw objectionOpen()
  await saveHearing(act.tx, { ...one, objection: { by: party.ordinal, state: 'open' } })
  await openTask(act, caseId, {
    element: 'hearing-presider', name: { zh: '决定听证主持人是否回避', en: 'Decide on an objection to the presider' }, ...(await whoDecides(act, scene)), outcomes: ['replace', 'keep'],
    noted: { kind: 'hearings.presider-objected', facts: { hearing: id, party: party.ordinal }, words: { reason } },
  })
}

/** What the head decided on the objection. A presider who steps down leaves the hearing without one until another is named. */
export async function answerObjection(act: Act, caseId: string, outcome: string): Promise<void> {
  const one = await findLive(act.tx, caseId)
  if (one?.objection?.state !== 'open') return noteOnCase(act, caseId, { kind: 'hearings.answer-known', facts: { outcome } })
  const isReplaced = outcome === 'replace'
  await saveHearing(act.tx, { ...one, presider: isReplaced ? null : one.presider, objection: { ...one.objection, state: isReplaced ? 'replaced' : 'kept' } })
  await noteOnCase(act, caseId, { kind: 'hearings.objection-decided', facts: { hearing: one.id, outcome } })
}

/** The presider writes the minutes after the hearing; those who came read them and confirm (48). Nobody came: they stand at once. */
export async function writeMinutes(act: Act, caseId: string, id: string, handler: Handler, { minutes, attended }: { minutes: string; attended: number[] }): Promise<void> {
  const scene = await openScene(act, caseId)
  const one = await getHearing(act, caseId, id, 'scheduled')
  if (one.objection?.state === 'open') throw objectionOpen()
  if (!one.presider || !one.at || Temporal.Instant.compare(act.now, one.at) < 0) throw notHeldYet({ at: one.at?.toString() ?? null })
  if (handler.id !== one.presider) throw notPresider()
  // Who was named and took part in the review since cannot have presided; who presided takes no part in it from now on (48).
  if (await hasPart(act, scene, handler.id)) throw presiderIsReviewer()
  await insertPresider(act.tx, caseId, handler.id)
  const places = [...new Set(attended)].filter((place) => scene.parties.some((party) => party.ordinal === place))
  const salt = act.random.bytes(16)
  act.record('hearings.minutes-written', { subject: caseId, facts: { hearing: id, attended: places }, proves: { salt, content: { minutes } } })
  await settle(act, { ...one, state: 'minuted', minutes, minutesSalt: salt, attended: places.map((place) => ({ place, answer: null, on: null })) })
}

/** A party confirms the minutes; or the presider records that it signed them on paper, or refused to. */
export async function confirmMinutes(act: Act, caseId: string, id: string, who: { account: string } | { handler: Handler; place: number; answer: 'signed' | 'refused'; reason?: string }): Promise<void> {
  const scene = await openScene(act, caseId)
  const one = await getHearing(act, caseId, id, 'minuted')
  if ('handler' in who && who.handler.id !== one.presider) throw notPresider()
  const place = 'handler' in who ? who.place : partyOf(scene, who.account).ordinal
  const answer = 'handler' in who ? who.answer : 'confirmed'
  const attendance = one.attended.find((each) => each.place === place)
  if (!attendance) throw notAParty()
  if (attendance.answer !== null) throw wrongStage({ answer: attendance.answer })
  const words = 'handler' in who && who.reason ? { reason: who.reason } : undefined
  await noteOnCase(act, caseId, { kind: 'hearings.minutes-confirmed', facts: { hearing: id, party: place, answer }, ...(words ? { words } : {}) })
  await settle(act, { ...one, attended: one.attended.map((each) => (each.place === place ? { place, answer, on: scene.today.toString() } : each)) })
}

/** The hearing is over when the minutes are confirmed: the clock runs again and the case may be decided, on this record. */
async function settle(act: Act, one: Hearing): Promise<void> {
  if (!isConfirmed(one)) return saveHearing(act.tx, one)
  await saveHearing(act.tx, { ...one, state: 'held' })
  await endProcedure(act, one.caseId, { kind: 'hearing', about: one.id, outcome: 'done', noted: { kind: 'hearings.closed', facts: { hearing: one.id, ending: 'held' } } })
}

/** Who asked takes the request back. */
export async function withdrawRequest(act: Act, caseId: string, id: string, account: string): Promise<void> {
  const scene = await openScene(act, caseId)
  const party = partyOf(scene, account)
  const one = await getHearing(act, caseId, id, 'late', 'called', 'scheduled')
  if (one.origin !== 'request' || one.askedBy !== party.ordinal) throw notAParty()
  await close(act, one, 'withdrawn', { kind: 'hearings.closed', facts: { hearing: id, ending: 'withdrawn' } })
}

/** The days to ask went by and nobody asked: the decision no longer waits. A request may still come, and reaches a person. */
export async function lapseOffer(act: Act, caseId: string, id: string): Promise<void> {
  const one = await findHearing(act.tx, id)
  const today = dateInChina(act.now).toString()
  if (one?.state !== 'offered' || one.askBy === null || one.askBy >= today) return noteOnCase(act, caseId, { kind: 'hearings.answer-known', facts: { hearing: id } })
  await close(act, one, 'lapsed', { kind: 'hearings.closed', facts: { hearing: id, ending: 'lapsed' } })
}

/** The case has ended, so its hearing has. */
export async function endWithCase(act: Act, caseId: string): Promise<void> {
  for (const one of await listHearings(act.tx, caseId)) if (one.state !== 'held' && one.state !== 'closed') await saveHearing(act.tx, { ...one, state: 'closed', ending: 'case-ended' })
  await noteOnCase(act, caseId, { kind: 'hearings.closed', facts: { ending: 'case-ended' } })
}
