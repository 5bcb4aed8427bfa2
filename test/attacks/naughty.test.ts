// Naughty strings in every text field that the API takes: each is kept to the last character or refused under a code, never a fault, and no page
// shows it but as text. Generated over all operations from their shapes and examples; a new one is attacked without being named here.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Example, Route } from '#base/http'
import { contexts } from '../../src/platform.ts'
import { openCertificates, type Certificates } from '../front-proxy.ts'
import { openSources, type Sources } from '../proof-sources.ts'
import { openScene } from '../scenes.ts'
import { openTown, type Answer, type Town } from '../town.ts'
import { naughty, textsIn, unstorable } from './strings.ts'

interface Said {
  code: string
  fields: { path: string }[]
}

interface Schema {
  type?: string
  enum?: unknown[]
  const?: unknown
  format?: string
  pattern?: string
  maxLength?: number
  properties?: Record<string, Schema>
  items?: Schema
  anyOf?: Schema[]
  additionalProperties?: unknown
}

let town: Town
let sources: Sources
let certificates: Certificates
/** What was taken: the whole text by its number. */
const taken = new Map<number, { text: string; where: string }>()
const tally = { fields: 0, taken: 0, refused: 0 }
let count = 0

before(async () => {
  certificates = await openCertificates()
  sources = await openSources(() => town.clock.now().epochMilliseconds)
  town = await openTown({ relays: { smtp: 'smtp://127.0.0.1:9', sms: 'http://127.0.0.1:9/sms', proofs: sources.proofs, certificates: certificates.relay } })
})
after(async () => {
  await town.close()
  await sources.close()
  await certificates.close()
})

const unbuilt = new Proxy({} as never, { get: (_, name) => (name === 'origin' ? 'http://localhost:8080' : undefined) })
const routes: Route[] = contexts.flatMap((context) => context.routes?.(unbuilt) ?? []).filter((route) => route.body && route.path !== '/api/session/closing')

interface Field {
  path: string
  schema: Schema
}

/** The text fields of a body: those of the example, and those of its shape that the example leaves out. */
function fieldsOf(schema: Schema | undefined, value: unknown, at = ''): Field[] {
  if (!schema) return []
  const { anyOf, properties, items } = schema
  if (anyOf) return anyOf.flatMap((one) => fieldsOf(one, value, at)).filter((one, n, all) => all.findIndex(({ path }) => path === one.path) === n)
  if (properties) return Object.entries(properties).flatMap(([name, one]) => fieldsOf(one, typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined, `${at}/${name}`))
  if (items) return Array.isArray(value) ? value.flatMap((one, n) => fieldsOf(items, one, `${at}/${n}`)) : []
  const isText = schema.type === 'string' && !schema.enum && schema.const === undefined && schema.format === undefined
  // Open objects are forms: their answers are texts too.
  if (!isText && typeof value === 'object' && value !== null && !Array.isArray(value)) return Object.entries(value).flatMap(([name, one]) => (typeof one === 'string' ? [{ path: `${at}/${name}`, schema: { type: 'string' } }] : []))
  return isText ? [{ path: at, schema }] : []
}

/** A body with one value set; objects on the way that the example leaves out are not made. */
function set(body: unknown, path: string, value: string | undefined): unknown {
  const [name, ...rest] = path.split('/').slice(1)
  if (name === undefined) return value
  if (typeof body !== 'object' || body === null) return body
  const inner = set((body as Record<string, unknown>)[name], rest.length === 0 ? '' : `/${rest.join('/')}`, value)
  if (Array.isArray(body)) return body.map((one, n) => (n === Number(name) ? inner : one))
  if (inner === undefined) return Object.fromEntries(Object.entries(body).filter(([key]) => key !== name))
  return { ...body, [name]: inner }
}

function get(body: unknown, path: string): unknown {
  return path.split('/').slice(1).reduce<unknown>((one, name) => (typeof one === 'object' && one !== null ? (one as Record<string, unknown>)[name] : undefined), body)
}

function judge(where: string, { status, body }: Answer<Said>): void {
  assert.ok(status < 500, `${where}: ${status} ${JSON.stringify(body).slice(0, 400)}`)
  if (status >= 400) assert.match(body.code, /^[a-z]+(-[a-z]+)*\.[a-z-]+$/, where)
}

for (const route of routes) {
  const where = `${route.method} ${route.path}`
  test(where, async () => {
    const example = (await openScene(town).fill(route.example)) as Example
    const url = `${route.path.replace(/:([A-Za-z]+)/g, (_, name: string) => encodeURIComponent(example.params?.[name] ?? ''))}`
    const cookies = Object.entries(example.cookies ?? {}).map(([name, value]) => `${name}=${value}`)
    const cookie = [...(example.as ? [await town.cookieOf(example.as)] : []), ...cookies].join('; ')
    const send = (body: unknown) => town.call<Said>(route.method, url, { body, headers: { ...example.headers, ...(cookie ? { cookie } : {}) } })
    const fields = fieldsOf(route.body as Schema, example.body)
    tally.fields += fields.length
    for (const { path } of fields) {
      for (const text of unstorable) {
        const body = set(example.body, path, text)
        if (get(body, path) !== text) continue
        const answer = await send(body)
        judge(`${where} ${path}`, answer)
        assert.ok(answer.status >= 400, `${where} ${path} takes what cannot be stored`)
      }
    }
    await place(where, example.body, fields, send)
  })
}

