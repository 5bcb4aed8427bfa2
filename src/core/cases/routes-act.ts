// HTTP of acting on cases: each operation is one act. It answers the case as it stands afterwards.
import { Type, type TObject, type TSchema } from 'typebox'
import type { Act } from '#base/act'
import type { Ground } from '#base/context'
import { callerOf, noBody, route, type Access, type Example, type Route } from '#base/http'
import { acceptCase, refuseAcceptance, requestCorrection, type AcceptanceRefusal } from './acceptance.ts'
import { caseLock, claimStep, completeStep, releaseStep, type Handler } from './acts.ts'
import { extendCase, resumeCase, suspendCase } from './clockwork.ts'
import { decideCase, deliverCase, terminateCase, withdrawCase } from './decision.ts'
import { tellOther } from './overtaken.ts'
import { describeCase, numberParam, visibleCase } from './routes-read.ts'
import { officerIn } from './sections.ts'
import { terminationGrounds, type TerminationGround } from './termination.ts'
import { CaseShape } from './views.ts'

export const Words = (description: string) => Type.String({ minLength: 1, maxLength: 4000, description })
/** Words that a rule of law asks for: left blank they are refused by that rule, which tells its article and what to do. */
export const Grounds = (description: string) => Type.String({ maxLength: 4000, description })
export const staff = (...roles: string[]): Access => [{ who: ['staff'], roles, scope: 'department' }]
export const handlers = staff('clerk', 'examiner', 'approver', 'head')

interface ActSpec<P extends TObject, B extends TSchema> {
  path: string
  zh: string
  en: string
  access: Access
  params: P
  body: B
  example: Example
  /** A third party may call it. */
  alsoThird?: boolean
  run(act: Act, caseId: string, who: Handler, body: Parameters<Parameters<typeof route<P, undefined, B, typeof CaseShape>>[0]['handle']>[0]['body'], params: Record<string, string>): Promise<void>
}

/** One act on one case as an operation: the case's lock, the act, the case as it stands. */
export function caseAct<P extends TObject, B extends TSchema>(ground: Ground, spec: ActSpec<P, B>): Route {
  return route({
    method: 'POST', path: `/api/cases/:number/${spec.path}`, status: 200, access: spec.access, zh: spec.zh, en: spec.en, params: spec.params, body: spec.body, answer: CaseShape, example: spec.example,
    handle: async (call) => {
      const params = call.params as Record<string, string>
      const id = await visibleCase(ground, params.number ?? '', call.reach, spec.alsoThird)
      await call.act([caseLock(id)], async (act) => {
        await spec.run(act, id, await officerIn(act.tx, id, callerOf(call)), call.body, params)
        return null
      }).catch((error: unknown) => tellOther(ground, id, callerOf(call).id, error))
      return describeCase(ground, id, call)
    },
  })
}

export const stepParams = Type.Object({ number: Type.String({ maxLength: 60 }), step: Type.String({ format: 'uuid' }) })
export const none = noBody

/** The operations that change a case. */
export function actRoutes(ground: Ground): Route[] {
  return [...stepRoutes(ground), ...acceptanceRoutes(ground), ...decisionRoutes(ground), ...clockRoutes(ground)]
}

function stepRoutes(ground: Ground): Route[] {
  const params = { number: '{submitted}', step: '{acceptance-step}' }
  return [
    caseAct(ground, { path: 'steps/:step/claim', zh: '认领一步', en: 'Take a step', access: handlers, params: stepParams, body: none, example: { as: '{clerk}', params, body: {} }, run: (act, id, who, _body, p) => claimStep(act, id, p.step ?? '', who) }),
    caseAct(ground, { path: 'steps/:step/release', zh: '退回认领', en: 'Give a step back', access: handlers, params: stepParams, body: none, example: { as: '{clerk}', params, body: {} }, run: (act, id, who, _body, p) => releaseStep(act, id, p.step ?? '', who) }),
    caseAct(ground, {
      path: 'steps/:step/completion', zh: '完成一步（审查、意见、承办）', en: 'Complete a step (examination, opinion, work)', access: handlers, params: stepParams,
      body: Type.Object({ outcome: Type.String({ maxLength: 40 }), opinion: Type.Optional(Words('What the handler found')), officers: Type.Optional(Type.Array(Type.String({ format: 'uuid' }), { maxItems: 9, description: 'Who checked on the site together with the caller (许可法 34)' })) }, { additionalProperties: false }),
      example: { as: '{examiner}', params: { number: '{accepted}', step: '{examination-step}' }, body: { outcome: 'pass', opinion: '符合条件。' } },
      run: (act, id, who, body, p) => completeStep(act, id, p.step ?? '', who, body),
    }),
  ]
}

