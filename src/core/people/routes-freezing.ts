// Freezing and letting in again over HTTP: by officers, from a session, by a code without one. No rule lives here.
import { Type } from 'typebox'
import type { Ground } from '#base/context'
import { callerOf, route, type Access, type Route } from '#base/http'
import { accountLock } from './acts.ts'
import { freezeByCode, freezeOneself, freezingAlone, thawByCode } from './acts-freezing.ts'
import { mustBeOneself } from './agency.ts'
import { cookieName, cookieOptions, forgetCallers } from './callers.ts'
import { freezeCodeOf } from './freezing.ts'
import { showOne } from './routes-accounts.ts'
import { sayingWhen } from './routes-session.ts'
import { AccountShape, Id, Line, Password } from './shapes.ts'

const admins: Access = [{ who: ['staff'], roles: ['system-admin', 'security-admin'], scope: 'all' }]
const everyone: Access = [{ who: ['natural', 'legal', 'staff'], scope: 'own' }]
const ById = Type.Object({ id: Id })

/** The operations of freezing. */
export function freezingRoutes(ground: Ground): Route[] {
  return [...byOfficer(ground), ...byHolder(ground), ...withoutSession(ground)]
}

function byOfficer(ground: Ground): Route[] {
  return [
    route({
      method: 'POST', path: '/api/accounts/:id/freezing', zh: '冻结账号，其登录随即失效', en: 'Freeze an account; its sessions end', access: admins,
      params: ById, body: Type.Object({ reason: Line(500, 'Why; kept beside the account, never in the ledger') }, { additionalProperties: false }), answer: AccountShape,
      example: { as: '{system-admin}', params: { id: '{spare-account}' }, body: { reason: '已离职' } },
      handle: async ({ params, body, act }) => {
        await act([accountLock(params.id)], (inside) => freezingAlone.freeze(inside, params.id, body.reason))
        forgetCallers(ground, params.id)
        return showOne(ground, params.id)
      },
    }),
    route({
      method: 'DELETE', path: '/api/accounts/:id/freezing', zh: '解冻账号', en: 'Let a frozen account sign in again', access: admins,
      params: ById, example: { as: '{system-admin}', params: { id: '{frozen-account}' } },
      handle: async ({ params, act }) => act([accountLock(params.id)], (inside) => freezingAlone.unfreeze(inside, params.id)),
    }),
  ]
}

function byHolder(ground: Ground): Route[] {
  return [
    route({
      method: 'GET', path: '/api/freeze-code', zh: '我的冻结码：抄在纸上，账号可能被盗用时不登录也能冻结', en: 'The code that freezes one’s account without signing in, to be kept on paper', access: everyone,
      answer: Type.Object({ login: Type.String(), code: Type.String() }), example: { as: '{prover}' },
      handle: async (call) => {
        const caller = callerOf(call)
        mustBeOneself(caller)
        return { login: caller.login, code: freezeCodeOf(ground.keys, caller.id) }
      },
    }),
    route({
      method: 'POST', path: '/api/session/freezing', zh: '立即冻结我的账号，所有登录随即失效', en: 'Freeze one’s own account at once; all its sessions end', access: everyone, beforeReady: true, status: 204, example: { as: '{freezing-resident}' },
      handle: async (call) => {
        const caller = callerOf(call)
        mustBeOneself(caller)
        await ground.runAct({ actor: { id: caller.id, kind: caller.kind }, locks: [accountLock(caller.id)], comesOrGoes: true }, (act) => freezeOneself(act, caller.id))
        forgetCallers(ground, caller.id)
        call.reply.clearCookie(cookieName, cookieOptions)
      },
    }),
  ]
}

function withoutSession(ground: Ground): Route[] {
  return [
    route({
      method: 'POST', path: '/api/freezings', zh: '用冻结码冻结账号，不必登录', en: 'Freeze an account by its code, without signing in', access: 'anyone', status: 204, callsPerMinuteMax: 10,
      body: Type.Object({ account: Line(100, 'Login, or the id that a message named'), code: Line(40) }, { additionalProperties: false }), example: { body: { account: '{freezable}', code: '{freeze-code}' } },
      handle: ({ body }) => freezeByCode(ground, body),
    }),
    route({
      method: 'POST', path: '/api/session/thawing', zh: '用密码和恢复码解冻本人冻结或系统冻结的账号', en: 'Let an account in again that its holder or the rule froze, by password and recovery code', access: 'anyone', status: 204, callsPerMinuteMax: 10,
      body: Type.Object({ login: Line(100), password: Password, recoveryCode: Line(40) }, { additionalProperties: false }), example: { body: { login: '{frozen-holder}', password: '{frozen-password}', recoveryCode: '{frozen-recovery-code}' } },
      handle: ({ body, request, reply }) => sayingWhen(reply, () => thawByCode(ground, { ...body, address: request.ip })),
    }),
  ]
}
