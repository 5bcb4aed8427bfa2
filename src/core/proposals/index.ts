// register: what one person asks for and another decides (双人复核), whatever it is about. GB/T 22239-2019 8.1.5.
import type { Context, Ground, ProposalKind } from '#base/context'
import { systemActor } from '#core/cases'
import { lapseProposal, proposalLock } from './acts.ts'
import { proposalRoutes } from './routes.ts'
import { listLapsing } from './store.ts'
import { proposalHoldings } from './store-holdings.ts'

export { dropProposal, proposalLock } from './acts.ts'
export type { Proposal, ProposalState } from './proposal.ts'
export { findProposal, findWaiting, listProposals } from './store.ts'

/** The context of proposals of the kinds that the others declare. */
export function makeProposals(kindsOf: (ground: Ground) => ProposalKind[]): Context {
  return {
    name: 'proposals',
    migrations: `${import.meta.dirname}/migrations`,
    holdings: proposalHoldings,
    routes: (ground) => proposalRoutes(ground, () => kindsOf(ground)),
    beats: (ground) => [{ name: 'proposals.lapse', everySeconds: 60, run: () => lapseAll(ground) }],
  }
}

async function lapseAll(ground: Ground): Promise<void> {
  for (const { id, kind, subject } of await listLapsing(ground.sql, ground.clock.now())) await ground.runAct({ actor: systemActor, locks: [proposalLock(kind, subject)] }, (act) => lapseProposal(act, id))
}
