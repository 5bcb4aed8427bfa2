// The archive record of a finished case: how many parts, whether it still holds, and the way to take it away.
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask } from '../api/client.ts'
import { Refused } from '../api/problem.ts'
import type { ArchiveVerdict } from '../api/types.ts'
import { Nothing, Panel } from '../parts/panel.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { formatMoment } from '../parts/text.ts'

function Verdict({ verdict }: { verdict: ArchiveVerdict }) {
  const { t } = useTranslation()
  const faults = [...verdict.missing, ...verdict.altered, ...verdict.files]
  return (
    <div role="status">
      <p className={verdict.good ? 'notice' : 'notice notice-bad'}>{verdict.good ? t('after.good') : t('after.bad')}</p>
      {!verdict.good && (
        <ul className="plain">
          {faults.map((fault) => (
            <li key={fault}>
              <code>{fault}</code>
            </li>
          ))}
        </ul>
      )}
      {verdict.later.length > 0 && <small className="quiet">{t('after.later', { count: verdict.later.length })}</small>}
    </div>
  )
}

export function ArchivePanel({ number }: { number: string }) {
  const { t } = useTranslation()
  const [verdict, setVerdict] = useState<ArchiveVerdict | null>(null)
  const path = { params: { path: { number } } }
  const query = useQuery({ queryKey: ['case', number, 'archive'], retry: false, queryFn: () => ask(api.GET('/api/cases/{number}/archive', path)) })
  const verification = useQuery({ queryKey: ['case', number, 'archive', 'verification'], enabled: false, retry: false, queryFn: () => ask(api.GET('/api/cases/{number}/archive/verification', path)) })
  // Whoever only reads the case, or stands at a window, has nothing to do with its archive.
  if (query.error instanceof Refused && query.error.status === 403) return null
  const isNone = query.error instanceof Refused && query.error.status === 404
  return (
    <Panel title={t('after.archive')}>
      {isNone && <Nothing>{t('after.archiveNone')}</Nothing>}
      {!isNone && <RefusalNotice error={query.error} again={() => void query.refetch()} />}
      {query.data !== undefined && (
        <>
          <p>{t('after.archived', { at: formatMoment(query.data.madeAt), count: (query.data.manifest as { parts: unknown[] }).parts.length })}</p>
          {!query.data.whole && <p className="provisional">{t('after.archiveNotWhole')}</p>}
          <div className="panel-acts">
            <Button size="small" loading={verification.isFetching} onClick={() => void verification.refetch().then((answer) => setVerdict(answer.data ?? null))}>
              {t('after.verify')}
            </Button>{' '}
            <a href={`/api/cases/${number}/archive/export`}>{t('after.export')}</a>
          </div>
          <RefusalNotice error={verification.error} again={() => void verification.refetch()} />
          {verdict !== null && <Verdict verdict={verdict} />}
        </>
      )}
    </Panel>
  )
}
