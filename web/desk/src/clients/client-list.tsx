// Systems of others that sign people in through us: proposed by the system administrator, registered by the security administrator, read by the auditor.
import { Button, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask } from '../api/client.ts'
import { describeDuties, useSession } from '../api/session.ts'
import type { ClientContent, ClientRow } from '../api/types.ts'
import { ListAround, ListTable, useKeyset } from '../parts/list.tsx'
import { ScreenHead } from '../parts/panel.tsx'
import { formatDate, useText } from '../parts/text.ts'
import { useKeys } from '../shell/keys.ts'
import { ClientDrawer } from './client-drawer.tsx'
import { ProposeClient } from './propose-client.tsx'

const states = ['proposed', 'in-force', 'refused', 'replaced', 'ended'] as const
const colours: Record<ClientRow['state'], string> = { proposed: 'tag tag-correcting', 'in-force': 'tag tag-granted', refused: 'tag tag-refused', replaced: 'tag', ended: 'tag tag-refused' }

export function ClientList() {
  const { t } = useTranslation()
  const text = useText()
  const [state, setState] = useState<ClientRow['state'] | undefined>()
  const [proposing, setProposing] = useState<ClientContent | true | null>(null)
  const [open, setOpen] = useState<ClientRow | null>(null)
  const query = useKeyset(['clients', state], (cursor) => ask(api.GET('/api/clients', { params: { query: { state, cursor, limit: 50 } } })))
  const { opensAccounts } = describeDuties(useSession().data)
  useKeys({ a: () => opensAccounts && setProposing(true) })
  const rows = query.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <div className="screen">
      <ScreenHead title={t('shell.clients')}>
        <Select className="kind-choice" allowClear value={state ?? null} placeholder={t('clients.allStates')} aria-label={t('work.state')} options={states.map((name) => ({ value: name, label: t(`clients.state.${name}`) }))} onChange={(chosen: ClientRow['state'] | null) => setState(chosen ?? undefined)} />
        {opensAccounts && (
          <Button type="primary" onClick={() => setProposing(true)}>
            {t('clients.propose')} <kbd>a</kbd>
          </Button>
        )}
      </ScreenHead>
      <ListAround query={query}>
        <ListTable<ClientRow>
          rows={rows}
          keyOf={(row) => row.id}
          label={t('shell.clients')}
          empty={t('clients.none')}
          columns={[
            {
              name: t('clients.name'),
              className: 'wide',
              show: (row) => (
                <Button type="link" size="small" className="row-link" data-row={row.id} onClick={() => setOpen(row)}>
                  {text(row.content.name)}
                </Button>
              ),
            },
            { name: t('clients.code'), className: 'fit', show: (row) => <span className="number">{row.content.code}</span> },
            { name: t('clients.organisation'), show: (row) => <span className="clip">{text(row.organisation.name)}</span> },
            { name: t('work.state'), className: 'fit', show: (row) => <span className={colours[row.state]}>{t(`clients.state.${row.state}`)}</span> },
            { name: t('clients.proposedOn'), className: 'fit', show: (row) => formatDate(row.proposedAt) },
          ]}
        />
      </ListAround>
      {proposing !== null && <ProposeClient before={proposing === true ? undefined : proposing} onClose={() => setProposing(null)} />}
      {open !== null && (
        <ClientDrawer
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
