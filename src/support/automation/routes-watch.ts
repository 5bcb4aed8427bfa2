// HTTP of watching and stopping automatic decisions: figures with their cases, the switch with its second person.
import { Type, type Static } from 'typebox'
import type { Ground } from '#base/context'
import { callerOf, page, pageOf, pageQuery, readCursor, route, type Access, type Reach, type Route } from '#base/http'
import { timeText } from '#base/time'
import type { Handler } from '#core/cases'
import { findItem, findAutomaticItems, getItem, type Item } from '#core/items'
import { findOrganisations, nameOrganisation } from '#core/organisations'
import { automaticOf, machineReasons, TextSchema } from '#core/packs'
import { namesOf } from '#core/people'
import { findWaiting } from '#core/proposals'
import { automationLock, stopAutomation } from './acts.ts'
import { lampOfRate, notAutomatic, reversalRate, stateOf } from './automation.ts'
import { restartCode } from './restart.ts'
import { StateShape } from './routes.ts'
import { countByItem, lastSwitch, listJudged, type CaseFilter, type ItemCounts } from './store.ts'

const watchers: Access = [{ who: ['staff'], roles: ['clerk', 'examiner', 'approver', 'head'], scope: 'department' }, { who: ['staff'], roles: ['item-steward', 'audit-admin'], scope: 'all' }]
const directors: Access = [{ who: ['staff'], roles: ['approver', 'head'], scope: 'department' }]
const nullable = <S extends Parameters<typeof Type.Union>[0][number]>(shape: S) => Type.Union([shape, Type.Null()])
const Named = Type.Object({ code: Type.String(), name: TextSchema })

const WatchedShape = Type.Object({
  item: Named, version: Type.Integer(), grade: Type.Integer(), body: Named, state: StateShape,
  since: nullable(Type.Object({ at: Type.String(), by: nullable(Type.String()), reason: Type.String() })),
  decided: Type.Integer(), person: Type.Integer(), reasons: Type.Array(Type.Object({ code: Type.String(), count: Type.Integer() })), reviewed: Type.Integer(), upheld: Type.Integer(), changed: Type.Integer(),
  annulled: Type.Integer(), reversed: Type.Integer(), reversalRate: nullable(Type.Number()), reversalRateMax: Type.Number(), lamp: nullable(Type.Unsafe<'green' | 'red'>({ enum: ['green', 'red'] })),
  /** Whether this caller may stop it, ask to start it, or confirm as the second person. */
  proposal: nullable(Type.String({ description: 'The wish to start again that waits for its second person' })), acts: Type.Array(Type.Unsafe<'stop' | 'ask-restart' | 'restart'>({ enum: ['stop', 'ask-restart', 'restart'] })),
})
type Watched = Static<typeof WatchedShape>

/** The operations of watching and directing. */
export function watchRoutes(ground: Ground): Route[] {
  return [figuresRoute(ground), casesRoute(ground), stopRoute(ground)]
}

const noCounts = (item: string): ItemCounts => ({ item, decided: 0, person: 0, reasons: {}, reviewed: 0, upheld: 0, changed: 0, annulled: 0, reversed: 0 })
const bodiesOf = (reach: Reach) => (reach.all ? null : reach.organisations)
const sinceOf = (day: string | undefined) => (day ? Temporal.PlainDate.from(day).toZonedDateTime('Asia/Shanghai').toInstant() : null)

/** One item as it is watched. */
async function watch(ground: Ground, item: Item, counts: ItemCounts, who: Handler | undefined): Promise<Watched> {
  const automatic = automaticOf(item.content)
  const last = await lastSwitch(ground.sql, item.code)
  const asked = await findWaiting(ground.sql, restartCode, item.code)
  const state = stateOf(last, asked !== undefined)
  const { deciding } = item.content.bodies
  const rate = reversalRate(counts.decided, counts.reversed)
  const most = automatic?.reversalRateMax ?? 0
  const mayDirect = who?.posts.some((post) => (post.role === 'approver' || post.role === 'head') && post.organisation === deciding) === true && automatic !== undefined
  const next = state === 'running' ? 'stop' : state === 'stopped' ? 'ask-restart' : 'restart'
  const { reasons, item: _item, ...figures } = counts
  return {
    item: { code: item.code, name: item.content.name }, version: item.version, grade: item.content.automation?.grade ?? 0, body: nameOrganisation(await findOrganisations(ground.sql, [deciding]), deciding), state,
    since: last ? { at: timeText(last.at), by: (await namesOf(ground.sql, [last.by])).get(last.by)?.name ?? null, reason: last.reason } : null,
    ...figures, reasons: machineReasons.flatMap((code) => (reasons[code] ? [{ code, count: reasons[code] }] : [])), reversalRate: rate, reversalRateMax: most, lamp: lampOfRate(rate, most),
    proposal: asked?.id ?? null, acts: mayDirect && !(next === 'restart' && asked?.askedBy === who?.id) ? [next] : [],
  }
}

