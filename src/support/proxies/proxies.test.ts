// Proxies: by the person's own consent, for what it says, until it ends; and not a word more than progress.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { dateInChina } from '#base/time'
import { applyFor, exampleForm, must } from '../../../test/journey.ts'
import { openTown, testPack, type Town } from '../../../test/town.ts'
import { limits, stateOf } from './binding.ts'

interface Line {
  id: string
  side: string
  name: string
  state: string
}
type Answered = { items: Line[]; code: string; fields: { path: string }[] }

let town: Town
before(async () => {
  town = await openTown()
})
after(() => town.close())

const [old, child] = ['li.guiying', 'chen.hao']
const nameOf = async (login: string) => (await testPack()).people.find((one) => one.login === login)?.name ?? ''
const day = (days: number) => dateInChina(town.platform.ground.clock.now()).add({ days }).toString()
const consent = async (more: object = {}, as = old) => town.call<Answered>('POST', '/api/proxies', { as, body: { login: child, name: await nameOf(child), scopes: ['read'], until: day(90), consent: true, ...more } })
const change = (id: string, what: string, as: string) => town.call<Answered>('POST', `/api/proxies/${id}/${what}`, { as, body: {} })
const capacities = async (as: string) => must(await town.call<{ items: { name: string; principal: string }[] }>('GET', '/api/session/capacities', { as })).items.filter(({ name }) => name === '李桂英')
const listed = async (as: string) => must(await town.call<Answered>('GET', '/api/proxies', { as })).items

test('个人信息保护法 14, 民法典 161: by one’s own clear consent, with scope and end; every gap is named at its field', async () => {
  const tries: [object, string, string][] = [
    [{ consent: false }, 'proxies.consent-needed', '/consent'], [{ scopes: [] }, 'proxies.consent-needed', '/scopes'], [{ until: day(0) }, 'proxies.bad-until', '/until'], [{ until: day(limits.daysMax + 1) }, 'proxies.bad-until', '/until'],
    [{ name: '别人' }, 'proxies.unknown', '/login'], [{ login: 'nobody.here' }, 'proxies.unknown', '/login'], [{ login: old, name: await nameOf(old) }, 'proxies.unknown', '/login'], [{ login: 'window.wang', name: '王芳' }, 'proxies.unknown', '/login'],
  ]
  for (const [more, code, path] of tries) {
    const refused = await consent(more)
    assert.deepEqual([refused.status, refused.body.code, refused.body.fields[0]?.path], [422, code, path], JSON.stringify(more))
  }
  assert.deepEqual(await listed(old), [])
})

test('it holds once the proxy agrees; the proxy sees progress, nobody else does, and what was not consented to stays shut', async () => {
  const number = await applyFor(town, { as: old, item: 'marriage-record-query', form: await exampleForm('marriage-record-query') })
  const [made] = must(await consent()).items
  assert.ok(made && made.state === 'waiting')
  assert.equal((await consent()).body.code, 'proxies.already')
  const [asked] = await listed(child)
  assert.ok(asked?.side === 'proxy' && asked.name.includes('*'), 'masked until it holds')
  const cases = (as: string) => town.call<{ items: { number: string }[]; code: string }>('GET', `/api/proxies/${made.id}/cases`, { as })
  assert.equal((await cases(child)).body.code, 'proxies.not-found')
  assert.equal((await change(made.id, 'agreement', 'zhang.min')).body.code, 'proxies.not-found')
  must(await change(made.id, 'agreement', child))
  assert.ok(must(await cases(child)).items.some((one) => one.number === number))
  assert.equal((await cases('zhang.min')).body.code, 'proxies.not-found')
  assert.equal((await town.call('GET', `/api/cases/${number}`, { as: child })).status, 404, 'progress, not the case')
  assert.deepEqual(await capacities(child), [], 'progress, not the person')
  // 许可法 36: what concerns the person as a third party alone is not told to others.
  const { sql } = town.platform.ground
  const stranger = await applyFor(town, { as: 'zhang.min', item: 'marriage-record-query', form: await exampleForm('marriage-record-query') })
  await sql.rows("insert into cases.parties (case_id, ordinal, role, account, kind, name, id_kind, id_number, phone, consent, salt) select c.id, 90, 'third-party', a.id, 'natural', '某', 'passport', '', null, false, '\\x00' from cases.cases c, people.accounts a where c.number = $1 and a.login = $2", [stranger, old])
  assert.ok(must(await cases(child)).items.every((one) => one.number !== stranger))
})

