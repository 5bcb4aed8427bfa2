// The attributes of namespace urn:yiwang:bpmn and what they may say. Outcomes of acceptance, decision and delivery are law, not drawing:
// 行政许可法 §32 (受理或不予受理), §38 (准予或不予许可的书面决定), §44 (送达).
import type { StepKind } from './model.ts'

export const fixedOutcomes: Partial<Record<StepKind, readonly string[]>> = {
  acceptance: ['accept', 'refuse-acceptance'],
  decision: ['grant', 'partly-grant', 'refuse'],
  delivery: ['done'],
}

export const usualOutcomes: Partial<Record<StepKind, readonly string[]>> = {
  examination: ['pass', 'reject'],
  opinion: ['pass', 'reject'],
  work: ['done'],
}

const stepKinds: readonly string[] = ['acceptance', 'examination', 'opinion', 'decision', 'delivery', 'work']
const roles: readonly string[] = ['clerk', 'examiner', 'approver', 'head']

export function isStepKind(text: string): text is StepKind {
  return stepKinds.includes(text)
}

export function isRole(text: string): boolean {
  return roles.includes(text)
}

/** receiving, handling, deciding, joint:1 …, or a USCC (GB 32100-2015, 18 characters). */
export function isUnit(text: string): boolean {
  return /^(receiving|handling|deciding|joint:[1-9]\d?|[0-9A-HJ-NPQRTUWXY]{18})$/.test(text)
}

/** The moddle package of the attributes, so that any prefix bound to the namespace is read. */
export const yiwangPackage = {
  name: 'Yiwang',
  uri: 'urn:yiwang:bpmn',
  prefix: 'yiwang',
  xml: { tagAlias: 'lowerCase' },
  types: [
    attributes('Step', ['bpmn:UserTask'], ['step', 'role', 'unit', 'outcomes', 'hours', 'signers', 'rule', 'apart']),
    attributes('Lawful', ['bpmn:FlowNode'], ['lawful']),
    attributes('Service', ['bpmn:ServiceTask'], ['do']),
    attributes('Rule', ['bpmn:BusinessRuleTask'], ['decision']),
    attributes('Named', ['bpmn:FlowElement', 'bpmn:Process'], ['nameEn']),
  ],
}

function attributes(name: string, extended: string[], names: string[]) {
  return { name, extends: extended, properties: names.map((attribute) => ({ name: attribute, isAttr: true, type: 'String' })) }
}
