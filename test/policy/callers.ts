// The callers of the matrix: a person in every relation to a matter, and every role in every place. Each has one session, made once by real acts.
import assert from 'node:assert/strict'
import { dateInChina } from '#base/time'
import { makeResidentId } from '#engines/codes'
import { rolesInSections } from '#core/access'
import { applyPeople, hashPassword } from '#core/people'
import { systemActor } from '#core/cases'
import { automatic } from '../automatic.ts'
import { item, people } from '../carry.ts'
import { demonstrationPassword, testPack, type Town } from '../town.ts'

/** The bodies whose matters the examples are about: who stands in the same department holds a post in each. */
const homes = ['11990100700140426Y', '12990100700126958D', '119901027003020697', '11990100700356120K', '11990102700288594X', '1199010270031553XU', '11990100700234713D']

/** Where a post may lie from a matter: its own body, one with a part in it, another of the same city, one of a district. */
export const places = { same: homes, joint: ['11990100700221242K'], other: ['11990100700382898M'], region: ['119901027004637192'] } as const
type Place = keyof typeof places

/** Sections of the body that handles most samples, and of the hall that receives them: the one that the samples are with, and another. */
export const sections = { team: '11990100700140426Y-01', 'other-team': '11990100700140426Y-02', window: '12990100700126958D-01', 'other-window': '12990100700126958D-02' } as const

const handling = ['window', 'clerk', 'examiner', 'approver', 'head'] as const

/** A caller by name, with its session; nobody has none. */
export interface Caller {
  name: string
  cookie?: string
}

export interface Callers {
  all: Caller[]
  /** The cookie of one, by name. */
  of(name: string): string
}

/** Demonstration accounts that no example is about: their own posts are ended, others granted. */
async function spareLogins(): Promise<string[]> {
  const taken = /^(chengguan|dc\.minzheng|dc\.jiaoyu|dc\.jiaotong|zhengwu|window|hall|steward|admin|zilaishui|gongjijin|shijian)/
  return (await testPack()).people.filter(({ kind, login }) => kind === 'staff' && !taken.test(login)).map(({ login }) => login)
}

/** Makes every caller. Those whose post, agency or account has ended were known to the server until a second ago. */
export async function makeCallers(town: Town): Promise<Callers> {
  const spare = await spareLogins()
  const made: Caller[] = [{ name: 'nobody' }]
  const hire = async (name: string, role: string, organisations: readonly string[]): Promise<Hired> => {
    const login = spare.shift() ?? assert.fail('no account is left for another caller')
    const hired = await appoint(town, login, role, organisations)
    made.push({ name, cookie: hired.cookie })
    return hired
  }
  for (const place of Object.keys(places) as Place[]) for (const role of [...handling, 'item-steward']) await hire(`${role}@${place}`, role, places[place])
  await hire('data-steward', 'data-steward', places.same)
  await addSections(town, made)
  const leaving: Hired[] = []
  for (const role of handling) leaving.push(await hire(`${role}@gone`, role, places.same))
  await addConflict(town, await hire('clerk@conflict', 'clerk', places.same))
  const elsewhere = await hire('clerk@ended', 'clerk', places.same)
  await limitHours(town, await hire('clerk@hours', 'clerk', places.same))
  const frozen = await hire('head@frozen', 'head', places.same)
  // Of another body than any sample's: what opens to them an emergency opens, for its time.
  await hire('clerk@emergency', 'clerk', places.other)
  await hire('clerk@past-emergency', 'clerk', places.other)
  await hire('clerk@another-emergency', 'clerk', places.other)
  for (const role of ['system', 'security', 'audit']) made.push({ name: `${role}-admin`, cookie: await signIn(town, `admin.${role}`) })
  const past = await addPersons(town, made)
  await endAll(town, leaving, elsewhere, frozen, past)
  const cookies = new Map(made.map(({ name, cookie }) => [name, cookie]))
  return { all: made, of: (name) => cookies.get(name) ?? assert.fail(`nobody is called ${name}`) }
}

/** Who holds a post in a section, and none of the whole body. */
async function addSections(town: Town, made: Caller[]): Promise<void> {
  const { ground } = town.platform
  const hash = await hashPassword(demonstrationPassword)
  for (const [place, section] of Object.entries(sections)) for (const role of rolesInSections[place.includes('team') ? 'team' : 'window'] ?? []) {
    const [organisation, login] = [section.slice(0, 18), `${role}.${place}`]
    await ground.runAct({ actor: systemActor, locks: [] }, async (act) => (await applyPeople(act, ground.keys, [{ login, kind: 'staff', name: '何科', organisation, title: { zh: '科室人员', en: 'In a section' } }], hash), null))
    const { cookie } = await appoint(town, login, role, [organisation], section)
    made.push({ name: `${role}@${place}`, cookie })
  }
}

/** A post that no act gives beside the one that is held: a release that separates more duties finds such posts given before. */
async function addConflict(town: Town, { account }: Hired): Promise<void> {
  await town.platform.ground.sql.rows("insert into people.posts (id, account, role, organisation, from_at) select gen_random_uuid(), account, 'audit-admin', organisation, from_at from people.posts where account = $1 and to_at is null limit 1", [account])
}

