// case kind: applications on request: from the first answer to the case. 行政许可法 29, 32; 国令716 art. 7.
import type { Context } from '#base/context'
import { affectedRoutes } from './affected.ts'
import { confirmationRoutes } from './confirming.ts'
import { intakeRoutes } from './intake.ts'
import { invitationRoutes } from './invitations.ts'
import { owedRoutes } from './owed.ts'
import { applicationRoutes } from './routes.ts'
import { libraryRoutes } from './routes-library.ts'
import { uploadRoutes } from './routes-uploads.ts'
import { heldByDrafts } from './store.ts'
import { heldByConfirmations } from './store-confirmations.ts'
import { applicationHoldings } from './store-holdings.ts'
import { applicationBelongings } from './store-belongings.ts'
import { applicationStandings } from './store-standings.ts'

export { scenarioSets } from './known.ts'
export { applyWhole, prepareWhole } from './whole.ts'
export { addFile, draftLock, getDraft, receiveAtWindow, saveApplication, startApplication, submitApplication } from './acts.ts'
export type { OtherParty } from './others.ts'
export { preparePapers } from './papers.ts'
export { noteLoose } from './store.ts'
export { sweepLooseFiles } from './sweep.ts'

export const applications: Context = {
  name: 'applications',
  migrations: `${import.meta.dirname}/migrations`,
  standings: applicationStandings, belongings: applicationBelongings, holdings: applicationHoldings,
  heldFiles: async (sql, digests) => [...(await heldByDrafts(sql, digests)), ...(await heldByConfirmations(sql, digests))],
  routes: (ground) => [...applicationRoutes(ground), ...intakeRoutes(ground), ...invitationRoutes(ground), ...owedRoutes(ground), ...libraryRoutes(ground), ...uploadRoutes(ground), ...confirmationRoutes(ground), ...affectedRoutes(ground)],
}
