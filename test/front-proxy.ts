// Certificates as an installation takes them: an authority with its files, and a proxy in front that speaks TLS, asks for a certificate and hands it on (RFC 9440).
import { generateKeyPairSync } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request as send } from 'node:http'
import { createServer, request as sendSafely } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TLSSocket } from 'node:tls'
import type { CertificateRelay } from '#base/context'
import { handedOn, makeAuthority, pemOf, type Authority, type Made } from './authority.ts'
import type { Town } from './town.ts'

export interface Certificates {
  relay: CertificateRelay
  authority: Authority
  /** Writes another list of revoked ones, or whatever is given. */
  putList(content: Uint8Array | string): Promise<void>
  close(): Promise<void>
}

const known = new WeakMap<CertificateRelay, Certificates>()

/** An authority, and the files that an operator has of it. */
export async function openCertificates(change: Partial<CertificateRelay> = {}): Promise<Certificates> {
  const folder = await mkdtemp(join(tmpdir(), 'yiwang-certificates-'))
  const authority = makeAuthority()
  const relay: CertificateRelay = { secret: 'the proxy in front says so, and nobody else does', alone: true, authorities: join(folder, 'authorities.pem'), lists: [join(folder, 'revoked.crl')], ...change }
  const certificates: Certificates = { relay, authority, putList: (content) => writeFile(relay.lists[0] ?? '', content), close: () => rm(folder, { recursive: true }) }
  await writeFile(relay.authorities, authority.pem)
  await certificates.putList(pemOf(authority.list(), 'X509 CRL'))
  known.set(relay, certificates)
  return certificates
}

/** Those of a town that takes certificates. */
export function certificatesOf(town: Town): Certificates {
  const { certificates: relay } = town.platform.ground.relays
  const found = relay && known.get(relay)
  if (!found) throw new Error('this town takes no certificates')
  return found
}

/** What the proxy adds to a call, for calls that need no proxy. */
export const asProxy = (town: Town, own?: Made): Record<string, string> => ({ 'x-yiwang-proxy': certificatesOf(town).relay.secret, ...(own ? { 'client-cert': handedOn(own.der) } : {}) })

export interface Front {
  call<T>(method: string, path: string, options?: { own?: Made; cookie?: string; body?: unknown; headers?: Record<string, string> }): Promise<{ status: number; body: T; cookie: string }>
  close(): void
}

const byOperator = ['x-yiwang-proxy', 'client-cert', 'client-cert-chain']

/** Opens the proxy before a town that listens. It takes any certificate, as one with `optional_no_ca`: the town judges. */
export async function openFront(town: Town): Promise<Front> {
  const { relay, authority } = certificatesOf(town)
  const own = authority.issue('localhost', { uses: ['1.3.6.1.5.5.7.3.1'] })
  const server = createServer({ key: own.key.export({ type: 'pkcs8', format: 'pem' }), cert: pemOf(own.der), requestCert: true, rejectUnauthorized: false }, (request, response) => {
    const { raw } = (request.socket as TLSSocket).getPeerCertificate()
    // Whatever a browser sends under these names is dropped.
    const kept = Object.fromEntries(Object.entries(request.headers).filter(([name]) => !byOperator.includes(name)))
    const onward = send(`${town.origin}${request.url}`, { method: request.method ?? 'GET', headers: { ...kept, 'x-yiwang-proxy': relay.secret, ...(raw ? { 'client-cert': handedOn(raw) } : {}) } }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    })
    request.pipe(onward)
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  return {
    close: () => {
      server.closeAllConnections()
      server.close()
    },
    call: <T>(method: string, path: string, { own, cookie, body, headers = {} }: Parameters<Front['call']>[2] = {}) => new Promise<{ status: number; body: T; cookie: string }>((resolve, reject) => {
      const keyed = own ? { key: own.key.export({ type: 'pkcs8', format: 'pem' }), cert: pemOf(own.der) } : {}
      const request = sendSafely({
        host: '127.0.0.1', port, path, method, agent: false, ca: authority.pem, checkServerIdentity: () => undefined, ...keyed,
        headers: { ...headers, ...(cookie ? { cookie } : {}), ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      }, (answer) => {
        let text = ''
        answer.setEncoding('utf8').on('data', (part: string) => (text += part)).on('end', () => resolve({ status: answer.statusCode ?? 0, body: (text === '' ? undefined : JSON.parse(text)) as T, cookie: String(answer.headers['set-cookie'] ?? '').split(';')[0] ?? '' }))
      })
      request.once('error', reject).end(body === undefined ? undefined : JSON.stringify(body))
    }),
  }
}

/** A key that nobody certified. */
export const strangersKey = () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
