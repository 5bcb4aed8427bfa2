// HTTP of checks in person: a window notes what it saw, a colleague in another role confirms by reading it again. What was seen is shown to nobody.
import { Type } from 'typebox'
import type { Ground } from '#base/context'
import { bodyOf, callerOf, noBody, pageOf, route, type Access, type Route } from '#base/http'
import { timeText } from '#base/time'
import { reachCondition } from '#core/access'
import { findOrganisations, nameOrganisation } from '#core/organisations'
import { TextSchema } from '#core/packs'
import { accountLock, documentKinds, findAccountByLogin, forgetCallers, maskName, namesOf } from '#core/people'
import { confirmDocument, declineDocument, seeDocument } from './acts-checks.ts'
import { checkNotFound, confirmers, seers } from './check.ts'
import { Line } from './routes.ts'
import { findCheck, listOpenChecks } from './store-checks.ts'

const windows: Access = [{ who: ['staff'], roles: [...seers], scope: 'body' }]
const seconds: Access = [{ who: ['staff'], roles: [...confirmers], scope: 'body' }]
const both: Access = [{ who: ['staff'], roles: [...seers, ...confirmers], scope: 'body' }]
const columns = { organisations: ['organisation'] }
const kinds = documentKinds.filter(({ of }) => of === 'natural').map(({ kind }) => kind)
const CheckShape = Type.Object({
  id: Type.String({ format: 'uuid' }), name: Type.String({ description: 'Masked' }), idKind: Type.String(), organisation: Type.Object({ code: Type.String(), name: TextSchema }),
  seenBy: Type.String(), seenAt: Type.String({ format: 'date-time' }), endsAt: Type.String({ format: 'date-time' }), own: Type.Boolean({ description: 'Seen by whoever asks' }),
})
const ById = Type.Object({ id: Type.String({ format: 'uuid' }) })

/** The operations of checks in person. */
export function checkRoutes(ground: Ground): Route[] {
  return [readOpen(ground), see(ground), ...decide(ground)]
}

function readOpen(ground: Ground): Route {
  return route({
    method: 'GET', path: '/api/identity-checks', access: both, zh: '待复核的当面核对', en: 'Checks in person that wait for a second officer', answer: pageOf(CheckShape), example: { as: '{window}' },
    handle: async (call) => {
      const rows = await listOpenChecks(ground.sql, reachCondition(call.reach, columns, 2), ground.clock.now())
      const [names, known] = [await namesOf(ground.sql, rows.flatMap(({ account, seenBy }) => [account, seenBy])), await findOrganisations(ground.sql, rows.map(({ organisation }) => organisation))]
      const items = rows.map((row) => ({
        id: row.id, name: maskName(names.get(row.account)?.name ?? ''), idKind: row.idKind, organisation: nameOrganisation(known, row.organisation), seenBy: names.get(row.seenBy)?.name ?? '', seenAt: timeText(row.seenAt), endsAt: timeText(row.endsAt), own: row.seenBy === callerOf(call).id,
      }))
      return { items, next: null }
    },
  })
}

function see(ground: Ground): Route {
  return route({
    method: 'POST', path: '/api/identity-checks', access: windows, zh: '当面核对证件（待另一位工作人员复核）', en: 'A document was seen with its holder; a second officer confirms',
    body: Type.Object({
      login: Line(100), name: Line(60), idKind: Type.Unsafe<string>({ type: 'string', enum: kinds }), idNumber: Line(40),
      validUntil: Type.Union([Type.String({ format: 'date' }), Type.Null()], { description: 'The last day of the document; null for one without an end (长期)' }),
    }, { additionalProperties: false }),
    answer: Type.Object({ id: Type.String() }), example: { as: '{window}', body: { login: '{unproved}', name: '许新', idKind: 'resident-id', idNumber: '99010219950505023X', validUntil: null } },
    handle: async (call) => {
      const post = callerOf(call).posts.find(({ role }) => (seers as readonly string[]).includes(role))
      const account = await findAccountByLogin(ground.sql, call.body.login)
      const locks = account === undefined ? [] : [accountLock(account)]
      return { id: await call.act(locks, (act) => seeDocument(act, ground.keys, { ...call.body, organisation: post ? bodyOf(post) : '' }), post ? { post: post.id } : {}) }
    },
  })
}

function decide(ground: Ground): Route[] {
  const accountOfCheck = async (id: string) => {
    const check = await findCheck(ground.sql, id)
    if (!check) throw checkNotFound()
    return check.account
  }
  return [
    route({
      method: 'POST', path: '/api/identity-checks/:id/confirmation', status: 204, access: seconds, zh: '复核：对照证件再次填写，一致的核验为实名五级', en: 'Confirm by reading name and number off the document again: level 5', params: ById,
      body: Type.Object({ name: Line(60), idNumber: Line(40) }, { additionalProperties: false }), example: { as: '{second-officer}', params: { id: '{seen-check}' }, body: { name: '许新', idNumber: '99010219950505023X' } },
      handle: async (call) => {
        const account = await accountOfCheck(call.params.id)
        await call.act([accountLock(account)], async (act) => (await confirmDocument(act, ground.keys, call.params.id, call.reach.organisations, call.body), null))
        forgetCallers(ground, account)
      },
    }),
    route({
      method: 'POST', path: '/api/identity-checks/:id/refusal', status: 204, access: seconds, zh: '复核：不予确认', en: 'Do not confirm', params: ById, body: noBody, example: { as: '{second-officer}', params: { id: '{seen-check}' }, body: {} },
      handle: async (call) => {
        const account = await accountOfCheck(call.params.id)
        await call.act([accountLock(account)], async (act) => (await declineDocument(act, call.params.id, call.reach.organisations), null))
      },
    }),
  ]
}
