// The catalogue of what the standard forbids: each rule with its stable code, its clause in BPMN 2.0.2 (formal/2013-12-09) and its words. `{}` is what the finding adds.
import type { ProcessProblem } from './model.ts'
import type { TreeElement } from './standard-tree.ts'

/** A breach of the standard. `element` is the id of the element, or of the nearest one around it that has an id; '' where none has. */
export interface StandardProblem extends ProcessProblem {
  /** Section or table of BPMN 2.0.2 (formal/2013-12-09), or the file of its XML schema. */
  clause: string
}

/** Where rules tell what they find. */
export interface Findings {
  push(problem: StandardProblem): void
}

interface Rule {
  clause: string
  zh: string
  en: string
}

/** Rules of the letter that exporters and engines everywhere pass over; nothing becomes ambiguous where they are broken. */
const letterOnly = ['target-namespace-missing', 'children-out-of-order', 'start-without-end', 'end-without-start', 'gateway-passes-through', 'error-code-missing', 'escalation-code-missing', 'script-format-missing']

const rule = (clause: string, zh: string, en: string): Rule => ({ clause, zh, en })

const xmlRules = {
  'not-bpmn': rule('§15.3, BPMN20.xsd', '不是可读的 BPMN 2.0 文件（{}）。', 'not a readable BPMN 2.0 file ({}).'),
  'element-unknown': rule('BPMN20.xsd, Semantic.xsd', 'BPMN 没有元素 {}。', 'BPMN has no element {}.'),
  'element-misplaced': rule('Semantic.xsd', '{} 不能放在这里。', '{} may not stand here.'),
  'children-out-of-order': rule('Semantic.xsd', '{} 的位置不合标准规定的顺序。', '{} does not stand in the order that the schema gives.'),
  'target-namespace-missing': rule('§8.2.1, table 8.1; BPMN20.xsd', '缺少 targetNamespace。', 'targetNamespace is missing.'),
  'element-repeated': rule('Semantic.xsd', '{} 只能有一个。', 'there may be one {} only.'),
  'element-missing': rule('Semantic.xsd', '缺少 {}。', '{} is missing.'),
  'attribute-unknown': rule('Semantic.xsd', '不能有属性 {}。', 'may not have the attribute {}.'),
  'attribute-missing': rule('Semantic.xsd', '缺少属性 {}。', 'the attribute {} is missing.'),
  'attribute-invalid': rule('Semantic.xsd', '属性值不合标准（{}）。', 'the value of an attribute is not allowed ({}).'),
  'foreign-element-misplaced': rule('§8.3.3', '其他命名空间的元素 {} 只能放在 extensionElements 中。', 'the element {} of another namespace may stand in extensionElements only.'),
  'text-misplaced': rule('Semantic.xsd', '这里不能有文字（“{}”）。', 'no text may stand here ("{}").'),
  'id-twice': rule('§8.3.1', '标识重复。', 'this id is used twice.'),
}

const referenceRules = {
  'dangling-reference': rule('§8.3.1, §15.3', '引用了不存在的元素（{}）。', 'refers to something that does not exist ({}).'),
  'reference-wrong': rule('Semantic.xsd', '引用的元素类型不对（{}）。', 'refers to an element of the wrong type ({}).'),
  'prefix-undeclared': rule('§8.2.2', '引用所用的前缀没有声明（{}）。', 'a reference uses a prefix that is not declared ({}).'),
  'namespace-not-imported': rule('§8.2.2, table 8.2', '引用了别的文件中的元素，但没有导入该命名空间（{}）。', 'refers into another file whose namespace is not imported ({}).'),
  'diagram-reference-dangling': rule('§12.2.3', '图形引用了不存在的元素（{}）。', 'a shape or edge shows something that does not exist ({}).'),
}

