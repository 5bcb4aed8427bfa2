// Over HTTP: the second proof, passkeys, proving once more, one's own ways to sign in and one's own sessions. No rule lives here.
// Nothing here is done under an idempotency key: its answer would be kept, and secrets are not.
import { Type } from 'typebox'
import type { Act } from '#base/act'
import type { Ground } from '#base/context'
import { callerOf, pageOf, route, type Access, type Caller, type Route } from '#base/http'
import { codePicture } from '#base/pdf'
import { timeText } from '#base/time'
import { accountLock } from './acts.ts'
import { addPasskey, beginTotp, confirmTotp, endOwnSession, makeRecoveryCodes, removeFactor } from './acts-factors.ts'
import { certificateIn } from './acts-certificates.ts'
import { mustBeOneself } from './agency.ts'
import { forgetCallers } from './callers.ts'
import { factorKinds, factorNotFound, mustHaveProved, secondRefused, type FactorKind } from './factor.ts'
import { limits } from './limits.ts'
import { selfOf } from './fresh.ts'
import { creationOptions, readCreated } from './passkey.ts'
import { arrive, sayingWhen } from './routes-session.ts'
import { accountOfStep, challengePasskey, isConfirmed, proveAgain, signInByPasskey, signedIn, signInSecond, stepIn, waysOf, type Given } from './second.ts'
import { Id, Line, Password, SessionShape, TicketShape as Ticket } from './shapes.ts'
import { selectPassword } from './store-accounts.ts'
import { countRecoveryCodes, selectFactors } from './store-factors.ts'
import { selectSessions } from './store-sessions.ts'
import { giveTicket, takeTicket } from './ticket.ts'
import { totpUri } from './totp.ts'

const everyone: Access = [{ who: ['natural', 'legal', 'staff'], scope: 'own' }]
const nullable = Type.Union([Type.String(), Type.Null()])
const Code = Line(40, 'Six digits of an authenticator or of a message, or a recovery code')
const Response = Type.Object({}, { additionalProperties: true, description: 'What the browser gave: PublicKeyCredential.toJSON() (WebAuthn Level 3)' })
const ChallengeShape = Type.Object({ ticket: Type.String(), options: Type.Object({}, { additionalProperties: true, description: 'For PublicKeyCredential.parse…OptionsFromJSON()' }) })
export const CodesShape = Type.Object({ recoveryCodes: Type.Array(Type.String(), { description: 'Shown this once; empty where there were some already' }) })
const FactorShape = Type.Object({
  id: Type.String(), kind: Type.Unsafe<FactorKind>({ type: 'string', enum: [...factorKinds] }), name: Type.String(), alone: Type.Boolean({ description: 'Its codes sign in by themselves: no second proof' }), addedAt: Type.String(), usedAt: nullable,
})
const OwnShape = Type.Object({
  factors: Type.Array(FactorShape), recoveryCodes: Type.Integer({ description: 'How many are left' }), password: Type.Boolean({ description: 'Whether there is a password' }),
  strength: Type.Integer({ description: 'Factors proved in this session' }), provedAt: Type.String(), freshUntil: Type.String({ description: 'Until when ways to sign in may be changed without a new proof' }),
})
const ByFactor = Type.Object({ id: Id })

/** Runs an act of the caller on his own account, without keeping its answer. */
function own<T>(ground: Ground, caller: Caller, verb: (act: Act) => Promise<T>): Promise<T> {
  return ground.runAct({ actor: { id: caller.id, kind: caller.kind }, locks: [accountLock(caller.id)] }, verb)
}

/** The caller himself, who proved not long ago that it is he. */
export function provedSelf(ground: Ground, call: { caller: Caller | undefined }): Caller {
  const caller = callerOf(call)
  mustBeOneself(caller)
  mustHaveProved(caller, ground.clock.now(), limits.proofSeconds)
  return caller
}

export function factorRoutes(ground: Ground): Route[] {
  return [...signingIn(ground), ...proof(ground), ...challenges(ground), ...ownFactors(ground), ...passkeys(ground), recovery(ground), ...sessions(ground)]
}

