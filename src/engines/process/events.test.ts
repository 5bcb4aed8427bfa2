// Events of every kind where the standard lets them stand; each expectation worked out from BPMN 2.0.2 §10.5 and §13.5.
import assert from 'node:assert/strict'
import test from 'node:test'
import { el, file, flow, on, play, script } from './testing-file.ts'

const start = el('startEvent', 's')
const end = el('endEvent', 'e')
const boundary = (id: string, host: string, definition: string, interrupting = true) => el('boundaryEvent', id, { attachedToRef: host, cancelActivity: interrupting }, definition)
const eventSub = (id: string, definition: string, interrupting = true, inner = '') => el('subProcess', id, { triggeredByEvent: true }, `${el('startEvent', `${id}-s`, { isInterrupting: interrupting }, definition)}${inner === '' ? flow(`${id}-s -> ${id}-e`) : inner}${el('endEvent', `${id}-e`)}`)

test('none events start and end a process, and every event is told with time, type, name and process', async () => {
  const { events, end: how } = await play(file(el('startEvent', 's', { name: '开始' }), end, flow('s -> e')))
  assert.deepEqual(events[0], { time: 'PT0S', event: 'started', element: 's', type: 'startEvent', name: '开始', process: 'p' })
  assert.deepEqual(events.map(({ event, element }) => `${event} ${element}`), ['started s', 'completed s', 'started e', 'completed e'])
  assert.equal(how, 'completed')
})

test('an intermediate timer waits its duration', async () => {
  const { all } = await play(file(start, el('intermediateCatchEvent', 't', {}, on.timer('PT10S')), end, flow('s -> t -> e')))
  assert.deepEqual(all.slice(2), ['PT0S started t', 'PT10S completed t', 'PT10S started e', 'PT10S completed e'])
})

test('an intermediate timer waits for its date, reckoned from the epoch, and for a date gone by not at all', async () => {
  const { all } = await play(file(start, el('intermediateCatchEvent', 't', {}, on.date('1970-01-02T00:00:30Z')), el('intermediateCatchEvent', 'u', {}, on.date('1970-01-01')), end, flow('s -> t -> u -> e')))
  assert.ok(all.includes('P1DT30S completed t'))
  assert.ok(all.includes('P1DT30S completed u'))
})

test('a timer may be computed in FEEL', async () => {
  const { all } = await play(file(start, el('intermediateCatchEvent', 't', {}, on.timer('duration("PT" + string(n) + "M")')), end, flow('s -> t -> e')), { variables: { n: 3 } })
  assert.ok(all.includes('PT3M completed t'))
})

test('a timer start event with a cycle starts as many instances as the cycle says', async () => {
  const { all, end: how } = await play(file(el('startEvent', 's', {}, on.cycle('R3/PT10S')), end, flow('s -> e')))
  assert.deepEqual(all.filter((line) => line.endsWith('completed e')), ['PT10S completed e', 'PT20S completed e', 'PT30S completed e'])
  assert.equal(how, 'completed')
})

test('an interrupting timer boundary event terminates its task and goes its own way', async () => {
  const { all } = await play(file(start, el('userTask', 'a'), boundary('b', 'a', on.timer('PT5S')), end, el('endEvent', 'late'), flow('s -> a -> e', 'b -> late')), { take: { a: 'PT10S' } })
  assert.deepEqual(all.slice(2), ['PT0S started a', 'PT5S terminated a', 'PT5S started b', 'PT5S completed b', 'PT5S started late', 'PT5S completed late'])
})

test('a task done in time lets its timer boundary event never occur', async () => {
  const { all } = await play(file(start, el('userTask', 'a'), boundary('b', 'a', on.timer('PT5S')), end, el('endEvent', 'late'), flow('s -> a -> e', 'b -> late')), { take: { a: 'PT2S' } })
  assert.equal(all.some((line) => line.endsWith(' b')), false)
})

test('a non-interrupting timer boundary event with a cycle repeats while its task runs', async () => {
  const { all } = await play(file(start, el('userTask', 'a'), boundary('b', 'a', on.cycle('R/PT3S'), false), end, el('endEvent', 'reminded'), flow('s -> a -> e', 'b -> reminded')), { take: { a: 'PT10S' } })
  assert.deepEqual(all.filter((line) => line.endsWith('completed b')), ['PT3S completed b', 'PT6S completed b', 'PT9S completed b'])
  assert.ok(all.includes('PT10S completed a'))
})

