// Platforms above that sign people in for us: proposed by the system administrator, registered by a second person, ended at once; and what they register of us.
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask } from '../api/client.ts'
import { describeDuties, useSession } from '../api/session.ts'
import type { UpstreamContent, UpstreamRow } from '../api/types.ts'
import { ListAround, ListTable, useKeyset } from '../parts/list.tsx'
import { Facts, Panel, ScreenHead, Waiting } from '../parts/panel.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { formatDate, useText } from '../parts/text.ts'
import { useKeys } from '../shell/keys.ts'
import { ProposeUpstream } from './propose-upstream.tsx'
import { UpstreamDrawer } from './upstream-drawer.tsx'

const colours: Record<UpstreamRow['state'], string> = { proposed: 'tag tag-correcting', 'in-force': 'tag tag-granted', replaced: 'tag', ended: 'tag tag-refused' }

/** What the other side has to know of us. */
function Ours() {
  const { t } = useTranslation()
  const { data, error } = useQuery({ queryKey: ['upstreams', 'ours'], queryFn: () => ask(api.GET('/api/upstream-registration')) })
  return (
    <Panel title={t('upstreams.ours')}>
      <p className="quiet">{t('upstreams.oursNote')}</p>
      <RefusalNotice error={error} />
      {data === undefined && !error && <Waiting />}
      {data !== undefined && (
        <Facts
          rows={[
            [t('upstreams.returns'), <span key="returns"><code>{data.returns}</code> <span className="quiet">{t('upstreams.returnsNote')}</span></span>],
            [t('upstreams.logout'), <span key="logout"><code>{data.logout}</code> <span className="quiet">{t('upstreams.logoutNote')}</span></span>],
            [t('upstreams.key'), <code key="key">{JSON.stringify({ keys: data.keys })}</code>],
          ]}
        />
      )}
    </Panel>
  )
}

export function UpstreamList() {
  const { t } = useTranslation()
  const text = useText()
  const [proposing, setProposing] = useState<UpstreamContent | true | null>(null)
  const [open, setOpen] = useState<UpstreamRow | null>(null)
  const query = useKeyset(['upstreams', 'list'], (cursor) => ask(api.GET('/api/upstream-registrations', { params: { query: { cursor, limit: 50 } } })))
  const { opensAccounts } = describeDuties(useSession().data)
  useKeys({ a: () => opensAccounts && setProposing(true) })
  const rows = query.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <div className="screen">
      <ScreenHead title={t('shell.upstreams')}>
        {opensAccounts && (
          <Button type="primary" onClick={() => setProposing(true)}>
            {t('upstreams.propose')} <kbd>a</kbd>
          </Button>
        )}
      </ScreenHead>
      <ListAround query={query}>
        <ListTable<UpstreamRow>
          rows={rows}
          keyOf={(row) => row.id}
          label={t('shell.upstreams')}
          empty={t('upstreams.none')}
          columns={[
            {
              name: t('upstreams.name'),
              className: 'wide',
              show: (row) => (
                <Button type="link" size="small" className="row-link" data-row={row.id} onClick={() => setOpen(row)}>
                  {text(row.content.name)}
                </Button>
              ),
            },
            { name: t('upstreams.code'), className: 'fit', show: (row) => <span className="number">{row.content.code}</span> },
            { name: t('upstreams.issuer'), show: (row) => <span className="clip">{row.content.issuer}</span> },
            { name: t('upstreams.kind'), className: 'fit', show: (row) => t(`accountKind.${row.content.kind}`) },
            { name: t('work.state'), className: 'fit', show: (row) => <span className={colours[row.state]}>{t(`upstreams.state.${row.state}`)}</span> },
            { name: t('upstreams.askedBy'), className: 'fit', show: (row) => formatDate(row.askedAt) },
          ]}
        />
      </ListAround>
      <Ours />
      {proposing !== null && <ProposeUpstream before={proposing === true ? undefined : proposing} onClose={() => setProposing(null)} />}
      {open !== null && (
        <UpstreamDrawer
          row={open}
          onChange={() => {
            setProposing(open.content)
            setOpen(null)
          }}
          onClose={() => setOpen(null)}
        />
      )}
    </div>
  )
}
