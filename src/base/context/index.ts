// engine: how a context presents itself to the platform, and the ground it is given.
export type { Beat, Context, Ground, JobHandlers, Relays } from './context.ts'
export { proposalKind, type Proposed, type ProposalKind } from './proposal.ts'
