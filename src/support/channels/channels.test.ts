// Channels: chosen, confirmed, sent by jobs to relays of a process of its own, tried again, given up with a reason; and nothing but news of news.
import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { after, before, test } from 'node:test'
import { totpCode } from '#core/people'
import { mergePair, openPair } from '../../../test/doubles.ts'
import { applyFor, exampleForm, must } from '../../../test/journey.ts'
import { openTown, type Answer, type Town } from '../../../test/town.ts'
import { limits, maskAddress, readAddress, writeCode, writeNews, writeWarning } from './channel.ts'
import { mailText } from './smtp.ts'

interface ChannelView {
  channel: string
  address: string | null
  verified: boolean
  on: boolean
  failedAt: string | null
  reason: string | null
}
interface Received {
  channel: string
  id: string
  to: string
  text: string
  subject?: string
}
type Refused = { code: string; fields: { path: string }[] }

let town: Town
let relay: ChildProcess
let folder: string
let sms: string

/** The simulator as anybody would start it; it says on stderr where it listens. */
async function startRelay(): Promise<{ smtp: string; sms: string }> {
  relay = spawn(process.execPath, [join(import.meta.dirname, '../../main.ts'), 'channels', 'simulate', '--folder', folder, '--smtp-port', '0', '--sms-port', '0', '--slow-ms', '50'], { stdio: ['ignore', 'ignore', 'pipe'] })
  const said: string[] = []
  for await (const line of createInterface({ input: relay.stderr as NonNullable<typeof relay.stderr> })) {
    said.push(line)
    const [smtpUrl, smsUrl] = [/mail: (smtp:\S+)/, /text messages: (http:\S+)/].map((pattern) => pattern.exec(said.join('\n'))?.[1])
    if (smtpUrl && smsUrl) return { smtp: smtpUrl, sms: smsUrl }
  }
  throw new Error(`the simulator ended: ${said.join('\n')}`)
}

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yiwang-relay-'))
  const relays = await startRelay()
  sms = relays.sms
  town = await openTown({ relays })
})
after(async () => {
  await town?.close()
  relay?.kill()
  await rm(folder, { recursive: true, force: true })
})

const mode = async (name: string) => assert.equal((await fetch(new URL('/mode', sms), { method: 'PUT', body: JSON.stringify({ mode: name }) })).status, 200)
const received = async (to: string) => (await readFile(join(folder, 'received.jsonl'), 'utf8').catch(() => '')).split('\n').filter(Boolean).map((line) => JSON.parse(line) as Received).filter((one) => one.to === to)
const path = (channel: string) => `/api/notification-channels/${channel}`
const give = (as: string, channel: string, address: string) => town.call<{ items: ChannelView[] } & Refused>('PUT', path(channel), { as, body: { address, language: 'zh' } })
const enter = (as: string, channel: string, code: string) => town.call<{ items: ChannelView[] } & Refused>('POST', `${path(channel)}/verification`, { as, body: { code } })
const list = async (as: string) => must(await town.call<{ items: ChannelView[] }>('GET', '/api/notification-channels', { as })).items
const one = async (as: string, channel: string) => (await list(as)).find((each) => each.channel === channel)
/** Jobs that wait for their next try are due now. */
const hurry = async () => {
  await town.platform.ground.sql.rows("update graphile_worker._private_jobs set run_at = now() where run_at > now()")
  await town.settle()
}
async function confirm(as: string, channel: string, address: string): Promise<void> {
  must(await give(as, channel, address))
  await town.settle()
  const code = /\d{6}/.exec((await received(address)).at(-1)?.text ?? '')?.[0]
  assert.ok(code)
  must(await enter(as, channel, code))
}
const apply = async (as: string) => {
  const number = await applyFor(town, { as, item: 'marriage-record-query', form: await exampleForm('marriage-record-query') })
  await town.settle()
  return number
}

