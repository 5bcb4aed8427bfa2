// Handling in bulk: only what is favourable and needs no reasons (许可法 38); a refusal is never given in bulk. Each case has an act of its own. Pure.
import type { Item } from '#core/items'
import type { Case, CaseStep } from './case.ts'

/** The outcome that a step may be given in bulk; undefined where there is none. */
export function bulkOutcome(step: Pick<CaseStep, 'kind' | 'outcomes' | 'delegatedBy'>, row: Pick<Case, 'state'> & { suspended: boolean }, item: Pick<Item, 'content'>): string | undefined {
  if (step.delegatedBy !== null) return undefined
  if (step.kind === 'acceptance') return row.state === 'submitted' ? 'accept' : undefined
  if (step.kind === 'decision') return row.state === 'accepted' && !row.suspended && step.outcomes.includes('grant') && !needsReasons(item) ? 'grant' : undefined
  if (row.state !== 'accepted') return undefined
  return ['pass', 'done', 'agree'].find((outcome) => step.outcomes.includes(outcome) && step.kind !== 'delivery')
}

/** A decision between two parties, or one that burdens somebody, always gives its reasons: such items are handled one by one. */
function needsReasons({ content }: Pick<Item, 'content'>): boolean {
  return content.type === 'ADMIN_ADJUDICATION' || content.type === 'ADMIN_PENALTY' || content.type === 'ADMIN_COERCION'
}
