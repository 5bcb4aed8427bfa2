// The verbs: asked for by one person, then confirmed or refused by another, withdrawn by whoever asked, or lapsed. One rule for every kind.
import type { Act } from '#base/act'
import type { ProposalKind } from '#base/context'
import type { Reach } from '#base/http'
import { isProblem, Problem } from '#base/problem'
import { caseNotFound } from '#core/cases'
import { holdersOfRoles } from '#core/people'
import { alreadyDecided, alreadyWaiting, answerNeeded, mustBeSecond, notYours, proposalNotFound, waitsDays, type Proposal } from './proposal.ts'
import { endProposal, findProposal, insertProposal } from './store.ts'

/** The lock under which proposals of a kind about something change. */
export const proposalLock = (kind: string, subject: string): string => `proposals:${kind}:${subject}`

/** What to lock before a proposal of this content is asked for or decided. */
export function locksOf(kind: ProposalKind, { content, askedBy }: { content: unknown; askedBy: string }): string[] {
  return [proposalLock(kind.code, kind.subjectOf(content, askedBy)), ...kind.locks(content)]
}

/** Asks for something. It holds when another person has confirmed it, or at once where its kind says so. Answers the proposal's id. */
export async function propose(act: Act, kind: ProposalKind, reach: Pick<Reach, 'all' | 'organisations'>, { content, reason }: { content: unknown; reason: string }): Promise<string> {
  const organisation = (await kind.organisationOf?.(act.tx, content)) ?? null
  // Whoever has nothing to do with a case does not learn that it exists.
  if (organisation !== null && !reach.all && !reach.organisations.includes(organisation)) throw kind.caseOf ? caseNotFound({ number: kind.caseOf(content) }) : notYours({ organisation })
  await kind.check(act, content).catch((error: unknown) => {
    // A fault of a field is told where the field stands in what was sent.
    throw isProblem(error) && error.fields.length > 0 ? new Problem(error.kind, error.facts, error.fields.map((field) => ({ ...field, path: `/content${field.path}` }))) : error
  })
  const one: Proposal = {
    id: act.newId(), kind: kind.code, subject: kind.subjectOf(content, act.actor.id), organisation, content, reason, salt: act.random.bytes(16), state: 'waiting', askedBy: act.actor.id, askedAt: act.now,
    lapsesAt: kind.atOnce ? null : act.now.add({ hours: 24 * waitsDays }), decidedBy: null, decidedAt: null, answer: null,
  }
  if (!(await insertProposal(act.tx, one))) throw alreadyWaiting({ kind: kind.code, subject: one.subject })
  const told = await deciders(act, kind, organisation)
  act.record('proposals.asked', {
    subject: one.id, facts: { kind: kind.code, about: one.subject, organisation, told, ...(kind.atOnce ? { atOnce: true } : {}) }, proves: { salt: one.salt, content: { content, reason } },
  })
  if (kind.atOnce) await kind.apply(act, one)
  return one.id
}

/** Who is told that something waits: whoever decides such things or sees them, but for whoever asked. */
async function deciders(act: Act, kind: ProposalKind, organisation: string | null): Promise<string[]> {
  const roles = [...kind.decides, ...(kind.atOnce ? (kind.sees ?? []) : [])].flatMap((rule) => rule.roles ?? [])
  const held = await holdersOfRoles(act.tx, roles, organisation, act.now)
  return held.filter((account) => account !== act.actor.id)
}

async function waiting(act: Act, id: string): Promise<Proposal> {
  const one = await findProposal(act.tx, id)
  if (!one) throw proposalNotFound({ proposal: id })
  if (one.state !== 'waiting') throw alreadyDecided({ state: one.state })
  return one
}

const kinds = { confirmed: 'proposals.confirmed', refused: 'proposals.refused', withdrawn: 'proposals.withdrawn', lapsed: 'proposals.lapsed' } as const

async function end(act: Act, one: Proposal, to: keyof typeof kinds, answer: string | null): Promise<void> {
  if (!(await endProposal(act.tx, one.id, to, { account: act.actor.id, at: act.now, answer }))) throw alreadyDecided()
  const told = to === 'withdrawn' ? [] : [one.askedBy]
  act.record(kinds[to], { subject: one.id, facts: { kind: one.kind, about: one.subject, told }, ...(answer === null ? {} : { proves: { salt: one.salt, content: { answer } } }) })
}

/** Confirms what another person asked for: it is done in this act, or stays where it held at once. */
export async function confirmProposal(act: Act, kind: ProposalKind, id: string, answer: string | null): Promise<void> {
  const one = await waiting(act, id)
  mustBeSecond(one, act.actor.id)
  if (!kind.atOnce) await kind.check(act, one.content)
  await end(act, one, 'confirmed', answer)
  if (!kind.atOnce) await kind.apply(act, one)
}

/** Refuses what another person asked for, with reasons; what held at once ends. */
export async function refuseProposal(act: Act, kind: ProposalKind, id: string, answer: string): Promise<void> {
  if (answer.trim() === '') throw answerNeeded()
  const one = await waiting(act, id)
  mustBeSecond(one, act.actor.id)
  await end(act, one, 'refused', answer)
  await kind.undo?.(act, one)
}

/** Takes back what one asked for oneself. What held at once is looked at all the same. */
export async function withdrawProposal(act: Act, id: string): Promise<void> {
  const one = await waiting(act, id)
  if (one.askedBy !== act.actor.id || one.lapsesAt === null) throw proposalNotFound({ proposal: id })
  await end(act, one, 'withdrawn', null)
}

/** Ends by the hand of something else what still waits: what it asked for is no longer to be had. */
export async function dropProposal(act: Act, one: Proposal): Promise<void> {
  await end(act, one, 'withdrawn', null)
}

/** Lets a proposal lapse that nobody decided. Somebody may have been quicker. */
export async function lapseProposal(act: Act, id: string): Promise<void> {
  const one = await findProposal(act.tx, id)
  if (one?.state === 'waiting' && one.lapsesAt && Temporal.Instant.compare(one.lapsesAt, act.now) <= 0) await end(act, one, 'lapsed', null)
  else act.record('proposals.lapse-not-due', { subject: id })
}
