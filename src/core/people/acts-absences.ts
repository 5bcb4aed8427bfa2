// The verbs of leave: note it, for oneself or as head for one's people; end it early.
import type { Act } from '#base/act'
import { dateInChina } from '#base/time'
import { absenceNotFound, absenceOverlaps, deputyUnfit, mustBeDates, type Absence } from './absence.ts'
import { accountNotFound } from './account.ts'
import { endAbsence, findAbsence, insertAbsence, selectAbsences } from './store-absences.ts'
import { reachesSection } from './section.ts'
import { selectPosts } from './store-posts.ts'

export interface NewAbsence {
  account: string
  from: string
  until: string
  deputy?: string
}

/** Whom a caller may send on leave: oneself, and who holds a post in a body that the caller heads. */
async function mayManage(act: Act, account: string, headed: readonly string[]): Promise<void> {
  if (account === act.actor.id) return
  const posts = await selectPosts(act.tx, [account], act.now)
  if (!posts.some((post) => headed.includes(post.organisation))) throw accountNotFound()
}

/** Notes leave. The deputy must hold one of the same posts and be there on these days. */
export async function noteAbsence(act: Act, input: NewAbsence, headed: readonly string[]): Promise<string> {
  await mayManage(act, input.account, headed)
  const from = Temporal.PlainDate.from(input.from)
  mustBeDates(from, Temporal.PlainDate.from(input.until), dateInChina(act.now))
  if ((await selectAbsences(act.tx, [input.account], input.from, input.until)).length > 0) throw absenceOverlaps()
  if (input.deputy !== undefined) await mustBeFit(act, input.account, input.deputy, input)
  const absence: Absence = { id: act.newId(), account: input.account, from: input.from, until: input.until, deputy: input.deputy ?? null }
  await insertAbsence(act.tx, absence, act.actor.id, act.now)
  act.record('people.absence-noted', { subject: input.account, facts: { absence: absence.id, from: absence.from, until: absence.until, deputy: absence.deputy } })
  return absence.id
}

async function mustBeFit(act: Act, account: string, deputy: string, { from, until }: NewAbsence): Promise<void> {
  const posts = await selectPosts(act.tx, [account, deputy], act.now)
  const own = posts.filter((post) => post.account === account)
  const fits = deputy !== account && posts.some((post) => post.account === deputy && own.some((one) => one.role === post.role && one.organisation === post.organisation && reachesSection(post, one.section)))
  if (!fits || (await selectAbsences(act.tx, [deputy], from, until)).length > 0) throw deputyUnfit()
}

/** Ends leave early: from now on the person is there again. */
export async function endAbsenceOf(act: Act, id: string, headed: readonly string[]): Promise<void> {
  const absence = await findAbsence(act.tx, id)
  if (!absence) throw absenceNotFound()
  await mayManage(act, absence.account, headed).catch(() => { throw absenceNotFound() })
  await endAbsence(act.tx, id, act.now)
  act.record('people.absence-ended', { subject: absence.account, facts: { absence: id } })
}
