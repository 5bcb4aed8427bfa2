// What the XML schema of BPMN 2.0 (BPMN20.xsd, Semantic.xsd) allows in each element: attributes with their types, children with their number, and what a reference may mean. Facts only, no rule of meaning.

/** One line each: `element < base | members`. `~` marks what only others derive from. Members: `@name` attribute, `=` its type, `>` the elements it may refer to, `name:type` a child with a type of another name; `!` exactly one, `?` at most one, `+` at least one, `*` any number. */
const facts = `
~baseElement | @id=id documentation* extensionElements?
documentation | @id=id @textFormat
extensionElements |
script |
text |
definitions < baseElement | @name @targetNamespace! @expressionLanguage @typeLanguage @exporter @exporterVersion import* extension* rootElement* relationship*
import | @namespace! @location! @importType!
extension | @definition @mustUnderstand=boolean documentation*
relationship < baseElement | @type! @direction=None|Forward|Backward|Both source>+ target>+
expression < baseElement | @language @evaluatesToTypeRef
formalExpression < expression
auditing < baseElement
monitoring < baseElement
~rootElement < baseElement
category < rootElement | @name categoryValue*
categoryValue < baseElement | @value
itemDefinition < rootElement | @structureRef @isCollection=boolean @itemKind=Information|Physical
message < rootElement | @name @itemRef>itemDefinition
error < rootElement | @name @errorCode @structureRef
escalation < rootElement | @name @escalationCode @structureRef
signal < rootElement | @name @structureRef
endPoint < rootElement
interface < rootElement | @name! @implementationRef operation+
operation < baseElement | @name! @implementationRef inMessageRef>message! outMessageRef>message? errorRef>error*
resource < rootElement | @name! resourceParameter*
resourceParameter < baseElement | @name @type @isRequired=boolean
partnerEntity < rootElement | @name participantRef>participant*
partnerRole < rootElement | @name participantRef>participant*
dataStore < rootElement | @name @capacity=integer @isUnlimited=boolean @itemSubjectRef>itemDefinition dataState?
correlationProperty < rootElement | @name @type correlationPropertyRetrievalExpression+
correlationPropertyRetrievalExpression < baseElement | @messageRef>message! messagePath:formalExpression!
correlationKey < baseElement | @name correlationPropertyRef>correlationProperty*
correlationSubscription < baseElement | @correlationKeyRef>correlationKey! correlationPropertyBinding*
correlationPropertyBinding < baseElement | @correlationPropertyRef>correlationProperty! dataPath:formalExpression!
~eventDefinition < rootElement
cancelEventDefinition < eventDefinition
compensateEventDefinition < eventDefinition | @waitForCompletion=boolean @activityRef>activity
conditionalEventDefinition < eventDefinition | condition:expression!
errorEventDefinition < eventDefinition | @errorRef>error
escalationEventDefinition < eventDefinition | @escalationRef>escalation
linkEventDefinition < eventDefinition | @name! source>linkEventDefinition* target>linkEventDefinition?
messageEventDefinition < eventDefinition | @messageRef>message operationRef>operation?
signalEventDefinition < eventDefinition | @signalRef>signal
terminateEventDefinition < eventDefinition
timerEventDefinition < eventDefinition | timeDate:expression? timeDuration:expression? timeCycle:expression?
~callableElement < rootElement | @name supportedInterfaceRef>interface* ioSpecification? ioBinding*
ioBinding < baseElement | @operationRef>operation! @inputDataRef>inputSet! @outputDataRef>outputSet!
process < callableElement | @processType=None|Public|Private @isClosed=boolean @isExecutable=boolean @definitionalCollaborationRef>collaboration auditing? monitoring? property* laneSet* flowElement* artifact* resourceRole* correlationSubscription* supports>process*
globalTask < callableElement | resourceRole*
globalBusinessRuleTask < globalTask | @implementation
globalManualTask < globalTask
globalScriptTask < globalTask | @scriptLanguage script?
globalUserTask < globalTask | @implementation rendering*
rendering < baseElement
resourceRole < baseElement | @name resourceRef>resource? resourceParameterBinding* resourceAssignmentExpression?
performer < resourceRole
humanPerformer < performer
potentialOwner < humanPerformer
resourceParameterBinding < baseElement | @parameterRef>resourceParameter! expression!
resourceAssignmentExpression < baseElement | expression!
laneSet < baseElement | @name lane*
lane < baseElement | @name @partitionElementRef> partitionElement:baseElement? flowNodeRef>flowNode* childLaneSet:laneSet?
property < baseElement | @name @itemSubjectRef>itemDefinition dataState?
dataState < baseElement | @name
dataInput < baseElement | @name @itemSubjectRef>itemDefinition @isCollection=boolean dataState?
dataOutput < baseElement | @name @itemSubjectRef>itemDefinition @isCollection=boolean dataState?
inputSet < baseElement | @name dataInputRefs>dataInput* optionalInputRefs>dataInput* whileExecutingInputRefs>dataInput* outputSetRefs>outputSet*
outputSet < baseElement | @name dataOutputRefs>dataOutput* optionalOutputRefs>dataOutput* whileExecutingOutputRefs>dataOutput* inputSetRefs>inputSet*
ioSpecification < baseElement | dataInput* dataOutput* inputSet+ outputSet+
~dataAssociation < baseElement | sourceRef>itemAware* targetRef>itemAware! transformation:formalExpression? assignment*
dataInputAssociation < dataAssociation
dataOutputAssociation < dataAssociation
assignment < baseElement | from:expression! to:expression!
~artifact < baseElement
association < artifact | @sourceRef>! @targetRef>! @associationDirection=None|One|Both
group < artifact | @categoryValueRef>categoryValue
textAnnotation < artifact | @textFormat text?
~flowElement < baseElement | @name auditing? monitoring? categoryValueRef>categoryValue*
sequenceFlow < flowElement | @sourceRef>flowNode! @targetRef>flowNode! @isImmediate=boolean conditionExpression:expression?
dataObject < flowElement | @itemSubjectRef>itemDefinition @isCollection=boolean dataState?
dataObjectReference < flowElement | @itemSubjectRef>itemDefinition @dataObjectRef>dataObject dataState?
dataStoreReference < flowElement | @itemSubjectRef>itemDefinition @dataStoreRef>dataStore dataState?
~flowNode < flowElement | incoming>sequenceFlow* outgoing>sequenceFlow*
~activity < flowNode | @isForCompensation=boolean @startQuantity=integer @completionQuantity=integer @default>sequenceFlow ioSpecification? property* dataInputAssociation* dataOutputAssociation* resourceRole* loopCharacteristics?
task < activity
businessRuleTask < task | @implementation
manualTask < task
receiveTask < task | @implementation @instantiate=boolean @messageRef>message @operationRef>operation
scriptTask < task | @scriptFormat script?
sendTask < task | @implementation @messageRef>message @operationRef>operation
serviceTask < task | @implementation @operationRef>operation
userTask < task | @implementation rendering*
callActivity < activity | @calledElement>callableElement
subProcess < activity | @triggeredByEvent=boolean laneSet* flowElement* artifact*
transaction < subProcess | @method
adHocSubProcess < subProcess | @cancelRemainingInstances=boolean @ordering=Parallel|Sequential completionCondition:expression?
~loopCharacteristics < baseElement
standardLoopCharacteristics < loopCharacteristics | @testBefore=boolean @loopMaximum=integer loopCondition:expression?
multiInstanceLoopCharacteristics < loopCharacteristics | @isSequential=boolean @behavior=None|One|All|Complex @oneBehaviorEventRef>eventDefinition @noneBehaviorEventRef>eventDefinition loopCardinality:expression? loopDataInputRef>itemAware? loopDataOutputRef>itemAware? inputDataItem:dataInput? outputDataItem:dataOutput? complexBehaviorDefinition* completionCondition:expression?
complexBehaviorDefinition < baseElement | condition:formalExpression! event:implicitThrowEvent?
~event < flowNode | property*
~catchEvent < event | @parallelMultiple=boolean dataOutput* dataOutputAssociation* outputSet? eventDefinition* eventDefinitionRef>eventDefinition*
~throwEvent < event | dataInput* dataInputAssociation* inputSet? eventDefinition* eventDefinitionRef>eventDefinition*
startEvent < catchEvent | @isInterrupting=boolean
intermediateCatchEvent < catchEvent
boundaryEvent < catchEvent | @cancelActivity=boolean @attachedToRef>activity!
intermediateThrowEvent < throwEvent
implicitThrowEvent < throwEvent
endEvent < throwEvent
~gateway < flowNode | @gatewayDirection=Unspecified|Converging|Diverging|Mixed
exclusiveGateway < gateway | @default>sequenceFlow
inclusiveGateway < gateway | @default>sequenceFlow
parallelGateway < gateway
complexGateway < gateway | @default>sequenceFlow activationCondition:expression?
eventBasedGateway < gateway | @instantiate=boolean @eventGatewayType=Exclusive|Parallel
collaboration < rootElement | @name @isClosed=boolean participant* messageFlow* artifact* conversationNode* conversationAssociation* participantAssociation* messageFlowAssociation* correlationKey* choreographyRef>choreography* conversationLink*
participant < baseElement | @name @processRef>process interfaceRef>interface* endPointRef>endPoint* participantMultiplicity?
participantMultiplicity < baseElement | @minimum=integer @maximum=integer
participantAssociation < baseElement | innerParticipantRef>participant! outerParticipantRef>participant!
messageFlow < baseElement | @name @sourceRef>! @targetRef>! @messageRef>message
messageFlowAssociation < baseElement | @innerMessageFlowRef>messageFlow! @outerMessageFlowRef>messageFlow!
~conversationNode < baseElement | @name participantRef>participant* messageFlowRef>messageFlow* correlationKey*
conversation < conversationNode
subConversation < conversationNode | conversationNode*
callConversation < conversationNode | @calledCollaborationRef>collaboration participantAssociation*
conversationAssociation < baseElement | @innerConversationNodeRef>conversationNode! @outerConversationNodeRef>conversationNode!
conversationLink < baseElement | @name @sourceRef>! @targetRef>!
globalConversation < collaboration
choreography < collaboration | flowElement*
globalChoreographyTask < choreography | @initiatingParticipantRef>participant
~choreographyActivity < flowNode | @initiatingParticipantRef>participant! @loopType=None|Standard|MultiInstanceSequential|MultiInstanceParallel participantRef>participant+ correlationKey*
choreographyTask < choreographyActivity | messageFlowRef>messageFlow+
callChoreography < choreographyActivity | @calledChoreographyRef>choreography participantAssociation*
subChoreography < choreographyActivity | flowElement* artifact*
`