const flowRules = {
  'dangling-flow': rule('§8.4.13, table 8.48', '连线的起点或终点不存在（{}）。', 'the flow has no source or no target ({}).'),
  'flow-end-wrong': rule('§7.6.1, table 7.3', '顺序流只能连接活动、事件和网关（{}）。', 'a sequence flow connects activities, events and gateways only ({}).'),
  'flow-crosses-pool': rule('§7.6.1, §9.3', '顺序流不能越过泳池（流程）的边界。', 'a sequence flow may not cross the border of a pool.'),
  'flow-crosses-sub-process': rule('§7.6.1, §10.3.5', '顺序流不能越过子流程的边界。', 'a sequence flow may not cross the border of a sub-process.'),
  'flow-into-start': rule('§10.5.2', '开始事件不能有进入的顺序流。', 'no sequence flow may enter a start event.'),
  'flow-out-of-end': rule('§10.5.3', '结束事件不能有离开的顺序流。', 'no sequence flow may leave an end event.'),
  'flow-into-boundary': rule('§10.5.4', '边界事件不能有进入的顺序流。', 'no sequence flow may enter a boundary event.'),
  'flow-at-event-sub-process': rule('§10.3.5', '事件子流程不能有进入或离开的顺序流。', 'no sequence flow may enter or leave an event sub-process.'),
  'flow-at-compensation': rule('§10.3, table 10.3; §10.7.1', '补偿活动不能有进入或离开的顺序流。', 'no sequence flow may enter or leave a compensation activity.'),
  'flow-listed-wrong': rule('§8.4.13, table 8.47', '所列的进入或离开的顺序流并不连到这里（{}）。', 'lists a flow as incoming or outgoing that is not connected here ({}).'),
  'condition-misplaced': rule('§8.4.13, §10.5.2, §10.5.4', '从事件、并行网关和事件网关出发的顺序流不能有条件。', 'a flow out of an event, a parallel or an event-based gateway may not have a condition.'),
  'condition-alone': rule('§8.4.13', '活动有带条件的顺序流时，还要有另一条离开的顺序流。', 'an activity with a conditional flow must have another outgoing flow.'),
  'flow-not-immediate': rule('§8.4.13, table 8.48', '可执行流程的顺序流不能写 isImmediate="false"。', 'a flow of an executable process may not say isImmediate="false".'),
  'default-not-outgoing': rule('§10.3, table 10.3; §10.6', '默认顺序流不是从这里出发的。', 'the default flow does not leave this element.'),
  'default-misplaced': rule('§8.4.13', '{} 不能有默认顺序流。', 'a {} may not have a default flow.'),
  'boundary-without-flow': rule('§10.5.4', '边界事件没有离开的顺序流。', 'no sequence flow leaves the boundary event.'),
  'intermediate-without-incoming': rule('§10.5.4', '中间事件没有进入的顺序流。', 'no sequence flow enters the intermediate event.'),
  'intermediate-without-outgoing': rule('§10.5.4', '中间事件没有离开的顺序流。', 'no sequence flow leaves the intermediate event.'),
  'end-without-start': rule('§10.5.2', '有结束事件的这一层没有开始事件。', 'there is an end event, but no start event on this level.'),
  'start-without-end': rule('§10.5.3', '有开始事件的这一层没有结束事件。', 'there is a start event, but no end event on this level.'),
  'start-without-flow': rule('§10.5.2', '开始事件没有离开的顺序流。', 'no sequence flow leaves the start event.'),
  'end-without-flow': rule('§10.5.3', '结束事件没有进入的顺序流。', 'no sequence flow enters the end event.'),
  'gateway-passes-through': rule('§10.6', '网关要有多条进入或多条离开的顺序流。', 'a gateway must have several incoming or several outgoing flows.'),
  'gateway-direction-wrong': rule('§8.4.9, table 8.46', '网关的方向（{}）与它的顺序流不符。', 'the direction of the gateway ({}) does not fit its flows.'),
  'event-gateway-few-flows': rule('§10.6.6', '事件网关要有两条以上离开的顺序流。', 'an event-based gateway must have two or more outgoing flows.'),
  'event-gateway-target-wrong': rule('§10.6.6', '事件网关之后只能是接收任务，或消息、定时、信号、条件（或由它们组成的多重）中间捕获事件（{}）。', 'an event-based gateway leads to receive tasks and to message, timer, signal, conditional or multiple catch events only ({}).'),
  'event-gateway-target-shared': rule('§10.6.6', '事件网关之后的元素不能有别的进入的顺序流。', 'what follows an event-based gateway may have no other incoming flow.'),
  'event-gateway-target-mixed': rule('§10.6.6', '事件网关之后不能既有接收任务又有消息事件。', 'an event-based gateway may not lead to receive tasks and to message events.'),
  'event-gateway-target-boundary': rule('§10.6.6', '事件网关之后的接收任务不能有边界事件。', 'a receive task after an event-based gateway may have no boundary events.'),
  'event-gateway-parallel': rule('§10.6.6, table 10.118', '只有实例化流程的事件网关才能是并行的。', 'only an event-based gateway that instantiates may be parallel.'),
  'instantiates-wrongly': rule('§10.3.3, §10.6.6, §13.2', '实例化流程的接收任务或事件网关，要么没有进入的顺序流且流程没有开始事件，要么只从开始事件进入。', 'what instantiates a process has no incoming flow in a process without a start event, or follows a start event only.'),
}

