// Proofs: a level is raised by the answer of a source that counts, and by nothing else; sources are a process of their own that can be slow,
// down, wrong and malicious. 个人信息保护法 15, 17, 23, 28, 29, 30, 31, 46, 47; 人脸识别技术应用安全管理办法 5, 10.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { after, before, test } from 'node:test'
import type { ProofRelay } from '#base/context'
import { makeResidentId } from '#engines/codes'
import { startSources, visit, type Sources } from '../../../test/proof-sources.ts'
import { accountLock, setDocument } from '#core/people'
import { openTown, type Answer, type CallOptions, type Town } from '../../../test/town.ts'
import { limits } from './ask.ts'
import { readProofRelays } from './relays.ts'

interface Own {
  level: number
  ways: { source: string; level: number; hindrance: string | null; failing: boolean; tellsDocument: boolean; consent: { digest: string; text: { zh: string } } | null; runBy: { contact: string } | null }[]
  proofs: { source: string; level: number; assertion: string; trace: string; score: number | null; until: string; counts: boolean }[]
  consents: { source: string }[]
}
interface Asked {
  id: string
  state: string
  visit: string | null
  back: string | null
  level: number
}
type Said<T> = T & { code: string; facts: { reason?: string; source?: string }; next: string; fields: { path: string }[] }

let town: Town
let sources: Sources
before(async () => {
  sources = await startSources()
  town = await openTown({ realTime: true, relays: { proofs: sources.proofs } })
})
after(async () => {
  await town?.close()
  await sources?.close()
})

const password = 'four boats on the river'
let count = 0

interface Somebody {
  id: string
  login: string
  name: string
  idNumber: string
  call<T>(method: string, path: string, options?: CallOptions): Promise<Answer<Said<T>>>
  own(): Promise<Own>
  ask(source: string, more?: object): Promise<Answer<Said<Asked>>>
}

/** Somebody new, who has only said who he is: level 2. */
async function newcomer(birth = '1990-01-01', name = '孙晴'): Promise<Somebody> {
  count += 1
  const login = `newcomer.${count}`
  const idNumber = makeResidentId({ region: '990102', birth, sequence: 100 + count })
  const { body } = await town.call<{ id: string }>('POST', '/api/registrations', { body: { login, password, name, idKind: 'resident-id', idNumber } })
  const signedIn = await town.call('POST', '/api/session', { body: { login, password } })
  const cookie = String(signedIn.headers['set-cookie']).split(';')[0] ?? ''
  const call = <T>(method: string, path: string, options: CallOptions = {}) => town.call<Said<T>>(method, path, { ...options, headers: { ...options.headers, cookie } })
  return {
    id: body.id, login, name, idNumber, call,
    own: async () => (await call<Own>('GET', '/api/proofs')).body,
    ask: (source, more = {}) => call<Asked>('POST', '/api/proof-asks', { body: { source, ...more } }),
  }
}

const consentTo = async (one: Somebody) => ({ told: (await one.own()).ways.find(({ source }) => source === 'face')?.consent?.digest })
const collect = (one: Somebody, id: string, code: string) => one.call<Asked>('POST', `/api/proof-asks/${id}/answer`, { body: { code } })
const refused = <T>({ status, body }: Answer<Said<T>>) => [status, body.code, body.facts?.reason ?? null]
const kept = async (account: string) => (await town.platform.ground.sql.rows<{ source: string; trace: string }>('select source, trace from people.proofs where account = $1', [account]))

test('name and number that the register knows lead to level 3; what is kept says source, trace, result, time and end, and the ledger names nobody', async () => {
  const one = await newcomer()
  assert.equal((await one.own()).level, 2)
  const asked = await one.ask('name-check')
  assert.deepEqual([asked.status, asked.body.state, asked.body.level], [201, 'proved', 3])
  const own = await one.own()
  const [proof] = own.proofs
  assert.ok(proof?.counts)
  assert.deepEqual([own.level, proof.source, proof.level, proof.assertion, proof.score], [3, 'name-check', 3, 'two-factor', null])
  assert.match(proof.trace, /^SIM-/)
  const [told] = await town.platform.ground.sql.rows<{ all: string }>("select string_agg(facts::text, ' ') as all from act.entries where kind like 'proofs.%' or kind = 'people.proof-kept'")
  assert.doesNotMatch(told?.all ?? '', new RegExp(`SIM-|${one.name}|${one.idNumber}`))
})

