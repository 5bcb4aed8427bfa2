// A certificate that the browser showed, from binding it to signing in by it: at the portal without a script and in both languages, and at the desk.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { BrowserContext, Page } from 'playwright-core'
import { asProxy, openCertificates, type Certificates } from '../front-proxy.ts'
import { demonstrationPassword, openTown, type Town } from '../town.ts'
import { assertAccessible, assertFits, keepPicture, openJudge, openWindow, signInAs, type Judge, type Window } from './browser.ts'

let certificates: Certificates
let town: Town
let window: Window
let judgeStill: Judge
let origin: string

before(async () => {
  certificates = await openCertificates()
  town = await openTown({ listen: true, realTime: true, relays: { certificates: certificates.relay } })
  origin = town.origin.replace('127.0.0.1', 'localhost')
  town.platform.ground.origin = origin
  window = await openWindow()
  judgeStill = await openJudge(window)
})
after(async () => {
  await window?.close()
  await town?.close()
  await certificates?.close()
})

async function judge(page: Page, name: string): Promise<void> {
  await keepPicture(page, name)
  await judgeStill(page)
}

/** From now on the browser's calls come by way of the proxy, with this certificate. */
const show = (context: BrowserContext, own = certificates.authority.issue('holder')) => context.setExtraHTTPHeaders(asProxy(town, own))

test('at the portal, without a script: how to show a certificate, binding it, coming in by it, and what is said where it is not bound', async () => {
  const context = await window.context({ javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto(`${origin}/sign-in`)
  await page.getByText('请先插好 UKey').waitFor()
  await judge(page, 'certificate-absent')
  await show(context)
  await page.goto(`${origin}/sign-in`)
  await page.getByRole('button', { name: '用数字证书（UKey）登录' }).click()
  await page.getByText('没有绑定到您要登录的账号').first().waitFor()
  await judge(page, 'certificate-unbound')
  await signInAs(context, origin, 'zhang.min')
  await page.goto(`${origin}/account`)
  await judge(page, 'certificate-account')
  await page.getByLabel('给它起个名字').last().fill('办公 UKey')
  await page.getByRole('button', { name: '绑定数字证书（UKey）' }).click()
  await page.getByRole('heading', { name: '请保存恢复码' }).waitFor()
  await page.goto(`${origin}/account`)
  await page.getByText('办公 UKey').first().waitFor()
  await judge(page, 'certificate-bound')
  await context.clearCookies()
  await page.goto(`${origin}/sign-in?next=${encodeURIComponent('/my/letters')}&lang=en`)
  await judge(page, 'certificate-sign-in-en')
  await page.getByRole('button', { name: 'Sign in with a certificate' }).click()
  await page.waitForURL(/\/my\/letters/)
  // Proving once more, and the second step after a password, by the same certificate.
  await page.goto(`${origin}/account/proof?next=/account`)
  await page.getByText('Type a recovery code').waitFor()
  await judge(page, 'certificate-proof-en')
  await page.getByRole('button', { name: 'Use your certificate' }).click()
  await page.waitForURL(/\/account$/)
  await context.clearCookies()
  await page.goto(`${origin}/sign-in`)
  await page.locator('#login').fill('zhang.min')
  await page.locator('#password').fill(demonstrationPassword)
  await page.locator('#password').press('Enter')
  await page.getByRole('heading', { name: '再确认一步' }).waitFor()
  await judge(page, 'certificate-second')
  await page.getByRole('button', { name: '使用数字证书（UKey）' }).click()
  await page.waitForURL(/\/my/)
  await context.close()
})

test('at the desk a civil servant comes in by the certificate that was bound', async () => {
  const context = await window.context()
  const own = certificates.authority.issue('clerk')
  await signInAs(context, origin, 'chengguan.clerk')
  await show(context, own)
  const bound = await context.request.post(`${origin}/api/factors/certificates`, { data: { name: '政务外网证书' } })
  assert.equal(bound.status(), 201)
  await context.clearCookies()
  const page = await context.newPage()
  await page.goto(`${origin}/desk/`)
  const button = page.getByRole('button', { name: '用数字证书（UKey）登录' })
  await button.waitFor()
  await keepPicture(page, 'certificate-desk')
  await assertFits(page)
  await assertAccessible(page)
  await button.click()
  await page.getByRole('navigation').first().waitFor()
  assert.equal((await (await context.request.get(`${origin}/api/session`)).json() as { account: { login: string } }).account.login, 'chengguan.clerk')
  await context.close()
})
