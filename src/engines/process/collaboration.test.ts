// Pools that exchange messages: along message flows, by name, and by correlation keys (BPMN 2.0.2 §8.4.2, §9).
import assert from 'node:assert/strict'
import test from 'node:test'
import { el, feel, file, flow, on, play, script } from './testing-file.ts'

const pool = (id: string, process: string) => el('participant', id, process === '' ? {} : { processRef: process })
const messageFlow = (from: string, to: string) => el('messageFlow', `m-${from}-${to}`, { sourceRef: from, targetRef: to })
const io = (name: string) => `<dataInput id="i-${name}" name="${name}"/>`
const into = (source: string, target: string) => `<dataInputAssociation><sourceRef>${source}</sourceRef><targetRef>${target}</targetRef></dataInputAssociation>`

test('pools exchange messages along message flows, and a message starts the other pool', async () => {
  const buyer = el('process', 'buyer', { isExecutable: true }, `${el('startEvent', 's')}${el('sendTask', 'order')}${el('receiveTask', 'goods')}${el('endEvent', 'e')}${flow('s -> order -> goods -> e')}`)
  const seller = el('process', 'seller', {}, `${el('startEvent', 'qs', {}, '<messageEventDefinition/>')}${el('userTask', 'pack')}${el('endEvent', 'ship', {}, '<messageEventDefinition/>')}${flow('qs -> pack -> ship')}`)
  const collaboration = el('collaboration', 'c', {}, `${pool('b', 'buyer')}${pool('v', 'seller')}${messageFlow('order', 'qs')}${messageFlow('ship', 'goods')}`)
  const { all, end: how } = await play(file(buyer, seller, collaboration), { take: { pack: 'PT8S' } })
  assert.ok(all.includes('PT0S completed qs') && all.includes('PT8S completed goods'))
  assert.equal(how, 'completed')
})

test('a message to a pool is heard there by its name, and not elsewhere', async () => {
  const p = el('process', 'p', { isExecutable: true }, `${el('startEvent', 's')}${el('intermediateThrowEvent', 't', {}, on.message('M'))}${el('endEvent', 'te')}${flow('s -> t -> te')}`)
  const q = (id: string) => el('process', id, { isExecutable: true }, `${el('startEvent', `${id}s`)}${el('receiveTask', `${id}r`, { messageRef: 'M' })}${flow(`${id}s -> ${id}r`)}`)
  const { completed, end: how } = await play(file(q('a'), q('b'), p, el('collaboration', 'c', {}, `${pool('pp', 'p')}${pool('pa', 'a')}${pool('pb', 'b')}${messageFlow('t', 'pb')}`)))
  assert.deepEqual([completed.includes('br'), completed.includes('ar'), how], [true, false, 'waiting'])
})

test('a message to a pool without a process is sent and gone', async () => {
  const p = el('process', 'p', { isExecutable: true }, `${el('startEvent', 's')}${el('sendTask', 't', { messageRef: 'M' })}${el('endEvent', 'e')}${flow('s -> t -> e')}`)
  assert.equal((await play(file(p, el('collaboration', 'c', {}, `${pool('pp', 'p')}${pool('black', '')}${messageFlow('t', 'black')}`)))).end, 'completed')
})

test('without message flows a message finds its receiver by name, and waits for one that comes later', async () => {
  const p = el('process', 'p', { isExecutable: true }, `${el('startEvent', 's')}${el('sendTask', 't', { messageRef: 'M' })}${flow('s -> t')}`)
  const q = el('process', 'q', { isExecutable: true }, `${el('startEvent', 'qs')}${el('userTask', 'first')}${el('receiveTask', 'r', { messageRef: 'M' })}${flow('qs -> first -> r')}`)
  const { all } = await play(file(p, q), { take: { first: 'PT6S' } })
  assert.ok(all.includes('PT6S completed r'))
})

test('one message reaches one receiver', async () => {
  const xml = file(el('startEvent', 's'), el('parallelGateway', 'f'), el('receiveTask', 'a', { messageRef: 'M' }), el('receiveTask', 'b', { messageRef: 'M' }), flow('s -> f', 'f -> a', 'f -> b'))
  const { completed, end: how } = await play(xml, { messages: [{ name: 'M' }] })
  assert.deepEqual([completed.slice(2), how], [['a'], 'waiting'])
})

