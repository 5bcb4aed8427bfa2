// register: promises in place of papers after the grant (告知承诺): their checks, and who may not promise until repaired. 国办发〔2020〕42号.
import type { Context } from '#base/context'
import { commitmentFollower } from './follow.ts'
import { commitmentRoutes } from './routes.ts'
import { commitmentStandings } from './store-standings.ts'
import { commitmentHoldings } from './store-holdings.ts'

export { findExclusion, mayPromise } from './acts.ts'
export type { Excluded } from './commitment.ts'

export const commitments: Context = {
  name: 'commitments',
  migrations: `${import.meta.dirname}/migrations`,
  holdings: commitmentHoldings,
  standings: commitmentStandings,
  routes: commitmentRoutes,
  followers: (ground) => [commitmentFollower(ground)],
}
