// engine: how a context presents itself to the platform, and the ground it is given.
export type { Beat, Context, Ground, JobHandlers, ProofRelay, Relays, Belonging } from './context.ts'
export { proposalKind, type Proposed, type ProposalKind } from './proposal.ts'
