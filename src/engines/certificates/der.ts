// Reads DER (X.690): what certificates and lists of revoked ones are written in. Strict: one length for each value, nothing behind the end, no tag above 30.

/** One value: its tag, what stands in it, and the whole of it as it was written. */
export interface Der {
  tag: number
  content: Uint8Array
  whole: Uint8Array
}

/** Bytes that are no certificate, or no list of revoked ones. */
export class DerFault extends Error {}

export const tags = { boolean: 0x01, integer: 0x02, bits: 0x03, octets: 0x04, oid: 0x06, utcTime: 0x17, generalizedTime: 0x18, sequence: 0x30 } as const

/** Reads the bytes as one value. Throws `DerFault`. */
export function readDer(bytes: Uint8Array): Der {
  const [one, end] = readAt(bytes, 0)
  if (end !== bytes.length) throw new DerFault('something stands behind the end')
  return one
}

/** The values that stand in one, which has this tag. */
export function partsOf(der: Der | undefined, tag: number = tags.sequence): Der[] {
  const parts: Der[] = []
  const { content } = expect(der, tag)
  for (let at = 0; at < content.length; ) {
    const [one, end] = readAt(content, at)
    parts.push(one)
    at = end
  }
  return parts
}

/** The value, which has this tag. */
export function expect(der: Der | undefined, tag: number): Der {
  if (der?.tag !== tag) throw new DerFault(`tag ${tag} is missing`)
  return der
}

function readAt(bytes: Uint8Array, start: number): [Der, number] {
  const tag = byteAt(bytes, start)
  if ((tag & 0x1f) === 0x1f) throw new DerFault('a tag is too high')
  const [length, contentAt] = readLength(bytes, start + 1)
  const end = contentAt + length
  if (end > bytes.length) throw new DerFault('cut off')
  return [{ tag, content: bytes.subarray(contentAt, end), whole: bytes.subarray(start, end) }, end]
}

const lengthBytesMax = 4

function readLength(bytes: Uint8Array, at: number): [number, number] {
  const first = byteAt(bytes, at)
  if (first < 0x80) return [first, at + 1]
  const count = first & 0x7f
  if (count === 0 || count > lengthBytesMax) throw new DerFault('a length without end, or too long')
  let length = 0
  for (let place = 1; place <= count; place++) length = length * 256 + byteAt(bytes, at + place)
  if (length < 0x80 || length < 256 ** (count - 1)) throw new DerFault('a length is not the shortest')
  return [length, at + 1 + count]
}

function byteAt(bytes: Uint8Array, at: number): number {
  const byte = bytes[at]
  if (byte === undefined) throw new DerFault('cut off')
  return byte
}

/** An object identifier as dotted numbers. */
export function readOid(der: Der | undefined): string {
  const { content } = expect(der, tags.oid)
  const numbers: number[] = []
  let value = 0
  for (const byte of content) {
    value = value * 128 + (byte & 0x7f)
    if (value > Number.MAX_SAFE_INTEGER) throw new DerFault('a number of an identifier is too large')
    if (byte < 0x80) {
      numbers.push(value)
      value = 0
    }
  }
  const [head = 0, ...rest] = numbers
  if (numbers.length === 0 || (content.at(-1) ?? 0) >= 0x80) throw new DerFault('an identifier is cut off')
  const first = Math.min(Math.floor(head / 40), 2)
  return [first, head - first * 40, ...rest].join('.')
}

/** UTCTime (YYMMDDHHMMSSZ, 1950–2049) or GeneralizedTime (YYYYMMDDHHMMSSZ): no other form stands in a certificate (RFC 5280 §4.1.2.5). */
export function readTime(der: Der | undefined): Temporal.Instant {
  const text = Buffer.from(der?.content ?? []).toString('latin1')
  const isShort = der?.tag === tags.utcTime
  if (!isShort && der?.tag !== tags.generalizedTime) throw new DerFault('no time')
  const year = isShort ? `${Number(text.slice(0, 2)) < 50 ? '20' : '19'}${text}` : text
  const read = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})Z$/.exec(year)
  if (!read) throw new DerFault('no time')
  const [, y, mo, d, h, mi, s] = read
  try {
    return Temporal.Instant.from(`${y}-${mo}-${d}T${h}:${mi}:${s}Z`)
  } catch {
    throw new DerFault('no such moment')
  }
}

/** A number as hexadecimal digits, by which it is compared. */
export function readSerial(der: Der | undefined): string {
  const { content } = expect(der, tags.integer)
  if (content.length === 0) throw new DerFault('no number')
  return Buffer.from(content).toString('hex')
}

/** Whole bytes that stand as a BIT STRING: a signature. */
export function readBits(der: Der | undefined): Uint8Array {
  const { content } = expect(der, tags.bits)
  if (content[0] !== 0) throw new DerFault('no whole bytes')
  return content.subarray(1)
}

/** Whether a bit of a BIT STRING is set; the first is 0. */
export function hasBit(der: Der, bit: number): boolean {
  const byte = expect(der, tags.bits).content[1 + (bit >> 3)] ?? 0
  return (byte & (0x80 >> (bit & 7))) !== 0
}

export interface Extension {
  critical: boolean
  value: Uint8Array
}

/** Extensions by their identifier (RFC 5280 §4.2): one that stands twice is a fault. */
export function readExtensions(der: Der | undefined): Map<string, Extension> {
  const found = new Map<string, Extension>()
  for (const one of der ? partsOf(der) : []) {
    const [id, ...rest] = partsOf(one)
    const critical = rest.length === 2 && expect(rest[0], tags.boolean).content[0] === 0xff
    const oid = readOid(id)
    if (found.has(oid) || rest.length > 2) throw new DerFault('an extension stands twice, or holds too much')
    found.set(oid, { critical, value: expect(rest.at(-1), tags.octets).content })
  }
  return found
}
