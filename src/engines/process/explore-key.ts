// When two states are the same for a proof: numbers of tokens and scopes do not matter, nor which of several alike instances is which, nor how often a loop
// without a maximum has run. So the walk is finite, and symmetric ways are walked once.
import type { ProcessModel } from './model.ts'
import type { Done, ProcessState, Scope, Token } from './state.ts'

/** A text that is equal for states that are the same. `more`: what else belongs to the state of the walk. */
export function keyOf(model: ProcessModel, state: ProcessState, heard: readonly string[], more: unknown): string {
  const look: Look = { model, state, heard: [...(state.heard ?? []), ...heard] }
  return JSON.stringify([describeContent(look, undefined), ofOwner(look, '0'), doneOf(state.done), state.taken === true, undosOf(look), sorted(readOf(model, state.variables)), state.ended ?? '', more])
}

interface Look {
  model: ProcessModel
  state: ProcessState
  heard: readonly string[]
}

const names = new WeakMap<ProcessModel['flows'], Set<string>>()

/** What no condition reads makes no difference. */
function readOf({ flows }: ProcessModel, variables: Record<string, unknown>): Record<string, unknown> {
  const read = names.get(flows) ?? new Set([...flows.values()].flatMap(({ condition }) => condition?.reads.map(([name = '']) => name) ?? []))
  names.set(flows, read)
  return Object.fromEntries(Object.entries(variables).filter(([name]) => read.has(name)))
}

const sorted = (record: Record<string, unknown>) => Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1))

function describeContent(look: Look, scope: string | undefined): unknown[] {
  const { tokens, scopes = [], resets = [] } = look.state
  const own = tokens.filter((token) => token.in === scope).map((token) => JSON.stringify(describeToken(look, token)))
  const loose = scopes.filter((one) => one.in === scope && one.token === undefined).map((one) => JSON.stringify(describeScope(look, one)))
  return [own.sort(), loose.sort(), resets.filter((reset) => reset.in === scope).map(({ at, used }) => `${at} ${[...used].sort().join()}`).sort()]
}

function describeToken(look: Look, token: Token): unknown[] {
  const content = look.state.scopes?.find((scope) => scope.token === token.id)
  const rivals = token.gate === undefined ? [] : look.state.tokens.filter((other) => other.gate === token.gate).map(({ at }) => at).sort()
  return [token.at, token.via ?? '', token.then ?? '', token.rests === true, token.failed ?? '', token.undo !== undefined, rivals, ofOwner(look, token.id), content ? describeScope(look, content) : '']
}

function describeScope(look: Look, scope: Scope): unknown[] {
  const node = look.model.nodes.get(scope.of)
  const loop = node && 'loop' in node ? node.loop : undefined
  // A loop that may go on for ever stands where it stood a round before.
  const counted = scope.rounds && (loop?.kind === 'many' || loop?.maximum !== undefined) ? [scope.rounds.total, scope.rounds.begun, scope.rounds.entered, scope.rounds.done] : []
  return [scope.of, scope.kind, scope.taken === true, scope.cancelled === true, scope.satisfied === true, scope.ahead ?? [], counted, doneOf(scope.done), ofOwner(look, scope.id), describeContent(look, scope.id)]
}

/** Timers and what was heard, of a token or scope. */
function ofOwner({ state, heard }: Look, owner: string): unknown[] {
  const keys = heard.filter((key) => key.slice(key.indexOf(':') + 1, key.lastIndexOf(':')) === owner).map((key) => key.replace(`:${owner}:`, '::'))
  return [state.timers.filter((timer) => timer.token === owner).map((timer) => timer.element).sort(), [...new Set(keys)].sort()]
}

/** What could be undone: each once, since a loop would otherwise remember for ever. */
function doneOf(done: readonly Done[] = []): unknown[] {
  return [...new Set(done.map((one) => JSON.stringify([one.at, doneOf(one.done)])))]
}

function undosOf({ state }: Look): unknown[] {
  const placeOf = (id: string | undefined) => state.tokens.find((token) => token.id === id)?.at ?? ''
  return (state.undos ?? []).map((undo) => [placeOf(undo.token), undo.transaction !== undefined, undo.queue.map((item) => ('close' in item ? 'close' : item.at))])
}
