// Letters of a pack: Markdown in two languages with blanks. Never invents a word: a blank without a value is a bug of the caller.
import type { LetterTemplate } from './pack.ts'

/** Every blank a letter may have; the caller of `fillLetter` gives a text for each one the letter uses. */
export const letterBlanks = [
  'letter.number', 'letter.date', 'case.number', 'case.openedOn', 'item.name', 'item.code', 'applicant.name',
  'receivingBody.name', 'handlingBody.name', 'decidingBody.name', 'contact.enquiry', 'contact.complaint', 'portal.address', 'enquiry.code', 'enquiry.address',
  'acceptance.date', 'limit.text', 'limit.due', 'materials.received', 'materials.missing', 'materials.owed', 'correction.due',
  'act.reasons', 'act.basis', 'decision.outcome', 'decision.automatic', 'result.name', 'licence.number', 'remedy.review', 'remedy.court',
  'extension.text', 'suspension.kind', 'suspension.text', 'suspension.basis',
  'addressee.name', 'party.interest', 'statement.days', 'hearing.ask', 'hearing.at', 'hearing.place', 'hearing.presider', 'hearing.manner', 'hearing.basis', 'transfer.from', 'transfer.to', 'answer.text',
  'burden.act', 'burden.facts', 'burden.basis', 'burden.subject', 'burden.hearing', 'defence.text', 'payment.name', 'payment.sum', 'payment.standard', 'payment.due', 'payment.basis', 'payment.unpaid', 'payment.clock', 'payment.annulment',
] as const
export type LetterBlank = (typeof letterBlanks)[number]

/** Letters every pack must have, and the blanks that the law puts into each. */
export const requiredLetters: Readonly<Record<string, readonly LetterBlank[]>> = {
  receipt: ['case.number', 'materials.received'],
  acceptance: ['case.number', 'acceptance.date', 'limit.due'],
  'acceptance-refusal': ['act.reasons', 'remedy.review', 'remedy.court'],
  correction: ['materials.missing'],
  // A grant in part borrows this one, and third parties read it: it says the remedy too.
  'decision-grant': ['decidingBody.name', 'decision.outcome', 'remedy.review', 'remedy.court'],
  'decision-refusal': ['decidingBody.name', 'act.reasons', 'remedy.review', 'remedy.court'],
  withdrawal: ['case.number'],
  termination: ['act.reasons', 'remedy.review', 'remedy.court'],
  extension: ['act.reasons', 'extension.text', 'limit.due'],
  suspension: ['act.reasons', 'suspension.kind', 'suspension.text'],
  resumption: ['limit.due'],
  'third-party': ['addressee.name', 'party.interest', 'statement.days'],
  'hearing-right': ['addressee.name', 'hearing.ask'],
  'hearing-notice': ['addressee.name', 'hearing.at', 'hearing.place', 'hearing.presider'],
  transfer: ['transfer.to', 'limit.due'],
}

/** Letters a pack must have as soon as one of its items burdens a holder (许可法 7, 38; 处罚法 44, 45). */
export const burdenLetters: Readonly<Record<string, readonly LetterBlank[]>> = {
  intention: ['burden.act', 'burden.facts', 'act.reasons', 'burden.basis', 'defence.text'],
  'decision-burden': ['burden.act', 'act.reasons', 'burden.basis', 'remedy.review', 'remedy.court'],
  'decision-dropped': ['burden.act', 'act.reasons'],
}

/** The letter a pack must have as soon as one of its items has another side, which is told of it and heard. */
export const sidedLetters: Readonly<Record<string, readonly LetterBlank[]>> = { respondent: ['addressee.name', 'applicant.name', 'case.number', 'answer.text'] }

/** Letters a pack must have as soon as one of its items has a fee (许可法 58, 59), or asks back what was paid (社会救助暂行办法 68). */
export const feeLetters: Readonly<Record<string, readonly LetterBlank[]>> = { payment: ['payment.name', 'payment.sum', 'payment.standard', 'payment.due', 'payment.basis', 'payment.unpaid', 'payment.clock'] }
export const repaymentLetters: Readonly<Record<string, readonly LetterBlank[]>> = { repayment: ['payment.sum', 'payment.due', 'payment.basis'] }

const blankShape = /\{\{\s*([^{}]*?)\s*\}\}/g

/** Names of the blanks in a text, each once. */
export function blanksOf(text: string): string[] {
  return [...new Set([...text.matchAll(blankShape)].map((match) => match[1] ?? ''))]
}

/** Fills a letter in one language. Throws for a blank without a value: a letter with holes must never leave the house. */
export function fillLetter(letter: LetterTemplate, language: 'zh' | 'en', values: Partial<Record<LetterBlank, string>>): { subject: string; body: string } {
  const body = (letter.body[language] ?? letter.body.zh).replace(blankShape, (_, name: string) => {
    const value = values[name as LetterBlank]
    if (value === undefined) throw new Error(`letter ${letter.name} has no value for ${name}`)
    return value
  })
  return { subject: letter.subject[language] ?? letter.subject.zh, body }
}

/** Splits a letter file: front matter with both subjects, Chinese body, a line `---`, English body. Undefined if it is not so. */
export function splitLetter(text: string): { head: string; zh: string; en: string; zhLine: number; enLine: number } | undefined {
  const parts = text.split(/^---\r?$/m)
  const [before = '', head, zh, en] = parts
  if (parts.length !== 4 || before.trim() !== '' || head === undefined || zh === undefined || en === undefined) return undefined
  const lines = (part: string) => part.split('\n').length - 1
  return { head, zh: zh.trim(), en: en.trim(), zhLine: 2 + lines(head), enLine: 2 + lines(head) + lines(zh) }
}
