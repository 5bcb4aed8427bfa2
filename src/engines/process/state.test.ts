// The state of a process: small, whole JSON, reproduced by replay, moved to another version of its model by a checked mapping.
import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { type Collaboration, makeCollaboration, stepCollaboration } from './collaboration.ts'
import { migrateProcess } from './migrate.ts'
import type { ProcessModel } from './model.ts'
import type { ProcessEvent, ProcessState, Step } from './state.ts'
import { replayProcess, startProcess, stepProcess } from './step.ts'
import { el, feel, file, flow, models, on, script } from './testing-file.ts'

const start = el('startEvent', 's')
const end = el('endEvent', 'e')

async function model(...parts: string[]): Promise<ProcessModel> {
  const [found] = await models(file(...parts))
  assert.ok(found)
  return found
}

/** Twenty elements with nearly every construct that a state has to remember. */
const rich = () => model(
  '<property id="list" name="list"/><property id="n" name="n"/>', start, el('parallelGateway', 'f'),
  el('userTask', 'a', {}, `<multiInstanceLoopCharacteristics>${feel('loopCardinality', '3')}</multiInstanceLoopCharacteristics>`), el('boundaryEvent', 'ab', { attachedToRef: 'a', cancelActivity: false }, on.cycle('R5/PT1H')), el('endEvent', 'abe'),
  el('subProcess', 'u', {}, `<property id="inner" name="inner"/>${el('startEvent', 'us')}${el('userTask', 'ua')}${el('intermediateCatchEvent', 'um', {}, on.message('M'))}${el('subProcess', 'h', { triggeredByEvent: true }, `${el('startEvent', 'hs', { isInterrupting: false }, on.signal('S'))}${el('userTask', 'ha')}${flow('hs -> ha')}`)}${el('endEvent', 'ue')}${flow('us -> ua -> um -> ue')}`),
  el('inclusiveGateway', 'j'), el('eventBasedGateway', 'g'), el('intermediateCatchEvent', 'gm', {}, on.message('N')), el('intermediateCatchEvent', 'gt', {}, on.timer('P1D')), end, el('endEvent', 'e2'),
  flow('s -> f', 'f -> a -> j', 'f -> u -> j', 'f -> g', 'g -> gm -> e', 'g -> gt -> j', 'ab -> abe', 'j -> e2'),
)

/** Everything that could happen next, in a fixed order. */
function possible(state: ProcessState): ProcessEvent[] {
  const work = state.tokens.filter((token) => ['a', 'ua', 'ha'].includes(token.at) && !state.scopes?.some((scope) => scope.token === token.id)).map((token): ProcessEvent => ({ type: 'completed', element: token.at, token: token.id }))
  const timers = state.timers.map(({ id }): ProcessEvent => ({ type: 'timer-fired', timer: id }))
  return [...work, ...timers, { type: 'message', name: 'M' }, { type: 'message', name: 'N', payload: { n: 1 } }, { type: 'signal', name: 'S' }, { type: 'changed', variables: { list: [1] } }]
}

test('properties: a state is JSON, never changes, is reproduced by replay, and stays under 4 kB', async () => {
  const process = await rich()
  fc.assert(fc.property(fc.array(fc.nat(1000), { maxLength: 40 }), (choices) => {
    let step: Step = startProcess(process, { n: 5 })
    const events: ProcessEvent[] = []
    for (const choice of choices) {
      const moves = possible(step.state)
      const event = moves[choice % moves.length]
      if (!event || step.state.ended !== undefined) break
      const before = JSON.stringify(step.state)
      const next = stepProcess(process, step.state, event)
      assert.equal(JSON.stringify(step.state), before)
      if (next.problem) continue
      events.push(event)
      step = next
    }
    assert.deepEqual(JSON.parse(JSON.stringify(step.state)), step.state)
    assert.deepEqual(replayProcess(process, { n: 5 }, events).state, step.state)
    assert.ok(JSON.stringify(step.state).length < 4096, String(JSON.stringify(step.state).length))
    assert.ok(step.state.ended === undefined || (step.state.tokens.length === 0 && step.state.timers.length === 0 && !step.state.scopes))
  }), { numRuns: 300 })
})

