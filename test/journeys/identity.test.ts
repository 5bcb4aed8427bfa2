// The step up in the browser: on a phone without script, from an application that asks for more proof to the sources and back to the same draft;
// axe finds nothing, in both languages and in easy mode.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { codes, forms, mattersIn, publishFrom } from '../matters.ts'
import { startSources, type Sources } from '../proof-sources.ts'
import { openTown, type Town } from '../town.ts'
import { assertAccessible, assertFits, keepPicture, openJudge, openWindow, signInAs, type Judge, type Window } from './browser.ts'
import { desk } from './persons.ts'

const person = { login: 'xu.xin', name: '许新', idNumber: '99010219950505023X' }
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
  await publishFrom(town, codes.hoarding, (content) => ({ ...content, levelMin: 4, targets: ['natural', 'company'] }))
  window = await openWindow()
  judge = await openJudge(window)
})
after(async () => {
  await window?.close()
  await town?.close()
  await sources?.close()
})

/** From the page of one's identity to the source, and back with its answer. */
async function byNetworkIdentity(page: Page): Promise<void> {
  await page.getByRole('button', { name: '使用网号、网证' }).click()
  await assertFits(page)
  await page.getByRole('button', { name: '打开核验页面' }).click()
  await page.getByLabel('姓名').fill(person.name)
  await page.getByLabel('公民身份号码').fill(person.idNumber)
  await page.getByRole('button', { name: '通过 It is me' }).click()
  await page.getByRole('heading', { name: '您已从核验页面回来' }).waitFor()
  await page.getByRole('button', { name: '取得结果' }).click()
}

