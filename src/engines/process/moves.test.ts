// Moves on small processes: where work may be returned to, taken back, jumped to; who signs; and why a move is refused.
import assert from 'node:assert/strict'
import test from 'node:test'
import { dominatorsOf, isDominated } from './dominators.ts'
import type { ProcessModel, Signing } from './model.ts'
import { graphOf } from './moves-graph.ts'
import { startSigned, stepSigned, tally } from './moves-signing.ts'
import { jumpTargets, mayTakeBack, type Move, type Moved, moveProcess, returnTargets } from './moves.ts'
import { loadProcess } from './load.ts'
import type { ProcessState } from './state.ts'
import { boundaryXml, fiveDays, makeModel, processXml } from './testing.ts'

const straight = () => makeModel(['start s', 'user accept yiwang:step="acceptance"', 'user a', 'user b', 'user hear yiwang:lawful="hearing"', 'user c', 'user d yiwang:step="decision"', 'end e'], ['s -> accept', 'accept -> a', 'a -> b', 'b -> hear', 'hear -> c', 'c -> d', 'd -> e'])
const parallel = () => makeModel(['start s', 'user a', 'parallel f', 'user b', 'user c', 'user x', 'parallel j', 'user d', 'end e'], ['s -> a', 'a -> f', 'f -> b', 'b -> c', 'c -> j', 'f -> x', 'x -> j', 'j -> d', 'd -> e'])

/** Completes these elements in turn, `id=outcome` or with the first outcome that there is. */
function after(model: ProcessModel, ...steps: string[]): ProcessState {
  let state = startSigned(model).state
  for (const step of steps) {
    const [element = '', outcome] = step.split('=')
    const node = model.nodes.get(element)
    const given = outcome ?? (node?.type === 'user' ? node.outcomes[0] : undefined)
    const answer = stepSigned(model, state, { type: 'completed', element, result: { outcome: given } })
    assert.equal(answer.problem, undefined, JSON.stringify(answer.problem))
    state = answer.state
  }
  return state
}

const tokenAt = (state: ProcessState, element: string) => state.tokens.find(({ at, via }) => at === element && via === undefined)?.id ?? ''
const places = (state: ProcessState) => state.tokens.map(({ at, via }) => (via === undefined ? at : `${at}<${via}`)).sort()
const codeOf = (answer: Moved) => answer.problem?.code
const move = (model: ProcessModel, state: ProcessState, from: string, made: { type: 'return' | 'jump'; to: string; then?: 'on' | 'straight-back' }) =>
  moveProcess(model, state, { then: 'on', ...made, token: tokenAt(state, from) } as Move)
const returns = (model: ProcessModel, state: ProcessState, from: string) => returnTargets(model, state, tokenAt(state, from)).map((one) => `${one.step.id}${one.mayComeStraightBack ? '+' : ''}`)
const jumps = (model: ProcessModel, state: ProcessState, from: string) => jumpTargets(model, state, tokenAt(state, from)).map(({ id }) => id)

test('dominators: what every way passes', () => {
  const next = new Map([['r', ['a', 'b']], ['a', ['c']], ['b', ['c']], ['c', ['d', 'a']]])
  const back = new Map([['a', ['r', 'c']], ['b', ['r']], ['c', ['a', 'b']], ['d', ['c']]])
  const found = dominatorsOf('r', next, back)
  assert.deepEqual([...found].sort(), [['a', 'r'], ['b', 'r'], ['c', 'r'], ['d', 'c'], ['r', 'r']])
  assert.ok(isDominated(found, 'd', 'c') && !isDominated(found, 'd', 'a'))
})

test('threads: a branch is a thread of its own, its inside nests, what comes after the join is outside', async () => {
  const model = await parallel()
  const { threads, heads } = graphOf(model, 'p')
  assert.deepEqual(['a', 'b', 'c', 'x', 'd'].map((id) => threads.get(id)), [[], ['f3'], ['f3'], ['f6'], []])
  assert.deepEqual([heads.get('f3'), heads.get('f6')], [{ split: 'f', kind: 'branch' }, { split: 'f', kind: 'branch' }])
})

