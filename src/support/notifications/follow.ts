// Who is told of what: the applicants and agents of a case, of everything that concerns them; civil servants, of work that is handed to them.
import { oncePerBatch, type Entry, type Follower } from '#base/act'
import type { Ground } from '#base/context'
import { findAllCaseParties, systemActor, type CaseParties } from '#core/cases'
import { isMadeUp } from '#core/people'
import { getItemVersion } from '#core/items'
import { findReviewer } from '#support/reviews'
import { tell } from './acts.ts'
import { accountKinds, toldKinds, writeMessage } from './message.ts'
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
  if (found === undefined || told.includes(found.account)) return
  await ground.runAct({ actor: systemActor, locks: [`notifications:${entry.id}`] }, (act) => tell(act, entry, [found.account], { number: null, code: found.item, item: { zh: '' } }))
}

/** The account that an entry is about is told what happened to it; a company what its new representative has to review, where somebody may act for it. */
async function tellAccount(ground: Ground, entry: Entry, told: readonly string[]): Promise<void> {
  if (entry.facts.agencies === 0 || told.includes(entry.subject)) return
  await ground.runAct({ actor: systemActor, locks: [`notifications:${entry.id}`] }, (act) => tell(act, entry, [entry.subject], { number: null, code: null, item: { zh: '' } }))
}

/** Whom an entry about no case names, is told. */
async function tellNamed(ground: Ground, entry: Entry, told: readonly string[]): Promise<void> {
  const accounts = namedIn(entry)?.filter((account) => !told.includes(account)) ?? []
  if (accounts.length > 0) await ground.runAct({ actor: systemActor, locks: [`notifications:${entry.id}`] }, (act) => tell(act, entry, accounts, { number: null, code: null, item: { zh: '' } }))
}

function namedIn({ facts }: Entry): string[] | undefined {
  return Array.isArray(facts.told) ? facts.told.filter((one): one is string => typeof one === 'string') : undefined
}

/** Whoever is proved to be somebody is told, in case it was another: but for accounts that nobody real has. */
async function tellProved(ground: Ground, entry: Entry, told: readonly string[]): Promise<void> {
  if (isMadeUp(entry.facts.source) || told.includes(entry.subject)) return
  await ground.runAct({ actor: systemActor, locks: [`notifications:${entry.id}`] }, (act) => tell(act, entry, [entry.subject], { number: null, code: null, item: { zh: '' } }))
}

async function tellOf(ground: Ground, entry: Entry, known: Known): Promise<void> {
  const told = known.told.get(entry.id) ?? []
  if (entry.kind === 'reviews.answered' || entry.kind === 'reviews.rectification-closed') return tellReviewer(ground, entry, told)
  if (entry.kind === 'people.representative-changed' || accountKinds.includes(entry.kind)) return tellAccount(ground, entry, told)
  if (entry.kind === 'people.proof-kept') return tellProved(ground, entry, told)
  if (entry.kind.startsWith('proposals.')) return tellNamed(ground, entry, told)
  const whole = known.cases.get(caseOf(entry))
  if (!whole) return
  const item = (await getItemVersion(ground.sql, whole.case.itemVersion)).content.name
  if (!writeMessage(entry, { number: whole.case.number, item })) return
  // Civil servants are named by the entry itself; everybody else is told as applicant.
  const named = namedIn(entry)
  // Where nobody applied, the one it is about is told.
  const roles = whole.parties.some((party) => party.role === 'applicant') ? ['applicant', 'joint-applicant', 'agent'] : ['respondent', 'agent']
  const concerned = named ?? (unheardOf(entry) ? [] : whole.parties.filter((party) => roles.includes(party.role)).flatMap((party) => party.account ?? []))
  const accounts = [...new Set(concerned)].filter((account) => !told.includes(account))
  if (accounts.length === 0) return
  await ground.runAct({ actor: systemActor, locks: [`notifications:${entry.id}`] }, (act) => tell(act, entry, accounts, { number: whole.case.number, code: whole.case.item, item }))
}
