// Teams and windows at the desk: a post is granted in a team, its holder has the team's cases alone and hands one over to another team, and the
// head sees in whose hands each is. A refusal names its field as the form does.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { codes, forms, mattersIn } from '../matters.ts'
import { openTown, type Town } from '../town.ts'
import { assertAccessible, assertFits, keepPicture, openWindow, type Window } from './browser.ts'
import { chooseAct, desk } from './persons.ts'

let town: Town
let window: Window
let origin: string
let hoarding: string
let road: string

before(async () => {
  town = await openTown({ listen: true })
  origin = town.origin.replace('127.0.0.1', 'localhost')
  const { accepted, apply, day, did } = mattersIn(town)
  day('2026-11-23')
  hoarding = (await accepted()).number
  road = (await did('chengguan.roads', (await apply('yunhe.media', codes.road, forms.road)).number, 'acceptance')).number
  await town.settle()
  window = await openWindow()
})
after(async () => {
  await window?.close()
  await town?.close()
})

async function deskOf(login: string): Promise<Page> {
  const context = await window.context({ viewport: { width: 1440, height: 900 } })
  await context.clock.setFixedTime(new Date(town.clock.now().epochMilliseconds))
  return desk(context, origin, login)
}

async function judge(page: Page, name: string): Promise<void> {
  await page.waitForTimeout(400)
  await keepPicture(page, name)
  await assertFits(page)
  await assertAccessible(page)
}

test('a post is granted in a team, with hours; what is wrong is told by the name of the field', async () => {
  const page = await deskOf('admin.security')
  await page.goto(`${origin}/desk/people`)
  await page.getByLabel('姓名或账号').fill('钱思远')
  await page.getByRole('button', { name: '钱思远' }).click()
  const drawer = page.locator('.ant-drawer')
  await drawer.getByText('审查员 · 云州市城市管理局').waitFor()
  await page.getByLabel('角色').click()
  await page.locator('.ant-select-item', { hasText: '受理承办人员' }).first().click()
  await page.getByLabel('机构').fill('城市管理局')
  await page.locator('.ant-select-item', { hasText: '云州市城市管理局' }).first().click()
  await page.getByLabel('科室、窗口').click()
  assert.deepEqual(await page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item').allInnerTexts(), ['户外广告管理科', '市政设施管理科'])
  await page.locator('.ant-select-item', { hasText: '市政设施管理科' }).click()
  await page.getByLabel('生效时段').click()
  await page.locator('.ant-select-item', { hasText: '工作日' }).click()
  await page.getByLabel('自（北京时间）').fill('17:30')
  await page.getByLabel('至（北京时间）').fill('09:00')
  await judge(page, 'section-post')
  await page.getByRole('button', { name: '增加岗位' }).click()
  const refusal = drawer.getByRole('alert')
  await refusal.getByText('生效时段的止：').waitFor()
  assert.doesNotMatch(await refusal.innerText(), /\/hours/)
  await judge(page, 'section-refused')
  await page.getByLabel('自（北京时间）').fill('09:00')
  await page.getByLabel('至（北京时间）').fill('17:30')
  await page.getByRole('button', { name: '增加岗位' }).click()
  await drawer.getByText('云州市城市管理局市政设施管理科 · 工作日 09:00–17:30').waitFor()
  await judge(page, 'section-posts')
})

test('a team has its own cases, hands one over to another team, and reads on without doing more', async () => {
  const page = await deskOf('chengguan.ads')
  await page.goto(`${origin}/desk/`)
  await page.locator(`[data-row="${hoarding}"]`).waitFor()
  assert.equal(await page.locator(`[data-row="${road}"]`).count(), 0)
  await judge(page, 'section-work-list')
  await page.locator(`[data-row="${hoarding}"]`).click()
  await page.waitForURL(new RegExp(`/desk/cases/${hoarding}$`))
  await page.getByText('云州市城市管理局户外广告管理科').first().waitFor()
  await chooseAct(page, /^转办/)
  const drawer = page.locator('.ant-drawer')
  await drawer.getByLabel('到').click()
  await keepPicture(page, 'section-transfer')
  await page.locator('.ant-select-item', { hasText: '市政设施管理科' }).click()
  await judge(page, 'section-chosen')
  await drawer.getByLabel('理由').fill('属于市政设施。')
  await drawer.locator('.ant-btn-primary').click()
  await drawer.waitFor({ state: 'detached' })
  const roads = await deskOf('chengguan.roads')
  await roads.goto(`${origin}/desk/`)
  await roads.locator(`[data-row="${hoarding}"]`).waitFor()
  await roads.locator(`[data-row="${road}"]`).waitFor()
})

test('the head sees in whose hands each case is, and reviews posts with their team and hours', async () => {
  const page = await deskOf('chengguan.approver')
  await page.goto(`${origin}/desk/?view=department`)
  await page.locator(`[data-row="${hoarding}"]`).waitFor()
  await page.getByText('云州市城市管理局市政设施管理科').first().waitFor()
  await judge(page, 'section-department')
  await page.goto(`${origin}/desk/staffing`)
  await page.getByText('云州市城市管理局市政设施管理科').first().waitFor()
  await page.getByText('工作日 09:00–17:30').waitFor()
  await judge(page, 'section-reviews')
})