function signingIn(ground: Ground): Route[] {
  return [
    route({
      method: 'POST', path: '/api/session/second', zh: '登录的第二步：验证码、恢复码', en: 'The second step of signing in: a code or a recovery code', access: 'anyone', callsPerMinuteMax: 30,
      body: Type.Object({ ticket: Ticket, code: Code }, { additionalProperties: false }), answer: SessionShape, example: { body: { ticket: '{second-code-ticket}', code: '{recovery-code}' } },
      handle: ({ body, request, reply }) => arrive(ground, request, reply, async (arrival) => ({ token: await signInSecond(ground, { ticket: body.ticket, given: { code: body.code }, ...arrival }) })),
    }),
    route({
      method: 'POST', path: '/api/session/second/passkey', zh: '登录的第二步：通行密钥', en: 'The second step of signing in: a passkey', access: 'anyone', callsPerMinuteMax: 30,
      body: Type.Object({ ticket: Ticket, challenge: Ticket, response: Response }, { additionalProperties: false }), answer: SessionShape, example: { body: { ticket: '{second-ticket}', challenge: '{second-challenge}', response: '{second-passkey}' } },
      handle: ({ body, request, reply }) => arrive(ground, request, reply, async (arrival) => ({ token: await signInSecond(ground, { ticket: body.ticket, given: { ticket: body.challenge, response: body.response }, ...arrival }) })),
    }),
    route({
      method: 'POST', path: '/api/session/passkey', zh: '以通行密钥登录', en: 'Sign in by a passkey alone', access: 'anyone', callsPerMinuteMax: 30,
      body: Type.Object({ ticket: Ticket, response: Response }, { additionalProperties: false }), answer: SessionShape, example: { body: { ticket: '{passkey-challenge}', response: '{given-passkey}' } },
      handle: ({ body, request, reply }) => arrive(ground, request, reply, async (arrival) => ({ token: await signInByPasskey(ground, { ...body, ...arrival }) })),
    }),
  ]
}

function proof(ground: Ground): Route[] {
  return [
    route({
      method: 'GET', path: '/api/session/proof', zh: '再次证明是本人的方式；代他人办事的，是办事的人自己的方式', en: 'By what one proves once more that it is oneself; who acts for another proves himself', access: everyone, beforeReady: true,
      answer: Type.Object({ factors: Type.Array(Type.Object({ kind: FactorShape.properties.kind, alone: Type.Boolean() })), password: Type.Boolean() }), example: { as: '{prover}' },
      handle: async (call) => {
        const { id } = await selfOf(ground, callerOf(call))
        const factors = (await selectFactors(ground.sql, id)).filter(isConfirmed)
        return { factors: factors.map(({ kind, alone }) => ({ kind, alone })), password: (await selectPassword(ground.sql, id)) !== null }
      },
    }),
    route({
      method: 'PUT', path: '/api/session/proof', zh: '再次证明是本人（密码、验证码、通行密钥或数字证书，给出一种）；代他人办事的，证明是办事的人自己', en: 'Prove once more that it is you: by one of password, code, passkey, or certificate; who acts for another proves himself', access: everyone, beforeReady: true, ofHand: true,
      body: Type.Object({ password: Type.Optional(Password), code: Type.Optional(Code), challenge: Type.Optional(Ticket), response: Type.Optional(Response), certificate: Type.Optional(Type.Literal(true, { description: 'The one that came with this call' })) }, { additionalProperties: false }),
      example: { as: '{prover}', body: { password: '{password}' } },
      handle: async (call) => {
        const self = await selfOf(ground, callerOf(call))
        const given = call.body.certificate ? { shown: await certificateIn(ground, call.request) } : givenIn(call.body)
        await sayingWhen(call.reply, () => proveAgain(ground, self, given, call.request.ip))
      },
    }),
  ]
}

function givenIn({ password, code, challenge, response }: { password?: string; code?: string; challenge?: string; response?: object }): Given | { password: string } {
  if (password !== undefined) return { password }
  if (challenge !== undefined) return { ticket: challenge, response }
  if (code === undefined) throw secondRefused({}, [{ path: '/code', code: 'required', zh: '此项必填', en: 'This is required' }])
  return { code }
}

