// What one service item says, as a pack writes it and as an import makes it. Optional here means that an
// imported guide may lack it; `check-items.ts` demands more of items that a pack publishes.
import { Type, type Static } from 'typebox'
import { afterKeys } from './schema-after.ts'
import { AutomationSchema, DemandSchema } from './schema-automation.ts'
import { GapDaysSchema, lawOfLimits, LimitsSchema } from './schema-limits.ts'
import { ExampleRespondentSchema, PartiesSchema } from './schema-parties.ts'
import { procedureKeys } from './schema-procedure.ts'
import { BasisSchema, closed, DateSchema, ItemTypeSchema, KeySchema, NameSchema, oneOf, SectionCodeSchema, TextSchema, UsccSchema } from './schema-parts.ts'


/** 服务对象. `company` is 企业法人, `institution` 事业法人, `society` 社会组织法人, `organ` 行政机关. */
export const TargetSchema = oneOf('natural', 'legal', 'company', 'institution', 'society', 'organ', 'other')
export type Target = Static<typeof TargetSchema>

/** One paper or file that an application needs. `when` is FEEL, see `materials.ts`; `gap` may follow later (容缺). */
export const MaterialSchema = closed({
  key: KeySchema,
  name: TextSchema,
  form: oneOf('paper', 'electronic', 'either'),
  need: oneOf('required', 'optional', 'gap'),
  source: oneOf('applicant', 'government', 'third-party'),
  original: Type.Optional(oneOf('original', 'copy', 'either')),
  copies: Type.Optional(Type.Integer({ minimum: 0, maximum: 20 })),
  when: Type.Optional(Type.String()),
  note: Type.Optional(TextSchema),
  licenceType: Type.Optional(Type.String()),
  basis: Type.Optional(BasisSchema),
  sample: Type.Optional(Type.String()),
  gapDays: Type.Optional(GapDaysSchema),
})
export type Material = Static<typeof MaterialSchema>

/** What the platform itself opens or does by an item: rights over one's data (个人信息保护法 44-50), a question about a reading (44), a datum that is wrong (46). */
const ServesSchema = oneOf('data-right', 'reading-question', 'data-correction')
export type Serves = Static<typeof ServesSchema>

/** What the applicant gets. `validity` is an ISO 8601 duration, absent where the result has no end. */
export const ResultSchema = closed({
  kind: oneOf('licence', 'approval', 'other'),
  name: TextSchema,
  licenceType: Type.Optional(Type.String()),
  validity: Type.Optional(Type.String({ pattern: '^P(\\d+Y)?(\\d+M)?(\\d+D)?$' })),
})
export type ItemResult = Static<typeof ResultSchema>

/** A fee. Without a basis in law or administrative regulation it may not be asked (许可法 58). `unpaid`: what its law says follows where it is not paid in time. */
export const FeeSchema = closed({
  name: TextSchema,
  standard: TextSchema,
  amountCents: Type.Optional(Type.Integer({ minimum: 0 })),
  basis: Type.Optional(BasisSchema),
  relief: Type.Optional(TextSchema),
  unpaid: Type.Optional(TextSchema),
})
export type Fee = Static<typeof FeeSchema>

/** A question of 情形引导; each answer adds or removes materials, and may answer fields of the form (`sets`), which are then not asked again. */
export const ScenarioSchema = closed({
  key: KeySchema,
  question: TextSchema,
  hint: Type.Optional(TextSchema),
  options: Type.Array(closed({
    value: Type.String({ minLength: 1 }),
    label: TextSchema,
    adds: Type.Optional(Type.Array(KeySchema)),
    removes: Type.Optional(Type.Array(KeySchema)),
    sets: Type.Optional(Type.Record(KeySchema, Type.Unknown())),
  }), { minItems: 2 }),
})
export type Scenario = Static<typeof ScenarioSchema>

/** Receiving unit, handling unit and deciding body are often three; `joint` are 联办机构 in order, `tiered` where one is of another level (许可法 43), `separate` where it decides for itself under an item of its own: a sub-case (26). `team` is the one of the handling body that its cases go to at once (承办科室). */
export const BodiesSchema = closed({
  receiving: UsccSchema,
  handling: UsccSchema,
  deciding: UsccSchema,
  team: Type.Optional(SectionCodeSchema),
  joint: Type.Optional(Type.Array(closed({ organisation: UsccSchema, task: TextSchema, tiered: Type.Optional(Type.Boolean()), separate: Type.Optional(Type.String({ minLength: 4, maxLength: 80 })) }))),
})
export type ItemBodies = Static<typeof BodiesSchema>

