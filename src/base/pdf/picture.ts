// A picture as a document of one page, for files that must be readable for as long as the case is kept. Same picture, same bytes.
import type { PdfDocument } from './document.ts'

const pixelsMax = 40_000_000

/** Whether a picture can be drawn: JPEG or PNG, and no more pixels than the drawing process can hold. */
export function isDrawable(bytes: Uint8Array, type: string): boolean {
  if (type === 'image/jpeg') return true
  if (type !== 'image/png' || bytes.byteLength < 24) return false
  // The head of a PNG says its size before anything is unpacked: a few kilobytes may hold a picture of gigabytes.
  const head = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return head.getUint32(16) * head.getUint32(20) <= pixelsMax
}

/** The document that shows a picture. `name` is what it was called. */
export function pictureDocument(picture: { digest: string; name: string; bytes: Uint8Array }): PdfDocument {
  return {
    id: picture.digest, title: picture.name, language: 'zh-CN', author: '', madeAt: '2000-01-01T00:00:00Z',
    blocks: [{ kind: 'picture', bytes: picture.bytes, alt: picture.name }],
  }
}
