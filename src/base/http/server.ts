// The HTTP server: routes in, OpenAPI out, one way of refusing. It knows no context and no rule of one.
import { IncomingMessage } from 'node:http'
import compress from '@fastify/compress'
import cookie from '@fastify/cookie'
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import { _, Ajv } from 'ajv'
import formats from 'ajv-formats'
import Fastify, { LogController, type FastifyBaseLogger, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { RunAct } from '#base/act'
import { isDeclared, mayCall, mayChange, mustBeReady, type Caller } from './access.ts'
import { answerProblem, asProblem, foreignHost, foreignOrigin, invalidRequest, languageOf, notFound, ProblemShape, tooManyCalls } from './answer.ts'
import { network } from './network.ts'
import { findOpenObject, type Call, type Reads, type Route } from './route.ts'
import { quickCode, serializersByShape } from './serializers.ts'
import { findBadText, isBlank } from './text.ts'
import { answerUnreadable, dress, ordinaryPatience, safeHeaders, type Patience } from './wire.ts'

export interface ServerOptions {
  routes: Route[]
  runAct: RunAct
  /** Finds who is calling, from the session cookie. */
  authenticate(request: FastifyRequest): Promise<Caller | undefined>
  /** The public address; unsafe calls with a session must come from it. */
  origin: string
  logger: FastifyBaseLogger
  /** Calls a minute from one address; 0 turns limits off (tests). */
  callsPerMinuteMax: number
  version: string
  fileBytesMax: number
  /** How long a slow caller is waited for, and how many are served at once; ordinary unless said. */
  patience?: Patience
  /** Notes that a civil servant is told personal data; what it throws keeps the answer back. */
  noteReading?(caller: Caller, reads: Reads, value: string): Promise<void>
  /** Whether the server can do its work now, and what else an operator should see: asked by /readyz. */
  ready(): Promise<{ ready: boolean } & Record<string, unknown>>
}

const bodyBytesMax = 1024 * 1024
const keyLengthMax = 200

/** Builds the server with every route on it; does not listen. A route that says not who may call it stops here. */
export async function makeServer(options: ServerOptions): Promise<FastifyInstance> {
  const patience = options.patience ?? ordinaryPatience
  const headers = safeHeaders(options.origin)
  const app = Fastify({
    loggerInstance: options.logger, bodyLimit: bodyBytesMax, logController: new LogController({ disableRequestLogging: true }), trustProxy: 'loopback',
    routerOptions: { maxParamLength: 16_384 }, forceCloseConnections: 'idle', genReqId: () => crypto.randomUUID(),
    requestTimeout: patience.requestMs, connectionTimeout: patience.stillMs,
    // A request without Host is refused by the hook below: the parser would answer it without our headers.
    http: { headersTimeout: patience.headMs, connectionsCheckingInterval: patience.lookMs, requireHostHeader: false },
    schemaController: { compilersFactory: { buildSerializer: serializersByShape() } },
    clientErrorHandler: (error, socket) => answerUnreadable(error, socket, headers),
    // An address that cannot be read is refused before any route: in the same way.
    frameworkErrors: (error, request, reply) => {
      dress(reply.raw, headers)
      answerProblem(error, request, reply)
    },
  })
  app.server.maxConnections = patience.connectionsMax
  // What a request expects besides is nothing that must be met (RFC 9110 §10.1.1); the parser would refuse it without our headers.
  app.server.on('checkExpectation', (request, response) => app.server.emit('request', request, response))
  useStrictValidation(app)
  app.setErrorHandler((error, request, reply) => {
    noteRefused(error, request, callers.get(request))
    return answerProblem(error, request, reply)
  })
  app.setNotFoundHandler((request, reply) => answerProblem(notFound(), request, reply))
  app.addHook('onRequest', async (_request, reply) => dress(reply.raw, headers))
  // Before anything is refused: also a page that says no is in the language of whoever reads it.
  await app.register(cookie)
  app.addHook('onRequest', async (request) => {
    checkHost(request, options.origin)
    checkOrigin(request, options.origin)
  })
  app.addHook('preValidation', async (request) => {
    for (const part of [request.params, request.query, request.body]) {
      const path = findBadText(part)
      if (path !== undefined) throw invalidRequest({}, [{ path, code: 'bad-text', zh: '含有不能保存的字符', en: 'Holds characters that cannot be stored' }])
    }
  })
  await app.register(compress, { threshold: 1024, encodings: ['br', 'gzip'] })
  await app.register(multipart, { limits: { fileSize: options.fileBytesMax, files: 1, fields: 10, fieldSize: 64 * 1024 } })
  if (options.callsPerMinuteMax > 0) {
    // The portal's own calls come in-process for a page that was counted already, but what has a limit of its own is not to be had more often by
    // way of a page; files of the faces cost nothing.
    const allowList = (request: FastifyRequest) => (!(request.raw instanceof IncomingMessage) && !('rateLimit' in request.routeOptions.config)) || (request.method === 'GET' && /^\/(assets|desk|api\/static)\/[^?]*\.(css|js|svg|woff2)$/.test(request.url))
    await app.register(rateLimit, { max: options.callsPerMinuteMax, timeWindow: '1 minute', allowList, keyGenerator: ({ ip }) => network(ip), errorResponseBuilder: () => tooManyCalls() })
  }
  await addReference(app, options)
  app.get('/livez', { schema: { hide: true } }, async () => ({ alive: true }))
  app.get('/readyz', { schema: { hide: true } }, async (_request, reply) => {
    const said = await options.ready()
    if (!said.ready) reply.code(503).header('retry-after', '5')
    return said
  })
  for (const route of options.routes) addRoute(app, route, options)
  return app
}

// Kept for the process and not for one server: tests open many, all with the same schemas.
const strict = new Ajv({ allErrors: true, useDefaults: true, strict: false, code: quickCode })
const lenient = new Ajv({ allErrors: true, useDefaults: true, coerceTypes: true, strict: false, code: quickCode })
for (const ajv of [strict, lenient]) formats.default(ajv)
// What has to be said in a body is not said by blanks: a reason that nobody sees is none.
strict.removeKeyword('minLength').addKeyword({
  keyword: 'minLength', type: 'string', schemaType: 'number', error: { message: 'is too short', params: ({ schemaCode }) => _`{limit: ${schemaCode}}` },
  validate: (limit: number, text: string) => text.length >= limit && Array.from(text).length >= limit && !(limit === 1 && isBlank(text)),
})

/**
 * Bodies are taken as they are (no guessing of types); addresses are text, so their numbers are read. A schema is compiled when
 * the first call needs it: compiling those of all routes costs every start half a second.
 */
function useStrictValidation(app: FastifyInstance): void {
  app.setValidatorCompiler(({ schema, httpPart }) => {
    const ajv = httpPart === 'body' ? strict : lenient
    return (value) => {
      // Ajv keeps what it compiled by the schema itself.
      const validate = ajv.compile(schema as object)
      return validate(value) || { error: (validate.errors ?? []) }
    }
  })
}

const ownNames = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/i

/**
 * Every request names a host (RFC 9112 §3.2). Without https the platform serves this machine alone, and only under the machine's own names: a
 * page of another site whose name was turned to this address after it had loaded gets nothing. Behind https the certificate sees to it.
 */
function checkHost(request: FastifyRequest, origin: string): void {
  const { host } = request.headers
  if (host === undefined || host === '') throw invalidRequest({}, [{ path: '/headers/host', code: 'required', zh: '此项必填', en: 'This is required' }])
  if (origin.startsWith('http:') && !ownNames.test(host) && host !== new URL(origin).host) throw foreignHost()
}

/** A browser says where an unsafe call comes from; another site's is refused before anything runs. Callers that are not browsers say nothing. */
function checkOrigin(request: FastifyRequest, origin: string): void {
  if (['GET', 'HEAD', 'OPTIONS'].includes(request.method)) return
  const site = request.headers['sec-fetch-site']
  const from = request.headers.origin
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw foreignOrigin()
  // Behind https a page that came over http is another site, whatever host it names.
  const isOwn = from === origin || (origin.startsWith('http:') && from === `http://${request.headers.host}`)
  if (from !== undefined && !isOwn) throw foreignOrigin()
}

// In the document only: actOptions reads it, and says in its own words what is wrong with it.
const KeyHeader = Type.Object({ 'Idempotency-Key': Type.Optional(Type.String({ minLength: 1, maxLength: keyLengthMax, description: 'The same key with the same request gives the stored answer, for 24 hours; nothing is done twice' })) })

const referencePolicy = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self' data:; img-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

async function addReference(app: FastifyInstance, { origin, version }: ServerOptions): Promise<void> {
  await app.register(swagger, {
    // The pages of the faces are no part of the API: they have no tag.
    hideUntagged: true,
    transform: ({ schema, url, route }) => ({ schema: route.method === 'GET' ? schema : { ...schema, headers: KeyHeader }, url }),
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Yiwang 一网', version, description: 'Everything a screen can do is one call here.', license: { name: 'Apache-2.0' } },
      servers: [{ url: origin }],
      components: { securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: '__Host-yiwang' } } },
    },
  })
  await app.register(swaggerUi, { routePrefix: '/api/', staticCSP: referencePolicy, theme: { title: 'Yiwang API' } })
  app.get('/api/openapi.json', { schema: { hide: true } }, async () => app.swagger())
}

