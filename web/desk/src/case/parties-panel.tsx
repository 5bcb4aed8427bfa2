// Who takes part: parties of the case, and the three organisations that receive, handle and decide.
import { useTranslation } from 'react-i18next'
import type { Case } from '../api/types.ts'
import { Facts, Panel } from '../parts/panel.tsx'
import { formatMoment, useText } from '../parts/text.ts'

export function PartiesPanel({ found }: { found: Case }) {
  const { t } = useTranslation()
  const text = useText()
  const parties = found.parties.map(
    (party) =>
      [
        t(`party.${party.role}`, { defaultValue: party.role }),
        <span key={party.name}>
          {party.name} {party.ended !== null && <span className="tag tag-refused">{t(`life.ending.${party.ended}`)}</span>} {party.role === 'third-party' && <span className="tag">{party.toldOn === null ? t('procedure.notTold') : t('procedure.toldOn', { date: party.toldOn, until: party.speakUntil })}</span>} <span className="quiet">{[party.idNumber, party.phone ?? ''].filter((words) => words !== '').join(' · ')}</span>
          {party.interest !== null && <small className="quiet"> {t('procedure.interest', { interest: party.interest })}</small>}
        </span>,
      ] as const,
  )
  return (
    <Panel title={t('case.parties')}>
      <Facts
        rows={[
          ...parties,
          [t('case.receiving'), text((found.window ?? found.receiving).name)],
          [t('case.handling'), text((found.team ?? found.handling).name)],
          [t('case.deciding'), text(found.deciding.name)],
          [t('case.openedAt'), formatMoment(found.openedAt)],
          [t('case.itemVersion'), String(found.item.version)],
        ]}
      />
    </Panel>
  )
}