test('a split whose branches cross is one closed region', async () => {
  const model = await makeModel(['start s', 'user a', 'parallel f', 'user b', 'user c', 'parallel g', 'user x', 'user y', 'parallel j', 'parallel k', 'user d', 'end e'],
    ['s -> a', 'a -> f', 'f -> b', 'f -> c', 'b -> g', 'g -> x', 'g -> j', 'c -> j', 'j -> y', 'x -> k', 'y -> k', 'k -> d', 'd -> e'])
  const state = after(model, 'a', 'b', 'c')
  assert.deepEqual(places(state), ['x', 'y'])
  assert.equal(codeOf(move(model, state, 'y', { type: 'return', to: 'c' })), 'process.move-into-branch')
  const left = move(model, state, 'y', { type: 'return', to: 'a' })
  assert.deepEqual(places(left.state), ['a'], 'it is left as a whole')
  assert.deepEqual(left.commands.filter(({ type }) => type === 'close-step').length, 2)
})

test('a return inside a branch leaves its sisters alone; before the split it cancels them all, with what waits at the join', async () => {
  const model = await parallel()
  const state = after(model, 'a', 'b', 'x')
  assert.deepEqual(places(state), ['c', 'j<f7'])
  assert.deepEqual(returns(model, state, 'c'), ['a', 'b+'])
  assert.deepEqual(places(move(model, state, 'c', { type: 'return', to: 'b' }).state), ['b', 'j<f7'])
  const back = move(model, state, 'c', { type: 'return', to: 'a' })
  assert.deepEqual(places(back.state), ['a'])
  const again = stepSigned(model, back.state, { type: 'completed', element: 'a', result: { outcome: 'done' } })
  assert.deepEqual(places(again.state), ['b', 'x'])
  assert.equal(codeOf(move(model, state, 'c', { type: 'return', to: 'x' })), 'process.move-into-branch')
})

test('nothing moves into a split; out of one all its branches end together', async () => {
  const model = await parallel()
  assert.equal(codeOf(move(model, after(model), 'a', { type: 'jump', to: 'c' })), 'process.move-into-branch')
  const state = after(model, 'a')
  assert.deepEqual(jumps(model, state, 'b'), ['a', 'c', 'd'])
  assert.deepEqual(places(move(model, state, 'b', { type: 'jump', to: 'd' }).state), ['d'])
})

test('what was returned goes on from there, or straight back', async () => {
  const model = await straight()
  const state = after(model, 'accept=accept', 'a', 'b', 'hear')
  const on = move(model, state, 'c', { type: 'return', to: 'a' }).state
  assert.deepEqual(places(stepSigned(model, on, { type: 'completed', element: 'a', result: { outcome: 'done' } }).state), ['b'])
  const back = move(model, state, 'c', { type: 'return', to: 'a', then: 'straight-back' }).state
  assert.deepEqual(JSON.parse(JSON.stringify(back)), back)
  assert.deepEqual(places(stepSigned(model, back, { type: 'completed', element: 'a', result: { outcome: 'done' } }).state), ['c'])
  assert.equal(codeOf(move(await parallel(), after(await parallel(), 'a'), 'b', { type: 'return', to: 'a', then: 'straight-back' })), 'process.straight-back-not-possible')
})

test('nothing goes back behind acceptance or a decision, or over a step that the law demands', async () => {
  const model = await straight()
  const state = after(model, 'accept=accept', 'a')
  assert.equal(codeOf(move(model, state, 'b', { type: 'return', to: 'accept' })), 'process.move-behind-acceptance')
  assert.deepEqual(jumps(model, state, 'b'), ['a', 'hear'])
  assert.equal(codeOf(move(model, state, 'b', { type: 'jump', to: 'c' })), 'process.move-over-lawful-step')
  assert.equal(codeOf(move(model, after(model), 'accept', { type: 'jump', to: 'a' })), 'process.move-over-lawful-step', 'acceptance is such a step')
  assert.deepEqual(jumps(model, after(model, 'accept=accept', 'a', 'b', 'hear'), 'c'), ['a', 'b', 'hear', 'd'], 'what was held need not be held again')
  const decided = await makeModel(['start s', 'user a', 'user d yiwang:step="decision"', 'user v yiwang:step="delivery"', 'end e'], ['s -> a', 'a -> d', 'd -> v', 'v -> e'])
  assert.equal(codeOf(move(decided, after(decided, 'a', 'd=grant'), 'v', { type: 'return', to: 'a' })), 'process.move-behind-decision')
})

