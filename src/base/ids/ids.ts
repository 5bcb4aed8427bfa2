// Identifiers sort by time and, inside one act, by the order in which they were asked for.
import { createHash, randomBytes } from 'node:crypto'

/** A source of random bytes. Injected like the clock, so that the same seed gives the same ledger. */
export interface Random {
  bytes(count: number): Uint8Array
}

export const systemRandom: Random = { bytes: (count) => randomBytes(count) }

/** Randomness that follows from a seed: SHA-256 in counter mode. For simulations and tests only. */
export function seededRandom(seed: string): Random {
  let counter = 0
  return {
    bytes(count) {
      const out = Buffer.alloc(count)
      for (let at = 0; at < count; at += 32) createHash('sha256').update(`${seed}:${counter++}`).digest().copy(out, at)
      return out
    },
  }
}

/** More than any act needs: who asks for more is caught in a loop. */
const idsMax = 0x1000 * 64

/**
 * Makes UUIDv7 identifiers of one moment. The 12 bits after the version count up, so identifiers of one maker keep their order
 * (RFC 9562 §6.2, method 1); where they are used up the time goes on by a millisecond, as the RFC allows of a counter that rolls over.
 */
export function idMaker(moment: Temporal.Instant, random: Random): () => string {
  const timeAt = (place: number) => (moment.epochMilliseconds + Math.floor(place / 0x1000)).toString(16).padStart(12, '0')
  let count = 0
  return () => {
    if (count >= idsMax) throw new Error(`one act asked for more than ${idsMax} identifiers`)
    const time = timeAt(count)
    const tail = Buffer.from(random.bytes(8))
    tail[0] = (tail.readUInt8(0) & 0x3f) | 0x80
    const hex = tail.toString('hex')
    const sequence = (count++ % 0x1000).toString(16).padStart(3, '0')
    return `${time.slice(0, 8)}-${time.slice(8)}-7${sequence}-${hex.slice(0, 4)}-${hex.slice(4)}`
  }
}

/** Whether a text has the shape of an identifier. */
export function isId(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(text)
}
