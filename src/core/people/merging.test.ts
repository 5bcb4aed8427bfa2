// Merging accounts: asked for by one officer and confirmed by another; everything goes over, whatever table it stands in; both numbers stay found,
// and the account that ended opens to nobody. 个人信息保护法 8, 46; GB/T 22239-2019 8.1.5.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { dateInChina } from '#base/time'
import { makeResidentId, makeUscc } from '#engines/codes'
import { allMoves, contexts } from '../../platform.ts'
import { applyFor, exampleForm, handle, must } from '../../../test/journey.ts'
import { doublePassword, mergePair, openPair as openDouble, prove, type Pair } from '../../../test/doubles.ts'
import { registerReader } from '../../../test/relying-party.ts'
import { openTown, type Town } from '../../../test/town.ts'
import { mustFit, type Link } from './merging.ts'

let town: Town
before(async () => {
  town = await openTown({ relays: { smtp: 'smtp://127.0.0.1:9' } })
})
after(() => town.close())

interface Said {
  id: string
  code: string
  state: string
  account: { id: string; login: string } | null
  facts?: { login?: string }
  former?: { login: string; idKind: string }[]
  ending?: { kind: string; into: { login: string } | null }
  items: { id: string; number: string; kind: string; title: { zh: string } }[]
}
const password = doublePassword
const item = 'marriage-record-query'
const sql = () => town.platform.ground.sql
const call = (method: string, path: string, as?: string, body?: object) => town.call<Said>(method, path, { ...(as ? { as } : {}), ...(body ? { body } : {}) })
const [system, security] = ['admin.system', 'admin.security']

const ask = ({ from, into }: Pick<Pair, 'from' | 'into'>, more: object = {}, as = system) => call('POST', '/api/proposals/account-merging', as, { content: { from, into, link: 'renewed', reference: 'HF-2026-0001', ...more }, reason: '本人申请合并' })
const confirm = (id: string, as = security) => call('POST', `/api/proposals/account-merging/${id}/confirmation`, as, {})
const merge = (pair: Pick<Pair, 'from' | 'into'>) => mergePair(town, pair)
const openPair = (name?: string) => openDouble(town, name)

/** Tables in which an id stands anywhere, as text. */
async function placesOf(needle: string): Promise<string[]> {
  const tables = await sql().rows<{ name: string }>("select n.nspname || '.' || quote_ident(c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p') and not c.relispartition and n.nspname not in ('pg_catalog', 'information_schema', 'graphile_worker', 'db') order by 1")
  const found = await Promise.all(tables.map(async ({ name }) => ((await sql().rows(`select 1 from ${name} t where to_jsonb(t)::text like '%' || $1 || '%' limit 1`, [needle])).length > 0 ? [name] : [])))
  return found.flat()
}
/** The ledger, answers to retries, the account itself and what was done to it under its own name, and who proposed what. */
const history = ['act.entries', 'act.keys', 'people.accounts', 'people.agencies', 'people.endings', 'people.natural_accounts', 'people.proofs', 'proposals.proposals']

test('every column that may name an account goes over when it is merged, or says why not', async () => {
  const rows = await sql().rows<{ table: string; column: string }>(
    `select n.nspname || '.' || c.relname as "table", a.attname as "column" from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relkind in ('r', 'p') and not c.relispartition and n.nspname not in ('pg_catalog', 'information_schema', 'graphile_worker') and format_type(a.atttypid, null) in ('uuid', 'uuid[]') order by 1, 2`,
  )
  const moved = new Set(allMoves().flatMap(({ table, columns }) => columns.map((column) => `${table}.${column}`)))
  const stays = new Set(contexts.flatMap(({ holdings = [] }) => holdings.flatMap(({ table, merging }) => (merging && 'stays' in merging ? [table] : []))))
  const open = rows.filter(({ table, column }) => !moved.has(`${table}.${column}`) && !stays.has(table) && !others.test(column) && !excused.has(`${table}.${column}`))
  assert.deepEqual(open.map(({ table, column }) => `${table}.${column}`), [], 'name it in `whose` by ofAccount, in Context.moves, or say below why it stays')
  const known = new Set(rows.map(({ table, column }) => `${table}.${column}`))
  assert.deepEqual([...moved, ...excused].filter((name) => !known.has(name)), [], 'named, and not there')
  assert.deepEqual([...excused].filter((name) => moved.has(name)), [], 'excused without need')
})

