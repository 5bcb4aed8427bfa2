// The verbs on a licence that exists: a new version by change, renewal or reissue; suspension; and the four ways in which it ends.
// The old version is kept and superseded, never overwritten (GB/T 36904).
import type { Act } from '#base/act'
import type { Ground } from '#base/context'
import { dateInChina } from '#base/time'
import type { WholeCase } from '#core/cases'
import { getItemVersion } from '#core/items'
import type { LicenceType } from '#core/packs'
import { checkFace, type Face } from './face.ts'
import { renewedUntil } from './grant.ts'
import { addVersion, factsOf } from './issue.ts'
import { licenceNotFound, mayAct, mayDeregister, renewalNotPossible, stateAfter, type deregistrationGrounds, type Licence, type newVersionActs, type stateActs } from './licence.ts'
import { findLicence, findType, insertWords, markLicencePrinted, updateState } from './store.ts'

/** The lock of all versions of one licence. */
export function licenceLock(licence: string): string {
  return `licence:${licence}`
}

async function open(act: Act, id: string): Promise<Licence> {
  const licence = await findLicence(act.tx, id)
  if (!licence) throw licenceNotFound()
  return licence
}

export interface NewVersionInput {
  /** The case that granted it. */
  whole: WholeCase
  reason: string
  /** Fields of the face that change; null takes a field away. */
  face: Record<string, unknown>
}

/** Makes a new version; the old one is superseded at the same moment. */
export async function supersede(act: Act, ground: Pick<Ground, 'keys' | 'origin'>, old: Licence, name: (typeof newVersionActs)[number], input: NewVersionInput): Promise<Licence> {
  mayAct(old, name)
  const type = await findType(act.tx, old.type)
  if (!type) throw new Error(`licence type ${old.type} does not exist`)
  // A reissue and a renewal say the same under the type it was issued by; a change is checked by the type in force.
  const own = name === 'change' ? type : { ...type, content: (await findType(act.tx, old.type, old.typeVersion))?.content ?? type.content }
  const today = dateInChina(act.now)
  const { whole } = input
  const result = whole.results.find((one) => one.outcome !== 'refused')
  const validTo = name === 'renewal' ? await renewedTo(act, old, own.content, whole, result?.validity ?? null) : old.validTo
  const { id: _id, licenceId: _licenceId, verification: _code, jws: _jws, salt: _salt, madeAt: _at, since: _since, state: _state, renewing: _renewing, sha256: _print, printedAt: _printed, ...kept } = old
  await updateState(act.tx, old.id, 'superseded', act.now)
  const made = await addVersion(act, ground, {
    ...kept, version: old.version + 1, issuedOn: today.toString(),
    caseId: whole.case.id, caseNumber: whole.case.number, resultId: result?.id ?? old.resultId, validTo,
    ...(name === 'change' ? { typeVersion: type.version, face: changedFace(type.content, old.face, input.face) } : {}),
  }, own, kinds[name], { replaces: old.id })
  await say(act, `${kinds[name]}-because`, old.licence, { reason: input.reason })
  return made
}

const kinds = { change: 'licences.changed', renewal: 'licences.renewed', reissue: 'licences.reissued' } as const

function changedFace(type: Parameters<typeof checkFace>[0], old: Face, changes: Record<string, unknown>): Face {
  const merged = Object.entries({ ...old, ...changes }).filter(([, value]) => value !== null && value !== '')
  return checkFace(type, Object.fromEntries(merged))
}

/** The new last day (许可法 50): one term of the type, or of the result, from the day after the old one; longer than it was, or it is no renewal. */
async function renewedTo(act: Act, licence: Licence, type: LicenceType, whole: WholeCase, validity: string | null): Promise<string | null> {
  if (licence.validTo === null) throw renewalNotPossible({ validTo: null })
  const until = renewedUntil(type, factsOf(whole, await getItemVersion(act.tx, whole.case.itemVersion)), Temporal.PlainDate.from(licence.validTo), validity)
  if (until === undefined || until.toString() <= licence.validTo) throw renewalNotPossible({ validTo: licence.validTo })
  return until.toString()
}

export interface StateInput {
  reason: string
  ground?: string
  /** Law and article, where another than the usual one lets it be done. */
  basis?: string
  /** Number of the penalty decision that a revocation carries out: typed freely, so it stays among the words. */
  decisionNumber?: string
}

/** Suspends, resumes, or ends a licence: annulment, withdrawal, revocation and deregistration each on a ground of its own. */
export async function changeState(act: Act, id: string, name: (typeof stateActs)[number], input: StateInput, byCase?: string): Promise<Licence> {
  const licence = await open(act, id)
  mayAct(licence, name)
  if (name === 'deregistration') mayDeregister(licence, input.ground as (typeof deregistrationGrounds)[number], dateInChina(act.now))
  const { state, kind, basis: usual } = stateAfter[name]
  await updateState(act.tx, id, state, act.now)
  await say(act, kind, licence.licence, input, { id, case: licence.caseId, licence: licence.licenceId, version: licence.version, from: licence.state, basis: input.basis ?? usual, ground: input.ground ?? null, ...(byCase ? { by: byCase } : {}) })
  return { ...licence, state, since: act.now }
}

/** Records an act with its words, which stand beside the entry. */
async function say(act: Act, kind: string, licence: string, words: StateInput, facts: Record<string, string | number | null> = {}): Promise<void> {
  const salt = act.random.bytes(16)
  const content = { ...words }
  const entry = act.record(kind, { subject: licence, facts, proves: { salt, content } })
  await insertWords(act.tx, licence, { entry, content, salt })
}

/** Keeps the digest of the printed licence. */
export async function keepLicencePrint(act: Act, licence: Licence, print: { sha256: string; bytes: number }): Promise<void> {
  const first = await markLicencePrinted(act.tx, licence.id, print, act.now)
  act.record(first ? 'licences.printed' : 'licences.print-repeated', { subject: licence.licence, facts: { id: licence.id, sha256: print.sha256 } })
}
