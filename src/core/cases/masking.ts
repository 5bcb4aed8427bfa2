// What officers see of numbers that tell who somebody is, or by which he is called: masked until one of them is asked for with a reason
// (个人信息保护法 6; handbook 03 §9). A number is named by where it stands in the case as its page shows it: `/parties/0/idNumber`, `/form/owners/1/idNumber`. Pure.
import { checkResidentId } from '#engines/codes'
import { isRecord, type CompiledField, type CompiledForm, type FormData } from '#engines/forms'
import { maskNumber } from '#core/people'
import type { Party } from './case.ts'

type Fields = Pick<CompiledForm, 'byName'>

/** Whether a field asks for such a number, by its format, its kind or where its answer is known from. */
function asksNumber({ schema, widget, layout }: CompiledField): boolean {
  if (schema.format === 'resident-id' || schema.format === 'phone' || widget === 'id-number' || widget === 'phone') return true
  return (schema.format !== 'uscc' && layout.known?.some((known) => known === 'account.idNumber' || known === 'account.phone')) ?? false
}

// A mobile number of the mainland, wherever it is answered.
const mobile = /^1[3-9]\d{9}$/

const tells = (text: string): boolean => checkResidentId(text).valid || mobile.test(text)

/** Answers with each such number changed by `change`, and all else as it stands; `at` is where. */
function mapNumbers(form: Fields, answers: FormData, at: string, change: (number: string, at: string) => unknown): FormData {
  return Object.fromEntries(Object.entries(answers).map(([name, value]) => {
    const [field, here] = [form.byName.get(name), `${at}/${name}`]
    if (typeof value === 'string') return [name, value !== '' && ((field && asksNumber(field)) || tells(value)) ? change(value, here) : value]
    const row = field?.row
    if (!row || !Array.isArray(value)) return [name, value]
    return [name, value.map((one: unknown, place) => (isRecord(one) ? mapNumbers(row, one, `${here}/${place}`, change) : one))]
  }))
}

/** Answers as an officer is shown them, and where something is masked. */
export function maskForm(form: Fields, answers: FormData): { form: FormData; masked: string[] } {
  const masked: string[] = []
  return { form: mapNumbers(form, answers, '/form', (number, at) => (masked.push(at), maskNumber(number))), masked }
}

/** What was masked and comes back so is unchanged: whoever puts right another answer of a row does not write stars over a number. */
export function unmaskForm(form: Fields, given: FormData, stored: FormData): FormData {
  const numbers = new Map<string, string>()
  mapNumbers(form, stored, '/form', (number, at) => numbers.set(at, number))
  // A row may have moved: then it is the one number of that question that looks so, or none.
  const question = (at: string) => at.replaceAll(/\/\d+(?=\/)/g, '')
  const behind = (masked: string, at: string): string | undefined => {
    const alike = [...numbers].filter(([there, number]) => question(there) === question(at) && maskNumber(number) === masked)
    return alike.find(([there]) => there === at)?.[1] ?? (new Set(alike.map(([, number]) => number)).size === 1 ? alike[0]?.[1] : undefined)
  }
  const back = (value: unknown, at: string): unknown => {
    if (typeof value === 'string') return (value.includes('*') && behind(value, at)) || value
    if (Array.isArray(value)) return value.map((one: unknown, place) => back(one, `${at}/${place}`))
    return isRecord(value) ? Object.fromEntries(Object.entries(value).map(([name, one]) => [name, back(one, `${at}/${name}`)])) : value
  }
  return back(given, '/form') as FormData
}

/** The masked numbers of a case: each with where it stands, and whose accounts are told when it is shown. */
export function numbersOf(form: Fields, { parties, form: answers }: { parties: readonly Party[]; form: FormData }): Map<string, { number: string; accounts: string[] }> {
  const all = parties.flatMap(({ account }) => account ?? [])
  const found = new Map(parties.flatMap(({ idNumber, phone, account }, place) => {
    const accounts = account === null ? [] : [account]
    return [[`/parties/${place}/idNumber`, { number: idNumber, accounts }], ...(phone ? [[`/parties/${place}/phone`, { number: phone, accounts }]] : [])] as [string, { number: string; accounts: string[] }][]
  }).filter(([, { number }]) => number !== ''))
  mapNumbers(form, answers, '/form', (number, at) => found.set(at, { number, accounts: [...new Set(all)] }))
  return found
}

/** Words of a case as officers read them again: what was mended, or seen by a table, without the numbers. */
export function maskTold(words: unknown): unknown {
  if (typeof words === 'string') return tells(words) ? maskNumber(words) : words
  if (Array.isArray(words)) return words.map(maskTold)
  return isRecord(words) ? Object.fromEntries(Object.entries(words).map(([name, one]) => [name, maskTold(one)])) : words
}