/** Columns by which rows of things are known: none of them ever names an account. */
const others = /^(id|act|case_id|late_case|supervision_case|review_case|check_case|about_case|entry|cause|letter|licence|version|item_version|result_id|seal|draft|upload|library|batch|sheet|message|notice|registration|review|invitation|proof|parent|correction_of|about_licence|authorisation|session|factor|matter|last_attempt|agency)$/
const excused = new Set(Object.entries({
  'who did it, as the ledger has it: a fact of that moment': ['act.entries.actor', 'act.entries.on_behalf', 'act.entries.post', 'act.entries.subject', 'act.keys.actor', 'act.parked.subject', 'cases.steps.done_by', 'people.agencies.granted_by', 'people.agencies.revoked_by', 'people.agencies.kept_by', 'people.endings.by', 'people.endings.taken_back_by'],
  'the account itself, and that it was merged': ['people.endings.account'],
  'a case, a limit or a row, not an account': ['cases.cases.about', 'cases.cases.annulled_by', 'cases.payments.term', 'batches.versions.until'],
  'civil servants alone, whose accounts never merge': [
    'deliveries.papers.recorded_by', 'people.guardian_checks.decided_by', 'people.guardian_checks.seen_by', 'people.guardian_objections.settled_by', 'upstreams.registrations.asked_by', 'upstreams.registrations.decided_by',
    'applications.library.checked_by', 'automation.switches.by', 'cases.copies.account', 'cases.copies.read_by', 'cases.copies.sent_by', 'cases.recusals.account', 'cases.steps.assignee', 'cases.steps.delegated_by', 'clients.registrations.decided_by', 'clients.registrations.proposed_by', 'deliveries.records.recorded_by',
    'desks.looks.account', 'desks.saved_lists.account', 'hearings.hearings.presider', 'models.drafts.authors', 'models.drafts.saved_by', 'models.words.by', 'models.words.draft', 'people.absences.account', 'people.absences.deputy', 'people.absences.noted_by', 'people.emergencies.account', 'people.post_reviews.by', 'people.post_reviews.post',
    'people.posts.account', 'proofs.checks.decided_by', 'proofs.checks.seen_by', 'publicity.objections.answered_by', 'purposes.assessments.decided_by', 'purposes.assessments.made_by', 'readings.delays.ordered_by', 'readings.delays.confirmed_by', 'readings.noted.reader', 'readings.shown.reader',
  ],
}).flatMap(([, names]) => names))

test('个人信息保护法 8: documents are one holder’s by the link that is named, and by what their numbers tell', () => {
  const card = (birth: string, sequence: number) => ({ kind: 'permanent-residence', number: makeResidentId({ region: '911840', birth, sequence }) })
  const citizen = (birth: string, sequence: number) => ({ kind: 'resident-id', number: makeResidentId({ region: '990102', birth, sequence }) })
  const [old, passport] = [{ kind: 'permanent-residence', number: 'USA110105000123' }, { kind: 'passport', number: 'E12345678' }]
  const rows: [Link, Parameters<typeof mustFit>[1], Parameters<typeof mustFit>[2], boolean][] = [
    ['renewed', old, card('1980-05-06', 12), true], ['renewed', passport, { ...passport, number: 'E87654321' }, true], ['renewed', citizen('1980-05-06', 12), citizen('1980-05-06', 14), false],
    ['renewed', passport, card('1980-05-06', 12), false], ['renewed', card('1980-05-06', 12), card('1981-05-06', 12), false], ['renewed', old, old, false],
    ['same-number', old, old, true], ['same-number', old, card('1980-05-06', 12), false], ['same-number', passport, { ...old, number: passport.number }, false],
    ['corrected', citizen('1980-05-06', 12), citizen('1980-06-05', 12), true], ['corrected', passport, { ...passport, number: 'E87654321' }, false], ['corrected', citizen('1980-05-06', 12), citizen('1980-05-06', 12), false],
    ['same-person', passport, card('1980-05-06', 12), true], ['same-person', citizen('1980-05-06', 12), card('1980-05-06', 14), true], ['same-person', citizen('1980-05-06', 12), card('1980-05-07', 14), false],
    ['same-person', citizen('1980-05-06', 12), card('1980-05-06', 13), false], ['same-person', passport, { ...passport, number: 'E87654321' }, false],
  ]
  for (const [link, one, other, good] of rows) for (const [a, b] of [[one, other], [other, one]] as const) {
    if (good) mustFit(link, a, b)
    else assert.throws(() => mustFit(link, a, b), { code: 'people.documents-do-not-fit' }, `${link} ${a.number} ${b.number}`)
  }
})

