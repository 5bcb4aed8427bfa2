// The noun: a stored file is its bytes, named by their SHA-256; what it is comes from its content, never from its name.
import type { Readable } from 'node:stream'
import { refusal } from '#base/problem'

/** A file that was stored. `digest` is SHA-256 in hex, `size` in bytes, `type` a media type found in the content. */
export interface StoredFile {
  digest: string
  size: number
  type: string
  /** The given name made harmless, with the ending of the true type. */
  name: string
}

/** A file as it arrives; a stream is never held whole in memory. */
export interface NewFile {
  name: string
  content: Uint8Array | AsyncIterable<Uint8Array>
}

/** What may be stored: media types, bytes of one file, files in one place (an application, a step). */
export interface FileRules {
  types: readonly string[]
  bytesMax: number
  countMax: number
  /** Whether it comes from outside, so that a virus scanner is asked about it where there is one. */
  fromOutside?: true
}

/** Where files lie. The same bytes stored twice are one file. */
export interface FileStore {
  /** Stores a file durably. Throws `files.empty`, `files.too-large`, `files.type-not-allowed`, `files.infected`, `files.scanner-away`. */
  put(file: NewFile, rules: FileRules): Promise<StoredFile>
  /** Opens the bytes for sending. Throws `files.not-found`. */
  open(digest: string): Promise<{ size: number; content: Readable }>
  /** Reads the whole file and checks it against its digest. Throws `files.not-found`, `files.damaged`. */
  read(digest: string): Promise<Buffer>
  /** Removes the bytes; nobody may refer to them any more. */
  remove(digest: string): Promise<void>
}

/** Papers as residents bring them: scans, photographs, documents. */
export const ordinaryFileRules: FileRules = {
  types: [
    'application/pdf',
    'application/ofd',
    'image/jpeg',
    'image/png',
    'image/webp',
    'image/heic',
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    'text/plain',
  ],
  bytesMax: 20 * 1024 * 1024,
  countMax: 50,
  fromOutside: true,
}

export const fileEmpty = refusal({
  code: 'files.empty',
  status: 422,
  zh: '文件是空的。',
  en: 'The file is empty.',
  nextZh: '请检查文件后重新选择。',
  nextEn: 'Check the file and choose it again.',
})
export const fileTooLarge = refusal({
  code: 'files.too-large',
  status: 413,
  zh: '文件太大。',
  en: 'The file is too large.',
  nextZh: '请压缩或拆分后重新上传。',
  nextEn: 'Make it smaller or split it, then upload it again.',
})
export const fileTypeNotAllowed = refusal({
  code: 'files.type-not-allowed',
  status: 415,
  zh: '不接受这种类型的文件（按内容判断，与文件名无关）。',
  en: 'Files of this type are not accepted (judged by content, not by name).',
  nextZh: '请转换为 PDF、OFD、JPG 或 PNG 后上传。',
  nextEn: 'Convert it to PDF, OFD, JPG or PNG and upload that.',
})
export const noSpace = refusal({
  code: 'files.no-space',
  status: 503,
  zh: '文件存储空间已满，文件没有保存。',
  en: 'The storage for files is full; the file was not kept.',
  nextZh: '请稍后重新上传；系统管理员请清理或扩充存储空间。',
  nextEn: 'Upload it again later; the administrator must make room.',
  retryAfterSeconds: 60,
})
export const tooManyFiles = refusal({
  code: 'files.too-many',
  status: 422,
  zh: '文件数量已达上限。',
  en: 'No more files can be added here.',
  nextZh: '请先删除不需要的文件，或将多页合并为一个文件。',
  nextEn: 'Remove files that are not needed, or join several pages into one file.',
})
export const fileNotFound = refusal({
  code: 'files.not-found',
  status: 404,
  zh: '找不到这个文件。',
  en: 'This file cannot be found.',
  nextZh: '请返回上一页重新打开；如仍找不到，请联系受理窗口。',
  nextEn: 'Go back and open it again; if it is still missing, ask the office.',
})
export const fileDamaged = refusal({
  code: 'files.damaged',
  status: 500,
  zh: '文件内容与登记的摘要不符，已停止使用。',
  en: 'The file does not match its recorded digest and is not used.',
  nextZh: '请联系系统管理员从备份恢复。',
  nextEn: 'Ask the administrator to restore it from a backup.',
})

/** Throws `files.too-many` when the place is full. */
export function mayAddFile(present: number, rules: FileRules): void {
  if (present >= rules.countMax) throw tooManyFiles({ countMax: rules.countMax })
}

/** Says a file for a log: never its name, which may be a person's. */
export function describeFile(file: StoredFile): Record<string, unknown> {
  return { digest: file.digest, size: file.size, type: file.type }
}
