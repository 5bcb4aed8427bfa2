// stream: the ledger as proof: Merkle tree, signed checkpoints, proofs, verification (RFC 9162, C2SP tlog-checkpoint).
import type { Context } from '#base/context'
import { treeFollower } from './grow.ts'
import { clockKind, machineClockRoutes } from './machine-clock.ts'
import { keysRoute, renewalBeat, renewalFollower, renewalJobs, type StandingsOf } from './renewal.ts'
import { rotationKind } from './rotation.ts'
import { ledgerRoutes } from './routes.ts'

export { followClock, takeUpHold } from './machine-clock.ts'
export { parkedRoutes } from './parked.ts'
export { afterRotation, keysLocks, noteRotation, rotatable, rotateKey, type Rotatable } from './rotation.ts'
export { listKeys, mustHaveKeys, renewRows, renewWhatIsLeft, retireKey } from './renewal.ts'
export { lastCheckpoint } from './store.ts'
export { rootOf, verifyLedger, type LedgerFault, type LedgerReport } from './verify.ts'

/** `standingsOf` answers what all contexts declare. */
export function makeLedger(standingsOf: StandingsOf): Context {
  return {
    name: 'ledger',
    migrations: `${import.meta.dirname}/migrations`,
    routes: (ground) => [...ledgerRoutes(ground), ...machineClockRoutes(ground), keysRoute(ground, standingsOf)],
    proposals: (ground) => [rotationKind(ground), clockKind()],
    followers: (ground) => [renewalFollower(ground)],
    jobs: (ground) => renewalJobs(ground, standingsOf),
    beats: (ground) => [renewalBeat(ground, standingsOf)],
    batchFollowers: (ground) => [treeFollower(ground)],
  }
}
