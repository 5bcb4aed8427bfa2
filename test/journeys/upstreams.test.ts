// From one node to another in a browser: through the page for signing in, on a phone without script, in both languages; an account for whom nobody knows here.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { systemActor } from '#core/cases'
import { proveMadeUp } from '#core/people'
import { openNode, registerNode, relyOn } from '../platform-above.ts'
import type { Town } from '../town.ts'
import { assertAccessible, assertFits, keepPicture, openJudge, openWindow, signInAs, type Judge, type Window } from './browser.ts'
import { press } from './persons.ts'

let above: Town
let node: Town
let window: Window
let judge: Judge

before(async () => {
  // Two names of this machine: a browser does not part cookies by port.
  above = await openNode()
  node = await openNode('localhost')
  await relyOn(node, 'above', `${above.platform.ground.origin}/oidc`, { name: { zh: '云川省统一身份认证平台', en: 'Identity platform of Yunchuan Province' } })
  await registerNode(above, node, ['above'])
  window = await openWindow()
  judge = await openJudge(window)
})
after(async () => {
  await window?.close()
  await Promise.all([above?.close(), node?.close()])
})

test('a resident signs in through the platform of the province, on a phone without script, and comes to where she wanted to go', async () => {
  const context = await window.context({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } })
  await signInAs(context, above.platform.ground.origin, 'zhang.min')
  const page = await context.newPage()
  await page.goto(`${node.platform.ground.origin}/sign-in?next=/my/licences`)
  await judge(page)
  await assertFits(page)
  await keepPicture(page, 'upstream-sign-in')
  await page.getByRole('button', { name: /云川省统一身份认证平台/ }).click()
  await page.waitForURL(/sign-in-for/, { timeout: 10_000 })
  await page.locator('main form button[type="submit"]').first().click()
  await page.waitForURL(/sign-in\/back\/above/, { timeout: 10_000 })
  await judge(page)
  await assertFits(page)
  await keepPicture(page, 'upstream-back')
  await press(page, '登录')
  assert.match(page.url(), /\/my\/licences$/)
  await context.close()
})

test('who has no account here sees in English what was told, and opens one', async () => {
  const context = await window.context({ locale: 'en-GB' })
  const password = 'seven cranes over the lake'
  const { id } = (await above.call<{ id: string }>('POST', '/api/registrations', { body: { login: 'journey.new', password, name: '程行远', idKind: 'resident-id', idNumber: '990102199103150035' } })).body
  await above.platform.ground.runAct({ actor: systemActor, locks: [] }, (act) => proveMadeUp(act, id, 'simulated', 4))
  const page = await context.newPage()
  await page.goto(`${above.platform.ground.origin}/sign-in`)
  await page.locator('#login').fill('journey.new')
  await page.locator('#password').fill(password)
  await page.locator('form[action="/sign-in"] button[type="submit"]').click()
  await page.goto(`${node.platform.ground.origin}/sign-in/by/above`)
  await page.locator('main form button[type="submit"]').first().click()
  await page.waitForURL(/sign-in\/back\/above/, { timeout: 10_000 })
  await press(page, 'Sign in')
  assert.match(await page.locator('main').innerText(), /程行远[\s\S]*You|You have no account here yet/)
  await assertAccessible(page)
  await keepPicture(page, 'upstream-known')
  await page.locator('#login').fill('journey.relayed')
  await page.locator('#password').fill('short')
  await press(page, /Open the account/)
  assert.equal(await page.locator('#login').inputValue(), 'journey.relayed')
  assert.ok(await page.locator('.govuk-error-summary').isVisible())
  await page.locator('#password').fill('eight herons by the river')
  await press(page, /Open the account/)
  assert.match(page.url(), /\/my$/)
  // The same return address a second time leads nowhere, and says so in words.
  await page.goto(`${node.platform.ground.origin}/sign-in/back/above?code=x`)
  await press(page, 'Sign in')
  assert.match(await page.locator('main').innerText(), /begin again/)
  await context.close()
})

