// From bytes to text and back: a file in UTF-8, UTF-16 or a Chinese encoding is read as it says; what was not edited goes out as the bytes that came in.

/** The text (a byte order mark included) and the name of its encoding, or why it cannot be read. */
export function decodeModel(bytes: Uint8Array): { text: string; encoding: string } | { why: string } {
  const encoding = encodingOf(bytes)
  try {
    return { text: new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes), encoding }
  } catch (error) {
    return { why: error instanceof RangeError ? `unknown encoding ${encoding}` : `not ${encoding}` }
  }
}

/** UTF-8; a declaration that says otherwise is changed with it. */
export function encodeModel(text: string, encoding: string): Uint8Array {
  const declared = encoding === 'utf-8' ? text : text.replace(/^(\ufeff?<\?xml[^>]*?\bencoding\s*=\s*)(["'])[^"']*\2/, (_, before: string, quote: string) => `${before}${quote}UTF-8${quote}`)
  return new TextEncoder().encode(declared)
}

/** The name of a file's encoding (XML 1.0 appendix F): by byte order mark, by the first `<`, by the declaration as it says; UTF-8 otherwise. */
export function encodingOf(bytes: Uint8Array): string {
  const [first = 0, second = 0] = bytes
  if ((first === 0xff && second === 0xfe) || (first === 0x3c && second === 0)) return 'utf-16le'
  if ((first === 0xfe && second === 0xff) || (first === 0 && second === 0x3c)) return 'utf-16be'
  const head = String.fromCharCode(...bytes.subarray(0, 200))
  const declared = /^(?:\u00ef\u00bb\u00bf)?<\?xml[^>]*?\bencoding\s*=\s*["']([\w.:-]+)["']/.exec(head)?.[1]?.toLowerCase() ?? 'utf-8'
  // Bytes that say UTF-16 but begin like this are something else; exporters that keep text in memory write that.
  return declared.startsWith('utf-16') || declared === 'utf8' ? 'utf-8' : declared
}
