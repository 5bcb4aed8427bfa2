// A supervisor's day: from the board to the cases behind a number, to the one that has been late longest; the late body answers, and
// the organisation above closes the supervision (许可法 44, 60).
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { BrowserContext, Page } from 'playwright-core'
import { mattersIn } from '../matters.ts'
import { openTown, type Town } from '../town.ts'
import { assertAccessible, assertFits, openWindow, type Window } from './browser.ts'
import { chooseAct, desk, sendAct } from './persons.ts'

let town: Town
let window: Window
let origin: string
let office: BrowserContext
let page: Page
let late: string[]
const answer = '专家评审延误，本周五前办结。'

before(async () => {
  town = await openTown({ listen: true })
  origin = town.origin.replace('127.0.0.1', 'localhost')
  const { accepted, day } = mattersIn(town)
  day('2026-11-23')
  const { number } = await accepted()
  day('2026-11-24')
  late = [number, (await accepted()).number]
  day('2027-01-18')
  await accepted()
  await town.platform.beat()
  await town.settle()
  window = await openWindow()
  office = await window.context()
  await office.clock.setFixedTime(new Date(town.clock.now().epochMilliseconds))
})
after(async () => {
  await window?.close()
  await town?.close()
})

test('the board tells what is late; each number opens its cases, and the longest stands first', async () => {
  page = await desk(office, origin, 'chengguan.approver')
  await page.goto(`${origin}/desk/board`)
  const longest = page.getByRole('table', { name: '超期最久' })
  await longest.locator('tbody tr').first().waitFor()
  assert.deepEqual(await longest.locator('[data-row]').allInnerTexts(), late)
  await assertAccessible(page)
  const red = page.locator('.totals a', { hasText: String(late.length) }).first()
  assert.match((await red.getAttribute('aria-label')) ?? '', /超期/)
  await red.click()
  await page.locator('.totals').waitFor({ state: 'detached' })
  await page.locator(`[data-row="${late[0]}"]`).waitFor()
  assert.deepEqual((await page.locator('tbody [data-row]').allInnerTexts()).sort(), [...late].sort())
  await page.goto(`${origin}/desk/board`)
  await longest.locator('a').first().click()
  await page.waitForURL(new RegExp(`/desk/cases/${late[0]}$`))
  await page.getByText('承办机关还没有答复。').waitFor()
  await assertAccessible(page)
})

test('the late body answers, the organisation above closes it, and the applicant reads the answer', async () => {
  const supervised = page.locator('section', { has: page.getByRole('heading', { name: '逾期督办' }) })
  const supervision = await supervised.locator('a').first().innerText()
  await supervised.locator('a').first().click()
  await page.locator('.case-head .number', { hasText: supervision }).waitFor()
  const drawer = await chooseAct(page, /^办理/)
  await drawer.locator('textarea').first().fill(answer)
  await sendAct(page)
  await town.settle()
  const above = await desk(office, origin, 'shizheng.head')
  await above.goto(`${origin}/desk/cases/${supervision}`)
  await chooseAct(above, /作出决定/)
  await sendAct(above)
  await town.settle()
  const { answer: told, closedAt } = (await mattersIn(town).call<{ supervision: { answer: string; closedAt: string | null } }>('GET', `/api/cases/${late[0]}/supervision`, { as: 'yunhe.media' })).body.supervision
  assert.equal(told, answer)
  assert.ok(closedAt)
})

test('the board fits a small screen, in English too', async () => {
  const small = await window.context({ viewport: { width: 800, height: 900 } })
  await small.clock.setFixedTime(new Date(town.clock.now().epochMilliseconds))
  const screen = await desk(small, origin, 'chengguan.approver')
  await screen.goto(`${origin}/desk/board`)
  await screen.getByRole('button', { name: 'English' }).click()
  await screen.getByRole('table', { name: 'Late longest' }).waitFor()
  await assertFits(screen)
  assert.deepEqual(window.faults, [])
})
