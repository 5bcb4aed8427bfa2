// What happened in a case, in words: who did what and when. Entries that only move the machinery are left out.
import type { Text } from '#engines/words'
import { html, type Child, type Html } from '../html.ts'
import { bullets } from '../parts.ts'
import { codeWord, dateWords, momentWords, outcomeWord } from '../spoken.ts'
import type { TimelineEntry } from '../shapes.ts'
import { isWordKey } from '../words.ts'
import type { Visit } from '../visit.ts'

/** `stages` names the steps that entries speak of; `burdens`: the case is against somebody. */
export function timelineList(visit: Visit, entries: readonly TimelineEntry[], { stages, burdens }: { stages: readonly { element: string; name: Text }[]; burdens: boolean }): Html {
  const told = entries.filter((entry) => !isPlain(entry) && isWordKey(`event.${kindOf(entry)}`))
  return html`<ol class="yw-timeline">${told.map((entry) => oneEntry(visit, entry, visit.t(stages.find((stage) => stage.element === entry.facts['element'])?.name), burdens))}</ol>`
}

/** Each letter says itself that it came into the own space; only other ways are told here. What became of a task an entry of its own tells. */
function isPlain({ kind, facts }: TimelineEntry): boolean {
  return (kind === 'deliveries.delivery-recorded' && facts['means'] === 'electronic') || (kind === 'cases.step-completed' && facts['task'] === true)
}

// 行政许可法 32, 50: who is silent for five days has accepted, and until a licence ends has renewed it; the timeline says so plainly.
function kindOf(entry: TimelineEntry): string {
  // What a body opens of its own accord nobody applied for.
  if (entry.facts['channel'] === 'office' || entry.facts['office'] === true) return `${entry.kind}-office`
  if (entry.facts['deemed'] !== true) return entry.kind
  return entry.kind === 'cases.decided' ? 'cases.deemed-renewed' : 'cases.deemed-accepted'
}

function oneEntry(visit: Visit, entry: TimelineEntry, step: string, burdens: boolean): Html {
  const lawDate = entry.lawDate === null ? undefined : dateWords(visit, entry.lawDate)
  const outcome = entry.facts['outcome']
  return html`<li class="yw-timeline__one"><p class="yw-timeline__what">${codeWord(visit, 'event', kindOf(entry), { step })}${typeof outcome === 'string' ? outcomeWords(visit, outcome, burdens) : ''}</p>
${saidWords(visit, entry.words)}
<p class="yw-timeline__when"><time datetime="${entry.at}">${momentWords(visit, entry.at)}</time>${whoWords(visit, entry)}${lawDate === undefined ? '' : ` · ${visit.w('case.law-date', { date: lawDate })}`}</p></li>`
}

function outcomeWords(visit: Visit, outcome: string, burdens: boolean): string {
  return isWordKey(`outcome.${outcome}`) ? `${visit.language === 'zh' ? '：' : ': '}${outcomeWord(visit, outcome, burdens)}` : ''
}

function whoWords(visit: Visit, entry: TimelineEntry): string {
  const parts = [visit.t(entry.actor.organisation), entry.actor.name ?? '']
  const who = entry.actor.kind === 'system' ? visit.w('case.by-system') : parts.filter((part) => part !== '').join(' ')
  return who === '' ? '' : ` · ${who}`
}

/** Reasons, opinions and what is missing, as they were written to the applicant. */
function saidWords(visit: Visit, words: unknown): Child {
  if (typeof words !== 'object' || words === null) return undefined
  const { reasons, reason, missing, statement, summary, place } = words as { reasons?: unknown; reason?: unknown; missing?: unknown; statement?: unknown; summary?: unknown; place?: unknown }
  const plain = [statement, summary, place].find((one) => typeof one === 'string' && one !== '')
  const said = [reasons, reason].find((one) => typeof one === 'string' && one !== '')
  const parts = Array.isArray(missing) ? missing.map((part: unknown) => (typeof part === 'object' && part !== null && 'text' in part ? String(part.text) : '')) : []
  return html`${typeof plain === 'string' ? html`<p class="govuk-body yw-tight">${plain}</p>` : ''}${typeof said === 'string' ? html`<p class="govuk-body yw-tight">${visit.w('case.reasons', { reasons: said })}</p>` : ''}${parts.length === 0 ? '' : bullets(parts)}`
}
