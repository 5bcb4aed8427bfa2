// The geometry of decision tables: gaps, overlaps, contradictions and rules that never decide, by interval arithmetic over the whole table, never by sampling.
// A table whose cells depend on other data is not decided and says so.
import type { Ast } from './ast.ts'
import { makeRun, makeScope } from './expression.ts'
import { constantOf } from './constants.ts'
import { type Piece, piecesOf } from './geometry-pieces.ts'
import type { DecisionProblem, PlacedTable, TableRule } from './model.ts'
import { equalValues, type FeelValue } from './values.ts'

/** `findings` are faults with a witness; `undecided` says which tables could not be checked and why. */
export interface TableCheck {
  findings: DecisionProblem[]
  undecided: DecisionProblem[]
}

/** A table as a space: columns that read the same expression are one axis, and each rule is a box in it. */
interface Space {
  placed: PlacedTable
  axes: Piece[][]
  /** By rule, axis and piece: whether the rule covers it. */
  boxes: boolean[][][]
  check: TableCheck
}

const findingsMax = 10
const workMax = 400_000

function tell(list: DecisionProblem[], code: string, { element, label }: PlacedTable, line: number, zh: string, en: string): void {
  list.push({ code: `decision.${code}`, element, line, zh: `“${label}”：${zh}`, en: `"${label}": ${en}` })
}

/** Checks one table. Empty (null) inputs are looked for only where a cell names null: a form makes its fields required. */
export function checkTable(placed: PlacedTable, check: TableCheck): void {
  const space = spaceOf(placed, check)
  if (!space) return
  findEmptyRules(space)
  const { policy, outputs } = placed.table
  if (policy === 'U') findOverlaps(space, 'overlap')
  if (policy === 'A') findOverlaps(space, 'contradiction')
  if (policy === 'F' || policy === 'P') findMasked(space)
  // A collection may be empty and a count nothing; a default closes every gap.
  if (policy !== 'C' && policy !== 'C#' && outputs.every((output) => output.default === undefined)) findGaps(space)
}

function spaceOf(placed: PlacedTable, check: TableCheck): Space | undefined {
  const { table } = placed
  const axes: Piece[][] = []
  const columnsOf = new Map<string, number[]>()
  for (const [i, { expression }] of table.inputs.entries()) columnsOf.set(expression.text, [...(columnsOf.get(expression.text) ?? []), i])
  const groups = [...columnsOf.values()]
  for (const columns of groups) {
    const [first = 0] = columns
    const input = table.inputs[first]
    const pieces = input && piecesOf(input, table.rules.flatMap((rule) => columns.flatMap((column) => rule.tests[column] ?? [])))
    if (!pieces) {
      tell(check.undecided, 'not-checkable', placed, input?.line ?? table.line, `“${input?.label ?? ''}”列的条件依赖其他数据或无法排序，未检查空档和重叠。`, `the cells of column "${input?.label ?? ''}" depend on other data or cannot be ordered; gaps and overlaps were not checked.`)
      return undefined
    }
    axes.push(pieces)
  }
  const scope = makeScope({}, makeRun())
  const boxes = table.rules.map((rule) => axes.map((pieces, axis) => pieces.map((piece) => (groups[axis] ?? []).every((column) => rule.tests[column]?.code(scope, piece.witness) === true))))
  return { placed, axes, boxes, check }
}

function findEmptyRules({ placed, boxes, check }: Space): void {
  for (const [i, rule] of placed.table.rules.entries()) {
    const axis = (boxes[i] ?? []).findIndex((covered) => !covered.includes(true))
    if (axis < 0) continue
    const label = placed.table.inputs[axis]?.label ?? ''
    tell(check.findings, 'unreachable', placed, rule.line, `第 ${rule.number} 条规则永远不会适用：“${label}”没有符合 ${rule.tests[axis]?.text ?? ''} 的值。`, `rule ${rule.number} never fits: no value of "${label}" fits ${rule.tests[axis]?.text ?? ''}.`)
  }
}

function findOverlaps(space: Space, code: 'overlap' | 'contradiction'): void {
  const { placed, axes, boxes, check } = space
  const { rules } = placed.table
  let found = 0
  for (const [i, rule] of rules.entries()) {
    for (const [j, other] of rules.entries()) {
      if (j <= i || found >= findingsMax) continue
      const witness = axes.map((pieces, axis) => pieces.find((_, at) => boxes[i]?.[axis]?.[at] && boxes[j]?.[axis]?.[at]))
      if (witness.includes(undefined) || (code === 'contradiction' && sameOutputs(rule, other))) continue
      found++
      const { zh, en } = wordsOf(witness)
      if (code === 'overlap') tell(check.findings, code, placed, other.line, `第 ${rule.number} 条和第 ${other.number} 条规则重叠：${zh}。`, `rules ${rule.number} and ${other.number} overlap: ${en}.`)
      else tell(check.findings, code, placed, other.line, `第 ${rule.number} 条和第 ${other.number} 条规则同时适用而结果不同：${zh}。`, `rules ${rule.number} and ${other.number} both fit and give different results: ${en}.`)
    }
  }
}

