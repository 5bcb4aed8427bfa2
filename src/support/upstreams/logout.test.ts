// Sign-outs above are heard: exactly what the platform began here ends, and nothing by a token that does not fit in every point
// (OpenID Connect Back-Channel Logout 1.0 §2.4–2.8; RFC 8725 §3).
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import type { JWTPayload } from 'jose'
import { totpCode } from '#core/people'
import { openNode, openPlatformAbove, registerNode, relyOn, type LogoutKey, type PlatformAbove } from '../../../test/platform-above.ts'
import { Browser, registerParty } from '../../../test/relying-party.ts'
import type { Town } from '../../../test/town.ts'
import { logoutPath } from './hear.ts'
import { logoutLimits, readLogout } from './logout.ts'

let node: Town
let platform: PlatformAbove
before(async () => {
  node = await openNode()
  platform = await openPlatformAbove()
  await relyOn(node, 'liar', platform.issuer)
})
after(() => Promise.all([node.close(), platform.close()]))

const form = 'application/x-www-form-urlencoded'
const post = (payload: string, type = form) => node.app.inject({ method: 'POST', url: logoutPath, payload, headers: { 'content-type': type } })
const tell = (token: string) => post(new URLSearchParams({ logout_token: token }).toString())
const logout = async (claims: JWTPayload, header?: Record<string, unknown>, key?: LogoutKey) => tell(await platform.logoutToken(claims, header, key))
const account = async (browser: Browser) => (await browser.send('GET', '/api/session')).json<{ account: { login: string } | null }>().account?.login ?? null
const now = () => Math.floor(Date.now() / 1000)

/** Somebody whom the platform above sends here, in a session of its own there. */
async function relayed({ sid, sub = 's-1', ...userinfo }: { sid?: string; sub?: string; name?: string; id_number?: string }) {
  const browser = new Browser(node)
  const begun = await browser.send('POST', '/api/upstreams/liar/sign-in', {})
  assert.equal(begun.statusCode, 200, begun.body)
  platform.change = { ...platform.change, claims: { sub, ...(sid === undefined ? {} : { sid }) }, userinfo: { ...userinfo, sub } }
  const answer = await browser.send('POST', '/api/upstreams/liar/return', { query: platform.returning() })
  platform.change = {}
  return { browser, answer, body: answer.json<{ state?: string; code?: string; second?: { ticket: string } }>() }
}
async function signedIn(who: Parameters<typeof relayed>[0]): Promise<Browser> {
  const { browser, body } = await relayed(who)
  assert.equal(body.state, 'signed-in', JSON.stringify(body))
  return browser
}

test('a sign-out above ends the session that it began, and no other: not that of another browser, nor one begun here', async () => {
  const [one, other, own] = [await signedIn({ sid: 'a-1' }), await signedIn({ sid: 'a-2' }), await new Browser(node).signIn('zhang.min')]
  const [row] = await node.platform.ground.sql.rows<{ relay: object }>("select relay from people.sessions where relay is not null order by began_at desc limit 1")
  assert.ok(!JSON.stringify(row?.relay).match(/s-1|a-2/), 'the names above are kept as digests')
  const answer = await logout({ sub: 's-1', sid: 'a-1' })
  assert.deepEqual([answer.statusCode, answer.headers['cache-control'], answer.body], [200, 'no-store', ''])
  assert.deepEqual(await Promise.all([one, other, own].map(account)), [null, 'zhang.min', 'zhang.min'])
  assert.equal((await logout({ sid: 'a-2' })).statusCode, 200)
  assert.deepEqual(await Promise.all([other, own].map(account)), [null, 'zhang.min'])
  const kinds = await node.platform.ground.sql.rows<{ kind: string }>("select kind from act.entries where kind in ('upstreams.logout-heard', 'people.signed-out') order by xid, id")
  assert.deepEqual(kinds.map(({ kind }) => kind), ['people.signed-out', 'upstreams.logout-heard', 'people.signed-out', 'upstreams.logout-heard'])
})