test('on a phone without script: refused for the level, up by the network identity, back to the same draft, submitted', async () => {
  const draft = await mattersIn(town).draft(person.login, codes.hoarding, forms.hoarding)
  const context = await window.context({ viewport: { width: 360, height: 740 }, javaScriptEnabled: false })
  await signInAs(context, origin, person.login)
  const page = await context.newPage()
  await page.goto(`${origin}/apply/${draft}/review`)
  await assertFits(page)
  await page.getByRole('button', { name: '提交' }).first().click()
  await page.locator('.govuk-error-summary').waitFor()
  await page.getByRole('button', { name: '去实名认证' }).click()
  await page.getByRole('heading', { name: '实名认证', exact: true }).waitFor()
  await assertFits(page)
  await byNetworkIdentity(page)
  await page.waitForURL(`${origin}/apply/${draft}/review`)
  await page.getByText(String(forms.hoarding['siteAddress'])).first().waitFor()
  await page.getByRole('button', { name: '提交' }).first().click()
  await page.waitForURL(/\/cases\//)
  await context.close()
})

test('on a phone without script: refused for the age of the proof, proved once more in the same way, back to the same draft, submitted', async () => {
  await publishFrom(town, codes.hoarding, (content) => ({ ...content, levelMin: 4, proofDaysMax: 30, targets: ['natural', 'company'] }))
  const draft = await mattersIn(town).draft(person.login, codes.hoarding, forms.hoarding)
  await town.platform.ground.sql.rows("update people.proofs set at = at - interval '31 days' where account = (select id from people.accounts where login = $1)", [person.login])
  const context = await window.context({ viewport: { width: 360, height: 740 }, javaScriptEnabled: false })
  await signInAs(context, origin, person.login)
  const page = await context.newPage()
  await page.goto(`${origin}/items/${codes.hoarding}`)
  await page.getByText('须在最近30天以内核验').waitFor()
  await page.goto(`${origin}/apply/${draft}/review`)
  await page.getByText('30天以内的实名4级核验').waitFor()
  await keepPicture(page, 'lately-review')
  await page.getByRole('button', { name: '提交' }).first().click()
  await page.locator('.govuk-error-summary').getByText('您填写的内容已保留').waitFor()
  await page.getByRole('button', { name: '去实名认证' }).click()
  await page.getByText('请再核验一次').waitFor()
  await keepPicture(page, 'lately-identity')
  await assertFits(page)
  await judge(page)
  await byNetworkIdentity(page)
  await page.waitForURL(`${origin}/apply/${draft}/review`)
  await page.getByText(String(forms.hoarding['siteAddress'])).first().waitFor()
  await page.getByRole('button', { name: '提交' }).first().click()
  await page.waitForURL(/\/cases\//)
  await page.goto(`${origin}/identity`)
  await page.getByText('四级：已确认是您本人').waitFor()
  await page.getByRole('button', { name: /^删除/ }).click()
  await page.getByText('二级：自己填报').waitFor()
  await context.close()
})

test('the pages of one’s identity are sound in both languages and in easy mode, also where a source is down', async () => {
  const context = await window.context()
  await signInAs(context, origin, person.login)
  const page = await context.newPage()
  for (const query of ['lang=zh', 'lang=en', 'lang=zh&text=large']) {
    await page.goto(`${origin}/identity?level=4&back=/my&${query}`)
    await judge(page)
  }
  await sources.mode('down')
  await page.locator('summary', { hasText: '人脸核验说明' }).click()
  await page.getByLabel('我已看清说明，单独同意人脸核验').check()
  const refused = window.faults.length
  await page.getByRole('button', { name: '开始人脸核验' }).click()
  await page.getByText('这种方式现在不太稳定').waitFor()
  await judge(page)
  // The answer above 499 says that the source is down: that is what was asked for here.
  window.faults.splice(refused)
  await sources.mode('ok')
  await page.goto(`${origin}/identity`)
  await page.getByLabel('我已看清说明，单独同意人脸核验').check()
  await page.getByRole('button', { name: '开始人脸核验' }).click()
  await judge(page)
  await page.getByRole('button', { name: '打开核验页面' }).click()
  await page.getByRole('button', { name: '通过 It is me' }).click()
  await page.getByRole('heading', { name: '您已从核验页面回来' }).waitFor()
  await judge(page)
  await page.getByRole('button', { name: '取得结果' }).click()
  await page.getByText('您现在是实名4级').waitFor()
  await judge(page)
  assert.deepEqual(window.faults, [])
  await context.close()
})

test('at the desk: a window sees a document, a colleague reads it again, and the person is known in person', async () => {
  const hall = await window.context()
  const page = await desk(hall, origin, 'window.wang')
  await page.goto(`${origin}/desk/registers/checks`)
  await page.getByText('没有待复核的。').waitFor()
  await assertAccessible(page)
  await page.getByRole('button', { name: /核对证件/ }).click()
  await page.getByLabel('到场人的账号名').fill(person.login)
  await page.getByLabel('姓名或者名称').fill(person.name)
  await page.getByLabel('证件号码', { exact: true }).fill(person.idNumber)
  await assertAccessible(page)
  await page.keyboard.press('Control+Enter')
  await page.getByText('等待复核').first().waitFor()
  await hall.close()
  const office = await window.context()
  const second = await desk(office, origin, 'hall.service')
  await second.goto(`${origin}/desk/registers/checks`)
  await second.getByRole('button', { name: '复核 许*' }).click()
  await second.getByLabel('姓名或者名称').fill(person.name)
  await second.getByLabel('证件号码', { exact: true }).fill(person.idNumber)
  await assertAccessible(second)
  await second.keyboard.press('Control+Enter')
  await second.getByText('没有待复核的。').waitFor()
  await office.close()
  const context = await window.context()
  await signInAs(context, origin, person.login)
  const own = await context.newPage()
  await own.goto(`${origin}/identity`)
  await own.getByText('五级：已在窗口当面核对').waitFor()
  await context.close()
})

test('a legal representative binds the company by the register, without script', async () => {
  const context = await window.context({ viewport: { width: 360, height: 740 }, javaScriptEnabled: false })
  await signInAs(context, origin, 'zhang.min')
  const page = await context.newPage()
  await page.goto(`${origin}/acting`)
  await page.getByRole('link', { name: '绑定企业' }).click()
  await page.getByLabel('统一社会信用代码').fill('91990102708100111M')
  await page.getByRole('button', { name: '核对并绑定' }).click()
  await page.locator('.govuk-error-summary').waitFor()
  await assertFits(page)
  await page.getByLabel('统一社会信用代码').fill('91990102708100111L')
  await page.getByRole('button', { name: '核对并绑定' }).click()
  await page.getByText('已绑定“云州云禾传媒有限公司”').waitFor()
  await assertFits(page)
  await context.close()
  const other = await window.context()
  await signInAs(other, origin, 'zhang.min')
  const judged = await other.newPage()
  for (const query of ['lang=zh', 'lang=en']) {
    await judged.goto(`${origin}/acting/companies?${query}`)
    await judge(judged)
  }
  await other.close()
})
