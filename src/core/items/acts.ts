// The verbs: publishing versions. What is already published is never edited; equal content is not published twice.
import type { Act } from '#base/act'
import { canonicalJson, sha256Hex } from '#base/crypto'
import { dateInChina } from '#base/time'
import type { ItemContent, ItemVersion } from '#core/packs'
import { implementationOf, searchText } from './item.ts'
import { sourceDigest } from './publish-model.ts'
import { insertSources, insertVersions, newestVersions, type SourceRow, type VersionRow } from './store.ts'

/** A version to publish. `bodyName` is the name of the deciding body, for search; `flags` say what an import found odd. */
export interface NewVersion {
  version: ItemVersion
  bodyName: string
  region?: string
  flags?: string[]
}

/** The lock under which items are published. */
export const publishLock = 'items:publish'

/**
 * Publishes versions (up to some hundreds in one act) and answers what happened to each code:
 * `taken` a new version exists, `unchanged` the newest one says the same.
 */
export async function publishItems(act: Act, origin: VersionRow['origin'], items: NewVersion[]): Promise<Map<string, 'taken' | 'unchanged'>> {
  const newest = await newestVersions(act.tx, items.map((item) => item.version.content.code), origin === 'pack' ? origin : undefined)
  const outcome = new Map<string, 'taken' | 'unchanged'>()
  const rows: VersionRow[] = []
  const sources = new Map<string, SourceRow>()
  for (const item of items) {
    const { content } = item.version
    const row = rowOf(act, origin, item, sources)
    const known = newest.get(content.code)
    if (known?.digest === row.digest || outcome.has(content.code)) {
      outcome.set(content.code, outcome.get(content.code) ?? 'unchanged')
      continue
    }
    row.version = (known?.version ?? 0) + 1
    rows.push(row)
    outcome.set(content.code, 'taken')
  }
  if (rows.length === 0) return outcome
  await insertSources(act.tx, [...sources.values()])
  await insertVersions(act.tx, rows)
  for (const row of rows) act.record('items.published', { subject: row.id, facts: { code: row.code, version: row.version, digest: row.digest, origin } })
  return outcome
}

function digestOf(content: ItemContent, form: string, process: string, decision: string | null, flags: string[]): string {
  return sha256Hex(canonicalJson({ content, form, process, decision, flags }))
}

/** The digest under which a version of a pack would be published: equal to the newest one's where it says nothing new. */
export function versionDigest({ content, form, process, decision }: ItemVersion): string {
  return digestOf(content, sourceDigest('form', JSON.stringify(form.definition)), sourceDigest('process', process.xml), decision ? sourceDigest('decision', decision.xml) : null, [])
}

function rowOf(act: Act, origin: VersionRow['origin'], { version, bodyName, region, flags = [] }: NewVersion, sources: Map<string, SourceRow>): VersionRow {
  const { content } = version
  const keep = (kind: SourceRow['kind'], name: string, text: string): string => {
    const digest = sourceDigest(kind, text)
    sources.set(digest, { digest, kind, name, text })
    return digest
  }
  const form = keep('form', version.form.name, JSON.stringify(version.form.definition))
  const process = keep('process', version.process.name, version.process.xml)
  const decision = version.decision ? keep('decision', version.decision.name, version.decision.xml) : null
  return {
    id: act.newId(), code: content.code, version: 1, origin, content, form, process, decision, flags,
    digest: digestOf(content, form, process, decision, flags),
    name_zh: content.name.zh, name_en: content.name.en ?? null, type: content.type, catalog: content.catalog?.code ?? null,
    implementation: implementationOf(content), body: content.bodies.deciding, region: region ?? null, targets: content.targets,
    search: searchText(content, bodyName),
    effective_from: content.effective?.from ?? dateInChina(act.now).toString(), effective_to: content.effective?.to ?? null, published_at: act.now.toString(),
  }
}
