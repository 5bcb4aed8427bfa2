// Documents seen in person (当面核对): a window notes whom it saw with which document; a colleague in another role reads it again and confirms. Name and
// number are typed twice, by two, and shown to neither.
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask, sendJson } from '../api/client.ts'
import { describeDuties, useSession } from '../api/session.ts'
import type { IdentityCheck } from '../api/types.ts'
import { ActDrawer, type Body } from '../parts/act-drawer.tsx'
import type { ActField } from '../parts/act-fields.tsx'
import { ListTable } from '../parts/list.tsx'
import { ScreenHead, Waiting } from '../parts/panel.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { formatMoment, useText } from '../parts/text.ts'
import { useKeys } from '../shell/keys.ts'
import { RegisterTabs } from './register-tabs.tsx'

const seenFields: ActField[] = [
  { name: 'accountLogin', kind: 'line', required: true },
  { name: 'partyName', kind: 'line', required: true },
  { name: 'idKind', kind: 'choice', required: true, options: ['resident-id', 'hmt-residence', 'permanent-residence', 'passport', 'hmt-travel'], words: 'idKind', first: 'resident-id' },
  { name: 'documentNumber', kind: 'line', required: true },
  { name: 'documentUntil', kind: 'date' },
]
const readFields: ActField[] = [
  { name: 'partyName', kind: 'line', required: true },
  { name: 'documentNumber', kind: 'line', required: true },
]

type Acting = { what: 'see' } | { what: 'confirm' | 'decline'; check: IdentityCheck }

function Act({ acting, onClose }: { acting: Acting; onClose: () => void }) {
  const { t } = useTranslation()
  const common = { title: t(`checks.${acting.what}`), explanation: t(`checks.${acting.what}About`), context: {}, stale: ['identity-checks'], onClose }
  if (acting.what === 'see') {
    const send = ({ accountLogin, partyName, idKind, documentNumber, documentUntil }: Body, key: string) => sendJson('/api/identity-checks', { login: accountLogin, name: partyName, idKind, idNumber: documentNumber, validUntil: documentUntil ?? null }, key)
    return <ActDrawer {...common} fields={seenFields} send={send} />
  }
  const { id } = acting.check
  if (acting.what === 'decline') return <ActDrawer {...common} fields={[]} grave send={(_, key) => sendJson(`/api/identity-checks/${id}/refusal`, {}, key)} />
  return <ActDrawer {...common} fields={readFields} send={({ partyName, documentNumber }, key) => sendJson(`/api/identity-checks/${id}/confirmation`, { name: partyName, idNumber: documentNumber }, key)} />
}

export function Checks() {
  const { t } = useTranslation()
  const text = useText()
  const { seesDocuments, confirmsDocuments } = describeDuties(useSession().data)
  const query = useQuery({ queryKey: ['identity-checks'], queryFn: () => ask(api.GET('/api/identity-checks', {})), refetchInterval: 15_000 })
  const [acting, setActing] = useState<Acting | null>(null)
  useKeys({ a: () => seesDocuments && setActing({ what: 'see' }) })
  return (
    <div className="screen">
      <ScreenHead title={t('registers.checks')} note={t('checks.note')} tabs={<RegisterTabs />}>
        {seesDocuments && (
          <Button type="primary" onClick={() => setActing({ what: 'see' })}>
            {t('checks.see')} <kbd>a</kbd>
          </Button>
        )}
      </ScreenHead>
      <RefusalNotice error={query.error} again={() => void query.refetch()} />
      {query.isPending && <Waiting />}
      {query.isSuccess && (
        <ListTable<IdentityCheck>
          rows={query.data.items}
          keyOf={(row) => row.id}
          label={t('registers.checks')}
          empty={t('checks.none')}
          columns={[
            { name: t('checks.name'), className: 'wide', show: (row) => row.name },
            { name: t('field.idKind'), show: (row) => t(`idKind.${row.idKind}`, { defaultValue: row.idKind }) },
            { name: t('checks.seenBy'), show: (row) => row.seenBy },
            { name: t('board.body'), show: (row) => <span className="clip">{text(row.organisation.name)}</span> },
            { name: t('checks.seenAt'), className: 'fit', show: (row) => <time>{formatMoment(row.seenAt)}</time> },
            { name: t('checks.until'), className: 'fit', show: (row) => <time>{formatMoment(row.endsAt)}</time> },
            {
              name: t('checks.confirm'),
              head: <span className="unseen">{t('checks.confirm')}</span>,
              className: 'fit',
              show: (row) => {
                if (!confirmsDocuments || row.own) return <span className="quiet">{t('checks.waits')}</span>
                return (
                  <>
                    <Button size="small" type="primary" data-row={row.id} aria-label={`${t('checks.confirm')} ${row.name}`} onClick={() => setActing({ what: 'confirm', check: row })}>
                      {t('checks.confirm')}
                    </Button>{' '}
                    <Button size="small" aria-label={`${t('checks.decline')} ${row.name}`} onClick={() => setActing({ what: 'decline', check: row })}>
                      {t('checks.decline')}
                    </Button>
                  </>
                )
              },
            },
          ]}
        />
      )}
      {acting !== null && <Act acting={acting} onClose={() => setActing(null)} />}
    </div>
  )
}
