// Every construct that the standard forbids, each made by one change of a model that it allows; exactly the expected code is told, at the expected element and line.
import assert from 'node:assert/strict'
import test from 'node:test'
import { checkStandard } from './standard.ts'
import { ruleNames } from './standard-rules.ts'
import { bases } from '../../../test/models.ts'
import { type Row, rows } from './test-standard-rows.ts'

const grammar: Row[] = [
  ['element-unknown', 'an element that BPMN does not know', 'plain', '<task id="a"/>', '<task id="a"/><robotTask id="z"/>', 'z'],
  ['element-unknown', 'an abstract element', 'plain', '<task id="a"/>', '<task id="a"/><flowNode id="z"/>', 'z'],
  ['element-misplaced', 'a process inside a process', 'plain', '<task id="a"/>', '<task id="a"/><process id="z"/>', 'z'],
  ['element-misplaced', 'a data object inside a task', 'plain', '<task id="a"/>', '<task id="a"><dataObject id="z"/></task>', 'z'],
  ['element-misplaced', 'properties of a gateway', 'choice', '<parallelGateway id="x" gatewayDirection="Diverging"/>', '<parallelGateway id="x"><property id="z"/></parallelGateway>', 'z'],
  ['element-misplaced', 'a message inside a process', 'plain', '<task id="a"/>', '<task id="a"/><message id="z"/>', 'z'],
  ['element-misplaced', 'an event definition inside a task', 'plain', '<task id="a"/>', '<task id="a"><timerEventDefinition id="z"/></task>', 'z'],
  ['element-misplaced', 'a lane set inside a task', 'plain', '<task id="a"/>', '<task id="a"><laneSet id="z"/></task>', 'z'],
  ['element-misplaced', 'a task at the top of the file', 'plain', '</definitions>', '<task id="z"/></definitions>', 'z'],
  ['element-misplaced', 'a message flow inside a process', 'pools', '<startEvent id="s"/>', '<startEvent id="s"/><messageFlow id="z" sourceRef="pa" targetRef="pc"/>', 'z'],
  ['element-misplaced', 'data outputs of a throwing event', 'events', '<intermediateThrowEvent id="t">', '<intermediateThrowEvent id="t"><dataOutput id="z"/>', 'z'],
  ['element-misplaced', 'data inputs of a catching event', 'events', '<intermediateCatchEvent id="c">', '<intermediateCatchEvent id="c"><dataInput id="z"/>', 'z'],
  ['element-misplaced', 'a condition on a task', 'plain', '<task id="a"/>', '<task id="a"><conditionExpression id="z">x</conditionExpression></task>', 'z'],
  ['element-misplaced', 'elements inside a reference', 'pools', '<flowNodeRef>recv</flowNodeRef>', '<flowNodeRef>recv<documentation id="z"/></flowNodeRef>', 'z'],
  ['element-repeated', 'two conditions on a flow', 'choice', '</conditionExpression>', '</conditionExpression><conditionExpression>y</conditionExpression>', 'f2'],
  ['element-repeated', 'two loop characteristics', 'data', '</multiInstanceLoopCharacteristics>', '</multiInstanceLoopCharacteristics><standardLoopCharacteristics/>', 'a'],
  ['element-repeated', 'two specifications of inputs and outputs', 'data', '</ioSpecification>', '</ioSpecification><ioSpecification><inputSet/><outputSet/></ioSpecification>', 'a'],
  ['element-missing', 'inputs without an input set', 'plain', '<task id="a"/>', '<task id="a"><ioSpecification id="z"><outputSet/></ioSpecification></task>', 'z'],
  ['element-missing', 'a conditional event without a condition', 'events', '<timerEventDefinition>\n<timeDuration>PT1H</timeDuration>\n</timerEventDefinition>', '<conditionalEventDefinition id="z"/>', 'z'],
  ['element-missing', 'an operation without a message', 'data', '<inMessageRef>m</inMessageRef>', '', 'op'],
  ['element-missing', 'a data association without a target', 'data', '<targetRef>di</targetRef>', '', 'dia'],
  ['element-missing', 'an interface without an operation', 'data', '<interface id="if"', '<interface id="z" name="z"/><interface id="if"', 'z'],
  ['element-missing', 'a correlation property without a retrieval expression', 'data', '<correlationProperty id="cp">', '<correlationProperty id="z"/><correlationProperty id="cp">', 'z'],
  ['element-missing', 'a binding of correlation without a path', 'data', '<dataPath>x</dataPath>', '', 'p'],
  ['attribute-unknown', 'an attribute that BPMN does not know', 'plain', '<task id="a"/>', '<task id="a" colour="red"/>', 'a'],
  ['attribute-unknown', 'cancelActivity of an intermediate event', 'events', '<intermediateCatchEvent id="c">', '<intermediateCatchEvent id="c" cancelActivity="true">', 'c'],
  ['attribute-unknown', 'isInterrupting of a boundary event', 'events', '<boundaryEvent id="b2"', '<boundaryEvent id="b2" isInterrupting="true"', 'b2'],
  ['attribute-unknown', 'a message named by an event itself', 'events', '<intermediateThrowEvent id="t">', '<intermediateThrowEvent id="t" messageRef="m">', 't'],
  ['attribute-missing', 'a boundary event without its activity', 'events', '<boundaryEvent id="b2" attachedToRef="a">', '<boundaryEvent id="b2">', 'b2'],
  ['attribute-missing', 'a link without a name', 'events', '<linkEventDefinition name="L"/>\n</intermediateThrowEvent>', '<linkEventDefinition name="L"/><linkEventDefinition id="z"><target>zz</target></linkEventDefinition></intermediateThrowEvent><intermediateCatchEvent id="y"><linkEventDefinition id="zz" name="Z"/></intermediateCatchEvent><sequenceFlow id="y1" sourceRef="y" targetRef="e3"/>', 'z'],
  ['attribute-missing', 'a message flow without a source', 'pools', '<messageFlow id="mf3" sourceRef="pc"', '<messageFlow id="mf3"', 'mf3'],
  ['attribute-missing', 'an association without a target', 'undoing', '<association id="as"', '<association id="z" sourceRef="other"/><association id="as"', 'z'],
  ['attribute-missing', 'an import without a location', 'data', ' location="ext.bpmn"', '', 'file'],
  ['attribute-missing', 'a resource without a name', 'data', '<resource id="clerk" name="clerk"/>', '<resource id="clerk"/>', 'clerk'],
  ['attribute-missing', 'a subscription without its key', 'data', '<correlationSubscription correlationKeyRef="key">', '<correlationSubscription id="z">', 'z'],
  ['attribute-invalid', 'a truth value that is none', 'nested', 'triggeredByEvent="true"', 'triggeredByEvent="true" isForCompensation="no"', 'esp'],
  ['attribute-invalid', 'a gateway direction that does not exist', 'choice', 'gatewayDirection="Converging"', 'gatewayDirection="Sideways"', 'j'],
  ['attribute-invalid', 'an ordering that does not exist', 'nested', 'ordering="Parallel"', 'ordering="Random"', 'ah'],
  ['attribute-invalid', 'a number that is none', 'data', 'startQuantity="1"', 'startQuantity="many"', 'a'],
  ['attribute-invalid', 'an id with a blank', 'plain', '<task id="a"/>', '<task id="a"/><task id="not an id"/>', 'not an id'],
  ['attribute-invalid', 'an expression of a type that does not exist', 'choice', 'xsi:type="tFormalExpression"', 'xsi:type="tMagic"', 'f2'],
  ['attribute-invalid', 'a kind of process that does not exist', 'plain', '<process id="p"', '<process id="p" processType="secret"', 'p'],
  ['foreign-element-misplaced', 'an extension outside extensionElements', 'plain', '<task id="a"/>', '<task id="a"><ext:thing/></task>', 'a'],
  ['text-misplaced', 'text between elements', 'plain', '<task id="a"/>', '<task id="a">do it</task>', 'a'],
  ['id-twice', 'an id used twice', 'plain', '<task id="a"/>', '<task id="a"/><dataObject id="p"/>', 'p'],
  ['id-twice', 'an id used twice in the diagram', 'drawn', '<bpmndi:BPMNEdge id="ed"', '<bpmndi:BPMNEdge id="sh"', 'sh'],
  ['default-misplaced', 'a default flow of a parallel gateway', 'choice', '<parallelGateway id="x"', '<parallelGateway id="x" default="f5"', 'x'],
  ['default-misplaced', 'a default flow of an event', 'plain', '<startEvent id="s"/>', '<startEvent id="s" default="f1"/>', 's'],
  ['children-out-of-order', 'incoming before documentation', 'choice', '<incoming>f1</incoming>', '<incoming>f1</incoming><documentation id="z"/>', 'z'],
  ['target-namespace-missing', 'no target namespace', 'plain', ' targetNamespace="urn:test"', '', 'file'],
]

