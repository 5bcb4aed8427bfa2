// Giving an account back over HTTP: the two officers, the holder who objects, and whoever enters by the code on paper. No rule lives here.
// The code is never the answer of an idempotency key: it would be kept, and secrets are not.
import { Type } from 'typebox'
import type { Ground } from '#base/context'
import { bodyOf, callerOf, notAllowed, pageOf, route, type Access, type Caller, type Reach, type Route } from '#base/http'
import { timeText } from '#base/time'
import { accountLock } from './acts.ts'
import { beginRecovery, confirmRecovery, findShown, recover, stopRecovery } from './acts-recovery.ts'
import { mustBeOneself } from './agency.ts'
import { documentKinds } from './documents.ts'
import { maskName } from './mask.ts'
import { recoveryNotFound, recoveryStates, stateOfRecovery, type Recovery, type RecoveryState } from './recovery.ts'
import { sayingWhen } from './routes-session.ts'
import { Id, Line, Password } from './shapes.ts'
import { selectAccount } from './store-accounts.ts'
import { selectRecoveries, selectRecovery } from './store-recoveries.ts'

/** At a window for whoever comes; for a civil servant by the system administrator. */
const beginners: Access = [{ who: ['staff'], roles: ['window'], scope: 'body' }, { who: ['staff'], roles: ['system-admin'], scope: 'all' }]
const confirmers: Access = [{ who: ['staff'], roles: ['window', 'head'], scope: 'body' }, { who: ['staff'], roles: ['security-admin'], scope: 'all' }]
const readers: Access = [{ who: ['staff'], roles: ['window', 'head'], scope: 'body' }, { who: ['staff'], roles: ['system-admin', 'security-admin'], scope: 'all' }]
const everyone: Access = [{ who: ['natural', 'legal', 'staff'], scope: 'own' }]

const nullable = Type.Union([Type.String(), Type.Null()])
const StateShape = Type.Unsafe<RecoveryState>({ type: 'string', enum: [...recoveryStates] })
const LineShape = Type.Object({
  id: Id, login: Type.String(), name: Type.String({ description: 'Masked' }), organisation: Type.String(), state: StateShape, begunBy: Type.String(), begunAt: Type.String(),
  opensAt: nullable, endsAt: nullable, mine: Type.Boolean({ description: 'Begun by the caller, who does not confirm it' }),
})
const ById = Type.Object({ id: Id })
const KindShape = Type.Unsafe<string>({ type: 'string', enum: documentKinds.map(({ kind }) => kind) })
const linesMax = 100

/** Whether a recovery is for the officers that a reach names: those of its body, or the administrators where it is a civil servant's. */
const isWithin = (reach: Reach) => (one: Recovery, ofStaff: boolean) => (ofStaff ? reach.all : reach.organisations.includes(one.organisation))

/** The operations of giving an account back. */
export function recoveryRoutes(ground: Ground): Route[] {
  return [listRecoveries(ground), begin(ground), confirm(ground), stop(ground), ...byHolder(ground), enter(ground)]
}

function listRecoveries(ground: Ground): Route {
  return route({
    method: 'GET', path: '/api/recoveries', zh: '本单位办理的账号找回', en: 'Accounts that one’s body gives back', access: readers, answer: pageOf(LineShape), example: { as: '{window}' },
    handle: async (call) => {
      const [caller, now] = [callerOf(call), ground.clock.now()]
      const rows = await selectRecoveries(ground.sql, call.reach.organisations, call.reach.all, linesMax)
      const items = rows.map((row) => ({
        id: row.id, login: row.login, name: maskName(row.name), organisation: row.organisation, state: stateOfRecovery(row, now), begunBy: row.begunByName, begunAt: timeText(row.begunAt),
        opensAt: row.opensAt && timeText(row.opensAt), endsAt: row.endsAt && timeText(row.endsAt), mine: row.begunBy === caller.id,
      }))
      return { items, next: null }
    },
  })
}

/** In which body an officer sits at the window. */
function windowOf({ posts }: Caller): string {
  const post = posts.find(({ role }) => role === 'window') ?? posts.find(({ role }) => role === 'system-admin')
  if (!post) throw notAllowed()
  return bodyOf(post)
}

