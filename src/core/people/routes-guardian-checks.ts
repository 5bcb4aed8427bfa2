// HTTP of guardianship at a window: a proof is seen by one officer and read again by another of the same body; an objection between guardians is
// settled. What was seen is shown to nobody; masked names tell which papers lie on the desk.
import { Type } from 'typebox'
import type { Ground } from '#base/context'
import { bodyOf, callerOf, noBody, pageOf, route, type Access, type Route } from '#base/http'
import { timeText } from '#base/time'
import { reachCondition } from '#core/access'
import { agencyLock } from './acts-agency.ts'
import { confirmGuardianship, declineGuardianship, seeGuardianship, settleAtWindow, wardLock } from './acts-guardians.ts'
import { forgetCallers } from './callers.ts'
import { guardianCheckNotFound, guardianProofs, guardianshipKinds, objectionNotFound, settlements, type GuardianProof, type GuardianshipKind, type Settlement } from './guardian.ts'
import { maskName } from './mask.ts'
import { namesOf } from './read.ts'
import { IdKindShape, Line, Login } from './shapes.ts'
import { selectGuardianCheck, selectGuardianChecks, selectObjection, selectObjections } from './store-guardians.ts'

const windows: Access = [{ who: ['staff'], roles: ['window'], scope: 'body' }]
const seconds: Access = [{ who: ['staff'], roles: ['window', 'clerk', 'head'], scope: 'body' }]
const settlers: Access = [{ who: ['staff'], roles: ['window', 'head'], scope: 'body' }]
const columns = { organisations: ['organisation'] }
const ById = Type.Object({ id: Type.String({ format: 'uuid' }) })
const PersonShape = { name: Line(60), idKind: IdKindShape, idNumber: Line(40) }
const ReadShape = Type.Object({ name: Line(60), idNumber: Line(40) }, { additionalProperties: false })
const Day = Type.String({ format: 'date' })
const nullable = <S extends Parameters<typeof Type.Union>[0][number]>(shape: S, description: string) => Type.Union([shape, Type.Null()], { description })
const SeenShape = Type.Object({
  kind: Type.Unsafe<GuardianshipKind>({ type: 'string', enum: [...guardianshipKinds] }), proof: Type.Unsafe<GuardianProof>({ type: 'string', enum: [...guardianProofs] }), reference: Line(80, 'Number of the proof'),
  judgment: nullable(Line(80), 'Of an adult: number of the judgment that found the capacity lacking'), until: nullable(Day, 'The last day that the proof names; of a minor null: until the eighteenth birthday'), jointly: Type.Boolean({ description: 'The guardians act together only' }),
  ward: Type.Object({ ...PersonShape, login: Type.Optional(Login), born: Type.Optional(Day) }, { additionalProperties: false, description: '`born` where the number of the document does not say it' }),
  guardian: Type.Object(PersonShape, { additionalProperties: false }),
}, { additionalProperties: false })
const CheckShape = Type.Object({
  id: Type.String({ format: 'uuid' }), guardian: Type.String({ description: 'Masked' }), kind: SeenShape.properties.kind, proof: SeenShape.properties.proof, organisation: Type.String(), seenBy: Type.String(), seenAt: Type.String(), endsAt: Type.String(), own: Type.Boolean({ description: 'Seen by whoever asks' }),
})
const ObjectionShape = Type.Object({ id: Type.String({ format: 'uuid' }), ward: Type.String({ description: 'Masked' }), guardian: Type.String({ description: 'Who objects' }), words: Type.String(), madeAt: Type.String(), organisation: Type.String() })

/** The operations of guardianship at a window. */
export function guardianCheckRoutes(ground: Ground): Route[] {
  return [listChecks(ground), see(ground), ...decide(ground), ...settling(ground)]
}

function listChecks(ground: Ground): Route {
  return route({
    method: 'GET', path: '/api/guardian-checks', access: seconds, zh: '待复核的监护证明', en: 'Proofs of guardianship that wait for a second officer', answer: pageOf(CheckShape), example: { as: '{window}' },
    handle: async (call) => {
      const rows = await selectGuardianChecks(ground.sql, reachCondition(call.reach, columns, 2), ground.clock.now())
      const names = await namesOf(ground.sql, rows.flatMap(({ guardian, seenBy }) => [guardian, seenBy]))
      const nameOf = (id: string) => names.get(id)?.name ?? ''
      const items = rows.map(({ id, guardian, kind, proof, organisation, seenBy, seenAt, endsAt }) => ({ id, guardian: maskName(nameOf(guardian)), kind, proof, organisation, seenBy: nameOf(seenBy), seenAt: timeText(seenAt), endsAt: timeText(endsAt), own: seenBy === callerOf(call).id }))
      return { items, next: null }
    },
  })
}

