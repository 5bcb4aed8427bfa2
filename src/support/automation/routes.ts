// HTTP of automatic decisions: what is announced before, explained after, replayed, and how a person is asked for.
import { Type } from 'typebox'
import type { Ground } from '#base/context'
import { callerOf, route, type Access, type Reach, type Route } from '#base/http'
import { timeText } from '#base/time'
import { bodiesIn, caseLock, caseNotFound, CaseShape, describeCase, findWholeCase, visibleCase } from '#core/cases'
import { getItem, getItemVersion } from '#core/items'
import { findOrganisations, nameOrganisation } from '#core/organisations'
import { automaticOf, BasisSchema, sourceWords, TextSchema } from '#core/packs'
import { askReview } from './acts.ts'
import { judgementErased, notJudged, stateOf } from './automation.ts'
import { explain } from './explain.ts'
import { replayCase } from './replay.ts'
import { findJudgement, lastSwitch, listReviews } from './store.ts'

const nullable = <S extends Parameters<typeof Type.Union>[0][number]>(shape: S) => Type.Union([shape, Type.Null()])
const Words = Type.Object({ zh: Type.String(), en: Type.String() })
const Named = Type.Object({ code: Type.String(), name: TextSchema })
export const StateShape = Type.Unsafe<'running' | 'stopped' | 'restart-asked'>({ enum: ['running', 'stopped', 'restart-asked'] })
const ReleaseShape = Type.Object({ body: Named, role: Type.String(), on: Type.String({ format: 'date' }) })

const AnnouncedShape = Type.Object({
  item: Type.String(), grade: Type.Integer(), automatic: Type.Boolean({ description: 'Decided by the system now, in clear cases' }), announcement: nullable(TextSchema), table: nullable(Type.String()),
  release: nullable(ReleaseShape), basis: Type.Array(Type.Unsafe<{ law: string; article?: string }>({ ...BasisSchema, additionalProperties: true })), data: Type.Array(Type.Object({ name: TextSchema, sources: Type.Array(Words) })),
})

const ReviewShape = Type.Object({ number: Type.String(), askedAt: Type.String(), endedAt: nullable(Type.String()), changed: nullable(Type.Boolean()) })
const ExplanationShape = Type.Object({
  case: Type.String(), item: Type.Object({ code: Type.String(), name: TextSchema, version: Type.Integer() }), by: Type.Unsafe<'machine' | 'person'>({ enum: ['machine', 'person'] }), at: Type.String(), sentence: Words,
  table: nullable(Type.String()), release: nullable(ReleaseShape), basis: AnnouncedShape.properties.basis,
  rule: nullable(Type.Object({ number: Type.Integer(), label: Type.String() })),
  conditions: Type.Array(Type.Object({ datum: Type.String(), name: Words, value: Words, asks: Words, source: Words, zh: Type.String(), en: Type.String() })),
  reasons: Type.Array(Type.Object({ code: Type.String(), zh: Type.String(), en: Type.String() })),
  data: Type.Array(Type.Object({ key: Type.String(), name: Words, state: Type.String(), said: Type.Array(Type.Object({ source: Words, value: Words })) })),
  reviews: Type.Array(ReviewShape), mayAskReview: Type.Boolean(), reversedBy: nullable(Type.String()),
})
const ReplayShape = Type.Object({
  case: Type.String(), version: Type.Integer(), today: nullable(Type.String()), verdict: Type.String(), again: nullable(Type.String()),
  same: Type.Boolean({ description: 'Everything came out as it was kept' }), proved: Type.Boolean({ description: 'The ledger proves inputs and judgement' }),
})

const numberParam = Type.Object({ number: Type.String({ minLength: 1, maxLength: 60 }) })
const readers: Access = [{ who: ['natural', 'legal'], scope: 'own' }, { who: ['staff'], roles: ['clerk', 'examiner', 'approver', 'head'], scope: 'department' }]

/** The case behind a number, for its parties and for the bodies that handle and decide it; nobody else learns of it. */
async function explainedCase(ground: Ground, number: string, reach: Reach) {
  const whole = await findWholeCase(ground.sql, await visibleCase(ground, number, reach))
  const isOwn = reach.own !== undefined
  const bodies = whole && !isOwn ? await bodiesIn(ground.sql, whole.case.id, reach) : []
  if (!whole || !(isOwn || bodies.some((code) => code === whole.case.handling || code === whole.case.deciding))) throw caseNotFound({ number })
  return { whole, isOwn }
}

/** The operations around one item and one case. */
export function automationRoutes(ground: Ground): Route[] {
  return [announcedRoute(ground), explanationRoute(ground), replayRoute(ground), reviewRoute(ground)]
}

