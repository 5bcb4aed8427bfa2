// HTTP for the person: what a system asks, agreeing or not, what was agreed to and taking it back.
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { InteractionResults } from 'oidc-provider'
import { Type } from 'typebox'
import type { Ground } from '#base/context'
import { callerOf, pageOf, route, type Access, type Caller, type Route } from '#base/http'
import { timeText } from '#base/time'
import { findOrganisations, nameOrganisation } from '#core/organisations'
import { TextSchema } from '#core/packs'
import { findIdentity, levelOfSession, maskName, maskNumber, mayConsent, mustBeNoAgent, type KnownIdentity } from '#core/people'
import { mustBeUsable } from '#support/rights'
import { consent, consentLock, withdrawConsent } from './acts.ts'
import { askedScopes, covers, isOneself, kindNotServed, levelTooLow, proofNeeded, scopeWords, signInOver, type Content, type Registration, type Scope } from './client.ts'
import { findAsked } from './provider.ts'
import { ScopeShape } from './kind.ts'
import { findConsent, findInForce, listConsents } from './store.ts'

const people: Access = [{ who: ['natural', 'legal'], scope: 'own' }]
const nullable = <S extends Parameters<typeof Type.Union>[0][number]>(shape: S) => Type.Union([shape, Type.Null()])
const Words = Type.Object({ zh: Type.String(), en: Type.String() })
const SystemShape = Type.Object({ code: Type.String(), name: TextSchema, organisation: Type.Object({ code: Type.String(), name: TextSchema }), purpose: TextSchema, contact: Type.String(), basis: nullable(Type.Object({ law: Type.String(), article: Type.String() })), levelMin: Type.Integer() })
const states = ['sign-in', 'one-self', 'kind-not-served', 'level-too-low', 'prove', 'agree', 'agreed'] as const
type AskedState = (typeof states)[number]
const AskedShape = Type.Object({
  system: SystemShape, state: Type.Unsafe<AskedState>({ enum: [...states], description: 'What is needed next; agreed: it was agreed to before, and is only gone on with' }),
  told: Type.Array(Type.Object({ scope: ScopeShape, words: Words, value: nullable(Type.String({ description: 'What will be told, masked' })) })), keeps: Type.Boolean({ description: 'It may ask again while nobody is there, for up to thirty days' }),
  returnsTo: Type.String({ description: 'Origin of the address that is gone back to' }),
})
const ConsentShape = Type.Object({ system: SystemShape, told: Type.Array(Type.Object({ scope: ScopeShape, words: Words })), givenAt: Type.String(), usedAt: Type.String() })
/** Only the browser that a system sent here can agree. */
const asking = { yiwang_oidc_asked: '{asked-cookie}', 'yiwang_oidc_asked.sig': '{asked-signature}' }
const byUid = Type.Object({ uid: Type.String({ minLength: 8, maxLength: 60, pattern: '^[A-Za-z0-9_-]+$' }) })

/** The operations of signing in for another system. */
export function consentRoutes(ground: Ground): Route[] {
  return [
    route({
      method: 'GET', path: '/api/sign-ins/:uid', access: 'anyone', zh: '其他系统请求登录：要什么、下一步', en: 'What a system asks, and what is needed next', params: byUid, answer: AskedShape, example: { as: '{resident}', params: { uid: '{asked-sign-in}' }, cookies: asking },
      handle: async (call) => {
        const asked = await getAsked(ground, call.params.uid, call)
        const known = await findOrganisations(ground.sql, [asked.one.content.organisation])
        return { system: showSystem(known, asked.one.content), state: asked.state, keeps: asked.keeps, returnsTo: asked.returnsTo, told: asked.scopes.map((scope) => ({ scope, words: scopeWords[scope], value: asked.identity ? maskedValue(asked.identity, scope) : null })) }
      },
    }),
    route({
      method: 'POST', path: '/api/sign-ins/:uid', status: 200, access: people, zh: '同意，或者不同意', en: 'Agree or not; answers where to go on', params: byUid, body: Type.Object({ agree: Type.Boolean() }, { additionalProperties: false }),
      answer: Type.Object({ address: Type.String() }), example: { as: '{resident}', params: { uid: '{asked-sign-in}' }, cookies: asking, body: { agree: true } },
      handle: async (call) => {
        const caller = mustBeNoAgent(callerOf(call))
        const asked = await getAsked(ground, call.params.uid, call)
        const { provider, one, scopes } = asked
        const finish = (result: InteractionResults) => provider.interactionResult(call.request.raw, call.reply.raw, result, { mergeWithLastSubmission: false })
        if (!call.body.agree) return { address: await finish({ error: 'access_denied', error_description: 'the person did not agree' }) }
        mustBeReady(asked.state)
        await mustBeUsable(ground.sql, 'sign-in', caller.id)
        if (asked.state === 'agree') await mayConsent(ground.sql, ground.keys, caller, ground.clock.now())
        if (asked.state === 'agree') await call.act([consentLock(caller.id, one.code)], async (act) => (await consent(act, one, scopes), null))
        const login = { accountId: caller.id, ts: Math.floor(caller.provedAt.epochMilliseconds / 1000), acr: String(levelOfSession(caller, asked.identity?.assuranceLevel ?? 1)), amr: [caller.strength === 2 ? 'mfa' : 'pwd'] }
        return { address: await finish({ login, consent: {} }) }
      },
    }),
    route({
      method: 'GET', path: '/api/consents', access: people, zh: '我授权过的系统', en: 'The systems that I let know about me', answer: pageOf(ConsentShape), example: { as: '{resident}' },
      handle: async (call) => {
        const rows = await listConsents(ground.sql, mustBeNoAgent(callerOf(call)).id)
        const known = await findOrganisations(ground.sql, rows.map((row) => row.content.organisation))
        return { items: rows.map((row) => ({ system: showSystem(known, row.content), told: row.scopes.map((scope) => ({ scope, words: scopeWords[scope] })), givenAt: timeText(row.givenAt), usedAt: timeText(row.usedAt) })), next: null }
      },
    }),
    route({
      method: 'DELETE', path: '/api/consents/:code', access: people, zh: '收回授权，立即生效', en: 'Take a consent back, at once', params: Type.Object({ code: Type.String({ maxLength: 40 }) }), example: { as: '{consenting-resident}', params: { code: '{consented-client}' } },
      handle: async (call) => {
        const { id } = mustBeNoAgent(callerOf(call))
        await call.act([consentLock(id, call.params.code)], async (act) => (await withdrawConsent(act, call.params.code), null))
      },
    }),
  ]
}