test('without a session it ends all that it began for that person; and one whose session above it never named', async () => {
  const sessions = [await signedIn({ sid: 'b-1' }), await signedIn({ sid: 'b-2' }), await signedIn({})]
  const own = await new Browser(node).signIn('zhang.min')
  assert.equal((await logout({ sub: 's-other', sid: 'b-1' })).statusCode, 200)
  assert.deepEqual(await Promise.all(sessions.map(account)), ['zhang.min', 'zhang.min', 'zhang.min'], 'a session of another person is none of these')
  await logout({ sub: 's-1', sid: 'b-1' })
  await pause(600)
  assert.deepEqual(await Promise.all(sessions.map(account)), [null, 'zhang.min', null])
  await logout({ sub: 's-1' })
  assert.deepEqual(await Promise.all([...sessions, own].map(account)), [null, null, null, 'zhang.min'])
})

test('whether somebody of that name is here, no answer tells', async () => {
  const shown = ({ statusCode, body, headers }: Awaited<ReturnType<typeof tell>>) => ({ statusCode, body, headers: Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'date')) })
  await signedIn({ sid: 'c-1' })
  const known = shown(await logout({ sub: 's-1', sid: 'c-1' }))
  for (const claims of [{ sub: 'nobody' }, { sid: 'nothing' }, { sub: 's-1', sid: 'c-1' }]) assert.deepEqual(shown(await logout(claims)), known)
})

test('what does not fit in every point is refused as the protocol says, and ends nothing', async () => {
  const browser = await signedIn({ sid: 'd-1' })
  const who = { sub: 's-1', sid: 'd-1' }
  const jwk = { kty: 'EC', crv: 'P-256', x: 'MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4', y: '4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM' }
  const { ageSecondsMax, toleranceSeconds } = logoutLimits
  const event = 'http://schemas.openid.net/event/backchannel-logout'
  const wrong: [string, string, JWTPayload, Record<string, unknown>?, LogoutKey?][] = [
    ['another issuer', 'platform', { ...who, iss: 'http://127.0.0.1:1' }], ['another audience', 'platform', { ...who, aud: 'somebody' }], ['no audience', 'platform', { ...who, aud: undefined }],
    ['no signature', 'signature', who, {}, 'none'], ['the public key taken for a secret', 'signature', who, {}, 'public'], ['a key of its own', 'signature', who, {}, 'foreign'],
    ['a key in the header', 'signature', who, { jwk, kid: undefined }, 'foreign'], ['an address of keys in the header', 'signature', who, { jku: 'http://127.0.0.1:1/keys', kid: 'mine' }, 'foreign'], ['a path as the name of a key', 'signature', who, { kid: '../../keys/above' }, 'foreign'],
    ['told too long ago', 'time', { ...who, iat: now() - ageSecondsMax - toleranceSeconds - 5 }], ['told in the future', 'time', { ...who, iat: now() + toleranceSeconds + 60, exp: now() + 3600 }],
    ['expired', 'time', { ...who, exp: now() - toleranceSeconds - 5 }], ['without an end', 'time', { ...who, exp: undefined }], ['without its moment', 'time', { ...who, iat: undefined }],
    ['with a nonce', 'nonce', { ...who, nonce: '' }], ['without an event', 'events', { ...who, events: undefined }], ['of another event', 'events', { ...who, events: { 'http://schemas.openid.net/event/other': {} } }], ['of an event that is no object', 'events', { ...who, events: { [event]: true } }], ['of a list of events', 'events', { ...who, events: [event] }],
    ['of nobody', 'subject', {}], ['of an empty name', 'subject', { sub: '' }], ['of a session that is no text', 'subject', { ...who, sid: 7 }], ['of a name without end', 'subject', { sub: 'x'.repeat(256) }],
    ['without a name of its own', 'jti', { ...who, jti: undefined }], ['another kind of token', 'type', who, { typ: 'at+jwt' }],
  ]
  for (const [what, why, claims, header, key] of wrong) {
    const answer = await logout(claims, header, key)
    assert.deepEqual([answer.statusCode, answer.headers['cache-control'], answer.json()], [400, 'no-store', { error: 'invalid_request', error_description: `logout_token: ${why}` }], what)
  }
  const good = await platform.logoutToken(who)
  const [head = '', body = '', signature = ''] = good.split('.')
  const bodies: [string, string, string, string?][] = [
    ['nothing', '', 'body'], ['two at once', `logout_token=${good}&logout_token=${good}`, 'body'], ['no token', 'logout_token=x', 'unreadable'], ['half of it', `logout_token=${head}.${body}`, 'unreadable'], ['a token without its signature', `logout_token=${head}.${body}.`, 'signature'], ['another signature', `logout_token=${head}.${body}.${signature.slice(0, -4)}AAAA`, 'signature'],
    ['more than anybody sends', `logout_token=${good}${'A'.repeat(logoutLimits.bytesMax)}`, 'body'], ['JSON', JSON.stringify({ logout_token: good }), 'body', 'application/json'], ['text', `logout_token=${good}`, 'body', 'text/plain'],
  ]
  for (const [what, payload, why, type] of bodies) {
    const answer = await post(payload, type)
    assert.deepEqual([answer.statusCode, answer.headers['cache-control'], answer.json()], [400, 'no-store', { error: 'invalid_request', error_description: `logout_token: ${why}` }], what)
  }
  assert.equal((await node.app.inject({ method: 'POST', url: logoutPath, payload: `logout_token=${good}`, headers: { 'content-type': form, origin: 'https://elsewhere.example' } })).statusCode, 403, 'no page of another site sends it')
  assert.equal(await account(browser), 'zhang.min')
  assert.equal((await tell(good)).statusCode, 200)
  assert.equal(await account(browser), null)
})