function begin(ground: Ground): Route {
  return route({
    method: 'POST', path: '/api/recoveries', zh: '看过证件后，开始为本人找回账号', en: 'Begin to give an account back, having seen the document', access: beginners,
    body: Type.Object({
      name: Line(60), login: Type.Optional(Line(100, 'Where one document has several accounts, and for a civil servant')),
      idKind: Type.Optional(KindShape), idNumber: Type.Optional(Line(30, 'As on the document that was seen')),
    }, { additionalProperties: false }),
    answer: Type.Object({ id: Id }), example: { as: '{window}', body: { name: '试找', login: '{lost-login}', idKind: 'resident-id', idNumber: '990102199203140264' } },
    handle: async (call) => {
      const caller = callerOf(call)
      // The system administrator answers for civil servants alone: nobody shows him a document at a window.
      const ofStaff = call.reach.all
      const account = await findShown(ground.sql, ground.keys, call.body, ofStaff)
      return { id: await call.act([accountLock(account.id)], (act) => beginRecovery(act, account, windowOf(caller), call.body.idKind ?? 'work')) }
    },
  })
}

function confirm(ground: Ground): Route {
  return route({
    method: 'POST', path: '/api/recoveries/:id/confirmation', zh: '另一位工作人员核对证件后确认；找回码只显示这一次', en: 'Confirm as a second officer who has seen the document; the code is shown this once', access: confirmers, status: 200,
    params: ById, answer: Type.Object({ code: Type.String(), opensAt: Type.String(), endsAt: Type.String() }), example: { as: '{second-window}', params: { id: '{begun-recovery}' } },
    handle: async (call) => {
      const { id, account } = await running(ground, call.params.id)
      return ground.runAct({ actor: { id: callerOf(call).id, kind: 'staff' }, locks: [accountLock(account)] }, (act) => confirmRecovery(act, ground.keys, id, isWithin(call.reach)))
    },
  })
}

async function running(ground: Ground, id: string): Promise<Recovery> {
  const one = await selectRecovery(ground.sql, { id })
  if (!one) throw recoveryNotFound()
  return one
}

function stop(ground: Ground): Route {
  return route({
    method: 'DELETE', path: '/api/recoveries/:id', zh: '停止找回', en: 'Stop giving an account back', access: readers, params: ById, example: { as: '{window}', params: { id: '{begun-recovery}' } },
    handle: async (call) => {
      const one = await running(ground, call.params.id)
      const ofStaff = (await selectAccount(ground.sql, one.account))?.kind === 'staff'
      if (!isWithin(call.reach)(one, ofStaff)) throw recoveryNotFound()
      await call.act([accountLock(one.account)], async (act) => (await stopRecovery(act, one.account, 'officer'), null))
    },
  })
}

function byHolder(ground: Ground): Route[] {
  return [
    route({
      method: 'GET', path: '/api/session/recovery', zh: '是否有人在窗口为我的账号办理找回', en: 'Whether somebody is having one’s account given back at a window', access: everyone, beforeReady: true,
      answer: Type.Object({ recovery: Type.Union([Type.Object({ organisation: Type.String(), begunAt: Type.String(), opensAt: nullable }), Type.Null()]) }), example: { as: '{resident}' },
      handle: async (call) => {
        const caller = callerOf(call)
        mustBeOneself(caller)
        const one = await selectRecovery(ground.sql, { account: caller.id })
        return { recovery: one ? { organisation: one.organisation, begunAt: timeText(one.begunAt), opensAt: one.opensAt && timeText(one.opensAt) } : null }
      },
    }),
    route({
      method: 'DELETE', path: '/api/session/recovery', zh: '不是本人办的：停止找回', en: 'Object: it was not oneself', access: everyone, beforeReady: true, example: { as: '{recovering-holder}' },
      handle: async (call) => {
        const caller = callerOf(call)
        mustBeOneself(caller)
        await call.act([accountLock(caller.id)], async (act) => (await stopRecovery(act, caller.id, 'holder'), null))
      },
    }),
  ]
}

function enter(ground: Ground): Route {
  return route({
    method: 'POST', path: '/api/session/recovery', zh: '凭窗口给的找回码设置新密码；其他验证方式和各处登录随即失效', en: 'Set a new password by the code from the window; every other way and session ends', access: 'anyone', status: 204, callsPerMinuteMax: 10,
    body: Type.Object({ login: Line(100), code: Line(40), password: Password }, { additionalProperties: false }), example: { body: { login: '{lost-login}', code: '{open-recovery-code}', password: 'a heron by the quiet canal' } },
    handle: ({ body, request, reply }) => sayingWhen(reply, () => recover(ground, { ...body, address: request.ip })),
  })
}
