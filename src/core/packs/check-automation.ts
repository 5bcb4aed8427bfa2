// Checks what an item says of automatic decisions: only grants, only without discretion, only where the law demands no person first,
// released by a post of the deciding body, from declared data, with a way to a person. 个人信息保护法 24; 行政许可法 34, 36, 38, 46, 47, 57.
import { compileExpression, type DecisionModel } from '#engines/decisions'
import type { ProcessModel } from '#engines/process'
import { checkFeel } from './check-places.ts'
import type { Draft, DraftItem } from './draft.ts'
import type { Report } from './faults.ts'
import { blanksOf } from './letters.ts'
import { processName } from './pack.ts'
import { automaticParts, automaticOf, type Automatic, type Demand } from './schema-automation.ts'
import { readTable, type TableRead } from './table-outputs.ts'

/** Reports faults of every item that says something of its automation. */
export function checkAutomation(draft: Draft, report: Report): void {
  for (const item of draft.items) {
    const { automation } = item.value
    if (!automation) continue
    checkGrades(item, report)
    const automatic = automaticOf(item.value)
    if (automatic) checkAutomatic(item, automatic, draft, report)
    else if (automation.grade === 3 && automation.outcomes.grant === 3) for (const part of automaticParts) if (automation[part] === undefined) report.add('missing-key', item.at('automation'), { key: `automation.${part}` })
  }
}

const partlyAutomatic = 2

function checkGrades({ value, at }: DraftItem, report: Report): void {
  const { automation } = value
  if (!automation) return
  const grades = Object.entries(automation.outcomes)
  if (automation.grade > 3 || grades.some(([, grade]) => grade > 3)) report.add('automation-discretion', at('automation'))
  for (const [outcome, grade] of grades) {
    if (outcome !== 'grant' && grade > partlyAutomatic) report.add('automation-refuses', at('automation', 'outcomes', outcome), { what: outcome })
    if (grade > automation.grade && grade <= 3) report.add('wrong-value', at('automation', 'outcomes', outcome), { key: outcome, why: { zh: '高于事项的等级', en: 'it is above the grade of the item' } })
  }
}

function checkAutomatic(item: DraftItem, automatic: Automatic, draft: Draft, report: Report): void {
  checkDemands(item, draft, report)
  checkRelease(item, automatic, draft, report)
  checkData(item, automatic, report)
  checkReview(item, automatic, draft, report)
  const model = draft.decisions.get(item.value.decision ?? '')?.model
  if (model) checkTable(item, automatic, model, report)
  const process = draft.processes.get(processName(item.value, (name) => draft.processes.has(name)))?.model
  if (process) checkSteps(item, automatic, process, report)
  const letter = draft.letters.get('decision-grant')
  if (letter && !blanksOf(letter.body.zh).includes('decision.automatic')) report.add('letter-blank-missing', letter.zhPlace, { name: letter.name, blank: 'decision.automatic', language: { zh: '中文', en: 'Chinese' } })
  if (letter && !blanksOf(letter.body.en ?? '').includes('decision.automatic')) report.add('letter-blank-missing', letter.enPlace, { name: letter.name, blank: 'decision.automatic', language: { zh: '英文', en: 'English' } })
}

const demandWords: Record<Demand, { zh: string; en: string }> = {
  'site-check': { zh: '实地核查（许可法34）', en: 'a check on the site (许可法 34)' },
  hearing: { zh: '听证（许可法46、47）', en: 'a hearing (许可法 46, 47)' },
  publicity: { zh: '公示', en: 'publication before the decision' },
  'third-party': { zh: '告知利害关系人、听取意见（许可法36、47）', en: 'hearing third parties with a major interest (许可法 36, 47)' },
  quota: { zh: '数额有限（许可法57）', en: 'a choice, since the number is limited (许可法 57)' },
  'expert-review': { zh: '专家评审', en: 'a review by experts' },
  'joint-opinion': { zh: '其他部门的意见', en: 'the opinion of another department' },
}

/** Powers that burden, or decide between two sides: never by machine. */
const neverTypes: ReadonlySet<string> = new Set(['ADMIN_PENALTY', 'ADMIN_COERCION', 'ADMIN_LEVY', 'ADMIN_INSPECTION', 'ADMIN_ADJUDICATION'])

