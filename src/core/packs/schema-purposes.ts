// What people's data is processed for, as a pack writes it (purposes.yaml): one register, open to everybody (个人信息保护法 17, 35; 网络数据安全管理条例 21).
// Pure: what a purpose must fulfil is in check-purposes.ts.
import { Type, type Static } from 'typebox'
import { BasisSchema, closed, DateSchema, NameSchema, oneOf, UsccSchema } from './schema-parts.ts'

/** What may make processing lawful, in the order of 个人信息保护法 13: consent, contract, duty by law, emergency, news, what is public already, other law. */
export const grounds = ['consent', 'contract', 'duty', 'emergency', 'news', 'published', 'other-law'] as const
export type LawfulGround = (typeof grounds)[number]

/** Kinds of personal data; those of 个人信息保护法 28 are sensitive. */
export const plainKinds = ['name', 'id-number', 'contact', 'address', 'matter', 'papers', 'course', 'letters', 'licences', 'account', 'network', 'opinion', 'readings'] as const
export const sensitiveKinds = ['biometrics', 'religion', 'status', 'health', 'finance', 'whereabouts', 'child'] as const
export type DataKind = (typeof plainKinds)[number] | (typeof sensitiveKinds)[number]

/** How somebody else comes to the data: for us (21), for himself (23), or everybody (25). */
export const ways = ['entrusted', 'provided', 'published'] as const
export type Way = (typeof ways)[number]

const BothSchema = closed({ zh: Type.String({ minLength: 1 }), en: Type.String({ minLength: 1 }) })

export const RecipientSchema = closed({ way: oneOf(...ways), name: BothSchema, contact: Type.Optional(Type.String({ minLength: 3 })), use: BothSchema })

/** `for` is an ISO 8601 duration of years, months or days, or `permanent`; `from` says what it counts from; `then` what becomes of the data. */
export const RetentionSchema = closed({
  for: Type.String({ pattern: '^(permanent|P(?=\\d)(\\d+Y)?(\\d+M)?(\\d+D)?)$' }),
  from: BothSchema,
  then: BothSchema,
  basis: BasisSchema,
})
export type Retention = Static<typeof RetentionSchema>

export const PurposeSchema = closed({
  code: NameSchema,
  name: BothSchema,
  handler: UsccSchema,
  contact: Type.String({ minLength: 3 }),
  ground: oneOf(...grounds),
  basis: Type.Array(BasisSchema, { minItems: 1 }),
  notice: BothSchema,
  kinds: Type.Array(oneOf(...plainKinds, ...sensitiveKinds), { minItems: 1, uniqueItems: true }),
  sensitive: Type.Optional(closed({ necessity: BothSchema, effect: BothSchema })),
  automated: Type.Optional(Type.Boolean()),
  weighty: Type.Optional(BothSchema),
  recipients: Type.Optional(Type.Array(RecipientSchema)),
  retention: RetentionSchema,
})
/**
 * One purpose of processing (处理目的): `handler` answers for it and is reached by `contact`; `ground` with its `basis` makes it lawful
 * (13); `notice` is told before anything is collected (17); `sensitive` says why such data is needed and what it means for the
 * person (30); `automated`: machines decide on it (24); `weighty`: why it weighs otherwise (55.5).
 */
export type Purpose = Static<typeof PurposeSchema>

/** Why a purpose needs an assessment before it is lived (个人信息保护法 55). */
export const assessedFor = ['sensitive', 'automated', ...ways, 'weighty'] as const
export type AssessedFor = (typeof assessedFor)[number]

/** The reasons for an assessment of a purpose; none: it needs none. Nothing here goes abroad (36), so 55.4 never applies. */
export function reasonsToAssess({ kinds, automated, recipients, weighty }: Pick<Purpose, 'kinds' | 'automated' | 'recipients' | 'weighty'>): AssessedFor[] {
  const isSensitive = kinds.some((kind) => (sensitiveKinds as readonly string[]).includes(kind))
  const shared = ways.filter((way) => recipients?.some((one) => one.way === way))
  return [...(isSensitive ? ['sensitive' as const] : []), ...(automated ? ['automated' as const] : []), ...shared, ...(weighty ? ['weighty' as const] : [])]
}

const Said = Type.String({ minLength: 1, maxLength: 4000 })
const risks = ['low', 'medium', 'high'] as const

/** What 个人信息保护法 56 asks of an assessment: lawful, fair and needed; the effect and the risks; whether the measures fit them. */
export const AssessmentSchema = closed({ lawful: Said, effect: Said, risk: oneOf(...risks), measures: Said })
export type AssessmentContent = Static<typeof AssessmentSchema>

export const StockAssessmentSchema = closed({ purpose: NameSchema, ...AssessmentSchema.properties, madeBy: Type.String(), madeOn: DateSchema, approvedBy: Type.String(), approvedOn: DateSchema })
/** An assessment that the demonstration city made before the platform: by one officer, approved by another (assessments.yaml). Taken over in demonstration mode only. */
export type StockAssessment = Static<typeof StockAssessmentSchema>

/** The purposes that the platform itself processes for; a pack says of each what the law asks. An item may name one of its own. */
export const platformPurposes = ['handling', 'licences', 'archives', 'accounts', 'sign-in', 'messages', 'reviews', 'publicity', 'helping', 'guardianship', 'oversight'] as const
export type PlatformPurpose = (typeof platformPurposes)[number]

/** The purpose that cases of an item are handled for. */
export function purposeOf(item: { purpose?: string | undefined }): string {
  return item.purpose ?? ('handling' satisfies PlatformPurpose)
}
