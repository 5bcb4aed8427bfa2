// What the standard allows and nothing may refuse: every construct, the pack's processes, and files as other tools write them.
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { checkStandard } from './standard.ts'
import { bases, file, flows, process } from '../../../test/models.ts'

const root = join(import.meta.dirname, '..', '..', '..')
const around = (inner: string, more = '') => process(`<startEvent id="s"/>${inner}<endEvent id="e"/>${flows('s>a a>e')}${more}`, '<message id="m" name="M"/><signal id="sig" name="S"/><error id="er" errorCode="E"/><escalation id="es" escalationCode="X"/><itemDefinition id="it"/>')
const timer = (inner: string) => `<timerEventDefinition>${inner}</timerEventDefinition>`
const on = (definition: string, more = '') => around(`<task id="a"/><boundaryEvent id="b" attachedToRef="a" ${more}>${definition}</boundaryEvent>`, flows('b>e', 'x'))
const started = (definition: string) => around('<task id="a"/>').replace('<startEvent id="s"/>', `<startEvent id="s">${definition}</startEvent>`)
const caught = (definition: string) => around(`<intermediateCatchEvent id="a">${definition}</intermediateCatchEvent>`)
const thrown = (definition: string) => around(`<intermediateThrowEvent id="a">${definition}</intermediateThrowEvent>`)
const ended = (definition: string) => around('<task id="a"/>').replace('<endEvent id="e"/>', `<endEvent id="e">${definition}</endEvent>`)
const eventSub = (definition: string, interrupts: boolean) => around(`<task id="a"/><subProcess id="esp" triggeredByEvent="true"><startEvent id="es1" isInterrupting="${interrupts}">${definition}</startEvent><endEvent id="ee1"/>${flows('es1>ee1', 'y')}</subProcess>`)
const looped = (loop: string) => around(`<task id="a">${loop}</task>`)

const message = '<messageEventDefinition messageRef="m"/>'
const signal = '<signalEventDefinition signalRef="sig"/>'
const escalation = '<escalationEventDefinition escalationRef="es"/>'
const error = '<errorEventDefinition errorRef="er"/>'
const conditional = '<conditionalEventDefinition><condition xsi:type="tFormalExpression">x</condition></conditionalEventDefinition>'
const compensation = '<compensateEventDefinition/>'

