// The order in which a person works through a list: the case page goes on to the next of it, which is read before it is asked for.
import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { caseOf, formOf, itemOf, timelineOf } from '../api/reading.ts'
import type { CaseRow, View } from '../api/types.ts'

const key = ['queue']

/** Keeps the numbers of the list that is shown, where its cases wait for this person. */
export function useQueue(rows: CaseRow[], view: View): void {
  const queries = useQueryClient()
  const numbers = view === 'todo' || view === 'mine' ? rows.map((row) => row.number).join(' ') : ''
  useEffect(() => {
    queries.setQueryData(key, numbers === '' ? [] : numbers.split(' '))
  }, [queries, numbers])
}

export interface Place {
  at: number
  all: number
  next: string | undefined
  previous: string | undefined
}

/** Where a case stands in the list it was opened from; the next one is read ahead with all that its page shows first. */
export function usePlace(number: string): Place | undefined {
  const queries = useQueryClient()
  const queue = queries.getQueryData<string[]>(key) ?? []
  const at = queue.indexOf(number)
  const next = at === -1 ? undefined : queue[at + 1]
  useEffect(() => {
    if (next === undefined) return
    void queries.prefetchQuery(timelineOf(next))
    void queries.fetchQuery({ ...caseOf(next), staleTime: 60_000 }).then(({ item }) => {
      void queries.prefetchQuery(itemOf(item.code, item.version))
      void queries.prefetchQuery(formOf(item.code, item.version))
    }, () => undefined)
  }, [queries, next])
  return at === -1 ? undefined : { at: at + 1, all: queue.length, next, previous: queue[at - 1] }
}
