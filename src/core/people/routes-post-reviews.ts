// HTTP of the review of posts: the posts in the bodies that the caller heads, those of the heads below, and a verdict on each. No rule lives here.
import { Type } from 'typebox'
import type { Ground } from '#base/context'
import { callerOf, route, type Access, type Caller, type Reach, type Route } from '#base/http'
import { dateInChina, timeText } from '#base/time'
import { reachCondition } from '#core/access'
import { findOrganisations, nameOrganisation } from '#core/organisations'
import { postNotFound } from './account.ts'
import { accountLock } from './acts.ts'
import { reviewPost } from './acts-post-reviews.ts'
import { forgetCallers } from './callers.ts'
import { needsReview, quarterOf, type Verdict } from './post-review.ts'
import { namesOf } from './read.ts'
import { HoursShape, Id, OrganisationName, SectionShape } from './shapes.ts'
import { firstReviewPlace, reviewColumns, selectReviewed } from './store-post-reviews.ts'

const heads: Access = [{ who: ['staff'], roles: ['head'], scope: 'department' }, { who: ['staff'], roles: ['head'], scope: 'superior' }]
const nullable = (description: string) => Type.Union([Type.String({ format: 'date-time' }), Type.Null()], { description })
const PostShape = Type.Object({
  post: Id, account: Id, name: Type.String(), nameEn: Type.Optional(Type.String()), role: Type.String(), organisation: OrganisationName, section: SectionShape, hours: Type.Union([HoursShape, Type.Null()]), from: Type.String({ format: 'date-time' }), to: nullable('When it ends by itself'),
  reviewedAt: nullable('When it was reviewed in this quarter'), reviewedBy: Type.Union([Type.String(), Type.Null()]), waits: Type.Boolean({ description: 'Waits for a verdict in this quarter' }), mine: Type.Boolean({ description: 'A post of the caller, for somebody else to review' }),
})
const ListShape = Type.Object({ quarter: Type.String({ description: 'Such as 2026-Q4' }), until: Type.String({ format: 'date', description: 'Its last day' }), items: Type.Array(PostShape), next: Type.Null() })

async function show(ground: Ground, caller: Caller, reach: Reach) {
  const now = ground.clock.now()
  const quarter = quarterOf(dateInChina(now))
  const rows = await rowsOf(ground, reach)
  const known = await findOrganisations(ground.sql, rows.flatMap((row) => [row.organisation, ...(row.section ? [row.section] : [])]))
  const names = await namesOf(ground.sql, rows.flatMap((row) => row.reviewedBy ?? []))
  const items = rows.map(({ nameEn, reviewedAt, reviewedBy, ...row }) => ({
    ...row, ...(nameEn === null ? {} : { nameEn }), organisation: nameOrganisation(known, row.organisation), section: row.section === null ? null : nameOrganisation(known, row.section), from: timeText(row.from), to: row.to && timeText(row.to), reviewedAt: reviewedAt && timeText(reviewedAt),
    reviewedBy: (reviewedBy && names.get(reviewedBy)?.name) ?? null, waits: needsReview({ grantedOn: dateInChina(row.from), isReviewed: reviewedAt !== null }, quarter), mine: row.account === caller.id,
  }))
  return { quarter: quarter.code, until: quarter.until.toString(), items, next: null }
}

function rowsOf(ground: Ground, reach: Reach) {
  const now = ground.clock.now()
  return selectReviewed(ground.sql, quarterOf(dateInChina(now)).code, now, reachCondition(reach, reviewColumns, firstReviewPlace))
}

/** The operations of the review of posts. */
export function postReviewRoutes(ground: Ground): Route[] {
  return [
    route({
      method: 'GET', path: '/api/post-reviews', access: heads, zh: '列出本单位（及下级单位负责人）的职责及本季度的复核', en: 'List the posts of one’s bodies, and of the heads below, with their review in this quarter', answer: ListShape, example: { as: '{head}' },
      handle: (call) => show(ground, callerOf(call), call.reach),
    }),
    route({
      method: 'POST', path: '/api/post-reviews/:post', access: heads, status: 200, zh: '复核一项职责：继续保留，或者终止', en: 'Review a post: still needed, or ended', params: Type.Object({ post: Id }),
      body: Type.Object({ verdict: Type.Unsafe<Verdict>({ enum: ['kept', 'ended'] }) }, { additionalProperties: false }), answer: ListShape, example: { as: '{head}', params: { post: '{spare-post}' }, body: { verdict: 'kept' } },
      handle: async (call) => {
        const { post } = call.params
        const found = (await rowsOf(ground, call.reach)).find((row) => row.post === post)
        if (!found) throw postNotFound({ post })
        await call.act([accountLock(found.account)], async (act) => (await reviewPost(act, { post, account: found.account, verdict: call.body.verdict }), null))
        forgetCallers(ground, found.account)
        return show(ground, callerOf(call), call.reach)
      },
    }),
  ]
}
