// Letting a computer in by a telephone over HTTP: for one browser, once, for two minutes, by whoever reads the number on its screen; and never more than the telephone has.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { from, openCalls, passphrase, type Said } from './test-calls.ts'
import { limits } from './limits.ts'
import { readBrowser, tellNetwork } from './scan.ts'
import { totpCode } from './totp.ts'

let calls: Awaited<ReturnType<typeof openCalls>>
before(async () => {
  calls = await openCalls()
})
after(() => calls.town.close())

interface More extends Said {
  address: string
  picture: string
  number: number
  confirmed: boolean
  network: string
  sameNetwork: boolean
  browser: string
  system: string
  strength: number
  provedAt: string
  hand: { name: string } | null
  items: (Said['items'][number] & { way: string; current: boolean })[]
}
const call = async (method: string, path: string, options: Parameters<typeof calls.call>[2] = {}) => {
  const answer = await calls.call(method, path, options)
  const cookies = [answer.headers['set-cookie'] ?? []].flat().map((one) => one.split(';')[0] ?? '')
  return { ...answer, body: answer.body as More, cookie: cookies.find((one) => one.startsWith('__Host-yiwang=')) ?? '', browser: cookies.find((one) => one.startsWith('__Host-yiwang-scan=')) ?? '' }
}
const later = (seconds: number) => calls.town.clock.advance({ seconds })
const windows = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0'

/** A computer that asks. */
async function computer(address = '198.51.100.7') {
  const { status, body, browser, headers } = await call('POST', '/api/scans', { headers: { ...from(address), 'user-agent': windows } })
  assert.equal(status, 201)
  const cookie = { cookie: browser }
  return {
    number: body.number, sign: body.address.split('/').at(-1) ?? '', cookie, setCookie: String(headers['set-cookie']), body,
    look: () => call('GET', '/api/scan', { headers: cookie }),
    enter: (more: Record<string, string> = {}) => call('POST', '/api/scan/session', { headers: { ...cookie, ...more } }),
  }
}

/** Somebody with a telephone that is signed in. */
async function telephone(login: string) {
  await calls.register(login)
  const { cookie } = await calls.signIn(login)
  return { login, headers: { cookie } }
}
const see = (headers: Record<string, string>, sign: string, address = '198.51.100.7') => call('GET', `/api/scans/${sign}`, { headers: { ...headers, ...from(address) } })
const type = (headers: Record<string, string>, sign: string, number: number) => call('POST', `/api/scans/${sign}/confirmation`, { headers, body: { number } })
const refuse = (headers: Record<string, string>, sign: string) => call('POST', `/api/scans/${sign}/refusal`, { headers })
const other = (number: number) => (number === 99 ? 10 : number + 1)

test('the telephone sees where the computer is, types its number, and the computer comes in with what the telephone has proved and when', async () => {
  const { login, headers } = await telephone('scan.one')
  const proved = (await call('GET', '/api/factors', { headers })).body.provedAt
  later(600)
  const one = await computer()
  assert.match(one.setCookie, /^__Host-yiwang-scan=[\w-]{43}; Max-Age=120; Path=\/; HttpOnly; Secure; SameSite=Lax$/)
  assert.match(one.body.picture, /^data:image\/svg\+xml;base64,/)
  assert.ok(one.number >= 10 && one.number <= 99 && !one.body.address.includes(`/${one.number}`))
  const seen = (await see(headers, one.sign)).body
  assert.deepEqual([seen.network, seen.sameNetwork, seen.browser, seen.system], ['198.51.100.*', true, 'edge', 'windows'])
  assert.equal((await see(headers, one.sign, '203.0.113.5')).body.sameNetwork, false)
  assert.equal((await one.enter()).body.code, 'people.scan-not-confirmed')
  assert.equal((await type(headers, one.sign, one.number)).status, 204)
  assert.equal((await one.look()).body.confirmed, true)
  const entered = await one.enter()
  assert.equal(await calls.whoami(entered.cookie), login)
  const own = (await call('GET', '/api/factors', { headers: { cookie: entered.cookie } })).body
  assert.deepEqual([own.strength, own.provedAt], [1, proved])
  assert.equal((await call('POST', '/api/factors/totp', { headers: { cookie: entered.cookie }, body: { name: '试' } })).status, 201, 'as fresh as the telephone’s proof')
  later(2)
  assert.equal((await call('POST', '/api/factors/totp', { headers: { cookie: entered.cookie }, body: { name: '试' } })).body.code, 'people.prove-again')
  const sessions = (await call('GET', '/api/sessions', { headers })).body.items.map(({ way }) => way)
  assert.deepEqual(sessions.sort(), ['password', 'phone'])
  assert.ok((await calls.kindsAbout(entered.body.account?.id ?? '')).includes('people.computer-let-in'))
})

