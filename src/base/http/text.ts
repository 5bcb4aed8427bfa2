// Text that can be stored: PostgreSQL takes neither U+0000 nor half of a surrogate pair. What is sent with them is refused, never mended in silence.

/** Whether a text can be stored as it is. */
export function isPlainText(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0')
}

/** Whether a text shows nothing: spaces of any script, marks without width, the blanks of Braille and Hangul. */
export function isBlank(text: string): boolean {
  return /^[\s\p{Cf}\u2800\u3164\u115f\u1160\uffa0]*$/u.test(text)
}

const depthMax = 64

/** The place (JSON pointer) of the first text that cannot be stored, in names or values, or of nesting deeper than anybody needs; undefined where all is well. */
export function findBadText(value: unknown, path = '', depth = 0): string | undefined {
  if (typeof value === 'string') return isPlainText(value) ? undefined : path
  if (typeof value !== 'object' || value === null || Buffer.isBuffer(value)) return undefined
  if (depth > depthMax) return path
  for (const [name, part] of Object.entries(value)) {
    const found = isPlainText(name) ? findBadText(part, `${path}/${name}`, depth + 1) : path
    if (found !== undefined) return found
  }
  return undefined
}