test('everything goes over in one act, and no row but the history names the account that ended', async () => {
  const pair = await openPair()
  const { from, into, old, kept } = pair
  const form = await exampleForm(item)
  const done = await applyFor(town, { as: old, item, form })
  await handle(town, done, old)
  must(await call('POST', '/api/reviews', old, { case: done, verdict: 5, words: '很快。' }))
  const running = await applyFor(town, { as: old, item, form })
  const own = await applyFor(town, { as: kept, item, form })
  const [{ code = '' } = {}] = await sql().rows<{ code: string }>('select item as code from cases.cases where number = $1', [done])
  const draft = must(await call('POST', '/api/applications', old, { item: code }))
  for (const as of [old, kept]) {
    must(await call('POST', '/api/agencies', as, { login: 'chen.hao', name: '陈皓', items: null, until: '2027-06-30' }))
    must(await call('POST', '/api/calendar-link', as, {}))
  }
  must(await call('POST', '/api/agencies', 'chen.hao', { login: old, name: '合某', items: null, until: '2027-06-30' }))
  must(await call('POST', '/api/agencies', old, { login: kept, name: '合某', items: null, until: '2027-06-30' }))
  must(await call('POST', '/api/proxies', old, { login: 'chen.hao', name: '陈皓', scopes: ['read'], until: '2027-02-01', consent: true }))
  await town.call('GET', `/api/accounts/${from}`, { as: 'admin.audit' })
  await town.settle()
  await fillRest(from, into)
  await merge(pair)
  assert.deepEqual((await placesOf(from)).filter((name) => !history.includes(name)), [], 'at once')
  await town.settle()
  await town.platform.beat()
  assert.deepEqual((await placesOf(from)).filter((name) => !history.includes(name)), [], 'with what was on its way')
  const mine = (await call('GET', '/api/cases?list=own&limit=50', kept)).body.items.map(({ number }) => number)
  assert.deepEqual([done, running, own].filter((number) => !mine.includes(number)), [])
  assert.equal((await call('GET', `/api/applications/${draft.id}`, kept)).status, 200)
  const messages = must(await call('GET', '/api/notifications?limit=100', kept)).items
  assert.ok(messages.some(({ title }) => title.zh === '您的两个账号已合并') && messages.length > 4)
  const rows = (query: string) => sql().rows<{ n: number }>(query, [into]).then(([row]) => row?.n)
  assert.equal(await rows('select count(*)::int as n from people.agencies where principal = $1 and revoked_at is null'), 2, 'of one person, side by side')
  assert.equal(await rows('select count(*)::int as n from people.agencies where principal = $1 and agent = $1 and revoked_at is null'), 0, 'nobody acts for himself')
  assert.equal(await rows('select count(*)::int as n from people.agencies where agent = $1 and revoked_at is null'), 1)
  assert.equal(await rows('select count(*)::int as n from clients.consents where account = $1 and withdrawn_at is null'), 1, 'the answer of the kept account counts')
  assert.equal(await rows("select count(*)::int as n from applications.library where account = $1 and sha256 = 'same' and level = 'B'"), 1, 'one paper, at the better level')
  assert.equal(await rows("select count(*)::int as n from proofs.asks where account = $1 and state = 'over'"), 1, 'a question about the other proves nothing')
})

