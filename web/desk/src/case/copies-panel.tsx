// Who was given the case to read, by whom, and whether it was read.
import { useTranslation } from 'react-i18next'
import type { Case } from '../api/types.ts'
import { Facts, Panel } from '../parts/panel.tsx'
import { formatMoment, useText } from '../parts/text.ts'

export function CopiesPanel({ found }: { found: Case }) {
  const { t } = useTranslation()
  const text = useText()
  if (found.copies.length === 0) return null
  return (
    <Panel title={t('case.copies')}>
      <Facts
        rows={found.copies.map((copy) => [
          copy.organisation === null ? copy.to : text(copy.organisation.name),
          <span key={copy.id}>
            {copy.readAt === null ? t('case.unread') : `${t('case.readBy', { who: copy.readBy ?? '' })} ${formatMoment(copy.readAt)}`}
            <span className="quiet"> {[copy.by, formatMoment(copy.at)].join(' · ')}</span>
          </span>,
        ])}
      />
    </Panel>
  )
}