/** Sends all fields at once, and again without those that are refused by name, until what is left is taken or nothing is left. */
async function place(where: string, example: unknown, fields: Field[], send: (body: unknown) => Promise<Answer<Said>>): Promise<void> {
  let left = fields.map((field) => {
    const n = ++count
    return { ...field, n, text: naughty(n, field.schema.maxLength, field.schema.pattern === undefined) }
  })
  for (let tries = 0; tries < 12 && left.length > 0; tries++) {
    const body = left.reduce((one, { path, text }) => set(one, path, text), example)
    const answer = await send(body)
    judge(where, answer)
    if (answer.status < 400) {
      for (const { n, text, path } of left) if (get(body, path) === text) taken.set(n, { text, where: `${where} ${path}` })
      tally.taken += left.length
      return
    }
    const named = new Set((answer.body.fields ?? []).map(({ path }) => path))
    const stays = left.filter(({ path }) => ![...named].some((one) => path === one || path.startsWith(`${one}/`) || path.endsWith(one)))
    // Refused for another reason: the first that is not free text goes, such as an identifier that nothing has.
    const drop = left.findIndex(({ schema }) => (schema.maxLength ?? 5000) <= 100)
    const next = stays.length < left.length ? stays : left.filter((_, at) => at !== Math.max(0, drop))
    tally.refused += left.length - next.length
    left = next
  }
}

test('most text fields of the API were reached, and most free ones took it', () => {
  assert.ok(tally.fields > 250, JSON.stringify(tally))
  assert.ok(taken.size > 100, JSON.stringify(tally))
})

test('what was taken stands in the database to the last character wherever it stands, and in no entry of the ledger', async () => {
  const { sql } = town.platform.ground
  await town.settle()
  const columns = await sql.rows<{ schema: string; table: string; column: string }>(
    `select c.table_schema as schema, c.table_name as table, c.column_name as column from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
     where t.table_type = 'BASE TABLE' and c.data_type in ('text', 'character varying', 'jsonb', 'json', 'ARRAY') and c.table_schema not in ('pg_catalog', 'information_schema')`,
  )
  const found = new Set<number>()
  const changed: string[] = []
  for (const { schema, table, column } of columns) {
    const rows = await sql.rows<{ value: unknown }>(`select to_jsonb("${column}") as value from "${schema}"."${table}" where "${column}"::text like '%<nty-%'`)
    assert.ok(rows.length === 0 || !(schema === 'act' && table === 'entries'), `the ledger holds words in ${column}`)
    for (const text of rows.flatMap(({ value }) => textsIn(value))) {
      for (const [, number] of text.matchAll(/<nty-(\d+)>/g)) {
        const n = Number(number)
        const known = taken.get(n)
        // What was refused afterwards, or is part of a longer text that was made of it, is judged by what it holds.
        if (known === undefined) continue
        if (text.includes(known.text) || text.includes(known.text.trim().normalize('NFC'))) found.add(n)
        else changed.push(`${known.where} in ${schema}.${table}.${column}: ${JSON.stringify(text).slice(0, 200)}`)
      }
    }
  }
  assert.deepEqual(changed, [])
  assert.ok(found.size > 100, `${found.size} of ${taken.size} were found`)
})

/** The pages of somebody's own matters. */
async function mattersOf(login: string): Promise<string[]> {
  const { body } = await town.call<{ items: { number: string }[] }>('GET', '/api/cases?limit=50', { as: login })
  return body.items.map(({ number }) => `/cases/${encodeURIComponent(number)}`)
}

/** The pages that lead on from one, each address once, as somebody sees them. */
async function crawl(login: string, starts: readonly string[], pagesMax: number): Promise<Map<string, string>> {
  const headers = { cookie: await town.cookieOf(login) }
  const seen = new Map<string, string>()
  const waiting = [...starts]
  for (let path = waiting.shift(); path !== undefined && seen.size < pagesMax; path = waiting.shift()) {
    if (seen.has(path)) continue
    const answer = await town.app.inject({ url: path, headers })
    assert.ok(answer.statusCode < 500, `${path} ${answer.statusCode}`)
    seen.set(path, String(answer.headers['content-type']).startsWith('text/html') ? answer.body : '')
    if (typeof answer.headers.location === 'string') waiting.push(answer.headers.location)
    for (const [, href = ''] of answer.body.matchAll(/href="(\/(?!desk|api|assets|items|publicity|oidc|sign)[^"#]*)"/g)) waiting.push(href.replaceAll('&amp;', '&'))
  }
  return seen
}

test('no page of the portal shows any of it but as text, in either language', async () => {
  town.forgetSessions()
  let shown = 0
  for (const login of ['zhang.min', 'yunhe.media', 'li.guiying']) {
    for (const [path, page] of await crawl(login, ['/my', '/notifications', '/my/data', '/acting', '/account', '/my?lang=en', ...(await mattersOf(login))], 150)) {
      assert.doesNotMatch(page, /<nty-\d|<script>alert|<img src=x|<svg\/onload/, `${login} ${path}`)
      assert.doesNotMatch(page, /="[^"]*<nty-|href="javascript:/, `${login} ${path}`)
      if (page.includes('&lt;nty-')) shown++
    }
  }
  assert.ok(shown > 5, `${shown} pages showed any`)
})
