// The verbs: publishing templates, making a letter, keeping its print, and saying that it was received.
import { entriesOf, publishChanged, type Act, type Entry } from '#base/act'
import type { Ground } from '#base/context'
import type { Sql } from '#base/db'
import { dateInChina } from '#base/time'
import type { Party, WholeCase, Words } from '#core/cases'
import { getItemVersion } from '#core/items'
import { findAround, type Organisation } from '#core/organisations'
import type { ItemContent, LetterTemplate } from '#core/packs'
import { codeOf } from '#support/enquiries'
import type { VisitOnPaper } from '#support/reviews'
import { useSeal } from '#support/seals'
import { isDecision, letterNumber, letterRules, type Letter, type LetterKind } from './letter.ts'
import { keepRecord } from './acts-record.ts'
import type { Means } from './delivery.ts'
import { first, firstPlace, recipientsOf } from './recipient.ts'
import { findRemedy, unfavourable, type Remedy } from './remedy.ts'
import { insertRecipients } from './store-records.ts'
import { findTemplates, insertLetter, insertTemplate, markPrinted, nextLetterSerial, type Template } from './store.ts'
import { letterDate, letterValues } from './values.ts'

/** The lock under which templates are published. */
export const lettersLock = 'deliveries:templates'

/** Publishes the templates of a pack that differ from the newest version. Answers how many. */
export async function applyLetters(act: Act, templates: readonly LetterTemplate[]): Promise<number> {
  return publishChanged(act, templates, {
    kind: 'deliveries.template-published', name: ({ name }) => ({ template: name }), find: async (tx, { name }) => (await findTemplates(tx, [name])).get(name), insert: insertTemplate,
  })
}

/** The newest templates of these names, by name. */
export async function publishedLetters(sql: Sql, names: readonly string[]): Promise<Map<string, LetterTemplate>> {
  return new Map([...(await findTemplates(sql, names))].map(([name, { content }]) => [name, content]))
}

/** A letter that is due: what it answers and what it is made from. Read before the act. */
export interface DueLetter {
  kind: LetterKind
  entry: Entry
  whole: WholeCase
  template: Template & { name: string }
  /** The place of the third party it is for; absent: the applicant. */
  addressee?: number
  /** Third parties that spoke in the case or at its hearing, by their places. */
  tookPart: readonly number[]
  /** What stands beside the entry. */
  words: Record<string, unknown>
  /** The bodies that it may name. */
  organisations: ReadonlyMap<string, Organisation>
  remedy: Remedy
}

/** What letters of a batch of entries are made from: the templates, the cases by their id, the words by their entry. */
export interface LetterSources {
  templates: ReadonlyMap<string, Template>
  cases: ReadonlyMap<string, WholeCase>
  words: ReadonlyMap<string, Words>
}

/** What a letter needs, or undefined where the pack has no template for it. */
export async function findDueLetter(sql: Sql, kind: LetterKind, entry: Entry, known: LetterSources): Promise<DueLetter | undefined> {
  const template = templateFor(kind, known.templates)
  const whole = known.cases.get(entry.subject)
  // Inside the administration there is nobody to write to.
  if (!template || !whole || !addresseeOf(whole)) return undefined
  const item = (await getItemVersion(sql, whole.case.itemVersion)).content
  const words = (known.words.get(entry.id)?.content ?? {}) as Record<string, unknown>
  return { kind, entry, whole, template, words, tookPart: isDecision(kind) ? await thirdPartiesIn(sql, whole) : [], ...(await findBodies(sql, whole, item, [words.competentBody, entry.facts.from])) }
}

/** The bodies that a letter may name, and the remedy against the deciding one. */
export async function findBodies(sql: Sql, { case: row }: Pick<WholeCase, 'case'>, item: ItemContent, others: readonly unknown[]): Promise<Pick<DueLetter, 'organisations' | 'remedy'>> {
  const codes = [row.receiving, row.handling, row.deciding, ...others.filter((one) => typeof one === 'string')]
  const around = await findAround(sql, row.deciding, codes)
  const known = codes.flatMap((code) => around.find(code) ?? [])
  return { organisations: new Map(known.map((one) => [one.code, one])), remedy: await findRemedy(sql, around, row.deciding, item) }
}

/** The template of a kind of letter, the first of those it may use. */
export function templateFor(kind: LetterKind, templates: ReadonlyMap<string, Template>): (Template & { name: string }) | undefined {
  for (const name of letterRules[kind].templates) {
    const template = templates.get(name)
    if (template) return { ...template, name }
  }
  return undefined
}

/** Whom letters go to: the applicant; where nobody applied, the one it is about. */
export function addresseeOf({ parties }: Pick<WholeCase, 'parties'>): Party | undefined {
  return parties[firstPlace(parties)]
}

/** Who gets letters in a space of the own: an addressee with an account who agreed to it. */
export function takesElectronically(whole: Pick<WholeCase, 'parties'>): boolean {
  return isElectronic(whole, first)
}

/** Whether one of those whom a letter is for gets letters in a space of the own. */
export function isElectronic(whole: Pick<WholeCase, 'parties'>, place: number): boolean {
  const party = place === first ? addresseeOf(whole) : whole.parties[place]
  return party !== undefined && party.account !== null && party.consent
}

