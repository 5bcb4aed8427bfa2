// Activities of every kind, loops and multi-instances, calls, sub-processes, ad hoc; expectations from BPMN 2.0.2 §10.3 and §13.3.
import assert from 'node:assert/strict'
import test from 'node:test'
import { el, feel, file, flow, io, models, on, play, script } from './testing-file.ts'

const start = el('startEvent', 's')
const end = el('endEvent', 'e')
const line = flow('s -> a -> e')

for (const kind of ['userTask', 'serviceTask', 'businessRuleTask', 'manualTask']) {
  test(`a ${kind} waits until it is reported as done`, async () => {
    const xml = file(start, el(kind, 'a'), end, line)
    const waiting = await play(xml, { auto: false })
    assert.deepEqual([waiting.end, waiting.all.at(-1)], ['waiting', 'PT0S started a'])
    const done = await play(xml, { take: { a: 'PT3S' } })
    assert.deepEqual([done.end, done.all[3], done.events[2]?.type], ['completed', 'PT3S completed a', kind])
  })
}

test('an abstract task completes at once', async () => {
  assert.equal((await play(file(start, el('task', 'a'), end, line), { auto: false })).end, 'completed')
})

test('a script task is FEEL: a context sets variables, a value goes to its result variable or only output', async () => {
  const output = `${io([], ['o:sum'])}<dataOutputAssociation><sourceRef>o</sourceRef><targetRef>total</targetRef></dataOutputAssociation>`
  const xml = file('<property id="total" name="total"/>', start, script('a', '{x: 1, y: 0.1 + 0.2}'), script('b', 'x + y', {}, output), script('c', '"text"', { 'xmlns:o': 'urn:other', 'o:resultVariable': 'z' }), end, flow('s -> a -> b -> c -> e'))
  assert.deepEqual((await play(xml)).variables, { total: 1.3, x: 1, y: 0.3, z: 'text' })
})

test('a script that does not compile fails when it is met', async () => {
  const { all, end: how, codes } = await play(file(start, script('a', '1 +'), end, line))
  assert.deepEqual([all.at(-1), how, codes], ['PT0S failed a', 'failed', ['process.expression-invalid']])
})

test('a business rule task is decided by the decision it names', async () => {
  const xml = file(start, el('businessRuleTask', 'a', { 'xmlns:c': 'urn:other', 'c:decisionRef': 'risk', 'c:resultVariable': 'level' }), end, line)
  const { variables } = await play(xml, { auto: false, variables: { n: 7 }, decide: (decision, inputs) => ({ value: `${decision} ${JSON.stringify(inputs)}` }) })
  assert.equal(variables['level'], 'risk {"n":7}')
})

test('a send task sends and goes on; a receive task waits for its message', async () => {
  const xml = file(start, el('parallelGateway', 'f'), el('receiveTask', 'r', { messageRef: 'M' }), el('sendTask', 'a', { messageRef: 'M' }), end, flow('s -> f', 'f -> r -> e', 'f -> a'))
  assert.deepEqual((await play(xml, { auto: false })).completed, ['s', 'f', 'a', 'r', 'e'])
  assert.equal((await play(file(start, el('receiveTask', 'r', { messageRef: 'M' }), flow('s -> r')))).end, 'waiting')
})

test('a receive task that instantiates starts its process', async () => {
  const xml = file(el('receiveTask', 'r', { messageRef: 'M', instantiate: true }), el('userTask', 'a'), flow('r -> a'))
  const { completed, variables } = await play(xml, { messages: [{ name: 'M', payload: { n: 1 } }] })
  assert.deepEqual([completed, variables], [['r', 'a'], { n: 1 }])
})

test('an activity that fails ends in its error; one that takes time completes when it has', async () => {
  const { all } = await play(file(start, el('serviceTask', 'a'), el('boundaryEvent', 'b', { attachedToRef: 'a' }, on.error('E')), end, el('endEvent', 'x'), flow('s -> a -> e', 'b -> x')), { fail: { a: 'E' }, take: { a: 'PT5S' } })
  assert.deepEqual(all.slice(2, 5), ['PT0S started a', 'PT5S failed a', 'PT5S started b'])
})

