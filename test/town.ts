// A town: the whole platform on a database of its own, for tests that speak HTTP to it.
import { createHash } from 'node:crypto'
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { FastifyBaseLogger, FastifyInstance } from 'fastify'
import type { Relays } from '#base/context'
import { pino } from 'pino'
import { cloneDatabase, createDatabase, dropDatabase, openPool, sqlOver, startDatabase, underClaim, withDatabase, type Connection, type DatabaseServer, type Sql } from '#base/db'
import { moveKeys, type KmsChoice } from '#base/crypto'
import { seededRandom, systemRandom } from '#base/ids'
import { manualClock, systemClock, type Clock, type ManualClock, type SteadyCounter } from '#base/time'
import { readPack, type Pack } from '#core/packs'
import { applyPack } from '../src/apply.ts'
import { openPlatform, type Platform } from '../src/platform.ts'
import { openServer, type ServerChoice } from '../src/server.ts'
import { drawnWhenRead } from '../src/simulate.ts'
import { headFaults } from './headers.ts'
import { checkInvariants } from './invariants.ts'

export interface Answer<T = Record<string, unknown>> {
  status: number
  body: T
  headers: Record<string, string | string[] | undefined>
  raw: Buffer
}

export interface CallOptions {
  /** Login of a demonstration account; signs in once and keeps the session. */
  as?: string
  body?: unknown
  headers?: Record<string, string>
  key?: string
}

export interface Town {
  platform: Platform
  app: FastifyInstance
  /** The address, where the town listens (`listen: true`). */
  origin: string
  clock: ManualClock
  call<T = Record<string, unknown>>(method: string, path: string, options?: CallOptions): Promise<Answer<T>>
  /** Sends one file as multipart/form-data. */
  upload<T = Record<string, unknown>>(path: string, options: { as: string; name: string; content: Uint8Array | string; fields?: Record<string, string> }): Promise<Answer<T>>
  cookieOf(login: string): Promise<string>
  /** Signs everybody in anew when next they call: a clock that was moved ends sessions. */
  forgetSessions(): void
  /** Lets followers and jobs do everything that waits. */
  settle(): Promise<void>
  close(): Promise<void>
  /** As the owner of the tables; the town itself serves as the lesser role. */
  connection: Connection
  /** SQL of the owner, for what a test does below the platform. */
  owner: Sql
  home: string
}

export interface TownOptions {
  /** Listens on a free port of loopback; else calls are injected. */
  listen?: boolean
  /** The public address, where it is not the ordinary one of this machine. */
  origin?: string
  /** Where the manual clock stands. */
  now?: string
  /** The machine's clock instead of the manual one. */
  realTime?: boolean
  seed?: string
  /** An empty database: no pack, no accounts. */
  empty?: boolean
  /** Lets followers, jobs and beats run by themselves instead of by `settle`. */
  running?: boolean
  callsPerMinuteMax?: number
  /** With slow callers, where a test is about them. */
  patience?: ServerChoice['patience']
  poolSize?: number
  /** Where mail and text messages are handed over. */
  relays?: Relays
  /** Puts something between the platform and its database, e.g. a connection that can be cut. */
  through?: (connection: Connection) => Promise<Connection>
  /** Leaves what waits undone and unchecked at the end: for benches, whose matters nobody reads. */
  leaveUndone?: boolean
  /** Jobs draw letters and licences, as in a city; else each is drawn when it is first read, which costs the tests that read none nothing. */
  prints?: boolean
  /** As `yiwang simulate` opens its home. */
  simulated?: boolean
  /** What the manual clock is held against, as the machine's is against the machine's counter. */
  counter?: SteadyCounter
  /** The KMS that the keys of the town stand in. */
  kms?: Omit<KmsChoice, 'onChange'>
  /** Where a virus scanner listens. */
  scanner?: string
  /** Hears every line of the log. */
  log?: FastifyBaseLogger
  /** Acts doubt a clock that is moved back, as they doubt the machine's. */
  doubtsClock?: boolean
}

export const packFolder = join(import.meta.dirname, '..', 'packs', 'yunzhou')
export const testHome = process.env.YIWANG_TEST_HOME ?? join(tmpdir(), `yiwang-test-${process.getuid?.() ?? 0}`)

const templateHome = join(testHome, 'template-home')
export const demonstrationPassword = 'yunzhou-demo-2026'

let packRead: Promise<Pack> | undefined

/** The pack of the tests, read once in a process; in a run, whose first process has read and checked it, taken from there. */
export function testPack(): Promise<Pack> {
  const { YIWANG_TEST_PACK: kept } = process.env
  packRead ??= kept === undefined ? checkedPack() : readFile(kept, 'utf8').then((text) => JSON.parse(text) as Pack)
  return packRead
}

