// The verbs: asking for a verdict, and giving it once.
import type { Act } from '#base/act'
import { findWholeCase, caseNotFound, type Case } from '#core/cases'
import { mustBeUsable } from '#support/rights'
import { alreadyReviewed, makeVisitCode, mayReview, notFinished, visitUnknown, type Invitation, type Review, type Verdict } from './review.ts'
import { findMatter, findVisit, insertInvitation, insertReview } from './store.ts'

/** Opens a matter, or a visit at a window, for one verdict. */
export async function invite(act: Act, kind: Invitation['kind'], row: Case, cause: string, body: string): Promise<void> {
  const invitation: Invitation = {
    id: act.newId(), kind, caseId: row.id, caseNumber: row.number, item: row.item, body, cause,
    code: kind === 'visit' ? makeVisitCode(act.random.bytes(12)) : null, openedAt: act.now,
  }
  const first = await insertInvitation(act.tx, invitation)
  act.record(first && kind === 'matter' ? 'reviews.invited' : 'reviews.visit-noted', { subject: invitation.id, facts: { case: row.id, item: row.item, body } })
}

export interface NewVerdict {
  verdict: Verdict
  words?: string | undefined
}

/** The applicant's verdict on a finished matter: once, never changed (国办发〔2019〕51号). */
export async function reviewMatter(act: Act, caseId: string, given: NewVerdict): Promise<Review> {
  const whole = await findWholeCase(act.tx, caseId)
  if (!whole) throw caseNotFound()
  mayReview(whole.case, whole.parties, act.actor.id)
  await mustBeUsable(act.tx, 'reviews', act.actor.id)
  const invitation = await findMatter(act.tx, caseId)
  // The invitation follows the end of the case within a second.
  if (!invitation) throw notFinished({ case: whole.case.number })
  return give(act, invitation, given, act.actor.id)
}

/** The verdict on one visit at a window, by whoever holds its code. */
export async function reviewVisit(act: Act, code: string, given: NewVerdict, account: string | null): Promise<Review> {
  const invitation = await findVisit(act.tx, code)
  if (!invitation) throw visitUnknown()
  return give(act, invitation, given, account)
}

async function give(act: Act, invitation: Invitation, { verdict, words }: NewVerdict, account: string | null): Promise<Review> {
  const { kind, caseNumber, item, body } = invitation
  const review: Review = { id: act.newId(), invitation: invitation.id, kind, caseNumber, item, body, account, verdict, words: words?.trim() || null, salt: act.random.bytes(16), source: 'active', givenAt: act.now }
  if (!(await insertReview(act.tx, review))) throw alreadyReviewed({ case: caseNumber })
  // Not under the case: its timeline is read by those who are judged. Words may have to be erased one day; the ledger never holds them.
  act.record('reviews.given', { subject: review.id, facts: { verdict, kind, item, body, source: review.source }, proves: { salt: review.salt, content: { invitation: invitation.id, verdict, words: review.words } } })
  return review
}
