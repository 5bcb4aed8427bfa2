// The attributes of namespace urn:yiwang:bpmn as bpmn-js reads and writes them; what they may say is held by the process engine.

const attributes = (name: string, extended: string[], names: string[]) => ({ name, extends: extended, properties: names.map((attribute) => ({ name: attribute, isAttr: true, type: 'String' })) })

/** Attributes that the platform gives to elements of a process. Others of the namespace are kept as they are. */
export const yiwangModdle = {
  name: 'Yiwang', uri: 'urn:yiwang:bpmn', prefix: 'yiwang', xml: { tagAlias: 'lowerCase' }, associations: [],
  types: [
    attributes('Step', ['bpmn:UserTask'], ['step', 'role', 'unit', 'outcomes', 'hours']),
    attributes('Service', ['bpmn:ServiceTask'], ['do']),
    attributes('Rule', ['bpmn:BusinessRuleTask'], ['decision']),
    attributes('Named', ['bpmn:FlowElement', 'bpmn:Process'], ['nameEn']),
  ],
}

/** Kinds of step, with the outcomes that law fixes for some of them. */
export const stepKinds: Record<string, readonly string[] | undefined> = {
  acceptance: ['accept', 'refuse-acceptance'], examination: undefined, opinion: undefined, decision: ['grant', 'partly-grant', 'refuse'], delivery: ['done'], work: undefined,
}
export const stepRoles = ['clerk', 'examiner', 'approver', 'head'] as const
export const stepUnits = ['receiving', 'handling', 'deciding', 'joint:1', 'joint:2'] as const
export const usualOutcomes = ['pass', 'reject', 'done'] as const
export const serviceNames = ['tell-applicant'] as const
