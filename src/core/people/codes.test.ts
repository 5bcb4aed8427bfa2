// One-time codes over HTTP, in a town of its own: to a confirmed address alone, once, within one step of one browser; nobody learns who is here, and nobody is kept out.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sameForAll } from '../../../test/attacks/work.ts'
import { lastCode } from '../../../test/scenes-codes.ts'
import { from, openCalls, passphrase, urban, type Said } from './test-calls.ts'
import { limits } from './limits.ts'
import { totpCode } from './totp.ts'

let calls: Awaited<ReturnType<typeof openCalls>>
before(async () => {
  calls = await openCalls({ relays: { smtp: 'smtp://127.0.0.1:9', sms: 'http://127.0.0.1:9/sms' } })
})
after(() => calls.town.close())

interface More extends Said {
  ticket: string
  endsAt: string
  sentTo: string
  secret: string
  recoveryCodes: string[]
  second: { ticket: string; ways: string[] }
  strength: number
  password: boolean
  factors: { id: string; kind: string; name: string; alone: boolean }[]
  codes: string[]
}

const call = async (method: string, path: string, options: Parameters<typeof calls.call>[2] = {}) => {
  const answer = await calls.call(method, path, options)
  return { ...answer, body: answer.body as More, cookie: String(answer.headers['set-cookie'] ?? '').split(';')[0] ?? '' }
}
const later = (seconds: number) => calls.town.clock.advance({ seconds })
let numbers = 0
const newNumber = () => `1380099${String(++numbers).padStart(4, '0')}`
const addressOf = (channel: 'sms' | 'email', address: string) => `/api/notification-channels/${channel}${address}`

/** Confirms an address of whoever holds these headers, by the code that only he would read. */
async function confirm(headers: Record<string, string>, channel: 'sms' | 'email', address: string): Promise<void> {
  assert.equal((await call('PUT', addressOf(channel, ''), { headers, body: { address } })).status, 200)
  await calls.sql().rows("update channels.addresses set verified_at = changed_at, is_on = true, code_sealed = null where account = (select account from people.sessions where token_digest = sha256(convert_to(split_part($1, '=', 2), 'UTF8')))", [headers['cookie']])
}
const letCode = (headers: Record<string, string>, channel: 'sms' | 'email', alone: boolean) => call('PUT', addressOf(channel, '/codes'), { headers, body: { alone } })

/** A resident whose telephone gets codes. */
async function withCodes(login: string, { alone = true, channel = 'sms' as 'sms' | 'email' } = {}) {
  await calls.register(login)
  const { cookie } = await calls.signIn(login)
  const headers = { cookie }
  const address = channel === 'sms' ? newNumber() : `${login}@example.cn`
  await confirm(headers, channel, address)
  const added = await letCode(headers, channel, alone)
  assert.equal(added.status, 200, JSON.stringify(added.body))
  return { login, headers, address, recoveryCodes: added.body.recoveryCodes }
}

const ask = (login: string, { channel = 'sms', address = '198.51.100.7' } = {}) => call('POST', '/api/session/sign-in-codes', { body: { login, channel }, headers: from(address) })
const enter = (ticket: string, code: string, address = '198.51.100.7') => call('POST', '/api/session/code', { body: { ticket, code }, headers: from(address) })
const other = (code: string) => (code === '000000' ? '000001' : '000000')

test('a code signs in alone, by the login and by the number itself, however it is typed; once, and as one factor', async () => {
  const { login, address } = await withCodes('code.one')
  for (const typed of [login, ' CODE.ONE ', address, `+86 ${address.slice(0, 3)} ${address.slice(3)}`]) {
    const asked = await ask(typed)
    assert.equal(asked.status, 201, JSON.stringify(asked.body))
    const code = await lastCode(calls.town)
    const entered = await enter(asked.body.ticket, ` ${code.slice(0, 3)} ${code.slice(3)}`)
    assert.equal(await calls.whoami(entered.cookie), login)
    const own = (await call('GET', '/api/factors', { headers: { cookie: entered.cookie } })).body
    assert.deepEqual([own.strength, own.factors.map(({ kind, name, alone }) => [kind, name, alone])], [1, [['sms', `${address.slice(0, 3)}****${address.slice(-4)}`, true]]])
    assert.equal((await enter(asked.body.ticket, code)).body.code, 'people.ticket-ended', 'it works once')
  }
  const kinds = await calls.sql().rows<{ facts: object }>("select facts from act.entries where kind = 'people.signed-in' order by xid, id desc")
  assert.ok(kinds.some(({ facts }) => JSON.stringify(facts).includes('"sms-code"')))
})

