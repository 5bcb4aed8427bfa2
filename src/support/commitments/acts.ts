// The verbs after a promise: open the check that follows a grant, record what it found, bar and repair.
import type { Act } from '#base/act'
import { findDigestKey, keyedDigest, type Keys } from '#base/crypto'
import type { Sql } from '#base/db'
import { isProblem } from '#base/problem'
import { dateInChina } from '#base/time'
import { acceptAtOnce, findCommitment, findWholeCase, findWords, isAnnullable, openAnnulment, openCase, promiseDigest, takesPart, type Handler, type Party, type WholeCase } from '#core/cases'
import { getItem, getItemVersion, type Item } from '#core/items'
import type { Basis } from '#core/packs'
import { findNewest, openOffice } from '#support/licences'
import { barNotFound, excludedByBar, excludedByLaw, notYourBar, promiseExcluded, promiseNotTold, type Excluded } from './commitment.ts'
import { endCheck, findBar, findCheck, findCheckOf, getOpenBar, insertBar, insertCheck, listDigestKeys, repairBar } from './store.ts'

const digestName = 'commitments.party'

/** Why this person may not promise for this item now; undefined where it is open. */
export async function findExclusion(sql: Sql, keys: Keys, item: Item, asker: { form: Record<string, unknown>; kind: 'natural' | 'legal'; idNumber: string }): Promise<Excluded | undefined> {
  const { promise } = item.content
  if (!promise) return undefined
  const byLaw = excludedByLaw(promise, asker.form, asker.kind)
  if (byLaw) return byLaw
  const secrets = (await listDigestKeys(sql)).flatMap((kid) => findDigestKey(keys, kid) ?? [])
  const bar = secrets.length > 0 ? await findBar(sql, secrets.map(({ secret }) => keyedDigest(secret, digestName, asker.idNumber))) : undefined
  return bar && excludedByBar(bar)
}

/** Refuses a promise that is not open, or that is not of what is told now. */
export async function mayPromise(sql: Sql, keys: Keys, item: Item, digest: string, asker: Parameters<typeof findExclusion>[3]): Promise<void> {
  if (!item.content.promise || promiseDigest(item.content.promise) !== digest) throw promiseNotTold({ item: item.code })
  const excluded = await findExclusion(sql, keys, item, asker)
  if (excluded) throw promiseExcluded({ item: item.code, reason: excluded.reason, basis: excluded.basis })
}

/** Opens the check of a promise on which something was granted: a case of its own about that one, due by the item's days. */
export async function openCheck(act: Act, caseId: string): Promise<void> {
  const whole = await findWholeCase(act.tx, caseId)
  const commitment = await findCommitment(act.tx, caseId)
  const promise = whole && (await getItemVersion(act.tx, whole.case.itemVersion)).content.promise
  if (!whole || !promise || !commitment || commitment.withdrawnAt !== null || (await findCheckOf(act.tx, caseId))) {
    act.record('commitments.check-not-due', { subject: caseId })
    return
  }
  const item = await getItem(act.tx, promise.check, act.now)
  const { handling, deciding } = whole.case
  const opened = await openCase(act, {
    item, parties: whole.parties.filter((party) => party.role !== 'third-party' && takesPart(party)).map((party): Party => ({ ...party, role: 'respondent' })), form: { caseNumber: whole.case.number, request: promise.conditions.map(({ zh }) => zh).join('\n').slice(0, 2000) }, scenario: {}, files: [],
    about: caseId, parent: caseId, channel: 'system', receiving: handling, bodies: { handling, deciding },
  })
  await acceptAtOnce(act, opened.id, { limit: { kind: 'law', days: promise.checkDays, unit: 'calendar', starts: 'acceptance', basis: promise.basis } })
  await insertCheck(act.tx, { checkCase: opened.id, checkNumber: opened.number, caseId }, act.now)
  act.record('commitments.check-opened', { subject: caseId, facts: { check: opened.id, number: opened.number, days: promise.checkDays } })
}

/**
 * Records what a check found; a false promise bars its maker until repaired, and what was granted on it goes to its annulment. `licences`:
 * those that came from the case, each by its id for all versions; the caller holds their locks.
 */
