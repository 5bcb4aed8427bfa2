// Questions of a form with script: what follows from an answer comes at once, rows come and go in place, a signature is drawn; and by axe on a phone.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { exampleForm } from '../journey.ts'
import { openTown, testPack, type Town } from '../town.ts'
import { assertFits, openJudge, openWindow, signInAs, type Judge, type Window } from './browser.ts'

const applicant = 'zhang.min'
let town: Town
let window: Window
let judge: Judge
let origin: string

before(async () => {
  town = await openTown({ listen: true, running: true, realTime: true })
  origin = town.origin.replace('127.0.0.1', 'localhost')
  window = await openWindow()
  judge = await openJudge(window)
})
after(async () => {
  await window?.close()
  await town?.close()
})

async function draftOf(slug: string, form: object): Promise<string> {
  const item = (await testPack()).items.find((one) => one.slug === slug)?.content.code ?? assert.fail(slug)
  const { id } = (await town.call<{ id: string }>('POST', '/api/applications', { as: applicant, body: { item } })).body
  await town.call('PUT', `/api/applications/${id}`, { as: applicant, body: { form } })
  return `${origin}/apply/${id}`
}

/** An input by its id, which in rows and parts holds dots. */
const box = (page: Page, id: string) => page.locator(`[id="${id}"]`)

test('with script the next level, the follow-up, the row and the computed value come without "continue", and nothing typed is lost', async () => {
  const base = await draftOf('lease-filing', { area: 40 })
  const context = await window.context({ viewport: { width: 360, height: 740 } })
  await signInAs(context, origin, applicant)
  const page = await context.newPage()
  await page.goto(`${base}/questions/house`)
  await box(page, 'house.detail').fill('工业路6号')
  await box(page, 'house.region.0').selectOption('990102')
  await box(page, 'house.region.1').selectOption('990102101')
  assert.equal(await box(page, 'house.detail').inputValue(), '工业路6号')
  await page.goto(`${base}/questions/parties`)
  await box(page, 'otherName').fill('陈皓')
  await page.getByLabel('是', { exact: true }).check()
  await box(page, 'occupants.0.name').fill('李强')
  // The press leaves the field before it, which asks what follows: the answer comes while the button is still held down.
  const add = page.getByRole('button', { name: '添加同住人' })
  await add.hover()
  const followed = page.waitForResponse((response) => response.request().method() === 'POST')
  await page.mouse.down()
  await followed
  await page.waitForTimeout(300)
  await page.mouse.up()
  await box(page, 'occupants.1.name').fill('王芳')
  await page.getByText('13.3 平方米').waitFor()
  await page.getByRole('button', { name: '删除同住人 1' }).click()
  await page.getByText('20 平方米').waitFor()
  assert.deepEqual([await box(page, 'occupants.0.name').inputValue(), await box(page, 'otherName').inputValue()], ['王芳', '陈皓'])
  // What was typed saved itself; looking at what follows from it saves nothing.
  await page.locator('[data-save-words]', { hasText: '已自动保存' }).waitFor()
  const { body } = await town.call<{ form: object }>('GET', `/api/applications/${base.split('/').at(-1)}`, { as: applicant })
  assert.equal(Object.hasOwn(body.form, 'occupants'), true)
  await context.close()
})

test('a signature can be drawn, and is kept with the typed name', async () => {
  const base = await draftOf('lease-filing', {})
  const context = await window.context()
  await signInAs(context, origin, applicant)
  const page = await context.newPage()
  await page.goto(`${base}/questions/signature`)
  const field = (await page.locator('.yw-sign__field').boundingBox()) ?? assert.fail('no field to draw in')
  await page.mouse.move(field.x + 40, field.y + 40)
  await page.mouse.down()
  await page.mouse.move(field.x + 120, field.y + 90, { steps: 4 })
  await page.mouse.up()
  await box(page, 'signature.name').fill('张敏')
  await box(page, 'signature.declared').check()
  await page.getByRole('button', { name: '保存并继续' }).last().click()
  await page.waitForURL(/parties/)
  const { body } = await town.call<{ form: { signature: { name: string; drawing: string } } }>('GET', `/api/applications/${base.split('/').at(-1)}`, { as: applicant })
  assert.match(body.form.signature.drawing, /^M\d+ \d+( L\d+ \d+)+$/)
  await context.close()
})

test('pages of every kind of field fit a phone and pass axe, without script, in English', async () => {
  const lease = await draftOf('lease-filing', { ...(await exampleForm('lease-filing')), shared: true, occupants: [{ name: '王' }] })
  const elder = await draftOf('old-age-allowance', { lowIncome: true, livesAlone: false })
  const context = await window.context({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } })
  await signInAs(context, origin, applicant)
  const page = await context.newPage()
  await page.goto(`${origin}/help?lang=en&text=normal`)
  for (const step of ['house', 'parties', 'terms', 'photos', 'signature'].map((name) => `${lease}/questions/${name}`).concat(`${lease}/review`, `${elder}/questions/household`, `${elder}/questions/income`, `${elder}/review`)) {
    await page.goto(step)
    await assertFits(page)
    await judge(page)
  }
  await context.close()
})

test('the desk asks at the window by the same rules, and shows the filled form: tables with totals, computed values marked, nothing hidden', async () => {
  const elder = (await testPack()).items.find((one) => one.slug === 'old-age-allowance')
  const form = elder?.examples.find((one) => one.form['lowIncome'] === true && one.expectErrors === undefined)?.form ?? assert.fail()
  const base = await draftOf('old-age-allowance', { ...form, livesAlone: true })
  const { body } = await town.call<{ number: string }>('POST', `/api/applications/${base.split('/').at(-1)}/submission`, { as: applicant, body: {} })
  const context = await window.context({ viewport: { width: 1440, height: 900 } })
  await signInAs(context, origin, 'window.wang')
  const page = await context.newPage()
  await page.goto(`${origin}/desk/cases/${body.number}`)
  const answers = page.getByRole('region', { name: '申请内容' })
  await answers.getByRole('row', { name: /合计 2,400.50 元/ }).waitFor()
  assert.match(await answers.innerText(), /人均月收入\s*2,400.50 元 自动计算/)
  assert.doesNotMatch(await answers.innerText(), /王建国|李强/)
  await page.goto(`${origin}/desk/intake?item=${elder?.content.code}`)
  const question = (words: string) => page.locator('.ant-form-item', { hasText: words })
  await question('是否低收入家庭').getByText('是', { exact: true }).click()
  for (const [at, amount] of ['1200.5', '300', '0', '0'].entries()) await page.locator(`[id="income.${at}.amount"]`).fill(amount)
  await question('家庭月收入合计').getByText('1,500.50 元').waitFor()
  await question('是否低收入家庭').getByText('否', { exact: true }).click()
  await question('全家每月收入').waitFor({ state: 'detached' })
  await context.close()
  assert.deepEqual(window.faults, [])
})
