// The verbs: gathering the parts of a case, making its record once, and looking whether the record still holds.
import { entriesOf, proofDigest, type Act } from '#base/act'
import type { Ground } from '#base/context'
import { sha256Hex } from '#base/crypto'
import type { Sql } from '#base/db'
import { closingCodeOf, findFormVersions, findWholeCase, findWords } from '#core/cases'
import { getItemVersion } from '#core/items'
import { listLetters, listRecipients } from '#support/deliveries'
import { licencesOfCase } from '#support/licences'
import { compare, isWhole, makeManifest, notArchived, type Manifest, type Sources, type Verdict } from './archive.ts'
import { dropWaiting, findRecord, insertRecord, type ArchiveRecord } from './store.ts'

/** All that a record is made from; undefined where the case is gone. */
export async function gather(sql: Sql, caseId: string): Promise<Sources | undefined> {
  const whole = await findWholeCase(sql, caseId)
  if (!whole) return undefined
  const [item, forms, words, letters, recipients, licences, entries] = [
    await getItemVersion(sql, whole.case.itemVersion), await findFormVersions(sql, caseId), await findWords(sql, caseId), await listLetters(sql, caseId), await listRecipients(sql, caseId), await licencesOfCase(sql, caseId), await entriesOf(sql, caseId),
  ]
  return { whole, item, closingCode: closingCodeOf(whole.case.outcome), forms, words, letters, recipients: [...recipients.values()].flat(), licences, entries }
}

/** Makes the record of a finished case, once. */
export async function archiveCase(act: Act, from: Sources): Promise<void> {
  const { case: row } = from.whole
  await dropWaiting(act.tx, row.id)
  if (await findRecord(act.tx, row.id)) return void act.record('archives.known', { subject: row.id })
  const manifest = makeManifest(from)
  const salt = act.random.bytes(16)
  const entry = act.record('archives.made', { subject: row.id, facts: { number: row.number, parts: manifest.parts.length, whole: isWhole(from) }, proves: { salt, content: manifest } })
  await insertRecord(act.tx, { caseId: row.id, number: row.number, manifest, salt, entry, whole: isWhole(from), madeAt: act.now })
}

export async function getRecord(sql: Sql, caseId: string): Promise<ArchiveRecord> {
  const record = await findRecord(sql, caseId)
  if (!record) throw notArchived()
  return record
}

export interface Verified extends Verdict {
  /** The manifest is the one whose digest stands in the ledger. */
  manifest: boolean
  /** Files that are gone or whose bytes are others. */
  files: string[]
}

/** Looks at a record: the manifest against the ledger, every part against the manifest, every file byte by byte. */
export async function verifyRecord(ground: Pick<Ground, 'sql' | 'files'>, record: ArchiveRecord): Promise<Verified> {
  const now = await gather(ground.sql, record.caseId)
  if (!now) throw notArchived()
  const proof = now.entries.find((entry) => entry.id === record.entry)?.digest
  const manifest = proof !== undefined && proof !== null && Buffer.from(proof).equals(proofDigest(record.salt, record.manifest))
  const files = await brokenFiles(ground, record.manifest)
  const verdict = compare(record.manifest, makeManifest(now))
  return { ...verdict, manifest, files, good: verdict.good && manifest && files.length === 0 }
}

const kinds = new Set(['file', 'letter', 'licence-print'])

/** The parts that are files, by their digests. */
export function fileParts({ parts }: Manifest) {
  return parts.filter((part) => kinds.has(part.kind))
}

async function brokenFiles({ files }: Pick<Ground, 'files'>, manifest: Manifest): Promise<string[]> {
  const broken: string[] = []
  for (const part of fileParts(manifest)) {
    const bytes = await files.read(part.sha256).catch(() => undefined)
    if (!bytes || sha256Hex(bytes) !== part.sha256) broken.push(`${part.kind} ${part.name}`)
  }
  return broken
}