export interface Member {
  name: string
  isAttribute: boolean
  /** Children: the element type. References have none. */
  type: string
  /** Attributes: 'string', 'boolean', 'integer', 'id' or the words allowed, parted by `|`. */
  values: string
  /** References: the type referred to, '' for any element; undefined for what is no reference. */
  target?: string
  min: 0 | 1
  /** Infinity where any number may stand. */
  max: number
}

interface Kind {
  base: string
  isAbstract: boolean
  members: Member[]
}

const kinds = new Map(facts.trim().split('\n').map(readFact))
/** Types that carry data (BPMN 2.0.2 §10.4.1, ItemAwareElement); no type of the XML schema. */
const itemAware = new Set(['dataObject', 'dataObjectReference', 'dataStore', 'dataStoreReference', 'property', 'dataInput', 'dataOutput'])
/** Elements whose content the schema leaves open. */
const open = new Set(['documentation', 'extensionElements', 'script', 'text'])

function readFact(line: string): [string, Kind] {
  // Only the first bar parts; later ones stand between the words of an enumeration.
  const [, head = '', body = ''] = /^([^|]*)\|?(.*)$/.exec(line) ?? []
  const [name = '', base = ''] = head.replace('~', '').split('<').map((part) => part.trim())
  return [name, { base, isAbstract: head.startsWith('~'), members: body.trim().split(' ').filter((word) => word !== '').map(readMember) }]
}