function acceptanceRoutes(ground: Ground): Route[] {
  const params = { number: '{submitted}' }
  return [
    caseAct(ground, {
      path: 'acceptance', zh: '受理（自今日起计算期限）', en: 'Accept: the clock starts today', access: staff('clerk'), params: numberParam,
      body: Type.Object({ gapUntil: Type.Optional(Type.String({ format: 'date', description: 'The day the applicant promised in writing for papers that may follow (容缺)' })) }, { additionalProperties: false }),
      example: { as: '{clerk}', params, body: {} }, run: (act, id, who, { gapUntil }) => acceptCase(act, id, who, gapUntil ? { gapUntil: Temporal.PlainDate.from(gapUntil) } : {}),
    }),
    caseAct(ground, {
      path: 'acceptance-refusal', zh: '不予受理（书面说明理由）', en: 'Refuse to accept, in writing and with reasons', access: staff('clerk'), params: numberParam,
      body: Type.Object({
        ground: Type.Unsafe<AcceptanceRefusal['ground']>({ enum: ['not-required', 'not-competent', 'still-missing', 'outside-window'] }),
        reasons: Grounds('Why'), competentBody: Type.Optional(Type.String({ maxLength: 200 })),
        stillMissing: Type.Optional(Type.Array(Type.Integer({ minimum: 0, maximum: 49 }), { maxItems: 50, description: 'Places in the notice, from 0, of what is still missing' })),
      }, { additionalProperties: false }),
      example: { as: '{clerk}', params, body: { ground: 'not-competent', reasons: '该事项属于其他机关职权。', competentBody: '云州市交通运输局' } },
      run: (act, id, who, body) => refuseAcceptance(act, id, who, body),
    }),
    caseAct(ground, {
      path: 'correction-notice', zh: '一次性告知补正', en: 'Tell once, and all together, what is missing', access: staff('clerk'), params: numberParam,
      body: Type.Object({
        missing: Type.Array(Type.Object({ material: Type.Optional(Type.String({ maxLength: 60 })), text: Words('What is missing and how to mend it') }, { additionalProperties: false }), { minItems: 1, maxItems: 50 }),
        days: Type.Integer({ minimum: 1, maximum: 90, default: 15, description: 'Calendar days the applicant has' }),
      }, { additionalProperties: false }),
      example: { as: '{clerk}', params, body: { missing: [{ text: '请补充设置位置的现状照片。' }], days: 15 } },
      run: (act, id, who, body) => requestCorrection(act, id, who, body.missing, body.days),
    }),
  ]
}