/** Allowed to the letter. */
const allowed: [string, string][] = [
  ...Object.entries(bases).map(([name, xml]): [string, string] => [`base ${name}`, xml]),
  ...['task', 'userTask', 'serviceTask', 'scriptTask', 'businessRuleTask', 'sendTask', 'receiveTask', 'manualTask', 'callActivity', 'subProcess', 'transaction'].map((name): [string, string] => [name, around(`<${name} id="a"/>`)]),
  ['a timer with a date', caught(timer('<timeDate>2030-01-01T00:00:00Z</timeDate>'))],
  ['a timer with a cycle', started(timer('<timeCycle>R3/PT1H</timeCycle>'))],
  ...[message, timer('<timeDuration>PT1H</timeDuration>'), conditional, signal].flatMap((definition): [string, string][] => [[`start ${definition}`, started(definition)], [`catch ${definition}`, caught(definition)], [`boundary ${definition}`, on(definition, 'cancelActivity="false"')]]),
  ...[message, escalation, compensation, signal].flatMap((definition): [string, string][] => [[`throw ${definition}`, thrown(definition)], [`end ${definition}`, ended(definition)]]),
  ['a none throw event', thrown('')],
  ['an error end', ended(error)],
  ['a terminate end', ended('<terminateEventDefinition/>')],
  ['a multiple end', ended(message + signal)],
  ['a multiple start', started(message + signal)],
  ['a parallel multiple catch', caught(message + signal).replace('<intermediateCatchEvent id="a"', '<intermediateCatchEvent id="a" parallelMultiple="true"')],
  ['a multiple throw', thrown(message + signal)],
  ['an error boundary that catches any error', on('<errorEventDefinition/>')],
  ['an escalation boundary that catches any escalation', on('<escalationEventDefinition/>', 'cancelActivity="0"')],
  ...[message, timer('<timeDuration>PT1H</timeDuration>'), escalation, conditional, signal].map((definition): [string, string] => [`event sub-process ${definition}`, eventSub(definition, false)]),
  ['an error event sub-process', eventSub(error, true)],
  ['a compensation event sub-process', eventSub(compensation, true)],
  ['isInterrupting of a top-level start, which is ignored', around('<task id="a"/>').replace('<startEvent id="s"/>', '<startEvent id="s" isInterrupting="false"/>')],
  ['a compensation boundary event whose cancelActivity does not apply', bases.undoing.replace('<boundaryEvent id="cb"', '<boundaryEvent id="cb" cancelActivity="false"')],
  ['a standard loop', looped('<standardLoopCharacteristics testBefore="true" loopMaximum="5"><loopCondition>x</loopCondition></standardLoopCharacteristics>')],
  ['a sequential multi-instance', looped('<multiInstanceLoopCharacteristics isSequential="true" behavior="None" noneBehaviorEventRef="nb"><loopCardinality>3</loopCardinality><completionCondition>x</completionCondition></multiInstanceLoopCharacteristics>').replace('<message id="m"', '<signalEventDefinition id="nb" signalRef="sig"/><message id="m"')],
  ['a multi-instance over a collection', around('<dataObject id="list" isCollection="true"/><subProcess id="a"><multiInstanceLoopCharacteristics><loopDataInputRef>list</loopDataInputRef><inputDataItem id="item"/></multiInstanceLoopCharacteristics></subProcess>')],
  ['a default flow with a condition, which is ignored', around('<task id="a" default="f2"/>').replace('<sequenceFlow id="f2" sourceRef="a" targetRef="e"/>', '<sequenceFlow id="f2" sourceRef="a" targetRef="e"><conditionExpression>x</conditionExpression></sequenceFlow><sequenceFlow id="f3" sourceRef="a" targetRef="e"/>')],
  ['conditional flows of an activity', around('<task id="a"/>').replace('<sequenceFlow id="f2" sourceRef="a" targetRef="e"/>', '<sequenceFlow id="f2" sourceRef="a" targetRef="e"><conditionExpression>x</conditionExpression></sequenceFlow><sequenceFlow id="f3" sourceRef="a" targetRef="e"/>')],
  ['a complex gateway', around('<complexGateway id="a" default="f2"><activationCondition>x</activationCondition></complexGateway>').replace('<sequenceFlow id="f2"', '<sequenceFlow id="f3" sourceRef="a" targetRef="e"/><sequenceFlow id="f2"')],
  ['an activity that loops to itself', around('<task id="a"/>', flows('a>a', 'z'))],
  ['several tokens to begin and end', around('<task id="a" startQuantity="2" completionQuantity="3"/>')],
  ['an element that nothing reaches', around('<task id="a"/><task id="alone"/>')],
  ['an implicit start beside a start event', around('<task id="a"/><task id="b"/>', flows('b>a', 'z'))],
  ['a process with tasks only', process('<task id="a"/><task id="b"/><sequenceFlow id="f" sourceRef="a" targetRef="b"/>')],
  ['an empty process', process('')],
  ['a file without a process', file('')],
  ['a parallel event-based gateway after a none start', process(`<startEvent id="s"/><eventBasedGateway id="g" instantiate="true" eventGatewayType="Parallel"/><intermediateCatchEvent id="c">${message}</intermediateCatchEvent><intermediateCatchEvent id="d">${message}</intermediateCatchEvent><endEvent id="e"/>${flows('s>g g>c g>d c>e d>e')}`, '<message id="m"/>')],
  ['event-based: message events beside a conditional one', process(`<startEvent id="s"/><eventBasedGateway id="g"/><intermediateCatchEvent id="c">${message}</intermediateCatchEvent><intermediateCatchEvent id="d">${conditional}</intermediateCatchEvent><endEvent id="e"/>${flows('s>g g>c g>d c>e d>e')}`, '<message id="m"/>')],
  ['links with several sources', process(`<startEvent id="s"/><parallelGateway id="g"/>${['x', 'y'].map((id) => `<intermediateThrowEvent id="${id}"><linkEventDefinition name="L"/></intermediateThrowEvent>`).join('')}<intermediateCatchEvent id="c"><linkEventDefinition name="L"/></intermediateCatchEvent><endEvent id="e"/>${flows('s>g g>x g>y c>e')}`)],
  ['links of the same name on two levels', process(`<startEvent id="s"/>${link('')}<subProcess id="sub"><startEvent id="s1"/>${link('1')}<endEvent id="e1"/>${flows('s1>t1 c1>e1', 'g')}</subProcess><endEvent id="e"/>${flows('s>t c>sub sub>e')}`)],
  ['links joined by reference', process(`<startEvent id="s"/><intermediateThrowEvent id="t"><linkEventDefinition id="lt" name="out"><target>lc</target></linkEventDefinition></intermediateThrowEvent><intermediateCatchEvent id="c"><linkEventDefinition id="lc" name="in"><source>lt</source></linkEventDefinition></intermediateCatchEvent><endEvent id="e"/>${flows('s>t c>e')}`)],
  ['compensation from a compensation event sub-process', process(`<startEvent id="s"/><subProcess id="sub"><startEvent id="s1"/><task id="a"/><endEvent id="e1"/><subProcess id="esp" triggeredByEvent="true"><startEvent id="s2">${compensation}</startEvent><endEvent id="e2"><compensateEventDefinition activityRef="a"/></endEvent>${flows('s2>e2', 'h')}</subProcess>${flows('s1>a a>e1', 'g')}</subProcess><endEvent id="e"/>${flows('s>sub sub>e')}`)],
  ['a cancel end in a sub-process of a transaction', process(`<startEvent id="s"/><transaction id="t"><startEvent id="s1"/><subProcess id="u"><startEvent id="s2"/><endEvent id="e2"><cancelEventDefinition/></endEvent>${flows('s2>e2', 'h')}</subProcess><endEvent id="e1"/>${flows('s1>u u>e1', 'g')}</transaction><endEvent id="e"/>${flows('s>t t>e')}`)],
  ['events and flows in an ad-hoc sub-process', around(`<adHocSubProcess id="a" cancelRemainingInstances="false" ordering="Sequential"><task id="x"/><task id="y"/><intermediateThrowEvent id="z">${signal}</intermediateThrowEvent><sequenceFlow id="xy" sourceRef="x" targetRef="y"/></adHocSubProcess>`)],
  ['child lanes that repeat their parent', process('<laneSet><lane id="l"><flowNodeRef>a</flowNodeRef><childLaneSet><lane id="l1"><flowNodeRef>a</flowNodeRef></lane></childLaneSet></lane></laneSet><task id="a"/>')],
  ['two lane sets that part the same elements', process('<laneSet><lane id="l"><flowNodeRef>a</flowNodeRef></lane></laneSet><laneSet><lane id="k"><flowNodeRef>a</flowNodeRef></lane></laneSet><task id="a"/>')],
  ['a call of a process in the file', around('<callActivity id="a" calledElement="q"/>').replace('</definitions>', '<process id="q"/></definitions>')],
  ['global tasks', file('<globalTask id="a"/><globalUserTask id="b"/><globalManualTask id="c"/><globalScriptTask id="d" scriptLanguage="feel"><script>1</script></globalScriptTask><globalBusinessRuleTask id="f"/>')],
  ['annotations, groups and associations', around('<task id="a"/>', '<textAnnotation id="ta"><text>ok</text></textAnnotation><association sourceRef="a" targetRef="ta"/><group id="gr"/>')],
  ['documentation with markup', around('<task id="a"><documentation textFormat="text/html"><b xmlns="http://www.w3.org/1999/xhtml">bold</b> text</documentation></task>')],
  ['a message flow between black boxes', file('<collaboration id="c"><participant id="x"/><participant id="y"/><messageFlow id="z" sourceRef="x" targetRef="y"/></collaboration>')],
  ['a message flow to a boundary event and a multiple start', bases.pools.replace('<endEvent id="e"/>', `<endEvent id="e"/><boundaryEvent id="bm" attachedToRef="recv">${message}</boundaryEvent><sequenceFlow id="bf" sourceRef="bm" targetRef="e"/>`).replace('sourceRef="qe" targetRef="recv"', 'sourceRef="qe" targetRef="bm"')],
  ['a timer and a message without names in a process that is not executable', file(`<process id="p"><startEvent id="s"><messageEventDefinition/></startEvent><intermediateCatchEvent id="c"><timerEventDefinition/></intermediateCatchEvent><task id="t"><multiInstanceLoopCharacteristics/></task><endEvent id="e"><errorEventDefinition/></endEvent>${flows('s>c c>t t>e')}</process>`)],
  ['message events without a message at message flows of executable processes', bases.pools.replaceAll('<process id="q">', '<process id="q" isExecutable="true">')],
  ['conversations', file('<collaboration id="c"><participant id="x"/><participant id="y"/><subConversation id="sc"><conversation id="in"/></subConversation><callConversation id="cc"><participantRef>x</participantRef></callConversation><conversationLink id="cl" sourceRef="x" targetRef="sc"/></collaboration>')],
  ['relationships and extensions', file('<extension definition="ext:d" mustUnderstand="false"/><process id="p"/><relationship type="trace" direction="Forward"><source>p</source><target>p</target></relationship>')],
  ['a byte order mark', `\ufeff${bases.plain}`],
  ['an encoding that was decoded already', bases.plain.replace('UTF-8', 'GBK')],
  ['Chinese ids and names', bases.plain.replaceAll('"a"', '"受理"')],
]

