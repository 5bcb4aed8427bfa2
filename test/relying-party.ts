// A system that relies on a town's sign-in, driven by the library that such systems use, and a browser that carries cookies between them.
import { generateKeyPairSync } from 'node:crypto'
import { importJWK, SignJWT, type JWK } from 'jose'
import * as oidc from 'openid-client'
import type { Town } from './town.ts'

export interface PartyOptions {
  code: string
  scopes?: string[]
  kinds?: string[]
  levelMin?: number
  logout?: string
  redirects?: string[]
  basis?: { law: string; article: string }
  reads?: boolean
}

export interface Party {
  code: string
  config: oidc.Configuration
  redirect: string
  privateJwk: JsonWebKey
  /** Begins a sign-in by a pushed request; answers where the browser goes, and what has to come back. */
  begin(extra?: Record<string, string>): Promise<Begun>
  /** Begins, lets the person agree in the browser, and fetches the tokens. */
  signIn(browser: Browser, extra?: Record<string, string>): Promise<{ tokens: Tokens; returned: URL; begun: Begun }>
  /** Fetches tokens for what came back. */
  redeem(returned: URL, begun: Begun): Promise<Tokens>
}
export type Tokens = Awaited<ReturnType<typeof oidc.authorizationCodeGrant>>
export interface Begun {
  address: URL
  verifier: string
  state: string
  nonce: string
}

const redirect = 'http://localhost:9/back'

/** What is proposed for a system, with a key pair of its own. */
export function proposalOf(options: PartyOptions): { body: Record<string, unknown>; privateJwk: JsonWebKey } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const body = {
    code: options.code, name: { zh: `系统${options.code}`, en: `System ${options.code}` }, organisation: '12990100700126958D', purpose: { zh: '核实预约人身份', en: 'To know who booked' }, contact: '0990-12345',
    redirects: options.redirects ?? [redirect], kinds: options.kinds ?? ['natural', 'legal'], scopes: options.scopes ?? ['profile'], levelMin: options.levelMin ?? 1, keys: [publicKey.export({ format: 'jwk' })],
    ...(options.logout ? { logout: options.logout } : {}), ...(options.basis ? { basis: options.basis } : {}), ...(options.reads ? { reads: true } : {}),
  }
  return { body, privateJwk: privateKey.export({ format: 'jwk' }) }
}

/** Registers a system by two persons and discovers the town as it would. */
export async function registerParty(town: Town, options: PartyOptions): Promise<Party> {
  const { body, privateJwk } = proposalOf(options)
  await registerByTwo(town, body)
  return partyOf(town, options.code, privateJwk, options.redirects?.[0] ?? redirect)
}