function challenges(ground: Ground): Route[] {
  return [
    route({
      method: 'POST', path: '/api/passkey-challenges', zh: '开始以通行密钥登录', en: 'Begin to sign in by a passkey', access: 'anyone', status: 200, callsPerMinuteMax: 30, answer: ChallengeShape, example: {},
      handle: () => challengePasskey(ground, 'passkey-sign-in', null),
    }),
    route({
      method: 'POST', path: '/api/session/passkey-challenges', zh: '开始以通行密钥再次证明；登录第二步给出 ticket', en: 'Begin a second proof by passkey: of the session, or of the step of signing in that is named', access: 'anyone', status: 200, callsPerMinuteMax: 30,
      body: Type.Object({ ticket: Type.Optional(Ticket) }, { additionalProperties: false }), answer: ChallengeShape, example: { as: '{prover}', body: {} },
      handle: async ({ body, caller }) => challengePasskey(ground, 'passkey-second', body.ticket === undefined ? (await selfOf(ground, signedIn(caller))).id : await accountOfStep(ground, body.ticket)),
    }),
  ]
}

function ownFactors(ground: Ground): Route[] {
  return [
    route({
      method: 'GET', path: '/api/factors', zh: '我的验证方式', en: 'Ways to prove that it is me', access: everyone, beforeReady: true, answer: OwnShape, example: { as: '{prover}' },
      handle: async (call) => {
        const caller = callerOf(call)
        mustBeOneself(caller)
        const factors = (await selectFactors(ground.sql, caller.id)).filter(isConfirmed)
        return {
          factors: factors.map(({ id, kind, name, alone, addedAt, usedAt }) => ({ id, kind, name, alone, addedAt: timeText(addedAt), usedAt: usedAt && timeText(usedAt) })), recoveryCodes: await countRecoveryCodes(ground.sql, caller.id), password: (await selectPassword(ground.sql, caller.id)) !== null,
          strength: caller.strength, provedAt: timeText(caller.provedAt), freshUntil: timeText(caller.provedAt.add({ seconds: limits.proofSeconds })),
        }
      },
    }),
    route({
      method: 'POST', path: '/api/factors/totp', zh: '添加验证器应用：给出密钥，输入一次验证码后生效', en: 'Begin to add an authenticator; it counts once a code of it was given', access: everyone, beforeReady: true,
      body: Type.Object({ name: Line(60) }, { additionalProperties: false }), answer: Type.Object({ id: Type.String(), secret: Type.String({ description: 'Base32, shown this once' }), uri: Type.String(), picture: Type.String({ description: 'The QR of the uri as a data address' }) }),
      example: { as: '{factor-holder}', body: { name: '我的手机' } },
      handle: async (call) => {
        const caller = provedSelf(ground, call)
        const { id, secret } = await own(ground, caller, (act) => beginTotp(act, ground.keys, caller.id, call.body.name))
        const uri = totpUri(secret, caller.login)
        return { id, secret, uri, picture: await codePicture(uri) }
      },
    }),
    route({
      method: 'POST', path: '/api/factors/:id/confirmation', zh: '输入验证器上的数字，开始使用', en: 'Give a code of the authenticator: from now on it is asked for', access: everyone, beforeReady: true, status: 200, callsPerMinuteMax: 30,
      params: ByFactor, body: Type.Object({ code: Code }, { additionalProperties: false }), answer: CodesShape, example: { as: '{factor-holder}', params: { id: '{begun-totp}' }, body: { code: '{first-code}' } },
      handle: async (call) => {
        const caller = provedSelf(ground, call)
        const factor = (await selectFactors(ground.sql, caller.id)).find(({ id, kind }) => id === call.params.id && kind === 'totp')
        if (!factor) throw factorNotFound()
        const step = stepIn(ground, factor, call.body.code, ground.clock.now())
        if (step === undefined) throw secondRefused({}, [{ path: '/code', code: 'code', zh: '验证码不对', en: 'The code is wrong' }])
        const recoveryCodes = await own(ground, caller, (act) => confirmTotp(act, ground.keys, factor, step, caller.session))
        forgetCallers(ground, caller.id)
        return { recoveryCodes }
      },
    }),
    route({
      method: 'DELETE', path: '/api/factors/:id', zh: '移除一种验证方式', en: 'Remove a way', access: everyone, beforeReady: true, params: ByFactor, example: { as: '{factor-holder}', params: { id: '{own-factor}' } },
      handle: async (call) => {
        const caller = provedSelf(ground, call)
        await own(ground, caller, (act) => removeFactor(act, caller.id, call.params.id))
      },
    }),
  ]
}