function addRoute(app: FastifyInstance, route: Route, options: ServerOptions): void {
  if (!isDeclared(route.access)) throw new Error(`${route.method} ${route.path} does not say who may call it`)
  const open = findOpenObject(route.body)
  if (open !== undefined) throw new Error(`${route.method} ${route.path} takes fields that it does not name, at ${open}`)
  const status = route.status ?? (route.answer ? (route.method === 'POST' ? 201 : 200) : route.produces ? 200 : 204)
  app.route({
    method: route.method,
    url: route.path,
    schema: schemaOf(route, status),
    ...(options.callsPerMinuteMax > 0 && route.callsPerMinuteMax ? { config: { rateLimit: { max: route.callsPerMinuteMax, timeWindow: '1 minute' } } } : {}),
    ...(route.reads ? { onSend: notingBefore(route.reads, options) } : {}),
    handler: async (request, reply) => {
      const caller = await options.authenticate(request)
      if (caller) callers.set(request, caller)
      if (route.access !== 'anyone' && !route.beforeReady) mustBeReady(caller)
      if (route.method !== 'GET' && route.access !== 'anyone' && !route.ofHand) mayChange(caller)
      const reach = mayCall(route.access, caller)
      const call: Call<undefined, undefined, undefined> = {
        params: request.params as undefined, query: request.query as undefined, body: request.body as undefined,
        caller, reach, language: languageOf(request), request, reply,
        act: (locks, verb, extra = {}) => options.runAct({ ...actOptions(request, caller, locks, extra) }, verb),
      }
      const answer = await route.handle(call)
      // What is not JSON was handed to the reply by the handler; it may still be on its way through the compressor.
      if (route.produces) return reply
      reply.code(status)
      return route.answer ? answer : reply.send()
    },
  })
}

