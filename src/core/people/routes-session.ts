// Signing in and out, one's own password, registering, demonstration accounts over HTTP. No rule lives here.
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type, type Static } from 'typebox'
import type { Ground } from '#base/context'
import { bodyOf, callerOf, pageOf, route, type Caller, type Route } from '#base/http'
import { isProblem } from '#base/problem'
import { findOrganisations, nameOrganisation } from '#core/organisations'
import { loginLock, readLogin } from './account.ts'
import { accountLock, addChosenAccount, changePassword } from './acts.ts'
import { sendsCodes } from './acts-codes.ts'
import { claimFor, tooManyCodes, tooManySignIns } from './attempts.ts'
import { cookieName, cookieOptions, findCaller, forgetCallers } from './callers.ts'
import { codeChannels } from './code.ts'
import { mustBeOneself } from './agency.ts'
import { readDocument } from './documents.ts'
import { hashPassword, mayUsePassword } from './password.ts'
import { waysOf } from './second.ts'
import { secretly } from './secretly.ts'
import { IdKindShape, KindShape, Line, Login, Name, OrganisationName, Password, Phone, SessionShape, TextShape } from './shapes.ts'
import { noDemonstration, signIn, signInForDemonstration, signOut, type Arrival, type Entered } from './sign-in.ts'
import { selectDemonstration } from './store-accounts.ts'
import { hasFactor } from './store-factors.ts'

const everyone = [{ who: ['natural' as const, 'legal' as const, 'staff' as const], scope: 'own' as const }]

export function sessionRoutes(ground: Ground): Route[] {
  return [readSession(ground), ...beginSession(ground), endSession(ground), newPassword(ground), register(ground), demonstrationAccounts(ground)]
}

function readSession(ground: Ground): Route {
  return route({
    method: 'GET', path: '/api/session', zh: '当前登录的人', en: 'Who is signed in; account is null for nobody', access: 'anyone',
    answer: SessionShape, example: { as: '{resident}' },
    handle: ({ caller }) => showSession(ground, caller),
  })
}

function beginSession(ground: Ground): Route[] {
  return [
    route({
      method: 'POST', path: '/api/session', zh: '登录', en: 'Sign in by password', access: 'anyone', callsPerMinuteMax: 60,
      body: Type.Object({ login: Line(100), password: Password }, { additionalProperties: false }),
      answer: SessionShape, example: { body: { login: '{resident}', password: '{password}' } },
      handle: ({ body, request, reply }) => arrive(ground, request, reply, (arrival) => signIn(ground, { ...body, ...arrival })),
    }),
    route({
      method: 'POST', path: '/api/session/demonstration', zh: '以演示账号登录', en: 'Sign in as a demonstration account', access: 'anyone', callsPerMinuteMax: 60,
      body: Type.Object({ login: Line(100) }, { additionalProperties: false }),
      answer: SessionShape, example: { body: { login: '{resident}' } },
      handle: ({ body, request, reply }) => arrive(ground, request, reply, (arrival) => signInForDemonstration(ground, { ...body, ...arrival })),
    }),
  ]
}

/** Signs in, gives the browser its cookie and shows the session it begins. */
export async function arrive(ground: Ground, request: FastifyRequest, reply: FastifyReply, enter: (arrival: Arrival) => Promise<Entered>): Promise<Static<typeof SessionShape>> {
  const entered = await sayingWhen(reply, () => enter({ address: request.ip, broughtToken: request.cookies[cookieName] }))
  if ('ticket' in entered) return { ...(await showSession(ground, undefined)), second: { ticket: entered.ticket, ways: await waysOf(ground, entered.account) } }
  reply.setCookie(cookieName, entered.token, cookieOptions)
  return showSession(ground, await findCaller(ground, entered.token))
}

/** A refusal that names seconds says them in Retry-After too (RFC 9110 §10.2.3). */
export async function sayingWhen<T>(reply: FastifyReply, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (isProblem(error) && [tooManySignIns, tooManyCodes].some(({ kind }) => kind.code === error.code)) reply.header('retry-after', String(error.facts['seconds']))
    throw error
  }
}

function endSession(ground: Ground): Route {
  return route({
    method: 'DELETE', path: '/api/session', zh: '退出登录', en: 'Sign out', access: 'anyone', example: { as: '{leaving-resident}' },
    handle: async ({ caller, reply }) => {
      if (caller) await signOut(ground, caller.hand ? { ...caller, id: caller.hand.id, kind: 'natural' } : caller)
      reply.clearCookie(cookieName, cookieOptions)
    },
  })
}

