// Codes that are read from paper and typed by hand: Crockford's letters, without I, L, O and U, which are taken for one another.
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** One letter for each byte, of which five bits count. Random bytes make a code that cannot be guessed. */
export function writePaperCode(bytes: Uint8Array): string {
  return [...bytes].map((byte) => letters.charAt(byte & 31)).join('')
}

/** A code as somebody typed it, read as it was meant. */
export function readPaperCode(typed: string): string {
  return typed.normalize('NFKC').toUpperCase().replaceAll(/[^0-9A-Z]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1')
}
