// HTTP of what becomes of bad verdicts: a few words more, whom to call back, and the figures of each body for everybody.
import { Type } from 'typebox'
import type { Ground } from '#base/context'
import { callerOf, route, type Route } from '#base/http'
import { caseLock, visibleCase } from '#core/cases'
import { findOrganisations, nameOrganisation } from '#core/organisations'
import { TextSchema } from '#core/packs'
import { ratesOf } from './rectification.ts'
import { followUp, readContact } from './rectify.ts'
import { summarise, type Tally } from './review.ts'
import { tallyByBody, tallyRectifications } from './store-rectifications.ts'

const rate = Type.Union([Type.Number(), Type.Null()])
const FiguresShape = Type.Object({
  body: Type.Object({ code: Type.String(), name: TextSchema }), invited: Type.Integer(), count: Type.Integer(), active: Type.Integer(), default: Type.Integer(), bad: Type.Integer(),
  goodRate: rate, activeGoodRate: rate, unreviewedRate: rate, mistaken: Type.Integer(), replyRate: rate, callBackRate: rate, rectifiedRate: rate, satisfiedRate: rate,
})

/** The operations of bad verdicts. */
export function rectificationRoutes(ground: Ground): Route[] {
  return [followUpRoute(), contactRoute(ground), figuresRoute(ground)]
}

function followUpRoute(): Route {
  return route({
    method: 'POST', path: '/api/reviews/:id/follow-up', status: 200, access: [{ who: ['natural', 'legal'], scope: 'own' }], zh: '追加评价一次（只加文字，等次不变）', en: 'Add a few words to a verdict of one’s own, once',
    params: Type.Object({ id: Type.String({ format: 'uuid' }) }), body: Type.Object({ words: Type.String({ minLength: 1, maxLength: 1000 }) }, { additionalProperties: false }),
    answer: Type.Object({ id: Type.String(), followUp: Type.String() }), example: { as: '{resident}', params: { id: '{bad-review}' }, body: { words: '后来处理得很好。' } },
    handle: async (call) => call.act([`review:${call.params.id}`], async (act) => {
      await followUp(act, call.params.id, call.body.words)
      return { id: call.params.id, followUp: call.body.words }
    }),
  })
}

function contactRoute(ground: Ground): Route {
  return route({
    method: 'POST', path: '/api/cases/:number/call-back-contact', status: 200, access: [{ who: ['staff'], roles: ['clerk'], scope: 'department' }], zh: '查看要回访的人的联系方式（限认领了回访的人，留痕）', en: 'Read whom to call back: for whoever took the call-back; recorded',
    params: Type.Object({ number: Type.String({ minLength: 1, maxLength: 60 }) }), answer: Type.Object({ name: Type.String(), phone: Type.Union([Type.String(), Type.Null()]) }),
    example: { as: '{call-back-clerk}', params: { number: '{call-back}' } },
    handle: async (call) => {
      const id = await visibleCase(ground, call.params.number, call.reach)
      return call.act([caseLock(id)], (act) => readContact(act, id, callerOf(call)))
    },
  })
}

function figuresRoute(ground: Ground): Route {
  return route({
    method: 'GET', path: '/api/review-figures', access: 'anyone', zh: '各单位的评价和差评处置统计（不含个人信息）', en: 'Figures of verdicts and of what became of the bad ones, by body; nobody is named',
    answer: Type.Object({ items: Type.Array(FiguresShape), next: Type.Null() }), example: {},
    handle: async () => {
      const { tallies, invited } = await tallyByBody(ground.sql)
      const rectified = new Map((await tallyRectifications(ground.sql)).map((one) => [one.body, one]))
      const codes = [...new Set([...invited, ...tallies].map(({ body }) => body))].sort()
      const known = await findOrganisations(ground.sql, codes)
      const none = { bad: 0, answered: 0, called: 0, reached: 0, rectified: 0, satisfied: 0, mistaken: 0 }
      return {
        items: codes.map((body) => {
          const { good: _good, verdicts: _verdicts, ...sums } = summarise(tallies.filter((one) => one.body === body) as Tally[], invited.find((one) => one.body === body)?.count ?? 0)
          const own = rectified.get(body) ?? none
          return { body: nameOrganisation(known, body), ...sums, mistaken: own.mistaken, ...ratesOf(own) }
        }),
        next: null,
      }
    },
  })
}