test('a non-interrupting timer boundary event with R2 repeats twice', async () => {
  const { all } = await play(file(start, el('userTask', 'a'), boundary('b', 'a', on.cycle('R2/PT3S'), false), end, el('endEvent', 'reminded'), flow('s -> a -> e', 'b -> reminded')), { take: { a: 'PT10S' } })
  assert.deepEqual(all.filter((line) => line.endsWith('completed b')), ['PT3S completed b', 'PT6S completed b'])
})

test('an intermediate message event waits for its message, which sets variables', async () => {
  const xml = file(start, el('intermediateCatchEvent', 'm', {}, on.message('order')), end, flow('s -> m -> e'))
  assert.equal((await play(xml)).end, 'waiting')
  const { completed, variables } = await play(xml, { messages: [{ name: 'order', payload: { amount: 5 } }] })
  assert.deepEqual(completed, ['s', 'm', 'e'])
  assert.deepEqual(variables, { amount: 5 })
})

test('a message start event starts an instance for each message', async () => {
  const { completed, end: how } = await play(file(el('startEvent', 's', {}, on.message('go')), end, flow('s -> e')), { messages: [{ name: 'go' }, { name: 'go' }] })
  assert.deepEqual([completed, how], [['s', 'e', 's', 'e'], 'completed'])
})

test('message boundary events interrupt or leave their task running', async () => {
  const model = (interrupting: boolean) => file(start, el('userTask', 'a'), boundary('b', 'a', on.message('stop'), interrupting), end, el('endEvent', 'x'), flow('s -> a -> e', 'b -> x'))
  assert.deepEqual((await play(model(true), { messages: [{ name: 'stop' }] })).all.slice(2, 5), ['PT0S started a', 'PT0S terminated a', 'PT0S started b'])
  assert.deepEqual((await play(model(false), { messages: [{ name: 'stop' }] })).completed, ['s', 'b', 'x', 'a', 'e'])
})

test('an error end event is caught by the boundary event of its sub-process, which has failed', async () => {
  const sub = el('subProcess', 'u', {}, `${el('startEvent', 'us')}${el('parallelGateway', 'f')}${el('userTask', 'other')}${el('endEvent', 'ue', {}, on.error('E1'))}${flow('us -> f -> ue', 'f -> other')}`)
  const { all, end: how } = await play(file(start, sub, boundary('b', 'u', on.error('E1')), end, el('endEvent', 'x'), flow('s -> u -> e', 'b -> x')), { auto: false })
  assert.deepEqual(all.slice(-6), ['PT0S terminated other', 'PT0S failed u', 'PT0S started b', 'PT0S completed b', 'PT0S started x', 'PT0S completed x'])
  assert.equal(how, 'completed')
})

test('an error is caught by its code first, else by an event without a code, else it fails the process', async () => {
  const model = (...codes: string[]) => file(start, el('serviceTask', 'a'), ...codes.map((code, i) => boundary(`b${i}`, 'a', on.error(code))), end, ...codes.map((_, i) => el('endEvent', `x${i}`)), flow('s -> a -> e', ...codes.map((_, i) => `b${i} -> x${i}`)))
  assert.deepEqual((await play(model('', 'E1'), { fail: { a: 'E1' } })).completed, ['s', 'b1', 'x1'])
  assert.deepEqual((await play(model('E2', ''), { fail: { a: 'E1' } })).completed, ['s', 'b1', 'x1'])
  const uncaught = await play(model('E2'), { fail: { a: 'E1' } })
  assert.deepEqual([uncaught.all.at(-1), uncaught.end, uncaught.codes], ['PT0S failed a', 'failed', ['process.error-not-caught']])
})

test('an error travels through sub-processes and calls to the first that catches it', async () => {
  const inner = el('process', 'q', {}, `${el('startEvent', 'qs')}${el('endEvent', 'qe', {}, on.error('E1'))}${flow('qs -> qe')}`)
  const outer = el('process', 'p', { isExecutable: true }, `${start}${el('subProcess', 'u', {}, `${el('startEvent', 'us')}${el('callActivity', 'c', { calledElement: 'q' })}${flow('us -> c')}`)}${boundary('b', 'u', on.error('E1'))}${end}${flow('s -> u', 'b -> e')}`)
  const { all, end: how } = await play(file(outer, inner))
  assert.deepEqual(all.filter((line) => line.includes('failed')), ['PT0S failed c', 'PT0S failed u'])
  assert.equal(how, 'completed')
})