/** Posts that hold at an hour other than that of the samples. */
async function limitHours(town: Town, { account }: Hired): Promise<void> {
  const { hour } = town.clock.now().toZonedDateTimeISO('Asia/Shanghai')
  const hours = hour < 12 ? { days: 'every', from: '20:00', to: '21:00' } : { days: 'every', from: '03:00', to: '04:00' }
  await town.platform.ground.sql.rows('update people.posts set hours = $2::jsonb where account = $1 and to_at is null', [account, JSON.stringify(hours)])
}

interface Hired {
  account: string
  cookie: string
  posts: string[]
}

async function appoint(town: Town, login: string, role: string, organisations: readonly string[], section?: string): Promise<Hired> {
  const { sql } = town.platform.ground
  const [row] = await sql.rows<{ id: string; posts: string[] }>("select id, array(select id::text from people.posts where account = a.id and to_at is null) as posts from people.accounts a where login = $1", [login])
  assert.ok(row, login)
  for (const post of row.posts) ok(await town.call('DELETE', `/api/accounts/${row.id}/posts/${post}`, { as: people.securityAdmin }))
  const posts: string[] = []
  for (const organisation of organisations) posts.push(ok(await town.call<{ id: string }>('POST', `/api/accounts/${row.id}/posts`, { as: people.securityAdmin, body: { role, organisation, ...(section ? { section } : {}) } })).id)
  return { account: row.id, cookie: await signIn(town, login), posts }
}

/** An item that no sample is about. */
const otherItem = '11990100700140426Y3990100002000'

/** Persons whom no sample is about. */
const others = [
  { login: 'lin.limited', kind: 'natural', name: '林限', idNumber: '990102199001010015', title: { zh: '受托人', en: 'An agent' } },
  { login: 'guo.elsewhere', kind: 'natural', name: '郭别', idNumber: '990102199001010031', title: { zh: '受托人', en: 'An agent' } },
  { login: 'liang.guardian', kind: 'natural', name: '梁监', idNumber: '990102199001010074', title: { zh: '监护人', en: 'A guardian' } },
  { login: 'he.helper', kind: 'natural', name: '何助', idNumber: '990102199001010058', title: { zh: '亲友', en: 'A helper' } },
  { login: 'tong.guardian', kind: 'natural', name: '童监', idNumber: makeResidentId({ region: '990102', birth: '1990-01-01', sequence: 811 }), title: { zh: '共同监护人', en: 'A guardian with another' } },
  { login: 'zhou.closed', kind: 'natural', name: '周销', idNumber: makeResidentId({ region: '990102', birth: '1990-01-01', sequence: 813 }), title: { zh: '已注销', en: 'Whose account is closed' } },
] as const

/**
 * The persons: who owns the matters, who acts for that one in everything, by an agency, by a consent to help or as guardian, in the item of the samples, or in another one, who did until a
 * second ago by an agency that was taken back and by another whose time is over, a guardian who may do nothing alone, a third party with its legal representative, two with no part in it,
 * and one whose account is closed.
 */
async function addPersons(town: Town, made: Caller[]): Promise<Past> {
  const [owner] = await town.platform.ground.sql.rows<{ id: string }>('select id from people.accounts where login = $1', [people.resident])
  const represent = async (login: string, name: string, ...scopes: (string[] | null)[]) => {
    let id = ''
    for (const [years, items] of scopes.entries()) ({ id } = ok(await town.call<{ id: string }>('POST', '/api/agencies', { as: people.resident, body: { login, name, items, until: `${2027 + years}-06-30` } })))
    const cookie = await signIn(town, login)
    ok(await town.call('PUT', '/api/session/capacity', { headers: { cookie }, body: { principal: owner?.id } }))
    return { id, cookie }
  }
  const agent = await represent('chen.hao', '陈皓', null)
  const past = await represent(people.stranger, '李桂英', null, null)
  const { ground } = town.platform
  await ground.runAct({ actor: systemActor, locks: [] }, async (act) => (await applyPeople(act, ground.keys, others), null))
  // Of two agencies both hold, not the one alone that ends last.
  const limited = await represent('lin.limited', '林限', [item], [otherItem])
  const elsewhere = await represent('guo.elsewhere', '郭别', [otherItem])
  const helper = await help(town, 'he.helper', '何助', owner?.id ?? '')
  const guardian = await guard(town, others[2], owner?.id ?? '')
  const stopped = await guard(town, others[4], owner?.id ?? '', true)
  const closed = await signIn(town, 'zhou.closed')
  const [third] = await ground.sql.rows<{ id: string }>('select id from people.accounts where login = $1', ['yunhe.media'])
  const representative = await signIn(town, people.resident)
  ok(await town.call('PUT', '/api/session/capacity', { headers: { cookie: representative }, body: { principal: third?.id } }))
  made.push(
    { name: 'owner', cookie: await signIn(town, people.resident) }, { name: 'agent', cookie: agent.cookie }, { name: 'helper', cookie: helper }, { name: 'guardian', cookie: guardian }, { name: 'stopped-guardian', cookie: stopped }, { name: 'limited-agent', cookie: limited.cookie }, { name: 'other-agent', cookie: elsewhere.cookie }, { name: 'past-agent', cookie: past.cookie },
    { name: 'third', cookie: await signIn(town, 'yunhe.media') }, { name: 'representative', cookie: representative }, { name: 'stranger', cookie: await signIn(town, people.stranger) }, { name: 'company', cookie: await signIn(town, automatic.resident) }, { name: 'closed', cookie: closed },
  )
  return { agency: past.id, closed }
}

