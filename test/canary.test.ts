// Secrets and personal data go through everything once, and then are looked for where they must not be: in the log, in the ledger, in kept answers, in the queue, in refusals.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { after, before, test } from 'node:test'
import { anonymous } from '#base/http'
import { openLog } from '#base/log'
import { keysLocks, rotateKey } from '#core/ledger'
import { totpCode } from '#core/people'
import { carry, intake, people } from './carry.ts'
import { Browser, readerProof, registerParty, registerReader } from './relying-party.ts'
import { demonstrationPassword, openTown, type Town } from './town.ts'

let town: Town
let lines: string
const secrets = new Map<string, string>()
const refusals: string[] = []

before(async () => {
  lines = ''
  const log = openLog({ level: 'trace', terminal: false, stream: new Writable({ write: (chunk: Buffer, _encoding, done) => ((lines += chunk.toString()), done()) }) })
  town = await openTown({ log, relays: { smtp: 'smtp://u:smtp-canary-word@127.0.0.1:9', sms: 'http://:sms-canary-word@127.0.0.1:9/sms' } })
  secrets.set('password of the mail relay', 'smtp-canary-word').set('token of the message relay', 'sms-canary-word').set('password', demonstrationPassword)
  secrets.set('identity number', '990102199203140264').set('mobile number', '13990100001').set('address of mail', 'canary.box@example.cn')
})
after(() => town.close())

const call = async <T extends object>(method: string, path: string, options: Parameters<Town['call']>[2] = {}) => {
  const answer = await town.call<T>(method, path, options)
  if (answer.status >= 400) refusals.push(answer.raw.toString('utf8'))
  return answer.body
}

test('a whole life with secrets: signing in well and badly, second factors, an address, a matter, systems, a code', async () => {
  const as = people.resident
  await call('POST', '/api/session', { body: { login: as, password: demonstrationPassword } })
  await call('POST', '/api/session', { body: { login: as, password: 'a wrong canary password' } })
  secrets.set('wrong password', 'a wrong canary password')
  const begun = await call<{ id: string; secret: string }>('POST', '/api/factors/totp', { as, body: { name: '手机' } })
  const confirmed = await call<{ recoveryCodes: string[] }>('POST', `/api/factors/${begun.id}/confirmation`, { as, body: { code: totpCode(begun.secret, town.clock.now()) } })
  secrets.set('authenticator', begun.secret).set('recovery code', confirmed.recoveryCodes[0] ?? '')
  await call('PUT', '/api/notification-channels/email', { as, body: { address: 'canary.box@example.cn' }, key: 'address' })
  await call('POST', '/api/registrations', { body: { login: 'canary.one', password: 'seven canaries sing at dawn', name: '金丝', idKind: 'resident-id', idNumber: '990102199203140000' } })
  secrets.set('password of a registration', 'seven canaries sing at dawn')
  await carry(town, 'decided')
  const party = await registerParty(town, { code: 'canary', scopes: ['profile', 'phone'] })
  const browser = await new Browser(town).signIn(as)
  const { tokens, returned } = await party.signIn(browser, { scope: 'openid profile phone offline_access', prompt: 'consent' })
  secrets.set('access token', tokens.access_token).set('refresh token', tokens.refresh_token ?? '').set('identity token', tokens.id_token ?? '').set('code', returned.searchParams.get('code') ?? '')
  const reader = await registerReader(town, { code: 'canary-gate' })
  const { pass } = await call<{ pass: string }>('GET', '/api/pass', { as })
  const proof = await readerProof(town, reader, '/api/pass-readings')
  for (let times = 0; times < 2; times++) await call('POST', '/api/pass-readings', { body: { reader: proof, pass } })
  secrets.set('code that was shown', pass).set('proof of a reader', proof)
  const { address } = await call<{ address: string }>('POST', '/api/calendar-link', { as, body: {} })
  const token = address.split('/').at(-1) ?? ''
  const received = await call<{ number: string }>('POST', '/api/intakes', { as: people.window, body: intake })
  const { code } = await call<{ code: string }>('GET', `/api/cases/${received.number}/confirmation`, { as: people.window })
  secrets.set('address of a calendar', token).set('code of a confirmation', code)
  // A copied address with half an escape, a body cut short, a cursor that was made up: none of them can be read, and none is written down.
  for (const path of [`/api/calendars/${token}%`, `/api/intake-confirmations/${code}%E5%A`, '/api/regions/%', `/calendars/${token}%`]) await call('GET', path)
  await town.app.inject({ method: 'POST', url: '/api/session', headers: { 'content-type': 'application/json' }, payload: '{"login":"zhang.min","password":canary-in-a-torn-body' })
  await call('GET', `/api/cases?view=own&cursor=${Buffer.from(JSON.stringify(['canary-in-a-cursor', 'canary-in-a-cursor'])).toString('base64url')}`, { as })
  secrets.set('torn body', 'canary-in-a-torn-body').set('start of a torn body', 'canary-in-a').set('cursor', 'canary-in-a-cursor')
  assert.match(lines, /"code":"FST_ERR_BAD_URL"[^\n]*a value could not be read/)
  secrets.set('session', (await town.cookieOf(as)).split('=').at(-1) ?? '')
  for (const [name, { value }] of browser.jar) if (value.length > 15) secrets.set(`cookie ${name}`, value)
  const folder = join(town.home, 'keys')
  for (const file of readdirSync(folder)) {
    const { seed } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as { seed?: string }
    if (seed !== undefined) secrets.set(`key ${file}`, seed)
  }
  // A secret that is wrapped in its file is plain in the process.
  for (const purpose of ['secrets', 'digests', 'data'] as const) for (const { kid, secret } of town.platform.ground.keys.secrets(purpose)) secrets.set(`${purpose} ${kid}`, secret.export().toString('base64url'))
  // What stands under older keys comes under newer ones: it is opened and closed again on the way.
  const { keys, runAct } = town.platform.ground
  for (const purpose of ['data', 'digests', 'secrets'] as const) {
    await runAct({ actor: { id: anonymous, kind: 'system' }, locks: keysLocks(purpose) }, (act) => rotateKey(act, keys, purpose))
    secrets.set(`${purpose}, newer`, keys.secret(purpose).secret.export().toString('base64url'))
  }
  await town.settle()
  assert.ok((await town.platform.ground.sql.rows("select 1 from act.entries where kind = 'ledger.rows-renewed'")).length > 0)
  secrets.set('number of a document', '990102199203140000')
  assert.ok([...secrets.values()].every((secret) => secret.length >= 10), [...secrets].filter(([, secret]) => secret.length < 10).join())
})

test('none of it stands in the log, the ledger, kept answers, the queue or a refusal', async () => {
  const { sql } = town.platform.ground
  const textOf = async (query: string) => (await sql.rows<{ text: string }>(query)).map(({ text }) => text).join('\n')
  const places = {
    log: lines, refusals: refusals.join('\n'), ledger: await textOf('select to_jsonb(e)::text as text from act.entries e'), 'kept answers': await textOf('select to_jsonb(k)::text as text from act.keys k'),
    queue: await textOf('select to_jsonb(j)::text as text from graphile_worker._private_jobs j'), 'records of the protocol': await textOf('select to_jsonb(r)::text as text from clients.records r'),
  }
  assert.ok(places.ledger.length > 10_000 && places.log.length > 0 && places['records of the protocol'].length > 1000)
  const found = Object.entries(places).flatMap(([place, text]) => [...secrets].filter(([, secret]) => text.includes(secret)).map(([name]) => `${name} stands in ${place}`))
  assert.deepEqual(found, [])
})
