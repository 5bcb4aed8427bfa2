// The verbs of bad verdicts: opening the case that answers one, noting what was done, telling the caller whom to call, a few words more.
// The case names neither the person nor the matter: those who were judged read it (国办发〔2019〕51号: 保护评价人).
import { entriesOf, type Act, type Entry } from '#base/act'
import { acceptCase, deliverElectronically, findWholeCase, findWords, openCase, systemActor, type Handler, type WholeCase } from '#core/cases'
import { findRectificationItem, getItemVersion } from '#core/items'
import type { PlatformPurpose } from '#core/packs'
import { alreadyFollowedUp, contactNotDue, progressOf, reviewNotFound, type Rectification } from './rectification.ts'
import { isGood, isServed } from './review.ts'
import { addFollowUp, findRectification, findReview, insertRectification, markMistaken, updateRectification } from './store-rectifications.ts'

export const rectificationLock = (review: string): string => `rectification:${review}`

/** Opens the case that answers a bad verdict; nothing where the place has no item for it, or there is one already. */
export async function openRectification(act: Act, reviewId: string): Promise<void> {
  const review = await findReview(act.tx, reviewId)
  const item = await findRectificationItem(act.tx, act.now)
  if (!review || !item || isGood(review.verdict) || review.source !== 'active') throw new Error(`the verdict ${reviewId} asks for no answer`)
  const matter = await findWholeCase(act.tx, review.caseId)
  if (!matter) throw new Error(`the matter of verdict ${reviewId} does not exist`)
  const judged = await getItemVersion(act.tx, matter.case.itemVersion)
  const opened = await openCase(act, {
    item, parties: [], scenario: {}, files: [], about: review.id, channel: 'system', recused: await handlersOf(act, matter),
    form: { itemName: judged.content.name.zh, kind: review.kind, verdict: String(review.verdict), ...(review.words ? { words: review.words } : {}) },
    bodies: { handling: review.body, deciding: item.content.bodies.deciding },
  })
  // Nobody weighs whether a bad verdict is taken up: it is, and its limit runs from the day it was given.
  const step = (await findWholeCase(act.tx, opened.id))?.allSteps.find((one) => one.kind === 'acceptance' && one.state === 'open')
  if (step) await acceptCase(act, opened.id, { id: systemActor.id, posts: [{ role: step.role, organisation: step.organisation }] })
  const row: Rectification = {
    review: review.id, caseId: opened.id, caseNumber: opened.number, item: review.item, body: review.body, openedAt: act.now, measure: null, answer: null, salt: null, answeredAt: null,
    appealedAt: null, satisfaction: null, calledAt: null, mistaken: false, closedAt: null,
  }
  if (!(await insertRectification(act.tx, row))) throw new Error(`the verdict ${reviewId} is being answered already`)
  act.record('reviews.rectification-opened', { subject: review.id, facts: { case: opened.id, body: review.body } })
}

/** Every civil servant who had a hand in a matter: whoever received, took, completed or decided something. */
async function handlersOf(act: Act, matter: WholeCase): Promise<string[]> {
  const actors = (await entriesOf(act.tx, matter.case.id)).filter((entry) => entry.actorKind === 'staff').map((entry) => entry.actor)
  return [...actors, ...matter.allSteps.flatMap(({ doneBy, assignee }) => [doneBy, assignee])].filter((one): one is string => one !== null && one !== systemActor.id)
}

/** Notes what a step of the case says: answered, appealed, called back, found mistaken. */
export async function noteProgress(act: Act, entry: Entry): Promise<void> {
  const one = await findRectification(act.tx, entry.subject)
  const progress = progressOf(String(entry.facts.outcome))
  if (!one || !progress) return void act.record('reviews.progress-known', { subject: entry.subject })
  const words = (await findWords(act.tx, entry.subject)).find((word) => word.entry === entry.id)?.content as { opinion?: string } | undefined
  const said = words?.opinion?.trim() || null
  if (progress.kind === 'answered') Object.assign(one, { measure: progress.measure, answer: said, salt: act.random.bytes(16), answeredAt: said === null ? null : act.now })
  if (progress.kind === 'appealed') one.appealedAt = act.now
  if (progress.kind === 'called') Object.assign(one, { satisfaction: progress.satisfaction, calledAt: act.now })
  if (progress.kind === 'mistaken') one.mistaken = true
  await updateRectification(act.tx, one)
  const kinds = { answered: 'reviews.answered', appealed: 'reviews.appealed', called: 'reviews.called-back', mistaken: 'reviews.found-mistaken', upheld: 'reviews.appeal-refused' } as const
  act.record(kinds[progress.kind], {
    subject: one.review, facts: { ...(progress.kind === 'answered' ? { measure: progress.measure } : {}), ...(progress.kind === 'called' ? { satisfaction: progress.satisfaction } : {}) },
    ...(one.salt && progress.kind === 'answered' ? { proves: { salt: one.salt, content: { answer: one.answer } } } : {}),
  })
}

/** Ends the case once the desk has closed it: the answer lies in the person's own space, nothing has to be handed over. */
export async function closeRectification(act: Act, caseId: string): Promise<void> {
  const one = await findRectification(act.tx, caseId)
  if (!one) throw new Error(`case ${caseId} answers no verdict`)
  if (one.mistaken) await markMistaken(act.tx, one.review, act.now)
  await updateRectification(act.tx, { ...one, closedAt: act.now })
  await deliverElectronically(act, caseId)
  act.record('reviews.rectification-closed', { subject: one.review, facts: { mistaken: one.mistaken } })
}

export interface Contact {
  name: string
  phone: string | null
}

/** Whom to call back: told to whoever has the call-back in hand, and recorded. */
export async function readContact(act: Act, caseId: string, handler: Handler): Promise<Contact> {
  const one = await findRectification(act.tx, caseId)
  const whole = one && (await findWholeCase(act.tx, caseId))
  const mine = whole?.allSteps.find((step) => step.state === 'open' && step.assignee === handler.id && step.outcomes.includes('satisfied') && step.organisation !== one?.body)
  const review = mine && one ? await findReview(act.tx, one.review) : undefined
  const matter = review && (await findWholeCase(act.tx, review.caseId))
  if (!one || !review || !matter) throw contactNotDue()
  const served = matter.parties.filter((party) => party.role === 'applicant' || party.role === 'joint-applicant')
  const person = served.find((party) => party.account === review.account && isServed(matter.parties, review.account ?? undefined)) ?? served[0]
  // Of the person, who sees it among who read the own data, beside what was read of the matter itself.
  act.record('reviews.contact-read', { subject: person?.account ?? one.review, facts: { case: caseId, of: 'case', about: review.caseId, what: 'contact', purpose: 'reviews' satisfies PlatformPurpose, role: mine?.role ?? null, organisation: mine?.organisation ?? null } })
  return { name: person?.name ?? '', phone: person?.phone ?? null }
}

/** A few words more, once; the first verdict stays as it was given (追评). */
export async function followUp(act: Act, id: string, words: string): Promise<void> {
  const review = await findReview(act.tx, id, act.actor)
  if (!review) throw reviewNotFound()
  const salt = act.random.bytes(16)
  if (!(await addFollowUp(act.tx, id, act.actor, words, salt, act.now))) throw alreadyFollowedUp()
  act.record('reviews.followed-up', { subject: id, facts: {}, proves: { salt, content: { words } } })
}