function figuresRoute(ground: Ground): Route {
  return route({
    method: 'GET', path: '/api/automation', access: watchers, zh: '自动办理的监测：各事项的件数、转人工原因、改变率', en: 'Watch automatic decisions: counts by item, why cases went to persons, reversal rates',
    query: Type.Object({ since: Type.Optional(Type.String({ format: 'date', description: 'Only what was judged from this day on' })) }), answer: Type.Object({ items: Type.Array(WatchedShape) }), example: { as: '{approver}' },
    handle: async (call) => {
      const bodies = bodiesOf(call.reach)
      const counted = new Map((await countByItem(ground.sql, bodies, sinceOf(call.query.since))).map((one) => [one.item, one]))
      const inForce = await findAutomaticItems(ground.sql, ground.clock.now())
      const mine = inForce.filter((item) => !bodies || bodies.includes(item.content.bodies.deciding) || bodies.includes(item.content.bodies.handling))
      // An item that is automatic no more still answers for what was decided.
      const gone = (await Promise.all([...counted.keys()].filter((code) => !mine.some((item) => item.code === code)).map((code) => findItem(ground.sql, code, ground.clock.now())))).filter((item) => item !== undefined)
      return { items: await Promise.all([...mine, ...gone].map((item) => watch(ground, item, counted.get(item.code) ?? noCounts(item.code), callerOf(call)))) }
    },
  })
}

const itemParam = Type.Object({ item: Type.String({ minLength: 1, maxLength: 80 }) })

function casesRoute(ground: Ground): Route {
  return route({
    method: 'GET', path: '/api/automation/:item/cases', access: watchers, zh: '列出一个监测数字背后的办件', en: 'List the cases behind a figure', params: itemParam,
    query: Type.Object({ what: Type.Unsafe<CaseFilter['what']>({ enum: ['decided', 'person', 'reviewed', 'changed', 'reversed'] }), reason: Type.Optional(Type.String({ maxLength: 40 })), since: Type.Optional(Type.String({ format: 'date' })), ...pageQuery }),
    answer: pageOf(Type.Object({ number: Type.String(), by: Type.String(), at: Type.String(), reasons: Type.Array(Type.String()), reversedBy: nullable(Type.String()) })),
    example: { as: '{approver}', params: { item: '{automatic-item}' }, query: { what: 'decided' } },
    handle: async ({ params, query, reach }) => {
      const after = readCursor(query.cursor, 2)
      const limit = query.limit ?? 20
      const rows = await listJudged(ground.sql, { item: params.item, what: query.what, reason: query.reason ?? null, bodies: bodiesOf(reach), since: sinceOf(query.since) }, limit + 1, after && { at: String(after[0]), id: String(after[1]) })
      const { items, next } = page(rows, limit, (row) => [row.at.toString(), row.caseId])
      return { next, items: items.map((row) => ({ number: row.caseNumber, by: row.verdict, at: timeText(row.at), reasons: [...new Set(row.reasons.map(({ code }) => code))], reversedBy: row.reversedBy })) }
    },
  })
}

function stopRoute(ground: Ground): Route {
  return route({
    method: 'POST', path: '/api/automation/:item/stop', status: 200, access: directors, zh: '停用自动办理，立即生效', en: 'Stop automatic decisions, at once', params: itemParam,
    body: Type.Object({ reason: Type.String({ minLength: 1, maxLength: 2000, description: 'Kept beside the ledger, which holds only its digest' }) }, { additionalProperties: false }), answer: WatchedShape,
    example: { as: '{automatic-approver}', params: { item: '{running-item}' }, body: { reason: '发现数据来源有误，先停用。' } },
    handle: async (call) => {
      const item = await getItem(ground.sql, call.params.item, ground.clock.now())
      if (!automaticOf(item.content)) throw notAutomatic({ item: item.code })
      await call.act([automationLock(item.code)], async (act) => {
        await stopAutomation(act, item, callerOf(call), call.body.reason)
        return null
      })
      const [counts] = (await countByItem(ground.sql, bodiesOf(call.reach), null)).filter((one) => one.item === item.code)
      return watch(ground, item, counts ?? noCounts(item.code), callerOf(call))
    },
  })
}