/** What neither of them did in the test above, as rows of both: of one kind only one may stay. */
async function fillRest(from: string, into: string): Promise<void> {
  const at = town.clock.now().toString()
  await registerReader(town, { code: 'library' })
  for (const account of [from, into]) {
    await sql().rows("insert into clients.consents (id, account, code, registration, scopes, given_at, used_at) select gen_random_uuid(), $1, 'library', id, '{profile}', $2, $2 from clients.registrations limit 1", [account, at])
    await sql().rows("insert into clients.subjects (account, code, subject) values ($1, 'library', $2)", [account, `sub-${account}`])
    await sql().rows("insert into clients.records (model, id, account, code, payload, ends_at) values ('Grant', decode(md5($1::uuid::text), 'hex'), $1, 'library', jsonb_build_object('accountId', $1::uuid), $2::timestamptz + interval '1 day')", [account, at])
    await sql().rows("insert into proofs.consents (id, account, source, told, given_at) values (gen_random_uuid(), $1, 'face', 'words', $2)", [account, at])
    await sql().rows("insert into proofs.holders (digest, digest_key, account) values (decode(md5($1::uuid::text), 'hex'), 'k', $1)", [account])
    await sql().rows("insert into proofs.asks (id, account, source, nonce, state, asked_at, ends_at) values (gen_random_uuid(), $1, 'two-factor', gen_random_uuid()::text, 'asked', $2, $2::timestamptz + interval '1 minute')", [account, at])
    await sql().rows("insert into proofs.checks (id, account, organisation, id_kind, sealed, state, seen_by, seen_at, ends_at) select gen_random_uuid(), $1, 'o', 'passport', 's', 'seen', id, $2, $2 from people.staff_accounts limit 1", [account, at])
    await sql().rows("insert into applications.library (id, account, material, title, name, type, bytes, sha256, level, item, case_number, added_at) values (gen_random_uuid(), $1, 'm', '{}', 'n', 'application/pdf', 1, 'same', $3, 'i', 'c', $2)", [account, at, account === from ? 'B' : 'C'])
    await sql().rows("insert into notifications.messages (id, account, kind, cause, title, text, at) values (gen_random_uuid(), $1, 'cases.opened', '00000000-0000-7000-8000-0000000000aa', '{\"zh\": \"同一件事\"}', '{\"zh\": \"同一件事\"}', $2)", [account, at])
    await sql().rows("insert into clients.sign_ins (session, code, sid, account, at) values (gen_random_uuid(), 'library', 'sid', $1, $2)", [account, at])
    await sql().rows("insert into clients.readings (jti, code, account, told, offline, read_at, known_at) values ($3, 'library', $1, '{profile}', false, $2, $2)", [account, at, crypto.randomUUID()])
    await sql().rows("insert into readings.noted (reader, about, what, hour) values ('00000000-0000-7000-8000-0000000000ab', $1, 'account', date_trunc('hour', $2::timestamptz))", [account, at])
    await sql().rows("insert into people.tickets (token_digest, account, purpose, ends_at) values (decode(md5($1::uuid::text), 'hex'), $1, 'second', $2::timestamptz + interval '1 minute')", [account, at])
    await sql().rows("insert into people.recovery_codes (account, digest) values ($1, decode(md5($1::uuid::text), 'hex'))", [account])
  }
}