const callers = new WeakMap<FastifyRequest, Caller>()

/** Who was refused what is written down, so that somebody who tries doors is seen (OWASP ASVS 5.0 §16.3). By identifiers alone: no name, no address. */
function noteRefused(error: unknown, request: FastifyRequest, caller: Caller | undefined): void {
  const { status, code } = asProblem(error)
  const told = { refused: code, method: request.method, route: request.routeOptions.url ?? null, account: caller?.id ?? null }
  if (status === 403 || status === 421) request.log.warn(told, 'refused')
  else if (status === 401 || status === 429) request.log.info(told, 'refused')
}

/** What is told is noted first, so that nothing was read that nobody can see was read. */
function notingBefore(reads: Reads, { noteReading }: ServerOptions) {
  return async (request: FastifyRequest, reply: FastifyReply) => {
    const caller = callers.get(request)
    const value = (request.params as Record<string, string>)[reads.param]
    if (caller?.kind === 'staff' && reply.statusCode < 300 && value !== undefined) await noteReading?.(caller, reads, value)
  }
}

function schemaOf(route: Route, status: number): object {
  const described = { description: route.zh }
  return {
    summary: route.en,
    description: route.zh,
    tags: [route.path.split('/')[2] ?? 'api'],
    operationId: `${route.method.toLowerCase()}${route.path.replace('/api', '').replace(/[/:-]+(\w)/g, (_, c: string) => c.toUpperCase())}`,
    ...(route.access === 'anyone' ? {} : { security: [{ session: [] }] }),
    ...(route.params ? { params: route.params } : {}),
    ...(route.query ? { querystring: route.query } : {}),
    ...(route.body ? { body: route.body } : {}),
    ...(route.upload ? { consumes: ['multipart/form-data'] } : {}),
    ...(route.produces ? { produces: [route.produces].flat() } : {}),
    response: {
      [status]: route.answer ?? (route.produces ? { ...Type.String(), ...described } : { ...Type.Null(), ...described }),
      default: ProblemShape,
    },
  }
}

function actOptions(request: FastifyRequest, caller: Caller | undefined, locks: string[], extra: { request?: unknown; onBehalfOf?: string; post?: string }) {
  const key = request.headers['idempotency-key']
  // Passed over in silence it would protect nothing, and the caller would believe it did.
  if (key !== undefined && (typeof key !== 'string' || key.length === 0 || key.length > keyLengthMax)) {
    throw invalidRequest({}, [{ path: '/headers/idempotency-key', code: 'maxLength', zh: `须为 1 至 ${keyLengthMax} 个字符`, en: `Must have 1 to ${keyLengthMax} characters` }])
  }
  return {
    actor: {
      id: caller?.id ?? anonymous, kind: caller?.kind ?? ('system' as const), ...(caller?.hand ? { hand: caller.hand.id, items: caller.hand.items ?? undefined } : {}),
      ...(extra.post ? { post: extra.post } : {}), ...(extra.onBehalfOf ? { onBehalfOf: extra.onBehalfOf } : {}),
    },
    locks,
    key: key === undefined ? undefined : { key, request: [request.method, request.url, extra.request ?? request.body ?? null] },
  }
}

/** The actor of what is done without a session, e.g. signing in. */
export const anonymous = '00000000-0000-7000-8000-000000000000'
