// Canonical JSON (RFC 8785): the same content always gives the same bytes, so that digests and signatures can be repeated.

/**
 * Keys sorted by UTF-16 code units, no spaces, numbers as ECMAScript writes them. Members that are `undefined` are left out.
 * Throws on what JSON cannot say: NaN, infinities, lone surrogates, functions, big integers, a root without value.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'string') return quote(value)
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError(`canonical JSON holds no ${value}`)
    return JSON.stringify(value)
  }
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value !== 'object') throw new TypeError(`canonical JSON holds no ${typeof value}`)
  if ('toJSON' in value && typeof value.toJSON === 'function') return canonicalJson(value.toJSON())
  return `{${members(value).join(',')}}`
}

function members(value: object): string[] {
  return Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${quote(key)}:${canonicalJson(member)}`)
}

function quote(text: string): string {
  if (!text.isWellFormed()) throw new TypeError('canonical JSON holds no lone surrogate')
  return JSON.stringify(text)
}
