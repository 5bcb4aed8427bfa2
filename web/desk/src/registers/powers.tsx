// Powers of attorney on paper: one officer of the window takes it with its scan, another of the same body reads it again. Names and numbers are typed
// twice, by two, and shown to neither; for what and until when is shown, to be compared with the paper.
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask, sendJson } from '../api/client.ts'
import { describeDuties, useSession } from '../api/session.ts'
import type { PowerCheck } from '../api/types.ts'
import { storeScan } from '../intake/send-intake.ts'
import { ActDrawer, type Body } from '../parts/act-drawer.tsx'
import type { ActField } from '../parts/act-fields.tsx'
import { ListTable } from '../parts/list.tsx'
import { ScreenHead, Waiting } from '../parts/panel.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { formatMoment } from '../parts/text.ts'
import { useKeys } from '../shell/keys.ts'
import { RegisterTabs } from './register-tabs.tsx'

const documents = ['resident-id', 'hmt-residence', 'permanent-residence', 'passport', 'hmt-travel']
const takeFields: ActField[] = [
  { name: 'powerReference', kind: 'line', required: true },
  { name: 'powerScan', kind: 'scan', required: true },
  { name: 'powerMark', kind: 'choice', required: true, options: ['signature', 'seal'], words: 'powers.mark', first: 'signature' },
  { name: 'powerAbroad', kind: 'choice', required: true, options: ['no', 'yes'], words: 'powers.abroad', first: 'no' },
  { name: 'powerNotarised', kind: 'line', requiredUnless: { field: 'powerAbroad', value: 'no' } },
  { name: 'powerItems', kind: 'words', required: true },
  { name: 'powerUntil', kind: 'date', required: true },
  { name: 'principalName', kind: 'line', required: true },
  { name: 'principalIdKind', kind: 'choice', required: true, options: documents, words: 'idKind', first: 'resident-id' },
  { name: 'principalNumber', kind: 'line', required: true },
  { name: 'principalLogin', kind: 'line' },
  { name: 'agentName', kind: 'line', required: true },
  { name: 'agentIdKind', kind: 'choice', required: true, options: documents, words: 'idKind', first: 'resident-id' },
  { name: 'agentNumber', kind: 'line', required: true },
]
const readFields: ActField[] = ['principalName', 'principalNumber', 'agentName', 'agentNumber'].map((name) => ({ name, kind: 'line', required: true }))

async function take(body: Body, key: string): Promise<unknown> {
  const { powerReference: reference, powerScan, powerMark: mark, powerAbroad, powerNotarised: notarised = null, powerItems, powerUntil: until } = body
  const { principalName, principalIdKind, principalNumber, principalLogin, agentName, agentIdKind, agentNumber } = body
  const { sha256, name, type } = await storeScan({ material: 'other', file: powerScan as File }, `${key}-scan`)
  return sendJson('/api/power-checks', {
    reference, mark, notarised, abroad: powerAbroad === 'yes', until, items: String(powerItems).split(/[\s,，、]+/).filter((one) => one !== ''), paper: { sha256, name, type },
    principal: { name: principalName, idKind: principalIdKind, idNumber: principalNumber, ...(principalLogin === undefined ? {} : { login: principalLogin }) }, agent: { name: agentName, idKind: agentIdKind, idNumber: agentNumber },
  }, key)
}

type Acting = { what: 'take' } | { what: 'confirm' | 'decline'; id: string }

function Act({ acting, onClose }: { acting: Acting; onClose: () => void }) {
  const { t } = useTranslation()
  const common = { title: t(`powers.${acting.what}`), explanation: t(`powers.${acting.what}About`), context: {}, stale: ['power-checks'], onClose }
  if (acting.what === 'take') return <ActDrawer {...common} fields={takeFields} send={take} />
  if (acting.what === 'decline') return <ActDrawer {...common} fields={[]} grave send={(_, key) => sendJson(`/api/power-checks/${acting.id}/refusal`, {}, key)} />
  const send = ({ principalName, principalNumber, agentName, agentNumber }: Body, key: string) => sendJson(`/api/power-checks/${acting.id}/confirmation`, { principal: { name: principalName, idNumber: principalNumber }, agent: { name: agentName, idNumber: agentNumber } }, key)
  return <ActDrawer {...common} fields={readFields} send={send} />
}

function Scope({ row }: { row: PowerCheck }) {
  const { t } = useTranslation()
  return (
    <>
      {row.items.join('、')} {t('powers.until', { date: row.until })}
      <br />
      <small className="quiet">
        {t(`powers.mark.${row.mark}`)} · {t(`powers.abroad.${row.abroad ? 'yes' : 'no'}`)}
        {row.notarised !== null && <> · {t('powers.notarised', { number: row.notarised })}</>}
      </small>
    </>
  )
}

function Decide({ row, onAct }: { row: PowerCheck; onAct: (acting: Acting) => void }) {
  const { t } = useTranslation()
  if (row.own) return <span className="quiet">{t('checks.waits')}</span>
  return (
    <>
      <Button size="small" type="primary" aria-label={`${t('powers.confirm')} ${row.principal}`} onClick={() => onAct({ what: 'confirm', id: row.id })}>
        {t('powers.confirm')}
      </Button>{' '}
      <Button size="small" aria-label={`${t('powers.decline')} ${row.principal}`} onClick={() => onAct({ what: 'decline', id: row.id })}>
        {t('powers.decline')}
      </Button>
    </>
  )
}

export function Powers() {
  const { t } = useTranslation()
  const { sitsAtWindow } = describeDuties(useSession().data)
  const query = useQuery({ queryKey: ['power-checks'], queryFn: () => ask(api.GET('/api/power-checks', {})), refetchInterval: 15_000 })
  const [acting, setActing] = useState<Acting | null>(null)
  useKeys({ a: () => sitsAtWindow && setActing({ what: 'take' }) })
  return (
    <div className="screen">
      <ScreenHead title={t('registers.powers')} note={t('powers.note')} tabs={<RegisterTabs />}>
        {sitsAtWindow && (
          <Button type="primary" onClick={() => setActing({ what: 'take' })}>
            {t('powers.take')} <kbd>a</kbd>
          </Button>
        )}
      </ScreenHead>
      <RefusalNotice error={query.error} again={() => void query.refetch()} />
      {query.isPending && <Waiting />}
      {query.isSuccess && (
        <ListTable<PowerCheck>
          rows={query.data.items}
          keyOf={(row) => row.id}
          label={t('registers.powers')}
          empty={t('checks.none')}
          columns={[
            { name: t('powers.principal'), className: 'fit', show: (row) => row.principal },
            { name: t('powers.agent'), className: 'fit', show: (row) => row.agent },
            { name: t('powers.scope'), className: 'wide', show: (row) => <Scope row={row} /> },
            { name: t('powers.paper'), className: 'fit', show: (row) => <a href={`/api/power-checks/${row.id}/paper`}>{t('powers.paper')}</a> },
            { name: t('checks.seenBy'), className: 'fit', show: (row) => row.seenBy },
            { name: t('checks.until'), className: 'fit', show: (row) => <time>{formatMoment(row.endsAt)}</time> },
            { name: t('powers.confirm'), head: <span className="unseen">{t('powers.confirm')}</span>, className: 'fit', show: (row) => <Decide row={row} onAct={setActing} /> },
          ]}
        />
      )}
      {acting !== null && <Act acting={acting} onClose={() => setActing(null)} />}
    </div>
  )
}
