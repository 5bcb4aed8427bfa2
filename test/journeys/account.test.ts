// One's own ways to sign in, in the browser: an authenticator and its recovery codes without script, a passkey with the browser's own virtual device.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { totpCode } from '#core/people'
import { demonstrationPassword, openTown, type Town } from '../town.ts'
import { assertFits, openJudge, openWindow, signInAs, type Judge, type Window } from './browser.ts'

let town: Town
let window: Window
let judge: Judge
let origin: string

before(async () => {
  town = await openTown({ listen: true, running: true, realTime: true })
  origin = town.origin.replace('127.0.0.1', 'localhost')
  // A passkey is bound to the public address, which here is the one that was found free.
  town.platform.ground.origin = origin
  window = await openWindow()
  judge = await openJudge(window)
})
after(async () => {
  await window?.close()
  await town?.close()
})

test('on a phone without script: an authenticator is added, its codes are shown once, and signing in asks for it', async () => {
  const context = await window.context({ viewport: { width: 360, height: 740 }, javaScriptEnabled: false })
  await signInAs(context, origin, 'li.guiying')
  const page = await context.newPage()
  await page.goto(`${origin}/account`)
  await assertFits(page)
  await page.getByRole('button', { name: '添加验证器应用' }).click()
  await page.getByLabel('给它起个名字').fill('我的手机')
  await page.getByRole('button', { name: '继续' }).click()
  const secret = (await page.locator('strong.yw-code').textContent())?.replaceAll(' ', '') ?? ''
  await assertFits(page)
  await page.getByLabel('验证码').fill('000000')
  await page.getByRole('button', { name: '开始使用' }).click()
  await page.locator('.govuk-error-summary').waitFor()
  await page.getByLabel('验证码').fill(totpCode(secret, Temporal.Now.instant()))
  await page.getByRole('button', { name: '开始使用' }).click()
  const code = (await page.locator('.yw-codes li').first().textContent()) ?? ''
  await assertFits(page)
  await page.getByRole('button', { name: '我已保存' }).click()
  await page.getByText('还有10个恢复码可用').waitFor()
  await page.locator('header summary').click()
  await page.getByRole('button', { name: '退出', exact: true }).click()
  await page.goto(`${origin}/sign-in`)
  await page.getByLabel('账号', { exact: true }).fill('li.guiying')
  await page.getByLabel('密码', { exact: true }).fill(demonstrationPassword)
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await page.getByRole('heading', { name: '再确认一步' }).waitFor()
  await assertFits(page)
  await page.getByLabel('验证码').fill('123456')
  await page.getByRole('button', { name: '继续' }).click()
  await page.locator('.govuk-error-summary').waitFor()
  await page.getByLabel('验证码').fill(code.toLowerCase())
  await page.getByRole('button', { name: '继续' }).click()
  await page.waitForURL(`${origin}/my`)
  await page.goto(`${origin}/account`)
  await page.getByText('还有9个恢复码可用').waitFor()
  await context.close()
})

test('a passkey is made by the browser, signs in alone, and axe finds nothing on the pages of the account', async () => {
  const context = await window.context()
  await signInAs(context, origin, 'chen.hao')
  const page = await context.newPage()
  const devices = await context.newCDPSession(page)
  await devices.send('WebAuthn.enable')
  await devices.send('WebAuthn.addVirtualAuthenticator', { options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true } })
  await page.goto(`${origin}/account`)
  await judge(page)
  await page.getByLabel('给它起个名字').fill('我的电脑')
  await page.getByRole('button', { name: '添加通行密钥' }).click()
  await page.locator('.yw-codes li').nth(9).waitFor()
  await judge(page)
  await page.getByRole('button', { name: '我已保存' }).click()
  await page.getByText('我的电脑').first().waitFor()
  await judge(page)
  await page.getByRole('button', { name: '退出', exact: true }).click()
  await page.goto(`${origin}/sign-in`)
  await page.getByRole('button', { name: '用通行密钥登录' }).click()
  await page.waitForURL(`${origin}/my`)
  // And as the second step, after the password.
  await page.getByRole('button', { name: '退出', exact: true }).click()
  await page.goto(`${origin}/sign-in?lang=en`)
  await page.getByLabel('Account name', { exact: true }).fill('chen.hao')
  await page.getByLabel('Password', { exact: true }).fill(demonstrationPassword)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByRole('button', { name: 'Use your passkey' }).waitFor()
  await judge(page)
  await page.getByRole('button', { name: 'Use your passkey' }).click()
  await page.waitForURL(`${origin}/my`)
  assert.deepEqual(window.faults, [])
  await context.close()
})

test('after signing out the way back shows nothing: neither what the portal showed nor what the desk had read', async () => {
  const context = await window.context()
  await signInAs(context, origin, 'li.guiying')
  const page = await context.newPage()
  await page.goto(`${origin}/my/data`)
  await page.goto(`${origin}/account`)
  const name = page.locator('header', { hasText: '李桂英' })
  await name.waitFor()
  await page.getByRole('button', { name: '退出', exact: true }).click()
  await page.waitForURL(`${origin}/`)
  for (let steps = 0; steps < 2; steps++) {
    await page.goBack()
    await page.waitForURL(/\/sign-in\?next=/)
    assert.equal(await name.count(), 0)
  }
  await signInAs(context, origin, 'admin.system')
  await page.goto(`${origin}/desk/people`)
  const rows = page.locator('main [data-row]')
  await rows.first().waitFor()
  await page.locator('.person > button').click()
  await page.locator('.person-menu').getByRole('button', { name: '退出' }).click()
  await page.waitForURL(/\/desk\/sign-in/)
  await page.goBack()
  await page.waitForURL(/\/desk\/sign-in/)
  assert.equal(await rows.count(), 0)
  assert.deepEqual(window.faults, [])
  await context.close()
})
