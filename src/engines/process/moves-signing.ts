// Several people sign one step: 加签 before, with and after its handler, 减签, 会签 by all, a share or veto, 或签. Votes live on the token of the step, so they
// go when it goes; each signer has a step of their own, named by that token and a number. Pure.
import type { ProcessModel, Signing, UserTask } from './model.ts'
import { moveProblem, type MoveCode, type MoveProblem } from './moves-problems.ts'
import type { Command, ProcessEvent, ProcessState, Signatures, Signer, Step, Token, Variables } from './state.ts'
import { startProcess, stepProcess, type Trigger } from './step.ts'

type Signed = Omit<Step, 'problem'> & { problem?: MoveProblem }

export interface NewSigners {
  token: string
  place: Signer['place']
  signers: { unit: string; role: string; ref?: string }[]
  /** For `with`: how their votes count; as it was where absent. */
  rule?: Signing['rule']
  /** For `after`: the step is not done without them. Named anew, they replace those who were needed before. */
  needed?: true
}

/** Starts a process as startProcess does, with the signers that steps declare. */
export function startSigned(model: ProcessModel, variables: Variables = {}, trigger?: Trigger): Step {
  const step = startProcess(model, variables, trigger)
  return { ...step, ...dress(model, undefined, step) }
}

/** Takes an event as stepProcess does, votes of signers included; a step waits for them as its rule says. */
export function stepSigned(model: ProcessModel, state: ProcessState, event: ProcessEvent): Signed {
  if (event.type === 'completed' && state.ended === undefined) {
    const [, id, number] = /^(.+)\.(\d+)$/.exec(event.token ?? '') ?? []
    if (id !== undefined) return vote(model, state, id, Number(number), event)
    const token = state.tokens.find((one) => one.at === event.element && one.via === undefined && one.signing && (event.token === undefined || one.id === event.token))
    if (token?.signing) return completeOwn(model, state, token, token.signing, event.result ?? {})
  }
  return dress(model, state, stepProcess(model, state, event))
}

/** How a vote stands: still open, agreed or not. A share is met, or missed, as soon as the votes still out cannot change it. */
export function tally(rule: Signing['rule'], votes: readonly (Signer['vote'])[]): 'open' | 'agreed' | 'not-agreed' {
  const count = (one: Signer['vote']) => votes.filter((given) => given === one).length
  const [agree, disagree, out] = [count('agree'), count('disagree'), count(undefined)]
  if (votes.length === 0) return 'agreed'
  if (rule === 'any') return agree > 0 ? 'agreed' : disagree > 0 ? 'not-agreed' : 'open'
  if (rule === 'veto' && disagree > 0) return 'not-agreed'
  if (rule === 'all' || rule === 'veto') return out > 0 ? 'open' : disagree > 0 ? 'not-agreed' : 'agreed'
  const [share = 1, of = 1] = rule.slice('share:'.length).split('/').map(Number)
  if (agree * of >= share * votes.length) return 'agreed'
  return (agree + out) * of < share * votes.length ? 'not-agreed' : 'open'
}

// ---- steps of signers appear and go with the token

function openSigner(task: UserTask, token: string, { n, unit, role, ref }: Signer): Command {
  return { type: 'open-step', element: task.id, token: `${token}.${n}`, name: task.name, kind: 'opinion', role, unit, outcomes: ['agree', 'disagree'], signer: ref ?? '' }
}

const isOut = (signing: Signatures) => (signer: Signer) => signer.vote === undefined && (signer.place === 'after') === (signing.held !== undefined)

function closeSigners(token: Token): Command[] {
  const { signing } = token
  return signing ? signing.signers.filter(isOut(signing)).map(({ n }) => ({ type: 'close-step', element: token.at, token: `${token.id}.${n}` })) : []
}

/** Adds the signers that a model declares for a step that opened, and closes those of tokens that are gone. */
export function dress<S extends Signed>(model: ProcessModel, before: ProcessState | undefined, step: S): S {
  if (step.problem) return step
  const gone = (before?.tokens ?? []).filter((token) => token.signing && !step.state.tokens.some(({ id }) => id === token.id))
  const begun = new Map<string, Signatures>()
  const commands = step.commands.flatMap((command): Command[] => {
    const task = command.type === 'open-step' && command.signer === undefined ? model.nodes.get(command.element) : undefined
    if (command.type !== 'open-step' || task?.type !== 'user' || !task.signing) return [command]
    const signing = declared(task, task.signing)
    begun.set(command.token, signing)
    const opened = signing.signers.map((signer) => openSigner(task, command.token, signer))
    return signing.alone ? opened : [command, ...opened]
  })
  if (gone.length + begun.size === 0) return step
  const tokens = step.state.tokens.map((token) => (begun.has(token.id) ? { ...token, signing: begun.get(token.id) as Signatures } : token))
  return { ...step, commands: [...gone.flatMap(closeSigners), ...commands], state: { ...step.state, tokens } }
}

