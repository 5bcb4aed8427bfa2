// Matters about licences, by their articles: heard before anything is taken (许可法 7, 处罚法 44, 45; a hearing before a revocation, 63, 64), renewal in time, late, and by silence (许可法 50).
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { makeCalendar } from '#engines/calendar'
import { exampleForm } from '../../../test/journey.ts'
import { mattersIn, openStep, publishFrom, type Said } from '../../../test/matters.ts'
import { openTown, type Answer, type Town } from '../../../test/town.ts'
import { lastAskDay } from './matter.ts'

let town: Town
let at: ReturnType<typeof mattersIn>
before(async () => {
  town = await openTown()
  at = mattersIn(town)
})
after(() => town.close())

const food = '11990100700153892X4990100006000'
const [clerk, examiner, head] = ['shijian.clerk', 'shijian.examiner', 'shijian.approver']
const code = (answer: Answer<Said>) => answer.body.code

interface LicenceSaid {
  id: string
  state: string
  validTo: string
  renewing: boolean
  version: number
  matters: { act: string; item: { code: string }; exOfficio: boolean; lastDay: string | null; isLate: boolean; open: string | null }[]
}
const licenceOf = async (as: string, number: string) => {
  const { body } = await at.call<{ items: LicenceSaid[] }>('GET', `/api/licences?case=${number}`, { as })
  return (await at.call<LicenceSaid>('GET', `/api/licences/${body.items[0]?.id}`, { as })).body
}
const readLicence = async (as: string, id: string) => (await at.call<LicenceSaid>('GET', `/api/licences/${id}`, { as })).body

/** A food permit of a person, issued on 23 November 2026 for five years. */
async function permit(as: string, consent = true): Promise<{ number: string; licence: LicenceSaid }> {
  at.day('2026-11-23')
  const item = (await at.call<{ items: { code: string }[] }>('GET', `/api/items?q=${encodeURIComponent('食品经营许可')}`)).body.items.find((one) => one.code.startsWith('11990100700153892X'))?.code ?? food
  const { number } = await at.good(at.submit(as, await at.draft(as, item, await exampleForm('food-business'), { consent })))
  for (let turn = 0; turn < 8; turn++) {
    await town.settle()
    const view = await at.read(clerk, number)
    const step = view.steps.find((one) => one.state === 'open')
    if (!step) break
    if (step.kind === 'acceptance') await at.did(clerk, number, 'acceptance')
    else if (step.kind === 'decision') await at.did(head, number, 'decision', { step: step.id, outcome: 'grant' })
    else if (step.kind === 'delivery') await at.did(clerk, number, 'delivery', { means: 'window', proof: '本人签收' })
    else await at.did(examiner, number, `steps/${step.id}/completion`, { outcome: step.kind === 'examination' ? 'pass' : 'done' })
  }
  await town.settle()
  return { number, licence: await licenceOf(as, number) }
}

const openCase = async (licence: string, body: object = {}) => at.good(at.call('POST', `/api/licences/${licence}/cases`, { as: clerk, body: { act: 'suspension', reasons: '后厨卫生不达标。', ...body } }))
const intention = { facts: '后厨卫生不达标，责令改正后仍未改正。', reasons: '违反食品安全法。', basis: '行政处罚法第九条' }
const decide = async (number: string, body: object = { outcome: 'grant', reasons: '依法处理。' }) => at.act(head, number, 'decision', { step: openStep(await at.read(head, number), 'decision').id, ...body })
const hear = async (number: string) => at.did(examiner, number, `steps/${openStep(await at.read(examiner, number), 'hear').id}/completion`, { outcome: 'done' })