test('an embedded sub-process runs its content and completes when no token is left', async () => {
  const sub = el('subProcess', 'u', {}, `${el('startEvent', 'us')}${el('userTask', 'a')}${el('userTask', 'b')}${flow('us -> a', 'us -> b')}`)
  const { all } = await play(file(start, sub, end, flow('s -> u -> e')), { take: { a: 'PT1S', b: 'PT4S' } })
  assert.deepEqual(all.slice(2), ['PT0S started u', 'PT0S started us', 'PT0S completed us', 'PT0S started a', 'PT0S started b', 'PT1S completed a', 'PT4S completed b', 'PT4S completed u', 'PT4S started e', 'PT4S completed e'])
})

test('a sub-process that takes time or fails does so when its content is done', async () => {
  const sub = el('subProcess', 'u', {}, el('userTask', 'a'))
  const model = file(start, sub, el('boundaryEvent', 'b', { attachedToRef: 'u' }, on.error('E')), end, el('endEvent', 'x'), flow('s -> u -> e', 'b -> x'))
  assert.ok((await play(model, { take: { a: 'PT1S', u: 'PT4S' } })).all.includes('PT4S completed u'))
  assert.ok((await play(model, { take: { a: 'PT6S', u: 'PT4S' } })).all.includes('PT6S completed u'))
  const failed = await play(model, { take: { a: 'PT1S' }, fail: { u: 'E' } })
  assert.ok(failed.all.includes('PT1S failed u') && failed.completed.includes('x'))
})

test('an empty sub-process completes at once', async () => {
  assert.deepEqual((await play(file(start, el('subProcess', 'a'), end, line))).completed, ['s', 'a', 'e'])
})

test('a sub-process or process without start event begins at everything that nothing leads to', async () => {
  const { completed } = await play(file(el('userTask', 'a'), el('subProcess', 'u', {}, `${el('userTask', 'b')}${el('userTask', 'c')}`), el('userTask', 'd'), flow('a -> d')))
  assert.deepEqual([...completed].sort(), ['a', 'b', 'c', 'd', 'u'])
})

test('a call activity runs a process of the file; data go in and out by their names', async () => {
  const p = el('process', 'p', { isExecutable: true }, `<property id="n" name="n"/><property id="m" name="m"/>${start}${el('callActivity', 'a', { calledElement: 'q' }, `${io(['ci:x'], ['co:y'])}<dataInputAssociation><sourceRef>n</sourceRef><targetRef>ci</targetRef></dataInputAssociation><dataOutputAssociation><sourceRef>co</sourceRef><targetRef>m</targetRef></dataOutputAssociation>`)}${end}${line}`)
  const q = el('process', 'q', {}, `${io(['qi:x'], ['qo:y'])}${el('startEvent', 'qs')}${script('t', '{y: x * 2, other: n}')}${flow('qs -> t')}`)
  const { variables, events } = await play(file(p, q), { variables: { n: 21 } })
  assert.deepEqual(variables, { n: 21, m: 42 })
  assert.deepEqual(events.filter(({ element }) => element === 't').map(({ process }) => process), ['q', 'q'])
})

test('a called process does not see its caller\'s data unless they are given', async () => {
  const q = el('process', 'q', {}, `${el('startEvent', 'qs')}${el('exclusiveGateway', 'g', { default: 'g-no' })}${el('endEvent', 'yes')}${el('endEvent', 'no')}${flow('qs -> g')}${flow('g -> yes if n = 1')}${flow('g -> no')}`)
  const { completed } = await play(file(el('process', 'p', { isExecutable: true }, `${start}${el('callActivity', 'a', { calledElement: 'q' })}${end}${line}`), q), { variables: { n: 1 } })
  assert.ok(completed.includes('no'))
})