function wordsOf(witness: (Piece | undefined)[]): { zh: string; en: string } {
  return { zh: witness.map((piece) => piece?.zh).join('，'), en: witness.map((piece) => piece?.en).join(', ') }
}

/** Two outputs are the same when their texts are, or their constants are equal. */
function sameOutputs(rule: TableRule, other: TableRule): boolean {
  return rule.outputs.every((output, i) => {
    const second = other.outputs[i]
    if (output.text === second?.text) return true
    const [a, b] = [constantIn(output.ast), constantIn(second?.ast)]
    return a !== undefined && b !== undefined && equalValues(a, b) === true
  })
}

function constantIn(ast: Ast | undefined): FeelValue | undefined {
  return ast && constantOf(ast)
}

/** Rules that others always come before: earlier ones, or those of higher priority. */
function findMasked(space: Space): void {
  const { placed, boxes, check } = space
  for (const [i, rule] of placed.table.rules.entries()) {
    if ((boxes[i] ?? []).some((covered) => !covered.includes(true))) continue
    const before = placed.table.rules.flatMap((_, j) => (comesBefore(placed, j, i) ? [j] : []))
    if (before.length === 0) continue
    const sweep: Sweep = { space, within: boxes[i], seen: new Set(), work: 0, gaps: [], gapsMax: 1 }
    sweepAxis(sweep, 0, before, [])
    if (sweep.work > workMax) tell(check.undecided, 'not-checkable', placed, rule.line, '决策表太大，未能检查规则是否被遮蔽。', 'the table is too large; whether rules are masked was not looked for.')
    else if (sweep.gaps.length === 0) tell(check.findings, 'unreachable', placed, rule.line, `第 ${rule.number} 条规则永远不起作用：凡是它适用的情形，都由第 ${maskOf(space, i, before)} 条规则先决定。`, `rule ${rule.number} never decides: wherever it fits, rule ${maskOf(space, i, before)} comes first.`)
  }
}

/** The rules that take part in masking. */
function maskOf({ boxes }: Space, masked: number, before: number[]): string {
  const touching = before.filter((j) => (boxes[j] ?? []).every((covered, axis) => covered.some((isCovered, at) => isCovered && boxes[masked]?.[axis]?.[at])))
  return touching.map((j) => j + 1).join(', ')
}

function comesBefore({ table }: PlacedTable, j: number, i: number): boolean {
  if (table.policy === 'F') return j < i
  const [mine, theirs] = [placesOf(table, i), placesOf(table, j)]
  if (!mine || !theirs) return false
  const at = mine.findIndex((place, column) => place !== theirs[column])
  return at < 0 ? j < i : (theirs[at] ?? 0) < (mine[at] ?? 0)
}

function placesOf(table: PlacedTable['table'], rule: number): number[] | undefined {
  const places = table.outputs.map((output, column) => {
    const value = constantIn(table.rules[rule]?.outputs[column]?.ast)
    const order = output.values?.tests?.tests.map(constantOf) ?? (output.type?.kind === 'defined' ? (output.type.listed ?? []) : [])
    return value === undefined ? -1 : order.findIndex((other) => other !== undefined && equalValues(other, value) === true)
  })
  return places.includes(-1) ? undefined : places
}

interface Sweep {
  space: Space
  /** Looks only inside this box. */
  within: boolean[][] | undefined
  seen: Set<string>
  work: number
  gaps: Piece[][]
  gapsMax: number
}

function findGaps(space: Space): void {
  const { placed, check } = space
  const { rules } = placed.table
  const sweep: Sweep = { space, within: undefined, seen: new Set(), work: 0, gaps: [], gapsMax: findingsMax }
  sweepAxis(sweep, 0, rules.map((_, i) => i), [])
  const line = rules[0]?.line ?? placed.table.line
  for (const gap of sweep.gaps) {
    const { zh, en } = wordsOf(gap.filter(({ zh: words }) => !words.endsWith('任意')))
    tell(check.findings, 'gap', placed, line, `没有规则管到：${zh}。`, `no rule covers: ${en}.`)
  }
  if (sweep.work > workMax) tell(check.undecided, 'not-checkable', placed, line, '决策表太大，空档未能全部检查。', 'the table is too large; not all gaps were looked for.')
}

/** Axis by axis; the rules that still fit decide what follows, so equal sets are looked at once. */
function sweepAxis(sweep: Sweep, axis: number, fitting: number[], way: Piece[]): void {
  const { axes, boxes } = sweep.space
  for (const [at, piece] of (axes[axis] ?? []).entries()) {
    if (sweep.gaps.length >= sweep.gapsMax || sweep.work > workMax) return
    if (sweep.within && !sweep.within[axis]?.[at]) continue
    sweep.work += 1 + (fitting.length >> 4)
    const left = fitting.filter((rule) => boxes[rule]?.[axis]?.[at])
    if (left.length === 0) {
      sweep.gaps.push([...way, piece])
      continue
    }
    const key = `${axis}:${left.join()}`
    if (sweep.seen.has(key)) continue
    sweep.seen.add(key)
    sweepAxis(sweep, axis + 1, left, [...way, piece])
  }
}
