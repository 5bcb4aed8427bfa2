// What the portal reads of the API's answers, and no more. Shapes only: no rule, no call.
import type { FormData, FormDefinition } from '#engines/forms'
import type { Text } from '#engines/words'
import type { LicenceMatter, PaymentView } from './shapes-after.ts'
import type { HeldLicence, KnownDatum, OtherParty } from './shapes-of-applying.ts'

export interface Listed<T> {
  items: T[]
  next: string | null
}

export interface Named {
  code: string
  name: Text
}

export interface Session {
  account: { id: string; login: string; kind: 'natural' | 'legal' | 'staff'; name: string } | null
  demonstration: boolean
  /** How one-time codes are sent here. */
  codes?: ('sms' | 'email')[]
  /** Who sits at the keyboard, where the account is acted for by somebody. */
  hand: { id: string; name: string; guardian: boolean; stopped: string | null } | null
  /** What must be done before anything else. */
  lacks?: 'second-factor' | 'own-password'
  /** Only in the answer of signing in: a second proof is asked for. */
  second?: { ticket: string; ways: ('totp' | 'passkey' | 'certificate' | 'sms' | 'email' | 'recovery-code')[] }
}

export interface DemonstrationAccount {
  login: string
  name: string
  kind: 'natural' | 'legal' | 'staff'
  title: Text
}

export interface Limit {
  days: number
  unit: 'working' | 'calendar' | 'months'
  /** The event it runs from; without it acceptance. */
  starts?: 'receipt' | 'complete' | 'notice' | 'acceptance' | 'window-end' | 'decision'
  basis?: { law: string; article?: string }
}

export interface Limits {
  statutory?: Limit | null
  promised?: Limit | null
}

export interface ItemLine {
  code: string
  name: Text
  type: string
  caseKind: string
  targets: string[]
  body: Named
  limits: Limits | null
}

export interface Material {
  key: string
  name: Text
  form: 'paper' | 'electronic' | 'either'
  need: 'required' | 'optional' | 'gap'
  source: 'applicant' | 'government' | 'third-party'
  original?: 'original' | 'copy' | 'either'
  copies?: number
  /** FEEL: only in these circumstances. */
  when?: string
  note?: Text
  licenceType?: string
  basis?: Basis
}

export interface Basis {
  law: string
  article?: string
  text?: string
}

export interface Scenario {
  key: string
  question: Text
  hint?: Text
  options: { value: string; label: Text; adds?: string[] }[]
}

/** What an item says of itself; absent parts are parts that an imported guide lacks. */
export interface ItemContent {
  code: string
  name: Text
  summary?: Text
  type: string
  purpose?: string
  targets: string[]
  caseKind: string
  bodies: { receiving: string; handling: string; deciding: string; joint?: { organisation: string; task: Text }[] }
  limits?: Limits
  legalBasis?: Basis[]
  conditions?: Text[]
  materials: Material[]
  results?: { kind: string; name: Text; validity?: string; licenceType?: string }[]
  fees?: { name: Text; standard: Text; basis?: Basis; relief?: Text }[]
  onsiteVisits?: number
  levelMin?: 1 | 2 | 3 | 4 | 5
  proofDaysMax?: number
  onlineDepth?: number[]
  places?: { name: Text; address: Text; hours?: Text; phone?: string }[]
  contacts?: { enquiry?: string; complaint?: string }
  steps?: { name: Text; handler: Text; days?: number }[]
  questions?: { question: Text; answer: Text }[]
  parties?: { jointApplicants?: { max: number; basis: Basis }; respondents?: { max: number; basis: Basis } }
  scenarios?: Scenario[]
  remedy?: { review: Text; court: Text }
  acceptance?: { windows?: { from: string; to: string; name?: Text }[]; inPerson?: boolean }
  quota?: { count: number; per: 'year' | 'window' | 'all' }
  promise?: { materials: string[] }
  /** `case`: opened from the page of another case, never applied for by itself. */
  opensFrom?: 'application' | 'case' | 'office' | 'review'
  renewal?: object
  onLicence?: object
}

/** A type of licence with its sample: what somebody will get. */
export interface LicenceSample {
  code: string
  name: Text
  title?: Text
  statement?: Text
  sample: { number: string; lines: { field: string; label: Text; value: string }[] } | null
}

export interface Released {
  body: Named
  role: string
  on: string
}

/** What an item says of automatic decisions, as it stands now. */
export interface AutomationSaid {
  automatic: boolean
  announcement: Text | null
  release: Released | null
  data: { name: Text; sources: Text[] }[]
}

/** How a case was judged by the system, or why a person handles it. */
export interface Explanation {
  by: 'machine' | 'person'
  sentence: Text
  basis: Basis[]
  rule: { number: number; label: string } | null
  conditions: { name: Text; value: Text; asks: Text; source: Text }[]
  reasons: Text[]
  reviews: { number: string; changed: boolean | null }[]
  mayAskReview: boolean
}

/** One version of an item with the names of its bodies. */
export interface ItemGuide {
  code: string
  version: number
  effectiveFrom: string
  effectiveTo: string | null
  content: ItemContent
  /** The guide's own words, in blocks, by language. */
  guide: { zh: GuideBlock[]; en?: GuideBlock[] }
  bodies: Named[]
}

export type GuideBlock = { kind: 'heading' | 'paragraph'; text: string } | { kind: 'list'; ordered: boolean; items: string[] }

export interface ItemVersion {
  version: number
  effectiveFrom: string
  effectiveTo: string | null
}

export interface Facets {
  types: { value: string; count: number }[]
  bodies: { value: string; name: Text; count: number }[]
  targets: { value: string; count: number }[]
}

