// web/desk/src/api/paths.ts: the operations of the public API as types, written from the OpenAPI document in the shape that
// openapi-fetch reads; a test compares. `npm run types` writes it. (openapi-typescript needs the compiler API of TypeScript 5.)
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pino } from 'pino'
import { makeServer } from '#base/http'
import { contexts } from '../src/platform.ts'

export const typesFile = join(import.meta.dirname, '..', 'web', 'desk', 'src', 'api', 'paths.ts')

/** A JSON Schema (2020-12) as the document holds it, as far as types are made of it. */
interface Schema {
  type?: string | string[]
  enum?: unknown[]
  const?: unknown
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema | false
  prefixItems?: Schema[]
  additionalProperties?: boolean | Schema
  patternProperties?: Record<string, Schema>
}
interface Parameter { name: string; in: 'path' | 'query' | 'header' | 'cookie'; required?: boolean; schema: Schema }
interface Content { content?: Record<string, { schema?: Schema }> }
interface Operation { parameters?: Parameter[]; requestBody?: Content & { required?: boolean }; responses: Record<string, Content> }
export interface ApiDocument { paths: Record<string, Record<string, Operation>> }

/** The OpenAPI document of all contexts. No database: declaring routes touches nothing of the ground. */
export async function readDocument(): Promise<ApiDocument> {
  const ground = new Proxy({} as never, { get: (_, name) => (name === 'origin' ? 'http://localhost:8080' : undefined) })
  const app = await makeServer({
    routes: contexts.flatMap((context) => context.routes?.(ground) ?? []), runAct: () => Promise.reject(new Error('nothing is done here')), authenticate: async () => undefined,
    origin: 'http://localhost:8080', callsPerMinuteMax: 0, version: '0.1.0', fileBytesMax: 1, ready: async () => ({ ready: true }), logger: pino({ level: 'silent' }),
  })
  await app.ready()
  const document = (await app.inject('/api/openapi.json')).json<ApiDocument>()
  await app.close()
  return document
}

/** The type of a schema, on one line. */
export function typeOf(schema: Schema | undefined): string {
  if (schema === undefined) return 'unknown'
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum) return union(schema.enum.map((value) => JSON.stringify(value)))
  const either = schema.anyOf ?? schema.oneOf
  if (either) return union(either.map(typeOf))
  if (schema.allOf) return schema.allOf.map(typeOf).join(' & ')
  if (Array.isArray(schema.type)) return union(schema.type.map((type) => typeOf({ ...schema, type })))
  switch (schema.type) {
    case 'string': return 'string'
    case 'number': case 'integer': return 'number'
    case 'boolean': return 'boolean'
    case 'null': return 'null'
    case 'array': return arrayOf(schema)
    case 'object': return objectOf(schema)
    default: return schema.properties ? objectOf(schema) : 'unknown'
  }
}

function union(types: string[]): string {
  return [...new Set(types)].join(' | ')
}

function arrayOf({ items, prefixItems }: Schema): string {
  if (prefixItems) return `[${prefixItems.map(typeOf).join(', ')}]`
  const item = typeOf(items === false ? undefined : items)
  return /^(\w+|\{.*\})$/.test(item) && !item.includes('} |') ? `${item}[]` : `(${item})[]`
}

function objectOf({ properties, required = [], additionalProperties, patternProperties }: Schema): string {
  const fields = Object.entries(properties ?? {}).map(([name, schema]) => field(name, typeOf(schema), required.includes(name)))
  const others = Object.values(patternProperties ?? {})[0] ?? (typeof additionalProperties === 'object' ? additionalProperties : undefined)
  if (fields.length > 0) return `{ ${fields.join('; ')} }`
  return others || additionalProperties !== false ? `Record<string, ${typeOf(others)}>` : 'Record<string, never>'
}

function field(name: string, type: string, isRequired: boolean): string {
  return `${/^[A-Za-z_]\w*$/.test(name) ? name : JSON.stringify(name)}${isRequired ? '' : '?'}: ${type}`
}

function contentOf({ content }: Content): string {
  const kinds = Object.entries(content ?? {}).map(([kind, { schema }]) => field(kind, typeOf(schema), true))
  return kinds.length > 0 ? `{ content: { ${kinds.join('; ')} } }` : '{ content?: never }'
}

function operationOf({ parameters = [], requestBody, responses }: Operation): string {
  const places = (['query', 'header', 'path', 'cookie'] as const).map((place) => {
    const own = parameters.filter((one) => one.in === place)
    const isRequired = own.some((one) => one.required)
    return own.length === 0 ? `${place}?: never` : field(place, `{ ${own.map((one) => field(one.name, typeOf(one.schema), one.required === true)).join('; ')} }`, isRequired)
  })
  const answers = Object.entries(responses).map(([status, answer]) => `${status}: ${status === 'default' ? 'Refusal' : contentOf(answer)}`)
  return `{ parameters: { ${places.join('; ')} }; ${requestBody ? field('requestBody', contentOf(requestBody), requestBody.required === true) : 'requestBody?: never'}; responses: { ${answers.join('; ')} } }`
}

/** The whole text of the file. */
export function writeTypes(document: ApiDocument): string {
  const refusal = Object.values(Object.values(document.paths)[0] ?? {})[0]?.responses['default'] ?? {}
  return [
    '// The operations of the public API as types, in the shape that openapi-fetch reads: made from /api/openapi.json by',
    '// `npm run types`, never edited by hand.', '',
    `type Refusal = ${contentOf(refusal)}`, '',
    'export interface paths {',
    ...Object.entries(document.paths).map(([path, operations]) => `  '${path}': { ${Object.entries(operations).map(([method, one]) => `${method}: ${operationOf(one)}`).join('; ')} }`),
    '}', '',
  ].join('\n')
}

if (process.argv.includes('--write') && import.meta.main) await writeFile(typesFile, writeTypes(await readDocument()))
