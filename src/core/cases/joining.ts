// Joint applicants 共同申请人 and the other side 被申请人, who were written down by the applicant or a window. Nobody is made an applicant by somebody
// else (民法典 171): who is named is asked, and applies together only by the own word, before the case is accepted. The other side is not asked; it
// is told once the case is accepted, and has no part in it before.
import type { Act } from '#base/act'
import { openWork, type Handler } from './acts.ts'
import type { CaseAttachment } from './case.ts'
import { inviteeReadDifferently, inviteePaperNeeded, inviteeSameOfficer, invitationAnswered, invitationNotFound, invitationsOpen } from './refusals-joining.ts'
import { applicantOnly, notYourStep } from './refusals.ts'
import { findPart } from './store-apart.ts'
import { declineParty, updateParty } from './store-parties.ts'
import { findParties, type PlacedParty } from './store-procedures.ts'
import { isApplicant, saveWork } from './store.ts'
import { mustBe, note, type Work } from './work.ts'

/** `own`: by the own account · `present`: said at a window, with the document · `paper`: signed on paper, which a window has. */
export type JoinMeans = 'own' | 'present' | 'paper'
/** Why somebody who was asked does not apply together: said no · the applicant took it back · did not answer before the case was accepted. */
export type NotJoined = 'refused' | 'taken-back' | 'not-answered'

/** Refuses to accept while somebody who was asked may still answer. */
export async function mustHaveAnswers({ act, case: row, item }: Work): Promise<void> {
  if (!item.content.parties?.jointApplicants) return
  const waiting = (await findParties(act.tx, row.id)).filter(({ role }) => role === 'invited')
  if (waiting.length > 0) throw invitationsOpen({ case: row.number, count: waiting.length })
}

/** With acceptance nobody is asked any more, and the other side takes part and is told. */
export async function settleParties(work: Work): Promise<void> {
  if (!work.item.content.parties) return
  for (const party of await findParties(work.act.tx, work.case.id)) {
    if (party.role === 'invited') await leaveOut(work, party, 'not-answered')
    if (party.role !== 'named') continue
    await updateParty(work.act.tx, work.case.id, party.ordinal, { role: 'respondent', account: party.account, consent: party.consent })
    note(work, 'cases.respondent-told', { party: party.ordinal, told: party.account === null ? [] : [party.account] })
  }
}

async function leaveOut(work: Work, party: PlacedParty, because: NotJoined): Promise<void> {
  await declineParty(work.act.tx, work.case.id, party.ordinal)
  note(work, 'cases.not-joined', { party: party.ordinal, because })
}

/** One who was asked, while the answer still counts; refuses a second answer. */
async function getInvited(work: Work, isMeant: (party: PlacedParty) => boolean): Promise<PlacedParty> {
  const meant = (await findParties(work.act.tx, work.case.id)).filter((party) => isMeant(party) && ['invited', 'declined', 'joint-applicant'].includes(party.role))
  const party = meant.find(({ role }) => role === 'invited') ?? meant[0]
  if (!party) throw invitationNotFound({ case: work.case.number })
  if (party.role !== 'invited') throw invitationAnswered({ case: work.case.number })
  mustBe(work, 'submitted', 'correcting')
  return party
}

async function join(work: Work, party: PlacedParty, { means, account, consent }: { means: JoinMeans; account: string | null; consent: boolean }): Promise<void> {
  await updateParty(work.act.tx, work.case.id, party.ordinal, { role: 'joint-applicant', account, consent: consent && account !== null })
  note(work, 'cases.joined', { party: party.ordinal, means })
}

/** Who was asked says yes or no, by the own account. */
export async function answerInvitation(act: Act, caseId: string, account: string, answer: { join: boolean; consent: boolean }): Promise<void> {
  const work = await openWork(act, caseId)
  const party = await getInvited(work, (one) => one.account === account)
  if (answer.join) await join(work, party, { means: 'own', account, consent: answer.consent })
  else await leaveOut(work, party, 'refused')
  await saveWork(work)
}

export interface WindowAnswer {
  join: boolean
  /** What the officer reads off the document: what was entered is not shown to him. */
  name: string
  idNumber: string
  means: Exclude<JoinMeans, 'own'>
  /** The scan of what was signed. */
  paper?: Omit<CaseAttachment, 'id' | 'version' | 'at'>
  /** The account of whoever has this document, where there is one by now. */
  account: string | null
}

/**
 * Who was asked says so at a window, or on paper. The officer reads name and number off the document anew; a paper is taken by another officer than the
 * one who entered the case, as a power of attorney is (0049): two have seen it.
 */
export async function answerAtWindow(act: Act, caseId: string, handler: Handler, place: number, answer: WindowAnswer): Promise<void> {
  const work = await openWork(act, caseId)
  const { receiving, handling } = work.case
  if (!handler.posts.some(({ role, organisation }) => (role === 'window' || role === 'clerk') && [receiving, handling].includes(organisation))) throw notYourStep({ roles: ['window', 'clerk'] })
  const party = await getInvited(work, (one) => one.ordinal === place)
  if (party.name !== answer.name || party.idNumber !== answer.idNumber) throw inviteeReadDifferently({}, [{ path: '/idNumber', code: 'different', zh: '与申请时填写的不一致', en: 'Not what was entered with the application' }])
  if (answer.means === 'paper') {
    if (!answer.paper) throw inviteePaperNeeded()
    if ((await findPart(act.tx, caseId, handler.id)).entered !== null) throw inviteeSameOfficer()
  }
  if (answer.paper) work.changes.files = [{ ...answer.paper, id: act.newId(), version: work.formVersion, at: act.now.toString() }]
  if (answer.join) await join(work, party, { means: answer.means, account: party.account ?? answer.account, consent: party.consent })
  else await leaveOut(work, party, 'refused')
  await saveWork(work)
}

/** The applicant asks somebody no more. */
export async function takeInvitationBack(act: Act, caseId: string, account: string, place: number): Promise<void> {
  const work = await openWork(act, caseId)
  if (!(await isApplicant(act.tx, caseId, account))) throw applicantOnly()
  await leaveOut(work, await getInvited(work, (one) => one.ordinal === place), 'taken-back')
  await saveWork(work)
}
