// What would change, and for whom, if a pack were applied to this installation. Reads only; the words are for the person who decides.
import { canonicalJson } from '#base/crypto'
import { dateInChina } from '#base/time'
import type { Ground } from '#base/context'
import { countRunning } from '#core/cases'
import { listPackItemsBeyond, listPublished, versionDigest, type PublishedItem } from '#core/items'
import { findOrganisations, nameOrganisation } from '#core/organisations'
import { compareVersions, getItemVersion, OrganisationSchema, sayTargets, type Difference, type ItemVersion, type Pack, type Text } from '#core/packs'
import type { FormDefinition } from '#engines/forms'
import { publishedLetters } from '#support/deliveries'
import { countStanding, publishedTypes } from '#support/licences'

/** One item. `missing`: in force from an earlier pack and not in this one; applying leaves it in force. */
export interface ItemChange {
  code: string
  name: Text
  what: 'new' | 'changed' | 'withdrawn' | 'missing'
  /** The first day of the new version, or the last day of what is withdrawn. */
  on: string | null
  targets: { zh: string; en: string }
  /** Published at the desk since the last pack: the version of the pack would follow it. */
  overDesk: boolean
  differences: Difference[]
  /** Cases that go on under the version they began with. */
  running: number
  /** Licences that stand and come from this item; they stay as they were issued. */
  licences: { name: Text; standing: number }[]
}

/** A licence type or a letter that is published anew. */
export interface PartChange {
  name: Text
  what: 'new' | 'changed'
  standing?: number
}

export interface PackDiff {
  pack: string
  items: ItemChange[]
  unchanged: number
  licenceTypes: PartChange[]
  letters: PartChange[]
  organisations: PartChange[]
}

/** Compares a pack with what is published. */
export async function diffPack({ sql, clock }: Pick<Ground, 'sql' | 'clock'>, pack: Pack): Promise<PackDiff> {
  const today = dateInChina(clock.now()).toString()
  const codes = [...new Set(pack.items.map(({ content }) => content.code))]
  const types = Object.values(pack.licenceTypes)
  const [published, beyond, running, standing] = await Promise.all([
    listPublished(sql, codes), listPackItemsBeyond(sql, codes, today), countRunning(sql, codes), countStanding(sql, types.map((type) => type.code)),
  ])
  const names = await bodyNames(sql, pack, published)
  const facts = { pack, published, running, standing, nameOf: (code: string) => names.get(code) ?? code }
  const changed = pack.items.flatMap(({ content }) => changeOf(getItemVersion(pack, content), facts))
  const left = beyond.map(({ code, name }): ItemChange => ({ code, name, what: 'missing', on: null, targets: { zh: '', en: '' }, overDesk: false, differences: [], running: 0, licences: [] }))
  return {
    pack: pack.head.name, items: [...changed, ...left], unchanged: pack.items.length - changed.length,
    licenceTypes: partsOf(types, await publishedTypes(sql, types.map((type) => type.code)), ({ code }) => code, ({ name }) => name).map(({ one, ...part }) => ({ ...part, standing: standing.get(one.code) ?? 0 })),
    letters: partsOf(Object.values(pack.letters), await publishedLetters(sql, Object.keys(pack.letters)), ({ name }) => name, ({ subject }) => subject).map(({ one: _, ...part }) => part),
    organisations: partsOf(pack.organisations, await knownOrganisations(sql, pack), ({ code }) => code, ({ name }) => name).map(({ one: _, ...part }) => part),
  }
}

/** Organisations as the register knows them, with the keys that a pack writes. */
async function knownOrganisations(sql: Ground['sql'], pack: Pack): Promise<Map<string, unknown>> {
  const known = await findOrganisations(sql, pack.organisations.map((one) => one.code))
  const keys = new Set(Object.keys(OrganisationSchema.properties))
  return new Map([...known].map(([code, one]) => [code, Object.fromEntries(Object.entries(one).filter(([key]) => keys.has(key)))]))
}

async function bodyNames(sql: Ground['sql'], pack: Pack, published: ReadonlyMap<string, PublishedItem>): Promise<Map<string, string>> {
  const known = await findOrganisations(sql, [...published.values()].flatMap(({ content: { bodies } }) => [bodies.receiving, bodies.handling, bodies.deciding, ...(bodies.joint ?? []).map((body) => body.organisation)]))
  const names = new Map([...known.keys()].map((code) => [code, nameOrganisation(known, code).name.zh]))
  for (const { code, name } of pack.organisations) names.set(code, name.zh)
  return names
}

interface Facts {
  pack: Pack
  published: ReadonlyMap<string, PublishedItem>
  running: ReadonlyMap<string, number>
  standing: ReadonlyMap<string, number>
  nameOf(code: string): string
}

function changeOf(version: ItemVersion, { pack, published, running, standing, nameOf }: Facts): ItemChange[] {
  const { content } = version
  const old = published.get(content.code)
  if (old?.packDigest !== undefined && old.packDigest === versionDigest(version)) return []
  const end = content.effective?.to
  const types = [...new Set([...(old?.content.results ?? []), ...(content.results ?? [])].flatMap((result) => result.licenceType ?? []))]
  return [{
    code: content.code, name: content.name, what: old === undefined ? 'new' : end !== undefined && old.content.effective?.to !== end ? 'withdrawn' : 'changed',
    on: end ?? content.effective?.from ?? null, targets: sayTargets(content.targets), overDesk: old?.origin === 'desk', differences: old === undefined ? [] : compareVersions(readOld(old), readNew(version), nameOf),
    running: running.get(content.code) ?? 0,
    licences: types.flatMap((code) => (standing.get(code) ? [{ name: pack.licenceTypes[code]?.name ?? { zh: code }, standing: standing.get(code) ?? 0 }] : [])),
  }]
}

const readOld = ({ content, form, process, decision }: PublishedItem) => ({ content, form: JSON.parse(form) as FormDefinition, process, decision: decision ?? undefined })
const readNew = ({ content, form, process, decision }: ItemVersion) => ({ content, form: form.definition, process: process.xml, decision: decision?.xml })

function partsOf<T>(list: readonly T[], published: ReadonlyMap<string, unknown>, keyOf: (one: T) => string, nameOf: (one: T) => Text): (PartChange & { one: T })[] {
  return list.flatMap((one) => {
    const old = published.get(keyOf(one))
    if (old !== undefined && canonicalJson(old) === canonicalJson(one)) return []
    return [{ one, name: nameOf(one), what: old === undefined ? 'new' as const : 'changed' as const }]
  })
}
