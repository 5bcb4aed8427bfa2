// Who is told of what: the applicants and agents of a case, of everything that concerns them; civil servants, of work that is handed to them.
import { oncePerBatch, type Entry, type Follower } from '#base/act'
import type { Ground } from '#base/context'
import { findAllCaseParties, systemActor, type CaseParties } from '#core/cases'
import { isMadeUp } from '#core/people'
import { getItemVersion } from '#core/items'
import { findReviewer } from '#support/reviews'
import { tell } from './acts.ts'
import { toldKinds, writeMessage } from './message.ts'
import { listAllTold } from './store.ts'

/** Follows cases, licences and invitations. */
export function messageFollower(ground: Ground): Follower {
  const known = oncePerBatch((batch) => readKnown(ground, batch))
  return { name: 'notifications', owner: 'system-admin', on: Object.fromEntries(toldKinds.map((kind) => [kind, async (entry: Entry, batch: readonly Entry[]) => tellOf(ground, entry, await known(batch))])) }
}

/** The cases that a batch is about, and who was told of its entries. */
interface Known {
  cases: ReadonlyMap<string, CaseParties>
  told: ReadonlyMap<string, readonly string[]>
}

async function readKnown({ sql }: Ground, batch: readonly Entry[]): Promise<Known> {
  const heard = batch.filter((entry) => toldKinds.includes(entry.kind))
  return { cases: await findAllCaseParties(sql, heard.map(caseOf)), told: await listAllTold(sql, heard.map((entry) => entry.id)) }
}

const caseOf = (entry: Entry): string => (typeof entry.facts.case === 'string' ? entry.facts.case : entry.subject)

/** What a body opens by itself is told with what it intends, not when it opens a file. */
function unheardOf({ kind, facts }: Entry): boolean {
  return (kind === 'cases.opened' && facts.channel === 'office') || (kind === 'cases.accepted' && facts.office === true)
}

/** Who judged is told what came of it, without a case: the one that answers it is not theirs to see. */
async function tellReviewer(ground: Ground, entry: Entry, told: readonly string[]): Promise<void> {
  const found = await findReviewer(ground.sql, entry.subject)
  if (found) await tellAll(ground, entry, [found.account], told, { ...noCase, code: found.item })
}

/** Whom an entry about no case tells: whoever it names, else the account that it is about. */
function accountsOf(entry: Entry): string[] {
  // A company is told what its new representative has to review where somebody may act for it; an account that nobody real has, nothing.
  const isIdle = entry.facts.agencies === 0 || (entry.kind === 'people.proof-kept' && isMadeUp(entry.facts.source))
  // Of a guardianship ward and guardians are told, whom the entry names.
  return /^(proposals|people\.guardian)/.test(entry.kind) ? (namedIn(entry) ?? []) : isIdle ? [] : [entry.subject]
}

function namedIn({ facts }: Entry): string[] | undefined {
  return Array.isArray(facts.told) ? facts.told.filter((one): one is string => typeof one === 'string') : undefined
}

const noCase = { number: null, code: null, item: { zh: '' } }

/** Tells those of these accounts who were not told yet. */
async function tellAll(ground: Ground, entry: Entry, concerned: readonly string[], told: readonly string[], about: Parameters<typeof tell>[3]): Promise<void> {
  const accounts = [...new Set(concerned)].filter((account) => !told.includes(account))
  if (accounts.length > 0) await ground.runAct({ actor: systemActor, locks: [`notifications:${entry.id}`] }, (act) => tell(act, entry, accounts, about))
}

async function tellOf(ground: Ground, entry: Entry, known: Known): Promise<void> {
  const told = known.told.get(entry.id) ?? []
  if (entry.kind === 'reviews.answered' || entry.kind === 'reviews.rectification-closed') return tellReviewer(ground, entry, told)
  if (/^(people|proposals)\./.test(entry.kind)) return tellAll(ground, entry, accountsOf(entry), told, noCase)
  const whole = known.cases.get(caseOf(entry))
  if (!whole) return
  const item = (await getItemVersion(ground.sql, whole.case.itemVersion)).content.name
  if (!writeMessage(entry, { number: whole.case.number, item })) return
  // Civil servants are named by the entry itself; everybody else is told as applicant.
  const named = namedIn(entry)
  // Where nobody applied, the one it is about is told.
  const roles = whole.parties.some((party) => party.role === 'applicant') ? ['applicant', 'joint-applicant', 'agent'] : ['respondent', 'agent']
  const concerned = named ?? (unheardOf(entry) ? [] : whole.parties.filter((party) => roles.includes(party.role)).flatMap((party) => party.account ?? []))
  await tellAll(ground, entry, concerned, told, { number: whole.case.number, code: whole.case.item, item })
}
