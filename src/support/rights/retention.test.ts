// Retention: what its time is over for is really gone: looked for in every table of the database, with the salt without which the ledger's digest
// tells nothing. What is held stays until its last day. Held and ended by two. 个人信息保护法 19, 45, 46, 47, 51; 档案法 13.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { strFromU8, unzipSync } from 'fflate'
import { applyFor, exampleForm, handle, must } from '../../../test/journey.ts'
import { applyAutomatic } from '../../../test/automatic.ts'
import { openTown, type Town } from '../../../test/town.ts'

let town: Town
before(async () => {
  town = await openTown({ prints: true, relays: { smtp: 'smtp://127.0.0.1:9' } })
})
after(() => town.close())

const resident = 'zhang.min'
const [steward, head, audit] = ['zhengwu.steward', 'dc.minzheng.head', 'admin.audit']
const item = 'marriage-record-query'
const law = { law: '中华人民共和国监察法', article: '第十八条' }
const sql = () => town.platform.ground.sql
const textOf = async (query: string, values: unknown[] = []) => (await town.owner.rows<{ text: string }>(query, values)).map(({ text }) => text).join('\n')

/** The whole database as text, but for the files of the ledger's tree. */
async function dump(): Promise<Map<string, string>> {
  const tables = await town.owner.rows<{ name: string }>("select n.nspname || '.' || quote_ident(c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema')")
  return new Map(await Promise.all(tables.map(async ({ name }) => [name, await textOf(`select to_jsonb(t)::text as text from ${name} t`)] as const)))
}
const placesOf = async (needle: string) => [...(await dump())].filter(([, text]) => text.includes(needle)).map(([name]) => name)

/** Years go by, and the hourly beat comes round. */
async function pass(days: number): Promise<void> {
  town.clock.advance({ hours: 24 * days })
  town.forgetSessions()
  await town.platform.beat()
  await town.settle()
}

interface Said {
  id: string
  code: string
  state: string
}
interface Report {
  lines: { table: string; purpose: string; kept: number; held: number; byTime: number; byRequest: number }[]
  holds: { id: string; case: string; applicant: boolean; until: string }[]
}
const propose = (kind: string, content: object, as = steward) => town.call<Said>('POST', `/api/proposals/${kind}`, { as, body: { content, reason: '调查需要。' } })
const confirm = (kind: string, id: string, as = head) => town.call<Said>('POST', `/api/proposals/${kind}/${id}/confirmation`, { as, body: {} })
const report = async (as = steward) => must(await town.call<Report>('GET', '/api/retention', { as }))
const lineOf = async (table: string) => (await report()).lines.find((one) => one.table === table) ?? assert.fail(table)

/** A finished matter that was judged in words; answers its number and the salt under which the words are proved. */
async function judged(words: string): Promise<{ number: string; salt: string }> {
  const number = await applyFor(town, { as: resident, item, form: await exampleForm(item) })
  await handle(town, number, resident)
  must(await town.call('POST', '/api/reviews', { as: resident, body: { case: number, verdict: 2, words } }))
  await town.settle()
  return { number, salt: await textOf("select encode(salt, 'hex') as text from reviews.reviews where words = $1", [words]) }
}

test('个人信息保护法 19, 47: when its time is over a person’s data is in no table any more, nor its salt; the archive and the figures stay', async () => {
  const words = '金丝雀一号，窗口有点难找。'
  const { number, salt } = await judged(words)
  const draft = must(await town.call<{ id: string }>('POST', '/api/applications', { as: resident, body: { item: await textOf('select item as text from cases.cases where number = $1', [number]) } }))
  await sql().rows("update applications.drafts set form = jsonb_build_object('note', '金丝雀二号') where id = $1", [draft.id])
  const messages = (await lineOf('notifications.messages')).kept
  assert.ok(messages > 0 && salt.length === 32)
  assert.deepEqual(await placesOf(words), ['reviews.reviews'])
  assert.deepEqual([...new Set(await placesOf('金丝雀二号'))], ['applications.drafts'])
  await pass(366)
  assert.equal((await lineOf('notifications.messages')).byTime, messages, 'messages go after a year')
  assert.deepEqual(await placesOf(words), ['reviews.reviews'], 'words of a verdict are kept for three')
  await pass(2 * 366)
  for (const needle of [words, salt, '金丝雀二号']) assert.deepEqual(await placesOf(needle), [], needle)
  const [kept] = await sql().rows<{ verdict: number; account: string | null }>('select verdict, account from reviews.reviews where case_number = $1', [number])
  assert.deepEqual(kept, { verdict: 2, account: null })
  assert.notEqual((await placesOf(number)).length, 0)
  assert.equal((await town.call<{ good: boolean }>('GET', `/api/cases/${number}/archive/verification`, { as: audit })).body.good, true, 'the archive is whole')
  const line = await lineOf('reviews.reviews')
  assert.ok(line.byTime >= 1)
  const entries = await sql().rows<{ facts: { rows: number } }>("select facts from act.entries where kind = 'rights.erased' and facts->>'table' = 'reviews.reviews'")
  assert.equal(entries.reduce((sum, { facts }) => sum + facts.rows, 0), line.byTime, 'the report and the ledger agree')
  await pass(1)
  assert.equal((await lineOf('reviews.reviews')).byTime, line.byTime, 'once')
})