test('two factors of the telephone are two on the computer; for whom it acts the computer acts; and no session outlives the one it came from', async () => {
  const { login, headers } = await telephone('scan.two')
  const begun = (await call('POST', '/api/factors/totp', { headers, body: { name: '手机' } })).body as unknown as { id: string; secret: string }
  await call('POST', `/api/factors/${begun.id}/confirmation`, { headers, body: { code: totpCode(begun.secret, calls.town.clock.now()) } })
  later(3600)
  const one = await computer()
  await type(headers, one.sign, one.number)
  const entered = { cookie: (await one.enter()).cookie }
  assert.equal((await call('GET', '/api/factors', { headers: entered })).body.strength, 2)
  const ends = await calls.sql().rows<{ ends: string }>("select distinct ends_at::text as ends from people.sessions s join people.accounts a on a.id = s.account where a.login = $1", [login])
  assert.equal(ends.length, 1, 'the computer ends with the telephone')
  // A legal representative who acts for the company lets the computer act for it.
  const company = (await calls.sql().rows<{ id: string; name: string; login: string }>("select l.id, l.name, a.login from people.legal_accounts l join people.accounts a on a.id = l.representative limit 1"))[0] ?? assert.fail('nobody represents a company')
  const representative = { cookie: await calls.tap(company.login) }
  assert.equal((await call('PUT', '/api/session/capacity', { headers: representative, body: { principal: company.id } })).status, 204)
  const two = await computer()
  assert.equal((await type(representative, two.sign, two.number)).status, 204)
  const inside = (await two.enter()).body
  assert.deepEqual([inside.account?.id, inside.hand === null], [company.id, false])
  await call('PUT', '/api/session/capacity', { headers: representative, body: { principal: null } })
  // A company that signed in itself lets its computer in too.
  const three = await computer()
  assert.equal((await type({ cookie: await calls.tap('yunhe.media') }, three.sign, three.number)).status, 204)
  assert.equal(await calls.whoami((await three.enter()).cookie), 'yunhe.media')
})

test('another browser, a second time, and nobody’s browser come in by nothing', async () => {
  const { headers } = await telephone('scan.three')
  const [one, elsewhere] = [await computer(), await computer()]
  await type(headers, one.sign, one.number)
  assert.equal((await elsewhere.enter()).body.code, 'people.scan-not-confirmed')
  assert.equal((await call('POST', '/api/scan/session')).body.code, 'people.ticket-ended')
  assert.equal((await call('POST', '/api/scan/session', { headers: { cookie: `__Host-yiwang-scan=${one.sign}` } })).body.code, 'people.ticket-ended', 'what the QR says opens nothing')
  assert.equal((await one.enter()).status, 201)
  assert.deepEqual([(await one.enter()).body.code, (await one.look()).body.code], ['people.ticket-ended', 'people.ticket-ended'])
  assert.equal((await type(headers, one.sign, one.number)).body.code, 'people.scan-over')
})

test('of a hundred who come in at once one does; of two telephones one lets in', async () => {
  const [{ headers, login }, second] = [await telephone('scan.race'), await telephone('scan.race-two')]
  const one = await computer()
  const typed = await Promise.all([headers, second.headers, headers, second.headers].map((by) => type(by, one.sign, one.number)))
  assert.equal(typed.filter(({ status }) => status === 204).length, 1, JSON.stringify(typed.map(({ body }) => body.code)))
  const entered = await Promise.all(Array.from({ length: 100 }, () => one.enter()))
  assert.equal(entered.filter(({ status }) => status === 201).length, 1)
  assert.ok(entered.every(({ status, body }) => status === 201 || body.code === 'people.ticket-ended'))
  const name = await calls.whoami(entered.find(({ status }) => status === 201)?.cookie ?? '')
  assert.ok(name === login || name === second.login)
})