test('an error event sub-process catches what its scope throws and ends the rest of it', async () => {
  const { all, end: how } = await play(file(start, el('parallelGateway', 'f'), el('userTask', 'a'), el('endEvent', 'x', {}, on.error('E1')), eventSub('h', on.error('E1')), flow('s -> f', 'f -> a', 'f -> x')), { auto: false })
  assert.ok(all.includes('PT0S terminated a'))
  assert.deepEqual(all.slice(-6), ['PT0S started h', 'PT0S started h-s', 'PT0S completed h-s', 'PT0S started h-e', 'PT0S completed h-e', 'PT0S completed h'])
  assert.equal(how, 'completed')
})

test('an escalation is heard outside and leaves its thrower running; unheard it is no harm', async () => {
  const sub = el('subProcess', 'u', {}, `${el('startEvent', 'us')}${el('intermediateThrowEvent', 'x', {}, on.escalation('C1'))}${el('endEvent', 'ue')}${flow('us -> x -> ue')}`)
  const heard = await play(file(start, sub, boundary('b', 'u', on.escalation('C1'), false), end, el('endEvent', 'told'), flow('s -> u -> e', 'b -> told')))
  assert.ok(['b', 'told', 'ue', 'u', 'e'].every((id) => heard.completed.includes(id)))
  const unheard = await play(file(start, sub, boundary('b', 'u', on.escalation('C2'), false), end, el('endEvent', 'told'), flow('s -> u -> e', 'b -> told')))
  assert.deepEqual([unheard.end, unheard.completed.includes('b')], ['completed', false])
})

test('an interrupting escalation boundary event ends its sub-process', async () => {
  const sub = el('subProcess', 'u', {}, `${el('startEvent', 'us')}${el('intermediateThrowEvent', 'x', {}, on.escalation('C1'))}${el('userTask', 'more')}${flow('us -> x -> more')}`)
  const { all } = await play(file(start, sub, boundary('b', 'u', on.escalation()), end, flow('s -> u', 'b -> e')))
  assert.ok(all.includes('PT0S terminated u'))
  assert.equal(all.some((line) => line.endsWith(' more')), false)
})

test('an escalation event sub-process may run beside its scope', async () => {
  const { completed } = await play(file(start, el('intermediateThrowEvent', 'x', {}, on.escalation('C1')), el('userTask', 'a'), end, eventSub('h', on.escalation('C1'), false), flow('s -> x -> a -> e')))
  assert.ok(['h-s', 'h', 'a', 'e'].every((id) => completed.includes(id)))
})

test('a signal is heard by everything that waits for it, in every instance, and starts processes', async () => {
  const p = el('process', 'p', { isExecutable: true }, `${start}${el('parallelGateway', 'f')}${el('intermediateCatchEvent', 'w', {}, on.signal('S'))}${el('intermediateThrowEvent', 'x', {}, on.signal('S'))}${end}${flow('s -> f', 'f -> w -> e', 'f -> x -> e')}`)
  const q = el('process', 'q', {}, `${el('startEvent', 'qs', {}, on.signal('S'))}${el('endEvent', 'qe')}${flow('qs -> qe')}`)
  const { completed, end: how } = await play(file(p, q))
  assert.ok(['x', 'w', 'qs', 'qe'].every((id) => completed.includes(id)))
  assert.equal(how, 'completed')
})

test('a signal boundary event hears a signal of its own process', async () => {
  const { completed } = await play(file(start, el('parallelGateway', 'f'), el('userTask', 'a'), boundary('b', 'a', on.signal('S')), el('endEvent', 'x', {}, on.signal('S')), el('endEvent', 'y'), flow('s -> f', 'f -> a', 'f -> x', 'b -> y')), { take: { a: 'PT1S' } })
  assert.deepEqual(completed, ['s', 'f', 'x', 'b', 'y'])
})

