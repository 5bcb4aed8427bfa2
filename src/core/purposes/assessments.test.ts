// Assessments of what a purpose means for people: nothing sensitive, automatic or shared begins before one officer made one and another approved it (个人信息保护法 51, 55, 56).
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { systemActor } from '#core/cases'
import { carry, intake, people } from '../../../test/carry.ts'
import { codes, publishFrom } from '../../../test/matters.ts'
import { assess, assessment, assessmentApprover, assessor, registerUnassessed } from '../../../test/scenes-rights.ts'
import { openTown, testPack, type Town } from '../../../test/town.ts'
import type { Purpose } from '#core/packs'
import { applyPurposes, purposesLock } from './acts.ts'
import { takeOverAssessments } from './acts-assessments.ts'
import { isLive, partsOf } from './assessment.ts'

let town: Town
before(async () => {
  town = await openTown({ relays: { smtp: 'smtp://127.0.0.1:9' } })
})
after(() => town.close())

interface Said {
  id: string
  state: string
  version: number
  lawful: string
  risk: string
  madeBy: { name: string }
  decidedBy: { name: string } | null
  reason: string | null
}
const said = (answer: { status: number; body: Record<string, unknown> }) => [answer.status, answer.body['code']]
const list = async (code: string, as = assessor) => (await town.call<{ items: Said[] }>('GET', `/api/purposes/${code}/assessments`, { as })).body.items
const make = (code: string, as = assessor) => town.call('POST', `/api/purposes/${code}/assessments`, { as, body: assessment })
const decide = (id: string, how: 'approval' | 'refusal', as = assessmentApprover) => town.call('POST', `/api/assessments/${id}/${how}`, { as, body: how === 'refusal' ? { reason: '没有写明措施。' } : undefined })
const standing = async (code: string) => {
  const one = (await town.call<{ items: { code: string; live: boolean; version: number; waiting: number | null; retention: { for: string } }[] }>('GET', '/api/purposes')).body.items.find((each) => each.code === code)
  return one && [one.live, one.version, one.waiting]
}
const publish = (...purposes: Purpose[]) => town.platform.ground.runAct({ actor: systemActor, locks: [purposesLock] }, (act) => applyPurposes(act, purposes))

test('what the demonstration city assessed before was taken over, so that each of its purposes is lived', async () => {
  for (const { code } of (await testPack()).purposes) assert.deepEqual(await standing(code), [true, 1, null], code)
  const [one] = await list('welfare', people.auditor)
  assert.deepEqual([one?.state, one?.risk, one?.madeBy.name, one?.decidedBy?.name], ['approved', 'high', '陆敏', '程远志'])
  const { ground } = town.platform
  const stock = (await testPack()).assessments
  assert.equal(await ground.runAct({ actor: systemActor, locks: [] }, async (act) => (act.record('packs.part-applied', { subject: act.id }), takeOverAssessments(act, stock))), 0, 'once')
})

test('a purpose with sensitive data is not lived before one officer assessed it and another approved (个人信息保护法 55, 56)', async () => {
  const code = await registerUnassessed(town)
  assert.deepEqual(await standing(code), [false, 1, 1])
  const id = await assess(town, code)
  assert.deepEqual(await standing(code), [false, 1, 1], 'one person is not enough')
  assert.deepEqual(said(await make(code)), [409, 'purposes.already-waiting'])
  assert.equal((await decide(id, 'approval')).status, 204)
  assert.deepEqual(await standing(code), [true, 1, null])
  assert.deepEqual(said(await decide(id, 'approval')), [404, 'purposes.not-waiting'])
  assert.deepEqual(said(await decide(crypto.randomUUID(), 'refusal')), [404, 'purposes.not-waiting'])
  assert.deepEqual(said(await make(code)), [409, 'purposes.nothing-to-assess'])
  assert.deepEqual(said(await make('accounts')), [409, 'purposes.nothing-to-assess'], 'one that needs none')
  const kept = await town.platform.ground.sql.rows<{ digest: Uint8Array | null }>("select digest from act.entries where subject = $1 and kind = 'purposes.assessed'", [id])
  assert.ok(kept[0]?.digest, 'what was assessed is proved')
})

