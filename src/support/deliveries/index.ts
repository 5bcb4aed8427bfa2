// register: letters 文书 of cases: made, numbered and sealed when an act must be told in writing, printed, handed over. 行政许可法 32, 38, 42, 44, 45.
import type { Context } from '#base/context'
import { letterFollower } from './follow.ts'
import { printLetter } from './print.ts'
import { letterRoutes } from './routes.ts'
import { letterCheckRoute } from './routes-check.ts'
import { deliveryRoutes } from './routes-delivery.ts'
import { heldByLetters } from './store.ts'
import { letterHoldings } from './store-holdings.ts'

export { applyLetters, lettersLock, publishedLetters } from './acts.ts'
export { casesWithOpenLetters, listLetters } from './store.ts'
export { findReceivedByAll, listRecipients } from './store-records.ts'
export type { Letter } from './letter.ts'
export type { DeliveryRecord } from './delivery.ts'
export type { Recipient } from './recipient.ts'

export const deliveries: Context = {
  name: 'deliveries',
  migrations: `${import.meta.dirname}/migrations`,
  holdings: letterHoldings,
  routes: (ground) => [...letterRoutes(ground), ...deliveryRoutes(ground), letterCheckRoute(ground)],
  heldFiles: heldByLetters,
  followers: (ground) => [letterFollower(ground)],
  jobs: (ground) => ({ 'deliveries.print': async ({ letter }) => void (await printLetter(ground, String(letter))) }),
}