function link(id: string): string {
  return `<intermediateThrowEvent id="t${id}"><linkEventDefinition name="L"/></intermediateThrowEvent><intermediateCatchEvent id="c${id}"><linkEventDefinition name="L"/></intermediateCatchEvent>`
}

for (const [name, xml] of allowed) test(`allowed: ${name}`, async () => assert.deepEqual(await checkStandard(xml, { letter: true }), []))

for (const path of globSync(['packs/yunzhou/processes/*.bpmn', 'src/engines/process/examples/*.bpmn'], { cwd: root })) {
  test(`allowed: ${path}`, async () => assert.deepEqual(await checkStandard(readFileSync(join(root, path), 'utf8'), { letter: true }), []))
}

const vendorSpaces = 'xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:flowable="http://flowable.org/bpmn" xmlns:activiti="http://activiti.org/bpmn" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:modeler="http://camunda.org/schema/modeler/1.0" xmlns:signavio="http://www.signavio.com" xmlns:bizagi="http://www.bizagi.com/bpmn20" xmlns:color="http://www.omg.org/spec/BPMN/non-normative/color/1.0"'
const asTool = (elements: string, more = '') => `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<bpmn2:definitions xmlns:bpmn2="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:omgdc="http://www.omg.org/spec/DD/20100524/DC" xmlns:omgdi="http://www.omg.org/spec/DD/20100524/DI" ${vendorSpaces} id="d" targetNamespace="http://tool.example" exporter="Tool" exporterVersion="1" modeler:executionPlatform="X" xsi:schemaLocation="http://www.omg.org/spec/BPMN/20100524/MODEL BPMN20.xsd">
${more}<bpmn2:process id="p" isExecutable="true" camunda:historyTimeToLive="30">${elements}</bpmn2:process></bpmn2:definitions>`
const line = '<bpmn2:startEvent id="s"><bpmn2:outgoing>f1</bpmn2:outgoing></bpmn2:startEvent>'
const rest = '<bpmn2:endEvent id="e"/><bpmn2:sequenceFlow id="f1" sourceRef="s" targetRef="a"/><bpmn2:sequenceFlow id="f2" sourceRef="a" targetRef="e"/>'

