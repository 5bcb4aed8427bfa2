// What an item says of its automation: the grade, the table that may decide, who released it, from which data, and what it announces.
// 个人信息保护法 24 (transparent, explained, may be refused); 行政许可法 34, 36, 46, 47 (what a machine never passes over).
import { Type, type Static } from 'typebox'
import { BasisSchema, closed, DateSchema, KeySchema, oneOf, TextSchema, UsccSchema } from './schema-parts.ts'

/** Grades: 0 none, 1 assisted, 2 partial, 3 fully automatic without discretion, 4 with discretion. A pack may write 4 and is refused with the reason. */
const GradeSchema = Type.Integer({ minimum: 0, maximum: 4 })

/** What the law, or the matter, demands before it is decided: 核查 (许可法 34), 听证 (46), 公示, major interest of third parties (36, 47), 数额有限 (57), 专家评审, 联合意见. */
export const DemandSchema = oneOf('site-check', 'hearing', 'publicity', 'third-party', 'quota', 'expert-review', 'joint-opinion')
export type Demand = Static<typeof DemandSchema>

/** Where a datum comes from: the real-name account or the document seen at a window, the form, the papers handed in, the licence store. */
export const DatumSourceSchema = oneOf('account', 'form', 'papers', 'licences')
export type DatumSource = Static<typeof DatumSourceSchema>

/** One datum. Several sources must agree; `value` is FEEL over form, scenario, applicant, papers, licences and today. */
export const DatumSchema = closed({
  key: KeySchema,
  name: TextSchema,
  from: Type.Array(closed({ source: DatumSourceSchema, value: Type.String({ minLength: 1 }) }), { minItems: 1 }),
  words: Type.Optional(Type.Record(Type.String(), TextSchema)),
})
export type DatumEntry = Static<typeof DatumSchema>

export const AutomationSchema = closed({
  grade: GradeSchema,
  outcomes: closed({ grant: GradeSchema, partlyGrant: Type.Optional(GradeSchema), refuse: Type.Optional(GradeSchema), refuseAcceptance: Type.Optional(GradeSchema) }),
  decision: Type.Optional(Type.String({ minLength: 1 })),
  steps: Type.Optional(Type.Array(Type.String({ minLength: 1 }), { minItems: 2 })),
  release: Type.Optional(closed({ body: UsccSchema, role: oneOf('approver', 'head'), on: DateSchema })),
  basis: Type.Optional(Type.Array(BasisSchema, { minItems: 1 })),
  announcement: Type.Optional(TextSchema),
  data: Type.Optional(Type.Array(DatumSchema, { minItems: 1 })),
  asks: Type.Optional(Type.Array(closed({ name: TextSchema, asked: Type.String({ minLength: 1 }), granted: KeySchema }))),
  review: Type.Optional(Type.String({ minLength: 4, maxLength: 80 })),
  reversalRateMax: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
})
export type Automation = Static<typeof AutomationSchema>

/** The parts without which a machine decides nothing. */
export const automaticParts = ['decision', 'steps', 'release', 'basis', 'announcement', 'data', 'review', 'reversalRateMax'] as const

/** An automation of grade 3, whole. */
export type Automatic = Automation & Required<Pick<Automation, (typeof automaticParts)[number]>>

/** The automation of an item that is decided by a machine in its clear cases; undefined for every other item. */
export function automaticOf(content: { automation?: Automation }): Automatic | undefined {
  const { automation } = content
  return automation && automation.grade === 3 && automation.outcomes.grant === 3 && isWhole(automation) ? automation : undefined
}

function isWhole(automation: Automation): automation is Automatic {
  return automaticParts.every((part) => automation[part] !== undefined)
}
