// OpenID Connect for others to rely on, by oidc-provider on our database: code with PKCE alone, pushed requests, private keys instead of
// shared secrets, a name of its own for each system, refresh tokens that change with each use (RFC 9700, OpenID Connect Core 1.0).
// Who is signed in is what our own session says: the protocol's session is nothing without it.
import { AsyncLocalStorage } from 'node:async_hooks'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Account, Configuration, KoaContextWithOIDC, Provider } from 'oidc-provider'
import type { Ground } from '#base/context'
import { keyedDigest, signingAlgorithm, type SigningKey } from '#base/crypto'
import { findIdentity, levelOfSession } from '#core/people'
import type { Caller } from '#base/http'
import { restrictedAmong } from '#support/rights'
import { askedScopes, covers, limits } from './client.ts'
import { tokenKeys } from './keys.ts'
import { recordsOf } from './records.ts'
import { findConsent, findInForce, subjectOf } from './store.ts'

export const mountPath = '/oidc'
/** The portal's page on which somebody agrees or not. */
export const agreeingPath = '/sign-in-for'

/** Behind https a browser keeps them only from us and only as they were set (RFC 6265bis §4.1.3); on one address alone `__Host-` is not to be had. */
export function cookieNames(origin: string) {
  const isSafe = origin.startsWith('https:')
  return { session: `${isSafe ? '__Host-' : ''}yiwang_oidc`, interaction: `${isSafe ? '__Secure-' : ''}yiwang_oidc_asked`, resume: `${isSafe ? '__Secure-' : ''}yiwang_oidc_resume` }
}

/** Who is signed in with us in the browser that the call being answered comes from. */
const callers = new AsyncLocalStorage<() => Promise<Caller | undefined>>()

/** Answers a call in whose course the protocol may ask who is signed in. */
export function asCaller<T>(caller: Caller | undefined, work: () => Promise<T>): Promise<T> {
  return callers.run(() => Promise.resolve(caller), work)
}

interface Made {
  kids: string
  provider: Provider
}

const known = new WeakMap<Ground['pool'], Made>()

/** The provider under the keys of this moment. The library is read when it is first needed: a start does not wait for it. */
export async function providerOf(ground: Ground): Promise<Provider> {
  const keys = tokenKeys(ground.keys, ground.clock.now())
  // Cookies of a browser that has just begun are read under the secret before as well.
  ground.keys.secret('secrets')
  const kids = [...keys, ...ground.keys.secrets('secrets')].map(({ kid }) => kid).join(' ')
  const made = known.get(ground.pool)
  if (made?.kids === kids) return made.provider
  const library = await readLibrary(ground)
  const provider = new library.default(`${ground.origin}${mountPath}`, configuration(ground, keys, library))
  // The address we are known by is what the configuration says, not what a proxy in between is called.
  provider.proxy = true
  provider.on('server_error', (_context, error) => ground.log.error({ err: error }, 'openid connect failed'))
  known.set(ground.pool, { kids, provider })
  return provider
}

/** What the library says while it is read, such as that this Node is newer than it knows, goes where everything is said. */
async function readLibrary(ground: Ground): Promise<typeof import('oidc-provider')> {
  const { warn, info } = console
  console.warn = console.info = (text: string) => ground.log.info({ library: 'oidc-provider' }, text)
  return import('oidc-provider').finally(() => Object.assign(console, { warn, info }))
}

function configuration(ground: Ground, keys: readonly SigningKey[], { errors, ExternalSigningKey }: typeof import('oidc-provider')): Configuration {
  const around = { caller: async () => callers.getStore()?.(), usedAlready: () => new errors.InvalidGrant('it was used already'), notSignedIn: () => new errors.AccessDenied('the account is not signed in any more') }
  return {
    adapter: (model) => recordsOf(ground, model, around),
    jwks: { keys: keys.map((key) => signsElsewhere(ExternalSigningKey, key)) },
    responseTypes: ['code'], scopes: ['openid', 'offline_access'], subjectTypes: ['pairwise'], acrValues: ['1', '2', '3', '4', '5'], pkce: { required: () => true },
    pairwiseIdentifier: (_context, account, client) => subjectFor(ground, account, client.clientId),
    clientAuthMethods: ['private_key_jwt'],
    enabledJWA: { idTokenSigningAlgValues: ['ES256'], clientAuthSigningAlgValues: ['ES256', 'EdDSA', 'Ed25519'] },
    claims: { openid: ['sub', 'acr', 'kind'], profile: ['name'], phone: ['phone_number'], identity: ['id_kind', 'id_number'] },
    rotateRefreshToken: true, issueRefreshToken: async (_context, _client, code) => code.scopes.has('offline_access'),
    findAccount: (context, id, token) => findHolder(ground, id, token, context.oidc.client?.clientId),
    // How surely somebody was known when a system was told of him goes with each token that came of it: no later answer tells more.
    extraTokenClaims: ({ oidc: { entities } }) => ({ acr: (entities.AuthorizationCode ?? entities.RefreshToken)?.acr }),
    loadExistingGrant: (context) => grantOf(ground, context),
    interactions: { url: (_context, { uid }) => `${agreeingPath}/${uid}` },
    renderError: (context, { error }) => context.redirect(`/sign-in-refused?error=${encodeURIComponent(error)}`),
    cookies: {
      keys: ground.keys.secrets('secrets').map(({ secret }) => keyedDigest(secret, 'clients.cookies').toString('base64url')),
      names: cookieNames(ground.origin),
      long: { httpOnly: true, sameSite: 'lax', signed: true }, short: { httpOnly: true, sameSite: 'lax', signed: true },
    },
    ttl: {
      AccessToken: limits.accessSeconds, AuthorizationCode: limits.codeSeconds, IdToken: limits.idTokenSeconds, RefreshToken: limits.refreshSeconds, Grant: limits.refreshSeconds, Interaction: limits.signingInSeconds,
      Session: limits.sessionSeconds, PushedAuthorizationRequest: limits.requestSeconds,
    },
    features: {
      // The library signs nothing itself: the private half may stand in a KMS.
      externalSigningSupport: { enabled: true, ack: 'experimental-01' },
      devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: false }, resourceIndicators: { enabled: false }, revocation: { enabled: true, allowedPolicy: async (_context, client, token) => token.clientId === client.clientId }, backchannelLogout: { enabled: true },
      pushedAuthorizationRequests: { enabled: true, requirePushedAuthorizationRequests: true },
    },
    fetch: (url, options) => ground.outgoing.send(String(url), { method: options?.method ?? 'GET', headers: new Headers(options?.headers as Record<string, string>), ...(options?.body ? { body: String(options.body) } : {}) }),
  }
}

