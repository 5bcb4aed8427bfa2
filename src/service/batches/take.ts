// Takes an uploaded sheet: read aside, its file and its rows kept before the act that names them, so that no transaction is long.
import type { FastifyRequest } from 'fastify'
import type { Ground } from '#base/context'
import { readFilePart } from '#base/http'
import { ordinaryFileRules, type FileRules } from '#base/files'
import { idMaker } from '#base/ids'
import { noteLoose } from '#service/applications'
import type { KeptSheet } from './batch.ts'
import { notCsv } from './csv.ts'
import { readAside } from './reader.ts'
import type { Column } from './sheet.ts'
import { putRows } from './store.ts'

const piece = 1000
/** What a sheet is was found by reading it; of CSV in GB 18030 the store sees bytes alone. */
const sheetFileRules: FileRules = { ...ordinaryFileRules, types: ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'application/zip', 'text/plain', 'text/csv', 'application/octet-stream'] }

/**
 * Reads the uploaded sheet and keeps it: its rows under a batch that is still to be named, or under its own id, from where an act takes them.
 * Throws what is wrong with it; then nothing of it is kept.
 */
export async function takeSheet(ground: Ground, request: FastifyRequest, { batch, columns, next }: { batch?: string; columns: readonly Column[]; next: number }): Promise<KeptSheet> {
  const part = await readFilePart(request)
  if (!part) throw notCsv()
  const bytes = await part.read()
  const { kind, rows, letters, formulas } = await readAside({ bytes, columns, next })
  const file = await ground.files.put({ name: part.name, content: bytes }, sheetFileRules)
  const now = ground.clock.now()
  // Until an act names it, it is nobody's: a sweep removes it a day later where none does.
  await noteLoose(ground.sql, file.digest, now)
  const id = idMaker(now, ground.random)()
  for (let at = 0; at < rows.length; at += piece) await putRows(ground.sql, batch ?? id, id, rows.slice(at, at + piece), now)
  return { id, kind, sha256: file.digest, bytes: file.size, rows: rows.length, letters, formulas, changes: null }
}
