// HTTP of signing in through a platform above: which there are, going there, coming back, opening an account by what was told.
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { Ground } from '#base/context'
import { decryptData, encryptData, publicJwk, sha256 } from '#base/crypto'
import { page, pageOf, pageQuery, readCursor, route, type Access, type Route } from '#base/http'
import { idMaker } from '#base/ids'
import { timeText } from '#base/time'
import { accountLock, accountFrozen, arrive, assuranceLevelsOf, findByNumber, hashPassword, isRelayEnded, levelOfOneself, LoginShape, loginLock, maskNumber, mayBeReceived, mayUsePassword, namesOf, PasswordShape, readDocument, readLogin, readName, relayEnded, secretly, signInRelayed } from '#core/people'
import { listProposals } from '#core/proposals'
import { endUpstream, isNews, keepAsserted, openRelayed, subjectLock, upstreamLock } from './acts.ts'
import { logoutPath } from './hear.ts'
import { ContentShape, KindShape, NameShape } from './kind.ts'
import { relayOf } from './logout.ts'
import { beginThere, returnFrom } from './protocol.ts'
import { findInForce, findTold, insertGoing, keepTold, listInForce, listRegistrations, takeGoing } from './store.ts'
import { companyUnknown, goingOver, limits, notFound, otherName, type Content, type Told } from './upstream.ts'

/** Binds a sign-in to the browser that began it. */
const cookieName = '__Host-yiwang_going'
const cookieOptions = { path: '/', secure: true, httpOnly: true, sameSite: 'lax' } as const

const ByCode = Type.Object({ code: Type.String({ maxLength: 40 }) })
const Onward = Type.String({ maxLength: 500, pattern: '^/(?![/\\\\])[^\\s\\\\]*$', description: 'Where to go afterwards, on this site' })
const ToldShape = Type.Object({ platform: NameShape, name: Type.String(), idKind: Type.String(), idNumber: Type.String({ description: 'Masked' }), level: Type.Integer(), onward: Type.String() })
const enders: Access = [{ who: ['staff'], roles: ['system-admin', 'security-admin'], scope: 'all' }]
const officers: Access = [{ who: ['staff'], roles: ['system-admin', 'security-admin', 'audit-admin'], scope: 'all' }]

export function upstreamRoutes(ground: Ground): Route[] {
  return [list(ground), show(ground), listAll(ground), goThere(ground), comeBack(ground), readWaiting(ground), openAccount(ground), end()]
}

function list(ground: Ground): Route {
  return route({
    method: 'GET', path: '/api/upstreams', access: 'anyone', zh: '可以用来登录的上级平台', en: 'Platforms above that one can sign in through', answer: pageOf(Type.Object({ code: Type.String(), name: NameShape, kind: KindShape })), example: {},
    handle: async () => ({ items: (await listInForce(ground.sql)).map(({ content: { code, name, kind } }) => ({ code, name, kind })), next: null }),
  })
}

function show(ground: Ground): Route {
  const Key = Type.Object({ kty: Type.String(), crv: Type.String(), x: Type.String(), y: Type.Optional(Type.String()) }, { additionalProperties: true })
  return route({
    method: 'GET', path: '/api/upstream-registration', access: officers, zh: '请上级平台登记的：我们的公钥、回调地址和退出通知地址', en: 'What a platform above registers of us: public key, return address, address of sign-outs', answer: Type.Object({ keys: Type.Array(Key), returns: Type.String(), logout: Type.String({ description: 'Where it tells us that somebody signed out there (backchannel_logout_uri)' }) }), example: { as: '{system-admin}' },
    handle: async () => ({ keys: [publicJwk(ground.keys.signing('upstreams'))], returns: `${ground.origin}/sign-in/back/{code}`, logout: `${ground.origin}${logoutPath}` }),
  })
}

const Person = Type.Object({ id: Type.String(), name: Type.String() })
const RegistrationShape = Type.Object({
  id: Type.String(), state: Type.Unsafe<'proposed' | 'in-force' | 'replaced' | 'ended'>({ enum: ['proposed', 'in-force', 'replaced', 'ended'] }), content: ContentShape, askedBy: Person, askedAt: Type.String(),
  decidedBy: Type.Union([Person, Type.Null()]), decidedAt: Type.Union([Type.String(), Type.Null()]), endedAt: Type.Union([Type.String(), Type.Null()]),
  inForce: Type.Union([ContentShape, Type.Null()], { description: 'Of what waits: what is in force under its code, and would give way to it' }),
})

