// HTTP of the own desk: saved lists with their counts, what changed since the last look, evidence beside what is required.
import { Type } from 'typebox'
import { entriesOf } from '#base/act'
import type { Ground } from '#base/context'
import type { TraceStep } from '#engines/decisions'
import { callerOf, noBody, route, type Access, type Call, type Route } from '#base/http'
import { dateInChina, timeText } from '#base/time'
import { caseNotFound, countCases, countMax, filterOf, findFormAt, findWholeCase, findWords, listQuery, readers, visibleCase } from '#core/cases'
import { getItemVersion } from '#core/items'
import { tableLabel, TextSchema } from '#core/packs'
import { listHeldBy } from '#support/licences'
import { deskLock, removeList, saveList } from './acts.ts'
import { changedSince } from './desk.ts'
import { gatherEvidence, type EvidenceSource, type TableSaid } from './evidence.ts'
import { listSaved, moveLook } from './store.ts'

const roles = ['window', 'clerk', 'examiner', 'approver', 'head']
const desk: Access = [{ who: ['staff'], roles, scope: 'department' }]
const staffReaders = Array.isArray(readers) ? readers.filter((rule) => rule.who.includes('staff')) : readers
const numberParam = Type.Object({ number: Type.String({ minLength: 1, maxLength: 60 }) })
const QueryShape = Type.Object(listQuery, { additionalProperties: false })
const SavedShape = Type.Object({ items: Type.Array(Type.Object({ id: Type.String(), name: Type.String(), query: QueryShape, count: Type.Integer(), red: Type.Integer(), amber: Type.Integer() })) })
const nullable = Type.Union([Type.String(), Type.Null()])
const LookShape = Type.Object({ since: nullable, entries: Type.Array(Type.String()), files: Type.Array(Type.String()), steps: Type.Array(Type.String()), fields: Type.Array(Type.String()) })
const EvidenceShape = Type.Object({
  items: Type.Array(Type.Object({
    key: Type.String(), name: TextSchema, need: Type.String(),
    evidence: Type.Array(Type.Object({ source: Type.Unsafe<EvidenceSource>({ enum: ['file', 'paper', 'licence', 'form', 'computed', 'scenario', 'account', 'table'] }), name: Type.Union([TextSchema, Type.Null()]), says: Type.String(), ref: nullable, standing: nullable })),
  })),
})

/** The operations of a desk. */
export function deskRoutes(ground: Ground): Route[] {
  return [...savedRoutes(ground), lookRoute(ground), evidenceRoute(ground)]
}

async function savedWithCounts(ground: Ground, call: Pick<Call<unknown, unknown, unknown>, 'caller' | 'reach'>) {
  const saved = await listSaved(ground.sql, call.caller?.id ?? '')
  const items = []
  for (const list of saved) {
    const { count, red, amber } = await countCases(ground.sql, await filterOf(ground, { caller: call.caller, reach: call.reach, query: list.query }), countMax)
    items.push({ ...list, count, red, amber })
  }
  return { items }
}

function savedRoutes(ground: Ground): Route[] {
  return [
    route({
      method: 'GET', path: '/api/saved-lists', access: desk, zh: '列出我保存的筛选，各有多少办件', en: 'List the lists I saved, with their counts', answer: SavedShape, example: { as: '{examiner}' },
      handle: (call) => savedWithCounts(ground, call),
    }),
    route({
      method: 'POST', path: '/api/saved-lists', access: desk, status: 200, zh: '保存一个筛选', en: 'Save a list', answer: SavedShape,
      body: Type.Object({ name: Type.String({ minLength: 1, maxLength: 30 }), query: QueryShape }, { additionalProperties: false }), example: { as: '{examiner}', body: { name: '本部门超期', query: { view: 'department', lamp: 'red' } } },
      handle: async (call) => {
        await call.act([deskLock(callerOf(call).id)], async (act) => (await saveList(act, call.body), null))
        return savedWithCounts(ground, call)
      },
    }),
    route({
      method: 'DELETE', path: '/api/saved-lists/:id', access: desk, zh: '删除一个筛选', en: 'Remove a saved list', params: Type.Object({ id: Type.String({ format: 'uuid' }) }), example: { as: '{examiner}', params: { id: '{saved-list}' } },
      handle: async (call) => {
        await call.act([deskLock(callerOf(call).id)], async (act) => (await removeList(act, call.params.id), null))
      },
    }),
  ]
}

function lookRoute(ground: Ground): Route {
  return route({
    method: 'PUT', path: '/api/cases/:number/look', access: staffReaders, zh: '打开办件：自上次查看以来的变化，并记下看到何处', en: 'Open a case: what changed since the last look; the place is kept', params: numberParam, body: noBody, answer: LookShape,
    example: { as: '{examiner}', params: { number: '{accepted}' }, body: {} },
    handle: async (call) => {
      const id = await visibleCase(ground, call.params.number, call.reach)
      const me = callerOf(call).id
      const entries = await entriesOf(ground.sql, id)
      const newest = entries.at(-1)
      const whole = await findWholeCase(ground.sql, id)
      if (!whole || !newest) throw caseNotFound()
      // A bookmark of a reader, like the moment a session was last used: it changes nothing of the case and is no act.
      const seen = await moveLook(ground.sql, me, id, { entry: newest.id, at: ground.clock.now() })
      const before = seen && (await findFormAt(ground.sql, id, seen.at))
      return { since: seen ? timeText(seen.at) : null, ...changedSince(entries, seen, me, whole, before, whole.form) }
    },
  })
}

function evidenceRoute(ground: Ground): Route {
  return route({
    method: 'GET', path: '/api/cases/:number/evidence', reads: { of: 'case', param: 'number', what: 'paper', purpose: 'handling' }, access: staffReaders, zh: '列出各项要求及其依据的来源', en: 'List what is required, each with what bears it and its source', params: numberParam, answer: EvidenceShape,
    example: { as: '{examiner}', params: { number: '{accepted}' } },
    handle: async (call) => {
      const id = await visibleCase(ground, call.params.number, call.reach)
      const whole = await findWholeCase(ground.sql, id)
      if (!whole) throw caseNotFound()
      const item = await getItemVersion(ground.sql, whole.case.itemVersion)
      const applicant = whole.parties.find((party) => party.role === 'applicant')
      const held = applicant?.account ? await listHeldBy(ground.sql, applicant.account, dateInChina(ground.clock.now())) : []
      const said = (await findWords(ground.sql, id)).filter((words) => words.kind === 'cases.rule-evaluated')
      const rules = new Map((await entriesOf(ground.sql, id)).map((entry) => [entry.id, entry]))
      const tables = said.map(({ entry, content }): TableSaid => {
        const decision = String(rules.get(entry)?.facts.decision ?? '')
        const { value, trace = [] } = content as { value?: unknown; trace?: TraceStep[] }
        return { entry, name: tableLabel(item.decision, decision), value, inputs: trace.flatMap(({ inputs }) => inputs) }
      })
      return { items: gatherEvidence(whole, item, held, tables) }
    },
  })
}
