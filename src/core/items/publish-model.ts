// Publishing a changed process or decision: every item of the body that uses it gets a new version from a day on. Old versions stay as they are.
import type { Act } from '#base/act'
import { canonicalJson, sha256Hex } from '#base/crypto'
import { findOrganisations } from '#core/organisations'
import type { ItemContent } from '#core/packs'
import { implementationOf, searchText } from './item.ts'
import { modelDigest, type ModelKind } from './model-text.ts'
import { insertSources, insertVersions, newestVersions, type VersionRow } from './store.ts'
import { listUsers } from './store-models.ts'

/** A new text of one model of a deciding body. `from` is the first day in force (a calendar date in Asia/Shanghai). */
export interface ModelChange {
  kind: ModelKind
  name: string
  body: string
  text: string
  from: string
}

/** The digest under which a source is stored. */
export const sourceDigest = modelDigest

/** Makes a new version of each item in force on the day that uses the model and has another text. To be called under `publishLock`. */
export async function publishModel(act: Act, change: ModelChange): Promise<{ code: string; version: number; versionId: string }[]> {
  const digest = sourceDigest(change.kind, change.text)
  const users = (await listUsers(act.tx, change.body, change.kind, change.name, change.from)).filter((user) => user.digest !== digest)
  if (users.length === 0) return []
  if (change.kind !== 'item') await insertSources(act.tx, [{ digest, kind: change.kind, name: change.name, text: change.text }])
  const bodyName = (await findOrganisations(act.tx, [change.body])).get(change.body)?.name.zh ?? ''
  const newest = await newestVersions(act.tx, users.map(({ row }) => row.code))
  const rows = users.map(({ row }) => followingRow(act, change.kind === 'item' ? rowWith(row, change, bodyName) : { ...row, content: { ...row.content, effective: { ...row.content.effective, from: change.from } }, [change.kind]: digest }, change.from, (newest.get(row.code)?.version ?? row.version) + 1))
  await insertVersions(act.tx, rows)
  for (const row of rows) act.record('items.published', { subject: row.id, facts: { code: row.code, version: row.version, digest: row.digest, origin: 'desk' } })
  return rows.map(({ code, version, id }) => ({ code, version, versionId: id }))
}

/** A version with another content; what search and lists read of it follows. Code, bodies and sources stay. */
function rowWith(row: VersionRow, { text, from }: ModelChange, bodyName: string): VersionRow {
  const content: ItemContent = { ...(JSON.parse(text) as ItemContent), effective: { ...row.content.effective, from } }
  return { ...row, content, name_zh: content.name.zh, name_en: content.name.en ?? null, type: content.type, catalog: content.catalog?.code ?? null, implementation: implementationOf(content), targets: content.targets, search: searchText(content, bodyName) }
}

function followingRow(act: Act, next: VersionRow, from: string, version: number): VersionRow {
  const { content } = next
  return {
    ...next, id: act.newId(), version, origin: 'desk', effective_from: from, published_at: act.now.toString(),
    digest: sha256Hex(canonicalJson({ content, form: next.form, process: next.process, decision: next.decision, flags: next.flags })),
  }
}
