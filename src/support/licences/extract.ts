// Gets the signed licence out of a file: a bare JWS, or the attachment of a PDF. Trusts nothing it finds and never runs a PDF.
import { inflateSync } from 'node:zlib'
import { isCredential } from './credential.ts'

export const attachmentName = 'licence.jws'

/** What was found. `several`: different licences in one file, which no issued file has. */
export type Extracted = { found: 'pdf' | 'jws'; jws: string } | { found: 'nothing' | 'several'; pdf: boolean }

const streamBytesMax = 256 * 1024
const jwsShape = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/

/** Finds the signed licence in the bytes of a file. Never throws. */
export function extractLicence(file: Uint8Array): Extracted {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength)
  const pdf = bytes.subarray(0, 1024).includes('%PDF-')
  if (!pdf) return fromText(bytes)
  const found = new Set([...streamsOf(bytes)].map(textOf).filter((text) => text !== undefined))
  const [jws] = found
  if (jws === undefined) return { found: 'nothing', pdf }
  return found.size === 1 ? { found: 'pdf', jws } : { found: 'several', pdf }
}

function fromText(bytes: Buffer): Extracted {
  const text = bytes.length <= streamBytesMax ? bytes.toString('latin1').trim() : ''
  return jwsShape.test(text) && isCredential(text) ? { found: 'jws', jws: text } : { found: 'nothing', pdf: false }
}

/** All streams of the file, wherever its cross references point: files that were saved anew keep the attachment too. */
function* streamsOf(bytes: Buffer): Generator<Buffer> {
  let at = 0
  for (;;) {
    const word = bytes.indexOf('stream', at, 'latin1')
    if (word < 0) return
    const start = lineAfter(bytes, word + 6)
    const end = bytes.indexOf('endstream', start, 'latin1')
    if (end < 0) return
    yield bytes.subarray(start, end)
    at = end + 9
  }
}

function lineAfter(bytes: Buffer, at: number): number {
  if (bytes[at] === 0x0d && bytes[at + 1] === 0x0a) return at + 2
  return bytes[at] === 0x0a || bytes[at] === 0x0d ? at + 1 : at
}

function textOf(stream: Buffer): string | undefined {
  const plain = inflate(stream) ?? stream
  if (plain.length > streamBytesMax) return undefined
  const text = plain.toString('latin1').trim()
  return jwsShape.test(text) && isCredential(text) ? text : undefined
}

function inflate(stream: Buffer): Buffer | undefined {
  // Only what can be a zlib stream is tried: most of a file's bytes are fonts.
  if ((stream[0] ?? 0) % 16 !== 8) return undefined
  try {
    return inflateSync(stream, { maxOutputLength: streamBytesMax })
  } catch {
    return undefined
  }
}
