// Comments of colleagues on a case: words beside an entry, erasable; whoever is mentioned (@) is told. They are not part of any decision.
import { entriesOf, type Act } from '#base/act'
import { holdersOf } from '#core/people'
import { openWork, type Handler } from './acts.ts'
import { sectionsIn } from './sections.ts'
import { commentNotFound, mentionUnknown } from './refusals-desk.ts'
import { saveWork } from './store.ts'
import { bodiesOf, eraseWords } from './store-comments.ts'
import { note } from './work.ts'

export interface NewComment {
  words: string
  mentions: readonly string[]
}

/** Says something to colleagues. Mentions are accounts with a post in the bodies of the case; each gets a message. */
export async function commentCase(act: Act, caseId: string, { words, mentions }: NewComment): Promise<void> {
  const work = await openWork(act, caseId)
  const told = [...new Set(mentions)]
  const holders = told.length > 0 ? await holdersOf(act.tx, await bodiesOf(act.tx, caseId), act.now) : []
  const sections = sectionsIn(work.case, work.steps)
  if (told.some((account) => !holders.some((one) => one.account === account && (one.section === null || sections.includes(one.section))))) throw mentionUnknown()
  note(work, 'cases.commented', { told }, { words })
  await saveWork(work)
}

/** Erases the words of a comment with their salt: by who wrote it, or by a head of the bodies of the case. That there was one stays in the ledger. */
export async function eraseComment(act: Act, caseId: string, entry: string, handler: Handler): Promise<void> {
  const work = await openWork(act, caseId)
  const comment = (await entriesOf(act.tx, caseId)).find((one) => one.id === entry && one.kind === 'cases.commented')
  const isHead = handler.posts.some((post) => post.role === 'head' && [work.case.handling, work.case.deciding].includes(post.organisation))
  if (!comment || (comment.actor !== handler.id && !isHead) || !(await eraseWords(act.tx, caseId, entry))) throw commentNotFound()
  note(work, 'cases.comment-erased', { comment: entry })
  await saveWork(work)
}
