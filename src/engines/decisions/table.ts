// Runs decision tables (DMN 1.5 §8): which rules fit, what the hit policy makes of them, defaults, allowed outputs; and tells why.
import type { Code, Scope } from './code.ts'
import { wrongKind } from './compile.ts'
import { add, isNumber } from './decimal.ts'
import type { PlacedTable, TableLogic, TableOutput, TableRule } from './model.ts'
import { report, shortText } from './problems.ts'
import { explainTable } from './trace.ts'
import { coerce } from './types.ts'
import { compareValues, equalValues, type FeelContext, type FeelValue, type Run } from './values.ts'

/** The code of a table; `orders` are the values of each output from the highest priority down. */
export function tableCode(placed: PlacedTable, orders: (readonly FeelValue[] | undefined)[]): Code {
  const { table, label } = placed
  const { policy } = table
  const stopsAtFirst = policy === 'F'
  return (scope) => {
    const { run } = scope
    const seen = table.inputs.map((input) => input.expression.code(scope))
    const isStrange = hasStrangeInput(table, seen, scope)
    const fitting = isStrange ? [] : fittingRules(table.rules, seen, scope, stopsAtFirst)
    const hits = fitting.map((rule) => ({ rule, values: rule.outputs.map((output, i) => outputValue(output.code(scope), table.outputs[i], scope)) }))
    const { value, used } = hits.length > 0 ? settleHits(placed, hits, orders, run) : { value: isStrange ? null : withoutHit(table, label, scope), used: [] }
    run.tell?.(explainTable(placed, used, seen, value))
    return value
  }
}

interface Hit {
  rule: TableRule
  values: FeelValue[]
}

function hasStrangeInput(table: TableLogic, seen: FeelValue[], scope: Scope): boolean {
  for (const [i, input] of table.inputs.entries()) {
    if (input.values === undefined || input.values.code(scope, seen[i] ?? null) === true) continue
    report(scope.run, 'decision.input-not-allowed', `“${input.label}”的值 ${shortText(seen[i] ?? null)} 不在允许范围（${input.values.text}）内。`, `"${input.label}" is ${shortText(seen[i] ?? null)}, which is not among ${input.values.text}.`)
    return true
  }
  return false
}

function fittingRules(rules: TableRule[], seen: FeelValue[], scope: Scope, stopsAtFirst: boolean): TableRule[] {
  const fitting: TableRule[] = []
  for (const rule of rules) {
    if (!fits(rule, seen, scope)) continue
    fitting.push(rule)
    if (stopsAtFirst) break
  }
  return fitting
}

function fits({ tests }: TableRule, seen: FeelValue[], scope: Scope): boolean {
  for (let i = 0; i < tests.length; i++) if (tests[i]?.code(scope, seen[i] ?? null) !== true) return false
  return true
}

function outputValue(value: FeelValue, output: TableOutput | undefined, { run }: Scope): FeelValue {
  if (!output) return value
  const fitting = output.type === undefined ? value : coerce(value, output.type)
  if (fitting === undefined) return wrongKind(run, output.label || output.name, value, output.type)
  if (!output.values || output.values.code({ names: {}, outer: undefined, run }, fitting) === true) return fitting
  return report(run, 'decision.output-not-allowed', `输出“${output.label}”的值 ${shortText(fitting)} 不在允许范围（${output.values.text}）内。`, `Output "${output.label}" is ${shortText(fitting)}, which is not among ${output.values.text}.`)
}

function resultOf(table: TableLogic, values: FeelValue[]): FeelValue {
  if (table.outputs.length === 1) return values[0] ?? null
  const made: FeelContext = Object.create(null)
  for (const [i, output] of table.outputs.entries()) made[output.name] = values[i] ?? null
  return made
}