test('人脸识别技术应用安全管理办法 10: beside a face there is always another way to as much, and the window is one', async () => {
  const { ways } = await (await newcomer()).own()
  const face = ways.find(({ source }) => source === 'face')
  assert.ok(face)
  const others = ways.filter(({ source, level, hindrance }) => source !== 'face' && level >= face.level && hindrance === null)
  assert.deepEqual(others.map(({ source }) => source), ['network-id', 'window'])
  const { ground } = town.platform
  const before = ground.relays
  ground.relays = {}
  const bare = (await (await newcomer()).own()).ways
  ground.relays = before
  assert.deepEqual(bare.map(({ source, hindrance }) => [source, hindrance]), [['name-check', 'not-set-up'], ['network-id', 'not-set-up'], ['face', 'not-set-up'], ['window', null]])
})

const wrong: [mode: string, status: number, code: string, reason: string | null][] = [
  ['down', 503, 'proofs.source-down', null], ['busy', 503, 'proofs.source-down', null], ['malformed', 502, 'proofs.answer-refused', 'unreadable'], ['huge', 502, 'proofs.answer-refused', 'too-long'],
  ['other-person', 502, 'proofs.answer-refused', 'other-person'], ['replay', 502, 'proofs.answer-refused', 'replayed'], ['higher-level', 502, 'proofs.answer-refused', 'level'], ['forged', 502, 'proofs.answer-refused', 'signature'],
  ['other-source', 502, 'proofs.answer-refused', 'other-source'], ['stale', 502, 'proofs.answer-refused', 'time'], ['with-picture', 502, 'proofs.answer-refused', 'unreadable'], ['slow', 504, 'proofs.source-slow', null],
]

for (const [mode, status, code, reason] of wrong) {
  test(`a source that is ${mode} raises nothing: ${code}${reason ? `, ${reason}` : ''}, with what to do next, and the way is open again when it is well`, async () => {
    const one = await newcomer()
    await sources.mode(mode, 'name-check')
    const answer = await one.ask('name-check')
    assert.deepEqual(refused(answer), [status, code, reason])
    assert.match(answer.body.next, /窗口/)
    if (status > 502) assert.equal(answer.headers['retry-after'], '60')
    const own = await one.own()
    assert.deepEqual([own.level, own.proofs, own.ways[0]?.failing], [2, [], true])
    const [ask] = await town.platform.ground.sql.rows<{ state: string; reason: string | null }>('select state, reason from proofs.asks where account = $1', [one.id])
    assert.equal(ask?.state, 'failed')
    await sources.mode('ok')
    assert.equal((await one.ask('name-check')).body.level, 3)
    assert.equal((await one.own()).ways[0]?.failing, false)
  })
}

for (const mode of ['other-person', 'replay', 'higher-level', 'forged', 'other-source', 'stale', 'with-picture', 'malformed', 'huge'] as const) {
  test(`nor after a visit: ${mode}`, async () => {
    const one = await newcomer()
    const { body } = await one.ask('network-id')
    const code = await visit(body.visit ?? '', 'yes', one)
    await sources.mode(mode, 'network-id')
    assert.equal((await collect(one, body.id, code)).body.code, 'proofs.answer-refused')
    await sources.mode('ok')
    assert.deepEqual([(await one.own()).level, await kept(one.id)], [2, []])
    assert.equal((await collect(one, body.id, code)).body.code, 'proofs.ask-over', 'what was refused stays refused')
  })
}