function readMember(word: string): Member {
  const [, at = '', name = '', kind = '', rest = '', count = ''] = /^(@?)(\w+)([=>:]?)([\w|]*)([!?+*]?)$/.exec(word) ?? []
  const isAttribute = at === '@'
  return {
    name,
    isAttribute,
    type: kind === ':' ? rest : name,
    values: kind === '=' ? rest : 'string',
    ...(kind === '>' ? { target: rest } : {}),
    min: count === '!' || count === '+' ? 1 : 0,
    max: isAttribute || count === '!' || count === '?' ? 1 : Number.POSITIVE_INFINITY,
  }
}

function ownAndInherited(name: string): Member[] {
  const kind = kinds.get(name)
  return kind ? [...(kind.base === '' ? [] : ownAndInherited(kind.base)), ...kind.members] : []
}

/** Is the type the other one, or derived from it? `itemAware` stands for all that carries data. */
export function isKind(type: string, wanted: string): boolean {
  if (wanted === 'itemAware') return itemAware.has(type)
  for (let at = type; at !== ''; at = kinds.get(at)?.base ?? '') if (at === wanted) return true
  return false
}

/** What an element of a type may have, inherited members included; grouped once, for it is asked at every element. */
interface Members {
  attributes: ReadonlyMap<string, Member>
  children: readonly Member[]
  references: readonly Member[]
}

