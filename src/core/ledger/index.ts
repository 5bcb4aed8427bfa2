// stream: the ledger as proof: Merkle tree, signed checkpoints, proofs, verification (RFC 9162, C2SP tlog-checkpoint).
import type { Context } from '#base/context'
import { eventsRoute } from './events.ts'
import { treeFollower } from './grow.ts'
import { clockKind, machineClockRoutes } from './machine-clock.ts'
import { rotationKind } from './rotation.ts'
import { ledgerRoutes } from './routes.ts'

export { makeHoldKeeper } from './machine-clock.ts'
export { parkedRoutes } from './parked.ts'
export { afterRotation, keysLocks, noteRotation, rotatable, rotateKey, type Rotatable } from './rotation.ts'
export { lastCheckpoint } from './store.ts'
export { rootOf, verifyLedger, type LedgerFault, type LedgerReport } from './verify.ts'

export const ledger: Context = {
  name: 'ledger',
  migrations: `${import.meta.dirname}/migrations`,
  routes: (ground) => [...ledgerRoutes(ground), eventsRoute(ground), ...machineClockRoutes(ground)],
  proposals: (ground) => [rotationKind(ground), clockKind(ground)],
  batchFollowers: (ground) => [treeFollower(ground)],
}
