// HTTP of drafts: begun, read, saved, checked, submitted, returned, published. No rule lives here.
import { Type } from 'typebox'
import type { Ground } from '#base/context'
import { callerOf, page, pageOf, pageQuery, readCursor, route, sendFile, type Access, type Call, type Reach, type Route } from '#base/http'
import { dateInChina } from '#base/time'
import { reachCondition } from '#core/access'
import { findModelText, publishLock } from '#core/items'
import { getOrganisation } from '#core/organisations'
import { namesOf } from '#core/people'
import { discardDraft, publishDraft, returnDraft, saveDraft, startDraft, submitDraft, withdrawDraft, type CheckedRevision } from './acts.ts'
import { checkDraft, countProblems } from './check.ts'
import { describeDraft, describeEffect, describeRows } from './describe.ts'
import { draftLock, modelNotFound, type ModelDraft } from './model.ts'
import { mediaType, modelExample, visibleModel, writers } from './routes.ts'
import { BodyShape, CheckShape, DraftRowShape, DraftShape, EffectShape, ExampleShape, KindShape, NameShape, StateShape, TextInput } from './shapes.ts'
import { findDraft, listDrafts } from './store.ts'

/** Who publishes: those who decide in the body, never who wrote. */
const publishers: Access = [{ who: ['staff'], roles: ['approver', 'head'], scope: 'department' }]
const idParam = Type.Object({ id: Type.String({ format: 'uuid' }) })
const Note = Type.Optional(Type.String({ maxLength: 2000, description: 'What was changed and why' }))

async function visibleDraft(ground: Ground, id: string, reach: Reach): Promise<ModelDraft> {
  const draft = await findDraft(ground.sql, id, reachCondition(reach, { organisations: ['d.body'], regions: ['d.region'] }, 2))
  if (!draft) throw modelNotFound({ draft: id })
  return draft
}

type AnyCall = Pick<Call<{ id: string }, unknown, unknown>, 'params' | 'reach' | 'caller' | 'act'>

async function shown(ground: Ground, call: Pick<AnyCall, 'reach' | 'caller'>, id: string) {
  return describeDraft(ground, await visibleDraft(ground, id, call.reach), callerOf(call))
}

/** Checked before the act, because proving a process may take longer than a transaction should; the act holds the revision against it. */
async function checkedRevision(ground: Ground, draft: ModelDraft, on: string): Promise<CheckedRevision> {
  return { revision: draft.revision, problems: countProblems(await checkDraft(ground.sql, draft, on)) }
}

const today = (ground: Ground) => dateInChina(ground.clock.now()).toString()

/** The operations on drafts. */
export function draftRoutes(ground: Ground): Route[] {
  return [listRoute(ground), startRoute(ground), ...readRoutes(ground), saveRoute(ground), checkRoute(ground), ...authorRoutes(ground), ...publisherRoutes(ground)]
}

function listRoute(ground: Ground): Route {
  return route({
    method: 'GET', path: '/api/model-drafts', access: writers, zh: '列出流程和决策的修改稿', en: 'List drafts of processes and decisions',
    query: Type.Object({ state: Type.Optional(StateShape), body: Type.Optional(BodyShape), kind: Type.Optional(KindShape), name: Type.Optional(NameShape), ...pageQuery }),
    answer: pageOf(DraftRowShape), example: { as: '{clerk}', query: { state: 'drafting' } },
    handle: async ({ query, reach }) => {
      const after = readCursor(query.cursor, 2)
      const limit = query.limit ?? 20
      const { body, kind, name } = query
      const model = body !== undefined && kind !== undefined && name !== undefined ? { body, kind, name } : undefined
      const states = query.state ? [query.state] : (['drafting', 'submitted'] as const)
      const rows = await listDrafts(ground.sql, { states: [...states], model }, reachCondition(reach, { organisations: ['d.body'], regions: ['d.region'] }, 7), limit + 1, after && { savedAt: String(after[0]), id: String(after[1]) })
      const { items, next } = page(rows, limit, (row) => [row.savedAt.toString(), row.id])
      return { items: await describeRows(ground, items), next }
    },
  })
}

