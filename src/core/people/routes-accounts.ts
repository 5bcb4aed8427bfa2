// Accounts and posts over HTTP, for the officers: who opens accounts grants no posts, and the reverse (三员分立). No rule lives here.
import { Type } from 'typebox'
import type { Ground } from '#base/context'
import { invalidRequest, page, pageOf, pageQuery, readCursor, badCursor, route, type Access, type Reach, type Route } from '#base/http'
import { isId } from '#base/ids'
import { timeText } from '#base/time'
import { reachCondition } from '#core/access'
import { findOrganisations } from '#core/organisations'
import { accountNotFound, loginLock, type Account, type NewAccount } from './account.ts'
import { accountLock, addChosenAccount, alone } from './acts.ts'
import { forgetCallers } from './callers.ts'
import { hashPassword, mayUsePassword } from './password.ts'
import { AccountShape, HeldPostShape, HoursShape, Id, IdKindShape, KindShape, Line, Login, Name, Password, Phone, RoleCode } from './shapes.ts'
import { showAccount, showDocument, showPost } from './show.ts'
import { findAccounts } from './search.ts'
import { showGuardianship } from './show-guardians.ts'
import { firstReachPlace, selectAccount } from './store-accounts.ts'
import { selectRepresentative } from './store-agencies.ts'
import { selectEnding } from './store-endings.ts'
import { selectGuardianships } from './store-guardians.ts'
import { selectFreezing } from './store-freezings.ts'
import { selectFormer } from './store-mergings.ts'
import { selectPosts } from './store-posts.ts'
import { selectLevels } from './store-proofs.ts'
import { secretly } from './secretly.ts'

const systemAdmin: Access = [{ who: ['staff'], roles: ['system-admin'], scope: 'all' }]
const securityAdmin: Access = [{ who: ['staff'], roles: ['security-admin'], scope: 'all' }]
const officers = { who: ['staff' as const], roles: ['system-admin', 'security-admin', 'audit-admin'], scope: 'all' as const }
const heads = { who: ['staff' as const], roles: ['head'], scope: 'department' as const }
const self = { who: ['natural' as const, 'legal' as const, 'staff' as const], scope: 'own' as const }
const columns = { organisations: ['s.organisation'], own: (place: string) => `a.id = ${place}` }

const ById = Type.Object({ id: Id })
const NewAccountShape = Type.Object({
  login: Login, kind: KindShape, name: Name(60), nameEn: Type.Optional(Name(100)), phone: Type.Optional(Phone),
  organisation: Type.Optional(Line(80, 'Staff: code of the organisation')),
  uscc: Type.Optional(Line(30, 'Legal persons')),
  idKind: Type.Optional(IdKindShape), idNumber: Type.Optional(Line(30)),
  password: Type.Optional(Password),
}, { additionalProperties: false })

export function accountRoutes(ground: Ground): Route[] {
  return [listAccounts(ground), openAccount(ground), readAccount(ground), ...posts(ground)]
}

function listAccounts(ground: Ground): Route {
  return route({
    method: 'GET', path: '/api/accounts', zh: '账号表：按登录名、姓名或完整证件号码查找', en: 'Accounts, by login, name or whole document number', access: [officers, heads],
    query: Type.Object({ ...pageQuery, q: Type.Optional(Line(100)), kind: Type.Optional(KindShape) }),
    answer: pageOf(AccountShape), example: { as: '{system-admin}', query: { kind: 'staff' } },
    handle: async ({ query, reach }) => {
      const before = readCursor(query.cursor, 1)?.[0]
      if (before !== undefined && !isId(String(before))) throw badCursor()
      const limit = query.limit ?? 20
      const filter = { ...(query.q === undefined ? {} : { q: query.q }), ...(query.kind === undefined ? {} : { kind: query.kind }), ...(before === undefined ? {} : { before: String(before) }), limit: limit + 1 }
      const found = await findAccounts(ground.sql, ground.keys, filter, reachCondition(reach, columns, firstReachPlace))
      const { items, next } = page(found, limit, (row) => [row.id])
      return { items: await show(ground, items, true), next }
    },
  })
}

function openAccount(ground: Ground): Route {
  return route({
    method: 'POST', path: '/api/accounts', zh: '开设账号', en: 'Open an account', access: systemAdmin,
    body: NewAccountShape, answer: AccountShape,
    example: { as: '{system-admin}', body: { login: 'clerk.new', kind: 'staff', name: '何新', organisation: '11990100700140426Y', password: 'six lanterns above the gate' } },
    handle: async ({ body, act }) => {
      const { password, ...person } = body
      if (password !== undefined) await mayUsePassword(password, { login: body.login, name: body.name, path: '/password' })
      const passwordHash = password === undefined ? undefined : await hashPassword(password, ground.random)
      const input = { ...readNew(person), ...(passwordHash === undefined ? {} : { passwordHash, isPasswordGiven: true }) }
      const request = { ...person, password: password === undefined ? null : secretly(ground.keys, password) }
      const id = await act([loginLock(body.login)], (inside) => addChosenAccount(inside, ground.keys, input), { request })
      return showOne(ground, id)
    },
  })
}

