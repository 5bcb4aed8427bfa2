// Guardianship at the window: a proof is seen by one officer and read again by another of the same body; what guardians do not agree on is settled here.
// Names and numbers are typed twice, by two, and shown to neither.
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask, sendJson } from '../api/client.ts'
import { describeDuties, useSession } from '../api/session.ts'
import type { GuardianCheck, GuardianObjection } from '../api/types.ts'
import { ActDrawer, type Body } from '../parts/act-drawer.tsx'
import type { ActField } from '../parts/act-fields.tsx'
import { ListTable } from '../parts/list.tsx'
import { ScreenHead, Waiting } from '../parts/panel.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { formatMoment } from '../parts/text.ts'
import { useKeys } from '../shell/keys.ts'
import { RegisterTabs } from './register-tabs.tsx'

const documents = ['resident-id', 'hmt-residence', 'permanent-residence', 'passport', 'hmt-travel']
const seenFields: ActField[] = [
  { name: 'guardianshipKind', kind: 'choice', required: true, options: ['minor', 'adult'], words: 'guardians.kind', first: 'minor' },
  { name: 'guardianProof', kind: 'choice', required: true, options: ['household-register', 'birth-certificate', 'court-judgment', 'designation'], words: 'guardians.proof' },
  { name: 'proofNumber', kind: 'line', required: true },
  { name: 'judgment', kind: 'line', required: true, when: { field: 'guardianshipKind', value: 'adult' } },
  { name: 'guardianUntil', kind: 'date', requiredUnless: { field: 'guardianshipKind', value: 'minor' } },
  { name: 'jointly', kind: 'choice', required: true, options: ['no', 'yes'], words: 'guardians.jointly', first: 'no' },
  { name: 'wardName', kind: 'line', required: true },
  { name: 'wardIdKind', kind: 'choice', required: true, options: documents, words: 'idKind', first: 'resident-id' },
  { name: 'wardNumber', kind: 'line', required: true },
  { name: 'wardBorn', kind: 'date' },
  { name: 'wardLogin', kind: 'line' },
  { name: 'guardianName', kind: 'line', required: true },
  { name: 'guardianIdKind', kind: 'choice', required: true, options: documents, words: 'idKind', first: 'resident-id' },
  { name: 'guardianNumber', kind: 'line', required: true },
]
const readFields: ActField[] = ['wardName', 'wardNumber', 'guardianName', 'guardianNumber'].map((name) => ({ name, kind: 'line', required: true }))
const settleFields: ActField[] = [
  { name: 'settlement', kind: 'choice', required: true, options: ['agreed', 'designated', 'judged'], words: 'guardians.settled' },
  { name: 'proofNumber', kind: 'line', required: true },
]

function seenBody(body: Body) {
  const { guardianshipKind: kind, guardianProof: proof, proofNumber: reference, judgment = null, guardianUntil: until = null, jointly } = body
  const { wardName, wardIdKind, wardNumber, wardBorn, wardLogin, guardianName, guardianIdKind, guardianNumber } = body
  return {
    kind, proof, reference, judgment, until, jointly: jointly === 'yes', guardian: { name: guardianName, idKind: guardianIdKind, idNumber: guardianNumber },
    ward: { name: wardName, idKind: wardIdKind, idNumber: wardNumber, ...(wardBorn === undefined ? {} : { born: wardBorn }), ...(wardLogin === undefined ? {} : { login: wardLogin }) },
  }
}

type Acting = { what: 'see' } | { what: 'confirm' | 'decline'; id: string } | { what: 'settle'; id: string }

function Act({ acting, onClose }: { acting: Acting; onClose: () => void }) {
  const { t } = useTranslation()
  const common = { title: t(`guardians.${acting.what}`), explanation: t(`guardians.${acting.what}About`), context: {}, stale: ['guardian-checks', 'guardian-objections'], onClose }
  if (acting.what === 'see') return <ActDrawer {...common} fields={seenFields} send={(body, key) => sendJson('/api/guardian-checks', seenBody(body), key)} />
  if (acting.what === 'decline') return <ActDrawer {...common} fields={[]} grave send={(_, key) => sendJson(`/api/guardian-checks/${acting.id}/refusal`, {}, key)} />
  if (acting.what === 'settle') return <ActDrawer {...common} fields={settleFields} send={({ settlement, proofNumber }, key) => sendJson(`/api/guardian-objections/${acting.id}/settlement`, { how: settlement, reference: proofNumber }, key)} />
  const send = ({ wardName, wardNumber, guardianName, guardianNumber }: Body, key: string) => sendJson(`/api/guardian-checks/${acting.id}/confirmation`, { ward: { name: wardName, idNumber: wardNumber }, guardian: { name: guardianName, idNumber: guardianNumber } }, key)
  return <ActDrawer {...common} fields={readFields} send={send} />
}

