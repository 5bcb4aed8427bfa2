// An activity begins: alone or as one round of a loop, as work for somebody, as a script, or as the opening of a scope (BPMN 2.0.2 §13.3.3–13.3.5).
import { boundariesOf, roundsOf } from './boundaries.ts'
import { beginData, inputsOf, isContext, valueOf } from './data.ts'
import { activityOf, addToken, type Draft, happen, refuse, scopeOf, tokenOf } from './draft.ts'
import { finish, isHeld, skipRounds } from './finish.ts'
import type { Activity, ActivityNode, CallActivity, MessageTask, ScriptTask } from './model.ts'
import { enterRound, isPerRound, startRounds } from './rounds.ts'
import { openScope } from './scopes.ts'
import type { Token, Variables } from './state.ts'
import { cargoOf, sendMessage } from './throw.ts'
import { setTimers } from './timers.ts'

/** Starts an activity, or the next round of its loop. */
export function startActivity(draft: Draft, node: Activity, scopeId: string, undo?: string): void {
  const scope = scopeOf(draft, scopeId)
  if (scope.kind === 'rounds' && scope.of === node.id) return begin(draft, node, scopeId, enterRound(scope, node))
  if (!node.loop) return begin(draft, node, scopeId, {}, undo)
  const host = startRounds(draft, node, scopeId, undo)
  if (host) armBoundaries(draft, host)
  else skipRounds(draft, node, scopeId, undo)
}

function begin(draft: Draft, node: Activity, scopeId: string, round: Variables, undo?: string): void {
  const vars = { ...round, ...localsOf(draft, node, scopeId, round) }
  const token = addToken(draft, node.id, scopeId, { ...(Object.keys(vars).length > 0 ? { vars } : {}), ...(undo === undefined ? {} : { undo }) })
  happen(draft, 'started', node.id)
  perform(draft, node, token)
  if (node.boundaries.length > 0 && tokenOf(draft, token.id)) armBoundaries(draft, token)
}

/** Properties and inputs; of a loop only what each round has of its own. */
function localsOf(draft: Draft, node: Activity, scopeId: string, round: Variables): Variables {
  if (!node.ports && node.data.length === 0) return {}
  const { loop, ports } = node
  const around = { in: scopeId, names: round }
  if (!loop) return { ...beginData(draft, node.data, around), ...inputsOf(draft, ports, around, node.id) }
  return inputsOf(draft, ports && { ...ports, incoming: ports.incoming.filter((one) => isPerRound(one, loop)) }, around, node.id)
}

function armBoundaries(draft: Draft, token: Token): void {
  for (const boundary of boundariesOf(draft, token)) {
    setTimers(draft, boundary.id, boundary.definitions, token.id, { in: token.in ?? '', token })
    if (boundary.definitions.some(({ kind }) => kind === 'conditional')) draft.changed = true
  }
}

/** Does at once what needs nobody, asks for the rest. */
function perform(draft: Draft, node: Activity, token: Token): void {
  const held = isHeld(draft, node)
  if (node.type === 'sub') {
    openScope(draft, token, node.id, 'sub', move(draft, token))
    if (held) askFor(draft, token)
  } else if (node.type === 'call') call(draft, node, token, held)
  else if (node.type !== 'receive' && (held || !doesItself(node))) ask(draft, node, token)
  else performNow(draft, node, token)
}

function doesItself(node: Activity): boolean {
  return node.type === 'script' || node.type === 'send' || node.type === 'task'
}

/** What an activity that needs nobody does: a script, a message, nothing. */
export function performNow(draft: Draft, node: Activity, token: Token, result?: unknown): void {
  if (node.type === 'script') return finish(draft, token, scriptResult(draft, node, token))
  if (node.type === 'send') send(draft, node, token)
  if (node.type !== 'receive') finish(draft, token, result)
}