const eventRules = {
  'event-definition-misplaced': rule('§10.5, tables 10.84–10.93', '{} 不能用在这里。', '{} may not be used here.'),
  'event-definition-missing': rule('§10.5, tables 10.84–10.93', '{} 没有事件定义。', 'a {} must have an event definition.'),
  'event-definition-not-reusable': rule('§10.5.1, tables 10.82–10.83', '只有放在文件顶层的事件定义才能被引用（{}）。', 'only event definitions at the top of the file may be referred to ({}).'),
  'sub-process-start-triggered': rule('§10.5.2, table 10.85; §13.3.4', '子流程的开始事件不能有触发条件。', 'the start event of a sub-process may not have a trigger.'),
  'sub-process-several-starts': rule('§13.3.4', '子流程只能有一个开始事件。', 'a sub-process may have one start event only.'),
  'event-sub-process-starts': rule('§10.3.5', '事件子流程要有且只有一个开始事件。', 'an event sub-process must have exactly one start event.'),
  'not-interrupting': rule('§10.5.2, table 10.86; §10.5.4, table 10.91', '{} 总是中断的。', 'a {} always interrupts.'),
  'cancel-outside-transaction': rule('§10.3.5, §10.5.3, §10.5.4', '取消事件只能用在事务子流程之中或其边界上。', 'a cancel event may stand in or on a transaction only.'),
  'boundary-elsewhere': rule('§10.5.4', '边界事件和它所附的活动不在同一层。', 'the boundary event is not on the level of its activity.'),
  'link-unpaired': rule('§10.5.5', '没有同一层的另一端链接事件（{}）。', 'there is no other end of the link on this level ({}).'),
  'link-several-targets': rule('§10.5.5', '同名的链接捕获事件只能有一个（{}）。', 'a link may have one catching event only ({}).'),
  'link-flow': rule('§10.5.4', '链接事件不能同时有进入和离开的顺序流。', 'a link event may not be both source and target of flows.'),
  'timer-several': rule('§10.5.5, table 10.101', '定时器的日期、时长和周期只能写一样。', 'a timer has a date, a duration or a cycle, not several.'),
  'timer-empty': rule('§10.5.5, table 10.101', '可执行流程的定时器要写日期、时长或周期。', 'a timer of an executable process needs a date, a duration or a cycle.'),
  'message-missing': rule('§10.5.5, table 10.98', '可执行流程的消息事件要指明消息。', 'a message event of an executable process must name its message.'),
  'signal-missing': rule('§10.5.5, table 10.100', '可执行流程的信号事件要指明信号。', 'a signal event of an executable process must name its signal.'),
  'error-missing': rule('§8.4.3, table 8.40; §10.5.5', '可执行流程抛出错误时要指明错误。', 'an error event that throws in an executable process must name its error.'),
  'escalation-missing': rule('§8.4.4, table 8.41; §10.5.5', '可执行流程抛出升级时要指明升级。', 'an escalation event that throws in an executable process must name its escalation.'),
  'error-code-missing': rule('§8.4.3, table 8.40', '可执行流程抛出的错误要有 errorCode。', 'an error thrown in an executable process needs an errorCode.'),
  'escalation-code-missing': rule('§8.4.4, table 8.41', '可执行流程抛出的升级要有 escalationCode。', 'an escalation thrown in an executable process needs an escalationCode.'),
  'compensation-flow': rule('§10.5.4, §10.7.1', '补偿边界事件不能有离开的顺序流，只能用关联连到补偿活动。', 'no sequence flow may leave a compensation boundary event; an association leads to its handler.'),
  'compensation-handler-missing': rule('§10.7.1', '补偿边界事件没有用关联连到补偿活动。', 'no association leads from the compensation boundary event to a handler.'),
  'compensation-handler-several': rule('§10.7.1', '补偿边界事件只能连到一个补偿活动。', 'a compensation boundary event may have one handler only.'),
  'compensation-handler-wrong': rule('§10.7.1', '补偿边界事件所连的活动没有标为补偿活动，或不在同一层（{}）。', 'the handler of a compensation boundary event is not marked as compensation or stands elsewhere ({}).'),
  'compensation-not-visible': rule('§10.7.2', '从补偿事件看不到要补偿的活动（{}）。', 'the activity to be compensated is not visible from the event ({}).'),
}