test('许可法 7, 处罚法 7, 44 and 45: nobody loses anything untold or unheard; the time to answer runs from the delivery of the notice', async () => {
  const { licence } = await permit('li.guiying', false)
  const { number } = await openCase(licence.id)
  await at.did(clerk, number, 'acceptance')
  await hear(number)
  assert.equal(code(await decide(number)), 'cases.notice-first')
  await at.did(examiner, number, 'intention', intention)
  await town.settle()
  assert.equal(code(await at.act(examiner, number, 'intention', intention)), 'cases.wrong-state', 'it is told once')
  assert.equal(code(await decide(number)), 'cases.notice-first', 'told, but not delivered')
  const { body } = await at.call<{ items: { id: string; kind: string; title: { zh: string } }[] }>('GET', `/api/cases/${number}/letters`, { as: clerk })
  assert.deepEqual(body.items.map(({ kind }) => kind), ['intention'], 'no receipt and no acceptance: nobody applied')
  assert.equal(code(await at.act('li.guiying', number, 'defence', { words: '已经改正。' })), 'cases.no-defence', 'not delivered, no time yet')
  await at.did(clerk, number, `letters/${body.items[0]?.id}/delivery`, { means: 'post', proof: 'EMS 1' })
  await town.settle()
  assert.equal(code(await decide(number)), 'cases.defence-still-runs')
  assert.equal(code(await at.act('li.guiying', number, 'defence', { words: ' ' })), 'cases.reasons-needed')
  await at.did('li.guiying', number, 'defence', { words: '已经改正，有检测报告。' })
  assert.equal(code(await at.act('li.guiying', number, 'defence', { words: '再说一次。' })), 'cases.no-defence')
  assert.equal(code(await decide(number, { outcome: 'grant' })), 'cases.reasons-needed', '许可法 38: what burdens gives its reasons')
  await at.good(decide(number))
  await town.settle()
  assert.equal((await readLicence('li.guiying', licence.id)).state, 'in-force', 'decided, but not delivered: without effect')
  await at.did(clerk, number, 'delivery', { means: 'window', proof: '本人签收' })
  await town.settle()
  assert.equal((await readLicence('li.guiying', licence.id)).state, 'suspended')
  const letters = (await at.call<{ items: { kind: string; title: { zh: string }; remedy: { review: { body: { zh: string }; lastDay: string | null } } | null }[] }>('GET', `/api/cases/${number}/letters`, { as: 'li.guiying' })).body.items
  const decision = letters.find(({ kind }) => kind === 'decision-burden')
  assert.deepEqual([decision?.title.zh, decision?.remedy?.review.body.zh, typeof decision?.remedy?.review.lastDay], ['处理决定书', '云州市人民政府', 'string'])
})

test('处罚法 45: who says nothing in time was heard; what a defence convinces of is dropped, and a letter says so', async () => {
  const { licence } = await permit('chen.hao')
  const { number } = await openCase(licence.id)
  await at.did(clerk, number, 'acceptance')
  await at.did(examiner, number, 'intention', intention)
  await town.settle()
  await hear(number)
  at.day('2026-12-01')
  assert.equal(code(await at.act('chen.hao', number, 'defence', { words: '太晚了。' })), 'cases.no-defence')
  await at.good(decide(number, { outcome: 'refuse', reasons: '已经改正，没有造成危害后果。' }))
  await town.settle()
  assert.deepEqual([(await at.read(head, number)).state, (await readLicence('chen.hao', licence.id)).state], ['finished', 'in-force'])
  assert.equal(code(await at.act('li.guiying', number, 'defence', { words: '我也说。' })), 'cases.not-found')
})

test('许可法 50: thirty days before the last day; months and working days where an item has them', () => {
  const calendar = makeCalendar([])
  const entry = { licenceType: 'x', silence: 'renewed' as const, late: 'person' as const, basis: { law: '法' } }
  const last = (askDays: number, unit: 'calendar' | 'working' | 'months') => lastAskDay({ ...entry, askDays, unit }, Temporal.PlainDate.from('2031-11-22'), calendar).toString()
  assert.deepEqual([last(30, 'calendar'), last(6, 'months'), last(5, 'working')], ['2031-10-23', '2031-05-22', '2031-11-17'])
})

const renew = async (as: string, licence: string) => at.good((async () => at.submit(as, (await at.good(at.call('POST', '/api/applications', { as, body: { licence: { id: licence, act: 'renewal' } } }))).id))())

