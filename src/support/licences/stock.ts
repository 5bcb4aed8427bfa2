// 存量证照: licences that bodies issued before the platform, taken over as they stand. They come from no case here (handbook 02 §3: from a 办件 result or an import).
import type { Act } from '#base/act'
import type { Ground } from '#base/context'
import { dateInChina } from '#base/time'
import { getOrganisation } from '#core/organisations'
import { findAccountByLogin, getPartyIdentity } from '#core/people'
import { useSeal } from '#support/seals'
import { maskIdNumber } from './credential.ts'
import { checkFace } from './face.ts'
import { addVersion } from './issue.ts'
import { identifierSerial } from './number.ts'
import { findType, listLicences, nextLicenceSerial } from './store.ts'

/** A licence as a pack names it: `holder` is a login, the issuer is the body that defines its type unless one is named. */
export interface StockEntry {
  type: string
  holder: string
  issuer?: string
  number: string
  face: Record<string, unknown>
  issuedOn: string
  validFrom?: string
  validTo?: string
}

/** The lock under which licences are taken over. */
export const stockLock = 'licences:stock'

/** Takes licences over, each number of a type and holder once. Answers how many are new. Throws `licences.face-faulty`. */
export async function takeOverStock(act: Act, ground: Pick<Ground, 'keys' | 'origin'>, entries: readonly StockEntry[]): Promise<number> {
  let added = 0
  for (const entry of entries) if (await takeOver(act, ground, entry)) added += 1
  return added
}

async function takeOver(act: Act, ground: Pick<Ground, 'keys' | 'origin'>, entry: StockEntry): Promise<boolean> {
  const account = await findAccountByLogin(act.tx, entry.holder)
  const type = await findType(act.tx, entry.type)
  if (account === undefined || !type) return false
  if ((await listLicences(act.tx, { account, issuers: [], type: entry.type, q: entry.number }, 1)).length > 0) return false
  const holder = await getPartyIdentity(act.tx, ground.keys, account)
  const issuer = await getOrganisation(act.tx, entry.issuer ?? type.content.definingBody)
  const seal = await useSeal(act, { code: issuer.code, name: issuer.name.zh }, 'licence')
  const { year } = dateInChina(act.now)
  const serial = await nextLicenceSerial(act.tx, type.content.code, issuer.code, year)
  const version: Parameters<typeof addVersion>[2] = {
    licence: act.newId(), version: 1, type: type.content.code, typeVersion: type.version, serial: identifierSerial({ year, serial }), number: entry.number,
    account, holderName: holder.name, holderKind: holder.kind, idKind: holder.idKind ?? '', idMasked: maskIdNumber(holder.idKind ?? '', holder.idNumber ?? ''),
    issuer: issuer.code, issuerName: issuer.name.zh, seal: seal.id, caseId: null, caseNumber: null, resultId: null,
    face: checkFace(type.content, entry.face), issuedOn: entry.issuedOn, validFrom: entry.validFrom ?? entry.issuedOn, validTo: entry.validTo ?? null,
  }
  await addVersion(act, ground, version, type, 'licences.taken-over')
  return true
}
