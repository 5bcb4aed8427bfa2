// 准予结果公开 (行政许可法 40; 信息公开条例 26): what is granted is published, persons masked, and taken down when it is annulled.
import type { Act, Entry, Follower } from '#base/act'
import type { Ground } from '#base/context'
import { refusal } from '#base/problem'
import type { Sql } from '#base/db'
import { dateInChina } from '#base/time'
import { caseLock, findWholeCase, systemActor, type Result, type WholeCase } from '#core/cases'
import { getItemVersion, type Item } from '#core/items'
import { maskName } from '#core/people'
import { mustBeLive } from '#core/purposes'
import { isPublished, matterOf } from '#core/packs'
import type { Text } from '#engines/words'
import { casesOfLicence, licencesOfCase } from '#support/licences'
import { findGrant, findGrants, insertGrants, markRemoved } from './store-grants.ts'

/** One published grant. `holder` is masked where it is a person. */
export interface Grant {
  id: string
  resultId: string
  caseId: string
  item: string
  itemName: Text
  body: string
  holder: string
  holderKind: 'natural' | 'legal'
  result: Text
  number: string | null
  validTo: string | null
  decidedOn: string
  publishedAt: Temporal.Instant
  removedAt: Temporal.Instant | null
  removedBecause: string | null
}

export const grantNotFound = refusal({
  code: 'publicity.grant-not-found', status: 404, zh: '没有这条公开的决定，或者它已经撤下。', en: 'There is no such published grant, or it was taken down.',
  nextZh: '请返回列表重新查找。', nextEn: 'Search the list again.',
})

/** Publishes grants as the written decision, and the licence, come; takes down what is annulled. */
export function grantFollower(ground: Ground): Follower {
  const ofLicence = (entry: Entry) => publishOwed(ground, String(entry.facts.case))
  return {
    name: 'publicity-grants', owner: 'system-admin',
    on: {
      'deliveries.letter-made': (entry) => (/^decision-(grant|partial|renewal)$/.test(String(entry.facts.kind)) ? publishOwed(ground, entry.subject) : Promise.resolve()),
      'licences.issued': ofLicence, 'licences.changed': ofLicence, 'licences.renewed': ofLicence,
      'licences.annulled': async ({ subject }) => takeDown(ground, await casesOfLicence(ground.sql, subject)), 'cases.annulled': ({ subject }) => takeDown(ground, [subject]),
    },
  }
}

async function publishOwed(ground: Ground, caseId: string): Promise<void> {
  const whole = await findWholeCase(ground.sql, caseId)
  if (!whole) return
  const item = await getItemVersion(ground.sql, whole.case.itemVersion)
  if ((await owed(ground.sql, whole, item)).length === 0) return
  await ground.runAct({ actor: systemActor, locks: [caseLock(caseId)] }, async (act) => publish(act, whole, item, await owed(act.tx, whole, item)))
}

interface Owed {
  result: Result
  number: string | null
  validTo: string | null
}

/** Results to publish: granted, of an item whose grants are public, not published yet; a licence once it exists. A copy of the same is no grant. */
async function owed(sql: Sql, whole: WholeCase, item: Item): Promise<Owed[]> {
  const matter = matterOf(item.content)
  if (!isPublished(item.content) || matter?.burdens || matter?.act === 'reissue') return []
  const known = new Set((await findGrants(sql, [whole.case.id])).map((grant) => grant.resultId))
  const licences = await licencesOfCase(sql, whole.case.id)
  return whole.results.filter((result) => result.outcome !== 'refused' && !known.has(result.id)).flatMap((result): Owed[] => {
    const licence = licences.find((one) => one.resultId === result.id)
    if (!licence && result.kind === 'licence' && result.licenceType !== null) return []
    return [{ result, number: licence?.number ?? null, validTo: licence?.validTo ?? null }]
  })
}

async function publish(act: Act, { case: row, parties }: WholeCase, item: Item, list: readonly Owed[]): Promise<void> {
  const holder = parties.find((party) => party.role === 'applicant')
  const grants = list.map(({ result, number, validTo }): Grant => ({
    id: act.newId(), resultId: result.id, caseId: row.id, item: row.item, itemName: item.content.name, body: row.deciding,
    holder: holder?.kind === 'legal' ? holder.name : maskName(holder?.name ?? ''), holderKind: holder?.kind ?? 'natural', result: result.name, number, validTo,
    decidedOn: dateInChina(Temporal.Instant.from(result.decidedAt)).toString(), publishedAt: act.now, removedAt: null, removedBecause: null,
  }))
  if (grants.length === 0) return void act.record('publicity.grant-known', { subject: row.id })
  await mustBeLive(act.tx, 'publicity')
  await insertGrants(act.tx, grants)
  for (const grant of grants) act.record('publicity.grant-published', { subject: grant.id, facts: { case: row.id, item: row.item, result: grant.resultId, decidedOn: grant.decidedOn } })
}

/** 许可法 69: what should not have been granted is shown no more, in none of its versions. */
async function takeDown(ground: Ground, cases: readonly string[]): Promise<void> {
  const shown = (await findGrants(ground.sql, cases)).filter((grant) => grant.removedAt === null)
  if (shown.length === 0) return
  await ground.runAct({ actor: systemActor, locks: shown.map((grant) => `grant:${grant.id}`) }, async (act) => {
    for (const grant of shown) await removeGrant(act, grant.id, 'annulled')
  })
}

/** Takes a grant down: annulled, or by its body for a reason of its own, such as a person who should not have been named. */
export async function removeGrant(act: Act, id: string, because: string): Promise<void> {
  const grant = await findGrant(act.tx, id)
  if (!grant || grant.removedAt !== null) throw grantNotFound({ grant: id })
  await markRemoved(act.tx, id, because, act.now)
  act.record('publicity.grant-removed', { subject: id, facts: { case: grant.caseId, because: because === 'annulled' ? because : 'by-body' } })
}
