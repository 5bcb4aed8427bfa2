// How cases look in answers. Document numbers are masked for everybody but the parties themselves.
import { Type } from 'typebox'
import type { Entry } from '#base/act'
import { timeText } from '#base/time'
import { TextSchema } from '#core/packs'
import { standingShapes } from './standing.ts'
import { registeredKinds, type RegisteredKind } from '#core/people'

/** A moment as the database writes it into JSON, in the form that answers have (RFC 3339, +08:00). */
export const momentText = (moment: string): string => timeText(Temporal.Instant.from(moment))

const nullable = <S extends Parameters<typeof Type.Union>[0][number]>(shape: S, options: { description?: string } = {}) => Type.Union([shape, Type.Null()], options)
export const StateShape = Type.Unsafe<'submitted' | 'correcting' | 'accepted' | 'decided' | 'finished'>({ enum: ['submitted', 'correcting', 'accepted', 'decided', 'finished'] })
const LampShape = nullable(Type.Unsafe<'green' | 'amber' | 'red'>({ enum: ['green', 'amber', 'red'] }))
const Burdens = Type.Boolean({ description: 'Against whom it is about: granted means imposed' })
const Named = Type.Object({ code: Type.String(), name: TextSchema })

export const StepShape = Type.Object({
  id: Type.String({ format: 'uuid' }), element: Type.String(), name: TextSchema, kind: Type.String(), role: Type.String(), organisation: Named, section: nullable(Named, { description: 'The team or window of it in whose hands it is; for staff' }), outcomes: Type.Array(Type.String()),
  state: Type.String(), assignee: nullable(Type.String()), assigneeName: nullable(Type.String()), openedAt: Type.String(), doneAt: nullable(Type.String()), outcome: nullable(Type.String()),
  isSigner: Type.Boolean(), isTask: Type.Boolean({ description: 'It stands beside the process; its outcome is told with reasons' }), isOpened: Type.Boolean(), urgedAt: nullable(Type.String()), delegatedByName: nullable(Type.String()), delegatedUntil: nullable(Type.String()),
})

export const RowShape = Type.Object({
  number: Type.String(), item: Named, state: StateShape, outcome: nullable(Type.String()), annulledOn: nullable(Type.String({ format: 'date', description: 'What was granted is annulled since' })), burdens: Burdens, payment: nullable(Type.Object({ cents: Type.Integer(), until: Type.String({ format: 'date' }), isMissed: Type.Boolean({ description: 'The day has passed' }) }), { description: 'Waits to be paid: how much, and by which day' }), applicant: nullable(Type.String()), openedAt: Type.String({ format: 'date-time' }),
  dueAt: nullable(Type.String({ format: 'date' })), lamp: LampShape, suspended: Type.Boolean(), finishedAt: nullable(Type.String({ format: 'date-time' })),
  handling: Named, team: nullable(Named, { description: 'The team of it that has the case; for staff' }), window: nullable(Named, { description: 'The window that received it; for staff' }), steps: Type.Array(Type.Object({
    id: Type.String(), name: TextSchema, kind: Type.String(), assignee: nullable(Type.String()), organisation: Named, section: nullable(Named, { description: 'The team or window of it in whose hands it is; for staff' }), mine: Type.Boolean({ description: 'The caller may take it or has taken it' }),
    inBulk: nullable(Type.String({ description: 'The favourable outcome it may be given in bulk' })),
  })),
})

const AnnulledShape = nullable(Type.Object({ on: Type.String({ format: 'date' }), case: nullable(Type.String()) }), { description: 'What was granted is annulled (撤销) since a day, by the decision of a case' })
const PaymentShape = Type.Object({
  id: Type.String({ format: 'uuid' }), name: TextSchema, cents: Type.Integer(), basis: Type.Object({ law: Type.String(), article: Type.Optional(Type.String()) }), unpaid: nullable(TextSchema, { description: 'What its law says follows where it is not paid in time' }),
  isBack: Type.Boolean({ description: 'Paid back, not a fee' }), askedOn: Type.String({ format: 'date' }), dueOn: Type.String({ format: 'date' }), provisional: Type.Boolean(), isMissed: Type.Boolean(), settledOn: nullable(Type.String({ format: 'date' })),
  settled: nullable(Type.Unsafe<'paid' | 'waived'>({ enum: ['paid', 'waived'] })), stops: nullable(Type.Object({ law: Type.String(), article: Type.Optional(Type.String()) }), { description: 'By which law the clock stands until it is paid; null: it runs on' }),
})
const RelatedShape = Type.Object({ number: Type.String(), item: Named, state: Type.String(), outcome: nullable(Type.String()), burdens: Burdens, deciding: Named })

