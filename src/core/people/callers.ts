// Who is calling: from the session cookie to the Caller, remembered for half a second in this process and forgotten at once
// when this process ends a session. Never trusts anything but the digest of the token.
import type { FastifyRequest } from 'fastify'
import type { Ground } from '#base/context'
import { sha256, sha256Hex } from '#base/crypto'
import type { Caller, Lack, Post } from '#base/http'
import { findConflict } from '#core/access'
import { getCalendar } from '#core/clock'
import type { Calendar } from '#engines/calendar'
import { findBelow, findOrganisations } from '#core/organisations'
import { agentLevelMin, agentNotProved } from './agency.ts'
import { holdsAt, type Hours } from './hours.ts'
import { stopOf } from './guardian.ts'
import { limits } from './limits.ts'
import { selectHolders, selectSession, touchSession, type SessionRow } from './store-sessions.ts'

/** The prefix makes browsers refuse it without Secure, with a Domain or with another path (RFC 6265bis §4.1.3.2). */
export const cookieName = '__Host-yiwang'
export const cookieOptions = { path: '/', secure: true, httpOnly: true, sameSite: 'lax' } as const

interface Memory {
  callers: Map<string, { caller: Caller; at: Temporal.Instant }>
  /** Counts what was forgotten: a look-up that began before must not be remembered after. */
  forgettings: number
}

const callersMax = 20_000
const memories = new WeakMap<Ground['pool'], Memory>()

function memoryOf(ground: Ground): Memory {
  const known = memories.get(ground.pool)
  if (known) return known
  const made: Memory = { callers: new Map(), forgettings: 0 }
  memories.set(ground.pool, made)
  return made
}

/** Makes the function by which the server finds out who is calling; `undefined` is nobody. */
export function authenticate(ground: Ground): (request: FastifyRequest) => Promise<Caller | undefined> {
  return async (request) => {
    const token = request.cookies[cookieName]
    return token ? findCaller(ground, token) : undefined
  }
}

/** The holder of a token, if its session goes on. */
export async function findCaller(ground: Ground, token: string): Promise<Caller | undefined> {
  const memory = memoryOf(ground)
  const now = ground.clock.now()
  const key = sha256Hex(token)
  const known = memory.callers.get(key)
  if (known && Math.abs(now.since(known.at).total('seconds')) <= limits.callerSeconds) return known.caller
  const before = memory.forgettings
  const row = await selectSession(ground.sql, sha256(token), now)
  memory.callers.delete(key)
  if (!row || !mayUse(ground, row)) return undefined
  if (now.since(row.touchedAt).total('seconds') >= limits.touchSeconds) await touchSession(ground.sql, row.session, now)
  return rememberCaller(ground, { key, row, now, before })
}

const mayUse = (ground: Ground, row: SessionRow): boolean => ground.demonstration || !row.demonstration

async function rememberCaller(ground: Ground, { key, row, now, before }: { key: string; row: SessionRow; now: Temporal.Instant; before: number }): Promise<Caller | undefined> {
  const memory = memoryOf(ground)
  const [caller] = await callersFrom(ground, [row], now)
  if (!caller) return undefined
  if (memory.callers.size >= callersMax) memory.callers.clear()
  if (memory.forgettings === before) memory.callers.set(key, { caller, at: now })
  return caller
}

/** Begins a session by a work that answers its row, and remembers its caller as one that was looked up then: who comes in is asked for at once. */
export async function beginRemembered<T extends { row: SessionRow; now: Temporal.Instant }>(ground: Ground, token: string, begin: () => Promise<T>): Promise<T> {
  const before = memoryOf(ground).forgettings
  const begun = await begin()
  if (mayUse(ground, begun.row)) await rememberCaller(ground, { ...begun, key: sha256Hex(token), before })
  return begun
}

/** Who holds each of these sessions now, by session; those that are over are absent. To ask is no use of a session. */
export async function findCallers(ground: Ground, sessions: readonly string[]): Promise<Map<string, Caller>> {
  const now = ground.clock.now()
  const rows = (await selectHolders(ground.sql, sessions, now)).filter((row) => mayUse(ground, row))
  return new Map((await callersFrom(ground, rows, now)).map((caller) => [caller.session, caller]))
}

/** The callers of these rows, in their order. */
async function callersFrom(ground: Ground, rows: readonly SessionRow[], now: Temporal.Instant): Promise<Caller[]> {
  const posts = new Map((await postsOf(ground, rows.flatMap((row) => row.posts))).map((post) => [post.id, post]))
  // Few posts have hours: the calendar is read where one has.
  const calendar = [...posts.values()].some(({ hours }) => hours) ? await getCalendar(ground.sql) : undefined
  return rows.map((row) => callerFrom(row, splitByHours(row.posts.flatMap(({ id }) => posts.get(id) ?? []), now, calendar), lackOf(ground, row)))
}