function declared(task: UserTask, { signers, rule }: Signing): Signatures {
  const listed = signers.map((post, at): Signer => ({ n: at + 1, ...post, place: 'with', declared: true }))
  // A decision has somebody who answers for it, whoever signs beside.
  return { rule, signers: listed, next: listed.length + 1, ...(task.kind === 'decision' ? {} : { alone: true as const }) }
}

// ---- votes and completion

function refused(state: ProcessState, code: MoveCode | 'process.step-not-waiting' | 'process.outcome-not-possible', element: string): Signed {
  if (code === 'process.step-not-waiting') return { state, commands: [], happened: [], problem: { code, element, zh: `${element}：这一步没有在等待办理。`, en: `${element}: this step is not waiting.` } }
  if (code === 'process.outcome-not-possible') return { state, commands: [], happened: [], problem: { code, element, zh: `${element}：只能同意或不同意。`, en: `${element}: a signer agrees or disagrees.` } }
  return { state, commands: [], happened: [], problem: moveProblem(code, element) }
}

function withSigning(state: ProcessState, token: Token, signing: Signatures): ProcessState {
  return { ...state, tokens: state.tokens.map((one) => (one.id === token.id ? { ...one, signing } : one)) }
}

function taskOf(model: ProcessModel, token: Token): UserTask {
  const task = model.nodes.get(token.at)
  if (task?.type !== 'user') throw new Error(`${token.at} is no step`)
  return task
}

function vote(model: ProcessModel, state: ProcessState, id: string, n: number, event: Extract<ProcessEvent, { type: 'completed' }>): Signed {
  const token = state.tokens.find((one) => one.id === id && one.at === event.element)
  const signer = token?.signing?.signers.find((one) => one.n === n)
  if (!token?.signing || !signer || !isOut(token.signing)(signer)) return refused(state, 'process.step-not-waiting', event.element)
  const given = event.result?.['outcome']
  if (given !== 'agree' && given !== 'disagree') return refused(state, 'process.outcome-not-possible', event.element)
  const signers = token.signing.signers.map((one) => (one.n === n ? { ...one, vote: given as Signer['vote'] & string } : one))
  return settle(model, state, token, { ...token.signing, signers })
}

/** What follows once votes have changed. */
function settle(model: ProcessModel, state: ProcessState, token: Token, signing: Signatures): Signed {
  const task = taskOf(model, token)
  const next = withSigning(state, token, signing)
  const still: Signed = { state: next, commands: [], happened: [] }
  if (signing.held) return settleAfter(model, next, { ...token, signing }, signing, task)
  // Nothing is decided before those who come first have signed.
  if (signing.signers.some((signer) => signer.place === 'before' && signer.vote === undefined)) return still
  const beside = signing.signers.filter(({ place }) => place === 'with')
  const result = tally(signing.rule, beside.map((signer) => signer.vote))
  if (result === 'open' || beside.length === 0) return still
  const outcome = result === 'agreed' ? task.outcomes[0] : task.outcomes.at(-1)
  if (signing.alone || signing.rule === 'any') return completeWith(model, next, { ...token, signing }, signing, outcome === undefined ? {} : { outcome })
  // It is decided: whoever has not voted need not.
  const needless = beside.filter((signer) => signer.vote === undefined)
  const kept = { ...signing, signers: signing.signers.filter((signer) => !needless.includes(signer)) }
  return { ...still, state: withSigning(state, token, kept), commands: needless.map(({ n }) => ({ type: 'close-step', element: token.at, token: `${token.id}.${n}` })) }
}

/** Those who come after have looked: with one who disagrees the handler has the step again, and all look anew at what comes of it. */
function settleAfter(model: ProcessModel, state: ProcessState, token: Token, signing: Signatures, task: UserTask): Signed {
  const after = signing.signers.filter(({ place }) => place === 'after')
  if (after.some((signer) => signer.vote === 'disagree')) return handBack(state, token, signing, task)
  if (after.some((signer) => signer.vote === undefined)) return { state, commands: [], happened: [] }
  return pass(model, state, token, signing.held ?? {})
}

/** The handler has the step again; who looked at what was done looks anew. */
function handBack(state: ProcessState, token: Token, { held: _held, ...rest }: Signatures, { id, name, kind, role, unit, outcomes, hours }: UserTask): Signed {
  const fresh = rest.signers.map(({ vote: given, ...signer }): Signer => (signer.place === 'after' || given === undefined ? signer : { ...signer, vote: given }))
  const again: Command = { type: 'open-step', element: id, token: token.id, name, kind, role, unit, outcomes: [...outcomes], ...(hours === undefined ? {} : { hours }) }
  return { state: withSigning(state, token, { ...rest, signers: fresh }), commands: [...closeSigners(token), again], happened: [] }
}