const references: Row[] = [
  ['dangling-reference', 'a message that does not exist', 'events', '<messageEventDefinition messageRef="m"/>\n</startEvent>', '<messageEventDefinition messageRef="zz"/>\n</startEvent>', 's'],
  ['dangling-reference', 'a signal that does not exist', 'waiting', 'signalRef="sig"', 'signalRef="zz"', 'd'],
  ['dangling-reference', 'an error that does not exist', 'nested', 'errorRef="er"', 'errorRef="zz"', 'ed'],
  ['dangling-reference', 'an escalation that does not exist', 'events', '<escalationEventDefinition escalationRef="es"/>\n</boundaryEvent>', '<escalationEventDefinition escalationRef="zz"/>\n</boundaryEvent>', 'b'],
  ['dangling-reference', 'an event definition that does not exist', 'events', '<eventDefinitionRef>top<', '<eventDefinitionRef>zz<', 'e4'],
  ['dangling-reference', 'a host that does not exist', 'events', '<boundaryEvent id="b2" attachedToRef="a">', '<boundaryEvent id="b2" attachedToRef="zz">', 'b2'],
  ['dangling-reference', 'a default flow that does not exist', 'choice', 'default="f3"', 'default="zz"', 'g'],
  ['dangling-reference', 'an incoming flow that does not exist', 'choice', '<incoming>f1<', '<incoming>zz<', 'g'],
  ['dangling-reference', 'an outgoing flow without a name', 'choice', '<outgoing>f3<', '<outgoing><', 'g'],
  ['dangling-reference', 'a called element that does not exist', 'data', 'calledElement="tns:gt"', 'calledElement="zz"', 'call'],
  ['dangling-reference', 'a data object that does not exist', 'data', 'dataObjectRef="do"', 'dataObjectRef="zz"', 'dr'],
  ['dangling-reference', 'a data store that does not exist', 'data', 'dataStoreRef="store"', 'dataStoreRef="zz"', 'dsr'],
  ['dangling-reference', 'an item definition that does not exist', 'data', '<message id="m" itemRef="text"/>', '<message id="m" itemRef="zz"/>', 'm'],
  ['dangling-reference', 'a type of data that does not exist', 'data', '<property id="prop" itemSubjectRef="text"/>', '<property id="prop" itemSubjectRef="zz"/>', 'prop'],
  ['dangling-reference', 'a lane element that does not exist', 'pools', '<flowNodeRef>recv<', '<flowNodeRef>zz<', 'l2'],
  ['dangling-reference', 'a process of a pool that does not exist', 'pools', 'name="C"', 'name="C" processRef="zz"', 'pc'],
  ['dangling-reference', 'a message flow from nowhere', 'pools', 'id="mf3" sourceRef="pc"', 'id="mf3" sourceRef="zz"', 'mf3'],
  ['dangling-reference', 'an association to nowhere', 'undoing', '<association id="as"', '<association id="z" sourceRef="other" targetRef="zz"/><association id="as"', 'z'],
  ['dangling-reference', 'a group without its category value', 'data', '<correlationSubscription', '<group id="z" categoryValueRef="zz"/><correlationSubscription', 'z'],
  ['dangling-reference', 'a category value that does not exist', 'plain', '<task id="a"/>', '<task id="a"><categoryValueRef>zz</categoryValueRef></task>', 'a'],
  ['dangling-reference', 'an operation that does not exist', 'pools', '<sendTask id="send"/>', '<sendTask id="send" operationRef="zz"/>', 'send'],
  ['dangling-reference', 'a correlation key that does not exist', 'data', 'correlationKeyRef="key"', 'correlationKeyRef="zz"', 'p'],
  ['dangling-reference', 'a correlation property that does not exist', 'data', '<correlationPropertyRef>cp<', '<correlationPropertyRef>zz<', 'key'],
  ['dangling-reference', 'a message of a retrieval expression that does not exist', 'data', '<correlationPropertyRetrievalExpression messageRef="m">', '<correlationPropertyRetrievalExpression messageRef="zz">', 'cp'],
  ['dangling-reference', 'a resource that does not exist', 'data', '<resourceRef>clerk<', '<resourceRef>zz<', 'po'],
  ['dangling-reference', 'an activity to compensate that does not exist', 'undoing', 'activityRef="book"', 'activityRef="zz"', 'ct'],
  ['dangling-reference', 'a data source that does not exist', 'data', '<sourceRef>dr<', '<sourceRef>zz<', 'dia'],
  ['dangling-reference', 'a collection that does not exist', 'data', '<loopCardinality>3</loopCardinality>', '<loopDataInputRef>zz</loopDataInputRef>', 'a'],
  ['dangling-reference', 'a choreography participant that does not exist', 'choreography', '<participantRef>p3<', '<participantRef>zz<', 'cn'],
  ['reference-wrong', 'a message that is a signal', 'waiting', '<receiveTask id="r" messageRef="m"/>', '<receiveTask id="r" messageRef="sig"/>', 'r'],
  ['reference-wrong', 'a signal that is a message', 'waiting', 'signalRef="sig"', 'signalRef="m"', 'd'],
  ['reference-wrong', 'an error that is an escalation', 'events', '<errorEventDefinition/>', '<errorEventDefinition errorRef="es"/>', 'b2'],
  ['reference-wrong', 'a boundary event on a gateway', 'choice', '<endEvent id="e"/>', '<boundaryEvent id="z" attachedToRef="x"><errorEventDefinition/></boundaryEvent><sequenceFlow id="z1" sourceRef="z" targetRef="e"/><endEvent id="e"/>', 'z'],
  ['reference-wrong', 'a boundary event on an event', 'events', '<boundaryEvent id="b2" attachedToRef="a">', '<boundaryEvent id="b2" attachedToRef="t">', 'b2'],
  ['reference-wrong', 'a default flow that is a task', 'choice', 'default="f3"', 'default="a"', 'g'],
  ['reference-wrong', 'a called element that is a task', 'data', 'calledElement="tns:gt"', 'calledElement="tns:inner"', 'call'],
  ['reference-wrong', 'a data object that is a data store', 'data', 'dataObjectRef="do"', 'dataObjectRef="store"', 'dr'],
  ['reference-wrong', 'a process of a pool that is a message', 'pools', 'name="C"', 'name="C" processRef="m"', 'pc'],
  ['reference-wrong', 'a lane element that is a sequence flow', 'pools', '<flowNodeRef>recv<', '<flowNodeRef>f1<', 'l2'],
  ['reference-wrong', 'an incoming flow that is a task', 'choice', '<incoming>f1<', '<incoming>a<', 'g'],
  ['reference-wrong', 'a type of data that is a message', 'data', '<property id="prop" itemSubjectRef="text"/>', '<property id="prop" itemSubjectRef="m"/>', 'prop'],
  ['reference-wrong', 'data from a task', 'data', '<sourceRef>dr<', '<sourceRef>call<', 'dia'],
  ['prefix-undeclared', 'a prefix that nobody declared', 'data', 'calledElement="tns:gt"', 'calledElement="nope:gt"', 'call'],
  ['namespace-not-imported', 'a file that was not imported', 'data', '<import namespace="urn:ext" location="ext.bpmn" importType="http://www.omg.org/spec/BPMN/20100524/MODEL"/>', '', 'far'],
  ['diagram-reference-dangling', 'a shape of nothing', 'drawn', 'id="sh" bpmnElement="a"', 'id="sh" bpmnElement="zz"', 'sh'],
  ['diagram-reference-dangling', 'an edge of nothing', 'drawn', 'id="ed" bpmnElement="f1"', 'id="ed" bpmnElement="zz"', 'ed'],
]