test('nothing leaves the portal unasked; an address counts once its code was entered', async () => {
  await apply('zhang.min')
  assert.deepEqual((await list('zhang.min')).map(({ channel, address, on }) => [channel, address, on]), [['email', null, false], ['sms', null, false]])
  const given = must(await give('zhang.min', 'email', 'zhang.min@example.cn'))
  assert.deepEqual(given.items.find(({ channel }) => channel === 'email')?.address, 'z***@example.cn', 'never shown whole again')
  await town.settle()
  await apply('zhang.min')
  const [mail, ...more] = await received('zhang.min@example.cn')
  assert.ok(mail && more.length === 0, 'the code alone: it is not confirmed yet')
  assert.match(mail.text, /^【一网】验证码 \d{6}，15分钟内有效/)
  const switched = await town.call<Refused>('POST', `${path('email')}/switch`, { as: 'zhang.min', body: { on: true } })
  assert.deepEqual([switched.status, switched.body.code], [409, 'channels.not-verified'])
  must(await enter('zhang.min', 'email', /\d{6}/.exec(mail.text)?.[0] ?? ''))
  assert.deepEqual([(await one('zhang.min', 'email'))?.verified, (await one('zhang.min', 'email'))?.on], [true, true])
})

test('个人信息保护法 6, 28: what is sent says that there is news on a case, and nothing of what it is about or who is meant', async () => {
  await confirm('zhang.min', 'sms', '13800990001')
  const number = await apply('zhang.min')
  for (const to of ['zhang.min@example.cn', '13800990001']) {
    const last = (await received(to)).at(-1)
    assert.ok(last, `nothing came to ${to}`)
    assert.ok(last.text.includes(number) && last.text.includes('/notifications'), last.text)
    assert.doesNotMatch(`${last.subject ?? ''}${last.text}`, /婚姻|张|敏|受理|准予/)
  }
  const rows = await town.platform.ground.sql.rows<{ sealed: string }>('select sealed from channels.addresses')
  assert.ok(rows.every(({ sealed }) => !/example|138/.test(sealed)), 'addresses are sealed')
})

test('off means off; taken back means forgotten', async () => {
  must(await town.call('POST', `${path('sms')}/switch`, { as: 'zhang.min', body: { on: false } }))
  const before = (await received('13800990001')).length
  await apply('zhang.min')
  assert.equal((await received('13800990001')).length, before)
  assert.equal((await town.call('DELETE', path('sms'), { as: 'zhang.min' })).status, 204)
  const gone = await town.call<Refused>('DELETE', path('sms'), { as: 'zhang.min' })
  assert.deepEqual([gone.status, gone.body.code], [404, 'channels.not-set'])
})

test('a relay that is down or busy is tried again and the news arrives once; the reason is kept meanwhile', async () => {
  await mode('down')
  const number = await apply('zhang.min')
  const out = async () => (await town.platform.ground.sql.rows<{ attempts: number; reason: string | null; sent: boolean }>(
    "select o.attempts, o.reason, o.sent_at is not null as sent from channels.outbox o join notifications.messages m on m.id = o.message where m.case_number = $1 and m.kind = 'cases.opened' and o.channel = 'email'", [number]))[0]
  assert.deepEqual(await out(), { attempts: 1, reason: 'smtp-unreachable', sent: false })
  await mode('busy')
  await hurry()
  assert.deepEqual(await out(), { attempts: 2, reason: 'smtp-451', sent: false })
  await mode('slow')
  await hurry()
  assert.deepEqual(await out(), { attempts: 3, reason: null, sent: true })
  assert.equal((await received('zhang.min@example.cn')).filter(({ text }) => text.includes(number)).length, 1)
})

