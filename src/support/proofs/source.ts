// The noun: sources that prove who somebody is, and what counts as their answer. An answer is signed by its source, says the nonce of this
// question, names the person by a digest that only this question has, and asserts what was done; which level that is, is set up for each
// source, never above what the source can prove at all. Anything else is refused, whatever it claims. Pure.
import { Type, type Static } from 'typebox'
import { Value } from 'typebox/value'
import type { ProofRelay } from '#base/context'
import { equalBytes, sha256, verifyJws } from '#base/crypto'

export const sourceNames = ['name-check', 'face', 'network-id', 'enterprise-register'] as const
/** name-check 姓名与公民身份号码核对 · face 实人核验 · network-id 国家网络身份认证（网号、网证）· enterprise-register 企业登记信息核对. */
export type SourceName = (typeof sourceNames)[number]

/** Where somebody is known by seeing the document in person: a source too, whose word two officers give. */
export const windowSource = 'window'

export interface Source {
  /** The most that an answer of it can prove (实名等级). */
  levelMax: 3 | 4
  /** Whether the person is checked on a page of the source. */
  visit: boolean
  /** What the question tells the source of the person: name and number, or nothing that can be read. */
  tells: 'document' | 'nothing'
  /** Whether the person's separate consent is asked for (个人信息保护法 28, 29). */
  consent: boolean
}

export const sources: Readonly<Record<SourceName, Source>> = {
  'name-check': { levelMax: 3, visit: false, tells: 'document', consent: false },
  face: { levelMax: 4, visit: true, tells: 'document', consent: true },
  'network-id': { levelMax: 4, visit: true, tells: 'nothing', consent: false },
  'enterprise-register': { levelMax: 4, visit: false, tells: 'document', consent: false },
}

/** Kinds of document that the sources of the state know; whoever has another one is known at a window. */
const knownDocuments = ['resident-id', 'hmt-residence', 'permanent-residence'] as const

export interface Person {
  name: string
  idKind: string
  idNumber: string
}

/** Whether the sources of the state know a document of this kind. */
export function isKnownKind(idKind: string | undefined): boolean {
  return idKind !== undefined && (knownDocuments as readonly string[]).includes(idKind)
}

/** What is posted to a source as JSON. A question with the code of a finished visit is answered at once. */
export interface Question {
  version: 1
  ask: string
  nonce: string
  /** Who asks: the public address of this platform. */
  audience: string
  /** Of whom, as `subjectOf` says; null where nothing but an identifier is wanted. */
  subject: string | null
  person?: Person
  company?: { uscc: string }
  returnTo?: string
  code?: string
}

/** The type of a signed answer (RFC 7515 `typ`). */
export const answerType = 'yiwang-proof+jws'

/** What has to be in the answer of a source: nothing may be left out and nothing added, least of all a picture. */
const AnswerShape = Type.Object({
  iss: Type.String(), aud: Type.String(), ask: Type.String(), nonce: Type.String(),
  subject: Type.Union([Type.String(), Type.Null()]),
  result: Type.Unsafe<'match' | 'mismatch'>({ type: 'string', enum: ['match', 'mismatch'] }),
  assertion: Type.String({ pattern: '^[a-z][a-z0-9-]{0,39}$' }),
  trace: Type.String({ pattern: '^[\\x21-\\x7e]{1,100}$' }),
  score: Type.Union([Type.Number({ minimum: 0, maximum: 1 }), Type.Null()]),
  at: Type.Integer({ description: 'Seconds since 1970' }),
  holder: Type.Optional(Type.String({ pattern: '^[\\x21-\\x7e]{8,200}$', description: 'The application identifier of a network identity (网络身份应用标识)' })),
  company: Type.Optional(Type.Object({ name: Type.String({ minLength: 1, maxLength: 200 }) }, { additionalProperties: false })),
}, { additionalProperties: false })
export type SourceAnswer = Static<typeof AnswerShape>

const EnvelopeShape = Type.Union([
  Type.Object({ answer: Type.String() }, { additionalProperties: false }),
  Type.Object({ visit: Type.String({ maxLength: 2000 }) }, { additionalProperties: false }),
  Type.Object({ pending: Type.Literal(true) }, { additionalProperties: false }),
])

/** Why an answer does not count, in one word. */
export type Fault = 'unreadable' | 'signature' | 'other-source' | 'other-place' | 'replayed' | 'other-person' | 'time' | 'level' | 'visit'

export type Heard = { fault: Fault } | { visit: string } | { pending: true } | { answer: SourceAnswer; level: 3 | 4 | 5 }

/** The person of one question, told so that only who knows both can compare: nobody can look a number up by it. */
export function subjectOf(nonce: string, { name, idKind, idNumber }: Person, uscc = ''): string {
  return sha256([nonce, name.normalize('NFC').trim(), idKind, idNumber, uscc].join('\n')).toString('base64url')
}

/** [K] How far the clock of a source may be from ours. */
export const clockSecondsMax = 120

/** Reads what a source said to a question that was put at a moment. Never throws on what it is given. */
export async function readHeard(text: string, question: Question, { source, relay, askedAt, now }: { source: SourceName; relay: ProofRelay; askedAt: Temporal.Instant; now: Temporal.Instant }): Promise<Heard> {
  const envelope = parse(text)
  if (!Value.Check(EnvelopeShape, envelope)) return { fault: 'unreadable' }
  if ('pending' in envelope) return envelope
  if ('visit' in envelope) return isOwnPage(envelope.visit, relay) ? envelope : { fault: 'visit' }
  const verdict = await verifyJws(envelope.answer, relay.keys, answerType)
  if (verdict.verdict !== 'good') return { fault: 'signature' }
  const answer = parse(Buffer.from(verdict.payload).toString('utf8'))
  if (!Value.Check(AnswerShape, answer)) return { fault: 'unreadable' }
  return judge(answer, question, { source, relay, askedAt, now })
}

function judge(answer: SourceAnswer, question: Question, { source, relay, askedAt, now }: { source: SourceName; relay: ProofRelay; askedAt: Temporal.Instant; now: Temporal.Instant }): Heard {
  if (answer.iss !== source) return { fault: 'other-source' }
  if (answer.aud !== question.audience) return { fault: 'other-place' }
  if (answer.ask !== question.ask || !equalBytes(answer.nonce, question.nonce)) return { fault: 'replayed' }
  // A mismatch is about the person that was asked for too: otherwise another's could be sent in its place.
  if (answer.subject !== question.subject) return { fault: 'other-person' }
  const at = answer.at * 1000
  if (at < askedAt.epochMilliseconds - clockSecondsMax * 1000 || at > now.epochMilliseconds + clockSecondsMax * 1000) return { fault: 'time' }
  // A register that says yes says of whom.
  if (source === 'enterprise-register' && answer.result === 'match' && answer.company === undefined) return { fault: 'unreadable' }
  const level = Object.hasOwn(relay.levels, answer.assertion) ? relay.levels[answer.assertion] : undefined
  if (level === undefined || level > sources[source].levelMax) return { fault: 'level' }
  return { answer, level }
}

function isOwnPage(address: string, relay: ProofRelay): boolean {
  return URL.canParse(address) && new URL(address).origin === relay.pages
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
