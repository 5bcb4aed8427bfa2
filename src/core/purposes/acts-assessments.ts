// The verbs of assessments: one officer makes it, another approves it or sends it back (个人信息保护法 51, 55, 56; 双人复核).
import type { Act } from '#base/act'
import { reasonsToAssess, type AssessmentContent, type StockAssessment } from '#core/packs'
import { findAccountByLogin } from '#core/people'
import { alreadyWaiting, isLive, notFound, nothingToAssess, notWaiting, outdated, partsOf, secondPerson, type Assessment } from './assessment.ts'
import { decideAssessment, findAssessment, findPurposes, insertAssessment, listAssessments } from './store.ts'

/** The lock under which the assessments of a purpose are made and decided. */
export const assessmentLock = (code: string): string => `purposes:assessment:${code}`
export const stockAssessmentsLock = 'purposes:assessments'

/** Makes an assessment of what a purpose says now. Nothing begins before another person approves it. */
export async function makeAssessment(act: Act, code: string, content: AssessmentContent): Promise<string> {
  const newest = (await findPurposes(act.tx, [code])).get(code)?.newest
  if (!newest) throw notFound({ purpose: code })
  const approved = (await listAssessments(act.tx, code)).filter(({ state }) => state === 'approved').map(({ parts }) => parts)
  if (isLive(newest.content, approved)) throw nothingToAssess({ purpose: code, for: reasonsToAssess(newest.content) })
  const [id, salt, parts] = [act.newId(), act.random.bytes(16), partsOf(newest.content)]
  if (!(await insertAssessment(act.tx, { id, code, version: newest.version, parts, content, salt, by: act.actor.id, at: act.now }))) throw alreadyWaiting({ purpose: code })
  act.record('purposes.assessed', { subject: id, facts: { purpose: code, version: newest.version, parts, risk: content.risk }, proves: { salt, content } })
  return id
}

/** Approves an assessment, by another person than who made it. From now on the purpose is lived as it was assessed. */
export async function approveAssessment(act: Act, id: string): Promise<void> {
  const one = await mustBeOthers(act, id)
  const newest = (await findPurposes(act.tx, [one.code])).get(one.code)?.newest
  if (!newest || partsOf(newest.content) !== one.parts) throw outdated({ purpose: one.code })
  await decideAssessment(act.tx, id, 'approved', act.actor.id, act.now, null)
  act.record('purposes.assessment-approved', { subject: id, facts: { purpose: one.code, version: one.version } })
}

/** Sends an assessment back, with the reason. */
export async function refuseAssessment(act: Act, id: string, reason: string): Promise<void> {
  const one = await mustBeOthers(act, id)
  await decideAssessment(act.tx, id, 'refused', act.actor.id, act.now, reason)
  act.record('purposes.assessment-refused', { subject: id, facts: { purpose: one.code, version: one.version } })
}

async function mustBeOthers(act: Act, id: string): Promise<Assessment> {
  const one = await findAssessment(act.tx, id)
  if (one?.state !== 'waiting') throw notWaiting()
  if (one.madeBy === act.actor.id) throw secondPerson()
  return one
}

/** Takes over what the demonstration city assessed before the platform, where what a purpose says now needs it and was not assessed. Answers how many. */
export async function takeOverAssessments(act: Act, stock: readonly StockAssessment[]): Promise<number> {
  let taken = 0
  for (const { purpose: code, madeBy, madeOn, approvedBy, approvedOn, ...content } of stock) {
    const standing = (await findPurposes(act.tx, [code])).get(code)
    const [maker, approver] = [await findAccountByLogin(act.tx, madeBy), await findAccountByLogin(act.tx, approvedBy)]
    if (!standing || standing.live?.version === standing.newest.version || !maker || !approver) continue
    const [id, salt, parts] = [act.newId(), act.random.bytes(16), partsOf(standing.newest.content)]
    if (!(await insertAssessment(act.tx, { id, code, version: standing.newest.version, parts, content, salt, by: maker, at: noonOf(madeOn) }))) continue
    await decideAssessment(act.tx, id, 'approved', approver, noonOf(approvedOn), null)
    act.record('purposes.assessment-taken-over', { subject: id, facts: { purpose: code, version: standing.newest.version, parts, madeBy: maker, approvedBy: approver, madeOn, approvedOn }, proves: { salt, content } })
    taken++
  }
  return taken
}

/** The pack knows the day alone. */
function noonOf(day: string): Temporal.Instant {
  return Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: 'Asia/Shanghai', plainTime: '12:00' }).toInstant()
}