test('a code by mail is found by the address in whatever letters', async () => {
  const { login } = await withCodes('code.mail', { channel: 'email' })
  const { body } = await ask('Code.Mail@Example.CN', { channel: 'email' })
  assert.equal(await calls.whoami((await enter(body.ticket, await lastCode(calls.town))).cookie), login)
})

test('a code belongs to the step of one browser and ends: another step, another code, a wrong one five times, five minutes', async () => {
  const { login } = await withCodes('code.two')
  const first = (await ask(login)).body.ticket
  const codeOfFirst = await lastCode(calls.town)
  const second = (await ask(login)).body.ticket
  const codeOfSecond = await lastCode(calls.town)
  // One in a million they are the same, and then nothing is shown by it.
  if (codeOfFirst !== codeOfSecond) assert.deepEqual([(await enter(second, codeOfFirst)).body.code, (await enter(first, codeOfSecond)).body.code], ['people.code-refused', 'people.code-refused'])
  assert.equal((await enter('A'.repeat(43), codeOfFirst)).body.code, 'people.ticket-ended')
  for (let n = 0; n < limits.codeTriesMax - 1; n++) assert.equal((await enter(second, other(codeOfSecond))).body.code, 'people.code-refused')
  assert.equal((await enter(second, codeOfSecond)).body.code, 'people.ticket-ended', 'used up, even the right one')
  later(limits.codeSeconds)
  assert.equal((await enter(first, codeOfFirst)).body.code, 'people.ticket-ended', 'over')
})

test('of a hundred who bring the right code at once one comes in', async () => {
  const { login } = await withCodes('code.race')
  const { ticket } = (await ask(login)).body
  const code = await lastCode(calls.town)
  const answers = await Promise.all(Array.from({ length: 100 }, () => enter(ticket, code)))
  assert.equal(answers.filter(({ status }) => status === 201).length, 1)
  assert.ok(answers.every(({ status, body }) => status === 201 || body.code === 'people.ticket-ended'), JSON.stringify(answers.map(({ body }) => body.code)))
})

test('nobody learns who is here: a login that is there, one that is not, one without codes, a civil servant’s and a frozen one cost and are told the same', async () => {
  const { login, address, headers } = await withCodes('code.known')
  await calls.register('code.plain')
  const { login: frozen, headers: shut } = await withCodes('code.frozen')
  assert.equal((await call('POST', '/api/session/freezing', { headers: shut })).status, 204)
  const typed = [login, 'code.nobody', 'code.plain', frozen, address, '13800009999', 'somebody@example.cn', 'zhengwu.clerk', 'x'.repeat(100)]
  const forget = () => calls.sql().rows('delete from people.attempts')
  const told = async (name: string) => {
    await forget()
    const { status, body } = await ask(name)
    return { status, body: { ...body, ticket: body.ticket.length, endsAt: '' } }
  }
  await sameForAll(typed.map((name) => () => told(name)))
  const tickets = new Map<string, string>()
  for (const name of typed) tickets.set(name, (await forget(), await ask(name)).body.ticket)
  const wrong = await sameForAll(typed.map((name) => async () => {
    const { status, body: { code, detail, next, fields } } = await enter(tickets.get(name) ?? '', 'abcdef')
    return { status, code, detail, next, fields }
  }))
  assert.deepEqual([wrong.status, wrong.code], [422, 'people.code-refused'])
  // The ledger tells no more than the answers: an asked code names nobody.
  const [row] = await calls.sql().rows<{ n: number }>("select count(*)::int as n from act.entries e where e.kind = 'people.code-asked' and (e.subject::text in (select id::text from people.accounts) or e.actor::text in (select id::text from people.accounts))")
  assert.equal(row?.n, 0)
  assert.equal((await call('GET', '/api/session', { headers })).body.account?.login, login)
})

test('the pages say no more than the API: the same words for a login that gets codes and one that is not there, and for a wrong code of either', async () => {
  const { login } = await withCodes('code.paged')
  const post = async (url: string, fields: Record<string, string>) => (await calls.town.app.inject({ method: 'POST', url, headers: { 'content-type': 'application/x-www-form-urlencoded' }, payload: new URLSearchParams(fields).toString() })).body
  const pages = await Promise.all([login, 'code.nobody'].map(async (name) => {
    const asked = await post('/sign-in/code', { login: name, channel: 'sms' })
    const ticket = /name="ticket" value="([^"]+)"/.exec(asked)?.[1] ?? assert.fail(asked)
    return [asked, await post('/sign-in/code/entry', { ticket, login: name, channel: 'sms', code: 'abcdef' })].map((page) => page.replaceAll(name, 'LOGIN').replaceAll(ticket, 'TICKET'))
  }))
  assert.deepEqual(pages[0], pages[1])
  assert.match(pages[0]?.[1] ?? '', /验证码不对/)
})

