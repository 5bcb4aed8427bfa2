// Every operation of the API has an example; here each is called in a real town and its answer held against the OpenAPI document.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Example, Route } from '#base/http'
import { contexts } from '../src/platform.ts'
import { readContract, type Contract, type Document, type Got } from './contract.ts'
import { openCertificates, type Certificates } from './front-proxy.ts'
import { openSources, type Sources } from './proof-sources.ts'
import { openScene, type Scene } from './scenes.ts'
import { openTown, type Town } from './town.ts'

let town: Town
let contract: Contract
let sources: Sources
let certificates: Certificates

before(async () => {
  certificates = await openCertificates()
  sources = await openSources(() => town.clock.now().epochMilliseconds)
  // Nobody listens at the other relays: addresses can be given, and nothing arrives.
  town = await openTown({ listen: true, relays: { smtp: 'smtp://127.0.0.1:9', sms: 'http://127.0.0.1:9/sms', proofs: sources.proofs, certificates: certificates.relay } })
  contract = readContract((await town.call<Document>('GET', '/api/openapi.json')).body as Document)
})
after(async () => {
  await town.close()
  await sources.close()
  await certificates.close()
})

const pathInDocument = (path: string) => path.replace(/:([A-Za-z]+)/g, '{$1}')

/** The routes are the same in every town; here they only name the tests. */
const routes: Pick<Route, 'method' | 'path' | 'example'>[] = contexts.flatMap((context) => context.routes?.(unbuilt()) ?? [])

/** Declaring routes touches nothing of the ground; using any of it would be a fault, and says so. */
function unbuilt(): Parameters<NonNullable<(typeof contexts)[number]['routes']>>[0] {
  return new Proxy({} as never, { get: (_, name) => (name === 'origin' ? 'http://localhost:8080' : undefined) })
}

// What is only read stays as it is: one scene serves all of it.
let reading: Scene
const sceneOf = (method: string): Scene => (method === 'GET' ? (reading ??= openScene(town)) : openScene(town))

for (const route of routes) {
  const path = pathInDocument(route.path)
  test(`${route.method} ${path}`, async () => {
    const got = await run(route.method, route.path, (await sceneOf(route.method).fill(route.example)) as Example)
    assert.ok(got.status < 300, `status ${got.status}: ${JSON.stringify(got.body).slice(0, 800)}`)
    assert.deepEqual(contract.check({ method: route.method, path }, got), [])
  })
}

test('the document and the examples name the same operations, at least 40', () => {
  const described = contract.operations.map(({ method, path }) => `${method} ${path}`).sort()
  assert.deepEqual(described, routes.map(({ method, path }) => `${method} ${pathInDocument(path)}`).sort())
  assert.ok(described.length >= 40, `${described.length} operations`)
})

test('every operation says what it is in both languages and gives an example', () => {
  for (const route of routes) assert.ok('example' in route && typeof route.example === 'object', `${route.method} ${route.path} has no example`)
})

async function run(method: string, path: string, example: Example): Promise<Got> {
  const filled = path.replace(/:([A-Za-z]+)/g, (_, name: string) => encodeURIComponent(example.params?.[name] ?? ''))
  const query = new URLSearchParams(Object.entries(example.query ?? {}).map(([name, value]) => [name, String(value)])).toString()
  const url = query ? `${filled}?${query}` : filled
  if (path === '/api/events') return openStream(url, example.as ?? '')
  const { status, body, headers } = example.file
    ? await town.upload(url, { as: example.as ?? '', name: example.file.name, content: example.file.text, fields: example.file.fields ?? {} })
    : await town.call(method, url, { ...(example.body === undefined ? {} : { body: example.body }), headers: { ...example.headers, ...(await cookiesOf(town, example)) } })
  return { status, body, type: String(headers['content-type'] ?? '') }
}

/** The session of whoever calls, and what his browser brings besides. */
async function cookiesOf(town: Town, { as, cookies = {} }: Example): Promise<Record<string, string>> {
  const brought = [...(as ? [await town.cookieOf(as)] : []), ...Object.entries(cookies).map(([name, value]) => `${name}=${value}`)]
  return brought.length > 0 ? { cookie: brought.join('; ') } : {}
}

/** A stream never ends by itself: its head is read, and it is let go. */
async function openStream(url: string, as: string): Promise<Got> {
  const ending = new AbortController()
  const answer = await fetch(`${town.origin}${url}`, { headers: { cookie: await town.cookieOf(as) }, signal: ending.signal })
  const got = { status: answer.status, body: 'stream', type: answer.headers.get('content-type') ?? '' }
  ending.abort()
  return got
}
