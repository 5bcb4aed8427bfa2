// The three officers at the desk: what one asks for waits for another, is confirmed there, and holds; in both languages, judged by axe.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { carry } from '../carry.ts'
import { openTown, type Town } from '../town.ts'
import { assertAccessible, assertFits, keepPicture, openWindow, signInAs, type Window } from './browser.ts'

let town: Town
let window: Window
let origin: string

before(async () => {
  town = await openTown({ listen: true, realTime: true })
  window = await openWindow()
  origin = town.origin.replace('127.0.0.1', 'localhost')
})
after(async () => {
  await window.close()
  await town.close()
})

async function deskOf(login: string): Promise<Page> {
  const context = await window.context({ viewport: { width: 1440, height: 900 } })
  await signInAs(context, origin, login)
  return context.newPage()
}

async function judge(page: Page, name: string): Promise<void> {
  await page.waitForTimeout(400)
  await keepPicture(page, name)
  await assertFits(page)
  await assertAccessible(page)
}

test('keys are rotated and a post of an administrator is given by two at the desk, in both languages', async () => {
  const system = await deskOf('admin.system')
  await system.goto(`${origin}/desk/proposals`)
  await system.getByRole('button', { name: '轮换密钥' }).click()
  await system.getByRole('radio', { name: '印章签名' }).check()
  await system.getByRole('textbox', { name: '理由' }).fill('按季度轮换。')
  await judge(system, 'rotate')
  await system.locator('.ant-drawer').getByRole('button', { name: '轮换密钥' }).click()
  await system.getByText('轮换印章签名密钥').waitFor()
  assert.equal(await system.getByRole('button', { name: '复核通过' }).count(), 0, 'whoever asked does not decide')

  const security = await deskOf('admin.security')
  await security.goto(`${origin}/desk/people`)
  await security.getByLabel('姓名或账号').fill('赵磊')
  await security.getByRole('button', { name: /^赵\s?磊$/ }).click()
  await security.locator('.ant-drawer').getByText('综合窗口 · ').waitFor()
  await security.getByRole('button', { name: /^解\s?除$/ }).click()
  await security.locator('.ant-popconfirm .ant-btn-primary').click()
  await security.getByText('还没有岗位。').waitFor()
  await security.getByLabel('角色').click()
  await security.locator('.ant-select-item', { hasText: '审计管理员' }).first().click()
  await security.getByLabel('机构').fill('政务服务中心')
  await security.locator('.ant-select-item', { hasText: '云州市政务服务中心' }).first().click()
  await security.getByRole('textbox', { name: '理由' }).fill('审计岗位轮换。')
  await security.getByRole('button', { name: '增加岗位' }).click()
  await security.getByText('已为您提出').first().waitFor()
  await judge(security, 'officer-asked')

  await system.goto(`${origin}/desk/proposals`)
  await system.getByText('授予赵磊').waitFor()
  await judge(system, 'proposals')
  await system.getByRole('row', { name: /授予赵磊/ }).getByRole('button', { name: '复核通过' }).click()
  await judge(system, 'confirm')
  await system.locator('.ant-drawer').getByRole('button', { name: '复核通过' }).click()
  await system.getByRole('cell', { name: /授予赵磊/ }).waitFor({ state: 'detached' })

  await security.goto(`${origin}/desk/proposals`)
  await security.getByRole('button', { name: 'English' }).click()
  await security.getByRole('row', { name: /New keys for seals/ }).getByRole('button', { name: 'Refuse' }).click()
  await security.getByRole('textbox', { name: 'What you found' }).fill('Not due yet.')
  await security.locator('.ant-drawer').getByRole('button', { name: 'Refuse' }).click()
  await security.getByText('Nothing matches.').waitFor()
  await security.goto(`${origin}/desk/proposals`)
  await security.locator('.ant-select-clear').click({ force: true }).catch(() => undefined)
  await judge(security, 'proposals-english')
  assert.deepEqual(window.faults, [])
})