test('an ID token is no sign-out, whatever it says besides', () => {
  const claims = { sub: 's-1', jti: 'j', events: { 'http://schemas.openid.net/event/backchannel-logout': {} } }
  assert.deepEqual(readLogout({ typ: 'JWT' }, claims), { jti: 'j', subject: 's-1', sid: null })
  assert.deepEqual(readLogout({}, { ...claims, nonce: 'n' }), { fault: 'nonce' })
  assert.deepEqual(readLogout({}, { sub: 's-1', jti: 'j', nonce: 'n' }), { fault: 'events' })
})

test('each token counts once: who comes in anew is not put out by the one before; of many at once one is taken', async () => {
  const token = await platform.logoutToken({ sub: 's-1' })
  const first = await signedIn({ sid: 'e-1' })
  const answers = await Promise.all(Array.from({ length: 10 }, () => tell(token)))
  assert.deepEqual(answers.map(({ statusCode }) => statusCode).sort(), [200, ...Array<number>(9).fill(400)])
  assert.equal(await account(first), null)
  const second = await signedIn({ sid: 'e-2' })
  assert.deepEqual((await tell(token)).json(), { error: 'invalid_request', error_description: 'logout_token: replayed' })
  assert.equal(await account(second), 'zhang.min')
  const both = await Promise.all([logout({ sub: 's-1', sid: 'e-2' }), logout({ sub: 's-1' })])
  assert.deepEqual(both.map(({ statusCode }) => statusCode), [200, 200])
  assert.equal(await account(second), null)
})

test('people.relay-ended: who signs out above while he comes in here is not in; neither is one who waits to open an account', async () => {
  platform.change = { meanwhile: () => logout({ sub: 's-1', sid: 'f-1' }) }
  const { browser, answer, body } = await relayed({ sid: 'f-1' })
  assert.deepEqual([answer.statusCode, body.code, await account(browser)], [401, 'people.relay-ended', null])
  const stranger = await relayed({ sid: 'f-2', sub: 's-2', name: '程远山', id_number: '990102199103150211' })
  assert.equal(stranger.body.state, 'unknown', JSON.stringify(stranger.body))
  await logout({ sid: 'f-2' })
  const opened = await stranger.browser.send('POST', '/api/upstreams/liar/registration', { login: 'relay.late', password: 'eight herons by the river' })
  assert.deepEqual([opened.statusCode, opened.json<{ code: string }>().code], [401, 'people.relay-ended'])
  assert.deepEqual(await node.platform.ground.sql.rows("select 1 from people.accounts where login = 'relay.late'"), [])
})

