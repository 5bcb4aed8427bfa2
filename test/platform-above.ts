// A platform that signs people in for a town, and answers as a test wants it; and two towns of which one may rely on the other.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, exportSPKI, generateKeyPair, SignJWT, type JWTPayload } from 'jose'
import { openTown, type Town, type TownOptions } from './town.ts'

export const lawOfRelaying = { law: '国务院关于在线政务服务的若干规定', article: '第七条' }

/** own: the platform's · foreign: somebody's · its own public key taken as a secret · none at all. */
export type LogoutKey = 'own' | 'foreign' | 'public' | 'none'

export interface PlatformAbove {
  issuer: string
  /** What it does otherwise than it should, from now on. */
  change: { claims?: JWTPayload; userinfo?: object; alg?: 'none' | 'foreign'; issuer?: string; status?: number; silent?: boolean; meanwhile?: () => Promise<unknown> }
  /** A token that says who signed out, or another in its place. */
  logoutToken(claims: JWTPayload, header?: Record<string, unknown>, key?: LogoutKey): Promise<string>
  /** What the browser brings back from the sign-in that was begun last. */
  returning(query?: string): string
  close(): Promise<unknown>
}

/** Opens one on this machine. It tells of a person at level 5. */
export async function openPlatformAbove(person: object = { name: '张敏', id_kind: 'resident-id', id_number: '990102199203140264' }): Promise<PlatformAbove> {
  const { privateKey, publicKey } = await generateKeyPair('ES256')
  const foreign = (await generateKeyPair('ES256')).privateKey
  const keys = [{ ...(await exportJWK(publicKey)), kid: 'above', alg: 'ES256', use: 'sig' }]
  let asked = new URLSearchParams()
  const tokenOf = async () => {
    const now = Math.floor(Date.now() / 1000)
    const claims = { iss: platform.issuer, aud: 'node', sub: 's-1', nonce: asked.get('nonce') ?? '', iat: now, exp: now + 300, acr: '5', ...platform.change.claims }
    if (platform.change.alg === 'none') return `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.`
    return new SignJWT(claims).setProtectedHeader({ alg: 'ES256', kid: 'above' }).sign(platform.change.alg === 'foreign' ? foreign : privateKey)
  }
  const logoutToken: PlatformAbove['logoutToken'] = async (claims, header = {}, key = 'own') => {
    const now = Math.floor(Date.now() / 1000)
    const whole = { iss: platform.issuer, aud: 'node', iat: now, exp: now + 120, jti: crypto.randomUUID(), events: { 'http://schemas.openid.net/event/backchannel-logout': {} }, ...claims }
    const protectedHeader = { alg: key === 'public' ? 'HS256' : key === 'none' ? 'none' : 'ES256', kid: 'above', typ: 'logout+jwt', ...header }
    if (key === 'none') return `${[protectedHeader, whole].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')}.`
    return new SignJWT(whole).setProtectedHeader(protectedHeader).sign(key === 'public' ? await exportPublic(publicKey) : key === 'foreign' ? foreign : privateKey)
  }
  const metadata = () => ({
    issuer: platform.change.issuer ?? platform.issuer, authorization_endpoint: `${platform.issuer}/go`, token_endpoint: `${platform.issuer}/token`, userinfo_endpoint: `${platform.issuer}/who`, jwks_uri: `${platform.issuer}/keys`, pushed_authorization_request_endpoint: `${platform.issuer}/par`,
    response_types_supported: ['code'], subject_types_supported: ['public'], id_token_signing_alg_values_supported: ['ES256'],
  })
  const answers: Record<string, (body: string) => Promise<[object, number]> | [object, number]> = {
    '/.well-known/openid-configuration': () => [metadata(), 200],
    '/par': (body) => {
      asked = new URLSearchParams(body)
      return [{ request_uri: 'urn:above:1', expires_in: 60 }, 201]
    },
    '/keys': () => [{ keys }, 200],
    '/token': async () => [{ access_token: 'a', token_type: 'Bearer', id_token: await tokenOf() }, platform.change.status ?? 200],
    '/who': async () => (await platform.change.meanwhile?.(), [{ sub: 's-1', acr: '5', kind: 'natural', ...person, ...platform.change.userinfo }, platform.change.status ?? 200]),
  }
  const server = createServer((request, response) => void (async () => {
    let body = ''
    for await (const part of request) body += String(part)
    if (platform.change.silent) return
    const [value, status] = (await answers[request.url ?? '']?.(body)) ?? [{}, 404]
    response.writeHead(status, { 'content-type': 'application/json', connection: 'close' }).end(JSON.stringify(value))
  })()).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  // One that a scene leaves behind holds no process.
  server.unref()
  const platform: PlatformAbove = {
    issuer: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, change: {}, logoutToken,
    returning: (query = 'code=c') => `${query}${query.includes('state=') ? '' : `&state=${asked.get('state') ?? ''}`}&iss=${encodeURIComponent(platform.issuer)}`,
    close: () => new Promise((resolve) => {
      server.closeAllConnections()
      server.close(resolve)
    }),
  }
  return platform
}

/** What is published, as somebody would take it for a shared secret. */
const exportPublic = async (key: CryptoKey): Promise<Uint8Array> => new TextEncoder().encode(await exportSPKI(key))

/** A town at an address of its own that others reach. */
export async function openNode(host = '127.0.0.1', options: Pick<TownOptions, 'relays'> = {}): Promise<Town> {
  const taken = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => taken.once('listening', resolve))
  const { port } = taken.address() as AddressInfo
  await new Promise((resolve) => taken.close(resolve))
  const town = await openTown({ ...options, realTime: true, origin: `http://${host}:${port}` })
  await town.app.listen({ host: '127.0.0.1', port })
  return town
}

/** What one officer asks for and another confirms. */
export async function byTwo(town: Town, kind: 'client' | 'upstream', content: object): Promise<void> {
  const asked = await town.call<{ id: string }>('POST', `/api/proposals/${kind}`, { as: 'admin.system', body: { content, reason: '省市平台互认。' } })
  if (asked.status !== 201) throw new Error(`not asked for: ${JSON.stringify(asked.body)}`)
  const confirmed = await town.call('POST', `/api/proposals/${kind}/${asked.body.id}/confirmation`, { as: 'admin.security', body: {} })
  if (confirmed.status !== 200) throw new Error(`not confirmed: ${JSON.stringify(confirmed.body)}`)
}

/** Registers a platform with a town. */
export const relyOn = (town: Town, code: string, issuer: string, more: object = {}): Promise<void> => byTwo(town, 'upstream', { code, name: { zh: '上级平台', en: 'Platform above' }, issuer, client: 'node', kind: 'natural', levels: { 3: 3, 4: 4, 5: 5 }, basis: lawOfRelaying, ...more })

/** Registers a town with the one above it, for these of its platforms. */
export async function registerNode(above: Town, node: Town, codes: readonly string[]): Promise<void> {
  const { keys, logout } = (await node.call<{ keys: object[]; logout: string }>('GET', '/api/upstream-registration', { as: 'admin.system' })).body
  await byTwo(above, 'client', {
    code: 'node', name: { zh: '云州节点', en: 'Node of Yunzhou' }, organisation: '12990100700126958D', purpose: { zh: '在本市平台登录', en: 'To sign in with the city' }, contact: '0990-12345', redirects: codes.map((code) => `${node.platform.ground.origin}/sign-in/back/${code}`),
    kinds: ['natural', 'legal'], scopes: ['profile', 'identity'], basis: lawOfRelaying, levelMin: 1, keys, logout,
  })
}