function withoutHit(table: TableLogic, label: string, scope: Scope): FeelValue {
  if (table.outputs.some((output) => output.default !== undefined)) {
    const value = resultOf(table, table.outputs.map((output) => output.default?.code(scope) ?? null))
    return table.policy === 'R' || table.policy === 'O' || table.policy === 'C' ? (Array.isArray(value) ? value : [value]) : value
  }
  if (table.policy === 'C') return []
  if (table.policy === 'C#') return 0
  return report(scope.run, 'decision.no-rule-fits', `“${label}”没有适用的规则。`, `No rule of "${label}" fits.`)
}

interface Settled {
  value: FeelValue
  used: TableRule[]
}

function settleHits(placed: PlacedTable, hits: Hit[], orders: (readonly FeelValue[] | undefined)[], run: Run): Settled {
  const { table, label } = placed
  const [first] = hits
  const used = hits.map(({ rule }) => rule)
  const one = (hit: Hit | undefined): Settled => (hit ? { value: resultOf(table, hit.values), used: [hit.rule] } : { value: null, used: [] })
  const all = (list: Hit[]): Settled => ({ value: list.map(({ values }) => resultOf(table, values)), used: list.map(({ rule }) => rule) })
  const numbers = used.map(({ number }) => number)
  switch (table.policy) {
    case 'U':
      if (hits.length === 1) return one(first)
      return { value: report(run, 'decision.several-rules', `“${label}”有多条规则同时适用（${numbers.join('、')}）。`, `Several rules of "${label}" fit: ${numbers.join(', ')}.`), used: [] }
    case 'A':
      if (hits.every(({ values }) => equalValues(resultOf(table, values), resultOf(table, first?.values ?? [])) === true)) return { ...one(first), used }
      return { value: report(run, 'decision.rules-contradict', `“${label}”适用的规则（${numbers.join('、')}）结果不同。`, `The rules of "${label}" that fit (${numbers.join(', ')}) give different results.`), used: [] }
    case 'F':
      return one(first)
    case 'P':
      return one(byPriority(hits, orders)[0])
    case 'O':
      return all(byPriority(hits, orders))
    case 'R':
    case 'C':
      return all(hits)
    default:
      return { value: aggregate(table, hits, label, run), used }
  }
}

/** Stable: rules of equal priority keep their order. What is not listed comes last. */
function byPriority(hits: Hit[], orders: (readonly FeelValue[] | undefined)[]): Hit[] {
  const places = new Map(hits.map((hit) => [hit, hit.values.map((value, i) => placeOf(value, orders[i]))]))
  return [...hits].sort((a, b) => {
    const [x, y] = [places.get(a) ?? [], places.get(b) ?? []]
    const at = x.findIndex((place, i) => place !== y[i])
    return at < 0 ? 0 : (x[at] ?? 0) - (y[at] ?? 0)
  })
}

function placeOf(value: FeelValue, order: readonly FeelValue[] | undefined): number {
  const at = (order ?? []).findIndex((other) => equalValues(other, value) === true)
  return at < 0 ? Number.MAX_SAFE_INTEGER : at
}

function aggregate(table: TableLogic, hits: Hit[], label: string, run: Run): FeelValue {
  if (table.policy === 'C#') return hits.length
  const columns = table.outputs.map((_, i) => reduce(table.policy, hits.map(({ values }) => values[i] ?? null)))
  if (columns.includes(undefined)) return report(run, 'decision.not-aggregated', `“${label}”的结果不能汇总。`, `The results of "${label}" cannot be aggregated.`)
  return resultOf(table, columns.map((value) => value ?? null))
}

function reduce(policy: string, values: FeelValue[]): FeelValue | undefined {
  const [first] = values
  if (first === undefined) return undefined
  if (policy === 'C+') return values.every(isNumber) ? values.reduce((total, value) => add(total, value)) : undefined
  const wanted = policy === 'C<' ? -1 : 1
  let best = first
  for (const value of values) {
    const order = compareValues(value, best)
    if (order === undefined) return undefined
    if (order === wanted) best = value
  }
  return best
}
