// What people's data is used for, and whether each purpose was assessed; opened one by one (个人信息保护法 55, 56).
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { api, ask } from '../api/client.ts'
import { describeDuties, useSession } from '../api/session.ts'
import type { Purpose } from '../api/types.ts'
import { ListTable } from '../parts/list.tsx'
import { ScreenHead, Waiting } from '../parts/panel.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { useText } from '../parts/text.ts'
import { PurposeDrawer } from './purpose-drawer.tsx'
import { colours, stateOf } from './state.ts'

export function PurposeList() {
  const { t } = useTranslation()
  const text = useText()
  const [open, setOpen] = useState<string | null>(null)
  const query = useQuery({ queryKey: ['purposes'], queryFn: () => ask(api.GET('/api/purposes', {})) })
  const { seesRetention } = describeDuties(useSession().data)
  const rows = query.data?.items ?? []
  const shown = rows.find(({ code }) => code === open)
  return (
    <div className="screen">
      <ScreenHead title={t('purposes.title')}>{seesRetention && <Link to="/personal-data/retention">{t('retention.link')}</Link>}</ScreenHead>
      <RefusalNotice error={query.error} again={() => void query.refetch()} />
      {query.isPending && <Waiting />}
      {query.isSuccess && (
        <ListTable<Purpose>
          rows={rows}
          keyOf={(row) => row.code}
          label={t('purposes.title')}
          empty={t('purposes.none')}
          columns={[
            {
              name: t('purposes.name'),
              className: 'wide',
              show: (row) => (
                <Button type="link" size="small" className="row-link" data-row={row.code} onClick={() => setOpen(row.code)}>
                  {text(row.name)}
                </Button>
              ),
            },
            { name: t('purposes.handler'), show: (row) => <span className="clip">{text(row.handler.name)}</span> },
            { name: t('purposes.needs'), show: (row) => row.assessedFor.map((one) => t(`purposes.for.${one}`)).join(t('purposes.comma')) || t('purposes.needsNone') },
            { name: t('purposes.kept'), className: 'fit', show: (row) => text(row.retention.said) },
            { name: t('work.state'), className: 'fit', show: (row) => <span className={colours[stateOf(row)]}>{t(`purposes.state.${stateOf(row)}`)}</span> },
          ]}
        />
      )}
      {shown !== undefined && <PurposeDrawer purpose={shown} onClose={() => setOpen(null)} />}
    </div>
  )
}
