// The verbs: asking about a reading, which opens a case with a clock; putting off that readings of a case are shown, by law, by two and with an end.
import { actorsOf, type Act } from '#base/act'
import type { Keys } from '#base/crypto'
import type { Sql } from '#base/db'
import { dateInChina } from '#base/time'
import { acceptAtOnce, applicantOf, casesOfAccounts, findParties, findWholeCase, notYourStep, openCase, type Handler } from '#core/cases'
import { findServingItem } from '#core/items'
import { formerAccountsOf } from '#core/people'
import { licencesOfCase } from '#support/licences'
import { alreadyAsked, kindsByStaff, mustEnd, mustHideOthers, noQuestions } from './reading.ts'
import { closeDelay, findDelayed, findFirstOrder, insertQuestion, saveDelay } from './store.ts'

export const entryLock = (entry: string): string => `readings:${entry}`
export const delayLock = (number: string): string => `readings:delay:${number}`

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

interface Order {
  until: Temporal.PlainDate
  law: string
  article: string
  proposal: string
  askedBy: string
}

/** Has the readings of a case shown after a day only, where a second person confirmed it (个人信息保护法 18, 35). */
export async function delayReadings(act: Act, caseId: string, { until, law, article, proposal, askedBy }: Order): Promise<void> {
  await mustBeDelayable(act, caseId, until, [askedBy, act.actor.id])
  const salt = act.random.bytes(16)
  await saveDelay(act.tx, { caseId, until: until.toString(), law, article, by: askedBy, confirmedBy: act.actor.id, at: act.now, salt })
  act.record('readings.delayed', { subject: caseId, facts: { until: until.toString(), proposal }, proves: { salt, content: { law, article } } })
}

/** Refuses a delay that never ends by orders in a row, and one that hides nothing but what these people read themselves. */
export async function mustBeDelayable(act: Act, caseId: string, until: Temporal.PlainDate, by: readonly string[]): Promise<void> {
  const today = dateInChina(act.now)
  const first = await findFirstOrder(act.tx, caseId)
  mustEnd(until, today, first ? dateInChina(first) : today)
  mustHideOthers(await readersOf(act.tx, caseId), by)
}

/** Who was told something of a case, or of the licences that came of it. */
async function readersOf(sql: Sql, caseId: string): Promise<string[]> {
  const accounts = (await findParties(sql, caseId)).flatMap(({ account }) => account ?? [])
  const former = (await formerAccountsOf(sql, accounts)).map(({ account }) => account)
  const licences = (await licencesOfCase(sql, caseId)).map(({ licence }) => licence)
  return actorsOf(sql, [...accounts, ...former], kindsByStaff, [caseId, ...licences])
}

/** Whether the law of an investigation keeps the readings of a case of this account back today. */
export async function isInvestigated(sql: Sql, account: string, now: Temporal.Instant): Promise<boolean> {
  const cases = (await casesOfAccounts(sql, [account])).map(({ id }) => id)
  return (await findDelayed(sql, cases, dateInChina(now))).size > 0
}

export async function endDelay(act: Act, caseId: string, handler: Handler): Promise<void> {
  await mustHead(act, caseId, handler)
  const was = await closeDelay(act.tx, caseId, act.now)
  act.record('readings.delay-ended', { subject: caseId, facts: { was } })
}

/** The head of a body that handles or decides the case answers for it; whoever was only given a copy does not. */
async function mustHead(act: Act, caseId: string, handler: Handler): Promise<void> {
  const whole = await findWholeCase(act.tx, caseId)
  if (!handler.posts.some(({ role, organisation }) => role === 'head' && (organisation === whole?.case.handling || organisation === whole?.case.deciding))) throw notYourStep({ roles: ['head'] })
}
