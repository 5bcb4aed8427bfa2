// How the case stands before the law of its acceptance: what is missing or not met, what was promised and until when, the promise in
// place of papers, and the place where numbers are limited. It warns; the clerk weighs it and answers once, in writing (行政许可法第三十二条).
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { itemOf } from '../api/reading.ts'
import type { Case } from '../api/types.ts'
import { Panel } from '../parts/panel.tsx'
import { formatDate, useText } from '../parts/text.ts'

function Warnings({ found }: { found: Case }) {
  const { t } = useTranslation()
  const text = useText()
  // What was promised stands below, with its day.
  const owed = new Set(found.owed.map((paper) => paper.material))
  const warnings = found.warnings.filter((warning) => warning.kind !== 'gap' || !owed.has(warning.material ?? ''))
  if (warnings.length === 0) return null
  return (
    <div className="notice">
      {t(found.state === 'accepted' ? 'standing.stillOpen' : 'standing.warnings')}
      <ul>
        {warnings.map((warning) => (
          <li key={`${warning.kind}${warning.material ?? warning.field ?? ''}`}>
            <span className="tag">{t(`standing.kind.${warning.kind}`)}</span> {text(warning.text)}
          </li>
        ))}
      </ul>
    </div>
  )
}

function Owed({ found, nameOf }: { found: Case; nameOf: (key: string) => string }) {
  const { t } = useTranslation()
  if (found.owed.length === 0) return null
  return (
    <>
      <h3>{t('standing.owed')}</h3>
      <ul className="rows">
        {found.owed.map((paper) => (
          <li key={paper.material}>
            {nameOf(paper.material)} <small className="quiet">{paper.late !== null ? t(`standing.late.${paper.late}`) : paper.metAt !== null ? t('standing.met') : paper.dueOn === null ? t('standing.noDay') : t('standing.until', { date: formatDate(paper.dueOn) })}</small>
          </li>
        ))}
      </ul>
    </>
  )
}

export function StandingPanel({ found }: { found: Case }) {
  const { t } = useTranslation()
  const text = useText()
  const item = useQuery(itemOf(found.item.code, found.item.version))
  const nameOf = (key: string) => text(item.data?.content.materials?.find((material) => material.key === key)?.name) || key
  const { commitment, place, notified } = found
  if (found.warnings.length === 0 && found.owed.length === 0 && commitment === null && place === null && notified.length === 0) return null
  return (
    <Panel title={t('standing.title')}>
      <Warnings found={found} />
      {commitment !== null && (
        <p>
          <strong>{t('standing.commitment')}</strong> {t(commitment.withdrawnAt === null ? 'standing.instead' : 'standing.takenBack', { papers: commitment.materials.map(nameOf).join('、') })}
        </p>
      )}
      <Owed found={found} nameOf={nameOf} />
      {place !== null && <p>{t(place.ahead >= place.count ? 'standing.beyond' : 'standing.place', { place: place.place, count: place.count, granted: place.granted, ahead: place.ahead })}</p>}
      {notified.length > 0 && found.state !== 'correcting' && (
        <>
          <h3>{t('standing.notified')}</h3>
          <ul className="rows">
            {notified.map((point) => (
              <li key={point.text}>{point.text}</li>
            ))}
          </ul>
        </>
      )}
    </Panel>
  )
}