test('a call activity runs a global task, which takes time and fails under its own id', async () => {
  const p = el('process', 'p', { isExecutable: true }, `${start}${el('callActivity', 'a', { calledElement: 'g' })}${el('boundaryEvent', 'b', { attachedToRef: 'a' }, on.error('E'))}${end}${el('endEvent', 'x')}${line}${flow('b -> x')}`)
  for (const global of ['globalUserTask', 'globalManualTask', 'globalTask', 'globalBusinessRuleTask', 'globalScriptTask']) {
    const xml = file(p, el(global, 'g', { name: 'g' }))
    assert.ok((await play(xml, { take: { g: 'PT9S' } })).all.includes('PT9S completed a'), global)
    assert.ok((await play(xml, { fail: { g: 'E' } })).all.includes('PT0S failed a'), global)
  }
})

test('a global script task is FEEL over its inputs', async () => {
  const call = el('callActivity', 'a', { calledElement: 'g' }, `${io(['ci:x'], ['co:y'])}<dataInputAssociation><sourceRef>n</sourceRef><targetRef>ci</targetRef></dataInputAssociation><dataOutputAssociation><sourceRef>co</sourceRef><targetRef>m</targetRef></dataOutputAssociation>`)
  const p = el('process', 'p', { isExecutable: true }, `<property id="n" name="n"/><property id="m" name="m"/>${start}${call}${end}${line}`)
  const { variables } = await play(file(p, el('globalScriptTask', 'g', { name: 'G' }, `${io(['gi:x'], ['go:y'])}<script><![CDATA[{y: if x < 5 then x * 3 else 0}]]></script>`)), { variables: { n: 4 } })
  assert.deepEqual(variables, { n: 4, m: 12 })
})

test('processes that call each other without end are stopped', async () => {
  const xml = file(el('process', 'p', { isExecutable: true }, `${start}${el('callActivity', 'a', { calledElement: 'p' })}${line}${end}`))
  assert.deepEqual((await play(xml)).codes, ['process.depth-exceeded'])
})

const loop = (inner: string, attributes = {}) => el('standardLoopCharacteristics', '', attributes, inner)
const many = (inner: string, attributes = {}) => el('multiInstanceLoopCharacteristics', '', attributes, inner)
const cardinality = (n: string) => feel('loopCardinality', n)

test('a standard loop runs again while its condition holds, and each round is told', async () => {
  const { completed, all } = await play(file(start, script('a', '{n: n + 1}', {}, loop(feel('loopCondition', 'n < 3'))), end, line), { variables: { n: 0 } })
  assert.deepEqual(completed, ['s', 'a', 'a', 'a', 'e'])
  assert.equal(all.filter((each) => each === 'PT0S started a').length, 3)
})

test('a standard loop with testBefore may not run at all', async () => {
  const model = file(start, script('a', '{n: n + 1}', {}, loop(feel('loopCondition', 'n < 3'), { testBefore: true })), end, line)
  assert.deepEqual((await play(model, { variables: { n: 5 } })).completed, ['s', 'e'])
  assert.equal((await play(model, { variables: { n: 1 } })).completed.filter((id) => id === 'a').length, 2)
})

test('loopMaximum bounds a standard loop, and loopCounter counts its rounds', async () => {
  const { completed, variables } = await play(file(start, script('a', '{last: loopCounter}', {}, loop(feel('loopCondition', 'true'), { loopMaximum: 4 })), end, line))
  assert.deepEqual([completed.filter((id) => id === 'a').length, variables['last']], [4, 4])
})

test('a parallel multi-instance activity runs all instances at once', async () => {
  const { all } = await play(file(start, el('userTask', 'a', {}, many(cardinality('3'))), end, line), { take: { a: 'PT2S' } })
  assert.deepEqual(all.slice(2, 9), ['PT0S started a', 'PT0S started a', 'PT0S started a', 'PT2S completed a', 'PT2S completed a', 'PT2S completed a', 'PT2S started e'])
})

test('a sequential multi-instance activity runs one instance after another', async () => {
  const { all } = await play(file(start, el('userTask', 'a', {}, many(cardinality('n'), { isSequential: true })), end, line), { take: { a: 'PT2S' }, variables: { n: 2 } })
  assert.deepEqual(all.slice(2, 7), ['PT0S started a', 'PT2S completed a', 'PT2S started a', 'PT4S completed a', 'PT4S started e'])
})

