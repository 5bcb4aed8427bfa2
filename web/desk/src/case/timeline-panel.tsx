// Every act on the case in the order in which it happened, as the ledger has it.
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { timelineOf } from '../api/reading.ts'
import type { Case, Missing, TimelineEntry } from '../api/types.ts'
import { Panel } from '../parts/panel.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { formatMoment, useOutcome, useText } from '../parts/text.ts'
import { NewMark } from './changed-note.tsx'

/** What was said with the act: reasons, opinion, what is missing. Other words belong to panels of their own. */
function saidWith(entry: TimelineEntry): string[] {
  if (typeof entry.words !== 'object' || entry.words === null) return []
  const { reasons, reason, opinion, proof, request, answer, words, missing, statement, interest, place, summary } = entry.words as Record<string, unknown>
  const points = Array.isArray(missing) ? (missing as Missing[]).map((point) => point.text) : []
  return [reasons, reason, opinion, proof, request, answer, words, statement, interest, place, summary, ...points].filter((said): said is string => typeof said === 'string' && said !== '')
}

type Shown = Pick<Case, 'number' | 'steps' | 'burdens'>

function EntryLine({ entry, found, fresh }: { entry: TimelineEntry; found: Shown; fresh: boolean }) {
  const { t } = useTranslation()
  const say = useOutcome(found.burdens)
  const text = useText()
  const { outcome, element, to } = entry.facts
  const nameOf = (id: unknown) => text(found.steps.find((step) => step.element === id)?.name)
  // Where work was moved from and to.
  const way = typeof to === 'string' ? `${nameOf(element)} → ${nameOf(to)}` : ''
  const who = [entry.actor.name ?? (entry.actor.kind === 'system' ? t('case.system') : ''), text(entry.actor.organisation)]
  return (
    <li className={fresh ? 'fresh' : undefined}>
      <time>{formatMoment(entry.at)}</time>
      <div>
        <strong>{t(`act.done.${entry.kind}`, { defaultValue: entry.kind })}</strong>
        {typeof outcome === 'string' && <span> {say(outcome)}</span>}
        {way !== '' && <span> {way}</span>}
        <span className="quiet"> {who.filter((words) => words !== '').join(' · ')}</span>
        {fresh && <NewMark />}
        {entry.lawDate !== null && <span className="quiet"> {t('case.dateInLaw', { date: entry.lawDate })}</span>}
        {saidWith(entry).map((words) => (
          <blockquote key={words}>{words}</blockquote>
        ))}
      </div>
    </li>
  )
}

export function TimelinePanel({ found, fresh }: { found: Shown; fresh: ReadonlySet<string> }) {
  const { t } = useTranslation()
  const query = useQuery(timelineOf(found.number))
  return (
    <Panel title={t('case.timeline')}>
      <RefusalNotice error={query.error} again={() => void query.refetch()} />
      <ol className="timeline">
        {query.data?.items.filter((entry) => entry.kind !== 'cases.commented').map((entry) => (
          <EntryLine key={entry.id} entry={entry} found={found} fresh={fresh.has(entry.id)} />
        ))}
      </ol>
    </Panel>
  )
}
