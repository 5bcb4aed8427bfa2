// Every fault a model can have, with its stable code and its words; where a rule is the standard's, the clause is named.
import type { ProcessProblem } from './model.ts'

export interface Place {
  id: string
  line: number
}

function fault(code: string, zh: (about: string) => string, en: (about: string) => string) {
  return ({ id, line }: Place, about = ''): ProcessProblem => ({ code: `process.${code}`, element: id, line, zh: `${id}：${zh(about)}`, en: `${id}: ${en(about)}` })
}

export function notXml(why: string, line: number): ProcessProblem {
  return { code: 'process.not-bpmn', element: '', line, zh: `不是可读的 BPMN 2.0 文件（${why}）。`, en: `Not a readable BPMN 2.0 file (${why}).` }
}

export function twiceNamed(id: string, line: number): ProcessProblem {
  return { code: 'process.id-twice', element: id, line, zh: `${id}：标识重复。`, en: `${id}: this id is used twice.` }
}

/** BPMN 2.0.2 §8.4.13 lets ids be absent; a fault, a step and a drawing need them. */
export const idMissing = fault('id-missing', (what) => `${what} 缺少 id。`, (what) => `a ${what} has no id.`)
export const noProcess = fault('no-process', () => '文件中没有流程。', () => 'the file holds no process.')
export const severalProcesses = fault('several-processes', () => '一个文件只能有一个流程。', () => 'a file may hold one process only.')
export const elementNotSupported = fault('element-not-supported', (what) => `暂不支持 ${what}。`, (what) => `${what} is not supported.`)
export const danglingReference = fault('dangling-reference', (what) => `引用了不存在的元素（${what}）。`, (what) => `refers to something that does not exist (${what}).`)
export const noStart = fault('no-start', () => '流程没有开始事件。', () => 'the process has no start event.')
export const severalStarts = fault('several-starts', () => '流程有多个开始事件。', () => 'the process has several start events.')
export const noEnd = fault('no-end', () => '流程没有结束事件。', () => 'the process has no end event.')
/** BPMN 2.0.2 §10.5.2–3, table 7.3: what may stand at the ends of a sequence flow. */
export const danglingFlow = fault('dangling-flow', () => '连线的起点或终点不存在。', () => 'the flow has no source or no target.')
export const flowIntoStart = fault('flow-into-start', () => '开始事件和边界事件不能有进入的连线。', () => 'no flow may enter a start or boundary event.')
export const flowOutOfEnd = fault('flow-out-of-end', () => '结束事件不能有离开的连线。', () => 'no flow may leave an end event.')
export const noIncoming = fault('no-incoming', () => '没有进入的连线，永远到不了。', () => 'no flow enters it; it is never reached.')
export const noOutgoing = fault('no-outgoing', () => '没有离开的连线；流程只能在结束事件处结束。', () => 'no flow leaves it; a process ends at end events only.')
export const conditionMissing = fault('condition-missing', () => '排他网关后的连线既不是默认连线，也没有条件。', () => 'this flow out of an exclusive gateway is not the default and has no condition.')
export const conditionMisplaced = fault('condition-misplaced', () => '条件只能写在排他网关后的连线上。', () => 'only flows out of exclusive gateways may have conditions.')
export const conditionOnDefault = fault('condition-on-default', () => '默认连线不能有条件。', () => 'a default flow may not have a condition.')
export const defaultNotOutgoing = fault('default-not-outgoing', () => '默认连线不是从本网关出发的。', () => 'the default flow does not leave this gateway.')
export const expressionInvalid = fault('expression-invalid', (why) => `表达式不正确：${why}`, (why) => `the expression is wrong: ${why}`)
export const stepKindUnknown = fault('step-kind-unknown', (kind) => `用户任务的 yiwang:step 缺失或不认识（“${kind}”）。`, (kind) => `yiwang:step of the user task is missing or unknown ("${kind}").`)
export const roleUnknown = fault('role-unknown', (role) => `用户任务的 yiwang:role 缺失或不认识（“${role}”）。`, (role) => `yiwang:role of the user task is missing or unknown ("${role}").`)
export const unitUnknown = fault('unit-unknown', (unit) => `用户任务的 yiwang:unit 缺失或不认识（“${unit}”）。`, (unit) => `yiwang:unit of the user task is missing or unknown ("${unit}").`)
export const outcomesFixed = fault('outcomes-fixed', (list) => `本类步骤的结果由法律规定（${list}），不能另定。`, (list) => `the outcomes of this kind of step are fixed by law (${list}).`)
export const outcomesInvalid = fault('outcomes-invalid', (list) => `yiwang:outcomes 不正确（“${list}”）。`, (list) => `yiwang:outcomes is wrong ("${list}").`)
export const hoursInvalid = fault('hours-invalid', (hours) => `yiwang:hours 不是正数（“${hours}”）。`, (hours) => `yiwang:hours is not a positive number ("${hours}").`)
export const lawfulUnknown = fault('lawful-unknown', (mark) => `yiwang:lawful 不认识（“${mark}”），应为 notice、hearing、site-check、legal-review 或 publicity。`, (mark) => `yiwang:lawful is unknown ("${mark}"): it is notice, hearing, site-check, legal-review or publicity.`)
export const signingInvalid = fault('signing-invalid', (text) => `yiwang:signers 或 yiwang:rule 不正确，或这类步骤不能会签（“${text}”）。`, (text) => `yiwang:signers or yiwang:rule is wrong, or this kind of step is not signed together ("${text}").`)
export const serviceUnknown = fault('service-unknown', (name) => `服务任务的 yiwang:do 缺失或没有登记（“${name}”）。`, (name) => `yiwang:do of the service task is missing or not registered ("${name}").`)
export const decisionUnknown = fault('decision-unknown', (name) => `规则任务的 yiwang:decision 缺失或不存在（“${name}”）。`, (name) => `yiwang:decision of the business rule task is missing or does not exist ("${name}").`)
export const hostInvalid = fault('boundary-host-invalid', () => '边界事件没有附在任务上。', () => 'the boundary event is not attached to a task.')
export const timerInvalid = fault('timer-invalid', (text) => `定时器要写 ISO 时长、日期或 FEEL 表达式（“${text}”）。`, (text) => `a timer needs an ISO duration, a date or a FEEL expression ("${text}").`)
export const messageMissing = fault('message-missing', () => '消息事件没有指明有名称的消息。', () => 'the message event names no message.')