/** In a demonstration anyone is anyone; everywhere else nobody works on one factor, nor on a password that somebody else knows (OWASP ASVS 5.0 §6.3.3, §6.4.1). */
function lackOf({ demonstration }: Ground, { kind, strength, givenUntil }: SessionRow): Lack | undefined {
  if (demonstration) return undefined
  if (givenUntil !== null) return 'own-password'
  return kind === 'staff' && strength < 2 ? 'second-factor' : undefined
}

/** Who acts for another is the other to everything that asks whose a matter is; the hand that does it is named beside. */
function callerFrom(row: SessionRow, { posts, resting }: Held, lacks: Lack | undefined): Caller {
  const { acting, session, strength, provedAt, levelMax } = row
  const proof = { session, strength, provedAt, ...(levelMax === null ? {} : { levelMax }), ...(lacks ? { lacks } : {}) }
  const conflict = findConflict([...posts, ...resting].map((post) => post.role))
  if (!acting) return { id: row.id, kind: row.kind, login: row.login, name: row.name, ...proof, ...(conflict ? { posts: [], conflict: conflict.pair } : { posts, ...(resting.length > 0 ? { resting } : {}) }), ...(row.emergencies.length > 0 ? { emergencies: row.emergencies } : {}) }
  return { id: acting.id, kind: acting.kind, login: acting.login, name: acting.name, ...proof, posts: [], hand: { id: row.id, name: row.name, agency: acting.agency, items: acting.items, ...(acting.guardian ? asGuardian(acting) : asAgent(acting)) } }
}

/** A guardian acts as the ward itself (民法典 23), unless the guardians do not agree or act together only. */
function asGuardian({ inConflict, jointly }: NonNullable<SessionRow['acting']>): Pick<NonNullable<Caller['hand']>, 'guardian' | 'stopped'> {
  const stopped = stopOf({ inConflict, jointly: jointly ?? false })
  return { guardian: true, ...(stopped ? { stopped } : {}) }
}

/** Who acts under a grant does so as long as he is known himself; a legal representative by his position. */
function asAgent({ agency, handLevel }: NonNullable<SessionRow['acting']>): Pick<NonNullable<Caller['hand']>, 'stopped'> {
  return agency !== null && (handLevel ?? 1) < agentLevelMin ? { stopped: agentNotProved() } : {}
}

type TimedPost = Post & { hours: Hours | null }

interface Held {
  posts: Post[]
  /** Held, but outside their hours now. */
  resting: { role: string; hours: Hours }[]
}

/** Which posts hold at a moment, and which rest until their hours come. Two that one person never holds are so at every hour. */
function splitByHours(held: TimedPost[], now: Temporal.Instant, calendar: Calendar | undefined): Held {
  if (!calendar) return { posts: held.map(bare), resting: [] }
  const resting = held.flatMap(({ role, hours }) => (hours && !holdsAt(hours, now, calendar) ? [{ role, hours }] : []))
  return { posts: held.filter(({ hours }) => holdsAt(hours, now, calendar)).map(bare), resting }
}

function bare({ hours: _hours, ...post }: TimedPost): Post {
  return post
}

/** A post in a section stands for the section alone. A post reaches as far as its organisation's region, that of a head to the bodies under it; in an organisation that is not known here it reaches nothing. */
async function postsOf(ground: Ground, posts: SessionRow['posts']): Promise<TimedPost[]> {
  const known = await findOrganisations(ground.sql, posts.map((post) => post.organisation))
  const headed = posts.filter((post) => post.role === 'head').map((post) => post.organisation)
  const below = headed.length > 0 ? await findBelow(ground.sql, headed) : new Map<string, string[]>()
  return posts.flatMap((post) => {
    const region = known.get(post.organisation)?.region
    const { section, ...rest } = post
    const place = section === null ? {} : { organisation: section, of: post.organisation }
    return region === undefined ? [] : [{ ...rest, ...place, region, ...(post.role === 'head' ? { below: below.get(post.organisation) ?? [] } : {}) }]
  })
}

/** Forgets what is remembered of an account, so that what was just changed holds for the next call. */
export function forgetCallers(ground: Ground, account: string): void {
  const memory = memoryOf(ground)
  memory.forgettings += 1
  for (const [key, { caller }] of memory.callers) if (caller.id === account || caller.hand?.id === account) memory.callers.delete(key)
}