test('a step that is refused leaves the state as it was', async () => {
  const process = await model(start, el('userTask', 'a'), el('exclusiveGateway', 'g'), end, flow('s -> a -> g'), flow('g -> e if false'))
  const { state } = startProcess(process)
  const step = stepProcess(process, state, { type: 'completed', element: 'a' })
  assert.deepEqual([step.problem?.code, step.state, step.commands], ['process.no-way-out', state, []])
  assert.deepEqual(step.happened.at(-1), { event: 'failed', element: 'g' })
})

test('an activity of an ad hoc sub-process may be begun again until it is complete', async () => {
  const process = await model(start, el('adHocSubProcess', 'h', {}, `${el('userTask', 'a')}${feel('completionCondition', 'n >= 2')}`), end, flow('s -> h -> e'))
  const once = replayProcess(process, { n: 0 }, [{ type: 'completed', element: 'a', result: { n: 1 } }])
  assert.equal(once.state.ended, undefined)
  const again = stepProcess(process, once.state, { type: 'activate', element: 'a' })
  assert.equal(stepProcess(process, again.state, { type: 'completed', element: 'a', result: { n: 2 } }).state.ended, 'e')
  assert.equal(stepProcess(process, once.state, { type: 'activate', element: 's' }).problem?.code, 'process.step-not-waiting')
})

test('work may end in an error or throw an escalation from outside', async () => {
  const process = await model(start, el('serviceTask', 'a'), el('boundaryEvent', 'b', { attachedToRef: 'a' }, on.error('E')), el('boundaryEvent', 'c', { attachedToRef: 'a', cancelActivity: false }, on.escalation('X')), end, el('endEvent', 'x'), el('userTask', 'y'), flow('s -> a -> e', 'b -> x', 'c -> y'))
  const { state } = startProcess(process)
  assert.equal(stepProcess(process, state, { type: 'error', element: 'a', code: 'E' }).state.ended, 'x')
  assert.deepEqual(stepProcess(process, state, { type: 'error', element: 'a', code: 'F' }).state.failed, { code: 'F', element: 'a' })
  assert.deepEqual(stepProcess(process, state, { type: 'escalation', element: 'a', code: 'X' }).state.tokens.map(({ at }) => at), ['a', 'y'])
})

test('what listens for a process itself ends with it', async () => {
  const process = await model(start, el('userTask', 'a'), el('subProcess', 'h', { triggeredByEvent: true }, `${el('startEvent', 'hs', { isInterrupting: false }, on.timer('PT5S'))}${el('endEvent', 'he')}${flow('hs -> he')}`), end, flow('s -> a -> e'))
  const { state, commands } = replayProcess(process, {}, [{ type: 'completed', element: 'a' }])
  assert.deepEqual([state.timers, commands.map(({ type }) => type)], [[], ['cancel-timer', 'end']])
})

test('a process that has nothing to start at says so', async () => {
  const process = await model(el('startEvent', 's', {}, on.message('M')), end, flow('s -> e'))
  assert.equal(startProcess(process).problem?.code, 'process.nothing-to-start')
  assert.equal(startProcess(process, {}, { element: 's', payload: { n: 1 } }).state.ended, 'e')
})