function startRoute(ground: Ground): Route {
  return route({
    method: 'POST', path: '/api/model-drafts', access: writers, zh: '从现行版本或导入的文件起一份修改稿', en: 'Begin a draft from the version in force, or from a file',
    body: Type.Object({ body: BodyShape, kind: KindShape, name: NameShape, text: Type.Optional(TextInput) }, { additionalProperties: false }),
    answer: DraftShape, example: { as: '{clerk}', body: modelExample },
    handle: async (call) => {
      const model = await visibleModel(ground, call.body, call.reach)
      const base = model.digests[0] ?? ''
      const text = call.body.text ?? (await findModelText(ground.sql, model, base)) ?? ''
      const region = model.region ?? (await getOrganisation(ground.sql, model.body)).region
      const { body, kind, name } = model
      const id = await call.act([], (act) => startDraft(act, { body, kind, name, region, base, text }))
      return shown(ground, call, id)
    },
  })
}

function readRoutes(ground: Ground): Route[] {
  const params = { id: '{model-draft}' }
  return [
    route({
      method: 'GET', path: '/api/model-drafts/:id', access: writers, zh: '读取一份修改稿', en: 'Read a draft', params: idParam, answer: DraftShape, example: { as: '{clerk}', params },
      handle: (call) => shown(ground, call, call.params.id),
    }),
    route({
      method: 'GET', path: '/api/model-drafts/:id/text', access: writers, produces: 'application/xml', zh: '导出修改稿的原文', en: 'Export the text of a draft, byte for byte', params: idParam, example: { as: '{clerk}', params },
      handle: async ({ params: { id }, reach, reply }) => {
        const draft = await visibleDraft(ground, id, reach)
        const ending = { process: 'bpmn', decision: 'dmn', form: 'json', item: 'json' }[draft.kind]
        sendFile(reply, { type: mediaType(draft.kind), name: `${draft.name}.${ending}`, content: draft.text })
      },
    }),
    route({
      method: 'GET', path: '/api/model-drafts/:id/effect', access: writers, zh: '发布后影响哪些事项和在办件', en: 'Which items and open cases a publication would touch', params: idParam, answer: EffectShape, example: { as: '{clerk}', params },
      handle: async ({ params: { id }, reach }) => describeEffect(ground, await visibleDraft(ground, id, reach)),
    }),
  ]
}

function saveRoute(ground: Ground): Route {
  return route({
    method: 'PUT', path: '/api/model-drafts/:id', access: writers, zh: '保存修改稿的内容或样例', en: 'Save the text or the examples of a draft', params: idParam,
    body: Type.Object({ revision: Type.Integer({ minimum: 1, description: 'The revision that was opened' }), text: Type.Optional(TextInput), examples: Type.Optional(Type.Array(ExampleShape, { maxItems: 50 })), note: Note }, { additionalProperties: false }),
    answer: DraftShape, example: { as: '{clerk}', params: { id: '{model-draft}' }, body: { revision: 1, examples: [{ title: '空表', variables: { form: {} }, answers: [], expect: { path: [] } }] } },
    handle: async (call) => {
      await visibleDraft(ground, call.params.id, call.reach)
      const nameOf = async (account: string) => (await namesOf(ground.sql, [account])).get(account)?.name ?? ''
      await call.act([draftLock(call.params.id)], (act) => saveDraft(act, call.params.id, call.body, nameOf))
      return shown(ground, call, call.params.id)
    },
  })
}

