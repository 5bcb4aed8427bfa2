// register: ways in which people are told besides the portal: addresses they chose and confirmed, and an outbox that says what was sent and what was not.
import type { Context } from '#base/context'
import { channelFollower, channelJobs } from './follow.ts'
import { channelRoutes } from './routes.ts'
import { channelBelongings } from './store-belongings.ts'
import { channelStandings } from './standings.ts'
import { channelHoldings } from './store-holdings.ts'

export const channels: Context = {
  name: 'channels',
  migrations: `${import.meta.dirname}/migrations`,
  holdings: channelHoldings,
  standings: channelStandings,
  belongings: channelBelongings,
  routes: channelRoutes,
  followers: (ground) => [channelFollower(ground)],
  jobs: channelJobs,
}
