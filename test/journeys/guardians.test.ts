// Guardians in the browser: two officers at the desk register them by proof; on the portal without script the guardian acts for the child, another one
// objects, and a window settles it; an administrator asks for the end. axe finds nothing, in both languages and in easy mode.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { BrowserContext, Page } from 'playwright-core'
import { makeResidentId } from '#engines/codes'
import { openTown, testPack, type Town } from '../town.ts'
import { assertAccessible, assertFits, keepPicture, openJudge, openWindow, signInAs, type Judge, type Window } from './browser.ts'
import { desk } from './persons.ts'

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

const born = Temporal.Now.plainDateISO('Asia/Shanghai').subtract({ years: 8, days: 9 })
const child = { name: '张小明', idNumber: makeResidentId({ region: '990102', birth: born, sequence: 1 }) }
const guardians = [{ login: 'zhang.min', name: '张敏', idNumber: '990102199203140264' }, { login: 'chen.hao', name: '陈皓', idNumber: '990103200208110373' }] as const

async function settled(page: Page, name: string): Promise<void> {
  await page.waitForTimeout(400)
  await keepPicture(page, name)
  await assertFits(page)
  await assertAccessible(page)
}

test('at the desk one window sees the proof and another reads it again: both parents are guardians of one child', async () => {
  const hall = await window.context({ viewport: { width: 1440, height: 900 } })
  const first = await desk(hall, origin, 'window.wang')
  const office = await window.context({ viewport: { width: 1440, height: 900 } })
  const second = await desk(office, origin, 'window.zhao')
  for (const [at, guardian] of guardians.entries()) {
    await first.goto(`${origin}/desk/registers/guardians`)
    await first.getByRole('button', { name: /核对监护证明/ }).click()
    await first.getByRole('radio', { name: '户口簿' }).check()
    await first.getByLabel('证明编号').fill('户字第9901号')
    await first.getByLabel('被监护人姓名').fill(child.name)
    await first.getByLabel('被监护人证件号码').fill(child.idNumber)
    await first.getByLabel('监护人姓名', { exact: true }).fill(guardian.name)
    await first.getByLabel('监护人证件号码', { exact: true }).fill(guardian.idNumber)
    if (at === 0) await settled(first, 'guardian-see')
    await first.keyboard.press('Control+Enter')
    await first.getByText('等待复核').first().waitFor()
    if (at === 0) await settled(first, 'guardian-waits')
    await second.goto(`${origin}/desk/registers/guardians`)
    await second.getByRole('button', { name: `复核 ${guardian.name.charAt(0)}*` }).click()
    await second.getByLabel('被监护人姓名').fill(child.name)
    await second.getByLabel('被监护人证件号码').fill(child.idNumber)
    await second.getByLabel('监护人姓名', { exact: true }).fill(guardian.name)
    await second.getByLabel('监护人证件号码', { exact: true }).fill(guardian.idNumber)
    if (at === 0) await settled(second, 'guardian-confirm')
    await second.keyboard.press('Control+Enter')
    await second.getByText('没有待复核的。').waitFor()
  }
  assert.deepEqual(window.faults, [])
  await hall.close()
  await office.close()
})

