// Moves a running instance to another version of its model, by a mapping that is checked: everything that waits must have a place of the same kind there.
import { boundariesOf } from './boundaries.ts'
import { type Draft, makeDraft, seal } from './draft.ts'
import type { ProcessModel, ProcessNode, ProcessProblem } from './model.ts'
import type { Command, Done, ProcessState, Scope, Undo } from './state.ts'
import { indexOf, setTimers } from './timers.ts'
import { keepRead } from './variables.ts'

/** Ids of the old model → ids of the new one, of nodes and flows alike; what is not named keeps its id. */
export type Mapping = Readonly<Record<string, string>>

/** With problems nothing was moved. */
export interface Migrated {
  state?: ProcessState
  /** Timers that go on under another id, are no more, or are new. */
  commands: Command[]
  problems: ProcessProblem[]
}

type Code = 'migration-of-another-model' | 'migration-mapping-unknown' | 'migration-no-target' | 'migration-type-differs' | 'migration-scope-differs'

const words: Record<Code, [zh: string, en: string]> = {
  'migration-of-another-model': ['状态不属于旧流程，或流程已经结束', 'the state is not of the old process, or has ended'],
  'migration-mapping-unknown': ['对应表中有不存在的元素', 'the mapping names an element that does not exist'],
  'migration-no-target': ['正在等待，新流程中却没有对应的元素', 'it waits, and the new process has no element for it'],
  'migration-type-differs': ['新流程中对应的元素种类不同', 'the element for it in the new process is of another kind'],
  'migration-scope-differs': ['新流程中对应的元素在另一个子流程里', 'the element for it in the new process lies in another sub-process'],
}

interface Move {
  from: ProcessModel
  to: ProcessModel
  mapping: Mapping
  problems: ProcessProblem[]
}

/** The state as it would stand in the new model. The state given is never changed. */
export function migrateProcess(from: ProcessModel, to: ProcessModel, state: ProcessState, mapping: Mapping = {}): Migrated {
  const move: Move = { from, to, mapping, problems: [] }
  if (state.process !== from.id || state.ended !== undefined) note(move, 'migration-of-another-model', state.process)
  for (const [old, next] of Object.entries(mapping)) if (!exists(from, old) || !exists(to, next)) note(move, 'migration-mapping-unknown', exists(from, old) ? next : old)
  for (const token of state.tokens) {
    checkNode(move, token.at)
    if (token.via !== undefined) checkFlow(move, token.via, token.at)
    if (token.then !== undefined) checkNode(move, token.then)
  }
  for (const scope of state.scopes ?? []) if (to.containers.get(idOf(move, scope.of)) === undefined) checkNode(move, scope.of)
  for (const done of everyDone(state)) checkNode(move, done.at)
  for (const reset of state.resets ?? []) checkNode(move, reset.at)
  return move.problems.length > 0 ? { commands: [], problems: move.problems } : { ...settle(move, moved(move, state)), problems: [] }
}

function exists(model: ProcessModel, id: string): boolean {
  return model.nodes.has(id) || model.flows.has(id) || model.containers.has(id)
}

function note(move: Move, code: Code, element: string): void {
  const line = (move.from.nodes.get(element) ?? move.to.nodes.get(element))?.line ?? 0
  const [zh, en] = words[code]
  if (!move.problems.some((one) => one.element === element && one.code === `process.${code}`)) move.problems.push({ code: `process.${code}`, element, line, zh: `${element}：${zh}。`, en: `${element}: ${en}.` })
}

function idOf({ from, to, mapping }: Move, id: string): string {
  return id === from.id ? to.id : (mapping[id] ?? id)
}

function checkNode(move: Move, id: string): void {
  const old = move.from.nodes.get(id)
  const next = move.to.nodes.get(idOf(move, id))
  if (!next) note(move, 'migration-no-target', id)
  else if (old && kindOf(old) !== kindOf(next)) note(move, 'migration-type-differs', id)
  else if (old && idOf(move, old.container) !== next.container) note(move, 'migration-scope-differs', id)
}

/** What must be the same for a token to stay meaningful; of a user task its place in law, of an event what it waits for. */
function kindOf(node: ProcessNode): string {
  const loop = 'loop' in node && node.loop ? (node.loop.kind === 'many' ? `many ${node.loop.sequential}` : 'loop') : ''
  const more = node.type === 'user' ? node.kind : node.type === 'sub' ? node.variant : 'definitions' in node ? node.definitions.map(({ kind }) => kind).join() : ''
  return `${node.type} ${more} ${loop}`
}

