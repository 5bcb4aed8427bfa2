// When somebody is asked: at the end of every matter, also a refused or withdrawn one, and after each visit at a window.
import type { Entry, Follower } from '#base/act'
import type { Ground } from '#base/context'
import { caseLock, findCaseParties, systemActor } from '#core/cases'
import { findRectificationItem } from '#core/items'
import { invite } from './acts.ts'
import { progressOf } from './rectification.ts'
import { closeRectification, noteProgress, openRectification, rectificationLock } from './rectify.ts'
import { isGood, needsPaperCode } from './review.ts'
import { findByCause } from './store.ts'
import { findRectification, findReview, listRectifications } from './store-rectifications.ts'

/** Follows cases. */
export function reviewFollower(ground: Ground): Follower {
  return {
    name: 'reviews', owner: 'system-admin',
    on: {
      'cases.finished': (entry) => ask(ground, entry, 'matter'),
      'cases.opened': (entry) => (entry.facts.channel === 'window' ? ask(ground, entry, 'visit') : Promise.resolve()),
      'cases.delivered': (entry) => (entry.facts.means === 'window' ? ask(ground, entry, 'visit') : Promise.resolve()),
      'reviews.given': (entry) => answerVerdict(ground, entry),
      'cases.step-completed': (entry) => follow(ground, entry, 'progress'),
      'cases.decided': (entry) => follow(ground, entry, 'end'),
    },
  }
}

/** A bad verdict opens the case that answers it, once, where the place has an item for it. */
async function answerVerdict(ground: Ground, entry: Entry): Promise<void> {
  if (isGood(Number(entry.facts.verdict)) || entry.facts.source !== 'active') return
  if (!(await findReview(ground.sql, entry.subject)) || (await listRectifications(ground.sql, [entry.subject])).length > 0) return
  if (!(await findRectificationItem(ground.sql, ground.clock.now()))) return
  await ground.runAct({ actor: systemActor, locks: [rectificationLock(entry.subject)] }, (act) => openRectification(act, entry.subject))
}

async function follow(ground: Ground, entry: Entry, what: 'progress' | 'end'): Promise<void> {
  if (what === 'progress' && progressOf(String(entry.facts.outcome)) === undefined) return
  const one = await findRectification(ground.sql, entry.subject)
  if (!one || (what === 'end' && one.closedAt !== null)) return
  await ground.runAct({ actor: systemActor, locks: [rectificationLock(one.review), caseLock(entry.subject)] }, (act) => (what === 'end' ? closeRectification(act, entry.subject) : noteProgress(act, entry)))
}

/** A visit that a paper must carry: its code, and the address where it is judged. */
export interface VisitOnPaper {
  code: string
  address: string
}

/** The visit an entry tells of, opened for one verdict where it was not yet; undefined where it was none, or the applicant has an account. */
export async function visitOnPaper(ground: Ground, entry: Entry): Promise<VisitOnPaper | undefined> {
  if (entry.facts.channel !== 'window') return undefined
  await ask(ground, entry, 'visit')
  const [visit, whole] = [await findByCause(ground.sql, entry.id), await findCaseParties(ground.sql, entry.subject)]
  if (!visit?.code || !whole || !needsPaperCode(whole.parties)) return undefined
  return { code: visit.code, address: addressOf(ground, visit.code) }
}

/** Where a visit is judged by its code. */
export function addressOf({ origin }: Pick<Ground, 'origin'>, code: string): string {
  return `${origin}/review/${code}`
}

async function ask(ground: Ground, entry: Entry, kind: 'matter' | 'visit'): Promise<void> {
  if (await findByCause(ground.sql, entry.id)) return
  const whole = await findCaseParties(ground.sql, entry.subject)
  // What answers a verdict has nobody who was served, and is not judged itself.
  if (!whole || whole.parties.length === 0) return
  const { case: row } = whole
  // A matter is judged by who handled it, a visit by whose window it was.
  const body = kind === 'matter' ? row.handling : row.receiving
  await ground.runAct({ actor: systemActor, locks: [`review:${entry.id}`] }, (act) => invite(act, kind, row, entry.id, body))
}
