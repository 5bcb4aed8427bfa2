// Acts that were sent while the next case was already shown, and came back refused: kept until their case is opened again.
import type { QueryClient } from '@tanstack/react-query'
import type { Body } from '../parts/act-drawer.tsx'
import type { OpenAct } from './acts.ts'

export type Returned = { act: OpenAct; before: { values: Body; error: unknown } }

const keyOf = (number: string) => ['returned', number]

export function keepReturned(queries: QueryClient, number: string, returned: Returned): void {
  queries.setQueryData(keyOf(number), returned)
}

/** What came back for a case. Reading changes nothing: a screen that is drawn twice before it stands reads it twice. */
export function readReturned(queries: QueryClient, number: string): Returned | undefined {
  return queries.getQueryData<Returned>(keyOf(number))
}

/** Forgets what came back for a case, once it stands on the screen. */
export function forgetReturned(queries: QueryClient, number: string): void {
  queries.removeQueries({ queryKey: keyOf(number) })
}
