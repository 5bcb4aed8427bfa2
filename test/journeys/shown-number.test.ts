// A number that is shown in part, and whole for a reason that the person reads (个人信息保护法 6, 44): by keyboard at the desk, in both languages, then under 我的数据.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { carry, people } from '../carry.ts'
import { openTown, type Town } from '../town.ts'
import { assertAccessible, assertFits, keepPicture, openWindow, signInAs, type Window } from './browser.ts'
import { desk } from './persons.ts'

let town: Town
let window: Window
let origin: string

before(async () => {
  town = await openTown({ listen: true })
  origin = town.origin.replace('127.0.0.1', 'localhost')
  window = await openWindow()
})
after(async () => {
  await window?.close()
  await town?.close()
})

const faces = [
  { language: 'zh', width: 1280, button: /完整显示.*证件号码/, why: '核对到场人的证件。', send: /完整显示/ },
  { language: 'en', width: 800, button: /Show whole.*number/i, why: 'To compare the document that was shown.', send: /Show whole/ },
]

test('an officer says why, sees the number until the page is left, and the person reads who, when and why (个人信息保护法 44)', async () => {
  const { number } = await carry(town, 'submitted')
  for (const { language, width, button, why, send } of faces) {
    const context = await window.context({ viewport: { width, height: 900 } })
    await context.addInitScript((one) => localStorage.setItem('yiwang.desk.language', one), language)
    const page = await desk(context, origin, people.clerk)
    await page.goto(`${origin}/desk/cases/${number}`)
    const show = page.getByRole('button', { name: button }).first()
    await show.focus()
    await page.keyboard.press('Enter')
    const drawer = page.getByRole('dialog')
    await drawer.getByRole('textbox').fill('   ')
    await drawer.getByRole('button', { name: send }).last().click()
    assert.equal(await page.getByRole('status').filter({ hasText: /^\d{17}[\dX]$/ }).count(), 0, 'blanks are no reason')
    await drawer.getByRole('textbox').fill(why)
    await assertFits(page)
    await assertAccessible(page)
    await keepPicture(page, `desk-shown-number-asked-${language}`, { fullPage: false })
    await drawer.getByRole('button', { name: send }).last().click()
    await page.locator('output.number').first().waitFor()
    assert.match(await page.locator('output.number').first().innerText(), /^\d{17}[\dX]$/)
    await assertAccessible(page)
    await keepPicture(page, `desk-shown-number-${language}`, { fullPage: false })
    await page.reload()
    await page.getByRole('button', { name: button }).first().waitFor()
    await context.close()
  }
  await town.settle()
  const context = await window.context({ viewport: { width: 360, height: 800 } })
  await signInAs(context, origin, people.resident)
  const page = await context.newPage()
  await page.goto(`${origin}/my/data`)
  const text = await page.locator('main').innerText()
  for (const { why } of faces) assert.ok(text.includes(why), why)
  await assertFits(page)
  await assertAccessible(page)
  await keepPicture(page, 'my-data-shown-number')
  await context.close()
})
