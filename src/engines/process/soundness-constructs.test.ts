// Soundness of everything that the engine executes: of each group of constructs a sound process, and one that is not, with the path that shows it.
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { loadProcess } from './load.ts'
import { checkSoundness } from './soundness.ts'
import { makeModel } from './testing.ts'
import { el, feel, file, flow, models, on, script } from './testing-file.ts'

const start = el('startEvent', 's')
const end = el('endEvent', 'e')
const user = (id: string, inner = '') => el('userTask', id, {}, inner)
const boundary = (id: string, host: string, definition: string, interrupting = true) => el('boundaryEvent', id, { attachedToRef: host, cancelActivity: interrupting }, definition)
const many = (inner: string, more: Record<string, string | boolean> = {}) => el('multiInstanceLoopCharacteristics', '', more, inner)
/** A join that waits for both, though only one comes. */
const trap = `${el('exclusiveGateway', 'xg', { default: 'xg-xb' })}${user('xa')}${user('xb')}${el('parallelGateway', 'xj')}${flow('xg -> xa if v = 1', 'xg -> xb', 'xa -> xj', 'xb -> xj')}`
const process = (id: string, ...parts: string[]) => el('process', id, { isExecutable: true }, parts.join('\n'))
const eventSub = (id: string, definition: string, interrupting: boolean, inner: string, first: string) => el('subProcess', id, { triggeredByEvent: true }, `${el('startEvent', `${id}s`, { isInterrupting: interrupting }, definition)}${inner}${flow(`${id}s -> ${first}`)}`)

