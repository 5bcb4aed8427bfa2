// What a work list is narrowed by, as the address has it and as the server takes it. Pure.
import type { ListQuery, View } from '../api/types.ts'

export const views: View[] = ['todo', 'mine', 'department', 'finished', 'copied']
export const filterNames = ['q', 'item', 'state', 'lamp', 'step', 'at', 'free', 'handling', 'payment'] as const
// The server counts no further.
const countMax = 1000

export function readView(search: URLSearchParams): View {
  return views.find((view) => view === search.get('view')) ?? 'todo'
}

/** The query of an address; what a list does not know is passed over. */
export function readQuery(search: URLSearchParams): ListQuery {
  const named = filterNames.flatMap((name) => {
    const value = search.get(name)
    return value === null || value === '' ? [] : [[name, name === 'free' ? true : value] as const]
  })
  return { view: readView(search), ...Object.fromEntries(named) }
}

export function toSearch(query: ListQuery): URLSearchParams {
  return new URLSearchParams(Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])))
}

export function sameQuery(one: ListQuery, other: ListQuery): boolean {
  const text = (query: ListQuery) => JSON.stringify(Object.entries(query).sort())
  return text(one) === text(other)
}

export function countText(count: number): string {
  return count >= countMax ? `${countMax}+` : String(count)
}
