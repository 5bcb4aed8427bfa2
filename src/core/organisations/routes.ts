// Organisations over HTTP. No rule lives here.
import { Type } from 'typebox'
import type { Ground } from '#base/context'
import { page, pageOf, pageQuery, readCursor, route, type Route } from '#base/http'
import { regionPrefix } from '#core/access'
import { sectionKinds, type OrganisationKind } from './organisation.ts'
import { getOrganisation } from './read.ts'
import { selectPage } from './store.ts'

const TextShape = Type.Object({ zh: Type.String(), en: Type.Optional(Type.String()) })
const KindShape = Type.Unsafe<OrganisationKind>({ type: 'string', enum: ['government', 'department', 'hall', 'court', 'institution', 'other', ...sectionKinds] })
const OrganisationShape = Type.Object({
  code: Type.String({ description: 'GB 32100 where it has one' }),
  name: TextShape,
  short: Type.Optional(TextShape),
  region: Type.String(),
  kind: KindShape,
  superior: Type.Optional(Type.String({ description: 'Code of the organisation above it' })),
  address: Type.Optional(TextShape),
  phone: Type.Optional(Type.String()),
  origin: Type.Unsafe<'pack' | 'import'>({ type: 'string', enum: ['pack', 'import'] }),
  codeValid: Type.Boolean({ description: 'Whether the code passes its own check' }),
})

export function routes(ground: Ground): Route[] {
  return [
    route({
      method: 'GET', path: '/api/organisations', zh: '机构表：按名称、代码、区划查找', en: 'Organisations, by name, code or region', access: 'anyone',
      query: Type.Object({
        ...pageQuery,
        q: Type.Optional(Type.String({ minLength: 1, maxLength: 100, pattern: '^[^\\u0000]*$', description: 'Part of the name, or the code' })),
        region: Type.Optional(Type.String({ pattern: '^[0-9]{6,12}$', description: 'This region and all below it' })),
        kind: Type.Optional(KindShape),
        of: Type.Optional(Type.String({ minLength: 1, maxLength: 80, pattern: '^[^\\u0000]*$', description: 'The sections of this body; without it and without a kind sections are left out' })),
      }),
      answer: pageOf(OrganisationShape), example: { query: { q: '局', region: '990100' } },
      handle: async ({ query }) => {
        const limit = query.limit ?? 20
        const rows = await selectPage(ground.sql, {
          ...(query.q === undefined ? {} : { q: query.q }),
          ...(query.kind === undefined ? {} : { kind: query.kind }),
          ...(query.of === undefined ? {} : { of: query.of }),
          ...(query.region === undefined ? {} : { regionPrefix: regionPrefix(query.region) }),
          after: String(readCursor(query.cursor, 1)?.[0] ?? ''), limit: limit + 1,
        })
        return page(rows, limit, (row) => [row.code])
      },
    }),
    route({
      method: 'GET', path: '/api/organisations/:code', zh: '一个机构', en: 'One organisation', access: 'anyone',
      params: Type.Object({ code: Type.String({ pattern: '^[^\\u0000]{1,80}$' }) }),
      answer: OrganisationShape, example: { params: { code: '11990100700140426Y' } },
      handle: ({ params }) => getOrganisation(ground.sql, params.code),
    }),
  ]
}