function passkeys(ground: Ground): Route[] {
  return [
    route({
      method: 'POST', path: '/api/factors/passkey-challenges', zh: '开始添加通行密钥', en: 'Begin to add a passkey', access: everyone, beforeReady: true, status: 200, answer: ChallengeShape, example: { as: '{factor-holder}' },
      handle: async (call) => {
        const caller = provedSelf(ground, call)
        const options = await creationOptions(ground, caller, await selectFactors(ground.sql, caller.id))
        const ticket = await giveTicket(ground.sql, ground.random, { purpose: 'passkey-added', account: caller.id, challenge: options.challenge, endsAt: ground.clock.now().add({ seconds: limits.ticketSeconds }) })
        return { ticket, options }
      },
    }),
    route({
      method: 'POST', path: '/api/factors/passkeys', zh: '添加通行密钥', en: 'Add the passkey that the browser made', access: everyone, beforeReady: true,
      body: Type.Object({ ticket: Ticket, response: Response, name: Line(60) }, { additionalProperties: false }), answer: CodesShape, example: { as: '{factor-holder}', body: { ticket: '{creation-ticket}', response: '{created-passkey}', name: '我的电脑' } },
      handle: async (call) => {
        const caller = provedSelf(ground, call)
        const { account, challenge } = await takeTicket(ground.sql, call.body.ticket, 'passkey-added', ground.clock.now())
        if (account !== caller.id) throw factorNotFound()
        const created = await readCreated(ground, call.body.response, challenge ?? '')
        const recoveryCodes = await own(ground, caller, (act) => addPasskey(act, ground.keys, { account: caller.id, session: caller.session, name: call.body.name, ...created }))
        forgetCallers(ground, caller.id)
        return { recoveryCodes }
      },
    }),
  ]
}

function recovery(ground: Ground): Route {
  return route({
    method: 'POST', path: '/api/recovery-codes', zh: '重新生成恢复码，旧的随即失效', en: 'Make new recovery codes; those before work no more', access: everyone, beforeReady: true, answer: CodesShape, example: { as: '{recovering}' },
    handle: async (call) => {
      const caller = provedSelf(ground, call)
      if ((await waysOf(ground, caller.id)).length === 0) throw factorNotFound()
      return { recoveryCodes: await own(ground, caller, (act) => makeRecoveryCodes(act, ground.keys, caller.id)) }
    },
  })
}

function sessions(ground: Ground): Route[] {
  const Row = Type.Object({ id: Type.String(), way: Type.String(), strength: Type.Integer(), beganAt: Type.String(), touchedAt: Type.String(), current: Type.Boolean() })
  return [
    route({
      method: 'GET', path: '/api/sessions', zh: '我在哪里登录着', en: 'Where I am signed in', access: everyone, beforeReady: true, answer: pageOf(Row), example: { as: '{prover}' },
      handle: async (call) => {
        const caller = callerOf(call)
        mustBeOneself(caller)
        const rows = await selectSessions(ground.sql, caller.id, ground.clock.now())
        return { items: rows.map(({ beganAt, touchedAt, ...row }) => ({ ...row, beganAt: timeText(beganAt), touchedAt: timeText(touchedAt), current: row.id === caller.session })), next: null }
      },
    }),
    route({
      method: 'DELETE', path: '/api/sessions/:id', zh: '让另一处登录失效', en: 'End one of my sessions', access: everyone, beforeReady: true, params: Type.Object({ id: Id }), example: { as: '{factor-holder}', params: { id: '{other-session}' } },
      handle: async (call) => {
        // Whoever found a browser open must not turn its owner out of all others (OWASP ASVS 5.0 §7.5.2).
        const caller = provedSelf(ground, call)
        await own(ground, caller, (act) => endOwnSession(act, caller.id, call.params.id))
        forgetCallers(ground, caller.id)
      },
    }),
  ]
}