async function releaseOf(ground: Ground, release: { body: string; role: string; on: string } | undefined) {
  return release ? { body: nameOrganisation(await findOrganisations(ground.sql, [release.body]), release.body), role: release.role, on: release.on } : null
}

function announcedRoute(ground: Ground): Route {
  return route({
    method: 'GET', path: '/api/items/:code/automation', access: 'anyone', zh: '读取事项是否由系统自动办理、依据什么数据', en: 'Read whether an item is decided automatically, and from which data',
    params: Type.Object({ code: Type.String({ minLength: 1, maxLength: 80 }) }), answer: AnnouncedShape, example: { params: { code: '{item}' } },
    handle: async ({ params }) => {
      const item = await getItem(ground.sql, params.code, ground.clock.now())
      const automatic = automaticOf(item.content)
      const state = stateOf(await lastSwitch(ground.sql, item.code))
      return {
        item: item.code, grade: item.content.automation?.grade ?? 0, automatic: automatic !== undefined && state === 'running', announcement: automatic?.announcement ?? null, table: automatic?.decision ?? null,
        release: await releaseOf(ground, automatic?.release), basis: automatic?.basis ?? [],
        data: (automatic?.data ?? []).map(({ name, from }) => ({ name, sources: [...new Set(from.map(({ source }) => source))].map((source) => sourceWords[source]) })),
      }
    },
  })
}

function explanationRoute(ground: Ground): Route {
  return route({
    method: 'GET', path: '/api/cases/:number/explanation', reads: { of: 'case', param: 'number', what: 'judgement', purpose: 'handling' }, access: readers, zh: '读取自动办理的说明：条件、数据、来源', en: 'Read how a case was judged automatically: condition, datum, source',
    params: numberParam, answer: ExplanationShape, example: { as: '{automatic-resident}', params: { number: '{automatic-case}' } },
    handle: async (call) => {
      const { whole, isOwn } = await explainedCase(ground, call.params.number, call.reach)
      const kept = await findJudgement(ground.sql, whole.case.id)
      if (!kept) throw notJudged({ number: call.params.number })
      if (kept.salt.length === 0) throw judgementErased({ number: call.params.number })
      const item = await getItemVersion(ground.sql, kept.itemVersion)
      const automatic = automaticOf(item.content)
      const release = await releaseOf(ground, automatic?.release)
      const reviews = await listReviews(ground.sql, whole.case.id)
      const body = { zh: release?.body.name.zh ?? '', en: release?.body.name.en ?? release?.body.name.zh ?? '' }
      return {
        case: whole.case.number, item: { code: item.code, name: item.content.name, version: item.version }, at: timeText(kept.at), ...explain(kept, item, body, !isOwn),
        table: automatic?.decision ?? null, release, basis: automatic?.basis ?? [], reversedBy: kept.reversedBy,
        reviews: reviews.map((one) => ({ number: one.reviewNumber, askedAt: timeText(one.askedAt), endedAt: one.endedAt && timeText(one.endedAt), changed: one.changed })),
        mayAskReview: isOwn && kept.verdict === 'machine' && reviews.every((one) => one.endedAt !== null),
      }
    },
  })
}

function replayRoute(ground: Ground): Route {
  return route({
    method: 'GET', path: '/api/cases/:number/replay', access: readers, zh: '按当时的版本和数据重新计算自动决定，与留存的比对', en: 'Reckon an automatic decision again from the stored version and inputs, and compare',
    params: numberParam, answer: ReplayShape, example: { as: '{automatic-resident}', params: { number: '{automatic-case}' } },
    handle: async (call) => {
      const { whole } = await explainedCase(ground, call.params.number, call.reach)
      return { ...(await replayCase(ground, whole.case.number)) }
    },
  })
}

function reviewRoute(ground: Ground): Route {
  return route({
    method: 'POST', path: '/api/cases/:number/human-review', access: [{ who: ['natural', 'legal'], scope: 'own' }], zh: '要求由人复核自动作出的决定（生成复核办件）', en: 'Ask a person to review an automatic decision: opens a case for it',
    params: numberParam, body: Type.Object({ reason: Type.String({ minLength: 1, maxLength: 2000, description: 'Why a person should look again' }) }, { additionalProperties: false }),
    answer: CaseShape, example: { as: '{automatic-resident}', params: { number: '{automatic-case}' }, body: { reason: '希望由工作人员再看一遍。' } },
    handle: async (call) => {
      const id = await visibleCase(ground, call.params.number, call.reach)
      const opened = await call.act([caseLock(id)], (act) => askReview(act, id, call.body.reason))
      return describeCase(ground, opened.id, { caller: callerOf(call) })
    },
  })
}
