// Who is told of what: the applicants and agents of a case, of everything that concerns them; civil servants, of work that is handed to them.
import { oncePerBatch, type Entry, type Follower } from '#base/act'
import type { Ground } from '#base/context'
import { findAllCaseParties, systemActor, type CaseParties } from '#core/cases'
import { isMadeUp } from '#core/people'
import { getItemVersion } from '#core/items'
import { findReviewer } from '#support/reviews'
import { tell, type News } from './acts.ts'
import { toldKinds, writeMessage } from './message.ts'
import { listAllTold } from './store.ts'

/** Follows cases, licences and invitations. What a batch tells is told in one act, with its first entry; where that fails each entry is told by itself. */
export function messageFollower(ground: Ground): Follower {
  const tellOf = oncePerBatch((batch) => tellBatch(ground, batch))
  return { name: 'notifications', owner: 'system-admin', on: Object.fromEntries(toldKinds.map((kind) => [kind, (_entry: Entry, batch: readonly Entry[]) => tellOf(batch)])) }
}

async function tellBatch(ground: Ground, batch: readonly Entry[]): Promise<void> {
  const heard = batch.filter((entry) => toldKinds.includes(entry.kind))
  const known = await readKnown(ground, heard)
  const news: News[] = []
  for (const entry of heard) news.push(...(await newsOf(ground, entry, known)))
  if (news.length > 0) await ground.runAct({ actor: systemActor, locks: news.map(({ entry }) => `notifications:${entry.id}`) }, (act) => tell(act, news))
}

/** The cases that a batch is about, and who was told of its entries. */
interface Known {
  cases: ReadonlyMap<string, CaseParties>
  told: ReadonlyMap<string, readonly string[]>
}

async function readKnown({ sql }: Ground, heard: readonly Entry[]): Promise<Known> {
  return { cases: await findAllCaseParties(sql, heard.map(caseOf)), told: await listAllTold(sql, heard.map((entry) => entry.id)) }
}

const caseOf = (entry: Entry): string => (typeof entry.facts.case === 'string' ? entry.facts.case : entry.subject)

/** What a body opens by itself is told with what it intends, not when it opens a file. */
function unheardOf({ kind, facts }: Entry): boolean {
  return (kind === 'cases.opened' && facts.channel === 'office') || (kind === 'cases.accepted' && facts.office === true) || kind === 'deliveries.letter-made'
}

/** Who judged is told what came of it, without a case: the one that answers it is not theirs to see. */
async function newsOfReviewer(ground: Ground, entry: Entry, told: readonly string[]): Promise<News[]> {
  const found = await findReviewer(ground.sql, entry.subject)
  return found ? newsFor(entry, [found.account], told, { ...noCase, code: found.item }) : []
}

/** Whom an entry about no case tells: whoever it names, else the account that it is about. */
function accountsOf(entry: Entry): string[] {
  // A company is told what its new representative has to review where somebody may act for it; an account that nobody real has, nothing.
  const isIdle = entry.facts.agencies === 0 || (entry.kind === 'people.proof-kept' && isMadeUp(entry.facts.source))
  // Of a guardianship or a power on paper its parties are told, whom the entry names.
  return /^(proposals|readings|people\.(guardian|power))/.test(entry.kind) ? (namedIn(entry) ?? []) : isIdle ? [] : [entry.subject]
}

function namedIn({ facts }: Entry): string[] | undefined {
  return Array.isArray(facts.told) ? facts.told.filter((one): one is string => typeof one === 'string') : undefined
}

const noCase = { number: null, code: null, item: { zh: '' } }

/** What those of these accounts are to be told who were not told yet. */
function newsFor(entry: Entry, concerned: readonly string[], told: readonly string[], about: News['about']): News[] {
  const accounts = [...new Set(concerned)].filter((account) => !told.includes(account))
  return accounts.length > 0 ? [{ entry, accounts, about }] : []
}

async function newsOf(ground: Ground, entry: Entry, known: Known): Promise<News[]> {
  const told = known.told.get(entry.id) ?? []
  if (entry.kind === 'reviews.answered' || entry.kind === 'reviews.rectification-closed') return newsOfReviewer(ground, entry, told)
  if (/^(people|proposals|readings)\./.test(entry.kind)) return newsFor(entry, accountsOf(entry), told, noCase)
  const whole = known.cases.get(caseOf(entry))
  if (!whole) return []
  const item = (await getItemVersion(ground.sql, whole.case.itemVersion)).content.name
  if (!writeMessage(entry, { number: whole.case.number, item })) return []
  // Civil servants are named by the entry itself; everybody else is told as applicant.
  const named = namedIn(entry)
  // Where nobody applied, the one it is about is told.
  const roles = whole.parties.some((party) => party.role === 'applicant') ? ['applicant', 'joint-applicant', 'agent'] : ['respondent', 'agent']
  const concerned = named ?? (unheardOf(entry) ? [] : whole.parties.filter((party) => roles.includes(party.role)).flatMap((party) => party.account ?? []))
  return newsFor(entry, concerned, told, { number: whole.case.number, code: whole.case.item, item })
}
