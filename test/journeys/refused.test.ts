// Ends that are not a grant: asked to correct once and answered, refused with reasons and remedies, withdrawn; and an intake at the window.
// The portal without scripts, the desk as its users use it.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { BrowserContext, Page } from 'playwright-core'
import { makeResidentId } from '#engines/codes'
import { openTown, type Town } from '../town.ts'
import { assertAccessible, openJudge, openWindow, type Judge, type Window } from './browser.ts'
import { chooseAct, desk, fillIn, give, hoarding, nameOfficer, openByKeys, picture, send, sendAct } from './persons.ts'

let town: Town
let window: Window
let judge: Judge
let origin: string
let resident: BrowserContext
let office: BrowserContext
let page: Page
let number: string

before(async () => {
  town = await openTown({ listen: true, running: true, realTime: true })
  origin = town.origin.replace('127.0.0.1', 'localhost')
  window = await openWindow()
  judge = await openJudge(window)
  resident = await window.context({ javaScriptEnabled: false })
  office = await window.context()
  page = await resident.newPage()
})
after(async () => {
  await window?.close()
  await town?.close()
})

test('what is missing is asked once, and answered on the portal', async () => {
  await fillIn(page, origin, '张敏')
  await give(page, 'sitePlan', '位置图.png', 'image/png', picture)
  number = await send(page)
  const screen = await desk(office, origin, 'chengguan.clerk')
  await openByKeys(screen, origin, number)
  const drawer = await chooseAct(screen, /补正/)
  await drawer.getByText('结构设计', { exact: false }).first().click()
  await assertAccessible(screen)
  await sendAct(screen)
  await screen.close()
  await town.settle()
  await page.goto(`${origin}/cases/${number}`)
  const asked = await page.locator('main').innerText()
  for (const words of ['补正', '结构设计']) assert.ok(asked.includes(words), words)
  await judge(page)
  await page.locator('form[action="/apply"] button[type="submit"]').click()
  await page.waitForURL(/\/apply\//)
  await page.goto(`${page.url().split('/').slice(0, 5).join('/')}/materials`)
  await judge(page)
  await give(page, 'structureDesign', '结构设计.png', 'image/png', picture)
  assert.equal(await send(page), number, 'a correction stays with its case')
  await judge(page)
})

test('a refusal gives its reasons and names both remedies', async () => {
  for (const [login, act] of [['chengguan.clerk', /^受理/], ['chengguan.examiner', /^办理：书面审查/], ['chengguan.examiner', /^办理：现场核查/], ['chengguan.inspector', /^办理：现场核查/], ['chengguan.approver', /作出决定/]] as const) {
    const screen = await desk(office, origin, login)
    await openByKeys(screen, origin, number)
    const drawer = await chooseAct(screen, act)
    if (login === 'chengguan.examiner') {
      await drawer.locator('input[type="radio"][value="reject"]').check()
      await drawer.locator('textarea').first().fill('设置位置遮挡交通标志。')
      await nameOfficer(drawer)
    }
    if (login === 'chengguan.inspector') await drawer.locator('input[type="radio"][value="agree"]').check()
    if (login === 'chengguan.approver') {
      await drawer.locator('input[type="radio"][value="refuse"]').check()
      await drawer.locator('.ant-form-item-required', { hasText: '理由' }).waitFor()
      await screen.keyboard.press('Control+Enter')
      await drawer.getByText('请填写').first().waitFor()
      await drawer.locator('textarea').first().fill('遮挡交通标志（广告法第四十二条）。')
    }
    await sendAct(screen)
    await screen.close()
  }
  await town.settle()
  await page.goto(`${origin}/cases/${number}`)
  const shown = await page.locator('main').innerText()
  for (const words of ['不予', '遮挡交通标志（广告法第四十二条）']) assert.ok(shown.includes(words), words)
  await judge(page)
  const letters = (await town.call<{ items: { id: string; kind: string }[] }>('GET', `/api/cases/${number}/letters`, { as: 'zhang.min' })).body.items
  const refusal = letters.find((letter) => letter.kind === 'decision-refusal') ?? assert.fail(JSON.stringify(letters.map((letter) => letter.kind)))
  // The paper itself is a PDF in letters of a font of its own; its words are read where they are kept.
  const [kept] = await town.platform.ground.sql.rows<{ content: string }>('select content::text as content from deliveries.letters where id = $1', [refusal.id])
  for (const words of ['行政复议', '行政诉讼', '遮挡交通标志']) assert.ok(kept?.content.includes(words), `${words} in ${kept?.content}`)
  const pdf = await resident.request.get(`${origin}/cases/${number}/letters/${refusal.id}`)
  assert.equal(pdf.headers()['content-type'], 'application/pdf')
})

test('an applicant withdraws, once sure of it', async () => {
  await fillIn(page, origin, '张敏')
  const withdrawn = await send(page)
  await page.goto(`${origin}/cases/${withdrawn}`)
  await page.getByRole('link', { name: /撤回/ }).click()
  await judge(page)
  const submit = page.locator('form[action$="/withdrawal"] button[type="submit"]')
  await submit.click()
  assert.equal(await page.locator('.govuk-error-summary').count(), 1)
  await judge(page)
  await page.locator('#reason').fill('计划有变')
  await submit.click()
  assert.match(await page.locator('main').innerText(), /已撤回/)
  await judge(page)
})

test('a window clerk takes papers in for a person and hands out a receipt that lists them', async () => {
  const screen = await desk(office, origin, 'window.wang')
  await screen.goto(`${origin}/desk/intake?item=${hoarding}`)
  await screen.locator('#applicant-name').fill('周小平')
  await screen.locator('#applicant-idNumber').fill(makeResidentId({ region: '990102', birth: '1980-05-06', sequence: 21 }))
  const fill = async (label: string, value: string) => screen.getByLabel(label, { exact: true }).fill(value)
  const choose = async (words: string) => screen.locator('label', { hasText: words }).first().click()
  await choose('申请人本人')
  await fill('设置地址', '云州市东城区人民大道100号')
  await choose('建筑物墙面')
  for (const [group, word] of [['场地是否为申请人所有', '是'], ['是否带照明或者电子屏', '否']] as const) await screen.locator('.ant-form-item', { hasText: group }).locator('label', { hasText: new RegExp(`^${word}$`) }).click()
  await fill('宽（米）', '8')
  await fill('高（米）', '5')
  await fill('底部离地（米）', '6')
  await screen.locator('input[type="date"]').last().fill('2027-01-10')
  await fill('设置期限（月）', '24')
  await screen.locator('.ant-form-item', { hasText: '领取方式' }).locator('label', { hasText: '到窗口领取' }).click()
  await screen.locator('.ant-form-item', { hasText: '办理进度会通知到这个号码' }).locator('input').fill('13990100009')
  await screen.locator('.papers li', { hasText: '设置位置图' }).locator('input[type="checkbox"]').check()
  await assertAccessible(screen)
  await screen.keyboard.press('Control+Enter')
  const receipt = screen.locator('.receipt-sheet')
  await receipt.waitFor()
  const shown = await receipt.innerText()
  for (const words of ['收件凭证', '周小平', '设置大型户外广告设施审批', '王芳', '设置位置图']) assert.ok(shown.includes(words), `${words} in ${shown}`)
  await assertAccessible(screen)
  await screen.getByRole('link', { name: '打开办件' }).click()
  await screen.locator('.case-head').waitFor()
})

test('nothing went wrong on the way', () => {
  assert.deepEqual(window.faults, [])
})
