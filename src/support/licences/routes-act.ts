// HTTP of acting on licences: a body opens a case, and nothing is done to a licence by itself, not even to give back what was suspended.
import { Type } from 'typebox'
import type { Ground } from '#base/context'
import { route, type Access, type Route } from '#base/http'
import { CaseShape, describeCase } from '#core/cases'
import { licenceLock } from './acts.ts'
import { openOffice } from './acts-matter.ts'
import { licenceNotFound, type Licence } from './licence.ts'
import { idParam, visibleLicence } from './routes.ts'

const openers: Access = [{ who: ['staff'], roles: ['clerk', 'examiner', 'approver', 'head'], scope: 'department' }]
const Reason = Type.String({ minLength: 1, maxLength: 4000, description: 'Kept beside the ledger, which holds only its digest' })
const opened = ['annulment', 'withdrawal', 'revocation', 'suspension', 'resumption', 'deregistration'] as const

/** The operation that begins what may change a licence. */
export function licenceActRoutes(ground: Ground): Route[] {
  return [caseRoute(ground)]
}

/** Who only has to do with the case may read; to act needs a post in the body that issued it. */
function mustBeIssuer(licence: Licence, organisations: readonly string[]): void {
  if (!organisations.includes(licence.issuer)) throw licenceNotFound({ licence: licence.id })
}

function caseRoute(ground: Ground): Route {
  return route({
    method: 'POST', path: '/api/licences/:id/cases', access: openers, zh: '依职权立案：拟撤销、撤回、吊销、暂扣或者注销（先告知、听取陈述申辩，再决定），或者恢复使用', en: 'Open a case of the body’s own accord: to annul, withdraw, revoke, suspend or deregister, after notice and defence, or to let a suspended licence be used again', params: idParam,
    body: Type.Object({
      act: Type.Unsafe<(typeof opened)[number]>({ enum: [...opened] }), ground: Type.Optional(Type.String({ maxLength: 40, description: 'One of those the law lists for the act' })), reasons: Reason,
      decisionNumber: Type.Optional(Type.String({ minLength: 1, maxLength: 100, description: '处罚决定书文号' })),
    }, { additionalProperties: false }),
    answer: CaseShape, example: { as: '{approver}', params: { id: '{licence}' }, body: { act: 'withdrawal', ground: 'circumstances-changed', reasons: '道路改造，原址不再具备设置条件。' } },
    handle: async (call) => {
      const licence = await visibleLicence(ground, call.params.id, call)
      mustBeIssuer(licence, call.reach.organisations)
      const { id } = await call.act([licenceLock(licence.licence)], (act) => openOffice(act, licence, call.body))
      return describeCase(ground, id, call)
    },
  })
}
