// Data: objects, stores, properties, inputs and outputs, associations with assignments and transformations (BPMN 2.0.2 §10.4).
import assert from 'node:assert/strict'
import test from 'node:test'
import { el, feel, file, flow, io, on, play, script } from './testing-file.ts'

const start = el('startEvent', 's')
const end = el('endEvent', 'e')
const from = (text: string) => feel('from', text)
const into = (source: string, target: string, more = '') => `<dataInputAssociation>${source === '' ? '' : `<sourceRef>${source}</sourceRef>`}<targetRef>${target}</targetRef>${more}</dataInputAssociation>`
const out = (source: string, target: string, more = '') => `<dataOutputAssociation>${source === '' ? '' : `<sourceRef>${source}</sourceRef>`}<targetRef>${target}</targetRef>${more}</dataOutputAssociation>`

test('properties are filled by variables of the same name, others begin as null', async () => {
  const { variables } = await play(file('<property id="p1" name="amount"/><property id="p2" name="other"/>', start, end, flow('s -> e')), { variables: { amount: 5 } })
  assert.deepEqual(variables, { amount: 5, other: null })
})

test('a data object is known by its name, by the name of its reference and by id', async () => {
  const object = '<dataObject id="do1"/><dataObjectReference id="ref1" name="订单" dataObjectRef="do1"/>'
  const { variables } = await play(file(object, start, script('a', '{订单: {total: 3}}'), script('b', '{sum: 订单.total + ref1.total + do1.total}'), end, flow('s -> a -> b -> e')))
  assert.deepEqual(variables, { 订单: { total: 3 }, sum: 9 })
})

test('inputs and outputs of a task are its own, and flow by their associations', async () => {
  const task = script('a', '{y: x + 1}', {}, `${io(['in-x:x'], ['out-y:y'])}${into('n', 'in-x')}${out('out-y', 'm')}`)
  const { variables } = await play(file('<property id="n" name="n"/><property id="m" name="m"/>', start, task, end, flow('s -> a -> e')), { variables: { n: 1 } })
  assert.deepEqual(variables, { n: 1, m: 2 })
})

test('an association may transform what it carries', async () => {
  const task = script('a', '{y: x}', {}, `${io(['in-x:x'], ['out-y:y'])}${into('n', 'in-x', '').replace('</targetRef>', `</targetRef>${feel('transformation', 'n * 10')}`)}${out('out-y', 'm').replace('</targetRef>', `</targetRef>${feel('transformation', 'y + 1')}`)}`)
  const { variables } = await play(file('<property id="n" name="n"/><property id="m" name="m"/>', start, task, end, flow('s -> a -> e')), { variables: { n: 2 } })
  assert.equal(variables['m'], 21)
})

test('assignments compute parts of their target', async () => {
  const assign = (text: string, to: string) => `<assignment>${from(text)}${feel('to', to)}</assignment>`
  const task = script('a', '{r: order.net + order.tax}', {}, `${io(['in-order:order'], ['out-r:r'])}${into('', 'in-order', `${assign('n', 'order.net')}${assign('n * 0.2', 'order.tax')}`)}${out('', 'm', assign('r', 'm.total'))}`)
  const { variables } = await play(file('<property id="n" name="n"/><property id="m" name="m"/>', start, task, end, flow('s -> a -> e')), { variables: { n: 10 } })
  assert.deepEqual(variables['m'], { total: 12 })
})

test('data of a sub-process are its own and begin anew each time', async () => {
  const sub = el('subProcess', 'u', {}, `${'<standardLoopCharacteristics loopMaximum="2"/>'}<property id="local" name="local"/>${script('a', '{local: if local = null then 1 else local + 1}')}${script('b', '{seen: append(seen, local)}')}${flow('a -> b')}`)
  const { variables } = await play(file('<property id="seen" name="seen"/>', start, sub, end, flow('s -> u -> e')), { variables: { seen: [] } })
  assert.deepEqual(variables, { seen: [1, 1] })
})

