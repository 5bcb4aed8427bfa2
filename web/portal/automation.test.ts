// Automatic decisions on the portal, without JavaScript: announced, chosen, explained in both languages, reviewed by a person. 个人信息保护法 24.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { applyAutomatic, automatic, automaticIn } from '../../test/automatic.ts'
import { openTown, type Town } from '../../test/town.ts'

let town: Town
before(async () => {
  town = await openTown()
})
after(() => town.close())

const { formOf, codeOf, explained } = automaticIn(() => town)
const page = async (path: string, as: string, language: 'zh' | 'en' = 'zh') => {
  const answer = await town.app.inject({ method: 'GET', url: path, headers: { cookie: `${await town.cookieOf(as)}; yiwang-language=${language}` } })
  return { status: answer.statusCode, text: answer.body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' '), html: answer.body }
}
const post = async (path: string, as: string, fields: Record<string, string>) =>
  town.app.inject({ method: 'POST', url: path, headers: { cookie: await town.cookieOf(as), 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' }, payload: new URLSearchParams(fields).toString() })

async function draftOf(slug: string, as: string): Promise<string> {
  const { body } = await town.call<{ id: string }>('POST', '/api/applications', { as, body: { item: await codeOf(slug) } })
  await town.call('PUT', `/api/applications/${body.id}`, { as, body: { form: await formOf(slug, 'machine-granted') } })
  return body.id
}

test('the guide announces it, with the data and who released the table; other guides do not', async () => {
  const guide = await page(`/items/${automatic.item}`, 'zhang.min')
  assert.match(guide.text, /本事项由系统自动办理.*系统只能全部准予.*厂房面积.*申请表.*负责人于2026年1月5日发布.*要求由人办理/)
  assert.match((await page(`/items/${automatic.item}`, 'zhang.min', 'en')).text, /decided automatically.*Workshop area.*You may ask for a person/)
  assert.doesNotMatch((await page(`/items/${await codeOf('outdoor-advertising')}`, 'zhang.min')).text, /由系统自动办理/)
  assert.match((await page(`/items/${await codeOf('machine-decision-review')}`, 'zhang.min')).text, /不单独申请/)
})

test('before submitting one chooses the system or a person, and the choice holds', async () => {
  const draft = await draftOf('employment-registration', 'chen.hao')
  const review = await page(`/apply/${draft}/review`, 'chen.hao')
  assert.match(review.text, /由谁办理.*由系统自动办理.*要求人工办理/)
  const sent = await post(`/apply/${draft}/submission`, 'chen.hao', { key: crypto.randomUUID(), consent: 'true', byPerson: 'true' })
  assert.equal(sent.statusCode, 303)
  const number = /cases\/([^?]+)/.exec(String(sent.headers.location))?.[1] ?? assert.fail('no case')
  assert.match((await page(`/cases/${number}`, 'chen.hao')).text, /系统正在办理/)
  await town.settle()
  assert.deepEqual((await explained(number, 'chen.hao')).reasons.map(({ code }) => code), ['asked-for-person'])
  const shown = await page(`/cases/${number}`, 'chen.hao')
  assert.match(shown.text, /为什么由工作人员办理.*申请人要求由人办理/)
  assert.doesNotMatch(shown.text, /系统正在办理/)
})

test('the page of the case says which condition, which datum, from where, in both languages, and how to reach a person', async () => {
  const number = await applyAutomatic(town)
  const zh = await page(`/cases/${number}`, automatic.resident)
  assert.match(zh.text, /为什么这样决定.*决策表“维修备案自动办理”.*厂房面积（平方米）：400.*不低于 200，低于 800.*申请表.*个人信息保护法第二十四条.*要求人工复核/)
  assert.match(zh.text, /系统自动准予，没有人工参与/)
  assert.match((await page(`/cases/${number}`, automatic.resident, 'en')).text, /Why it was decided so.*Workshop area \(square metres\): 400.*at least 200 and less than 800.*Ask a person to review/)
})

test('a review by a person is asked for with a reason, once, and shown on the page', async () => {
  const number = await applyAutomatic(town)
  const path = `/cases/${number}/human-review`
  assert.equal((await post(path, automatic.resident, { key: crypto.randomUUID(), reason: '' })).statusCode, 422)
  const sent = await post(path, automatic.resident, { key: crypto.randomUUID(), reason: '门牌号填错了。' })
  assert.deepEqual([sent.statusCode, sent.headers.location], [303, `/cases/${number}#why`])
  const shown = await page(`/cases/${number}`, automatic.resident)
  assert.match(shown.text, /人工复核.*办理中/)
  assert.doesNotMatch(shown.html, /\/human-review"/)
  const again = await post(path, automatic.resident, { key: crypto.randomUUID(), reason: '再看一遍。' })
  assert.match(again.body, /人工复核正在办理/)
})