test('a signal thrown by the end of a sub-process is heard at its boundary', async () => {
  const sub = el('subProcess', 'u', {}, `${el('startEvent', 'us')}${el('endEvent', 'ue', {}, on.signal('S'))}${flow('us -> ue')}`)
  const { all } = await play(file(start, sub, boundary('b', 'u', on.signal('S')), end, el('endEvent', 'x'), flow('s -> u -> e', 'b -> x')))
  assert.ok(all.includes('PT0S terminated u') && all.includes('PT0S completed x'))
})

test('a conditional event occurs when its condition turns true, and never by itself', async () => {
  const xml = file(start, el('parallelGateway', 'f'), el('intermediateCatchEvent', 'c', {}, on.condition('x > 5')), el('userTask', 'a'), script('set', '{x: 6}'), end, flow('s -> f', 'f -> c -> e', 'f -> a -> set'))
  const { all } = await play(xml, { take: { a: 'PT4S' } })
  assert.ok(all.includes('PT4S completed c'))
  assert.equal((await play(file(start, el('intermediateCatchEvent', 'c', {}, on.condition('x > 5')), end, flow('s -> c -> e')))).end, 'waiting')
})

test('a non-interrupting conditional boundary event occurs once each time its condition turns true', async () => {
  const scripts = [script('one', '{x: 1}'), script('six', '{x: 6}'), script('seven', '{x: 7}'), script('two', '{x: 2}'), script('eight', '{x: 8}')]
  const { completed } = await play(file(start, el('parallelGateway', 'f'), el('userTask', 'a'), boundary('b', 'a', on.condition('x > 5'), false), el('endEvent', 'told'), ...scripts, flow('s -> f', 'f -> a', 'f -> one -> six -> seven -> two -> eight', 'b -> told')), { take: { a: 'PT1S' } })
  assert.equal(completed.filter((id) => id === 'b').length, 2)
})

test('a conditional start event starts its process where its condition holds', async () => {
  const xml = file(el('startEvent', 's', {}, on.condition('n > 3')), end, flow('s -> e'))
  assert.deepEqual((await play(xml, { variables: { n: 4 } })).completed, ['s', 'e'])
  assert.equal((await play(xml, { variables: { n: 1 } })).end, 'waiting')
})

test('a conditional event sub-process interrupts', async () => {
  const { all } = await play(file(start, script('set', '{x: 9}'), el('userTask', 'a'), eventSub('h', on.condition('x > 5')), flow('s -> set -> a')))
  assert.equal(all.some((line) => line.endsWith(' a')), false)
  assert.ok(all.includes('PT0S completed h'))
})

test('a link goes on at its target', async () => {
  const { completed } = await play(file(start, el('intermediateThrowEvent', 'out', {}, on.link('L')), el('intermediateCatchEvent', 'in', {}, on.link('L')), end, flow('s -> out', 'in -> e')))
  assert.deepEqual(completed, ['s', 'out', 'in', 'e'])
})

test('a multiple event occurs by any of its definitions', async () => {
  const { all } = await play(file(start, el('intermediateCatchEvent', 'm', {}, `${on.message('M')}${on.timer('PT7S')}`), end, flow('s -> m -> e')))
  assert.ok(all.includes('PT7S completed m'))
})

test('a parallel multiple event occurs when all of its definitions have', async () => {
  const xml = file(start, el('intermediateCatchEvent', 'm', { parallelMultiple: true }, `${on.message('M')}${on.timer('PT7S')}`), end, flow('s -> m -> e'))
  assert.equal((await play(xml)).end, 'waiting')
  assert.ok((await play(xml, { messages: [{ name: 'M' }] })).all.includes('PT7S completed m'))
})

test('a multiple start event starts by any, a parallel multiple one by all of its triggers', async () => {
  const xml = (all: boolean) => file(el('startEvent', 's', { parallelMultiple: all }, `${on.message('M')}${on.message('N')}`), end, flow('s -> e'))
  assert.deepEqual((await play(xml(false), { messages: [{ name: 'N' }] })).completed, ['s', 'e'])
  assert.equal((await play(xml(true), { messages: [{ name: 'N' }] })).end, 'waiting')
  assert.deepEqual((await play(xml(true), { messages: [{ name: 'N' }, { name: 'M' }] })).completed, ['s', 'e'])
})

