// What is kept of people, held and erased, in figures; a data steward asks here for a legal hold and for its end, which another person confirms (个人信息保护法 19, 47).
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { api, ask, sendJson } from '../api/client.ts'
import { useSession } from '../api/session.ts'
import type { Retention } from '../api/types.ts'
import { ActDrawer, type Body } from '../parts/act-drawer.tsx'
import { ListTable } from '../parts/list.tsx'
import { ScreenHead, Waiting } from '../parts/panel.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { formatMoment, useText } from '../parts/text.ts'

type Line = Retention['lines'][number]
type Hold = Retention['holds'][number]

function AskHold({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <ActDrawer
      title={t('retention.hold')}
      explanation={t('retention.holdAbout')}
      fields={[
        { name: 'caseNumber', kind: 'line', required: true },
        { name: 'wholePerson', kind: 'choice', options: ['no', 'yes'], words: 'retention.whole', required: true },
        { name: 'law', kind: 'line', required: true },
        { name: 'article', kind: 'line', required: true },
        { name: 'heldUntil', kind: 'date', required: true },
        { name: 'reason', kind: 'words', required: true, lengthMax: 2000 },
      ]}
      context={{}}
      send={({ caseNumber, wholePerson, law, article, heldUntil, reason }: Body, key) => sendJson('/api/proposals/data-hold', { content: { number: caseNumber, applicant: wholePerson === 'yes', law, article, until: heldUntil }, reason }, key)}
      stale={['proposals', 'retention']}
      onClose={onClose}
    />
  )
}

function AskEnd({ hold, onClose }: { hold: Hold; onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <ActDrawer
      title={t('retention.end')}
      explanation={t('retention.endAbout', { number: hold.case })}
      fields={[{ name: 'reason', kind: 'words', required: true, lengthMax: 2000 }]}
      context={{}}
      send={({ reason }: Body, key) => sendJson('/api/proposals/data-hold-end', { content: { hold: hold.id }, reason }, key)}
      stale={['proposals', 'retention']}
      onClose={onClose}
    />
  )
}

function Holds({ holds, mayAsk, onEnd }: { holds: Hold[]; mayAsk: boolean; onEnd: (hold: Hold) => void }) {
  const { t } = useTranslation()
  return (
    <ListTable<Hold>
      rows={holds}
      keyOf={(row) => row.id}
      label={t('retention.holds')}
      empty={t('retention.noHolds')}
      columns={[
        { name: t('field.caseNumber'), show: (row) => row.case },
        { name: t('field.wholePerson'), className: 'fit', show: (row) => t(`retention.whole.${row.applicant ? 'yes' : 'no'}`) },
        { name: t('retention.basis'), show: (row) => `${row.law}${row.article}` },
        { name: t('field.heldUntil'), className: 'fit', show: (row) => row.until },
        {
          name: t('retention.act'),
          className: 'fit',
          show: (row) =>
            mayAsk && (
              <Button size="small" onClick={() => onEnd(row)}>
                {t('retention.end')}
              </Button>
            ),
        },
      ]}
    />
  )
}

function Lines({ lines }: { lines: Line[] }) {
  const { t } = useTranslation()
  const text = useText()
  return (
    <ListTable<Line>
      rows={lines}
      keyOf={(row) => `${row.table} ${row.purpose}`}
      label={t('retention.title')}
      empty={t('retention.none')}
      columns={[
        {
          name: t('retention.what'),
          className: 'wide',
          show: (row) => (
            <>
              {row.name === null ? t('retention.matter') : text(row.name)}
              <div className="quiet code">{row.table}</div>
            </>
          ),
        },
        { name: t('purposes.kept'), show: (row) => (row.stays === null ? `${row.period === null ? t('retention.byItem') : text(row.period)}${row.basis === null ? '' : ` · ${row.basis}`}` : t(`retention.stays.${row.stays}`)) },
        { name: t('retention.kept'), className: 'fit', show: (row) => row.kept },
        { name: t('retention.held'), className: 'fit', show: (row) => row.held },
        { name: t('retention.byTime'), className: 'fit', show: (row) => row.byTime },
        { name: t('retention.byRequest'), className: 'fit', show: (row) => row.byRequest },
        { name: t('retention.lastAt'), className: 'fit', show: (row) => (row.lastAt === null ? '—' : formatMoment(row.lastAt)) },
      ]}
    />
  )
}

export function RetentionPage() {
  const { t } = useTranslation()
  const [asking, setAsking] = useState(false)
  const [ending, setEnding] = useState<Hold | null>(null)
  const mayAsk = useSession().data?.posts.some(({ role }) => role === 'data-steward') === true
  const query = useQuery({ queryKey: ['retention'], queryFn: () => ask(api.GET('/api/retention', {})) })
  return (
    <div className="screen">
      <ScreenHead title={t('retention.title')}>
        {mayAsk && <Button onClick={() => setAsking(true)}>{t('retention.hold')}</Button>}
        <Link to="/personal-data">{t('purposes.title')}</Link>
      </ScreenHead>
      <p className="quiet">{t('retention.note')}</p>
      <RefusalNotice error={query.error} again={() => void query.refetch()} />
      {query.isPending && <Waiting />}
      {query.isSuccess && (
        <>
          <h2>{t('retention.holds')}</h2>
          <Holds holds={query.data.holds} mayAsk={mayAsk} onEnd={setEnding} />
          <h2>{t('retention.tables')}</h2>
          <Lines lines={query.data.lines} />
        </>
      )}
      {asking && <AskHold onClose={() => setAsking(false)} />}
      {ending !== null && <AskEnd hold={ending} onClose={() => setEnding(null)} />}
    </div>
  )
}