export async function partyOf(town: Town, code: string, privateJwk: JsonWebKey, at = redirect): Promise<Party> {
  const config = await oidc.discovery(new URL(`${issuerOf(town)}`), code, { id_token_signed_response_alg: 'ES256' }, await authentication(privateJwk), { [oidc.customFetch]: fetchFrom(town), execute: [oidc.allowInsecureRequests] })
  const party: Party = {
    code, config, redirect: at, privateJwk,
    begin: async (extra = {}) => {
      const verifier = oidc.randomPKCECodeVerifier()
      const [state, nonce] = [oidc.randomState(), oidc.randomNonce()]
      const address = await oidc.buildAuthorizationUrlWithPAR(config, { redirect_uri: at, scope: 'openid profile', state, nonce, code_challenge: await oidc.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256', ...extra })
      return { address, verifier, state, nonce }
    },
    redeem: (returned, begun) => oidc.authorizationCodeGrant(config, returned, { pkceCodeVerifier: begun.verifier, expectedState: begun.state, expectedNonce: begun.nonce }),
    signIn: async (browser, extra) => {
      const begun = await party.begin(extra)
      const returned = await browser.agree(begun.address)
      return { tokens: await party.redeem(returned, begun), returned, begun }
    },
  }
  return party
}

/** How a system proves who it is: by a key of its own. */
async function authentication(privateJwk: JsonWebKey): Promise<oidc.ClientAuth> {
  return oidc.PrivateKeyJwt(await crypto.subtle.importKey('jwk', privateJwk, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign']))
}

export const issuerOf = (town: Town): string => `${town.platform.ground.origin}/oidc`

/** Proof of a reader for one call to an address of the API (RFC 7523). */
export async function readerProof(town: Town, reader: { code: string; privateJwk: JsonWebKey }, path: string, change: Record<string, unknown> = {}): Promise<string> {
  const now = Math.floor(town.clock.now().epochMilliseconds / 1000)
  const claims = { iss: reader.code, sub: reader.code, aud: `${town.platform.ground.origin}${path}`, jti: crypto.randomUUID(), iat: now, exp: now + 60, ...change }
  return new SignJWT(claims).setProtectedHeader({ alg: 'ES256' }).sign(await importJWK(reader.privateJwk as JWK, 'ES256'))
}

/** Registers a device that reads people's codes. */
export async function registerReader(town: Town, options: PartyOptions): Promise<{ code: string; privateJwk: JsonWebKey }> {
  const { body, privateJwk } = proposalOf({ ...options, redirects: [], reads: true })
  await registerByTwo(town, body)
  return { code: options.code, privateJwk }
}

async function registerByTwo(town: Town, body: Record<string, unknown>): Promise<void> {
  const proposed = await town.call<{ id: string }>('POST', '/api/proposals/client', { as: 'admin.system', body: { content: body, reason: '开通预约服务。' } })
  if (proposed.status !== 201) throw new Error(`not proposed: ${JSON.stringify(proposed.body)}`)
  const registered = await town.call('POST', `/api/proposals/client/${proposed.body.id}/confirmation`, { as: 'admin.security', body: {} })
  if (registered.status !== 200) throw new Error(`not registered: ${JSON.stringify(registered.body)}`)
}

/** The town's own server answers what the library sends out. */
export function fetchFrom(town: Town): oidc.CustomFetch {
  return async (url, options) => {
    const { pathname, search } = new URL(url)
    const answer = await town.app.inject({ method: (options.method ?? 'GET') as 'GET', url: `${pathname}${search}`, headers: options.headers, ...(options.body ? { payload: String(options.body) } : {}) })
    const headers = new Headers()
    for (const [name, value] of Object.entries(answer.headers)) for (const one of [value].flat()) headers.append(name, String(one))
    return new Response([204, 304].includes(answer.statusCode) ? null : new Uint8Array(answer.rawPayload), { status: answer.statusCode, headers })
  }
}

/** A browser: keeps cookies by path as browsers do, and follows redirects inside the town. */
export class Browser {
  readonly jar = new Map<string, { value: string; path: string }>()
  readonly #town: Town
  constructor(town: Town) {
    this.#town = town
  }

  /** Signs somebody in, in place of who was. */
  async signIn(login: string): Promise<this> {
    const answer = await this.send('POST', '/api/session/demonstration', { login })
    if (answer.statusCode !== 201) throw new Error(`${login} is not signed in: ${answer.body}`)
    return this
  }

  async send(method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, body?: object, cookies?: string) {
    const [path = ''] = url.split('?')
    const sent = [...this.jar].filter(([, cookie]) => path.startsWith(cookie.path)).map(([name, { value }]) => `${name}=${value}`).join('; ')
    const answer = await this.#town.app.inject({ method, url, headers: { cookie: cookies ?? sent, ...(body ? { 'content-type': 'application/json' } : {}) }, ...(body ? { payload: JSON.stringify(body) } : {}) })
    for (const text of [answer.headers['set-cookie'] ?? []].flat()) this.#keep(String(text))
    return answer
  }

  #keep(text: string): void {
    const [pair = '', ...rest] = text.split(';').map((part) => part.trim())
    const name = pair.slice(0, pair.indexOf('='))
    const value = pair.slice(pair.indexOf('=') + 1)
    const path = rest.find((part) => /^path=/i.test(part))?.slice(5) ?? '/'
    if (value === '' || rest.some((part) => /^expires=Thu, 01 Jan 1970/i.test(part))) this.jar.delete(name)
    else this.jar.set(name, { value, path })
  }

  /** Goes to an address and on, until somebody is asked or the browser is sent out of the town. */
  async go(address: string | URL): Promise<URL> {
    const { origin } = this.#town.platform.ground
    let at = new URL(address, origin)
    for (let turns = 0; turns < 10; turns++) {
      if (at.origin !== origin || !at.pathname.startsWith('/oidc/')) return at
      const answer = await this.send('GET', `${at.pathname}${at.search}`)
      const next = answer.headers.location
      if (typeof next !== 'string') throw new Error(`${at.pathname} answered ${answer.statusCode}: ${answer.body.slice(0, 300)}`)
      at = new URL(next, at)
    }
    throw new Error('redirected without end')
  }

  /** The call of the page that asks, with the cookies that the page gets. */
  async asked(page: URL, body?: { agree: boolean }) {
    const cookies = [...this.jar].filter(([, cookie]) => page.pathname.startsWith(cookie.path)).map(([name, { value }]) => `${name}=${value}`).join('; ')
    return this.send(body ? 'POST' : 'GET', `/api/sign-ins/${page.pathname.split('/').at(-1)}`, body, cookies)
  }

  /** Goes to an address and agrees where somebody is asked; answers where the browser was sent. */
  async agree(address: URL): Promise<URL> {
    const page = await this.go(address)
    if (!page.pathname.startsWith('/sign-in-for/')) return page
    const answer = await this.asked(page, { agree: true })
    if (answer.statusCode !== 200) throw new Error(`not agreed: ${answer.body}`)
    return this.go(String(answer.json<{ address: string }>().address))
  }
}