test('许可法 50: asked in time and undecided when the term ends means renewed, and meanwhile the licence does not expire', async () => {
  const { licence } = await permit('zhang.min')
  assert.equal(licence.validTo, '2031-11-22')
  at.day('2031-10-23')
  assert.deepEqual((await readLicence('zhang.min', licence.id)).matters.filter(({ act }) => act === 'renewal').map(({ lastDay, isLate }) => [lastDay, isLate]), [['2031-10-23', false]])
  const { number, dueAt } = await renew('zhang.min', licence.id)
  assert.ok(dueAt)
  await town.settle()
  const again = await at.call('POST', '/api/applications', { as: 'zhang.min', body: { licence: { id: licence.id, act: 'renewal' } } })
  assert.equal(code(await at.submit('zhang.min', again.body.id)), 'licences.matter-open')
  assert.equal((await readLicence('zhang.min', licence.id)).renewing, true)
  at.day('2031-11-23', '00:10')
  assert.equal((await readLicence('zhang.min', licence.id)).state, 'in-force', 'pending: it does not expire')
  await town.platform.beat()
  await town.settle()
  const decided = (await at.timeline('zhang.min', number)).find(({ kind }) => kind === 'cases.decided')
  assert.deepEqual([decided?.facts.deemed, decided?.facts.outcome, decided?.lawDate, decided?.actor.kind], [true, 'granted', '2031-11-22', 'system'])
  const renewed = await licenceOf('zhang.min', number)
  assert.deepEqual([renewed.version, renewed.validTo, renewed.state, renewed.renewing], [2, '2036-11-22', 'in-force', false])
  const { body } = await at.call<{ items: { kind: string; title: { zh: string } }[] }>('GET', `/api/cases/${number}/letters`, { as: 'zhang.min' })
  assert.ok(body.items.some(({ kind, title }) => kind === 'decision-renewal' && title.zh.includes('视为准予')))
  assert.equal((await at.read('zhang.min', number)).state, 'finished')
})

test('许可法 50: a late request reaches a person, and the licence expires while it waits', async () => {
  const { licence } = await permit('chen.hao')
  at.day('2031-10-24')
  const { number } = await renew('chen.hao', licence.id)
  await town.settle()
  at.day('2031-11-23')
  await town.platform.beat()
  await town.settle()
  assert.deepEqual([(await at.read('chen.hao', number)).outcome, (await readLicence('chen.hao', licence.id)).state], [null, 'expired'])
})

test('a holder is told once, some weeks before the last day to ask for a renewal', async () => {
  const { licence } = await permit('chen.hao')
  at.day('2031-08-20')
  await town.platform.beat()
  const told = async () => (await town.platform.ground.sql.rows<{ facts: { id: string } }>("select facts from act.entries where kind = 'licences.ending'")).filter((row) => row.facts.id === licence.id).length
  assert.equal(await told(), 0, 'too early')
  at.day('2031-09-01')
  await town.platform.beat()
  await town.platform.beat()
  assert.equal(await told(), 1)
})

test('医疗器械监督管理条例 22: six months before, and what is asked later is refused; 许可法 50 leaves it to such law', async () => {
  const { licence } = await permit('li.guiying')
  await publishFrom(town, 'local-food-business-renewal', (content) => ({ ...content, renewal: { licenceType: '11990100700153892X001', askDays: 6, unit: 'months', silence: 'person', late: 'refused', basis: { law: '医疗器械监督管理条例', article: '第二十二条' } } }))
  at.day('2031-06-01')
  const { number } = await renew('li.guiying', licence.id)
  await at.did(clerk, number, 'acceptance')
  await at.did(examiner, number, `steps/${openStep(await at.read(examiner, number), 'examination').id}/completion`, { outcome: 'pass' })
  assert.equal(code(await decide(number, { outcome: 'grant' })), 'cases.renewal-late')
  await at.good(decide(number, { outcome: 'refuse', reasons: '没有在有效期届满六个月前提出。' }))
  await town.settle()
  assert.equal((await at.read('li.guiying', number)).outcome, 'refused')
})