test('whoever made an assessment does not approve it, however many posts he holds (双人复核, 个人信息保护法 51)', async () => {
  const id = await assess(town, await registerUnassessed(town))
  const account = (await town.call<{ account: { id: string } }>('GET', '/api/session', { as: assessor })).body.account.id
  assert.equal((await town.call('POST', `/api/accounts/${account}/posts`, { as: people.securityAdmin, body: { role: 'head', organisation: '11990100700356120K' } })).status, 201)
  town.forgetSessions()
  assert.deepEqual(said(await decide(id, 'approval', assessor)), [403, 'purposes.second-person'])
  assert.equal((await decide(id, 'approval')).status, 204)
})

test('an assessment that is sent back changes nothing, keeps its reason, and another one may be made', async () => {
  const code = await registerUnassessed(town)
  const id = await assess(town, code)
  assert.equal((await decide(id, 'refusal')).status, 204)
  assert.deepEqual(await standing(code), [false, 1, 1])
  town.clock.set(town.clock.now().add({ seconds: 1 }))
  await decide(await assess(town, code), 'approval')
  assert.deepEqual((await list(code)).map(({ state, reason }) => [state, reason]), [['approved', null], ['refused', '没有写明措施。']])
})

test('other bodies learn nothing of it, and an unknown purpose is unknown', async () => {
  const id = await assess(town, await registerUnassessed(town))
  assert.deepEqual(said(await town.call('GET', '/api/purposes/welfare/assessments', { as: people.head })), [404, 'purposes.not-found'])
  assert.deepEqual(said(await decide(id, 'approval', people.head)), [404, 'purposes.not-found'])
  assert.deepEqual(said(await make('no-such-purpose')), [404, 'purposes.not-found'])
})

test('a purpose that comes to mean more is lived as before until the change is assessed; new words alone wait for nothing', async () => {
  const handling = (await testPack()).purposes.find(({ code }) => code === 'handling') ?? assert.fail()
  await publish({ ...handling, notice: { ...handling.notice, zh: `${handling.notice.zh}欢迎提出意见。` } })
  assert.deepEqual(await standing('handling'), [true, 2, null])
  await publish({ ...handling, retention: { ...handling.retention, for: 'P9Y' } })
  assert.deepEqual(await standing('handling'), [true, 2, 3])
  assert.equal((await carry(town, 'submitted')).number.length > 0, true, 'matters go on as before')
  const id = await assess(town, 'handling')
  await publish({ ...handling, retention: { ...handling.retention, for: 'P8Y' } })
  assert.deepEqual(said(await decide(id, 'approval')), [409, 'purposes.outdated'])
  assert.equal((await decide(id, 'refusal')).status, 204)
  await decide(await assess(town, 'handling'), 'approval')
  assert.deepEqual(await standing('handling'), [true, 4, null])
  assert.equal(isLive({ ...handling, kinds: handling.kinds.toReversed() }, [partsOf(handling)]), true, 'the order of kinds is no change')
})

test('nothing is asked of a person, and no case is opened, for a purpose that was not assessed', async () => {
  const code = await registerUnassessed(town)
  await publishFrom(town, codes.hoarding, (content) => ({ ...content, purpose: code }))
  const start = () => town.call('POST', '/api/applications', { as: people.resident, body: { item: codes.hoarding } })
  const receive = () => town.call('POST', '/api/intakes', { as: people.window, body: intake })
  assert.deepEqual([said(await start()), said(await receive())], [[409, 'purposes.not-live'], [409, 'purposes.not-live']])
  await decide(await assess(town, code), 'approval')
  assert.deepEqual([(await start()).status, (await receive()).status], [201, 201])
})

test('no address for messages is taken while their purpose is not lived', async () => {
  const { sql } = town.platform.ground
  const address = () => town.call('PUT', '/api/notification-channels/email', { as: people.stranger, body: { address: 'box@example.cn' } })
  await sql.rows("update purposes.assessments set state = 'refused' where code = 'messages'")
  assert.deepEqual(said(await address()), [409, 'purposes.not-live'])
  await sql.rows("update purposes.assessments set state = 'approved' where code = 'messages'")
  assert.equal((await address()).status, 200)
})
