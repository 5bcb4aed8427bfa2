// The verbs: asking about a reading, which opens a case with a clock; putting off that readings of a case are shown, by law and with an end.
import type { Act } from '#base/act'
import type { Keys } from '#base/crypto'
import type { Sql } from '#base/db'
import { dateInChina } from '#base/time'
import { acceptAtOnce, applicantOf, findWholeCase, notYourStep, openCase, type Handler } from '#core/cases'
import { findServingItem } from '#core/items'
import { alreadyAsked, mustEnd, noQuestions } from './reading.ts'
import { deleteDelay, findDelayed, insertQuestion, saveDelay } from './store.ts'

export const entryLock = (entry: string): string => `readings:${entry}`
export const delayLock = (caseId: string): string => `readings:delay:${caseId}`

/** Opens the case in which a reading is explained (个人信息保护法 44, 50). `entry` is one about the actor; `told` says it in words. */
export async function askAbout(act: Act, keys: Keys, entry: string, question: string, told: { readAt: string; reader: string }): Promise<{ id: string; number: string }> {
  const account = act.actor.id
  const item = await findServingItem(act.tx, 'reading-question', act.now)
  if (!item) throw noQuestions()
  const opened = await openCase(act, {
    item, parties: [await applicantOf(act, keys, false)], scenario: {}, files: [], channel: 'web',
    form: { entry, readAt: told.readAt, reader: told.reader, question },
  })
  await acceptAtOnce(act, opened.id)
  if (!(await insertQuestion(act.tx, { entry, account, caseId: opened.id, number: opened.number, at: act.now }))) throw alreadyAsked()
  act.record('readings.asked', { subject: account, facts: { entry, case: opened.id, number: opened.number } })
  return opened
}

/** Has the readings of a case shown after a day only: where the law of an investigation says so, and with an end (个人信息保护法 18, 35). */
export async function delayReadings(act: Act, caseId: string, handler: Handler, { until, law, article }: { until: Temporal.PlainDate; law: string; article: string }): Promise<void> {
  await mustHead(act, caseId, handler)
  mustEnd(until, dateInChina(act.now))
  const salt = act.random.bytes(16)
  await saveDelay(act.tx, { caseId, until: until.toString(), law, article, by: act.actor.id, at: act.now, salt })
  act.record('readings.delayed', { subject: caseId, facts: { until: until.toString() }, proves: { salt, content: { law, article } } })
}

/** Whether the law of an investigation keeps the readings of one of these cases back today. */
export async function isInvestigated(sql: Sql, cases: readonly string[], now: Temporal.Instant): Promise<boolean> {
  return (await findDelayed(sql, cases, dateInChina(now))).size > 0
}

export async function endDelay(act: Act, caseId: string, handler: Handler): Promise<void> {
  await mustHead(act, caseId, handler)
  const was = await deleteDelay(act.tx, caseId)
  act.record('readings.delay-ended', { subject: caseId, facts: { was } })
}

/** The head of a body that handles or decides the case answers for it; whoever was only given a copy does not. */
async function mustHead(act: Act, caseId: string, handler: Handler): Promise<void> {
  const whole = await findWholeCase(act.tx, caseId)
  if (!handler.posts.some(({ role, organisation }) => role === 'head' && (organisation === whole?.case.handling || organisation === whole?.case.deciding))) throw notYourStep({ roles: ['head'] })
}
