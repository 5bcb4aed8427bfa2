// Taking a waiting step as one's own; the server settles who was first.
import { useAct } from '../api/act.ts'
import { sendAct } from '../api/client.ts'

export type Claim = { number: string; step: string }

/** Claims a step; lists and the case are read again after it. */
export function useClaim() {
  return useAct<Claim, unknown>(
    ({ number, step }, key) => sendAct({ case: number, step, act: 'claim' }, {}, key),
    ['cases', 'case'],
  )
}
