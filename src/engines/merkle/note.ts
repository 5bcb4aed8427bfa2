// A signed note: text, an empty line and one line for each signature (C2SP signed-note, Ed25519 only). A note is worth nothing
// until `verifyNote` said so with a key the reader already trusted.
import { createHash, createPublicKey, verify, type KeyObject } from 'node:crypto'

/** A signature line; `keyId` is eight hexadecimal digits. */
export interface NoteSignature {
  name: string
  keyId: string
  signature: Uint8Array
}

/** A note that was read but not yet verified; `text` ends with a newline. */
export interface Note {
  text: string
  signatures: NoteSignature[]
}

/** A trusted name with its public key. */
export interface VerifierKey {
  name: string
  key: KeyObject
}

const ed25519 = 1
const linesMax = 100
const charactersMax = 1_000_000
const signatureLine = /^— ([^\s+]+) ([A-Za-z0-9+/]+={0,2})$/u
const namePattern = /^[^\s+]+$/u
// biome-ignore lint/suspicious/noControlCharactersInRegex: the format forbids exactly these.
const controls = /[\u0000-\u0009\u000b-\u001f]/

/** The first four bytes of SHA-256(name ‖ \n ‖ 0x01 ‖ public key), in hexadecimal. Takes a private or a public Ed25519 key. */
export function noteKeyId(name: string, key: KeyObject): string {
  return createHash('sha256').update(`${name}\n`).update(Uint8Array.of(ed25519)).update(publicBytes(key)).digest('hex').slice(0, 8)
}

/** Whoever signs: the public half, and what makes a signature with the private one, wherever that stands. */
export interface NoteSigner {
  publicKey: KeyObject
  sign(data: Uint8Array): Promise<Uint8Array>
}

/** Signs a text that ends with a newline. Throws an Error on a text, name or key that cannot stand in a note (bugs). */
export async function signNote(text: string, name: string, signer: NoteSigner): Promise<string> {
  if (!isNoteText(text)) throw new Error('a note needs text without control characters that ends with a newline')
  if (!namePattern.test(name)) throw new Error(`not a key name: ${name}`)
  const blob = Buffer.concat([Buffer.from(noteKeyId(name, signer.publicKey), 'hex'), await signer.sign(Buffer.from(text))])
  return `${text}\n— ${name} ${blob.toString('base64')}\n`
}

/** Reads a note; undefined where it is not one. */
export function parseNote(note: string): Note | undefined {
  if (note.length > charactersMax) return undefined
  const split = note.lastIndexOf('\n\n')
  if (split < 0 || !note.endsWith('\n')) return undefined
  const text = note.slice(0, split + 1)
  const lines = note.slice(split + 2, -1).split('\n')
  if (!isNoteText(text) || lines.length > linesMax) return undefined
  const signatures: NoteSignature[] = []
  for (const line of lines) {
    const signature = parseLine(line)
    if (!signature) return undefined
    signatures.push(signature)
  }
  return { text, signatures }
}

/** Whether a note carries a good signature by this name and public key. A line of that key that does not fit makes it false. */
export function verifyNote(note: string | Note, name: string, publicKey: KeyObject): boolean {
  const read = typeof note === 'string' ? parseNote(note) : note
  if (!read) return false
  const keyId = noteKeyId(name, publicKey)
  const own = read.signatures.filter((one) => one.name === name && one.keyId === keyId)
  return own.length > 0 && own.every((one) => verify(null, Buffer.from(read.text), publicKey, one.signature))
}

/** The key in the text form that verifiers pass around: name+id+base64 (C2SP signed-note, vkey). */
export function verifierKey(name: string, key: KeyObject): string {
  if (!namePattern.test(name)) throw new Error(`not a key name: ${name}`)
  return `${name}+${noteKeyId(name, key)}+${Buffer.concat([Uint8Array.of(ed25519), publicBytes(key)]).toString('base64')}`
}

/** Reads a verifier key; undefined where it is none, of another kind, or its id does not fit. */
export function parseVerifierKey(text: string): VerifierKey | undefined {
  const [, name, keyId, encoded] = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]{44})$/u.exec(text.trim()) ?? []
  if (!name || !keyId || !encoded) return undefined
  const bytes = Buffer.from(encoded, 'base64')
  if (bytes[0] !== ed25519 || bytes.length !== 33) return undefined
  const key = createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x: bytes.subarray(1).toString('base64url') } })
  return noteKeyId(name, key) === keyId ? { name, key } : undefined
}

function parseLine(line: string): NoteSignature | undefined {
  const [, name, encoded] = signatureLine.exec(line) ?? []
  if (!name || !encoded) return undefined
  const blob = Buffer.from(encoded, 'base64')
  // Only the one canonical spelling of the bytes is read, so that two notes that differ never verify as the same.
  if (blob.length < 5 || blob.toString('base64') !== encoded) return undefined
  return { name, keyId: blob.toString('hex', 0, 4), signature: blob.subarray(4) }
}

function isNoteText(text: string): boolean {
  return text.length > 1 && text.endsWith('\n') && !controls.test(text) && text.isWellFormed()
}

function publicBytes(key: KeyObject): Buffer {
  const { crv, x } = (key.type === 'private' ? createPublicKey(key) : key).export({ format: 'jwk' })
  if (crv !== 'Ed25519' || !x) throw new Error('a note is signed with an Ed25519 key')
  return Buffer.from(x, 'base64url')
}
