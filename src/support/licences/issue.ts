// Issuing: what a case granted becomes a licence, once for each result, after the written decision (许可法 38, 39; GB/T 36904).
import type { Act } from '#base/act'
import type { Ground } from '#base/context'
import type { Sql } from '#base/db'
import { dateInChina } from '#base/time'
import { makeLicenceId } from '#engines/codes'
import { caseLock, findWords, type Party, type Result, type WholeCase } from '#core/cases'
import { getItemVersion, type Item } from '#core/items'
import { tellsNumber } from '#core/people'
import { matterOf } from '#core/packs'
import type { Organisation } from '#core/organisations'
import { sealLock, useSeal, type Seal } from '#support/seals'
import { maskIdNumber, signLicence, type LicenceClaims } from './credential.ts'
import { faceLines } from './face.ts'
import { isIdNumber } from './numbers.ts'
import { grantedFace, grantedTerm, type GrantFacts } from './grant.ts'
import { makeVerificationCode, type Licence } from './licence.ts'
import { identifierSerial, printedNumber, versionText } from './number.ts'
import { findType, insertLicence, listIssuedResults, nextLicenceSerial, type StoredType } from './store.ts'

/** A result that grants a licence of a type known here, and was not made into one yet. */
export interface DueLicence {
  result: Result
  type: StoredType
}

/** The licences that a decided case still owes. */
export async function missingLicences(sql: Sql, whole: Pick<WholeCase, 'case' | 'results'>): Promise<DueLicence[]> {
  const wanted = whole.results.filter((result) => result.kind === 'licence' && result.licenceType !== null && result.outcome !== 'refused')
  if (wanted.length === 0) return []
  // What is about a licence that exists makes a version of it, never a new one.
  if (matterOf((await getItemVersion(sql, whole.case.itemVersion)).content)) return []
  const issued = new Set(await listIssuedResults(sql, whole.case.id))
  const due: DueLicence[] = []
  for (const result of wanted.filter((one) => !issued.has(one.id))) {
    const type = await findType(sql, result.licenceType ?? '')
    if (type) due.push({ result, type })
  }
  return due
}

/** The locks of issuing: the case, the serials of the types, the issuer's licence seal. */
export function issueLocks(whole: Pick<WholeCase, 'case'>, due: readonly DueLicence[]): string[] {
  const issuer = whole.case.deciding
  return [caseLock(whole.case.id), sealLock(issuer, 'licence'), ...due.map(({ type }) => `licences:${type.content.code}:${issuer}`)]
}

export interface IssueInput {
  whole: WholeCase
  item: Item
  issuer: Organisation
  due: DueLicence[]
  /** Faces by the place of the result, where the ones written with the decision did not fit their type. */
  faces?: Faces | undefined
}
export type Faces = Record<string, Record<string, unknown>>

/** Issues what a case granted. The act holds the case, the serials of the types and the issuer's licence seal. */
export async function issueLicences(act: Act, ground: Pick<Ground, 'keys' | 'origin'>, { whole, item, issuer, due, faces }: IssueInput): Promise<Licence[]> {
  const seal = await useSeal(act, { code: issuer.code, name: issuer.name.zh }, 'licence')
  const decided = (await findWords(act.tx, whole.case.id)).find((words) => words.kind === 'cases.decided')?.content as { faces?: Faces } | undefined
  const issued: Licence[] = []
  for (const { result, type } of due) {
    const base = await grantOne(act, { whole, item, issuer, seal }, result, type, (faces ?? decided?.faces)?.[String(result.ordinal)])
    issued.push(await addVersion(act, ground, base, type, 'licences.issued', { result: result.id }))
  }
  return issued
}

type Unsigned = Omit<Licence, 'id' | 'licenceId' | 'verification' | 'jws' | 'salt' | 'madeAt' | 'since' | 'state' | 'renewing' | 'sha256' | 'printedAt'>

