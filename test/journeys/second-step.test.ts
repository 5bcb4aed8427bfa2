// A civil servant with a second proof at the desk, by keyboard, in both languages: a code after the password, a passkey after it and alone; the
// places of the desk on a narrow window; what stands in the way of whoever still lacks a second proof.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { BrowserContext, Page } from 'playwright-core'
import { totpCode } from '#core/people'
import { demonstrationPassword, openTown, type Town } from '../town.ts'
import { assertAccessible, assertFits, keepPicture, openWindow, signInAs, type Window } from './browser.ts'

let town: Town
let window: Window
let origin: string

before(async () => {
  town = await openTown({ listen: true, realTime: true })
  origin = town.origin.replace('127.0.0.1', 'localhost')
  // A passkey is bound to the public address, which here is the one that was found free.
  town.platform.ground.origin = origin
  window = await openWindow()
})
after(async () => {
  await window?.close()
  await town?.close()
})

async function judge(page: Page, name: string): Promise<void> {
  await keepPicture(page, name)
  await assertFits(page)
  await assertAccessible(page)
}

/** Gives somebody an authenticator, as the page of the account does. Answers its secret. */
async function addAuthenticator(context: BrowserContext, login: string): Promise<string> {
  await signInAs(context, origin, login)
  const post = async <T>(path: string, data: object): Promise<T> => (await context.request.post(`${origin}${path}`, { data })).json() as Promise<T>
  const { id, secret } = await post<{ id: string; secret: string }>('/api/factors/totp', { name: '手机' })
  // The code of the step before: that of now is still to be typed.
  const { recoveryCodes } = await post<{ recoveryCodes: string[] }>(`/api/factors/${id}/confirmation`, { code: totpCode(secret, Temporal.Now.instant().subtract({ seconds: 30 })) })
  assert.equal(recoveryCodes.length, 10)
  await context.clearCookies()
  return secret
}

/** Types login and password, and goes on, by keys alone. */
async function typePassword(page: Page, login: string): Promise<void> {
  await page.locator('#login').waitFor()
  await page.keyboard.type(login)
  await page.keyboard.press('Tab')
  await page.keyboard.type(demonstrationPassword)
  await page.keyboard.press('Enter')
}

test('after the password a code is asked for; a wrong one leaves the step open, the right one leads to where one wanted to go', async () => {
  const context = await window.context()
  const secret = await addAuthenticator(context, 'chengguan.clerk')
  const page = await context.newPage()
  await page.goto(`${origin}/desk/items`)
  await typePassword(page, 'chengguan.clerk')
  await page.getByRole('heading', { name: '再确认一步' }).waitFor()
  await judge(page, 'second-zh')
  await page.keyboard.type('000000')
  await page.keyboard.press('Enter')
  await page.getByText('验证码不对').waitFor()
  await page.getByRole('button', { name: 'English' }).click()
  await page.getByRole('heading', { name: 'One more step' }).waitFor()
  await judge(page, 'second-en')
  await page.getByLabel('Code').fill(totpCode(secret, Temporal.Now.instant()))
  await page.keyboard.press('Enter')
  await page.waitForURL(`${origin}/desk/items`)
  await page.locator('.places').waitFor()
  assert.deepEqual(window.faults, [])
  await context.close()
})

