// The noun: a letter 文书 of a case. Which entry asks for which letter, whose name and seal stands on it, how it is numbered.
// Pure: no database, no HTTP. 行政许可法 32 (dated and sealed notices), 38 (written decisions), 42, 45.
import { refusal } from '#base/problem'
import type { Entry } from '#base/act'
import type { Text } from '#engines/words'
import type { VisitOnPaper } from '#support/reviews'
import type { SealKind } from '#support/seals'
import type { Remedy } from './remedy.ts'

export const letterKinds = [
  'receipt', 'acceptance', 'acceptance-refusal', 'correction', 'decision-grant', 'decision-partial', 'decision-refusal',
  'suspension', 'resumption', 'extension', 'withdrawal', 'termination', 'correction-lapsed', 'gap-missed', 'late-papers-refused',
  'intention', 'decision-burden', 'decision-dropped', 'decision-renewal',
  'third-party', 'respondent', 'hearing-right', 'hearing-notice', 'transfer', 'payment', 'repayment',
] as const
export type LetterKind = (typeof letterKinds)[number]

interface LetterRule {
  /** Templates in order of preference; none published: no letter. */
  templates: string[]
  /** Title where a template meant for another kind is used. */
  title?: Text
  /** Who signs: a receipt the unit that receives, all else the body that decides (its name and seal stand on letters). */
  signs: 'receiving' | 'deciding'
  seal: SealKind
  /** Stands in the number after the short name of the body. */
  word: string
}

export const letterRules: Record<LetterKind, LetterRule> = {
  receipt: { templates: ['receipt'], signs: 'receiving', seal: 'acceptance', word: '收' },
  acceptance: { templates: ['acceptance'], signs: 'deciding', seal: 'acceptance', word: '受' },
  'acceptance-refusal': { templates: ['acceptance-refusal'], signs: 'deciding', seal: 'acceptance', word: '不受' },
  correction: { templates: ['correction'], signs: 'deciding', seal: 'acceptance', word: '补' },
  'decision-grant': { templates: ['decision-grant'], signs: 'deciding', seal: 'name', word: '准' },
  'decision-partial': { templates: ['decision-partial', 'decision-grant'], title: { zh: '部分准予决定书', en: 'Decision to grant in part' }, signs: 'deciding', seal: 'name', word: '准' },
  'decision-refusal': { templates: ['decision-refusal'], signs: 'deciding', seal: 'name', word: '不准' },
  suspension: { templates: ['suspension'], signs: 'deciding', seal: 'name', word: '中' },
  resumption: { templates: ['resumption'], signs: 'deciding', seal: 'name', word: '恢' },
  extension: { templates: ['extension'], signs: 'deciding', seal: 'name', word: '延' },
  withdrawal: { templates: ['withdrawal'], signs: 'deciding', seal: 'name', word: '撤' },
  termination: { templates: ['termination'], signs: 'deciding', seal: 'name', word: '终' },
  'gap-missed': { templates: ['gap-missed'], signs: 'deciding', seal: 'name', word: '缺' },
  'late-papers-refused': { templates: ['late-papers-refused'], signs: 'deciding', seal: 'name', word: '不收' },
  'correction-lapsed': { templates: ['correction-lapsed', 'termination'], signs: 'deciding', seal: 'name', word: '终' },
  'third-party': { templates: ['third-party'], signs: 'deciding', seal: 'name', word: '利' },
  respondent: { templates: ['respondent'], signs: 'deciding', seal: 'name', word: '参' },
  'hearing-right': { templates: ['hearing-right'], signs: 'deciding', seal: 'name', word: '听告' },
  'hearing-notice': { templates: ['hearing-notice'], signs: 'deciding', seal: 'name', word: '听通' },
  transfer: { templates: ['transfer'], signs: 'deciding', seal: 'name', word: '转' },
  payment: { templates: ['payment'], signs: 'deciding', seal: 'name', word: '缴' },
  repayment: { templates: ['repayment'], signs: 'deciding', seal: 'name', word: '退' },
  intention: { templates: ['intention'], signs: 'deciding', seal: 'name', word: '告' },
  'decision-burden': { templates: ['decision-burden'], signs: 'deciding', seal: 'name', word: '处' },
  'decision-dropped': { templates: ['decision-dropped'], signs: 'deciding', seal: 'name', word: '结' },
  'decision-renewal': { templates: ['decision-renewal', 'decision-grant'], title: { zh: '准予延续通知书（逾期未决定视为准予）', en: 'Renewed by law: not decided in time' }, signs: 'deciding', seal: 'name', word: '准' },
}

const decisionLetters: Record<string, LetterKind> = { granted: 'decision-grant', 'partly-granted': 'decision-partial', refused: 'decision-refusal' }

