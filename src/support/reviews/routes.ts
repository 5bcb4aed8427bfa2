// HTTP of reviews: giving one, one's own, those about one's body without who gave them, and the figures for everybody.
import { Type } from 'typebox'
import type { Ground } from '#base/context'
import { callerOf, mayChange, page, pageOf, pageQuery, readCursor, route, signInNeeded, whoseOf, type Route } from '#base/http'
import { dateInChina } from '#base/time'
import { findWholeCase, visibleCase } from '#core/cases'
import { findItem } from '#core/items'
import { TextSchema } from '#core/packs'
import { reviewMatter, reviewVisit } from './acts.ts'
import { addressOf } from './follow.ts'
import { stateOf, type Rectification } from './rectification.ts'
import { rectificationRoutes } from './routes-rectifications.ts'
import { listRectifications } from './store-rectifications.ts'
import { isServed, needsPaperCode, notByStaff, objectNeeded, starsOf, summarise, type Review, type Verdict } from './review.ts'
import { listReviews, listVisits, tallyReviews } from './store.ts'

const VerdictShape = Type.Unsafe<Verdict>({ type: 'integer', enum: [1, 2, 3, 4, 5], description: '1 非常满意 (best) … 5 非常不满意' })
const nullable = () => Type.Union([Type.String(), Type.Null()])
const RectificationShape = Type.Object({
  number: Type.String(), state: Type.Unsafe<ReturnType<typeof stateOf>>({ enum: ['open', 'appealed', 'answered', 'called', 'closed', 'mistaken'] }),
  measure: nullable(), answer: nullable(), satisfaction: nullable(),
})
const ReviewShape = Type.Object({
  id: Type.String({ format: 'uuid' }),
  case: Type.Union([Type.String({ description: "Only in one's own list" }), Type.Null()]), kind: Type.String({ description: 'matter or visit' }), item: Type.String(), name: TextSchema, body: Type.String(),
  verdict: VerdictShape, stars: Type.Integer(), words: nullable(), source: Type.String(), givenOn: Type.String({ format: 'date' }),
  followUp: nullable(), mistaken: Type.Boolean(), rectification: Type.Union([RectificationShape, Type.Null()]),
})
const rate = Type.Union([Type.Number(), Type.Null()])
const SummaryShape = Type.Object({
  invited: Type.Integer(), count: Type.Integer(), active: Type.Integer(), default: Type.Integer(), good: Type.Integer(), bad: Type.Integer(),
  verdicts: Type.Array(Type.Object({ verdict: Type.Integer(), stars: Type.Integer(), count: Type.Integer() })), goodRate: rate, activeGoodRate: rate, unreviewedRate: rate,
})

// Inside an act its own transaction reads: another connection could not be had while fifty acts wait for the lock.
async function show({ sql, clock }: Pick<Ground, 'sql' | 'clock'>, review: Review, own: boolean, one?: Rectification) {
  const name = (await findItem(sql, review.item, clock.now()))?.content.name ?? { zh: review.item }
  return {
    id: review.id,     case: own ? review.caseNumber : null, kind: review.kind, item: review.item, name, body: review.body, verdict: review.verdict, stars: starsOf(review.verdict), words: review.words,
    source: review.source, givenOn: dateInChina(review.givenAt).toString(), followUp: review.followUp ?? null, mistaken: (review.mistakenAt ?? null) !== null,
    rectification: one ? { number: one.caseNumber, state: stateOf(one), measure: one.measure, answer: one.answer, satisfaction: one.satisfaction } : null,
  }
}

/** The operations of reviews. */
export function reviewRoutes(ground: Ground): Route[] {
  return [giveRoute(ground), listRoute(ground), summaryRoute(ground), visitsRoute(ground), ...rectificationRoutes(ground)]
}