test('at the desk a platform is proposed by one and registered by another, what it needs of us is shown, and it is ended at once; in both languages', async () => {
  const deskOf = async (login: string) => {
    const context = await window.context({ viewport: { width: 1440, height: 900 } })
    await signInAs(context, node.platform.ground.origin, login)
    const page = await context.newPage()
    await page.goto(`${node.platform.ground.origin}/desk/upstreams`)
    return page
  }
  const look = async (page: Page, name: string) => {
    await page.waitForTimeout(400)
    await keepPicture(page, name)
    await assertFits(page)
    await assertAccessible(page)
  }
  const system = await deskOf('admin.system')
  await system.getByText(`${node.platform.ground.origin}/sign-in/back/{code}`).waitFor()
  await system.getByRole('button', { name: /提出登记/ }).click()
  const drawer = system.getByRole('dialog')
  for (const [label, value] of [['代号', 'canal'], ['名称', '运河市平台'], ['签发者地址（issuer）', 'http://10.0.0.1/oidc'], ['我们在该平台的代号（client_id）', 'yunzhou'], ['等级对应', '4=4\n5=9'], ['法律依据', '国务院关于在线政务服务的若干规定'], ['条款', '第七条'], ['理由', '两市互认。']] as const) await drawer.getByLabel(label, { exact: true }).fill(value)
  await drawer.getByRole('button', { name: '提出登记' }).click()
  await drawer.getByText('每行写成').first().waitFor()
  await look(system, 'upstream-desk-propose')
  await drawer.getByLabel('等级对应', { exact: true }).fill('4=4\n5=5')
  await drawer.getByRole('button', { name: '提出登记' }).click()
  await drawer.getByText('http.address-not-public').waitFor()
  await drawer.getByLabel('签发者地址（issuer）', { exact: true }).fill(`${above.platform.ground.origin}/oidc`)
  await drawer.getByRole('button', { name: '提出登记' }).click()
  await system.getByRole('row', { name: /运河市平台.*等待复核/ }).waitFor()
  await look(system, 'upstream-desk-list')

  const security = await deskOf('admin.security')
  await security.getByRole('button', { name: 'English' }).click()
  await security.getByRole('button', { name: '运河市平台' }).click()
  await security.getByRole('link', { name: 'Decided under “Second person”' }).click()
  await security.getByRole('row', { name: /运河市平台/ }).getByRole('button', { name: 'Confirm' }).click()
  await security.locator('.ant-drawer').getByRole('button', { name: 'Confirm' }).click()
  await security.getByRole('row', { name: /运河市平台/ }).waitFor({ state: 'detached' })
  await security.goto(`${node.platform.ground.origin}/desk/upstreams`)
  await security.getByRole('row', { name: /运河市平台.*In force/ }).waitFor()
  await look(security, 'upstream-desk-english')
  // A change stands beside what it would take the place of.
  await system.reload()
  await system.getByRole('button', { name: '运河市平台' }).click()
  await system.getByRole('button', { name: '提出变更' }).click()
  const change = system.getByRole('dialog', { name: '提出变更' })
  await change.getByLabel('等级对应', { exact: true }).fill('4=4\ngold=5')
  await change.getByLabel('英文名称', { exact: true }).fill('Platform of Canal City')
  await change.getByLabel('理由', { exact: true }).fill('对方启用五级。')
  await change.getByRole('button', { name: '提出变更' }).click()
  await system.getByRole('row', { name: /运河市平台.*等待复核/ }).getByRole('button').click()
  await system.getByRole('dialog', { name: '运河市平台' }).locator('ins', { hasText: 'gold=5' }).waitFor()
  assert.deepEqual(await system.getByRole('dialog', { name: '运河市平台' }).locator('del').allInnerTexts(), ['运河市平台', '4=4\n5=5'])
  await look(system, 'upstream-desk-change')
  await security.reload()
  await security.getByRole('row', { name: /Platform of Canal City.*Waiting/ }).getByRole('button').click()
  await security.getByText('Proposed', { exact: true }).first().waitFor()
  await look(security, 'upstream-desk-change-english')
  await security.keyboard.press('Escape')
  await security.getByRole('row', { name: /In force/ }).getByRole('button', { name: '运河市平台' }).click()
  await look(security, 'upstream-desk-one')
  await security.getByRole('dialog').getByRole('button', { name: 'End', exact: true }).click()
  await security.getByRole('dialog', { name: 'End the platform' }).getByRole('button', { name: 'End the platform' }).click()
  await security.getByRole('row', { name: /运河市平台.*Ended/ }).waitFor()
  for (const page of [system, security]) await page.context().close()
})
