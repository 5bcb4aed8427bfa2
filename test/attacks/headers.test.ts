// The head of every answer of both faces, over the wire: of every route, of what is refused, of what is no HTTP, of slow callers.
import assert from 'node:assert/strict'
import { Agent, request } from 'node:http'
import { connect, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { after, before, test } from 'node:test'
import { makeServer, route } from '#base/http'
import { headFaults, type Head } from '../headers.ts'
import { openTown, type Town } from '../town.ts'
import { listRoutes } from './routes.ts'

const connectionsMax = 30
const patience = { headMs: 300, requestMs: 600, stillMs: 60_000, lookMs: 50, connectionsMax }
let town: Town
let port: number

before(async () => {
  town = await openTown({ listen: true, patience })
  port = Number(new URL(town.origin).port)
})
after(() => town.close())

async function headOf(method: string, path: string, options: RequestInit = {}): Promise<Head & { body: string }> {
  const answer = await fetch(`${town.origin}${path}`, { method, redirect: 'manual', ...options })
  const isStream = (answer.headers.get('content-type') ?? '').startsWith('text/event-stream')
  const body = isStream ? '' : await answer.text()
  if (isStream) await answer.body?.cancel()
  return { method, path, status: answer.status, headers: Object.fromEntries(answer.headers), body }
}

test('every route of API, portal and desk, as nobody, as a resident and as a clerk: no page runs what is not ours, is framed, or is kept', async () => {
  const routes = listRoutes(town.app).filter(({ method }) => method !== 'HEAD')
  assert.ok(routes.length > 300, `${routes.length} routes`)
  const statuses = new Set<number>()
  for (const as of [undefined, 'zhang.min', 'chengguan.clerk']) {
    for (const { method, url } of routes.filter((one) => as === undefined || (one.method === 'GET' && !/^\/(api|desk|oidc|assets)\/|\.\w+$/.test(one.url)))) {
      const headers: Record<string, string> = { ...(as === undefined ? {} : { cookie: await town.cookieOf(as) }), ...(method === 'GET' ? {} : { 'content-type': 'application/json' }) }
      const head = await headOf(method, url.replace(/:\w+/g, '00000000-0000-7000-8000-000000000000').replace('*', 'nowhere'), { headers, ...(method === 'GET' ? {} : { body: '{}' }) })
      statuses.add(head.status)
      assert.deepEqual(headFaults(head), [])
      assert.ok(head.status < 500, `${method} ${url} ${head.status}`)
      if (String(head.headers['content-type']).startsWith('text/html') && !url.startsWith('/api/')) assert.deepEqual(inlineIn(head.body), [], `${method} ${url}`)
    }
  }
  for (const status of [200, 303, 400, 401, 403, 404]) assert.ok(statuses.has(status), `none was answered ${status}`)
})

/** Scripts and handlers that stand in a page itself; a policy forbids them, and none is sent. */
function inlineIn(page: string): string[] {
  return [...page.matchAll(/<script(?![^>]* src=)[^>]*>|<[a-z][^>]* on[a-z]+=|(?:href|src|action)="javascript:/gi)].map(([text]) => text)
}

test('the desk gives its styles a nonce of each answer, which nobody can know before', async () => {
  const nonces = await Promise.all([1, 2].map(async () => /'nonce-([^']+)'/.exec(String((await headOf('GET', '/desk/')).headers['content-security-policy']))?.[1]))
  assert.notEqual(nonces[0], nonces[1])
  assert.ok(Buffer.from(nonces[0] ?? '', 'base64').length >= 16)
})

test('methods that nothing is asked by, addresses that cannot be read, bodies that are too large or of another kind: refused, and under the same head', async () => {
  const as = { cookie: await town.cookieOf('zhang.min') }
  const tried: [number, string, string, RequestInit][] = [
    [404, 'OPTIONS', '/api/cases', {}], [404, 'PATCH', '/api/cases', {}], [404, 'DELETE', '/', {}], [404, 'PUT', '/desk/', {}], [404, 'POST', '/livez', {}],
    [400, 'GET', '/api/%', {}], [400, 'GET', '/items/%E0%A4', {}], [404, 'GET', '/.git/config', {}], [404, 'GET', '/desk/.vite/manifest.json', {}], [404, 'GET', '/api/static/..%2f..%2fpackage.json', {}],
    [413, 'POST', '/api/applications', { headers: { ...as, 'content-type': 'application/json' }, body: JSON.stringify({ item: 'x'.repeat(2 ** 21) }) }],
    [413, 'POST', '/sign-in', { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: `login=${'x'.repeat(2 ** 21)}` }],
    [415, 'POST', '/api/applications', { headers: { ...as, 'content-type': 'text/xml' }, body: '<item/>' }],
    [403, 'POST', '/api/session', { headers: { origin: 'https://elsewhere.example', 'content-type': 'application/json' }, body: '{}' }],
    [403, 'POST', '/sign-in', { headers: { origin: 'null', 'content-type': 'application/x-www-form-urlencoded' }, body: 'login=a&password=b' }],
  ]
  for (const [status, method, path, options] of tried) {
    const head = await headOf(method, path, options)
    // The one page of the desk answers every address below it.
    assert.equal(head.status, path.startsWith('/desk/.') ? 200 : status, `${method} ${path}: ${head.body.slice(0, 200)}`)
    assert.deepEqual(headFaults(head), [])
    assert.doesNotMatch(head.body, /node_modules|at .*\.ts:|"scripts"|repositoryformat/)
  }
  assert.match(await raw('TRACE / HTTP/1.1\r\nHost: localhost\r\nCookie: secret\r\n\r\n'), /^HTTP\/1\.1 404 (?![^]*secret)/)
})

test('a fault, a database that is away and a limit of calls are told under the same head', async () => {
  const { ground } = town.platform
  const fails = (path: string) => route({ method: 'GET', path, zh: '试', en: 'Seeded', access: 'anyone', produces: 'text/plain', example: {}, handle: async () => Promise.reject(new Error('seeded')) })
  const app = await makeServer({ routes: [fails('/api/seeded')], runAct: ground.runAct, authenticate: async () => undefined, origin: 'https://zwfw.example', logger: ground.log, callsPerMinuteMax: 3, version: 'test', fileBytesMax: 1024, ready: async () => ({ ready: false }) })
  try {
    const address = await app.listen({ host: '127.0.0.1', port: 0 })
    const seen: number[] = []
    for (const path of ['/api/seeded', '/readyz', '/api/nowhere', '/api/seeded', '/api/seeded']) {
      const { status, headers } = await fetch(`${address}${path}`, { headers: { host: 'zwfw.example' } })
      seen.push(status)
      assert.deepEqual(headFaults({ method: 'GET', path, status, headers: Object.fromEntries(headers) }), [])
      assert.equal(headers.get('strict-transport-security'), 'max-age=31536000; includeSubDomains', path)
    }
    assert.deepEqual(seen, [500, 503, 404, 500, 429])
  } finally {
    await app.close()
  }
})

test('what is written past the server carries it too: live news, and the addresses of signing in for others', async () => {
  const asked = await Promise.all(['/api/events', '/oidc/.well-known/openid-configuration', '/oidc/jwks', '/oidc/auth?client_id=nobody', '/oidc/nowhere'].map(async (path) => headOf('GET', path, { headers: { cookie: await town.cookieOf('chengguan.clerk') } })))
  assert.deepEqual(asked.map(({ status }) => status), [200, 200, 200, 302, 404])
  assert.deepEqual(asked.flatMap(headFaults), [])
  // No answer can be read by a page of another site, whoever is signed in.
  const foreign = await Promise.all(['/api/session', '/my', '/api/cases'].map(async (path) => headOf('GET', path, { headers: { origin: 'https://elsewhere.example', cookie: await town.cookieOf('zhang.min') } })))
  assert.deepEqual(foreign.map(({ headers }) => headers['access-control-allow-origin']), [undefined, undefined, undefined])
})

/** Sends bytes as they are and answers all that came back until the connection ended, or nothing more came. */
function raw(text: string, waitMs = 1500): Promise<string> {
  return new Promise((resolve) => {
    let got = ''
    const socket = connect(port, '127.0.0.1', () => socket.write(text))
    socket.setTimeout(waitMs, () => socket.destroy())
    socket.on('data', (piece) => (got += piece.toString('utf8'))).on('error', () => undefined).on('close', () => resolve(got))
  })
}

/** The heads of the answers in what came back, in order. */
function headsIn(text: string): Head[] {
  return [...text.matchAll(/HTTP\/1\.1 (\d{3})[^\r]*\r\n([^]*?)\r\n\r\n/g)].map(([, status, lines = '']) => {
    const headers = Object.fromEntries(lines.split('\r\n').map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]))
    return { method: 'raw', path: '/', status: Number(status), headers }
  })
}

const host = 'Host: localhost\r\n'
const codes: Record<number, string> = { 400: 'http.invalid-request', 421: 'http.foreign-host', 431: 'http.headers-too-large' }

for (const [name, text, status] of [
  ['no HTTP at all', 'hello\r\n\r\n', 400],
  ['a request without Host', 'GET /livez HTTP/1.1\r\n\r\n', 400],
  ['the host of another site, whose name was turned to this address', 'GET /livez HTTP/1.1\r\nHost: rebound.example\r\n\r\n', 421],
  ['a length that is no number', `POST /api/session HTTP/1.1\r\n${host}Content-Length: x\r\n\r\n`, 400],
  ['a length and pieces (CL.TE)', `POST /api/session HTTP/1.1\r\n${host}Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /api/session HTTP/1.1\r\n${host}\r\n`, 400],
  ['pieces and a length (TE.CL)', `POST /api/session HTTP/1.1\r\n${host}Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n5c\r\nGET /api/session HTTP/1.1\r\n${host}\r\n0\r\n\r\n`, 400],
  ['two lengths', `POST /api/session HTTP/1.1\r\n${host}Content-Length: 2\r\nContent-Length: 40\r\n\r\n{}`, 400],
  ['pieces by another name', `POST /api/session HTTP/1.1\r\n${host}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n`, 400],
  ['pieces hidden by a blank', `POST /api/session HTTP/1.1\r\n${host}Transfer-Encoding : chunked\r\n\r\n0\r\n\r\nGET /livez HTTP/1.1\r\n${host}\r\n`, 400],
  ['a header field on two lines', `GET /livez HTTP/1.1\r\n${host}X: a\r\n b\r\n\r\n`, 400],
  ['a line that ends by LF alone', `GET /livez HTTP/1.1\n${host}\n`, 400],
  ['a header that is too large', `GET /livez HTTP/1.1\r\n${host}X: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
  ['the start of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400],
  ['an expectation nobody can meet', `GET /livez HTTP/1.1\r\n${host}Expect: a-miracle\r\nConnection: close\r\n\r\n`, 200],
] as const) {
  test(`${name}: one answer, ${status}, under the same head, and nothing behind it is read as another request`, async () => {
    const said = await raw(text)
    const heads = headsIn(said)
    assert.deepEqual(heads.map((one) => one.status), [status])
    assert.deepEqual(heads.flatMap(headFaults), [])
    assert.equal(/"code":"([^"]+)"/.exec(said)?.[1], codes[status])
  })
}

test('a head that never ends, and a body that comes a byte at a time, are waited for as long as allowed and no longer', async () => {
  const slow = async (start: string, drip: string): Promise<{ heads: Head[]; said: string; ms: number }> => {
    const began = performance.now()
    let got = ''
    const socket = connect(port, '127.0.0.1', () => socket.write(start))
    const timer = setInterval(() => socket.writable && socket.write(drip), 40)
    socket.on('data', (piece) => (got += piece.toString('utf8'))).on('error', () => undefined)
    await new Promise((resolve) => socket.once('close', resolve))
    clearInterval(timer)
    return { heads: headsIn(got), said: got, ms: performance.now() - began }
  }
  const ended = await Promise.all([slow(`GET /livez HTTP/1.1\r\n${host}`, 'X: y\r\n'), slow(`POST /api/session HTTP/1.1\r\n${host}Content-Type: application/json\r\nContent-Length: 4000\r\n\r\n`, ' '), slow(`POST /sign-in HTTP/1.1\r\n${host}Content-Type: multipart/form-data; boundary=x\r\nTransfer-Encoding: chunked\r\n\r\n`, '1\r\nx\r\n')])
  // The portal turns an upload away before it has come, since nobody is signed in.
  assert.deepEqual(ended.map(({ heads }) => heads.map(({ status }) => status)), [[408], [408], [303]])
  assert.deepEqual(ended.flatMap(({ heads }) => heads).flatMap(headFaults), [])
  assert.match(ended[0]?.said ?? '', /http\.too-slow/)
  for (const { ms } of ended) assert.ok(ms < 10_000, `${ms} ms`)
})

test('whoever opens all connections there may be holds them no longer than a head may take; then others get in', async () => {
  const sockets: Socket[] = []
  for (let n = 0; n < connectionsMax + 10; n++) sockets.push(connect(port, '127.0.0.1').on('error', () => undefined))
  await pause(100)
  const open = () => new Promise<number>((resolve) => town.app.server.getConnections((_, count) => resolve(count)))
  assert.ok((await open()) <= connectionsMax)
  for (let tries = 0; (await open()) > 5 && tries < 100; tries++) await pause(50)
  assert.equal((await headOf('GET', '/livez')).status, 200)
  for (const socket of sockets) socket.destroy()
})

test('one connection serves many requests, and no answer slips into another', async () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const get = (path: string) => new Promise<string>((resolve, reject) => request({ agent, port, path, host: '127.0.0.1', headers: { host: 'localhost' } }, (answer) => {
    let body = ''
    answer.on('data', (piece: Buffer) => (body += piece.toString())).on('end', () => resolve(body))
  }).on('error', reject).end())
  const bodies = await Promise.all(['/livez', '/api/nowhere', '/api/session', '/livez'].map(get))
  agent.destroy()
  assert.deepEqual(bodies.map((body) => Object.keys(JSON.parse(body) as object)[0]), ['alive', 'type', 'account', 'alive'])
})
