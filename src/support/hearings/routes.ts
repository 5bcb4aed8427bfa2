// HTTP of hearings. Each operation answers the hearings of the case as they then stand; announcements are open to everybody (许可法 46, 48).
import { Type, type Static, type TObject, type TSchema } from 'typebox'
import type { Act } from '#base/act'
import type { Ground } from '#base/context'
import { callerOf, noBody, route, type Access, type Example, type Route } from '#base/http'
import { timeText } from '#base/time'
import { caseLock, findWholeCase, officerIn, readers, visibleCase, type Handler } from '#core/cases'
import { getItemVersion } from '#core/items'
import { findOrganisations, nameOrganisation } from '#core/organisations'
import { TextSchema } from '#core/packs'
import { askHearing, callHearing, confirmMinutes, objectToPresider, offerHearing, recordOfferTold, scheduleHearing, withdrawRequest, writeMinutes } from './acts.ts'
import { describeHearings, type HearingAct } from './describe.ts'
import { listAnnounced } from './store.ts'

const nullable = () => Type.Union([Type.String(), Type.Null()])
const Words = (description: string) => Type.String({ minLength: 1, maxLength: 4000, description })
const HearingsShape = Type.Object({
  right: Type.Boolean({ description: 'A hearing can be asked for or called in this case' }),
  acts: Type.Array(Type.Object({ act: Type.Unsafe<HearingAct>({ type: 'string' }), hearing: Type.Optional(Type.String()), parties: Type.Optional(Type.Array(Type.Integer())) })),
  items: Type.Array(Type.Object({
    id: Type.String({ format: 'uuid' }), origin: Type.String(), state: Type.String(), ending: nullable(), offeredOn: nullable(), askBy: nullable(), askedOn: nullable(), holdBy: nullable(), isLate: Type.Boolean(),
    at: nullable(), place: nullable(), presider: nullable(), isPublic: Type.Boolean(), noticedOn: nullable(), objection: nullable(), minutes: nullable(),
    attended: Type.Array(Type.Object({ place: Type.Integer(), name: Type.String(), answer: nullable(), on: nullable() })),
  })),
})

const staff: Access = [{ who: ['staff'], roles: ['clerk', 'examiner', 'approver', 'head'], scope: 'department' }]
const parties: Access = [{ who: ['natural', 'legal'], scope: 'own' }]
const ofCase = Type.Object({ number: Type.String({ minLength: 1, maxLength: 60 }) })
const ofHearing = Type.Object({ number: Type.String({ minLength: 1, maxLength: 60 }), hearing: Type.String({ format: 'uuid' }) })

interface Spec<P extends TObject, B extends TSchema> {
  path: string
  zh: string
  en: string
  access: Access
  params: P
  body: B
  example: Example
  run(act: Act, caseId: string, who: Handler, body: Static<B>, hearing: string): Promise<void>
}

function hearingAct<P extends TObject, B extends TSchema>(ground: Ground, spec: Spec<P, B>): Route {
  return route({
    method: 'POST', path: `/api/cases/:number/${spec.path}`, status: 200, access: spec.access, zh: spec.zh, en: spec.en, params: spec.params, body: spec.body, answer: HearingsShape, example: spec.example,
    handle: async (call) => {
      const params = call.params as Record<string, string>
      const id = await visibleCase(ground, params.number ?? '', call.reach, true)
      await call.act([caseLock(id)], async (act) => {
        await spec.run(act, id, await officerIn(act.tx, id, callerOf(call)), call.body as Static<B>, params.hearing ?? '')
        return null
      })
      return describeHearings(ground, id, call.caller)
    },
  })
}

/** The operations of hearings. */
export function hearingRoutes(ground: Ground): Route[] {
  return [readRoute(ground), announcedRoute(ground), ...callingRoutes(ground), ...holdingRoutes(ground)]
}