function checkRoute(ground: Ground): Route {
  return route({
    method: 'POST', path: '/api/model-drafts/:id/check', status: 200, callsPerMinuteMax: 60, access: writers,
    zh: '检查修改稿（或尚未保存的内容）并执行样例；不改变任何东西', en: 'Check a draft, or a text not yet saved, and run its examples; changes nothing', params: idParam,
    body: Type.Object({ text: Type.Optional(TextInput), examples: Type.Optional(Type.Array(ExampleShape, { maxItems: 50 })) }, { additionalProperties: false }),
    answer: CheckShape, example: { as: '{clerk}', params: { id: '{model-draft}' }, body: {} },
    handle: async ({ params, body, reach }) => {
      const draft = await visibleDraft(ground, params.id, reach)
      return checkDraft(ground.sql, { ...draft, text: body.text ?? draft.text, examples: body.examples ?? draft.examples }, today(ground))
    },
  })
}

function authorRoutes(ground: Ground): Route[] {
  return [
    route({
      method: 'POST', path: '/api/model-drafts/:id/submission', status: 200, access: writers, zh: '送审', en: 'Submit a draft for publication', params: idParam,
      body: Type.Object({ note: Note }, { additionalProperties: false }), answer: DraftShape, example: { as: '{clerk}', params: { id: '{changed-model-draft}' }, body: { note: '缩短受理时间。' } },
      handle: async (call) => {
        const { id } = call.params
        const checked = await checkedRevision(ground, await visibleDraft(ground, id, call.reach), today(ground))
        await call.act([draftLock(id)], (act) => submitDraft(act, id, checked, call.body.note))
        return shown(ground, call, id)
      },
    }),
    route({
      method: 'POST', path: '/api/model-drafts/:id/withdrawal', status: 200, access: writers, zh: '撤回送审', en: 'Take a submission back', params: idParam, answer: DraftShape, example: { as: '{clerk}', params: { id: '{submitted-model-draft}' } },
      handle: async (call) => {
        await visibleDraft(ground, call.params.id, call.reach)
        await call.act([draftLock(call.params.id)], (act) => withdrawDraft(act, call.params.id))
        return shown(ground, call, call.params.id)
      },
    }),
    route({
      method: 'DELETE', path: '/api/model-drafts/:id', access: writers, zh: '作废修改稿', en: 'Discard a draft', params: idParam, example: { as: '{clerk}', params: { id: '{model-draft}' } },
      handle: async (call) => {
        await visibleDraft(ground, call.params.id, call.reach)
        await call.act([draftLock(call.params.id)], (act) => discardDraft(act, call.params.id))
      },
    }),
  ]
}

function publisherRoutes(ground: Ground): Route[] {
  return [
    route({
      method: 'POST', path: '/api/model-drafts/:id/return', status: 200, access: publishers, zh: '退回修改，说明理由', en: 'Give a submission back with reasons', params: idParam,
      body: Type.Object({ reasons: Type.String({ minLength: 1, maxLength: 2000 }) }, { additionalProperties: false }), answer: DraftShape,
      example: { as: '{approver}', params: { id: '{returned-model-draft}' }, body: { reasons: '受理时间不能短于四小时。' } },
      handle: async (call) => {
        await visibleDraft(ground, call.params.id, call.reach)
        await call.act([draftLock(call.params.id)], (act) => returnDraft(act, call.params.id, call.body.reasons))
        return shown(ground, call, call.params.id)
      },
    }),
    route({
      method: 'POST', path: '/api/model-drafts/:id/publication', status: 200, access: publishers, zh: '发布：用到它的事项自生效日起有新版本，在办件不变', en: 'Publish: items that use it get a new version from the day on; running cases keep theirs', params: idParam,
      body: Type.Object({ from: Type.String({ format: 'date', description: 'First day in force' }), note: Note }, { additionalProperties: false }), answer: DraftShape,
      example: { as: '{approver}', params: { id: '{published-model-draft}' }, body: { from: '2099-01-01' } },
      handle: async (call) => {
        const { id } = call.params
        const checked = await checkedRevision(ground, await visibleDraft(ground, id, call.reach), call.body.from)
        await call.act([draftLock(id), publishLock], (act) => publishDraft(act, id, checked, call.body))
        return shown(ground, call, id)
      },
    }),
  ]
}
