// Third parties with a major interest (许可法 36): named with the reason, told in writing, heard before the decision. Also what any party
// says of the case: the applicant has the same right to make a statement.
import type { Act } from '#base/act'
import { deadline } from '#engines/calendar'
import { openWork, type Handler } from './acts.ts'
import { applicantsOf, type Work } from './work.ts'
import { takesPart, type Party } from './case.ts'
import { closeProcedure, placeProcedure } from './procedure.ts'
import { notYourStep, reasonsNeeded } from './refusals.ts'
import { partiesOnly, partyUnknown, thirdPartyKnown } from './refusals-procedure.ts'
import { addParty, findParties, findProcedures, isPartyBy, saveProcedure, type PlacedParty } from './store-procedures.ts'
import { saveWork } from './store.ts'
import { mustBe, note } from './work.ts'

/** [K] Working days a third party has to speak after being told; the law asks for a chance and names no number. */
export const speakDays = 5

/** Who handles the procedure of a case: any post of its bodies but the window's. */
export function mustConduct(work: Work, handler: Handler): void {
  const bodies = [work.case.handling, work.case.deciding]
  const roles = ['clerk', 'examiner', 'approver', 'head']
  if (!handler.posts.some((post) => roles.includes(post.role) && bodies.includes(post.organisation))) throw notYourStep({ roles })
}

/** Names somebody whose major interest the case touches. A letter follows; until that one was told and could speak, nothing is decided. */
export async function nameThirdParty(act: Act, caseId: string, handler: Handler, { party, interest }: { party: Omit<Party, 'role'>; interest: string }): Promise<void> {
  const work = await openWork(act, caseId)
  mustBe(work, 'accepted')
  mustConduct(work, handler)
  if (!interest.trim()) throw reasonsNeeded()
  if (await isPartyBy(act.tx, caseId, party)) throw thirdPartyKnown()
  const salt = act.random.bytes(16)
  const ordinal = await addParty(act.tx, act.random, caseId, { ...party, role: 'third-party', salt, interest })
  await placeProcedure(work, { kind: 'third-party', about: String(ordinal) })
  note(work, 'cases.third-party-named', { party: ordinal, ...(party.account ? { told: [party.account] } : {}) }, { name: party.name, interest })
  await saveWork(work)
}

/** A third party was told: its notice reached it on this day, from which the days to speak run. */
export async function recordTold(act: Act, caseId: string, ordinal: number, { means, on }: { means: string; on: Temporal.PlainDate }): Promise<void> {
  const work = await openWork(act, caseId)
  const waiting = (await findProcedures(act.tx, caseId)).find((one) => one.kind === 'third-party' && one.about === String(ordinal))
  if (!waiting) throw partyUnknown({ party: ordinal })
  const { due } = deadline(work.calendar, { start: on, days: speakDays, unit: 'working', suspensions: [], extensions: [] })
  await saveProcedure(act.tx, { ...waiting, toldOn: on.toString(), untilOn: due.toString() })
  note(work, 'cases.third-party-told', { party: ordinal, means, until: due.toString() }, undefined, Temporal.PlainDate.compare(on, work.today) < 0 ? on : undefined)
  await saveWork(work)
}

/** A party speaks: the applicant, or a third party, whom the decision then no longer waits for. */
export async function makeStatement(act: Act, caseId: string, account: string, text: string): Promise<void> {
  const work = await openWork(act, caseId)
  mustBe(work, 'submitted', 'correcting', 'accepted')
  const party = (await findParties(act.tx, caseId)).find((one) => one.account === account && takesPart(one))
  if (!party) throw partiesOnly()
  await keepStatement(work, party, text)
}

/** A civil servant writes down what a party said at the desk or wrote by letter. */
export async function recordStatement(act: Act, caseId: string, handler: Handler, ordinal: number, text: string): Promise<void> {
  const work = await openWork(act, caseId)
  mustBe(work, 'submitted', 'correcting', 'accepted')
  mustConduct(work, handler)
  const party = (await findParties(act.tx, caseId)).find((one) => one.ordinal === ordinal && takesPart(one))
  if (!party) throw partyUnknown({ party: ordinal })
  await keepStatement(work, party, text)
}

async function keepStatement(work: Work, party: PlacedParty, statement: string): Promise<void> {
  if (!statement.trim()) throw reasonsNeeded()
  if (party.role === 'third-party') await closeProcedure(work, { kind: 'third-party', about: String(party.ordinal), outcome: 'done' })
  note(work, 'cases.statement-made', { party: party.ordinal, role: party.role }, { statement })
  await saveWork(work)
}

/** Whether an account has a part in the case only as a third party: it sees what concerns it and no more. */
export function isThirdOnly(parties: readonly Party[], account: string | undefined): boolean {
  const own = parties.filter((party) => party.account !== null && party.account === account && takesPart(party))
  return own.length > 0 && own.every((party) => party.role === 'third-party')
}

/** Accounts of the applicants and third parties: those whom a hearing concerns. */
export function concernedAccounts(parties: readonly Party[]): string[] {
  return [...applicantsOf([...parties]), ...parties.filter((party) => party.role === 'third-party' || party.role === 'respondent')].flatMap((party) => party.account ?? [])
}