async function grantOne(act: Act, { whole, item, issuer, seal }: Omit<IssueInput, 'due' | 'faces'> & { seal: Seal }, result: Result, type: StoredType, written?: Record<string, unknown>): Promise<Unsigned> {
  const holder = holderOf(whole)
  const facts = factsOf(whole, item)
  const today = dateInChina(act.now)
  const term = grantedTerm(type.content, facts, today, result.validity)
  const serial = await nextLicenceSerial(act.tx, type.content.code, issuer.code, today.year)
  return {
    licence: act.newId(), version: 1, type: type.content.code, typeVersion: type.version, serial: identifierSerial({ year: today.year, serial }),
    number: printedNumber(type.content.number, { year: today.year, serial, region: issuer.region }),
    account: holder.account, holderName: holder.name, holderKind: holder.kind, idKind: holder.idKind, idMasked: maskIdNumber(holder.idKind, holder.idNumber),
    issuer: issuer.code, issuerName: issuer.name.zh, seal: seal.id, caseId: whole.case.id, caseNumber: whole.case.number, resultId: result.id,
    face: grantedFace(type.content, facts, written), issuedOn: today.toString(), validFrom: term.validFrom.toString(), validTo: term.validTo?.toString() ?? null,
  }
}

/** Signs and stores a version of a licence, in force from now on, and records it under the licence's own id. */
export async function addVersion(act: Act, ground: Pick<Ground, 'keys' | 'origin'>, base: Unsigned, type: StoredType, kind: string, facts: Record<string, string> = {}): Promise<Licence> {
  const licenceId = makeLicenceId({ type: base.type, issuer: base.issuer, serial: base.serial, version: base.version })
  const unsigned = { ...base, id: act.newId(), licenceId, verification: makeVerificationCode(act.random.bytes(16)), salt: act.random.bytes(16), madeAt: act.now, since: act.now, state: 'in-force' as const, renewing: false, sha256: null, printedAt: null }
  const jws = await signLicence(ground.keys.signing('licences'), claimsOf({ ...unsigned, jws: '' }, type.content, ground.origin))
  const licence: Licence = { ...unsigned, jws }
  await insertLicence(act.tx, act.random, licence)
  act.record(kind, {
    subject: licence.licence,
    facts: { ...facts, case: licence.caseId, id: licence.id, licence: licence.licenceId, version: licence.version, type: licence.type, number: isIdNumber(licence) || tellsNumber(licence.number) ? null : licence.number, issuer: licence.issuer },
    proves: { salt: licence.salt, content: { licence: licence.licenceId, holder: licence.holderName, face: licence.face, validFrom: licence.validFrom, validTo: licence.validTo } },
  })
  return licence
}

/** What is signed of a licence: what the document shows. While the seal has no licensed certificate it says that it is a demonstration. */
export function claimsOf(licence: Licence, type: StoredType['content'], origin: string): LicenceClaims {
  return {
    licence: licence.licenceId, version: versionText(licence.version), type: { code: type.code, name: type.name }, number: licence.number,
    holder: { name: licence.holderName, kind: licence.holderKind, ...(licence.idMasked ? { idKind: licence.idKind, idNumber: licence.idMasked } : {}) },
    issuer: { code: licence.issuer, name: licence.issuerName }, issuedOn: licence.issuedOn, validFrom: licence.validFrom, validTo: licence.validTo,
    face: faceLines(type, licence.face), verify: `${origin}/verify/${licence.verification}`, statusList: `${origin}/api/licence-status-list`,
    demonstration: true, salt: Buffer.from(licence.salt).toString('base64url'),
  }
}

/** What expressions of a licence type may read of a case. */
export function factsOf(whole: WholeCase, item: Item): GrantFacts {
  const holder = holderOf(whole)
  return {
    form: whole.form, item: item.content, case: { number: whole.case.number, item: whole.case.item, openedAt: whole.case.openedAt },
    holder: { name: holder.name, ...(holder.idKind === 'uscc' ? { uscc: holder.idNumber } : { idNumber: holder.idNumber }) },
  }
}

function holderOf({ case: row, parties }: WholeCase): Party {
  const holder = parties.find((party) => party.role === 'applicant')
  if (!holder) throw new Error(`case ${row.number} has no applicant`)
  return holder
}
