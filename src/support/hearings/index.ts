// register: hearings 听证 of cases: the right told, asked for, called, notified, held by somebody else, on the record. 行政许可法 45–48.
import type { Context } from '#base/context'
import { hearingBeats, hearingFollower } from './follow.ts'
import { hearingRoutes } from './routes.ts'
import { hearingHoldings } from './store-holdings.ts'

export const hearings: Context = {
  name: 'hearings',
  migrations: `${import.meta.dirname}/migrations`,
  holdings: hearingHoldings,
  routes: hearingRoutes,
  followers: (ground) => [hearingFollower(ground)],
  beats: hearingBeats,
}