function newPassword(ground: Ground): Route {
  return route({
    method: 'PUT', path: '/api/session/password', zh: '修改密码，其他登录随即失效', en: 'Change one’s password; other sessions end', access: everyone, beforeReady: true,
    body: Type.Object({ current: Password, next: Password }, { additionalProperties: false }),
    example: { as: '{changing-resident}', body: { current: '{password}', next: 'a heron by the quiet canal' } },
    handle: async (call) => {
      const caller = callerOf(call)
      mustBeOneself(caller)
      const isBeside = await hasFactor(ground.sql, caller.id)
      await mayUsePassword(call.body.next, { login: caller.login, name: caller.name, path: '/next', isBeside })
      const forgive = await sayingWhen(call.reply, () => claimFor(ground, caller.login, call.request.ip))
      const request = { changed: secretly(ground.keys, call.body.current, call.body.next) }
      await call.act([accountLock(caller.id)], (act) => changePassword(act, { account: caller.id, session: caller.session, ...call.body }), { request })
      await forgive()
      forgetCallers(ground, caller.id)
    },
  })
}

function register(ground: Ground): Route {
  return route({
    method: 'POST', path: '/api/registrations', zh: '个人注册账号（实名等级二级）', en: 'Register as a resident (assurance level 2)', access: 'anyone', callsPerMinuteMax: 10,
    body: Type.Object({ login: Login, password: Password, name: Name(60), idKind: IdKindShape, idNumber: Line(30), phone: Type.Optional(Phone) }, { additionalProperties: false }),
    answer: Type.Object({ id: Type.String(), login: Type.String() }),
    example: { body: { login: 'sun.qing', password: 'four boats on the river', name: '孙晴', idKind: 'resident-id', idNumber: '990102199203140264' } },
    handle: async ({ body, act }) => {
      const { password, ...person } = body
      await mayUsePassword(password, { login: person.login, name: person.name, path: '/password' })
      readDocument('natural', person.idKind, person.idNumber)
      const passwordHash = await hashPassword(password, ground.random)
      const login = readLogin(person.login)
      // Level 2 is what somebody says of himself; nothing here raises it.
      const input = { ...person, kind: 'natural' as const, statedLevel: 2 as const, passwordHash }
      return act([loginLock(login)], async (inside) => ({ id: await addChosenAccount(inside, ground.keys, input), login }), { request: { ...person, password: secretly(ground.keys, password) } })
    },
  })
}

function demonstrationAccounts(ground: Ground): Route {
  const Row = Type.Object({ login: Type.String(), kind: KindShape, name: Type.String(), title: TextShape, organisation: Type.Optional(OrganisationName) })
  return route({
    method: 'GET', path: '/api/demonstration-accounts', zh: '演示账号，点一下即可登录', en: 'Accounts to try the platform with', access: 'anyone',
    answer: pageOf(Row), example: {},
    handle: async () => {
      if (!ground.demonstration) throw noDemonstration()
      const rows = await selectDemonstration(ground.sql)
      const known = await findOrganisations(ground.sql, rows.flatMap((row) => (row.organisation ? [row.organisation] : [])))
      const items = rows.map(({ id: _id, organisation, ...row }) => ({ ...row, ...(organisation ? { organisation: nameOrganisation(known, organisation) } : {}) }))
      return { items, next: null }
    },
  })
}

async function showSession(ground: Ground, caller: Caller | undefined): Promise<Static<typeof SessionShape>> {
  const sends = codeChannels.filter((channel) => sendsCodes(ground, channel))
  const codes = sends.length > 0 ? { codes: sends } : {}
  if (!caller) return { account: null, hand: null, posts: [], demonstration: ground.demonstration, ...codes }
  const known = await findOrganisations(ground.sql, caller.posts.flatMap((post) => [post.organisation, bodyOf(post)]))
  return {
    account: { id: caller.id, login: caller.login, kind: caller.kind, name: caller.name }, hand: caller.hand ? { id: caller.hand.id, name: caller.hand.name, items: caller.hand.items, guardian: caller.hand.guardian ?? false, stopped: caller.hand.stopped?.code ?? null } : null,
    posts: caller.posts.map(({ id, role, ...post }) => ({ id, role, organisation: nameOrganisation(known, bodyOf(post)), section: post.of === undefined ? null : nameOrganisation(known, post.organisation) })),
    demonstration: ground.demonstration, ...codes, ...(caller.lacks ? { lacks: caller.lacks } : {}),
  }
}
