// A printed document is kept by its content like any other file.
import type { FileRules, FileStore, StoredFile } from '#base/files'

const printRules: FileRules = { types: ['application/pdf'], bytesMax: 10 * 1024 * 1024, countMax: 1 }

/** Keeps a PDF under the number it bears; the same document is the same file. */
export async function keepPdf(files: FileStore, number: string, pdf: Uint8Array): Promise<StoredFile> {
  return files.put({ name: `${number}.pdf`, content: pdf }, printRules)
}