/** A model is changed in one place, which must be there. */
function change(base: keyof typeof bases, from: string, to: string): string {
  assert.ok(bases[base].includes(from), `${base} has no ${from}`)
  return bases[base].replace(from, () => to)
}

async function isRefused([code, , base, from, to, element]: Row): Promise<void> {
  const xml = change(base, from, to)
  const problems = await checkStandard(xml, { letter: true })
  assert.deepEqual([...new Set(problems.map((problem) => problem.code))], [`process.${code}`], JSON.stringify(problems))
  const told = problems.find((problem) => problem.element === element)
  assert.ok(told, `not told of ${element}: ${JSON.stringify(problems)}`)
  assert.ok(told.line >= 1 && told.line <= xml.split('\n').length)
  assert.match(told.clause, /§\d|\.xsd/)
  assert.match(told.zh, /[。）]/)
  assert.match(told.en, /\.$/)
}

for (const row of [...grammar, ...references, ...rows]) test(`refused: ${row[1]} (${row[0]})`, () => isRefused(row))

const unreadable: [string, string][] = [
  ['text that is no XML', 'this is no XML'],
  ['nothing', ''],
  ['a tag that is never closed', bases.plain.replace('</process>', '')],
  ['two roots', `${bases.plain}<a/>`],
  ['another root', '<model xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"/>'],
  ['BPMN of another version', bases.plain.replace('http://www.omg.org/spec/BPMN/20100524/MODEL', 'http://schema.omg.org/spec/BPMN/2.0')],
  ['no namespace', '<definitions targetNamespace="urn:x"/>'],
  ['a prefix that is not declared', bases.plain.replace('<task id="a"/>', '<b:task id="a"/>')],
  ['an attribute twice', bases.plain.replace('<task id="a"/>', '<task id="a" id="b"/>')],
  ['an attribute without quotes', bases.plain.replace('<task id="a"/>', '<task id=a />')],
  ['an entity that is not declared', bases.plain.replace('<task id="a"/>', '<task id="a" name="&nbsp;"/>')],
  ['a DOCTYPE', `<!DOCTYPE x [<!ENTITY a "b">]>${bases.plain.replace(/^<\?xml.*\n/, '')}`],
  ['elements nested without end', bases.plain.replace('<task id="a"/>', '<subProcess>'.repeat(300) + '</subProcess>'.repeat(300))],
]

for (const [sentence, xml] of unreadable) {
  test(`refused: ${sentence} (not-bpmn)`, async () => {
    const problems = await checkStandard(xml)
    assert.deepEqual(problems.map((problem) => problem.code), ['process.not-bpmn'])
  })
}

test('the line told is that of the element, or of the reference inside it', async () => {
  const lineOf = (xml: string, text: string) => xml.slice(0, xml.indexOf(text)).split('\n').length
  for (const [text, from, to] of [['<incoming>zz', '<incoming>f1<', '<incoming>zz<'], ['id="j"', 'gatewayDirection="Converging"', 'gatewayDirection="Sideways"'], ['<conditionExpression', 'xsi:type="tFormalExpression"', 'xsi:type="tMagic"']] as const) {
    const xml = change('choice', from, to)
    const [problem] = await checkStandard(xml)
    assert.equal(problem?.line, lineOf(xml, text))
  }
})

test('the catalogue names each rule once, and has a test for each', () => {
  const reached = new Set([...grammar, ...references, ...rows].map(([code]) => code).concat('not-bpmn'))
  assert.deepEqual(ruleNames.filter((name) => !reached.has(name)), [])
  assert.ok(grammar.length + references.length + rows.length + unreadable.length >= 90)
})
