// HTTP of archive records: the manifest, whether it still holds, and the whole as one file to take away.
import { Type } from 'typebox'
import { strToU8, zipSync } from 'fflate'
import type { Ground } from '#base/context'
import { route, sendFile, type Access, type Reach, type Route } from '#base/http'
import { timeText } from '#base/time'
import { bodiesIn, mustBeOfCase, visibleCase } from '#core/cases'
import { fileParts, getRecord, verifyRecord } from './acts.ts'
import { tooLarge, type Manifest } from './archive.ts'
import type { ArchiveRecord } from './store.ts'

const access: Access = [{ who: ['staff'], roles: ['clerk', 'examiner', 'approver', 'head'], scope: 'department' }, { who: ['staff'], roles: ['audit-admin'], scope: 'all' }]
const numberParam = Type.Object({ number: Type.String({ minLength: 1, maxLength: 60 }) })
const RecordShape = Type.Object({
  number: Type.String(), madeAt: Type.String({ format: 'date-time' }), whole: Type.Boolean({ description: 'Nothing was missing when it was made' }), entry: Type.String({ description: 'The entry whose digest proves the manifest' }),
  manifest: Type.Unsafe<Manifest>({ type: 'object', additionalProperties: true, description: 'Every part with its SHA-256 and its place in the ledger' }),
})
const VerdictShape = Type.Object({
  good: Type.Boolean(), manifest: Type.Boolean({ description: 'It is the one whose digest stands in the ledger' }), parts: Type.Integer(),
  missing: Type.Array(Type.String()), altered: Type.Array(Type.String()), files: Type.Array(Type.String({ description: 'Gone, or with other bytes' })), later: Type.Array(Type.String({ description: 'Came after the record: no fault' })),
})

async function recordOf(ground: Ground, number: string, reach: Reach): Promise<ArchiveRecord> {
  const id = await visibleCase(ground, number, reach)
  if (!reach.all) await mustBeOfCase(ground.sql, id, await bodiesIn(ground.sql, id, reach))
  return getRecord(ground.sql, id)
}

/** The operations. */
export function archiveRoutes(ground: Ground): Route[] {
  const example = { as: '{clerk}', params: { number: '{archived}' } }
  return [
    route({
      method: 'GET', path: '/api/cases/:number/archive', reads: { of: 'case', param: 'number', what: 'archive', purpose: 'archives' }, access, zh: '读取办件的归档记录（全部组成部分和摘要）', en: 'Read the archive record of a case: all its parts with their digests', params: numberParam, answer: RecordShape, example,
      handle: async ({ params, reach }) => {
        const { number, madeAt, whole, entry, manifest } = await recordOf(ground, params.number, reach)
        return { number, madeAt: timeText(madeAt), whole, entry, manifest }
      },
    }),
    route({
      method: 'GET', path: '/api/cases/:number/archive/verification', access, zh: '核对归档记录：清单、组成部分、文件逐字节', en: 'Verify an archive record: manifest, parts, and files byte by byte', params: numberParam, answer: VerdictShape, example,
      handle: async ({ params, reach }) => verifyRecord(ground, await recordOf(ground, params.number, reach)),
    }),
    route({
      method: 'GET', path: '/api/cases/:number/archive/export', reads: { of: 'case', param: 'number', what: 'archive', purpose: 'archives' }, access, produces: 'application/zip', zh: '导出档案（清单和全部文件，ZIP）', en: 'Export the archive: manifest and all files (ZIP)', params: numberParam, example,
      handle: async ({ params, reach, reply }) => {
        const record = await recordOf(ground, params.number, reach)
        sendFile(reply, { type: 'application/zip', name: `${record.number}.zip`, content: await zipOf(ground, record) })
      },
    }),
  ]
}

const zipBytesMax = 256 * 1024 * 1024
const endings: Record<string, string> = { letter: '.pdf', 'licence-print': '.pdf', file: '' }

/** The manifest, and every file under its digest. What is packed already is not packed again. */
async function zipOf(ground: Ground, { manifest }: ArchiveRecord): Promise<Buffer> {
  const parts = fileParts(manifest)
  if (parts.reduce((sum, part) => sum + (part.bytes ?? 0), 0) > zipBytesMax) throw tooLarge()
  const inside: Record<string, Uint8Array> = { 'manifest.json': strToU8(JSON.stringify(manifest, null, 2)) }
  for (const part of parts) inside[`${part.kind}/${part.sha256}${endings[part.kind] ?? ''}`] = await ground.files.read(part.sha256)
  return Buffer.from(zipSync(inside, { level: 0 }))
}
