// Bodies that try to say more than they may, or to be something else than they seem: over every operation that takes one.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { begin } from '../carry.ts'
import { readContract, type Document, type Operation } from '../contract.ts'
import { openResident } from '../scenes-life.ts'
import { openTown, type Town } from '../town.ts'

interface Said {
  code: string
  fields: { path: string; code: string }[]
}

type Schema = Record<string, unknown>

let town: Town
let operations: Operation[]

before(async () => {
  town = await openTown()
  operations = readContract((await town.call<Document>('GET', '/api/openapi.json')).body as Document).operations
})
after(() => town.close())

/** What somebody would like to say of himself or of a matter. */
const wished = { id: '00000000-0000-7000-8000-000000000001', account: 'zhang.min', principal: 'zhang.min', owner: 'zhang.min', actor: 'system', isAdmin: true, role: 'approver', roles: ['system-admin'], posts: [{ role: 'head' }], organisation: '11990100700140426Y', assuranceLevel: 5, state: 'finished', outcome: 'granted', number: '1', confirmedAt: '2026-01-01T00:00:00Z', at: '2026-01-01T00:00:00Z', digest: 'x', salt: 'x', strength: 2 }
const bodyOf = ({ body }: Operation): Schema | undefined => body as Schema | undefined
const samples: Record<string, string> = { channel: 'email', year: '2026', party: '1', kind: 'process' }
const pathOf = (operation: Operation) => operation.path.replace(/\{(\w+)\}/g, (_, name: string) => samples[name] ?? '00000000-0000-7000-8000-000000000000')
const send = (operation: Operation, payload: string, cookie?: string) => town.app.inject({ method: operation.method as 'POST', url: pathOf(operation), headers: { 'content-type': 'application/json', ...(cookie ? { cookie } : {}) }, payload })

/** Every place in a schema where an object with named fields is taken, as JSON pointers into a value that has one there. */
function objectsIn(schema: Schema, at = ''): { at: string; isOpen: boolean }[] {
  const parts = [...((schema['anyOf'] ?? schema['oneOf'] ?? []) as Schema[])]
  const properties = Object.entries((schema['properties'] ?? {}) as Record<string, Schema>)
  const here = schema['properties'] ? [{ at, isOpen: schema['additionalProperties'] !== false && !schema['patternProperties'] }] : []
  const items = schema['items'] ? objectsIn(schema['items'] as Schema, `${at}/0`) : []
  return [...here, ...parts.flatMap((part) => objectsIn(part, at)), ...properties.flatMap(([name, one]) => objectsIn(one, `${at}/${name}`)), ...items]
}

/** A value that reaches the place: objects and lists with nothing else in them, and there what is wished. */
function reaching(at: string): unknown {
  const [name, ...rest] = at.split('/').slice(1)
  if (name === undefined) return { ...wished, zzz: 1 }
  const inner = reaching(rest.length === 0 ? '' : `/${rest.join('/')}`)
  return name === '0' ? [inner] : { [name]: inner }
}

test('no operation takes a field that it does not name: what is wished for is refused by name, in the body and in every object inside it', async () => {
  let places = 0
  for (const operation of operations) {
    const schema = bodyOf(operation)
    if (!schema) continue
    for (const { at, isOpen } of objectsIn(schema)) {
      // What a browser says of a passkey is read by the library alone, and only what it knows.
      if (isOpen && at === '/response') continue
      places++
      assert.ok(!isOpen, `${operation.method} ${operation.path} ${at || '/'} takes any field`)
      const answer = await send(operation, JSON.stringify(reaching(at)))
      const { code, fields } = answer.json<Said>()
      assert.deepEqual([answer.statusCode, code], [400, 'http.invalid-request'], `${operation.method} ${operation.path} ${at}`)
      assert.ok(fields.some((field) => field.path === `${at}/zzz` && field.code === 'additionalProperties'), `${operation.method} ${operation.path} ${at}: ${JSON.stringify(fields).slice(0, 300)}`)
    }
  }
  assert.ok(places > 120, `${places} places`)
})

test('what has to be said is not said by blanks: a text that shows nothing is refused by every operation that needs one', async () => {
  let tried = 0
  for (const operation of operations) for (const [name, shape] of Object.entries((bodyOf(operation)?.['properties'] ?? {}) as Record<string, Schema>)) {
    if (shape['minLength'] !== 1 || shape['type'] !== 'string') continue
    for (const blank of ['　', '\u200b\u2800', ' \t\u3164']) {
      tried++
      const answer = await send(operation, JSON.stringify({ [name]: blank }))
      assert.equal(answer.statusCode, 400, `${operation.method} ${operation.path} ${name}`)
      assert.ok(answer.json<Said>().fields.some(({ path, code }) => path === `/${name}` && (code === 'minLength' || code === 'pattern')), `${operation.method} ${operation.path} ${name}: ${answer.body}`)
    }
  }
  assert.ok(tried > 150, `${tried}`)
})

test('an operation that takes no body is not changed by one', async () => {
  const headers = { cookie: await town.cookieOf('zhang.min') }
  // Who froze or closed the own account calls nothing after it.
  const headersFor = async ({ path }: Operation) => (/^\/api\/session\/(freezing|closing)$/.test(path) ? { cookie: await town.cookieOf(await openResident(town)) } : headers)
  const taken = operations.filter((operation) => operation.method !== 'GET' && !operation.body && !operation.isUpload && !/^\/api\/session$/.test(operation.path))
  assert.ok(taken.length > 20)
  for (const operation of taken) {
    const [plain, wishing] = [await town.call<Said>(operation.method, pathOf(operation), { headers: await headersFor(operation) }), await send(operation, JSON.stringify(wished), (await headersFor(operation)).cookie)]
    assert.ok(plain.status < 500 && (plain.status === wishing.statusCode || wishing.statusCode === 400), `${operation.method} ${operation.path} ${plain.status} ${wishing.statusCode}`)
  }
})

