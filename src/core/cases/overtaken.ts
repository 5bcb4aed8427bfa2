// Where somebody was first, the refusal names the act that came before: who did what, and when. Never its words.
import { entriesOf } from '#base/act'
import type { Ground } from '#base/context'
import { isProblem, Problem } from '#base/problem'
import { timeText } from '#base/time'
import { namesOf } from '#core/people'
import { caseFinished, stepAlreadyDone, stepClaimed, wrongState } from './refusals.ts'

const overtaken: readonly string[] = [stepAlreadyDone, stepClaimed, wrongState, caseFinished].map(({ kind }) => kind.code)
/** What only follows from an act: it says less than the act itself. */
const consequences: readonly string[] = ['cases.finished', 'cases.service-run', 'cases.rule-evaluated', 'deliveries.letter-made', 'cases.timer-fired']

/** Gives the refusal of a case again, with the latest act of another beside it; always throws. */
export async function tellOther(ground: Pick<Ground, 'sql'>, caseId: string, me: string, error: unknown): Promise<never> {
  if (!isProblem(error) || !overtaken.includes(error.code)) throw error
  const entry = (await entriesOf(ground.sql, caseId)).findLast((one) => one.actor !== me && !consequences.includes(one.kind))
  if (!entry) throw error
  const person = (await namesOf(ground.sql, [entry.actor])).get(entry.actor)
  const other = { kind: entry.kind, at: timeText(entry.at), actorKind: entry.actorKind, name: person?.name ?? null, organisation: person?.organisation?.name ?? null, outcome: entry.facts.outcome ?? null }
  throw new Problem(error.kind, { ...error.facts, other }, error.fields)
}
