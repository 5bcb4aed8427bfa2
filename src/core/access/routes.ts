// The register of roles over HTTP. No rule lives here.
import { Type } from 'typebox'
import { route, type Route } from '#base/http'
import { roles } from './role.ts'

const TextShape = Type.Object({ zh: Type.String(), en: Type.Optional(Type.String()) })
const RoleShape = Type.Object({ code: Type.String(), name: TextShape, duty: TextShape, officer: Type.Boolean({ description: 'One of the three officers 三员' }) })

export function routes(): Route[] {
  return [
    route({
      method: 'GET', path: '/api/roles', zh: '职责表', en: 'The roles a post may have', access: 'anyone',
      answer: Type.Object({ items: Type.Array(RoleShape), next: Type.Null() }), example: {},
      handle: async () => ({ items: [...roles], next: null }),
    }),
  ]
}
