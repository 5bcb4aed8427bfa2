// Posts in a section of a body: which are given, how they are shown, and that they answer for nothing of the whole body.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { mayBeIn, reachesSection } from './section.ts'
import { openCalls, urban } from './test-calls.ts'

let calls: Awaited<ReturnType<typeof openCalls>>
before(async () => {
  calls = await openCalls()
})
after(() => calls.town.close())

const team = `${urban}-01`
const refused = (code: string) => (error: unknown) => (error as { code?: string }).code === code

test('a team has clerks, examiners and approvers, a window has who receives, and neither has a head or an officer', () => {
  const section = (kind: 'team' | 'window' | 'department', superior = 'body') => ({ code: 'body-1', name: { zh: '科' }, region: '990100', kind, superior, origin: 'pack' as const, codeValid: true })
  const may = (kind: 'team' | 'window' | 'department', role: string, superior?: string) => mayBeIn(section(kind, superior), { role, organisation: 'body', section: 'body-1' })
  for (const role of ['clerk', 'examiner', 'approver']) may('team', role)
  may('window', 'window')
  for (const [kind, role] of [['team', 'head'], ['team', 'window'], ['team', 'audit-admin'], ['window', 'clerk'], ['window', 'approver'], ['team', 'item-steward']] as const) assert.throws(() => may(kind, role), refused('people.section-not-for-role'), `${role} in a ${kind}`)
  for (const [kind, superior] of [['department', 'body'], ['team', 'other']] as const) assert.throws(() => may(kind, 'clerk', superior), refused('people.section-unknown'))
  assert.throws(() => mayBeIn(undefined, { role: 'clerk', organisation: 'body', section: 'x' }), refused('people.section-unknown'))
  assert.deepEqual([[null, null], [null, 'a'], ['a', 'a'], ['a', null], ['a', 'b']].map(([post, one]) => reachesSection({ section: post ?? null }, one ?? null)), [true, true, true, false, false])
})

interface Held { code: string; fields: { path: string }[]; section: { code: string; name: { zh: string } } | null; organisation: { code: string } }

test('a post is granted in a section of the body, shown with it, and held beside one in another section', async () => {
  const id = await calls.openStaff('ke.yuan')
  const grant = async (role: string, section?: string) => (await calls.grant(id, role, section === undefined ? {} : { section })) as unknown as { status: number; body: Held }
  for (const section of [`${urban}-77`, '12990100700126958D-01', urban]) {
    const { status, body } = await grant('clerk', section)
    assert.deepEqual([status, body.code, body.fields.map(({ path }) => path)], [422, 'people.section-unknown', ['/section']], section)
  }
  assert.equal((await grant('head', team)).body.code, 'people.section-not-for-role')
  const granted = await grant('clerk', team)
  assert.deepEqual([granted.status, granted.body.organisation.code, granted.body.section?.name.zh], [201, urban, '云州市城市管理局户外广告管理科'])
  assert.equal((await grant('clerk', team)).body.code, 'people.post-held')
  assert.equal((await grant('clerk', `${urban}-02`)).status, 201)
  const account = await calls.call('GET', `/api/accounts/${id}`, { as: 'admin.security' })
  assert.deepEqual((account.body.posts as unknown as Held[]).map((post) => post.section?.code).toSorted(), [team, `${urban}-02`])
  const { cookie } = await calls.signIn('ke.yuan')
  const session = await calls.call('GET', '/api/session', { headers: { cookie } })
  assert.deepEqual((session.body.posts as unknown as Held[]).map((post) => [post.organisation.code, post.section?.code]).toSorted(), [[urban, team], [urban, `${urban}-02`]])
})

test('what is of the whole body is not a section’s: its lists are empty, its seals, models and drafts are not there', async () => {
  const id = await calls.openStaff('ke.yuan2')
  await calls.grant(id, 'approver', { section: team })
  const { cookie } = await calls.signIn('ke.yuan2')
  const items = async (path: string, as?: string) => (await calls.call('GET', path, as ? { as } : { headers: { cookie } })).body.items.length
  assert.ok((await items('/api/models', 'chengguan.approver')) > 0)
  for (const path of ['/api/models', '/api/seals', '/api/licences', '/api/reviews', '/api/waiting-letters', '/api/promise-bars']) assert.equal(await items(path), 0, path)
})

test('the review of posts tells section and hours, and a head reviews those of his sections too', async () => {
  const id = await calls.openStaff('ke.yuan3')
  const hours = { days: 'working', from: '09:00', to: '17:30' }
  const granted = await calls.grant(id, 'examiner', { section: team, hours })
  const rows = (await calls.call('GET', '/api/post-reviews', { as: 'chengguan.approver' })).body.items as unknown as (Held & { post: string; hours: unknown })[]
  const row = rows.find((one) => one.post === granted.body.id)
  assert.deepEqual([row?.organisation.code, row?.section?.code, row?.hours], [urban, team, hours])
  const ended = await calls.call('POST', `/api/post-reviews/${granted.body.id}`, { as: 'chengguan.approver', body: { verdict: 'ended' } })
  assert.equal(ended.status, 200, JSON.stringify(ended.body))
})

test('sections are listed under their body, and stand in no list of organisations without that being asked for', async () => {
  const codes = async (query: string) => (await calls.call('GET', `/api/organisations?limit=100&${query}`)).body.items.map((one) => (one as unknown as Held).code)
  assert.deepEqual(await codes(`of=${urban}`), [team, `${urban}-02`])
  assert.deepEqual(await codes('of=11990100700153892X'), [])
  assert.deepEqual((await codes('region=990100')).filter((code) => code.includes('-')), [])
  assert.deepEqual(await codes('kind=window'), ['12990100700126958D-01', '12990100700126958D-02'])
  assert.equal((await calls.call('GET', `/api/organisations/${team}`)).body.code, team)
})

test('a deputy reaches what the one who is away reaches', async () => {
  const [away, same, other] = [await calls.openStaff('ke.yuan4'), await calls.openStaff('ke.yuan5'), await calls.openStaff('ke.yuan6')]
  await calls.grant(away, 'examiner', { section: team })
  await calls.grant(same, 'examiner', { section: team })
  await calls.grant(other, 'examiner', { section: `${urban}-02` })
  const note = (deputy: string) => calls.call('POST', '/api/absences', { as: 'chengguan.approver', body: { account: away, from: '2026-12-14', until: '2026-12-18', deputy } })
  assert.equal((await note(other)).body.code, 'people.deputy-unfit')
  assert.equal((await note(same)).status, 200)
})
