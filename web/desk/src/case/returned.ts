// Acts that were sent while the next case was already shown, and came back refused: kept until their case is opened again.
import type { QueryClient } from '@tanstack/react-query'
import type { Body } from '../parts/act-drawer.tsx'
import type { OpenAct } from './acts.ts'

export type Returned = { act: OpenAct; before: { values: Body; error: unknown } }

const keyOf = (number: string) => ['returned', number]

export function keepReturned(queries: QueryClient, number: string, returned: Returned): void {
  queries.setQueryData(keyOf(number), returned)
}

/** Takes what came back for a case, once. */
export function takeReturned(queries: QueryClient, number: string): Returned | undefined {
  const returned = queries.getQueryData<Returned>(keyOf(number))
  queries.removeQueries({ queryKey: keyOf(number) })
  return returned
}
