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
import { formatMoment, useText } from '../parts/text.ts'
import { useKeys } from '../shell/keys.ts'
import { RegisterTabs } from './register-tabs.tsx'

const documents = ['resident-id', 'hmt-residence', 'permanent-residence', 'passport', 'hmt-travel']
const ofPerson = { when: { field: 'powerOf', value: 'person' } }
const ofCompany = { when: { field: 'powerOf', value: 'company' } }
const takeFields: ActField[] = [
  { name: 'powerReference', kind: 'line', required: true },
  { name: 'powerScan', kind: 'scan', required: true },
  { name: 'powerOf', kind: 'choice', required: true, options: ['person', 'company'], words: 'powers.of', first: 'person' },
  { name: 'powerMark', kind: 'choice', required: true, options: ['signature', 'seal', 'both'], words: 'powers.mark', first: 'signature', ...ofPerson },
  { name: 'powerAbroad', kind: 'choice', required: true, options: ['no', 'yes'], words: 'powers.abroad', first: 'no' },
  { name: 'powerNotarised', kind: 'line', requiredUnless: { field: 'powerAbroad', value: 'no' } },
  { name: 'powerItems', kind: 'items', required: true },
  { name: 'powerUntil', kind: 'date', required: true },
  { name: 'principalName', kind: 'line', required: true, ...ofPerson },
  { name: 'principalIdKind', kind: 'choice', required: true, options: documents, words: 'idKind', first: 'resident-id', ...ofPerson },
  { name: 'principalNumber', kind: 'line', required: true, ...ofPerson },
  { name: 'principalLogin', kind: 'line', ...ofPerson },
  { name: 'companyName', kind: 'line', required: true, ...ofCompany },
  { name: 'companyCode', kind: 'line', required: true, ...ofCompany },
  { name: 'representativeName', kind: 'line', required: true, ...ofCompany },
  { name: 'representativeIdKind', kind: 'choice', required: true, options: documents, words: 'idKind', first: 'resident-id', ...ofCompany },
  { name: 'representativeNumber', kind: 'line', required: true, ...ofCompany },
  { name: 'agentName', kind: 'line', required: true },
  { name: 'agentIdKind', kind: 'choice', required: true, options: documents, words: 'idKind', first: 'resident-id' },
  { name: 'agentNumber', kind: 'line', required: true },
]
const lines = (...names: string[]): ActField[] => names.map((name) => ({ name, kind: 'line', required: true }))
const readFields = { person: lines('principalName', 'principalNumber', 'agentName', 'agentNumber'), company: lines('companyName', 'companyCode', 'representativeName', 'representativeNumber', 'agentName', 'agentNumber') }

async function take(body: Body, key: string): Promise<unknown> {
  const { powerReference: reference, powerScan, powerOf, powerMark: mark, powerAbroad, powerNotarised: notarised = null, powerItems, powerUntil: until } = body
  const { principalName, principalIdKind, principalNumber, principalLogin, companyName, companyCode, representativeName, representativeIdKind, representativeNumber, agentName, agentIdKind, agentNumber } = body
  const { sha256, name, type } = await storeScan({ material: 'other', file: powerScan as File }, `${key}-scan`)
  return sendJson('/api/power-checks', {
    reference, notarised, abroad: powerAbroad === 'yes', until, items: (powerItems as { value: string }[]).map(({ value }) => value), paper: { sha256, name, type },
    // An organisation's is sealed, and signed by its legal representative.
    ...(powerOf === 'company'
      ? { mark: 'both', principal: { name: companyName, idKind: 'uscc', idNumber: companyCode }, representative: { name: representativeName, idKind: representativeIdKind, idNumber: representativeNumber } }
      : { mark, principal: { name: principalName, idKind: principalIdKind, idNumber: principalNumber, ...(principalLogin === undefined ? {} : { login: principalLogin }) } }),
    agent: { name: agentName, idKind: agentIdKind, idNumber: agentNumber },
  }, key)
}

type Acting = { what: 'take' } | { what: 'confirm' | 'decline'; id: string; of: 'person' | 'company' }

function Act({ acting, onClose }: { acting: Acting; onClose: () => void }) {
  const { t } = useTranslation()
  const common = { title: t(`powers.${acting.what}`), explanation: t(`powers.${acting.what}About`), context: {}, stale: ['power-checks'], onClose }
  if (acting.what === 'take') return <ActDrawer {...common} fields={takeFields} send={take} />
  if (acting.what === 'decline') return <ActDrawer {...common} fields={[]} grave send={(_, key) => sendJson(`/api/power-checks/${acting.id}/refusal`, {}, key)} />
  const send = ({ principalName, principalNumber, companyName, companyCode, representativeName, representativeNumber, agentName, agentNumber }: Body, key: string) => {
    const people = acting.of === 'company' ? { principal: { name: companyName, idNumber: companyCode }, representative: { name: representativeName, idNumber: representativeNumber } } : { principal: { name: principalName, idNumber: principalNumber } }
    return sendJson(`/api/power-checks/${acting.id}/confirmation`, { ...people, agent: { name: agentName, idNumber: agentNumber } }, key)
  }
  return <ActDrawer {...common} fields={readFields[acting.of]} send={send} />
}

function Scope({ row }: { row: PowerCheck }) {
  const { t, i18n } = useTranslation()
  const text = useText()
  return (
    <>
      {(row.scope ?? []).map(({ name }) => text(name)).join(i18n.language === 'zh' ? '、' : ', ')} {t('powers.until', { date: row.until })}
      <br />
      <small className="quiet">
        {t(`powers.mark.${row.mark}`)} · {row.representative !== null && <>{t('powers.representative', { name: row.representative })} · </>}{t(`powers.abroad.${row.abroad ? 'yes' : 'no'}`)}
        {row.notarised !== null && <> · {t('powers.notarised', { number: row.notarised })}</>}
      </small>
    </>
  )
}

function Decide({ row, onAct }: { row: PowerCheck; onAct: (acting: Acting) => void }) {
  const { t } = useTranslation()
  const of = row.representative === null ? 'person' : 'company'
  if (row.own) return <span className="quiet">{t('checks.waits')}</span>
  return (
    <>
      <Button size="small" type="primary" aria-label={`${t('powers.confirm')} ${row.principal}`} onClick={() => onAct({ what: 'confirm', id: row.id, of })}>
        {t('powers.confirm')}
      </Button>{' '}
      <Button size="small" aria-label={`${t('powers.decline')} ${row.principal}`} onClick={() => onAct({ what: 'decline', id: row.id, of })}>
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