test('an address that does not exist is given up at once, the person is told why, and nothing personal is in the log or the ledger', async () => {
  const lines: string[] = []
  const { log } = town.platform.ground
  Object.assign(log, { level: 'trace', [Symbol.for('test')]: new Writable() })
  for (const level of ['warn', 'error', 'info'] as const) log[level] = ((...said: unknown[]) => lines.push(JSON.stringify(said, (_, value: unknown) => (value instanceof Error ? value.message : value)))) as never
  await mode('wrong')
  await apply('zhang.min')
  const state = await one('zhang.min', 'email')
  assert.equal(state?.reason, 'smtp-550')
  assert.ok(state.failedAt)
  await mode('busy')
  await apply('zhang.min')
  for (let turn = 0; turn < limits.sendAttemptsMax; turn++) await hurry()
  const [given] = await town.platform.ground.sql.rows<{ attempts: number; failed: boolean }>("select attempts, failed_at is not null as failed from channels.outbox where reason = 'smtp-451' order by at desc limit 1")
  assert.deepEqual(given, { attempts: limits.sendAttemptsMax, failed: true })
  await mode('ok')
  const [facts] = await town.platform.ground.sql.rows<{ all: string }>("select string_agg(facts::text, ' ') as all from act.entries where kind like 'channels.%'")
  assert.doesNotMatch(`${lines.join('\n')} ${facts?.all ?? ''}`, /zhang\.min@|13800990001/)
  assert.ok(lines.some((line) => line.includes('smtp-451')), 'the log says why')
})

test('codes: five tries, fifteen minutes, three an hour; addresses are read with care', async () => {
  must(await give('chen.hao', 'email', 'chen.hao@example.cn'))
  await town.settle()
  const code = /\d{6}/.exec((await received('chen.hao@example.cn')).at(-1)?.text ?? '')?.[0] ?? ''
  const other = code === '000000' ? '000001' : '000000'
  for (let turn = 0; turn < limits.codeAttemptsMax; turn++) assert.deepEqual([(await enter('chen.hao', 'email', other)).body.code], ['channels.code-wrong'])
  assert.equal((await enter('chen.hao', 'email', code)).body.code, 'channels.code-wrong', 'used up, even the right one')
  must(await give('chen.hao', 'email', 'chen.hao@example.cn'))
  await town.settle()
  town.clock.advance({ minutes: limits.codeMinutes + 1 })
  const late = /\d{6}/.exec((await received('chen.hao@example.cn')).at(-1)?.text ?? '')?.[0] ?? ''
  assert.equal((await enter('chen.hao', 'email', late)).body.code, 'channels.code-wrong', 'too late')
  must(await give('chen.hao', 'email', 'chen.hao@example.cn'))
  const often = await give('chen.hao', 'email', 'chen.hao@example.cn')
  assert.deepEqual([often.status, often.body.code], [429, 'channels.code-too-often'])
  const wrong: Answer<Refused> = await give('li.guiying', 'email', 'a@example.cn>\r\nRCPT TO:<b@example.cn')
  assert.deepEqual([wrong.status, wrong.body.code, wrong.body.fields[0]?.path], [422, 'channels.bad-address', '/email'])
  const good: [Parameters<typeof readAddress>[0], string, string][] = [['sms', '+86 138 0099 0001', '13800990001'], ['sms', '138-0099-0001', '13800990001'], ['email', ' li@example.gov.cn ', 'li@example.gov.cn']]
  for (const [channel, typed, kept] of good) assert.equal(readAddress(channel, typed), kept)
  for (const [channel, typed] of [['sms', '12345'], ['sms', '0990-8860002'], ['email', 'li@localhost'], ['email', 'li example.cn']] as const) assert.throws(() => readAddress(channel, typed), { code: 'channels.bad-address' })
  assert.deepEqual([maskAddress('sms', '13800990001'), maskAddress('email', 'li@example.cn')], ['138****0001', 'l***@example.cn'])
})