test('a collaboration is JSON, and an event changes none before it', async () => {
  const found = await models(file(el('startEvent', 's', {}, on.message('M')), script('k', '{n: n + 1}'), el('userTask', 'a'), flow('s -> k -> a')))
  const byId = new Map(found.map((one) => [one.id, one]))
  const first: Collaboration = makeCollaboration()
  const { collaboration, commands } = stepCollaboration(byId, first, { type: 'message', name: 'M', payload: { n: 1 } })
  assert.deepEqual(first, makeCollaboration())
  assert.deepEqual(JSON.parse(JSON.stringify(collaboration)), collaboration)
  assert.deepEqual(commands.map(({ instance, command }) => `${instance} ${command.type}`), ['i1 open-step'])
  const done = stepCollaboration(byId, collaboration, { type: 'instance', instance: 'i1', event: { type: 'completed', element: 'a' } })
  assert.deepEqual(done.collaboration.instances.map(({ state }) => [state.ended, state.variables]), [['a', { n: 2 }]])
})

const old = () => model(start, el('userTask', 'a'), el('boundaryEvent', 't', { attachedToRef: 'a' }, on.timer('PT5S')), end, el('endEvent', 'late'), flow('s -> a -> e', 't -> late'))

test('a migrated instance goes on in the new model, its timers with it', async () => {
  const next = await model(start, el('userTask', 'b'), el('boundaryEvent', 'tb', { attachedToRef: 'b' }, on.timer('PT5S')), el('boundaryEvent', 'more', { attachedToRef: 'b', cancelActivity: false }, on.timer('PT9S')), el('userTask', 'c'), end, el('endEvent', 'late'), flow('s -> b -> c -> e', 'tb -> late', 'more -> late'))
  const { state } = startProcess(await old())
  const { state: moved, commands, problems } = migrateProcess(await old(), next, state, { a: 'b', t: 'tb' })
  assert.deepEqual(problems, [])
  assert.ok(moved)
  assert.deepEqual(commands, [{ type: 'rename-timer', timer: 't:t1', to: 'tb:t1', element: 'tb' }, { type: 'set-timer', timer: 'more:t1', element: 'more', due: 'PT9S' }])
  assert.equal(stepProcess(next, moved, { type: 'timer-fired', timer: 'tb:t1' }).state.ended, 'late')
  assert.deepEqual(stepProcess(next, moved, { type: 'completed', element: 'b' }).state.tokens.map(({ at }) => at), ['c'])
})

test('a timer whose event is gone is stopped by migration', async () => {
  const next = await model(start, el('userTask', 'a'), end, flow('s -> a -> e'))
  const { state } = startProcess(await old())
  assert.deepEqual(migrateProcess(await old(), next, state).commands, [{ type: 'cancel-timer', timer: 't:t1' }])
})

const wrong: [string, string, string, Record<string, string>][] = [
  ['process.migration-no-target', 'a', `${el('userTask', 'b')}${flow('s -> b -> e')}`, {}],
  ['process.migration-type-differs', 'a', `${el('serviceTask', 'a')}${flow('s -> a -> e')}`, {}],
  ['process.migration-mapping-unknown', 'zz', `${el('userTask', 'a')}${flow('s -> a -> e')}`, { a: 'zz' }],
  ['process.migration-scope-differs', 'a', `${el('subProcess', 'u', {}, el('userTask', 'a'))}${flow('s -> u -> e')}`, {}],
]
for (const [code, element, parts, mapping] of wrong) {
  test(`refused: ${code}`, async () => {
    const next = await model(start, parts, end)
    const { state, problems } = migrateProcess(await old(), next, startProcess(await old()).state, mapping)
    assert.equal(state, undefined)
    assert.ok(problems.some((problem) => problem.code === code && problem.element === element), JSON.stringify(problems))
  })
}

test('refused: a state of another process is not migrated', async () => {
  const other = { ...startProcess(await old()).state, process: 'q' }
  assert.equal(migrateProcess(await old(), await old(), other).problems[0]?.code, 'process.migration-of-another-model')
})

test('an instance deep in sub-processes and rounds migrates to the same model unchanged', async () => {
  const process = await rich()
  const { state } = replayProcess(process, { n: 5 }, [{ type: 'completed', element: 'ua' }, { type: 'signal', name: 'S' }])
  const { state: moved, commands } = migrateProcess(process, process, state)
  assert.deepEqual([moved, commands], [state, []])
})