const activityRules = {
  'quantity-invalid': rule('§10.3, table 10.3', '数量不能小于 1（{}）。', 'a quantity may not be less than 1 ({}).'),
  'ad-hoc-start-or-end': rule('§10.3.5', '即席子流程中不能有开始事件和结束事件。', 'no start or end event may stand in an ad-hoc sub-process.'),
  'ad-hoc-empty': rule('§10.3.5', '即席子流程中至少要有一个活动。', 'an ad-hoc sub-process must have an activity.'),
  'multi-instance-uncounted': rule('§10.3.8, table 10.30', '可执行流程的多实例要写次数或输入集合。', 'a multi-instance of an executable process needs a cardinality or a collection.'),
  'choreography-activity-misplaced': rule('§10.2, §10.3.5', '流程中不能有编排活动。', 'no choreography activity may stand in a process.'),
  'public-executable': rule('§10.2, table 10.1', '公开流程不能是可执行的。', 'a public process may not be executable.'),
  'script-format-missing': rule('§10.3.3, table 10.13', '写了脚本就要写 scriptFormat。', 'where there is a script, its scriptFormat must be written.'),
  'called-without-start': rule('§10.3.6, §10.5.2', '被调用的流程（{}）没有无触发的开始事件。', 'the process that is called ({}) has no start event without a trigger.'),
  'resource-ambiguous': rule('§10.3.1, Semantic.xsd', '资源和分配表达式只能写一样。', 'a resource role has a resource or an assignment expression, not both.'),
}

