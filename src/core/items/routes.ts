// HTTP of items. Items are public: anyone may read them.
import { Type } from 'typebox'
import type { Ground } from '#base/context'
import { page, pageOf, pageQuery, readCursor, route, type Route } from '#base/http'
import { dateInChina, timeText } from '#base/time'
import { visibleFields } from '#engines/forms'
import { describeStages } from '#engines/process'
import { findOrganisations, nameOrganisation } from '#core/organisations'
import { ItemSchema, ItemTypeSchema, narrowedMaterials, TargetSchema, TextSchema } from '#core/packs'
import { readGuide, type Block } from './guide.ts'
import type { Item } from './item.ts'
import { getItem } from './read.ts'
import { countItems, listItems, listVersions, type ItemFilter, type ItemRow } from './store.ts'

const Named = Type.Object({ code: Type.String(), name: TextSchema })
const LimitsShape = Type.Union([Type.Unsafe<ItemRow['limits']>({ ...ItemSchema.properties.limits, additionalProperties: true }), Type.Null()])
const RowShape = Type.Object({
  code: Type.String(), version: Type.Integer(), name: TextSchema, type: ItemTypeSchema, body: Named, region: Type.Union([Type.String(), Type.Null()]),
  targets: Type.Array(Type.String()), caseKind: Type.String(), onsiteVisits: Type.Union([Type.Integer(), Type.Null()]), limits: LimitsShape,
})
const BlockShape = Type.Object({ kind: Type.Unsafe<Block['kind']>({ enum: ['heading', 'paragraph', 'list'] }), text: Type.Optional(Type.String()), ordered: Type.Optional(Type.Boolean()), items: Type.Optional(Type.Array(Type.String())) })
const ItemShape = Type.Object({
  code: Type.String(), version: Type.Integer(), versionId: Type.String({ format: 'uuid' }), effectiveFrom: Type.String({ format: 'date' }),
  effectiveTo: Type.Union([Type.String({ format: 'date' }), Type.Null()]), flags: Type.Array(Type.String()),
  content: Type.Unsafe<Item['content']>({ ...ItemSchema, additionalProperties: true }),
  guide: Type.Object({ zh: Type.Array(BlockShape), en: Type.Optional(Type.Array(BlockShape)) }, { description: 'The Markdown of content.guide, read into blocks for faces' }),
  bodies: Type.Array(Named), stages: Type.Array(Type.Object({ element: Type.String(), name: TextSchema })),
})
const codeParam = Type.Object({ code: Type.String({ minLength: 1, maxLength: 80 }) })
const versionQuery = Type.Object({ version: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000, description: 'One version, in force or not; without it the one in force' })) })
const filterQuery = {
  q: Type.Optional(Type.String({ maxLength: 100, description: 'Words of the title, an alias, the department or the code' })),
  body: Type.Optional(Type.String({ maxLength: 30 })), type: Type.Optional(ItemTypeSchema), target: Type.Optional(TargetSchema),
}

function filterOf(ground: Ground, query: { q?: string; body?: string; type?: string; target?: string }): ItemFilter {
  const words = (query.q ?? '').normalize('NFKC').toLowerCase().split(/\s+/).filter((word) => word !== '').slice(0, 8)
  return { words, body: query.body, type: query.type, target: query.target, on: dateInChina(ground.clock.now()).toString() }
}

/** The operations on items. */
export function itemRoutes(ground: Ground): Route[] {
  return [listRoute(ground), facetRoute(ground), readRoute(ground), ...sourceRoutes(ground), versionsRoute(ground), materialsRoute(ground)]
}

function listRoute(ground: Ground): Route {
  return route({
    method: 'GET', path: '/api/items', access: 'anyone',
    zh: '查找政务服务事项（当前生效的版本）', en: 'Find service items in force',
    query: Type.Object({ ...filterQuery, ...pageQuery }), answer: pageOf(RowShape), example: { query: { q: '户外广告' } },
    handle: async ({ query }) => {
      const after = readCursor(query.cursor, 2)
      const limit = query.limit ?? 20
      const rows = await listItems(ground.sql, filterOf(ground, query), limit + 1, after && { rank: Number(after[0]), code: String(after[1]) })
      const names = await findOrganisations(ground.sql, rows.map((row) => row.body))
      const { items, next } = page(rows, limit, (row) => [row.rank, row.code])
      return {
        next,
        items: items.map((row) => ({
          code: row.code, version: row.version, name: { zh: row.nameZh, ...(row.nameEn ? { en: row.nameEn } : {}) }, type: row.type as Item['content']['type'],
          body: nameOrganisation(names, row.body), region: row.region, targets: row.targets,
          caseKind: row.caseKind, onsiteVisits: row.onsiteVisits, limits: row.limits,
        })),
      }
    },
  })
}

function facetRoute(ground: Ground): Route {
  return route({
    method: 'GET', path: '/api/item-facets', access: 'anyone',
    zh: '按类型、部门、服务对象统计事项数', en: 'Count items by type, body and target',
    query: Type.Object(filterQuery), example: {},
    answer: Type.Object({
      types: Type.Array(Type.Object({ value: Type.String(), count: Type.Integer() })),
      bodies: Type.Array(Type.Object({ value: Type.String(), name: TextSchema, count: Type.Integer() })),
      targets: Type.Array(Type.Object({ value: Type.String(), count: Type.Integer() })),
    }),
    handle: async ({ query }) => {
      const rows = await countItems(ground.sql, filterOf(ground, query))
      const of = (facet: string) => rows.filter((row) => row.facet === facet).map(({ value, count }) => ({ value, count }))
      const names = await findOrganisations(ground.sql, of('body').map((row) => row.value))
      return { types: of('type'), targets: of('target'), bodies: of('body').map((row) => ({ ...row, name: nameOrganisation(names, row.value).name })) }
    },
  })
}