test('双人复核: who asked does not confirm; what cannot be is refused when it is asked for and again when it is confirmed', async () => {
  const pair = await openPair()
  const code = async (content: object, as = system) => (await ask({ ...pair, ...content }, content, as)).body.code
  const idOf = async (login: string) => (await sql().rows<{ id: string }>('select id from people.accounts where login = $1', [login]))[0]?.id ?? assert.fail(login)
  assert.equal((await ask(pair, {}, 'window.zhao')).status, 403)
  assert.equal(await code({ into: await idOf('yunhe.media') }), 'people.not-one-domain', 'a company is no person')
  assert.equal(await code({ from: await idOf('window.zhao'), into: await idOf('window.wang') }), 'people.not-one-domain', 'work accounts never')
  assert.equal(await code({ into: pair.from }), 'people.not-one-domain', 'itself')
  assert.equal(await code({ into: '00000000-0000-7000-8000-00000000ffff' }), 'people.not-found')
  assert.equal(await code({ link: 'same-number' }), 'people.documents-do-not-fit')
  const { id: stated } = must(await call('POST', '/api/registrations', undefined, { login: 'merge.stated', password, name: '合某', idKind: 'permanent-residence', idNumber: 'USA990100009999' }))
  assert.equal(await code({ from: stated }), 'people.merging-unproved', 'what somebody only says of himself takes nobody’s account')
  // An officer has a name, and no number: who is called the same is a colleague's.
  const namesake = await openPair((await sql().rows<{ name: string }>("select s.name from people.staff_accounts s join people.accounts a on a.id = s.id where a.login = 'admin.system'"))[0]?.name)
  assert.equal((await ask(namesake)).body.code, 'people.own-merging')
  const byOther = must(await ask(namesake, {}, security))
  assert.equal((await confirm(byOther.id, system)).body.code, 'people.own-merging')

  const asked = must(await ask(pair))
  assert.equal((await confirm(asked.id, system)).body.code, 'proposals.second-person')
  assert.equal((await ask(pair)).body.code, 'proposals.already-waiting')
  assert.equal((await ask({ from: pair.into, into: pair.from })).body.code, 'proposals.already-waiting', 'nor the other way round')
  must(await call('POST', `/api/accounts/${pair.from}/freezing`, system, { reason: 'risk' }))
  assert.equal((await confirm(asked.id)).body.code, 'people.not-to-be-merged')
  assert.equal((await call('DELETE', `/api/accounts/${pair.from}/freezing`, system)).status, 204)
  assert.equal((await confirm(asked.id)).body.state, 'confirmed')
  assert.equal((await confirm(asked.id)).body.code, 'proposals.already-decided')
  assert.equal((await ask(pair)).body.code, 'people.not-to-be-merged', 'once')
  assert.equal((await ask({ from: pair.into, into: pair.from })).body.code, 'people.not-to-be-merged', 'no circle')
  assert.equal((await call('DELETE', `/api/accounts/${pair.from}/freezing`, system)).body.code, 'people.account-ended')
  const shown = must(await call('GET', `/api/accounts/${pair.from}`, system))
  assert.deepEqual([shown.ending?.kind, shown.ending?.into?.login], ['merged', pair.kept])
  assert.deepEqual(must(await call('GET', `/api/accounts/${pair.into}`, system)).former?.map(({ login, idKind }) => [login, idKind]), [[pair.old, 'permanent-residence']])
  assert.equal((await call('GET', `/api/accounts/${pair.into}/belongings`, 'admin.audit')).status, 403)
  assert.equal((await call('GET', '/api/accounts/00000000-0000-7000-8000-00000000ffff/belongings', system)).body.code, 'people.not-found')
  assert.equal((await call('GET', `/api/accounts/${pair.into}/belongings`, system)).status, 200)
})

test('个人信息保护法 47: nothing is merged while it is held by law, or while an investigation keeps its readings back', async () => {
  const pair = await openPair()
  const number = await applyFor(town, { as: pair.old, item, form: await exampleForm(item) })
  const until = dateInChina(town.clock.now()).add({ days: 30 }).toString()
  const asked = must(await ask(pair))
  const delay = must(await call('POST', '/api/proposals/reading-delay', 'dc.minzheng.head', { content: { number, until, law: '行政处罚法', article: '第五十条' }, reason: '调查' }))
  must(await call('POST', `/api/proposals/reading-delay/${delay.id}/confirmation`, security, {}))
  assert.equal((await confirm(asked.id)).body.code, 'people.merging-held')
  assert.equal((await call('DELETE', `/api/cases/${number}/reading-delay`, 'dc.minzheng.head')).status, 204)
  const hold = must(await call('POST', '/api/proposals/data-hold', 'zhengwu.steward', { content: { number, applicant: false, law: '监察法', article: '第十八条', until }, reason: '调查' }))
  must(await call('POST', `/api/proposals/data-hold/${hold.id}/confirmation`, 'dc.minzheng.head', {}))
  assert.equal((await confirm(asked.id)).body.code, 'people.merging-held')
  assert.equal((await call('POST', `/api/proposals/account-merging/${asked.id}/refusal`, security, { answer: '等封存结束。' })).body.state, 'refused')
})