test('双人复核: a hold is asked for by one and confirmed by another, keeps what would go, and ends by two or on its last day (个人信息保护法 19, 51)', async () => {
  const words = '金丝雀三号，材料要求没有写清楚。'
  const { number } = await judged(words)
  const other = '金丝雀四号，已经办好。'
  await judged(other)
  const today = town.clock.now().toZonedDateTimeISO('Asia/Shanghai').toPlainDate()
  const content = { number, applicant: true, ...law, until: today.add({ days: 700 }).toString() }
  assert.equal((await propose('data-hold', { ...content, until: today.toString() })).body.code, 'rights.bad-hold')
  assert.equal((await propose('data-hold', { ...content, until: today.add({ years: 3 }).toString() })).body.code, 'rights.bad-hold')
  assert.equal((await propose('data-hold', { ...content, number: 'none' })).body.code, 'cases.not-found')
  const asked = must(await propose('data-hold', content))
  assert.deepEqual((await report()).holds, [], 'one person is not enough')
  assert.equal((await confirm('data-hold', asked.id)).body.state, 'confirmed')
  assert.equal((await propose('data-hold', content)).body.code, 'rights.already-held')
  assert.deepEqual((await report(audit)).holds.map((one) => [one.case, one.applicant, one.until]), [[number, true, content.until]])
  const late = town.clock.now().subtract({ hours: 24 * 366 * 3 })
  await sql().rows('update reviews.reviews set given_at = $1 where words is not null', [late.toString()])
  await pass(1)
  assert.deepEqual(await placesOf(words), ['reviews.reviews'])
  assert.deepEqual(await placesOf(other), ['reviews.reviews'], 'everything of the applicant is held')
  assert.ok((await lineOf('reviews.reviews')).held >= 2)
  assert.equal((await town.call<Said>('POST', '/api/session/closing', { as: resident })).body.code, 'rights.account-held')
  const hold = (await report()).holds[0]?.id
  const end = must(await propose('data-hold-end', { hold }))
  assert.equal((await confirm('data-hold-end', end.id)).body.state, 'confirmed')
  assert.equal((await propose('data-hold-end', { hold })).body.code, 'rights.hold-not-found')
  await pass(1)
  assert.deepEqual([await placesOf(words), await placesOf(other)], [[], []])
  const again = must(await propose('data-hold', { ...content, until: town.clock.now().toZonedDateTimeISO('Asia/Shanghai').toPlainDate().add({ days: 3 }).toString() }))
  await confirm('data-hold', again.id)
  await pass(5)
  assert.deepEqual((await report()).holds, [], 'ended by itself')
})

