// Writers of answers, made once for each shape and when the first answer has it. Many routes answer with the same shape under
// several statuses, and each writer keeps its generated source: one for each route and status was a third of what the server
// held at rest. Made at once, they cost every start half a second.
import { createRequire } from 'node:module'
import type { FastifyServerOptions } from 'fastify'

type Compilers = NonNullable<NonNullable<FastifyServerOptions['schemaController']>['compilersFactory']>
type MakeFactory = () => NonNullable<Compilers['buildSerializer']>

type Write = ReturnType<ReturnType<NonNullable<Compilers['buildSerializer']>>>

/** What Ajv saves in its code by going over it once more costs the first call more than all later ones gain. */
export const quickCode = { optimize: false }

// Kept for the process and not for one server: tests open many, all with the same shapes.
const known = new Map<string, Write>()

/** Fastify's own maker of writers, asked once for each shape. */
export function serializersByShape(): NonNullable<Compilers['buildSerializer']> {
  // The package belongs to Fastify, in the version that fits it.
  const own = createRequire(createRequire(import.meta.url).resolve('fastify'))
  const factory = (own('@fastify/fast-json-stringify-compiler') as MakeFactory)()
  return (externalSchemas, options) => {
    const compile = factory(externalSchemas, { ...options, ajv: { code: quickCode } })
    return (route) => {
      const shape = JSON.stringify(route.schema)
      return (answer) => {
        const made = known.get(shape) ?? compile(route)
        known.set(shape, made)
        return made(answer)
      }
    }
  }
}
