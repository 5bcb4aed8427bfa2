// The OpenAPI document as a contract: which operations there are, and whether an answer is one that the document allows.
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'

/** One operation of the document. `path` as written there, with `{names}`. */
export interface Operation {
  method: string
  path: string
  parameters: Parameter[]
  /** JSON Schema of the body, where it takes JSON. */
  body?: object
  isUpload: boolean
}

export interface Parameter {
  name: string
  in: 'path' | 'query' | 'header' | 'cookie'
  required?: boolean
  schema: Record<string, unknown>
}

interface ResponseObject {
  content?: Record<string, { schema?: object }>
}

interface OperationObject {
  parameters?: Parameter[]
  requestBody?: { content: Record<string, { schema?: object }> }
  responses: Record<string, ResponseObject>
}

export interface Document {
  openapi: string
  paths: Record<string, Record<string, OperationObject>>
}

/** What a caller got. */
export interface Got {
  status: number
  type: string
  body: unknown
}

export interface Contract {
  operations: Operation[]
  /** What is wrong with an answer; empty when the document allows it. */
  check(operation: Pick<Operation, 'method' | 'path'>, got: Got): string[]
}

/** How the document says: a file, of whatever type it has. */
const anyBytes = 'application/octet-stream'

/** Reads the document. */
export function readContract(document: Document): Contract {
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  formats.default(ajv)
  const compiled = new Map<object, ValidateFunction>()
  const validatorOf = (schema: object) => {
    const known = compiled.get(schema) ?? ajv.compile(schema)
    compiled.set(schema, known)
    return known
  }
  const operations = Object.entries(document.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, one]) => operationOf(method, path, one)))
  return {
    operations,
    check: ({ method, path }, { status, type, body }) => {
      const described = document.paths[path]?.[method.toLowerCase()]?.responses
      const response = described?.[String(status)] ?? (status >= 400 ? described?.['default'] : undefined)
      if (!response) return [`status ${status} is not described`]
      if (status >= 400 && !type.startsWith('application/problem+json')) return [`a refusal came as ${type || 'nothing'}`]
      const content = response.content ?? {}
      const offered = Object.keys(content)
      if (offered.length === 0 || isEmptyAnswer(content)) return body === '' ? [] : ['an answer came where none is described']
      const media = offered.find((one) => type.startsWith(one) || (status < 400 && one === anyBytes)) ?? (status >= 400 ? offered[0] : undefined)
      if (media === undefined) return [`it came as ${type}, described are ${offered.join(', ')}`]
      const schema = content[media]?.schema
      if (!schema || typeof body === 'string') return []
      const validate = validatorOf(schema)
      return validate(body) ? [] : (validate.errors ?? []).slice(0, 5).map((error) => `${error.instancePath || '/'} ${error.message}`)
    },
  }
}

/** 204: described as null. */
function isEmptyAnswer(content: Record<string, { schema?: object }>): boolean {
  return Object.values(content).every(({ schema }) => schema !== undefined && 'type' in schema && schema.type === 'null')
}

function operationOf(method: string, path: string, one: OperationObject): Operation {
  const content = one.requestBody?.content ?? {}
  const body = content['application/json']?.schema
  return { method: method.toUpperCase(), path, parameters: one.parameters ?? [], ...(body ? { body } : {}), isUpload: 'multipart/form-data' in content }
}
