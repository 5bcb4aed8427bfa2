// 公示: only where the item's law has it; masked, with objections and receipts; the decision waits until it is over and all are answered; the
// clock stands only where that law says so. 行政许可法 45; 个人信息保护法 6.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { codes, forms, mattersIn, publishFrom, termOf, told, urbanStaff, type Said } from '../../../test/matters.ts'
import { openTown } from '../../../test/town.ts'
import { makeReceipt, shownName } from './publicity.ts'

const town = await openTown()
const { accepted, act, call, day, decide, did, draft, examined, good, read, submit } = mattersIn(town)
const { clerk, examiner } = urbanStaff
after(() => town.close())

interface OfCase extends Said {
  possible: boolean
  items: { id: string; state: string; endsOn: string; objections: { id: string; text: string; answer: string | null }[]; objectionCount: number }[]
}
const basis = { law: '云州市户外广告管理办法', article: '第十条', local: true }
const on = (as: string, number: string, path: string, body: unknown = {}) => call<OfCase>('POST', `/api/cases/${number}/${path}`, { as, body })
const object = (notice: string, text = '公示的面积与现场不符。') => call<{ receipt: string }>('POST', `/api/publicity/${notice}/objections`, { body: { name: '王五', contact: '13990100008', text } })
const list = async () => (await call<{ items: { id: string; applicant: string; objections: number }[] }>('GET', '/api/publicity')).body.items
const summary = '拟准予在人民大道设置墙体广告一处，面积40平方米。'
const beat = async () => {
  await town.platform.beat()
  await town.settle()
}

test('a name is shown masked, that of an organisation whole; a receipt is twelve signs that are not misread', () => {
  assert.deepEqual([shownName({ kind: 'natural', name: '张敏' }), shownName({ kind: 'legal', name: '云州云禾传媒有限公司' })], ['张*', '云州云禾传媒有限公司'])
  assert.match(makeReceipt(new Uint8Array(12).map((_, n) => n * 21)), /^[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}$/)
})

test('an item whose law has no 公示 has none', async () => {
  day('2026-11-23')
  const { number } = await accepted()
  assert.deepEqual(told(await on(examiner, number, 'publicity', { summary })), [422, 'publicity.not-for-this-item'])
  assert.equal((await call<OfCase>('GET', `/api/cases/${number}/publicity`, { as: examiner })).body.possible, false)
})