const poolRules = {
  'message-flow-end-wrong': rule('§7.6.2, table 7.4', '消息流只能连接泳池、活动和事件（{}）。', 'a message flow connects pools, activities and events only ({}).'),
  'message-flow-same-pool': rule('§9.4', '消息流要连接两个不同的泳池。', 'a message flow must connect two different pools.'),
  'message-flow-source-wrong': rule('§7.6.2, §10.5.2–10.5.4', '这个事件不能发出消息流（{}）。', 'no message flow may leave this event ({}).'),
  'message-flow-target-wrong': rule('§7.6.2, §10.5.2–10.5.4', '消息流不能进入这个事件（{}）。', 'no message flow may enter this event ({}).'),
  'multiplicity-invalid': rule('§9.3.1, table 9.4', '参与者数目不对（{}）：最小不小于 0，最大不小于 1，也不小于最小。', 'the multiplicity is wrong ({}): minimum from 0, maximum from 1 and not below the minimum.'),
  'choreography-reference-misplaced': rule('§9.2, table 9.1', '编排和全局会话不能引用编排。', 'a choreography or a global conversation may not refer to a choreography.'),
  'choreography-participants': rule('§11.5.1', '编排任务要有两个参与者。', 'a choreography task has two participants.'),
  'choreography-initiator': rule('§11.5, table 11.2', '发起者不是这个编排活动的参与者（{}）。', 'the initiator is not a participant of the choreography activity ({}).'),
  'process-activity-misplaced': rule('§11.4', '编排中不能有流程的活动。', 'no activity of a process may stand in a choreography.'),
  'lane-node-elsewhere': rule('§10.8, table 10.131', '泳道列出的元素不在它的流程中（{}）。', 'the lane lists an element outside its process ({}).'),
  'lane-node-twice': rule('§10.8', '同一组泳道中，一个元素只能在一个泳道里（{}）。', 'an element may be in one lane of a set only ({}).'),
}

const dataRules = {
  'io-in-sub-process': rule('§10.4.1', '子流程不能直接定义数据输入和输出。', 'a sub-process may not define data inputs and outputs.'),
  'data-input-unlisted': rule('§10.4.1, table 10.58', '数据输入不在任何输入集中。', 'the data input is in no input set.'),
  'data-output-unlisted': rule('§10.4.1, table 10.59', '数据输出不在任何输出集中。', 'the data output is in no output set.'),
  'data-object-missing': rule('§10.4.1, table 10.53', '数据对象引用没有指明数据对象。', 'a data object reference must name its data object.'),
  'data-not-visible': rule('§10.4.1', '从这里看不到所引用的数据（{}）。', 'the data referred to is not visible from here ({}).'),
  'data-association-end-wrong': rule('§10.4.1, tables 10.64–10.65', '数据关联的内端要属于它所在的元素（{}）。', 'the inner end of a data association must belong to its element ({}).'),
  'data-association-sources': rule('§10.4.2, table 10.63', '没有转换时，数据关联只能有一个来源。', 'a data association without a transformation has one source only.'),
  'data-association-types': rule('§10.4.1', '数据关联两端的类型不同，又没有转换。', 'the ends of the data association have different types, and there is no transformation.'),
}

const rules = { ...xmlRules, ...referenceRules, ...flowRules, ...eventRules, ...activityRules, ...poolRules, ...dataRules }

export type RuleName = keyof typeof rules

/** All codes without `process.`, in the order of the catalogue. */
export const ruleNames = Object.keys(rules)

/** Is this finding one of the letter only? */
export function isLetter(problem: StandardProblem): boolean {
  return letterOnly.includes(problem.code.slice('process.'.length))
}

/** The finding of a rule at an element; `about` fills in its words. */
export function breachOf(name: RuleName, element: TreeElement | { id: string; line: number }, about = ''): StandardProblem {
  const { clause, zh, en } = rules[name]
  const place = 'id' in element ? element : { id: nearestId(element), line: element.line }
  const told = about.length > 120 ? `${about.slice(0, 119)}…` : about
  const lead = place.id === '' ? ['', ''] : [`${place.id}：`, `${place.id}: `]
  return { code: `process.${name}`, element: place.id, line: place.line, clause, zh: `${lead[0]}${zh.replace('{}', () => told)}`, en: `${lead[1]}${en.replace('{}', () => told)}` }
}

function nearestId(element: TreeElement): string {
  for (let at: TreeElement | undefined = element; at; at = at.parent) {
    const id = at.attributes.get('id')?.trim()
    if (id) return id
  }
  return ''
}
