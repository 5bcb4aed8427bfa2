// register: systems of others that sign people in through us (OpenID Connect), what each person lets them know, and the end of it.
import type { Context } from '#base/context'
import { clientBeats, clientFollower, clientJobs } from './follow.ts'
import { clientKind } from './kind.ts'
import { clientRoutes } from './routes.ts'
import { passRoutes } from './routes-passes.ts'
import { consentRoutes } from './routes-consents.ts'
import { clientBelongings } from './store-belongings.ts'
import { clientHoldings } from './store-holdings.ts'

export { mountClients } from './mount.ts'
export { namesOfClients } from './store.ts'

export const clients: Context = {
  name: 'clients',
  migrations: `${import.meta.dirname}/migrations`,
  holdings: clientHoldings,
  belongings: clientBelongings,
  routes: (ground) => [...clientRoutes(ground), ...consentRoutes(ground), ...passRoutes(ground)],
  proposals: (ground) => [clientKind(ground)],
  followers: (ground) => [clientFollower(ground)],
  jobs: clientJobs,
  beats: clientBeats,
}
