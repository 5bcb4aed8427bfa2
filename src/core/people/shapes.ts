// Shapes of people's routes: what goes in and what comes out. Shown numbers are always masked.
import { Type } from 'typebox'
import type { Lack } from '#base/http'
import { roles } from '#core/access'
import type { AccountKind } from './account.ts'
import { codeChannels, type CodeChannel } from './code.ts'
import { documentKinds } from './documents.ts'
import { endingKinds, type EndingKind } from './ending.ts'
import { secondWays, type SecondWay } from './factor.ts'
import { freezeGrounds, type FreezeGround } from './freezing.ts'
import type { Hours } from './hours.ts'
import { GuardianshipShape } from './show-guardians.ts'
import { limits } from './limits.ts'

/** Text on one line: no control characters, which the database would not take either. */
export const Line = (lengthMax: number, description?: string) =>
  Type.String({ minLength: 1, maxLength: lengthMax, pattern: '^[^\\u0000-\\u001f\\u007f]*$', ...(description ? { description } : {}) })
/** A name as it is shown beside others: with nothing in it that is not seen, so that no two look alike and are not (UTS #39, UAX #9). */
export const Name = (lengthMax: number, description?: string) =>
  Type.String({ minLength: 1, maxLength: lengthMax, pattern: '^[^\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]*$', ...(description ? { description } : {}) })
export const Id = Type.String({ pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' })
export const Login = Type.String({ pattern: '^[a-z][a-z0-9._-]{1,39}$', description: 'Small letters, digits, dot, dash' })
/** Length is judged by the rule, with its own refusal; this only bounds the work. Blanks count in it as other characters do. */
export const Password = Type.String({ maxLength: limits.passwordLengthMax * 4, pattern: '^[^\\u0000]+$' })
export const KindShape = Type.Unsafe<AccountKind>({ type: 'string', enum: ['natural', 'legal', 'staff'] })
export const IdKindShape = Type.Unsafe<string>({ type: 'string', enum: documentKinds.filter((each) => each.of === 'natural').map((each) => each.kind), description: 'Of a passport the number is told with the country that issued it (ISO 3166-1 alpha-3): USA-E12345678' })
export const RoleCode = Type.Unsafe<string>({ type: 'string', enum: roles.map((role) => role.code) })
export const Phone = Type.String({ pattern: '^[0-9+ -]{5,20}$' })

export const TicketShape = Type.String({ pattern: '^[A-Za-z0-9_-]{43}$', description: 'The step that this continues' })

export const TextShape = Type.Object({ zh: Type.String(), en: Type.Optional(Type.String()) })
export const OrganisationName = Type.Object({ code: Type.String(), name: TextShape })
const nullable = Type.Union([Type.String(), Type.Null()])
export const SectionShape = Type.Union([OrganisationName, Type.Null()], { description: 'The team or window of the organisation; null: the whole of it' })
export const PostShape = Type.Object({ id: Type.String(), role: Type.String(), organisation: OrganisationName, section: SectionShape })
const TimeOfDay = (description: string) => Type.String({ pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$', description })
export const HoursShape = Type.Object(
  { days: Type.Unsafe<Hours['days']>({ type: 'string', enum: ['every', 'working'], description: 'working: the working days of the published calendar' }), from: TimeOfDay('HH:MM in Asia/Shanghai'), to: TimeOfDay('HH:MM, the first minute in which it no longer holds') },
  { additionalProperties: false, description: 'When a post holds within a day; absent or null: at all times' },
)
export const HeldPostShape = Type.Object({ id: Type.String(), role: Type.String(), organisation: OrganisationName, section: SectionShape, from: Type.String(), to: nullable, hours: Type.Union([HoursShape, Type.Null()]) })

export const SessionShape = Type.Object({
  account: Type.Union([Type.Object({ id: Type.String(), login: Type.String(), kind: KindShape, name: Type.String() }), Type.Null()], { description: 'For whom the session acts; null when nobody is signed in' }),
  hand: Type.Union([Type.Object({ id: Type.String(), name: Type.String(), items: Type.Union([Type.Array(Type.String()), Type.Null()]), guardian: Type.Boolean(), stopped: Type.Union([Type.String(), Type.Null()], { description: 'Code of the refusal with which every change is answered now' }) }), Type.Null()], { description: 'Who acts, where that is for somebody else; items null: for everything' }),
  posts: Type.Array(PostShape),
  demonstration: Type.Boolean({ description: 'Whether demonstration accounts exist here' }),
  codes: Type.Optional(Type.Array(Type.Unsafe<CodeChannel>({ type: 'string', enum: [...codeChannels] }), { description: 'How one-time codes are sent here; absent: not at all' })),
  lacks: Type.Optional(Type.Unsafe<Lack>({ type: 'string', enum: ['second-factor', 'own-password'], description: 'What must be done before anything else' })),
  second: Type.Optional(Type.Object({ ticket: Type.String(), ways: Type.Array(Type.Unsafe<SecondWay>({ type: 'string', enum: [...secondWays] })) }, { description: 'Only in the answer of signing in: nobody is signed in yet, a second proof is asked for' })),
})

const MergedShape = Type.Object({ id: Type.String(), login: Type.String(), idKind: Type.Optional(Type.String()), idNumber: Type.Optional(Type.String({ description: 'Masked' })) })

export const AccountShape = Type.Object({
  id: Type.String(), login: Type.String(), kind: KindShape, name: Type.String(),
  nameEn: Type.Optional(Type.String()),
  organisation: Type.Optional(OrganisationName),
  idKind: Type.Optional(Type.String()),
  idNumber: Type.Optional(Type.String({ description: 'Masked' })),
  phone: Type.Optional(Type.String({ description: 'Masked' })),
  assuranceLevel: Type.Optional(Type.Integer({ description: '实名等级 1–5' })),
  createdAt: Type.String(), frozenAt: nullable,
  frozenGround: Type.Optional(Type.Unsafe<FreezeGround>({ type: 'string', enum: [...freezeGrounds], description: 'officer · failures: too many wrong second proofs · self: by its holder' })),
  frozenReason: Type.Optional(Type.String({ description: 'The words of an officer' })),
  ending: Type.Optional(Type.Object({ kind: Type.Unsafe<EndingKind>({ type: 'string', enum: [...endingKinds] }), at: Type.String(), on: nullable, reference: nullable, into: Type.Union([MergedShape, Type.Null()], { description: 'The account that it was merged into' }) }, { description: 'How the account ended; absent while it goes on' })),
  former: Type.Optional(Type.Array(MergedShape, { description: 'Accounts that were merged into this one, with their documents' })),
  representative: Type.Optional(Type.Union([Type.Object({ id: Type.String(), name: Type.String() }), Type.Null()], { description: 'Who represents the organisation; null where nobody does' })),
  guardianships: Type.Optional(Type.Array(GuardianshipShape, { description: 'Who is guardian of the person, and whose guardian the person is' })),
  posts: Type.Array(HeldPostShape),
})