test('a multi-instance activity of no instances is passed', async () => {
  assert.deepEqual((await play(file(start, el('userTask', 'a', {}, many(cardinality('0'))), end, line))).completed, ['s', 'e'])
})

test('a number of instances that cannot be computed fails the process', async () => {
  assert.deepEqual((await play(file(start, el('userTask', 'a', {}, many(cardinality('nothing'))), end, line))).codes, ['process.loop-not-computable'])
})

for (const sequential of [false, true]) {
  test(`a ${sequential ? 'sequential' : 'parallel'} multi-instance activity takes each item of a collection and collects what comes out`, async () => {
    const inner = `<loopDataInputRef>list</loopDataInputRef><loopDataOutputRef>results</loopDataOutputRef><inputDataItem id="item" name="item"/><outputDataItem id="double" name="double"/>`
    const xml = file('<dataObject id="list" isCollection="true"/><dataObject id="results" isCollection="true"/>', start, script('a', '{double: item * 2, last: loopCounter}', {}, many(inner, { isSequential: sequential })), end, line)
    const { variables } = await play(xml, { variables: { list: [1, 2, 3] } })
    assert.deepEqual(variables['results'], [2, 4, 6])
    assert.equal(variables['last'], 3)
  })
}

test('a multi-instance sub-process gives each instance its item', async () => {
  const inner = '<loopDataInputRef>list</loopDataInputRef><inputDataItem id="item"/>'
  const sub = el('subProcess', 'u', {}, `${many(inner, { isSequential: true })}${script('t', '{sum: sum + item}')}`)
  const { variables, completed } = await play(file('<property id="list" name="list"/><property id="sum" name="sum"/>', start, sub, end, flow('s -> u -> e')), { variables: { list: [1, 2, 3], sum: 0 } })
  assert.equal(variables['sum'], 6)
  assert.deepEqual(completed, ['s', 't', 'u', 't', 'u', 't', 'u', 'e'])
})

test('a multi-instance completion condition terminates what still runs', async () => {
  const { all } = await play(file(start, el('userTask', 'a', {}, many(`${cardinality('3')}${feel('completionCondition', 'numberOfCompletedInstances >= 2')}`)), end, line))
  assert.equal(all.filter((each) => each === 'PT0S completed a').length, 2)
  assert.equal(all.filter((each) => each === 'PT0S terminated a').length, 1)
})

test('a sequential multi-instance activity begins no more once its completion condition holds', async () => {
  const { completed, all } = await play(file(start, el('userTask', 'a', {}, many(`${cardinality('5')}${feel('completionCondition', 'numberOfCompletedInstances = 2 and numberOfInstances = 5')}`, { isSequential: true })), end, line))
  assert.equal(completed.filter((id) => id === 'a').length, 2)
  assert.equal(all.filter((each) => each.endsWith('started a')).length, 2)
})

test('a completion condition may read what has come out so far', async () => {
  const inner = `<loopDataOutputRef>votes</loopDataOutputRef>${cardinality('3')}<outputDataItem id="vote" name="vote"/>${feel('completionCondition', 'list contains(votes, "no")')}`
  const { variables, completed } = await play(file('<dataObject id="votes" isCollection="true"/>', start, script('a', '{vote: if loopCounter = 2 then "no" else "yes"}', {}, many(inner, { isSequential: true })), end, line))
  assert.deepEqual([variables['votes'], completed.filter((id) => id === 'a').length], [['yes', 'no', null], 2])
})

test('a boundary event of a multi-instance activity ends all of its instances', async () => {
  const { all } = await play(file(start, el('userTask', 'a', {}, many(cardinality('2'))), el('boundaryEvent', 'b', { attachedToRef: 'a' }, on.timer('PT1S')), end, el('endEvent', 'x'), flow('s -> a -> e', 'b -> x')), { take: { a: 'PT9S' } })
  assert.deepEqual(all.slice(4, 7), ['PT1S terminated a', 'PT1S terminated a', 'PT1S started b'])
})