const deep = (times: number) => `${'['.repeat(times)}${']'.repeat(times)}`
const tricks: readonly (readonly [name: string, payload: string])[] = [
  ['a prototype', '{"__proto__":{"isAdmin":true}}'], ['a prototype written another way', '{"\\u005f_proto__":{"isAdmin":true}}'], ['a constructor', '{"constructor":{"prototype":{"isAdmin":true}}}'],
  ['half a pair', '{"reason":"\\ud800"}'], ['half a pair in a name', '{"\\udc00":1}'], ['U+0000', '{"reason":"a\\u0000b"}'], ['U+0000 in a name', '{"a\\u0000":1}'],
  ['a list', '[]'], ['nothing', 'null'], ['a text', '"x"'], ['a number', '1'], ['no end', '{"a":'], ['two values', '{}{}'], ['a comment', '{/**/}'], ['NaN', '{"days":NaN}'], ['too large a number', '{"days":1e999,"seconds":-1e999}'],
  ['nesting', `{"form":${deep(5000)}}`], ['a hundred thousand lists', deep(100_000)], ['a million names of one letter', `{${'"a":1,'.repeat(100_000)}"b":1}`], ['nothing at all', ''],
]

test('what is no plain JSON, or tries to be more, is refused by every operation, and leaves no trace in the objects of the server', async () => {
  const cookie = await town.cookieOf('zhang.min')
  const taking = operations.filter((one) => one.body)
  for (const [n, [name, payload]] of tricks.entries()) {
    // The dear ones at one operation in eight.
    for (const operation of payload.length > 1000 ? taking.filter((_, at) => at % 8 === n % 8) : taking) {
      const { statusCode, body } = await send(operation, payload, cookie)
      assert.ok([400, 413, 415].includes(statusCode) || (statusCode < 500 && /"(list|nothing at all)"/.test(`"${name}"`)), `${name}: ${operation.method} ${operation.path} ${statusCode} ${body.slice(0, 300)}`)
    }
  }
  assert.equal(({} as { isAdmin?: boolean }).isAdmin, undefined)
  assert.deepEqual(Object.keys(Object.prototype), [])
})

test('answers of a form may be called anything and are still only answers', async () => {
  const id = await begin(town)
  for (const name of ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf', '__defineGetter__', 'length', 'then', 'toJSON', '', ' ', '0', 'siteAddress.x', 'a/b', '键']) {
    for (const value of ['x', { prototype: { isAdmin: true } }, ['x'], null, 1e21]) {
      const payload = `{"form":{${JSON.stringify(name)}:${JSON.stringify(value)}}}`
      const answer = await town.app.inject({ method: 'PUT', url: `/api/applications/${id}`, headers: { 'content-type': 'application/json', cookie: await town.cookieOf('zhang.min') }, payload })
      assert.ok(answer.statusCode < 500, `${name} ${answer.body.slice(0, 300)}`)
    }
  }
  const { body } = await town.call<{ form: object }>('GET', `/api/applications/${id}`, { as: 'zhang.min' })
  assert.equal(Object.getPrototypeOf(body.form), Object.prototype)
  assert.equal(({} as { isAdmin?: boolean }).isAdmin, undefined)
})

test('one name twice: the last one counts, for the check and for what is done alike', async () => {
  const payload = (first: string, second: string) => `{"login":${first},"login":${second},"password":"x"}`
  const signIn = async (text: string) => (await town.app.inject({ method: 'POST', url: '/api/session', headers: { 'content-type': 'application/json' }, payload: text })).json<Said>()
  assert.equal((await signIn(payload('"zhang.min"', '7'))).code, 'http.invalid-request')
  assert.equal((await signIn(payload('7', '"zhang.min"'))).code, 'people.sign-in-refused')
  // The same in an address and in a form of the portal: never a list where one value is meant.
  assert.equal((await town.call<Said>('GET', '/api/cases?limit=1&limit=2', { as: 'zhang.min' })).body.code, 'http.invalid-request')
  assert.equal((await town.app.inject({ method: 'POST', url: '/sign-in', headers: { 'content-type': 'application/x-www-form-urlencoded' }, payload: 'login=zhang.min&login=li.guiying&password=a&password=b&next=/my&next=//evil.example' })).statusCode, 422)
  for (const query of ['__proto__[isAdmin]=1', 'a[b][c]=1', 'constructor[prototype][isAdmin]=1', '%00=1', 'limit=%00', '__proto__=x']) {
    for (const path of ['/api/items', '/items', '/']) assert.ok((await town.app.inject(`${path}?${query}`)).statusCode < 500, `${path}?${query}`)
  }
  assert.equal(({} as { isAdmin?: boolean }).isAdmin, undefined)
})

test('a body that says it is something else is not read as JSON', async () => {
  const cookie = await town.cookieOf('zhang.min')
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/xml', 'text/json', 'application/jsonp', 'multipart/form-data; boundary=x']) {
    // What a page of another site may send without asking first (CORS) is never taken for a call.
    const answer = await town.app.inject({ method: 'POST', url: '/api/applications', headers: { 'content-type': type, cookie }, payload: '{"item":"11990100700140426Y3990100001000"}' })
    assert.ok([400, 415].includes(answer.statusCode), `${type} ${answer.statusCode} ${answer.body.slice(0, 200)}`)
  }
  assert.ok((await town.app.inject({ method: 'POST', url: '/api/applications', headers: { 'content-type': 'application/json', 'content-encoding': 'gzip', cookie }, payload: '{}' })).statusCode >= 400)
})
