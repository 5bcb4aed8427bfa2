// The file that sets sources up (YIWANG_PROOFS_FILE): JSON by name of source. All faults are told at once; a token is never repeated.
import { Type, type Static } from 'typebox'
import { Value } from 'typebox/value'
import type { ProofRelay } from '#base/context'
import { readTrustedKeys } from '#base/crypto'
import { isProblem } from '#base/problem'
import { sourceNames, sources, type SourceName } from './source.ts'

const EntryShape = Type.Object({
  name: Type.Object({ zh: Type.String({ minLength: 1, maxLength: 100 }), en: Type.String({ minLength: 1, maxLength: 100 }) }),
  contact: Type.String({ minLength: 1, maxLength: 200 }),
  url: Type.String({ maxLength: 500 }),
  token: Type.Optional(Type.String({ minLength: 1, maxLength: 2000 })),
  pages: Type.Optional(Type.String({ maxLength: 500 })),
  keys: Type.Object({ keys: Type.Array(Type.Object({ kty: Type.String() }), { minItems: 1 }) }),
  levels: Type.Record(Type.String({ pattern: '^[a-z][a-z0-9-]{0,39}$' }), Type.Integer({ minimum: 3, maximum: 5 }), { minProperties: 1 }),
  holdsDays: Type.Integer({ minimum: 1, maximum: 3660 }),
}, { additionalProperties: false })

/** Reads the settings of sources. `relays` holds those without a fault; `faults` one line for each fault. */
export function readProofRelays(text: string): { relays: Record<string, ProofRelay>; faults: string[] } {
  const faults: string[] = []
  const relays: Record<string, ProofRelay> = {}
  for (const [name, entry] of Object.entries(parse(text, faults))) {
    const relay = isSourceName(name) ? readEntry(name, entry, faults) : void faults.push(`"${name}" is no source: ${sourceNames.join(', ')} are`)
    if (relay) relays[name] = relay
  }
  return { relays, faults }
}

function readEntry(name: SourceName, entry: unknown, faults: string[]): ProofRelay | undefined {
  if (!Value.Check(EntryShape, entry)) {
    const [first] = Value.Errors(EntryShape, entry)
    return void faults.push(`${name}: ${first ? `${first.instancePath || '/'} ${first.message}` : 'is not of the right form'}`)
  }
  const { levelMax } = sources[name]
  const tooHigh = Object.entries(entry.levels).filter(([, level]) => level > levelMax)
  if (tooHigh.length > 0) faults.push(`${name}: ${tooHigh.map(([assertion]) => assertion).join(', ')} is above level ${levelMax}, the most that this source proves`)
  if (!isAddress(entry.url)) faults.push(`${name}: url is no http(s) address without user and password (a token has a place of its own)`)
  if (entry.pages !== undefined && !(URL.canParse(entry.pages) && new URL(entry.pages).origin === entry.pages)) faults.push(`${name}: pages is scheme and host alone, such as https://check.example.gov.cn`)
  const keys = readKeys(name, entry.keys, faults)
  return tooHigh.length > 0 || !isAddress(entry.url) || keys.length === 0 ? undefined : made(entry, keys)
}

function made(entry: Static<typeof EntryShape>, keys: ProofRelay['keys']): ProofRelay {
  const levels = Object.fromEntries(Object.entries(entry.levels).map(([assertion, level]) => [assertion, level === 3 ? 3 : level === 4 ? 4 : 5] as const))
  return { name: entry.name, contact: entry.contact, url: entry.url, token: entry.token, pages: entry.pages ?? new URL(entry.url).origin, keys, levels, holdsDays: entry.holdsDays }
}

function readKeys(name: string, keys: object, faults: string[]): ProofRelay['keys'] {
  try {
    return readTrustedKeys(JSON.stringify(keys))
  } catch (error) {
    if (!isProblem(error)) throw error
    faults.push(`${name}: keys hold no public key that is trusted here (Ed25519, or P-256)`)
    return []
  }
}

const isSourceName = (name: string): name is SourceName => (sourceNames as readonly string[]).includes(name)

function isAddress(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined
  return url !== undefined && /^https?:$/.test(url.protocol) && url.username === '' && url.password === ''
}

function parse(text: string, faults: string[]): object {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value
  } catch {
    // Told below, as whatever else is no object.
  }
  faults.push('the file is no JSON object of sources')
  return {}
}
