// Closing one's own account over HTTP: what goes and what stays, and the act. No rule lives here.
import { Type } from 'typebox'
import type { Belonging, Ground } from '#base/context'
import type { Sql } from '#base/db'
import { callerOf, route, type Access, type Caller, type Route } from '#base/http'
import { accountNotFound } from './account.ts'
import { accountLock } from './acts.ts'
import { closeAccount } from './acts-closing.ts'
import { forOneself, mustBeNoAgent } from './agency.ts'
import { cookieName, cookieOptions, forgetCallers } from './callers.ts'
import { isChild } from './consent.ts'
import { digestDays, staffNotClosed } from './ending.ts'
import { mustHaveProved } from './factor.ts'
import { limits } from './limits.ts'
import { Id } from './shapes.ts'
import { selectAccount } from './store-accounts.ts'
import { countOwn } from './store-endings.ts'

/** Who asks for a merging, and who confirms it, look at both accounts first. */
const mergers: Access = [{ who: ['staff'], roles: ['system-admin', 'security-admin'], scope: 'all' }]
/** A civil servant is told that it is not his to do. */
const everyone: Access = [{ who: ['natural', 'legal', 'staff'], scope: 'own' }]
const BelongingShape = Type.Object({ what: Type.String({ description: 'Code of the thing; docs/words.md' }), count: Type.Integer(), closing: Type.Unsafe<Belonging['closing']>({ type: 'string', enum: ['stays', 'goes-on', 'goes'] }) })

/** The account that the caller may close: the own one, that of the organisation which he represents, or of a child under fourteen, whose consent is the guardian's to take back (个人信息保护法 15, 31). */
async function closable(ground: Ground, caller: Caller): Promise<Caller> {
  if (caller.kind === 'staff') throw staffNotClosed()
  if (caller.hand?.guardian && !(await isChild(ground.sql, ground.keys, caller.id, ground.clock.now()))) throw forOneself()
  return mustBeNoAgent(caller)
}

async function countAll(ground: Ground, belongings: readonly Belonging[], id: string) {
  const own = await countOwn(ground.sql, id, ground.clock.now())
  const counted = await Promise.all(belongings.map(async ({ what, closing, count }) => ({ what, closing, count: await count(ground.sql, id) })))
  return [...Object.entries(own).map(([what, count]) => ({ what, count, closing: 'goes' as const })), ...counted]
}

/** The operations of closing. `belongingsOf` answers what all contexts keep under an account; `mayClose` refuses what must not be erased now, and `locks` keeps that so. */
export function closingRoutes(ground: Ground, belongingsOf: () => readonly Belonging[], { locks, mayClose }: { locks: readonly string[]; mayClose(tx: Sql, account: string, now: Temporal.Instant): Promise<void> }): Route[] {
  return [
    route({
      method: 'GET', path: '/api/session/closing', access: everyone, zh: '注销账号前：哪些会删除，哪些依法保留', en: 'Before closing the account: what goes and what stays by law', example: { as: '{resident}' },
      answer: Type.Object({ belongings: Type.Array(BelongingShape), digestDays: Type.Integer({ description: 'For how many days the keyed digest of the document number is kept' }) }),
      handle: async (call) => {
        const { id } = await closable(ground, callerOf(call))
        return { belongings: await countAll(ground, belongingsOf(), id), digestDays }
      },
    }),
    route({
      method: 'GET', path: '/api/accounts/:id/belongings', access: mergers, reads: { of: 'account', param: 'id', what: 'account', purpose: 'accounts' }, zh: '一个账号名下有什么：合并账号前核对', en: 'How much stands under an account, in figures: looked at before two are merged', params: Type.Object({ id: Id }),
      answer: Type.Object({ belongings: Type.Array(BelongingShape) }), example: { as: '{system-admin}', params: { id: '{account}' } },
      handle: async ({ params: { id } }) => {
        if (!(await selectAccount(ground.sql, id))) throw accountNotFound()
        return { belongings: await countAll(ground, belongingsOf(), id) }
      },
    }),
    route({
      method: 'POST', path: '/api/session/closing', access: everyone, status: 204, zh: '注销我的账号', en: 'Close one’s own account, without a reason', example: { as: '{closing-resident}' },
      handle: async (call) => {
        const caller = await closable(ground, callerOf(call))
        mustHaveProved(caller, ground.clock.now(), limits.proofSeconds)
        const by = caller.hand?.id ?? caller.id
        const others = await ground.runAct({ actor: { id: caller.id, kind: caller.kind, ...(caller.hand ? { hand: caller.hand.id } : {}) }, locks: [accountLock(caller.id), ...locks] }, async (act) => {
          await mayClose(act.tx, caller.id, act.now)
          return closeAccount(act, caller.id, by, belongingsOf())
        })
        for (const account of new Set([caller.id, by, ...others])) forgetCallers(ground, account)
        if (!caller.hand) call.reply.clearCookie(cookieName, cookieOptions)
      },
    }),
  ]
}
