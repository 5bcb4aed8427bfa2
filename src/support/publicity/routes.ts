// HTTP of 公示: the public list, objections with a receipt, and what the body that handles does with them.
import { Type } from 'typebox'
import type { Ground } from '#base/context'
import { callerOf, page, pageOf, pageQuery, readCursor, route, type Access, type Route } from '#base/http'
import { dateInChina, timeText } from '#base/time'
import { caseLock, findWholeCase, officerIn, readers, visibleCase } from '#core/cases'
import { getItemVersion } from '#core/items'
import { findOrganisations, nameOrganisation } from '#core/organisations'
import { TextSchema } from '#core/packs'
import { answerObjection, objectTo, openNotice } from './acts.ts'
import { noticeNotFound, receiptUnknown, type Notice } from './publicity.ts'
import { findNotice, findObjection, listRunning, noticesOf, objectionsOf } from './store.ts'

const nullable = (format?: string) => Type.Union([Type.String(format ? { format } : {}), Type.Null()])
const Named = Type.Object({ code: Type.String(), name: TextSchema })
const NoticeShape = Type.Object({
  id: Type.String({ format: 'uuid' }), item: Named, body: Named, applicant: Type.String({ description: 'Masked where it is a person' }), summary: Type.String(),
  startsOn: Type.String({ format: 'date' }), endsOn: Type.String({ format: 'date' }), objections: Type.Integer(), basis: Type.Union([Type.Object({ law: Type.String(), article: Type.Optional(Type.String()) }), Type.Null()]),
})
const staff: Access = [{ who: ['staff'], roles: ['clerk', 'examiner', 'approver', 'head'], scope: 'department' }]
const Words = (description: string) => Type.String({ minLength: 1, maxLength: 4000, description })
const ofCase = Type.Object({ number: Type.String({ minLength: 1, maxLength: 60 }) })

async function show(ground: Ground, notice: Notice & { objections: number }) {
  const { content } = await getItemVersion(ground.sql, notice.itemVersion)
  const organisations = await findOrganisations(ground.sql, [notice.body])
  const { basis } = content.publicity ?? {}
  return {
    id: notice.id, item: { code: notice.item, name: content.name }, body: nameOrganisation(organisations, notice.body), applicant: notice.applicant, summary: notice.summary, startsOn: notice.startsOn, endsOn: notice.endsOn,
    objections: notice.objections, basis: basis ? { law: basis.law, ...(basis.article ? { article: basis.article } : {}) } : null,
  }
}

/** The operations of 公示. */
export function publicityRoutes(ground: Ground): Route[] {
  return [...publicRoutes(ground), ...caseRoutes(ground)]
}

function publicRoutes(ground: Ground): Route[] {
  return [
    route({
      method: 'GET', path: '/api/publicity', access: 'anyone', zh: '列出正在公示的内容', en: 'List the notices that are running', query: Type.Object(pageQuery), answer: pageOf(NoticeShape), example: {},
      handle: async ({ query }) => {
        const limit = query.limit ?? 20
        const after = readCursor(query.cursor, 2)
        const rows = await listRunning(ground.sql, dateInChina(ground.clock.now()), limit + 1, after && { endsOn: String(after[0]), id: String(after[1]) })
        const { items, next } = page(rows, limit, (row) => [row.endsOn, row.id])
        return { items: await Promise.all(items.map((one) => show(ground, one))), next }
      },
    }),
    route({
      method: 'GET', path: '/api/publicity/:notice', access: 'anyone', zh: '读取一条公示', en: 'Read a notice that is running', params: Type.Object({ notice: Type.String({ format: 'uuid' }) }), answer: NoticeShape, example: { params: { notice: '{notice}' } },
      handle: async ({ params }) => {
        const notice = await findNotice(ground.sql, params.notice)
        if (notice?.state !== 'running' || notice.endsOn < dateInChina(ground.clock.now()).toString()) throw noticeNotFound({ notice: params.notice })
        return show(ground, { ...notice, objections: (await objectionsOf(ground.sql, notice.id)).length })
      },
    }),
    route({
      method: 'POST', path: '/api/publicity/:notice/objections', access: 'anyone', callsPerMinuteMax: 10, zh: '对公示提出异议，得到回执', en: 'Object to a notice and get a receipt', params: Type.Object({ notice: Type.String({ format: 'uuid' }) }),
      body: Type.Object({ name: Type.String({ minLength: 1, maxLength: 100 }), contact: Type.String({ minLength: 3, maxLength: 100, description: 'How to reach you; only the body that handles it sees it' }), text: Words('What you object to, and why') }, { additionalProperties: false }),
      answer: Type.Object({ receipt: Type.String(), at: Type.String({ format: 'date-time' }) }), example: { params: { notice: '{notice}' }, body: { name: '王五', contact: '13990100008', text: '公示的内容与事实不符，请核实。' } },
      handle: async (call) => {
        const found = await findNotice(ground.sql, call.params.notice)
        const locks = found ? [caseLock(found.caseId)] : []
        return call.act(locks, async (act) => {
          const { receipt, at } = await objectTo(act, call.params.notice, { ...call.body, account: call.caller?.id ?? null })
          return { receipt, at: timeText(at) }
        })
      },
    }),
    route({
      method: 'GET', path: '/api/publicity-objections/:receipt', access: 'anyone', callsPerMinuteMax: 30, zh: '凭回执查询异议的答复', en: 'See the answer to an objection by its receipt', params: Type.Object({ receipt: Type.String({ maxLength: 40 }) }),
      answer: Type.Object({ at: Type.String({ format: 'date-time' }), item: TextSchema, answer: nullable(), answeredAt: nullable('date-time') }), example: { params: { receipt: '{objection-receipt}' } },
      handle: async ({ params }) => {
        const objection = await findObjection(ground.sql, { receipt: params.receipt.trim().toUpperCase() })
        const notice = objection && (await findNotice(ground.sql, objection.notice))
        if (!objection || !notice) throw receiptUnknown()
        return { at: timeText(objection.at), item: (await getItemVersion(ground.sql, notice.itemVersion)).content.name, answer: objection.answer, answeredAt: objection.answeredAt && timeText(objection.answeredAt) }
      },
    }),
  ]
}

