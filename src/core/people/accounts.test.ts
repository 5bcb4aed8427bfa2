// Accounts and posts over HTTP, in a town on a database of its own.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { ensureOrganisation, organisationsLock } from '#core/organisations'
import { sealDocument } from './documents.ts'
import { addAccount, assuranceLevelOf, demonstrationLock, findAccountByDocument, forgetProofs, getPartyIdentity, keepProof, namesOf, proofsOf, standInFor } from './index.ts'
import { from, openCalls, passphrase, urban } from './test-calls.ts'

let calls: Awaited<ReturnType<typeof openCalls>>

before(async () => {
  calls = await openCalls()
})
after(() => calls.town.close())

test('a frozen account is out at once and learns why only with the right password', async () => {
  const id = await calls.register('han.xue')
  const entered = await calls.signIn('han.xue')
  assert.equal(await calls.whoami(entered.cookie), 'han.xue')
  const freeze = () => calls.call('POST', `/api/accounts/${id}/freezing`, { as: 'admin.system', body: { reason: '疑似被盗用' } })
  const frozen = await freeze()
  assert.equal(frozen.status, 201)
  assert.ok(frozen.body.frozenAt)
  assert.equal(frozen.body.frozenReason, '疑似被盗用')
  assert.equal(await calls.whoami(entered.cookie), null)
  assert.equal((await freeze()).body.code, 'people.already-frozen')
  assert.equal((await calls.signIn('han.xue', 'wrong', from('192.0.2.71'))).body.code, 'people.sign-in-refused')
  assert.equal((await calls.signIn('han.xue', passphrase, from('192.0.2.71'))).body.code, 'people.account-frozen')
  const thaw = () => calls.call('DELETE', `/api/accounts/${id}/freezing`, { as: 'admin.system' })
  assert.equal((await thaw()).status, 204)
  assert.equal((await thaw()).body.code, 'people.not-frozen')
  assert.equal((await calls.signIn('han.xue', passphrase, from('192.0.2.71'))).status, 201)
})

test('three officers: one opens accounts, another grants posts, the third only reads', async () => {
  const id = await calls.openStaff('yang.fan')
  const open = (as: string) => calls.call('POST', '/api/accounts', { as, body: { login: 'x.y', kind: 'staff', name: '某某', organisation: urban } })
  for (const as of ['admin.security', 'admin.audit', 'zhang.min']) assert.equal((await open(as)).body.code, 'http.not-allowed', as)
  for (const as of ['admin.system', 'admin.audit']) {
    const answer = await calls.call('POST', `/api/accounts/${id}/posts`, { as, body: { role: 'clerk', organisation: urban } })
    assert.equal(answer.body.code, 'http.not-allowed', as)
  }
  const granted = await calls.grant(id, 'clerk')
  assert.equal(granted.status, 201)
  assert.equal(granted.body.organisation.name.zh, '云州市城市管理局')
  assert.equal((await calls.grant(id, 'clerk')).body.code, 'people.post-held')
  assert.equal((await calls.grant(id, 'audit-admin')).body.code, 'access.officers-separate')
  assert.equal((await calls.grant(id, 'clerk', { organisation: '11990100700140426X' })).body.code, 'organisations.not-found')
  assert.equal((await calls.grant(id, 'examiner', { until: '2020-01-01' })).body.code, 'people.bad-until')
  const shown = await calls.call('GET', `/api/accounts/${id}`, { as: 'admin.audit' })
  assert.deepEqual(shown.body.posts.map((post) => post.role), ['clerk'])
})

test('posts that one person never holds together count for nothing until one has ended, however they came about', async () => {
  const id = await calls.openStaff('jin.tong')
  const clerk = (await calls.grant(id, 'clerk')).body
  const { cookie } = await calls.signIn('jin.tong')
  const work = async () => (await calls.call('GET', '/api/case-counts', { headers: { cookie } })).status
  assert.equal(await work(), 200)
  // No act of the platform gives it; a release that separates more duties finds such posts given before.
  await calls.town.platform.ground.sql.rows("insert into people.posts (id, account, role, organisation, from_at) select gen_random_uuid(), account, 'audit-admin', organisation, from_at from people.posts where id = $1", [clerk.id])
  calls.town.clock.set(calls.town.clock.now().add({ seconds: 1 }))
  for (const path of ['/api/case-counts', '/api/ledger/entries']) assert.equal((await calls.call('GET', path, { headers: { cookie } })).body.code, 'http.posts-in-conflict', path)
  assert.equal((await calls.call('DELETE', `/api/accounts/${id}/posts/${clerk.id}`, { as: 'admin.security' })).status, 204)
  assert.equal((await calls.call('GET', '/api/ledger/entries', { headers: { cookie } })).status, 200)
})

