// Answers and words at rest: whatever text in them tells the number of somebody's document is sealed inside, bound to its row. The one place that seals
// and opens them, for every reader alike. 个人信息保护法 51.
import { sealedInside, type Holding, type Standing } from '#base/context'
import { openInside, sealInside } from '#base/crypto'
import type { Sql } from '#base/db'
import type { Random } from '#base/ids'
import { tellsNumber } from '#core/people'

/** What a row says of its marks: the key they stand under, '' or null where it has none. */
export interface Marked {
  numbersKey: string | null
}

const formContext = (caseId: string, version: number | string): string => `cases.forms:${caseId}:${version}`
const wordsContext = (entry: string): string => `cases.words:${entry}`

/** A version of the answers as its row has it. */
export function sealForm<F extends { version: number; data: unknown }>(sql: Sql, random: Random, caseId: string, form: F): F & Marked {
  const { value, kid } = sealInside(sql.keys(), form.data, formContext(caseId, form.version), tellsNumber, random)
  return { ...form, data: value, numbersKey: kid }
}

/** The answers as they were given. */
export function openForm<D>(sql: Sql, caseId: string, version: number, data: D, { numbersKey }: Marked): D {
  return numbersKey ? (openInside(sql.keys(), data, formContext(caseId, version)) as D) : data
}

/** The words of an entry as their row has them. */
export function sealWords<W extends { entry: string; content: unknown }>(sql: Sql, random: Random, words: W): W & Marked {
  const { value, kid } = sealInside(sql.keys(), words.content, wordsContext(words.entry), tellsNumber, random)
  return { ...words, content: value, numbersKey: kid }
}

/** Words as they were written, whole or a part of their content. */
export function openWords<W extends { entry: string; content: unknown }>(sql: Sql, rows: readonly (W & Marked)[]): W[] {
  return rows.map(({ numbersKey, ...words }) => (numbersKey ? { ...words, content: openInside(sql.keys(), words.content, wordsContext(words.entry)) } : words) as unknown as W)
}

/** What an applicant is given of a row of answers. */
export const openFormForHolder: Holding['open'] = (keys, { case_id: caseId, numbers_key: kid, ...row }) => ({
  ...row, data: kid ? openInside(keys, row['data'], formContext(String(caseId), String(row['version']))) : row['data'],
})

export const insideStandings: readonly Standing[] = [
  sealedInside({ table: 'cases.forms', key: { case_id: 'uuid', version: 'int' }, sealed: 'data', keyColumn: 'numbers_key', isTelling: tellsNumber, context: (row) => formContext(row['case_id'] ?? '', row['version'] ?? '') }),
  sealedInside({ table: 'cases.words', key: { entry: 'uuid' }, sealed: 'content', keyColumn: 'numbers_key', isTelling: tellsNumber, context: (row) => wordsContext(row['entry'] ?? '') }),
]