async function checkedPack(): Promise<Pack> {
  const { pack, faults } = await readPack(packFolder)
  if (!pack) throw new Error(`the pack has faults: ${faults.slice(0, 3).map((fault) => `${fault.file}:${fault.line} ${fault.rule}`).join('; ')}`)
  return pack
}

/** Keeps the pack for the other processes of a run. Answers where. */
export async function keepPack(): Promise<string> {
  const kept = join(testHome, 'pack.json')
  await writeFile(kept, JSON.stringify(await testPack()))
  return kept
}

/** The server of the run, which the run itself holds; without one, that of this machine's tests. */
function joinServer(): Promise<DatabaseServer> {
  const { YIWANG_TEST_SERVER: held } = process.env
  if (held === undefined) return startDatabase({ home: testHome, databaseUrl: process.env.DATABASE_URL })
  return Promise.resolve({ ...(JSON.parse(held) as DatabaseServer), stop: () => Promise.resolve() })
}

/** Opens a town on a clone of a prepared database. Close it at the end of the file. */
export async function openTown(options: TownOptions = {}): Promise<Town> {
  const server = await joinServer()
  const template = options.empty ? undefined : (process.env.YIWANG_TEST_TEMPLATE ?? (await prepareTemplate(server)))
  const name = `town_${process.pid}_${Math.random().toString(36).slice(2, 10)}`
  const connection = await cloneDatabase(server.connection, template, name)
  const home = await mkdtemp(join(tmpdir(), 'yiwang-town-'))
  // Numbers in the prepared database are sealed under the keys it was prepared with.
  if (template) await cp(join(templateHome, 'keys'), join(home, 'keys'), { recursive: true })
  if (options.kms) await moveKeys({ home }, options.kms)
  const clock = manualClock(Temporal.Instant.from(options.now ?? '2026-11-23T01:00:00Z'))
  const serving = withDatabase(servingOf(server), name)
  const platform = await open({ connection: (await options.through?.(serving)) ?? serving, owner: connection }, home, options.realTime ? systemClock : clock, options)
  const owner = openPool(connection, { size: 2 })
  if (options.empty) await platform.migrate()
  const app = await openServer(platform, { callsPerMinuteMax: options.callsPerMinuteMax ?? 0, faces: true, ...(options.patience ? { patience: options.patience } : {}) })
  const headless = judgeHeads(app)
  let { origin } = platform.ground
  if (options.listen) origin = await app.listen({ host: '127.0.0.1', port: 0 })
  if (options.running) await platform.run()
  const cookies = new Map<string, Promise<string>>()
  const town: Town = {
    platform, app, origin, clock, connection, home, owner: sqlOver(owner.pool),
    cookieOf: (login) => {
      const known = cookies.get(login) ?? signIn(app, login)
      cookies.set(login, known)
      return known
    },
    forgetSessions: () => cookies.clear(),
    call: async (method, path, { as, body, headers = {}, key } = {}) => send(app, {
      method, url: path, body: body === undefined ? undefined : JSON.stringify(body),
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...(as ? { cookie: await town.cookieOf(as) } : {}), ...(key ? { 'idempotency-key': key } : {}), ...headers },
    }),
    upload: async (path, { as, name: fileName, content, fields = {} }) => {
      const form = new FormData()
      for (const [field, value] of Object.entries(fields)) form.append(field, value)
      form.append('file', new Blob([typeof content === 'string' ? content : new Uint8Array(content)]), fileName)
      const request = new Request('http://town/', { method: 'POST', body: form })
      return send(app, { method: 'POST', url: path, body: Buffer.from(await request.arrayBuffer()), headers: { 'content-type': request.headers.get('content-type') ?? '', cookie: await town.cookieOf(as) } })
    },
    settle: () => settle(platform),
    close: async () => {
      try {
        if (!options.leaveUndone) {
          await settle(platform)
          await checkInvariants(platform)
          if (headless.length > 0) throw new Error(`answers that a browser may misuse: ${headless.join('; ')}`)
        }
      } finally {
        // Also where something was not true: what stays open would keep the test process from ending.
        await app.close()
        await platform.close()
        await owner.close()
        await dropDatabase(server.connection, name)
        await rm(home, { recursive: true, force: true, maxRetries: 5 })
        await server.stop()
      }
    },
  }
  return town
}

/** Judges the head of every answer, also of those that a handler writes past the server. Tells the first few that are not well. */
function judgeHeads(app: FastifyInstance): string[] {
  const faults: string[] = []
  app.addHook('onRequest', async (request, { raw }) => {
    raw.once('finish', () => {
      if (faults.length < 5) faults.push(...headFaults({ method: request.method, path: request.url, status: raw.statusCode, headers: raw.getHeaders() }))
    })
  })
  return faults
}

