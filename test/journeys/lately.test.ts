// 实名核验的时效: registering a business asks that who applies was proved lately (市场主体登记管理条例 15; 实施细则 16). On a phone without script somebody types
// everything, is sent to prove once more, comes back to all of it, and submits.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { startSources, type Sources } from '../proof-sources.ts'
import { openTown, testPack, type Town } from '../town.ts'
import { assertFits, keepPicture, openJudge, openWindow, signInAs, type Judge, type Window } from './browser.ts'
import { answer, press } from './persons.ts'

const person = { login: 'xu.xin', name: '许新', idNumber: '99010219950505023X' }
const shop = '云州市东城区新新修理铺'
let town: Town
let sources: Sources
let window: Window
let judge: Judge
let origin: string

before(async () => {
  sources = await startSources()
  town = await openTown({ listen: true, running: true, realTime: true, relays: { proofs: sources.proofs } })
  origin = town.origin.replace('127.0.0.1', 'localhost')
  town.platform.ground.origin = origin
  window = await openWindow()
  judge = await openJudge(window)
})
after(async () => {
  await window?.close()
  await town?.close()
  await sources?.close()
})

async function byNetworkIdentity(page: Page): Promise<void> {
  await page.getByRole('button', { name: '使用网号、网证' }).click()
  await page.getByRole('button', { name: '打开核验页面' }).click()
  await page.getByLabel('姓名').fill(person.name)
  await page.getByLabel('公民身份号码').fill(person.idNumber)
  await page.getByRole('button', { name: '通过 It is me' }).click()
  await page.getByRole('button', { name: '取得结果' }).click()
}

test('市场主体登记管理条例 15, without script: a proof of more than half a year ago is made anew from the last page, and everything that was typed and chosen is still there', async () => {
  const item = (await testPack()).items.find(({ slug }) => slug === 'shop-registration')?.content ?? assert.fail('no such item')
  const days = item.proofDaysMax ?? assert.fail('the item asks for no recent proof')
  const context = await window.context({ viewport: { width: 360, height: 740 }, javaScriptEnabled: false })
  await signInAs(context, origin, person.login)
  const page = await context.newPage()
  await page.goto(`${origin}/identity`)
  await byNetworkIdentity(page)
  await page.getByText('您现在是实名4级').waitFor()
  await town.platform.ground.sql.rows("update people.proofs set at = at - make_interval(days => $2) where account = (select id from people.accounts where login = $1)", [person.login, days + 1])
  await page.goto(`${origin}/items/${item.code}`)
  await page.getByText(`须在最近${days}天以内核验`).waitFor()
  await page.goto(`${origin}/apply?item=${item.code}`)
  await press(page, '开始填写')
  await answer(page, { who: 'self' })
  // Without a script a question that hangs on an answer comes once that answer was sent.
  await answer(page, { named: 'true' })
  await answer(page, { shopName: shop })
  await answer(page, { trade: 'repair', scope: '日用产品修理服务', capital: '20000', staff: '1' })
  await answer(page, { placeKind: 'online' })
  await answer(page, { platform: '云州优选 https://shop.example/xinxin' })
  await answer(page, { family: 'false' })
  await answer(page, { phone: '13990100077' })
  await answer(page, { delivery: 'electronic' })
  const draft = /\/apply\/([0-9a-f-]+)/.exec(page.url())?.[1] ?? assert.fail(`not in an application: ${page.url()}`)
  await page.goto(`${origin}/apply/${draft}/review`)
  await page.getByText(`${days}天以内的实名4级核验`).waitFor()
  await page.locator('input[name="consent"][value="true"]').check()
  await assertFits(page)
  await keepPicture(page, 'lately-shop-review')
  // Whoever tries all the same is told what to do, and loses nothing.
  await page.locator('form[action$="/submission"] button[type="submit"]').click()
  await page.locator('.govuk-error-summary').getByText('您填写的内容已保留').waitFor()
  await page.locator('input[name="consent"][value="false"]').check()
  await page.getByRole('button', { name: '去实名认证' }).click()
  await page.getByText('请再核验一次').waitFor()
  await assertFits(page)
  await byNetworkIdentity(page)
  await page.waitForURL(`${origin}/apply/${draft}/review`)
  for (const text of [shop, '日用产品修理服务', '13990100077']) await page.getByText(text).first().waitFor()
  assert.equal(await page.locator('input[name="consent"][value="false"]').isChecked(), true, 'what was chosen on the last page is kept too')
  assert.equal(await page.getByRole('button', { name: '去实名认证' }).count(), 0)
  await keepPicture(page, 'lately-shop-back')
  await page.locator('form[action$="/submission"] button[type="submit"]').click()
  await page.waitForURL(/\/cases\//)
  await context.close()
  assert.deepEqual(window.faults, [])
})

test('the last page with what is lacking is sound in both languages and in large text', async () => {
  const code = (await testPack()).items.find(({ slug }) => slug === 'shop-registration')?.content.code ?? ''
  await town.platform.ground.sql.rows("update people.proofs set at = at - interval '400 days' where account = (select id from people.accounts where login = $1)", [person.login])
  const { body } = await town.call<{ id: string }>('POST', '/api/applications', { as: person.login, body: { item: code } })
  const context = await window.context({ viewport: { width: 360, height: 740 } })
  await signInAs(context, origin, person.login)
  const page = await context.newPage()
  for (const query of ['lang=en', 'lang=zh&text=large']) {
    await page.goto(`${origin}/apply/${body.id}/review?${query}`)
    await judge(page)
    await assertFits(page)
    await keepPicture(page, `lately-review-${query.replace(/\W/g, '-')}`)
  }
  await context.close()
})