test('an error of one instance ends the others and is caught at the whole', async () => {
  const { all } = await play(file(start, el('userTask', 'a', {}, many(cardinality('2'))), el('boundaryEvent', 'b', { attachedToRef: 'a' }, on.error('E')), end, el('endEvent', 'x'), flow('s -> a -> e', 'b -> x')), { fail: { a: 'E' } })
  assert.deepEqual(all.slice(4, 7), ['PT0S failed a', 'PT0S terminated a', 'PT0S started b'])
})

for (const [behavior, times] of [['All', 0], ['None', 3], ['One', 1]] as const) {
  test(`multi-instance behavior ${behavior}: its event is thrown ${times} times`, async () => {
    const reference = behavior === 'None' ? { noneBehaviorEventRef: 'sig' } : behavior === 'One' ? { oneBehaviorEventRef: 'sig' } : {}
    const activity = el('userTask', 'a', {}, many(cardinality('3'), { behavior, isSequential: true, ...reference }))
    const xml = file(start, activity, el('boundaryEvent', 'b', { attachedToRef: 'a', cancelActivity: false }, on.signal('S')), end, el('endEvent', 'x'), flow('s -> a -> e', 'b -> x')).replace('<process', `${el('signalEventDefinition', 'sig', { signalRef: 'S' })}<process`)
    assert.equal((await play(xml)).completed.filter((id) => id === 'b').length, times)
  })
}

test('multi-instance behavior Complex throws where its condition holds', async () => {
  const complex = `<complexBehaviorDefinition><condition xsi:type="tFormalExpression">numberOfCompletedInstances = 2</condition><event id="ev">${on.escalation('C')}</event></complexBehaviorDefinition>`
  const xml = file(start, el('userTask', 'a', {}, many(`${cardinality('3')}${complex}`, { behavior: 'Complex', isSequential: true })), el('boundaryEvent', 'b', { attachedToRef: 'a', cancelActivity: false }, on.escalation('C')), end, el('endEvent', 'x'), flow('s -> a -> e', 'b -> x'))
  assert.equal((await play(xml)).completed.filter((id) => id === 'b').length, 1)
})

const adhoc = (inner: string, attributes = {}, condition = '') => el('adHocSubProcess', 'h', attributes, `${inner}${condition === '' ? '' : feel('completionCondition', condition)}`)

test('a parallel ad hoc sub-process does everything at once', async () => {
  const { all } = await play(file(start, adhoc(`${el('userTask', 'a')}${el('userTask', 'b')}`), end, flow('s -> h -> e')), { take: { a: 'PT2S', b: 'PT3S' } })
  assert.deepEqual(all.slice(2, 8), ['PT0S started h', 'PT0S started a', 'PT0S started b', 'PT2S completed a', 'PT3S completed b', 'PT3S completed h'])
})

test('a sequential ad hoc sub-process does one thing after another', async () => {
  const { all } = await play(file(start, adhoc(`${el('userTask', 'a')}${el('userTask', 'b')}`, { ordering: 'Sequential' }), end, flow('s -> h -> e')), { take: { a: 'PT2S', b: 'PT3S' } })
  assert.deepEqual(all.slice(2, 8), ['PT0S started h', 'PT0S started a', 'PT2S completed a', 'PT2S started b', 'PT5S completed b', 'PT5S completed h'])
})

test('an ad hoc sub-process that is complete cancels what remains, or lets it end', async () => {
  const content = `${script('a', '{done: true}')}${el('userTask', 'b')}`
  const model = (cancel: boolean) => file(start, adhoc(content, { cancelRemainingInstances: cancel }, 'done = true'), end, flow('s -> h -> e'))
  const later = { take: { a: 'PT1S', b: 'PT5S' } }
  assert.ok((await play(model(true), later)).all.includes('PT1S terminated b'))
  assert.ok((await play(model(false), later)).all.includes('PT5S completed h'))
})

test('a sequential ad hoc sub-process that is complete begins no more; one that is not waits', async () => {
  const content = `${script('a', '{done: true}')}${el('userTask', 'b')}`
  const { completed } = await play(file(start, adhoc(content, { ordering: 'Sequential' }, 'done = true'), end, flow('s -> h -> e')))
  assert.deepEqual(completed, ['s', 'a', 'h', 'e'])
  assert.equal((await play(file(start, adhoc(content, {}, 'done = false'), end, flow('s -> h -> e')))).end, 'waiting')
})

