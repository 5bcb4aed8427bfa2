// Names for what the public API takes and answers, each taken from the types made from its OpenAPI document; it adds no shape
// of its own but those of forms, which the forms engine has.
import type { FieldLayout, FormDefinition as Definition } from '#engines/forms'
import type { paths } from './paths.ts'

type Json<R> = R extends { 200: { content: { 'application/json': infer T } } } | { 201: { content: { 'application/json': infer T } } } ? T : never
/** What reading an address answers. */
type Got<P extends keyof paths> = paths[P] extends { get: { responses: infer R } } ? Json<R> : never
/** What is sent to an address, and what its list holds. */
type Sent<P extends keyof paths> = paths[P] extends { post: { requestBody: { content: { 'application/json': infer B } } } } ? B : never
type Listed<P extends keyof paths> = Got<P> extends { items: (infer T)[] } ? T : never
type Part<T, K extends keyof T> = NonNullable<T[K]> extends (infer E)[] ? E : NonNullable<T[K]>

export type Page<T> = { items: T[]; next: string | null }
type Refusal = paths['/api/session']['get']['responses']['default']['content']['application/json']
/** A refusal; what never reached the server has a code alone. */
export type Problem = Partial<Refusal> & Pick<Refusal, 'code'>
export type FieldFault = Part<Refusal, 'fields'>

// People, posts, places
/** `account` is null when nobody is signed in. */
export type Session = Got<'/api/session'>
export type SignedIn = Session & { account: NonNullable<Session['account']> }
export type DemonstrationAccount = Listed<'/api/demonstration-accounts'>
export type Account = Got<'/api/accounts/{id}'>
/** An account that is given back at a window. */
export type Recovery = Listed<'/api/recoveries'>
export type NewRecovery = Sent<'/api/recoveries'>
export type RecoverySlip = paths['/api/recoveries/{id}/confirmation']['post']['responses'][200]['content']['application/json']
export type NewPost = Sent<'/api/accounts/{id}/posts'>
export type Organisation = Listed<'/api/organisations'>

// Items
export type ItemRow = Listed<'/api/items'>
export type Item = Got<'/api/items/{code}'>
type ItemContent = Item['content']
export type Text = ItemContent['name']
export type Limit = NonNullable<NonNullable<ItemContent['limits']>['statutory']>
export type Material = Part<ItemContent, 'materials'>
export type FormField = FieldLayout
export type FormDefinition = Definition

// Cases
export type View = keyof CaseCounts | 'copied'
export type CaseRow = Listed<'/api/cases'>
export type CaseCounts = Got<'/api/case-counts'>
export type Case = Got<'/api/cases/{number}'>
export type Lamp = NonNullable<Case['lamp']>
export type CaseFile = Part<Case, 'files'>
export type Step = Part<Case, 'steps'>
export type Term = Part<Case, 'terms'>
export type Payment = Part<Case, 'payments'>
export type Missing = Part<Case, 'missing'>
export type TimelineEntry = Listed<'/api/cases/{number}/timeline'>
export type PossibleAct = Part<Case, 'acts'>
export type Target = Part<PossibleAct, 'targets'>
/** Who was given the case to read, and when it was read first. */
export type Copy = Part<Case, 'copies'>
export type Hearings = Got<'/api/cases/{number}/hearings'>
export type Hearing = Part<Hearings, 'items'>
export type Publicity = Got<'/api/cases/{number}/publicity'>
export type Colleague = Listed<'/api/cases/{number}/colleagues'>

// Licences
export type LicenceType = Listed<'/api/licence-types'>
export type LicenceRow = Listed<'/api/licences'>
export type Licence = Got<'/api/licences/{id}'>

export type LicenceMatter = Part<Licence, 'matters'>

// Letters and what comes after a decision
export type Letter = Listed<'/api/cases/{number}/letters'>
export type ArchiveVerdict = Got<'/api/cases/{number}/archive/verification'>

// Registers
export type WaitingLetter = Listed<'/api/waiting-letters'>
export type ProposalRow = Listed<'/api/proposals'>
export type ClientRow = Listed<'/api/clients'>
export type ClientContent = ClientRow['content']
export type UpstreamRow = Listed<'/api/upstream-registrations'>
export type UpstreamContent = UpstreamRow['content']
/** A document seen in person that waits for a second officer. */
export type IdentityCheck = Listed<'/api/identity-checks'>
export type GuardianCheck = Listed<'/api/guardian-checks'>
export type PowerCheck = Listed<'/api/power-checks'>
export type GuardianObjection = Listed<'/api/guardian-objections'>
export type Purpose = Listed<'/api/purposes'>
export type Retention = Got<'/api/retention'>
export type Assessment = Listed<'/api/purposes/{code}/assessments'>
export type PromiseBar = Listed<'/api/promise-bars'>
export type Seal = Listed<'/api/seals'>

