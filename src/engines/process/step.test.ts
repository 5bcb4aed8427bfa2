// The pure step: what a permit does, what is refused, and properties on random runs (nothing lost, nothing doubled, replay exact).
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import test from 'node:test'
import fc from 'fast-check'
import { describeProgress, describeStages } from './drawing.ts'
import { loadProcess } from './load.ts'
import type { ProcessModel } from './model.ts'
import type { Command, ProcessEvent, ProcessState } from './state.ts'
import { replayProcess, startProcess, stepProcess } from './step.ts'
import { boundaryXml, fiveDays, makeModel } from './testing.ts'

async function permit(): Promise<ProcessModel> {
  const { model } = await loadProcess(readFileSync(new URL('examples/permit.bpmn', import.meta.url), 'utf8'))
  assert.ok(model)
  return model
}

const done = (element: string, outcome?: string): ProcessEvent => ({ type: 'completed', element, ...(outcome === undefined ? {} : { result: { outcome } }) })
const short = (commands: Command[]) => commands.map((command) => `${command.type} ${'timer' in command ? command.timer : command.element}`)

test('a permit from receipt to delivery, with a reminder on the way', async () => {
  const model = await permit()
  let step = startProcess(model, { form: { width: 12, height: 5, phone: '13800000000' }, item: {} })
  assert.equal(JSON.stringify(step.state.variables), '{"form":{"width":12,"height":5}}', 'a state remembers only what the model reads')
  const script: [ProcessEvent, string[]][] = [
    [done('accept', 'accept'), ['open-step examine', 'set-timer late:t2', 'open-step traffic']],
    [{ type: 'timer-fired', timer: 'late:t2' }, ['run-service remind']],
    [done('traffic', 'pass'), []],
    [done('examine', 'pass'), ['open-step visit']],
    [done('remind'), []],
    [{ type: 'message', name: 'hearing-requested' }, ['close-step visit', 'open-step decide']],
    [done('decide', 'grant'), ['open-step deliver']],
    [done('deliver'), ['end finished']],
  ]
  for (const [event, commands] of script) {
    step = stepProcess(model, step.state, event)
    assert.equal(step.problem, undefined)
    assert.deepEqual(short(step.commands), commands)
  }
  assert.equal(step.state.ended, 'finished')
  assert.deepEqual(step.state.tokens, [])
  assert.deepEqual(step.state.timers, [])
  assert.deepEqual(step.state.variables['decide'], { outcome: 'grant' })
  assert.deepEqual(describeProgress(model, step.state).lit, [])
})

test('a timer whose step is done in time is cancelled', async () => {
  const model = await permit()
  const { commands } = replayProcess(model, {}, [done('accept', 'accept'), done('examine', 'pass')])
  assert.deepEqual(short(commands), ['cancel-timer late:t2'])
})

test('the default flow is taken when a datum is missing', async () => {
  const { state } = replayProcess(await permit(), {}, [done('accept', 'accept'), done('examine', 'pass'), done('traffic', 'pass')])
  assert.deepEqual(state.tokens.map(({ at }) => at), ['decide'])
})

test('a corrected form is heard', async () => {
  const event: ProcessEvent = { type: 'changed', variables: { form: { width: 20, height: 10 } } }
  const { state } = replayProcess(await permit(), { form: { width: 1, height: 1 } }, [event, done('accept', 'accept'), done('examine', 'pass'), done('traffic', 'pass')])
  assert.deepEqual(state.tokens.map(({ at }) => at), ['visit'])
})

test('a rule task gives its value as a variable', async () => {
  const model = await makeModel(['start s', 'rule r yiwang:decision="d"', 'exclusive g', 'end big', 'end small'], ['s -> r', 'r -> g', 'g -> big if r.risk = "high"', 'g -> small default'])
  const end = (value: unknown) => replayProcess(model, {}, [{ type: 'completed', element: 'r', result: { value } }]).state.ended
  assert.equal(end({ risk: 'high', other: 1 }), 'big')
  assert.equal(end(null), 'small')
})

test('an interrupting timer takes the step away', async () => {
  const model = await makeModel(['start s', 'user a', boundaryXml('b', 'a', fiveDays), 'end e', 'end late'], ['s -> a', 'a -> e', 'b -> late'])
  const step = replayProcess(model, {}, [{ type: 'timer-fired', timer: 'b:t1' }])
  assert.deepEqual(short(step.commands), ['close-step a', 'end late'])
})

test('a timer may be computed from the form', async () => {
  const timer = '<bpmn:timerEventDefinition><bpmn:timeDuration>duration("P" + string(form.days) + "D")</bpmn:timeDuration></bpmn:timerEventDefinition>'
  const model = await makeModel(['start s', 'user a', boundaryXml('b', 'a', timer), 'end e', 'end late'], ['s -> a', 'a -> e', 'b -> late'])
  assert.deepEqual(startProcess(model, { form: { days: 3 } }).commands.at(-1), { type: 'set-timer', timer: 'b:t1', element: 'b', due: 'P3D' })
  assert.equal(startProcess(model, {}).problem?.code, 'process.timer-not-computable')
})