function decisionRoutes(ground: Ground): Route[] {
  const outcomes = Type.Unsafe<'granted' | 'partly-granted' | 'refused'>({ enum: ['granted', 'partly-granted', 'refused'] })
  return [
    caseAct(ground, {
      path: 'decision', zh: '作出决定', en: 'Decide', access: staff('approver', 'head', 'clerk'), params: numberParam,
      body: Type.Object({
        step: Type.String({ format: 'uuid' }), outcome: Type.Unsafe<'grant' | 'partly-grant' | 'refuse'>({ enum: ['grant', 'partly-grant', 'refuse'] }), reasons: Type.Optional(Grounds('Needed unless everything is granted')),
        results: Type.Optional(Type.Record(Type.String({ pattern: '^\\d{1,2}$' }), outcomes)), faces: Type.Optional(Type.Record(Type.String({ pattern: '^\\d{1,2}$' }), Type.Record(Type.String(), Type.Unknown()))),
        repayCents: Type.Optional(Type.Integer({ minimum: 0, maximum: 100_000_000_00, description: 'Annulling a benefit: what is to be paid back, 0 where nothing was paid' })),
      }, { additionalProperties: false }),
      example: { as: '{approver}', params: { number: '{examined}' }, body: { step: '{decision-step}', outcome: 'grant' } },
      run: (act, id, who, body) => decideCase(act, id, who, body),
    }),
    caseAct(ground, {
      path: 'delivery', zh: '送达', en: 'Record that letters and licences were handed over', access: staff('window', 'clerk', 'approver'), params: numberParam,
      body: Type.Object({ means: Type.Unsafe<'electronic' | 'window' | 'post'>({ enum: ['electronic', 'window', 'post'] }), proof: Type.Optional(Grounds('What proves it')) }, { additionalProperties: false }),
      example: { as: '{clerk}', params: { number: '{decided}' }, body: { means: 'window', proof: '本人签收' } },
      run: (act, id, who, body) => deliverCase(act, id, who, body),
    }),
    caseAct(ground, {
      path: 'withdrawal', zh: '撤回申请', en: 'Withdraw the application', access: [{ who: ['natural', 'legal'], scope: 'own' }], alsoThird: true, params: numberParam,
      body: Type.Object({ reason: Type.String({ maxLength: 1000, default: '' }) }, { additionalProperties: false }), example: { as: '{resident}', params: { number: '{submitted}' }, body: { reason: '计划有变。' } },
      run: (act, id, who, body) => withdrawCase(act, id, who.id, body.reason),
    }),
    caseAct(ground, {
      path: 'termination', zh: '终止办理（说明依据和理由）', en: 'End without a decision, with ground and reasons', access: staff('head'), params: numberParam,
      body: Type.Object({
        ground: Type.Unsafe<TerminationGround>({ enum: [...terminationGrounds], description: 'One of the list' }), reasons: Grounds('Told to the applicant'),
        basis: Type.Optional(Type.String({ minLength: 2, maxLength: 200, description: 'Law and article, of another ground' })),
      }, { additionalProperties: false }),
      example: { as: '{head}', params: { number: '{accepted}' }, body: { ground: 'applicant-gone', reasons: '申请人死亡，许可没有继续办理的必要。' } },
      run: (act, id, who, body) => terminateCase(act, id, who, body),
    }),
  ]
}

function clockRoutes(ground: Ground): Route[] {
  const params = { number: '{accepted}' }
  return [
    caseAct(ground, {
      path: 'suspension', zh: '中止计时（法定情形）', en: 'Stop the clock for what the law does not count', access: handlers, params: numberParam,
      body: Type.Object({ kind: Type.String({ maxLength: 40 }), reason: Grounds('Why'), expectedDays: Type.Integer({ minimum: 1, maximum: 365 }) }, { additionalProperties: false }),
      example: { as: '{examiner}', params, body: { kind: 'expert-review', reason: '需要专家评审结构安全。', expectedDays: 10 } }, run: (act, id, who, body) => suspendCase(act, id, who, body),
    }),
    caseAct(ground, { path: 'resumption', zh: '恢复计时', en: 'Let the clock run again', access: handlers, params: numberParam, body: none, example: { as: '{examiner}', params: { number: '{suspended}' }, body: {} }, run: (act, id, who) => resumeCase(act, id, who) }),
    caseAct(ground, {
      path: 'extension', zh: '延长办理期限（一次）', en: 'Extend the limit, once', access: staff('head'), params: numberParam,
      body: Type.Object({ days: Type.Integer({ minimum: 1, maximum: 60 }), reason: Grounds('Told to the applicant') }, { additionalProperties: false }),
      example: { as: '{head}', params, body: { days: 5, reason: '情况复杂，需进一步核实。' } }, run: (act, id, who, body) => extendCase(act, id, who, body),
    }),
  ]
}