test('a post holds at once in this process, through its last day, until it is ended', async () => {
  const id = await calls.openStaff('zhu.ming')
  const entered = await calls.signIn('zhu.ming')
  const roles = async (cookie: string) => (await calls.call('GET', '/api/session', { headers: { cookie } })).body.posts.map((post) => post.role).sort()
  assert.deepEqual(await roles(entered.cookie), [])
  const clerk = await calls.grant(id, 'clerk')
  assert.deepEqual(await roles(entered.cookie), ['clerk'])
  const today = calls.town.clock.now().toZonedDateTimeISO('Asia/Shanghai').toPlainDate()
  await calls.grant(id, 'examiner', { until: today.toString() })
  assert.deepEqual(await roles(entered.cookie), ['clerk', 'examiner'])
  calls.town.clock.advance({ hours: 24 })
  const again = await calls.signIn('zhu.ming')
  assert.deepEqual(await roles(again.cookie), ['clerk'])
  const end = () => calls.call('DELETE', `/api/accounts/${id}/posts/${clerk.body.id}`, { as: 'admin.security' })
  assert.equal((await end()).status, 204)
  assert.deepEqual(await roles(again.cookie), [])
  assert.equal((await end()).body.code, 'people.post-not-found')
  const kinds = (await calls.kindsAbout(id)).filter((kind) => kind.startsWith('people.post'))
  assert.deepEqual(kinds, ['people.post-granted', 'people.post-granted', 'people.post-ended'])
})

test('nobody grants to himself, and residents hold no posts', async () => {
  const officer = (await calls.call('GET', '/api/session', { as: 'admin.security' })).body.account?.id ?? ''
  assert.equal((await calls.grant(officer, 'clerk')).body.code, 'people.own-account')
  const resident = await calls.register('xu.nuo')
  assert.equal((await calls.grant(resident, 'clerk')).body.code, 'people.staff-only')
  assert.equal((await calls.grant('01a20ad7-45d0-7105-9609-1fd64c8bc4c1', 'clerk')).body.code, 'people.not-found')
  const system = (await calls.call('GET', '/api/session', { as: 'admin.system' })).body.account?.id ?? ''
  assert.equal((await calls.call('POST', `/api/accounts/${system}/freezing`, { as: 'admin.system', body: { reason: '试一试' } })).body.code, 'people.own-account')
})

test('fifty grants of one post at once grant it once', async () => {
  const id = await calls.openStaff('qin.shi')
  const answers = await Promise.all(Array.from({ length: 50 }, () => calls.grant(id, 'clerk')))
  assert.deepEqual([answers.filter((a) => a.status === 201).length, answers.filter((a) => a.body.code === 'people.post-held').length], [1, 49])
})

test('accounts are found by login, name and whole number; numbers and residents’ names stay masked', async () => {
  await calls.register('lv.xing', '吕行')
  const find = async (q: string, as = 'admin.system') => (await calls.call('GET', `/api/accounts?q=${encodeURIComponent(q)}&limit=100`, { as })).body.items
  const [row] = await find('lv.xing')
  assert.equal(row?.name, '吕*')
  assert.equal(row?.idNumber, '990***********0264')
  assert.equal(row?.phone, '139****9999')
  assert.ok((await find('990102199203140264')).some((each) => each.login === 'lv.xing'))
  assert.deepEqual(await find('99010219920314'), [], 'part of a number finds nobody')
  assert.deepEqual(await find('%'), [], 'signs of LIKE are only signs')
  const stored = await calls.sql().rows<{ text: string }>('select n::text as text from people.natural_accounts n')
  assert.ok(stored.every((each) => !each.text.includes('990102199203140264') && !each.text.includes('13990109999')), 'numbers are sealed at rest')
})

test('the list of accounts goes on page by page and reaches no further than the post', async () => {
  const seen: string[] = []
  let cursor = ''
  for (let pages = 0; pages < 50; pages++) {
    const { body } = await calls.call('GET', `/api/accounts?kind=staff&limit=7${cursor && `&cursor=${cursor}`}`, { as: 'admin.audit' })
    seen.push(...body.items.map((row) => row.id))
    if (!body.next) break
    cursor = body.next
  }
  assert.equal(new Set(seen).size, seen.length)
  const [{ count } = { count: 0 }] = await calls.sql().rows<{ count: number }>("select count(*) from people.accounts where kind = 'staff'")
  assert.equal(seen.length, count)
  assert.equal((await calls.call('GET', '/api/accounts?cursor=WyJ4Il0', { as: 'admin.audit' })).body.code, 'http.bad-cursor')
  const heads = await calls.call('GET', '/api/demonstration-accounts')
  const head = heads.body.items.find((row) => row.organisation?.code === urban && row.title?.zh.includes('负责人'))
  assert.ok(head)
  const own = await calls.call('GET', '/api/accounts?limit=100', { as: head.login })
  assert.ok(own.body.items.length > 0)
  assert.ok(own.body.items.every((row) => row.organisation?.code === urban))
  assert.equal((await calls.call('GET', '/api/accounts', { as: 'zhang.min' })).status, 403)
})