test('a failed service waits and may be completed later', async () => {
  const model = await makeModel(['start s', 'service v yiwang:do="x"', 'end e'], ['s -> v', 'v -> e'])
  const failed = stepProcess(model, startProcess(model).state, { type: 'failed', element: 'v', code: 'timeout' })
  assert.deepEqual(describeProgress(model, failed.state).failed, ['v'])
  assert.equal(stepProcess(model, failed.state, done('v')).state.ended, 'e')
})

test('what cannot be taken comes back as a problem and changes nothing', async () => {
  const model = await permit()
  const open = replayProcess(model, {}, [done('accept', 'accept')]).state
  const ended = replayProcess(model, {}, [done('accept', 'refuse-acceptance')]).state
  const loop = await makeModel(['start s', 'user a', 'exclusive g', 'exclusive h', 'end e'], ['s -> a', 'a -> h', 'h -> g', 'g -> h if true', 'g -> e default'])
  const blind = await makeModel(['start s', 'user a yiwang:outcomes="x,y"', 'exclusive g', 'end e', 'end e2'], ['s -> a', 'a -> g', 'g -> e if a.outcome = "x"', 'g -> e2 if a.outcome = "z"'])
  const cases: [string, ProcessModel, ProcessState, ProcessEvent][] = [
    ['process.step-not-waiting', model, open, done('accept', 'accept')],
    ['process.step-not-waiting', model, open, { type: 'completed', element: 'examine', token: 't99', result: { outcome: 'pass' } }],
    ['process.step-not-waiting', model, open, done('join')],
    ['process.step-not-waiting', model, open, done('constructor')],
    ['process.step-not-waiting', model, open, { type: 'failed', element: 'examine', code: 'x' }],
    ['process.timer-not-running', model, open, { type: 'timer-fired', timer: 'late:t7' }],
    ['process.message-not-expected', model, open, { type: 'message', name: 'hearing-requested' }],
    ['process.outcome-not-possible', model, open, done('examine', 'perhaps')],
    ['process.outcome-not-possible', model, open, done('examine')],
    ['process.already-ended', model, ended, done('accept', 'accept')],
    ['process.state-of-another-model', blind, open, done('a', 'x')].with(1, { ...blind, id: 'q' }) as [string, ProcessModel, ProcessState, ProcessEvent],
    ['process.no-way-out', blind, startProcess(blind).state, done('a', 'y')],
    ['process.steps-exceeded', loop, startProcess(loop).state, done('a')],
  ]
  for (const [code, owner, state, event] of cases) {
    const before = JSON.stringify(state)
    const step = stepProcess(owner, state, event)
    assert.equal(step.problem?.code, code)
    assert.equal(step.state, state)
    assert.deepEqual(step.commands, [])
    assert.equal(JSON.stringify(state), before)
    assert.match(step.problem.zh, /。$/)
  }
})

test('every opening of a step has a token of its own, so a stale answer finds nothing', async () => {
  const model = await makeModel(['start s', 'exclusive m', 'user a yiwang:outcomes="again,done"', 'exclusive g', 'end e'], ['s -> m', 'm -> a', 'a -> g', 'g -> m if a.outcome = "again"', 'g -> e default'])
  const again = replayProcess(model, {}, [{ type: 'completed', element: 'a', token: 't1', result: { outcome: 'again' } }])
  assert.equal(stepProcess(model, again.state, { type: 'completed', element: 'a', token: 't1', result: { outcome: 'done' } }).problem?.code, 'process.step-not-waiting')
  assert.equal(stepProcess(model, again.state, { type: 'completed', element: 'a', token: 't2', result: { outcome: 'done' } }).state.ended, 'e')
})

test('stages for a resident, and what is lit for staff', async () => {
  const model = await permit()
  const { state } = replayProcess(model, {}, [done('accept', 'accept'), done('traffic', 'pass')])
  assert.deepEqual(describeStages(model, state).map(({ name, status }) => `${name.zh} ${status}`), ['受理 done', '审查 now', '交警意见 done', '现场核查 ahead', '决定 ahead', '送达 ahead'])
  assert.deepEqual(describeStages(model)[0], { element: 'accept', name: { zh: '受理', en: 'Acceptance' }, kind: 'acceptance' })
  assert.deepEqual(describeProgress(model, state), { lit: ['examine'], joining: ['join'], failed: [], done: ['start', 'accept', 'accepted', 'fork', 'traffic'], doneFlows: ['f1', 'f2', 'f3', 'f5', 'f6', 'f8'] })
})

/** Blocks that compose to sound processes: tasks, choices with a default, parallel pairs, loops. */
type Block = { kind: 'task' } | { kind: 'seq' | 'xor' | 'and'; parts: Block[] } | { kind: 'loop'; parts: Block[] }

