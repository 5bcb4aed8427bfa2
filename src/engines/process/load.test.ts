// Everything a model may not say, one construct each, with code and line.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import test from 'node:test'
import fc from 'fast-check'
import { loadProcess } from './load.ts'
import { checkSoundness } from './soundness.ts'
import { boundaryXml, fiveDays, processXml } from './testing.ts'

const simple = ['start s', 'user a', 'end e']
const simpleFlows = ['s -> a', 'a -> e']
const boundary = (definition: string) => processXml([...simple, boundaryXml('b', 'a', definition), 'end e2'], [...simpleFlows, 'b -> e2'])
const replaced = (from: string, to: string) => processXml(simple, simpleFlows).replace(from, to)
const withGateway = (flows: string[], more = '') => processXml(['start s', 'user a yiwang:outcomes="x,y"', `exclusive g ${more}`, 'end e', 'end e2'], ['s -> a', 'a -> g', ...flows])

/** Code, the text in whose line the fault stands ('' for any), the XML. */
const refused: [string, string, string][] = [
  ['process.not-bpmn', '', 'this is no XML'],
  ['process.not-bpmn', '', '<a/>'],
  ['process.not-bpmn', '', '<!DOCTYPE x []><a/>'],
  ['process.not-bpmn', '', processXml(simple, simpleFlows).replace('</bpmn:process>', '')],
  ['process.no-process', '', '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d"/>'],
  ['process.several-processes', 'id="p2"', replaced('</bpmn:definitions>', '<bpmn:process id="p2"/></bpmn:definitions>')],
  ['process.id-twice', '', processXml([...simple, 'user a'], simpleFlows)],
  ['process.id-missing', '', replaced('<bpmn:startEvent id="s"', '<bpmn:startEvent')],
  ['process.no-start', '', processXml(['user a', 'end e'], ['a -> e'])],
  ['process.several-starts', 'id="s2"', processXml([...simple, 'start s2'], [...simpleFlows, 's2 -> a'])],
  ['process.no-end', '', processXml(['start s', 'user a'], ['s -> a'])],
  ['process.dangling-flow', 'targetRef="nowhere"', processXml(simple, [...simpleFlows, 'a -> nowhere'])],
  ['process.dangling-reference', '', processXml(['start s', 'user a', 'exclusive g default="nowhere"', 'end e'], ['s -> a', 'a -> g', 'g -> e'])],
  ['process.flow-into-start', 'id="s"', processXml(simple, [...simpleFlows, 'a -> s'])],
  ['process.flow-out-of-end', 'id="e"', processXml(simple, [...simpleFlows, 'e -> a'])],
  ['process.no-incoming', 'id="b"', processXml([...simple, 'user b'], [...simpleFlows, 'b -> e'])],
  ['process.no-outgoing', 'id="b"', processXml([...simple, 'user b'], [...simpleFlows, 'a -> b'])],
  ['process.condition-missing', 'id="f4"', withGateway(['g -> e if a.outcome = "x"', 'g -> e2'])],
  ['process.condition-misplaced', 'id="f2"', processXml(simple, ['s -> a', 'a -> e if a.outcome = "x"'])],
  ['process.condition-on-default', 'id="f3"', withGateway(['g -> e if a.outcome = "x"', 'g -> e2 default'], 'default="f3"').replace(' default="f4"', '')],
  ['process.default-not-outgoing', 'id="g"', withGateway(['g -> e if a.outcome = "x"', 'g -> e2 if a.outcome = "y"'], 'default="f1"')],
  ['process.expression-invalid', 'id="f3"', withGateway(['g -> e if a.outcome = )', 'g -> e2 default'])],
  ['process.step-kind-unknown', 'id="a"', replaced('yiwang:step="work"', 'yiwang:step="dance"')],
  ['process.step-kind-unknown', 'id="a"', replaced('yiwang:step="work"', '')],
  ['process.role-unknown', 'id="a"', replaced('yiwang:role="clerk"', 'yiwang:role="mayor"')],
  ['process.unit-unknown', 'id="a"', replaced('yiwang:unit="handling"', 'yiwang:unit="somebody"')],
  ['process.outcomes-fixed', 'id="a"', processXml(['start s', 'user a yiwang:step="decision" yiwang:outcomes="grant,maybe"', 'end e'], simpleFlows)],
  ['process.outcomes-invalid', 'id="a"', processXml(['start s', 'user a yiwang:outcomes="Yes!"', 'end e'], simpleFlows)],
  ['process.hours-invalid', 'id="a"', processXml(['start s', 'user a yiwang:hours="soon"', 'end e'], simpleFlows)],
  ['process.service-unknown', 'id="v"', processXml(['start s', 'service v', 'end e'], ['s -> v', 'v -> e'])],
  ['process.service-unknown', 'id="v"', processXml(['start s', 'service v yiwang:do="fly"', 'end e'], ['s -> v', 'v -> e'])],
  ['process.decision-unknown', 'id="v"', processXml(['start s', 'rule v yiwang:decision="oracle"', 'end e'], ['s -> v', 'v -> e'])],
  ['process.timer-invalid', 'id="b"', boundary('<bpmn:timerEventDefinition/>')],
  ['process.expression-invalid', 'id="b"', boundary('<bpmn:timerEventDefinition><bpmn:timeDuration>1 +</bpmn:timeDuration></bpmn:timerEventDefinition>')],
  ['process.message-missing', 'id="b"', boundary('<bpmn:messageEventDefinition/>')],
  ['process.boundary-host-invalid', 'id="b"', processXml([...simple, boundaryXml('b', 's', fiveDays), 'end e2'], [...simpleFlows, 'b -> e2'])],
]

