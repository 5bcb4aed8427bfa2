// HTTP of handing all work of a person over: what is open, and the hand-over, each step an act of its own with its own answer.
import { Type } from 'typebox'
import type { Ground } from '#base/context'
import { callerOf, problemBody, route, type Access, type Reach, type Route } from '#base/http'
import { isProblem } from '#base/problem'
import { getItemVersion } from '#core/items'
import { findOrganisations, nameOrganisation } from '#core/organisations'
import { holdersOf, reachesSection } from '#core/people'
import { TextSchema } from '#core/packs'
import { caseLock } from './acts.ts'
import { handStepOver, mustCover } from './hand-over-all.ts'
import { Words } from './routes-act.ts'
import { openWorkOf } from './store-hand-overs.ts'

const access: Access = [{ who: ['staff'], roles: ['head'], scope: 'department' }, { who: ['staff'], scope: 'own' }]
const Account = Type.String({ format: 'uuid' })
const Named = Type.Object({ code: Type.String(), name: TextSchema })
const OrNull = Type.Union([Named, Type.Null()], { description: 'The team or window of it in whose hands the work is' })
const params = Type.Object({ account: Account })
const WorkShape = Type.Object({
  items: Type.Array(Type.Object({
    step: Account, number: Type.String(), item: TextSchema, name: TextSchema, kind: Type.String(), role: Type.String(), organisation: Named, section: OrNull,
    dueAt: Type.Union([Type.String({ format: 'date' }), Type.Null()]), lent: Type.Boolean({ description: 'Delegated to the person: goes back to who delegated' }),
  })),
  posts: Type.Array(Type.Object({ role: Type.String(), organisation: Named, section: OrNull, count: Type.Integer(), holders: Type.Array(Type.Object({ account: Account, name: Type.String() })) })),
})
const Refused = Type.Unsafe<Record<string, unknown>>({ type: 'object', additionalProperties: true, description: 'The refusal, as an answer of its own would give it' })
export const ResultShape = Type.Object({ number: Type.String(), step: Account, done: Type.Boolean(), problem: Type.Union([Refused, Type.Null()]) })

/** Own work anywhere; that of others only where the caller is head. */
function within(account: string, reach: Reach): readonly string[] | null {
  return account === reach.own ? null : reach.organisations
}

/** Body and section of a step by their names. */
function placed(known: Parameters<typeof nameOrganisation>[0], { organisation, section }: { organisation: string; section: string | null }) {
  return { organisation: nameOrganisation(known, organisation), section: section === null ? null : nameOrganisation(known, section) }
}

/** The operations of a hand-over. */
export function handOverRoutes(ground: Ground): Route[] {
  return [
    route({
      method: 'GET', path: '/api/open-work/:account', access, zh: '列出一个人手中的在办环节，及各岗位可接收的同事', en: 'List the open work of a person, and who could take it over', params, answer: WorkShape,
      example: { as: '{head}', params: { account: '{busy-account}' } },
      handle: async ({ params: { account }, reach }) => {
        const work = await openWorkOf(ground.sql, account, within(account, reach))
        const bodies = work.map((step) => step.organisation)
        const known = await findOrganisations(ground.sql, work.flatMap((step) => [step.organisation, ...(step.section ? [step.section] : [])]))
        const holders = await holdersOf(ground.sql, bodies, ground.clock.now())
        const posts = Map.groupBy(work.filter((step) => !step.lent), (step) => `${step.role}@${step.section ?? step.organisation}`)
        return {
          items: await Promise.all(work.map(async ({ id, itemVersion, caseId: _case, ...step }) => ({ ...step, step: id, item: (await getItemVersion(ground.sql, itemVersion)).content.name, ...placed(known, step) }))),
          posts: [...posts.values()].flatMap(([first, ...more]) => (first === undefined ? [] : [{
            role: first.role, ...placed(known, first), count: more.length + 1,
            holders: holders.filter((one) => one.role === first.role && one.organisation === first.organisation && reachesSection(one, first.section) && one.account !== account).map(({ account: id, name }) => ({ account: id, name })),
          }])),
        }
      },
    }),
    route({
      method: 'POST', path: '/api/open-work/:account/hand-over', access, status: 200, zh: '移交一个人的全部在办工作（逐件记录）', en: 'Hand all open work of a person over, each step recorded', params,
      body: Type.Object({
        receivers: Type.Array(Type.Object({ role: Type.String({ maxLength: 40 }), organisation: Type.String({ maxLength: 80 }), section: Type.Optional(Type.String({ maxLength: 80 })), to: Account }, { additionalProperties: false }), { maxItems: 50 }), reason: Words('Why'),
      }, { additionalProperties: false }),
      answer: Type.Object({ items: Type.Array(ResultShape), left: Type.Integer({ description: 'Open steps that are still with the person' }) }),
      example: { as: '{head}', params: { account: '{busy-account}' }, body: { receivers: [{ role: 'examiner', organisation: '11990100700140426Y', to: '{examining-colleague}' }], reason: '调离岗位。' } },
      handle: async (call) => {
        const { account } = call.params
        const caller = callerOf(call)
        const work = await openWorkOf(ground.sql, account, within(account, call.reach))
        mustCover(work, call.body.receivers)
        const key = call.request.headers['idempotency-key']
        const items = []
        for (const { id, caseId, number } of work) {
          const asked = { actor: { id: caller.id, kind: caller.kind }, locks: [caseLock(caseId)], key: typeof key === 'string' ? { key: `${key}:${id}`, request: [account, id, call.body] } : undefined }
          const problem = await ground.runAct(asked, async (act) => (await handStepOver(act, caseId, id, caller, { from: account, ...call.body }), null)).catch((error: unknown) => {
            if (isProblem(error)) return problemBody(error, call.language, call.request.id)
            throw error
          })
          items.push({ number, step: id, done: problem === null, problem })
        }
        return { items, left: (await openWorkOf(ground.sql, account, within(account, call.reach))).length }
      },
    }),
  ]
}
