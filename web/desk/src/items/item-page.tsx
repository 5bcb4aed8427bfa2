// One item as it is published: content, process drawn, form as the applicant meets it, versions. Nothing is edited here: a change is a draft of its own.
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams, useSearchParams } from 'react-router'
import { api, ask, askText } from '../api/client.ts'
import { formOf, itemOf } from '../api/reading.ts'
import { Panel, ScreenHead, Waiting } from '../parts/panel.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { formatMoment, useText } from '../parts/text.ts'
import { describeDuties, useSession } from '../api/session.ts'
import { EditItem } from './edit-item.tsx'
import { ItemContentPanels } from './item-content.tsx'

const ProcessDrawing = lazy(async () => ({ default: (await import('../parts/process-drawing.tsx')).ProcessDrawing }))
const FormPreview = lazy(async () => ({ default: (await import('./form-preview.tsx')).FormPreview }))

function Versions({ code, shown }: { code: string; shown: string }) {
  const { t } = useTranslation()
  const query = useQuery({
    queryKey: ['item', code, 'versions'],
    queryFn: () => ask(api.GET('/api/items/{code}/versions', { params: { path: { code } } })),
  })
  return (
    <Panel title={t('items.versions')}>
      <RefusalNotice error={query.error} />
      <ul className="plain">
        {query.data?.items.map((version) => (
          <li key={version.versionId}>
            <Link to={`/items/${code}?version=${version.version}`}>{t('items.version', { version: version.version })}</Link>{' '}
            <span className="quiet">
              {t('items.inForce', { from: version.effectiveFrom, to: version.effectiveTo ?? t('items.open') })} · {t(`items.origin.${version.origin}`, { defaultValue: version.origin })} ·{' '}
              {formatMoment(version.publishedAt)}
            </span>{' '}
            {version.versionId === shown && <span className="tag tag-open">{t('items.shown')}</span>}
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function Process({ code, version }: { code: string; version: number }) {
  const { t } = useTranslation()
  const query = useQuery({
    queryKey: ['item-process', code, version],
    queryFn: () => askText(`/api/items/${encodeURIComponent(code)}/process?version=${version}`),
    staleTime: Number.POSITIVE_INFINITY,
  })
  return (
    <Panel title={t('items.process')}>
      <RefusalNotice error={query.error} />
      {query.data !== undefined && (
        <Suspense fallback={<Waiting />}>
          <ProcessDrawing xml={query.data} label={t('items.process')} />
        </Suspense>
      )}
    </Panel>
  )
}

function Preview({ code, version }: { code: string; version: number }) {
  const { t } = useTranslation()
  const query = useQuery(formOf(code, version))
  return (
    <Panel title={t('items.form')}>
      <RefusalNotice error={query.error} />
      {query.data !== undefined && (
        <Suspense fallback={<Waiting />}>
          <FormPreview definition={query.data} />
        </Suspense>
      )}
    </Panel>
  )
}

export function ItemPage() {
  const { code = '' } = useParams()
  const { t } = useTranslation()
  const text = useText()
  const duties = describeDuties(useSession().data)
  const [search] = useSearchParams()
  const asked = Number(search.get('version'))
  const query = useQuery(itemOf(code, asked > 0 ? asked : undefined))
  const current = useQuery(itemOf(code))
  if (query.isPending) return <Waiting />
  if (query.error !== null) return <RefusalNotice error={query.error} again={() => void query.refetch()} />
  const item = query.data
  return (
    <div className="screen">
      <ScreenHead title={text(item.content.name)} note={<span className="number">{code}</span>}>
        <Link to={`/?view=department&item=${code}`}>{t('items.cases')}</Link>
        <Link to={`/intake?item=${code}`}>{t('items.intake')}</Link>
        {duties.writesModels && <EditItem item={item} />}
      </ScreenHead>
      {current.data?.version !== item.version && !current.isPending && (
        <p className="notice">
          {t('items.notInForce', { version: item.version })} {current.data !== undefined && <Link to={`/items/${code}`}>{t('items.toCurrent')}</Link>}
        </p>
      )}
      <div className="item-columns">
        <div>
          <ItemContentPanels item={item} />
        </div>
        <div>
          <Process code={code} version={item.version} />
          <Preview code={code} version={item.version} />
          <Versions code={code} shown={item.versionId} />
        </div>
      </div>
    </div>
  )
}