test('a frozen account is told so to whoever brings the right code, and stays shut', async () => {
  const { login, headers } = await withCodes('code.ice')
  assert.equal((await call('POST', '/api/session/freezing', { headers })).status, 204)
  const { ticket } = (await ask(login)).body
  const answer = await enter(ticket, await lastCode(calls.town))
  assert.deepEqual([answer.status, answer.body.code, answer.cookie], [403, 'people.account-frozen', ''])
})

test('asking runs out with growing waits, apart from passwords; whoever is known where he asks is not kept out by others', async () => {
  const { login } = await withCodes('code.victim')
  const home = '198.51.100.44'
  assert.equal((await enter((await ask(login, { address: home })).body.ticket, await lastCode(calls.town), home)).status, 201)
  const codes: string[] = []
  for (let n = 0; n < 7; n++) codes.push((await ask(login, { address: '192.0.2.50' })).body.code ?? 'asked')
  assert.deepEqual(codes, [...Array.from({ length: 5 }, () => 'asked'), 'people.too-many-codes', 'people.too-many-codes'])
  const late = await ask(login, { address: '192.0.2.50' })
  assert.deepEqual([late.status, String(late.body.facts.seconds)], [429, late.headers['retry-after']])
  // From everywhere at once.
  await calls.sql().rows('update people.attempts set failures = 50, blocked_until = $1 where failures >= 5', [calls.town.clock.now().add({ minutes: 50 }).toString()])
  assert.equal((await ask(login, { address: '203.0.113.9' })).body.code, 'people.too-many-codes')
  assert.equal((await ask(login, { address: home })).status, 201)
  assert.equal((await calls.signIn(login, passphrase, from('203.0.113.9'))).status, 201, 'the password has counts of its own')
  later(3600)
})

test('a right code takes its count back: who signs in often waits for nothing', async () => {
  const { login } = await withCodes('code.often')
  for (let n = 0; n < 12; n++) assert.equal((await enter((await ask(login)).body.ticket, await lastCode(calls.town))).status, 201, `time ${n}`)
})

test('beside a password the code is a second proof: asked for, sent on demand, once; a telephone makes two factors, mail does not', async () => {
  const { login, recoveryCodes, address } = await withCodes('code.beside', { alone: false })
  assert.equal(recoveryCodes.length, limits.recoveryCodes)
  assert.equal((await ask(login)).status, 201)
  await assert.rejects(() => lastCode(calls.town), /no code went out/, 'it signs in nobody alone')
  const { second } = (await call('POST', '/api/session', { body: { login, password: passphrase } })).body
  assert.deepEqual(second.ways, ['sms', 'recovery-code'])
  const asked = await call('POST', '/api/session/codes', { body: { ticket: second.ticket, channel: 'sms' } })
  assert.deepEqual([asked.status, asked.body.sentTo], [201, `${address.slice(0, 3)}****${address.slice(-4)}`])
  const code = await lastCode(calls.town)
  assert.equal((await call('POST', '/api/session/second', { body: { ticket: second.ticket, code: other(code) } })).body.code, 'people.second-refused')
  const entered = await call('POST', '/api/session/second', { body: { ticket: second.ticket, code } })
  assert.equal(await calls.whoami(entered.cookie), login)
  assert.equal((await call('GET', '/api/factors', { headers: { cookie: entered.cookie } })).body.strength, 2)
  assert.equal((await call('POST', '/api/session/codes', { body: { ticket: second.ticket, channel: 'email' } })).body.code, 'people.ticket-ended')
  const byMail = await withCodes('code.letter', { alone: false, channel: 'email' })
  const step = (await call('POST', '/api/session', { body: { login: byMail.login, password: passphrase } })).body.second
  assert.equal((await call('POST', '/api/session/codes', { body: { ticket: step.ticket, channel: 'sms' } })).body.code, 'people.factor-not-found')
  await call('POST', '/api/session/codes', { body: { ticket: step.ticket, channel: 'email' } })
  const inside = await call('POST', '/api/session/second', { body: { ticket: step.ticket, code: await lastCode(calls.town) } })
  assert.equal((await call('GET', '/api/factors', { headers: { cookie: inside.cookie } })).body.strength, 1)
})