export const ItemSchema = closed({
  code: Type.String({ minLength: 4, maxLength: 80 }),
  codeScheme: oneOf('gb39554', 'local'),
  name: TextSchema,
  alias: Type.Optional(Type.Array(Type.String({ minLength: 1 }))),
  summary: Type.Optional(TextSchema),
  guide: Type.Optional(TextSchema),
  type: ItemTypeSchema,
  catalog: Type.Optional(closed({ code: Type.String(), name: Type.String() })),
  level: Type.Optional(oneOf('national', 'province', 'city', 'county', 'town', 'village', 'graded')),
  targets: Type.Array(TargetSchema),
  levelMin: Type.Optional(Type.Integer({ minimum: 1, maximum: 5 })),
  proofDaysMax: Type.Optional(Type.Integer({ minimum: 1, maximum: 3650 })),
  bodies: BodiesSchema,
  caseKind: oneOf('INSTANT', 'PROMISED'),
  limits: Type.Optional(LimitsSchema),
  ...lawOfLimits,
  legalBasis: Type.Optional(Type.Array(BasisSchema)),
  purpose: Type.Optional(NameSchema),
  conditions: Type.Optional(Type.Array(TextSchema)),
  materials: Type.Array(MaterialSchema),
  results: Type.Optional(Type.Array(ResultSchema)),
  fees: Type.Optional(Type.Array(FeeSchema)),
  onsiteVisits: Type.Optional(Type.Integer({ minimum: 0, maximum: 9 })),
  onlineDepth: Type.Optional(Type.Array(Type.Integer({ minimum: 1, maximum: 8 }))),
  places: Type.Optional(Type.Array(closed({ name: TextSchema, address: TextSchema, hours: Type.Optional(TextSchema), phone: Type.Optional(Type.String()) }))),
  contacts: Type.Optional(closed({ enquiry: Type.Optional(Type.String()), complaint: Type.Optional(Type.String()) })),
  steps: Type.Optional(Type.Array(closed({ name: TextSchema, handler: TextSchema, days: Type.Optional(Type.Integer({ minimum: 0 })) }))),
  questions: Type.Optional(Type.Array(closed({ question: TextSchema, answer: TextSchema }))),
  form: Type.Optional(NameSchema),
  process: Type.Optional(NameSchema),
  decision: Type.Optional(NameSchema),
  automation: Type.Optional(AutomationSchema),
  demands: Type.Optional(Type.Array(DemandSchema)),
  opensFrom: Type.Optional(oneOf('application', 'case', 'office', 'review')),
  serves: Type.Optional(ServesSchema),
  scenarios: Type.Optional(Type.Array(ScenarioSchema)),
  parties: Type.Optional(PartiesSchema),
  ...procedureKeys,
  ...afterKeys,
  effective: Type.Optional(closed({ from: DateSchema, to: Type.Optional(DateSchema) })),
})
/** One version of one item: what the guide shows and what a case pins. `opensFrom: case` is opened about another case and never applied for by itself; `office` by the body itself (依职权); `review` by a bad verdict. `serves` says what the platform uses it for. `levelMin` is the least 实名等级 to apply on the site, `proofDaysMax` how many days ago it was proved at most; a window asks for neither; `purpose` is what people's data is processed for, `handling` unless said; `guide` is Markdown; a pack keeps it in guide.zh.md and guide.en.md. */
export type ItemContent = Static<typeof ItemSchema>

/** Outcomes a case may reach; the law fixes them, not a pack. */
export const OutcomeSchema = oneOf('granted', 'partly-granted', 'refused', 'not-accepted')

export const ExampleSchema = closed({
  title: Type.String({ minLength: 2 }),
  form: Type.Record(Type.String(), Type.Unknown()),
  scenario: Type.Optional(Type.Record(Type.String(), Type.String())),
  applicant: Type.Optional(closed({ kind: oneOf('natural', 'legal'), name: Type.Optional(Type.String()), idNumber: Type.Optional(Type.String()) })),
  respondents: Type.Optional(Type.Array(ExampleRespondentSchema)),
  papers: Type.Optional(Type.Array(KeySchema)),
  licences: Type.Optional(Type.Array(closed({ type: Type.String(), number: Type.String(), standing: Type.String(), issuedOn: DateSchema, validTo: Type.Optional(DateSchema) }))),
  on: Type.Optional(DateSchema),
  answers: Type.Optional(Type.Array(closed({ step: Type.String(), outcome: Type.String(), reasons: Type.Optional(Type.String()), opinion: Type.Optional(Type.String()) }))),
  expect: Type.Optional(closed({ path: Type.Array(Type.String()), outcome: OutcomeSchema, materials: Type.Optional(Type.Array(KeySchema)), decidedBy: Type.Optional(oneOf('machine', 'person')), reasons: Type.Optional(Type.Array(Type.String())) })),
  expectErrors: Type.Optional(Type.Array(Type.String(), { minItems: 1 })),
})
/**
 * An application with the answers of the officials, and the path and outcome it must have. Run by `pack check`. `papers`, `licences` and
 * `on` (the day) are what a machine looks at; `decidedBy` and `reasons` (codes) say whether it may grant, or why a person must decide.
 */
export type ItemExample = Static<typeof ExampleSchema>
