// Questions of a form over plain pages, without script: what hangs on an answer comes after "continue", rows by buttons, regions level by level.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Reader } from '../../test/reader.ts'
import { openTown, testPack, type Town } from '../../test/town.ts'

let town: Town
const itemOf = async (slug: string) => (await testPack()).items.find((one) => one.slug === slug)?.content.code ?? assert.fail(slug)

before(async () => {
  town = await openTown()
})
after(() => town.close())

/** Begins an application as a resident; answers the reader and the address of the draft. */
async function begin(slug: string): Promise<{ reader: Reader; base: string }> {
  const reader = new Reader(town)
  await reader.go(`/apply?item=${await itemOf(slug)}`)
  await reader.post('/sign-in/demonstration', { login: 'zhang.min' })
  await reader.post('/apply', {})
  return { reader, base: /\/apply\/[0-9a-f-]{36}/.exec(reader.path)?.[0] ?? assert.fail(reader.path) }
}

const names = (html: string): string[] => [...new Set([...html.matchAll(/<(?:input|select|textarea)[^>]* name="([^"]+)"/g)].map((found) => found[1] ?? ''))].filter((name) => !['key', 'from'].includes(name))
const output = (html: string, id: string): string => new RegExp(`<output[^>]*id="${id}"[^>]*>(.*?)</output>`, 's').exec(html)?.[1] ?? assert.fail(`no ${id}`)

test('an address is chosen level by level, and only what was not chosen is a fault', async () => {
  const { reader, base } = await begin('lease-filing')
  const here = `${base}/questions/house`
  await reader.go(here)
  assert.deepEqual(names(reader.html), ['house.region.0', 'house.detail', 'certificate', 'area'])
  assert.match(reader.html, /<option value="990103">西湖区/)
  const rest = { 'house.detail': '湖滨路1号', certificate: '云（2021）第1号', area: '30' }
  const second = await reader.post(here, { 'house.region.0': '990103', ...rest })
  assert.equal(second.status, 200)
  assert.deepEqual(names(second.html), ['house.region.0', 'house.region.1', 'house.detail', 'certificate', 'area'])
  assert.match(second.html, /<option value="990103" selected>/)
  assert.match(second.html, /<option value="990103001">湖滨街道/)
  assert.doesNotMatch(second.html, /govuk-error-summary/)
  const left = await reader.post(here, { 'house.region.0': '990103', 'house.region.1': '', ...rest })
  assert.equal(left.status, 422)
  assert.match(left.html, /<a href="#house.region">请为“房屋坐落”选择到街道（乡镇）。/)
  assert.match(left.html, /id="house.region"/)
  assert.match(left.html, /value="湖滨路1号"/)
  const done = await reader.post(here, { 'house.region.0': '990103', 'house.region.1': '990103101', ...rest })
  assert.equal(done.location, `${base}/questions/parties`)
})

test('follow-up questions come after "continue"; rows are added, removed and faulted by place; computed values are told', async () => {
  const { reader, base } = await begin('lease-filing')
  await reader.go(`${base}/questions/house`)
  await reader.post('/questions/house', { 'house.region.0': '990103', 'house.region.1': '990103001', 'house.detail': '湖滨路1号', certificate: '云（2021）第1号', area: '30' })
  const here = `${base}/questions/parties`
  assert.equal(reader.path, here)
  assert.ok(!reader.html.includes('同住人'), 'what its rules hide is not on the page')
  const rest = { role: 'lessor', otherName: '陈皓', shared: 'true' }
  const asked = await reader.post(here, rest)
  assert.equal(asked.status, 200)
  assert.deepEqual(names(asked.html).slice(-3), ['occupants.0.name', 'occupants.0.idNumber', 'occupants.0.phone'])
  const first = { ...rest, 'occupants.0.name': '李强', 'occupants.0.idNumber': '990102197005060037' }
  const added = await reader.post(here, { ...first, 'row-change': 'occupants add' })
  assert.equal(added.status, 200)
  assert.match(added.html, /name="occupants.0.name"[^>]*value="李强"/)
  assert.ok(names(added.html).includes('occupants.1.name'))
  const wrong = await reader.post(here, { ...first, 'occupants.1.name': '王', 'occupants.1.idNumber': '1' })
  assert.equal(wrong.status, 422)
  assert.match(wrong.html, /<a href="#occupants.1.name">“姓名”（同住人 2）至少填 2 个字。/)
  assert.match(wrong.html, /id="occupants.1.idNumber"[^>]*value="1"/)
  const removed = await reader.post(here, { ...first, 'occupants.1.name': '王', 'row-change': 'occupants remove 1' })
  assert.ok(!names(removed.html).includes('occupants.1.name'))
  assert.equal(output(removed.html, 'areaPerHead'), '15 平方米')
  assert.equal((await reader.post(here, first)).location, `${base}/questions/terms`)
})

test('a look answers what follows and saves nothing', async () => {
  const { reader, base } = await begin('lease-filing')
  await reader.go(`${base}/questions/terms`)
  const looked = await reader.post('/questions/terms', { rent: '2,600', 'term.from-year': '2027', then: 'look' })
  assert.equal(output(looked.html, 'yearRent'), '31,200.00 元')
  assert.match(looked.html, /id="term.from"[^>]*value="2027"/)
  assert.equal(output((await reader.go(`${base}/questions/terms`)).html, 'yearRent').includes('填写后自动计算'), true)
})

test('a form’s own files are handed in on a page of their own, and can be taken back', async () => {
  const { reader, base } = await begin('lease-filing')
  const here = `${base}/questions/photos`
  await reader.go(here)
  await reader.upload('form.photos', '客厅.txt', '照片')
  assert.equal(reader.path, `${here}#photos`)
  assert.match(reader.html, /客厅.txt/)
  const action = /formaction="([^"]*removal\?page=photos)"/.exec(reader.html)?.[1] ?? assert.fail('no way to remove')
  reader.html = reader.html.replace(`action="${here}"`, `action="${action}"`)
  assert.doesNotMatch((await reader.post(action)).html, /客厅.txt/)
})