test('a multiple throw event throws each of its definitions', async () => {
  const { completed } = await play(file(start, el('parallelGateway', 'f'), el('intermediateCatchEvent', 'm', {}, on.message('M')), el('intermediateCatchEvent', 'n', {}, on.signal('S')), el('intermediateThrowEvent', 'x', {}, `${on.message('M')}${on.signal('S')}`), end, flow('s -> f', 'f -> m -> e', 'f -> n -> e', 'f -> x -> e')))
  assert.ok(['m', 'n'].every((id) => completed.includes(id)))
})

test('a terminate end event ends its process at once', async () => {
  const { all, end: how } = await play(file(start, el('parallelGateway', 'f'), el('userTask', 'a'), el('endEvent', 't', {}, on.terminate), flow('s -> f', 'f -> a', 'f -> t')), { auto: false })
  assert.deepEqual(all.slice(-3), ['PT0S started t', 'PT0S completed t', 'PT0S terminated a'])
  assert.equal(how, 'completed')
})

test('a terminate end event in a sub-process ends only that, and its flow goes on', async () => {
  const sub = el('subProcess', 'u', {}, `${el('startEvent', 'us')}${el('parallelGateway', 'f')}${el('userTask', 'a')}${el('endEvent', 't', {}, on.terminate)}${flow('us -> f', 'f -> a', 'f -> t')}`)
  const { all, completed } = await play(file(start, sub, end, flow('s -> u -> e')), { auto: false })
  assert.ok(all.includes('PT0S terminated a'))
  assert.deepEqual(completed.slice(-2), ['u', 'e'])
})

test('a timer event sub-process that does not interrupt repeats while its scope runs; one that interrupts ends it', async () => {
  const beside = await play(file(start, el('userTask', 'a'), end, eventSub('h', on.cycle('R/PT4S'), false), flow('s -> a -> e')), { take: { a: 'PT10S' } })
  assert.deepEqual(beside.all.filter((line) => line.endsWith('completed h')), ['PT4S completed h', 'PT8S completed h'])
  assert.equal(beside.end, 'completed')
  const instead = await play(file(start, el('userTask', 'a'), end, eventSub('h', on.timer('PT4S')), flow('s -> a -> e')), { take: { a: 'PT10S' } })
  assert.ok(instead.all.includes('PT4S terminated a'))
  assert.equal(instead.end, 'completed')
})

test('a message event sub-process inside a sub-process ends that one alone', async () => {
  const sub = el('subProcess', 'u', {}, `${el('startEvent', 'us')}${el('userTask', 'a')}${eventSub('h', on.message('M'))}${flow('us -> a')}`)
  const { all, completed } = await play(file(start, sub, end, flow('s -> u -> e')), { messages: [{ name: 'M' }] })
  assert.ok(all.includes('PT0S terminated a'))
  assert.deepEqual(completed.slice(-3), ['h', 'u', 'e'])
})

test('boundary events sit on any activity: call, sub-process, receive task', async () => {
  for (const host of [el('receiveTask', 'a', { messageRef: 'M' }), el('callActivity', 'a'), el('subProcess', 'a', {}, el('userTask', 'inner'))]) {
    const { all } = await play(file(start, host, boundary('b', 'a', on.timer('PT5S')), end, flow('s -> a', 'b -> e')), { auto: false, until: 'PT1M' })
    assert.ok(all.includes('PT5S terminated a'), host)
    assert.ok(all.includes('PT5S completed e'))
  }
})

test('a cycle ends where it says', async () => {
  const model = file(el('startEvent', 's'), el('userTask', 'a'), el('boundaryEvent', 'b', { attachedToRef: 'a', cancelActivity: false }, on.cycle('R/PT2S/1970-01-01T00:00:05Z')), el('endEvent', 'x'), flow('s -> a', 'b -> x'))
  const { all } = await play(model, { take: { a: 'PT9S' } })
  assert.deepEqual(all.filter((line) => line.endsWith('completed b')), ['PT2S completed b', 'PT4S completed b'])
  const begun = await play(file(el('startEvent', 's', {}, on.cycle('R/PT2S/1970-01-01T00:00:05Z')), el('endEvent', 'e'), flow('s -> e')))
  assert.deepEqual([begun.completed, begun.end], [['s', 'e', 's', 'e'], 'completed'])
})