test('a wrong number three times, a refusal, two minutes: the code works no more, for the telephone and for the computer', async () => {
  const { headers } = await telephone('scan.four')
  const wrong = await computer()
  for (let n = 0; n < limits.scanTriesMax; n++) assert.equal((await type(headers, wrong.sign, other(wrong.number))).body.code, 'people.scan-number-wrong')
  assert.deepEqual([(await type(headers, wrong.sign, wrong.number)).body.code, (await see(headers, wrong.sign)).body.code, (await wrong.look()).body.code], ['people.scan-over', 'people.scan-over', 'people.ticket-ended'])
  const third = await computer()
  for (const number of [other(third.number), other(third.number), third.number]) await type(headers, third.sign, number)
  assert.equal((await third.enter()).status, 201, 'the right one may be the last')
  const refused = await computer()
  assert.equal((await refuse(headers, refused.sign)).status, 204)
  assert.deepEqual([(await refuse(headers, refused.sign)).body.code, (await refused.look()).body.code], ['people.scan-over', 'people.ticket-ended'])
  const confirmed = await computer()
  await type(headers, confirmed.sign, confirmed.number)
  assert.equal((await refuse((await telephone('scan.five')).headers, confirmed.sign)).body.code, 'people.scan-over', 'what was confirmed is nobody’s to refuse')
  const lapsed = await computer()
  later(limits.scanSeconds)
  assert.deepEqual([(await see(headers, lapsed.sign)).body.code, (await type(headers, lapsed.sign, lapsed.number)).body.code, (await confirmed.enter()).body.code], ['people.scan-over', 'people.scan-over', 'people.ticket-ended'])
  later(3600)
  await calls.town.platform.beat()
  assert.equal((await calls.sql().rows('select 1 from people.scans')).length, 0)
})

test('a telephone that signed out, or was frozen, meanwhile lets nobody in', async () => {
  const out = await telephone('scan.out')
  const one = await computer()
  await type(out.headers, one.sign, one.number)
  assert.equal((await call('DELETE', '/api/session', { headers: out.headers })).status, 204)
  assert.equal((await one.enter()).body.code, 'people.scan-phone-left')
  const ice = await telephone('scan.ice')
  const two = await computer()
  await type(ice.headers, two.sign, two.number)
  assert.equal((await call('POST', '/api/session/freezing', { headers: ice.headers })).status, 204)
  assert.equal((await two.enter()).body.code, 'people.account-frozen')
  const changed = await telephone('scan.changed')
  const three = await computer()
  await type(changed.headers, three.sign, three.number)
  const elsewhere = { cookie: (await calls.signIn('scan.changed')).cookie }
  assert.equal((await call('PUT', '/api/session/password', { headers: elsewhere, body: { current: passphrase, next: 'seven herons on a wall' } })).status, 204)
  assert.equal((await three.enter()).body.code, 'people.scan-phone-left', 'a new password ends the telephone’s session')
})

test('nobody signed in, and a civil servant, let nobody in; who was signed in on the computer before is signed out', async () => {
  const one = await computer()
  assert.equal((await type({}, one.sign, one.number)).body.code, 'http.sign-in-needed')
  await calls.openStaff('scan.clerk')
  assert.equal((await type({ cookie: (await calls.signIn('scan.clerk')).cookie }, one.sign, one.number)).body.code, 'http.not-allowed')
  const { headers } = await telephone('scan.six')
  const before = await telephone('scan.seven')
  await type(headers, one.sign, one.number)
  const entered = await one.enter({ cookie: `${one.cookie.cookie}; ${before.headers.cookie}` })
  assert.deepEqual([await calls.whoami(entered.cookie), await calls.whoami(before.headers.cookie)], ['scan.six', null])
  // A computer let in by a telephone is no place that its holder is known at: a stranger's must not be.
  const known = await calls.sql().rows("select 1 from people.familiar_addresses f join people.accounts a on a.id = f.account where a.login = 'scan.six'")
  assert.equal(known.length, 1)
})

test('a browser is told in words of ours, whatever it says of itself', () => {
  const said: [string | undefined, string, string][] = [
    [windows, 'edge', 'windows'], ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18.0 Mobile Safari/604', 'safari', 'ios'], ['Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537 MicroMessenger/8.0', 'wechat', 'android'],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'firefox', 'linux'], ['<b>政务大厅自助机</b>', 'other', 'other'], [undefined, 'other', 'other'],
  ]
  for (const [agent, browser, system] of said) assert.deepEqual(readBrowser(agent), { browser, system })
  assert.deepEqual([tellNetwork('203.0.113'), tellNetwork('2001:db8:7')], ['203.0.113.*', '2001:db8:7::*'])
})
