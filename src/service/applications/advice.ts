// What an applicant is told before sending: what is missing and may follow, which conditions are not met, whether a promise may stand in for
// papers, and when applications are taken. It only tells; a submission is never stopped by it (行政许可法 32).
import { Type } from 'typebox'
import type { Ground } from '#base/context'
import type { Caller } from '#base/http'
import { dateInChina } from '#base/time'
import { findWholeCase, gapLimit, promiseDigest, warningKinds, warningsOf, type HandedIn, type Warning } from '#core/cases'
import type { Item } from '#core/items'
import { BasisSchema, TextSchema } from '#core/packs'
import { adultWards, bornOf, getPartyIdentity } from '#core/people'
import { findExclusion } from '#support/commitments'
import type { Draft } from './application.ts'

const nullable = <S extends Parameters<typeof Type.Union>[0][number]>(shape: S) => Type.Union([shape, Type.Null()])

/** These parts in the shape of a draft. */
export const adviceShapes = {
  warnings: Type.Array(Type.Object({ kind: Type.Unsafe<Warning['kind']>({ enum: [...warningKinds] }), material: Type.Optional(Type.String()), field: Type.Optional(Type.String()), text: TextSchema })),
  gaps: nullable(Type.Object({ materials: Type.Array(Type.String()), first: Type.String({ format: 'date' }), last: Type.String({ format: 'date', description: 'The last day that may be promised' }) })),
  promiseOffer: nullable(Type.Object({
    digest: Type.String(), kind: Type.String(), materials: Type.Array(Type.String()), conditions: Type.Array(TextSchema), consequences: Type.Array(TextSchema), checkDays: Type.Integer(),
    basis: BasisSchema, excluded: nullable(Type.Object({ reason: TextSchema, basis: BasisSchema })),
  }, { description: '告知承诺: what is told before the applicant chooses' })),
}

/** What advice reads of an application. `promised`: a promise in place of papers was chosen; `idNumber` is asked for where a promise could be barred. */
interface Asked {
  form: Record<string, unknown>
  scenario: Record<string, string>
  applicant: 'natural' | 'legal'
  materials: ReadonlySet<string>
  promised: boolean
  receivedOn: Temporal.PlainDate
  idNumber: () => Promise<string>
  /** A person for whom nobody acts. */
  alone?: HandedIn['alone']
}

/** What is told of a draft as it stands. */
export async function adviseOn(ground: Ground, item: Item, draft: Draft, { kind, hand }: Pick<Caller, 'kind' | 'hand'>) {
  if (draft.caseNumber) return { warnings: [], gaps: null, promiseOffer: null }
  const earlier = draft.correctionOf ? await findWholeCase(ground.sql, draft.correctionOf) : undefined
  const told = await advise(ground, item, {
    form: draft.form, scenario: draft.scenario, applicant: kind === 'legal' ? 'legal' : 'natural', promised: draft.promise !== null,
    materials: new Set([...draft.files, ...(earlier?.files ?? [])].map(({ material }) => material)), receivedOn: earlier ? Temporal.PlainDate.from(earlier.case.receivedOn) : dateInChina(ground.clock.now()),
    idNumber: async () => (await getPartyIdentity(ground.sql, ground.keys, draft.account)).idNumber ?? '',
    alone: kind === 'natural' && !hand ? { born: await bornOf(ground.sql, ground.keys, draft.account), isAdultWard: (await adultWards(ground.sql, [draft.account], ground.clock.now())).length > 0 } : undefined,
  })
  return { ...told, promiseOffer: earlier ? null : told.promiseOffer }
}

/** What is told of an application as it stands, online and at a window alike. */
export async function advise(ground: Ground, item: Item, asked: Asked) {
  const { promise } = item.content
  const warnings = warningsOf(item, { ...asked, replaced: new Set(asked.promised && promise ? promise.materials : []) })
  const late = warnings.flatMap((warning) => (warning.kind === 'gap' ? item.content.materials.filter(({ key }) => key === warning.material) : []))
  const today = dateInChina(ground.clock.now())
  const last = gapLimit(late, today)
  return { warnings, gaps: last ? { materials: late.map(({ key }) => key), first: today.toString(), last: last.toString() } : null, promiseOffer: await offerOf(ground, item, asked) }
}

async function offerOf(ground: Ground, item: Item, { form, applicant, idNumber }: Asked) {
  const { promise } = item.content
  if (!promise) return null
  const { kind, materials, conditions, consequences, checkDays, basis } = promise
  const excluded = await findExclusion(ground.sql, ground.keys, item, { form, kind: applicant, idNumber: await idNumber() })
  return { digest: promiseDigest(promise), kind, materials, conditions, consequences, checkDays, basis, excluded: excluded ?? null }
}