/** As the platform settles, and waits for what a running one already has in hand. */
async function settle(platform: Platform): Promise<void> {
  await platform.settle()
  for (let looks = 0; looks < 600 && (await hasJobsInHand(platform)); looks++) {
    await pause(50)
    await platform.settle()
  }
}

async function hasJobsInHand({ ground: { sql } }: Platform): Promise<boolean> {
  const [row] = await sql.rows<{ busy: boolean }>('select exists (select 1 from graphile_worker.jobs where locked_at is not null) as busy')
  return row?.busy ?? false
}

/** No town serves as the owner of its tables. */
function servingOf({ serving, lack }: DatabaseServer): Connection {
  if (!serving) throw new Error(`the server of the tests has no lesser role: ${lack}`)
  return serving
}

function open(as: { connection: Connection; owner: Connection }, home: string, clock: Clock, options: TownOptions): Promise<Platform> {
  return openPlatform({
    ...as, home, origin: options.origin ?? 'http://localhost:8080', demonstration: true, log: options.log ?? pino({ level: process.env.LOG_LEVEL ?? 'silent' }), clock, counter: options.counter, kms: options.kms, scanner: options.scanner,
    random: options.seed ? seededRandom(options.seed) : systemRandom, poolSize: options.poolSize ?? 10, waitMsMax: 60_000, ...(options.relays ? { relays: options.relays } : {}),
    trustsClock: !options.realTime && !options.doubtsClock,
    ...(options.prints ? {} : { withoutJobs: drawnWhenRead }), ...(options.simulated ? { hurried: true } : {}),
  })
}

/** A database with schema and pack, made anew when any migration, the pack or the code that applies it changes. Answers its name. */
export function prepareTemplate(server: DatabaseServer): Promise<string> {
  return underClaim(join(testHome, 'template.claim'), () => findOrMakeTemplate(server))
}

async function findOrMakeTemplate(server: DatabaseServer): Promise<string> {
  const { connection } = server
  const pack = await testPack()
  const name = `template_${(await templateDigest(pack.digest)).slice(0, 16)}`
  const building = `${name}_building`
  if (await databaseExists(connection, name)) return name
  await dropDatabase(connection, building)
  const platform = await open({ connection: withDatabase(servingOf(server), building), owner: await createDatabase(connection, building) }, templateHome, manualClock(Temporal.Instant.from('2026-01-05T01:00:00Z')), {})
  await platform.migrate()
  await applyPack(platform.ground, pack, { password: demonstrationPassword })
  await platform.settle()
  await platform.close()
  await cloneDatabase(connection, building, name)
  await dropDatabase(connection, building)
  return name
}

async function databaseExists(connection: Connection, name: string): Promise<boolean> {
  // Asked from beside: a session in the template itself would keep others from cloning it.
  const { pool, close } = openPool(withDatabase(connection, 'postgres'), { size: 1 })
  return pool.query('select 1 from pg_database where datname = $1', [name]).then(({ rowCount }) => rowCount === 1).finally(close)
}

/** What the prepared database depends on: the pack, all migrations, and the code of the acts that fill it. */
async function templateDigest(packDigest: string): Promise<string> {
  const hash = createHash('sha256').update(packDigest).update(testHome)
  const source = join(import.meta.dirname, '..', 'src')
  const files = (await readdir(source, { recursive: true })).filter((file) => file.endsWith('.sql') || /(acts|apply|store|years|entry|act|demonstration|serving-rights|password)\.ts$/.test(file)).sort()
  for (const file of files) hash.update(file).update(await readFile(join(source, file)))
  return hash.digest('hex')
}

/** Signs in by one tap. A machine that is busy may say 503 to the first calls of a town: then once more. */
export async function signIn(app: FastifyInstance, login: string, tries = 5): Promise<string> {
  const answer = await app.inject({ method: 'POST', url: '/api/session/demonstration', payload: { login } })
  const cookie = answer.cookies.find((one) => one.name === '__Host-yiwang')
  if (cookie) return `${cookie.name}=${cookie.value}`
  if (answer.statusCode === 503 && tries > 1) return pause(500).then(() => signIn(app, login, tries - 1))
  throw new Error(`${login} could not sign in: ${answer.statusCode} ${answer.body}`)
}

async function send<T>(app: FastifyInstance, request: { method: string; url: string; headers: Record<string, string>; body?: string | Buffer | undefined }): Promise<Answer<T>> {
  const answer = await app.inject({ method: request.method as 'GET', url: request.url, headers: request.headers, ...(request.body === undefined ? {} : { payload: request.body }) })
  const isJson = String(answer.headers['content-type'] ?? '').includes('json')
  return { status: answer.statusCode, body: (isJson && answer.body !== '' ? JSON.parse(answer.body) : answer.body) as T, headers: answer.headers as Answer['headers'], raw: answer.rawPayload }
}
