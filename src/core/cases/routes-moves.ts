// HTTP of moving work: each operation is one act, as in routes-act.ts; and who could take it over.
import { Type } from 'typebox'
import type { Ground } from '#base/context'
import { route, type Route } from '#base/http'
import { findOrganisations, nameOrganisation } from '#core/organisations'
import { dateInChina } from '#base/time'
import { getCalendar } from '#core/clock'
import { absencesOn, holdersOf, holdsAt } from '#core/people'
import { commentCase, eraseComment } from './comments.ts'
import { copyCase, readCopy } from './copies.ts'
import { answerDelegation, delegateStep, transferStep, urgeStep } from './hand-over.ts'
import { addSigners, jumpStep, removeSigner, returnStep, takeBackStep } from './moves.ts'
import { caseNotFound } from './refusals.ts'
import { caseAct, handlers, none, staff, stepParams, Words } from './routes-act.ts'
import { numberParam, visibleCase } from './routes-read.ts'
import { sectionsIn } from './sections.ts'
import { findWholeCase } from './store.ts'
import { TextSchema } from '#core/packs'

const Element = Type.String({ minLength: 1, maxLength: 100, description: 'Element of the process' })
const Account = Type.String({ format: 'uuid', description: 'Account of a colleague' })
const Named = Type.Object({ code: Type.String(), name: TextSchema })
const closed = { additionalProperties: false }
const onExamination = { params: { number: '{accepted}', step: '{examination-step}' } }

/** The operations that move a case's work. */
export function moveRoutes(ground: Ground): Route[] {
  return [...placeRoutes(ground), ...signingRoutes(ground), ...handOverRoutes(ground), ...copyRoutes(ground), ...commentRoutes(ground), colleaguesRoute(ground)]
}

function placeRoutes(ground: Ground): Route[] {
  return [
    caseAct(ground, {
      path: 'steps/:step/return', zh: '退回到较早的步骤（逐步办理，或办完直接送回）', en: 'Return to an earlier step, to go on from there or come straight back', access: handlers, params: stepParams,
      body: Type.Object({ to: Element, then: Type.Unsafe<'on' | 'straight-back'>({ enum: ['on', 'straight-back'], default: 'on' }), reason: Words('Why') }, closed),
      example: { as: '{head}', params: { number: '{examined}', step: '{decision-step}' }, body: { to: 'examine', then: 'straight-back', reason: '请补充现场照片的说明。' } },
      run: (act, id, who, body, p) => returnStep(act, id, p.step ?? '', who, body),
    }),
    caseAct(ground, {
      path: 'steps/:step/take-back', zh: '取回（下一步尚未打开）', en: 'Take back what the next one has not opened', access: handlers, params: stepParams, body: none,
      example: { as: '{examiner}', params: { number: '{examined}', step: '{examined-step}' }, body: {} }, run: (act, id, who, _body, p) => takeBackStep(act, id, p.step ?? '', who),
    }),
    caseAct(ground, {
      path: 'steps/:step/jump', zh: '跳转到另一步骤（不得越过法定步骤）', en: 'Jump to another step, over nothing that the law demands', access: staff('examiner', 'approver', 'head'), params: stepParams,
      body: Type.Object({ to: Element, reason: Words('Why') }, closed),
      example: { as: '{examiner}', ...onExamination, body: { to: 'visit', reason: '结构复杂，须现场核查。' } }, run: (act, id, who, body, p) => jumpStep(act, id, p.step ?? '', who, body),
    }),
  ]
}

