// Applying together and against somebody in the browser: on a phone without script rows come and go and nothing typed is lost; who is asked says yes under
// the own matters; at the desk a window enters who came for a company and its other side, and takes the word of who has no account. 民法典 171; 行政许可法 29.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { makeResidentId } from '#engines/codes'
import { exampleForm } from '../journey.ts'
import { openTown, testPack, type Town } from '../town.ts'
import { assertAccessible, assertFits, keepPicture, openJudge, openWindow, signInAs, type Judge, type Window } from './browser.ts'
import { desk, press } from './persons.ts'

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

const stranger = { name: '周强', idNumber: makeResidentId({ region: '990103', birth: '1980-02-03', sequence: 77 }) }
const box = (page: Page, id: string) => page.locator(`[id="${id}"]`)
const itemOf = async (slug: string) => (await testPack()).items.find((one) => one.slug === slug)?.content.code ?? assert.fail(slug)

async function draftOf(slug: string, as: string, more: object = {}): Promise<string> {
  const { id } = (await town.call<{ id: string }>('POST', '/api/applications', { as, body: { item: await itemOf(slug) } })).body
  assert.equal((await town.call('PUT', `/api/applications/${id}`, { as, body: { form: await exampleForm(slug), ...more } })).status, 200)
  return id
}

async function phoneOf(login: string): Promise<Page> {
  const phone = await window.context({ viewport: { width: 360, height: 740 }, javaScriptEnabled: false })
  await signInAs(phone, origin, login)
  return phone.newPage()
}

/** The page as it stands in both languages and in large text, judged each time. */
async function inEveryLook(page: Page, path: string, name: string): Promise<void> {
  for (const [look, query] of [['en', 'lang=en'], ['large', 'lang=zh&text=large'], ['zh', 'lang=zh&text=normal']] as const) {
    await page.goto(`${origin}${path}?${query}`)
    await keepPicture(page, `${name}-${look}`)
    await assertFits(page)
    await judge(page)
  }
}

async function fillRow(page: Page, place: number, one: { name: string; idNumber: string; address: string }): Promise<void> {
  for (const [field, value] of Object.entries(one)) await box(page, `others.${place}.${field}`).fill(value)
}

let number = ''

