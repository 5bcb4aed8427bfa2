// 实地核查 (许可法 34): two officers or more, with a record. Binds permits wherever a process marks a step as the check that the law demands;
// other regimes where their item says so.
import type { Item } from '#core/items'
import { holdersOf } from '#core/people'
import type { CaseStep } from './case.ts'
import { officerNotInPost, twoOfficersNeeded } from './refusals-procedure.ts'
import type { Work } from './work.ts'

const permitOfficersMin = 2

/** How many officers a step asks for; 1 where it is no check on the site. */
export function officersFor({ content, process }: Pick<Item, 'content' | 'process'>, element: string): number {
  if (process.nodes.get(element)?.lawful !== 'site-check') return 1
  return content.check?.officers ?? (content.type === 'ADMIN_PERMIT' ? permitOfficersMin : 1)
}

/** Refuses a check by too few, by one who does not hold the post, or without a record. Answers the officers, the handler first. */
export async function mustCheckTogether(work: Work, step: CaseStep, handler: string, { officers = [], opinion }: { officers?: string[]; opinion?: string }): Promise<string[] | undefined> {
  const needed = officersFor(work.item, step.element)
  if (needed === 1) return undefined
  const all = [...new Set([handler, ...officers])]
  if (all.length < needed || !opinion?.trim()) throw twoOfficersNeeded({ officers: all.length, needed })
  const holders = await holdersOf(work.act.tx, [step.organisation], work.act.now)
  for (const officer of all.slice(1)) if (!holders.some((one) => one.account === officer && one.role === step.role)) throw officerNotInPost({ role: step.role, organisation: step.organisation })
  return all
}