const block: fc.Arbitrary<Block> = fc.letrec<{ block: Block }>((tie) => ({
  block: fc.oneof({ maxDepth: 3, depthSize: 'small' }, fc.constant<Block>({ kind: 'task' }), fc.record({ kind: fc.constantFrom('seq' as const, 'xor' as const, 'and' as const, 'loop' as const), parts: fc.array(tie('block'), { minLength: 2, maxLength: 3 }) })),
})).block

function draw(root: Block): { elements: string[]; flows: string[] } {
  const elements = ['start s', 'end e']
  const flows: string[] = []
  let count = 0
  const place = (part: Block, from: string, condition = ''): string => {
    const n = ++count
    if (part.kind === 'task') {
      elements.push(`user t${n} yiwang:outcomes="x,y"`)
      flows.push(`${from} -> t${n}${condition}`)
      return `t${n}`
    }
    if (part.kind === 'seq') return part.parts.reduce((last, inner, i) => place(inner, last, i === 0 ? condition : ''), from)
    if (part.kind === 'loop') {
      elements.push(`exclusive m${n}`, `user u${n} yiwang:outcomes="x,y"`, `exclusive g${n}`)
      flows.push(`${from} -> m${n}${condition}`, `${place(part.parts[0] ?? { kind: 'task' }, `m${n}`)} -> u${n}`, `u${n} -> g${n}`, `g${n} -> m${n} if u${n}.outcome = "y"`)
      elements.push(`service v${n} yiwang:do="x"`)
      flows.push(`g${n} -> v${n} default`)
      return `v${n}`
    }
    const kind = part.kind === 'and' ? 'parallel' : 'exclusive'
    elements.push(`user c${n} yiwang:outcomes="x,y,z"`, `${kind} a${n}`, `${kind} z${n}`, `service w${n} yiwang:do="x"`)
    flows.push(`${from} -> c${n}${condition}`, `c${n} -> a${n}`)
    for (const [i, inner] of part.parts.entries()) {
      const choice = part.kind === 'and' ? '' : i === part.parts.length - 1 ? ' default' : ` if c${n}.outcome = "${'xyz'[i]}"`
      flows.push(`${place(inner, `a${n}`, choice)} -> z${n}`)
    }
    flows.push(`z${n} -> w${n}`)
    return `w${n}`
  }
  flows.push(`${place(root, 's')} -> e`)
  return { elements, flows }
}

/** Runs a model by a list of choices; gives the events taken. */
function runRandomly(model: ProcessModel, choices: number[]): { events: ProcessEvent[]; state: ProcessState; opened: number; closed: number } {
  let step = startProcess(model)
  const events: ProcessEvent[] = []
  let opened = step.commands.length
  for (const choice of choices) {
    const waiting = step.state.tokens.filter((token) => token.via === undefined)
    const token = waiting[choice % waiting.length]
    if (!token) break
    const node = model.nodes.get(token.at)
    const outcomes = node?.type === 'user' ? node.outcomes : []
    const outcome = outcomes[Math.floor(choice / 7) % outcomes.length]
    const event: ProcessEvent = { type: 'completed', element: token.at, token: token.id, result: outcome === undefined ? {} : { outcome } }
    step = stepProcess(model, step.state, event)
    assert.equal(step.problem, undefined)
    opened += step.commands.filter((command) => command.type === 'open-step' || command.type === 'run-service').length
    events.push(event)
  }
  return { events, state: step.state, opened, closed: events.length }
}

test('properties: tokens are conserved, none strands or doubles, replay reproduces the state', async () => {
  await fc.assert(
    fc.asyncProperty(block, fc.array(fc.nat(1000), { minLength: 1, maxLength: 60 }), async (root, choices) => {
      const { elements, flows } = draw(root)
      const model = await makeModel(elements, flows)
      const { events, state, opened, closed } = runRandomly(model, choices)
      const waiting = state.tokens.filter((token) => token.via === undefined)
      assert.equal(opened - closed, waiting.length, 'every step opened is either done or waiting')
      assert.equal(new Set(waiting.map(({ at }) => at)).size, waiting.length, 'no place holds two tokens')
      assert.equal(waiting.length === 0, state.ended !== undefined, 'no token is stranded')
      assert.deepEqual(replayProcess(model, {}, events).state, state)
      assert.deepEqual(JSON.parse(JSON.stringify(state)), state)
    }),
    { numRuns: 150 },
  )
})

test('a state of a process with twenty elements stays under 4 kB', async () => {
  const model = await permit()
  assert.ok(model.nodes.size >= 18)
  const { state } = replayProcess(model, { form: { width: 12, height: 5 } }, [done('accept', 'accept'), done('examine', 'pass'), done('traffic', 'pass'), done('visit'), done('decide', 'grant')])
  assert.ok(JSON.stringify(state).length < 1500, String(JSON.stringify(state).length))
})