const OfCaseShape = Type.Object({
  possible: Type.Boolean({ description: 'A notice can be published now by this caller' }),
  items: Type.Array(Type.Object({
    id: Type.String({ format: 'uuid' }), summary: Type.String(), startsOn: Type.String(), endsOn: Type.String(), state: Type.String(), objectionCount: Type.Integer(),
    objections: Type.Array(Type.Object({ id: Type.String(), name: Type.String(), contact: Type.String(), text: Type.String(), at: Type.String(), answer: nullable(), answeredAt: nullable() }), { description: 'To the bodies of the case alone' }),
  })),
})

async function describe(ground: Ground, caseId: string, isStaff: boolean) {
  const whole = await findWholeCase(ground.sql, caseId)
  const notices = await noticesOf(ground.sql, caseId)
  const has = whole && (await getItemVersion(ground.sql, whole.case.itemVersion)).content.publicity
  const items = await Promise.all(notices.map(async (one) => {
    const objections = await objectionsOf(ground.sql, one.id)
    const seen = isStaff ? objections : []
    return {
      id: one.id, summary: one.summary, startsOn: one.startsOn, endsOn: one.endsOn, state: one.state, objectionCount: objections.length,
      objections: seen.map((each) => ({ id: each.id, name: each.name, contact: each.contact, text: each.text, at: timeText(each.at), answer: each.answer, answeredAt: each.answeredAt && timeText(each.answeredAt) })),
    }
  }))
  return { possible: isStaff && has !== undefined && whole?.case.state === 'accepted' && notices.every((one) => one.state === 'closed'), items }
}

function caseRoutes(ground: Ground): Route[] {
  return [
    route({
      method: 'GET', path: '/api/cases/:number/publicity', access: readers, zh: '读取办件的公示和异议', en: 'Read the 公示 of a case', params: ofCase, answer: OfCaseShape, example: { as: '{examiner}', params: { number: '{accepted}' } },
      handle: async ({ params, reach, caller }) => describe(ground, await visibleCase(ground, params.number, reach), caller?.kind === 'staff'),
    }),
    route({
      method: 'POST', path: '/api/cases/:number/publicity', status: 200, access: staff, zh: '发布公示', en: 'Publish a 公示 of what is intended', params: ofCase,
      body: Type.Object({ summary: Words('What is intended; no personal data') }, { additionalProperties: false }), answer: OfCaseShape, example: { as: '{examiner}', params: { number: '{to-publish}' }, body: { summary: '拟准予设置墙体广告一处，面积40平方米。' } },
      handle: async (call) => {
        const id = await visibleCase(ground, call.params.number, call.reach)
        await call.act([caseLock(id)], async (act) => (await openNotice(act, id, await officerIn(act.tx, id, callerOf(call)), call.body.summary), null))
        return describe(ground, id, true)
      },
    }),
    route({
      method: 'POST', path: '/api/cases/:number/objections/:objection/answer', status: 200, access: staff, zh: '答复异议', en: 'Answer an objection', params: Type.Object({ number: Type.String({ maxLength: 60 }), objection: Type.String({ format: 'uuid' }) }),
      body: Type.Object({ answer: Words('The answer') }, { additionalProperties: false }), answer: OfCaseShape, example: { as: '{examiner}', params: { number: '{with-notice}', objection: '{objection}' }, body: { answer: '经核实，公示内容属实，理由如下……' } },
      handle: async (call) => {
        const id = await visibleCase(ground, call.params.number, call.reach)
        await call.act([caseLock(id)], async (act) => (await answerObjection(act, id, call.params.objection, await officerIn(act.tx, id, callerOf(call)), call.body.answer), null))
        return describe(ground, id, true)
      },
    }),
  ]
}
