// The verbs: a case that became late gets its supervision case; the answer and the end are noted beside it.
import type { Act } from '#base/act'
import { acceptAtOnce, openCase, type WholeCase } from '#core/cases'
import { findSupervisionItem } from '#core/items'
import { findGovernment, getOrganisation } from '#core/organisations'
import { findOfLate, insertMatter, markMatter } from './store.ts'
import { superiorOf } from './supervision.ts'

/** Opens the supervision of a late case, once. Answers whether it was opened. */
export async function superviseCase(act: Act, whole: WholeCase): Promise<boolean> {
  const { case: late } = whole
  const item = await findSupervisionItem(act.tx, act.now)
  if (!item || late.dueAt === null || late.finishedAt !== null || (await findOfLate(act.tx, late.id))) {
    act.record('supervision.not-needed', { subject: late.id })
    return false
  }
  const body = await getOrganisation(act.tx, late.handling)
  const superior = superiorOf(body, await findGovernment(act.tx, body.code))
  const step = whole.allSteps.find((one) => one.state === 'open')
  const opened = await openCase(act, {
    item, parties: [], scenario: {}, files: [], channel: 'office', about: late.id, receiving: superior, bodies: { handling: late.handling, deciding: superior },
    form: { caseNumber: late.number, dueOn: late.dueAt, ...(step ? { step: step.name.zh } : {}) },
  })
  // Nobody weighs whether to take it: it is there.
  await acceptAtOnce(act, opened.id)
  await insertMatter(act.tx, { lateCase: late.id, lateNumber: late.number, dueOn: late.dueAt, supervisionCase: opened.id, number: opened.number, body: late.handling, superior, openedAt: act.now, answeredAt: null, closedAt: null })
  act.record('supervision.opened', { subject: late.id, facts: { case: late.id, supervision: opened.id, number: opened.number, due: late.dueAt, body: late.handling, superior } })
  return true
}

/** Notes that the late body has answered, or that the superior has closed it. */
export async function noteMatter(act: Act, supervisionCase: string, lateCase: string, what: 'answered' | 'closed'): Promise<void> {
  const first = await markMatter(act.tx, supervisionCase, what, act.now)
  act.record(first ? (what === 'answered' ? 'supervision.answered' : 'supervision.closed') : 'supervision.known', { subject: lateCase, facts: { case: lateCase, supervision: supervisionCase } })
}