function readRoute(ground: Ground): Route {
  return route({
    method: 'GET', path: '/api/cases/:number/hearings', access: readers, zh: '读取办件的听证', en: 'Read the hearings of a case', params: ofCase, answer: HearingsShape, example: { as: '{examiner}', params: { number: '{accepted}' } },
    handle: async (call) => describeHearings(ground, await visibleCase(ground, call.params.number, call.reach, true), call.caller),
  })
}

const announcedMax = 100

function announcedRoute(ground: Ground): Route {
  const Named = Type.Object({ code: Type.String(), name: TextSchema })
  return route({
    method: 'GET', path: '/api/hearing-announcements', access: 'anyone', zh: '列出将要公开举行的听证', en: 'List public hearings still to come',
    answer: Type.Object({ items: Type.Array(Type.Object({ id: Type.String(), item: Named, body: Named, at: Type.String({ format: 'date-time' }), place: Type.String(), announcedOn: Type.String({ format: 'date' }) })), next: Type.Null() }), example: {},
    handle: async () => {
      const rows = await listAnnounced(ground.sql, ground.clock.now(), announcedMax)
      const items = await Promise.all(rows.map(async (row) => {
        const whole = await findWholeCase(ground.sql, row.caseId)
        if (!whole) return []
        const organisations = await findOrganisations(ground.sql, [whole.case.deciding])
        const { name } = (await getItemVersion(ground.sql, whole.case.itemVersion)).content
        return [{ id: row.id, item: { code: whole.case.item, name }, body: nameOrganisation(organisations, whole.case.deciding), at: timeText(row.at), place: row.place, announcedOn: row.noticedOn }]
      }))
      return { items: items.flat(), next: null }
    },
  })
}

function callingRoutes(ground: Ground): Route[] {
  return [
    hearingAct(ground, {
      path: 'hearings', zh: '告知听证权利', en: 'Tell the parties that they may ask for a hearing', access: staff, params: ofCase, body: Type.Object({ reason: Words('Which major interest is at stake') }, { additionalProperties: false }),
      example: { as: '{examiner}', params: { number: '{accepted}' }, body: { reason: '拟作的决定直接涉及申请人与他人之间的重大利益关系。' } }, run: (act, id, who, body) => offerHearing(act, id, who, body.reason),
    }),
    hearingAct(ground, {
      path: 'hearings/:hearing/telling', zh: '记录听证权利告知书已经送达', en: 'Record that the parties got the letter about their right', access: staff, params: ofHearing,
      body: Type.Object({ means: Type.Unsafe<'window' | 'post'>({ enum: ['window', 'post'] }), proof: Type.Optional(Words('What proves it')) }, { additionalProperties: false }),
      example: { as: '{examiner}', params: { number: '{with-offered-hearing}', hearing: '{offered-hearing}' }, body: { means: 'post', proof: '挂号信 XA12345678' } }, run: (act, id, who, body, hearing) => recordOfferTold(act, id, hearing, who, body),
    }),
    hearingAct(ground, {
      path: 'hearing-requests', zh: '申请听证', en: 'Ask for a hearing', access: parties, params: ofCase, body: Type.Object({ reason: Words('Why') }, { additionalProperties: false }),
      example: { as: '{resident}', params: { number: '{accepted}' }, body: { reason: '设置位置涉及我方重大利益，申请听证。' } }, run: (act, id, who, body) => askHearing(act, id, who.id, body.reason),
    }),
    hearingAct(ground, {
      path: 'hearing-call', zh: '依职权决定举行听证', en: 'Call a hearing without being asked', access: staff, params: ofCase,
      body: Type.Object({ ground: Type.Unsafe<'law' | 'public-interest'>({ enum: ['law', 'public-interest'] }), reason: Words('Why'), expectedDays: Type.Integer({ minimum: 1, maximum: 365, description: 'How long it is expected to take, told to the applicant' }) }, { additionalProperties: false }),
      example: { as: '{examiner}', params: { number: '{accepted}' }, body: { ground: 'public-interest', reason: '涉及公共利益，需要听取公众意见。', expectedDays: 30 } }, run: (act, id, who, body) => callHearing(act, id, who, body),
    }),
    hearingAct(ground, {
      path: 'hearings/:hearing/withdrawal', zh: '撤回听证申请', en: 'Take the request for a hearing back', access: parties, params: ofHearing, body: noBody,
      example: { as: '{resident}', params: { number: '{with-called-hearing}', hearing: '{called-hearing}' }, body: {} }, run: (act, id, who, _body, hearing) => withdrawRequest(act, id, hearing, who.id),
    }),
  ]
}

