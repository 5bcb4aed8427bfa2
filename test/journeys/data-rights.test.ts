// 您的权利: on a phone without script, in both languages: what is held and why, the copy, and asking for erasing, which opens a case (个人信息保护法 44–50).
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { unzipSync } from 'fflate'
import { openTown, type Town } from '../town.ts'
import { assertFits, openJudge, openWindow, signInAs, type Judge, type Window } from './browser.ts'

let town: Town
let window: Window
let judge: Judge

before(async () => {
  town = await openTown({ listen: true, running: true, realTime: true })
  window = await openWindow()
  judge = await openJudge(window)
})
after(async () => {
  await window?.close()
  await town?.close()
})

test('my data leads to what is held, with its law and what becomes of it when one asks; the copy is a file that opens', async () => {
  const context = await window.context({ viewport: { width: 360, height: 740 }, javaScriptEnabled: false, acceptDownloads: true })
  await signInAs(context, town.origin, 'zhang.min')
  const page = await context.newPage()
  await page.goto(`${town.origin}/my/data`)
  await page.getByRole('link', { name: '您的权利：副本、更正、删除' }).click()
  await page.getByRole('heading', { name: '您的权利' }).waitFor()
  await assertFits(page)
  await page.getByText('凭您的同意保存：注销账号时删除').first().waitFor()
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '下载副本' }).click()])
  assert.ok(unzipSync(readFileSync(await file.path()))['accounts.json'])
  await page.getByRole('button', { name: '提出请求' }).click()
  await page.getByRole('heading', { level: 1 }).waitFor()
  assert.match(page.url(), /apply|applications/)
  await assertFits(page)
  await context.close()
  assert.deepEqual(window.faults, [])
})

test('in English and in large text the page fits, and axe finds nothing', async () => {
  const context = await window.context({ viewport: { width: 360, height: 740 }, locale: 'en-GB' })
  await signInAs(context, town.origin, 'zhang.min')
  const page = await context.newPage()
  await page.goto(`${town.origin}/my/data/rights`)
  await page.getByRole('heading', { name: 'Your rights' }).waitFor()
  await assertFits(page)
  await judge(page)
  if (process.env['PICTURES']) await page.screenshot({ path: `${process.env['PICTURES']}/rights-en.png`, fullPage: true })
  await page.goto(`${town.origin}/settings?lang=zh&text=large&to=/my/data/rights`)
  await page.goto(`${town.origin}/my/data/rights`)
  await assertFits(page)
  if (process.env['PICTURES']) await page.screenshot({ path: `${process.env['PICTURES']}/rights-zh.png`, fullPage: true })
  await context.close()
})
