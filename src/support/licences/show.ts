// How licences look in answers: whole to the holder and the bodies concerned; to a stranger only what the type calls public.
import { Type } from 'typebox'
import { entriesOf } from '#base/act'
import type { Ground } from '#base/context'
import type { Caller } from '#base/http'
import { dateInChina, timeText } from '#base/time'
import { findOrganisations, nameOrganisation } from '#core/organisations'
import { maskName, maskNumber, maskPersonal, namesOf } from '#core/people'
import { TextSchema } from '#core/packs'
import { faceLines, faceText, publicLines } from './face.ts'
import { groundTexts, standingOf, type Licence } from './licence.ts'
import { mattersOf } from './matters-of.ts'
import { isIdNumber } from './numbers.ts'
import { listWords } from './store.ts'
import { getType } from './types.ts'

const nullable = (format?: string) => Type.Union([Type.String(format ? { format } : {}), Type.Null()])
const Named = Type.Object({ code: Type.String(), name: TextSchema })
export const LineShape = Type.Object({ field: Type.String(), label: TextSchema, value: Type.String() })
const standing = {
  number: Type.String(), type: Named, holder: Type.String(), issuer: Named,
  state: Type.String({ description: 'in-force, suspended, annulled, withdrawn, revoked, deregistered, superseded; or by the calendar: expired, not-yet-valid' }),
  issuedOn: Type.String({ format: 'date' }), validFrom: Type.String({ format: 'date' }), validTo: nullable('date'),
}

export const LicenceRowShape = Type.Object({ id: Type.String({ format: 'uuid' }), licence: Type.String({ description: '电子证照标识 GB/T 36904' }), version: Type.Integer(), case: nullable(), ...standing })
/** A matter the reader could begin about the licence. */
const MatterShape = Type.Object({
  act: Type.String(), item: Named, exOfficio: Type.Boolean(), grounds: Type.Array(Type.Object({ ground: Type.String(), text: TextSchema })),
  lastDay: nullable('date'), isLate: Type.Boolean(), isNear: Type.Boolean(), open: nullable(),
})
export const LicenceShape = Type.Object({
  ...LicenceRowShape.properties, since: Type.String({ format: 'date-time' }), verification: Type.String({ description: 'Code of the public verify page' }), verify: Type.String(),
  face: Type.Record(Type.String(), Type.Unknown()), labels: Type.Record(Type.String(), TextSchema), lines: Type.Array(LineShape), renewing: Type.Boolean({ description: 'A renewal asked in time is pending: it does not expire meanwhile' }), matters: Type.Array(MatterShape),
  history: Type.Array(Type.Object({ at: Type.String({ format: 'date-time' }), kind: Type.String(), version: Type.Union([Type.Integer(), Type.Null()]), ground: nullable(), groundText: Type.Union([TextSchema, Type.Null()]), reason: nullable(), basis: nullable(), actor: nullable() })),
})
export const VerificationShape = Type.Object({ genuine: Type.Boolean(), inForce: Type.Boolean(), asOf: Type.String({ format: 'date-time' }), since: Type.String({ format: 'date-time' }), demonstration: Type.Boolean(), licence: Type.String(), ...standing, lines: Type.Array(LineShape) })

/** The number in a list: where the holder's own document gave it, of whatever kind that is, it is masked as that is. */
function shownNumber(one: Licence): string {
  return one.idKind !== 'uscc' && isIdNumber(one) ? maskNumber(one.number) : maskPersonal(one.number)
}

/** Rows of a list. */
export async function showRows(ground: Ground, licences: readonly Licence[]) {
  const issuers = await findOrganisations(ground.sql, licences.map((one) => one.issuer))
  const today = dateInChina(ground.clock.now())
  return Promise.all(licences.map(async (one) => ({
    id: one.id, licence: one.licenceId, version: one.version, case: one.caseNumber, number: shownNumber(one), type: { code: one.type, name: (await getType(ground.sql, one.type, one.typeVersion)).name },
    holder: one.holderName, issuer: nameOrganisation(issuers, one.issuer), state: standingOf(one, today), issuedOn: one.issuedOn, validFrom: one.validFrom, validTo: one.validTo,
  })))
}

/** A licence for its page, with its past and the matters open to this caller. */
export async function showLicence(ground: Ground, one: Licence, caller: Caller | undefined) {
  const [row] = await showRows(ground, [one])
  if (!row) throw new Error('a licence has a row')
  const type = await getType(ground.sql, one.type, one.typeVersion)
  return {
    ...row, number: one.number, since: timeText(one.since), verification: one.verification, verify: `${ground.origin}/verify/${one.verification}`, face: Object.fromEntries(type.face.layout.flatMap(({ field }) => (one.face[field] === undefined ? [] : [[field, one.face[field]]]))),
    labels: Object.fromEntries(type.face.layout.map(({ field, label }) => [field, label])), lines: faceLines(type, one.face).map((line) => ({ ...line, value: faceText(line.value) })),
    renewing: one.renewing, matters: await mattersOf(ground, one, caller), history: await pastOf(ground, one),
  }
}

/** Everything that was done to a licence, all versions; printing is not told. */
async function pastOf(ground: Ground, one: Licence) {
  const entries = (await entriesOf(ground.sql, one.licence)).filter((entry) => !entry.kind.startsWith('licences.print') && entry.kind !== 'licences.retrieved')
  const words = await listWords(ground.sql, one.licence)
  const people = await namesOf(ground.sql, entries.map((entry) => entry.actor))
  const text = (value: unknown) => (typeof value === 'string' ? value : null)
  return entries.map((entry) => {
    const said = words.get(entry.id)
    return {
      at: timeText(entry.at), kind: entry.kind, version: typeof entry.facts.version === 'number' ? entry.facts.version : null, ground: said?.ground ?? null,
      groundText: groundTexts[`${actOf(entry.kind)}.${said?.ground ?? ''}`] ?? null, reason: said?.reason ?? null, basis: text(entry.facts.basis), actor: people.get(entry.actor)?.name ?? null,
    }
  })
}

function actOf(kind: string): string {
  return { 'licences.annulled': 'annulment', 'licences.withdrawn': 'withdrawal', 'licences.deregistered': 'deregistration' }[kind] ?? ''
}

/** What a stranger may see: that it is genuine, how it stands, and the lines its type calls public; a person's name only in part. */
export async function showToStranger(ground: Ground, one: Licence) {
  const now = ground.clock.now()
  const [row] = await showRows(ground, [one])
  if (!row) throw new Error('a licence has a row')
  const type = await getType(ground.sql, one.type, one.typeVersion)
  const { id: _id, case: _case, version: _version, ...seen } = row
  const shown = (text: string) => (one.holderKind === 'natural' && text === one.holderName ? maskName(text) : text)
  return {
    ...seen, holder: shown(one.holderName), genuine: true, inForce: seen.state === 'in-force', asOf: timeText(now), since: timeText(one.since), demonstration: true,
    lines: publicLines(type, one.face).map(({ field, label, value }) => ({ field, label, value: shown(faceText(value)) })),
  }
}
