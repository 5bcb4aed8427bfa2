// What an item's own law says of limits, acceptance windows, numbers, papers that may follow and promises (另有规定).
// Each part is data with its basis; what it means stands in core/clock and core/cases. 行政许可法 32, 42, 44, 57; 民法典 202.
import { Type, type Static } from 'typebox'
import { BasisSchema, closed, KeySchema, LimitSchema, oneOf, TextSchema } from './schema-parts.ts'

/** What a limit is counted in; `months` are calendar months (民法典 202). */
export const LimitUnitSchema = oneOf('working', 'calendar', 'months')
export type LimitUnit = Static<typeof LimitUnitSchema>

/**
 * The event a limit runs from; that day is not counted. `receipt`: the papers came; `complete`: they were whole, so the last
 * correction counts; `notice`: the applicant was told; `acceptance`; `window-end`: the end of the acceptance window (教师资格条例 16); `decision`.
 */
export const LimitStartSchema = oneOf('receipt', 'complete', 'notice', 'acceptance', 'window-end', 'decision', 'delivery')
export type LimitStart = Static<typeof LimitStartSchema>

/** A limit of an item: `days` is the number of units. Without `starts` it runs from the event the permit law names for its kind. */
export const LawLimitSchema = closed({ ...LimitSchema.properties, unit: LimitUnitSchema, starts: Type.Optional(LimitStartSchema) })
export type LawLimit = Static<typeof LawLimitSchema>

/** To tell what is missing, where another law than 许可法 32 sets a limit; `silenceAccepts` where that law says what silence means. */
export const NoticeLimitSchema = closed({ ...LawLimitSchema.properties, silenceAccepts: Type.Optional(Type.Boolean()) })
export type NoticeLimit = Static<typeof NoticeLimitSchema>

/** Limits. `extension` is what the head may add once (许可法 42); `correction` what the applicant has at least; absent ones stay absent. */
export const LimitsSchema = closed({
  notice: Type.Optional(NoticeLimitSchema),
  correction: Type.Optional(LawLimitSchema),
  statutory: Type.Optional(LawLimitSchema),
  promised: Type.Optional(LawLimitSchema),
  extension: Type.Optional(LawLimitSchema),
  delivery: Type.Optional(LawLimitSchema),
})
export type ItemLimits = Static<typeof LimitsSchema>

const MonthDaySchema = Type.String({ pattern: '^(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$' })

/** A stretch of each year in which applications are taken, both ends included; `to` before `from` runs over the end of the year. */
export const WindowSchema = closed({ from: MonthDaySchema, to: MonthDaySchema, name: Type.Optional(TextSchema) })
export type AcceptanceWindow = Static<typeof WindowSchema>

/** How applications are taken, where the item's law says so: in windows of the year, only from the applicant in person (教师资格条例 14), or from a minor alone from some age on (民法典 19; 居民身份证法 7). */
export const AcceptanceSchema = closed({
  windows: Type.Optional(Type.Array(WindowSchema, { minItems: 1, maxItems: 12 })),
  inPerson: Type.Optional(Type.Boolean()),
  aloneFrom: Type.Optional(Type.Integer({ minimum: 8, maximum: 18 })),
  basis: BasisSchema,
})
export type Acceptance = Static<typeof AcceptanceSchema>

/** 数额有限 (许可法 57): how many are granted, in order of acceptance; counted by the year, by the window, or over all time. */
export const QuotaSchema = closed({ count: Type.Integer({ minimum: 1, maximum: 1_000_000 }), per: oneOf('year', 'window', 'all'), basis: BasisSchema })
export type Quota = Static<typeof QuotaSchema>

/** A case the law or the published list keeps out of 告知承诺; `when` is FEEL as in materials. */
export const PromiseExclusionSchema = closed({ when: Type.String({ minLength: 1 }), reason: TextSchema, basis: BasisSchema })

/**
 * 告知承诺: the applicant may promise in writing in place of `materials`, having been told conditions and consequences; checked within
 * `checkDays` calendar days of the grant by a case of the item `check`. `proof`: 证明事项; `permit`: 涉企经营许可 (国办发〔2020〕42号).
 */
export const PromiseSchema = closed({
  kind: oneOf('proof', 'permit'),
  materials: Type.Array(KeySchema, { minItems: 1 }),
  conditions: Type.Array(TextSchema, { minItems: 1 }),
  consequences: Type.Array(TextSchema, { minItems: 1 }),
  checkDays: Type.Integer({ minimum: 1, maximum: 730 }),
  check: Type.String({ minLength: 4, maxLength: 80 }),
  basis: BasisSchema,
  excludes: Type.Optional(Type.Array(PromiseExclusionSchema)),
})
export type ItemPromise = Static<typeof PromiseSchema>

/** Keys of an item that this part declares. */
export const lawOfLimits = { acceptance: Type.Optional(AcceptanceSchema), quota: Type.Optional(QuotaSchema), promise: Type.Optional(PromiseSchema) }

/** Calendar days from acceptance within which a material of `need: gap` may follow, by the applicant's written promise (容缺受理). */
export const GapDaysSchema = Type.Integer({ minimum: 1, maximum: 180 })
