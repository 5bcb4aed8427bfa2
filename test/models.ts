// For tests only: small models that the standard allows to the letter, from which each forbidden one is made by one change.

const spaces = 'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:tns="urn:test" xmlns:ext="urn:ext"'

/** A file around root elements, each on its own lines. */
export const file = (roots: string) => `<?xml version="1.0" encoding="UTF-8"?>\n<definitions ${spaces} id="file" targetNamespace="urn:test">\n${roots}\n</definitions>`

/** An executable process `p`; more root elements stand before it. */
export const process = (elements: string, roots = '') => file(`${roots}\n<process id="p" isExecutable="true">\n${elements}\n</process>`)

/** Flows `a>b` with the ids f1, f2 …, or `name=a>b`. */
export function flows(text: string, prefix = 'f'): string {
  return text.split(' ').map((word, i) => {
    const [, id = `${prefix}${i + 1}`, from, to] = /^(?:(\w+)=)?(\w+)>(\w+)$/.exec(word) ?? []
    return `<sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}"/>`
  }).join('\n')
}

/** Start, task, end. */
export const plain = process(`<startEvent id="s"/>\n<task id="a"/>\n<endEvent id="e"/>\n${flows('s>a a>e')}`)

export const choice = process(`<startEvent id="s"/>
<exclusiveGateway id="g" gatewayDirection="Diverging" default="f3">
<incoming>f1</incoming>
<outgoing>f2</outgoing>
<outgoing>f3</outgoing>
</exclusiveGateway>
<userTask id="a"/>
<userTask id="b"/>
<parallelGateway id="x" gatewayDirection="Diverging"/>
<inclusiveGateway id="j" gatewayDirection="Converging"/>
<endEvent id="e"/>
<sequenceFlow id="f1" sourceRef="s" targetRef="g"/>
<sequenceFlow id="f2" sourceRef="g" targetRef="a">
<conditionExpression xsi:type="tFormalExpression">x = 1</conditionExpression>
</sequenceFlow>
${flows('f3=g>b f4=a>x f5=x>j f6=x>j f7=b>j f8=j>e')}`)

const starting = (id: string) => `<startEvent id="${id}"/>\n<task id="${id}a"/>\n<endEvent id="${id}e"/>\n${flows(`${id}>${id}a ${id}a>${id}e`, `f${id}`)}`

/** A sub-process, an event sub-process, a transaction that can be cancelled, an ad-hoc sub-process. */
export const nested = process(`<startEvent id="s"/>
<subProcess id="sub">
${starting('in')}
</subProcess>
<subProcess id="esp" triggeredByEvent="true">
<startEvent id="es" isInterrupting="true">
<errorEventDefinition id="ed" errorRef="er"/>
</startEvent>
<endEvent id="ee"/>
<sequenceFlow id="ef" sourceRef="es" targetRef="ee"/>
</subProcess>
<transaction id="tx">
<startEvent id="ts"/>
<endEvent id="te">
<cancelEventDefinition/>
</endEvent>
<sequenceFlow id="tf" sourceRef="ts" targetRef="te"/>
</transaction>
<boundaryEvent id="tc" attachedToRef="tx">
<cancelEventDefinition/>
</boundaryEvent>
<adHocSubProcess id="ah" ordering="Parallel">
<task id="free"/>
<completionCondition>true</completionCondition>
</adHocSubProcess>
<endEvent id="e"/>
${flows('s>sub sub>tx tx>ah ah>e tc>e')}`, '<error id="er" errorCode="E1"/>')

const timer = '<timerEventDefinition>\n<timeDuration>PT1H</timeDuration>\n</timerEventDefinition>'
const message = '<messageEventDefinition messageRef="m"/>'

