// Codes that are sent, in the browser, without script on a phone: an address is opened for them, they sign in alone and after the password, and prove a session; at the desk after the password.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { BrowserContext, Page } from 'playwright-core'
import { totpCode } from '#core/people'
import { lastCode } from '../scenes-codes.ts'
import { demonstrationPassword, openTown, type Town } from '../town.ts'
import { assertAccessible, assertFits, keepPicture, openJudge, openWindow, signInAs, type Judge, type Window } from './browser.ts'

let town: Town
let window: Window
let judge: Judge
let origin: string

before(async () => {
  town = await openTown({ listen: true, running: true, realTime: true, relays: { smtp: 'smtp://127.0.0.1:9', sms: 'http://127.0.0.1:9/sms' } })
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
  await keepPicture(page, `codes-${name}`)
  await assertFits(page)
  await judge(page)
}

/** An address of somebody that was confirmed on the page of channels before. */
async function confirmed(login: string, channel: 'sms' | 'email', address: string): Promise<void> {
  assert.equal((await town.call('PUT', `/api/notification-channels/${channel}`, { as: login, body: { address } })).status, 200)
  await town.platform.ground.sql.rows("update channels.addresses set verified_at = changed_at, is_on = true, code_sealed = null where channel = $2 and account = (select id from people.accounts where login = $1)", [login, channel])
}

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()
const leave = async (context: BrowserContext, page: Page) => {
  await context.request.delete(`${origin}/api/session`)
  await page.goto(`${origin}/sign-in`)
}

test('on a phone without script: a number is opened for codes, a wrong code is told, the right one signs in by the number alone, and proves the session', async () => {
  await confirmed('li.guiying', 'sms', '13800990001')
  const context = await window.context({ viewport: { width: 360, height: 740 }, javaScriptEnabled: false })
  await signInAs(context, origin, 'li.guiying')
  const page = await context.newPage()
  await page.goto(`${origin}/account`)
  await look(page, 'account')
  await page.locator('a[href="/account/codes"]').click()
  await look(page, 'add')
  await press(page, '开通')
  await page.locator('.govuk-error-summary').waitFor()
  await look(page, 'add-error')
  await page.getByLabel('138****0001').check()
  await page.getByLabel('单独登录', { exact: false }).check()
  await press(page, '开通')
  await page.getByText('已保存。').waitFor()
  await look(page, 'account-after')
  await leave(context, page)
  await look(page, 'sign-in')
  await press(page, '用短信或邮箱验证码登录')
  await look(page, 'ask')
  await press(page, '获取验证码')
  await page.locator('.govuk-error-summary').waitFor()
  await page.getByLabel('账号、手机号码或者邮箱').fill('138 0099 0001')
  await press(page, '获取验证码')
  await page.getByText('如果这个账号开通了验证码登录').waitFor()
  await look(page, 'entry')
  const code = await lastCode(town)
  await page.getByLabel('验证码', { exact: true }).fill(code === '000000' ? '000001' : '000000')
  await press(page, '登录')
  await page.locator('.govuk-error-summary').waitFor()
  await look(page, 'entry-error')
  await page.getByLabel('验证码', { exact: true }).fill(code)
  await press(page, '登录')
  await page.waitForURL(`${origin}/my`)
  await page.goto(`${origin}/account/proof?next=/account/codes`)
  await press(page, '把验证码发到我的手机')
  await look(page, 'proof')
  await page.getByLabel('验证码', { exact: true }).fill(await lastCode(town))
  await press(page, '继续')
  await page.waitForURL(`${origin}/account/codes`)
  await context.close()
})

test('in English, large, without script: who is not here gets the same page; and after the password a code is sent on demand', async () => {
  await confirmed('chen.hao', 'email', 'chen.hao@example.cn')
  const opened = await town.call('PUT', '/api/notification-channels/email/codes', { as: 'chen.hao', body: { alone: false } })
  assert.equal(opened.status, 200, JSON.stringify(opened.body))
  const context = await window.context({ viewport: { width: 360, height: 740 }, javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto(`${origin}/help?lang=en&text=large`)
  await page.goto(`${origin}/sign-in/code`)
  await look(page, 'ask-english')
  await page.getByLabel('Account name, mobile number or mail address').fill('nobody.at.all')
  await page.getByLabel('Mail', { exact: true }).check()
  await press(page, 'Send the code')
  await page.getByText('If this account is open to codes').waitFor()
  await look(page, 'entry-english')
  await press(page, 'Send another')
  await page.getByText('If this account is open to codes').waitFor()
  await page.goto(`${origin}/sign-in`)
  await page.locator('#login').fill('chen.hao')
  await page.locator('#password').fill(demonstrationPassword)
  await press(page, 'Sign in')
  await page.getByRole('heading', { name: 'One more step' }).waitFor()
  await look(page, 'second-english')
  await press(page, 'Send a code to my mail address')
  await page.getByText('c***@example.cn').waitFor()
  await look(page, 'second-sent-english')
  await page.getByLabel('Code', { exact: true }).fill(await lastCode(town))
  await press(page, 'Continue')
  await page.waitForURL(`${origin}/my`)
  await context.close()
})

test('at the desk a civil servant who has an authenticator may have a code sent after the password', async () => {
  const as = 'chengguan.clerk'
  await confirmed(as, 'sms', '13800990002')
  const begun = (await town.call<{ id: string; secret: string }>('POST', '/api/factors/totp', { as, body: { name: '手机' } })).body
  assert.equal((await town.call('POST', `/api/factors/${begun.id}/confirmation`, { as, body: { code: totpCode(begun.secret, Temporal.Now.instant()) } })).status, 200)
  assert.equal((await town.call('PUT', '/api/notification-channels/sms/codes', { as, body: { alone: false } })).status, 200)
  const context = await window.context()
  const page = await context.newPage()
  await page.goto(`${origin}/desk/items`)
  await page.locator('#login').fill(as)
  await page.locator('#password').fill(demonstrationPassword)
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: '把验证码发到我的手机' }).click()
  await page.getByText('138****0002').waitFor()
  await keepPicture(page, 'codes-desk')
  await assertFits(page)
  await assertAccessible(page)
  await page.getByLabel('验证码').fill(await lastCode(town))
  await page.keyboard.press('Enter')
  await page.waitForURL(`${origin}/desk/items`)
  assert.deepEqual(window.faults, [])
  await context.close()
})