function checkFlow(move: Move, flow: string, at: string): void {
  const next = move.to.flows.get(idOf(move, flow))
  if (!next) note(move, 'migration-no-target', flow)
  else if (next.to !== idOf(move, at)) note(move, 'migration-scope-differs', flow)
}

function everyDone(state: ProcessState): Done[] {
  const inner = (list: readonly Done[]): Done[] => list.flatMap((one) => [one, ...inner(one.done ?? [])])
  const queued = (state.undos ?? []).flatMap(({ queue }) => queue.flatMap((item) => ('close' in item ? [] : [item])))
  return inner([...(state.done ?? []), ...(state.scopes ?? []).flatMap((scope) => scope.done ?? []), ...queued])
}

// ---- rewriting

function moved(move: Move, state: ProcessState): ProcessState {
  const renamed = Object.fromEntries(Object.entries(state.variables).map(([name, value]) => [move.from.keeps === 'read' && move.from.nodes.has(name) ? idOf(move, name) : name, value]))
  return {
    ...state, process: move.to.id, tokens: state.tokens.map((token) => ({ ...token, at: idOf(move, token.at), ...(token.via === undefined ? {} : { via: idOf(move, token.via) }), ...(token.then === undefined ? {} : { then: idOf(move, token.then) }) })),
    variables: move.to.keeps === 'read' ? { ...keepOutcomes(move.to, renamed), ...keepRead(move.to, renamed) } : renamed,
    trail: state.trail.map((id) => idOf(move, id)).filter((id) => exists(move.to, id)),
    ...(state.scopes ? { scopes: state.scopes.map((scope) => movedScope(move, scope)) } : {}), ...(state.done ? { done: state.done.map((one) => movedDone(move, one)) } : {}),
    ...(state.undos ? { undos: state.undos.map((undo) => movedUndo(move, undo)) } : {}), ...(state.heard ? { heard: state.heard.map((key) => idOf(move, key.split(':')[0] ?? '') + key.slice(key.indexOf(':'))) } : {}),
    ...(state.resets ? { resets: state.resets.map((reset) => ({ ...reset, at: idOf(move, reset.at), used: reset.used.map((flow) => idOf(move, flow)) })) } : {}),
  }
}

// The outcome of a step is kept whether or not it is read.
function keepOutcomes(model: ProcessModel, variables: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(variables).filter(([name]) => model.nodes.has(name)))
}

function movedScope(move: Move, scope: Scope): Scope {
  return { ...scope, of: idOf(move, scope.of), ...(scope.done ? { done: scope.done.map((one) => movedDone(move, one)) } : {}), ...(scope.ahead ? { ahead: scope.ahead.map((id) => idOf(move, id)) } : {}) }
}

function movedDone(move: Move, done: Done): Done {
  return { ...done, at: idOf(move, done.at), ...(done.done ? { done: done.done.map((one) => movedDone(move, one)) } : {}) }
}

function movedUndo(move: Move, undo: Undo): Undo {
  return { ...undo, queue: undo.queue.map((item) => ('close' in item ? item : { ...item, ...movedDone(move, item) })) }
}

/** Timers follow their events: renamed, stopped where the event is gone, started where it is new. */
function settle(move: Move, state: ProcessState): { state: ProcessState; commands: Command[] } {
  const commands: Command[] = []
  const timers = state.timers.flatMap((timer) => {
    const element = idOf(move, timer.element)
    const index = indexOf(timer)
    const node = move.to.nodes.get(element)
    if (!node || !('definitions' in node) || node.definitions[index]?.kind !== 'timer' || !isStillHeard(node, timer.token, state)) {
      commands.push({ type: 'cancel-timer', timer: timer.id })
      return []
    }
    const id = `${element}:${timer.token}${index === 0 ? '' : `:${index}`}`
    if (id !== timer.id) commands.push({ type: 'rename-timer', timer: timer.id, to: id, element })
    return [{ ...timer, id, element }]
  })
  const draft = makeDraft(move.to, { ...state, timers })
  startNewTimers(draft)
  const step = seal(draft)
  return { state: step.state, commands: [...commands, ...step.commands] }
}

function isStillHeard(node: ProcessNode, owner: string, state: ProcessState): boolean {
  return node.type !== 'boundary' || state.tokens.some((token) => token.id === owner && token.at === node.host)
}

function startNewTimers(draft: Draft): void {
  for (const token of draft.tokens) {
    for (const boundary of boundariesOf(draft, token)) {
      if (draft.timers.some((timer) => timer.element === boundary.id && timer.token === token.id)) continue
      setTimers(draft, boundary.id, boundary.definitions, token.id, { in: token.in ?? '', token })
    }
  }
}
