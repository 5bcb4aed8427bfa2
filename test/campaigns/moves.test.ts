// Random moves on random sound processes: tokens are conserved, no move strands or doubles one, nothing that the law demands is passed over, and every run
// can still end.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Command, jumpTargets, type Move, type Moved, moveProcess, type ProcessState, returnTargets, startSigned, stepSigned } from '#engines/process'
import { anyShape, faultOf, type Made, makeProcess } from './blocks.ts'
import { atScale, tellFigures } from './scale.ts'

interface Run {
  made: Made
  state: ProcessState
  /** Steps that stand open, as those who handle them see them. */
  open: Map<string, string>
  log: string[]
  accepted: boolean
}

const counted = { returns: 0, takenBack: 0, jumps: 0, signers: 0, moves: 0, refused: 0, steps: 0 }

function keep(run: Run, said: string, answer: Moved): boolean {
  run.log.push(answer.problem ? `${said} refused: ${answer.problem.code}` : said)
  if (answer.problem) {
    assert.equal(answer.state, run.state, 'a refusal changes nothing')
    return false
  }
  run.state = answer.state
  for (const command of answer.commands) follow(run, command)
  const fault = faultOf(run.made, run.state)
  assert.equal(fault, undefined, `${fault}\n${run.log.join('\n')}\n${run.made.xml}`)
  mustShowAll(run)
  return true
}

function follow(run: Run, command: Command): void {
  if (command.type === 'open-step') {
    assert.ok(!(run.accepted && command.element === 'accept'), `accepted twice\n${run.log.join('\n')}`)
    run.open.set(command.token, command.element)
  }
  if (command.type === 'close-step') run.open.delete(command.token)
}

/** Every token at a step has somebody who sees it: its handler, or those who sign after. */
function mustShowAll({ state, open, log }: Run): void {
  for (const token of state.tokens.filter(({ at, via }) => at.startsWith('u') && via === undefined)) {
    assert.ok([...open.keys()].some((one) => one === token.id || one.startsWith(`${token.id}.`)), `nobody sees ${token.at}\n${log.join('\n')}`)
  }
  for (const token of open.keys()) assert.ok(state.tokens.some(({ id }) => id === token || token.startsWith(`${id}.`)), `step ${token} is open and its token is gone\n${log.join('\n')}`)
}

type Draw = (below: number) => number

function complete(run: Run, draw: Draw, isEnding: boolean): void {
  const waiting = [...run.open]
  const [token = '', element = ''] = waiting[draw(waiting.length)] ?? []
  const isSigner = token.includes('.')
  const outcome = element === 'accept' && !isSigner ? 'accept' : isSigner ? (isEnding || draw(3) > 0 ? 'agree' : 'disagree') : isEnding || draw(3) === 0 ? 'reject' : 'pass'
  // What the gateways ask for is told by every step, so that a way is always open.
  const result = isSigner ? { outcome } : { outcome, way: draw(2), again: !isEnding && draw(3) === 0 }
  const answer = stepSigned(run.made.model, run.state, { type: 'completed', element, token, result })
  if (!answer.problem) run.open.delete(token)
  if (keep(run, `${token} ${element} = ${outcome}`, answer)) counted.steps++
  if (element === 'accept' && !isSigner && !answer.problem) run.accepted = true
}

function move(run: Run, draw: Draw): void {
  const { made: { model }, state } = run
  const steps = [...model.nodes.values()].flatMap((node) => (node.type === 'user' ? [node.id] : []))
  const tokens = state.tokens.filter(({ at, via }) => steps.includes(at) && via === undefined)
  const token = tokens[draw(tokens.length)]?.id ?? ''
  const anywhere = steps[draw(steps.length)] ?? ''
  const picked = <T>(offered: readonly T[]): T | undefined => offered[draw(Math.max(1, offered.length))]
  const moves: (() => Move)[] = [
    () => ({ type: 'return', token, to: anywhere, then: draw(2) ? 'on' : 'straight-back' }),
    () => {
      const target = picked(returnTargets(model, state, token))
      return { type: 'return', token, to: target?.step.id ?? anywhere, then: target?.mayComeStraightBack && draw(2) ? 'straight-back' : 'on' }
    },
    () => ({ type: 'jump', token, to: anywhere }),
    () => ({ type: 'jump', token, to: picked(jumpTargets(model, state, token))?.id ?? anywhere }),
    () => ({ type: 'take-back', to: picked(state.trail.filter((id) => steps.includes(id))) ?? anywhere, opened: tokens.filter(() => draw(4) === 0).map(({ id }) => id) }),
    () => ({ type: 'add-signers', token, place: (['before', 'with', 'after'] as const)[draw(3)] ?? 'with', signers: Array.from({ length: 1 + draw(3) }, () => ({ unit: 'handling', role: 'examiner' })), rule: (['all', 'veto', 'any', 'share:2/3'] as const)[draw(4)] ?? 'all' }),
    () => ({ type: 'remove-signer', signer: [...run.open.keys()].find((one) => one.includes('.')) ?? '' }),
  ]
  const made = moves[draw(moves.length)]?.()
  if (!made) return
  if (keep(run, JSON.stringify(made), moveProcess(model, state, made))) {
    counted.moves++
    counted[({ return: 'returns', 'take-back': 'takenBack', jump: 'jumps', 'add-signers': 'signers', 'remove-signer': 'signers' } as const)[made.type]]++
  }
  else counted.refused++
}

function play(made: Made, choices: readonly number[]): void {
  let at = 0
  const draw: Draw = (below) => (choices[at++ % choices.length] ?? 0) % Math.max(1, below)
  const started = startSigned(made.model, { way: 0, again: false })
  const run: Run = { made, state: started.state, open: new Map(), log: [], accepted: false }
  keep(run, 'start', started)
  while (at < choices.length && run.state.ended === undefined) {
    const kind = draw(5)
    const [timer] = run.state.timers
    if (kind === 0 && timer) keep(run, `timer ${timer.id}`, stepSigned(made.model, run.state, { type: 'timer-fired', timer: timer.id }))
    else if (kind < 3) move(run, draw)
    else complete(run, draw, false)
  }
  // Whatever was done, work alone leads to the end. Votes say nothing of loops, and what was held back may ask for one more round, so that is told from outside.
  for (let left = 3000; run.state.ended === undefined; left--) {
    assert.ok(left > 0, `does not end\n${run.log.slice(0, 80).join('\n')}\n${made.xml}`)
    if (left % 10 === 0) keep(run, 'no more rounds', stepSigned(made.model, run.state, { type: 'changed', variables: { again: false } }))
    complete(run, (below) => left % below, true)
  }
  const missed = made.demanded.filter((id) => !run.state.trail.includes(id))
  assert.deepEqual(missed, [], `passed over\n${run.log.join('\n')}\n${made.xml}`)
}

test('no random move strands or doubles a token, passes over what the law demands, or keeps a run from its end', async () => {
  const numRuns = atScale(300, 10_000)
  await fc.assert(fc.asyncProperty(fc.array(anyShape, { minLength: 2, maxLength: 4 }), fc.array(fc.nat(1_000_000), { minLength: 60, maxLength: 300, size: 'max' }), async (parts, choices) => play(await makeProcess({ kind: 'seq', parts }), choices)), { numRuns })
  assert.ok(counted.moves > 2 * numRuns && counted.refused > 2 * numRuns, JSON.stringify(counted))
  tellFigures('moves on random processes', { runs: numRuns, ...counted })
})
