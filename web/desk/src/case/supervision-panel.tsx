// Shown where a case is, or was, late: until when it was due, who supervises it, and what the late body answered.
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { api, ask } from '../api/client.ts'
import type { Case } from '../api/types.ts'
import { Facts, Panel } from '../parts/panel.tsx'
import { formatDate, formatMoment, useText } from '../parts/text.ts'

export function SupervisionPanel({ number, lamp }: { number: string; lamp: Case['lamp'] }) {
  const { t } = useTranslation()
  const text = useText()
  const query = useQuery({ queryKey: ['case', number, 'supervision'], queryFn: () => ask(api.GET('/api/cases/{number}/supervision', { params: { path: { number } } })) })
  const found = query.data
  if (found === undefined || (found.supervision === null && lamp !== 'red')) return null
  const { supervision } = found
  return (
    <Panel title={t('after.supervision')}>
      {found.dueOn !== null && <p className="notice">{t('after.late', { day: formatDate(found.dueOn) })}</p>}
      {supervision !== null && (
        <Facts
          rows={[
            [t('after.superior'), text(supervision.superior.name)],
            [t('after.openCase'), <Link key="case" to={`/cases/${supervision.number}`}>{supervision.number}</Link>],
            [t('after.answer'), supervision.answer ?? t('after.notAnswered')],
            ['', supervision.closedAt === null ? null : t('after.closed', { at: formatMoment(supervision.closedAt) })],
          ]}
        />
      )}
    </Panel>
  )
}