test('the old login leads to the kept one, to whoever knows its password; neither number is registered again, and both find the account that was kept', async () => {
  const pair = await openPair()
  const cookie = await town.cookieOf(pair.old)
  await merge(pair)
  assert.equal((await town.call<Said>('GET', '/api/session', { headers: { cookie } })).body.account, null, 'its sessions ended')
  const enter = (word: string) => call('POST', '/api/session', undefined, { login: pair.old, password: word })
  const told = await enter(password)
  assert.deepEqual([told.status, told.body.code, told.body.facts?.login], [403, 'people.account-merged', pair.kept])
  assert.equal((await enter('no boat on the river')).body.code, 'people.sign-in-refused', 'nobody else learns it')
  assert.equal((await call('POST', '/api/session/demonstration', undefined, { login: pair.old })).body.code, 'people.no-such-demonstration')
  const register = (idNumber: string) => call('POST', '/api/registrations', undefined, { login: 'merge.again', password, name: '合某', idKind: 'permanent-residence', idNumber })
  for (const number of Object.values(pair.numbers)) assert.equal((await register(number)).body.code, 'people.number-merged', number)
  for (const [number, login] of [[pair.numbers.old, undefined], [pair.numbers.old, pair.old], [pair.numbers.old, pair.kept], [pair.numbers.kept, undefined]] as const) {
    const begun = await call('POST', '/api/recoveries', 'window.wang', { name: '合某', idKind: 'permanent-residence', idNumber: number, ...(login ? { login } : {}) })
    assert.equal(begun.status, 201, `${number} ${login}: ${begun.body.code}`)
    const [row] = await sql().rows<{ account: string }>('select account from people.recoveries where id = $1', [begun.body.id])
    assert.equal(row?.account, pair.into, 'given back is the account that was kept')
    assert.equal((await call('DELETE', `/api/recoveries/${begun.body.id}`, 'window.wang')).status, 204)
  }
  const found = async (number: string) => must(await call('GET', `/api/accounts?q=${number}`, 'admin.audit')).items.map(({ id }) => id)
  assert.deepEqual([(await found(pair.numbers.old)).includes(pair.from), (await found(pair.numbers.kept)).includes(pair.into)], [true, true])
})

test('papers handed in at a window under the former number are the kept account’s', async () => {
  const pair = await openPair()
  await merge(pair)
  const { findAccountByDocument } = await import('./search.ts')
  const { ground } = town.platform
  const find = (number: string) => findAccountByDocument(ground.sql, ground.keys, 'permanent-residence', number, ground.clock.now())
  assert.deepEqual([await find(pair.numbers.old), await find(pair.numbers.kept)], [pair.into, pair.into])
  await call('PUT', `/api/accounts/${pair.into}/ending`, security, { kind: 'died', on: '2026-01-02', reference: 'SW-2026-0009' })
  const { findEndingOf } = await import('./search.ts')
  assert.equal((await findEndingOf(ground.sql, ground.keys, 'permanent-residence', pair.numbers.old))?.kind, 'died', 'also what a register says')
})

test('个人信息保护法 44: readings of both are seen, and asked about, from the account that was kept; the copy tells of both documents', async () => {
  const pair = await openPair()
  await call('GET', `/api/accounts/${pair.from}`, 'admin.audit')
  await call('GET', `/api/accounts/${pair.into}`, 'admin.audit')
  const before = must(await call('GET', '/api/readings?limit=100', pair.kept)).items
  const former = must(await call('GET', '/api/readings?limit=100', pair.old)).items
  assert.deepEqual([before.length, former.length], [1, 1])
  await merge(pair)
  const after = must(await call('GET', '/api/readings?limit=100', pair.kept)).items.map(({ id }) => id)
  assert.deepEqual([...before, ...former].filter(({ id }) => !after.includes(id)), [])
  assert.equal((await call('POST', `/api/readings/${former[0]?.id}/question`, pair.kept, { question: '为什么看？' })).status, 201)
})

test('an account that another was merged into, and is merged itself, takes it along; closing the last erases them all', async () => {
  const [first, second] = [await openPair(), await openPair()]
  await merge(first)
  await merge({ from: first.into, into: second.into })
  assert.equal((await sql().rows('select 1 from people.endings where into_account = $1', [second.into])).length, 2)
  assert.equal((await call('POST', '/api/session', undefined, { login: first.old, password })).body.facts?.login, second.kept)
  assert.equal((await call('POST', '/api/session/closing', second.kept)).status, 204)
  for (const account of [first.from, first.into, second.into]) {
    const [row] = await sql().rows<{ all: string }>('select concat_ws($2, a.login, a.password, n.name, n.id_sealed, n.id_digest, n.phone_sealed) as all from people.accounts a join people.natural_accounts n on n.id = a.id where a.id = $1', [account, '|'])
    assert.equal(row?.all, `closed.${account}|已注销的账号`)
  }
  assert.equal((await call('POST', '/api/registrations', undefined, { login: 'merge.free', password, name: '合某', idKind: 'permanent-residence', idNumber: first.numbers.old })).status, 201, 'and the numbers are free')
})