/** Name, file of the sound one, file of the other, what is found there and where, and the path. */
const groups: [string, string, string, string, string[]?][] = [
  ['intermediate events and plain tasks',
    file(start, el('intermediateCatchEvent', 't', {}, on.timer('P1D')), el('intermediateCatchEvent', 'm', {}, on.message('M')), el('manualTask', 'h'), script('c', '1 + 1'), el('intermediateThrowEvent', 'n', {}, on.message('N')), el('receiveTask', 'r', { messageRef: 'M' }), end, flow('s -> t -> m -> h -> c -> n -> r -> e')),
    file(start, el('parallelGateway', 'f'), el('intermediateCatchEvent', 'm', {}, on.message('M')), el('intermediateCatchEvent', 't', {}, on.timer('P1D')), user('b'), end, flow('s -> f', 'f -> m -> b', 'f -> t -> b', 'b -> e')), 'process.token-doubled b', ['t', 'm']],
  ['sub-processes',
    file(start, el('subProcess', 'p1', {}, `${el('startEvent', 'is')}${user('i')}${el('endEvent', 'ie')}${flow('is -> i -> ie')}`), boundary('late', 'p1', on.timer('P5D')), user('x'), end, el('endEvent', 'e2'), flow('s -> p1 -> e', 'late -> x -> e2')),
    file(start, el('subProcess', 'p1', {}, `${trap}${el('endEvent', 'ie')}${flow('xj -> ie')}`), end, flow('s -> p1 -> e')), 'process.deadlock xj', ['xa']],
  ['several instances',
    file(start, user('a', many(feel('loopCardinality', 'n'))), el('subProcess', 'p1', {}, `${many(`${feel('loopCardinality', '50')}${feel('completionCondition', 'enough')}`)}${user('i')}`), user('q', many(feel('loopCardinality', '3'), { isSequential: true })), end, flow('s -> a -> p1 -> q -> e')),
    file(start, el('subProcess', 'p1', {}, `${many(feel('loopCardinality', 'n'))}${trap}${el('endEvent', 'ie')}${flow('xj -> ie')}`), end, flow('s -> p1 -> e')), 'process.deadlock xj'],
  ['loops',
    file(start, user('a', el('standardLoopCharacteristics', '', {}, feel('loopCondition', 'more'))), user('b', el('standardLoopCharacteristics', '', { loopMaximum: 3 })), end, flow('s -> a -> b -> e')),
    file(start, script('a', '1', {}, el('standardLoopCharacteristics', '', {}, feel('loopCondition', '1 = 1'))), end, flow('s -> a -> e')), 'process.endless-loop a'],
  ['inclusive gateways',
    file(start, el('inclusiveGateway', 'f', { default: 'f-b' }), user('a'), user('b'), el('inclusiveGateway', 'j'), end, flow('s -> f', 'f -> a if v > 1', 'f -> b', 'a -> j', 'b -> j', 'j -> e')),
    file(start, el('inclusiveGateway', 'f', { default: 'f-b' }), user('a'), user('b'), el('parallelGateway', 'j'), end, flow('s -> f', 'f -> a if v > 1', 'f -> b', 'a -> j', 'b -> j', 'j -> e')), 'process.deadlock j'],
  ['event-based gateways',
    file(start, el('eventBasedGateway', 'g'), el('intermediateCatchEvent', 'm', {}, on.message('M')), el('intermediateCatchEvent', 't', {}, on.timer('P1D')), end, el('endEvent', 'e2'), flow('s -> g', 'g -> m -> e', 'g -> t -> e2')),
    file(start, el('eventBasedGateway', 'g'), el('intermediateCatchEvent', 'm', {}, on.message('M')), el('intermediateCatchEvent', 't', {}, on.timer('P1D')), el('parallelGateway', 'j'), end, flow('s -> g', 'g -> m -> j', 'g -> t -> j', 'j -> e')), 'process.deadlock j', ['t']],
  ['complex gateways',
    file(start, el('parallelGateway', 'f'), user('a'), user('b'), user('c'), el('complexGateway', 'j', {}, feel('activationCondition', 'activationCount >= 2')), end, flow('s -> f', 'f -> a -> j', 'f -> b -> j', 'f -> c -> j', 'j -> e')),
    file(start, el('parallelGateway', 'f'), user('a'), user('b'), el('complexGateway', 'j', {}, feel('activationCondition', 'activationCount >= 3')), end, flow('s -> f', 'f -> a -> j', 'f -> b -> j', 'j -> e')), 'process.deadlock j'],
  ['event sub-processes',
    file(start, user('a'), eventSub('h', on.message('M'), false, user('i'), 'i'), eventSub('k', on.timer('P9D'), true, user('l'), 'l'), end, flow('s -> a -> e')),
    file(start, user('a'), eventSub('h', on.message('M'), true, `${trap}${el('endEvent', 'ie')}${flow('xj -> ie')}`, 'xg'), end, flow('s -> a -> e')), 'process.deadlock xj'],
  ['errors',
    file(start, el('subProcess', 'p1', {}, `${user('i')}${el('exclusiveGateway', 'g', { default: 'g-ie' })}${el('endEvent', 'ie')}${el('endEvent', 'ix', {}, on.error('E'))}${flow('i -> g', 'g -> ix if v = 1', 'g -> ie')}`), boundary('caught', 'p1', on.error('E')), end, el('endEvent', 'e2'), flow('s -> p1 -> e', 'caught -> e2')),
    file(start, user('a'), el('exclusiveGateway', 'g', { default: 'g-e' }), el('endEvent', 'ex', {}, on.error('E')), end, flow('s -> a -> g', 'g -> ex if v = 1', 'g -> e')), 'process.error-uncaught ex', ['a']],
  ['escalations',
    file(start, el('subProcess', 'p1', {}, `${user('i')}${el('intermediateThrowEvent', 'up', {}, on.escalation('U'))}${el('endEvent', 'ie')}${flow('i -> up -> ie')}`), boundary('told', 'p1', on.escalation('U'), false), user('x'), end, el('endEvent', 'e2'), flow('s -> p1 -> e', 'told -> x -> e2')),
    file(start, el('subProcess', 'p1', {}, `${user('i')}${el('intermediateThrowEvent', 'up', {}, on.escalation('U'))}${user('k')}${el('endEvent', 'ie')}${flow('i -> up -> k -> ie')}`), boundary('told', 'p1', on.escalation('U'), false), user('x'), end, flow('s -> p1 -> x', 'told -> x', 'x -> e')), 'process.token-doubled x'],
  ['signals and conditions',
    file(start, el('parallelGateway', 'f'), user('a'), el('intermediateCatchEvent', 'w', {}, on.signal('S')), el('intermediateCatchEvent', 'c', {}, on.condition('v > 1')), el('parallelGateway', 'j'), end, flow('s -> f', 'f -> a -> j', 'f -> w -> c -> j', 'j -> e')),
    file(start, user('a'), boundary('c', 'a', on.condition('v > 1'), false), el('exclusiveGateway', 'm'), user('b'), end, flow('s -> a -> m', 'c -> m', 'm -> b -> e')), 'process.token-doubled b'],
  ['compensation',
    file(start, user('a'), boundary('undo', 'a', on.compensation()), el('userTask', 'back', { isForCompensation: true }), '<association id="as" associationDirection="One" sourceRef="undo" targetRef="back"/>', el('intermediateThrowEvent', 'th', {}, on.compensation()), end, flow('s -> a -> th -> e')),
    file(start, user('a'), boundary('undo', 'a', on.compensation()), el('userTask', 'back', { isForCompensation: true }), '<association id="as" associationDirection="One" sourceRef="undo" targetRef="back"/>', el('intermediateThrowEvent', 'th', {}, on.compensation()), end, flow('s -> th -> a -> e')), 'process.never-reached back'],
  ['transactions',
    file(start, el('transaction', 'p1', {}, `${user('i')}${el('exclusiveGateway', 'g', { default: 'g-ie' })}${el('endEvent', 'ie')}${el('endEvent', 'ix', {}, on.cancel)}${flow('i -> g', 'g -> ix if v = 1', 'g -> ie')}`), boundary('called', 'p1', on.cancel), user('x'), end, el('endEvent', 'e2'), flow('s -> p1 -> e', 'called -> x -> e2')),
    file(start, el('transaction', 'p1', {}, `${user('i')}${el('exclusiveGateway', 'g', { default: 'g-ie' })}${el('endEvent', 'ie')}${el('endEvent', 'ix', {}, on.cancel)}${flow('i -> g', 'g -> ix if v = 1', 'g -> ie')}`), boundary('called', 'p1', on.cancel), el('parallelGateway', 'j'), end, flow('s -> p1 -> j', 'called -> j', 'j -> e')), 'process.deadlock j', ['i']],
  ['ad hoc sub-processes',
    file(start, el('adHocSubProcess', 'p1', {}, `${user('i')}${user('k')}${feel('completionCondition', 'enough')}`), end, flow('s -> p1 -> e')),
    file(start, el('adHocSubProcess', 'p1', {}, `${user('i')}${trap}`), end, flow('s -> p1 -> e')), 'process.deadlock xj'],
  ['call activities',
    file(process('p', start, el('callActivity', 'c', { calledElement: 'q' }), end, flow('s -> c -> e')), process('q', el('startEvent', 'qs'), user('i'), el('endEvent', 'qe'), flow('qs -> i -> qe'))),
    file(process('p', start, el('callActivity', 'c', { calledElement: 'q' }), end, flow('s -> c -> e')), process('q', el('startEvent', 'qs'), trap, el('endEvent', 'qe'), flow('qs -> xg', 'xj -> qe'))), 'process.deadlock xj'],
  ['multiple and parallel multiple events, links, terminate ends',
    file(start, el('intermediateCatchEvent', 'any', {}, `${on.message('M')}${on.signal('S')}`), el('intermediateCatchEvent', 'both', { parallelMultiple: true }, `${on.message('M')}${on.signal('S')}`), el('intermediateThrowEvent', 'l1', {}, on.link('L')), el('intermediateCatchEvent', 'l2', {}, on.link('L')), el('parallelGateway', 'f'), user('a'), user('b'), el('endEvent', 'e', {}, on.terminate), el('endEvent', 'e2'), flow('s -> any -> both -> l1', 'l2 -> f', 'f -> a -> e', 'f -> b -> e2')),
    file(start, el('intermediateCatchEvent', 'any', {}, `${on.message('M')}${on.signal('S')}`), el('exclusiveGateway', 'g', { default: 'g-e' }), el('exclusiveGateway', 'm'), user('b'), end, flow('s -> any -> g', 'g -> e', 'g -> m if v = 1', 'm -> b -> m')), 'process.cannot-complete b', ['any.1']],
  ['processes begun by events',
    file(el('startEvent', 's', {}, on.message('M')), el('startEvent', 's2', {}, on.timer('P1D')), user('a'), end, flow('s -> a', 's2 -> a', 'a -> e')),
    file(el('startEvent', 's', {}, on.message('M')), el('startEvent', 's2', {}, on.timer('P1D')), el('parallelGateway', 'j'), end, flow('s -> j', 's2 -> j', 'j -> e')), 'process.deadlock j', ['s']],
]