export interface StoredFile {
  id: string
  material: string
  name: string
  bytes: number
  /** 可信等级 A–D, of a paper in a draft. */
  level?: string
}

/** A draft as the list of drafts names it. */
export interface DraftLine {
  id: string
  item: Named
  correctionOf: string | null
  updatedAt: string
}

/** A draft: what is asked, what is given, what is still wrong. */
export interface Application {
  id: string
  item: Named & { version: number }
  /** Set where the draft answers a correction notice. */
  correctionOf: string | null
  /** Set once it was submitted. */
  caseNumber: string | null
  form: FormData
  scenario: Record<string, string>
  consent: boolean
  byPerson: boolean
  files: StoredFile[]
  materials: { material: Material; given: boolean; replaced: boolean; held: HeldLicence | null }[]
  /** What the proof of who applies lacks; submission waits for it. */
  levelLack: { needed: number; held: number; daysMax: number | null; of: 'hand' | 'account' } | null
  warnings: Warning[]
  /** Papers that may follow by a promised day, and the last day that may be promised. */
  gaps: { materials: string[]; first: string; last: string } | null
  gapUntil: string | null
  promise: string | null
  promiseOffer: PromiseOffer | null
  known: KnownDatum[]
  others: OtherParty[]
  faults: { path: string; zh: string; en: string }[]
  itemChanged: boolean
  changes: Text[]
  definition: FormDefinition
}

/** What is missing or not met; it stops nothing. */
export interface Warning {
  kind: 'paper' | 'gap' | 'condition' | 'window' | 'in-person' | 'capacity'
  material?: string
  field?: string
  text: Text
}

/** 告知承诺: what is told before the choice. */
export interface PromiseOffer {
  digest: string
  materials: string[]
  conditions: Text[]
  consequences: Text[]
  checkDays: number
  basis: Basis
  excluded: { reason: Text; basis: Basis } | null
}

/** What every view of a case has. */
interface AnyCase {
  number: string
  item: Named
  state: string
  outcome: string | null
  openedAt: string
  dueAt: string | null
  finishedAt: string | null
  handling: Named
  /** Against whom it is about: granted means imposed. */
  burdens: boolean
}

export interface CaseLine extends AnyCase {
  /** What waits to be paid, and by which day. */
  payment: { cents: number; until: string; isMissed: boolean } | null
  annulledOn: string | null
  suspended: boolean
  /** Open steps only. */
  steps: { name: Text; organisation: Named }[]
}

/** A case above or below, as far as the page names it. */
export interface RelatedCase {
  number: string
  item: Named
  state: string
  outcome: string | null
  burdens: boolean
  deciding: Named
}

export interface CaseView extends AnyCase {
  receiving: Named
  /** What was granted is annulled, by the decision of a case. */
  annulled: { on: string; case: string | null } | null
  item: Named & { version: number }
  suspendedAt: string | null
  /** A third party sees what concerns it and no more. */
  sight: 'whole' | 'third-party'
  parties: { place: number; role: string; name: string; interest: string | null; speakUntil: string | null; consent: boolean }[]
  suspensions: { name: Text; untilOn: string | null; expectedUntil: string; isOverrun: boolean }[]
  before: { kind: string; until: string | null }[]
  parent: RelatedCase | null
  subCases: RelatedCase[]
  steps: { element: string; name: Text; state: string; organisation: Named; assigneeName: string | null }[]
  stages: { element: string; name: Text; kind: string; state: 'done' | 'current' | 'ahead' }[]
  terms: { kind: string; dueOn: string; provisional: boolean; state: string }[]
  files: (StoredFile & { paper: boolean })[]
  results: { id: string; name: Text; outcome: string }[]
  missing: { material?: string; text: string }[]
  payments: PaymentView[]
  owed: { material: string; why: 'gap' | 'promise'; dueOn: string | null; metAt: string | null; late: 'waiting' | 'taken' | 'refused' | null }[]
  commitment: { materials: string[]; withdrawnAt: string | null } | null
  place: { place: number; ahead: number; count: number } | null
  acts: { act: string }[]
}

export interface TimelineEntry {
  id: string
  kind: string
  at: string
  lawDate: string | null
  actor: { kind: string; name: string | null; organisation: Text | null }
  facts: Record<string, unknown>
  words: unknown
}

/** What every view of a licence has. */
interface AnyLicence {
  number: string
  type: Named
  state: string
  issuer: Named
  holder: string
  issuedOn: string
  validFrom: string
  validTo: string | null
}

export interface Licence extends AnyLicence {
  id: string
  case: string | null
}

export interface FaceLine {
  field: string
  label: Text
  value: string
}

export interface LicenceView extends Licence {
  licence: string
  verification: string
  lines: FaceLine[]
  renewing: boolean
  matters: LicenceMatter[]
  history: { at: string; kind: string; groundText: Text | null; reason: string | null; basis: string | null }[]
}

export interface Verification extends AnyLicence {
  genuine: boolean
  inForce: boolean
  asOf: string
  since: string
  demonstration: boolean
  lines: FaceLine[]
}

export interface Notification {
  id: string
  kind: string
  at: string
  title: Text
  text: Text
  case?: string | null
  readAt?: string | null
}

/** The hearings of a case, with what this reader may do. */
export interface HearingsOfCase {
  acts: { act: string; hearing?: string }[]
  items: { id: string; state: string; askBy: string | null; holdBy: string | null; at: string | null; place: string | null; presider: string | null; isPublic: boolean; minutes: string | null }[]
}

export interface PublicityOfCase {
  items: { id: string; summary: string; endsOn: string; state: string; objectionCount: number }[]
}
