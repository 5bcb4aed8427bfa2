// Finds out what a file is by its content. What a browser or a name says about it is not listened to.
import { open } from 'node:fs/promises'
import { fileTypeFromFile } from 'file-type'

const headBytes = 4096
const tailBytes = 64 * 1024

/** The media type of the file at the path; `application/octet-stream` when it is nothing known. */
export async function findFileType(path: string): Promise<string> {
  const file = await open(path)
  try {
    const { size } = await file.stat()
    const head = await readAt(file, 0, Math.min(size, headBytes))
    // Readers of PDF allow up to 1,024 bytes before its mark.
    if (head.subarray(0, 1024).includes('%PDF-')) return 'application/pdf'
    const found = (await fileTypeFromFile(path))?.mime
    if (found === 'application/zip') return (await isOfd(file, size)) ? 'application/ofd' : found
    if (found) return found
    return (await isText(file, size)) ? 'text/plain' : 'application/octet-stream'
  } finally {
    await file.close()
  }
}

type OpenFile = Awaited<ReturnType<typeof open>>

async function readAt(file: OpenFile, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position)
  return buffer.subarray(0, bytesRead)
}

/** An OFD document (GB/T 33190) is a zip with OFD.xml at its root: named in the directory at the end. */
async function isOfd(file: OpenFile, size: number): Promise<boolean> {
  const tail = await readAt(file, Math.max(0, size - tailBytes), Math.min(size, tailBytes))
  return tail.includes('OFD.xml')
}

/** UTF-8 without controls is text. Markup counts as text too and is sent as such, never as a page. */
async function isText(file: OpenFile, size: number): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    for (let at = 0; at < size; at += tailBytes) {
      const piece = await readAt(file, at, Math.min(tailBytes, size - at))
      const text = decoder.decode(piece, { stream: at + tailBytes < size })
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
      if (/[\u0000-\u0008\u000b\u000e-\u001f\u007f]/.test(text)) return false
    }
    return true
  } catch {
    return false
  }
}