for (const [name, sound, other, finding, path] of groups) {
  test(`${name}: a sound process is proved`, async () => {
    const [model] = await models(sound)
    assert.ok(model)
    const { sound: isSound, decided, problems } = checkSoundness(model)
    assert.deepEqual([isSound, decided, problems.map(({ code, element, path: way }) => `${code} ${element} ${way?.join(' → ')}`)], [true, true, []])
  })
  test(`${name}: an unsound process is found, with the path`, async () => {
    const [model] = await models(other)
    assert.ok(model)
    const { decided, problems } = checkSoundness(model)
    const found = problems.find(({ code, element }) => `${code} ${element}` === finding)
    assert.ok(found, JSON.stringify(problems.map(({ code, element, path: way }) => `${code} ${element} ${way?.join(' → ')}`)))
    assert.equal(decided, true)
    if (path) assert.deepEqual(found.path, path)
    for (const step of found.path ?? []) assert.ok(model.nodes.has(step.split(/[=!.]/)[0] ?? ''), `${step} is no element`)
  })
}

test('the processes of the pack are proved sound, each within a few thousand states', async () => {
  const folder = join(import.meta.dirname, '../../../packs/yunzhou/processes')
  const files = globSync('*.bpmn', { cwd: folder })
  assert.ok(files.length > 10)
  const loaded = await Promise.all(files.map(async (name) => (await loadProcess(readFileSync(join(folder, name), 'utf8'))).model))
  const results = loaded.map((model) => model && checkSoundness(model))
  assert.deepEqual(results.map((result) => [result?.sound, result?.decided]), files.map(() => [true, true]))
  for (const result of results) assert.ok((result?.states ?? 0) < 5000, `${result?.states} states`)
})