/** The name by which a system knows an account, and nobody else. */
export function subjectFor(ground: Ground, account: string, code: string): Promise<string> {
  return subjectOf(ground.sql, account, code, Buffer.from(ground.random.bytes(18)).toString('base64url'))
}

function signsElsewhere(ExternalSigningKey: typeof import('oidc-provider').ExternalSigningKey, key: SigningKey) {
  class Key extends ExternalSigningKey {
    override get kid() { return key.kid }
    override get alg() { return signingAlgorithm(key.purpose) }
    override keyObject() { return key.publicKey }
    override sign(data: Uint8Array) { return key.sign(data) }
  }
  return new Key()
}

/**
 * What is told of an account, by what was agreed to: the library picks by scope. Nothing of one that is frozen or gone, who restricted it (个人信息保护法 44), or
 * who is no longer known as well as the system wants: then no code and no token is good for anything, and the session is asked anew.
 */
async function findHolder(ground: Ground, id: string, token: unknown, code: string | undefined): Promise<Account | undefined> {
  const identity = await findIdentity(ground.sql, ground.keys, id, ground.clock.now())
  if (!identity || (await restrictedAmong(ground.sql, 'sign-in', [id])).has(id)) return undefined
  const { kind, name, phone, idKind, idNumber, assuranceLevel } = identity
  // Without a token the session itself is being asked: `grantOf` says whether that one is enough.
  if (token !== undefined && code !== undefined && Math.min(assuranceLevel, toldIn(token)) < ((await findInForce(ground.sql, code))?.content.levelMin ?? 1)) return undefined
  return {
    accountId: id,
    claims: async () => ({ sub: id, acr: String(Math.min(assuranceLevel, toldIn(token))), kind, name, ...(phone ? { phone_number: phone } : {}), ...(idNumber ? { id_kind: idKind, id_number: idNumber } : {}) }),
  }
}

/** The level that came with a token: with an access token apart, with a code or a refresh token in it. */
function toldIn(token: unknown): number {
  const { acr: own, extra } = (token ?? {}) as { acr?: string; extra?: { acr?: string } }
  const acr = extra?.acr ?? own
  return acr === undefined ? Number.POSITIVE_INFINITY : Number(acr)
}

/** What the account agreed to tell this system, as long as the system takes it. Without one the person is asked. */
async function grantOf(ground: Ground, context: KoaContextWithOIDC) {
  const { session, client, provider, params } = context.oidc
  const account = session?.accountId
  const one = client && (await findInForce(ground.sql, client.clientId))
  if (!account || !one) return undefined
  const identity = await findIdentity(ground.sql, ground.keys, account, ground.clock.now())
  const asked = askedScopes(String(params?.['scope'] ?? ''), one.content)
  const given = await findConsent(ground.sql, account, one.code)
  if (!identity || !one.content.kinds.includes(identity.kind) || levelOfSession((await callers.getStore()?.()) ?? {}, identity.assuranceLevel) < one.content.levelMin || !covers(given, one.id, asked)) return undefined
  const grant = new provider.Grant({ accountId: account, clientId: one.code })
  grant.addOIDCScope(['openid', 'offline_access', ...asked].join(' '))
  await grant.save()
  return grant
}

/** The request that is being agreed to in this browser; undefined where it is over, or began in another. */
export async function findAsked(ground: Ground, uid: string, { request, reply }: { request: FastifyRequest; reply: FastifyReply }) {
  const provider = await providerOf(ground)
  const asked = await provider.interactionDetails(request.raw, reply.raw).catch(() => undefined)
  return asked?.uid === uid ? { provider, asked } : undefined
}
