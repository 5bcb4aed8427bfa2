// Payments of a case: only what is published with its law (许可法 58, 59), told with its sum, its day and what follows; the clock stands only by the item's own law (45).
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { codes, forms, mattersIn, publishFrom, told, urbanStaff, type Said } from '../../../test/matters.ts'
import { openTown, type Town } from '../../../test/town.ts'

let town: Town
let at: ReturnType<typeof mattersIn>
before(async () => {
  town = await openTown()
  at = mattersIn(town)
  at.day('2026-11-23')
})
after(() => town.close())

const [resident, { clerk, approver }] = ['zhang.min', urbanStaff]
type Seen = Said & { payments: { id: string; name: { zh: string }; cents: number; dueOn: string; isMissed: boolean; settled: string | null; settledOn: string | null; stops: { law: string } | null; unpaid: { zh: string } | null }[] }
type Row = { number: string; payment: { cents: number; until: string; isMissed: boolean } | null }

/** An accepted case of the road, whose item has one fee. */
async function road(as = resident): Promise<string> {
  const { number } = await at.good(at.submit(as, await at.draft(as, codes.road, forms.road, { consent: true })))
  await at.did(clerk, number, 'acceptance')
  return number
}
const askFee = (number: string, body: object = {}, as = clerk) => at.act(as, number, 'payments', { fee: 0, cents: 36000, days: 10, ...body })
const see = async (as: string, number: string) => (await at.read(as, number)) as unknown as Seen
const rows = async (as: string, query: string) => (await at.call<{ items: Row[] }>('GET', `/api/cases?${query}`, { as })).body.items
const values = async (number: string, kind: string) => (await town.platform.ground.sql.rows<{ values: Record<string, string> }>("select content->'values'->'zh' as values from deliveries.letters where kind = $2 and case_id = (select id from cases.cases where number = $1)", [number, kind]))[0]?.values

test('许可法 58, 59: only a fee that the item publishes with its law is asked for, once; the notice says how much, by which law, until when and what follows', async () => {
  const number = await road()
  assert.deepEqual((await see(clerk, number)).acts.find(({ act }) => act === 'ask-payment'), { act: 'ask-payment', fees: [{ fee: 0, name: { zh: '城市道路占用费', en: 'Charge for occupying a city road' }, standard: { zh: '按省定标准，每平方米每天0.3元', en: 'As set by the province: 0.30 yuan a square metre and day' } }] })
  assert.deepEqual(told(await askFee(number, { fee: 1 })), [422, 'cases.fee-not-published'])
  await at.good(askFee(number))
  assert.deepEqual(told(await askFee(number)), [409, 'cases.payment-open'])
  const seen = await see(resident, number)
  assert.deepEqual(seen.payments.map(({ name, cents, dueOn, isMissed, settled, stops }) => [name.zh, cents, dueOn, isMissed, settled, stops]), [['城市道路占用费', 36000, '2026-12-03', false, null, null]])
  assert.equal(seen.suspendedAt, null, '许可法 45 does not name payment: the clock runs on')
  await town.settle()
  const said = await values(number, 'payment')
  assert.deepEqual(
    [said?.['payment.name'], said?.['payment.sum'], said?.['payment.due'], said?.['payment.basis'], said?.['payment.clock'], said?.['payment.unpaid']],
    ['城市道路占用费', '360.00', '2026年12月3日', '《城市道路管理条例》第三十七条', '办理期限照常计算', '期限届满仍未缴纳的，本机关可以书面终止办理，并告知理由和救济途径'],
  )
  assert.deepEqual((await at.call<{ items: { title: { zh: string } }[] }>('GET', '/api/notifications', { as: resident })).body.items.filter(({ title }) => title.zh === '请缴费').length, 1)
  assert.deepEqual((await at.call<{ items: { kind: string; date: string }[] }>('GET', '/api/reminders', { as: resident })).body.items.filter(({ kind }) => kind === 'payment').map(({ date }) => date), ['2026-12-03'])
})