test('个人信息保护法 45: the copy tells everything that is held of a person, by purpose and law, and nothing of anybody else', async () => {
  must(await town.call('PUT', '/api/notification-channels/email', { as: resident, body: { address: 'canary.copy@example.cn', language: 'zh' } }))
  const words = '金丝雀五号。'
  await judged(words)
  const answer = await town.call('GET', '/api/data-copy', { as: resident })
  assert.deepEqual([answer.status, answer.headers['content-type']], [200, 'application/zip'])
  const unzipped = unzipSync(answer.raw)
  const papers = Object.entries(unzipped).filter(([name]) => name.startsWith('files/'))
  const files = Object.fromEntries(Object.entries(unzipped).filter(([name]) => !name.startsWith('files/')).map(([name, bytes]) => [name, strFromU8(bytes)]))
  const [stored] = await sql().rows<{ n: number }>("select count(distinct f.id)::int as n from cases.files f join cases.parties p using (case_id) join people.accounts a on a.id = p.account where a.login = $1 and p.role in ('applicant', 'joint-applicant')", [resident])
  const ofCases = papers.filter(([name]) => !/^files\/(letters|licences|library|applications)\//.test(name))
  assert.equal(ofCases.length, stored?.n)
  assert.ok(papers.some(([name, bytes]) => name.startsWith('files/letters/') && strFromU8(bytes.subarray(0, 5), true) === '%PDF-'), papers.map(([name]) => name).join())
  const copied = await sql().rows<{ facts: { holdings: string[]; rows: number; files: number } }>("select facts from act.entries where kind = 'rights.copied'")
  assert.equal(copied.length, 1)
  assert.equal(copied[0]?.facts.files, papers.length)
  assert.ok(copied[0]?.facts.holdings.includes('cases.cases'))
  for (const name of ['README.txt', 'accounts.json', 'archives.json', 'messages.json', 'reviews.json']) assert.ok(files[name], `${name}: ${Object.keys(files).join()}`)
  const read = (name: string) => JSON.parse(files[name] ?? '{}') as { purpose: { retention: { for: string } }; data: Record<string, Record<string, unknown>[]> }
  assert.equal(read('reviews.json').purpose.retention.for, 'P3Y')
  assert.ok(files['reviews.json']?.includes(words))
  assert.ok(files['messages.json']?.includes('canary.copy@example.cn'), 'what is sealed is told to whose it is')
  const [own] = read('accounts.json').data['people.natural_accounts'] ?? []
  assert.match(String(own?.['id_number']), /^990102/)
  const others = await sql().rows<{ name: string }>("select distinct name from people.natural_accounts where name <> (select n.name from people.natural_accounts n join people.accounts a on a.id = n.id where a.login = $1) and length(name) > 2", [resident])
  assert.deepEqual(others.filter(({ name }) => Object.values(files).some((text) => text.includes(name))).map(({ name }) => name), [])
  for (const text of Object.values(files)) assert.ok(!/"(salt|password|.*sealed|.*digest)":/.test(text))
})

test('the copy is given after a fresh proof alone, and a file that is not there does not spoil the rest (个人信息保护法 45, 51)', async () => {
  const paper = { digest: await textOf("select sha256 as text from deliveries.letters where sha256 is not null limit 1") }
  await town.platform.ground.files.remove(paper.digest)
  const whole = await town.call('GET', '/api/data-copy', { as: resident })
  assert.equal(whole.status, 200)
  const unzipped = unzipSync(whole.raw)
  assert.match(strFromU8(unzipped['files-not-inside.txt'] ?? new Uint8Array()), /files\/letters\//)
  town.clock.advance({ minutes: 11 })
  const stale = await town.call<Said>('GET', '/api/data-copy', { as: resident })
  assert.deepEqual([stale.status, stale.body.code], [403, 'people.prove-again'])
  assert.equal(must(await town.call<{ fresh: boolean }>('GET', '/api/data-held', { as: resident })).fresh, false)
  town.forgetSessions()
})

test('what a machine looked at goes with the period of its matter; what it decided stays, and nobody takes the gap for another thing', async () => {
  const number = await applyAutomatic(town)
  const before = await textOf("select encode(salt, 'hex') as text from automation.judgements where case_number = $1", [number])
  const replay = () => town.call<{ code: string; proved: boolean }>('GET', `/api/cases/${number}/replay`, { as: 'jianan.works' })
  assert.equal((await replay()).body.proved, true)
  await town.settle()
  await pass(3 * 366)
  const [kept] = await sql().rows<{ verdict: string; inputs: unknown; judgement: unknown }>('select verdict, inputs, judgement from automation.judgements where case_number = $1', [number])
  assert.deepEqual(kept, { verdict: 'machine', inputs: null, judgement: null })
  assert.deepEqual(await placesOf(before), [])
  for (const path of ['replay', 'explanation']) assert.equal((await town.call<Said>('GET', `/api/cases/${number}/${path}`, { as: 'jianan.works' })).body.code, 'automation.judgement-erased', path)
  assert.equal((await sql().rows('select 1 from applications.drafts where case_number = $1', [number])).length, 0, 'the draft went as well, the form is in the archive')
})

test('个人信息保护法 15, 44, 47, 48, 50: the person sees what is held and why, asks for erasing as a case with a clock, and once it is granted what consent kept is gone; what the law keeps stays and is named', async () => {
  const as = resident
  const held = async () => must(await town.call<{ items: { code: string; rows: number; erasable: boolean; keptBy: { law: string } }[] }>('GET', '/api/data-held', { as })).items
  const words = '金丝雀六号。'
  const { number, salt } = await judged(words)
  const before = await held()
  assert.deepEqual(['archives', 'messages', 'reviews', 'accounts'].map((code) => before.find((one) => one.code === code)?.erasable), [false, true, true, false])
  const request = async (decision?: { outcome: 'grant' | 'refuse'; reasons?: string }) => {
    const asked = await applyFor(town, { as, item: 'personal-data-request', form: { right: 'erasure', what: '请删除通知和评价的文字。' } })
    const done = await handle(town, asked, as, decision ? { decision } : {})
    await town.settle()
    const terms = must(await town.call<{ terms: { kind: string; days: number }[] }>('GET', `/api/cases/${asked}`, { as })).terms
    assert.deepEqual(terms.map(({ kind, days }) => [kind, days]), [['promise', 10], ['law', 15]], 'it has a clock, from the pack')
    return done
  }
  const refused = await request({ outcome: 'refuse', reasons: '该办件已经依照档案法第十三条归档。' })
  assert.equal(refused.outcome, 'refused')
  assert.deepEqual(await placesOf(words), ['reviews.reviews'], 'nothing goes by a request that was refused')
  assert.equal((await request()).outcome, 'granted')
  for (const needle of [words, salt, 'canary.copy@example.cn']) assert.deepEqual(await placesOf(needle), [], needle)
  const after = await held()
  assert.equal(after.find(({ code }) => code === 'reviews'), undefined)
  assert.ok((after.find(({ code }) => code === 'archives')?.rows ?? 0) > 0)
  assert.equal((await town.call('GET', `/api/cases/${number}`, { as })).status, 200)
  assert.ok((await lineOf('reviews.reviews')).byRequest > 0)
  assert.equal((await sql().rows("select 1 from act.entries where kind = 'rights.request-done'")).length, 1)
})

test('个人信息保护法 15, 47: what is held when a request to erase is granted goes by itself when the hold ends, and the person is told both times', async () => {
  const as = 'chen.hao'
  const words = ['金丝雀七号。', '金丝雀八号。'] as const
  const numbers = []
  for (const text of words) {
    const number = await applyFor(town, { as, item, form: await exampleForm(item) })
    await handle(town, number, as)
    must(await town.call('POST', '/api/reviews', { as, body: { case: number, verdict: 2, words: text } }))
    numbers.push(number)
  }
  await town.settle()
  const until = town.clock.now().toZonedDateTimeISO('Asia/Shanghai').toPlainDate().add({ days: 90 }).toString()
  const hold = must(await propose('data-hold', { number: numbers[0], applicant: true, ...law, until }))
  await confirm('data-hold', hold.id)
  const request = await applyFor(town, { as, item: 'personal-data-request', form: { right: 'erasure', what: '请删除评价的文字。' } })
  assert.equal((await handle(town, request, as)).outcome, 'granted')
  await town.settle()
  const entries = async () => (await sql().rows<{ kind: string }>("select kind from act.entries where kind like 'rights.request-%' and subject = (select id from cases.cases where number = $1) order by seq", [request])).map(({ kind }) => kind)
  const heard = async () => (await town.call<{ items: { kind: string; case: string | null }[] }>('GET', '/api/notifications?limit=100', { as })).body.items.filter(({ kind }) => kind.startsWith('rights.')).map(({ kind }) => kind)
  for (const text of words) assert.deepEqual(await placesOf(text), ['reviews.reviews'], 'held')
  assert.deepEqual([await entries(), await heard()], [['rights.request-held'], ['rights.request-held']])
  await pass(1)
  assert.deepEqual(await entries(), ['rights.request-held'], 'nothing is noted anew while it is held')
  const end = must(await propose('data-hold-end', { hold: (await report()).holds[0]?.id }))
  await confirm('data-hold-end', end.id)
  await pass(1)
  for (const text of words) assert.deepEqual(await placesOf(text), [], 'gone without being asked for again')
  assert.deepEqual([await entries(), (await heard()).toSorted()], [['rights.request-held', 'rights.request-done'], ['rights.request-done']], 'the older message went with what was erased')
})

test('个人信息保护法 50: where the place has no item for these rights, the page says so and nothing breaks', async () => {
  const told = async () => must(await town.call<{ item: string | null }>('GET', '/api/data-held', { as: resident })).item
  assert.equal(await told(), 'local-personal-data-request')
  const [was] = await sql().rows<{ to: string | null }>("select effective_to::text as to from items.versions where code = 'local-personal-data-request'")
  await town.owner.rows("update items.versions set effective_to = '2026-01-02' where code = 'local-personal-data-request'")
  assert.equal(await told(), null)
  await town.owner.rows("update items.versions set effective_to = $1 where code = 'local-personal-data-request'", [was?.to ?? null])
  assert.equal(await told(), 'local-personal-data-request')
})
