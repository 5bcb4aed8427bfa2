// 抄送: a case is given to somebody to read, a person or a unit; reading it is recorded. A copy gives no right to act.
import type { Act } from '#base/act'
import type { Sql } from '#base/db'
import { findOrganisations } from '#core/organisations'
import { holdersOf, namesOf } from '#core/people'
import { openWork, type Handler } from './acts.ts'
import { colleagueUnknown, copyNotFound, onlyToRead } from './refusals-moves.ts'
import { bodiesOf } from './store-comments.ts'
import { insertCopy, markCopyRead } from './store-copies.ts'
import { note } from './work.ts'
import { saveWork } from './store.ts'

export interface NewCopy {
  account?: string
  organisation?: string
  words?: string
}

const readerRoles = ['window', 'clerk', 'examiner', 'approver', 'head']

/** Whether a case is some organisation's to work on: it receives, handles or decides it, or has a step in it. A copy alone makes it nobody's. */
export async function isOfCase(sql: Sql, caseId: string, organisations: readonly string[]): Promise<boolean> {
  const bodies = await bodiesOf(sql, caseId)
  return bodies.some((body) => organisations.includes(body))
}

/** Refuses whoever reaches a case only because it was given to read: that one does nothing with it, and does not pass it on. */
export async function mustBeOfCase(sql: Sql, caseId: string, organisations: readonly string[]): Promise<void> {
  if (!(await isOfCase(sql, caseId, organisations))) throw onlyToRead()
}

/** Gives a case to read. Works on finished cases too: nothing of the case changes. */
export async function copyCase(act: Act, caseId: string, handler: Handler, { account, organisation, words }: NewCopy): Promise<void> {
  if ((account === undefined) === (organisation === undefined)) throw colleagueUnknown()
  const work = await openWork(act, caseId)
  await mustBeOfCase(act.tx, caseId, handler.posts.map((post) => post.organisation))
  const told = account ? [account] : [...new Set((await holdersOf(act.tx, [organisation ?? ''], act.now)).filter((one) => one.section === null || one.section === organisation).map((one) => one.account))]
  const home = account ? (await namesOf(act.tx, [account])).get(account)?.organisation : undefined
  const isKnown = account ? (await holdersOf(act.tx, home ? [home.code] : [], act.now)).some((one) => one.account === account && readerRoles.includes(one.role)) : (await findOrganisations(act.tx, [organisation ?? ''])).size > 0
  if (!isKnown) throw colleagueUnknown({ account, organisation })
  const id = act.newId()
  await insertCopy(act.tx, { id, caseId, account: account ?? null, organisation: organisation ?? null, sentBy: handler.id, sentAt: act.now.toString() })
  note(work, 'cases.copied', { copy: id, ...(organisation ? { organisation } : {}), told }, words ? { words } : undefined)
  await saveWork(work)
}

/** Records that a copy was read; the first reading counts, and only that is recorded with its time. */
export async function readCopy(act: Act, caseId: string, copy: string, handler: Handler): Promise<void> {
  const work = await openWork(act, caseId)
  const read = await markCopyRead(act.tx, { copy, caseId, account: handler.id, organisations: handler.posts.map((post) => post.section ?? post.organisation), at: act.now.toString() })
  if (!read) throw copyNotFound()
  note(work, 'cases.copy-read', { copy })
  await saveWork(work)
}