export const CaseShape = Type.Object({
  id: Type.String({ format: 'uuid' }), number: Type.String(),
  item: Type.Object({ code: Type.String(), name: TextSchema, type: Type.String(), version: Type.Integer() }),
  state: StateShape, outcome: nullable(Type.String()), annulled: AnnulledShape, burdens: Burdens, closingCode: nullable(Type.Integer()), openedAt: Type.String(), receivedOn: Type.String({ format: 'date', description: 'The day the papers came' }), finishedAt: nullable(Type.String()), suspendedAt: nullable(Type.String()), suspendedUntil: nullable(Type.String({ format: 'date' })),
  dueAt: nullable(Type.String({ format: 'date' })), lamp: LampShape, parent: nullable(RelatedShape), subCases: Type.Array(RelatedShape), sight: Type.Unsafe<'whole' | 'third-party' | 'emergency'>({ enum: ['whole', 'third-party', 'emergency'], description: 'A third party sees what concerns it; emergency: outside the own reach, opened for a time' }),
  before: Type.Array(Type.Object({ kind: Type.String(), about: Type.String(), until: nullable(Type.String()) }), { description: 'What must be over before the case is decided' }),
  receiving: Named, handling: Named, deciding: Named, window: nullable(Named, { description: 'The window that received it; for staff' }), team: nullable(Named, { description: 'The team of the handling body that has it; for staff' }),
  parties: Type.Array(Type.Object({ place: Type.Integer(), interest: nullable(Type.String()), toldOn: nullable(Type.String()), speakUntil: nullable(Type.String()), role: Type.String(), kind: Type.String(), name: Type.String(), idKind: Type.String(), idNumber: Type.String(), phone: nullable(Type.String()), address: nullable(Type.String(), { description: 'Where letters on paper go; for staff, and of oneself' }), consent: Type.Boolean(), ended: nullable(Type.Unsafe<RegisteredKind>({ enum: [...registeredKinds], description: 'As the register says: the party died, is dissolved or struck off' })) })),
  form: Type.Record(Type.String(), Type.Unknown()), masked: Type.Array(Type.String(), { description: 'Where a number is masked that a civil servant may ask for with a reason: /parties/0/idNumber, /form/phone' }), scenario: Type.Record(Type.String(), Type.String()), formVersion: Type.Integer(),
  files: Type.Array(Type.Object({ id: Type.String(), material: Type.String(), name: Type.String(), type: Type.String(), bytes: Type.Integer(), sha256: Type.String(), paper: Type.Boolean(), version: Type.Integer(), at: Type.String() })),
  steps: Type.Array(StepShape),
  terms: Type.Array(Type.Object({ kind: Type.String(), days: Type.Integer(), unit: Type.String(), starts: Type.String({ description: 'The event it runs from: receipt, complete, notice, acceptance, window-end, decision' }), startsOn: Type.String(), dueOn: Type.String(), provisional: Type.Boolean(), extended: Type.Integer(), state: Type.String(), basis: nullable(Type.Object({ law: Type.String(), article: Type.Optional(Type.String()) })) })),
  extenderMissing: nullable(TextSchema, { description: 'Whom to enter before the limit of this joint permit can be extended (许可法 42); for staff' }),
  suspensions: Type.Array(Type.Object({ kind: Type.String(), name: TextSchema, expectedUntil: Type.String(), isOverrun: Type.Boolean(), expectedDays: Type.Integer(), fromOn: Type.String(), untilOn: nullable(Type.String()) })),
  results: Type.Array(Type.Object({ id: Type.String(), ordinal: Type.Integer(), kind: Type.String(), name: TextSchema, outcome: Type.String(), licenceType: nullable(Type.String()) })),
  missing: Type.Array(Type.Object({ material: Type.Optional(Type.String()), text: Type.String() })), payments: Type.Array(PaymentShape),
  ...standingShapes,
  acts: Type.Array(Type.Object({ act: Type.String(), step: Type.Optional(Type.String()), outcomes: Type.Optional(Type.Array(Type.String())), copy: Type.Optional(Type.String()), parties: Type.Optional(Type.Array(Type.Integer())), officers: Type.Optional(Type.Integer()), kinds: Type.Optional(Type.Array(Type.Object({ kind: Type.String(), name: TextSchema }))), grounds: Type.Optional(Type.Array(Type.String())), fees: Type.Optional(Type.Array(Type.Object({ fee: Type.Integer(), name: TextSchema, standard: TextSchema }))), repays: Type.Optional(Type.Boolean()), targets: Type.Optional(Type.Array(Type.Object({ element: Type.String(), name: TextSchema, straightBack: Type.Optional(Type.Boolean()) }))) })),
  copies: Type.Array(Type.Object({ id: Type.String(), to: Type.String(), organisation: nullable(Named), by: Type.String(), at: Type.String(), readAt: nullable(Type.String()), readBy: nullable(Type.String()) })),
  process: Type.Object({ lit: Type.Array(Type.String()), done: Type.Array(Type.String()), flows: Type.Array(Type.String(), { description: 'Flows that were gone along: the path taken' }) }),
  stages: Type.Array(Type.Object({ element: Type.String(), name: TextSchema, kind: Type.String(), state: Type.Unsafe<'done' | 'current' | 'ahead'>({ enum: ['done', 'current', 'ahead'] }) })),
})