const noMembers: Members = { attributes: new Map(), children: [], references: [] }
const grouped = new Map([...kinds.keys()].map((name) => [name, groupMembers(ownAndInherited(name))]))

function groupMembers(members: Member[]): Members {
  const attributes = members.filter((member) => member.isAttribute)
  return { attributes: new Map(attributes.map((member) => [member.name, member])), children: members.filter((member) => !member.isAttribute), references: members.filter((member) => member.target !== undefined) }
}

export function membersOf(type: string): Members {
  return grouped.get(type) ?? noMembers
}

/** Is this the name of an element of BPMN that may stand in a model? */
export function isElementName(name: string): boolean {
  const kind = kinds.get(name)
  return kind ? !kind.isAbstract : [...grouped.values()].some(({ children }) => children.some((member) => member.name === name))
}

/** May anything stand inside? */
export function isOpen(type: string): boolean {
  return open.has(type)
}

/** The member under which a child of this name stands in a parent of this type; its own name goes before what it is derived from. */
export function memberFor(parent: string, name: string): { member: Member; type: string } | undefined {
  return placed.get(parent)?.get(name)
}

const childNames = new Set([...kinds.keys(), ...[...grouped.values()].flatMap(({ children }) => children.map((member) => member.name))])
const placed = new Map([...grouped].map(([parent, { children }]) => [parent, new Map([...childNames].flatMap((name) => {
  const found = findMember(children, name)
  return found ? [[name, found]] : []
}))]))

function findMember(members: readonly Member[], name: string): { member: Member; type: string } | undefined {
  const exact = members.find((member) => member.name === name)
  if (exact && kinds.get(exact.type)?.isAbstract !== true) return { member: exact, type: exact.target === undefined ? exact.type : '' }
  if (exact && exact.name !== exact.type) return { member: exact, type: exact.type }
  const kind = kinds.get(name)
  if (!kind || kind.isAbstract) return undefined
  const general = members.find((member) => member.type === member.name && member.target === undefined && isKind(name, member.name))
  return general && { member: general, type: name }
}
