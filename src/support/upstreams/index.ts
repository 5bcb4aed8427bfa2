// register: platforms above that sign people in for us, and sign-ins through them.
import type { Context } from '#base/context'
export { mountUpstreams } from './hear.ts'
import { upstreamKind } from './kind.ts'
import { upstreamRoutes } from './routes.ts'
import { upstreamStandings } from './store-standings.ts'
import { deleteLapsed } from './store.ts'

export const upstreams: Context = {
  name: 'upstreams',
  migrations: `${import.meta.dirname}/migrations`,
  standings: upstreamStandings,
  routes: upstreamRoutes,
  proposals: (ground) => [upstreamKind(ground)],
  beats: (ground) => [{ name: 'upstreams.tidy', everySeconds: 3600, run: () => deleteLapsed(ground.sql, ground.clock.now()) }],
}
