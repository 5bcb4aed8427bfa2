// A power of attorney on paper in the browser: two officers at the desk register it with its scan; on the portal without script the agent acts, and the
// principal reads the paper and takes it back. axe finds nothing, in both languages. 民法典 165, 173.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { openTown, testPack, type Town } from '../town.ts'
import { assertAccessible, assertFits, keepPicture, openJudge, openWindow, signInAs, type Judge, type Window } from './browser.ts'
import { desk } from './persons.ts'

let town: Town
let window: Window
let judge: Judge
let origin: string

before(async () => {
  town = await openTown({ listen: true, running: true, realTime: true })
  origin = town.origin.replace('127.0.0.1', 'localhost')
  window = await openWindow()
  judge = await openJudge(window)
})
after(async () => {
  await window?.close()
  await town?.close()
})

const principal = { login: 'zhang.min', name: '张敏', idNumber: '990102199203140264' }
const agent = { login: 'chen.hao', name: '陈皓', idNumber: '990103200208110373' }

async function settled(page: Page, name: string): Promise<void> {
  await page.waitForTimeout(400)
  await keepPicture(page, name)
  await assertFits(page)
  await assertAccessible(page)
}

async function fillPeople(page: Page): Promise<void> {
  await page.getByLabel('委托人姓名').fill(principal.name)
  await page.getByLabel('委托人证件号码').fill(principal.idNumber)
  await page.getByLabel('代理人姓名').fill(agent.name)
  await page.getByLabel('代理人证件号码').fill(agent.idNumber)
}

/** The name of the service that the paper is about. */
async function nameOf(language: 'zh' | 'en'): Promise<string> {
  return (await testPack()).items.find(({ slug }) => slug === 'marriage-record-query')?.content.name[language] ?? assert.fail('no such item')
}

async function chooseItem(page: Page, name: string): Promise<void> {
  await page.getByLabel('事项', { exact: true }).fill(name)
  await page.locator('.ant-select-item-option', { hasText: name }).first().click()
  await page.keyboard.press('Escape')
}

test('at the desk one window takes the paper and another reads it again', async () => {
  const name = await nameOf('zh')
  const hall = await window.context({ viewport: { width: 1440, height: 900 } })
  const first = await desk(hall, origin, 'window.wang')
  const office = await window.context({ viewport: { width: 1440, height: 900 } })
  const second = await desk(office, origin, 'window.zhao')
  await first.goto(`${origin}/desk/registers/powers`)
  await first.getByRole('button', { name: /收下委托书/ }).click()
  await first.getByLabel('委托书编号').fill('委字第1号')
  await first.getByLabel('委托书扫描件').setInputFiles({ name: '委托书.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\n%%EOF\n') })
  await chooseItem(first, name)
  await first.getByLabel('委托的最后一天').fill(Temporal.Now.plainDateISO('Asia/Shanghai').add({ days: 60 }).toString())
  await fillPeople(first)
  await settled(first, 'power-take')
  await first.keyboard.press('Control+Enter')
  await first.getByText('等待复核').first().waitFor()
  // What it is for stands there by name.
  await first.getByRole('cell', { name: new RegExp(name) }).waitFor()
  await settled(first, 'power-waits')
  await second.goto(`${origin}/desk/registers/powers`)
  const kept = await second.request.get(`${origin}${await second.getByRole('link', { name: '看委托书' }).getAttribute('href')}`)
  assert.equal(kept.status(), 200)
  await second.getByRole('button', { name: /^复核 张/ }).click()
  await fillPeople(second)
  await settled(second, 'power-confirm')
  await second.keyboard.press('Control+Enter')
  await second.getByText('没有待复核的。').waitFor()
  assert.deepEqual(window.faults, [])
  await hall.close()
  await office.close()
})

