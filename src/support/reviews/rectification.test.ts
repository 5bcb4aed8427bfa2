// Bad verdicts: the body mends and answers without learning who judged what, somebody who had no part calls back, an independent desk
// weighs appeals; the figures of each body stand open. 国办发〔2019〕51号 三（四）; GB/T 39735-2020.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { systemActor } from '#core/cases'
import { accountLock, grantPost } from '#core/people'
import { applyFor, exampleForm, handle, must, type CaseView } from '../../../test/journey.ts'
import { openTown, testPack, type Answer, type Town } from '../../../test/town.ts'
import { ratesOf } from './rectification.ts'

interface Own {
  id: string
  case: string | null
  mistaken: boolean
  followUp: string | null
  rectification: { number: string; state: string; measure: string | null; answer: string | null; satisfaction: string | null } | null
}

let town: Town
before(async () => {
  town = await openTown()
})
after(() => town.close())

const resident = 'zhang.min'
const judged = { body: '11990102700288594X', clerk: 'dc.minzheng.clerk' }
const desk = { clerk: 'zhengwu.clerk', approver: 'zhengwu.approver' }

const read = async (as: string, number: string) => must(await town.call<CaseView & { form: Record<string, unknown>; parties: unknown[]; parent: string | null; acts: { act: string }[] }>('GET', `/api/cases/${number}`, { as }))
const openStep = async (as: string, number: string) => {
  const step = (await read(as, number)).steps.find((one) => one.state === 'open')
  assert.ok(step, `nothing waits in ${number}`)
  return step
}
const done = async (as: string, number: string, outcome: string, opinion?: string): Promise<Answer<{ code: string }>> => {
  const answer = await town.call<{ code: string }>('POST', `/api/cases/${number}/steps/${(await openStep(as, number)).id}/completion`, { as, body: { outcome, ...(opinion ? { opinion } : {}) } })
  await town.settle()
  return answer
}
const close = async (number: string, outcome: 'grant' | 'refuse', reasons?: string) => {
  must(await town.call('POST', `/api/cases/${number}/decision`, { as: desk.approver, body: { step: (await openStep(desk.approver, number)).id, outcome, ...(reasons ? { reasons } : {}) } }))
  await town.settle()
}
const owned = async (id: string) => {
  const found = must(await town.call<{ items: Own[] }>('GET', '/api/reviews?limit=100', { as: resident })).items.find((one) => one.id === id)
  assert.ok(found)
  return found
}

/** A finished matter of the resident with a bad verdict; answers the verdict and the case that answers it. */
async function judgeBadly(verdict = 5, words = '材料要了两次。'): Promise<{ id: string; matter: string; number: string }> {
  const matter = await applyFor(town, { as: resident, item: 'marriage-record-query', form: await exampleForm('marriage-record-query') })
  await handle(town, matter, resident)
  const { id } = must(await town.call<{ id: string }>('POST', '/api/reviews', { as: resident, body: { case: matter, verdict, words } }))
  await town.settle()
  const { rectification } = await owned(id)
  assert.ok(rectification)
  return { id, matter, number: rectification.number }
}

test('国办发〔2019〕51号 三（四）: codes 4 and 5 open a case for the body that was judged, at once and by right; 1 to 3 open none', async () => {
  for (const verdict of [4, 5]) {
    const { number } = await judgeBadly(verdict)
    const one = await read(judged.clerk, number)
    assert.deepEqual([one.state, one.form.verdict, one.steps.find((step) => step.state === 'open')?.organisation.code], ['accepted', String(verdict), judged.body])
    assert.ok(one.dueAt, 'its limit runs from the verdict on')
  }
  const matter = await applyFor(town, { as: resident, item: 'marriage-record-query', form: await exampleForm('marriage-record-query') })
  await handle(town, matter, resident)
  const good = must(await town.call<{ id: string }>('POST', '/api/reviews', { as: resident, body: { case: matter, verdict: 3 } }))
  await town.settle()
  assert.equal((await owned(good.id)).rectification, null)
})