interface Asked {
  provider: NonNullable<Awaited<ReturnType<typeof findAsked>>>['provider']
  one: Registration
  scopes: Scope[]
  keeps: boolean
  returnsTo: string
  state: AskedState
  identity: KnownIdentity | undefined
}

/** What is asked in this browser. Throws `clients.sign-in-over`. */
async function getAsked(ground: Ground, uid: string, call: { caller: Caller | undefined; request: FastifyRequest; reply: FastifyReply }): Promise<Asked> {
  const found = await findAsked(ground, uid, call)
  const one = found && (await findInForce(ground.sql, String(found.asked.params['client_id'])))
  if (!found || !one) throw signInOver()
  const wanted = String(found.asked.params['scope'] ?? '')
  const scopes = askedScopes(wanted, one.content)
  const { caller } = call
  const identity = caller && isOneself(caller) ? await findIdentity(ground.sql, ground.keys, caller.id, ground.clock.now()) : undefined
  const given = identity && (await findConsent(ground.sql, identity.accountId, one.code))
  const isAgreed = covers(given, one.id, scopes) && found.asked.params['prompt'] !== 'consent'
  return { provider: found.provider, one, scopes, keeps: wanted.split(' ').includes('offline_access'), returnsTo: new URL(String(found.asked.params['redirect_uri'])).origin, identity, state: stateOf(caller, identity, one, mustProve(found.asked, caller), isAgreed) }
}

function stateOf(caller: Caller | undefined, identity: KnownIdentity | undefined, one: Registration, prove: boolean, isAgreed: boolean): AskedState {
  if (!caller) return 'sign-in'
  if (!isOneself(caller)) return 'one-self'
  if (!identity || !one.content.kinds.includes(identity.kind)) return 'kind-not-served'
  if (levelOfSession(caller, identity.assuranceLevel) < one.content.levelMin) return 'level-too-low'
  if (prove) return 'prove'
  return isAgreed ? 'agreed' : 'agree'
}

/** A system may ask for a new proof, or for one that is not older than it says (OpenID Connect Core 1.0 §3.1.2.1). */
function mustProve(asked: { iat: number; params: Record<string, unknown> }, caller: Caller | undefined): boolean {
  if (!caller) return false
  const proved = Math.floor(caller.provedAt.epochMilliseconds / 1000)
  const { prompt, max_age: age } = asked.params
  if (typeof prompt === 'string' && prompt.split(' ').includes('login')) return proved < asked.iat
  return age !== undefined && proved + Number(age) < asked.iat
}

function mustBeReady(state: AskedState): void {
  if (state === 'kind-not-served') throw kindNotServed()
  if (state === 'level-too-low') throw levelTooLow()
  if (state === 'prove') throw proofNeeded()
}

function maskedValue(identity: KnownIdentity, scope: Scope): string | null {
  if (scope === 'profile') return identity.kind === 'legal' ? identity.name : maskName(identity.name)
  if (scope === 'phone') return identity.phone ? maskNumber(identity.phone) : null
  return identity.idNumber ? maskNumber(identity.idNumber) : null
}

function showSystem(known: Awaited<ReturnType<typeof findOrganisations>>, { code, name, organisation, purpose, contact, basis, levelMin }: Content) {
  return { code, name, organisation: nameOrganisation(known, organisation), purpose, contact, basis: basis ?? null, levelMin }
}