/** What waits for a second person first, on the first page; then what was registered, the last decided first. */
function listAll(ground: Ground): Route {
  return route({
    method: 'GET', path: '/api/upstream-registrations', access: officers, zh: '列出上级登录平台的登记', en: 'What is and was registered of platforms above, and what waits for a second person', query: Type.Object(pageQuery), answer: pageOf(RegistrationShape), example: { as: '{system-admin}' },
    handle: async ({ query }) => {
      const after = readCursor(query.cursor, 2)
      const limit = query.limit ?? 20
      const waiting = after ? [] : await listProposals(ground.sql, { states: ['waiting'], kind: 'upstream', limit: 100 }, { text: 'true', values: [] })
      const { items, next } = page(await listRegistrations(ground.sql, limit + 1, after && { at: String(after[0]), id: String(after[1]) }), limit, (row) => [row.decidedAt.toString(), row.id])
      const rows = [...waiting.map(({ id, content, askedBy, askedAt }) => ({ id, state: 'proposed' as const, content: content as Content, askedBy, askedAt, decidedBy: null, decidedAt: null, endedAt: null })), ...items]
      const before = new Map(waiting.length === 0 ? [] : (await listInForce(ground.sql)).map(({ content }) => [content.code, content]))
      const names = await namesOf(ground.sql, rows.flatMap(({ askedBy, decidedBy }) => [askedBy, ...(decidedBy ? [decidedBy] : [])]))
      const person = (id: string) => ({ id, name: names.get(id)?.name ?? '' })
      return { next, items: rows.map((row) => ({ ...row, askedBy: person(row.askedBy), askedAt: timeText(row.askedAt), decidedBy: row.decidedBy ? person(row.decidedBy) : null, decidedAt: row.decidedAt ? timeText(row.decidedAt) : null, endedAt: row.endedAt ? timeText(row.endedAt) : null, inForce: (row.state === 'proposed' && before.get(row.content.code)) || null })) }
    },
  })
}

function goThere(ground: Ground): Route {
  return route({
    method: 'POST', path: '/api/upstreams/:code/sign-in', status: 200, access: 'anyone', callsPerMinuteMax: 30, zh: '去上级平台登录', en: 'Begin to sign in there; answers where to go', params: ByCode,
    body: Type.Object({ onward: Type.Optional(Onward), quiet: Type.Optional(Type.Boolean({ description: 'Nobody is asked there: whoever is not signed in comes back as such' })) }, { additionalProperties: false }),
    answer: Type.Object({ address: Type.String() }), example: { params: { code: '{upstream}' }, body: {} },
    handle: async ({ params, body, reply }) => {
      const one = await findInForce(ground.sql, params.code)
      if (!one) throw notFound()
      const { address, ...begun } = await beginThere(ground, one, { quiet: body.quiet === true })
      const [now, browser] = [ground.clock.now(), Buffer.from(ground.random.bytes(32)).toString('base64url')]
      await insertGoing(ground.sql, { ...begun, id: idMaker(now, ground.random)(), browser: sha256(browser), registration: one.id, onward: body.onward ?? '/my', quiet: body.quiet === true, endsAt: now.add({ minutes: limits.goingMinutes }) })
      reply.setCookie(cookieName, browser, cookieOptions)
      return { address }
    },
  })
}

function comeBack(ground: Ground): Route {
  return route({
    method: 'POST', path: '/api/upstreams/:code/return', status: 200, access: 'anyone', callsPerMinuteMax: 30, zh: '从上级平台回来', en: 'Come back from there: signed in, or told what an account can be opened by', params: ByCode,
    body: Type.Object({ query: Type.String({ maxLength: 4000, description: 'What stands behind the question mark of the return address' }) }, { additionalProperties: false }),
    answer: Type.Object({ state: Type.Unsafe<'signed-in' | 'second' | 'unknown'>({ enum: ['signed-in', 'second', 'unknown'] }), onward: Type.String(), second: Type.Optional(Type.Object({ ticket: Type.String(), ways: Type.Array(Type.String()) })) }),
    example: { params: { code: '{upstream}' }, body: { query: '{upstream-return}' }, cookies: { [cookieName]: '{upstream-browser}' } },
    handle: async ({ params, body, request, reply }) => {
      const browser = sha256(request.cookies[cookieName] ?? '')
      const going = await takeGoing(ground.sql, browser, params.code, ground.clock.now())
      if (!going || new URLSearchParams(body.query).get('state') !== going.state) throw goingOver()
      const told = await returnFrom(ground, { id: going.registration, content: going.content }, body.query, going)
      const account = await accountOf(ground, going.content, told)
      if (account === undefined) {
        if (going.content.kind === 'legal') throw companyUnknown()
        await keepTold(ground.sql, going.id, encryptData(ground.keys, JSON.stringify(told), contextOf(going.id), ground.random), ground.clock.now().add({ minutes: limits.goingMinutes }))
        return { state: 'unknown' as const, onward: going.onward }
      }
      return { ...(await signInBy(ground, going, account, told, { request, reply })), onward: going.onward }
    },
  })
}

const provedAt = (told: Told): Temporal.Instant => Temporal.Instant.fromEpochMilliseconds(told.provedAt * 1000)
export const contextOf = (id: string): string => `upstreams.goings.told:${id}`