test('an item about a licence is asked for from the licence, by its holder; a type without such an item has none', async () => {
  const { licence } = await permit('chen.hao')
  assert.equal(code(await at.call('POST', '/api/applications', { as: 'chen.hao', body: { item: 'local-licence-reissue' } })), 'applications.licence-only')
  assert.equal(code(await at.call('POST', '/api/applications', { as: 'li.guiying', body: { licence: { id: licence.id, act: 'reissue' } } })), 'licences.not-found')
  assert.equal(code(await at.call('POST', '/api/applications', { as: 'chen.hao', body: { item: 'local-licence-annulment' } })), 'applications.not-applied-for')
  await town.platform.ground.sql.rows("update licences.licences set type = 'x' where id = $1", [licence.id])
  assert.equal(code(await at.call('POST', '/api/applications', { as: 'chen.hao', body: { licence: { id: licence.id, act: 'renewal' } } })), 'licences.matter-unknown')
  await town.platform.ground.sql.rows("update licences.licences set type = '11990100700153892X001' where id = $1", [licence.id])
})

interface HearingsSaid {
  acts: { act: string; hearing?: string }[]
  items: { id: string; state: string; ending: string | null; askBy: string | null; holdBy: string | null }[]
}
const hearingsOf = async (as: string, number: string) => (await at.call<HearingsSaid>('GET', `/api/cases/${number}/hearings`, { as })).body
const onHearing = (as: string, number: string, path: string, body: unknown = {}) => at.call('POST', `/api/cases/${number}/${path}`, { as, body })
/** A revocation that was accepted and told; `consent`: by electronic letter, so that the days to ask run at once. */
async function toldRevocation(as: string, consent = true) {
  const { licence } = await permit(as, consent)
  const { number } = await openCase(licence.id, { act: 'revocation', reasons: '使用过期原料，情节严重。', decisionNumber: '云市监罚〔2026〕8号' })
  await at.did(clerk, number, 'acceptance')
  const early = [code(await onHearing(as, number, 'hearing-requests', { reason: '要求听证。' })), code(await onHearing(clerk, number, 'hearings', { reason: '告知。' })), (await hearingsOf(as, number)).acts.length]
  assert.deepEqual(early, ['hearings.offered-by-notice', 'hearings.offered-by-notice', 0], 'the notice offers it, nothing before')
  await at.did(examiner, number, 'intention', { facts: '使用过期原料。', reasons: '情节严重。', basis: '食品安全法第一百二十四条' })
  await town.settle()
  return { number, licence }
}