export const TimelineShape = Type.Object({
  items: Type.Array(Type.Object({
    id: Type.String(), seq: nullable(Type.Integer()), kind: Type.String(), at: Type.String({ format: 'date-time' }), lawDate: nullable(Type.String()),
    actor: Type.Object({ kind: Type.String(), name: nullable(Type.String()), organisation: nullable(TextSchema) }),
    facts: Type.Record(Type.String(), Type.Unknown()), words: Type.Unknown(),
  })),
})

/** Who takes a step, gives it back and hands it on is arranged inside a body; a party is not told. */
export const innerKinds: readonly string[] = [
  'cases.step-claimed', 'cases.step-released', 'cases.returned', 'cases.taken-back', 'cases.jumped', 'cases.transferred', 'cases.delegated', 'cases.delegation-answered',
  'cases.signers-added', 'cases.signer-removed', 'cases.urged', 'cases.copied', 'cases.copy-read', 'cases.delegation-returned', 'cases.delegation-return-not-needed',
  'cases.handed-over', 'cases.commented', 'cases.comment-erased', 'cases.emergency-opened', 'cases.emergency-ended',
]

/** The words that a letter tells the applicant, or that the applicant wrote, by kind of entry. Opinions and traces of rules are not among them. */
const toldParts: Record<string, readonly string[]> = {
  'cases.correction-asked': ['missing'], 'cases.acceptance-refused': ['reasons', 'competentBody', 'missing'], 'cases.decided': ['reasons'], 'cases.suspended': ['reason'], 'cases.extended': ['reason'],
  'cases.terminated': ['reasons'], 'cases.mended': ['fields'], 'cases.withdrawn': ['reason'], 'cases.late-papers-taken': ['reasons'], 'cases.late-papers-refused': ['reasons'],
  'cases.statement-made': ['statement'], 'cases.forwarded': [],
  'hearings.offered': ['reason'], 'hearings.called': ['reason'], 'hearings.scheduled': ['place', 'at', 'presider'], 'hearings.request-declined': ['reasons'], 'publicity.opened': ['summary'],
}

/** What a party may read of the words beside an entry; undefined where that is nothing. */
export function toldWords({ kind, content }: { kind: string; content: unknown }): Record<string, unknown> | undefined {
  const parts = toldParts[kind]
  if (!parts || typeof content !== 'object' || content === null) return undefined
  return Object.fromEntries(Object.entries(content).filter(([part]) => parts.includes(part)))
}

/** What a third party reads in the timeline: that the case was accepted and decided, the hearing, and what is about itself (许可法 36, 47). */
const thirdKinds = ['cases.accepted', 'cases.decided', 'cases.finished', 'hearings.offered', 'hearings.asked', 'hearings.called', 'hearings.scheduled', 'hearings.minutes-written', 'hearings.closed']
const ownKinds = ['cases.third-party-named', 'cases.third-party-told', 'cases.statement-made']

/** Whether an entry concerns a third party at these places of the case. */
export function concernsThird({ kind, facts }: Pick<Entry, 'kind' | 'facts'>, places: readonly number[]): boolean {
  return thirdKinds.includes(kind) || (ownKinds.includes(kind) && places.includes(Number(facts.party)))
}

/** What a party reads of the facts: not whose accounts were told, which would say who has one. */
export function toldFacts({ told: _accounts, ...facts }: Entry['facts']): Entry['facts'] {
  return facts
}

/** One entry of a timeline. */
export function timelineRow(entry: Entry, actor: { name: string | null; organisation: { zh: string; en?: string } | null }, words: unknown) {
  return {
    id: entry.id, seq: entry.seq, kind: entry.kind, at: timeText(entry.at), lawDate: entry.lawDate,
    actor: { kind: entry.actorKind, ...actor }, facts: entry.facts, words: words ?? null,
  }
}
