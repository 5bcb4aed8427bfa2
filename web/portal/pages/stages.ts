// The simple line of stages of a case, derived from its process: what is done, who has it now and until when, what is still to come.
import type { Text } from '#engines/words'
import { attribute, html, type Html } from '../html.ts'
import type { CaseView } from '../shapes.ts'
import { codeWord, dateWords, outcomeWord } from '../spoken.ts'
import type { Visit } from '../visit.ts'

/** One point of the line. `names` has several where the process may go either way. `who` and `until` stand at the current one. */
export interface Point {
  names: Text[]
  state: 'done' | 'here' | 'ahead'
  who?: Text
  until?: string
}

/** What is prepared before a decision may take one way or another; which of them comes is not known yet. */
const alternatives: readonly string[] = ['examination', 'opinion', 'work']

/** The points between submission and the end. Ways that were not taken are left out, and so is all that a finished case will not see. */
export function pointsOf(one: Pick<CaseView, 'stages' | 'steps' | 'state' | 'dueAt' | 'suspendedAt'>): Point[] {
  const last = one.stages.findLastIndex((stage) => stage.state !== 'ahead')
  const points: (Point & { kind: string })[] = []
  for (const [at, stage] of one.stages.entries()) {
    if (stage.state === 'ahead' && (at < last || one.state === 'finished')) continue
    const before = points.at(-1)
    if (stage.state === 'ahead' && before?.state === 'ahead' && before.kind === stage.kind && alternatives.includes(stage.kind)) before.names.push(stage.name)
    else points.push({ kind: stage.kind, names: [stage.name], ...standingOf(one, stage) })
  }
  return points.map(({ kind: _kind, ...point }) => point)
}

function standingOf(one: Pick<CaseView, 'steps' | 'state' | 'dueAt' | 'suspendedAt'>, { element, state }: CaseView['stages'][number]): Omit<Point, 'names'> {
  if (state !== 'current') return { state }
  // While a correction is awaited the applicant has the floor, not the office.
  if (one.state === 'correcting') return { state: 'ahead' }
  const step = one.steps.find((open) => open.element === element && open.state === 'open')
  return { state: 'here', ...(step ? { who: step.organisation.name } : {}), ...(one.dueAt !== null && one.suspendedAt === null ? { until: one.dueAt } : {}) }
}

/** The line of stages, with the current one marked for eyes and for screen readers. */
export function stageLine(visit: Visit, one: CaseView): Html {
  const first: Html = point(visit, codeWord(visit, 'stage', 'submitted'), one.state === 'correcting' ? 'here' : 'done', one.state === 'correcting' ? [codeWord(visit, 'state', 'correcting')] : [])
  const between = pointsOf(one).map(({ names, state, who, until }) => {
    const notes = [who && visit.t(who), until && visit.w('case.stage-until', { date: dateWords(visit, until) ?? '' })]
    return point(visit, names.map((name) => visit.t(name)).join(visit.language === 'zh' ? '、' : ', '), state, notes.flatMap((note) => note ?? []))
  })
  const isOver = one.state === 'finished'
  const end = isOver && one.outcome !== null ? `${codeWord(visit, 'stage', 'finished')} ${outcomeWord(visit, one.outcome, one.burdens)}` : codeWord(visit, 'stage', 'finished')
  return html`<ol class="yw-stages" aria-label="${visit.w('case.stages')}">${first}${between}${point(visit, end, isOver ? 'done' : 'ahead', [])}</ol>`
}

function point(visit: Visit, name: string, state: Point['state'], notes: readonly string[]): Html {
  return html`<li class="yw-stages__one yw-stages__one--${state}"${attribute('aria-current', state === 'here' ? 'step' : undefined)}><span class="yw-stages__name">${name}</span><span class="govuk-visually-hidden"> ${visit.w(`stage-is.${state}`)}</span>${notes.map((note) => html`<span class="yw-stages__note">${note}</span>`)}</li>`
}
