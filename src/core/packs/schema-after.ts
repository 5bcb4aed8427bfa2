// What an item says of the time after its decision: the remedy, the renewal of what it grants, whether grants are published, and, for
// items about a licence or about an earlier decision, what they do to it. 行政许可法 8, 40, 50, 69, 70; 行政复议法 20, 23, 24, 27; 行政诉讼法 44, 46; 信息公开条例 26.
import { Type, type Static } from 'typebox'
import { BasisSchema, closed, ItemTypeSchema, LimitSchema, oneOf, TextSchema, UsccSchema, type Basis, type Limit } from './schema-parts.ts'

/**
 * Remedy. Letters carry what is generated from the deciding body and the law; `review` and `court` are what the guide says. `body` and
 * `courtBody` name a reviewing body or court that other law names (复议法 25, 27; 诉讼法 15, 18); `first`: review comes before the court
 * (复议法 23); `reviewDays` is longer than sixty days (20), `courtTime` other than six months (诉讼法 46), each by a law it cites.
 */
export const RemedySchema = closed({
  review: TextSchema,
  court: TextSchema,
  body: Type.Optional(closed({ organisation: UsccSchema, basis: BasisSchema })),
  courtBody: Type.Optional(closed({ organisation: UsccSchema, basis: BasisSchema })),
  first: Type.Optional(closed({ basis: BasisSchema })),
  reviewDays: Type.Optional(closed({ days: Type.Integer({ minimum: 1, maximum: 3650 }), basis: BasisSchema })),
  courtTime: Type.Optional(closed({ count: Type.Integer({ minimum: 1, maximum: 3650 }), unit: oneOf('days', 'months'), basis: BasisSchema })),
})
export type RemedyEntry = Static<typeof RemedySchema>

/**
 * 延续 (许可法 50): this item renews licences of a type. Asked at least `askDays` (days or months, by `unit`) before the last day; thirty
 * calendar days where nothing else is said [K: whose limit it is the law does not say to be working days, 82]. `silence`: what it means
 * when nothing was decided by the last day; `late`: where a request goes that came later. Anything else than renewed and person needs a basis in other law.
 */
export const RenewalSchema = closed({
  licenceType: Type.String({ minLength: 4, maxLength: 40 }),
  askDays: Type.Integer({ minimum: 1, maximum: 730 }),
  unit: oneOf('calendar', 'working', 'months'),
  silence: oneOf('renewed', 'person', 'refused'),
  late: oneOf('person', 'refused'),
  basis: BasisSchema,
})
export type RenewalEntry = Static<typeof RenewalSchema>

/** Acts on a licence that an item may be about. Those of the second row burden the holder. */
export const licenceActs = ['change', 'reissue', 'renewal', 'resumption', 'annulment', 'withdrawal', 'revocation', 'suspension', 'deregistration'] as const
export type LicenceActName = (typeof licenceActs)[number]
const burdens: ReadonlySet<LicenceActName> = new Set(['annulment', 'withdrawal', 'revocation', 'suspension', 'deregistration'])

/** An item about one licence: what is done to it where the case is decided so; of which types (absent: all of its body); how long the holder may state and defend (许可法 7, 处罚法 44, 45). */
export const OnLicenceSchema = closed({
  act: oneOf(...licenceActs),
  types: Type.Optional(Type.Array(Type.String({ minLength: 4, maxLength: 40 }), { minItems: 1 })),
  defence: Type.Optional(LimitSchema),
  basis: BasisSchema,
})
export type OnLicenceEntry = Static<typeof OnLicenceSchema>

/**
 * An item about one decided case: what it granted is annulled. `of`: the types of item whose grants it undoes, by the law it cites (许可法 69
 * binds permits alone); `items`: only these, where that law is theirs alone; `repay`: within how many days what was paid is paid back, where a law says so (社会救助暂行办法 68), and the item under
 * which the body asks for it.
 */
export const OnCaseSchema = closed({
  act: oneOf('annulment'),
  of: Type.Array(ItemTypeSchema, { minItems: 1, uniqueItems: true }),
  items: Type.Optional(Type.Array(Type.String({ minLength: 4, maxLength: 80 }), { minItems: 1, uniqueItems: true })),
  defence: LimitSchema,
  repay: Type.Optional(closed({ days: Type.Integer({ minimum: 1, maximum: 365 }), unit: oneOf('working', 'calendar'), item: Type.String({ minLength: 4, maxLength: 80 }), basis: BasisSchema })),
  basis: BasisSchema,
})
export type OnCaseEntry = Static<typeof OnCaseSchema>

/** Whether what is granted is open to the public. Permits are (许可法 40); `grants: false` and every other type of item need a basis. Within `days`, else 20 working days (信息公开条例 26). */
export const PublishedSchema = closed({ grants: Type.Boolean(), days: Type.Optional(LimitSchema), basis: BasisSchema })
export type PublishedEntry = Static<typeof PublishedSchema>

/** 督办: under this item every case that becomes late is supervised by the organisation above, once. One in a pack. */
export const SupervisionSchema = closed({ basis: BasisSchema })

/** The keys of an item that stand here. */
export const afterKeys = {
  remedy: Type.Optional(RemedySchema),
  renewal: Type.Optional(RenewalSchema),
  onLicence: Type.Optional(OnLicenceSchema),
  onCase: Type.Optional(OnCaseSchema),
  published: Type.Optional(PublishedSchema),
  supervision: Type.Optional(SupervisionSchema),
}

/** What an item is about that is not applied for anew: a licence, or what a case granted. */
export interface Matter {
  on: 'licence' | 'case'
  act: LicenceActName
  /** Opened by the body itself, with notice and defence; else the holder applies. */
  exOfficio: boolean
  burdens: boolean
  basis: Basis
  /** How long the holder may state and defend. */
  defence?: Limit | undefined
  /** Types of licence; absent: every type that its body issues. */
  types?: readonly string[] | undefined
  /** Types of item whose grants are undone, and the items to which that is limited. */
  of?: readonly string[] | undefined
  items?: readonly string[] | undefined
  /** Within how many days what was paid is paid back, and under which item. */
  repay?: OnCaseEntry['repay']
}

/** The matter of an item; undefined for every other item. */
export function matterOf(content: { renewal?: RenewalEntry; onLicence?: OnLicenceEntry; onCase?: OnCaseEntry; opensFrom?: string }): Matter | undefined {
  const { renewal, onLicence, onCase } = content
  const exOfficio = content.opensFrom === 'office'
  if (renewal) return { on: 'licence', act: 'renewal', types: [renewal.licenceType], exOfficio, burdens: false, basis: renewal.basis }
  if (onLicence) return { on: 'licence', ...onLicence, exOfficio, burdens: exOfficio && burdens.has(onLicence.act) }
  return onCase && { on: 'case', ...onCase, exOfficio, burdens: exOfficio }
}

/** Whether an item takes a licence as a penalty: before that its holder may ask for a hearing (行政处罚法 63). 暂扣 is not among what 63 lists. */
export function isRevocation(content: Parameters<typeof matterOf>[0]): boolean {
  const matter = matterOf(content)
  return matter?.act === 'revocation' && matter.burdens
}

/** Whether what an item grants is published: permits, unless their own law says otherwise; others where their law says so. */
export function isPublished(content: { type: string; published?: PublishedEntry }): boolean {
  return content.published?.grants ?? content.type === 'ADMIN_PERMIT'
}