test('everybody reads his own account, and a stranger’s is not there', async () => {
  const mine = (await calls.call('GET', '/api/session', { as: 'zhang.min' })).body.account?.id ?? ''
  const other = (await calls.call('GET', '/api/session', { as: 'chen.hao' })).body.account?.id ?? ''
  assert.equal((await calls.call('GET', `/api/accounts/${mine}`, { as: 'zhang.min' })).body.name, '张敏')
  assert.equal((await calls.call('GET', `/api/accounts/${other}`, { as: 'zhang.min' })).body.code, 'people.not-found')
})

test('an account needs what its kind needs', async () => {
  const open = (body: object) => calls.call('POST', '/api/accounts', { as: 'admin.system', body })
  assert.equal((await open({ login: 'no.office', kind: 'staff', name: '甲' })).body.fields[0]?.path, '/organisation')
  assert.equal((await open({ login: 'no.code', kind: 'legal', name: '某公司' })).body.fields[0]?.path, '/uscc')
  assert.equal((await open({ login: 'bad.code', kind: 'legal', name: '某公司', uscc: '91110108551385082X' })).body.code, 'people.bad-document')
  const company = await open({ login: 'good.code', kind: 'legal', name: '某公司', uscc: '91110108551385082Q' })
  assert.equal(company.body.idNumber, '911***********082Q')
  assert.equal((await open({ login: 'no.password', kind: 'natural', name: '乙' })).status, 201)
  assert.equal((await calls.signIn('no.password', passphrase, from('192.0.2.72'))).body.code, 'people.sign-in-refused')
})

const system = { id: '00000000-0000-7000-8000-0000000000ff', kind: 'system' as const }

test('other contexts learn names and, of an applicant, the numbers; never a civil servant’s as an applicant', async () => {
  const { sql, keys, runAct } = calls.town.platform.ground
  const clerk = await calls.openStaff('he.mu')
  const now = calls.town.clock.now()
  const add = (login: string, idNumber: string, proved?: { source: string; level: 3 | 4; until: Temporal.Instant }) => runAct({ actor: system, locks: [] }, async (act) => {
    const account = await addAccount(act, keys, { kind: 'natural', login, name: '史可', idKind: 'resident-id', idNumber, phone: '13990105555', statedLevel: 2 })
    if (proved) await keepProof(act, { account, ...proved, assertion: 'tried', trace: login, score: null })
    return account
  })
  const known = await add('shi.ke', '11010519491231002x', { source: 'tried', level: 4, until: now.add({ hours: 24 }) })
  const names = await namesOf(sql, [clerk, known, known, system.id])
  assert.equal(names.get(clerk)?.organisation?.name.zh, '云州市城市管理局')
  assert.deepEqual(names.get(known), { kind: 'natural', name: '史可' })
  assert.equal(names.has(system.id), false)
  assert.deepEqual(await getPartyIdentity(sql, keys, known), {
    accountId: known, kind: 'natural', name: '史可', idKind: 'resident-id', idNumber: '11010519491231002X', phone: '13990105555',
  })
  await assert.rejects(getPartyIdentity(sql, keys, clerk), (error) => (error as { code?: string }).code === 'people.not-found')
  const find = (kind = 'resident-id', at = now) => findAccountByDocument(sql, keys, kind, '11010519491231002X', at)
  assert.equal(await find(), known)
  await add('squatter', '11010519491231002X')
  assert.equal(await find(), known, 'a number only claimed leads to nobody')
  await add('knower', '11010519491231002X', { source: 'tried', level: 3, until: now.add({ hours: 24 }) })
  assert.equal(await find(), known, 'who knows the name to a number of somebody is not that person yet')
  assert.equal(await find('passport'), undefined)
  assert.equal(await find('resident-id', now.add({ hours: 25 })), undefined, 'nor does a proof that is too old')
})

