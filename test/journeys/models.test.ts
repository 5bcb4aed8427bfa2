// A civil servant changes a process at the desk, checks and rehearses it, and submits; a second person publishes; a new application begins under it.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { people } from '../carry.ts'
import { hoardingModel } from '../drafts.ts'
import { applyFor, exampleForm } from '../journey.ts'
import { openTown, type Town } from '../town.ts'
import { assertAccessible, assertFits, openWindow, type Window } from './browser.ts'
import { desk } from './persons.ts'

let town: Town
let window: Window
let origin: string
let draft: string

before(async () => {
  town = await openTown({ listen: true, running: true, realTime: true })
  origin = town.origin.replace('127.0.0.1', 'localhost')
  window = await openWindow()
})
after(async () => {
  await window?.close()
  await town?.close()
})

const tab = (page: Page, name: string) => page.locator('.studio-side .ant-segmented-item', { hasText: name }).click()

test('the author draws, is told what is wrong where it stands, puts it right, rehearses and submits', async () => {
  const context = await window.context({ viewport: { width: 1440, height: 900 } })
  const page = await desk(context, origin, people.clerk)
  await page.goto(`${origin}/desk/models`)
  await page.getByRole('link', { name: '大型户外广告设施设置审批流程' }).click()
  await page.locator('.drawing [data-element-id="accept"]').waitFor()
  await assertAccessible(page)
  await page.getByRole('button', { name: '起草修改' }).click()
  await page.waitForURL(/\/model-drafts\//)
  draft = page.url().split('/').at(-1) ?? ''
  await page.locator('[data-element-id="accept"]').first().click()
  const hours = page.getByLabel('环节时限（工作小时）')
  await hours.fill('soon')
  await hours.press('Enter')
  await tab(page, '检查')
  await page.locator('.problem').first().waitFor()
  assert.equal(await page.locator('[data-container-id="accept"] .badge-problem').innerText(), '1', 'the problem stands on its element')
  await assertAccessible(page)
  await tab(page, '属性')
  await hours.fill('6')
  await hours.press('Enter')
  await page.getByRole('button', { name: '保存', exact: true }).click()
  await page.getByText('第 2 稿').waitFor()
  await tab(page, '检查')
  await page.getByRole('button', { name: '检查', exact: true }).click()
  await page.getByText('没有发现问题').waitFor()
  await tab(page, '试运行')
  await page.getByRole('button', { name: '开始试运行' }).click()
  await page.locator('[data-container-id="accept"] .badge-token').waitFor()
  await page.locator('.move').getByRole('button', { name: '不予受理' }).click()
  await page.getByText('结束：不予受理').waitFor()
  await assertAccessible(page)
  await tab(page, '比较')
  await page.locator('.change-changed', { hasText: '环节时限' }).waitFor()
  assert.match(await page.locator('.changes').innerText(), /8\s*→\s*6/)
  await tab(page, '发布')
  await page.getByLabel('修改说明（改了什么、为什么）').fill('缩短受理时间')
  await page.getByRole('button', { name: '送审' }).click()
  await page.getByText('等待本机关另一位审批人员或负责人发布').waitFor()
  await assertAccessible(page)
  await context.close()
})

test('a second person sees whom it touches and publishes; an application begun now runs on it', async () => {
  const context = await window.context({ viewport: { width: 1440, height: 900 } })
  const page = await desk(context, origin, people.approver)
  await page.goto(`${origin}/desk/models`)
  await page.locator(`a[data-row="${draft}"]`).click()
  await page.locator('.studio-tab', { hasText: '设置大型户外广告设施审批' }).waitFor()
  await page.getByRole('button', { name: '发布', exact: true }).last().click()
  await page.getByText('已发布').first().waitFor()
  await assertAccessible(page)
  const number = await applyFor(town, { as: 'yunhe.media', item: 'outdoor-advertising', form: await exampleForm('outdoor-advertising') })
  const { body } = await town.call<{ item: { version: number } }>('GET', `/api/cases/${number}`, { as: 'yunhe.media' })
  assert.equal(body.item.version, 2)
  assert.match(String((await town.call<unknown>('GET', `/api/cases/${number}/process`, { as: 'yunhe.media' })).body), /id="accept"[^>]*hours="6"/)
  await context.close()
})

test('on a phone the list and the model can be read', async () => {
  const context = await window.context({ viewport: { width: 360, height: 740 } })
  const page = await desk(context, origin, people.clerk)
  for (const path of ['/models', `/models/${hoardingModel.body}/${hoardingModel.kind}/${hoardingModel.name}`]) {
    await page.goto(`${origin}/desk${path}`)
    await page.locator('h1').waitFor()
    await page.locator('.list').first().waitFor()
    await assertFits(page)
  }
  await context.close()
})

test('nothing went wrong on the way', () => {
  assert.deepEqual(window.faults, [])
})