test('a case outside the own reach is opened in an emergency, read and not handled, and looked at afterwards', async () => {
  const { number } = await carry(town, 'submitted')
  const outside = await deskOf('shijian.clerk')
  await outside.goto(`${origin}/desk/cases/${number}`)
  await outside.getByRole('button', { name: '紧急查看' }).click()
  await judge(outside, 'emergency-ask')
  await outside.getByRole('textbox', { name: '理由' }).fill('沿街广告牌脱落，需要核对结构图。')
  await outside.locator('.ant-drawer').getByRole('button', { name: '紧急查看' }).click()
  await outside.getByText('您正凭紧急授权查看这个办件').waitFor()
  await outside.locator('.ant-drawer').waitFor({ state: 'detached' })
  await judge(outside, 'emergency-case')
  await outside.goto(`${origin}/desk/proposals`)
  await outside.getByText(`紧急查看办件 ${number}`).waitFor()
  await judge(outside, 'emergency-own')

  const security = await deskOf('admin.security')
  await security.goto(`${origin}/desk/proposals`)
  await security.getByRole('row', { name: new RegExp(number) }).getByRole('button', { name: /^不\s?通\s?过$/ }).click()
  await security.getByRole('textbox', { name: '复核意见' }).fill('没有险情记录。')
  await judge(security, 'emergency-look')
  await security.locator('.ant-drawer').getByRole('button', { name: /不\s?通\s?过/ }).click()
  await security.getByRole('row', { name: new RegExp(number) }).waitFor({ state: 'detached' })
  await outside.goto(`${origin}/desk/cases/${number}`)
  await outside.getByRole('button', { name: '紧急查看' }).waitFor()

  const context = await window.context({ javaScriptEnabled: false })
  await signInAs(context, origin, 'zhang.min')
  const resident = await context.newPage()
  await resident.goto(`${origin}/my/data`)
  await resident.getByText('紧急授权').first().waitFor()
  await keepPicture(resident, 'emergency-data')
  assert.deepEqual(window.faults, [])
})

test('a post is granted for the working hours at the desk, by the keyboard, in both languages', async () => {
  const security = await deskOf('admin.security')
  await security.goto(`${origin}/desk/people`)
  await security.getByLabel('姓名或账号').fill('郑国栋')
  await security.getByRole('button', { name: '郑国栋' }).click()
  await security.locator('.ant-drawer').getByText('还没有岗位。').or(security.locator('.ant-drawer .between').first()).first().waitFor()
  const choose = async (label: string, words: string) => {
    await security.getByLabel(label, { exact: true }).focus()
    await security.keyboard.press('ArrowDown')
    const option = security.locator('.ant-select-dropdown:visible .ant-select-item-option-active', { hasText: words })
    for (let step = 0; step < 12 && !(await option.isVisible()); step++) await security.keyboard.press('ArrowDown')
    await security.keyboard.press('Enter')
  }
  await security.getByLabel('机构').fill('城市管理局')
  await security.locator('.ant-select-item', { hasText: '云州市城市管理局' }).first().click()
  await security.getByLabel('角色').click()
  await security.locator('.ant-select-item', { hasText: '审查' }).first().click()
  await choose('生效时段', '工作日')
  await security.getByLabel('自（北京时间）').fill('17:30')
  await security.getByLabel('至（北京时间）').fill('09:00')
  await security.getByRole('button', { name: '增加岗位' }).click()
  await security.getByText('people.bad-hours').waitFor()
  await security.getByLabel('自（北京时间）').fill('09:00')
  await security.getByLabel('至（北京时间）').fill('17:30')
  await judge(security, 'post-hours')
  await security.getByRole('button', { name: '增加岗位' }).click()
  await security.locator('.ant-drawer li', { hasText: '工作日 09:00–17:30' }).waitFor()
  await security.keyboard.press('Escape')
  await security.locator('.ant-drawer-mask').waitFor({ state: 'hidden' })
  await security.getByRole('button', { name: 'English' }).click()
  await security.getByRole('button', { name: '郑国栋' }).click()
  await security.locator('.ant-drawer li', { hasText: 'Working days 09:00–17:30' }).waitFor()
  await security.setViewportSize({ width: 390, height: 900 })
  await judge(security, 'post-hours-english')
  assert.deepEqual(window.faults, [])
})
