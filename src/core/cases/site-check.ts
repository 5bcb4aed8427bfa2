// 实地核查 (许可法 34): two officers or more, with a record. Binds permits wherever a process marks a step as the check that the law demands;
// other regimes where their item says so. Who is named as having checked confirms the record by an act of their own; before that the step is not done.
import type { Move } from '#engines/process'
import type { Item } from '#core/items'
import { holdersOf, reachesSection } from '#core/people'
import { type CaseStep, isSigner } from './case.ts'
import { checkNotYours, officerNotInPost, twoOfficersNeeded } from './refusals-procedure.ts'
import type { Work } from './work.ts'

const permitOfficersMin = 2

/** How many officers a step asks for; 1 where it is no check on the site. */
export function officersFor({ content, process }: Pick<Item, 'content' | 'process'>, { element, token }: Pick<CaseStep, 'element' | 'token'>): number {
  const node = process.nodes.get(element)
  if (node?.lawful !== 'site-check') return 1
  // Who signs beside the handler checks nothing anew; where signers alone do the step, each of their signatures would be a check by one.
  if (isSigner({ token }) && !(node.type === 'user' && node.signing)) return 1
  return content.check?.officers ?? (content.type === 'ADMIN_PERMIT' ? permitOfficersMin : 1)
}

/** Refuses a check by too few, by one who does not hold the post, or without a record. Answers the officers, the handler first. */
export async function mustCheckTogether(work: Work, step: CaseStep, handler: string, { officers = [], opinion }: { officers?: string[]; opinion?: string }): Promise<string[] | undefined> {
  const needed = officersFor(work.item, step)
  if (needed === 1) return undefined
  const all = [...new Set([handler, ...officers])]
  if (all.length < needed || !opinion?.trim()) throw twoOfficersNeeded({ officers: all.length, needed })
  const holders = await holdersOf(work.act.tx, [step.organisation], work.act.now)
  for (const officer of all.slice(1)) if (!holders.some((one) => one.account === officer && one.role === step.role && reachesSection(one, step.section))) throw officerNotInPost({ role: step.role, organisation: step.organisation })
  return all
}

/** Asks those who are named in the record to confirm it, after its handler. */
export function askToConfirm(step: CaseStep, officers: string[]): Move {
  return { type: 'add-signers', token: step.token, place: 'after', signers: officers.map((ref) => ({ unit: step.section ?? step.organisation, role: step.role, ref })), needed: true }
}

/** Who alone may do a step: the officer who confirms the record of a check. Undefined for every other step. */
export function confirmerOf(run: Work['run'], step: Pick<CaseStep, 'token'>): string | undefined {
  const [token, number] = step.token.split('.')
  const signer = run.tokens.find(({ id }) => id === token)?.signing?.signers.find(({ n }) => String(n) === number)
  return signer?.needed ? signer.ref : undefined
}

/** Refuses whoever confirms for another: neither the other holders of the post nor a deputy were there. */
export function mustConfirmOneself({ run }: Pick<Work, 'run'>, step: CaseStep, handler: string): void {
  const confirmer = confirmerOf(run, step)
  if (confirmer !== undefined && confirmer !== handler) throw checkNotYours()
}