// Ledger
/** `note` is a C2SP signed note; digests are base64. */
export type Checkpoint = Got<'/api/ledger/checkpoint'>
export type LedgerEntries = Got<'/api/ledger/entries'>
export type LedgerEntry = Part<LedgerEntries, 'items'>

export type Intake = Sent<'/api/intakes'>
/** Who takes part beside the applicant, and who came for it. */
export type Other = Part<Intake, 'others'>
export type Agent = NonNullable<Intake['agent']>
export type IntakePaper = Part<Intake, 'materials'>
/** What is missing, what may follow by when, and whether a promise may stand in for papers. */
export type IntakeAdvice = Json<paths['/api/intake-advice']['post']['responses']>
export type PromiseOffer = NonNullable<IntakeAdvice['promiseOffer']>
/** A scan that the server has kept. */
export type KeptScan = Json<paths['/api/intake-files']['post']['responses']>

/** The last part of the addresses of acts, such as `acceptance` of `/api/cases/{number}/acceptance`. */
type ActOf<Base extends string> = keyof paths extends infer P ? (P extends `${Base}/${infer A}` ? (A extends `${string}/${string}` ? never : P extends keyof paths ? (paths[P] extends { post: unknown } ? A : never) : never) : never) : never
export type CaseAct = ActOf<'/api/cases/{number}'>
export type CopyAct = ActOf<'/api/cases/{number}/copies/{copy}'>
export type StepAct = ActOf<'/api/cases/{number}/steps/{step}'>
export type PartyAct = ActOf<'/api/cases/{number}/third-parties/{party}'>
export type HearingStepAct = ActOf<'/api/cases/{number}/hearings/{hearing}'>
export type ObjectionAct = ActOf<'/api/cases/{number}/objections/{objection}'>
export type LicenceActName = ActOf<'/api/licences/{id}'>

// Automatic decisions
export type AutomationSaid = Got<'/api/items/{code}/automation'>
/** One item as it is watched. */
export type Watched = Listed<'/api/automation'>
export type AutomationActName = ActOf<'/api/automation/{item}'>
export type JudgedCase = Listed<'/api/automation/{item}/cases'>
/** Which figure the cases stand behind. */
export type Judged = NonNullable<paths['/api/automation/{item}/cases']['get']['parameters']['query']>['what']
export type Explanation = Got<'/api/cases/{number}/explanation'>

// Models: processes and decisions, and drafts of them
export type ModelKind = ModelRow['kind']
export type ModelRow = Listed<'/api/models'>
export type Model = Got<'/api/models/{body}/{kind}/{name}'>
export type ModelVersion = Part<Model, 'versions'>
export type ModelUse = Part<Model, 'items'>
export type ModelDraftRow = Listed<'/api/model-drafts'>
export type ModelDraft = Got<'/api/model-drafts/{id}'>
export type ModelExample = Part<ModelDraft, 'examples'>
export type ModelAnswer = Part<ModelExample, 'answers'>
export type ModelCheck = Json<paths['/api/model-drafts/{id}/check']['post']['responses']>
export type ModelProblem = Part<ModelCheck, 'problems'>
export type ExampleResult = Part<ModelCheck, 'examples'>
export type ModelDraftAct = ActOf<'/api/model-drafts/{id}'>

// The clerk's own desk
export type SavedList = Listed<'/api/saved-lists'>
export type LampCounts = Got<'/api/case-count'>
export type BulkResult = Part<Json<paths['/api/bulk-acts']['post']['responses']>, 'items'>
export type ListQuery = NonNullable<paths['/api/cases']['get']['parameters']['query']>
export type Look = Json<paths['/api/cases/{number}/look']['put']['responses']>
export type Requirement = Listed<'/api/cases/{number}/evidence'>
export type LetterPreview = NonNullable<Json<paths['/api/cases/{number}/letter-preview']['post']['responses']>['letter']>
export type Board = Got<'/api/board'>
export type Message = Listed<'/api/notifications'>
export type Absences = Got<'/api/absences'>
export type ReviewedPost = Listed<'/api/post-reviews'>
export type OpenWork = Got<'/api/open-work/{account}'>
export type HeldDatum = Part<Json<paths['/api/form-advice']['post']['responses']>, 'items'>
