// Which instance a message is meant for: keys that its first message set, and what the process's own data demand (BPMN 2.0.2 §8.4.2).
import { evaluate } from '#engines/decisions'
import { isContext, valueOf } from './data.ts'
import type { Draft } from './draft.ts'
import type { Cargo } from './state.ts'

type Message = { id: string; name: string } & Cargo

/** A property's value in a message; undefined where the message has no path for it. */
function propertyOf(draft: Draft, property: string, message: Message): unknown {
  const path = draft.model.correlation.paths.get(property)?.get(message.id)
  if (!path) return undefined
  const names = { ...(isContext(message.payload) ? message.payload : {}), [message.name]: message.payload, ...(message.item === undefined ? {} : { [message.item]: message.payload }) }
  return evaluate(path, names).value
}

/** Whether a message may be for this instance. A message that carries nothing cannot be told apart and fits. */
export function fits(draft: Draft, message: Message): boolean {
  const { correlation, id } = draft.model
  if (message.payload === undefined) return true
  for (const { bindings } of correlation.subscriptions.get(id) ?? []) {
    for (const { property, path } of bindings) {
      const wanted = valueOf(draft, path, { in: '' }, id)
      const given = propertyOf(draft, property, message)
      if (given !== undefined && wanted !== null && !same(given, wanted)) return false
    }
  }
  return correlation.keys.every((key) => {
    const known = draft.keys[key.id]
    return !known || key.properties.every((property) => {
      const given = propertyOf(draft, property, message)
      return given === undefined || same(given, known[property])
    })
  })
}

/** The first message sent or received under a key sets it for the instance. */
export function noteKeys(draft: Draft, message: Message): void {
  for (const key of draft.model.correlation.keys) {
    if (draft.keys[key.id] || key.properties.length === 0) continue
    const values = key.properties.map((property) => [property, propertyOf(draft, property, message)] as const)
    if (values.every(([, value]) => value !== undefined && value !== null)) draft.keys[key.id] = Object.fromEntries(values)
  }
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
