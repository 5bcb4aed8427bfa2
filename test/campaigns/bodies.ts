// Random requests: near what an operation asks for, and far from it. The same seed gives the same requests.
import { atRandom, type Draw } from './draw.ts'
import type { Operation } from '../contract.ts'

/** A request as it goes over HTTP. */
export interface RandomRequest {
  method: string
  url: string
  body?: string
  headers: Record<string, string>
}

/** Real ids by the name of a parameter, so that some requests reach the rules behind the shapes. */
export type Known = Record<string, readonly string[]>

type Schema = Record<string, unknown>

/** Makes one request for an operation. */
export function drawRequest(operation: Operation, known: Known, draw: Draw): RandomRequest {
  let url = operation.path
  const query = new URLSearchParams()
  for (const parameter of operation.parameters) {
    const value = known[parameter.name] && draw.isOneIn(2) ? draw.oneOf(known[parameter.name] ?? []) : asText(drawValue(parameter.schema, draw, 0))
    if (parameter.in === 'path') url = url.replace(`{${parameter.name}}`, encodeURIComponent(value.slice(0, 300).toWellFormed() || 'x'))
    else if (parameter.in === 'query' && (parameter.required || draw.isOneIn(2))) query.append(parameter.name, value.slice(0, 2000))
  }
  const text = query.toString()
  return { method: operation.method, url: text ? `${url}?${text}` : url, ...drawBody(operation, draw) }
}

function drawBody(operation: Operation, draw: Draw): Pick<RandomRequest, 'body' | 'headers'> {
  const json = { 'content-type': 'application/json' }
  if (operation.isUpload) return drawUpload(draw)
  if (!operation.body) return draw.isOneIn(10) ? { headers: json, body: JSON.stringify(atRandom(draw)) } : { headers: {} }
  if (draw.isOneIn(20)) return { headers: json, body: draw.oneOf(['', '{', '[]', 'null', '"x"', '{"a":', '\u0000', '{"__proto__":{"x":1}}', '{"constructor":{"prototype":{}}}']) }
  if (draw.isOneIn(30)) return { headers: { 'content-type': draw.oneOf(['text/plain', 'application/xml', 'multipart/form-data; boundary=x', 'application/json; charset=utf-16']) }, body: 'x' }
  return { headers: json, body: JSON.stringify(draw.isOneIn(6) ? atRandom(draw) : drawValue(operation.body as Schema, draw, 0)) }
}

function drawUpload(draw: Draw): Pick<RandomRequest, 'body' | 'headers'> {
  const headers = { 'content-type': 'multipart/form-data; boundary=seam' }
  const name = draw.oneOf(['说明.txt', '../../etc/passwd', 'a'.repeat(400), '\u202egpj.exe', '', 'x.html'])
  const part = (disposition: string, content: string) => `--seam\r\nContent-Disposition: form-data; ${disposition}\r\n\r\n${content}\r\n`
  const field = part('name="material"', draw.oneOf(['other', 'sitePlan', '', 'x'.repeat(90), '材料']))
  const file = part(`name="file"; filename="${name}"`, draw.oneOf(['文字', '', '%PDF-1.7 nothing', '<script>1</script>', 'MZ\u0000\u0000', draw.text(300)]))
  return { headers, body: draw.oneOf([`${field}${file}--seam--\r\n`, `${file}--seam--\r\n`, `${field}--seam--\r\n`, `${field}${file}`, '--seam', '', `${file}${file}--seam--\r\n`]) }
}

const asText = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value)) ?? ''

/** A value near a schema: mostly of its shape, now and then not. */
function drawValue(schema: Schema, draw: Draw, depth: number): unknown {
  if (depth > 6 || draw.isOneIn(14)) return atRandom(draw)
  const options = (schema['anyOf'] ?? schema['oneOf']) as Schema[] | undefined
  if (options?.length) return drawValue(draw.oneOf(options), draw, depth)
  const allowed = schema['enum'] as unknown[] | undefined
  if (allowed?.length) return draw.oneOf(allowed)
  if ('const' in schema) return schema['const']
  const type = Array.isArray(schema['type']) ? draw.oneOf(schema['type'] as string[]) : schema['type']
  if (type === 'object' || schema['properties']) return drawObject(schema, draw, depth)
  if (type === 'array') return Array.from({ length: Math.max(Number(schema['minItems'] ?? 0), draw.number(4)) }, () => drawValue((schema['items'] as Schema | undefined) ?? {}, draw, depth + 1))
  if (type === 'integer' || type === 'number') return draw.oneOf([0, 1, -1, 5, 15, 100, 1e9, 2 ** 53, -0.5, Number(schema['minimum'] ?? 3), Number(schema['maximum'] ?? 30)])
  if (type === 'boolean') return draw.isOneIn(2)
  if (type === 'null') return null
  return drawText(schema, draw)
}

function drawObject(schema: Schema, draw: Draw, depth: number): Record<string, unknown> {
  const required = new Set((schema['required'] as string[] | undefined) ?? [])
  const value: Record<string, unknown> = {}
  for (const [name, inner] of Object.entries((schema['properties'] as Record<string, Schema> | undefined) ?? {})) {
    if (required.has(name) ? !draw.isOneIn(25) : draw.isOneIn(2)) value[name] = drawValue(inner, draw, depth + 1)
  }
  const others = Object.values((schema['patternProperties'] as Record<string, Schema> | undefined) ?? {})[0]
  if (!schema['properties']) for (let n = draw.number(4); n > 0; n--) value[draw.oneOf(['siteAddress', 'width', 'who', '0', '1', 'a', '键', '__proto__', 'constructor'])] = others ? drawValue(others, draw, depth + 1) : atRandom(draw)
  return draw.isOneIn(25) ? { ...value, [draw.text(8)]: atRandom(draw) } : value
}

function drawText(schema: Schema, draw: Draw): string {
  const format = schema['format']
  if (format === 'uuid') return draw.oneOf([crypto.randomUUID(), '00000000-0000-7000-8000-000000000000', 'FFFFFFFF-FFFF-4FFF-8FFF-FFFFFFFFFFFF'])
  if (format === 'date') return draw.oneOf(['2026-11-23', '2026-12-31', '0001-01-01', '9999-12-31', '2026-02-30', '10000-01-01'])
  if (format === 'date-time') return draw.oneOf(['2026-11-23T00:00:00Z', 'yesterday', '9999-12-31T23:59:59Z'])
  return draw.text(Math.min(Number(schema['maxLength'] ?? 40), 200))
}
