// The register of purposes: open to everybody; a route, an item and a reading without a registered purpose do not pass (个人信息保护法 6, 13, 17, 35).
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { carry, people } from '../../../test/carry.ts'
import { openTown, testPack, type Town } from '../../../test/town.ts'
import { openServer } from '../../server.ts'
import { platformPurposes, purposeOf } from '#core/packs'
import { sayPeriod } from './purpose.ts'

let town: Town
before(async () => {
  town = await openTown()
})
after(() => town.close())

interface Shown {
  code: string
  version: number
  name: { zh: string; en: string }
  handler: { name: { zh: string } }
  contact: string
  ground: { code: string; name: { zh: string } }
  basis: { law: string }[]
  notice: { zh: string; en: string }
  kinds: { code: string; sensitive: boolean }[]
  sensitive: { necessity: { zh: string } } | null
  recipients: { way: string }[]
  retention: { for: string; said: { zh: string; en: string } }
  assessedFor: string[]
}
const shown = async () => (await town.call<{ items: Shown[] }>('GET', '/api/purposes')).body.items
const reads = () => town.platform.routes.filter((route) => route.reads)

test('anybody sees for each purpose who answers for it, why it is lawful, which data, who gets it and how long it is kept (个人信息保护法 13, 17, 21, 23, 25, 30, 35)', async () => {
  const pack = await testPack()
  const items = await shown()
  assert.deepEqual(items.map(({ code }) => code), pack.purposes.map(({ code }) => code), 'in the order of the pack')
  for (const one of items) {
    assert.ok(one.handler.name.zh && one.contact && one.ground.name.zh && one.basis[0]?.law && one.notice.zh && one.notice.en && one.kinds.length > 0 && one.retention.said.zh && one.retention.said.en, one.code)
    assert.equal(one.kinds.some(({ sensitive }) => sensitive), one.sensitive !== null, `${one.code}: sensitive data, and only that, says why it is needed`)
  }
  const welfare = items.find(({ code }) => code === 'welfare')
  assert.deepEqual([welfare?.ground.code, welfare?.kinds.filter(({ sensitive }) => sensitive).map(({ code }) => code), welfare?.retention.said.zh], ['duty', ['health', 'finance', 'status'], '5年'])
})

test('a purpose needs an assessment where data is sensitive, machines decide, others get it or all the world does (个人信息保护法 24, 28, 36, 55)', async () => {
  const items = new Map((await shown()).map((one) => [one.code, one.assessedFor]))
  assert.deepEqual([items.get('welfare'), items.get('schooling'), items.get('automatic-handling'), items.get('publicity'), items.get('messages'), items.get('accounts')], [['sensitive', 'automated', 'provided'], ['sensitive'], ['automated'], ['published'], ['entrusted'], []])
})

test('periods are said in words', () => {
  assert.deepEqual([sayPeriod('P3Y'), sayPeriod('P1Y6M'), sayPeriod('P1D'), sayPeriod('permanent')], [{ zh: '3年', en: '3 years' }, { zh: '1年6个月', en: '1 year 6 months' }, { zh: '1日', en: '1 day' }, { zh: '永久', en: 'for ever' }])
})

test('every route that tells people’s data names a purpose, each is registered, and the server does not start where one is not', async () => {
  assert.ok(reads().length >= 11)
  const registered = new Set((await shown()).map(({ code }) => code))
  for (const { path, reads: { purpose } = { purpose: '' } } of reads()) assert.ok(registered.has(purpose) && (platformPurposes as readonly string[]).includes(purpose), path)
  for (const purpose of new Set(reads().map((route) => route.reads?.purpose ?? ''))) {
    await town.owner.rows("update purposes.versions set code = code || '-gone' where code = $1", [purpose])
    await assert.rejects(openServer(town.platform, { callsPerMinuteMax: 0, faces: false }), (error: { code?: string; facts?: Record<string, unknown> }) => error.code === 'purposes.register-incomplete' && String(error.facts?.missing).includes(purpose), purpose)
    await town.owner.rows("update purposes.versions set code = $1 where code = $1 || '-gone'", [purpose])
  }
  for (const named of ['accounts', 'no-such-purpose']) {
    const routes = [...town.platform.routes.filter(({ path }) => path === '/api/regions'), ...reads().slice(0, 1).map((route) => ({ ...route, reads: { of: 'case' as const, param: 'number', what: 'case', purpose: named } }))]
    const opening = openServer({ ...town.platform, routes }, { callsPerMinuteMax: 0, faces: false })
    if (named === 'accounts') await (await opening).close()
    else await assert.rejects(opening, { code: 'purposes.register-incomplete' })
  }
})

test('a reading says what it was for: the purpose of the item, of the licence, of the account (个人信息保护法 6)', async () => {
  const one = await carry(town, 'decided')
  await town.settle()
  await town.call('GET', `/api/cases/${one.number}`, { as: people.examiner })
  await town.call('GET', `/api/accounts/${(await town.call<{ account: { id: string } }>('GET', '/api/session', { as: people.resident })).body.account.id}`, { as: people.systemAdmin })
  const items = (await town.call<{ items: { told: { zh: string }; purpose: { code: string; name: { zh: string } } | null }[] }>('GET', '/api/readings', { as: people.resident })).body.items
  assert.deepEqual([items.find(({ told }) => told.zh === '账号信息')?.purpose?.code, items.find(({ told }) => told.zh.startsWith('申请内容'))?.purpose?.name.zh], ['accounts', '办理政务服务事项'])
  const csv = (await town.call('GET', '/api/readings/export', { as: people.resident })).raw.toString()
  assert.match(csv, /目的/)
  assert.match(csv, /办理政务服务事项/)
  assert.deepEqual([purposeOf({}), purposeOf({ purpose: 'welfare' })], ['handling', 'welfare'])
})

test('what is read for a purpose that is not registered is not told', async () => {
  const one = await carry(town, 'accepted')
  await town.owner.rows("update purposes.versions set code = 'handling-gone' where code = 'handling'")
  const answer = await town.call('GET', `/api/cases/${one.number}`, { as: people.approver })
  await town.owner.rows("update purposes.versions set code = 'handling' where code = 'handling-gone'")
  assert.deepEqual([answer.status, answer.body['code']], [409, 'purposes.not-registered'])
  assert.ok(!answer.raw.toString().includes('张敏'))
  assert.equal((await town.call('GET', `/api/cases/${one.number}`, { as: people.approver })).status, 200)
})

test('a purpose that changed is a new version, and the one before stays', async () => {
  const { ground } = town.platform
  const pack = await testPack()
  const { applyPurposes, purposesLock } = await import('./acts.ts')
  const changed = pack.purposes.map((one) => (one.code === 'helping' ? { ...one, retention: { ...one.retention, for: 'P2Y' } } : one))
  const taken = () => ground.runAct({ actor: { id: crypto.randomUUID(), kind: 'system' }, locks: [purposesLock] }, async (act) => (act.record('packs.part-applied', { subject: act.id }), applyPurposes(act, changed)))
  assert.deepEqual([await taken(), await taken()], [1, 0])
  assert.deepEqual((await shown()).filter(({ version }) => version > 1).map(({ code, retention }) => [code, retention.for]), [['helping', 'P2Y']])
})