/** Makes the letter that an entry asks for: numbered, dated, sealed. What it says stands beside the entry with a salt. */
export async function makeLetter(act: Act, due: DueLetter, { origin, keys }: Pick<Ground, 'origin' | 'keys'>, visit?: VisitOnPaper): Promise<Letter> {
  const { kind, entry, whole, template, words, organisations, remedy } = due
  const rule = letterRules[kind]
  const dated = letterDate(entry)
  const item = (await getItemVersion(act.tx, whole.case.itemVersion)).content
  const organisation = organisations.get(whole.case[rule.signs])
  if (!organisation) throw new Error(`organisation ${whole.case[rule.signs]} of case ${whole.case.number} is not known`)
  const number = letterNumber(organisation, kind, dated.year, await nextLetterSerial(act.tx, organisation.code, rule.word, dated.year))
  const seal = await useSeal(act, { code: organisation.code, name: organisation.name.zh }, rule.seal)
  const borrowed = template.name !== rule.templates[0] ? rule.title : undefined
  const places = recipientsOf(kind, whole.parties, due.addressee, due.tookPart)
  const electronic = places.filter((place) => isElectronic(whole, place))
  const letter: Letter = {
    id: act.newId(), caseId: whole.case.id, kind, cause: entry.id, addressee: due.addressee ?? null, number, dated: dated.toString(), organisation: organisation.code, seal: seal.id,
    template: template.name, templateVersion: template.version, salt: act.random.bytes(16), madeAt: act.now,
    content: { title: borrowed ?? template.content.subject, body: template.content.body, signed: organisation.name, values: letterValues({ kind, entry, whole, item, organisations, words, number, origin, remedy, enquiryCode: codeOf(keys, whole.case.number), ...(due.addressee === undefined ? {} : { addressee: due.addressee }) }), ...(visit ? { visit } : {}), ...(unfavourable.includes(kind) || (isDecision(kind) && places.length > 1) ? { remedy } : {}) },
    sha256: null, bytes: null, signature: null, printedAt: null,
  }
  await insertLetter(act.tx, letter)
  await insertRecipients(act.tx, letter, places)
  act.record('deliveries.letter-made', {
    subject: whole.case.id, facts: { letter: letter.id, kind, number, cause: entry.id, organisation: organisation.code, seal: seal.id, means: electronic.includes(places[0] ?? first) ? 'electronic' : null, ...(due.addressee === undefined ? {} : { party: due.addressee }), ...toOthers(due, places) },
    ...(Temporal.PlainDate.compare(dated, dateInChina(act.now)) < 0 ? { lawDate: dated } : {}),
    proves: { salt: letter.salt, content: letter.content },
  })
  // It reaches the own space as it is made (民诉法 90).
  for (const place of electronic) await keepRecord(act, letter, place, { means: 'electronic', deliveredOn: dateInChina(act.now), content: { proof: '到达当事人在平台的本人空间' } })
  return letter
}

/** For the ledger, and for who tells people: whom else a letter is for, and the accounts of those who are told of the case in no other way. */
function toOthers({ whole, addressee }: DueLetter, places: readonly number[]): { parties?: number[]; told?: string[] } {
  const others = places.filter((place) => place !== first)
  if (addressee !== undefined || others.length === 0) return {}
  const told = others.flatMap((place) => ((party) => (party?.account && party.role !== 'joint-applicant' ? [party.account] : []))(whole.parties[place]))
  return { parties: others, ...(told.length > 0 ? { told } : {}) }
}

/** Third parties that took part: they spoke before the decision, or at the hearing (许可法 36, 47). */
async function thirdPartiesIn(sql: Sql, { case: row, parties }: WholeCase): Promise<number[]> {
  if (!parties.some(({ role }) => role === 'third-party')) return []
  return (await entriesOf(sql, row.id)).flatMap(({ kind, facts: { party, attended } }) => (speaking.includes(kind) ? [Number(party)] : kind === 'hearings.minutes-written' && Array.isArray(attended) ? attended.map(Number) : []))
}

const speaking: readonly string[] = ['cases.statement-made', 'hearings.asked']

/** Keeps the printed letter with its seal's signature. A second print of the same letter is the same file and changes nothing. */
export async function keepPrint(act: Act, letter: Letter, print: { sha256: string; bytes: number; signature: string }): Promise<void> {
  const first = await markPrinted(act.tx, letter.id, print, act.now)
  act.record(first ? 'deliveries.letter-printed' : 'deliveries.print-repeated', { subject: letter.id, facts: { case: letter.caseId, sha256: print.sha256 } })
}

/** Records what was handed over together with the decision, each letter with the proof that the handing over had. */
export async function receiveLetters(act: Act, caseId: string, letters: readonly Letter[], means: Means, proof: string): Promise<void> {
  for (const letter of letters) await keepRecord(act, letter, first, { means, deliveredOn: dateInChina(act.now), content: { proof } })
  act.record('deliveries.letters-received', { subject: caseId, facts: { means, count: letters.length } })
}
