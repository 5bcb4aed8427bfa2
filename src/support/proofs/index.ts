// register: proofs of who somebody is: sources outside are asked, their answers checked and kept for as long as they count; nothing else raises a level.
import type { Context } from '#base/context'
import { askKept } from './acts.ts'
import { proofRoutes } from './routes.ts'
import { checkRoutes } from './routes-checks.ts'
import { companyRoutes } from './routes-companies.ts'
import { deleteEnded, endLate } from './store.ts'
import { proofBelongings } from './store-belongings.ts'
import { endLateChecks } from './store-checks.ts'
import { proofStandings } from './store-standings.ts'
import { proofHoldings } from './store-holdings.ts'

export { readProofRelays } from './relays.ts'
export { answerType, subjectOf, type Question, type SourceAnswer, type SourceName } from './source.ts'

export const proofs: Context = {
  name: 'proofs',
  migrations: `${import.meta.dirname}/migrations`,
  holdings: proofHoldings,
  standings: proofStandings,
  belongings: proofBelongings,
  routes: (ground) => [...proofRoutes(ground), ...checkRoutes(ground), ...companyRoutes(ground)],
  beats: (ground) => [{
    name: 'proofs.tidy', everySeconds: 600,
    run: async () => {
      const now = ground.clock.now()
      await endLate(ground.sql, now)
      await endLateChecks(ground.sql, now)
      await deleteEnded(ground.sql, now.subtract(askKept))
    },
  }],
}
