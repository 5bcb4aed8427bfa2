// OpenID Connect as the one who relies (RFC 9700, OpenID Connect Core 1.0): code with PKCE, state and nonce, pushed where the platform takes it, a private
// key instead of a secret, answers signed by ES256 or EdDSA and read only by the keys that the issuer publishes. Whatever does not fit is refused whole.
import { randomUUID } from 'node:crypto'
import { createRemoteJWKSet, customFetch, type JWTVerifyGetKey } from 'jose'
import type * as Oidc from 'openid-client'
import type { Ground } from '#base/context'
import { signJws } from '#base/crypto'
import { isProblem } from '#base/problem'
import { notSignedInThere, platformAway, platformWrong, readTold, type Content, type Registration, type Told } from './upstream.ts'

const assertionSeconds = 60
/** Asked for so that the platform says when somebody proved himself (OpenID Connect Core 1.0 §3.1.2.1); nobody's sign-in is that old. */
const maxAgeSeconds = 30 * 86_400
/** How long what a platform says about itself is believed before it is asked again. */
const configurationMs = 600_000

const known = new Map<string, { at: number; configuration: Oidc.Configuration; keys?: JWTVerifyGetKey }>()

/** Where a platform sends people back to: one address for each. */
export const returnAddress = (origin: string, code: string): string => `${origin}/sign-in/back/${code}`

/** What has to come back, and where the browser goes. */
export interface Begun {
  address: string
  state: string
  nonce: string
  verifier: string
}

/** Begins a sign-in there. `quiet`: nobody is asked anything (`prompt=none`). */
export async function beginThere(ground: Ground, one: Registration, { quiet }: { quiet: boolean }): Promise<Begun> {
  return trusting(ground, one.content.code, async (oidc) => {
    const configuration = await configurationOf(ground, oidc, one)
    const asked = { verifier: oidc.randomPKCECodeVerifier(), state: oidc.randomState(), nonce: oidc.randomNonce() }
    const parameters = {
      redirect_uri: returnAddress(ground.origin, one.content.code), scope: 'openid profile identity', state: asked.state, nonce: asked.nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(asked.verifier), code_challenge_method: 'S256', max_age: String(maxAgeSeconds), ...(quiet ? { prompt: 'none' } : {}),
    }
    const isPushed = configuration.serverMetadata().pushed_authorization_request_endpoint !== undefined
    const address = isPushed ? await oidc.buildAuthorizationUrlWithPAR(configuration, parameters) : oidc.buildAuthorizationUrl(configuration, parameters)
    ground.outgoing.mustBeCallable(address.href)
    return { ...asked, address: address.href }
  })
}

/** Reads what came back to the return address, and asks the platform who that is. */
export async function returnFrom(ground: Ground, one: Registration, query: string, going: Omit<Begun, 'address'>): Promise<Told> {
  const { content } = one
  const askedAt = ground.clock.now()
  return trusting(ground, content.code, async (oidc) => {
    const configuration = await configurationOf(ground, oidc, one)
    const tokens = await oidc.authorizationCodeGrant(configuration, new URL(`${returnAddress(ground.origin, content.code)}?${query}`), { pkceCodeVerifier: going.verifier, expectedState: going.state, expectedNonce: going.nonce, idTokenExpected: true })
    const claims = tokens.claims()
    if (!claims) throw platformWrong({ lacks: 'id_token' })
    const more = configuration.serverMetadata().userinfo_endpoint === undefined ? {} : await oidc.fetchUserInfo(configuration, tokens.access_token, claims.sub)
    return readTold(content, { subject: claims.sub, trace: `${claims.sub} ${going.nonce}`, askedAt }, claims, more, ground.clock.now())
  })
}

