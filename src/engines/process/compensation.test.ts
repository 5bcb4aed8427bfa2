// Compensation and transactions: what is undone, in which order, and what is not (BPMN 2.0.2 §10.7, §13.5.5).
import assert from 'node:assert/strict'
import test from 'node:test'
import { el, feel, file, flow, on, play, script } from './testing-file.ts'

const start = el('startEvent', 's')
const end = el('endEvent', 'e')
/** An activity with its handler `undo-id`. */
const undoable = (id: string, inner = '', tag = 'userTask') => `${el(tag, id, {}, inner)}${handlerOf(id)}`
const handlerOf = (id: string) => `${el('boundaryEvent', `on-${id}`, { attachedToRef: id }, on.compensation())}${el('userTask', `undo-${id}`, { isForCompensation: true })}${el('association', `as-${id}`, { sourceRef: `on-${id}`, targetRef: `undo-${id}`, associationDirection: 'One' })}`
const undone = (ids: readonly string[]) => ids.filter((id) => id.startsWith('undo-'))
const parts = (...xml: string[]) => {
  const associations = xml.join('').match(/<association .*?<\/association>/g) ?? []
  return `${xml.join('').replace(/<association .*?<\/association>/g, '')}${associations.join('')}`
}

test('compensation runs in reverse order of completion, one handler after another, and the throwing event waits', async () => {
  const { all, completed } = await play(file(parts(start, undoable('a'), undoable('b'), el('intermediateThrowEvent', 't', {}, on.compensation()), end, flow('s -> a -> b -> t -> e'))), { take: { 'undo-a': 'PT2S', 'undo-b': 'PT3S' } })
  assert.deepEqual(all.slice(6), ['PT0S started t', 'PT0S started on-b', 'PT0S completed on-b', 'PT0S started undo-b', 'PT3S completed undo-b', 'PT3S started on-a', 'PT3S completed on-a', 'PT3S started undo-a', 'PT5S completed undo-a', 'PT5S completed t', 'PT5S started e', 'PT5S completed e'])
  assert.equal(completed.at(-1), 'e')
})

test('a compensation event may name one activity', async () => {
  const { completed } = await play(file(parts(start, undoable('a'), undoable('b'), el('endEvent', 't', {}, on.compensation('a')), flow('s -> a -> b -> t'))))
  assert.deepEqual(undone(completed), ['undo-a'])
})

test('only completed activities are compensated, and each once', async () => {
  const { completed } = await play(file(parts(start, el('parallelGateway', 'f'), undoable('a'), undoable('b'), el('intermediateThrowEvent', 't', {}, on.compensation()), el('endEvent', 'u', {}, on.compensation()), flow('s -> f', 'f -> a -> t -> u', 'f -> b'))), { take: { b: 'PT9S' } })
  assert.deepEqual(undone(completed), ['undo-a'])
})

test('an activity that ran several times is compensated as often', async () => {
  const many = `<multiInstanceLoopCharacteristics>${feel('loopCardinality', '3')}</multiInstanceLoopCharacteristics>`
  const { completed } = await play(file(parts(start, undoable('a', many), el('endEvent', 't', {}, on.compensation()), flow('s -> a -> t'))))
  assert.deepEqual(undone(completed), ['undo-a', 'undo-a', 'undo-a'])
})

test('a compensation event that does not wait goes on at once', async () => {
  const { all } = await play(file(parts(start, undoable('a'), el('intermediateThrowEvent', 't', {}, on.compensation('', ' waitForCompletion="false"')), end, flow('s -> a -> t -> e'))), { take: { 'undo-a': 'PT2S' } })
  assert.ok(all.indexOf('PT0S completed e') < all.indexOf('PT2S completed undo-a'))
})

test('a completed sub-process without a handler is compensated by what it holds, in reverse', async () => {
  const sub = el('subProcess', 'u', {}, parts(el('startEvent', 'us'), undoable('a'), undoable('b'), flow('us -> a -> b')))
  const { completed } = await play(file(parts(start, sub, undoable('c'), el('endEvent', 't', {}, on.compensation()), flow('s -> u -> c -> t'))))
  assert.deepEqual(undone(completed), ['undo-c', 'undo-b', 'undo-a'])
})

