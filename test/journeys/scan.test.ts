// Letting a computer in by a telephone, in the browser: the telephone without script, the computer with one and without; what is wrong, refused or over is told on both.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { openTown, type Town } from '../town.ts'
import { assertAccessible, assertFits, keepPicture, openJudge, openWindow, signInAs, type Judge, type Window } from './browser.ts'

let town: Town
let window: Window
let judge: Judge
let origin: string

before(async () => {
  town = await openTown({ listen: true, running: true, realTime: true })
  origin = town.origin.replace('127.0.0.1', 'localhost')
  town.platform.ground.origin = origin
  window = await openWindow()
  judge = await openJudge(window)
})
after(async () => {
  await window?.close()
  await town?.close()
})

async function look(page: Page, name: string): Promise<void> {
  await keepPicture(page, `scan-${name}`)
  await assertFits(page)
  await judge(page)
}

/** Where the QR of a computer leads; the pictures are read by their makers, not by this test. */
async function addressOf(page: Page): Promise<string> {
  const { address } = (await (await page.context().request.get(`${origin}/api/scan`)).json()) as { address: string }
  return address
}
const numberOf = async (page: Page) => ((await page.locator('.yw-scan-number').textContent()) ?? '').trim()

/** A telephone without script on which a resident is signed in. */
async function telephone(login: string): Promise<Page> {
  const context = await window.context({ viewport: { width: 360, height: 740 }, javaScriptEnabled: false })
  await signInAs(context, origin, login)
  return context.newPage()
}

test('a computer with script goes on by itself once the telephone has typed its number; a wrong one is told', async () => {
  const context = await window.context()
  const page = await context.newPage()
  await page.goto(`${origin}/sign-in?next=/my/dates`)
  await page.getByRole('button', { name: '用手机扫码登录' }).click()
  await page.locator('.yw-scan-number').waitFor()
  await keepPicture(page, 'scan-computer')
  await assertFits(page)
  await assertAccessible(page)
  const phone = await telephone('li.guiying')
  await phone.goto(await addressOf(page))
  await look(phone, 'phone')
  await phone.getByRole('button', { name: '让这台电脑登录' }).click()
  await phone.locator('.govuk-error-summary').waitFor()
  const number = await numberOf(page)
  await phone.getByLabel('电脑上显示的两位数字').fill(number === '10' ? '11' : '10')
  await phone.getByRole('button', { name: '让这台电脑登录' }).click()
  await phone.locator('.govuk-error-summary').waitFor()
  await look(phone, 'phone-error')
  await phone.getByLabel('电脑上显示的两位数字').fill(number)
  await phone.getByRole('button', { name: '让这台电脑登录' }).click()
  await phone.getByRole('heading', { name: '已经确认' }).waitFor()
  await look(phone, 'phone-done')
  await page.waitForURL(`${origin}/my/dates`)
  await page.goto(`${origin}/account`)
  await page.getByText('手机扫码').waitFor()
  assert.deepEqual(window.faults, [])
  await phone.context().close()
  await context.close()
})

test('a computer without script, in English and large, looks again by itself, is told that nobody confirmed, and comes in by one tap', async () => {
  const context = await window.context({ viewport: { width: 360, height: 740 }, javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto(`${origin}/help?lang=en&text=large`)
  await page.goto(`${origin}/sign-in`)
  await page.getByRole('button', { name: 'Sign in by scanning with your phone' }).click()
  await page.locator('.yw-scan-number').waitFor()
  assert.match(await page.content(), /http-equiv="refresh" content="5; url=\/sign-in\/scan\?next=%2Fmy"/)
  await look(page, 'computer-english')
  await page.getByRole('button', { name: 'I have confirmed on the phone' }).click()
  await page.locator('.govuk-error-summary').waitFor()
  const phone = await telephone('chen.hao')
  await phone.goto(`${origin}/help?lang=en`)
  await phone.goto(await addressOf(page))
  await look(phone, 'phone-english')
  await phone.getByLabel('The two digits that the computer shows').fill(await numberOf(page))
  await phone.getByRole('button', { name: 'Let this computer in' }).click()
  await phone.getByRole('heading', { name: 'Confirmed' }).waitFor()
  // The browser looks again without being asked.
  await page.getByRole('heading', { name: 'The phone has confirmed' }).waitFor()
  await look(page, 'computer-confirmed')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.waitForURL(`${origin}/my`)
  await phone.context().close()
  await context.close()
})

test('what the telephone refuses is over on both; who is not signed in on the telephone signs in first and comes back', async () => {
  const context = await window.context()
  const page = await context.newPage()
  await page.goto(`${origin}/sign-in`)
  await page.getByRole('button', { name: '用手机扫码登录' }).click()
  await page.locator('.yw-scan-number').waitFor()
  const address = await addressOf(page)
  const phone = await (await window.context({ viewport: { width: 360, height: 740 }, javaScriptEnabled: false })).newPage()
  await phone.goto(address)
  assert.equal(new URL(phone.url()).pathname, '/sign-in')
  await phone.getByRole('button', { name: /李桂英/ }).click()
  await phone.getByRole('button', { name: '不是我要登录，取消' }).click()
  await phone.getByRole('heading', { name: '已经取消' }).waitFor()
  await page.getByRole('heading', { name: '二维码已经失效' }).waitFor()
  await keepPicture(page, 'scan-over')
  await assertAccessible(page)
  await phone.goto(address)
  await phone.getByRole('heading', { name: '二维码已经失效' }).waitFor()
  await page.getByRole('button', { name: '换一个二维码' }).click()
  await page.locator('.yw-scan-number').waitFor()
  await phone.context().close()
  await context.close()
})
