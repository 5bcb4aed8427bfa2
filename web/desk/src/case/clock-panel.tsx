// The clock of the case: every running limit, promised and legal, with the days left; a date reckoned without a published notice is marked.
import { useTranslation } from 'react-i18next'
import type { Case, Term } from '../api/types.ts'
import { Due } from '../parts/lamp.tsx'
import { Nothing, Panel } from '../parts/panel.tsx'
import { formatDate, useText } from '../parts/text.ts'

function TermLine({ term, suspended }: { term: Term; suspended: boolean }) {
  const { t } = useTranslation()
  const runs = term.state === 'running'
  return (
    <li className={runs ? 'term' : 'term term-ended'}>
      <span>
        <strong>{t(`term.${term.kind}`, { defaultValue: term.kind })}</strong>
        <span className="quiet"> {t(`term.days.${term.days === 0 ? 'none' : term.unit}`, { count: term.days, defaultValue: String(term.days) })}</span>
        {term.extended > 0 && <span className="quiet"> {t('clock.extended', { count: term.extended })}</span>}
      </span>
      {/* The notice and the applicant's own limit run on while the decision's clock stands. */}
      {runs ? <Due limit={{ dueAt: term.dueOn, suspended: suspended && ['promise', 'law'].includes(term.kind) }} /> : <span className="quiet">{t(`term.state.${term.state}`, { defaultValue: term.state })}</span>}
      <small className="quiet">
        {term.starts !== 'acceptance' && `${t(`term.starts.${term.starts}`, { defaultValue: '' })} `}
        {t('clock.fromTo', { from: formatDate(term.startsOn), to: formatDate(term.dueOn) })}
        {term.basis !== null && ` · ${term.basis.law}${term.basis.article ?? ''}`}
      </small>
      {term.provisional && <small className="provisional">{t('clock.provisional')}</small>}
    </li>
  )
}

export function ClockPanel({ found }: { found: Case }) {
  const { t } = useTranslation()
  const text = useText()
  const standing = found.suspensions.find((each) => each.untilOn === null)
  return (
    <Panel title={t('case.clock')}>
      {standing !== undefined && (
        <p className="notice">
          {t('clock.suspendedSince', { date: formatDate(standing.fromOn), cause: text(standing.name), count: standing.expectedDays })}
          {standing.isOverrun && <strong className="due due-red"> {t('clock.overrun', { date: formatDate(standing.expectedUntil) })}</strong>}
        </p>
      )}
      {found.extenderMissing !== null && <p className="notice">{t('clock.extenderMissing', { who: text(found.extenderMissing) })}</p>}
      {found.terms.length === 0 && <Nothing>{t('clock.none')}</Nothing>}
      <ul className="terms">
        {found.terms.map((term) => (
          <TermLine key={`${term.kind}${term.startsOn}${term.state}`} term={term} suspended={standing !== undefined} />
        ))}
      </ul>
    </Panel>
  )
}
