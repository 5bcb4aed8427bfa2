// Hearing that somebody signed out above, at an address of ours that platforms call (OpenID Connect Back-Channel Logout 1.0 §2.5–2.8): its answers are
// the protocol's. Whether somebody of that name is here, no answer tells.
import type { FastifyInstance, FastifyReply } from 'fastify'
import { decodeJwt, decodeProtectedHeader, errors, jwtVerify, type JWTPayload, type ProtectedHeaderParameters } from 'jose'
import type { Ground } from '#base/context'
import { sha256 } from '#base/crypto'
import { anonymous } from '#base/http'
import { isProblem } from '#base/problem'
import { endRelayed, forgetCallers, relayLocks } from '#core/people'
import { endOf, logoutLimits, readLogout, type Logout, type LogoutFault } from './logout.ts'
import { keysOf } from './protocol.ts'
import { listInForce } from './store.ts'
import type { Registration } from './upstream.ts'

/** Where every platform above tells it: which one it is stands in the token. */
export const logoutPath = '/sign-in/ended-above'

/** Puts the address on the server, in a scope of its own: nowhere else is a form of another site read. */
export async function mountUpstreams(app: FastifyInstance, ground: Ground): Promise<void> {
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string', bodyLimit: logoutLimits.bytesMax }, (_request, body, done) => done(null, new URLSearchParams(String(body))))
    scope.setErrorHandler((error: { statusCode?: number }, _request, reply) => {
      // What cannot be read as a form is a bad request of the protocol; everything else is answered as everywhere.
      if (isProblem(error) || ![400, 413, 415].includes(error.statusCode ?? 500)) throw error
      return refuse(ground, reply, 'body')
    })
    scope.route({
      method: 'POST', url: logoutPath, schema: { hide: true }, config: { rateLimit: { max: logoutLimits.callsPerMinuteMax, timeWindow: '1 minute' } },
      handler: async (request, reply) => {
        const given = request.body instanceof URLSearchParams ? request.body.getAll('logout_token') : []
        const [token] = given
        const fault = token === undefined || given.length > 1 ? 'body' : await hearLogout(ground, token)
        return fault === undefined ? reply.code(200).header('cache-control', 'no-store').send() : refuse(ground, reply, fault)
      },
    })
  })
}

function refuse(ground: Ground, reply: FastifyReply, fault: LogoutFault): FastifyReply {
  ground.log.warn({ why: fault }, 'a sign-out above was not taken')
  return reply.code(400).header('cache-control', 'no-store').send({ error: 'invalid_request', error_description: `logout_token: ${fault}` })
}

/** Takes a token and ends what it names; answers why it was not taken. */
async function hearLogout(ground: Ground, token: string): Promise<LogoutFault | undefined> {
  const read = decode(token)
  if (!read) return 'unreadable'
  const logout = readLogout(read.header, read.claims)
  if ('fault' in logout) return logout.fault
  const one = await findSender(ground, read.claims)
  if (!one) return 'platform'
  const fault = await verify(ground, one, token)
  return fault ?? ((await end(ground, one, logout)) ? undefined : 'replayed')
}

function decode(token: string): { header: ProtectedHeaderParameters; claims: JWTPayload } | undefined {
  try {
    return { header: decodeProtectedHeader(token), claims: decodeJwt(token) }
  } catch {
    return undefined
  }
}

/** The platform that the token says it is of: what it says is believed only after its keys have verified it. */
async function findSender(ground: Ground, { iss, aud }: JWTPayload): Promise<Registration | undefined> {
  const audience = [aud].flat()
  return (await listInForce(ground.sql)).find(({ content }) => content.issuer === iss && audience.includes(content.client))
}

async function verify(ground: Ground, one: Registration, token: string): Promise<LogoutFault | undefined> {
  const { issuer, client: audience } = one.content
  try {
    const keys = await keysOf(ground, one)
    // The signature is that of ID tokens (§2.6): nothing in the header chooses a key that the issuer does not publish, nor another algorithm.
    await jwtVerify(token, keys, { issuer, audience, algorithms: ['ES256'], requiredClaims: ['iat', 'exp'], maxTokenAge: logoutLimits.ageSecondsMax, clockTolerance: logoutLimits.toleranceSeconds, currentDate: new Date(ground.clock.now().epochMilliseconds) })
    return undefined
  } catch (error) {
    if (error instanceof errors.JWTExpired || error instanceof errors.JWTClaimValidationFailed) return 'time'
    // The plain error of the library is that of a set of keys that did not come.
    const isOfKeys = !(error instanceof errors.JOSEError) || [errors.JOSEError.code, errors.JWKSTimeout.code, errors.JWKSInvalid.code].includes(error.code)
    return isOfKeys ? 'keys' : 'signature'
  }
}

/** Ends what the platform began here; false where the same token was taken before. The ledger learns that one told, and which sessions ended. */
async function end(ground: Ground, { id, content }: Registration, logout: Logout): Promise<boolean> {
  const ending = endOf(content, logout)
  const accounts = await ground.runAct({ actor: { id: anonymous, kind: 'system' }, locks: relayLocks(ending), comesOrGoes: true }, async (act) => {
    const ended = await endRelayed(act, { tokenDigest: sha256(JSON.stringify([content.issuer, logout.jti])), end: ending })
    act.record(ended ? 'upstreams.logout-heard' : 'upstreams.logout-known', { subject: id, facts: { code: content.code } })
    return ended
  })
  for (const account of accounts ?? []) forgetCallers(ground, account)
  return accounts !== undefined
}