test('whoever is told of a change of the account can freeze it from the message, without signing in', async () => {
  // A way in is changed by whoever proved himself just now.
  town.forgetSessions()
  const codes = must(await town.call<{ id: string; secret: string }>('POST', '/api/factors/totp', { as: 'zhang.min', body: { name: '手机' } }))
  must(await town.call('POST', `/api/factors/${codes.id}/confirmation`, { as: 'zhang.min', body: { code: totpCode(codes.secret, town.clock.now()) } }))
  await hurry()
  const warned = (await received('zhang.min@example.cn')).at(-1)
  assert.ok(warned?.subject?.includes('添加了验证方式') === true, JSON.stringify(warned))
  const link = /http\S+\/freeze\?\S+/.exec(warned.text)?.[0] ?? assert.fail(warned.text)
  const { searchParams } = new URL(link)
  const page = await town.app.inject(`/freeze?${searchParams}`)
  assert.match(page.body, /<form method="post" action="\/freeze"/)
  assert.equal(must(await town.call<{ account: object | null }>('GET', '/api/session', { as: 'zhang.min' })).account === null, false, 'looking at the link freezes nothing')
  const frozen = await town.app.inject({ method: 'POST', url: '/freeze', headers: { 'content-type': 'application/x-www-form-urlencoded' }, payload: searchParams.toString() })
  assert.deepEqual([frozen.statusCode, frozen.headers.location], [303, '/frozen'], frozen.body.slice(0, 300))
  assert.equal(must(await town.call<{ account: object | null }>('GET', '/api/session', { as: 'zhang.min' })).account, null)
  await hurry()
  const last = (await received('zhang.min@example.cn')).at(-1)
  assert.ok(last?.subject?.includes('已冻结') && last.text.includes('/thaw') && !last.text.includes('/freeze'), JSON.stringify(last))
  assert.match(writeWarning('en', { title: 'A', account: 'x', freezeCode: 'C', origin: 'https://a' }).text, /freeze your account at once: https:\/\/a\/freeze\?account=x&code=C$/)
})

test('a code to sign in by goes to the address that was confirmed and chosen for it, says the platform’s name and nothing of what it is for, and to nobody else', async () => {
  town.forgetSessions()
  await confirm('li.guiying', 'sms', '13800990077')
  must(await town.call('PUT', `${path('sms')}/codes`, { as: 'li.guiying', body: { alone: true } }))
  await town.settle()
  const before = (await received('13800990077')).length
  const ask = async (login: string) => {
    const { ticket } = must(await town.call<{ ticket: string }>('POST', '/api/session/sign-in-codes', { body: { login, channel: 'sms' } }))
    await town.settle()
    return { ticket, sent: (await received('13800990077')).slice(before) }
  }
  assert.deepEqual((await ask('chen.hao')).sent, [], 'who gets no codes is answered, and nothing is sent')
  const { ticket, sent: [text, ...more] } = await ask('13800990077')
  assert.ok(text && more.length === 0)
  const [, code = ''] = /^【一网】验证码 (\d{6})，5分钟内有效。请勿告诉任何人，工作人员不会向您索要。如不是您本人操作，请忽略。\n\n@localhost #\1$/.exec(text.text) ?? assert.fail(text.text)
  assert.doesNotMatch(text.text, /登录|李|桂英|li\.guiying/)
  assert.equal((await town.call('POST', '/api/session/code', { body: { ticket, code } })).status, 201)
  // Switched off as a way of news, it is still the address that was chosen for codes; given anew, it is another until it is chosen again.
  must(await town.call('POST', `${path('sms')}/switch`, { as: 'li.guiying', body: { on: false } }))
  assert.equal((await ask('li.guiying')).sent.length, 2)
  const { sql } = town.platform.ground
  const moved = must(await town.call<{ ticket: string }>('POST', '/api/session/sign-in-codes', { body: { login: 'li.guiying', channel: 'sms' } }))
  await sql.rows("update channels.addresses set verified_at = verified_at + interval '1 second' where channel = 'sms'")
  await town.settle()
  assert.equal((await received('13800990077')).length, before + 2, 'an address that was confirmed later is another')
  assert.ok(moved.ticket)
  const [out] = await sql.rows<{ reason: string }>("select reason from channels.outbox where kind = 'code' and failed_at is not null order by at desc limit 1")
  assert.equal(out?.reason, 'switched-off')
  assert.match(writeCode('en', { code: '123456', minutes: 5, channel: 'email', origin: 'https://a.example' }).text, /^Yiwang: your code is 123456, valid for 5 minutes\. Never pass it on: no official asks for it\. If you did not ask for it, do nothing\.$/)
})