function checkDemands({ value, at }: DraftItem, draft: Draft, report: Report): void {
  for (const [n, demand] of (value.demands ?? []).entries()) report.add('automation-not-lawful', at('demands', n), { what: demandWords[demand] })
  if ((value.bodies.joint ?? []).length > 0) report.add('automation-not-lawful', at('bodies', 'joint'), { what: demandWords['joint-opinion'] })
  if (neverTypes.has(value.type)) report.add('automation-not-lawful', at('type'), { what: { zh: '由人裁量', en: 'the discretion of a person' } })
  const process = draft.processes.get(processName(value, (name) => draft.processes.has(name)))?.model
  const opinion = [...(process?.nodes.values() ?? [])].find((node) => node.type === 'user' && node.kind === 'opinion')
  if (opinion) report.add('automation-not-lawful', at('process'), { what: demandWords['joint-opinion'] })
}

function checkRelease({ value, at }: DraftItem, { release }: Automatic, draft: Draft, report: Report): void {
  const isHeld = draft.people.some((person) => person.value.posts?.some((post) => post.organisation === release.body && post.role === release.role))
  if (release.body !== value.bodies.deciding || !isHeld) report.add('automation-release', at('automation', 'release'), { body: release.body, role: release.role })
}

const machineVariables = ['form', 'scenario', 'applicant', 'papers', 'licences', 'today']

function checkData({ at }: DraftItem, { data, asks }: Automatic, report: Report): void {
  for (const [n, datum] of data.entries()) for (const [m, { value }] of datum.from.entries()) checkFeel(value, machineVariables, at('automation', 'data', n, 'from', m, 'value'), report)
  for (const [n, ask] of (asks ?? []).entries()) checkFeel(ask.asked, machineVariables, at('automation', 'asks', n, 'asked'), report)
}

function checkReview({ at }: DraftItem, { review }: Automatic, draft: Draft, report: Report): void {
  const found = draft.items.find((other) => other.value.code === review)
  // Who asks for a person must meet one: a review that is itself automatic would be none.
  if (found?.value.opensFrom !== 'case' || automaticOf(found.value)) report.add('automation-review', at('automation', 'review'), { code: review })
}

function checkTable({ at }: DraftItem, automatic: Automatic, model: DecisionModel, report: Report): void {
  const place = at('automation', 'decision')
  const table = readTable(model, automatic.decision)
  if (!table) return report.add('automation-table', place, { decision: automatic.decision, why: { zh: '必须是一张决策表', en: 'it must be a decision table' } })
  const known = new Set(automatic.data.map((datum) => datum.key))
  for (const [root, key] of table.reads) if (root !== 'data' || !known.has(key ?? '')) report.add('automation-reads', place, { decision: automatic.decision, name: [root, key].filter(Boolean).join('.') })
  checkAnswers(automatic, table, place, report)
  for (const [n, { granted }] of (automatic.asks ?? []).entries()) if (!table.outputs.some((output) => output.name === granted)) report.add('automation-table', at('automation', 'asks', n, 'granted'), { decision: automatic.decision, why: { zh: `没有输出“${granted}”`, en: `it has no output “${granted}”` } })
}

const allowedAnswers = ['grant', 'person']

// A table that could refuse by itself is not published, whatever the platform would do with its answer.
function checkAnswers({ decision }: Automatic, table: TableRead, place: ReturnType<DraftItem['at']>, report: Report): void {
  const column = table.outputs.length === 1 ? table.outputs[0] : table.outputs.find((output) => output.name === 'decision')
  if (!column) return report.add('automation-table', place, { decision, why: { zh: '没有输出“decision”', en: 'it has no output “decision”' } })
  for (const { text, label } of column.answers) {
    const expression = compileExpression(text)
    const answer = expression.reads.length === 0 ? readConstant(text) : undefined
    if (typeof answer !== 'string' || !allowedAnswers.includes(answer)) report.add('automation-table', place, { decision, why: { zh: `${label.zh}可能得出 ${text}，只能是 "grant" 或者 "person"`, en: `${label.en} may answer ${text}; only "grant" or "person" may stand there` } })
  }
}

function readConstant(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

function checkSteps({ at }: DraftItem, automatic: Automatic, process: ProcessModel, report: Report): void {
  const kinds: string[] = []
  for (const [n, id] of automatic.steps.entries()) {
    const node = process.nodes.get(id)
    const isOwn = node?.type === 'user' && ['acceptance', 'examination', 'decision'].includes(node.kind) && ['handling', 'deciding'].includes(node.unit)
    if (isOwn) kinds.push(node.kind)
    else report.add('automation-step', at('automation', 'steps', n), { step: id })
  }
  for (const kind of ['acceptance', 'decision']) if (!kinds.includes(kind)) report.add('automation-step', at('automation', 'steps'), { step: kind })
}