/** Each kind of event where it may stand. */
export const events = process(`<startEvent id="s">
${message}
</startEvent>
<intermediateCatchEvent id="c">
${timer}
</intermediateCatchEvent>
<intermediateThrowEvent id="t">
<signalEventDefinition signalRef="sig"/>
</intermediateThrowEvent>
<task id="a"/>
<boundaryEvent id="b" cancelActivity="false" attachedToRef="a">
<escalationEventDefinition escalationRef="es"/>
</boundaryEvent>
<boundaryEvent id="b2" attachedToRef="a">
<errorEventDefinition/>
</boundaryEvent>
<intermediateThrowEvent id="lt">
<linkEventDefinition name="L"/>
</intermediateThrowEvent>
<intermediateCatchEvent id="lc">
<linkEventDefinition name="L"/>
</intermediateCatchEvent>
<endEvent id="e">
<errorEventDefinition errorRef="er"/>
</endEvent>
<endEvent id="e2">
<escalationEventDefinition escalationRef="es"/>
</endEvent>
<endEvent id="e3">
<terminateEventDefinition/>
</endEvent>
<endEvent id="e4">
<eventDefinitionRef>top</eventDefinitionRef>
</endEvent>
${flows('s>c c>t t>a a>lt lc>e b>e2 b2>e3 t>e4')}`, '<message id="m" name="M"/>\n<signal id="sig" name="S"/>\n<error id="er" errorCode="E1"/>\n<escalation id="es" escalationCode="X1"/>\n<messageEventDefinition id="top" messageRef="m"/>')

/** An event-based gateway with a receive task, a timer and a signal. */
export const waiting = process(`<startEvent id="s"/>
<task id="before"/>
<eventBasedGateway id="g"/>
<receiveTask id="r" messageRef="m"/>
<intermediateCatchEvent id="c">
${timer}
</intermediateCatchEvent>
<intermediateCatchEvent id="d">
<signalEventDefinition signalRef="sig"/>
</intermediateCatchEvent>
<task id="after"/>
<endEvent id="e"/>
${flows('s>before before>g g>r g>c g>d r>after c>after d>e after>e')}`, '<message id="m" name="M"/>\n<signal id="sig" name="S"/>')

/** A process that an event-based gateway instantiates. */
export const born = process(`<eventBasedGateway id="g" instantiate="true" eventGatewayType="Parallel"/>
<intermediateCatchEvent id="c">
${message}
</intermediateCatchEvent>
<receiveTask id="r2" instantiate="true"/>
<intermediateCatchEvent id="d">
${message}
</intermediateCatchEvent>
<endEvent id="e"/>
${flows('g>c g>d c>e d>e r2>e')}`, '<message id="m" name="M"/>')

/** Compensation: a handler, a throwing event, an event sub-process. */
export const undoing = process(`<startEvent id="s"/>
<task id="book"/>
<boundaryEvent id="cb" attachedToRef="book">
<compensateEventDefinition/>
</boundaryEvent>
<task id="undo" isForCompensation="true"/>
<task id="other"/>
<subProcess id="sub">
<startEvent id="ss"/>
<task id="inner"/>
<endEvent id="se"/>
${flows('ss>inner inner>se', 'g')}
</subProcess>
<intermediateThrowEvent id="ct">
<compensateEventDefinition activityRef="book"/>
</intermediateThrowEvent>
<endEvent id="e"/>
${flows('s>book book>other other>sub sub>ct ct>e')}
<association id="as" associationDirection="One" sourceRef="cb" targetRef="undo"/>`)

/** Two pools, one with lanes, one black box; messages between them. */
export const pools = file(`<message id="m"/>
<collaboration id="col">
<participant id="pa" name="A" processRef="p"/>
<participant id="pb" name="B" processRef="q">
<participantMultiplicity minimum="1" maximum="2"/>
</participant>
<participant id="pc" name="C"/>
<messageFlow id="mf" sourceRef="send" targetRef="qs" messageRef="m"/>
<messageFlow id="mf2" sourceRef="qe" targetRef="recv"/>
<messageFlow id="mf3" sourceRef="pc" targetRef="recv"/>
</collaboration>
<process id="p">
<laneSet id="ls">
<lane id="l1">
<flowNodeRef>s</flowNodeRef>
<flowNodeRef>send</flowNodeRef>
</lane>
<lane id="l2">
<flowNodeRef>recv</flowNodeRef>
</lane>
</laneSet>
<startEvent id="s"/>
<sendTask id="send"/>
<receiveTask id="recv"/>
<endEvent id="e"/>
${flows('s>send send>recv recv>e')}
</process>
<process id="q">
<startEvent id="qs">
<messageEventDefinition/>
</startEvent>
<task id="qa"/>
<exclusiveGateway id="qg"/>
<task id="qb"/>
<endEvent id="qe">
<messageEventDefinition/>
</endEvent>
${flows('qs>qg qg>qa qg>qb qa>qe qb>qe', 'qf')}
</process>`)

