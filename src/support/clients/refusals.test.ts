// What is refused when a sign-in for another system is attacked or goes wrong: by us, and by the system's own library from what we say.
// RFC 9700 (best practice of OAuth security), RFC 7636, RFC 9126, RFC 7523, RFC 9207, OpenID Connect Core 1.0 §3.1.
import assert from 'node:assert/strict'
import { createHmac, generateKeyPairSync } from 'node:crypto'
import { after, before, mock, test } from 'node:test'
import { importJWK, SignJWT, type JWTHeaderParameters, type JWTPayload } from 'jose'
import * as oidc from 'openid-client'
import { Browser, fetchFrom, issuerOf, partyOf, registerParty, type Party } from '../../../test/relying-party.ts'
import { accountLock, keepProof } from '#core/people'
import { openTown, type Town } from '../../../test/town.ts'
import { limits } from './client.ts'

let town: Town
let museum: Party
let theatre: Party
let browser: Browser

before(async () => {
  town = await openTown()
  mock.timers.enable({ apis: ['Date'], now: town.clock.now().epochMilliseconds })
  museum = await registerParty(town, { code: 'museum' })
  theatre = await registerParty(town, { code: 'theatre' })
  browser = await new Browser(town).signIn('zhang.min')
})
after(async () => {
  mock.timers.reset()
  await town.close()
})

const challenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'
const asked = { redirect_uri: 'http://localhost:9/back', scope: 'openid', response_type: 'code', code_challenge: challenge, code_challenge_method: 'S256' }
const refusedAs = (error: string) => ({ error })
/** The library says what was wrong in the cause. */
const said = (what: RegExp) => (error: Error & { cause?: { message?: string } }) => what.test(`${error.message} ${error.cause?.message ?? ''} ${JSON.stringify(error.cause ?? {})}`)
/** By how much two clocks may differ: the library grants it to what ends. */
const toleranceSeconds = 15
const later = (seconds: number) => mock.timers.setTime(Date.now() + seconds * 1000)

interface Said {
  status: number
  body: { error?: string } & Record<string, unknown>
}

/** A call as a program makes it, with whatever it likes to send. */
async function post(path: string, form: Record<string, string>): Promise<Said> {
  const answer = await fetchFrom(town)(`${issuerOf(town)}${path}`, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams(form), redirect: 'manual' })
  const text = await answer.text()
  return { status: answer.status, body: text.startsWith('{') ? (JSON.parse(text) as Said['body']) : {} }
}

