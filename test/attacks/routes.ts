// Every route of the server, as the server itself lists them: nothing can be forgotten.
import type { FastifyInstance } from 'fastify'

export interface ListedRoute {
  method: string
  /** With `:names`. */
  url: string
}

/** All routes of all faces, from the tree that the server prints. */
export function listRoutes(app: FastifyInstance): ListedRoute[] {
  const prefixes: string[] = []
  return app.printRoutes({ commonPrefix: false }).split('\n').flatMap((line) => {
    const found = /^([│ ]*)[├└]── (.*?)(?: \(([A-Z, ]+)\))?$/.exec(line)
    if (!found) return []
    const [, indent = '', part = '', methods = ''] = found
    const depth = indent.length / 4
    prefixes.length = depth
    prefixes[depth] = `${prefixes[depth - 1] ?? ''}${part}`
    return methods.split(', ').filter((method) => method !== '').map((method) => ({ method, url: prefixes[depth] ?? '' }))
  })
}
