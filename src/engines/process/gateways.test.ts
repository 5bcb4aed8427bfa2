// Gateways: how they split and join, inclusive and complex ones to the letter of BPMN 2.0.2 §13.4.
import assert from 'node:assert/strict'
import test from 'node:test'
import { el, feel, file, flow, on, play } from './testing-file.ts'

const start = el('startEvent', 's')
const end = el('endEvent', 'e')
const tasks = (...ids: string[]) => ids.map((id) => el('userTask', id)).join('')
const count = (ids: readonly string[], id: string) => ids.filter((one) => one === id).length

test('an exclusive gateway takes the first flow whose condition holds, else the default', async () => {
  const model = file(start, el('exclusiveGateway', 'g', { default: 'g-c' }), tasks('a', 'b', 'c'), flow('s -> g', 'g -> c'), flow('g -> a if n > 2'), flow('g -> b if n > 1'))
  const after = async (n: number | null) => (await play(model, { variables: { n } })).completed.slice(2)
  assert.deepEqual(await after(3), ['a'])
  assert.deepEqual(await after(2), ['b'])
  assert.deepEqual(await after(null), ['c'])
})

test('conditions are asked in the order in which the gateway lists its flows', async () => {
  const gateway = el('exclusiveGateway', 'g', {}, '<outgoing>g-b</outgoing><outgoing>g-a</outgoing>')
  const { completed } = await play(file(start, gateway, tasks('a', 'b'), flow('s -> g'), flow('g -> a if true'), flow('g -> b if true')))
  assert.deepEqual(completed.slice(2), ['b'])
})

test('an exclusive gateway without a way out fails the run', async () => {
  const { all, end: how, codes } = await play(file(start, el('exclusiveGateway', 'g'), tasks('a', 'b'), flow('s -> g'), flow('g -> a if n > 2'), flow('g -> b if n > 1')))
  assert.deepEqual([all.slice(-2), how, codes], [['PT0S started g', 'PT0S failed g'], 'failed', ['process.no-way-out']])
})

test('what was computed before a gateway without a way out is told', async () => {
  const { variables, end: how } = await play(file(start, el('scriptTask', 'k', {}, feel('script', '{x: 1}')), el('exclusiveGateway', 'g'), tasks('a', 'b'), flow('s -> k -> g'), flow('g -> a if x > 2'), flow('g -> b if x > 3')))
  assert.deepEqual([variables, how], [{ x: 1 }, 'failed'])
})

test('an exclusive gateway merges without waiting', async () => {
  const { completed } = await play(file(start, el('parallelGateway', 'f'), tasks('a', 'b'), el('exclusiveGateway', 'm'), end, flow('s -> f', 'f -> a -> m', 'f -> b -> m -> e')))
  assert.deepEqual([count(completed, 'm'), count(completed, 'e')], [2, 2])
})

test('a parallel gateway waits for a token on each flow, and keeps a second one for the next time', async () => {
  const { all, completed } = await play(file(start, el('parallelGateway', 'f'), tasks('a', 'b'), el('parallelGateway', 'j'), end, flow('s -> f', 'f -> a -> j', 'f -> b -> j -> e')), { take: { a: 'PT1S', b: 'PT3S' } })
  assert.ok(all.includes('PT3S started j'))
  assert.equal(count(completed, 'e'), 1)
  const short = await play(file(start, el('exclusiveGateway', 'g', { default: 'g-a' }), tasks('a', 'b'), el('parallelGateway', 'j'), end, flow('s -> g', 'g -> a -> j', 'b -> j -> e'), flow('g -> b if false')))
  assert.equal(short.end, 'waiting')
})

test('an inclusive gateway takes every flow whose condition holds, else the default, else fails', async () => {
  const model = (more: object) => file(start, el('inclusiveGateway', 'g', { ...more }), tasks('a', 'b', 'c'), flow('s -> g', 'g -> c'), flow('g -> a if n > 1'), flow('g -> b if n > 2'))
  assert.deepEqual((await play(model({ default: 'g-c' }), { variables: { n: 3 } })).completed.slice(2), ['a', 'b'])
  assert.deepEqual((await play(model({ default: 'g-c' }), { variables: { n: 0 } })).completed.slice(2), ['c'])
  const none = file(start, el('inclusiveGateway', 'g'), tasks('a', 'b'), flow('s -> g'), flow('g -> a if false'), flow('g -> b if false'))
  assert.deepEqual((await play(none)).codes, ['process.no-way-out'])
})

