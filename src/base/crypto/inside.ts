// Texts inside of JSON that stand sealed, each as a mark `{ sealed }`: a few fields of a form, or words in which a number was written down. Whoever
// writes the row says which texts those are; whoever reads it gets the JSON as it was.
import { systemRandom, type Random } from '#base/ids'
import { decryptData, encryptData } from './data.ts'
import type { Keys } from './keys.ts'

/** JSON as it is stored: with the key that its marks stand under, and '' where there are none. */
interface SealedInside {
  value: unknown
  kid: string
}

/** A mark. What somebody sent in the shape of one is sealed as a whole, so that nothing but our own is ever opened. */
function isMark(value: object): value is { sealed: unknown } {
  return Object.keys(value).length === 1 && 'sealed' in value
}

/** Seals the texts inside of a value that `isTelling` names; names of fields stay. `context`: as `encryptData` has it. */
export function sealInside(keys: Keys, value: unknown, context: string, isTelling: (text: string) => boolean, random: Random = systemRandom): SealedInside {
  let kid = ''
  const mark = (plain: unknown) => {
    const sealed = encryptData(keys, JSON.stringify(plain), context, random)
    kid = sealed.split('.')[0] ?? ''
    return { sealed }
  }
  const walk = (one: unknown): unknown => {
    if (typeof one === 'string') return isTelling(one) ? mark(one) : one
    if (typeof one !== 'object' || one === null) return one
    // What has a form of its own in JSON, such as a moment, is taken as it is written there.
    if ('toJSON' in one && typeof one.toJSON === 'function') return walk(JSON.parse(JSON.stringify(one)))
    if (Array.isArray(one)) return one.map(walk)
    return isMark(one) ? mark(one) : Object.fromEntries(Object.entries(one).map(([name, inner]) => [name, walk(inner)]))
  }
  return { value: walk(value), kid }
}

/** The value as it was before `sealInside`. Throws `crypto.data-unreadable`. */
export function openInside(keys: Keys, value: unknown, context: string): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((one) => openInside(keys, one, context))
  if (isMark(value)) return typeof value.sealed === 'string' ? (JSON.parse(decryptData(keys, value.sealed, context)) as unknown) : value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, openInside(keys, inner, context)]))
}
