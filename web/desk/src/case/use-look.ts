// What changed in the case since this person last opened it; asking moves the place, so it is asked once each time the page is opened.
import { useQuery } from '@tanstack/react-query'
import { sendJson } from '../api/client.ts'
import type { Look } from '../api/types.ts'

export function useLook(number: string): Look | undefined {
  const query = useQuery({
    queryKey: ['look', number],
    queryFn: () => sendJson<Look>(`/api/cases/${encodeURIComponent(number)}/look`, {}, crypto.randomUUID(), 'PUT'),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
  })
  return query.data
}
