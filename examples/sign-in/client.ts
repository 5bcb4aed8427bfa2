// A whole system whose users sign in with their account of the city, to be copied: begins a sign-in, takes what comes back, hears of
// the end. One file, two libraries. Settings: ISSUER, CLIENT_ID, ORIGIN (where this system is reached), KEY_FILE.
import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createRemoteJWKSet, exportJWK, generateKeyPair, importJWK, jwtVerify, type CryptoKey, type JWK } from 'jose'
import * as oidc from 'openid-client'

const issuer = process.env['ISSUER'] ?? 'http://localhost:8080/oidc'
const clientId = process.env['CLIENT_ID'] ?? 'sample'
const origin = process.env['ORIGIN'] ?? 'http://localhost:3000'
const keyFile = process.env['KEY_FILE'] ?? 'key.json'
const isSecure = origin.startsWith('https:')
const scope = 'openid profile'

interface Asked {
  verifier: string
  state: string
  nonce: string
}
interface Person {
  sub: string
  sid: unknown
  name: string
}

// In memory, so a restart signs everybody out; a system with more than one process keeps these in its database.
const asked = new Map<string, Asked>()
const people = new Map<string, Person>()

const { key, published } = await openKey()
let configuration: oidc.Configuration | undefined
const keysOf = new Map<string, ReturnType<typeof createRemoteJWKSet>>()

createServer((request, response) => void answer(request, response)).listen(Number(new URL(origin).port || 3000), '127.0.0.1', () => {
  console.log(`${origin} is ready. Register this system with:`)
  console.log(JSON.stringify({ code: clientId, redirects: [`${origin}/back`], logout: `${origin}/ended`, scopes: ['profile'], keys: [published] }))
})

/** The key by which this system proves who it is: made once, its private half never leaves the file. */
async function openKey(): Promise<{ key: CryptoKey; published: JWK }> {
  const text = await readFile(keyFile, 'utf8').catch(() => undefined)
  const jwk = text === undefined ? await exportJWK((await generateKeyPair('ES256', { extractable: true })).privateKey) : (JSON.parse(text) as JWK)
  if (text === undefined) await writeFile(keyFile, JSON.stringify(jwk), { mode: 0o600 })
  const { d: _private, ...published } = jwk
  return { key: (await importJWK(jwk, 'ES256')) as CryptoKey, published }
}

/** Where everything of the issuer is, asked once. The issuer's tokens are checked by its keys. */
async function discover(): Promise<oidc.Configuration> {
  if (configuration) return configuration
  const metadata = { id_token_signed_response_alg: 'ES256' }
  const made = await oidc.discovery(new URL(issuer), clientId, metadata, oidc.PrivateKeyJwt(key), isSecure ? {} : { execute: [oidc.allowInsecureRequests] })
  oidc.enableNonRepudiationChecks(made)
  configuration = made
  return made
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', origin)
  try {
    const page = pages[`${request.method} ${url.pathname}`]
    if (page) await page(request, response, url)
    else response.writeHead(404).end('not found')
  } catch (error) {
    // What went wrong stays in the log: it may hold what somebody else sent.
    console.error(error instanceof Error ? error.message : error)
    show(response, 'Signing in did not work. <a href="/sign-in">Try again</a>', 400)
  }
}

const pages: Record<string, (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<void>> = {
  'GET /': async (request, response) => {
    const person = people.get(cookieOf(request, 'session'))
    show(response, person ? `<p>Signed in: <strong>${escape(person.name)}</strong></p><form method="post" action="/sign-out"><button>Sign out</button></form>` : '<p>Not signed in.</p><p><a href="/sign-in">Sign in with the account of the city</a></p>')
  },
  'GET /sign-in': async (_request, response) => {
    const one = { verifier: oidc.randomPKCECodeVerifier(), state: oidc.randomState(), nonce: oidc.randomNonce() }
    const challenge = await oidc.calculatePKCECodeChallenge(one.verifier)
    const address = await oidc.buildAuthorizationUrlWithPAR(await discover(), { redirect_uri: `${origin}/back`, scope, state: one.state, nonce: one.nonce, code_challenge: challenge, code_challenge_method: 'S256' })
    // What comes back is taken only in the browser that began.
    const begun = randomBytes(32).toString('base64url')
    asked.set(begun, one)
    setTimeout(() => asked.delete(begun), 3_600_000).unref()
    response.writeHead(303, { location: address.href, 'set-cookie': cookie('begun', begun) }).end()
  },
  'GET /back': async (request, response, url) => {
    const begun = cookieOf(request, 'begun')
    const one = asked.get(begun)
    asked.delete(begun)
    if (!one) throw new Error('this browser began no sign-in')
    if (url.searchParams.get('error') === 'access_denied') return show(response, 'You did not sign in. <a href="/">Back</a>')
    const configuration = await discover()
    const tokens = await oidc.authorizationCodeGrant(configuration, url, { pkceCodeVerifier: one.verifier, expectedState: one.state, expectedNonce: one.nonce, idTokenExpected: true })
    const claims = tokens.claims()
    if (!claims) throw new Error('no identity came back')
    const told = await oidc.fetchUserInfo(configuration, tokens.access_token, claims.sub)
    const session = randomBytes(32).toString('base64url')
    people.set(session, { sub: claims.sub, sid: claims['sid'], name: told.name ?? claims.sub })
    response.writeHead(303, { location: '/', 'set-cookie': cookie('session', session) }).end()
  },
  'POST /sign-out': async (request, response) => {
    people.delete(cookieOf(request, 'session'))
    response.writeHead(303, { location: '/' }).end()
  },
  // Called by the issuer, not by a browser: whoever signed out there is signed out here.
  'POST /ended': async (request, response) => {
    const uri = (await discover()).serverMetadata().jwks_uri ?? ''
    const keys = keysOf.get(uri) ?? createRemoteJWKSet(new URL(uri))
    keysOf.set(uri, keys)
    const { payload } = await jwtVerify(new URLSearchParams(await bodyOf(request)).get('logout_token') ?? '', keys, { issuer, audience: clientId, typ: 'logout+jwt', algorithms: ['ES256'], requiredClaims: ['iat', 'exp', 'jti', 'events'] })
    if (payload['nonce'] !== undefined || !Object.hasOwn(payload['events'] as object, 'http://schemas.openid.net/event/backchannel-logout')) throw new Error('this token says something else')
    for (const [session, person] of people) if (person.sub === payload.sub && (payload['sid'] === undefined || person.sid === payload['sid'])) people.delete(session)
    response.writeHead(200, { 'cache-control': 'no-store' }).end()
  },
}

const cookieName = (name: string) => (isSecure ? `__Host-${name}` : name)
const cookie = (name: string, value: string) => `${cookieName(name)}=${value}; Path=/; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`

function cookieOf(request: IncomingMessage, name: string): string {
  const pairs = (request.headers.cookie ?? '').split('; ').map((pair) => pair.split('='))
  return pairs.find(([key]) => key === cookieName(name))?.[1] ?? ''
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const part of request) if ((text += String(part)).length > 20_000) throw new Error('too long')
  return text
}

const escape = (text: string) => text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`)

function show(response: ServerResponse, body: string, status = 200): void {
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', 'content-security-policy': "default-src 'none'; form-action 'self'; frame-ancestors 'none'" })
  response.end(`<!doctype html><html lang="en"><title>Sample system</title><h1>Sample system</h1>${body}</html>`)
}
