// Parts that several kinds of pack file share: bilingual text, limits, bases in law, codes. Never reads a file.
import { Type, type Static, type TProperties } from 'typebox'

/** An object that takes no key it does not name: in a pack an unknown key is a fault, never ignored. */
export const closed = <P extends TProperties>(properties: P) => Type.Object(properties, { additionalProperties: false })

/** Literals as a union, keeping their types. */
export const oneOf = <V extends string[]>(...values: V) => Type.Unsafe<V[number]>({ enum: values })

/** Text for people. Chinese is always there; English where somebody has written it. */
export const TextSchema = closed({ zh: Type.String({ minLength: 1 }), en: Type.Optional(Type.String({ minLength: 1 })) })
export type Text = Static<typeof TextSchema>

/** A basis in law: `law` is the title, `article` reads 第三十二条; `local` marks documents of the fictional city. */
export const BasisSchema = closed({
  law: Type.String({ minLength: 2 }),
  article: Type.Optional(Type.String({ minLength: 1 })),
  text: Type.Optional(Type.String()),
  local: Type.Optional(Type.Boolean()),
})
export type Basis = Static<typeof BasisSchema>

/** A limit in days. An authority's own limits count working days (许可法 82) unless other law says calendar days. */
export const LimitSchema = closed({
  days: Type.Integer({ minimum: 0, maximum: 3650 }),
  unit: oneOf('working', 'calendar'),
  basis: Type.Optional(BasisSchema),
  note: Type.Optional(TextSchema),
})
export type Limit = Static<typeof LimitSchema>

/** `YYYY-MM-DD`. */
export const DateSchema = Type.String({ pattern: '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$' })
/** A file name in the pack without its extension. */
export const NameSchema = Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$' })
/** A key that FEEL can read as a variable. */
export const KeySchema = Type.String({ pattern: '^[a-z][A-Za-z0-9]*$' })
export const UsccSchema = Type.String({ minLength: 18, maxLength: 18 })
/** A section of a body, a team or a window: it has no code of its own, so it is its body's with a number behind. */
export const SectionCodeSchema = Type.String({ pattern: '^.{18}-[0-9]{1,3}$' })
export const RegionCodeSchema = Type.String({ pattern: '^\\d{6}(\\d{3}|\\d{6})?$' })

/** Types of service item (GB/T 39046-2020 Annex A); only some are handled on application. */
export const ItemTypeSchema = oneOf(
  'ADMIN_PERMIT', 'ADMIN_PENALTY', 'ADMIN_COERCION', 'ADMIN_LEVY', 'ADMIN_BENEFIT', 'ADMIN_INSPECTION',
  'ADMIN_CONFIRMATION', 'ADMIN_REWARD', 'ADMIN_ADJUDICATION', 'OTHER_POWER', 'PUBLIC_SERVICE')
export type ItemType = Static<typeof ItemTypeSchema>