function Objections({ onSettle }: { onSettle: (id: string) => void }) {
  const { t } = useTranslation()
  const query = useQuery({ queryKey: ['guardian-objections'], queryFn: () => ask(api.GET('/api/guardian-objections', {})) })
  return (
    <>
      <h2>{t('guardians.objections')}</h2>
      <RefusalNotice error={query.error} again={() => void query.refetch()} />
      {query.isSuccess && (
        <ListTable<GuardianObjection>
          rows={query.data.items}
          keyOf={(row) => row.id}
          label={t('guardians.objections')}
          empty={t('guardians.noObjections')}
          columns={[
            { name: t('guardians.ward'), className: 'fit', show: (row) => row.ward },
            { name: t('guardians.objector'), className: 'fit', show: (row) => row.guardian },
            { name: t('guardians.words'), className: 'wide', show: (row) => row.words },
            { name: t('guardians.madeAt'), className: 'fit', show: (row) => <time>{formatMoment(row.madeAt)}</time> },
            {
              name: t('guardians.settle'),
              head: <span className="unseen">{t('guardians.settle')}</span>,
              className: 'fit',
              show: (row) => (
                <Button size="small" aria-label={`${t('guardians.settle')} ${row.ward}`} onClick={() => onSettle(row.id)}>
                  {t('guardians.settle')}
                </Button>
              ),
            },
          ]}
        />
      )}
    </>
  )
}

function Decide({ row, onAct }: { row: GuardianCheck; onAct: (acting: Acting) => void }) {
  const { t } = useTranslation()
  if (row.own) return <span className="quiet">{t('checks.waits')}</span>
  return (
    <>
      <Button size="small" type="primary" aria-label={`${t('guardians.confirm')} ${row.guardian}`} onClick={() => onAct({ what: 'confirm', id: row.id })}>
        {t('guardians.confirm')}
      </Button>{' '}
      <Button size="small" aria-label={`${t('guardians.decline')} ${row.guardian}`} onClick={() => onAct({ what: 'decline', id: row.id })}>
        {t('guardians.decline')}
      </Button>
    </>
  )
}

export function Guardians() {
  const { t } = useTranslation()
  const { sitsAtWindow, confirmsAccounts } = describeDuties(useSession().data)
  const query = useQuery({ queryKey: ['guardian-checks'], queryFn: () => ask(api.GET('/api/guardian-checks', {})), refetchInterval: 15_000 })
  const [acting, setActing] = useState<Acting | null>(null)
  useKeys({ a: () => sitsAtWindow && setActing({ what: 'see' }) })
  return (
    <div className="screen">
      <ScreenHead title={t('registers.guardians')} note={t('guardians.note')} tabs={<RegisterTabs />}>
        {sitsAtWindow && (
          <Button type="primary" onClick={() => setActing({ what: 'see' })}>
            {t('guardians.see')} <kbd>a</kbd>
          </Button>
        )}
      </ScreenHead>
      <RefusalNotice error={query.error} again={() => void query.refetch()} />
      {query.isPending && <Waiting />}
      {query.isSuccess && (
        <ListTable<GuardianCheck>
          rows={query.data.items}
          keyOf={(row) => row.id}
          label={t('registers.guardians')}
          empty={t('checks.none')}
          columns={[
            { name: t('guardians.guardian'), className: 'wide', show: (row) => row.guardian },
            { name: t('guardians.kindHead'), className: 'fit', show: (row) => t(`guardians.kind.${row.kind}`) },
            { name: t('guardians.proofHead'), className: 'fit', show: (row) => t(`guardians.proof.${row.proof}`) },
            { name: t('checks.seenBy'), className: 'fit', show: (row) => row.seenBy },
            { name: t('checks.seenAt'), className: 'fit', show: (row) => <time>{formatMoment(row.seenAt)}</time> },
            { name: t('checks.until'), className: 'fit', show: (row) => <time>{formatMoment(row.endsAt)}</time> },
            { name: t('guardians.confirm'), head: <span className="unseen">{t('guardians.confirm')}</span>, className: 'fit', show: (row) => <Decide row={row} onAct={setActing} /> },
          ]}
        />
      )}
      {confirmsAccounts && <Objections onSettle={(id) => setActing({ what: 'settle', id })} />}
      {acting !== null && <Act acting={acting} onClose={() => setActing(null)} />}
    </div>
  )
}