test('a source that sends people elsewhere, or answers before anybody was there, is refused', async () => {
  const one = await newcomer()
  for (const mode of ['other-page', 'hasty']) {
    await sources.mode(mode, 'network-id')
    assert.deepEqual(refused(await one.ask('network-id')), [502, 'proofs.answer-refused', 'visit'], mode)
  }
  await sources.mode('ok')
  assert.equal((await one.own()).level, 2)
})

test('a source that is away for a moment after the visit may be asked again', async () => {
  const one = await newcomer()
  const { body } = await one.ask('network-id')
  assert.deepEqual(refused(await collect(one, body.id, 'early')), [409, 'proofs.not-finished', null])
  const code = await visit(body.visit ?? '', 'yes', one)
  await sources.mode('down', 'network-id')
  assert.equal((await collect(one, body.id, code)).body.code, 'proofs.source-down')
  await sources.mode('ok')
  assert.equal((await collect(one, body.id, 'of-somebody-else')).body.code, 'proofs.not-finished')
  assert.equal((await collect(one, body.id, code)).body.level, 4)
})

test('data that do not agree are told as that, and prove nothing', async () => {
  const one = await newcomer()
  await sources.mode('mismatch', 'name-check')
  assert.deepEqual(refused(await one.ask('name-check')), [409, 'proofs.mismatch', null])
  await sources.mode('ok')
  const { body } = await one.ask('network-id')
  const code = await visit(body.visit ?? '', 'yes', { name: '别人', idNumber: '990102199203140264' })
  for (const _ of [1, 2]) assert.deepEqual(refused(await collect(one, body.id, code)), [409, 'proofs.mismatch', null])
  assert.deepEqual([(await one.own()).level, await kept(one.id)], [2, []])
})

test('个人信息保护法 17, 23, 28, 29, 30: a face is checked only after a consent of its own, to words that say who, what for and what is kept', async () => {
  const one = await newcomer()
  for (const told of [undefined, 'x']) {
    const answer = await one.ask('face', told === undefined ? {} : { told })
    assert.deepEqual([...refused(answer), answer.body.fields[0]?.path], [422, 'proofs.consent-needed', null, '/told'])
  }
  const way = (await one.own()).ways.find(({ source }) => source === 'face')
  for (const words of ['敏感个人信息', '0990-12345', '不接收、不保存人脸图像', '撤回同意', '不同意不影响办事']) assert.ok(way?.consent?.text.zh.includes(words), words)
  const { body } = await one.ask('face', await consentTo(one))
  const code = await visit(body.visit ?? '', 'yes')
  assert.equal((await collect(one, body.id, code)).body.level, 4)
  const columns = await town.platform.ground.sql.rows<{ name: string }>("select column_name as name from information_schema.columns where table_schema = 'proofs' or (table_schema = 'people' and table_name = 'proofs')")
  assert.doesNotMatch(columns.map(({ name }) => name).join(' '), /face|picture|image|template|photo/)
  assert.deepEqual((await one.own()).proofs.map(({ source, score }) => [source, score]), [['face', 0.97]])
})

test('个人信息保护法 15, 47: a consent that is taken back takes with it what was kept, at once, and the level', async () => {
  const one = await newcomer()
  const { body } = await one.ask('face', await consentTo(one))
  await collect(one, body.id, await visit(body.visit ?? '', 'yes'))
  const trace = (await one.own()).proofs[0]?.trace ?? ''
  assert.deepEqual((await one.own()).consents.map(({ source }) => source), ['face'])
  assert.equal((await one.call('DELETE', '/api/proofs/face')).status, 204)
  const own = await one.own()
  assert.deepEqual([own.level, own.proofs, own.consents], [2, [], []])
  const { sql } = town.platform.ground
  const [left] = await sql.rows<{ all: string }>("select string_agg(t::text, ' ') as all from (select to_jsonb(a) as t from proofs.asks a where account = $1 union all select to_jsonb(p) from people.proofs p where account = $1) x", [one.id])
  assert.doesNotMatch(left?.all ?? '', new RegExp(`${trace}|proved|0\\.97`))
  assert.deepEqual(refused(await one.call('DELETE', '/api/proofs/face')), [404, 'proofs.nothing-kept', null])
  const [consent] = await sql.rows<{ withdrawn: boolean }>('select withdrawn_at is not null as withdrawn from proofs.consents where account = $1', [one.id])
  assert.equal(consent?.withdrawn, true, 'that it was given, and taken back, is kept')
})

