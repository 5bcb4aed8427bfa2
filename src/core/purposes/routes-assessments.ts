// HTTP of assessments: made by a data steward of the body that answers for the purpose, approved by its head, read by both and by the auditors.
import { Type } from 'typebox'
import type { Ground } from '#base/context'
import { route, type Access, type Reach, type Route } from '#base/http'
import { timeText } from '#base/time'
import { AssessmentSchema } from '#core/packs'
import { namesOf } from '#core/people'
import { approveAssessment, assessmentLock, makeAssessment, refuseAssessment } from './acts-assessments.ts'
import { notFound, notWaiting, type Assessment } from './assessment.ts'
import { findAssessment, findPurposes, listAssessments } from './store.ts'

const readers: Access = [{ who: ['staff'], roles: ['data-steward', 'head'], scope: 'department' }, { who: ['staff'], roles: ['audit-admin'], scope: 'all' }]
const makers: Access = [{ who: ['staff'], roles: ['data-steward'], scope: 'department' }]
const approvers: Access = [{ who: ['staff'], roles: ['head'], scope: 'department' }]

const nullable = <S extends Parameters<typeof Type.Union>[0][number]>(shape: S) => Type.Union([shape, Type.Null()])
const Person = Type.Object({ id: Type.String(), name: Type.String() })
const AssessmentShape = Type.Object({
  id: Type.String(), purpose: Type.String(), version: Type.Integer({ description: 'Of the purpose that was assessed' }), state: Type.Unsafe<Assessment['state']>({ enum: ['waiting', 'approved', 'refused'] }), ...AssessmentSchema.properties,
  madeBy: Person, madeAt: Type.String(), decidedBy: nullable(Person), decidedAt: nullable(Type.String()), reason: nullable(Type.String()),
})
const byCode = Type.Object({ code: Type.String({ minLength: 1, maxLength: 60 }) })
const byId = Type.Object({ id: Type.String({ format: 'uuid' }) })
const example = { lawful: '依据法律规定的职责，只收集必要的内容。', effect: '泄露会暴露身份和经营情况。', risk: 'medium', measures: '按岗位授权，查阅有记录，加密保存，期满删除。' }

/** The operations of assessments. */
export function assessmentRoutes(ground: Ground): Route[] {
  return [
    route({
      method: 'GET', path: '/api/purposes/:code/assessments', access: readers, zh: '列出一个处理目的的影响评估', en: 'List the assessments of a purpose', params: byCode, answer: Type.Object({ items: Type.Array(AssessmentShape) }), example: { as: '{assessor}', params: { code: 'welfare' } },
      handle: async ({ params, reach }) => {
        await mustAnswerFor(ground, params.code, reach)
        return { items: await show(ground, await listAssessments(ground.sql, params.code)) }
      },
    }),
    route({
      method: 'POST', path: '/api/purposes/:code/assessments', access: makers, zh: '作出个人信息保护影响评估，等另一人批准', en: 'Make an assessment, which another person approves', params: byCode, body: AssessmentSchema, answer: Type.Object({ id: Type.String() }), example: { as: '{assessor}', params: { code: '{unassessed-purpose}' }, body: example },
      handle: async ({ params, body, reach, act }) => {
        await mustAnswerFor(ground, params.code, reach)
        return { id: await act([assessmentLock(params.code)], (inside) => makeAssessment(inside, params.code, body)) }
      },
    }),
    route({
      method: 'POST', path: '/api/assessments/:id/approval', access: approvers, zh: '批准影响评估（由另一人）', en: 'Approve an assessment, by another person', params: byId, example: { as: '{assessment-approver}', params: { id: '{waiting-assessment}' } },
      handle: async ({ params, reach, act }) => act([await lockOf(ground, params.id, reach)], (inside) => approveAssessment(inside, params.id)),
    }),
    route({
      method: 'POST', path: '/api/assessments/:id/refusal', access: approvers, zh: '退回影响评估', en: 'Send an assessment back', params: byId, body: Type.Object({ reason: Type.String({ minLength: 1, maxLength: 1000 }) }, { additionalProperties: false }), example: { as: '{assessment-approver}', params: { id: '{waiting-assessment}' }, body: { reason: '没有写明与风险相适应的措施。' } },
      handle: async ({ params, body, reach, act }) => act([await lockOf(ground, params.id, reach)], (inside) => refuseAssessment(inside, params.id, body.reason)),
    }),
  ]
}

/** Whoever does not answer for a purpose learns nothing of its assessments. */
async function mustAnswerFor({ sql }: Ground, code: string, reach: Reach): Promise<void> {
  const handler = (await findPurposes(sql, [code])).get(code)?.newest.content.handler
  if (handler === undefined || !(reach.all || reach.organisations.includes(handler))) throw notFound({ purpose: code })
}

async function lockOf(ground: Ground, id: string, reach: Reach): Promise<string> {
  const one = await findAssessment(ground.sql, id)
  if (!one) throw notWaiting()
  await mustAnswerFor(ground, one.code, reach)
  return assessmentLock(one.code)
}

async function show({ sql }: Ground, rows: readonly Assessment[]) {
  const people = await namesOf(sql, rows.flatMap(({ madeBy, decidedBy }) => [madeBy, ...(decidedBy ? [decidedBy] : [])]))
  const person = (id: string) => ({ id, name: people.get(id)?.name ?? '' })
  return rows.map(({ id, code, version, state, content, madeBy, madeAt, decidedBy, decidedAt, reason }) => ({
    id, purpose: code, version, state, ...content, madeBy: person(madeBy), madeAt: timeText(madeAt), decidedBy: decidedBy ? person(decidedBy) : null, decidedAt: decidedAt ? timeText(decidedAt) : null, reason,
  }))
}