test('a second proof here carries the tie on: before it the step ends, after it the session; so does that of a computer let in by it', async () => {
  const own = await new Browser(node).signIn('li.guiying')
  const { id, secret } = (await own.send('POST', '/api/factors/totp', { name: '手机' })).json<{ id: string; secret: string }>()
  const { recoveryCodes = [] } = (await own.send('POST', `/api/factors/${id}/confirmation`, { code: totpCode(secret, node.platform.ground.clock.now()) })).json<{ recoveryCodes: string[] }>()
  const who = { sub: 's-3', name: '李桂英', id_number: '990102194106200488' }
  const step = async (sid: string) => {
    const { browser, body } = await relayed({ ...who, sid })
    assert.equal(body.state, 'second', JSON.stringify(body))
    return { browser, ticket: body.second?.ticket ?? '' }
  }
  const waiting = await step('g-1')
  await logout({ sub: 's-3', sid: 'g-1' })
  const late = await waiting.browser.send('POST', '/api/session/second', { ticket: waiting.ticket, code: recoveryCodes[0] })
  assert.deepEqual([late.statusCode, late.json<{ code: string }>().code], [401, 'people.ticket-ended'])
  const { browser, ticket } = await step('g-2')
  assert.equal((await browser.send('POST', '/api/session/second', { ticket, code: recoveryCodes[0] })).statusCode, 201)
  const computer = new Browser(node)
  const { address, number } = (await computer.send('POST', '/api/scans')).json<{ address: string; number: number }>()
  assert.equal((await browser.send('POST', `/api/scans/${address.split('/').at(-1)}/confirmation`, { number })).statusCode, 204)
  assert.equal((await computer.send('POST', '/api/scan/session')).statusCode, 201)
  assert.deepEqual(await Promise.all([browser, computer].map(account)), ['li.guiying', 'li.guiying'])
  await logout({ sub: 's-3', sid: 'g-2' })
  assert.deepEqual(await Promise.all([browser, computer, own].map(account)), [null, null, 'li.guiying'])
})

test('a platform whose keys do not come, or that was ended, ends nothing', async () => {
  const other = await openPlatformAbove()
  await relyOn(node, 'passing', other.issuer)
  const token = await other.logoutToken({ sub: 's-1' })
  await other.close()
  assert.deepEqual((await tell(token)).json(), { error: 'invalid_request', error_description: 'logout_token: keys' })
  await node.call('POST', '/api/upstreams/passing/end', { as: 'admin.security', body: {} })
  assert.deepEqual((await tell(token)).json(), { error: 'invalid_request', error_description: 'logout_token: platform' })
})

test('two nodes, one above the other: signing out above ends the session below, and tells the systems that it was passed on to', async () => {
  const above = await openNode()
  try {
    await relyOn(node, 'above', `${above.platform.ground.origin}/oidc`)
    await registerNode(above, node, ['above'])
    const [there, here, own] = [await new Browser(above).signIn('zhang.min'), new Browser(node), await new Browser(node).signIn('zhang.min')]
    const { address } = (await here.send('POST', '/api/upstreams/above/sign-in', {})).json<{ address: string }>()
    const returned = await there.agree(new URL(address))
    assert.equal((await here.send('POST', '/api/upstreams/above/return', { query: returned.search.slice(1) })).json<{ state: string }>().state, 'signed-in')
    const museum = await registerParty(node, { code: 'museum-below' })
    await museum.signIn(here)
    const told = () => node.platform.ground.sql.rows<{ code: string }>("select code from clients.sign_ins where code = 'museum-below'")
    assert.equal((await told()).length, 1)
    await there.send('DELETE', '/api/session')
    await above.settle()
    await node.settle()
    assert.deepEqual(await Promise.all([here, own].map(account)), [null, 'zhang.min'])
    assert.deepEqual(await told(), [], 'the museum was told')
    const again = await here.go((await museum.begin({ prompt: 'none' })).address)
    assert.equal(again.searchParams.get('error'), 'login_required')
  } finally {
    await above.close()
  }
})
