// case kind: the case itself: a case of an item moves through a process under a clock. 行政许可法 26, 29, 32, 38, 42, 44, 45.
import type { Context } from '#base/context'
import { caseBeats, caseFollower, caseJobs } from './beats.ts'
import { acceptanceLawRoutes } from './routes-acceptance.ts'
import { eventsRoute } from './events.ts'
import { actRoutes } from './routes-act.ts'
import { boardRoutes } from './routes-board.ts'
import { bulkRoutes } from './routes-bulk.ts'
import { emergencyKind } from './emergency.ts'
import { handOverRoutes } from './routes-hand-overs.ts'
import { afterRoutes } from './routes-after.ts'
import { moveRoutes } from './routes-moves.ts'
import { paymentRoutes } from './routes-payments.ts'
import { procedureRoutes } from './routes-procedure.ts'
import { readRoutes } from './routes-read.ts'
import { insideStandings } from './inside.ts'
import { caseStandings } from './numbers.ts'
import { heldByCases } from './store.ts'
import { caseBelongings } from './store-belongings.ts'
import { caseHoldings } from './store-holdings.ts'

export { acceptAtOnce, acceptCase, answerCorrection, deemAccepted, lapseCorrection, refuseAcceptance, requestCorrection, type Correction, type Missing } from './acceptance.ts'
export { caseLock, claimStep, completeStep, openCase, type Handler, type NewCaseInput } from './acts.ts'
export { annulmentGrounds, isAnnullable, openAnnulment, yuan } from './annulment.ts'
export { applicantOf } from './applicant.ts'
export { handledByYou } from './apart.ts'
export { services } from './advance.ts'
export { startDefence } from './defence.ts'
export { closingCodeOf, isTask, lampOf, takesPart, type Case, type CaseAttachment, type CaseState, type CaseStep, type Outcome, type Party, type Result, type Term } from './case.ts'
export { extendCase, resumeCase, suspendCase } from './clockwork.ts'
export { decideCase, deliverCase, deliverElectronically, withdrawCase, type AutomaticDecision } from './decision.ts'
export { isOfCase, mustBeOfCase } from './copies.ts'
export { maskForm, numbersOf } from './masking.ts'
export { countCases, countMax, countOpenCases, countRunning, isVisible } from './list.ts'
export { listOwnCaseIds, listOwnLines, listOwnParts, listOwnTerms, type OwnTerm } from './own.ts'
export { casesAppliedFor, casesOfAccounts, listFinished } from './finished.ts'
export { correctParty } from './party-correction.ts'
export { answerAtWindow, answerInvitation, takeInvitationBack } from './joining.ts'
export { invitationNotFound } from './refusals-joining.ts'
export { listInvited, listUndecided as listUndecidedOf } from './store-parties.ts'
export { beginProcedure, endProcedure, noteOnCase, type Noted } from './procedure.ts'
export { caseNotFound, notYourStep, outcomeNotPossible, wrongState } from './refusals.ts'
export { describeCase, filterOf, listQuery, readers, visibleCase, type ListQuery } from './routes-read.ts'
export { findFormAt } from './store-comments.ts'
export { rehearseAct, type Left, type Rehearsed, type RehearsedAct } from './rehearse.ts'
export { handInOwed, type OwedPaper } from './owed.ts'
export { warningKinds, warningsOf, type HandedIn, type Warning } from './papers.ts'
export { gapLimit, promiseDigest } from './promised.ts'
export { findCommitment, type Commitment } from './store-acceptance.ts'
export { findAllCaseParties, findAnnulled, findAnnulment, findCaseId, findCaseNumbers, findCaseParties, findFormVersions, findOpenAbout, findPinned, findPositions, listOverdue, findWholeCase, findWholeCases, findWords, findWordsOf, type CaseParties, type FormVersionRow, type Position, type WholeCase } from './store.ts'
export { isReviewer } from './apart.ts'
export { officersFor } from './site-check.ts'
export { insertPresider } from './store-apart.ts'
export { caseInReach } from './store-scope.ts'
export { bodiesIn, officerIn, postsIn, sectionsIn } from './sections.ts'
export { systemActor } from './system.ts'
export { terminationTexts, type TerminationGround } from './termination.ts'
export { findParties, findProcedures, type PlacedParty } from './store-procedures.ts'
export { openTask, type NewTask } from './tasks.ts'
export { concernedAccounts, isThirdOnly, recordTold, speakDays } from './third-parties.ts'
export { CaseShape, innerKinds } from './views.ts'

export const cases: Context = {
  name: 'cases',
  migrations: `${import.meta.dirname}/migrations`,
  holdings: caseHoldings,
  belongings: caseBelongings,
  standings: [...caseStandings, ...insideStandings],
  routes: (ground) => [...readRoutes(ground), ...actRoutes(ground), ...acceptanceLawRoutes(ground), ...afterRoutes(ground), ...moveRoutes(ground), ...paymentRoutes(ground), ...procedureRoutes(ground), ...bulkRoutes(ground), ...handOverRoutes(ground), ...boardRoutes(ground), eventsRoute(ground)],
  proposals: (ground) => [emergencyKind(ground)],
  followers: (ground) => [caseFollower(ground)],
  jobs: caseJobs,
  beats: caseBeats,
  heldFiles: heldByCases,
}
export type { Words } from './work.ts'
