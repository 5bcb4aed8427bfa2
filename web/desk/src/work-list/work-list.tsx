// The home of the desk: the cases that wait for this person, for the department, or are finished. Decides nothing.
import { useQuery } from '@tanstack/react-query'
import { Navigate, useSearchParams } from 'react-router'
import { useTranslation } from 'react-i18next'
import { api, ask } from '../api/client.ts'
import { describeDuties, useSession } from '../api/session.ts'
import type { CaseCounts, CaseRow, ListQuery, Page, View } from '../api/types.ts'
import { ListAround, useKeyset } from '../parts/list.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { useKeys } from '../shell/keys.ts'
import { BulkBar, BulkResults, useBulk } from './bulk.tsx'
import { CaseTable } from './case-table.tsx'
import { Filters } from './filters.tsx'
import { KeyStrip } from './key-strip.tsx'
import { useClaim } from './claim.ts'
import { Narrowed } from './narrowed.tsx'
import { countText, filterNames, readQuery, readView, views } from './query.ts'
import { useQueue } from './queue.ts'
import { SavedLists } from './saved-lists.tsx'

/** Reads one page of cases. */
async function readCases(query: ListQuery, cursor: string | undefined): Promise<Page<CaseRow>> {
  return ask(api.GET('/api/cases', { params: { query: { ...query, cursor, limit: 50 } } }))
}

function Tabs({ view, counts, choose }: { view: View; counts: CaseCounts | undefined; choose: (view: View) => void }) {
  const { t } = useTranslation()
  return (
    <div className="tabs" role="group" aria-label={t('work.views')}>
      {views.map((name, index) => (
        <button key={name} type="button" aria-pressed={view === name} onClick={() => choose(name)} title={String(index + 1)}>
          {t(`work.view.${name}`)}
          {counts !== undefined && name !== 'copied' && <span className="count">{countText(counts[name])}</span>}
        </button>
      ))}
    </div>
  )
}

/** Officers handle no matter (三员分立): their desk begins where their duty is. */
export function WorkList() {
  const duties = describeDuties(useSession().data)
  if (!duties.handlesCases) return <Navigate to={duties.readsLedger ? '/ledger' : duties.seesPeople ? '/people' : '/items'} replace />
  return <Lists />
}

function Lists() {
  const { t } = useTranslation()
  const [search, setSearch] = useSearchParams()
  const view = readView(search)
  const asked = readQuery(search)
  const { lamp: _lamp, ...unlit } = asked
  const query = useKeyset(['cases', search.toString()], (cursor) => readCases(asked, cursor))
  // Finished cases have no lamps, and there may be a million of them.
  const isCounted = view !== 'finished' && view !== 'copied'
  const lamps = useQuery({ queryKey: ['cases', 'lamps', unlit], queryFn: () => ask(api.GET('/api/case-count', { params: { query: unlit } })), enabled: isCounted, placeholderData: (before) => before })
  const found = useQuery({ queryKey: ['cases', 'found', asked], queryFn: () => ask(api.GET('/api/case-count', { params: { query: asked } })), enabled: isCounted && filterNames.some((name) => search.has(name)) })
  const counts = useQuery({ queryKey: ['cases', 'counts'], queryFn: () => ask(api.GET('/api/case-counts', {})) })
  const claim = useClaim()
  const set = (changes: Record<string, string | undefined>) => {
    const next = new URLSearchParams(search)
    for (const [name, value] of Object.entries(changes)) {
      if (value === undefined || value === '') next.delete(name)
      else next.set(name, value)
    }
    setSearch(next, { replace: true })
  }
  const rows = query.data?.pages.flatMap((page) => page.items) ?? []
  const bulk = useBulk(rows)
  useQueue(rows, view)
  useKeys({
    ...Object.fromEntries(views.map((name, index) => [String(index + 1), () => set({ view: name })])),
    c: () => {
      const focused = document.activeElement?.closest('tr')?.querySelector<HTMLElement>('[data-row]')?.dataset['row']
      const row = rows.find((each) => each.number === focused)
      const step = row?.steps.find((each) => each.assignee === null)
      if (row !== undefined && step !== undefined) claim.mutate({ number: row.number, step: step.id })
    },
  })
  return (
    <div className="screen">
      <h1 className="unseen">{t('shell.work')}</h1>
      <div className="toolbar">
        <Tabs view={view} counts={counts.data} choose={(name) => set({ view: name })} />
        <Filters search={search} set={set} counts={isCounted ? lamps.data : undefined} />
      </div>
      <SavedLists query={asked} open={(next) => setSearch(next, { replace: true })} />
      <Narrowed search={search} rows={rows} set={set} counts={found} />
      <RefusalNotice error={claim.error} again={() => claim.reset()} />
      <RefusalNotice error={bulk.error} />
      <BulkResults bulk={bulk} />
      <BulkBar bulk={bulk} />
      <ListAround query={query}>
        <CaseTable rows={rows} view={view} filtered={filterNames.some((name) => search.has(name))} claim={claim} bulk={bulk} />
      </ListAround>
      <KeyStrip keys={[['j k', 'keys.move'], ['⏎', 'keys.openRow'], ['c', 'keys.claim'], ['x', 'keys.select'], ['a', 'keys.approve']]} />
    </div>
  )
}
