// Processes and decisions in force, and the drafts in progress: what waits for a second person stands first.
import { useQuery } from '@tanstack/react-query'
import { Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { api, ask } from '../api/client.ts'
import type { ModelDraftRow, ModelRow } from '../api/types.ts'
import { ListAround, ListTable, useKeyset } from '../parts/list.tsx'
import { Panel, ScreenHead, Waiting } from '../parts/panel.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { SearchBox } from '../parts/search-box.tsx'
import { formatMoment, useText } from '../parts/text.ts'
import { addressOf } from './reading.ts'
import '../look/models.css'

function Drafts() {
  const { t } = useTranslation()
  const text = useText()
  const query = useKeyset(['model-drafts'], (cursor) => ask(api.GET('/api/model-drafts', { params: { query: { cursor, limit: 50 } } })))
  const rows = query.data?.pages.flatMap((page) => page.items) ?? []
  const first = rows.toSorted((a, b) => Number(b.state === 'submitted') - Number(a.state === 'submitted'))
  return (
    <Panel title={t('models.drafts')}>
      <ListAround query={query}>
        <ListTable<ModelDraftRow>
          rows={first}
          keyOf={(row) => row.id}
          label={t('models.drafts')}
          empty={t('models.noDrafts')}
          columns={[
            { name: t('models.title'), show: (row) => <Link to={`/model-drafts/${row.id}`} data-row={row.id}>{text(row.title)}</Link> },
            { name: t('models.kind'), show: (row) => t(`models.kindOf.${row.kind}`), className: 'fit' },
            { name: t('models.state'), show: (row) => <span className={`tag tag-${row.state}`}>{t(`models.stateOf.${row.state}`)}</span>, className: 'fit' },
            { name: t('models.body'), show: (row) => <span className="clip">{text(row.body.name)}</span>, className: 'wide-only' },
            { name: t('models.savedBy'), show: (row) => row.savedBy ?? '', className: 'fit wide-only' },
            { name: t('models.savedAt'), show: (row) => formatMoment(row.savedAt), className: 'fit wide-only' },
          ]}
        />
      </ListAround>
    </Panel>
  )
}

const kinds = ['all', 'process', 'decision', 'form'] as const

function useChosen() {
  const [search, setSearch] = useSearchParams()
  const set = (name: string, value: string) => {
    const next = new URLSearchParams(search)
    if (value === '' || value === 'all') next.delete(name)
    else next.set(name, value)
    setSearch(next, { replace: true })
  }
  return { q: search.get('q') ?? '', kind: search.get('kind') ?? 'all', set }
}

export function ModelList() {
  const { t } = useTranslation()
  const text = useText()
  const { q, kind, set } = useChosen()
  const query = useQuery({ queryKey: ['models'], queryFn: () => ask(api.GET('/api/models', {})) })
  const words = q.toLowerCase()
  const rows = (query.data?.items ?? []).filter((row) => (kind === 'all' || row.kind === kind) && `${row.title.zh} ${row.title.en ?? ''} ${row.name} ${row.body.name.zh}`.toLowerCase().includes(words))
  return (
    <div className="screen">
      <ScreenHead title={t('shell.models')}>
        <Segmented aria-label={t('models.kind')} value={kind} options={kinds.map((name) => ({ value: name, label: t(`models.kindOf.${name}`) }))} onChange={(value) => set('kind', value)} />
        <SearchBox value={q} onSearch={(typed) => set('q', typed)} label={t('models.search')} />
      </ScreenHead>
      <Drafts />
      <RefusalNotice error={query.error} again={() => void query.refetch()} />
      <Panel title={t('models.inForce')}>
        {query.isPending && <Waiting />}
        {query.data !== undefined && (
          <ListTable<ModelRow>
            rows={rows}
            keyOf={(row) => `${row.body.code}${row.kind}${row.name}`}
            label={t('models.inForce')}
            empty={t('models.none')}
            columns={[
              { name: t('models.title'), show: (row) => <Link to={addressOf({ ...row, body: row.body.code })} data-row={`${row.body.code}${row.name}`}>{text(row.title)}</Link> },
              { name: t('models.kind'), show: (row) => t(`models.kindOf.${row.kind}`), className: 'fit' },
              { name: t('models.body'), show: (row) => <span className="clip">{text(row.body.name)}</span>, className: 'wide-only' },
              { name: t('models.items'), show: (row) => row.items, className: 'fit' },
              { name: t('models.draftsOpen'), show: (row) => (row.drafts === 0 ? '' : row.drafts), className: 'fit wide-only' },
            ]}
          />
        )}
      </Panel>
    </div>
  )
}
