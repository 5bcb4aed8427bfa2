// HTTP of models in force: the list, one with its versions and users, and the stored texts. No rule lives here.
import { Type } from 'typebox'
import type { Ground } from '#base/context'
import { route, type Access, type Reach, type Route } from '#base/http'
import { dateInChina, timeText } from '#base/time'
import { reachCondition } from '#core/access'
import { findItemModel, findModelText, listModels, listModelVersions, type ModelInForce, type ModelKind } from '#core/items'
import { findOrganisations, nameOrganisation } from '#core/organisations'
import { describeEffect, titleOfSource } from './describe.ts'
import { modelNotFound } from './model.ts'
import { BodyShape, DigestShape, KindShape, ModelShape, NameShape, WholeModelShape } from './shapes.ts'
import { listDrafts } from './store.ts'

/** Who reads and writes drafts: those who handle matters, of their own bodies; item stewards, of their region. */
export const writers: Access = [
  { who: ['staff'], roles: ['clerk', 'examiner', 'approver', 'head'], scope: 'department' },
  { who: ['staff'], roles: ['item-steward'], scope: 'region' },
]
export const modelParams = Type.Object({ body: BodyShape, kind: KindShape, name: NameShape })
export const modelExample = { body: '11990100700140426Y', kind: 'process', name: 'outdoor-advertising' }

const today = (ground: Ground) => dateInChina(ground.clock.now()).toString()

/** The media type of a model's text. */
export const mediaType = (kind: ModelKind) => (kind === 'form' || kind === 'item' ? 'application/json; charset=utf-8' : 'application/xml; charset=utf-8')

/** The models in force within reach. */
async function modelsWithin(ground: Ground, reach: Reach): Promise<ModelInForce[]> {
  return listModels(ground.sql, today(ground), reachCondition(reach, { organisations: ['v.body'], regions: ['v.region'] }, 2))
}

/** The model of these names within reach; refuses where there is none. */
export async function visibleModel(ground: Ground, { body, kind, name }: { body: string; kind: string; name: string }, reach: Reach): Promise<ModelInForce> {
  // Items are many and have a list of their own: only the one that is asked for is looked up.
  if (kind === 'item') {
    const item = await findItemModel(ground.sql, name, today(ground), reachCondition(reach, { organisations: ['v.body'], regions: ['v.region'] }, 3))
    if (item?.body !== body) throw modelNotFound({ body, kind, name })
    return item
  }
  const model = (await modelsWithin(ground, reach)).find((one) => one.body === body && one.kind === kind && one.name === name)
  if (!model) throw modelNotFound({ body, kind, name })
  return model
}

async function describeModels(ground: Ground, models: readonly ModelInForce[], reach: Reach) {
  const organisations = await findOrganisations(ground.sql, models.map((model) => model.body))
  const open = await listDrafts(ground.sql, { states: ['drafting', 'submitted'] }, reachCondition(reach, { organisations: ['d.body'], regions: ['d.region'] }, 7), 1000)
  return Promise.all(models.map(async ({ body, kind, name, digests, items }) => ({
    body: nameOrganisation(organisations, body), kind, name, title: await titleOfSource(ground, { body, kind, name }, digests[0] ?? ''), digests, items,
    drafts: open.filter((draft) => draft.body === body && draft.kind === kind && draft.name === name).length,
  })))
}

/** The operations on models in force. */
export function modelRoutes(ground: Ground): Route[] {
  return [
    route({
      method: 'GET', path: '/api/models', access: writers, zh: '列出现行的流程和决策', en: 'List the processes and decisions in force',
      answer: Type.Object({ items: Type.Array(ModelShape), next: Type.Null() }), example: { as: '{clerk}' },
      handle: async ({ reach }) => ({ items: await describeModels(ground, await modelsWithin(ground, reach), reach), next: null }),
    }),
    route({
      method: 'GET', path: '/api/models/:body/:kind/:name', access: writers, zh: '读取一个流程或决策：各版本、使用它的事项、在办件', en: 'Read a process or decision: its versions, the items that use it, their open cases',
      params: modelParams, answer: WholeModelShape, example: { as: '{clerk}', params: modelExample },
      handle: async ({ params, reach }) => {
        const model = await visibleModel(ground, params, reach)
        const [shown] = await describeModels(ground, [model], reach)
        if (!shown) throw new Error('one model gives one row')
        const versions = await listModelVersions(ground.sql, model.body, model.kind, model.name, today(ground))
        const { items: users } = await describeEffect(ground, model)
        return { ...shown, users: shown.items, items: users, versions: versions.map((one) => ({ ...one, publishedAt: timeText(one.publishedAt) })) }
      },
    }),
    route({
      method: 'GET', path: '/api/models/:body/:kind/:name/texts/:digest', access: writers, produces: 'application/xml', zh: '导出一个版本的原文', en: 'Export the stored text of a version, byte for byte',
      params: Type.Object({ ...modelParams.properties, digest: DigestShape }), example: { as: '{clerk}', params: { ...modelExample, digest: '{model-digest}' } },
      handle: async ({ params, reach, reply }) => {
        const model = await visibleModel(ground, params, reach)
        const known = await listModelVersions(ground.sql, model.body, model.kind, model.name, today(ground))
        const text = known.some((one) => one.digest === params.digest) ? await findModelText(ground.sql, model, params.digest) : undefined
        if (text === undefined) throw modelNotFound({ digest: params.digest })
        reply.type(mediaType(model.kind)).send(text)
      },
    }),
  ]
}
