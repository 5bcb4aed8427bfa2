// What several screens read alike: one name in the cache for one thing.
import { queryOptions } from '@tanstack/react-query'
import { api, ask } from './client.ts'
import type { FormDefinition } from './types.ts'

const minutes = 60_000

/** The version of an item in force; or a given one, such as a case pins. */
export function itemOf(code: string, version?: number) {
  return queryOptions({
    queryKey: ['item', code, version],
    queryFn: () => ask(api.GET('/api/items/{code}', { params: { path: { code }, query: { version } } })),
    staleTime: 5 * minutes,
  })
}

/** The form of the version in force, or of a given one. */
export function formOf(code: string, version?: number) {
  return queryOptions({
    queryKey: ['form', code, version],
    // The document calls a form free JSON: its shape is the forms engine's, which checked it before it was published.
    queryFn: async () => (await ask(api.GET('/api/items/{code}/form', { params: { path: { code }, query: { version } } }))) as unknown as FormDefinition,
    staleTime: 5 * minutes,
  })
}

/** One case as its page shows it. */
export function caseOf(number: string) {
  return queryOptions({ queryKey: ['case', number], queryFn: () => ask(api.GET('/api/cases/{number}', { params: { path: { number } } })) })
}

/** Everything that happened in a case. */
export function timelineOf(number: string) {
  return queryOptions({ queryKey: ['case', number, 'timeline'], queryFn: () => ask(api.GET('/api/cases/{number}/timeline', { params: { path: { number } } })) })
}

/** One's own messages, the newest first, and how many are unread. */
export function inboxOf(unread: boolean) {
  return queryOptions({ queryKey: ['inbox', unread], queryFn: () => ask(api.GET('/api/notifications', { params: { query: { unread, limit: 50 } } })), staleTime: 30_000 })
}
