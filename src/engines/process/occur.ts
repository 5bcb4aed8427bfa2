// Events from outside and conditions that come true reach what listens for them (BPMN 2.0.2 §13.5.1–13.5.4).
import { fireBoundary, takeCargo, unpacked } from './boundaries.ts'
import { dropRivals } from './clear.ts'
import { fits, noteKeys } from './correlate.ts'
import { valueOf } from './data.ts'
import { type Draft, happen, refuse, removeToken, scopeOf, tokenOf } from './draft.ts'
import { finish, isHeld } from './finish.ts'
import { leaveByAll } from './leave.ts'
import { type Listener, listenersOf } from './listen.ts'
import type { MessageTask } from './model.ts'
import type { Cargo, ProcessEvent, Token } from './state.ts'
import { openEventSub } from './scopes.ts'
import { cancelTimers, indexOf, renewTimer } from './timers.ts'

/** One definition of a listener occurs; a parallel multiple event waits until each has. */
export function occur(draft: Draft, listener: Listener, index: number, cargo: Cargo = {}): void {
  if (listener.needsAll && !isLast(draft, listener, index)) return
  if (listener.kind === 'boundary') return fireBoundary(draft, listener.node, listener.token, cargo)
  if (listener.kind === 'waits') return release(draft, listener.token, cargo)
  openEventSub(draft, listener.scope, listener.sub, listener.node)
  const opened = [...draft.scopes.values()].at(-1)
  if (opened) takeCargo(draft, listener.node, cargo, { in: opened.id })
}

function isLast(draft: Draft, { node, owner, definitions }: Listener, index: number): boolean {
  const keyOf = (n: number) => `${node.id}:${owner}:${n}`
  draft.heard.add(keyOf(index))
  const all = definitions.every((_, n) => draft.heard.has(keyOf(n)))
  if (all) for (const n of definitions.keys()) draft.heard.delete(keyOf(n))
  return all
}

/** A catch event or receive task has what it waited for. */
export function release(draft: Draft, token: Token, cargo: Cargo): void {
  const node = draft.model.nodes.get(token.at)
  dropRivals(draft, token)
  if (node?.type === 'receive') return receive(draft, node, token, unpacked(cargo, node.ports))
  if (node?.type !== 'catch') return
  cancelTimers(draft, token.id)
  removeToken(draft, token)
  takeCargo(draft, node, cargo, { in: token.in ?? '' })
  draft.trail.add(node.id)
  happen(draft, 'completed', node.id)
  leaveByAll(draft, node, token.in ?? '')
}

/** A receive task that takes time or fails does so once its message is here. */
function receive(draft: Draft, node: MessageTask, token: Token, brought: unknown): void {
  if (!isHeld(draft, node)) return finish(draft, token, brought)
  draft.tokens = draft.tokens.map((one) => (one.id === token.id ? { ...one, rests: true, ...(brought === undefined ? {} : { brought }) } : one))
  draft.commands.push({ type: 'do-work', element: token.at, token: token.id, rests: true })
}

function isThere(draft: Draft, listener: Listener): boolean {
  return listener.kind === 'sub' ? draft.scopes.get(listener.scope.id) === listener.scope && !listener.scope.taken : tokenOf(draft, listener.token.id) !== undefined
}

export function fireTimer(draft: Draft, id: string): void {
  const timer = draft.timers.find((one) => one.id === id)
  const listener = timer && listenersOf(draft).find((one) => one.node.id === timer.element && one.owner === timer.token)
  if (!timer || !listener) refuse('process.timer-not-running', id)
  const repeats = listener.kind !== 'waits' && !listener.node.interrupting
  if (repeats) renewTimer(draft, timer)
  else draft.timers = draft.timers.filter((one) => one.id !== id)
  occur(draft, listener, indexOf(timer))
}

type Message = Extract<ProcessEvent, { type: 'message' }>

/** The first listener for a message, if it is for this instance. */
export function findReceiver(draft: Draft, message: Message): { listener: Listener; index: number } | undefined {
  for (const listener of listenersOf(draft)) {
    if (message.to !== undefined && listener.node.id !== message.to) continue
    const index = listener.definitions.findIndex((one, n) => one.kind === 'message' && (message.to !== undefined || one.message === message.name || one.messageId === message.name) && !(listener.needsAll && draft.heard.has(`${listener.node.id}:${listener.owner}:${n}`)))
    const definition = listener.definitions[index]
    if (definition?.kind === 'message' && fits(draft, correlated(message, definition.messageId))) return { listener, index }
  }
  return undefined
}

function correlated(message: Message, own: string): { id: string; name: string } & Cargo {
  return { ...message, id: message.id || own }
}

export function hearMessage(draft: Draft, message: Message): void {
  const found = findReceiver(draft, message)
  const definition = found?.listener.definitions[found.index]
  if (!found || definition?.kind !== 'message') refuse('process.message-not-expected', message.name)
  if (message.payload !== undefined) noteKeys(draft, correlated(message, definition.messageId))
  occur(draft, found.listener, found.index, message)
}

/** A signal reaches everything that listens for it now. */
export function hearSignal(draft: Draft, name: string, cargo: Cargo): void {
  for (const listener of listenersOf(draft)) {
    if (!isThere(draft, listener)) continue
    for (const [index, definition] of listener.definitions.entries()) if (definition.kind === 'signal' && definition.signal === name && isThere(draft, listener)) occur(draft, listener, index, cargo)
  }
}

/** Looks at every condition that is listened for; an event occurs when its condition turns true. */
export function hearConditions(draft: Draft): void {
  if (!draft.model.hasConditions) return
  for (const listener of listenersOf(draft)) {
    for (const [index, definition] of listener.definitions.entries()) {
      if (definition.kind !== 'conditional' || !isThere(draft, listener)) continue
      const key = `${listener.node.id}:${listener.owner}:c${index}`
      const holds = valueOf(draft, definition.condition, placeOf(draft, listener), listener.node.id) === true
      const before = draft.heard.has(key)
      if (!holds) draft.heard.delete(key)
      else if (!before) {
        draft.heard.add(key)
        occur(draft, listener, index)
      }
    }
  }
}

function placeOf(draft: Draft, listener: Listener): { in: string; token?: Token } {
  if (listener.kind === 'sub') return { in: listener.scope.id }
  return { in: scopeOf(draft, listener.token.in).id, token: listener.token }
}