function holdingRoutes(ground: Ground): Route[] {
  const scheduled = { number: '{with-scheduled-hearing}', hearing: '{scheduled-hearing}' }
  const minuted = { number: '{with-minuted-hearing}', hearing: '{minuted-hearing}' }
  return [
    hearingAct(ground, {
      path: 'hearings/:hearing/schedule', zh: '确定听证时间、地点、主持人并通知', en: 'Set time, place and presider, and have them told', access: staff, params: ofHearing,
      body: Type.Object({
        at: Type.String({ format: 'date-time' }), place: Type.String({ minLength: 2, maxLength: 200 }), presider: Type.String({ format: 'uuid' }), isPublic: Type.Boolean({ default: true }), closedReason: Type.Optional(Words('Which secret or privacy stands against a public hearing')),
      }, { additionalProperties: false }),
      example: { as: '{examiner}', params: { number: '{with-called-hearing}', hearing: '{called-hearing}' }, body: { at: '2026-12-10T09:30:00+08:00', place: '云州市城市管理局二楼听证室', presider: '{examining-colleague}', isPublic: true } },
      run: (act, id, who, { at, ...body }, hearing) => scheduleHearing(act, id, hearing, who, { ...body, at: Temporal.Instant.from(at) }),
    }),
    hearingAct(ground, {
      path: 'hearings/:hearing/presider-objection', zh: '申请主持人回避', en: 'Object to the presider', access: parties, params: ofHearing, body: Type.Object({ reason: Words('Which interest the presider has in the case') }, { additionalProperties: false }),
      example: { as: '{resident}', params: scheduled, body: { reason: '主持人与本案有直接利害关系。' } }, run: (act, id, who, body, hearing) => objectToPresider(act, id, hearing, who.id, body.reason),
    }),
    hearingAct(ground, {
      path: 'hearings/:hearing/minutes', zh: '制作听证笔录', en: 'Write the minutes', access: staff, params: ofHearing,
      body: Type.Object({ minutes: Type.String({ minLength: 10, maxLength: 60_000 }), attended: Type.Array(Type.Integer({ minimum: 0 }), { maxItems: 200, description: 'Places of the parties who came' }) }, { additionalProperties: false }),
      example: { as: '{presider}', params: { number: '{with-due-hearing}', hearing: '{due-hearing}' }, body: { minutes: '审查人员提出审查意见的证据、理由；申请人进行申辩和质证。', attended: [0] } }, run: (act, id, who, body, hearing) => writeMinutes(act, id, hearing, who, body),
    }),
    hearingAct(ground, {
      path: 'hearings/:hearing/confirmation', zh: '确认听证笔录', en: 'Confirm the minutes', access: parties, params: ofHearing, body: noBody, example: { as: '{resident}', params: minuted, body: {} },
      run: (act, id, who, _body, hearing) => confirmMinutes(act, id, hearing, { account: who.id }),
    }),
    hearingAct(ground, {
      path: 'hearings/:hearing/signatures', zh: '记录当事人在笔录上签字或者拒绝签字', en: 'Record that a party signed the minutes on paper, or refused to', access: staff, params: ofHearing,
      body: Type.Object({ place: Type.Integer({ minimum: 0 }), answer: Type.Unsafe<'signed' | 'refused'>({ enum: ['signed', 'refused'] }), reason: Type.Optional(Words('Why it refused')) }, { additionalProperties: false }),
      example: { as: '{presider}', params: minuted, body: { place: 0, answer: 'signed' } }, run: (act, id, who, body, hearing) => confirmMinutes(act, id, hearing, { handler: who, ...body }),
    }),
  ]
}
