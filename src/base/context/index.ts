// engine: how a context presents itself to the platform, and the ground it is given.
export type { Beat, CertificateRelay, Context, Ground, JobHandlers, ProofRelay, Relays } from './context.ts'
export { countBy, type Belonging } from './belonging.ts'
export { proposalKind, type Proposed, type ProposalKind } from './proposal.ts'
export { moveOf, settleBy, type Merge, type Move, type Settle } from './merging.ts'
export { digestOfSealed, lastingDigest, plainColumn, sealedColumn, sealedInside, type Standing } from './standing.ts'
export { ofAccount, ofCase, type Holding } from './holding.ts'
