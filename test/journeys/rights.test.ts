// People's data at the desk: one officer assesses a purpose, another approves it (个人信息保护法 55, 56).
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { assessment, registerUnassessed } from '../scenes-rights.ts'
import { openTown, type Town } from '../town.ts'
import { assertAccessible, assertFits, openWindow, type Window } from './browser.ts'
import { desk } from './persons.ts'

let town: Town
let window: Window
let origin: string

before(async () => {
  town = await openTown({ listen: true, running: true })
  origin = town.origin.replace('127.0.0.1', 'localhost')
  window = await openWindow()
})
after(async () => {
  await window?.close()
  await town?.close()
})

test('a data steward assesses what data is to be used for, and the head approves: only then it is in use', async () => {
  const code = await registerUnassessed(town)
  const state = async () => (await town.call<{ items: { code: string; live: boolean }[] }>('GET', '/api/purposes')).body.items.find((one) => one.code === code)?.live
  const page = await desk(await window.context(), origin, 'zhengwu.steward')
  await page.goto(`${origin}/desk/personal-data`)
  await page.locator(`[data-row="${code}"]`).click()
  await page.getByText('还没有评估。').waitFor()
  await assertAccessible(page)
  await page.getByRole('button', { name: '作出评估' }).click()
  await page.getByLabel('目的、方式是否合法、正当、必要').fill(assessment.lawful)
  await page.getByLabel('对个人权益的影响和安全风险').fill(assessment.effect)
  await page.getByRole('radio', { name: '高' }).check()
  await page.getByLabel('保护措施是否合法、有效并与风险相适应').fill(assessment.measures)
  await page.locator('.drawer-foot button[type=submit], .drawer-foot .ant-btn-primary').click()
  await page.getByText('等待批准').waitFor()
  assert.equal(await page.getByRole('button', { name: '批准' }).count(), 0, 'who assessed it does not approve it')
  assert.equal(await state(), false)
  const head = await desk(await window.context(), origin, 'zhengwu.head')
  await head.goto(`${origin}/desk/personal-data`)
  await head.locator(`[data-row="${code}"]`).click()
  await head.getByText(assessment.measures).waitFor()
  await assertFits(head)
  await head.getByRole('button', { name: '批准' }).click()
  await head.locator('.drawer-foot .ant-btn-primary').click()
  await head.getByText('已批准').waitFor()
  assert.equal(await state(), true)
  await assertAccessible(head)
})