test('a handler of the sub-process itself takes the place of what it holds', async () => {
  const sub = parts(undoable('u', parts(el('startEvent', 'us'), undoable('a'), flow('us -> a')), 'subProcess'))
  const { completed } = await play(file(parts(start, sub.replaceAll(/<association id="as-a".*?<\/association>/g, '').replace('</subProcess>', `${el('association', 'as-a', { sourceRef: 'on-a', targetRef: 'undo-a' })}</subProcess>`), el('endEvent', 't', {}, on.compensation()), flow('s -> u -> t'))))
  assert.deepEqual(undone(completed), ['undo-u'])
})

test('a compensation event sub-process sees the data its sub-process ended with', async () => {
  const handler = el('subProcess', 'h', { triggeredByEvent: true }, `${el('startEvent', 'hs', {}, on.compensation())}${script('undo-it', '{log: kept}')}${flow('hs -> undo-it')}`)
  const sub = el('subProcess', 'u', {}, `<property id="kept" name="kept"/>${el('startEvent', 'us')}${script('a', '{kept: 7}')}${handler}${flow('us -> a')}`)
  const { completed, variables } = await play(file('<property id="log" name="log"/>', start, sub, el('endEvent', 't', {}, on.compensation()), flow('s -> u -> t')))
  assert.deepEqual(undone(completed), ['undo-it'])
  assert.equal(variables['log'], 7)
})

const transaction = (...inner: string[]) => el('transaction', 'x', {}, parts(el('startEvent', 'xs'), ...inner))

test('a transaction is cancelled: what runs ends, compensation runs in reverse order, and it is left by its cancel event', async () => {
  const model = file(start, transaction(undoable('a'), undoable('b'), el('parallelGateway', 'f'), el('userTask', 'c'), el('endEvent', 'xc', {}, on.cancel), flow('xs -> a -> b -> f', 'f -> c', 'f -> xc')), el('boundaryEvent', 'k', { attachedToRef: 'x' }, on.cancel), end, el('endEvent', 'no'), flow('s -> x -> e', 'k -> no'))
  const { all, completed, end: how } = await play(model, { take: { c: 'PT9S', 'undo-b': 'PT1S' } })
  assert.deepEqual(undone(completed), ['undo-b', 'undo-a'])
  assert.ok(all.includes('PT0S terminated c'))
  assert.deepEqual(all.slice(-5), ['PT1S terminated x', 'PT1S started k', 'PT1S completed k', 'PT1S started no', 'PT1S completed no'])
  assert.equal(how, 'completed')
})

test('a transaction that ends well goes on and is compensated later as a whole', async () => {
  const { completed } = await play(file(start, transaction(undoable('a'), flow('xs -> a')), el('endEvent', 't', {}, on.compensation()), flow('s -> x -> t')))
  assert.deepEqual([completed.includes('x'), undone(completed)], [true, ['undo-a']])
})

test('an error leaves a transaction without compensation', async () => {
  const model = file(start, transaction(undoable('a'), el('endEvent', 'xe', {}, on.error('E')), flow('xs -> a -> xe')), el('boundaryEvent', 'k', { attachedToRef: 'x' }, on.error('E')), end, flow('s -> x', 'k -> e'))
  const { completed } = await play(model)
  assert.deepEqual([undone(completed), completed.at(-1)], [[], 'e'])
})

test('a compensation thrown in an event sub-process undoes what its scope has done', async () => {
  const handler = el('subProcess', 'h', { triggeredByEvent: true }, `${el('startEvent', 'hs', {}, on.error('E'))}${el('endEvent', 'he', {}, on.compensation())}${flow('hs -> he')}`)
  const { completed, end: how } = await play(file(parts(start, undoable('a'), el('endEvent', 'x', {}, on.error('E')), handler, flow('s -> a -> x'))))
  assert.deepEqual([undone(completed), how], [['undo-a'], 'completed'])
})