export async function endCheckOf(act: Act, keys: Keys, checkCase: string, { held, licences }: { held: boolean; licences: readonly string[] }): Promise<void> {
  const check = await findCheck(act.tx, checkCase)
  const whole = check && (await findWholeCase(act.tx, check.caseId))
  if (!check || !whole || !(await endCheck(act.tx, checkCase, held, act.now))) {
    act.record('commitments.check-known', { subject: checkCase })
    return
  }
  act.record('commitments.check-ended', { subject: whole.case.id, facts: { check: checkCase, held } })
  if (held) return
  const { content } = await getItemVersion(act.tx, whole.case.itemVersion)
  const basis = content.promise?.basis ?? { law: '国办发〔2020〕42号' }
  for (const party of whole.parties.filter(({ role }) => role === 'applicant' || role === 'joint-applicant')) await bar(act, keys, party, { ground: 'false-promise', basis, body: whole.case.deciding, whole })
  const decided = (await findWords(act.tx, checkCase)).find(({ kind }) => kind === 'cases.decided')?.content as { reasons?: string } | undefined
  const because = { reasons: `事后核查（办件编号 ${check.checkNumber}）认定承诺不实：${decided?.reasons ?? ''}`, parent: checkCase }
  // 许可法 69 binds permits, and is carried out on the licence where there is one. What is granted without, or by another regime, is annulled
  // as a decision, by the law that the item of the matter names.
  const isPermit = content.type === 'ADMIN_PERMIT'
  for (const id of isPermit ? licences : []) await annulLicence(act, whole.case.id, id, because)
  if (!isPermit || isAnnullable(whole, { content })) await opened(act, whole.case.id, {}, () => openAnnulment(act, whole, { ...because, ...(isPermit ? { ground: notQualified } : {}) }))
}

/** 许可法 69.1(4): granted to somebody who does not meet the conditions; whether it was deceit (69.2) a person says in the notice. */
const notQualified = 'not-qualified'

async function annulLicence(act: Act, caseId: string, id: string, because: { reasons: string; parent: string }): Promise<void> {
  const licence = await findNewest(act.tx, id)
  if (licence) await opened(act, caseId, { licence: licence.number }, () => openOffice(act, licence, { act: 'annulment', ground: notQualified, ...because }))
}

/** Records which case may annul what was granted; nothing happens to the grant before its holder was told and heard (许可法 7). */
async function opened(act: Act, caseId: string, about: { licence?: string }, open: () => Promise<{ id: string; number: string }>): Promise<void> {
  try {
    const { id, number } = await open()
    act.record('commitments.annulment-opened', { subject: caseId, facts: { annulment: id, number, ...about } })
  } catch (error) {
    // Ended, annulled or under annulment already, or a pack without that matter: the register keeps why nothing was opened.
    if (!isProblem(error)) throw error
    act.record('commitments.annulment-not-opened', { subject: caseId, facts: { ...about, because: error.code } })
  }
}

async function bar(act: Act, keys: Keys, party: Pick<Party, 'name' | 'idNumber'>, { ground, basis, body, whole }: { ground: 'false-promise' | 'bad-credit'; basis: Basis; body: string; whole?: WholeCase }): Promise<string> {
  const key = keys.secret('digests')
  const id = act.newId()
  const salt = act.random.bytes(16)
  const since = dateInChina(act.now).toString()
  await insertBar(act.tx, { id, digest: keyedDigest(key.secret, digestName, party.idNumber), digestKey: key.kid, name: party.name, ground, basis, caseId: whole?.case.id ?? null, caseNumber: whole?.case.number ?? null, body, since, salt })
  act.record('commitments.barred', { subject: id, facts: { ground, body, ...(whole ? { case: whole.case.id } : {}) }, proves: { salt, content: { name: party.name, idNumber: party.idNumber } } })
  return id
}

export interface BadCredit {
  name: string
  idNumber: string
  basis: Basis
  body: string
}

/** Enters serious bad credit, on the law or list that says so: by the head of the body that keeps it. */
export async function recordBadCredit(act: Act, keys: Keys, handler: Handler, { name, idNumber, basis, body }: BadCredit): Promise<string> {
  mustHead(handler, body)
  return bar(act, keys, { name, idNumber }, { ground: 'bad-credit', basis, body })
}

/** Repairs: from now on the person may promise again. */
export async function repair(act: Act, handler: Handler, id: string, reason: string): Promise<void> {
  const open = await getOpenBar(act.tx, id)
  if (!open) throw barNotFound()
  mustHead(handler, open.body)
  await repairBar(act.tx, id, dateInChina(act.now), reason)
  act.record('commitments.repaired', { subject: id, facts: { ground: open.ground } })
}

function mustHead(handler: Handler, body: string): void {
  if (!handler.posts.some((post) => post.role === 'head' && post.organisation === body)) throw notYourBar({ body })
}

/** The lock of one bar. */
export const barLock = (id: string): string => `commitment:${id}`