test('a signature is a declaration, a typed name and the moment; the review tells all in words', async () => {
  const { reader, base } = await begin('lease-filing')
  await reader.go(`${base}/questions/signature`)
  const unsigned = await reader.post('/questions/signature', { 'signature.name': '张敏', 'signature.drawing': '' })
  assert.match(unsigned.html, /href="#signature.declared"/)
  await reader.post('/questions/signature', { 'signature.name': '张敏', 'signature.declared': 'true', 'signature.drawing': 'M10 10 L90 90' })
  await reader.go(`${base}/questions/terms`)
  await reader.post('/questions/terms', { 'term.from-year': '2027', 'term.from-month': '1', 'term.from-day': '1', 'term.to-year': '2026', 'term.to-month': '1', 'term.to-day': '1', rent: '2600', sublet: 'false' })
  assert.match(reader.html, /<a href="#term.to">“租赁期限”的结束日期不能早于开始日期，请改正。/)
  const { html } = await reader.go(`${base}/review`)
  assert.match(html, /张敏<br><span class="yw-quiet">签署于 /)
  assert.match(html, /<path d="M10 10 L90 90"/)
  assert.match(html, /questions\/house\?from=review#house"/)
})

test('a table is filled in by plain inputs, each with its row and column as label; the review shows it as a table', async () => {
  const { reader, base } = await begin('old-age-allowance')
  await reader.go(`${base}/questions/home`)
  assert.equal((await reader.go(`${base}/questions/income`)).location.endsWith('/questions/income'), false, 'a hidden page is not shown')
  await reader.go(`${base}/questions/home`)
  await reader.post('/questions/home', { hukou: 'dongcheng', lowIncome: 'true' })
  assert.equal(reader.path, `${base}/questions/household`)
  await reader.post('/questions/household', { livesAlone: 'true' })
  assert.match(reader.html, /<label[^>]*for="income.1.amount">养老金 每月金额/)
  const amounts = { 'income.0.amount': '0', 'income.1.amount': '2100.5', 'income.2.amount': '0', 'income.3.amount': '一点' }
  const wrong = await reader.post('/questions/income', amounts)
  assert.match(wrong.html, /<a href="#income.3.amount">“每月金额”（其他收入）应填数字/)
  assert.match(wrong.html, /id="income.3.amount"[^>]*value="一点"/)
  await reader.post('/questions/income', { ...amounts, 'income.3.amount': '300' })
  assert.equal(reader.path, `${base}/questions/account`)
  const { html } = await reader.go(`${base}/review`)
  assert.match(html, /<th scope="row"[^>]*>养老金<\/th>/)
  assert.match(html, /每月金额合计<\/strong> 2,400.50 元/)
})

test('the page with everything on it shows only what is asked', async () => {
  const { reader, base } = await begin('old-age-allowance')
  await reader.go(`${base}/questions/all`)
  assert.ok(!names(reader.html).some((name) => /income|members|agentName/.test(name)))
  await reader.post('/questions/all', { lowIncome: 'true', livesAlone: 'false', byAgent: 'true' })
  assert.ok(['income.0.amount', 'members.0.name', 'agentName'].every((name) => names(reader.html).includes(name)))
  // Whoever posts what is hidden by the answers beside it finds it gone.
  await reader.post('/questions/all', { lowIncome: 'false', livesAlone: 'false', byAgent: 'false', agentName: '李强', 'members.0.name': '王芳', incomeTotal: '7' })
  const { body } = await town.call<{ form: object }>('GET', `/api/applications/${base.split('/').at(-1)}`, { as: 'zhang.min' })
  assert.deepEqual(body.form, { lowIncome: false, byAgent: false })
})
