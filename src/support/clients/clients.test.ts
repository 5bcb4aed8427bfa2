// Systems that rely on our sign-in: registered by two, told what a person agreed to and no more, told of the end.
import assert from 'node:assert/strict'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, mock, test } from 'node:test'
import { createRemoteJWKSet, customFetch, decodeProtectedHeader, jwtVerify } from 'jose'
import * as oidc from 'openid-client'
import { people } from '../../../test/carry.ts'
import { Browser, fetchFrom, issuerOf, proposalOf, registerParty, type Party } from '../../../test/relying-party.ts'
import { openTown, type Town } from '../../../test/town.ts'
import { limits } from './client.ts'
import { tokenKeys } from './keys.ts'

let town: Town
let museum: Party
let heard: URLSearchParams[]
let hearing: Server
let logout: string
const openRoutes: string[] = []

before(async () => {
  town = await openTown()
  // The protocol's library reads the machine's clock: here both stand at the same moment.
  mock.timers.enable({ apis: ['Date'], now: town.clock.now().epochMilliseconds })
  heard = []
  hearing = createServer((request, response) => {
    let text = ''
    request.on('data', (part: Buffer) => (text += part.toString()))
    request.on('end', () => {
      openRoutes.push(request.url ?? '')
      if (request.url === '/hears') heard.push(new URLSearchParams(text))
      response.writeHead(request.url === '/hears' ? 200 : 500).end()
    })
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => hearing.once('listening', resolve))
  logout = `http://127.0.0.1:${(hearing.address() as AddressInfo).port}/hears`
  museum = await registerParty(town, { code: 'museum', scopes: ['profile', 'phone'], logout })
})
after(async () => {
  mock.timers.reset()
  hearing.close()
  await town.close()
})

const refusedWith = (answer: { status: number; body: Record<string, unknown> }, status: number, code: string) => assert.deepEqual([answer.status, answer.body['code']], [status, code])

const proposeClient = (as: string, content: object) => town.call<{ id: string; code: string; fields: { path: string }[] }>('POST', '/api/proposals/client', { as, body: { content, reason: '开通预约服务。' } })

test('a system is registered by another person than the one who proposed it, and by nobody else (GB/T 22239-2019 8.1.5, 双人复核)', async () => {
  const { body } = proposalOf({ code: 'two-persons' })
  const propose = (as: string) => proposeClient(as, body)
  const register = (as: string, one: string) => town.call('POST', `/api/proposals/client/${one}/confirmation`, { as, body: {} })
  for (const as of ['admin.security', 'admin.audit', people.clerk, 'zhang.min']) assert.equal((await propose(as)).status, 403, as)
  const { id } = (await propose('admin.system')).body
  refusedWith(await propose('admin.system'), 409, 'proposals.already-waiting')
  for (const as of ['admin.system', 'admin.audit', 'zhang.min']) assert.equal((await register(as, id)).status, 403, as)
  // Were the two duties ever in one hand, the person still stops himself.
  const askedBy = (login: string) => town.platform.ground.sql.rows('update proposals.proposals set asked_by = (select id from people.accounts where login = $2) where id = $1', [id, login])
  await askedBy('admin.security')
  refusedWith(await register('admin.security', id), 403, 'proposals.second-person')
  await askedBy('admin.system')
  const states = async (as: string) => (await town.call<{ items: { content: { code: string }; state: string; reason: string }[] }>('GET', '/api/clients', { as })).body.items.filter(({ content }) => content.code === 'two-persons').map(({ state, reason }) => [state, reason])
  assert.deepEqual(await states('admin.audit'), [['proposed', null]])
  const refuse = (answer: string) => town.call('POST', `/api/proposals/client/${id}/refusal`, { as: 'admin.security', body: { answer } })
  refusedWith(await refuse(' '), 422, 'proposals.answer-needed')
  assert.equal((await refuse('地址不属于申请单位')).status, 200)
  refusedWith(await register('admin.security', id), 409, 'proposals.already-decided')
  refusedWith(await register('admin.security', crypto.randomUUID()), 404, 'proposals.not-found')
  assert.deepEqual(await states('admin.audit'), [['refused', '地址不属于申请单位']])
  town.clock.advance({ seconds: 1 })
  const again = (await propose('admin.system')).body
  assert.equal((await register('admin.security', again.id)).status, 200)
  assert.deepEqual(await states('admin.audit'), [['in-force', null], ['refused', '地址不属于申请单位']])
  refusedWith(await town.call('POST', '/api/clients/nobody-knows/end', { as: 'admin.security', body: { reason: '下线' } }), 404, 'clients.not-found')
})

test('what is proposed is checked: exact addresses, public keys, no address inside, a law for the number (个人信息保护法 6)', async () => {
  const propose = (change: object) => proposeClient('admin.system', { ...proposalOf({ code: 'checked' }).body, ...change })
  for (const address of ['http://museum.example.cn/back', 'https://*.example.cn/back', 'https://museum.example.cn/back#x', 'https://u:p@museum.example.cn/back', 'javascript:alert(1)', 'https://museum.example.cn:443/back']) refusedWith(await propose({ redirects: [address] }), 422, 'clients.bad-redirect')
  for (const address of ['https://169.254.169.254/latest', 'https://10.0.0.1/x', 'https://[::ffff:10.0.0.1]/x', 'ftp://museum.example.cn/', 'http://museum.example.cn/out', 'https://2130706433.example.cn@127.0.0.2/']) refusedWith(await propose({ logout: address }), 422, 'http.address-not-public')
  const [key] = proposalOf({ code: 'x' }).body['keys'] as object[]
  for (const bad of [{ ...key, d: 'c2VjcmV0' }, { ...key, crv: 'P-384' }, { ...key, x: 'AAAA' }, { kty: 'RSA', crv: '', x: 'AQAB' }]) refusedWith(await propose({ keys: [bad] }), 422, 'clients.bad-key')
  refusedWith(await propose({ scopes: ['identity'] }), 422, 'clients.basis-needed')
  refusedWith(await propose({ organisation: '12990100700126958X' }), 404, 'organisations.not-found')
})

test('a person agrees to what is shown, and the system learns that and no more, under a name only it knows (个人信息保护法 14, 23)', async () => {
  const browser = await new Browser(town).signIn('zhang.min')
  const page = await browser.go((await museum.begin({ scope: 'openid profile phone identity' }).catch((error: oidc.ResponseBodyError) => assert.equal(error.error, 'invalid_scope'))) ? '/' : (await museum.begin({ scope: 'openid profile phone' })).address)
  const shown = (await browser.asked(page)).json<{ state: string; told: { scope: string; value: string }[]; system: Record<string, unknown> }>()
  assert.equal(shown.state, 'agree')
  assert.deepEqual(shown.told.map(({ scope, value }) => [scope, value]), [['profile', '张*'], ['phone', '139****0001']])
  assert.deepEqual([shown.system['contact'], shown.system['purpose'], (shown.system['organisation'] as { code: string }).code], ['0990-12345', { zh: '核实预约人身份', en: 'To know who booked' }, '12990100700126958D'])
  const { tokens } = await museum.signIn(browser, { scope: 'openid profile phone' })
  const sub = tokens.claims()?.sub ?? ''
  const told = await oidc.fetchUserInfo(museum.config, tokens.access_token, sub)
  assert.deepEqual(Object.keys(told).sort(), ['acr', 'kind', 'name', 'phone_number', 'sub'])
  assert.deepEqual([told.name, told['acr'], told['kind']], ['张敏', '4', 'natural'])
  const library = await registerParty(town, { code: 'library', scopes: [] })
  const other = (await library.signIn(browser, { scope: 'openid' })).tokens
  assert.notEqual(other.claims()?.sub, sub)
  assert.deepEqual(Object.keys(await oidc.fetchUserInfo(library.config, other.access_token, other.claims()?.sub ?? '')).sort(), ['acr', 'kind', 'sub'])
  assert.equal((await museum.signIn(browser)).tokens.claims()?.sub, sub)
})

test('who agreed once is not asked again, who is asked anew is; who does not agree is sent back with that', async () => {
  const browser = await new Browser(town).signIn('li.guiying')
  const refusing = await museum.begin()
  const page = await browser.go(refusing.address)
  const { address } = (await browser.asked(page, { agree: false })).json<{ address: string }>()
  const back = await browser.go(address)
  assert.deepEqual([back.origin, back.searchParams.get('error')], ['http://localhost:9', 'access_denied'])
  await museum.signIn(browser)
  const silent = await museum.begin({ prompt: 'none' })
  assert.equal((await browser.go(silent.address)).searchParams.get('error'), null)
  assert.match((await browser.go((await museum.begin({ prompt: 'consent' })).address)).pathname, /^\/sign-in-for\//)
  // More than was agreed to is another consent (个人信息保护法 14).
  assert.match((await browser.go((await museum.begin({ scope: 'openid profile phone' })).address)).pathname, /^\/sign-in-for\//)
  const nobody = await new Browser(town).go((await museum.begin({ prompt: 'none' })).address)
  assert.equal(nobody.searchParams.get('error'), 'login_required')
})

test('a consent is listed and taken back as easily: what the system held is void at once, and it is told (个人信息保护法 15)', async () => {
  const browser = await new Browser(town).signIn('chen.hao')
  const { tokens } = await museum.signIn(browser, { scope: 'openid profile offline_access', prompt: 'consent' })
  const listed = await town.call<{ items: { system: { code: string }; told: { scope: string }[] }[] }>('GET', '/api/consents', { as: 'chen.hao' })
  assert.deepEqual(listed.body.items.map(({ system, told }) => [system.code, told.map(({ scope }) => scope)]), [['museum', ['profile']]])
  heard.length = 0
  assert.equal((await town.call('DELETE', '/api/consents/museum', { as: 'chen.hao' })).status, 204)
  await assert.rejects(oidc.refreshTokenGrant(museum.config, tokens.refresh_token ?? ''), { error: 'invalid_grant' })
  await assert.rejects(oidc.fetchUserInfo(museum.config, tokens.access_token, oidc.skipSubjectCheck))
  await town.settle()
  assert.equal(heard.length, 1)
  refusedWith(await town.call('DELETE', '/api/consents/museum', { as: 'chen.hao' }), 404, 'clients.no-consent')
  assert.match((await browser.go((await museum.begin()).address)).pathname, /^\/sign-in-for\//)
})

test('signing out here tells every system that was signed in to, by a token it can check (OpenID Connect Back-Channel Logout 1.0)', async () => {
  const theatre = await registerParty(town, { code: 'theatre', logout })
  const deaf = await registerParty(town, { code: 'deaf', logout: logout.replace('/hears', '/deaf') })
  const browser = await new Browser(town).signIn('zhang.min')
  const sids = []
  for (const party of [museum, theatre, deaf]) sids.push((await party.signIn(browser)).tokens.claims()?.['sid'])
  heard.length = 0
  openRoutes.length = 0
  await browser.send('DELETE', '/api/session')
  await town.settle()
  assert.deepEqual(openRoutes.toSorted(), ['/deaf', '/hears', '/hears'])
  const jwks = createRemoteJWKSet(new URL(`${issuerOf(town)}/jwks`), { [customFetch]: fetchFrom(town) as unknown as typeof fetch })
  const told = await Promise.all(heard.map(async (form) => (await jwtVerify(form.get('logout_token') ?? '', jwks, { issuer: issuerOf(town), typ: 'logout+jwt', algorithms: ['ES256'], currentDate: new Date() })).payload))
  assert.deepEqual(new Set(told.map(({ aud, sid }) => `${aud} ${sid}`)), new Set([`museum ${sids[0]}`, `theatre ${sids[1]}`]))
  assert.ok(told.every(({ events, nonce }) => nonce === undefined && 'http://schemas.openid.net/event/backchannel-logout' in (events as object)))
  // The one that did not answer is told again later.
  const [waiting] = await town.platform.ground.sql.rows<{ n: number; error: string }>("select count(*)::int as n, max(last_error) as error from graphile_worker.jobs where task_identifier = 'clients.tell-signed-out' and attempts = 1")
  assert.deepEqual([waiting?.n, waiting?.error.includes('127.0.0.1')], [1, false])
  // Without our session the protocol's is nothing: the same browser is asked who it is.
  assert.equal((await browser.go((await museum.begin({ prompt: 'none' })).address)).searchParams.get('error'), 'login_required')
})

test('a session that ends by itself is told of too', async () => {
  const browser = await new Browser(town).signIn('li.guiying')
  await museum.signIn(browser)
  heard.length = 0
  const [open] = await town.platform.ground.sql.rows<{ n: number }>("select count(*)::int as n from clients.sign_ins where code = 'museum'")
  town.clock.set(town.clock.now().add({ hours: 30 }))
  mock.timers.setTime(town.clock.now().epochMilliseconds)
  town.forgetSessions()
  await town.platform.beat()
  await town.settle()
  assert.equal(heard.length, open?.n)
  assert.deepEqual((await town.platform.ground.sql.rows('select 1 from clients.sign_ins')), [])
})

test('in one browser the next person is the next person: nobody signs in as who was there before', async () => {
  const browser = await new Browser(town).signIn('zhang.min')
  const first = (await museum.signIn(browser)).tokens.claims()?.sub
  await browser.signIn('li.guiying')
  assert.equal((await browser.go((await museum.begin({ prompt: 'none' })).address)).searchParams.get('error'), 'login_required')
  assert.notEqual((await museum.signIn(browser)).tokens.claims()?.sub, first)
})

test('a system says whom it takes: kinds of account, level of assurance, a fresh proof; an agent signs in for nobody', async () => {
  const companies = await registerParty(town, { code: 'companies', kinds: ['legal'] })
  const sure = await registerParty(town, { code: 'sure', levelMin: 5 })
  const browser = await new Browser(town).signIn('zhang.min')
  const pageOf = async (party: Party, extra?: Record<string, string>) => browser.go((await party.begin(extra)).address)
  for (const [party, extra, state, code] of [[companies, {}, 'kind-not-served', 'clients.kind-not-served'], [sure, {}, 'level-too-low', 'clients.level-too-low'], [museum, { prompt: 'login' }, 'prove', 'clients.proof-needed']] as const) {
    if (state === 'prove') mock.timers.setTime(town.clock.now().add({ minutes: 5 }).epochMilliseconds)
    const page = await pageOf(party, extra)
    assert.equal((await browser.asked(page)).json<{ state: string }>().state, state)
    const answer = await browser.asked(page, { agree: true })
    assert.deepEqual([answer.statusCode, answer.json<{ code: string }>().code], [403, code])
  }
  const page = await pageOf(museum, { max_age: '60' })
  assert.equal((await browser.asked(page)).json<{ state: string }>().state, 'prove')
  town.clock.set(town.clock.now().add({ minutes: 6 }))
  mock.timers.setTime(town.clock.now().epochMilliseconds)
  const proved = await browser.send('PUT', '/api/session/proof', { password: 'yunzhou-demo-2026' })
  assert.equal(proved.statusCode, 204, proved.body)
  assert.equal((await browser.asked(page, { agree: true })).statusCode, 200)
})

test('keys change without an outage: a new one is published before it signs, an old one while anything signed by it lives', async () => {
  const { keys } = town.platform.ground
  const published = async () => (await (await fetchFrom(town)(`${issuerOf(town)}/jwks`, { method: 'GET', headers: {}, body: undefined, redirect: 'manual' })).json()) as { keys: { kid: string; d?: string }[] }
  const browser = await new Browser(town).signIn('zhang.min')
  const signedBy = async () => decodeProtectedHeader((await museum.signIn(browser)).tokens.id_token ?? '').kid
  const old = await signedBy()
  const fresh = (await keys.rotate('tokens')).kid
  assert.deepEqual((await published()).keys.map(({ kid }) => kid), [old, fresh])
  assert.ok((await published()).keys.every((key) => key.d === undefined))
  assert.equal(await signedBy(), old)
  const later = (seconds: number) => town.clock.now().add({ seconds })
  assert.deepEqual(tokenKeys(keys, later(limits.keyLeadSeconds + 1)).map(({ kid }) => kid), [fresh, old])
  assert.deepEqual(tokenKeys(keys, later(limits.keyLeadSeconds + limits.keyStaysSeconds + 1)).map(({ kid }) => kid), [fresh])
  town.clock.set(later(limits.keyLeadSeconds + 1))
  mock.timers.setTime(town.clock.now().epochMilliseconds)
  assert.equal(await signedBy(), fresh)
})

test('in one session a person is himself, and where he acts for the company that he represents he is the company: neither is told as the other', async () => {
  const browser = await new Browser(town).signIn('zhang.min')
  const { items } = (await browser.send('GET', '/api/session/capacities')).json<{ items: { principal: string; agency: string | null; kind: string }[] }>()
  const company = items.find(({ kind, agency }) => kind === 'legal' && agency === null)
  const person = (await museum.signIn(browser)).tokens.claims()?.sub
  if (company === undefined) return assert.fail('nobody represents a company')
  assert.equal((await browser.send('PUT', '/api/session/capacity', { principal: company.principal })).statusCode, 204)
  assert.equal((await browser.go((await museum.begin({ prompt: 'none' })).address)).searchParams.get('error'), 'login_required')
  const { tokens } = await museum.signIn(browser)
  assert.equal((await oidc.fetchUserInfo(museum.config, tokens.access_token, oidc.skipSubjectCheck))['kind'], 'legal')
  assert.notEqual(tokens.claims()?.sub, person)
  assert.equal((await browser.send('PUT', '/api/session/capacity', { principal: null })).statusCode, 204)
  assert.equal((await browser.go((await museum.begin({ prompt: 'none' })).address)).searchParams.get('error'), 'login_required')
})