function signingRoutes(ground: Ground): Route[] {
  const Signer = Type.Object({ organisation: Type.String({ maxLength: 40 }), role: Type.String({ maxLength: 40 }), account: Type.Optional(Account) }, closed)
  return [
    caseAct(ground, {
      path: 'steps/:step/signers', zh: '加签（前、后、并行；会签或或签）', en: 'Add signers before, after or beside, with the rule of their votes', access: handlers, params: stepParams,
      body: Type.Object({
        place: Type.Unsafe<'before' | 'with' | 'after'>({ enum: ['before', 'with', 'after'] }), signers: Type.Array(Signer, { minItems: 1, maxItems: 20 }),
        rule: Type.Optional(Type.Unsafe<'all' | 'veto' | 'any' | `share:${number}/${number}`>(Type.String({ pattern: '^(all|veto|any|share:[1-9]\\d?/[1-9]\\d?)$', description: 'all, veto, any, or a share such as share:2/3' }))), reason: Type.Optional(Words('Why')),
      }, closed),
      example: { as: '{examiner}', ...onExamination, body: { place: 'with', rule: 'all', signers: [{ organisation: '11990100700140426Y', role: 'clerk' }], reason: '请一并核对。' } },
      run: (act, id, who, body, p) => addSigners(act, id, p.step ?? '', who, body),
    }),
    caseAct(ground, {
      path: 'steps/:step/signer-removal', zh: '减签（尚未签署的）', en: 'Take away a signer who has not signed', access: handlers, params: stepParams, body: none,
      example: { as: '{examiner}', params: { number: '{accepted}', step: '{signer-step}' }, body: {} }, run: (act, id, who, _body, p) => removeSigner(act, id, p.step ?? '', who),
    }),
  ]
}

function handOverRoutes(ground: Ground): Route[] {
  return [
    caseAct(ground, {
      path: 'steps/:step/transfer', zh: '转办给同单位同岗位的同事，或者交由本单位另一科室', en: 'Hand a step to a colleague of the same post, or to another team of the body', access: handlers, params: stepParams,
      body: Type.Object({ to: Type.Optional(Account), section: Type.Optional(Type.String({ maxLength: 40, description: 'The team or window, in the place of a colleague' })), reason: Words('Why') }, closed),
      example: { as: '{examiner}', ...onExamination, body: { to: '{examining-colleague}', reason: '本人外出培训。' } }, run: (act, id, who, body, p) => transferStep(act, id, p.step ?? '', who, body),
    }),
    caseAct(ground, {
      path: 'steps/:step/delegation', zh: '委派同事办理，办后由本人确认', en: 'Let a colleague do it, and confirm it oneself', access: handlers, params: stepParams, body: Type.Object({ to: Account, request: Words('What to do'), until: Type.Optional(Type.String({ format: 'date', description: 'The last day; after it the step goes back by itself' })) }, closed),
      example: { as: '{examiner}', ...onExamination, body: { to: '{clerk-account}', request: '请到现场量一下尺寸。' } }, run: (act, id, who, body, p) => delegateStep(act, id, p.step ?? '', who, body),
    }),
    caseAct(ground, {
      path: 'steps/:step/delegation-answer', zh: '答复委派，交回确认', en: 'Answer what was delegated; it goes back for confirmation', access: handlers, params: stepParams, body: Type.Object({ answer: Words('What was found') }, closed),
      example: { as: '{clerk}', params: { number: '{accepted}', step: '{delegated-step}' }, body: { answer: '现场尺寸与申请一致。' } }, run: (act, id, who, body, p) => answerDelegation(act, id, p.step ?? '', who, body),
    }),
    caseAct(ground, {
      path: 'steps/:step/urging', zh: '催办（间隔内一次）', en: 'Urge the handler, once in the interval', access: staff('window', 'clerk', 'examiner', 'approver', 'head'), params: stepParams, body: Type.Object({ words: Type.Optional(Words('What is asked')) }, closed),
      example: { as: '{head}', ...onExamination, body: { words: '请抓紧办理。' } }, run: (act, id, who, body, p) => urgeStep(act, id, p.step ?? '', who, body),
    }),
  ]
}