async function configurationOf(ground: Ground, oidc: typeof Oidc, { id, content }: Registration): Promise<Oidc.Configuration> {
  const held = known.get(id)
  if (held && performance.now() - held.at < configurationMs) return held.configuration
  const isLocal = new URL(ground.origin).protocol === 'http:'
  const configuration = await oidc.discovery(new URL(content.issuer), content.client, { id_token_signed_response_alg: 'ES256' }, assertionOf(ground, content), {
    [oidc.customFetch]: (url, { method, headers, body }) => ground.outgoing.send(url, { method, headers: new Headers(headers), ...(body == null ? {} : { body: String(body) }) }),
    ...(isLocal ? { execute: [oidc.allowInsecureRequests] } : {}),
  })
  oidc.enableNonRepudiationChecks(configuration)
  known.set(id, { at: performance.now(), configuration })
  return configuration
}

/** The keys that a platform publishes, for what it sends by itself; one that is not known yet is looked for again, but not for every call. */
export async function keysOf(ground: Ground, one: Registration): Promise<JWTVerifyGetKey> {
  return trusting(ground, one.content.code, async (oidc) => {
    const { jwks_uri: address } = (await configurationOf(ground, oidc, one)).serverMetadata()
    if (address === undefined) throw platformWrong({ lacks: 'jwks_uri' })
    const held = known.get(one.id)
    const keys = held?.keys ?? createRemoteJWKSet(new URL(address), { [customFetch]: (url, { method, headers }) => ground.outgoing.send(url, { method, headers: new Headers(headers) }) })
    if (held) held.keys = keys
    return keys
  })
}

/** We prove who we are by a key of our own (RFC 7523), wherever its private half stands. */
function assertionOf(ground: Ground, { client }: Content): Oidc.ClientAuth {
  return async (server, _client, body) => {
    const now = Math.floor(ground.clock.now().epochMilliseconds / 1000)
    const claims = { iss: client, sub: client, aud: server.issuer, jti: randomUUID(), iat: now, exp: now + assertionSeconds }
    body.set('client_id', client)
    body.set('client_assertion_type', 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer')
    body.set('client_assertion', await signJws(ground.keys.signing('upstreams'), Buffer.from(JSON.stringify(claims)), 'JWT'))
  }
}

/** Turns what the library throws into what a person is told. What the platform sent is not logged: it may be about somebody. */
async function trusting<T>(ground: Ground, code: string, work: (oidc: typeof Oidc) => Promise<T>): Promise<T> {
  const oidc = await import('openid-client')
  try {
    return await work(oidc)
  } catch (error) {
    if (isProblem(error) && error.code.startsWith('upstreams.')) throw error
    const { refuse, why } = judge(oidc, error)
    ground.log.warn({ platform: code, why }, 'a sign-in through a platform above failed')
    throw refuse({ why })
  }
}

const asksFirst = ['access_denied', 'login_required', 'interaction_required', 'consent_required', 'account_selection_required']

function judge(oidc: typeof Oidc, error: unknown): { refuse: typeof platformWrong; why: string } {
  if (error instanceof oidc.AuthorizationResponseError) return asksFirst.includes(error.error) ? { refuse: notSignedInThere, why: 'not-signed-in' } : { refuse: platformWrong, why: 'refused' }
  if (error instanceof oidc.ResponseBodyError && error.error === 'invalid_grant') return { refuse: notSignedInThere, why: 'session-ended' }
  if (error instanceof oidc.ResponseBodyError) return { refuse: error.status >= 500 ? platformAway : platformWrong, why: `status-${error.status}` }
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
  // The library's own codes tell of answers that do not fit; everything else of this kind never got an answer.
  if (code === 'OAUTH_RESPONSE_IS_NOT_CONFORM' && statusOf(error) >= 500) return { refuse: platformAway, why: 'status' }
  if (code.startsWith('OAUTH_') && code !== 'OAUTH_TIMEOUT' && code !== 'OAUTH_ABORT') return { refuse: platformWrong, why: code }
  return { refuse: isProblem(error) ? platformWrong : platformAway, why: 'no-answer' }
}

function statusOf(error: unknown): number {
  const cause = error instanceof Error ? error.cause : undefined
  return cause instanceof Response ? cause.status : 0
}
