// How an application looks in answers: what is asked, what is known and from where, what the licence store holds, what is missing.
import { Type } from 'typebox'
import type { Ground } from '#base/context'
import type { Access, Caller } from '#base/http'
import { checkForm, keepAnswers } from '#engines/forms'
import { findWholeCase } from '#core/cases'
import { findItem, getItemVersion } from '#core/items'
import { findOrganisations, nameOrganisation } from '#core/organisations'
import { MaterialSchema, TextSchema } from '#core/packs'
import { getPartyIdentity } from '#core/people'
import { nameOfType, type Held } from '#support/licences'
import { levelsOf } from './acts.ts'
import { adviceShapes, adviseOn } from './advice.ts'
import { withDocuments } from './answers.ts'
import { lackOfLevel, listMaterials, type Draft, type LevelLack } from './application.ts'
import { standingKnown } from './known.ts'
import { faultsOfOthers, openOthers, type OtherParty } from './others.ts'
import { exemptMaterials, heldMaterials } from './papers.ts'
import { itemChanges } from './versions.ts'

export const applicants: Access = [{ who: ['natural', 'legal'], scope: 'own' }]
export const idParam = Type.Object({ id: Type.String({ format: 'uuid' }) })
export const Form = Type.Record(Type.String(), Type.Unknown(), { description: 'Answers by field; see the form of the item' })
export const Scenario = Type.Record(Type.String(), Type.String({ maxLength: 200 }))
const FileShape = Type.Object({ id: Type.String(), material: Type.String(), name: Type.String(), type: Type.String(), bytes: Type.Integer(), sha256: Type.String(), at: Type.String(), level: Type.String({ description: '可信等级 A–D (国办函〔2016〕108号)' }), library: Type.Union([Type.String(), Type.Null()]) })
const HeldShape = Type.Object({
  type: Type.String(), name: TextSchema, number: Type.Union([Type.String(), Type.Null()]), issuer: Type.Union([TextSchema, Type.Null()]), validTo: Type.Union([Type.String(), Type.Null()]),
  failure: Type.Union([Type.String(), Type.Null()], { description: 'Why it cannot be fetched: not-held, not-usable, not-printed; the paper is then handed in' }), standing: Type.Union([Type.String(), Type.Null()]),
})
const KnownShape = Type.Object({ field: Type.String(), from: Type.String({ description: 'account, licence, earlier or scenario' }), source: TextSchema, contested: Type.Union([Type.String(), Type.Null()], { description: 'Number of the case of a correction' }) })
const Typed = (maxLength: number) => Type.String({ maxLength, default: '' })
export const OtherShape = Type.Object({
  role: Type.Unsafe<OtherParty['role']>({ enum: ['joint-applicant', 'respondent'] }), kind: Type.Unsafe<OtherParty['kind']>({ enum: ['natural', 'legal'], default: 'natural' }), name: Typed(200), idKind: Typed(40), idNumber: Typed(60), phone: Typed(40), address: Typed(300),
}, { additionalProperties: false, description: 'Who takes part beside the applicant: is asked to apply together, or is the other side' })
export const LicenceShape = Type.Object({
  id: Type.String({ format: 'uuid', description: 'A licence that one holds' }), act: Type.Unsafe<'renewal' | 'change' | 'reissue' | 'resumption' | 'deregistration'>({ enum: ['renewal', 'change', 'reissue', 'resumption', 'deregistration'] }),
}, { additionalProperties: false })
export const DraftShape = Type.Object({
  id: Type.String({ format: 'uuid' }), item: Type.Object({ code: Type.String(), name: TextSchema, version: Type.Integer() }), itemChanged: Type.Boolean(), changes: Type.Array(TextSchema, { description: 'What is different in the version in force, where there is a newer one' }),
  correctionOf: Type.Union([Type.String(), Type.Null()]), form: Form, scenario: Scenario, consent: Type.Boolean(), byPerson: Type.Boolean({ description: 'Asks that a person decides, not a machine' }), createdAt: Type.String(), updatedAt: Type.String(),
  others: Type.Array(OtherShape), aboutLicence: Type.Boolean(), caseNumber: Type.Union([Type.String(), Type.Null()]), files: Type.Array(FileShape),
  materials: Type.Array(Type.Object({ material: Type.Unsafe<Record<string, unknown>>({ ...MaterialSchema, additionalProperties: true }), given: Type.Boolean(), replaced: Type.Boolean({ description: 'A promise stands in for it' }), held: Type.Union([HeldShape, Type.Null()], { description: '免提交: what the licence store has for this material' }) })),
  known: Type.Array(KnownShape, { description: 'Answers that were filled in and still stand so' }),
  gapUntil: Type.Union([Type.String({ format: 'date' }), Type.Null()]), promise: Type.Union([Type.String(), Type.Null()]),
  levelLack: Type.Union([Type.Object({ needed: Type.Integer(), held: Type.Integer(), daysMax: Type.Union([Type.Integer(), Type.Null()], { description: 'The level is there, but was proved longer ago than so many days' }), of: Type.Unsafe<LevelLack['of']>({ enum: ['hand', 'account'], description: 'Who is not proved well enough: who acts, or the applicant' }) }), Type.Null()], { description: 'What the proof of who applies lacks; submission waits for it' }),
  ...adviceShapes,
  faults: Type.Array(Type.Object({ path: Type.String(), code: Type.String(), zh: Type.String(), en: Type.String() })),
  definition: Type.Unsafe<object>({ type: 'object', additionalProperties: true, description: 'The form of the version the draft was begun under' }),
})

