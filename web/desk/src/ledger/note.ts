// Signed notes of the ledger (C2SP signed-note): splits one, and checks its Ed25519 signature in this browser with a published key.
export type SignedNote = { text: string; signatures: { name: string; bytes: Uint8Array }[] }
type PublicKey = { name: string; id: Uint8Array; key: Uint8Array }

const idLength = 4
const ed25519 = 1

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))
}

/** Splits a note into the text that is signed, with its last line break, and its signatures. */
export function splitNote(note: string): SignedNote {
  const end = note.lastIndexOf('\n\n')
  const lines = note.slice(end + 2).split('\n').filter((line) => line.startsWith('— '))
  const signatures = lines.map((line) => {
    const [, name = '', bytes = ''] = line.split(' ')
    return { name, bytes: fromBase64(bytes) }
  })
  return { text: note.slice(0, end + 1), signatures }
}

/** A verifier key reads `name+hexadecimal id+base64 of algorithm and key`; undefined for another algorithm. */
function readKey(text: string): PublicKey | undefined {
  const [name = '', id = '', ...rest] = text.split('+')
  const bytes = fromBase64(rest.join('+'))
  if (bytes[0] !== ed25519) return undefined
  return { name, id: Uint8Array.from(id.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)), key: bytes.slice(1) }
}

/** Whether one of the keys signed the note. Throws where this browser knows no Ed25519. */
export async function isSigned(note: string, keys: string[]): Promise<boolean> {
  const { text, signatures } = splitNote(note)
  const signed = new TextEncoder().encode(text)
  for (const key of keys.map(readKey).filter((each) => each !== undefined)) {
    const own = signatures.filter(({ name, bytes }) => name === key.name && key.id.every((byte, at) => byte === bytes[at]))
    const verifier = await crypto.subtle.importKey('raw', Uint8Array.from(key.key), 'Ed25519', false, ['verify'])
    for (const { bytes } of own) if (await crypto.subtle.verify('Ed25519', verifier, Uint8Array.from(bytes.slice(idLength)), signed)) return true
  }
  return false
}
