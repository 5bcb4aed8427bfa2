// What a pack says about places, organisations, people and licence types. Never holds a real person: codes begin with 99.
import { Type, type Static } from 'typebox'
import { BasisSchema, closed, LimitSchema, NameSchema, oneOf, RegionCodeSchema, SectionCodeSchema, TextSchema, UsccSchema } from './schema-parts.ts'

/** [K] 默认评价: after so many days without a verdict a matter counts as judged with this one; only where a document says so. 1 is the best. */
const DefaultReviewSchema = closed({ after: LimitSchema, verdict: Type.Unsafe<1 | 2 | 3 | 4 | 5>({ type: 'integer', enum: [1, 2, 3, 4, 5] }), basis: BasisSchema })
export type DefaultReviewRule = Static<typeof DefaultReviewSchema>

export const PackHeadSchema = closed({ name: NameSchema, title: TextSchema, region: RegionCodeSchema, note: Type.Optional(TextSchema), defaultReview: Type.Optional(DefaultReviewSchema) })
export type PackHead = Static<typeof PackHeadSchema>

export const RegionSchema = closed({
  code: RegionCodeSchema,
  name: TextSchema,
  level: oneOf('country', 'province', 'city', 'county', 'town', 'village'),
  parent: Type.Optional(RegionCodeSchema),
})
export type RegionEntry = Static<typeof RegionSchema>

export const OrganisationSchema = closed({
  code: Type.Union([UsccSchema, SectionCodeSchema]),
  name: TextSchema,
  short: Type.Optional(TextSchema),
  region: RegionCodeSchema,
  kind: oneOf('government', 'department', 'hall', 'court', 'institution', 'other', 'team', 'window'),
  superior: Type.Optional(UsccSchema),
  address: Type.Optional(TextSchema),
  phone: Type.Optional(Type.String()),
})
/** `team` 科室 and `window` 窗口 are sections of the body above them: code and superior say which. */
export type OrganisationEntry = Static<typeof OrganisationSchema>

/** Roles a post may have; the last three are separated from one another (三员分立). */
export const PostRoleSchema = oneOf('clerk', 'examiner', 'approver', 'head', 'window', 'item-steward', 'data-steward', 'system-admin', 'security-admin', 'audit-admin')
export type PostRole = Static<typeof PostRoleSchema>

export const PersonSchema = closed({
  login: Type.String({ pattern: '^[a-z][a-z0-9.-]{1,39}$' }),
  kind: oneOf('natural', 'legal', 'staff'),
  name: Type.String({ minLength: 1 }),
  nameEn: Type.Optional(Type.String({ minLength: 1 })),
  idNumber: Type.Optional(Type.String()),
  uscc: Type.Optional(Type.String()),
  phone: Type.Optional(Type.String()),
  organisation: Type.Optional(UsccSchema),
  posts: Type.Optional(Type.Array(closed({ role: PostRoleSchema, organisation: UsccSchema, section: Type.Optional(SectionCodeSchema), title: Type.Optional(TextSchema) }))),
  representative: Type.Optional(Type.String()),
  /** 2 for somebody whose identity nobody has proved yet, to try how that is done; else 4. */
  level: Type.Optional(Type.Unsafe<2 | 4>({ enum: [2, 4] })),
  title: TextSchema,
})
/** A demonstration account: made only in demonstration mode. */
export type PersonEntry = Static<typeof PersonSchema>

/**
 * Field of a licence face, in the order it is printed. `from` is FEEL over {form, case, holder, item}: the value proposed to
 * the official, where holder is { name, idNumber?, uscc? }; `public` fields may be seen by a stranger who verifies.
 */
export const FaceFieldSchema = closed({ field: Type.String({ pattern: '^[a-z][A-Za-z0-9]*$' }), label: TextSchema, from: Type.Optional(Type.String()), public: Type.Optional(Type.Boolean()) })
export const LicenceTypeSchema = closed({
  code: Type.String({ minLength: 21, maxLength: 21 }),
  name: TextSchema,
  title: Type.Optional(TextSchema),
  definingBody: UsccSchema,
  holderKind: oneOf('natural', 'legal', 'mixed', 'thing'),
  number: Type.String({ minLength: 3 }),
  term: Type.Optional(closed({
    years: Type.Optional(Type.Integer({ minimum: 0 })),
    months: Type.Optional(Type.Integer({ minimum: 0 })),
    startFrom: Type.Optional(Type.String()),
    monthsFrom: Type.Optional(Type.String()),
    daysFrom: Type.Optional(Type.String()),
    note: Type.Optional(TextSchema),
  })),
  face: closed({ schema: Type.Record(Type.String(), Type.Unknown()), layout: Type.Array(FaceFieldSchema, { minItems: 1 }) }),
  statement: Type.Optional(TextSchema),
  sample: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
})
/**
 * 证照类型. `number` is the pattern of the printed number ({year}, {serial}). `term` is at most so long; `startFrom`, `monthsFrom`
 * and `daysFrom` are FEEL over {form, case, holder, item}: what was granted. No `term`: no end.
 * `sample` is a filled-in face (样证), of nobody who lives.
 */
export type LicenceType = Static<typeof LicenceTypeSchema>
export type FaceField = Static<typeof FaceFieldSchema>