test('at the desk an organisation’s is taken with its legal representative, and read again with all three; in English the list names the service', async () => {
  const pack = await testPack()
  const company = pack.people.find(({ kind, representative }) => kind === 'legal' && representative !== undefined) ?? assert.fail('no company')
  const signer = pack.people.find(({ login }) => login === company.representative) ?? assert.fail('nobody represents it')
  const typed = async (page: Page) => {
    await page.getByLabel('单位名称').fill(company.name)
    await page.getByLabel('统一社会信用代码').fill(company.uscc ?? '')
    await page.getByLabel('签字的法定代表人').fill(signer.name)
    await page.getByLabel('法定代表人证件号码').fill(signer.idNumber ?? '')
    await page.getByLabel('代理人姓名').fill(agent.name)
    await page.getByLabel('代理人证件号码').fill(agent.idNumber)
  }
  const hall = await window.context({ viewport: { width: 1440, height: 900 } })
  const first = await desk(hall, origin, 'window.wang')
  const office = await window.context({ viewport: { width: 1440, height: 900 } })
  const second = await desk(office, origin, 'window.zhao')
  await first.goto(`${origin}/desk/registers/powers`)
  await first.getByRole('button', { name: /收下委托书/ }).click()
  await first.getByRole('radio', { name: /单位/ }).check()
  await first.getByLabel('委托书编号').fill('企委字第1号')
  await first.getByLabel('委托书扫描件').setInputFiles({ name: '委托书.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\n%%EOF\n') })
  await chooseItem(first, await nameOf('zh'))
  await first.getByLabel('委托的最后一天').fill(Temporal.Now.plainDateISO('Asia/Shanghai').add({ days: 60 }).toString())
  await typed(first)
  await settled(first, 'power-company-take')
  await first.keyboard.press('Control+Enter')
  await first.getByText('等待复核').first().waitFor()
  await second.goto(`${origin}/desk/registers/powers`)
  await second.getByRole('button', { name: `复核 ${company.name}` }).click()
  await typed(second)
  await settled(second, 'power-company-confirm')
  await second.keyboard.press('Escape')
  await second.getByRole('dialog').waitFor({ state: 'detached' })
  await second.getByRole('button', { name: 'English' }).click()
  await second.getByRole('cell', { name: new RegExp(await nameOf('en')) }).waitFor()
  await settled(second, 'power-company-en')
  await second.getByRole('button', { name: '中文' }).click()
  await second.getByRole('button', { name: `复核 ${company.name}` }).click()
  await typed(second)
  await second.keyboard.press('Control+Enter')
  await second.getByText('没有待复核的。').waitFor()
  assert.deepEqual(window.faults, [])
  await hall.close()
  await office.close()
})

test('on a phone without script somebody lets another act for services by their names; one that is misspelt is said, and nothing typed is lost', async () => {
  const phone = await window.context({ viewport: { width: 360, height: 740 }, javaScriptEnabled: false })
  await signInAs(phone, origin, 'li.guiying')
  const page = await phone.newPage()
  await page.goto(`${origin}/acting/agents`)
  const until = Temporal.Now.plainDateISO('Asia/Shanghai').add({ days: 30 })
  await page.getByLabel('对方的登录名').fill(agent.login)
  await page.getByLabel('对方的姓名').fill(agent.name)
  await page.locator('[name="items"]').fill(`${await nameOf('zh')}\n没有这个事项`)
  for (const part of ['year', 'month', 'day'] as const) await page.locator(`[name="until-${part}"]`).fill(String(until[part]))
  await page.getByRole('button', { name: '委托', exact: true }).click()
  await page.locator('.govuk-error-summary').getByText('没有这个事项').waitFor()
  await assertFits(page)
  await keepPicture(page, 'agents-unknown')
  assert.equal(await page.locator('[name="login"]').inputValue(), agent.login)
  await page.locator('[name="items"]').fill(await nameOf('zh'))
  await page.getByRole('button', { name: '委托', exact: true }).click()
  await page.locator('.yw-list__facts').getByText(await nameOf('zh')).waitFor()
  await assertFits(page)
  await keepPicture(page, 'agents-by-name')
  await page.goto(`${origin}/acting/agents?lang=en`)
  await page.locator('.yw-list__facts').getByText(await nameOf('en')).waitFor()
  await phone.close()
})

test('on a phone without script the agent acts by it; the principal reads it and takes it back', async () => {
  const phone = await window.context({ viewport: { width: 360, height: 740 }, javaScriptEnabled: false })
  await signInAs(phone, origin, agent.login)
  const page = await phone.newPage()
  await page.goto(`${origin}/acting`)
  await page.getByRole('button', { name: /张敏/ }).click()
  assert.match(await page.locator('body').innerText(), /张敏/)
  const own = await window.context({ viewport: { width: 360, height: 740 }, javaScriptEnabled: false })
  await signInAs(own, origin, principal.login)
  const mine = await own.newPage()
  for (const language of ['en', 'zh']) {
    await mine.goto(`${origin}/acting/agents?lang=${language}`)
    await keepPicture(mine, `power-agents-${language}`)
    await judge(mine)
  }
  const paper = await mine.request.get(`${origin}${await mine.getByRole('link', { name: /查看委托书/ }).getAttribute('href')}`)
  assert.equal(paper.status(), 200)
  await mine.getByRole('button', { name: /收回委托 陈皓/ }).click()
  await mine.goto(`${origin}/acting/agents`)
  assert.equal(await mine.getByRole('button', { name: /收回委托 陈皓/ }).count(), 0)
  await phone.close()
  await own.close()
})
