// Entries of the ledger, newest first, read backwards by their places; for the audit administrator.
import { useInfiniteQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { api, ask } from '../api/client.ts'
import type { LedgerEntries, LedgerEntry } from '../api/types.ts'
import { ListAround, ListTable } from '../parts/list.tsx'
import { formatMoment, shorten } from '../parts/text.ts'
import type { Proven } from './verification.tsx'

const pageLength = 50

/** The place before which the next page ends, and how long that page is. */
function earlier(page: LedgerEntries): { from: number; limit: number } | undefined {
  const first = page.items[0]?.seq ?? 0
  if (first === 0) return undefined
  const from = Math.max(0, first - pageLength)
  return { from, limit: first - from }
}

export function EntryList({ prove }: { prove: (entry: Proven) => void }) {
  const { t } = useTranslation()
  const query = useInfiniteQuery({
    queryKey: ['entries'],
    queryFn: ({ pageParam }) => ask(api.GET('/api/ledger/entries', { params: { query: pageParam ?? { limit: pageLength } } })),
    initialPageParam: undefined as { from: number; limit: number } | undefined,
    getNextPageParam: earlier,
  })
  const rows = query.data?.pages.flatMap((page) => page.items.toReversed()) ?? []
  return (
    <ListAround query={query}>
      <ListTable<LedgerEntry>
        rows={rows}
        keyOf={(row) => row.id}
        label={t('ledger.entries')}
        empty={t('ledger.none')}
        columns={[
          { name: t('ledger.seq'), show: (row) => <span className="number">{row.seq}</span>, className: 'fit' },
          { name: t('ledger.moment'), show: (row) => formatMoment(row.at), className: 'fit' },
          { name: t('ledger.kind'), show: (row) => t(`act.done.${row.kind}`, { defaultValue: row.kind }), className: 'fit' },
          { name: t('ledger.subject'), show: (row) => <code>{row.subject}</code> },
          { name: t('ledger.facts'), show: (row) => <code className="clip">{JSON.stringify(row.facts)}</code>, className: 'wide' },
          { name: t('ledger.leaf'), show: (row) => <code title={row.leafHash}>{shorten(row.leafHash, 12)}</code>, className: 'fit' },
          {
            name: t('ledger.proof'),
            className: 'fit',
            show: (row) => (
              <Button size="small" data-row={row.seq} onClick={() => prove(row)} aria-label={`${t('ledger.verify')} ${row.seq}`}>
                {t('ledger.verify')}
              </Button>
            ),
          },
        ]}
      />
    </ListAround>
  )
}