test('of many who confirm at once one merges; what the old account sends meanwhile is not lost', async () => {
  const pair = await openPair()
  const cookie = await town.cookieOf(pair.old)
  const form = await exampleForm(item)
  const { body: { items } } = await call('GET', '/api/items?q=婚姻登记&limit=50', pair.old)
  assert.ok(items.length > 0)
  const drafts: string[] = []
  const [{ code = '' } = {}] = await sql().rows<{ code: string }>('select item as code from cases.cases limit 1')
  for (let n = 0; n < 6; n++) {
    const { id } = must(await call('POST', '/api/applications', pair.old, { item: code }))
    must(await call('PUT', `/api/applications/${id}`, pair.old, { form, consent: true }))
    drafts.push(id)
  }
  const asked = must(await ask(pair))
  const [tries, sent] = await Promise.all([
    Promise.all(Array.from({ length: 4 }, () => confirm(asked.id))),
    Promise.all(drafts.map((id) => town.call<Said & { number: string }>('POST', `/api/applications/${id}/submission`, { headers: { cookie }, body: {} }))),
  ])
  assert.equal(tries.filter(({ body }) => body.state === 'confirmed').length, 1, JSON.stringify(tries.map(({ body }) => body.code)))
  for (const { status, body } of sent) assert.ok([201, 401, 404].includes(status), `${status} ${body.code}`)
  await town.settle()
  await town.platform.beat()
  assert.deepEqual((await placesOf(pair.from)).filter((name) => !history.includes(name)), [])
  const parties = await sql().rows<{ n: number }>('select count(*)::int as n from cases.parties where account = $1', [pair.into])
  assert.equal(parties[0]?.n, sent.filter(({ status }) => status === 201).length, 'whatever was sent is the kept account’s')
  const open = await sql().rows<{ n: number }>('select count(*)::int as n from applications.drafts where account = $1 and case_number is null', [pair.into])
  assert.equal((open[0]?.n ?? 0) + (parties[0]?.n ?? 0), drafts.length, 'and the rest is still a draft')
})

test('news that is read from the ledger after the merging goes over with the next beat', async () => {
  const pair = await openPair()
  await call('PUT', '/api/session/password', pair.old, { current: password, next: 'a heron by the quiet canal' })
  await merge(pair)
  await town.settle()
  assert.ok((await placesOf(pair.from)).includes('notifications.messages'), 'told of what happened under its own name')
  await town.platform.beat()
  assert.deepEqual((await placesOf(pair.from)).filter((name) => !history.includes(name)), [])
  const kinds = must(await call('GET', '/api/notifications?limit=100', pair.kept)).items.map(({ kind }) => kind)
  assert.ok(kinds.includes('people.password-changed') && kinds.includes('people.merged'))
  const entries = await sql().rows("select 1 from act.entries where kind = 'people.merged-late' and subject = $1", [pair.into])
  assert.equal(entries.length, 1)
  await town.platform.beat()
  assert.equal((await sql().rows("select 1 from act.entries where kind = 'people.merged-late' and subject = $1", [pair.into])).length, 1, 'once')
})

test('two accounts of one organisation are merged by its code', async () => {
  const uscc = makeUscc({ head: '91', region: '990102', organisation: 'MA5K7Q2W' })
  const idOf = async (login: string) => must(await call('POST', '/api/accounts', system, { login, kind: 'legal', name: '云合传媒（试）', uscc })).id
  const [from, into] = [await idOf('merge.firm1'), await idOf('merge.firm2')]
  for (const id of [from, into]) await prove(town, id)
  const asked = must(await ask({ from, into }, { link: 'same-number' }))
  assert.equal((await confirm(asked.id)).body.state, 'confirmed')
  const { findCompanyByUscc } = await import('./search.ts')
  assert.equal((await findCompanyByUscc(sql(), town.platform.ground.keys, uscc))?.id, into)
  assert.equal((await call('POST', '/api/accounts', system, { login: 'merge.firm3', kind: 'legal', name: '云合传媒（试）', uscc })).body.code, 'people.number-merged')
})