function giveRoute(ground: Ground): Route {
  return route({
    method: 'POST', path: '/api/reviews', access: 'anyone', callsPerMinuteMax: 30, zh: '评价一件办结的事（本人），或一次到窗口（凭评价码）', en: 'Judge a finished matter of one’s own, or a visit by its code',
    body: Type.Object({
      case: Type.Optional(Type.String({ maxLength: 60 })), visit: Type.Optional(Type.String({ maxLength: 40, description: 'Code of the visit, which its applicant alone sees' })), verdict: VerdictShape, words: Type.Optional(Type.String({ maxLength: 1000 })),
    }, { additionalProperties: false }),
    answer: ReviewShape, example: { as: '{resident}', body: { case: '{finished}', verdict: 1, words: '办得很快。' } },
    handle: async (call) => {
      const { case: number, visit, ...given } = call.body
      if (call.caller?.kind === 'staff') throw notByStaff()
      if ((number === undefined) === (visit === undefined)) throw objectNeeded()
      const account = call.caller?.id ?? null
      if (visit !== undefined) {
        const code = visit.normalize('NFKC').toUpperCase().replaceAll(/[^0-9A-Z]/g, '')
        return call.act([`review:${code}`], async (act) => show({ sql: act.tx, clock: ground.clock }, await reviewVisit(act, code, given, account), true))
      }
      if (!call.caller) throw signInNeeded()
      // The route is open to whoever has the code of a visit; a matter is judged by whom it is of.
      mayChange(call.caller)
      const id = await visibleCase(ground, number ?? '', call.reach)
      return call.act([`review:${id}`], async (act) => show({ sql: act.tx, clock: ground.clock }, await reviewMatter(act, id, given), true))
    },
  })
}

function listRoute(ground: Ground): Route {
  return route({
    method: 'GET', path: '/api/reviews', zh: '列出我的评价，或对本单位、对本科室和窗口办件的评价（不显示评价人）', en: "List one's own reviews, or those about one's body or the cases of one's section without who gave them",
    access: [{ who: ['natural', 'legal'], scope: 'own' }, { who: ['staff'], roles: ['window', 'clerk', 'examiner', 'approver', 'head'], scope: 'department' }],
    query: Type.Object(pageQuery), answer: pageOf(ReviewShape), example: { as: '{clerk}' },
    handle: async (call) => {
      const caller = callerOf(call)
      const own = caller.kind !== 'staff'
      const limit = call.query.limit ?? 20
      const after = readCursor(call.query.cursor, 2)
      const rows = await listReviews(ground.sql, own ? whoseOf(call) : { bodies: call.reach.organisations, sections: call.reach.sections ?? [] }, limit + 1, after && { givenAt: String(after[0]), id: String(after[1]) })
      const { items, next } = page(rows, limit, (row) => [row.givenAt.toString(), row.id])
      const ones = new Map((await listRectifications(ground.sql, items.map(({ id }) => id))).map((one) => [one.review, one]))
      return { items: await Promise.all(items.map((review) => show(ground, review, own, ones.get(review.id)))), next }
    },
  })
}

function summaryRoute(ground: Ground): Route {
  return route({
    method: 'GET', path: '/api/review-summary', access: 'anyone', zh: '评价统计：好评率、主动评价好评率、未评率', en: 'Figures of reviews: good rate, good rate of those given by people, rate not judged',
    query: Type.Object({ item: Type.Optional(Type.String({ maxLength: 80 })), body: Type.Optional(Type.String({ maxLength: 40 })) }), answer: SummaryShape, example: { query: {} },
    handle: async ({ query }) => {
      const { tallies, invited } = await tallyReviews(ground.sql, query.item, query.body)
      return summarise(tallies, invited)
    },
  })
}

function visitsRoute(ground: Ground): Route {
  return route({
    method: 'GET', path: '/api/cases/:number/visits', access: [{ who: ['natural', 'legal'], scope: 'own' }, { who: ['staff'], roles: ['window', 'clerk'], scope: 'department' }],
    zh: '列出办件的到窗口次数；评价码只给申请人；申请人没有账号的，由窗口打印交付', en: 'List the visits of a case; the applicant gets their codes; staff only where no applicant has an account, to hand them over on paper',
    params: Type.Object({ number: Type.String({ minLength: 1, maxLength: 60 }) }),
    answer: Type.Object({ items: Type.Array(Type.Object({ code: nullable(), address: nullable(), on: Type.String({ format: 'date' }), given: Type.Boolean() })), next: Type.Null() }), example: { as: '{clerk}', params: { number: '{submitted}' } },
    handle: async ({ params, reach, caller }) => {
      const id = await visibleCase(ground, params.number, reach)
      const visits = await listVisits(ground.sql, id)
      // Whoever holds a code can judge with it, so those who are judged see none; but one who has no account gets it on paper, which somebody prints.
      const parties = (await findWholeCase(ground.sql, id))?.parties ?? []
      const isGiven = caller?.kind === 'staff' ? needsPaperCode(parties) : isServed(parties, caller?.id)
      const codeOf = (code: string | null) => (isGiven && code !== null ? { code, address: addressOf(ground, code) } : { code: null, address: null })
      return { items: visits.map((visit) => ({ ...codeOf(visit.code), on: dateInChina(visit.openedAt).toString(), given: visit.given })), next: null }
    },
  })
}