/** A relative whom the owner lets act, who agreed and does. */
async function help(town: Town, login: string, name: string, principal: string): Promise<string> {
  const until = dateInChina(town.clock.now()).add({ days: 200 }).toString()
  ok(await town.call('POST', '/api/proxies', { as: people.resident, body: { login, name, scopes: ['apply'], until, consent: true } }))
  const cookie = await signIn(town, login)
  const [asked] = ok(await town.call<{ items: { id: string }[] }>('GET', '/api/proxies', { headers: { cookie } })).items
  ok(await town.call('POST', `/api/proxies/${asked?.id}/agreement`, { headers: { cookie }, body: {} }))
  ok(await town.call('PUT', '/api/session/capacity', { headers: { cookie }, body: { principal } }))
  return cookie
}

/** A guardian of the owner, whom a court found without full capacity: two windows have seen the proof. */
async function guard(town: Town, { login, name, idNumber }: (typeof others)[number], principal: string, jointly = false): Promise<string> {
  const ward = { name: '张敏', idKind: 'resident-id', idNumber: '990102199203140264' }
  const guardian = { name, idKind: 'resident-id', idNumber }
  const until = dateInChina(town.clock.now()).add({ years: 1 }).toString()
  const { id } = ok(await town.call<{ id: string }>('POST', '/api/guardian-checks', { as: people.window, body: { kind: 'adult', proof: 'court-judgment', reference: '1', judgment: '1', until, jointly, ward, guardian } }))
  ok(await town.call('POST', `/api/guardian-checks/${id}/confirmation`, { as: 'window.zhao', body: { ward: { name: ward.name, idNumber: ward.idNumber }, guardian: { name: guardian.name, idNumber: guardian.idNumber } } }))
  const cookie = await signIn(town, login)
  ok(await town.call('PUT', '/api/session/capacity', { headers: { cookie }, body: { principal } }))
  return cookie
}

/** What ends last: an agency, and the session of whose account is closed. */
interface Past {
  agency: string
  closed: string
}

/** Everybody is known to the server; then posts, agencies and accounts end, one post by the hand of another server; a second passes. */
async function endAll(town: Town, leaving: Hired[], elsewhere: Hired, frozen: Hired, past: Past): Promise<void> {
  const { sql, clock } = town.platform.ground
  for (const { cookie } of [...leaving, elsewhere, frozen, { cookie: past.closed }]) ok(await town.call('GET', '/api/session', { headers: { cookie } }))
  for (const { account, posts } of leaving) for (const post of posts) ok(await town.call('DELETE', `/api/accounts/${account}/posts/${post}`, { as: people.securityAdmin }))
  await sql.rows('update people.posts set to_at = $2 where account = $1 and to_at is null', [elsewhere.account, clock.now().toString()])
  ok(await town.call('POST', `/api/accounts/${frozen.account}/freezing`, { as: people.systemAdmin, body: { reason: '已离职' } }))
  ok(await town.call('POST', `/api/agencies/${past.agency}/revocation`, { as: people.resident, body: {} }))
  ok(await town.call('POST', '/api/session/closing', { headers: { cookie: past.closed } }))
  // Its last day is over, which nobody has to note.
  await sql.rows('update people.agencies g set to_at = $2 from people.agencies r where r.id = $1 and g.principal = r.principal and g.agent = r.agent and g.revoked_at is null', [past.agency, clock.now().toString()])
  // A session that began to act while the agency was being taken back: what it may is told by the agency, not by what the revocation cleared.
  await sql.rows('update people.sessions s set acting_for = g.principal from people.agencies g where g.id = $1 and s.account = g.agent', [past.agency])
  town.clock.set(town.clock.now().add({ seconds: 1 }))
}

async function signIn(town: Town, login: string): Promise<string> {
  const { headers } = ok(await town.call('POST', '/api/session/demonstration', { body: { login } }), true)
  return String(headers['set-cookie']).split(';')[0] ?? ''
}

function ok<T>(answer: { status: number; body: T; headers: Record<string, unknown> }): T
function ok<T>(answer: { status: number; body: T; headers: Record<string, unknown> }, whole: true): { headers: Record<string, unknown> }
function ok<T>(answer: { status: number; body: T; headers: Record<string, unknown> }, whole?: true) {
  assert.ok(answer.status < 300, JSON.stringify(answer.body))
  return whole ? answer : answer.body
}
