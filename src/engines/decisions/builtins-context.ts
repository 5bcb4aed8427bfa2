// Built-in functions on contexts (DMN 1.5 §10.3.4.10). Contexts never change: what is put gives a new one.
import { define, itemsIn } from './define.ts'
import { type FeelContext, type FeelValue, fromPlain, isContext } from './values.ts'

function contextFrom(entries: FeelValue[]): FeelValue | undefined {
  const made: FeelContext = Object.create(null)
  for (const entry of entries) {
    if (!isContext(entry) || !Object.hasOwn(entry, 'key') || !Object.hasOwn(entry, 'value')) return undefined
    const key = fromPlain(entry['key'])
    if (typeof key !== 'string' || Object.hasOwn(made, key)) return undefined
    made[key] = fromPlain(entry['value'])
  }
  return made
}

function put(context: FeelValue | undefined, keys: FeelValue[], value: FeelValue): FeelValue | undefined {
  const [key, ...rest] = keys
  if (context === undefined || !isContext(context) || typeof key !== 'string') return undefined
  const inner = rest.length === 0 ? value : put(Object.hasOwn(context, key) ? fromPlain(context[key]) : undefined, rest, value)
  return inner === undefined ? undefined : Object.assign(Object.create(null), context, { [key]: inner })
}

export const contextFunctions = [
  define('context', 'entries: list', ([entries]) => contextFrom(itemsIn(entries))),
  define('get value', 'm: context, key: string', ([context, key]) => (isContext(context ?? null) && Object.hasOwn(context as FeelContext, key as string) ? fromPlain((context as FeelContext)[key as string]) : null)),
  define('get entries', 'm: context', ([context]) => Object.entries(context as FeelContext).map(([key, value]) => ({ key, value: fromPlain(value) }))),
  define(
    'context put',
    'context: context, key: string, value: any', ([context, key, value]) => put(context, [key ?? null], value ?? null),
    'context: context, keys: list, value: any', ([context, keys, value]) => put(context, itemsIn(keys), value ?? null),
  ),
  define('context merge', 'contexts: list', ([contexts]) => {
    const all = itemsIn(contexts)
    return all.every(isContext) ? Object.assign(Object.create(null), ...all) : undefined
  }),
]