test('an inclusive gateway joins exactly the tokens that were given', async () => {
  const model = file(start, el('inclusiveGateway', 'g'), tasks('a', 'b', 'c'), el('inclusiveGateway', 'j'), end, flow('s -> g'), flow('g -> a if n > 0'), flow('g -> b if n > 1'), flow('g -> c if n > 2'), flow('a -> j', 'b -> j', 'c -> j', 'j -> e'))
  for (const n of [1, 2, 3]) {
    const { completed, end: how, all } = await play(model, { variables: { n }, take: { a: 'PT1S', b: 'PT2S', c: 'PT3S' } })
    assert.deepEqual([count(completed, 'j'), how], [1, 'completed'], String(n))
    assert.ok(all.includes(`PT${n}S started j`))
  }
})

test('an inclusive join goes on as soon as a token elsewhere turns another way', async () => {
  // b may still come to j, until the choice after it sends its token to x.
  const model = file(start, el('parallelGateway', 'f'), tasks('a', 'b', 'x'), el('exclusiveGateway', 'h', { default: 'h-x' }), el('inclusiveGateway', 'j'), end, flow('s -> f', 'f -> a -> j', 'f -> b -> h', 'h -> x', 'j -> e'), flow('h -> j if n = 1'))
  const { all } = await play(model, { take: { a: 'PT1S', b: 'PT5S', x: 'PT9S' } })
  assert.ok(all.includes('PT5S started j'))
})

test('an inclusive join does not wait for a token that can only come by the flow it has already', async () => {
  // Table 13.2: a token that can reach an empty flow, but a filled one too, is not waited for.
  const model = file(start, el('parallelGateway', 'f'), tasks('a', 'b'), el('exclusiveGateway', 'm'), el('exclusiveGateway', 'h', { default: 'h-m' }), el('inclusiveGateway', 'j'), end, flow('s -> f', 'f -> a -> m', 'f -> b -> h', 'h -> m -> j', 'j -> e'), flow('h -> j if n = 1'))
  const { all, completed } = await play(model, { take: { a: 'PT1S', b: 'PT5S' } })
  assert.ok(all.includes('PT1S started j'))
  assert.equal(count(completed, 'j'), 2)
})

test('an inclusive join in a loop does not wait for itself', async () => {
  const model = file(start, el('inclusiveGateway', 'j'), el('scriptTask', 'a', {}, feel('script', '{n: n + 1}')), el('exclusiveGateway', 'g', { default: 'g-e' }), end, flow('s -> j -> a -> g', 'g -> e'), flow('g -> j if n < 3'))
  const { completed, end: how } = await play(model, { variables: { n: 0 } })
  assert.deepEqual([count(completed, 'a'), how], [3, 'completed'])
})

test('an inclusive join waits for a boundary event that may still send it a token', async () => {
  const model = file(start, el('parallelGateway', 'f'), tasks('a', 'b'), el('boundaryEvent', 't', { attachedToRef: 'b' }, on.timer('PT4S')), el('inclusiveGateway', 'j'), end, el('endEvent', 'x'), flow('s -> f', 'f -> a -> j', 'f -> b -> x', 't -> j -> e'))
  assert.ok((await play(model, { take: { a: 'PT1S', b: 'PT9S' } })).all.includes('PT4S started j'))
  assert.ok((await play(model, { take: { a: 'PT1S', b: 'PT2S' } })).all.includes('PT2S started j'))
})

test('an event-based gateway goes the way of the first event; the others no longer wait', async () => {
  const model = file(start, el('eventBasedGateway', 'g'), el('receiveTask', 'm', { messageRef: 'M' }), el('intermediateCatchEvent', 't', {}, on.timer('PT5S')), el('receiveTask', 'r', { messageRef: 'R' }), tasks('a', 'b', 'c'), flow('s -> g', 'g -> m -> a', 'g -> t -> b', 'g -> r -> c'))
  const timer = await play(model)
  assert.deepEqual(timer.all.slice(4), ['PT0S started m', 'PT0S started t', 'PT0S started r', 'PT5S terminated m', 'PT5S terminated r', 'PT5S completed t', 'PT5S started b', 'PT5S completed b'])
  assert.deepEqual((await play(model, { messages: [{ name: 'R' }] })).completed.slice(2), ['r', 'c'])
  assert.equal((await play(model, { messages: [{ name: 'M' }] })).completed.at(-1), 'a')
})

test('an instantiating event-based gateway makes an instance by the first event', async () => {
  const model = file(el('eventBasedGateway', 'g', { instantiate: true }), el('receiveTask', 'm', { messageRef: 'M' }), el('receiveTask', 'n', { messageRef: 'N' }), tasks('a', 'b'), flow('g -> m -> a', 'g -> n -> b'))
  assert.deepEqual((await play(model, { messages: [{ name: 'N' }] })).completed, ['g', 'n', 'b'])
  const { completed, end: how } = await play(model, { messages: [{ name: 'M' }, { name: 'N' }] })
  assert.deepEqual([count(completed, 'g'), how], [2, 'completed'])
  assert.equal((await play(model)).end, 'waiting')
})