test('a hundred answers at once are one proof', async () => {
  const one = await newcomer()
  const { body } = await one.ask('face', await consentTo(one))
  const code = await visit(body.visit ?? '', 'yes')
  const answers = await Promise.all(Array.from({ length: 100 }, () => collect(one, body.id, code)))
  assert.deepEqual([...new Set(answers.map(({ status, body: { state } }) => `${status} ${state}`))], ['200 proved'])
  const entries = await town.platform.ground.sql.rows<{ n: number }>("select count(*)::int as n from act.entries where kind = 'people.proof-kept' and subject = $1", [one.id])
  assert.deepEqual([(await kept(one.id)).length, entries[0]?.n], [1, 1])
})

test('twenty questions at once are one question, and five a day', async () => {
  const one = await newcomer()
  const answers = await Promise.all(Array.from({ length: 20 }, () => one.ask('name-check')))
  const codes = Map.groupBy(answers, ({ status, body }) => (status === 201 ? 'proved' : body.code))
  assert.ok((codes.get('proved')?.length ?? 0) >= 1)
  assert.deepEqual([...codes.keys()].filter((code) => !['proved', 'proofs.being-asked', 'proofs.too-often'].includes(code)), [])
  for (let turn = 0; turn < limits.asksPerDayMax; turn++) await one.ask('name-check')
  const often = await one.ask('name-check')
  assert.deepEqual(refused(often), [429, 'proofs.too-often', null])
  assert.deepEqual([(await one.own()).ways[0]?.hindrance, (await kept(one.id)).length], ['too-often', 1])
})

test('proofs.being-asked: while a source thinks, the same is not asked again', async () => {
  const one = await newcomer()
  await sources.mode('slow', 'name-check')
  const first = one.ask('name-check')
  await new Promise((done) => setTimeout(done, 1000))
  assert.deepEqual(refused(await one.ask('name-check')), [409, 'proofs.being-asked', null])
  assert.equal((await first).body.code, 'proofs.source-slow')
  await sources.mode('ok')
})

test('no field of any request says a level', async () => {
  const one = await newcomer()
  for (const more of [{ level: 5 }, { assuranceLevel: 5 }, { answer: 'x' }, { result: 'match' }, { score: 1 }]) assert.equal((await one.ask('name-check', more)).body.code, 'http.invalid-request', JSON.stringify(more))
  for (const source of ['window', 'demonstration', 'simulated', 'enterprise-register', 'before']) assert.equal((await one.ask(source)).status, 400, source)
  const { body } = await one.ask('network-id')
  for (const more of [{ level: 5 }, { answer: 'eyJhbGciOiJub25lIn0.e30.' }]) assert.equal((await one.call('POST', `/api/proof-asks/${body.id}/answer`, { body: { code: 'x', ...more } })).status, 400)
  const registered = await town.call<{ code: string }>('POST', '/api/registrations', { body: { login: 'too.sure', password, name: '孙晴', idKind: 'resident-id', idNumber: one.idNumber, assuranceLevel: 5 } })
  assert.equal(registered.status, 400)
  assert.equal((await town.call('POST', '/api/accounts', { as: 'admin.system', body: { login: 'too.sure', kind: 'natural', name: '孙晴', statedLevel: 5 } })).status, 400)
  assert.equal((await one.own()).level, 2)
})