test('on a phone without script the guardian acts for the child; another guardian objects, and everything new waits', async () => {
  const phone = await window.context({ viewport: { width: 360, height: 740 }, javaScriptEnabled: false })
  await signInAs(phone, origin, 'zhang.min')
  const page = await phone.newPage()
  await page.goto(`${origin}/acting`)
  await page.getByText('张小明（被监护人）', { exact: true }).waitFor()
  await assertFits(page)
  await keepPicture(page, 'acting-phone')
  await page.getByRole('link', { name: '监护', exact: true }).click()
  await page.getByText('其他监护人：陈皓').waitFor()
  await assertFits(page)
  await keepPicture(page, 'guardians-phone')
  await page.getByRole('button', { name: '切换到：张小明（被监护人）' }).click()
  await page.waitForURL(`${origin}/my`)
  await page.getByText('张敏 → 张小明（被监护人）').first().waitFor()
  await assertFits(page)
  await keepPicture(page, 'my-for-child')
  await page.goto(`${origin}/acting/guardians`)
  await page.getByRole('heading', { name: '张小明的监护人' }).waitFor()

  const wide = await window.context({ viewport: { width: 1280, height: 900 } })
  await signInAs(wide, origin, 'chen.hao')
  const other = await wide.newPage()
  await other.goto(`${origin}/acting/guardians`)
  await other.getByRole('link', { name: /不同意其他监护人的做法/ }).click()
  await other.getByRole('button', { name: '提出异议' }).click()
  await other.locator('.govuk-error-summary').waitFor()
  await other.getByLabel('不同意什么').fill('不同意孩子转学。')
  await judge(other)
  await keepPicture(other, 'guardian-objection')
  await other.getByRole('button', { name: '提出异议' }).click()
  await other.getByText('有异议，等待处理').waitFor()
  await keepPicture(other, 'guardians-conflict')

  await page.goto(`${origin}/my`)
  await page.getByText('监护人之间有异议').first().waitFor()
  await keepPicture(page, 'my-stopped')
  const code = (await testPack()).items.find(({ slug }) => slug === 'marriage-record-query')?.content.code
  await page.goto(`${origin}/apply?item=${code}`)
  await page.locator('form[action="/apply"] button').click()
  await page.getByText('监护人之间有异议，解决之前不能').waitFor()
  await keepPicture(page, 'refused-in-conflict')
  await judgeAll(wide)
  assert.deepEqual(window.faults, [])
  await phone.close()
  await wide.close()
})

/** The pages of guardianship and of the switch, in both languages and in easy mode. */
async function judgeAll(context: BrowserContext): Promise<void> {
  const page = await context.newPage()
  for (const query of ['lang=zh', 'lang=en', 'lang=zh&text=large']) for (const path of ['/acting', '/acting/guardians']) {
    await page.goto(`${origin}${path}?${query}`)
    await judge(page)
    await keepPicture(page, `judged${path.replaceAll('/', '-')}-${query.replace(/\W/g, '-')}`)
  }
}

test('a window settles what the guardians do not agree on; the account’s page shows them, and the end is asked for there', async () => {
  const hall = await window.context({ viewport: { width: 1440, height: 900 } })
  const page = await desk(hall, origin, 'window.wang')
  await page.goto(`${origin}/desk/registers/guardians`)
  await page.getByText('不同意孩子转学。').waitFor()
  await settled(page, 'guardian-objections')
  await page.getByRole('button', { name: /^处理 张/ }).click()
  await page.getByRole('radio', { name: /指定/ }).check()
  await page.getByLabel('证明编号').fill('居委指定2026-1')
  await settled(page, 'guardian-settle')
  await page.keyboard.press('Control+Enter')
  await page.getByText('没有等待处理的异议。').waitFor()
  await hall.close()

  const security = await window.context({ viewport: { width: 1440, height: 900 } })
  const officer = await desk(security, origin, 'admin.security')
  await officer.goto(`${origin}/desk/people`)
  await officer.getByLabel('账号类型').click()
  await officer.locator('.ant-select-item', { hasText: '自然人' }).click()
  await officer.getByLabel('姓名或账号').fill(child.idNumber)
  await officer.getByRole('button', { name: /^张/ }).first().click()
  await officer.getByText('监护人：陈皓').waitFor()
  await settled(officer, 'guardians-of-account')
  await officer.getByRole('button', { name: '终止监护 陈皓' }).click()
  await officer.getByRole('radio', { name: /撤销监护人资格/ }).check()
  await officer.locator('#proofNumber').fill('（2026）云9901民特12号')
  await officer.getByRole('textbox', { name: '理由' }).last().fill('判决生效。')
  await settled(officer, 'guardian-end')
  await officer.keyboard.press('Control+Enter')
  await officer.getByRole('radio', { name: /撤销监护人资格/ }).waitFor({ state: 'detached' })
  await officer.goto(`${origin}/desk/proposals`)
  await officer.getByRole('button', { name: 'English' }).click()
  await officer.getByText('End the guardianship of 陈皓').waitFor()
  await settled(officer, 'guardian-end-waits')
  assert.deepEqual(window.faults, [])
  await security.close()
})