test('处罚法 63, 64, 65 and 85: the notice of a revocation offers a hearing, asked for within five working days; nothing is decided before its minutes', async () => {
  const { number, licence } = await toldRevocation('li.guiying')
  const { body } = await at.call<{ items: { kind: string }[] }>('GET', `/api/cases/${number}/letters`, { as: 'li.guiying' })
  assert.deepEqual(body.items.map(({ kind }) => kind), ['intention'], 'one letter tells of the intention and of the right')
  const [offered] = (await hearingsOf('li.guiying', number)).items
  assert.deepEqual([offered?.state, offered?.askBy], ['offered', '2026-11-30'])
  await at.did('li.guiying', number, 'defence', { words: '', waived: true })
  await hear(number)
  assert.equal(code(await decide(number)), 'cases.hearing-open', 'heard in writing, but it may still ask')
  at.day('2026-11-25')
  assert.deepEqual((await hearingsOf('li.guiying', number)).acts.map(({ act }) => act), ['ask-hearing'])
  await at.good(onHearing('li.guiying', number, 'hearing-requests', { reason: '事实有出入。' }))
  const seen = await at.read(clerk, number)
  assert.deepEqual([(await hearingsOf(clerk, number)).items.map(({ state, holdBy }) => [state, holdBy]), seen.suspensions], [[['called', null]], []], '处罚法 64 names no day by which it is held, and 许可法 45 stops no clock of a penalty')
  const { id } = (await hearingsOf(clerk, number)).items[0] ?? assert.fail()
  const accountOf = async (login: string) => (await town.platform.ground.sql.rows<{ id: string }>('select id from people.accounts where login = $1', [login]))[0]?.id ?? ''
  const schedule = async (presider: string, day = '2026-12-08') => onHearing(clerk, number, `hearings/${id}/schedule`, { at: `${day}T09:30:00+08:00`, place: '听证室', presider: await accountOf(presider), isPublic: true })
  for (const investigator of [clerk, examiner]) assert.equal(code(await schedule(investigator)), 'hearings.presider-is-reviewer', '处罚法 64: who investigates does not preside')
  const presider = 'shijian.inspector'
  assert.equal(code(await schedule(presider, '2026-12-02')), 'hearings.notice-too-short')
  await at.good(schedule(presider))
  await town.settle()
  const told = (await at.call<{ items: { id: string; kind: string }[] }>('GET', `/api/cases/${number}/letters`, { as: 'li.guiying' })).body.items.find(({ kind }) => kind === 'hearing-notice')
  assert.ok(told)
  at.day('2026-12-08', '11:00')
  await at.good(onHearing(presider, number, `hearings/${id}/minutes`, { minutes: '调查人员提出事实、证据和建议，当事人申辩、质证。', attended: [0] }))
  assert.equal(code(await decide(number)), 'cases.hearing-open', '处罚法 65: decided on the minutes, when they are confirmed')
  await at.good(onHearing('li.guiying', number, `hearings/${id}/confirmation`))
  assert.deepEqual([(await hearingsOf(clerk, number)).items[0]?.state, (await readLicence('li.guiying', licence.id)).state], ['held', 'in-force'])
  await at.good(decide(number))
  await town.settle()
  assert.equal((await readLicence('li.guiying', licence.id)).state, 'revoked')
})

test('处罚法 64: nobody asks in five working days from the delivery of the notice, and the revocation is decided; it takes effect with its letter', async () => {
  const { number, licence } = await toldRevocation('zhang.min', false)
  assert.equal((await hearingsOf(clerk, number)).items[0]?.askBy, null, 'told, but not delivered')
  const { body } = await at.call<{ items: { id: string; kind: string }[] }>('GET', `/api/cases/${number}/letters`, { as: clerk })
  at.day('2026-11-27')
  await at.did(clerk, number, `letters/${body.items[0]?.id}/delivery`, { means: 'post', proof: 'EMS 2' })
  await town.settle()
  assert.equal((await hearingsOf(clerk, number)).items[0]?.askBy, '2026-12-04')
  await at.did('zhang.min', number, 'defence', { words: '', waived: true })
  await hear(number)
  at.day('2026-12-04', '23:00')
  await town.platform.beat()
  assert.equal(code(await decide(number)), 'cases.hearing-open')
  at.day('2026-12-05')
  await town.platform.beat()
  await town.settle()
  assert.deepEqual((await hearingsOf(clerk, number)).items.map(({ state, ending }) => [state, ending]), [['closed', 'lapsed']])
  await at.good(decide(number))
  await town.settle()
  await at.did(clerk, number, 'delivery', { means: 'window', proof: '本人签收' })
  await town.settle()
  assert.equal((await readLicence('zhang.min', licence.id)).state, 'revoked')
})

test('a suspension is none of what 处罚法 63 lists: its notice offers no hearing', async () => {
  const { licence } = await permit('chen.hao')
  const { number } = await openCase(licence.id)
  await at.did(clerk, number, 'acceptance')
  await at.did(examiner, number, 'intention', intention)
  await town.settle()
  assert.deepEqual([(await hearingsOf('chen.hao', number)).items, code(await onHearing('chen.hao', number, 'hearing-requests', { reason: '要求听证。' }))], [[], 'hearings.not-for-this-item'])
})