const property = `<correlationProperty id="orderId"><correlationPropertyRetrievalExpression messageRef="Ask">${feel('messagePath', 'id')}</correlationPropertyRetrievalExpression><correlationPropertyRetrievalExpression messageRef="Answer">${feel('messagePath', 'id')}</correlationPropertyRetrievalExpression></correlationProperty>`
const keyed = (inner: string) => el('collaboration', 'c', {}, `${inner}<correlationKey id="key"><correlationPropertyRef>orderId</correlationPropertyRef></correlationKey>`)

test('a correlation key set by the first message tells later messages apart', async () => {
  // Two instances of q, each begun by its own Ask; answers come in the other order.
  const q = el('process', 'q', { isExecutable: true }, `${el('startEvent', 's', {}, on.message('Ask'))}${el('intermediateCatchEvent', 'r', {}, on.message('Answer'))}${script('keep', '{got: id, text: text}')}${flow('s -> r -> keep')}`)
  const xml = file(q, property, keyed(pool('pq', 'q')))
  const { events, end: how } = await play(xml, { messages: [{ name: 'Ask', payload: { id: 1 } }, { name: 'Ask', payload: { id: 2 } }, { name: 'Answer', payload: { id: 2, text: 'two' } }] })
  assert.equal(how, 'waiting')
  assert.equal(events.filter(({ element, event }) => element === 'r' && event === 'completed').length, 1)
  const both = await play(xml, { messages: [{ name: 'Ask', payload: { id: 1 } }, { name: 'Ask', payload: { id: 2 } }, { name: 'Answer', payload: { id: 2, text: 'two' } }, { name: 'Answer', payload: { id: 1, text: 'one' } }] })
  assert.equal(both.end, 'completed')
})

test('a correlation subscription demands that a message fits the process\'s own data', async () => {
  const subscription = `<correlationSubscription id="sub" correlationKeyRef="key"><correlationPropertyBinding id="bind" correlationPropertyRef="orderId">${feel('dataPath', 'order.number')}</correlationPropertyBinding></correlationSubscription>`
  const q = el('process', 'q', { isExecutable: true }, `<property id="order" name="order"/>${el('startEvent', 's')}${el('intermediateCatchEvent', 'r', {}, on.message('Answer'))}${el('endEvent', 'e')}${flow('s -> r -> e')}${subscription}`)
  const xml = file(q, property, keyed(pool('pq', 'q')))
  const answered = async (id: number) => (await play(xml, { variables: { order: { number: 7 } }, messages: [{ name: 'Answer', payload: { id } }] })).end
  assert.deepEqual([await answered(8), await answered(7)], ['waiting', 'completed'])
})

test('keys travel with messages between pools: each answer finds the instance that asked', async () => {
  const asker = el('process', 'asker', { isExecutable: true }, `<property id="n" name="n"/>${el('startEvent', 's')}${el('intermediateThrowEvent', 'ask', {}, `${io('id')}${into('n', 'i-id')}${on.message('Ask')}`)}${el('intermediateCatchEvent', 'answered', {}, on.message('Answer'))}${el('endEvent', 'e')}${flow('s -> ask -> answered -> e')}`)
  const replier = el('process', 'replier', {}, `<property id="pid" name="id"/>${el('startEvent', 'qs', {}, on.message('Ask'))}${el('endEvent', 'reply', {}, `<dataInput id="r" name="id"/>${into('pid', 'r')}${on.message('Answer')}`)}${flow('qs -> reply')}`)
  const { completed, end: how, variables } = await play(file(asker, replier, property, keyed(`${pool('pa', 'asker')}${pool('pr', 'replier')}`)), { variables: { n: 5 } })
  assert.ok(completed.includes('answered'))
  assert.deepEqual([how, variables], ['completed', { n: 5, id: 5 }])
})

test('an instance that an event makes knows the variables given, and hides no value that another one set', async () => {
  const p = el('process', 'p', { isExecutable: true }, `${el('startEvent', 's')}${script('k', '{n: 9}')}${flow('s -> k')}`)
  const q = el('process', 'q', { isExecutable: true }, `${el('startEvent', 'qs', {}, on.message('Ask'))}${el('exclusiveGateway', 'g', { default: 'g-b' })}${el('task', 'a')}${el('task', 'b')}${flow('qs -> g -> b')}${flow('g -> a if n = 5')}`)
  const { completed, variables } = await play(file(p, q), { variables: { n: 5 }, messages: [{ name: 'Ask' }] })
  assert.deepEqual([completed, variables], [['s', 'k', 'qs', 'g', 'a'], { n: 9 }])
})