test('what another began is not there; what took too long is over; a new visit ends the one before', async () => {
  const [one, other] = [await newcomer(), await newcomer()]
  const first = (await one.ask('network-id')).body
  const second = (await one.ask('network-id', { back: '/apply/1/review' })).body
  const code = await visit(first.visit ?? '', 'yes', one)
  assert.deepEqual(refused(await collect(one, first.id, code)), [409, 'proofs.ask-over', null])
  for (const path of [`/api/proof-asks/${second.id}`, `/api/proof-asks/${crypto.randomUUID()}`]) assert.deepEqual(refused(await other.call('GET', path)), [404, 'proofs.ask-not-found', null])
  assert.deepEqual(refused(await collect(other, second.id, code)), [404, 'proofs.ask-not-found', null])
  assert.deepEqual([(await one.call<Asked>('GET', `/api/proof-asks/${second.id}`)).body.state, second.back], ['asked', '/apply/1/review'])
  await town.platform.ground.sql.rows("update proofs.asks set ends_at = now() - interval '1 second' where id = $1", [second.id])
  assert.equal((await one.call<Asked>('GET', `/api/proof-asks/${second.id}`)).body.state, 'over')
  assert.deepEqual(refused(await collect(one, second.id, await visit(second.visit ?? '', 'yes', one))), [409, 'proofs.ask-over', null])
  await town.platform.beat()
  assert.equal((await town.platform.ground.sql.rows('select 1 from proofs.asks where account = $1 and state = $2', [one.id, 'asked'])).length, 0)
})

test('one network identity is one account’s; nothing that can be read is told to it', async () => {
  const [one, other] = [await newcomer(), await newcomer()]
  await town.platform.ground.sql.rows('update people.natural_accounts set id_kind = null, id_sealed = null, id_digest = null, id_digest_key = null where id = any($1::uuid[])', [[one.id, other.id]])
  const who = { name: '孙晴', idNumber: one.idNumber }
  const first = (await one.ask('network-id')).body
  assert.equal((await collect(one, first.id, await visit(first.visit ?? '', 'yes', who))).body.level, 4, 'without a number of any document')
  const second = (await other.ask('network-id')).body
  assert.deepEqual(refused(await collect(other, second.id, await visit(second.visit ?? '', 'yes', who))), [409, 'proofs.holder-known', null])
  assert.equal((await other.own()).level, 2)
  assert.equal((await one.call('DELETE', '/api/proofs/network-id')).status, 204)
  const third = (await other.ask('network-id')).body
  assert.equal((await collect(other, third.id, await visit(third.visit ?? '', 'yes', who))).body.level, 4, 'once it was deleted there')
  assert.deepEqual([(await other.ask('face', await consentTo(other))).body.code, (await other.ask('name-check')).body.code], ['proofs.document-needed', 'proofs.document-needed'])
})

test('what each source is told: the network identity nothing that can be read, the others name and number, nobody more', async () => {
  const heard: string[] = []
  const listener = createServer((request, response) => {
    request.on('data', (part: Buffer) => heard.push(part.toString('utf8'))).on('end', () => response.writeHead(500).end())
  })
  await new Promise<void>((done) => void listener.listen(0, '127.0.0.1', done))
  const { ground } = town.platform
  const before = ground.relays
  const url = `http://127.0.0.1:${(listener.address() as AddressInfo).port}/`
  ground.relays = { proofs: Object.fromEntries(Object.entries(sources.proofs).map(([name, relay]) => [name, { ...relay, url, token: 'geheim' }])) }
  const one = await newcomer()
  const told = await consentTo(one)
  for (const [source, more] of [['network-id', {}], ['name-check', {}], ['face', told]] as const) assert.equal((await one.ask(source, more)).body.code, 'proofs.source-down')
  ground.relays = before
  listener.close()
  const questions = heard.map((text) => JSON.parse(text) as Record<string, unknown>)
  assert.deepEqual(questions.map((question) => Object.keys(question).sort().join(' ')), ['ask audience nonce returnTo subject version', 'ask audience nonce person subject version', 'ask audience nonce person returnTo subject version'])
  assert.ok(!heard[0]?.includes(one.idNumber) && !heard[0]?.includes(one.name))
  assert.deepEqual(questions[1]?.['person'], { name: one.name, idKind: 'resident-id', idNumber: one.idNumber })
  assert.equal(new Set(questions.map(({ nonce }) => nonce)).size, 3)
})