test('许可法 34, 36, 46, 处罚法 44, 58, 63: of what the law demands before a decision nothing is jumped over', async () => {
  for (const lawful of ['notice', 'hearing', 'site-check', 'legal-review', 'publicity']) {
    const model = await makeModel(['start s', 'user a', `user demanded yiwang:lawful="${lawful}"`, 'user c', 'end e'], ['s -> a', 'a -> demanded', 'demanded -> c', 'c -> e'])
    assert.deepEqual([codeOf(move(model, after(model), 'a', { type: 'jump', to: 'c' })), jumps(model, after(model), 'a')], ['process.move-over-lawful-step', ['demanded']], lawful)
  }
})

test('a way that would read a missing outcome is not jumped into; a loop is no hiding place from the law', async () => {
  const model = await makeModel(['start s', 'user a', 'user b yiwang:outcomes="yes,no"', 'user c', 'exclusive g', 'user x', 'user y', 'end e'],
    ['s -> a', 'a -> b', 'b -> c', 'c -> g', 'g -> x if b.outcome = "yes"', 'g -> y default', 'x -> e', 'y -> e'])
  const state = after(model)
  assert.equal(codeOf(move(model, state, 'a', { type: 'jump', to: 'c' })), 'process.move-outcome-missing')
  assert.deepEqual(jumps(model, state, 'a'), ['b', 'x', 'y'])
  const loop = await makeModel(['start s', 'user a', 'user hear yiwang:lawful="hearing"', 'user c yiwang:outcomes="done,again"', 'exclusive g', 'end e'], ['s -> a', 'a -> hear', 'hear -> c', 'c -> g', 'g -> a if c.outcome = "again"', 'g -> e default'])
  assert.equal(codeOf(move(loop, after(loop), 'a', { type: 'jump', to: 'c' })), 'process.move-over-lawful-step')
})

test('side work of a timer goes on, and is begun anew only where its host comes again; it has no way out', async () => {
  const model = await makeModel(['start s', 'user a', 'user b', boundaryXml('late', 'b', fiveDays, false), 'user remind', 'user c', 'end e', 'end e2'], ['s -> a', 'a -> b', 'b -> c', 'c -> e', 'late -> remind', 'remind -> e2'])
  let state = after(model, 'a')
  state = stepSigned(model, state, { type: 'timer-fired', timer: state.timers[0]?.id ?? '' }).state
  assert.deepEqual(places(state), ['b', 'remind'])
  assert.equal(codeOf(move(model, state, 'remind', { type: 'jump', to: 'c' })), 'process.move-into-branch')
  assert.deepEqual(places(move(model, state, 'b', { type: 'jump', to: 'c' }).state), ['c', 'remind'])
  const back = move(model, state, 'b', { type: 'return', to: 'a' })
  assert.deepEqual([places(back.state), back.state.timers], [['a'], []])
})

test('work is taken back while it is unopened, with every branch that it began, and from a join', async () => {
  const model = await parallel()
  const state = after(model, 'a')
  const taken = moveProcess(model, state, { type: 'take-back', to: 'a', opened: [] })
  assert.deepEqual(places(taken.state), ['a'])
  assert.equal(codeOf(moveProcess(model, state, { type: 'take-back', to: 'a', opened: [tokenAt(state, 'x')] })), 'process.already-opened')
  assert.ok(!mayTakeBack(model, state, 'a', [tokenAt(state, 'x')]))
  const waiting = after(model, 'a', 'x')
  assert.deepEqual(places(moveProcess(model, waiting, { type: 'take-back', to: 'x', opened: [] }).state), ['b', 'x'])
  assert.equal(codeOf(moveProcess(model, waiting, { type: 'take-back', to: 'a', opened: [] })), 'process.already-opened', 'a branch has been worked on')
  assert.equal(codeOf(moveProcess(model, after(model, 'a', 'x', 'b', 'c'), { type: 'take-back', to: 'c', opened: [] })), 'process.move-into-branch', 'the branches have met')
  const told = await makeModel(['start s', 'user a', 'service t yiwang:do="tell-applicant"', 'user b', 'end e'], ['s -> a', 'a -> t', 't -> b', 'b -> e'])
  const past = stepSigned(told, after(told, 'a'), { type: 'completed', element: 't', result: {} }).state
  assert.equal(codeOf(moveProcess(told, past, { type: 'take-back', to: 'a', opened: [] })), 'process.move-not-possible', 'what was told cannot be untold')
})

