// What decided, in sentences that a clerk can read aloud, in Chinese and English: the rule, its cells, what each column saw, and the result.
import type { Decision, PlacedTable, TableLogic, TableRule } from './model.ts'
import { shortText } from './problems.ts'
import { type FeelContext, type FeelValue, fromPlain, isContext, toPlain } from './values.ts'

/** One decision's reasons. `rule` is the rule that decided, absent where none fitted or the decision is an expression; `rules` are all that gave the result. */
export interface TraceStep {
  decision: string
  label: string
  rule?: RuleName
  rules?: RuleName[]
  /** What each input column saw; `test` is the cell of the rule that fitted. */
  inputs: { label: string; expression: string; value: unknown; test?: string }[]
  value: unknown
  zh: string
  en: string
}

interface RuleName {
  number: number
  id: string
  label: string
}

/** A value as it is said. */
function inChinese(value: FeelValue): string {
  return value === true ? '是' : value === false ? '否' : value === null ? '空' : shortText(value)
}

/** A decision that is no table. */
export function explainExpression({ name, label, literal }: Decision, value: FeelValue): TraceStep {
  const zh = literal ? `“${label}”按“${literal.text}”算得 ${shortText(value)}。` : `“${label}”算得 ${shortText(value)}。`
  const en = literal ? `"${label}", worked out as "${literal.text}", is ${shortText(value)}.` : `"${label}" is worked out as ${shortText(value)}.`
  return { decision: name, label, inputs: [], value: toPlain(value), zh, en }
}

/** A table: the rules whose outputs make the result, in their order. */
export function explainTable({ element, label, table }: PlacedTable & { element: string }, rules: TableRule[], seen: FeelValue[], value: FeelValue): TraceStep {
  const [first] = rules
  const inputs = table.inputs.map((input, i) => {
    const test = first && rules.length === 1 ? first.tests[i] : undefined
    return { label: input.label, expression: input.expression.text, value: toPlain(seen[i] ?? null), ...(test ? { test: test.text === '' ? '-' : test.text } : {}) }
  })
  const named = rules.map(({ number, id, label: words }) => ({ number, id, label: words }))
  const [rule] = named
  const step = { decision: element, label, inputs, value: toPlain(value), ...(rule ? { rule } : {}), ...(named.length > 1 ? { rules: named } : {}) }
  return { ...step, ...sentences(label, table, named, inputs, seen, value) }
}

function sentences(label: string, table: TableLogic, rules: RuleName[], inputs: TraceStep['inputs'], seen: FeelValue[], value: FeelValue): { zh: string; en: string } {
  const cells = inputs.map((input, i) => {
    const is = shortText(seen[i] ?? null)
    const free = input.test === undefined || input.test === '-' || input.test === is
    return { zh: `${input.label}为 ${inChinese(seen[i] ?? null)}${free ? '' : `，符合 ${input.test}`}`, en: `${input.label} is ${is}${free ? '' : `, which fits ${input.test}`}` }
  })
  const { zh, en } = ruleWords(rules)
  const zhCells = cells.length > 0 ? `：${cells.map((cell) => cell.zh).join('；')}` : ''
  const enCells = cells.length > 0 ? `: ${cells.map((cell) => cell.en).join('; ')}` : ''
  const zhPolicy = policyWords[table.policy]?.[0] ?? ''
  const enPolicy = policyWords[table.policy]?.[1] ?? ''
  const isSeveral = rules.length > 0
  return { zh: `“${label}”${zh}${zhCells}。${isSeveral ? zhPolicy : ''}结果：${resultWords(table, value, inChinese)}。`, en: `"${label}": ${en}${enCells}. ${isSeveral ? enPolicy : ''}Result: ${resultWords(table, value, shortText)}.` }
}

function ruleWords(rules: RuleName[]): { zh: string; en: string } {
  if (rules.length === 0) return { zh: '没有规则适用', en: 'no rule fits' }
  const zh = rules.map(({ number, label }) => `第 ${number} 条规则${label ? `（${label}）` : ''}`)
  const en = rules.map(({ number, label }) => `${number}${label ? ` (${label})` : ''}`)
  return rules.length === 1 ? { zh: `适用${zh[0]}`, en: `rule ${en[0]} fits` } : { zh: `适用${zh.join('、')}`, en: `rules ${en.join(', ')} fit` }
}

const policyWords: Partial<Record<TableLogic['policy'], [zh: string, en: string]>> = {
  F: ['取最先适用的一条。', 'The first that fits decides. '],
  P: ['取结果优先级最高的一条。', 'The result of the highest priority decides. '],
  A: ['各条结果相同。', 'All give the same result. '],
  'C+': ['各条结果相加。', 'Their results are added up. '],
  'C<': ['取各条结果中最小的。', 'The least of their results counts. '],
  'C>': ['取各条结果中最大的。', 'The greatest of their results counts. '],
  'C#': ['数各条结果的个数。', 'Their results are counted. '],
}

function resultWords(table: TableLogic, value: FeelValue, word: (value: FeelValue) => string): string {
  if (table.outputs.length < 2 || value === null || !isContext(value)) return word(value)
  const context: FeelContext = value
  return table.outputs.map((output) => `${output.label || output.name} = ${word(fromPlain(context[output.name]))}`).join('，')
}