/** Whose account that is: by the number of the document and the name, within the domain of the platform, and where the holder is proved to be that person. */
async function accountOf(ground: Ground, { kind }: Content, { name, idKind, idNumber }: Told): Promise<string | undefined> {
  const { sql, keys, clock } = ground
  const number = readDocument(kind, idKind, idNumber)
  await mayBeReceived(sql, keys, { idKind, idNumber: number, byLiquidator: kind === 'legal' })
  const all = await findByNumber(sql, keys, idKind, number)
  const levels = await assuranceLevelsOf(sql, all.map(({ id }) => id), clock.now())
  const numbered = all.filter(({ id }) => (levels.get(id) ?? 1) >= levelOfOneself)
  const proved = numbered.filter((one) => readName(one.name) === readName(name))
  if (numbered.length > 0 && proved.length === 0) throw otherName()
  // Whoever is shut out of an account here does not get another one by this door.
  if (proved.length > 0 && proved.every(({ frozenAt }) => frozenAt !== null)) throw accountFrozen()
  return proved.find(({ frozenAt }) => frozenAt === null)?.id
}

async function signInBy(ground: Ground, { id, content }: { id: string; content: Content }, account: string, told: Told, { request, reply }: { request: FastifyRequest; reply: FastifyReply }): Promise<{ state: 'signed-in' | 'second'; second?: { ticket: string; ways: string[] } }> {
  const { code, kind } = content
  if (kind === 'natural' && (await isNews(ground.sql, account, code, told.level, ground.clock.now()))) {
    await ground.runAct({ actor: { id: account, kind }, locks: [accountLock(account)] }, (act) => keepAsserted(act, account, code, told))
  }
  const session = await arrive(ground, request, reply, (arrival) => signInRelayed(ground, account, { relay: relayOf(content, id, told), provedAt: provedAt(told) }, arrival))
  reply.clearCookie(cookieName, cookieOptions)
  return session.second ? { state: 'second', second: session.second } : { state: 'signed-in' }
}

async function readTold(ground: Ground, request: FastifyRequest, code: string) {
  const waiting = await findTold(ground.sql, sha256(request.cookies[cookieName] ?? ''), code, ground.clock.now())
  if (!waiting) throw goingOver()
  return { ...waiting, told: JSON.parse(decryptData(ground.keys, waiting.told, contextOf(waiting.id))) as Told }
}

function readWaiting(ground: Ground): Route {
  return route({
    method: 'GET', path: '/api/upstreams/:code/registration', access: 'anyone', zh: '上级平台告知的身份，开户前看一看', en: 'What was told of somebody who has no account here yet, to be looked at first', params: ByCode, answer: ToldShape,
    example: { params: { code: '{upstream}' }, cookies: { [cookieName]: '{upstream-told}' } },
    handle: async ({ params, request }) => {
      const { told, content, onward } = await readTold(ground, request, params.code)
      return { platform: content.name, name: told.name, idKind: told.idKind, idNumber: maskNumber(told.idNumber), level: told.level, onward }
    },
  })
}

function openAccount(ground: Ground): Route {
  return route({
    method: 'POST', path: '/api/upstreams/:code/registration', access: 'anyone', callsPerMinuteMax: 10, zh: '用上级平台告知的身份开户并登录', en: 'Open an account by what was told, and sign in', params: ByCode,
    body: Type.Object({ login: LoginShape, password: PasswordShape }, { additionalProperties: false }),
    answer: Type.Object({ id: Type.String(), onward: Type.String() }), example: { params: { code: '{upstream}' }, body: { login: 'relayed.one', password: 'four boats on the wide river' }, cookies: { [cookieName]: '{upstream-told}' } },
    handle: async (call) => {
      const { params: { code }, body, request, reply } = call
      const { id: going, content, told, onward } = await readTold(ground, request, code)
      const relay = relayOf(content, going, told)
      if (await isRelayEnded(ground.sql, relay)) throw relayEnded()
      await mayUsePassword(body.password, { login: body.login, name: told.name, path: '/password' })
      const passwordHash = await hashPassword(body.password, ground.random)
      const login = readLogin(body.login)
      const id = await call.act([loginLock(login), subjectLock(code, told.subject)], (act) => openRelayed(act, ground.keys, { id: going, code, told }, { login, passwordHash }), { request: { going, login, password: secretly(ground.keys, body.password) } })
      await arrive(ground, request, reply, (arrival) => signInRelayed(ground, id, { relay, provedAt: provedAt(told) }, arrival))
      reply.clearCookie(cookieName, cookieOptions)
      return { id, onward }
    },
  })
}

function end(): Route {
  return route({
    method: 'POST', path: '/api/upstreams/:code/end', access: enders, zh: '停用上级登录平台，立即生效', en: 'End a platform at once', params: ByCode, body: Type.Object({}, { additionalProperties: false }), example: { as: '{security-admin}', params: { code: '{ending-upstream}' }, body: {} },
    handle: async ({ params, act }) => act([upstreamLock(params.code)], (inside) => endUpstream(inside, params.code)),
  })
}
