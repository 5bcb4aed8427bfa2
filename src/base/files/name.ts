// Makes a given file name harmless: no path, no control, no direction mark, no reserved word, not too long.

const endings: Record<string, readonly string[]> = {
  'application/pdf': ['pdf'],
  'application/ofd': ['ofd'],
  'image/jpeg': ['jpg', 'jpeg'],
  'image/png': ['png'],
  'image/webp': ['webp'],
  'image/heic': ['heic'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['docx'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['xlsx'],
  'text/plain': ['txt', 'csv', 'md', 'log'],
}

/** Names that Windows keeps for devices: a clerk there could not save the file. */
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)$/i
const bytesMax = 200

/** A name that is safe to show, to send in a header and to save, with the ending that its content asks for. */
export function harmlessName(given: string, type: string): string {
  const last = given.normalize('NFC').split(/[\\/]/).at(-1) ?? ''
  const plain = last
    // Controls, and the marks that turn the reading direction so that `exe.txt` looks like `txt.exe`.
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Cn}]/gu, '')
    .replaceAll(/[<>:"|?*]/g, '_')
    .replaceAll(/\s+/g, ' ')
    .replace(/^[. ]+/, '')
    .replace(/[. ]+$/, '')
  const dot = plain.lastIndexOf('.')
  const known = endings[type] ?? []
  const ending = plain.slice(dot + 1).toLowerCase()
  const fits = dot > 0 && known.includes(ending)
  const stem = shorten(fits || (dot > 0 && /^[a-z0-9]{1,5}$/.test(ending)) ? plain.slice(0, dot) : plain).trim() || '文件'
  const kept = fits ? ending : known[0]
  return (reserved.test(stem) ? `${stem}_` : stem) + (kept ? `.${kept}` : '')
}

function shorten(stem: string): string {
  let short = ''
  for (const letter of stem) {
    if (Buffer.byteLength(short + letter) > bytesMax) break
    short += letter
  }
  return short
}