/** What other tools write and the standard allows, though some of it not to the letter. */
const vendors: [string, string][] = [
  ['Camunda 7', asTool(`${line}<bpmn2:userTask id="a" camunda:assignee="\${who}"><bpmn2:extensionElements><camunda:formData><camunda:formField id="x" type="string"/></camunda:formData></bpmn2:extensionElements><bpmn2:multiInstanceLoopCharacteristics camunda:collection="list" camunda:elementVariable="one"/></bpmn2:userTask><bpmn2:intermediateThrowEvent id="t"><bpmn2:messageEventDefinition camunda:type="external" camunda:topic="mail"/></bpmn2:intermediateThrowEvent><bpmn2:sequenceFlow id="g1" sourceRef="a" targetRef="t"/><bpmn2:sequenceFlow id="g2" sourceRef="t" targetRef="e"/>${rest}`)],
  ['Camunda 8', asTool(`${line}<bpmn2:serviceTask id="a"><bpmn2:extensionElements><zeebe:taskDefinition type="w"/><zeebe:ioMapping><zeebe:input source="=x" target="y"/></zeebe:ioMapping></bpmn2:extensionElements></bpmn2:serviceTask>${rest}`, '<bpmn2:message id="m" name="M"><bpmn2:extensionElements><zeebe:subscription correlationKey="=k"/></bpmn2:extensionElements></bpmn2:message>')],
  ['the placeholder that a modeler writes as target of data', asTool(`${line}<bpmn2:dataObjectReference id="dr" dataObjectRef="do"/><bpmn2:dataObject id="do"/><bpmn2:task id="a"><bpmn2:property id="ph" name="__targetRef_placeholder"/><bpmn2:dataInputAssociation><bpmn2:sourceRef>dr</bpmn2:sourceRef><bpmn2:targetRef>ph</bpmn2:targetRef></bpmn2:dataInputAssociation></bpmn2:task>${rest}`)],
  ['Flowable', asTool(`${line}<bpmn2:userTask id="a" flowable:candidateGroups="clerks"><bpmn2:extensionElements><modeler:x><![CDATA[a < b]]></modeler:x></bpmn2:extensionElements></bpmn2:userTask>${rest.replace('targetRef="e"/>', 'targetRef="e"><bpmn2:extensionElements/></bpmn2:sequenceFlow>')}`)],
  ['Activiti resources', asTool(`${line}<bpmn2:userTask id="a" activiti:dueDate="P1D"><bpmn2:humanPerformer><bpmn2:resourceAssignmentExpression><bpmn2:formalExpression>kermit</bpmn2:formalExpression></bpmn2:resourceAssignmentExpression></bpmn2:humanPerformer></bpmn2:userTask>${rest}`)],
  ['Signavio: children out of order, a language without a type', asTool(`${line}<bpmn2:exclusiveGateway id="a" gatewayDirection="Diverging"><bpmn2:outgoing>f2</bpmn2:outgoing><bpmn2:incoming>f1</bpmn2:incoming><bpmn2:extensionElements><signavio:signavioMetaData metaKey="bgcolor" metaValue="#fff"/></bpmn2:extensionElements></bpmn2:exclusiveGateway><bpmn2:sequenceFlow id="g" sourceRef="a" targetRef="e"><bpmn2:conditionExpression language="feel">x</bpmn2:conditionExpression></bpmn2:sequenceFlow>${rest}`)],
  ['Bizagi', asTool(`${line}<bpmn2:task id="a" startQuantity="1" completionQuantity="1" isForCompensation="false"><bpmn2:documentation/><bpmn2:extensionElements><bizagi:BizagiExtensions><bizagi:BizagiProperties><bizagi:BizagiProperty name="b" value="c"/></bizagi:BizagiProperties></bizagi:BizagiExtensions></bpmn2:extensionElements></bpmn2:task>${rest}`)],
  ['colours of the diagram', bases.drawn.replace('<bpmndi:BPMNShape id="sh"', '<bpmndi:BPMNShape xmlns:bioc="http://bpmn.io/schema/bpmn/biocolor/1.0" bioc:fill="#fff" id="sh"')],
  ['no target namespace', bases.plain.replace(' targetNamespace="urn:test"', '')],
  ['a script without its format', process(`<startEvent id="s"/><scriptTask id="a"><script>1</script></scriptTask><endEvent id="e"/>${flows('s>a a>e')}`)],
  ['an implicit start', process('<task id="a"/><endEvent id="e"/><sequenceFlow id="f" sourceRef="a" targetRef="e"/>')],
  ['an implicit end', process('<startEvent id="s"/><task id="a"/><sequenceFlow id="f" sourceRef="s" targetRef="a"/>')],
  ['a gateway with one way in and one way out', process(`<startEvent id="s"/><exclusiveGateway id="g"/><endEvent id="e"/>${flows('s>g g>e')}`)],
]

for (const [name, xml] of vendors) test(`allowed: ${name}`, async () => assert.deepEqual(await checkStandard(xml), []))