test('a data store is one for all instances', async () => {
  const p = el('process', 'p', { isExecutable: true }, `<dataStoreReference id="r1" name="register" dataStoreRef="store"/>${start}${script('a', '{register: 7}')}${el('endEvent', 'x', {}, on.signal('S'))}${flow('s -> a -> x')}`)
  const q = el('process', 'q', {}, `<dataStoreReference id="r2" name="register" dataStoreRef="store"/>${el('startEvent', 'qs', {}, on.signal('S'))}${script('b', '{copy: register + 1}')}${flow('qs -> b')}`)
  const { variables } = await play(file(p, q, '<dataStore id="store" name="register"/>'))
  assert.equal(variables['copy'], 8)
})

test('a catch event takes its message into its output and onward', async () => {
  const event = el('intermediateCatchEvent', 'c', {}, `<dataOutput id="o" name="o"/>${out('o', 'order')}${on.message('M')}`)
  const { variables } = await play(file('<property id="order" name="order"/>', start, event, end, flow('s -> c -> e')), { messages: [{ name: 'M', payload: { amount: 3 } }] })
  assert.deepEqual(variables, { order: { amount: 3 } })
})

test('a thrown message carries its input, and a signal too', async () => {
  for (const definition of [on.message('M'), on.signal('M')]) {
    const thrower = el('intermediateThrowEvent', 't', {}, `<dataInput id="i" name="i"/>${into('n', 'i')}${definition}`)
    const catcher = el('intermediateCatchEvent', 'c', {}, `<dataOutput id="o" name="o"/>${out('o', 'm')}${definition}`)
    const { variables } = await play(file('<property id="n" name="n"/><property id="m" name="m"/>', start, el('parallelGateway', 'f'), catcher, thrower, end, flow('s -> f', 'f -> c -> e', 'f -> t -> e')), { variables: { n: 4 } })
    assert.equal(variables['m'], 4)
  }
})

test('conditions read variables called like functions of FEEL', async () => {
  const sub = el('subProcess', 'u', {}, `${el('exclusiveGateway', 'g', { default: 'g-no' })}${el('task', 'yes')}${el('task', 'no')}${flow('g -> no')}${flow('g -> yes if count > 3 and sum = 1')}`)
  const { completed } = await play(file(start, sub, flow('s -> u')), { variables: { count: 4, sum: 1 } })
  assert.ok(completed.includes('yes'))
})

test('a multi-instance call gives each item to the called process by its data input', async () => {
  const loop = '<multiInstanceLoopCharacteristics><loopDataInputRef>in-all</loopDataInputRef><loopDataOutputRef>out-all</loopDataOutputRef><inputDataItem id="it" name="it"/><outputDataItem id="res" name="res"/></multiInstanceLoopCharacteristics>'
  const call = el('callActivity', 'c', { calledElement: 'q' }, `${io(['in-all:all', 'in-x:x'], ['out-all:alls', 'res0:res'])}${into('list', 'in-all')}${into('it', 'in-x')}${out('out-all', 'results')}${loop}`)
  const p = el('process', 'p', { isExecutable: true }, `<property id="list" name="list"/><property id="results" name="results"/>${start}${call}${end}${flow('s -> c -> e')}`)
  const q = el('process', 'q', {}, `${io(['qx:x'], ['qr:res'])}${el('startEvent', 'qs')}${script('t', '{res: x * x}')}${flow('qs -> t')}`)
  const { variables } = await play(file(p, q), { variables: { list: [1, 2, 3] } })
  assert.deepEqual(variables['results'], [1, 4, 9])
})

test('a global script takes inputs and gives outputs by their order where its names are not those of its caller', async () => {
  const associated = '<dataInputAssociation id="ia"><sourceRef>v</sourceRef><targetRef>ci</targetRef></dataInputAssociation><dataOutputAssociation id="oa"><sourceRef>co</sourceRef><targetRef>w</targetRef></dataOutputAssociation>'
  const caller = el('process', 'p', { isExecutable: true }, `<property id="v" name="v"/><property id="w" name="w"/>${el('startEvent', 's')}${el('callActivity', 'c', { calledElement: 'g' }, `${io(['ci:a'], ['co:b'])}${associated}`)}${flow('s -> c')}`)
  for (const text of ['x + 1', '{y: x + 1}']) {
    const called = el('globalScriptTask', 'g', {}, `${io(['gi:x'], ['go:y'])}${feel('script', text)}`)
    assert.deepEqual((await play(file(caller, called), { variables: { v: 1 } })).variables, { v: 1, w: 2 }, text)
  }
})