test('startQuantity tokens start an activity, completionQuantity tokens leave it', async () => {
  const { completed } = await play(file(start, el('parallelGateway', 'f'), el('task', 'x'), el('task', 'y'), el('userTask', 'a', { startQuantity: 2, completionQuantity: 2 }), el('userTask', 'z'), flow('s -> f', 'f -> x -> a', 'f -> y -> a', 'a -> z')))
  assert.equal(completed.filter((id) => id === 'a').length, 1)
  assert.equal(completed.filter((id) => id === 'z').length, 2)
})

test('several flows out of an activity are all taken; those with conditions where they hold, the default where none does', async () => {
  const model = file(start, el('userTask', 'a', { default: 'a-d' }), ...['b', 'c', 'd', 'u'].map((id) => el('task', id)), flow('s -> a', 'a -> u', 'a -> d'), flow('a -> b if n > 1'), flow('a -> c if n > 2'))
  const after = async (n: number) => (await play(model, { variables: { n } })).completed.slice(2).sort()
  assert.deepEqual(await after(3), ['b', 'c', 'u'])
  assert.deepEqual(await after(2), ['b', 'u'])
  assert.deepEqual(await after(0), ['d', 'u'])
})

test('an activity whose conditions all fail has no way out', async () => {
  const { all, codes } = await play(file(start, el('userTask', 'a'), end, el('endEvent', 'x'), flow('s -> a'), flow('a -> e if false'), flow('a -> x if false')))
  assert.deepEqual([all.at(-1), codes], ['PT0S failed a', ['process.no-way-out']])
})

test('several tokens that reach an activity start it several times', async () => {
  const { completed } = await play(file(start, el('parallelGateway', 'f'), el('task', 'x'), el('task', 'y'), el('userTask', 'a'), flow('s -> f', 'f -> x -> a', 'f -> y -> a')))
  assert.equal(completed.filter((id) => id === 'a').length, 2)
})

test('references may carry the prefix of the file\'s own namespace', async () => {
  const xml = file(start, el('receiveTask', 'a', { messageRef: 'M' }), el('boundaryEvent', 'b', { attachedToRef: 'a' }, on.timer('PT1S')), end, flow('s -> a', 'b -> e'))
  const prefixed = xml.replace('<definitions', '<definitions xmlns:tns="urn:test"').replaceAll(/(messageRef|attachedToRef|sourceRef|targetRef)="/g, '$1="tns:')
  assert.ok((await play(prefixed)).all.includes('PT1S terminated a'))
})

test('names and conditions of other expression languages are read as FEEL', async () => {
  const [model] = await models(file(start, el('exclusiveGateway', 'g'), end, flow('s -> g'), flow('g -> e if 订单总额 > 3')).replace('<definitions', '<definitions expressionLanguage="http://www.w3.org/1999/XPath"'), ['订单总额'])
  assert.deepEqual(model?.flows.get('g-e')?.condition?.problems, [])
})

test('a receive task takes its time and fails once its message is here', async () => {
  const model = file(el('startEvent', 's'), el('receiveTask', 'r', { messageRef: 'M' }), el('boundaryEvent', 'b', { attachedToRef: 'r' }, on.error()), el('endEvent', 'x'), el('endEvent', 'e'), flow('s -> r -> e', 'b -> x'))
  const messages = [{ name: 'M', payload: { n: 1 } }]
  const late = await play(model, { messages, take: { r: 'PT5S' } })
  assert.deepEqual([late.all.slice(3), late.variables], [['PT5S completed r', 'PT5S started e', 'PT5S completed e'], { n: 1 }])
  assert.deepEqual((await play(model, { messages, fail: { r: 'X' } })).all.slice(3, 5), ['PT0S failed r', 'PT0S started b'])
  assert.equal((await play(model, { fail: { r: 'X' } })).end, 'waiting')
})