function see(ground: Ground): Route {
  return route({
    method: 'POST', path: '/api/guardian-checks', access: windows, zh: '核对监护证明（待另一位工作人员复核）', en: 'A proof of guardianship was seen with the guardian; a second officer confirms', body: SeenShape, answer: Type.Object({ id: Type.String() }),
    example: { as: '{window}', body: { kind: 'minor', proof: 'household-register', reference: '户字第9901号', judgment: null, until: null, jointly: false, ward: { name: '张小明', idKind: 'resident-id', idNumber: '990102201803040013' }, guardian: { name: '张敏', idKind: 'resident-id', idNumber: '990102199203140264' } } },
    handle: async (call) => {
      const post = callerOf(call).posts.find(({ role }) => role === 'window')
      const { until, ward: { born, ...ward }, ...body } = call.body
      const shown = { ...body, until: until === null ? null : Temporal.PlainDate.from(until), ward: { ...ward, ...(born === undefined ? {} : { born: Temporal.PlainDate.from(born) }) }, organisation: post ? bodyOf(post) : '' }
      return { id: await call.act([], (act) => seeGuardianship(act, ground.keys, shown), post ? { post: post.id } : {}) }
    },
  })
}

function decide(ground: Ground): Route[] {
  return [
    route({
      method: 'POST', path: '/api/guardian-checks/:id/confirmation', status: 204, access: seconds, zh: '复核：对照证件再次填写，一致的登记为监护人', en: 'Confirm by reading names and numbers off the documents again: the guardianship begins', params: ById,
      body: Type.Object({ ward: ReadShape, guardian: ReadShape }, { additionalProperties: false }), example: { as: '{second-window}', params: { id: '{seen-guardianship}' }, body: { ward: { name: '张小明', idNumber: '{seen-ward-number}' }, guardian: { name: '张敏', idNumber: '990102199203140264' } } },
      handle: async (call) => {
        const check = await selectGuardianCheck(ground.sql, call.params.id, call.reach.organisations, ground.clock.now())
        if (!check) throw guardianCheckNotFound()
        const { ward, guardian } = await call.act([wardLock(ground.keys, check)], (act) => confirmGuardianship(act, ground.keys, call.params.id, call.reach.organisations, call.body))
        for (const account of [ward, guardian]) forgetCallers(ground, account)
      },
    }),
    route({
      method: 'POST', path: '/api/guardian-checks/:id/refusal', status: 204, access: seconds, zh: '复核：不予确认', en: 'Do not confirm', params: ById, body: noBody, example: { as: '{second-window}', params: { id: '{seen-guardianship}' }, body: {} },
      handle: async (call) => {
        await call.act([agencyLock(call.params.id)], async (act) => (await declineGuardianship(act, call.params.id, call.reach.organisations), null))
      },
    }),
  ]
}

function settling(ground: Ground): Route[] {
  return [
    route({
      method: 'GET', path: '/api/guardian-objections', access: settlers, zh: '监护人之间待处理的异议', en: 'Objections between guardians that wait to be settled', answer: pageOf(ObjectionShape), example: { as: '{window}' },
      handle: async (call) => {
        const rows = await selectObjections(ground.sql, reachCondition(call.reach, columns))
        const names = await namesOf(ground.sql, rows.flatMap(({ ward, guardian }) => [ward, guardian]))
        return { items: rows.map(({ id, ward, guardian, words, madeAt, organisation }) => ({ id, ward: maskName(names.get(ward)?.name ?? ''), guardian: names.get(guardian)?.name ?? '', words, madeAt: timeText(madeAt), organisation })), next: null }
      },
    }),
    route({
      method: 'POST', path: '/api/guardian-objections/:id/settlement', status: 204, access: settlers, zh: '依协议、指定或者判决处理监护人之间的异议', en: 'Settle it by agreement, designation or judgment: the guardians act again', params: ById,
      body: Type.Object({ how: Type.Unsafe<Settlement>({ type: 'string', enum: [...settlements] }), reference: Line(80, 'Number of the agreement, designation or judgment') }, { additionalProperties: false }), example: { as: '{window}', params: { id: '{guardian-objection}' }, body: { how: 'agreed', reference: '协议2026-0001' } },
      handle: async (call) => {
        const { how, reference } = call.body
        const { organisations } = call.reach
        const open = await selectObjection(ground.sql, call.params.id, { organisations })
        if (!open) throw objectionNotFound()
        await call.act([agencyLock(open.ward)], (act) => settleAtWindow(act, call.params.id, organisations, how, reference))
        forgetCallers(ground, open.ward)
      },
    }),
  ]
}
