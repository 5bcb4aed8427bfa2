// stream: the ledger as proof: Merkle tree, signed checkpoints, proofs, verification (RFC 9162, C2SP tlog-checkpoint).
import type { Context } from '#base/context'
import { eventsRoute } from './events.ts'
import { treeFollower } from './grow.ts'
import { ledgerRoutes } from './routes.ts'

export { parkedRoutes } from './parked.ts'
export { lastCheckpoint } from './store.ts'
export { rootOf, verifyLedger, type LedgerFault, type LedgerReport } from './verify.ts'

export const ledger: Context = {
  name: 'ledger',
  migrations: `${import.meta.dirname}/migrations`,
  routes: (ground) => [...ledgerRoutes(ground), eventsRoute(ground)],
  batchFollowers: (ground) => [treeFollower(ground)],
}