test('a parallel instantiating event-based gateway makes one instance and awaits all of its events', async () => {
  const model = file(el('eventBasedGateway', 'g', { instantiate: true, eventGatewayType: 'Parallel' }), el('intermediateCatchEvent', 'm', {}, on.message('M')), el('intermediateCatchEvent', 'n', {}, on.message('N')), tasks('a', 'b'), flow('g -> m -> a', 'g -> n -> b'))
  assert.equal((await play(model, { messages: [{ name: 'N' }] })).end, 'waiting')
  const { completed, end: how } = await play(model, { messages: [{ name: 'N' }, { name: 'M' }] })
  assert.deepEqual([count(completed, 'g'), count(completed, 'a'), count(completed, 'b'), how], [1, 1, 1, 'completed'])
})

const complex = (condition: string, attributes = {}) => el('complexGateway', 'x', attributes, feel('activationCondition', condition))

test('a complex gateway goes on when its activation condition holds, and swallows what comes late', async () => {
  const model = file(start, el('parallelGateway', 'f'), tasks('a', 'b', 'c', 'd'), complex('activationCount >= 2'), flow('s -> f', 'f -> a -> x', 'f -> b -> x', 'f -> c -> x', 'x -> d'))
  const { all, completed, end: how } = await play(model, { take: { a: 'PT1S', b: 'PT2S', c: 'PT3S' } })
  assert.ok(all.includes('PT2S started x'))
  assert.deepEqual([count(completed, 'd'), how], [1, 'completed'])
})

test('a complex gateway that was reset begins anew', async () => {
  const model = file(start, el('scriptTask', 'k', {}, feel('script', '{n: n + 1}')), el('exclusiveGateway', 'm'), el('parallelGateway', 'f'), tasks('a', 'b'), complex('activationCount = 2'), el('exclusiveGateway', 'g', { default: 'g-e' }), end, flow('s -> m -> k -> f', 'f -> a -> x', 'f -> b -> x -> g', 'g -> e'), flow('g -> m if n < 3'))
  const { completed, end: how } = await play(model, { variables: { n: 0 } })
  assert.deepEqual([count(completed, 'x'), how], [3, 'completed'])
})

test('a complex gateway gives tokens when it is reset only where a condition asks for it', async () => {
  const model = file(start, el('parallelGateway', 'f'), tasks('a', 'b', 'first', 'late'), complex('activationCount >= 1'), flow('s -> f', 'f -> a -> x', 'f -> b -> x'), flow('x -> first if waitingForStart'), flow('x -> late if not(waitingForStart)'))
  const { all } = await play(model, { take: { a: 'PT1S', b: 'PT2S' } })
  assert.ok(all.includes('PT1S started first'))
  assert.ok(all.includes('PT2S started late'))
})

test('a complex gateway may count tokens flow by flow', async () => {
  const model = file(start, el('parallelGateway', 'f'), tasks('a', 'b', 'c'), complex('fromB > 0'), flow('s -> f', 'f -> a -> x', 'f -> b', 'x -> c'), el('sequenceFlow', 'fb', { name: 'fromB', sourceRef: 'b', targetRef: 'x' }))
  const { all } = await play(model, { take: { a: 'PT1S', b: 'PT2S' } })
  assert.ok(all.includes('PT2S started c'))
})

test('a complex gateway splits by conditions and its default', async () => {
  const model = file(start, el('complexGateway', 'x', { default: 'x-c' }), tasks('a', 'b', 'c'), flow('s -> x', 'x -> c'), flow('x -> a if n > 0'), flow('x -> b if n > 1'))
  assert.deepEqual((await play(model, { variables: { n: 2 } })).completed.slice(2), ['a', 'b'])
  assert.deepEqual((await play(model, { variables: { n: 0 } })).completed.slice(2), ['c'])
})

test('a process of several end events ends when the last token is gone', async () => {
  const { completed, end: how } = await play(file(start, tasks('a', 'b'), el('endEvent', 'x'), el('endEvent', 'y'), flow('s -> a -> x', 's -> b -> y')), { take: { b: 'PT2S' } })
  assert.deepEqual([completed, how], [['s', 'a', 'x', 'b', 'y'], 'completed'])
})

test('a loop of gateways in which nothing waits is stopped', async () => {
  const { codes, end: how } = await play(file(start, el('exclusiveGateway', 'm'), el('exclusiveGateway', 'n'), flow('s -> m -> n', 'n -> m')))
  assert.deepEqual([codes, how], [['process.steps-exceeded'], 'failed'])
})