test('votes count as their rule says, as soon as nothing can change it', () => {
  const cases: [Signing['rule'], string, string][] = [
    ['all', 'yy', 'agreed'], ['all', 'y-', 'open'], ['all', 'n-', 'open'], ['all', 'yn', 'not-agreed'], ['veto', 'n-', 'not-agreed'], ['veto', 'y-', 'open'], ['veto', 'yy', 'agreed'],
    ['any', '--', 'open'], ['any', 'y-', 'agreed'], ['any', 'n-', 'not-agreed'], ['share:2/3', 'yy-', 'agreed'], ['share:2/3', 'y--', 'open'], ['share:2/3', 'nn-', 'not-agreed'], ['share:2/3', 'yn-', 'open'], ['share:1/2', 'yn', 'agreed'], ['all', '', 'agreed'],
  ]
  for (const [rule, votes, stands] of cases) assert.equal(tally(rule, [...votes].map((one) => (one === 'y' ? 'agree' : one === 'n' ? 'disagree' : undefined))), stands, `${rule} ${votes}`)
})

const vote = (model: ProcessModel, state: ProcessState, element: string, n: number, outcome: string) => stepSigned(model, state, { type: 'completed', element, token: `${tokenAt(state, element)}.${n}`, result: { outcome } })

test('declared signers open instead of the step, and their votes give its first or last outcome', async () => {
  const model = await makeModel(['start s', 'user a yiwang:step="examination" yiwang:signers="handling/clerk, deciding/head, joint:1/examiner" yiwang:rule="share:2/3"', 'user b', 'end e'], ['s -> a', 'a -> b', 'b -> e'])
  const started = startSigned(model)
  assert.deepEqual(started.commands.flatMap((one) => (one.type === 'open-step' ? [`${one.token} ${one.unit}/${one.role} ${one.kind}`] : [])), ['t1.1 handling/clerk opinion', 't1.2 deciding/head opinion', 't1.3 joint:1/examiner opinion'])
  assert.equal(codeOf(stepSigned(model, started.state, { type: 'completed', element: 'a', token: 't1', result: { outcome: 'pass' } })), 'process.step-not-waiting')
  assert.equal(codeOf(vote(model, started.state, 'a', 1, 'pass')), 'process.outcome-not-possible')
  assert.equal(codeOf(moveProcess(model, started.state, { type: 'remove-signer', signer: 't1.1' })), 'process.signer-not-removable')
  const first = vote(model, started.state, 'a', 2, 'agree')
  assert.equal(codeOf(vote(model, first.state, 'a', 2, 'agree')), 'process.step-not-waiting')
  const second = vote(model, first.state, 'a', 1, 'agree')
  assert.deepEqual([places(second.state), second.state.variables], [['b'], { a: { outcome: 'pass' } }])
  assert.deepEqual(second.commands.flatMap((one) => (one.type === 'close-step' ? [one.token] : [])), ['t1', 't1.3'])
  const refused = vote(model, vote(model, started.state, 'a', 3, 'disagree').state, 'a', 1, 'disagree')
  assert.deepEqual(refused.state.variables, { a: { outcome: 'reject' } })
})