function readRoute(ground: Ground): Route {
  return route({
    method: 'GET', path: '/api/items/:code', access: 'anyone',
    zh: '读取一个事项的办事指南', en: 'Read the guide of an item',
    params: codeParam, query: versionQuery, answer: ItemShape, example: { params: { code: '{item}' }, query: { version: 1 } },
    handle: async ({ params, query }) => {
      const item = await getItem(ground.sql, params.code, ground.clock.now(), query.version)
      const { bodies } = item.content
      const codes = [...new Set([bodies.deciding, bodies.handling, bodies.receiving, ...(bodies.joint ?? []).map((joint) => joint.organisation)])]
      const names = await findOrganisations(ground.sql, codes)
      return {
        code: item.code, version: item.version, versionId: item.versionId, effectiveFrom: item.effectiveFrom, effectiveTo: item.effectiveTo, flags: item.flags,
        content: item.content, guide: readGuide(item.content.guide), bodies: codes.map((code) => nameOrganisation(names, code)),
        stages: describeStages(item.process).map(({ element, name }) => ({ element, name })),
      }
    },
  })
}

/** Answers of a scenario in an address: `who:self,kind:shop`. */
function readScenario(text: string | undefined): Record<string, string> {
  return Object.fromEntries((text ?? '').split(',').map((one) => one.split(':')).filter(([key, value]) => key && value).map(([key = '', value = '']) => [key, value]))
}

function materialsRoute(ground: Ground): Route {
  return route({
    method: 'GET', path: '/api/items/:code/materials', access: 'anyone', zh: '按情形列出需要的材料和要填的问题数', en: 'The materials in somebody’s situation, and how many questions are asked', params: codeParam,
    query: Type.Object({ applicant: Type.Optional(Type.Unsafe<'natural' | 'legal'>({ enum: ['natural', 'legal'] })), scenario: Type.Optional(Type.String({ maxLength: 1000, description: 'key:value, divided by commas' })), ...versionQuery.properties }),
    answer: Type.Object({ all: Type.Integer(), questions: Type.Integer(), materials: Type.Array(Type.Object({ key: Type.String(), certain: Type.Boolean({ description: 'False where it hangs on answers of the form' }) })) }),
    example: { params: { code: '{item}' }, query: { applicant: 'legal', scenario: 'who:self' } },
    handle: async ({ params, query }) => {
      const { content, form } = await getItem(ground.sql, params.code, ground.clock.now(), query.version)
      const scenario = readScenario(query.scenario)
      const sets = Object.assign({}, ...(content.scenarios ?? []).map(({ key, options }) => options.find(({ value }) => value === scenario[key])?.sets ?? {})) as Record<string, unknown>
      const materials = narrowedMaterials(content, { form: sets, scenario, ...(query.applicant ? { applicant: { kind: query.applicant } } : {}) })
      const questions = visibleFields(form, sets).filter(({ name, compute }) => !compute && !(name in sets)).length
      return { all: content.materials.length, questions, materials: materials.map(({ material, certain }) => ({ key: material.key, certain })) }
    },
  })
}

function sourceRoutes(ground: Ground): Route[] {
  return [
    route({
      method: 'GET', path: '/api/items/:code/form', access: 'anyone',
      zh: '读取事项的表单（JSON Schema 与布局）', en: 'Read the form of an item (JSON Schema and layout)',
      params: codeParam, query: versionQuery, answer: Type.Unsafe<Item['form']['definition']>({ type: 'object', additionalProperties: true }), example: { params: { code: '{item}' } },
      handle: async ({ params, query }) => (await getItem(ground.sql, params.code, ground.clock.now(), query.version)).form.definition,
    }),
    route({
      method: 'GET', path: '/api/items/:code/process', access: 'anyone', produces: 'application/xml',
      zh: '读取事项的流程（BPMN 2.0）', en: 'Read the process of an item (BPMN 2.0 XML)',
      params: codeParam, query: versionQuery, example: { params: { code: '{item}' } },
      handle: async ({ params, query, reply }) => {
        reply.type('application/xml; charset=utf-8').send((await getItem(ground.sql, params.code, ground.clock.now(), query.version)).processXml)
      },
    }),
  ]
}

function versionsRoute(ground: Ground): Route {
  return route({
    method: 'GET', path: '/api/items/:code/versions', access: 'anyone',
    zh: '列出事项的全部版本', en: 'List all versions of an item',
    params: codeParam, example: { params: { code: '{item}' } },
    answer: Type.Object({ items: Type.Array(Type.Object({ versionId: Type.String(), version: Type.Integer(), name: Type.String(), origin: Type.String(), effectiveFrom: Type.String({ format: 'date' }), effectiveTo: Type.Union([Type.String({ format: 'date' }), Type.Null()]), publishedAt: Type.String({ format: 'date-time' }) })) }),
    handle: async ({ params }) => ({
      items: (await listVersions(ground.sql, params.code)).map((row) => ({ versionId: row.id, version: row.version, name: row.nameZh, origin: row.origin, effectiveFrom: row.effectiveFrom, effectiveTo: row.effectiveTo, publishedAt: timeText(row.publishedAt) })),
    }),
  })
}
