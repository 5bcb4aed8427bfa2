// Binds the whole file of a licence: a signature over every byte of the PDF, standing in a place of fixed length that alone
// is left out. So pages swapped under a genuine licence.jws are found. Not a signature in the sense of ISO 32000 §12.8:
// readers of PDF do not show it.
import { createHash } from 'node:crypto'
import { canonicalJson, equalBytes, signJws, verifyJws, type SigningKey, type TrustedKey } from '#base/crypto'

const proofType = 'yiwang-licence-document+jws'
const mark = 'yiwang-proof:'
const opening = Buffer.from(`(${mark}`, 'latin1')
const length = 640
const placeholder = '.'.repeat(length)

/** The entry of the information dictionary that keeps the place. */
export const proofPlace = { YiwangProof: mark + placeholder }

/** `whole`: every byte is as issued · `altered`: not · `unproven`: the file carries no proof · `unknown-key`: of a key that is not trusted. */
export type ProofVerdict = { verdict: 'whole'; licence: string; version: string; kid: string } | { verdict: 'altered' | 'unproven' | 'unknown-key' }

/** Writes the proof into a PDF made with `proofPlace`. */
export async function proveDocument(key: SigningKey, pdf: Uint8Array, about: { licence: string; version: string }): Promise<Uint8Array> {
  const place = findPlace(pdf)
  if (place === undefined) throw new Error('the PDF keeps no place for its proof')
  const jws = await signJws(key, Buffer.from(canonicalJson({ licence: about.licence, version: about.version, sha256: digestAround(pdf, place) })), proofType)
  if (jws.length > length) throw new Error('the proof is longer than its place')
  const proven = Buffer.from(pdf)
  proven.write(jws.padEnd(length, ' '), place, 'latin1')
  return proven
}

/** Checks the proof of a PDF against trusted keys. */
export async function checkProof(pdf: Uint8Array, trusted: readonly TrustedKey[]): Promise<ProofVerdict> {
  const place = findPlace(pdf)
  if (place === undefined) return { verdict: 'unproven' }
  const written = Buffer.from(pdf.subarray(place, place + length)).toString('latin1')
  const jws = written.trimEnd()
  // Exactly the padding that was written: other white space would be a second form of the same file.
  if (jws.padEnd(length, ' ') !== written) return { verdict: 'altered' }
  const said = await verifyJws(jws, trusted, proofType)
  if (said.verdict !== 'good') return { verdict: said.verdict === 'unknown-key' ? 'unknown-key' : 'altered' }
  const { sha256, licence, version } = JSON.parse(Buffer.from(said.payload).toString('utf8')) as Record<string, string>
  if (!sha256 || !licence || !version || !equalBytes(sha256, digestAround(pdf, place))) return { verdict: 'altered' }
  return { verdict: 'whole', licence, version, kid: said.kid }
}

/** Start of the one place; undefined when there is none, or several, or the file ends inside. */
function findPlace(pdf: Uint8Array): number | undefined {
  const bytes = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength)
  const at = bytes.indexOf(opening)
  if (at < 0 || bytes.indexOf(opening, at + 1) >= 0) return undefined
  const start = at + opening.length
  return bytes.at(start + length) === 0x29 ? start : undefined
}

function digestAround(pdf: Uint8Array, place: number): string {
  return createHash('sha256').update(pdf.subarray(0, place)).update(placeholder).update(pdf.subarray(place + length)).digest('hex')
}