/** Data objects, inputs and outputs, multi-instances, resources, calls, correlation, an import. */
export const data = process(`<property id="prop" itemSubjectRef="text"/>
<startEvent id="s"/>
<dataObject id="do" itemSubjectRef="text"/>
<dataObjectReference id="dr" dataObjectRef="do"/>
<dataStoreReference id="dsr" dataStoreRef="store"/>
<userTask id="a" startQuantity="1">
<ioSpecification>
<dataInput id="di" itemSubjectRef="text"/>
<dataOutput id="dout"/>
<inputSet>
<dataInputRefs>di</dataInputRefs>
</inputSet>
<outputSet>
<dataOutputRefs>dout</dataOutputRefs>
</outputSet>
</ioSpecification>
<dataInputAssociation id="dia">
<sourceRef>dr</sourceRef>
<targetRef>di</targetRef>
</dataInputAssociation>
<dataOutputAssociation id="doa">
<sourceRef>dout</sourceRef>
<targetRef>dr</targetRef>
</dataOutputAssociation>
<potentialOwner id="po">
<resourceRef>clerk</resourceRef>
</potentialOwner>
<multiInstanceLoopCharacteristics>
<loopCardinality>3</loopCardinality>
</multiInstanceLoopCharacteristics>
</userTask>
<callActivity id="call" calledElement="tns:gt"/>
<callActivity id="far" calledElement="ext:elsewhere"/>
<subProcess id="sub">
<dataObject id="hidden"/>
<task id="inner"/>
</subProcess>
<endEvent id="e"/>
${flows('s>a a>call call>far far>sub sub>e')}
<correlationSubscription correlationKeyRef="key">
<correlationPropertyBinding correlationPropertyRef="cp">
<dataPath>x</dataPath>
</correlationPropertyBinding>
</correlationSubscription>`, `<import namespace="urn:ext" location="ext.bpmn" importType="http://www.omg.org/spec/BPMN/20100524/MODEL"/>
<itemDefinition id="text" structureRef="xsd:string"/>
<itemDefinition id="number" structureRef="xsd:decimal"/>
<dataStore id="store"/>
<resource id="clerk" name="clerk"/>
<globalUserTask id="gt"/>
<message id="m" itemRef="text"/>
<correlationProperty id="cp">
<correlationPropertyRetrievalExpression messageRef="m">
<messagePath>x</messagePath>
</correlationPropertyRetrievalExpression>
</correlationProperty>
<collaboration id="col">
<correlationKey id="key">
<correlationPropertyRef>cp</correlationPropertyRef>
</correlationKey>
</collaboration>
<category id="cat">
<categoryValue id="cv" value="v"/>
</category>
<interface id="if" name="if">
<operation id="op" name="op">
<inMessageRef>m</inMessageRef>
</operation>
</interface>`).replace('xmlns:ext', 'xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:ext')

export const choreography = file(`<choreography id="ch">
<participant id="p1"/>
<participant id="p2"/>
<messageFlow id="mf" sourceRef="p1" targetRef="p2"/>
<startEvent id="s"/>
<choreographyTask id="ct" initiatingParticipantRef="p1">
<participantRef>p1</participantRef>
<participantRef>p2</participantRef>
<messageFlowRef>mf</messageFlowRef>
</choreographyTask>
<endEvent id="e"/>
${flows('s>ct ct>e')}
</choreography>
<globalConversation id="gc">
<participant id="p3"/>
<participant id="p4"/>
<conversation id="cn">
<participantRef>p3</participantRef>
<participantRef>p4</participantRef>
</conversation>
<conversationLink id="cl" sourceRef="p3" targetRef="cn"/>
</globalConversation>`)

export const drawn = plain.replace('</definitions>', `<bpmndi:BPMNDiagram id="dg">
<bpmndi:BPMNPlane id="pl" bpmnElement="p">
<bpmndi:BPMNShape id="sh" bpmnElement="a">
<dc:Bounds x="1" y="1" width="100" height="80"/>
</bpmndi:BPMNShape>
<bpmndi:BPMNEdge id="ed" bpmnElement="f1">
<di:waypoint x="1" y="1"/>
<di:waypoint x="2" y="2"/>
</bpmndi:BPMNEdge>
</bpmndi:BPMNPlane>
</bpmndi:BPMNDiagram>
</definitions>`)

export const bases = { plain, choice, nested, events, waiting, born, undoing, pools, data, choreography, drawn }