test('个人信息保护法 46: who said wrongly who he is says it again with the check; once proved it is changed at a window alone', async () => {
  const one = await newcomer()
  const right = makeResidentId({ region: '990102', birth: '1991-02-02', sequence: 77 })
  const bad = await one.ask('name-check', { name: '孙情', idNumber: '990102199203140265' })
  assert.equal(bad.body.code, 'people.bad-document')
  assert.equal((await one.ask('name-check', { name: ' 孙情 ', idNumber: right })).body.level, 3)
  const session = await one.call<{ account: { name: string } }>('GET', '/api/session')
  assert.equal(session.body.account.name, '孙情')
  assert.deepEqual(refused(await one.ask('name-check', { name: '孙晴', idNumber: one.idNumber })), [409, 'proofs.document-settled', null])
  assert.equal((await one.ask('name-check', { name: '孙情', idNumber: right })).body.level, 3, 'the same again is no change')
})

test('个人信息保护法 31: who is under fourteen is sent to a window with a guardian', async () => {
  const birth = Temporal.Now.plainDateISO('Asia/Shanghai').subtract({ years: 14 }).add({ days: 1 })
  const idNumber = makeResidentId({ region: '990102', birth, sequence: 11 })
  const { body } = await town.call<{ code: string; next: string }>('POST', '/api/registrations', { body: { login: 'child.alone', password, name: '孙小', idKind: 'resident-id', idNumber } })
  assert.equal(body.code, 'people.too-young')
  assert.match(body.next, /监护人/)
  // Who was taken for older, and is found out by the number.
  const child = await newcomer()
  const { ground } = town.platform
  await ground.runAct({ actor: { id: child.id, kind: 'natural' }, locks: [accountLock(child.id)] }, (act) => setDocument(act, ground.keys, child.id, { name: '孙小', idKind: 'resident-id', idNumber }))
  assert.deepEqual((await child.own()).ways.map(({ source, hindrance }) => [source, hindrance]), [['name-check', null], ['network-id', 'guardian-needed'], ['face', 'guardian-needed'], ['window', null]])
  for (const [source, more] of [['network-id', {}], ['face', await consentTo(child)]] as const) assert.deepEqual(refused(await child.ask(source, more)), [403, 'proofs.guardian-needed', null])
})

test('papers of another kind, ways that are not set up, and who acts for somebody else', async () => {
  const one = await newcomer()
  const { ground } = town.platform
  await ground.sql.rows("update people.natural_accounts set id_kind = 'passport' where id = $1", [one.id])
  assert.deepEqual((await one.own()).ways.map(({ hindrance }) => hindrance), ['document-kind', null, 'document-kind', null])
  assert.deepEqual((await one.ask('name-check')).body.fields.map(({ path }) => path), ['/name', '/idNumber'])
  const before = ground.relays
  ground.relays = {}
  assert.deepEqual(refused(await one.ask('name-check')), [409, 'proofs.not-set-up', null])
  ground.relays = before
  const capacities = await town.call<{ items: { principal: string }[] }>('GET', '/api/session/capacities', { as: 'zhang.min' })
  await town.call('PUT', '/api/session/capacity', { as: 'zhang.min', body: { principal: capacities.body.items[0]?.principal } })
  assert.equal((await town.call('POST', '/api/proof-asks', { as: 'zhang.min', body: { source: 'name-check' } })).status, 403, 'a company is not a person')
})

test('one answer proves one thing: the same number of an answer again, for whomever, is a replay', async () => {
  const [one, other] = [await newcomer(), await newcomer()]
  assert.equal((await one.ask('name-check')).body.level, 3)
  await sources.mode('same-trace', 'name-check')
  for (const somebody of [other, one]) assert.deepEqual(refused(await somebody.ask('name-check')), [502, 'proofs.answer-refused', 'replayed'])
  await sources.mode('ok')
  assert.deepEqual([(await other.own()).level, (await one.own()).level], [2, 3])
})