test('the body that was judged learns neither who judged nor which matter it was', async () => {
  const { matter, number } = await judgeBadly()
  const one = await read(judged.clerk, number)
  const whole = JSON.stringify(one) + JSON.stringify(must(await town.call('GET', `/api/cases/${number}/timeline`, { as: judged.clerk })))
  const { name = '', idNumber = '' } = (await testPack()).people.find(({ login }) => login === resident) ?? {}
  const [row] = await town.platform.ground.sql.rows<{ id: string; account: string }>("select c.id, p.account from cases.cases c join cases.parties p on p.case_id = c.id where c.number = $1 and p.role = 'applicant'", [matter])
  assert.ok(row && name && idNumber)
  for (const secret of [matter, row.id, row.account, name, idNumber]) assert.ok(!whole.includes(secret), secret)
  assert.deepEqual([one.parties, one.parent], [[], null])
  const contact = await town.call<{ code: string }>('POST', `/api/cases/${number}/call-back-contact`, { as: judged.clerk })
  assert.deepEqual([contact.status, contact.body.code], [403, 'reviews.contact-not-due'])
})

test('mended, called back by the desk, closed: the person reads the answer, and the whole stands in the figures', async () => {
  const { id, matter, number } = await judgeBadly()
  must(await done(judged.clerk, number, 'corrected-at-once', '已改为一次告知，谢谢您的批评。'))
  assert.deepEqual((await owned(id)).rectification, { number, state: 'answered', measure: 'corrected-at-once', answer: '已改为一次告知，谢谢您的批评。', satisfaction: null })
  const early = await town.call<{ code: string }>('POST', `/api/cases/${number}/call-back-contact`, { as: desk.clerk })
  assert.equal(early.body.code, 'reviews.contact-not-due', 'only with the call-back in hand')
  must(await town.call('POST', `/api/cases/${number}/steps/${(await openStep(desk.clerk, number)).id}/claim`, { as: desk.clerk, body: {} }))
  const contact = must(await town.call<{ name: string }>('POST', `/api/cases/${number}/call-back-contact`, { as: desk.clerk }))
  assert.equal(contact.name, (await testPack()).people.find(({ login }) => login === resident)?.name)
  const seen = must(await town.call<{ items: { by: string; organisation: { code: string }; role: { zh: string }; told: { zh: string }; purpose: { code: string }; case: { number: string } }[] }>('GET', '/api/readings?limit=100', { as: resident })).items.filter(({ purpose }) => purpose.code === 'reviews')
  assert.deepEqual(seen.map(({ by, organisation, told, case: of }) => [by, organisation.code, told.zh, of.number]), [['staff', '11990100700356120K', '姓名和联系电话，用于回访', matter]], 'who looked is told to the person (个人信息保护法 44)')
  must(await done(desk.clerk, number, 'satisfied', '本人表示满意。'))
  await close(number, 'grant')
  const last = await owned(id)
  assert.deepEqual([last.rectification?.state, last.rectification?.satisfaction, last.mistaken], ['closed', 'satisfied', false])
  const finished = await town.call<CaseView>('GET', `/api/cases/${number}`, { as: desk.clerk })
  assert.deepEqual([finished.body.state, finished.body.outcome], ['finished', 'granted'])
  const letters = must(await town.call<{ items: unknown[] }>('GET', `/api/cases/${number}/letters`, { as: desk.clerk }))
  assert.deepEqual(letters.items, [], 'no letter to nobody')
})

test('国办发〔2019〕51号: whoever handled the matter, or answered, does not call back', async () => {
  const { number } = await judgeBadly()
  const { ground } = town.platform
  const post = async (login: string, organisation: string) => {
    const [account] = await ground.sql.rows<{ id: string }>('select id from people.accounts where login = $1', [login])
    assert.ok(account)
    await ground.runAct({ actor: systemActor, locks: [accountLock(account.id)] }, (act) => grantPost(act, { account: account.id, role: 'clerk', organisation }))
  }
  await post(judged.clerk, '11990100700356120K')
  town.clock.advance({ seconds: 5 })
  must(await done(judged.clerk, number, 'explained', '按规定办理，已向您说明。'))
  const claimed = await town.call<{ code: string }>('POST', `/api/cases/${number}/steps/${(await openStep(desk.clerk, number)).id}/claim`, { as: judged.clerk, body: {} })
  assert.deepEqual([claimed.status, claimed.body.code], [403, 'cases.handled-by-you'])
  assert.equal((await done(judged.clerk, number, 'satisfied')).body.code, 'cases.handled-by-you')
  // Of another verdict, which a colleague answers: having handled the matter is enough to keep away.
  await post('dc.minzheng.approver', judged.body)
  const other = await judgeBadly()
  town.clock.advance({ seconds: 5 })
  must(await done('dc.minzheng.approver', other.number, 'explained', '已说明。'))
  assert.equal((await done(judged.clerk, other.number, 'satisfied')).body.code, 'cases.handled-by-you')
  must(await done(desk.clerk, other.number, 'unreachable'))
})

