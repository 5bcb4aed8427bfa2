// One purpose with its assessments: made by a data steward of the body that answers for it, approved or sent back by its head.
import { useQuery } from '@tanstack/react-query'
import { Button, Drawer } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask, sendJson } from '../api/client.ts'
import { useSession } from '../api/session.ts'
import type { Assessment, Purpose } from '../api/types.ts'
import { ActDrawer, type Body } from '../parts/act-drawer.tsx'
import type { ActField } from '../parts/act-fields.tsx'
import { Facts, Nothing, Panel, Waiting } from '../parts/panel.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { formatMoment, useText } from '../parts/text.ts'
import { stateOf } from './state.ts'

type Act = { kind: 'make' } | { kind: 'approve' | 'refuse'; id: string }

const fieldsOf: Record<Act['kind'], ActField[]> = {
  make: [{ name: 'lawful', kind: 'words', required: true }, { name: 'effect', kind: 'words', required: true }, { name: 'risk', kind: 'choice', required: true, options: ['low', 'medium', 'high'], words: 'purposes.risk' }, { name: 'measures', kind: 'words', required: true }],
  approve: [],
  refuse: [{ name: 'reason', kind: 'words', required: true, lengthMax: 1000 }],
}

function OneAssessment({ one, end }: { one: Assessment; end: React.ReactNode }) {
  const { t } = useTranslation()
  return (
    <Panel title={`${t('purposes.version', { version: one.version })} · ${t(`purposes.assessment.${one.state}`)}`}>
      <Facts
        rows={[
          [t('field.lawful'), <span key="lawful" className="pre-line">{one.lawful}</span>],
          [t('field.effect'), <span key="effect" className="pre-line">{one.effect}</span>],
          [t('field.risk'), t(`purposes.risk.${one.risk}`)],
          [t('field.measures'), <span key="measures" className="pre-line">{one.measures}</span>],
          [t('purposes.madeBy'), `${one.madeBy.name} · ${formatMoment(one.madeAt)}`],
          one.decidedBy !== null && [t('purposes.decidedBy'), `${one.decidedBy.name} · ${formatMoment(one.decidedAt ?? '')}`],
          one.reason !== null && [t('field.reason'), one.reason],
        ]}
      />
      {end}
    </Panel>
  )
}

export function PurposeDrawer({ purpose, onClose }: { purpose: Purpose; onClose: () => void }) {
  const { t } = useTranslation()
  const text = useText()
  const [act, setAct] = useState<Act | null>(null)
  const session = useSession().data
  const holds = (role: string) => session?.posts.some((post) => post.role === role && post.organisation.code === purpose.handler.code) === true
  const mayRead = holds('data-steward') || holds('head') || session?.posts.some(({ role }) => role === 'audit-admin') === true
  const query = useQuery({ queryKey: ['assessments', purpose.code], enabled: mayRead, queryFn: () => ask(api.GET('/api/purposes/{code}/assessments', { params: { path: { code: purpose.code } } })) })
  const items = query.data?.items ?? []
  const isWaiting = items.some(({ state }) => state === 'waiting')
  const isDue = purpose.assessedFor.length > 0 && stateOf(purpose) !== 'live' && !isWaiting
  const send = (body: Body, key: string) => (act === null || act.kind === 'make' ? sendJson(`/api/purposes/${purpose.code}/assessments`, body, key) : sendJson(`/api/assessments/${act.id}/${act.kind === 'approve' ? 'approval' : 'refusal'}`, body, key))
  const decide = (one: Assessment) =>
    one.state === 'waiting' && holds('head') && one.madeBy.id !== session?.account?.id && (
      <div className="drawer-end">
        <Button type="primary" onClick={() => setAct({ kind: 'approve', id: one.id })}>
          {t('purposes.approve')}
        </Button>
        <Button onClick={() => setAct({ kind: 'refuse', id: one.id })}>{t('purposes.refuse')}</Button>
      </div>
    )
  return (
    <Drawer open title={text(purpose.name)} onClose={onClose} size={560}>
      <Facts
        rows={[
          [t('work.state'), t(`purposes.state.${stateOf(purpose)}`)],
          [t('purposes.handler'), `${text(purpose.handler.name)} ${purpose.contact}`],
          [t('purposes.needs'), purpose.assessedFor.map((one) => t(`purposes.for.${one}`)).join(t('purposes.comma')) || t('purposes.needsNone')],
          [t('purposes.kept'), t('purposes.since', { period: text(purpose.retention.said), from: text(purpose.retention.from) })],
          ['', <a key="open" href={`/purposes#${purpose.code}`} target="_blank" rel="noreferrer">{t('purposes.open')}</a>],
        ]}
      />
      <h2>{t('purposes.assessments')}</h2>
      {!mayRead && <Nothing>{t('purposes.notYours')}</Nothing>}
      <RefusalNotice error={query.error} again={() => void query.refetch()} />
      {mayRead && query.isPending && <Waiting />}
      {query.isSuccess && items.length === 0 && <Nothing>{t('purposes.noAssessments')}</Nothing>}
      {items.map((one) => (
        <OneAssessment key={one.id} one={one} end={decide(one)} />
      ))}
      {isDue && holds('data-steward') && (
        <div className="drawer-end">
          <Button type="primary" onClick={() => setAct({ kind: 'make' })}>
            {t('purposes.make')}
          </Button>
        </div>
      )}
      {act !== null && (
        <ActDrawer title={t(`purposes.${act.kind}`)} explanation={t(`purposes.about.${act.kind}`, { name: text(purpose.name) })} fields={fieldsOf[act.kind]} context={{}} send={send} stale={['purposes', 'assessments']} onClose={() => setAct(null)} />
      )}
    </Drawer>
  )
}