/** The kinds of entry that ask for a letter, and which. */
export const causes: Record<string, (entry: Pick<Entry, 'facts'>) => LetterKind | undefined> = {
  // Who did not apply is given no receipt: what the platform opens about another case, or a body by itself, tells by its own letters.
  'cases.opened': ({ facts }) => (facts.channel === 'system' || facts.channel === 'office' ? undefined : 'receipt'),
  'cases.accepted': ({ facts }) => (facts.byRight === true || facts.office === true ? undefined : 'acceptance'),
  'cases.acceptance-refused': ({ facts }) => (facts.office === true ? undefined : 'acceptance-refusal'),
  'cases.intention-told': () => 'intention',
  'cases.correction-asked': () => 'correction',
  'cases.decided': decisionLetter,
  'cases.suspended': () => 'suspension',
  'cases.resumed': () => 'resumption',
  'cases.extended': () => 'extension',
  'cases.gap-missed': () => 'gap-missed',
  'cases.late-papers-refused': () => 'late-papers-refused',
  'cases.withdrawn': () => 'withdrawal',
  'cases.terminated': () => 'termination',
  'cases.correction-lapsed': () => 'correction-lapsed',
  'cases.third-party-named': () => 'third-party',
  'cases.respondent-told': () => 'respondent',
  'hearings.offered': () => 'hearing-right',
  'hearings.scheduled': () => 'hearing-notice',
  'cases.forwarded': () => 'transfer',
  'cases.payment-asked': ({ facts }) => (facts.back === true ? 'repayment' : 'payment'),
}

/**
 * To whom letters about an entry go, by their places among the parties; undefined is the applicant. The notice to a third party, or to a respondent, is that
 * one's (许可法 36); of a hearing each third party is told like the applicant (47, 48). Where nobody applied, the first respondent stands in
 * the applicant's place.
 */
export function addresseesOf(kind: LetterKind, { facts }: Pick<Entry, 'facts'>, parties: readonly { role: string }[]): (number | undefined)[] {
  if (kind === 'third-party' || kind === 'respondent') return [Number(facts.party)]
  if (kind !== 'hearing-right' && kind !== 'hearing-notice') return [undefined]
  const head = parties.some(({ role }) => role === 'applicant') ? -1 : parties.findIndex(({ role }) => role === 'respondent')
  return [undefined, ...parties.flatMap(({ role }, place) => (place !== head && (role === 'third-party' || role === 'respondent') ? [place] : []))]
}

function decisionLetter({ facts }: Pick<Entry, 'facts'>): LetterKind | undefined {
  if (facts.burdens === true) return facts.outcome === 'refused' ? 'decision-dropped' : 'decision-burden'
  return facts.deemed === true ? 'decision-renewal' : decisionLetters[String(facts.outcome)]
}

/** Whether a letter is the written decision: licences follow it and nothing else (许可法 38, 39). */
export function isDecision(kind: string): boolean {
  return kind.startsWith('decision-')
}

/** Whether a letter grants: it holds no more when that was annulled (许可法 69). */
export function isGrant(kind: string): boolean {
  return kind === 'decision-grant' || kind === 'decision-partial' || kind === 'decision-renewal'
}

/** What a letter says, as it was made. `values` fill the blanks of the template, by language. */
export interface LetterContent {
  title: Text
  body: Text
  values: { zh: LetterValues; en: LetterValues }
  signed: Text
  /** The visit at a window that this paper tells of, to be judged once by whoever holds it (国办发〔2019〕51号). */
  visit?: VisitOnPaper
  /** What somebody who does not agree may do; in letters of anything unfavourable (许可法 38). */
  remedy?: Remedy
}
/** A value of a blank by its name, such as `case.number`; a list is printed as one. */
export type LetterValues = Record<string, string | string[]>

export interface Letter {
  id: string
  caseId: string
  kind: LetterKind
  cause: string
  /** The place of the party it is for; null: the applicant. */
  addressee: number | null
  number: string
  /** Date on the letter, ISO. */
  dated: string
  organisation: string
  seal: string
  template: string
  templateVersion: number
  content: LetterContent
  salt: Uint8Array
  madeAt: Temporal.Instant
  sha256: string | null
  bytes: number | null
  signature: string | null
  printedAt: Temporal.Instant | null
}

/** 文号: 市城管局受〔2026〕12号. Serials run for each body, word and year. */
export function letterNumber(body: { short?: Text; name: Text }, kind: LetterKind, year: number, serial: number): string {
  return `${(body.short ?? body.name).zh}${letterRules[kind].word}〔${year}〕${serial}号`
}

export const letterNotFound = refusal({
  code: 'deliveries.letter-not-found', status: 404,
  zh: '没有找到这份文书。', en: 'There is no such letter.',
  nextZh: '请在办件页面的文书列表中查看。', nextEn: 'Look at the list of letters of the case.',
})
