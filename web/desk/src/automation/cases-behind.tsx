// The cases behind one figure of automatic decisions, newest first.
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { api, ask } from '../api/client.ts'
import type { Judged, JudgedCase, Watched } from '../api/types.ts'
import { ListAround, ListTable, useKeyset } from '../parts/list.tsx'
import { Panel } from '../parts/panel.tsx'
import { formatMoment, useText } from '../parts/text.ts'

export function CasesBehind({ item, what, reason }: { item: Watched; what: Judged; reason?: string | undefined }) {
  const { t } = useTranslation()
  const text = useText()
  const path = { item: item.item.code }
  const query = useKeyset(['automation', 'cases', path.item, what, reason], (cursor) => ask(api.GET('/api/automation/{item}/cases', { params: { path, query: { what, ...(reason === undefined ? {} : { reason }), ...(cursor === undefined ? {} : { cursor }), limit: 50 } } })))
  const named = [text(item.item.name), t(`automation.what.${what}`, { defaultValue: what }), reason === undefined ? '' : t(`automation.reason.${reason}`, { defaultValue: reason })]
  return (
    <Panel title={named.filter((words) => words !== '').join(' · ')}>
      <ListAround query={query}>
        <ListTable<JudgedCase>
          rows={query.data?.pages.flatMap((page) => page.items) ?? []}
          keyOf={(row) => row.number}
          label={t('automation.cases')}
          empty={t('automation.noCases')}
          columns={[
            {
              name: t('work.number'),
              className: 'fit',
              show: (row) => (
                <Link to={`/cases/${row.number}`} data-row={row.number} className="number">
                  {row.number}
                </Link>
              ),
            },
            { name: t('automation.by'), className: 'fit', show: (row) => t(`automation.decider.${row.by}`) },
            { name: t('automation.why'), className: 'wide', show: (row) => row.reasons.map((code) => t(`automation.reason.${code}`, { defaultValue: code })).join(' · ') },
            { name: t('automation.what.reversed'), show: (row) => (row.reversedBy === null ? '' : t(`automation.reversedBy.${row.reversedBy}`)) },
            { name: t('automation.at'), className: 'fit', show: (row) => formatMoment(row.at) },
          ]}
        />
      </ListAround>
    </Panel>
  )
}
