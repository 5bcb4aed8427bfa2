// The verbs of a 公示: publish, object, answer, end. It ends by itself; the decision waits until then and until every objection is answered.
import type { Act } from '#base/act'
import { dateInChina } from '#base/time'
import { beginProcedure, endProcedure, findWholeCase, noteOnCase, notYourStep, wrongState, type Case, type Handler } from '#core/cases'
import { getCalendar, suspensionOf } from '#core/clock'
import { getItemVersion } from '#core/items'
import { mustBeLive } from '#core/purposes'
import { alreadyAnswered, alreadyPublic, endsOnOf, makeReceipt, mustHideParties, noPublicity, noticeNotFound, receiptUnknown, shownName, type Notice, type Objection } from './publicity.ts'
import { findNotice, findObjection, insertNotice, insertObjection, markAnswered, markNotice, noticesOf, objectionsOf } from './store.ts'

const roles = ['clerk', 'examiner', 'approver', 'head']

function mustConduct(row: Pick<Case, 'handling' | 'deciding'> | undefined, handler: Handler): void {
  if (!handler.posts.some((post) => roles.includes(post.role) && (post.organisation === row?.handling || post.organisation === row?.deciding))) throw notYourStep({ roles })
}

/** Makes an intended grant public for the days that the item's law gives. The clock stands only where that law says so. */
export async function openNotice(act: Act, caseId: string, handler: Handler, summary: string): Promise<void> {
  const whole = await findWholeCase(act.tx, caseId)
  if (whole?.case.state !== 'accepted') throw wrongState({ state: whole?.case.state ?? null })
  mustConduct(whole.case, handler)
  const { content } = await getItemVersion(act.tx, whole.case.itemVersion)
  await mustBeLive(act.tx, 'publicity')
  if (!content.publicity) throw noPublicity({ item: whole.case.item })
  if ((await noticesOf(act.tx, caseId)).some((one) => one.state !== 'closed')) throw alreadyPublic()
  mustHideParties(summary, whole.parties)
  const today = dateInChina(act.now)
  const endsOn = endsOnOf(await getCalendar(act.tx), content.publicity, today)
  const applicants = whole.parties.filter((party) => party.role === 'applicant' || party.role === 'joint-applicant')
  const notice: Notice = {
    id: act.newId(), caseId, caseNumber: whole.case.number, item: whole.case.item, itemVersion: whole.case.itemVersion, body: whole.case.deciding,
    applicant: applicants.map(shownName).join('、'), summary, salt: act.random.bytes(16), startsOn: today.toString(), endsOn: endsOn.toString(), state: 'running', madeAt: act.now,
  }
  await insertNotice(act.tx, notice)
  const stops = suspensionOf(content, 'publicity') ? { kind: 'publicity', expectedDays: today.until(endsOn, { largestUnit: 'days' }).days + 1, reason: '依法公示。' } : undefined
  await beginProcedure(act, caseId, {
    kind: 'publicity', about: notice.id, ...(stops ? { stops } : {}),
    noted: { kind: 'publicity.opened', facts: { notice: notice.id, until: notice.endsOn, days: content.publicity.days, unit: content.publicity.unit }, words: { summary } },
  })
}

export interface NewObjection {
  name: string
  contact: string
  text: string
  account: string | null
}

/** Anybody may object while the notice runs, and gets a receipt. */
export async function objectTo(act: Act, noticeId: string, given: NewObjection): Promise<Objection> {
  const notice = await findNotice(act.tx, noticeId)
  if (notice?.state !== 'running' || notice.endsOn < dateInChina(act.now).toString()) throw noticeNotFound({ notice: noticeId })
  const objection: Objection = { ...given, id: act.newId(), notice: noticeId, receipt: makeReceipt(act.random.bytes(12)), salt: act.random.bytes(16), at: act.now, answer: null, answerSalt: null, answeredBy: null, answeredAt: null }
  await insertObjection(act.tx, objection)
  // Not under the case: who objected is no party's business.
  act.record('publicity.objection-made', { subject: objection.id, facts: { notice: noticeId, case: notice.caseId }, proves: { salt: objection.salt, content: { ...given, receipt: objection.receipt } } })
  return objection
}

/** Answers an objection, before the decision. The last answer after the last day ends the 公示. */
export async function answerObjection(act: Act, caseId: string, id: string, handler: Handler, answer: string): Promise<void> {
  const objection = await findObjection(act.tx, { id })
  const notice = objection && (await findNotice(act.tx, objection.notice))
  if (!objection || notice?.caseId !== caseId) throw receiptUnknown()
  mustConduct((await findWholeCase(act.tx, caseId))?.case, handler)
  const salt = act.random.bytes(16)
  if (!(await markAnswered(act.tx, id, { text: answer, salt, by: handler.id, at: act.now }))) throw alreadyAnswered()
  act.record('publicity.objection-answered', { subject: id, facts: { notice: notice.id, case: caseId }, proves: { salt, content: { answer } } })
  if (notice.state === 'ended') await closeIfAnswered(act, notice)
}

/** The days are over. */
export async function endNotice(act: Act, noticeId: string): Promise<void> {
  const notice = await findNotice(act.tx, noticeId)
  if (notice?.state !== 'running' || notice.endsOn >= dateInChina(act.now).toString()) {
    act.record('publicity.end-not-due', { subject: noticeId, facts: {} })
    return
  }
  await markNotice(act.tx, noticeId, 'ended')
  await closeIfAnswered(act, notice)
}

async function closeIfAnswered(act: Act, notice: Notice): Promise<void> {
  const objections = await objectionsOf(act.tx, notice.id)
  const waiting = objections.filter((one) => one.answer === null).length
  if (waiting > 0) return noteOnCase(act, notice.caseId, { kind: 'publicity.ended', facts: { notice: notice.id, waiting } })
  await markNotice(act.tx, notice.id, 'closed')
  await endProcedure(act, notice.caseId, { kind: 'publicity', about: notice.id, outcome: 'done', noted: { kind: 'publicity.closed', facts: { notice: notice.id, objections: objections.length } } })
}

/** The case has ended without its 公示: the notice is taken down. */
export async function takeDown(act: Act, caseId: string): Promise<void> {
  for (const one of await noticesOf(act.tx, caseId)) if (one.state !== 'closed') await markNotice(act.tx, one.id, 'closed')
  await noteOnCase(act, caseId, { kind: 'publicity.taken-down', facts: {} })
}