/** Proof of who calls, as the system's own or as somebody forges it. */
async function assertion(change: { payload?: JWTPayload; header?: Partial<JWTHeaderParameters>; jwk?: object } = {}): Promise<string> {
  const now = Math.floor(Date.now() / 1000)
  const payload = { iss: 'museum', sub: 'museum', aud: issuerOf(town), jti: crypto.randomUUID(), iat: now, exp: now + 60, ...change.payload }
  return new SignJWT(payload).setProtectedHeader({ alg: 'ES256', ...change.header }).sign(await importJWK((change.jwk ?? museum.privateJwk) as never, 'ES256'))
}
const proved = (jwt: string) => ({ client_id: 'museum', client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer', client_assertion: jwt })
const encoded = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' })

test('a request is pushed, whole and exact, or it is refused', async () => {
  const push = async (change: Record<string, string | undefined>) => {
    const form = Object.fromEntries(Object.entries({ ...asked, ...proved(await assertion()), ...change }).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))
    return (await post('/request', form)).body.error
  }
  assert.equal(await push({}), undefined)
  const wrong: [string, Record<string, string | undefined>, string][] = [
    ['another return address', { redirect_uri: 'http://localhost:9/back/' }, 'invalid_request'],
    ['a return address of somebody else', { redirect_uri: 'https://evil.example.cn/back' }, 'invalid_request'],
    ['another port', { redirect_uri: 'http://localhost:10/back' }, 'invalid_request'],
    ['no PKCE', { code_challenge: undefined, code_challenge_method: undefined }, 'invalid_request'],
    ['PKCE that shows its secret', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['tokens by way of the browser', { response_type: 'id_token' }, 'unsupported_response_type'],
    ['tokens beside the code', { response_type: 'code id_token' }, 'unsupported_response_type'],
    ['more than is registered', { scope: 'openid identity' }, 'invalid_scope'],
    ['a request inside a request', { request_uri: 'urn:x' }, 'request_uri_not_supported'],
    ['a request object', { request: `${encoded({ alg: 'none' })}.${encoded({ redirect_uri: 'https://evil.example.cn' })}.` }, 'request_not_supported'],
  ]
  for (const [what, change, error] of wrong) assert.equal(await push(change), error, what)
})

test('nothing begins without a pushed request, with that of another system, or with one that was used or is over', async () => {
  const lands = async (query: string) => (await browser.go(`${issuerOf(town)}/auth?${query}`)).href
  assert.match(await lands(new URLSearchParams({ client_id: 'museum', ...asked }).toString()), /error=invalid_request/)
  assert.match(await lands(new URLSearchParams({ client_id: 'nobody', ...asked }).toString()), /\/sign-in-refused\?error=invalid_client/)
  const begun = await museum.begin()
  const uri = begun.address.searchParams.get('request_uri') ?? ''
  assert.match(await lands(new URLSearchParams({ client_id: 'theatre', request_uri: uri }).toString()), /error=invalid_request/)
  await museum.redeem(await browser.agree(begun.address), begun)
  assert.match(await lands(new URLSearchParams({ client_id: 'museum', request_uri: uri }).toString()), /error=invalid_request_uri|error=invalid_request/)
  const slow = await museum.begin()
  later(limits.requestSeconds + 1)
  assert.match(await lands(slow.address.search.slice(1)), /error=invalid_request/)
})

test('a system proves itself by its own key: no other key, no algorithm of its choice, no key it brings, no proof twice, early or late', async () => {
  const now = () => Math.floor(Date.now() / 1000)
  const { x = '' } = museum.privateJwk
  const input = `${encoded({ alg: 'HS256' })}.${encoded({ iss: 'museum', sub: 'museum', aud: issuerOf(town), jti: 'h', exp: now() + 60, iat: now() })}`
  const bad: [string, string][] = [
    ['the key of a stranger', await assertion({ jwk: stranger })],
    ['a key that it brings along', await assertion({ jwk: stranger, header: { jwk: { kty: 'EC', crv: 'P-256', x: stranger.x ?? '', y: stranger.y ?? '' } } })],
    ['a name of a key that is a path', await assertion({ jwk: stranger, header: { kid: '../../keys/tokens.0001.json' } })],
    ['no signature', `${encoded({ alg: 'none' })}.${input.split('.')[1]}.`],
    ['the public key as a password', `${input}.${createHmac('sha256', x).update(input).digest('base64url')}`],
    ['said to somebody else', await assertion({ payload: { aud: 'https://other.example.cn' } })],
    ['said by somebody else', await assertion({ payload: { iss: 'theatre', sub: 'theatre' } })],
    ['over', await assertion({ payload: { exp: now() - 60, iat: now() - 120 } })],
    ['of the future', await assertion({ payload: { nbf: now() + 600 } })],
    ['without an end', await assertion({ payload: { exp: undefined as never } })],
  ]
  for (const [what, jwt] of bad) assert.match(String((await post('/request', { ...asked, ...proved(jwt) })).body.error), /^invalid_(client|request)$/, what)
  const once = await assertion()
  assert.equal((await post('/request', { ...asked, ...proved(once) })).status, 201)
  assert.equal((await post('/request', { ...asked, ...proved(once) })).body.error, 'invalid_client')
  for (const form of [{ client_id: 'museum' }, { client_id: 'museum', client_secret: '' }, {}] as Record<string, string>[]) assert.match(String((await post('/request', { ...asked, ...form })).body.error), /^invalid_(client|request)$/)
})

test('a code works once, for who asked, with what only that one knows, within a minute; used again, it takes back what it gave', async () => {
  const again = async () => {
    const begun = await museum.begin()
    return { begun, returned: await browser.agree(begun.address) }
  }
  const first = await again()
  const tokens = await museum.redeem(first.returned, first.begun)
  await assert.rejects(museum.redeem(first.returned, first.begun), refusedAs('invalid_grant'))
  await assert.rejects(oidc.fetchUserInfo(museum.config, tokens.access_token, oidc.skipSubjectCheck))
  const guessed = await again()
  await assert.rejects(museum.redeem(guessed.returned, { ...guessed.begun, verifier: oidc.randomPKCECodeVerifier() }), refusedAs('invalid_grant'))
  const stolen = await again()
  await assert.rejects(theatre.redeem(stolen.returned, stolen.begun), refusedAs('invalid_grant'))
  const elsewhere = await again()
  const code = elsewhere.returned.searchParams.get('code') ?? ''
  assert.equal((await post('/token', { grant_type: 'authorization_code', code, redirect_uri: 'http://localhost:9/other', code_verifier: elsewhere.begun.verifier, ...proved(await assertion()) })).body.error, 'invalid_grant')
  const late = await again()
  later(limits.codeSeconds + 1)
  await assert.rejects(museum.redeem(late.returned, late.begun), refusedAs('invalid_grant'))
})

test('a hundred at once with one code: one wins', async () => {
  const begun = await museum.begin()
  const returned = await browser.agree(begun.address)
  const form = { grant_type: 'authorization_code', code: returned.searchParams.get('code') ?? '', redirect_uri: museum.redirect, code_verifier: begun.verifier }
  const proofs = await Promise.all(Array.from({ length: 100 }, () => assertion()))
  const said = await Promise.all(proofs.map((one) => post('/token', { ...form, ...proved(one) })))
  assert.deepEqual([said.filter(({ status }) => status === 200).length, said.filter(({ body }) => body.error === 'invalid_grant').length], [1, 99])
})

test('a refresh token changes with each use; the old one, in whoever’s hand, ends all of them', async () => {
  const offline = { scope: 'openid profile offline_access', prompt: 'consent' }
  const { tokens } = await museum.signIn(browser, offline)
  const held = tokens.refresh_token ?? ''
  await assert.rejects(oidc.refreshTokenGrant(theatre.config, held), refusedAs('invalid_grant'))
  const second = await oidc.refreshTokenGrant(museum.config, held)
  assert.notEqual(second.refresh_token, held)
  await assert.rejects(oidc.refreshTokenGrant(museum.config, held), refusedAs('invalid_grant'))
  await assert.rejects(oidc.refreshTokenGrant(museum.config, second.refresh_token ?? ''), refusedAs('invalid_grant'))
  await assert.rejects(oidc.fetchUserInfo(museum.config, second.access_token, oidc.skipSubjectCheck))
  const revoked = (await museum.signIn(browser, offline)).tokens
  await oidc.tokenRevocation(museum.config, revoked.refresh_token ?? '')
  await assert.rejects(oidc.refreshTokenGrant(museum.config, revoked.refresh_token ?? ''), refusedAs('invalid_grant'))
  const aged = (await museum.signIn(browser, offline)).tokens
  later(limits.refreshSeconds + 1)
  await assert.rejects(oidc.refreshTokenGrant(museum.config, aged.refresh_token ?? ''), refusedAs('invalid_grant'))
})

test('a system that wants a level gets nothing more once the proof behind it has ended: refreshing is refused, and the session is asked anew', async () => {
  const sure = await registerParty(town, { code: 'sure-of-four', levelMin: 4 })
  const { sql, runAct } = town.platform.ground
  const { id } = (await town.call<{ account: { id: string } }>('GET', '/api/session', { as: 'zhang.min' })).body.account
  const until = (at: Temporal.Instant) => sql.rows("update people.proofs set at = least(at, $2::timestamptz - interval '1 day'), until_at = $2 where account = $1", [id, at.toString()])
  const rows = await sql.rows<{ stated: number }>('select stated_level as stated from people.natural_accounts where id = $1', [id])
  await sql.rows('update people.natural_accounts set stated_level = 1 where id = $1', [id])
  await runAct({ actor: { id, kind: 'natural' }, locks: [accountLock(id)] }, (act) => keepProof(act, { account: id, source: 'face', level: 4, assertion: 'a', trace: 'of-four', score: null, until: act.now.add({ hours: 1000 }) }))
  const other = await new Browser(town).signIn('zhang.min')
  const { tokens } = await sure.signIn(other, { scope: 'openid profile offline_access', prompt: 'consent' })
  const second = await oidc.refreshTokenGrant(sure.config, tokens.refresh_token ?? '')
  assert.ok((await oidc.fetchUserInfo(sure.config, second.access_token, oidc.skipSubjectCheck)).sub)
  await until(town.clock.now())
  await assert.rejects(oidc.fetchUserInfo(sure.config, second.access_token, oidc.skipSubjectCheck))
  await assert.rejects(oidc.refreshTokenGrant(sure.config, second.refresh_token ?? ''), refusedAs('invalid_grant'))
  // The session is asked anew, and is told what it lacks; a system that wants no level goes on.
  const page = await other.go((await sure.begin()).address)
  assert.equal((await other.asked(page)).json<{ state: string }>().state, 'level-too-low')
  assert.ok((await museum.signIn(other)).tokens.access_token)
  await until(town.clock.now().add({ hours: 1000 }))
  assert.ok((await sure.signIn(other, { scope: 'openid profile offline_access', prompt: 'consent' })).tokens.refresh_token)
  await sql.rows('update people.natural_accounts set stated_level = $2 where id = $1', [id, rows[0]?.stated ?? 1])
})

test('an access token is refused when it is over, revoked, cut, or none of ours', async () => {
  const ask = (token: string) => oidc.fetchUserInfo(museum.config, token, oidc.skipSubjectCheck)
  const { tokens } = await museum.signIn(browser)
  assert.ok((await ask(tokens.access_token)).sub)
  for (const token of [tokens.access_token.slice(0, -1), tokens.id_token ?? '', 'x'.repeat(43)]) await assert.rejects(ask(token))
  await oidc.tokenRevocation(museum.config, tokens.access_token)
  await assert.rejects(ask(tokens.access_token))
  const aged = (await museum.signIn(browser)).tokens
  later(limits.accessSeconds + toleranceSeconds + 1)
  await assert.rejects(ask(aged.access_token))
  // A token in an address is seen by every log on the way (RFC 9700 §4.3.2).
  const inAddress = await fetchFrom(town)(`${issuerOf(town)}/me?access_token=${(await museum.signIn(browser)).tokens.access_token}`, { method: 'GET', headers: {}, body: undefined, redirect: 'manual' })
  assert.equal(inAddress.status, 400)
})

test('whoever begins in his own browser cannot have another agree in theirs, nor take over what another agreed to (session fixation)', async () => {
  const attacker = new Browser(town)
  const page = await attacker.go((await museum.begin()).address)
  const over = await browser.asked(page, { agree: true })
  assert.deepEqual([over.statusCode, over.json<{ code: string }>().code], [409, 'clients.sign-in-over'])
  const mine = await browser.go((await museum.begin({ prompt: 'consent' })).address)
  const { address } = (await browser.asked(mine, { agree: true })).json<{ address: string }>()
  assert.match((await attacker.go(address)).href, /\/sign-in-refused\?error=invalid_request/)
  // Another site cannot press the button for the person either.
  const cookies = [...browser.jar].map(([name, { value }]) => `${name}=${value}`).join('; ')
  const forged = await town.app.inject({ method: 'POST', url: `/api/sign-ins/${mine.pathname.split('/').at(-1)}`, headers: { cookie: cookies, 'content-type': 'application/json', origin: 'https://evil.example.cn', 'sec-fetch-site': 'cross-site' }, payload: '{"agree":true}' })
  assert.deepEqual([forged.statusCode, forged.json<{ code: string }>().code], [403, 'http.foreign-origin'])
})

test('an account that is frozen, and a system that was ended, get nothing more', async () => {
  const offline = { scope: 'openid profile offline_access', prompt: 'consent' }
  const other = await new Browser(town).signIn('chen.hao')
  const { tokens } = await museum.signIn(other, offline)
  const account = (await town.call<{ account: { id: string } }>('GET', '/api/session', { as: 'chen.hao' })).body.account.id
  assert.equal((await town.call('POST', `/api/accounts/${account}/freezing`, { as: 'admin.system', body: { reason: '风险核查' } })).status, 201)
  await assert.rejects(oidc.refreshTokenGrant(museum.config, tokens.refresh_token ?? ''), refusedAs('invalid_grant'))
  const held = (await theatre.signIn(browser, offline)).tokens
  const ended = await town.call('POST', '/api/clients/theatre/end', { as: 'admin.security', body: { reason: '密钥泄露' } })
  assert.equal(ended.status, 204)
  await assert.rejects(oidc.refreshTokenGrant(theatre.config, held.refresh_token ?? ''), refusedAs('invalid_client'))
  await assert.rejects(theatre.begin(), refusedAs('invalid_client'))
  assert.deepEqual((await town.call('POST', '/api/clients/theatre/end', { as: 'admin.security', body: { reason: '又一次' } })).status, 404)
})

test('a system’s library can tell what is not from us or not for it: issuer, state, nonce, audience, signature, algorithm, key, time', async () => {
  const begun = await museum.begin()
  const returned = await browser.agree(begun.address)
  const changed = (name: string, value: string) => Object.assign(new URL(returned), { search: new URLSearchParams({ ...Object.fromEntries(returned.searchParams), [name]: value }).toString() })
  await assert.rejects(museum.redeem(changed('iss', 'https://other.example.cn/oidc'), begun), said(/iss/))
  await assert.rejects(museum.redeem(changed('state', 'x'.repeat(43)), begun), said(/state/))
  await assert.rejects(museum.redeem(returned, { ...begun, nonce: 'another' }), said(/nonce/))
  const { tokens } = await museum.signIn(browser)
  const [header = '', payload = '', signature = ''] = (tokens.id_token ?? '').split('.')
  const told = JSON.parse(Buffer.from(payload, 'base64url').toString()) as JWTPayload & { nonce: string }
  const forged = async (change: JWTPayload, head: Partial<JWTHeaderParameters> = {}) => new SignJWT({ ...told, ...change }).setProtectedHeader({ ...(JSON.parse(Buffer.from(header, 'base64url').toString()) as JWTHeaderParameters), ...head }).sign(await importJWK(stranger as never, 'ES256'))
  const hmac = `${encoded({ alg: 'HS256' })}.${payload}`
  const bad: [string, string][] = [
    ['another audience', await forged({ aud: 'theatre' })],
    ['another issuer', await forged({ iss: 'https://other.example.cn/oidc' })],
    ['over', await forged({ exp: Math.floor(Date.now() / 1000) - 600 })],
    ['of the future', await forged({ iat: Math.floor(Date.now() / 1000) + 6000, nbf: Math.floor(Date.now() / 1000) + 6000 })],
    ['signed by a stranger', await forged({})],
    ['a key that is not published', await forged({}, { kid: 'unknown' })],
    ['a key that is a path', await forged({}, { kid: '../../../etc/passwd' })],
    ['no signature', `${encoded({ alg: 'none' })}.${payload}.`],
    ['another algorithm', `${hmac}.${createHmac('sha256', 'x').update(hmac).digest('base64url')}`],
    ['one letter changed', `${header}.${payload}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`],
  ]
  const reading = await partyOf(town, 'museum', museum.privateJwk)
  oidc.enableNonRepudiationChecks(reading.config)
  let given = ''
  const honest = fetchFrom(town)
  reading.config[oidc.customFetch] = async (url, options) => {
    const answer = await honest(url, options)
    return given === '' || !url.endsWith('/token') ? answer : Response.json({ ...((await answer.json()) as object), id_token: given })
  }
  // The forged ones keep the nonce of the sign-in they were made from: each sign-in is told that nonce.
  const again = async () => {
    const one = await reading.begin({ nonce: told.nonce })
    return reading.redeem(await browser.agree(one.address), { ...one, nonce: told.nonce })
  }
  assert.ok((await again()).claims())
  for (const [what, token] of bad) {
    given = token
    await assert.rejects(again(), (error: Error) => error.name !== 'AssertionError', what)
  }
})