test('a code first and an authenticator after it are two things that one has: one factor (NIST SP 800-63B-4 §2.2)', async () => {
  const { login, headers } = await withCodes('code.both')
  const { body: begun } = await call('POST', '/api/factors/totp', { headers, body: { name: '手机' } })
  assert.equal((await call('POST', `/api/factors/${begun.id}/confirmation`, { headers, body: { code: totpCode(begun.secret, calls.town.clock.now()) } })).status, 200)
  later(30)
  const { ticket } = (await ask(login)).body
  const code = await lastCode(calls.town)
  const answers = await Promise.all(Array.from({ length: 5 }, () => enter(ticket, code)))
  const steps = answers.flatMap(({ status, body, cookie }) => (status === 201 ? [{ second: body.second, cookie }] : []))
  assert.equal(steps.length, 1, 'one of five goes on to the second step')
  assert.deepEqual([steps[0]?.second.ways, steps[0]?.cookie], [['totp', 'recovery-code'], ''])
  const entered = await call('POST', '/api/session/second', { body: { ticket: steps[0]?.second.ticket, code: totpCode(begun.secret, calls.town.clock.now()) } })
  assert.equal((await call('GET', '/api/factors', { headers: { cookie: entered.cookie } })).body.strength, 1)
})

test('which address gets codes is changed by whoever proved just now that it is he, by a code where he has no more', async () => {
  const { headers, login } = await withCodes('code.proof')
  later(limits.proofSeconds + 1)
  const changes = () => Promise.all([call('PUT', addressOf('sms', ''), { headers, body: { address: newNumber() } }), call('DELETE', addressOf('sms', ''), { headers }), letCode(headers, 'sms', false)])
  assert.deepEqual((await changes()).map(({ body }) => body.code), ['people.prove-again', 'people.prove-again', 'people.prove-again'])
  assert.equal((await call('POST', '/api/session/codes', { headers, body: { channel: 'sms' } })).status, 201)
  const code = await lastCode(calls.town)
  const elsewhere = await calls.signIn(login)
  later(limits.proofSeconds + 1)
  const again = await call('POST', '/api/session/codes', { headers, body: { channel: 'sms' } })
  assert.equal(again.status, 201)
  const fresh = await lastCode(calls.town)
  if (code !== fresh) assert.equal((await call('PUT', '/api/session/proof', { headers, body: { code } })).body.code, 'people.second-refused')
  assert.equal((await call('PUT', '/api/session/proof', { headers: { cookie: elsewhere.cookie }, body: { code: fresh } })).body.code, 'people.second-refused', 'of the session that asked')
  assert.equal((await call('PUT', '/api/session/proof', { headers, body: { code: fresh } })).status, 204)
  assert.equal((await call('PUT', addressOf('sms', ''), { headers, body: { address: newNumber() } })).status, 200)
  assert.deepEqual((await call('GET', '/api/factors', { headers })).body.factors, [], 'another address gets no codes until it was chosen for them')
})

test('an address that was not confirmed, or not given, gets no codes; nor two of one kind, nor one that stands for another login', async () => {
  const { headers, address } = await withCodes('code.three')
  assert.equal((await letCode(headers, 'sms', false)).body.code, 'people.code-way-known')
  assert.equal((await letCode(headers, 'email', true)).body.code, 'channels.not-set')
  assert.equal((await call('PUT', addressOf('email', ''), { headers, body: { address: 'three@example.cn' } })).status, 200)
  assert.equal((await letCode(headers, 'email', true)).body.code, 'channels.not-verified')
  await calls.register('code.four')
  const four = { cookie: (await calls.signIn('code.four')).cookie }
  await confirm(four, 'sms', address)
  assert.equal((await letCode(four, 'sms', true)).body.code, 'people.address-names-another')
  assert.equal((await letCode(four, 'sms', false)).status, 200, 'beside a password it names nobody')
})

test('a code for an address that was changed meanwhile goes to neither', async () => {
  const { headers, login } = await withCodes('code.moved')
  await ask(login)
  assert.match(await lastCode(calls.town), /^\d{6}$/)
  assert.equal((await call('DELETE', addressOf('sms', ''), { headers })).status, 204)
  await assert.rejects(() => lastCode(calls.town), /no code went out/)
})