test('on a phone without script: rows of joint applicants are added, removed and kept; what is wrong is said beside it; the matter then waits for their word', async () => {
  const id = await draftOf('lease-filing', 'zhang.min')
  const page = await phoneOf('zhang.min')
  const path = `/apply/${id}/parties`
  await page.goto(`${origin}${path}`)
  await press(page, '加一位共同申请人')
  await fillRow(page, 0, { name: '陈皓', idNumber: '12', address: '云州市东城区人民大道1号' })
  await press(page, '加一位共同申请人')
  assert.equal(await box(page, 'others.0.idNumber').inputValue(), '12', 'adding a row loses nothing')
  await fillRow(page, 1, { name: '多余的人', idNumber: '', address: '' })
  await press(page, '加一位共同申请人')
  await fillRow(page, 2, { name: stranger.name, idNumber: stranger.idNumber, address: '云州市西城区文昌路8号' })
  await press(page, '删除共同申请人 2')
  assert.deepEqual([await box(page, 'others.0.name').inputValue(), await box(page, 'others.1.name').inputValue(), await box(page, 'others.2.name').count()], ['陈皓', stranger.name, 0])
  await press(page, '继续')
  assert.equal(await page.locator('.govuk-error-summary a[href="#others.0.idNumber"]').count(), 1)
  await keepPicture(page, 'parties-fault')
  await judge(page)
  await box(page, 'others.0.idNumber').fill('990103200208110373')
  await press(page, '继续')
  assert.match(page.url(), /\/materials$/)
  await inEveryLook(page, path, 'parties')
  await inEveryLook(page, `/apply/${id}/review`, 'parties-review')
  assert.match(await page.locator('main').innerText(), /陈皓\s+990103200208110373/)
  await page.locator('form[action$="/submission"] button[type="submit"]').click()
  await page.waitForURL(/\/cases\//)
  number = decodeURIComponent(new URL(page.url()).pathname.split('/')[2] ?? '')
  await inEveryLook(page, `/cases/${number}`, 'parties-case')
  assert.match(await page.locator('main').innerText(), /陈皓 等待本人确认/)
  await page.context().close()
})

test('who is asked finds it under the own matters, reads what is asked, and says yes; the applicant asks the other no more', async () => {
  const asked = await phoneOf('chen.hao')
  await inEveryLook(asked, '/my', 'invited-my')
  await asked.getByRole('link', { name: '房屋租赁登记备案' }).first().click()
  const path = new URL(asked.url()).pathname
  assert.equal(path, `/invitations/${number}`)
  await inEveryLook(asked, path, 'invited')
  await press(asked, '答复')
  assert.equal(await asked.locator('.govuk-error-summary a[href="#join"]').count(), 1)
  await judge(asked)
  await asked.locator('input[name="join"][value="yes"]').check()
  await press(asked, '答复')
  assert.match(await asked.locator('main').innerText(), /已确认，您是共同申请人/)
  await keepPicture(asked, 'invited-joined')
  await judge(asked)
  const own = await phoneOf('zhang.min')
  await own.goto(`${origin}/cases/${number}`)
  assert.match(await own.locator('main').innerText(), /陈皓 已确认/)
  await press(own, /不再请其共同申请/)
  assert.match(await own.locator('main').innerText(), /周强 不参加/)
  await own.context().close()
  await asked.context().close()
})

test('on the portal the other side is entered without a number, and the page says when it is told', async () => {
  const id = await draftOf('land-dispute', 'zhang.min', { scenario: { who: 'self' } })
  const page = await phoneOf('zhang.min')
  await page.goto(`${origin}/apply/${id}/parties`)
  await press(page, '继续')
  assert.match(await page.locator('.govuk-error-summary').innerText(), /请填写被申请人/)
  await fillRow(page, 0, { name: '溪口村四组', idNumber: '', address: '云溪镇溪口村四组1号' })
  await box(page, 'others.0.who').selectOption('uscc')
  await press(page, '继续')
  assert.match(page.url(), /\/materials$/)
  await inEveryLook(page, `/apply/${id}/parties`, 'parties-respondent')
  await page.context().close()
})

test('at the desk a window enters who came for a company and the other side, and takes the word of who has no account', async () => {
  const office = await window.context({ viewport: { width: 1440, height: 900 } })
  const screen = await desk(office, origin, 'window.wang')
  await screen.goto(`${origin}/desk/intake?item=${await itemOf('name-dispute')}`)
  await screen.locator('label', { hasText: /^法人$/ }).first().click()
  await screen.locator('#applicant-name').fill('云州云禾传媒有限公司')
  await screen.locator('#applicant-idNumber').fill('91990102708100111L')
  await screen.getByText('由经办人代办（经办人到场）').click()
  await screen.locator('#agent-name').fill('陈皓')
  await screen.locator('#agent-number').fill('990103200208110373')
  await screen.getByRole('button', { name: '添加被申请人' }).click()
  await screen.locator('#other-0-name').fill('云州清荷文化有限公司')
  const form = await exampleForm('name-dispute')
  for (const name of ['ownName', 'ownUscc', 'ownSince', 'claim', 'reasons', 'phone']) await screen.locator(`[id="${name}"]`).fill(String(form[name]))
  for (const [group, word] of [['对方是否在本市登记', '是'], ['是否已向人民法院起诉', '否'], ['领取方式', '只要电子件']] as const) await screen.locator('.ant-form-item', { hasText: group }).last().locator('label', { hasText: new RegExp(`^${word}$`) }).click()
  await assertFits(screen)
  await assertAccessible(screen)
  await screen.keyboard.press('Control+Enter')
  // First the address that is missing, then an authority that is not there: each beside its box, and all stays as typed.
  await screen.getByText('没有查到授权').first().waitFor()
  await keepPicture(screen, 'desk-intake-parties')
  assert.equal(await screen.locator('#other-0-name').inputValue(), '云州清荷文化有限公司')
  await screen.locator('#agent-name').fill('张敏')
  await screen.locator('#agent-number').fill('990102199203140264')
  await screen.keyboard.press('Control+Enter')
  await screen.getByText('请填写送达地址，文书寄到这里').first().waitFor()
  // What the head of the desk lies over while the page is scrolled is no fault of the page.
  await screen.evaluate(() => scrollTo(0, 0))
  await assertAccessible(screen)
  await screen.locator('#other-0-address').fill('云州市西城区文昌路16号')
  await screen.keyboard.press('Control+Enter')
  const receipt = screen.locator('.receipt-sheet')
  await receipt.waitFor()
  const shown = await receipt.innerText()
  for (const words of ['经办人', '张敏', '云州清荷文化有限公司']) assert.ok(shown.includes(words), `${words} in ${shown}`)
  await keepPicture(screen, 'desk-receipt-parties')
  const id = await draftOf('lease-filing', 'li.guiying', { others: [{ role: 'joint-applicant', kind: 'natural', idKind: 'resident-id', phone: '', address: '云州市西城区文昌路8号', ...stranger }] })
  const waiting = (await town.call<{ number: string }>('POST', `/api/applications/${id}/submission`, { as: 'li.guiying', body: {} })).body.number
  await screen.goto(`${origin}/desk/cases/${waiting}`)
  await screen.getByRole('button', { name: '记录确认 周强' }).click()
  await screen.getByLabel('姓名或者名称（对照证件）').fill(stranger.name)
  await screen.getByLabel('证件号码（对照证件）').fill(stranger.idNumber)
  await screen.waitForTimeout(400)
  await keepPicture(screen, 'desk-record-answer')
  await assertAccessible(screen)
  await screen.keyboard.press('Control+Enter')
  await screen.getByRole('button', { name: '记录确认 周强' }).waitFor({ state: 'detached' })
  await keepPicture(screen, 'desk-case-parties')
  for (const width of [1440, 768]) {
    await screen.setViewportSize({ width, height: 900 })
    await assertFits(screen)
  }
  await office.close()
  assert.deepEqual(window.faults, [])
})
