// Names of BPMN's elements in both languages, for sentences about a model.

const words: Record<string, [zh: string, en: string]> = {
  adHocSubProcess: ['即席子流程', 'ad-hoc sub-process'], association: ['关联', 'association'], boundaryEvent: ['边界事件', 'boundary event'], businessRuleTask: ['规则任务', 'business rule task'],
  callActivity: ['调用活动', 'call activity'], category: ['类别', 'category'], choreography: ['编排', 'choreography'], choreographyTask: ['编排任务', 'choreography task'], collaboration: ['协作', 'collaboration'],
  complexGateway: ['复杂网关', 'complex gateway'], conversation: ['会话', 'conversation'], correlationProperty: ['关联属性', 'correlation property'], dataObject: ['数据对象', 'data object'],
  dataObjectReference: ['数据对象引用', 'data object reference'], dataStore: ['数据存储', 'data store'], dataStoreReference: ['数据存储引用', 'data store reference'], endEvent: ['结束事件', 'end event'],
  error: ['错误', 'error'], escalation: ['升级', 'escalation'], eventBasedGateway: ['事件网关', 'event-based gateway'], exclusiveGateway: ['排他网关', 'exclusive gateway'], globalTask: ['全局任务', 'global task'],
  globalUserTask: ['全局用户任务', 'global user task'], group: ['分组', 'group'], inclusiveGateway: ['包容网关', 'inclusive gateway'], interface: ['接口', 'interface'],
  intermediateCatchEvent: ['中间捕获事件', 'intermediate catch event'], intermediateThrowEvent: ['中间抛出事件', 'intermediate throw event'], itemDefinition: ['数据类型', 'item definition'], lane: ['泳道', 'lane'],
  manualTask: ['人工任务', 'manual task'], message: ['消息', 'message'], messageFlow: ['消息流', 'message flow'], parallelGateway: ['并行网关', 'parallel gateway'], participant: ['泳池', 'pool'],
  process: ['流程', 'process'], receiveTask: ['接收任务', 'receive task'], resource: ['资源', 'resource'], scriptTask: ['脚本任务', 'script task'], sendTask: ['发送任务', 'send task'],
  sequenceFlow: ['连线', 'flow'], serviceTask: ['服务任务', 'service task'], signal: ['信号', 'signal'], startEvent: ['开始事件', 'start event'], subProcess: ['子流程', 'sub-process'], task: ['任务', 'task'],
  textAnnotation: ['注释', 'annotation'], transaction: ['事务子流程', 'transaction'], userTask: ['用户任务', 'user task'],
  // Parts of elements.
  cancelEventDefinition: ['取消定义', 'cancel definition'], compensateEventDefinition: ['补偿定义', 'compensation definition'], conditionalEventDefinition: ['条件定义', 'conditional definition'],
  dataInputAssociation: ['数据输入关联', 'data input association'], dataOutputAssociation: ['数据输出关联', 'data output association'], errorEventDefinition: ['错误定义', 'error definition'],
  escalationEventDefinition: ['升级定义', 'escalation definition'], extensionElements: ['扩展内容', 'extension'], flowNodeRef: ['所含元素', 'list of elements'], ioSpecification: ['数据输入输出', 'data inputs and outputs'],
  linkEventDefinition: ['链接定义', 'link definition'], messageEventDefinition: ['消息定义', 'message definition'], multiInstanceLoopCharacteristics: ['多实例设置', 'multi-instance'], potentialOwner: ['可能的办理人', 'potential owner'],
  property: ['变量', 'property'], script: ['脚本', 'script'], signalEventDefinition: ['信号定义', 'signal definition'], standardLoopCharacteristics: ['循环设置', 'loop'], terminateEventDefinition: ['终止定义', 'terminate definition'],
  text: ['文字', 'text'], timerEventDefinition: ['定时器', 'timer'],
}

/** The name of a kind of element; its own name where there is no word. */
export function wordsOf(type: string): { zh: string; en: string } {
  const [zh, en] = words[type] ?? [type, type]
  return { zh, en }
}