test('a passkey, made on the page that the menu of the desk leads to, opens the desk alone and after the password', async () => {
  const context = await window.context()
  await signInAs(context, origin, 'chengguan.examiner')
  const page = await context.newPage()
  const devices = await context.newCDPSession(page)
  await devices.send('WebAuthn.enable')
  await devices.send('WebAuthn.addVirtualAuthenticator', { options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true } })
  await page.goto(`${origin}/desk/`)
  await page.locator('.person > button').click()
  await page.locator('.person-menu').getByRole('link', { name: '登录与安全' }).click()
  await page.waitForURL(`${origin}/account`)
  await page.getByLabel('给它起个名字').fill('办公电脑')
  await page.getByRole('button', { name: '添加通行密钥' }).click()
  await page.locator('.yw-codes li').nth(9).waitFor()
  await context.clearCookies()
  await page.goto(`${origin}/desk/`)
  await page.getByRole('button', { name: '用通行密钥登录' }).click()
  await page.locator('.places').waitFor()
  await context.clearCookies()
  await page.goto(`${origin}/desk/`)
  await typePassword(page, 'chengguan.examiner')
  await page.getByRole('button', { name: '使用通行密钥' }).click()
  await page.locator('.places').waitFor()
  // A device that does not answer: said in words, and the other ways stay.
  await context.clearCookies()
  await devices.send('WebAuthn.disable')
  await page.goto(`${origin}/desk/`)
  await page.evaluate(() => {
    navigator.credentials.get = () => Promise.reject(new DOMException('nobody', 'NotAllowedError'))
  })
  await typePassword(page, 'chengguan.examiner')
  await page.getByRole('button', { name: '使用通行密钥' }).click()
  await page.getByText('没有用上通行密钥').waitFor()
  await judge(page, 'second-passkey')
  await page.getByRole('button', { name: '返回，重新登录' }).click()
  await page.locator('#login').waitFor()
  assert.deepEqual(window.faults, [])
  await context.close()
})

test('on a narrow window every place of the desk is in sight, in both languages', async () => {
  const context = await window.context({ viewport: { width: 800, height: 700 } })
  await signInAs(context, origin, 'zhengwu.head')
  const page = await context.newPage()
  await page.goto(`${origin}/desk/`)
  for (const [name, wide] of [['zh', 800], ['en', 800], ['en', 1180], ['en', 660]] as const) {
    if (name === 'en' && (await page.locator('.head-end').getByText('English').count()) > 0) await page.locator('.head-end').getByText('English').click()
    await page.setViewportSize({ width: wide, height: 700 })
    await page.locator('.places a').first().waitFor()
    const cut = await page.locator('.places a').evaluateAll((links) => links.filter((link) => {
      const { left, right } = link.getBoundingClientRect()
      return left < 0 || right > globalThis.innerWidth || link.scrollWidth > link.clientWidth
    }).map((link) => link.textContent))
    assert.deepEqual(cut, [], `${name} at ${wide} px`)
    await judge(page, `places-${name}-${wide}`)
  }
  assert.deepEqual(window.faults, [])
  await context.close()
})

test('outside a demonstration the desk opens to nobody on one factor, and says where the other is added', async () => {
  const secret = 'a heron by the quiet canal'
  const opened = await town.call<{ id: string }>('POST', '/api/accounts', { as: 'admin.system', body: { login: 'new.clerk', kind: 'staff', name: '何新', organisation: '11990100700140426Y', password: secret } })
  assert.equal(opened.status, 201)
  const { ground } = town.platform
  ground.demonstration = false
  const context = await window.context({ viewport: { width: 420, height: 760 } })
  try {
    const page = await context.newPage()
    await page.goto(`${origin}/desk/`)
    await page.getByLabel('账号').fill('new.clerk')
    await page.locator('#password').fill(secret)
    await page.keyboard.press('Enter')
    await page.getByText('您的密码是他人设置的').waitFor()
    await judge(page, 'lacks-zh')
    await page.getByRole('link', { name: '登录与安全' }).click()
    await page.getByText('请在本页下方改成自己的密码').waitFor()
    await judge(page, 'lacks-account-zh')
    await page.getByLabel('现在的密码').fill(secret)
    await page.getByLabel('新密码').fill('seven lanterns above a gate')
    await page.locator('form[action="/account/password"] button').click()
    await page.getByText('请在本页添加验证器应用或者通行密钥').waitFor()
    await page.goto(`${origin}/desk/`)
    await page.getByText('工作人员登录须有第二种验证方式').waitFor()
  } finally {
    ground.demonstration = true
    await context.close()
  }
  assert.deepEqual(window.faults, [])
})