test('settings of sources: every fault is told at once, and no source is believed beyond what it can prove', () => {
  const [name = ''] = Object.keys(sources.proofs)
  const good = { name: { zh: '源', en: 'A source' }, contact: '1', url: 'https://a.example.cn/x', keys: { keys: [{ kty: 'EC', crv: 'P-256', x: 'MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4', y: '4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM' }] }, levels: { done: 3 }, holdsDays: 10 }
  const faults = (entry: object, source = name) => readProofRelays(JSON.stringify({ [source]: { ...good, ...entry } })).faults
  assert.deepEqual(readProofRelays(JSON.stringify({ face: good })).relays['face']?.pages, 'https://a.example.cn')
  assert.deepEqual(faults({}), [])
  for (const [entry, source, pattern] of [
    [{ levels: { done: 4 } }, 'name-check', /above level 3/], [{ levels: { done: 5 } }, 'face', /above level 4/], [{ url: 'https://user:word@a.example.cn/' }, 'face', /url/], [{ pages: 'https://a.example.cn/x' }, 'face', /pages/],
    [{ keys: { keys: [{ kty: 'oct', k: 'x' }] } }, 'face', /keys/], [{ holdsDays: 0 }, 'face', /holdsDays/], [{}, 'horoscope', /is no source/], [{ url: 'x', pages: 'y' }, 'face', /url/],
  ] as const) assert.match(faults(entry, source).join('\n'), pattern, JSON.stringify(entry))
  assert.ok(!faults({ url: 'https://user:word@a.example.cn/' }, 'face').join('').includes('word@'))
  assert.deepEqual(readProofRelays('[').faults, ['the file is no JSON object of sources'])
})

test('what another source proved meanwhile stays: neither does a number typed before become the account’s after it, nor does an answer about the one count for the other', async () => {
  const { ground, ground: { relays: before } } = town.platform
  const other = { idKind: 'resident-id', name: '孙阴', idNumber: makeResidentId({ region: '990102', birth: '1980-01-01', sequence: 7 }) }
  /** Holds a question to a source back until it is let go. */
  const heldBack = async (source: string, relay = sources.proofs[source] as ProofRelay) => {
    const [arrived, released] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const gate = createServer(async (request, response) => {
      arrived.resolve()
      await released.promise
      const answer = await fetch(relay.url, { method: 'POST', body: await text(request), headers: { 'content-type': 'application/json', authorization: request.headers.authorization ?? '' } })
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text())
    })
    await once(gate.listen(0, '127.0.0.1'), 'listening')
    ground.relays = { ...before, proofs: { ...before.proofs, [source]: { ...relay, url: `http://127.0.0.1:${(gate.address() as AddressInfo).port}/` } } }
    return { arrived: arrived.promise, open: () => released.resolve(), close: () => (gate.close(), (ground.relays = before)) }
  }
  for (const [slow, after] of [['name-check', [4, 'face']], ['face', [3, 'name-check']]] as const) {
    const one = await newcomer()
    const { body } = await one.ask('face', await consentTo(one))
    const code = await visit(body.visit ?? '', 'yes')
    const gate = await heldBack(slow)
    const ways = [() => one.ask('name-check', other), () => collect(one, body.id, code)]
    const [late, early] = slow === 'face' ? ways.reverse() : ways
    const answer = late?.()
    await gate.arrived
    assert.equal((await early?.())?.body.state, 'proved', slow)
    gate.open()
    assert.deepEqual(refused((await answer) as Answer<Said<Asked>>), [409, 'proofs.document-settled', null], slow)
    gate.close()
    assert.deepEqual(await one.own().then(({ level, proofs }) => [level, ...proofs.map(({ source }) => source)]), after)
  }
})
