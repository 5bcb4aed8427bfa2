// Plain lists: a real table whose rows are reached by j, k and Tab, read page by page with a keyset cursor.
import { type QueryKey, useInfiniteQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Page } from '../api/types.ts'
import { moveInList, useKeys } from '../shell/keys.ts'
import { Nothing, Waiting } from './panel.tsx'
import { RefusalNotice } from './refusal-notice.tsx'

export type Column<Row> = { name: string; /** Stands in the head instead of the name. */ head?: ReactNode; show: (row: Row) => ReactNode; className?: string }

/** Reads a keyset list; `read` gets the cursor of the page (undefined for the first). */
export function useKeyset<Row, P extends Page<Row>>(key: QueryKey, read: (cursor: string | undefined) => Promise<P>) {
  return useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam }) => read(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last: P) => last.next ?? undefined,
    placeholderData: (before) => before,
  })
}

type Listing<Row> = {
  rows: Row[]
  columns: Column<Row>[]
  keyOf: (row: Row) => string
  label: string
  empty: string
  rowClass?: (row: Row) => string
}

export function ListTable<Row>({ rows, columns, keyOf, label, empty, rowClass }: Listing<Row>) {
  useKeys({ j: () => moveInList(1), k: () => moveInList(-1) })
  if (rows.length === 0)
    return (
      <div className="list-empty">
        <Nothing>{empty}</Nothing>
      </div>
    )
  return (
    <div className="list-scroll">
      <table className="list" aria-label={label}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.name} scope="col" className={column.className}>
                {column.head ?? column.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)} className={rowClass?.(row)}>
              {columns.map((column) => (
                <td key={column.name} className={column.className}>
                  {column.show(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

type Query = {
  isPending: boolean
  error: unknown
  hasNextPage: boolean
  isFetchingNextPage: boolean
  fetchNextPage: () => unknown
  refetch: () => unknown
}

/** What useKeyset reads, as far as a list shows it. */
export type Pages<Row> = Query & { data: { pages: Page<Row>[] } | undefined }

/** What stands around a list: waiting, refusal, more. */
export function ListAround({ query, children }: { query: Query; children: ReactNode }) {
  const { t } = useTranslation()
  useKeys({ m: () => query.hasNextPage && void query.fetchNextPage() })
  if (query.isPending) return <Waiting />
  return (
    <>
      <RefusalNotice error={query.error} again={() => void query.refetch()} />
      {query.error === null || query.error === undefined ? children : null}
      {query.hasNextPage && (
        <div className="more">
          <Button onClick={() => void query.fetchNextPage()} loading={query.isFetchingNextPage}>
            {t('parts.more')} <kbd>m</kbd>
          </Button>
        </div>
      )}
    </>
  )
}