test('one passport number of two countries is of two people; a passport kept without its country is found by nobody', async () => {
  const { sql, keys, runAct, random } = calls.town.platform.ground
  const now = calls.town.clock.now()
  const add = (login: string, idNumber: string) => runAct({ actor: system, locks: [] }, async (act) => {
    const account = await addAccount(act, keys, { kind: 'natural', login, name: '史可', idKind: 'passport', idNumber, statedLevel: 2 })
    await keepProof(act, { account, source: 'tried', level: 4, until: now.add({ hours: 24 }), assertion: 'tried', trace: login, score: null })
    return account
  })
  const find = (number: string) => findAccountByDocument(sql, keys, 'passport', number, now)
  const [american, singaporean] = [await add('pass.usa', 'usa-e 20000001'), await add('pass.sgp', 'SGP-E20000001')]
  assert.deepEqual([await find('USA-E20000001'), await find('SGP-E20000001'), await find('CAN-E20000001'), await find('E20000001')], [american, singaporean, undefined, undefined])
  assert.equal((await getPartyIdentity(sql, keys, american)).idNumber, 'USA-E20000001')
  await assert.rejects(add('pass.none', 'E20000001'), (error) => (error as { code?: string }).code === 'people.bad-document')
  const { sealed, digest, digestKey } = sealDocument(keys, american, 'E20000001', random)
  await sql.rows('update people.natural_accounts set id_sealed = $2, id_digest = $3, id_digest_key = $4 where id = $1', [american, sealed, digest, digestKey])
  assert.deepEqual([await find('USA-E20000001'), await find('SGP-E20000001')], [undefined, singaporean])
  assert.equal((await getPartyIdentity(sql, keys, american)).idNumber, 'E20000001', 'its holder still has it')
})

test('a level above 2 stands on a proof alone: it ends with it, is forgotten with it, and one answer proves one thing once', async () => {
  const { sql, keys, runAct } = calls.town.platform.ground
  const now = calls.town.clock.now()
  const later = (hours: number) => now.add({ hours })
  const act = <T>(verb: Parameters<typeof runAct<T>>[1]) => runAct({ actor: system, locks: [] }, verb)
  const open = (login: string) => act((one) => addAccount(one, keys, { kind: 'natural', login, name: '史可', statedLevel: 2 }))
  const [account, other] = [await open('level.one'), await open('level.two')]
  const level = (at = now) => assuranceLevelOf(sql, account, at)
  const keep = (of: string, source: string, trace: string, proved: 3 | 4, until: Temporal.Instant) => act((one) => keepProof(one, { account: of, source, level: proved, assertion: 'tried', trace, score: 0.9, until }))
  assert.equal(await level(), 2)
  await keep(account, 'long', 'a', 3, later(100))
  await keep(account, 'short', 'b', 4, later(10))
  assert.deepEqual([await level(), await level(later(10)), await level(later(100))], [4, 3, 2])
  await assert.rejects(keep(other, 'short', 'b', 4, later(10)), { code: 'people.proof-used' })
  await assert.rejects(keep(account, 'short', 'b', 4, later(20)), { code: 'people.proof-used' })
  await keep(account, 'short', 'c', 4, later(20))
  assert.deepEqual((await proofsOf(sql, account)).map(({ trace }) => trace).sort(), ['a', 'c'], 'a newer one takes the place of that of its source')
  assert.equal(await act(async (one) => (one.record('people.proved', { subject: account }), forgetProofs(one, account, 'short'))), 1)
  assert.equal(await level(), 3)
  for (const table of ['natural_accounts', 'legal_accounts']) await assert.rejects(sql.rows(`update people.${table} set stated_level = 3`), /stated/, 'the database itself takes no more')
  const [entry] = await sql.rows<{ facts: object }>("select facts from act.entries where kind = 'people.proof-kept' and subject = $1 order by id limit 1", [account])
  assert.deepEqual(Object.keys(entry?.facts ?? {}).sort(), ['level', 'proof', 'source', 'until'])
})

test('a number is found under a key that was rotated', async () => {
  const { keys } = calls.town.platform.ground
  await calls.register('lian.yu')
  await keys.rotate('secrets')
  await keys.rotate('data')
  const found = await calls.call('GET', '/api/accounts?q=990102199203140264&limit=100', { as: 'admin.system' })
  assert.ok(found.body.items.some((row) => row.login === 'lian.yu' && row.phone === '139****9999'))
})

test('demonstration clerks stand in for organisations that an import made, once', async () => {
  const { runAct } = calls.town.platform.ground
  const code = '99990100MB0000000X'
  const standIn = () => runAct({ actor: system, locks: [organisationsLock, demonstrationLock] }, async (act) => {
    await ensureOrganisation(act, { code, name: '某局', region: { code: '990100', name: '云州市' } })
    act.record('tests.stood-in', { subject: system.id })
    return standInFor(act, [code])
  })
  assert.equal(await standIn(), 4)
  assert.equal(await standIn(), 0)
  const first = (await calls.call('GET', '/api/accounts?kind=staff&limit=100', { as: 'admin.system' })).body
  const rest = first.next ? (await calls.call('GET', `/api/accounts?kind=staff&limit=100&cursor=${encodeURIComponent(first.next)}`, { as: 'admin.system' })).body.items : []
  const roles = [...first.items, ...rest].flatMap((row) => row.posts ?? []).filter((post) => post.organisation.code === code).map((post) => post.role)
  assert.deepEqual(roles.sort(), ['approver', 'clerk', 'examiner', 'head'])
})