function completeOwn(model: ProcessModel, state: ProcessState, token: Token, signing: Signatures, result: Variables): Signed {
  const task = taskOf(model, token)
  if (signing.alone || signing.held) return refused(state, 'process.step-not-waiting', token.at)
  if (signing.signers.some((signer) => signer.place === 'before' && signer.vote === undefined)) return refused(state, 'process.signing-open', token.at)
  if (signing.rule !== 'any') {
    const stands = tally(signing.rule, signing.signers.filter(({ place }) => place === 'with').map((signer) => signer.vote))
    if (stands === 'open') return refused(state, 'process.signing-open', token.at)
    // Where the step has one outcome only, its handler answers for it, knowing who disagreed.
    if (stands === 'not-agreed' && task.outcomes.length > 1 && result['outcome'] === task.outcomes[0]) return refused(state, 'process.signers-disagree', token.at)
  }
  return completeWith(model, state, token, signing, result)
}

function completeWith(model: ProcessModel, state: ProcessState, token: Token, signing: Signatures, result: Variables): Signed {
  const tried = pass(model, state, token, result)
  const after = signing.signers.filter(({ place }) => place === 'after')
  if (tried.problem || after.length === 0) return tried
  const task = taskOf(model, token)
  const own: Command = { type: 'close-step', element: token.at, token: token.id }
  // Whose signature was no longer needed is not asked again either.
  const kept = signing.signers.filter((signer) => signer.place === 'after' || signer.vote !== undefined)
  return { state: withSigning(state, token, { ...signing, signers: kept, held: result }), commands: [...closeSigners(token), own, ...after.map((signer) => openSigner(task, token.id, signer))], happened: [] }
}

/** The step is done: the process goes on, and what is still open of it closes. */
function pass(model: ProcessModel, state: ProcessState, token: Token, result: Variables): Signed {
  const step = stepProcess(model, state, { type: 'completed', element: token.at, token: token.id, result })
  if (step.problem) return step
  const dressed = dress(model, state, step)
  return { ...dressed, commands: [{ type: 'close-step', element: token.at, token: token.id }, ...dressed.commands] }
}

// ---- 加签, 减签

/** Adds signers to a step that waits. Nobody signs after a decision, which binds when it is made; acceptance and delivery, which time may bring too, wait for nobody. */
export function addSigners(model: ProcessModel, state: ProcessState, { token: id, place, signers, rule, needed }: NewSigners): Signed {
  const token = state.tokens.find((one) => one.id === id && one.via === undefined)
  const task = token && model.nodes.get(token.at)
  if (!token || task?.type !== 'user' || state.ended !== undefined) return refused(state, 'process.step-not-waiting', token?.at ?? id)
  const signing = token.signing ?? { rule: 'all' as const, signers: [], next: 1 }
  const isAct = task.kind === 'acceptance' || task.kind === 'delivery'
  const isRefused = isAct || signing.held !== undefined || (signing.alone && place !== 'with') || (task.kind === 'decision' && (place === 'after' || rule === 'any'))
  const isDeclared = signing.signers.some((signer) => signer.declared) && rule !== undefined && rule !== signing.rule
  if (isRefused || isDeclared || signers.length === 0 || signing.signers.length + signers.length > signersMax) return refused(state, 'process.signing-not-possible', token.at)
  const added = signers.map((signer, at): Signer => ({ n: signing.next + at, place, ...signer, ...(needed ? { needed } : {}) }))
  const stay = needed ? signing.signers.filter((one) => !one.needed) : signing.signers
  const next: Signatures = { ...signing, rule: place === 'with' ? (rule ?? signing.rule) : signing.rule, signers: [...stay, ...added], next: signing.next + added.length }
  return { state: withSigning(state, token, next), commands: place === 'after' ? [] : added.map((signer) => openSigner(task, token.id, signer)), happened: [] }
}

const signersMax = 30

/** Takes a signer away who has not signed; what waited only for that one goes on, and goes back where the signature was needed. */
export function removeSigner(model: ProcessModel, state: ProcessState, signer: string): Signed {
  const [, id = '', number = ''] = /^(.+)\.(\d+)$/.exec(signer) ?? []
  const token = state.tokens.find((one) => one.id === id)
  const found = token?.signing?.signers.find(({ n }) => n === Number(number))
  if (!token?.signing || !found) return refused(state, 'process.step-not-waiting', token?.at ?? signer)
  if (found.declared || found.vote !== undefined) return refused(state, 'process.signer-not-removable', token.at)
  if (found.needed && token.signing.held) return handBack(state, token, token.signing, taskOf(model, token))
  const signing = { ...token.signing, signers: token.signing.signers.filter((one) => one !== found) }
  const settled = settle(model, state, token, signing)
  return { ...settled, commands: [{ type: 'close-step', element: token.at, token: signer }, ...settled.commands] }
}
