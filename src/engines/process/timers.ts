// Timers of a process: what ISO text a definition gives, and cycles that are set again. The moment itself is the caller's: this file knows no clock.
import { evaluate } from '#engines/decisions'
import { type Place, valueOf } from './data.ts'
import { type Draft, refuse } from './draft.ts'
import type { EventDefinition, TimerDefinition } from './model.ts'
import { cyclePattern, duePattern } from './read-events.ts'
import type { ProcessState, Variables } from './state.ts'

type Timer = ProcessState['timers'][number]

/** When a timer falls due first, and for a cycle what follows. */
export interface Schedule {
  due: string
  cycle?: Timer['cycle']
}

/** Reads `R3/PT10S`, `R/2030-01-01T00:00:00Z/P1D`, a duration or a moment; undefined where the text is none of them. */
export function scheduleOf(text: unknown, as: TimerDefinition['as']): Schedule | undefined {
  if (typeof text !== 'string') return undefined
  const repeated = cyclePattern.exec(text)
  if (!repeated) {
    if (!duePattern.test(text)) return undefined
    return as === 'cycle' && text.startsWith('P') ? { due: text, cycle: { every: text } } : { due: text }
  }
  const [, count = '', first, last = ''] = repeated
  const [every, from, until] = last.startsWith('P') ? [last, first, undefined] : [first ?? '', undefined, last]
  if (!duePattern.test(every) || !every.startsWith('P') || (from !== undefined && !duePattern.test(from)) || (until !== undefined && !duePattern.test(until))) return undefined
  const left = count === '' ? {} : { left: Number(count) }
  return { due: from ?? every, cycle: { every, ...left, ...(from === undefined ? {} : { from }), ...(until === undefined ? {} : { until }) } }
}

/** The schedule of a definition outside any instance, for start events. */
export function scheduleWith({ due, as }: TimerDefinition, variables: Variables): Schedule | undefined {
  return scheduleOf(typeof due === 'string' ? due : evaluate(due, variables).value, as)
}

/** The next due text of a cycle, or undefined when it is over. */
export function nextOf(cycle: NonNullable<Timer['cycle']>): Schedule | undefined {
  const { left, every, from } = cycle
  if (left !== undefined && left <= 1) return undefined
  const rest = { ...cycle, ...(left === undefined ? {} : { left: left - 1 }) }
  if (from === undefined) return { due: every, cycle: rest }
  const due = momentOf(from).toZonedDateTimeISO('UTC').add(every).toInstant().toString()
  return { due, cycle: { ...rest, from: due } }
}

/** A date (its start), a date-time with or without offset, as a moment; without offset it is UTC. */
export function momentOf(text: string): Temporal.Instant {
  if (!text.includes('T')) return Temporal.Instant.from(`${text}T00:00:00Z`)
  return Temporal.Instant.from(/(Z|[+-]\d{2}:\d{2})$/.test(text) ? text : `${text}Z`)
}

/** Starts the timers among an event's definitions. `owner`: the token or scope they live as long as. */
export function setTimers(draft: Draft, element: string, definitions: readonly EventDefinition[], owner: string, place: Place): void {
  for (const [index, definition] of definitions.entries()) {
    if (definition.kind !== 'timer') continue
    const text = typeof definition.due === 'string' ? definition.due : valueOf(draft, definition.due, place, element)
    const schedule = scheduleOf(text, definition.as) ?? refuse('process.timer-not-computable', element)
    if (schedule.cycle?.left === 0) continue
    const timer: Timer = { id: `${element}:${owner}${index === 0 ? '' : `:${index}`}`, element, token: owner, ...(schedule.cycle ? { cycle: schedule.cycle } : {}) }
    draft.timers.push(timer)
    draft.commands.push({ type: 'set-timer', timer: timer.id, element, ...dueOf(schedule) })
  }
}

function dueOf({ due, cycle }: Schedule): { due: string; until?: string } {
  return cycle?.until === undefined ? { due } : { due, until: cycle.until }
}

/** Which of its event's definitions a timer belongs to. */
export function indexOf(timer: Timer): number {
  const rest = timer.id.slice(timer.element.length + timer.token.length + 2)
  return rest === '' ? 0 : Number(rest)
}

/** Sets a cycle again, or lets the timer go. */
export function renewTimer(draft: Draft, timer: Timer): void {
  const next = timer.cycle && nextOf(timer.cycle)
  draft.timers = draft.timers.flatMap((one) => (one.id !== timer.id ? [one] : next ? [{ ...one, cycle: next.cycle }] : []))
  if (next) draft.commands.push({ type: 'set-timer', timer: timer.id, element: timer.element, ...dueOf(next) })
}

/** Stops what runs for a token or scope. */
export function cancelTimers(draft: Draft, owner: string): void {
  if (draft.timers.length === 0) return
  for (const timer of draft.timers) if (timer.token === owner) draft.commands.push({ type: 'cancel-timer', timer: timer.id })
  draft.timers = draft.timers.filter((timer) => timer.token !== owner)
}