/** What each kind of account needs beside a name. */
function readNew({ kind, organisation, uscc, idKind, idNumber, ...any }: { kind: Account['kind']; login: string; name: string; organisation?: string; uscc?: string; idKind?: string; idNumber?: string }): NewAccount {
  const need = (path: string) => invalidRequest({}, [{ path, code: 'required', zh: '此项必填', en: 'This is required' }])
  // An administrator has seen papers, but whoever matched them with the police was not here: level 2.
  if (kind === 'natural') return { ...any, kind, statedLevel: 2, ...(idKind ? { idKind, idNumber: idNumber ?? '' } : {}) }
  if (kind === 'legal') {
    if (!uscc) throw need('/uscc')
    return { ...any, kind, uscc, statedLevel: 2 }
  }
  if (!organisation) throw need('/organisation')
  return { ...any, kind, organisation }
}

function readAccount(ground: Ground): Route {
  return route({
    method: 'GET', path: '/api/accounts/:id', reads: { of: 'account', param: 'id', what: 'account', purpose: 'accounts' }, zh: '一个账号', en: 'One account', access: [officers, heads, self],
    params: ById, answer: AccountShape, example: { as: '{security-admin}', params: { id: '{account}' } },
    handle: async ({ params, reach }) => showOne(ground, params.id, reach),
  })
}

function posts(ground: Ground): Route[] {
  return [
    route({
      method: 'POST', path: '/api/accounts/:id/posts', zh: '授予职责', en: 'Grant a post', access: securityAdmin,
      params: ById,
      body: Type.Object({ role: RoleCode, organisation: Line(80), section: Type.Optional(Line(80, 'A team or window of it; absent: the whole body')), until: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', format: 'date', description: 'The last day on which it is held' })), hours: Type.Optional(HoursShape) }, { additionalProperties: false }),
      answer: HeldPostShape,
      example: { as: '{security-admin}', params: { id: '{spare-account}' }, body: { role: 'clerk', organisation: '11990100700140426Y' } },
      handle: async ({ params, body, act }) => {
        const { until, ...post } = body
        const known = await findOrganisations(ground.sql, [body.organisation, ...(body.section ? [body.section] : [])])
        const input = { account: params.id, ...post, ...(until === undefined ? {} : { until: Temporal.PlainDate.from(until) }) }
        const shown = await act([accountLock(params.id)], async (inside) => showPost(await alone.grantPost(inside, input), known))
        forgetCallers(ground, params.id)
        return shown
      },
    }),
    route({
      method: 'DELETE', path: '/api/accounts/:id/posts/:post', zh: '终止职责', en: 'End a post', access: securityAdmin,
      params: Type.Object({ id: Id, post: Id }), example: { as: '{security-admin}', params: { id: '{spare-account}', post: '{spare-post}' } },
      handle: async ({ params, act }) => {
        await act([accountLock(params.id)], (inside) => alone.endPost(inside, params.id, params.post))
        forgetCallers(ground, params.id)
      },
    }),
  ]
}

/** One account as its page shows it, with why it is frozen. Throws `people.not-found`. */
export async function showOne(ground: Ground, id: string, reach?: Reach) {
  const account = await selectAccount(ground.sql, id, reach && reachCondition(reach, columns, 2))
  const [shown] = account ? await show(ground, [account], false) : []
  if (!shown) throw accountNotFound()
  const freezing = shown.frozenAt === null ? undefined : await selectFreezing(ground.sql, id)
  const ending = await selectEnding(ground.sql, id)
  const guardianships = shown.kind === 'natural' ? (await selectGuardianships(ground.sql, id)).map((one) => showGuardianship(one, id)) : undefined
  const former = await showMerged(ground, (await selectFormer(ground.sql, [id])).map(({ account }) => account))
  const [into = null] = await showMerged(ground, ending?.into ? [ending.into] : [])
  const held = shown.kind === 'legal' ? await selectRepresentative(ground.sql, id) : undefined
  return {
    ...shown, ...(freezing === undefined ? {} : { frozenGround: freezing.ground, frozenReason: freezing.reason }),
    ...(ending === undefined ? {} : { ending: { kind: ending.kind, at: timeText(ending.at), on: ending.onDay, reference: ending.reference, into } }),
    ...(guardianships === undefined ? {} : { guardianships }),
    ...(held === undefined ? {} : { representative: held.id === null ? null : { id: held.id, name: held.name ?? '' } }),
    ...(former.length > 0 ? { former } : {}),
  }
}

async function showMerged(ground: Ground, ids: readonly string[]) {
  const found = await Promise.all(ids.map((id) => selectAccount(ground.sql, id)))
  return found.flatMap((account) => (account ? [showDocument(ground.keys, account)] : []))
}

async function show(ground: Ground, accounts: readonly Account[], inList: boolean) {
  const held = await selectPosts(ground.sql, accounts.map((account) => account.id), ground.clock.now())
  const codes = [...accounts.flatMap((account) => (account.organisation ? [account.organisation] : [])), ...held.flatMap((post) => [post.organisation, ...(post.section ? [post.section] : [])])]
  const known = await findOrganisations(ground.sql, codes)
  const levels = await selectLevels(ground.sql, accounts.map(({ id }) => id), ground.clock.now())
  return accounts.map((account) => showAccount(ground.keys, account, held.filter((post) => post.account === account.id), known, { level: levels.get(account.id), inList }))
}