test('the only way in stays; one beside which there is another goes', async () => {
  const { headers, login } = await withCodes('code.only')
  await calls.sql().rows('update people.accounts set password = null where login = $1', [login])
  const own = (await call('GET', '/api/factors', { headers })).body
  assert.deepEqual([own.password, own.factors.length], [false, 1])
  for (const [method, path] of [['DELETE', `/api/factors/${own.factors[0]?.id}`], ['DELETE', addressOf('sms', '')]] as const) assert.equal((await call(method, path, { headers })).body.code, 'people.last-way')
  assert.equal((await call('PUT', addressOf('sms', ''), { headers, body: { address: newNumber() } })).body.code, 'people.last-way')
  await confirm(headers, 'email', 'only@example.cn')
  assert.equal((await letCode(headers, 'email', true)).status, 200)
  assert.equal((await call('DELETE', addressOf('sms', ''), { headers })).status, 204)
})

test('GB/T 22239 8.1.4.1: a civil servant has codes by text message alone, after the password, beside an authenticator; they go with it', async () => {
  await calls.openStaff('code.clerk')
  const headers = { cookie: (await calls.signIn('code.clerk')).cookie }
  await confirm(headers, 'sms', newNumber())
  const refused = async (channel: 'sms' | 'email', alone: boolean) => (await letCode(headers, channel, alone)).body.code
  assert.equal(await refused('sms', false), 'people.staff-code-way', 'nothing stronger is there')
  const { body: begun } = await call('POST', '/api/factors/totp', { headers, body: { name: '手机' } })
  await call('POST', `/api/factors/${begun.id}/confirmation`, { headers, body: { code: totpCode(begun.secret, calls.town.clock.now()) } })
  assert.equal(await refused('sms', true), 'people.staff-code-way')
  await confirm(headers, 'email', 'clerk@example.cn')
  assert.equal(await refused('email', false), 'people.staff-code-way')
  assert.equal((await letCode(headers, 'sms', false)).status, 200)
  const { second } = (await call('POST', '/api/session', { body: { login: 'code.clerk', password: passphrase } })).body
  assert.deepEqual(second.ways, ['totp', 'sms', 'recovery-code'])
  assert.equal((await call('DELETE', `/api/factors/${begun.id}`, { headers })).status, 204)
  assert.deepEqual((await call('GET', '/api/factors', { headers })).body.factors, [])
})

test('a short password is left alone by no code that is asked for beside it', async () => {
  const { headers } = await withCodes('code.short', { alone: false })
  assert.equal((await call('PUT', '/api/session/password', { headers, body: { current: passphrase, next: 'Quay-1234' } })).status, 204)
  assert.equal((await call('DELETE', addressOf('sms', ''), { headers })).body.code, 'people.factor-needed')
})

test('where nothing is sent this way here, that is said to everybody', async () => {
  const { ground } = calls.town.platform
  const kept = ground.relays
  assert.deepEqual((await call('GET', '/api/session')).body.codes, ['sms', 'email'])
  ground.relays = { smtp: 'smtp://127.0.0.1:9' }
  assert.deepEqual([(await ask('code.one')).body.code, (await call('GET', '/api/session')).body.codes], ['people.no-code-sender', ['email']])
  ground.relays = kept
})

test('closing an account, and giving it back at a window, leave no way in by a code and no code that is out', async () => {
  const { headers, login } = await withCodes('code.closed')
  await ask(login)
  const left = async (id: string) => Number((await calls.sql().rows<{ n: number }>('select (select count(*) from people.codes where account = $1) + (select count(*) from people.factors where account = $1) as n', [id]))[0]?.n)
  const id = (await call('GET', '/api/session', { headers })).body.account?.id ?? ''
  assert.equal(await left(id), 2)
  assert.equal((await call('POST', '/api/session/closing', { headers })).status, 204)
  assert.equal(await left(id), 0)
  await ask(login)
  await assert.rejects(() => lastCode(calls.town), /no code went out/)
})

test('of a code nothing is kept that it could be read from: no row, no entry, no stored answer', async () => {
  const { login } = await withCodes('code.kept')
  await ask(login)
  const code = await lastCode(calls.town)
  const [row] = await calls.sql().rows<{ n: number }>("select (select count(*) from people.codes c where c::text like $1) + (select count(*) from act.entries e where e.facts::text like $1) + (select count(*) from act.keys k where k.answer::text like $1) as n", [`%${code}%`])
  // Six digits stand by chance in an identifier or a digest now and then: only a row of this code would be a fault.
  assert.ok(Number(row?.n) < 3)
  assert.equal(urban.length, 18)
})
