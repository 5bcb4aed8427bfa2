// The server of this platform: the API of all contexts, the two faces, and what an operator watches.
import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import { countEntries, countParked, firstKinds } from '#base/act'
import { ordinaryFileRules } from '#base/files'
import { equalBytes, sha256 } from '#base/crypto'
import { makeServer, notFound, type Patience } from '#base/http'
import { countDeadJobs } from '#base/jobs'
import { authenticate, passwordHashed, passwordWork } from '#core/people'
import { mustHoldPurposes } from '#core/purposes'
import { mountClients } from '#support/clients'
import { readingNoter } from '#support/readings'
import { mountUpstreams } from '#support/upstreams'
import type { Platform } from './platform.ts'
import { registerPortal } from '../web/portal/index.ts'

export interface ServerChoice {
  callsPerMinuteMax: number
  /** Portal and desk beside the API. */
  faces: boolean
  /** What another machine shows to read the figures. */
  metricsToken?: string | undefined
  /** With slow callers, where it is not the ordinary one. */
  patience?: Patience
}

// One byte more than a file may have: beyond it the server would cut the file short, where the rule of files refuses it.
const fileBytesMax = ordinaryFileRules.bytesMax + 1
/** The fields and boundaries around an uploaded file. */
const formBytesMax = 1024 * 1024
const deskFolder = join(import.meta.dirname, '..', 'web', 'desk', 'dist')

/** Builds the server; does not listen. Refuses where a route tells people's data for a purpose that is not registered. */
export async function openServer(platform: Platform, choice: ServerChoice): Promise<FastifyInstance> {
  const { ground, routes } = platform
  // Where nothing was ever done nobody's data is held, and the register comes with the first pack.
  if ((await firstKinds(ground.sql, 1)).size > 0) await mustHoldPurposes(ground.sql, routes.flatMap(({ reads }) => reads?.purpose ?? []))
  const app = await makeServer({
    routes, runAct: ground.runAct, authenticate: authenticate(ground), origin: ground.origin, logger: ground.log, callsPerMinuteMax: choice.callsPerMinuteMax,
    version: '0.1.0', fileBytesMax, ready: () => tellReady(platform), noteReading: readingNoter(ground), ...(choice.patience ? { patience: choice.patience } : {}),
  })
  addMetrics(app, platform, choice.metricsToken)
  await mountClients(app, ground)
  await mountUpstreams(app, ground)
  if (choice.faces) {
    await registerPortal(app, { origin: ground.origin, uploadBytesMax: fileBytesMax + formBytesMax })
    await addDesk(app)
  }
  return app
}

/** Ready as long as the database answers. A held clock and a KMS that is away stop no reader of what is at hand, so they only stand beside. */
async function tellReady({ ground }: Platform) {
  const { held, leapSeconds } = ground.clockGuard.look()
  return { ready: await ground.sql.rows('select 1').then(() => true, () => false), clock: held ? { state: 'held', leapSeconds } : { state: 'right' }, keys: { state: ground.keys.isAway() ? 'away' : 'right' } }
}

const thisMachine = /^(127(\.\d{1,3}){3}|::1|::ffff:127(\.\d{1,3}){3})$/

/** Who may read the figures: this machine, and whoever shows the token. A proxy on this machine tells who asks behind it. */
function mayReadFigures(request: FastifyRequest, token: string | undefined): boolean {
  return thisMachine.test(request.ip) || (token !== undefined && equalBytes(sha256(request.headers.authorization ?? ''), sha256(`Bearer ${token}`)))
}

/** Figures for Prometheus: process, answers by route and status, the ledger's backlog, what is stuck. No personal data. */
function addMetrics(app: FastifyInstance, { ground, isOwner }: Platform, token: string | undefined): void {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const answers = new Histogram({ name: 'yiwang_http_seconds', help: 'Time to answer', labelNames: ['method', 'route', 'status'], buckets: [0.005, 0.02, 0.1, 0.5, 2, 10], registers: [registry] })
  const backlog = new Gauge({ name: 'yiwang_ledger_waiting', help: 'Entries that have no place in the ledger yet', registers: [registry] })
  const parked = new Gauge({ name: 'yiwang_parked_entries', help: 'Entries that a follower could not take', registers: [registry] })
  const dead = new Gauge({ name: 'yiwang_dead_jobs', help: 'Jobs that failed as often as they are tried', registers: [registry] })
  const held = new Gauge({ name: 'yiwang_clock_held', help: '1 while what follows from time alone waits, because the clock leapt', registers: [registry] })
  const leap = new Gauge({ name: 'yiwang_clock_leap_seconds', help: 'How far the clock leapt, while it is held', registers: [registry] })
  const away = new Gauge({ name: 'yiwang_kms_away', help: '1 while the key management system does not answer, or not rightly', registers: [registry] })
  new Gauge({ name: 'yiwang_serves_as_owner', help: '1 where the platform serves as the owner of its tables, because no lesser role could be had', registers: [registry] }).set(isOwner ? 1 : 0)
  const hashes = new Counter({ name: 'yiwang_password_hashes_total', help: 'Passwords hashed or checked: many more than sign-ins mean that somebody guesses', registers: [registry] })
  // One that is checked in parts counts once in all.
  const count = (work: unknown) => hashes.inc(Number(work) / passwordWork)
  passwordHashed.subscribe(count)
  app.addHook('onClose', async () => void passwordHashed.unsubscribe(count))
  app.addHook('onResponse', async (request, reply) => {
    answers.observe({ method: request.method, route: request.routeOptions.url ?? 'none', status: reply.statusCode }, reply.elapsedTime / 1000)
  })
  app.get('/metrics', { schema: { hide: true } }, async (request, reply) => {
    if (!mayReadFigures(request, token)) throw notFound()
    backlog.set((await countEntries(ground.sql)).waiting)
    parked.set(await countParked(ground.sql))
    dead.set(await countDeadJobs(ground.sql))
    const clock = ground.clockGuard.look()
    held.set(clock.held ? 1 : 0)
    leap.set(clock.leapSeconds)
    away.set(ground.keys.isAway() ? 1 : 0)
    reply.type(registry.contentType)
    return registry.metrics()
  })
}

/** The desk: one page whose styles carry the nonce of the answer, and files that never change under their name. */
async function addDesk(app: FastifyInstance): Promise<void> {
  const page = await readFile(join(deskFolder, 'index.html'), 'utf8').catch(() => undefined)
  if (page === undefined) return
  // Each file is a route of its own, so that every other address below is the one page, which finds its own way.
  await app.register(fastifyStatic, { root: deskFolder, prefix: '/desk/', wildcard: false, index: false, globIgnore: ['index.html', 'manifest.json', '.*'], immutable: true, maxAge: '365d', setHeaders: keepNamedByContent })
  const send = async (_request: FastifyRequest, reply: FastifyReply) => {
    const nonce = randomBytes(16).toString('base64')
    reply.header('content-security-policy', `default-src 'self'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; style-src-attr 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'`)
    return reply.type('text/html; charset=utf-8').send(page.replaceAll('__CSP_NONCE__', nonce))
  }
  for (const url of ['/desk', '/desk/', '/desk/*']) app.get(url, { schema: { hide: true } }, send)
}

/** Files whose name carries a digest may be kept for ever; the few others are asked for again. The library names the signs of text, but not of drawings. */
function keepNamedByContent(reply: FastifyReply, path: string): void {
  if (path.endsWith('.svg')) reply.type('image/svg+xml; charset=utf-8')
  if (!path.includes('/assets/')) reply.header('cache-control', 'no-cache')
}
