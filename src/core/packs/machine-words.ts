// The conditions of a judgement in plain words: which condition, which datum, from which source, in Chinese and English. Pure.
import type { Automatic, DatumSource } from './schema-automation.ts'
import type { Text } from './schema-parts.ts'

/** One condition of the rule that fitted, as a person can read it. */
export interface Condition {
  datum: string
  name: { zh: string; en: string }
  value: { zh: string; en: string }
  /** What the rule asks; empty where it asks nothing. */
  asks: { zh: string; en: string }
  source: { zh: string; en: string }
  zh: string
  en: string
}

export const sourceWords: Record<DatumSource, { zh: string; en: string }> = {
  account: { zh: '实名身份信息（本人账号或者窗口核对的证件）', en: 'the verified identity (own account, or the document seen at a window)' },
  form: { zh: '申请表（申请人填写并对真实性负责，许可法31）', en: 'the application form (the applicant answers for its truth: Administrative Licensing Law, art. 31)' },
  papers: { zh: '申请人提交的材料', en: 'the papers handed in' },
  licences: { zh: '电子证照库', en: 'the licence store' },
}

/** A cell of the table as the engine's trace tells it. */
interface SeenCell {
  label: string
  expression: string
  value: unknown
  test?: string
}

interface Found {
  key: string
  name: Text
  value: unknown
  said: { source: DatumSource; value: unknown }[]
}

/** Says each condition of the rule that fitted, and of the data that no rule reads, that their sources agree. */
export function sayConditions(automatic: Automatic, data: readonly Found[], cells: readonly SeenCell[]): Condition[] {
  const read = sayCells(automatic, data, cells)
  const agreed = data.filter(({ key, said }) => said.length > 1 && !read.some((one) => one.datum === key))
  return [...read, ...agreed.map((datum) => sayOne(automatic, datum, { zh: '各来源一致', en: 'the sources agree' }))]
}

function sayCells(automatic: Automatic, data: readonly Found[], cells: readonly SeenCell[]): Condition[] {
  return cells.flatMap((cell) => {
    const key = cell.expression.replace(/^\s*data\./, '').trim()
    const datum = data.find((one) => one.key === key)
    if (!datum) return []
    const words = wordsOf(automatic, key)
    return [sayOne(automatic, datum, { zh: sayTest(cell.test, 'zh', words), en: sayTest(cell.test, 'en', words) })]
  })
}

const wordsOf = (automatic: Automatic, key: string): ValueWords => automatic.data.find((entry) => entry.key === key)?.words ?? {}

function sayOne(automatic: Automatic, datum: Found, asks: Condition['asks']): Condition {
  const words = wordsOf(automatic, datum.key)
  const name = { zh: datum.name.zh, en: datum.name.en ?? datum.name.zh }
  const value = { zh: sayValue(datum.value, 'zh', words), en: sayValue(datum.value, 'en', words) }
  const source = sourcesOf(datum)
  return {
    datum: datum.key, name, value, asks, source,
    zh: `${name.zh}：${value.zh}${asks.zh && `（条件：${asks.zh}）`}。来源：${source.zh}。`,
    en: `${name.en}: ${value.en}${asks.en && ` (condition: ${asks.en})`}. Source: ${source.en}.`,
  }
}

function sourcesOf({ said }: Found): { zh: string; en: string } {
  const sources = [...new Set(said.map(({ source }) => source))].map((source) => sourceWords[source])
  return { zh: sources.map(({ zh }) => zh).join('；'), en: sources.map(({ en }) => en).join('; ') }
}

type Language = 'zh' | 'en'
type ValueWords = Record<string, Text>

/** A value in words: that of the item where it has one, yes or no, else as it is. */
export function sayValue(value: unknown, language: Language, words: ValueWords = {}): string {
  const own = words[String(value)]
  if (own) return language === 'en' ? (own.en ?? own.zh) : own.zh
  if (value === true) return language === 'en' ? 'yes' : '是'
  if (value === false) return language === 'en' ? 'no' : '否'
  if (value === null || value === undefined) return language === 'en' ? 'nothing' : '没有'
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

const comparisons: Record<string, { zh: string; en: string }> = { '>=': { zh: '不低于', en: 'at least' }, '<=': { zh: '不超过', en: 'at most' }, '>': { zh: '高于', en: 'more than' }, '<': { zh: '低于', en: 'less than' } }

/** A cell of a table (FEEL unary tests) in words; what has no plain form stays as it is written. */
export function sayTest(test: string | undefined, language: Language, words: ValueWords = {}): string {
  const text = test?.trim() ?? ''
  if (text === '' || text === '-') return ''
  const compared = /^(>=|<=|>|<)\s*(-?[\d.]+)$/.exec(text)
  if (compared) return `${comparisons[compared[1] ?? '']?.[language] ?? ''} ${compared[2]}`
  const range = /^([[\](])\s*(-?[\d.]+)\s*\.\.\s*(-?[\d.]+)\s*([\])[])$/.exec(text)
  if (range) return sayRange(range, language)
  const values = /^("[^"]*"|true|false|-?[\d.]+)(\s*,\s*("[^"]*"|true|false|-?[\d.]+))*$/.test(text) ? text.split(',').map((part) => JSON.parse(part) as unknown) : undefined
  return values ? values.map((value) => sayValue(value, language, words)).join(language === 'en' ? ' or ' : '或者') : text
}

function sayRange([, open = '', low = '', high = '', close = '']: readonly string[], language: Language): string {
  const from = open === '['
  const to = close === ']'
  return language === 'en'
    ? `${from ? 'at least' : 'more than'} ${low} and ${to ? 'at most' : 'less than'} ${high}`
    : `${from ? '不低于' : '高于'} ${low}，${to ? '不超过' : '低于'} ${high}`
}
