// What one officer proposes and another registers (双人复核): a system, or a change of one. Whoever proposes it never registers it.
import { Type } from 'typebox'
import { proposalKind, type Ground, type ProposalKind } from '#base/context'
import type { AccessRule } from '#base/http'
import { getOrganisation } from '#core/organisations'
import { registerClient, registrationLock } from './acts.ts'
import { limits, mustBeSound, scopes, type Content, type Scope } from './client.ts'

const by = (...roles: string[]): AccessRule[] => [{ who: ['staff'], roles, scope: 'all' }]
const Address = Type.String({ minLength: 8, maxLength: 500 })
export const ScopeShape = Type.Unsafe<Scope>({ enum: [...scopes] })
const Key = Type.Object(
  { kty: Type.String({ maxLength: 10 }), crv: Type.String({ maxLength: 20 }), x: Type.String({ maxLength: 100 }), y: Type.Optional(Type.String({ maxLength: 100 })), kid: Type.Optional(Type.String({ maxLength: 100 })), d: Type.Optional(Type.String({ description: 'Refused: a private key' })), alg: Type.Optional(Type.String({ maxLength: 20 })), use: Type.Optional(Type.String({ maxLength: 10 })) },
  { additionalProperties: false, description: 'Public key as JWK (RFC 7517): P-256 or Ed25519' },
)
export const ContentShape = Type.Object({
  code: Type.String({ pattern: '^[a-z][a-z0-9-]{2,39}$', description: 'Names the system in the protocol (client_id)' }), name: Type.Object({ zh: Type.String({ minLength: 1, maxLength: 60 }), en: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })) }, { additionalProperties: false }),
  organisation: Type.String({ minLength: 18, maxLength: 18, description: 'Who answers for it' }), purpose: Type.Object({ zh: Type.String({ minLength: 1, maxLength: 300 }), en: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })) }, { additionalProperties: false }),
  contact: Type.String({ minLength: 3, maxLength: 200, description: 'How a person reaches who answers for it' }), redirects: Type.Array(Address, { maxItems: limits.redirectsMax, uniqueItems: true, description: 'None for what only reads codes' }), reads: Type.Optional(Type.Boolean({ description: 'Reads the codes that people show (一码通行)' })),
  logout: Type.Optional(Address), kinds: Type.Array(Type.Unsafe<'natural' | 'legal'>({ enum: ['natural', 'legal'] }), { minItems: 1, uniqueItems: true }), scopes: Type.Array(ScopeShape, { uniqueItems: true }),
  basis: Type.Optional(Type.Object({ law: Type.String({ minLength: 1, maxLength: 200 }), article: Type.String({ minLength: 1, maxLength: 60 }) }, { additionalProperties: false })),
  levelMin: Type.Integer({ minimum: 1, maximum: 5, description: '实名等级' }), keys: Type.Array(Key, { minItems: 1, maxItems: limits.keysMax }),
}, { additionalProperties: false })

const exampleClient: Content = {
  code: '{new-client}', name: { zh: '运河博物馆预约', en: 'Canal museum bookings' }, organisation: '12990100700126958D', purpose: { zh: '核实预约人身份', en: 'To know who booked' }, contact: '0990-12345', redirects: ['https://museum.example.cn/back'],
  kinds: ['natural'], scopes: ['profile'], levelMin: 2, keys: [{ kty: 'EC', crv: 'P-256', x: 'MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4', y: '4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM' }],
}

/** What one officer proposes and another registers: a system, or a change of one. */
export function clientKind(ground: Ground): ProposalKind {
  const isLocal = () => new URL(ground.origin).protocol === 'http:'
  return proposalKind({
    code: 'client', name: { zh: '登记接入系统，或者变更', en: 'Register a system, or a change of one' }, asks: by('system-admin'), decides: by('security-admin'), sees: by('system-admin', 'audit-admin'), shape: ContentShape,
    example: { ask: { as: '{system-admin}', content: exampleClient }, decide: { as: '{security-admin}', id: '{proposed-client}' } },
    subjectOf: ({ code }) => code, locks: ({ code }) => [registrationLock(code)],
    check: async (act, content) => {
      await getOrganisation(act.tx, content.organisation)
      mustBeSound(content, isLocal(), ground.outgoing.mustBeCallable)
    },
    apply: registerClient,
    describe: async (_, { code, name }) => ({ zh: `${name.zh}（${code}）`, en: `${name.en ?? name.zh} (${code})` }),
  })
}

