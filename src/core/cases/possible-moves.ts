// Which moves a civil servant could make now: for buttons, like possible.ts. Targets are worked out by the engine.
import type { Caller } from '#base/http'
import { mayTakeBack } from '#engines/process'
import { holdsPost } from './acts.ts'
import { type CaseStep, inOrder, isSigner, isTask } from './case.ts'
import { mayUrge } from './hand-over.ts'
import { jumpsFor, mayMove, openedTokens, returnsFor } from './moves.ts'
import type { PossibleAct, View } from './possible.ts'

/** Moves of the open steps, urging, and taking back. */
export function moveActs(view: View, caller: Caller): PossibleAct[] {
  const open = view.steps.filter((step) => step.state === 'open')
  return [...open.flatMap((step) => actsOn(view, step, caller)), ...takeBacks(view, caller)]
}

function actsOn(view: View, step: CaseStep, caller: Caller): PossibleAct[] {
  const on = { step: step.id }
  // The process does not know a task: it is done, handed on to a colleague or urged, and not moved.
  if (isTask(step)) return [...(mayMove(step, caller) ? [{ act: 'transfer' as const, ...on }] : []), ...urging(view, step, caller)]
  if (step.delegatedBy) {
    const isMine = step.assignee === caller.id
    return [...(isMine ? [{ act: 'answer-delegation' as const, ...on }] : []), ...(step.delegatedBy === caller.id ? [{ act: 'release' as const, ...on }] : []), ...urging(view, step, caller)]
  }
  if (isSigner(step)) return [...(maySendAway(view, step, caller) ? [{ act: 'remove-signer' as const, ...on }] : []), ...urging(view, step, caller)]
  if (!mayMove(step, caller)) return urging(view, step, caller)
  const returns = returnsFor(view, step, caller)
  const jumps = jumpsFor(view, step, caller)
  const acts: PossibleAct[] = []
  if (returns.length > 0) acts.push({ act: 'return', targets: returns, ...on })
  if (step.kind !== 'acceptance' && step.kind !== 'delivery') acts.push({ act: 'add-signers', ...on })
  acts.push({ act: 'transfer', ...on })
  if (holdsPost(step, caller)) acts.push({ act: 'delegate', ...on })
  if (jumps.length > 0) acts.push({ act: 'jump', targets: jumps, ...on })
  return [...acts, ...urging(view, step, caller)]
}

/** Only a signer that was added, and has not signed, can be sent away. */
function maySendAway({ steps, run }: View, step: CaseStep, caller: Caller): boolean {
  const [token = '', number] = step.token.split('.')
  const signer = run.tokens.find(({ id }) => id === token)?.signing?.signers.find(({ n }) => String(n) === number)
  if (!signer || signer.declared || signer.vote) return false
  const main = steps.findLast((one) => one.token === token)
  return (main !== undefined && mayMove({ ...main, assignee: main.assignee ?? main.doneBy }, caller)) || holdsPost({ ...step, role: 'head' }, caller)
}

function urging({ case: row, now }: View, step: CaseStep, caller: Caller): PossibleAct[] {
  const isOfCase = caller.posts.some((post) => [row.receiving, row.handling, row.deciding].includes(post.organisation))
  const isOwn = step.assignee === caller.id || (step.assignee === null && holdsPost(step, caller))
  return isOfCase && !isOwn && mayUrge(step, now) ? [{ act: 'urge', step: step.id }] : []
}

function takeBacks({ steps, run, item, case: row }: View, caller: Caller): PossibleAct[] {
  if (row.state === 'finished') return []
  const latest = new Map(inOrder(steps).filter((step) => !isSigner(step) && !isTask(step)).map((step) => [step.element, step]))
  const opened = openedTokens(steps)
  return [...latest.values()].filter((step) => step.state === 'done' && step.doneBy === caller.id && mayTakeBack(item.process, run, step.element, opened)).map((step) => ({ act: 'take-back', step: step.id }))
}

/** Giving copies, and reading those one was given. */
export function readingActs({ case: row, copies }: View, caller: Caller): PossibleAct[] {
  const isOfCase = caller.posts.some((post) => [row.receiving, row.handling, row.deciding].includes(post.organisation))
  const unread = copies.filter((copy) => copy.readAt === null && (copy.account === caller.id || caller.posts.some((post) => (post.section ?? post.organisation) === copy.organisation)))
  return [...unread.map((copy) => ({ act: 'read-copy' as const, copy: copy.id })), ...(isOfCase ? [{ act: 'copy' as const }] : [])]
}