test('a 公示 runs its days, takes objections and ends by itself; the decision waits until all are answered; the clock does not stand (许可法 45)', async () => {
  day('2026-11-23')
  await publishFrom(town, codes.hoarding, (content) => ({ ...content, publicity: { days: 5, unit: 'working', basis } }))
  const { number } = await examined()
  assert.deepEqual(told(await decide(number, { outcome: 'grant' })), [409, 'cases.publicity-needed'])
  assert.deepEqual(told(await on(examiner, number, 'publicity', { summary: `${summary}联系电话13990100001。` })), [422, 'publicity.personal-data'])
  assert.equal((await on('jiaoguan.examiner', number, 'publicity', { summary })).status, 404)
  const opened = await on(examiner, number, 'publicity', { summary })
  assert.deepEqual([opened.status, opened.body.items.map((one) => [one.state, one.endsOn])], [200, [['running', '2026-11-30']]])
  assert.deepEqual(told(await on(examiner, number, 'publicity', { summary })), [409, 'publicity.already-live'])
  assert.equal((await read(clerk, number)).suspendedAt, null, 'article 45 does not name it')
  const notice = opened.body.items[0]?.id ?? ''
  assert.deepEqual((await list()).map((one) => one.id), [notice])
  const { receipt } = (await object(notice)).body
  // The same on the portal, without a script and without an account.
  const portal = async (method: 'GET' | 'POST', url: string, fields?: Record<string, string>) =>
    (await town.app.inject({ method, url, headers: fields ? { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' } : {}, ...(fields ? { payload: new URLSearchParams(fields).toString() } : {}) })).body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
  assert.match(await portal('GET', '/publicity'), /公示公告 .*设置大型户外广告设施审批 .*公示至2026年11月30日 .*面积40平方米/)
  assert.match(await portal('GET', `/publicity/${notice}`), /拟决定机关 云州市城市管理局 .*《云州市户外广告管理办法》第十条 .*提交异议/)
  assert.match(await portal('POST', `/publicity/${notice}`, { name: '', contact: '13990100007', text: '' }), /请填写姓名。.*请写明异议的内容和理由。/)
  assert.match(await portal('GET', `/publicity/answers?receipt=${receipt}`), /还没有答复/)
  const { receipt: late } = (await object(notice, '对道路通行有影响。')).body
  const answerOf = async (of: string) => call<{ answer: string | null }>('GET', `/api/publicity-objections/${of}`)
  assert.deepEqual([(await answerOf(receipt.toLowerCase())).body.answer, told(await answerOf('AAAA-AAAA-AAAA') as never)], [null, [404, 'publicity.receipt-unknown']])
  assert.deepEqual(told(await decide(number, { outcome: 'grant' })), [409, 'cases.publicity-open'])
  const ofCase = async (as: string) => (await call<OfCase>('GET', `/api/cases/${number}/publicity`, { as })).body.items[0]
  assert.deepEqual([(await ofCase('yunhe.media'))?.objections, (await ofCase('yunhe.media'))?.objectionCount], [[], 2], 'who objected is not told to the applicant')
  const objections = (await ofCase(examiner))?.objections ?? []
  const [first, second] = [objections.find((one) => one.text.includes('面积')), objections.find((one) => one.text.includes('道路'))]
  assert.equal((await on(examiner, number, `objections/${first?.id}/answer`, { answer: '经核实，面积无误。' })).status, 200)
  assert.deepEqual(told(await on(examiner, number, `objections/${first?.id}/answer`, { answer: '再答一次。' })), [409, 'publicity.already-answered'])
  assert.equal((await answerOf(receipt)).body.answer, '经核实，面积无误。')
  day('2026-11-30')
  await beat()
  assert.equal((await list()).length, 1, 'the last day is a day of the 公示')
  day('2026-12-01')
  await beat()
  assert.deepEqual([await list(), (await ofCase(examiner))?.state, told(await object(notice) as never)], [[], 'ended', [404, 'publicity.not-found']])
  assert.deepEqual(told(await call('GET', `/api/publicity/${notice}`)), [404, 'publicity.not-found'], 'taken down')
  assert.deepEqual(told(await decide(number, { outcome: 'grant' })), [409, 'cases.publicity-open'], 'an objection is not answered')
  assert.equal((await on(examiner, number, `objections/${second?.id}/answer`, { answer: '已请交警部门核实，不影响通行。' })).status, 200)
  assert.equal((await answerOf(late)).body.answer, '已请交警部门核实，不影响通行。')
  assert.equal((await ofCase(examiner))?.state, 'closed')
  assert.equal((await decide(number, { outcome: 'grant' })).status, 200)
})

test('where the item’s own law says so, the clock stands while a 公示 runs, and the applicant is told by which law (许可法 45)', async () => {
  day('2026-11-23')
  await publishFrom(town, codes.hoarding, (content) => ({ ...content, publicity: { days: 5, unit: 'working', basis }, suspends: [{ kind: 'publicity', name: { zh: '公示' }, basis }] }))
  const { number } = await examined()
  const before = termOf(await read(clerk, number), 'law')?.dueOn
  assert.equal((await on(examiner, number, 'publicity', { summary })).status, 200)
  const stopped = await read(clerk, number)
  assert.deepEqual([stopped.suspensions.map((one) => one.kind), stopped.lamp], [['publicity'], null])
  day('2026-12-01')
  await beat()
  const after = await read(clerk, number)
  // Five working days stood still: 24 to 27 and 30 November; the day of acceptance is not counted anyway.
  assert.deepEqual([after.suspendedAt, before, termOf(after, 'law')?.dueOn], [null, '2026-12-21', '2026-12-28'])
})

test('a person is shown by a masked name alone, and a case that ends takes its notice down (个人信息保护法 6)', async () => {
  day('2026-11-23')
  const { number } = await good(submit('zhang.min', await draft('zhang.min', codes.hoarding, forms.hoarding)))
  await did(clerk, number, 'acceptance')
  assert.deepEqual(told(await on(examiner, number, 'publicity', { summary: '拟准予张敏设置广告。' })), [422, 'publicity.personal-data'])
  assert.equal((await on(examiner, number, 'publicity', { summary })).status, 200)
  assert.deepEqual((await list()).map((one) => one.applicant), ['张*'])
  await good(act('zhang.min', number, 'withdrawal', { reason: '不办了。' }))
  await town.settle()
  assert.deepEqual(await list(), [])
})
