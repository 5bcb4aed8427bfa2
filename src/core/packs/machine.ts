// What a machine may conclude in one case: grant in full, or nothing. Pure: every input is passed in, so that a judgement can be replayed
// years later. A no, a part, a doubt or a fault is never an answer of the machine (个人信息保护法 24; 行政许可法 38).
import { compileExpression, evaluate, evaluateDecision, type DecisionModel } from '#engines/decisions'
import { sayConditions, type Condition } from './machine-words.ts'
import { isDemanded, neededMaterials } from './materials.ts'
import type { Automatic, DatumEntry, DatumSource } from './schema-automation.ts'
import type { ItemContent } from './schema-items.ts'
import type { Text } from './schema-parts.ts'

/** A licence of the applicant in the licence store; `standing` as on the day. */
export interface HeldLicence {
  type: string
  number: string
  standing: string
  issuedOn: string
  validTo: string | null
}

/** All that a machine looks at. JSON: it is stored as it is. */
export interface MachineFacts {
  form: Record<string, unknown>
  scenario: Record<string, string>
  applicant: { kind: 'natural' | 'legal'; name: string; idKind: string; idNumber: string }
  /** Keys of the materials handed in. */
  papers: string[]
  licences: HeldLicence[]
  /** The day in China, ISO. */
  today: string
}

/** Why a case goes to a person. */
export const machineReasons = [
  'asked-for-person', 'switched-off', 'table-withdrawn', 'law-demands', 'third-party', 'person-began', 'step-not-declared',
  'paper-missing', 'data-missing', 'data-contested', 'table-problem', 'no-rule', 'table-says-person', 'less-than-asked',
] as const
export type MachineReasonCode = (typeof machineReasons)[number]

export interface MachineReason {
  code: MachineReasonCode
  zh: string
  en: string
}

/** A datum as it was found: sure, absent, or said differently by two sources. */
export interface FoundDatum {
  key: string
  name: Text
  state: 'sure' | 'missing' | 'contested'
  value: unknown
  said: { source: DatumSource; value: unknown }[]
}

/** `grants` only where there is no reason against it. */
export interface Judgement {
  grants: boolean
  reasons: MachineReason[]
  data: FoundDatum[]
  /** What the table answered; null where it was not asked. */
  value: unknown
  conditions: Condition[]
  rule: { number: number; label: string } | null
}

/** Judges a case by the table of its item. */
export function judgeByMachine(content: ItemContent, automatic: Automatic, model: DecisionModel | undefined, facts: MachineFacts): Judgement {
  const data = automatic.data.map((entry) => findDatum(entry, facts))
  const reasons = [...missingPapers(content, facts), ...data.flatMap(doubtOf)]
  const judgement: Judgement = { grants: false, reasons, data, value: null, conditions: [], rule: null }
  // With a datum missing or contested the table would say something about a case that is not this one.
  if (data.some((datum) => datum.state !== 'sure')) return judgement
  if (!model) return { ...judgement, reasons: [...reasons, say('table-problem', '事项没有可用的决策表。', 'The item has no table that works.')] }
  const { value, trace, problems } = evaluateDecision(model, automatic.decision, { data: Object.fromEntries(data.map(({ key, value: found }) => [key, found])) })
  const step = trace.at(-1)
  const found = {
    ...judgement, value, rule: step?.rule ? { number: step.rule.number, label: step.rule.label } : null,
    conditions: sayConditions(automatic, data, step?.inputs ?? []),
    reasons: [...reasons, ...problems.map(({ zh, en }) => say('table-problem', zh, en)), ...answerOf(value, step?.rule?.label), ...shortfall(automatic, value, facts)],
  }
  return { ...found, grants: found.reasons.length === 0 }
}

function say(code: MachineReasonCode, zh: string, en: string): MachineReason {
  return { code, zh, en }
}

function missingPapers(content: ItemContent, { form, scenario, applicant, papers }: MachineFacts): MachineReason[] {
  return neededMaterials(content, { form, scenario, applicant: { kind: applicant.kind } })
    .filter((material) => isDemanded(material) && !papers.includes(material.key))
    .map(({ name }) => say('paper-missing', `材料“${name.zh}”还没有提交。`, `The paper “${name.en ?? name.zh}” was not handed in.`))
}

function findDatum({ key, name, from }: DatumEntry, facts: MachineFacts): FoundDatum {
  const variables = { ...facts }
  const said = from.map(({ source, value }) => ({ source, value: evaluate(compileExpression(value), variables).value ?? null }))
  const [first] = said
  const isMissing = said.some(({ value }) => value === null)
  const isContested = said.some(({ value }) => JSON.stringify(value) !== JSON.stringify(first?.value))
  const state = isMissing ? 'missing' : isContested ? 'contested' : 'sure'
  return { key, name, state, value: state === 'sure' ? (first?.value ?? null) : null, said }
}

function doubtOf({ state, name }: FoundDatum): MachineReason[] {
  if (state === 'missing') return [say('data-missing', `“${name.zh}”查不到。`, `“${name.en ?? name.zh}” could not be found.`)]
  if (state === 'contested') return [say('data-contested', `“${name.zh}”在不同来源中不一致。`, `The sources do not agree on “${name.en ?? name.zh}”.`)]
  return []
}

/** The word a table may answer with: `grant`, or `person`. */
export function answerWord(value: unknown): unknown {
  return value !== null && typeof value === 'object' && 'decision' in value ? value.decision : value
}

function answerOf(value: unknown, label: string | undefined): MachineReason[] {
  const word = answerWord(value)
  if (word === 'grant') return []
  const because = label ? { zh: `（${label}）`, en: ` (${label})` } : { zh: '', en: '' }
  if (word === 'person') return [say('table-says-person', `按决策表由工作人员审查${because.zh}。`, `The table leaves this to a person${because.en}.`)]
  return [say('no-rule', '决策表没有得出可以准予的结果。', 'The table gave no answer that grants.')]
}

/** Less than was asked, in amount, term or scope, is a no in part, and a no is for a person (许可法 38). */
function shortfall(automatic: Automatic, value: unknown, facts: MachineFacts): MachineReason[] {
  if (answerWord(value) !== 'grant') return []
  const given = value !== null && typeof value === 'object' ? new Map(Object.entries(value)) : new Map<string, unknown>()
  return (automatic.asks ?? []).flatMap(({ name, asked, granted }) => {
    const wanted = evaluate(compileExpression(asked), { ...facts }).value ?? null
    if (covers(given.get(granted) ?? null, wanted)) return []
    return [say('less-than-asked', `按决策表可以准予的“${name.zh}”少于申请的内容。`, `The table would grant less “${name.en ?? name.zh}” than was asked for.`)]
  })
}

/** Whether what is granted covers what was asked: as much, the same, or among them. What cannot be compared is not covered. */
export function covers(granted: unknown, asked: unknown): boolean {
  if (asked === null || granted === null) return false
  if (typeof asked === 'number' && typeof granted === 'number') return granted >= asked
  if (Array.isArray(granted)) return (Array.isArray(asked) ? asked : [asked]).every((one) => granted.includes(one))
  return granted === asked
}