test('个人信息保护法 15, 民法典 173: taken back at any time, at once, by either', async () => {
  const [made] = (await listed(old)).filter((one) => one.state === 'active')
  assert.ok(made)
  assert.equal((await change(made.id, 'end', 'zhang.min')).body.code, 'proxies.not-found')
  must(await change(made.id, 'end', old))
  assert.equal((await town.call<{ code: string }>('GET', `/api/proxies/${made.id}/cases`, { as: child })).body.code, 'proxies.not-found')
  const again = must(await consent()).items.find((one) => one.state === 'waiting')
  assert.ok(again)
  must(await change(again.id, 'end', child))
  assert.equal((await listed(old)).filter((one) => one.state !== 'ended').length, 0)
  const facts = await town.platform.ground.sql.rows<{ all: string }>("select string_agg(facts::text, ' ') as all from act.entries where kind like 'proxies.%'")
  assert.doesNotMatch(facts[0]?.all ?? '', /[0-9a-f]{8}-/, 'the ledger names nobody')
})

test('民法典 161, 165, 173: whoever is let act does so in the person’s name from the agreement on, until either ends it, on whichever page', async () => {
  const weak = { login: 'zhou.weak', password: 'four boats on the river', name: '周轻', idKind: 'resident-id', idNumber: '990102199001010015' }
  must(await town.call('POST', '/api/registrations', { body: weak }))
  assert.deepEqual([(await consent({ login: weak.login, name: weak.name, scopes: ['apply'] })).body.code], ['proxies.unverified'])
  const active = async () => (await listed(old)).find((one) => one.state === 'active')
  const bind = async () => {
    const made = must(await consent({ scopes: ['apply'] })).items.find((one) => one.state === 'waiting')
    assert.ok(made)
    assert.deepEqual(await capacities(child), [], 'not before both agreed')
    must(await change(made.id, 'agreement', child))
    must(await change(made.id, 'agreement', child))
    return made.id
  }
  const act = async () => {
    const [capacity, ...more] = await capacities(child)
    assert.ok(capacity && more.length === 0, 'agreed twice, given once')
    assert.equal((await town.call('PUT', '/api/session/capacity', { as: child, body: { principal: capacity.principal } })).status, 204)
  }
  const whoAmI = async () => must(await town.call<{ account: { login: string }; hand: { name: string } | null }>('GET', '/api/session', { as: child })).account.login
  const first = await bind()
  await act()
  assert.equal(await whoAmI(), old)
  const number = await applyFor(town, { as: child, item: 'marriage-record-query', form: await exampleForm('marriage-record-query') })
  assert.equal((await town.call('GET', `/api/cases/${number}`, { as: old })).status, 200)
  assert.equal((await consent({}, child)).body.code, 'people.for-oneself', '民法典 169')
  must(await change(first, 'end', old))
  assert.deepEqual([await whoAmI(), await capacities(child)], [child, []])
  await bind()
  assert.equal(await whoAmI(), child, 'a new authority is chosen, not slipped into')
  const agencies = must(await town.call<{ items: { id: string; side: string; revokedAt: string | null }[] }>('GET', '/api/agencies', { as: old })).items.filter((one) => one.side === 'given' && one.revokedAt === null)
  assert.equal(agencies.length, 1)
  assert.equal((await town.call('POST', `/api/agencies/${agencies[0]?.id}/revocation`, { as: old, body: {} })).status, 204)
  await town.settle()
  assert.equal(await active(), undefined, 'the consent ends with its agency')
})

test('nobody helps more than a few; what is over by its date is over', async () => {
  const { sql } = town.platform.ground
  await sql.rows("insert into proxies.bindings (id, principal, proxy, scopes, until, consent_at) select gen_random_uuid(), gen_random_uuid(), (select id from people.accounts where login = $1), '{read}', $2, now() from generate_series(1, $3)", [child, day(30), limits.helpedMax])
  assert.equal((await consent()).body.code, 'proxies.too-many')
  const today = Temporal.PlainDate.from('2026-11-23')
  const one = { acceptedAt: Temporal.Instant.from('2026-01-01T00:00:00Z'), endedAt: null, until: '2026-11-23' }
  assert.deepEqual([stateOf(one, today), stateOf(one, today.add({ days: 1 })), stateOf({ ...one, acceptedAt: null }, today)], ['active', 'ended', 'waiting'])
})