function copyRoutes(ground: Ground): Route[] {
  const copyParams = Type.Object({ number: Type.String({ maxLength: 60 }), copy: Type.String({ format: 'uuid' }) })
  return [
    caseAct(ground, {
      path: 'copies', zh: '抄送给人员或单位阅知', en: 'Give the case to a person or a unit to read', access: handlers, params: numberParam,
      body: Type.Object({ account: Type.Optional(Account), organisation: Type.Optional(Type.String({ maxLength: 40 })), words: Type.Optional(Words('What to look at')) }, closed),
      example: { as: '{examiner}', params: { number: '{accepted}' }, body: { organisation: '119901007001808316', words: '涉及占道，请知悉。' } }, run: (act, id, who, body) => copyCase(act, id, who, body),
    }),
    caseAct(ground, {
      path: 'copies/:copy/reading', zh: '标为已阅', en: 'Record that a copy was read', access: [{ who: ['staff'], roles: ['window', 'clerk', 'examiner', 'approver', 'head'], scope: 'department' }, { who: ['staff'], roles: ['window', 'clerk', 'examiner', 'approver', 'head'], scope: 'own' }], params: copyParams, body: none,
      example: { as: '{clerk}', params: { number: '{accepted}', copy: '{copy}' }, body: {} }, run: (act, id, who, _body, p) => readCopy(act, id, p.copy ?? '', who),
    }),
  ]
}

function commentRoutes(ground: Ground): Route[] {
  const commentParams = Type.Object({ number: Type.String({ maxLength: 60 }), comment: Type.String({ format: 'uuid' }) })
  return [
    caseAct(ground, {
      path: 'comments', zh: '对同事说明（可提到同事）', en: 'Say something to colleagues, who may be mentioned', access: staff('window', 'clerk', 'examiner', 'approver', 'head'), params: numberParam,
      body: Type.Object({ words: Words('What is said'), mentions: Type.Array(Account, { maxItems: 20, default: [] }) }, closed),
      example: { as: '{examiner}', params: { number: '{accepted}' }, body: { words: '请核对占道面积。', mentions: ['{clerk-account}'] } }, run: (act, id, _who, body) => commentCase(act, id, body),
    }),
    caseAct(ground, {
      path: 'comments/:comment/erasure', zh: '删除一条说明的文字', en: 'Erase the words of a comment', access: staff('window', 'clerk', 'examiner', 'approver', 'head'), params: commentParams, body: none,
      example: { as: '{examiner}', params: { number: '{accepted}', comment: '{comment}' }, body: {} }, run: (act, id, who, _body, p) => eraseComment(act, id, p.comment ?? '', who),
    }),
  ]
}

function colleaguesRoute(ground: Ground): Route {
  return route({
    method: 'GET', path: '/api/cases/:number/colleagues', access: staff('window', 'clerk', 'examiner', 'approver', 'head'), zh: '列出本办件有关单位的在岗同事', en: 'List who holds a post in the bodies of a case', params: numberParam,
    answer: Type.Object({ items: Type.Array(Type.Object({ account: Type.String(), name: Type.String(), nameEn: Type.Optional(Type.String()), role: Type.String(), organisation: Named, section: Type.Union([Named, Type.Null()]), reaches: Type.Boolean({ description: 'The post reaches the case as it stands' }), resting: Type.Boolean({ description: 'Outside the hours of the post now' }), awayUntil: Type.Union([Type.String({ format: 'date' }), Type.Null()], { description: 'On leave until then: not suggested for new work' }) })) }),
    example: { as: '{examiner}', params: { number: '{accepted}' } },
    handle: async ({ params, reach }) => {
      const whole = await findWholeCase(ground.sql, await visibleCase(ground, params.number, reach))
      if (!whole) throw caseNotFound()
      const bodies = [...new Set([whole.case.handling, whole.case.deciding, whole.case.receiving, ...whole.allSteps.map((step) => step.organisation)])]
      const now = ground.clock.now()
      const worked = (await holdersOf(ground.sql, bodies, now)).filter(({ role }) => ['clerk', 'examiner', 'approver', 'head'].includes(role))
      const known = await findOrganisations(ground.sql, [...bodies, ...worked.flatMap(({ section }) => section ?? [])])
      const [away, calendar, here] = [await absencesOn(ground.sql, worked.map((one) => one.account), dateInChina(now)), await getCalendar(ground.sql), sectionsIn(whole.case, whole.allSteps)]
      return {
        items: worked.map(({ section, hours, ...one }) => ({
          ...one, organisation: nameOrganisation(known, one.organisation), section: section === null ? null : nameOrganisation(known, section), reaches: section === null || here.includes(section),
          resting: !holdsAt(hours, now, calendar), awayUntil: away.get(one.account)?.until ?? null,
        })),
      }
    },
  })
}
