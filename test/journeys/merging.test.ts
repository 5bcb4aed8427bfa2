// Two accounts of one person become one: looked at side by side and asked for at the desk, confirmed there by another, told to whoever still signs in with the old one.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { doublePassword, openPair } from '../doubles.ts'
import { applyFor, exampleForm } from '../journey.ts'
import { openTown, type Town } from '../town.ts'
import { assertAccessible, assertFits, keepPicture, openWindow, signInAs, type Window } from './browser.ts'
import type { Page } from 'playwright-core'

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

test('an administrator compares both accounts and asks, another confirms, and the old login leads its holder to the kept one', async () => {
  const pair = await openPair(town)
  const form = await exampleForm('marriage-record-query')
  for (const as of [pair.old, pair.kept]) await applyFor(town, { as, item: 'marriage-record-query', form })
  const system = await deskOf('admin.system')
  await system.goto(`${origin}/desk/people`)
  await system.getByLabel('账号类型').click()
  await system.locator('.ant-select-item', { hasText: '自然人' }).first().click()
  await system.getByLabel('姓名或账号').fill(pair.old)
  await system.getByRole('row', { name: new RegExp(pair.old) }).getByRole('button').click()
  const drawer = system.locator('.ant-drawer')
  await drawer.getByLabel('保留的账号').fill(pair.kept)
  await system.locator('.ant-select-item', { hasText: pair.kept }).first().click()
  await drawer.getByRole('cell', { name: '在办的办件' }).waitFor()
  await drawer.getByText('证件换发，号码改变').click()
  await drawer.getByLabel('证明编号').fill('HF-2026-0001')
  await drawer.getByRole('textbox', { name: '理由' }).fill('本人持两张证件和国家移民管理局的换发证明到场。')
  await judge(system, 'merging-ask')
  await drawer.getByRole('button', { name: '提出合并' }).click()
  await system.locator('.ant-popconfirm .ant-btn-primary').click()
  await system.getByText('已提出，等另一位管理员复核。').waitFor()

  const security = await deskOf('admin.security')
  await security.goto(`${origin}/desk/proposals`)
  await security.getByRole('row', { name: /合并账号/ }).getByRole('button', { name: '复核通过' }).click()
  await judge(security, 'merging-confirm')
  await security.locator('.ant-drawer').getByRole('button', { name: '复核通过' }).click()
  await security.getByRole('cell', { name: /合并账号/ }).waitFor({ state: 'detached' })
  await security.goto(`${origin}/desk/people`)
  await security.getByRole('button', { name: 'English' }).click()
  await security.getByLabel('Kind of account').click()
  await security.locator('.ant-select-item').nth(1).click()
  await security.getByLabel('Name or account').fill(pair.kept)
  await security.getByRole('row', { name: new RegExp(pair.kept) }).getByRole('button').click()
  await security.locator('.ant-drawer').getByText('Accounts merged into it').waitFor()
  await judge(security, 'merging-kept-english')

  const holder = await (await window.context({ viewport: { width: 390, height: 844 } })).newPage()
  await holder.goto(`${origin}/sign-in`)
  await holder.locator('#login').fill(pair.old)
  await holder.locator('#password').fill(doublePassword)
  await holder.locator('form[action="/sign-in"] button').click()
  await holder.getByText(`请用保留的账号 ${pair.kept} 登录`).first().waitFor()
  assert.equal(await holder.locator('#login').inputValue(), pair.kept)
  await judge(holder, 'merging-sign-in')
  await holder.locator('#password').fill(doublePassword)
  await holder.locator('form[action="/sign-in"] button').click()
  await holder.goto(`${origin}/my`)
  assert.equal(await holder.locator('a[href^="/cases/"]').count() >= 2, true, 'the cases of both')
  await judge(holder, 'merging-my')
  assert.deepEqual(window.faults, [])
})