test('lists say what waits for a payment, and it waits for the person; paid by the day on the receipt it waits no more', async () => {
  const number = await road('chen.hao')
  await at.good(askFee(number, { days: 4 }))
  const mine = { cents: 36000, until: '2026-11-27', isMissed: false }
  const found = async (as: string, query: string) => (await rows(as, query)).find((row) => row.number === number)?.payment
  assert.deepEqual([await found(clerk, 'view=department&payment=waiting'), await found(clerk, 'view=department&payment=overdue'), await found('chen.hao', 'view=own&phase=mine-to-do')], [mine, undefined, mine])
  at.day('2026-11-28')
  assert.deepEqual(await found(clerk, 'view=department&payment=overdue'), { ...mine, isMissed: true })
  await town.platform.beat()
  await town.settle()
  assert.ok((await at.timeline('chen.hao', number)).some(({ kind }) => kind === 'cases.payment-missed'))
  const [one] = (await see(clerk, number)).payments
  const settle = (body: object, as: string = 'window.wang') => at.act(as, number, `payments/${one?.id}/settlement`, { how: 'paid', proof: '票据 0012', ...body })
  assert.deepEqual(told(await settle({ on: '2026-11-22' })), [422, 'cases.payment-day-wrong'])
  assert.deepEqual(told(await settle({ on: '2026-11-29' })), [422, 'cases.payment-day-wrong'])
  assert.deepEqual(told(await settle({ how: 'waived' })), [403, 'cases.not-your-step'], 'a window takes money and waives none')
  assert.deepEqual(told(await settle({ proof: ' ' })), [422, 'cases.reasons-needed'])
  await at.good(settle({ on: '2026-11-27' }))
  assert.deepEqual(told(await settle({})), [404, 'cases.no-payment'])
  const seen = await see('chen.hao', number)
  assert.deepEqual([seen.payments[0]?.settled, seen.payments[0]?.settledOn, seen.terms.find(({ kind }) => kind === 'payment')?.state], ['paid', '2026-11-27', 'met'])
  assert.deepEqual([await found(clerk, 'view=department&payment=waiting'), await found('chen.hao', 'view=own')], [undefined, null])
  assert.equal((await at.timeline(clerk, number)).find(({ kind }) => kind === 'cases.payment-settled')?.lawDate, '2026-11-27')
})

test('a case ends for an unpaid fee only after it was asked for and its day has passed (许可法 58); a waived one is no reason', async () => {
  at.day('2026-11-30')
  const number = await road('li.guiying')
  const end = () => at.act(approver, number, 'termination', { ground: 'fee-unpaid', reasons: '逾期没有缴纳。' })
  assert.deepEqual(told(await end()), [409, 'cases.no-fee-missed'])
  await at.good(askFee(number, { days: 3 }))
  assert.deepEqual(told(await end()), [409, 'cases.no-fee-missed'])
  at.day('2026-12-04')
  const [one] = (await see(clerk, number)).payments
  await at.did(clerk, number, `payments/${one?.id}/settlement`, { how: 'waived', proof: '依照减免规定。' })
  assert.deepEqual(told(await end()), [409, 'cases.no-fee-missed'])
  await at.good(askFee(number, { days: 1 }))
  at.day('2026-12-08')
  await at.good(end())
  assert.deepEqual([(await see('li.guiying', number)).outcome, (await rows('li.guiying', 'view=own'))[0]?.payment], ['terminated', null])
})

test('where the item’s own law lets the clock stand for a fee it stands until it is paid, and the letter names that law (许可法 45, 58); what its law says follows is told', async () => {
  at.day('2026-12-07')
  const law = { law: '云州市城市道路占用费管理办法', article: '第九条', local: true }
  await publishFrom(town, codes.road, (content) => ({
    ...content, suspends: [{ kind: 'fee', name: { zh: '缴纳费用', en: 'Payment of the fee' }, basis: law }], fees: (content.fees ?? []).map((fee) => ({ ...fee, unpaid: { zh: '逾期不缴的，不予许可。', en: 'If it is not paid, the permit is refused.' } })), effective: { from: '2026-12-07' },
  }))
  const number = await road('chen.hao')
  const before = (await see(clerk, number)).dueAt
  await at.good(askFee(number, { days: 7 }))
  const [one] = (await see('chen.hao', number)).payments
  assert.deepEqual([one?.stops?.law, one?.unpaid?.zh, (await see(clerk, number)).suspendedAt !== null], [law.law, '逾期不缴的，不予许可。', true])
  await town.settle()
  assert.deepEqual([(await values(number, 'payment'))?.['payment.clock'], (await values(number, 'suspension'))?.['suspension.basis']], ['依照《云州市城市道路占用费管理办法》第九条，等待缴费的时间不计入办理期限', '《云州市城市道路占用费管理办法》第九条'])
  at.day('2026-12-09')
  await at.did(clerk, number, `payments/${one?.id}/settlement`, { how: 'paid', proof: '票据 0013' })
  const after = await see(clerk, number)
  assert.deepEqual([after.suspendedAt, after.payments[0]?.stops, before !== null && after.dueAt !== null && before < after.dueAt], [null, null, true])
})