test('signers are added and removed while nothing else is: refusals change nothing', async () => {
  const model = await makeModel(['start s', 'user accept yiwang:step="acceptance"', 'user a yiwang:step="examination"', 'user d yiwang:step="decision"', 'end e'], ['s -> accept', 'accept -> a', 'a -> d', 'd -> e'])
  const add = (state: ProcessState, element: string, place: 'before' | 'with' | 'after', rule?: Signing['rule']) =>
    moveProcess(model, state, { type: 'add-signers', token: tokenAt(state, element), place, signers: [{ unit: 'handling', role: 'clerk' }], ...(rule ? { rule } : {}) })
  assert.equal(codeOf(add(after(model), 'accept', 'before')), 'process.signing-not-possible')
  const state = after(model, 'accept=accept')
  const waiting = add(state, 'a', 'before').state
  const early = stepSigned(model, waiting, { type: 'completed', element: 'a', result: { outcome: 'pass' } })
  assert.deepEqual([codeOf(early), early.state], ['process.signing-open', waiting])
  const removed = moveProcess(model, waiting, { type: 'remove-signer', signer: `${tokenAt(waiting, 'a')}.1` })
  assert.deepEqual(places(stepSigned(model, removed.state, { type: 'completed', element: 'a', result: { outcome: 'pass' } }).state), ['d'])
  const against = vote(model, add(state, 'a', 'with', 'veto').state, 'a', 1, 'disagree').state
  assert.equal(codeOf(stepSigned(model, against, { type: 'completed', element: 'a', result: { outcome: 'pass' } })), 'process.signers-disagree')
  assert.deepEqual(places(stepSigned(model, against, { type: 'completed', element: 'a', result: { outcome: 'reject' } }).state), ['d'])
  const last = after(model, 'accept=accept', 'a')
  for (const [place, rule] of [['after', undefined], ['with', 'any']] as const) assert.equal(codeOf(add(last, 'd', place, rule)), 'process.signing-not-possible')
})

test('who is needed after a step is waited for: sent away the step goes back, and named anew they replace those before (许可法 34)', async () => {
  const model = await makeModel(['start s', 'user a yiwang:step="examination"', 'user d yiwang:step="decision"', 'end e'], ['s -> a', 'a -> d', 'd -> e'])
  const need = (state: ProcessState) => moveProcess(model, state, { type: 'add-signers', token: tokenAt(state, 'a'), place: 'after', signers: [{ unit: 'handling', role: 'examiner', ref: 'second' }], needed: true }).state
  const report = (state: ProcessState) => stepSigned(model, need(state), { type: 'completed', element: 'a', result: { outcome: 'pass' } })
  const held = report(after(model))
  assert.deepEqual([places(held.state), held.commands.map(({ type }) => type)], [['a'], ['close-step', 'open-step']])
  const back = moveProcess(model, held.state, { type: 'remove-signer', signer: `${tokenAt(held.state, 'a')}.1` })
  assert.deepEqual([places(back.state), back.commands.flatMap((one) => (one.type === 'open-step' ? [one.token] : []))], [['a'], [tokenAt(held.state, 'a')]])
  const again = report(back.state)
  assert.deepEqual(again.state.tokens[0]?.signing?.signers.map(({ n }) => n), [2])
  assert.deepEqual(places(vote(model, again.state, 'a', 2, 'agree').state), ['d'])
})

test('marks that say nothing known are faults of the model', async () => {
  const codes = async (marks: string) => (await loadProcess(processXml(['start s', `user a ${marks}`, 'end e'], ['s -> a', 'a -> e']))).problems.map(({ code }) => code)
  assert.deepEqual(await codes('yiwang:lawful="party"'), ['process.lawful-unknown'])
  assert.deepEqual(await codes('yiwang:signers="handling/king"'), ['process.signing-invalid'])
  assert.deepEqual(await codes('yiwang:signers="handling/clerk" yiwang:rule="share:3/2"'), ['process.signing-invalid'])
  assert.deepEqual(await codes('yiwang:step="delivery" yiwang:signers="handling/clerk"'), ['process.signing-invalid'])
  assert.deepEqual(await codes('yiwang:lawful="publicity" yiwang:signers="handling/clerk" yiwang:rule="any"'), [])
})