for (const [code, inLine, xml] of refused) {
  test(`refused: ${code} ${inLine}`, async () => {
    const { model, problems } = await loadProcess(xml, { services: ['remind'], decisions: ['allowance'] })
    assert.equal(model, undefined)
    const found = problems.find((problem) => problem.code === code)
    assert.ok(found, JSON.stringify(problems))
    if (inLine !== '') assert.ok(xml.split('\n')[found.line - 1]?.includes(inLine), `line ${found.line} does not hold ${inLine}`)
    assert.match(found.zh, /。$/)
    assert.match(found.en, /\.$/)
  })
}

const notSupported: [string, string][] = [
  ...['task', 'manualTask', 'scriptTask', 'sendTask', 'receiveTask', 'callActivity', 'subProcess', 'transaction', 'adHocSubProcess', 'inclusiveGateway', 'complexGateway', 'eventBasedGateway', 'intermediateCatchEvent', 'intermediateThrowEvent', 'dataObjectReference'].map((name): [string, string] => [name, processXml([...simple, `<bpmn:${name} id="x"/>`], simpleFlows)]),
  ['timer start', replaced('<bpmn:startEvent id="s" name="s" />', `<bpmn:startEvent id="x">${fiveDays}</bpmn:startEvent>`).replaceAll('"s"', '"x"')],
  ['terminate end', processXml(['start s', 'user a', '<bpmn:endEvent id="x"><bpmn:terminateEventDefinition/></bpmn:endEvent>'], ['s -> a', 'a -> x'])],
  ['multi-instance', processXml(['start s', '<bpmn:serviceTask id="x" yiwang:do="remind"><bpmn:multiInstanceLoopCharacteristics/></bpmn:serviceTask>', 'end e'], ['s -> x', 'x -> e'])],
  ['compensation', processXml(['start s', 'service x yiwang:do="remind" isForCompensation="true"', 'end e'], ['s -> x', 'x -> e'])],
  ['two tokens to start', processXml(['start s', 'service x yiwang:do="remind" startQuantity="2"', 'end e'], ['s -> x', 'x -> e'])],
  ['error boundary', boundary('<bpmn:errorEventDefinition/>').replaceAll('"b"', '"x"')],
  ['two definitions', boundary(fiveDays + fiveDays).replaceAll('"b"', '"x"')],
  ['timer cycle', boundary('<bpmn:timerEventDefinition><bpmn:timeCycle>R3/PT1H</bpmn:timeCycle></bpmn:timerEventDefinition>').replaceAll('"b"', '"x"')],
  ['pools', processXml(simple, simpleFlows, '<bpmn:collaboration id="x"><bpmn:participant id="p1" processRef="p"/><bpmn:participant id="p2"/></bpmn:collaboration>')],
  ['signal', processXml(simple, simpleFlows, '<bpmn:signal id="x" name="alarm"/>')],
  ['process properties', processXml([...simple, '<bpmn:property id="q"/>'], simpleFlows).replaceAll('"p"', '"x"')],
]

for (const [name, xml] of notSupported) {
  test(`refused by name: ${name}`, async () => {
    const { model, problems } = await loadProcess(xml)
    assert.equal(model, undefined)
    assert.ok(problems.some((problem) => problem.code === 'process.element-not-supported' && problem.element === 'x' && problem.line > 1), JSON.stringify(problems))
  })
}

test('reads a permit whole', async () => {
  const { model, problems } = await loadProcess(readFileSync(new URL('examples/permit.bpmn', import.meta.url), 'utf8'), { services: ['remind'] })
  assert.deepEqual(problems, [])
  assert.ok(model)
  const accept = model.nodes.get('accept')
  assert.ok(accept?.type === 'user')
  assert.deepEqual([accept.name, accept.outcomes, accept.hours, accept.line], [{ zh: '受理', en: 'Acceptance' }, ['accept', 'refuse-acceptance'], 40, 7])
  assert.deepEqual(model.reads, [['accept', 'outcome'], ['form', 'width'], ['form', 'height']])
})

test('attributes are read under any prefix, and strangers are left alone', async () => {
  const xml = processXml(simple, simpleFlows).replaceAll(' yiwang:', ' yw:').replace('xmlns:yiwang', 'xmlns:yw').replace('<bpmn:process', '<bpmn:process xmlns:camunda="http://camunda.org/schema/1.0/bpmn" camunda:versionTag="3"')
  const { model, problems } = await loadProcess(xml)
  assert.deepEqual(problems, [])
  assert.equal(model?.nodes.get('a')?.type, 'user')
})

test('properties: a mutated model is read or refused, never thrown, and proved within its states', async () => {
  const xml = readFileSync(new URL('examples/permit.bpmn', import.meta.url), 'utf8')
  const words = ['<', '>', '"', '/', 'id="accept"', 'bpmn:task', 'bpmn:userTask', 'bpmn:endEvent', 'default="f1"', '</bpmn:process>', '&x;', '\u0000', 'sourceRef="join"', 'targetRef="accept"', 'xmlns:bpmn="urn:x"', 'yiwang:step="decision"']
  const change = fc.record({ at: fc.nat(xml.length), drop: fc.nat(60), put: fc.constantFrom(...words) })
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), async (changes) => {
      const mutated = changes.reduce((text, { at, drop, put }) => text.slice(0, at) + put + text.slice(at + drop), xml)
      const { model, problems } = await loadProcess(mutated)
      assert.equal(model === undefined, problems.length > 0)
      if (model) assert.ok(checkSoundness(model, 2000).states <= 2001)
    }),
    { numRuns: 150 },
  )
})