test('GB/T 39735-2020: an appeal 误评 is weighed by the desk; found mistaken the verdict leaves the score and stays on record', async () => {
  const scoreOf = async () => must(await town.call<{ bad: number; count: number }>('GET', `/api/review-summary?body=${judged.body}`))
  const { id, number } = await judgeBadly(4, '我选错了，其实很满意。')
  const before = await scoreOf()
  must(await done(judged.clerk, number, 'appealed', '评价人写明选错等次。'))
  assert.equal((await owned(id)).rectification?.state, 'appealed')
  assert.equal((await openStep(desk.approver, number)).organisation.code, '11990100700356120K', 'not the body that was judged')
  must(await done(desk.approver, number, 'mistaken', '认定为误评。'))
  await close(number, 'refuse', '评价人写明选错等次，认定为误评，不计入评价结果。')
  const after = await scoreOf()
  assert.deepEqual([before.bad - after.bad, before.count - after.count], [1, 1])
  const kept = await owned(id)
  assert.deepEqual([kept.mistaken, kept.rectification?.state], [true, 'mistaken'])
})

test('an appeal that fails sends the body back to mend and answer', async () => {
  const { id, number } = await judgeBadly()
  must(await done(judged.clerk, number, 'appealed', '不属于我们的问题。'))
  must(await done(desk.approver, number, 'not-mistaken', '评价属实。'))
  assert.equal((await done(judged.clerk, number, 'appealed')).body.code, 'cases.outcome-not-possible', 'once')
  must(await done(judged.clerk, number, 'corrected-in-time', '十日内改好。'))
  assert.equal((await owned(id)).rectification?.state, 'answered')
})

test('a few words more, once and by the person alone; the first verdict stays', async () => {
  const { id } = await judgeBadly()
  const add = (as: string, words = '后来处理得很好。') => town.call<{ code: string }>('POST', `/api/reviews/${id}/follow-up`, { as, body: { words } })
  assert.equal((await add('chen.hao')).body.code, 'reviews.not-found')
  must(await add(resident))
  assert.equal((await add(resident)).body.code, 'reviews.already-followed-up')
  assert.equal((await owned(id)).followUp, '后来处理得很好。')
  const entries = await town.platform.ground.sql.rows<{ facts: object }>("select facts from act.entries where subject = $1 and kind = 'reviews.followed-up'", [id])
  assert.deepEqual(entries.map(({ facts }) => facts), [{}], 'no words in the ledger')
})

test('the figures of each body: replies, call-backs, mended, satisfied after; open to everybody and without anybody’s name', async () => {
  const answer = await town.call<{ items: Record<string, unknown>[] }>('GET', '/api/review-figures')
  const own = must(answer).items.find((one) => (one.body as { code: string }).code === judged.body)
  assert.ok(own)
  const [tally] = await town.platform.ground.sql.rows<{ bad: number; answered: number; called: number; mended: number }>(
    "select count(*) as bad, count(answered_at) as answered, count(called_at) as called, count(*) filter (where called_at is not null and measure like 'corrected%') as mended from reviews.rectifications where body = $1 and not mistaken", [judged.body])
  assert.ok(tally && tally.called > 0 && tally.called < tally.answered)
  const rounded = (part: number) => Math.round((part / tally.bad) * 10_000) / 10_000
  assert.deepEqual([own.replyRate, own.callBackRate, own.rectifiedRate, own.satisfiedRate, own.mistaken], [rounded(tally.answered), rounded(tally.called), rounded(tally.mended), 1, 1])
  assert.ok(!JSON.stringify(answer.body).includes('材料'), 'no words of anybody')
  assert.deepEqual(ratesOf({ bad: 0, answered: 0, called: 0, reached: 0, rectified: 0, satisfied: 0, mistaken: 0 }), { replyRate: null, callBackRate: null, rectifiedRate: null, satisfiedRate: null })
})
