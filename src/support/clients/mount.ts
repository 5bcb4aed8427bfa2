// Puts the protocol's own addresses on the server, below /oidc. They speak OpenID Connect, not this platform's API.
import type { IncomingMessage } from 'node:http'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Ground } from '#base/context'
import { sha256 } from '#base/crypto'
import type { Caller } from '#base/http'
import { authenticate } from '#core/people'
import { isOneself } from './client.ts'
import { asCaller, cookieNames, mountPath, providerOf } from './provider.ts'
import { deleteForeign } from './store-records.ts'

/** Mounts the provider in a scope of its own, so that the bodies of its calls are its own to read. */
export async function mountClients(app: FastifyInstance, ground: Ground): Promise<void> {
  const who = authenticate(ground)
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null))
    scope.route({ method: ['GET', 'POST'], url: `${mountPath}/*`, schema: { hide: true }, handler: async (request, reply) => {
      const caller = await who(request)
      const own = caller && isOneself(caller) ? caller : undefined
      await dropForeign(ground, request, own)
      const provider = await providerOf(ground)
      await asCaller(own, () => answer(ground, request, reply, provider.callback()))
    } })
  })
}

/** A session of the protocol lives as long as ours that it was begun under, and belongs to whom that acts for. */
async function dropForeign(ground: Ground, request: FastifyRequest, caller: Caller | undefined): Promise<void> {
  const held = request.cookies[cookieNames(ground.origin).session]
  if (held !== undefined && request.method === 'GET') await deleteForeign(ground.sql, sha256(held), caller && { session: caller.session, account: caller.id })
}

async function answer(ground: Ground, request: FastifyRequest, reply: FastifyReply, callback: (request: IncomingMessage, response: FastifyReply['raw']) => Promise<void>): Promise<void> {
  const { protocol, host } = new URL(ground.origin)
  const raw: IncomingMessage & { originalUrl?: string } = request.raw
  raw.originalUrl = raw.url ?? ''
  raw.url = raw.originalUrl.slice(mountPath.length)
  raw.headers['x-forwarded-proto'] = protocol.slice(0, -1)
  raw.headers['x-forwarded-host'] = host
  reply.hijack()
  await callback(raw, reply.raw)
}