/** A global task knows its inputs and outputs by its own names, the activity that calls it by others. */
function scriptResult(draft: Draft, node: ScriptTask, token: Token): unknown {
  if (!node.script) return undefined
  const caller = activityOf(draft, token.at)
  const isCalled = caller !== undefined && caller.id !== node.id
  const names = isCalled ? { names: inputsFor(caller, node.ports?.inputs ?? [], token.vars ?? {}) } : {}
  const value = valueOf(draft, node.script, { in: token.in ?? '', token, ...names }, node.id)
  return isCalled && isContext(value) ? outputsFor(caller, node.ports?.outputs ?? [], value) : value
}

function send(draft: Draft, node: MessageTask, token: Token): void {
  const inputs = Object.fromEntries((node.ports?.inputs ?? []).flatMap((name) => (token.vars && Object.hasOwn(token.vars, name) ? [[name, token.vars[name]]] : [])))
  sendMessage(draft, node.id, { id: node.messageId, name: node.message, ...cargoOf(node.ports, inputs) })
}

function ask(draft: Draft, node: Activity, token: Token): void {
  const about = { element: token.at, token: token.id }
  if (node.type === 'service') draft.commands.push({ type: 'run-service', ...about, do: node.do })
  else if (node.type === 'rule' && node.decision !== '') draft.commands.push({ type: 'evaluate-decision', ...about, decision: node.decision })
  else if (node.type === 'user') {
    const { name, kind, role, unit, outcomes, hours } = node
    draft.commands.push({ type: 'open-step', ...about, name, kind, role, unit, outcomes: [...outcomes], ...(hours === undefined ? {} : { hours }) })
  } else askFor(draft, token)
}

function askFor(draft: Draft, token: Token): void {
  draft.commands.push({ type: 'do-work', element: token.at, token: token.id, rests: false })
}

// The data of the instance live on in the scope that opens.
function move(draft: Draft, token: Token): Variables {
  if (!token.vars) return {}
  const { vars, ...bare } = token
  // The number of a round is still needed when it ends.
  const kept = roundsOf(draft, token) ? { ...bare, vars: { loopCounter: vars['loopCounter'] } } : bare
  draft.tokens = draft.tokens.map((one) => (one.id === token.id ? kept : one))
  return vars
}

const callDepthMax = 100

/** Calls a process of the file, or does a global task in this place; what is not here somebody else has to do. */
function call(draft: Draft, node: CallActivity, token: Token, held: boolean): void {
  const task = draft.model.globalTasks.get(node.called)
  if (task) {
    if (held || !doesItself(task)) ask(draft, { ...task, name: node.name }, token)
    else performNow(draft, task, token)
    return
  }
  const container = draft.model.containers.get(node.called)
  if (container?.kind !== 'process') return askFor(draft, token)
  let depth = 0
  for (let scope = scopeOf(draft, token.in); scope.id !== ''; scope = scopeOf(draft, scope.in)) if (scope.kind === 'call') depth++
  if (depth >= callDepthMax) refuse('process.depth-exceeded', node.id)
  openScope(draft, token, container.id, 'call', inputsFor(node, container.ports?.inputs ?? [], token.vars ?? {}))
  if (held) askFor(draft, token)
}

/** Inputs of the called process: by name, those that share none by their order. */
function inputsFor(node: ActivityNode, theirs: readonly string[], given: Variables): Variables {
  const mine = node.ports?.inputs ?? []
  return Object.fromEntries(theirs.flatMap((name, i) => {
    const other = mine.length === theirs.length ? mine[i] : undefined
    const from = Object.hasOwn(given, name) ? name : other
    return from !== undefined && Object.hasOwn(given, from) ? [[name, given[from]]] : []
  }))
}

/** What a global task gives, under the names of its caller: by name, those that share none by their order. */
function outputsFor(node: ActivityNode, theirs: readonly string[], given: Variables): Variables {
  const mine = node.ports?.outputs ?? []
  const named = mine.length === theirs.length ? theirs.map((name, i): [string, string] => [name, mine.includes(name) ? name : (mine[i] ?? name)]) : []
  const renamed = new Map(named)
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [renamed.get(name) ?? name, value]))
}