/** A draft as its pages show it: what is asked, what is given, what is missing. */
export async function describeDraft(ground: Ground, draft: Draft, { kind: applicant, hand }: Pick<Caller, 'kind' | 'hand'>) {
  const item = await getItemVersion(ground.sql, draft.itemVersion)
  // An item that is in force no more can still be read by who had begun; only its submission is refused.
  const current = draft.caseNumber || draft.correctionOf ? item : await findItem(ground.sql, draft.item, ground.clock.now())
  const kind = applicant === 'legal' ? 'legal' : 'natural'
  const { account: _account, itemVersion: _version, aboutLicence, othersSealed: _sealed, ...shown } = draft
  const form = keepAnswers(item.form, withDocuments(item.form, draft.form, draft))
  const others = openOthers(ground.keys, draft)
  const advice = await adviseOn(ground, item, { ...draft, form }, { kind: applicant, ...(hand ? { hand } : {}) })
  const corrected = draft.correctionOf ? await findWholeCase(ground.sql, draft.correctionOf) : undefined
  const held = await heldMaterials(ground.sql, draft.correctionOf || draft.caseNumber ? new Map() : exemptMaterials(item, { ...draft, form }, kind), draft.account, ground.clock.now())
  const materials = await Promise.all(listMaterials(item, { ...draft, form }, kind).map(async (one) => ({ ...one, held: await showHeld(ground, held.get(one.material.key), one.material.licenceType) })))
  return {
    ...shown, aboutLicence: aboutLicence !== null, form, correctionOf: corrected?.case.number ?? null, item: { code: item.code, name: item.content.name, version: item.version }, itemChanged: current?.versionId !== item.versionId,
    changes: current && current.versionId !== item.versionId ? itemChanges(item, current) : [], known: standingKnown(form, draft.known).map(({ field, from, source, contested }) => ({ field, from, source, contested })),
    levelLack: draft.caseNumber || draft.correctionOf ? null : lackOfLevel(item, await levelsOf(ground.sql, item, { account: draft.account, hand: hand?.id }, ground.clock.now())),
    materials, ...advice, others, faults: [...checkForm(item.form, form, { full: true }).errors, ...(draft.correctionOf ? [] : faultsOfOthers(item, others, await identityOf(ground, draft.account)))], definition: item.form.definition,
  }
}

async function identityOf({ sql, keys }: Ground, account: string): Promise<{ idKind: string; idNumber: string }> {
  const { idKind = '', idNumber = '' } = await getPartyIdentity(sql, keys, account)
  return { idKind, idNumber }
}

async function showHeld(ground: Ground, held: Held | undefined, type: string | undefined) {
  if (!held || type === undefined) return null
  const { licence } = held
  return {
    type, name: await nameOfType(ground.sql, type), number: licence?.number ?? null, issuer: licence ? nameOrganisation(await findOrganisations(ground.sql, [licence.issuer]), licence.issuer).name : null, validTo: licence?.validTo ?? null,
    failure: held.failure ?? null, standing: held.failure ? (held.standing ?? null) : null,
  }
}
