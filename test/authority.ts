// An authority of certificates for tests, of one's own: it makes certificates and lists of revoked ones in DER (X.690, RFC 5280), also such as nobody should take.
import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto'

type Bytes = Buffer
const value = (tag: number, ...parts: Uint8Array[]): Bytes => {
  const content = Buffer.concat(parts)
  const digits = content.length.toString(16)
  const length = content.length < 0x80 ? Buffer.of(content.length) : Buffer.from(digits.padStart(digits.length + (digits.length % 2), '0'), 'hex')
  return Buffer.concat([Buffer.of(tag), content.length < 0x80 ? length : Buffer.concat([Buffer.of(0x80 | length.length), length]), content])
}
const sequence = (...parts: Uint8Array[]) => value(0x30, ...parts)
const integer = (number: number) => {
  const digits = number.toString(16)
  const whole = digits.padStart(digits.length + (digits.length % 2), '0')
  return value(0x02, Buffer.from(Number.parseInt(whole.slice(0, 2), 16) < 0x80 ? whole : `00${whole}`, 'hex'))
}
const bits = (bytes: Uint8Array, unused = 0) => value(0x03, Buffer.of(unused), bytes)
const truth = value(0x01, Buffer.of(0xff))
const moment = (at: string) => value(0x18, Buffer.from(Temporal.Instant.from(at).toString({ smallestUnit: 'second' }).replace(/[-:T]/g, '')))
const name = (text: string) => sequence(value(0x31, sequence(oid('2.5.4.3'), value(0x0c, Buffer.from(text)))))

function oid(text: string): Bytes {
  const [first = 0, second = 0, ...rest] = text.split('.').map(Number)
  const base128 = (number: number): number[] => (number < 128 ? [number] : [...base128(Math.floor(number / 128)).map((part) => part | 0x80), number % 128])
  return value(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]))
}
const ecdsa = sequence(oid('1.2.840.10045.4.3.2'))

export interface Made {
  der: Uint8Array
  key: KeyObject
  serial: number
}

/** What a certificate says otherwise than it should. */
export interface Change {
  from?: string
  until?: string
  /** Extended uses; none: it says nothing about its use. */
  uses?: string[]
  /** Which key use it has: bits of one byte. */
  keyUse?: number
  /** An extension of its own that must be understood. */
  critical?: string
  authority?: { depth?: number }
  key?: KeyObject
  serial?: number
  subject?: string
}

export interface Authority {
  der: Uint8Array
  pem: string
  /** A certificate for a holder; by default one by which somebody shows who he is. */
  issue(holder: string, change?: Change): Made
  /** An authority below this one. */
  below(holder: string, change?: Change): Authority
  /** The list of those that were revoked. */
  list(serials?: readonly number[], change?: { from?: string; until?: string; critical?: boolean; key?: KeyObject }): Uint8Array
}

const clients = '1.3.6.1.5.5.7.3.2'
let serials = 1000

export const pemOf = (der: Uint8Array, label = 'CERTIFICATE'): string => `-----BEGIN ${label}-----\n${(Buffer.from(der).toString('base64').match(/.{1,64}/g) ?? []).join('\n')}\n-----END ${label}-----\n`

const newKeys = () => generateKeyPairSync('ec', { namedCurve: 'P-256' })

function write(issuer: { name: string; key: KeyObject }, publicKey: KeyObject, subject: string, change: Change): { der: Bytes; serial: number } {
  const serial = change.serial ?? ++serials
  const extension = (id: string, critical: boolean, content: Uint8Array) => sequence(oid(id), ...(critical ? [truth] : []), value(0x04, content))
  const { uses = change.authority ? [] : [clients], keyUse = change.authority ? 0x06 : 0x80 } = change
  const extensions = [
    extension('2.5.29.19', true, sequence(...(change.authority ? [truth, ...(change.authority.depth === undefined ? [] : [integer(change.authority.depth)])] : []))), extension('2.5.29.15', true, bits(Buffer.of(keyUse), keyUse === 0x80 ? 7 : 1)),
    ...(uses.length > 0 ? [extension('2.5.29.37', false, sequence(...uses.map(oid)))] : []), ...(change.critical ? [extension(change.critical, true, sequence())] : []),
  ]
  const what = sequence(
    value(0xa0, integer(2)), integer(serial), ecdsa, name(issuer.name), sequence(moment(change.from ?? '2020-01-01T00:00:00Z'), moment(change.until ?? '2049-12-31T00:00:00Z')), name(subject),
    publicKey.export({ type: 'spki', format: 'der' }), value(0xa3, sequence(...extensions)),
  )
  return { der: sequence(what, ecdsa, bits(sign('sha256', what, issuer.key))), serial }
}

/** Makes an authority that nobody stands above. */
export function makeAuthority(holder = 'Test authority', change: Change = {}): Authority {
  const keys = newKeys()
  const { der } = write({ name: holder, key: keys.privateKey }, keys.publicKey, holder, { ...change, authority: change.authority ?? {} })
  return authorityOf(holder, der, keys.privateKey)
}

function authorityOf(holder: string, der: Uint8Array, key: KeyObject): Authority {
  const self = { name: holder, key }
  return {
    der, pem: pemOf(der),
    issue: (subject, change = {}) => {
      const keys = newKeys()
      return { ...write({ ...self, ...(change.key ? { key: change.key } : {}) }, keys.publicKey, subject, change), key: keys.privateKey }
    },
    below: (subject, change = {}) => {
      const keys = newKeys()
      return authorityOf(subject, write(self, keys.publicKey, subject, { authority: {}, ...change }).der, keys.privateKey)
    },
    list: (revoked = [], change = {}) => {
      const entries = revoked.map((serial) => sequence(integer(serial), moment('2024-01-01T00:00:00Z')))
      const what = sequence(
        integer(1), ecdsa, name(holder), moment(change.from ?? '2020-01-01T00:00:00Z'), moment(change.until ?? '2049-12-31T00:00:00Z'), ...(entries.length > 0 ? [sequence(...entries)] : []),
        ...(change.critical ? [value(0xa0, sequence(sequence(oid('2.5.29.28'), truth, value(0x04, sequence()))))] : []),
      )
      return sequence(what, ecdsa, bits(sign('sha256', what, change.key ?? key)))
    },
  }
}

/** How the proxy at the front hands a certificate on (RFC 9440 §2). */
export const handedOn = (der: Uint8Array): string => `:${Buffer.from(der).toString('base64')}:`