test('a code that is over before its relay is up again is not sent', async () => {
  await town.platform.ground.sql.rows("update channels.addresses a set verified_at = f.address_at from people.factors f where f.account = a.account and f.kind = 'sms' and a.channel = 'sms'")
  await mode('down')
  must(await town.call('POST', '/api/session/sign-in-codes', { body: { login: 'li.guiying', channel: 'sms' } }))
  await town.settle()
  town.clock.advance({ minutes: 6 })
  await mode('ok')
  const before = (await received('13800990077')).length
  await hurry()
  assert.equal((await received('13800990077')).length, before)
  const [out] = await town.platform.ground.sql.rows<{ reason: string }>("select reason from channels.outbox where kind = 'code' and failed_at is not null order by failed_at desc, at desc, id desc limit 1")
  assert.equal(out?.reason, 'nothing-to-say')
})

test('where no relay is set up the way is not offered', async () => {
  const { ground } = town.platform
  const kept = ground.relays
  ground.relays = {}
  const refused = await give('li.guiying', 'sms', '13800990002')
  assert.deepEqual([refused.status, refused.body.code], [409, 'channels.no-sender'])
  ground.relays = kept
})

test('a mail is lines of ASCII: words of ours are never read as commands, headers or the end', () => {
  const wire = mailText({ id: '1', from: 'no-reply@example.cn', to: 'li@example.cn', text: { subject: '一\r\nBcc: x@example.cn', text: '\r\n.\r\nQUIT' } })
  assert.match(wire, /^[\x20-\x7e\r\n]*$/)
  assert.ok(!wire.includes('Bcc:') && !wire.includes('\r\n.'))
  assert.ok(Buffer.from(wire.split('\r\n\r\n')[1] ?? '', 'base64').toString().includes('QUIT'))
  assert.ok(writeNews('en', { number: 'N1', origin: 'https://a' }).text.startsWith('There is news on case N1.'))
})

test('个人信息保护法 17: a merging is told at every address; what the kept account has stays, what it lacks goes over, and the rest is told once and forgotten', async () => {
  const pair = await openPair(town)
  await confirm(pair.old, 'sms', '13800990021')
  await confirm(pair.old, 'email', 'double@example.cn')
  await confirm(pair.kept, 'sms', '13800990022')
  await mergePair(town, pair)
  await hurry()
  const last = async (to: string) => (await received(to)).at(-1)?.text ?? ''
  assert.match(await last('13800990021'), /^这个地址原来的账号已合并到您的另一个账号/)
  for (const to of ['13800990022', 'double@example.cn']) assert.match(await last(to), /^您的两个账号已合并。如不是您本人操作，请立即冻结账号/, to)
  assert.deepEqual((await list(pair.kept)).map(({ address, on }) => [address, on]), [['d***@example.cn', true], ['138****0022', true]])
  await town.platform.beat()
  assert.deepEqual(await town.platform.ground.sql.rows('select 1 from channels.addresses where account = $1 union all select 1 from channels.outbox where account = $1', [pair.from]), [])
  const before = (await received('13800990021')).length
  await apply(pair.kept)
  assert.equal((await received('13800990021')).length, before, 'nothing more')
})

test('an address that cannot be told of a merging is forgotten all the same, and one that was never confirmed at once', async () => {
  const pair = await openPair(town)
  await confirm(pair.old, 'email', 'double.a@example.cn')
  await confirm(pair.kept, 'email', 'double.b@example.cn')
  must(await give(pair.old, 'sms', '13800990023'))
  await town.settle()
  await mode('wrong')
  await mergePair(town, pair)
  const left = () => town.platform.ground.sql.rows<{ channel: string }>('select channel from channels.addresses where account = $1', [pair.from])
  assert.deepEqual((await left()).map(({ channel }) => channel), ['email'], 'until it was told')
  await town.platform.beat()
  assert.equal((await left()).length, 1)
  await hurry()
  await town.platform.beat()
  assert.deepEqual(await left(), [])
  await mode('ok')
})