test('branches that do not touch each other are walked one after another: what is wrong in one is still found', async () => {
  const branch = (id: string) => [`user ${id}`, `exclusive m${id}`, `user ${id}2`, `exclusive g${id}`, `user ${id}3 yiwang:step="examination"`]
  const ways = (id: string, last = 'default') => [`f -> ${id}`, `${id} -> m${id}`, `m${id} -> ${id}2`, `${id}2 -> ${id}3`, `${id}3 -> g${id}`, `g${id} -> m${id} if ${id}3.outcome = "reject"`, `g${id} -> j ${last}`]
  const ids = Array.from({ length: 10 }, (_, i) => `b${i}`)
  const elements = ['start s', 'parallel f', ...ids.flatMap(branch), 'parallel j', 'end e']
  const sound = checkSoundness(await makeModel(elements, ['s -> f', ...ids.flatMap((id) => ways(id)), 'j -> e']))
  assert.deepEqual([sound.sound, sound.decided], [true, true])
  assert.ok(sound.states < 100, String(sound.states))
  const wrong = checkSoundness(await makeModel(elements, ['s -> f', ...ids.flatMap((id) => ways(id, id === 'b9' ? 'if b93.outcome = "perhaps"' : 'default')), 'j -> e']))
  const found = wrong.problems.find(({ code }) => code === 'process.no-way-out')
  assert.deepEqual([found?.element, found?.path?.at(-1)], ['gb9', 'b93=pass'])
})

test('with and without reduction the findings are the same', async () => {
  for (const [name, sound, other] of groups) {
    for (const text of [sound, other]) {
      const [model] = await models(text)
      assert.ok(model)
      const whole = checkSoundness(model, 20_000, false)
      const less = checkSoundness(model)
      assert.deepEqual(less.problems.map(({ code, element }) => `${code} ${element}`).sort(), whole.problems.map(({ code, element }) => `${code} ${element}`).sort(), name)
      assert.ok(less.states <= whole.states)
    }
  }
})

test('twelve instances at once are two, and a loop without a maximum ends the walk', async () => {
  const [model] = await models(file(start, user('a', many(feel('loopCardinality', '12'))), user('b', el('standardLoopCharacteristics', '', {}, feel('loopCondition', 'more'))), end, flow('s -> a -> b -> e')))
  assert.ok(model)
  const { states, sound } = checkSoundness(model)
  assert.ok(sound && states < 12, String(states))
})
