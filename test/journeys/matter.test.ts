// The matter, from the first search to a licence that a stranger verifies: the portal in Chinese without scripts, the desk by keyboard,
// axe on every page passed.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { BrowserContext, Page } from 'playwright-core'
import { mattersIn } from '../matters.ts'
import { demonstrationPassword, openTown, type Town } from '../town.ts'
import { assertAccessible, openJudge, openWindow, type Judge, type Window } from './browser.ts'
import { answer, chooseAct, desk, give, hoarding, hoardingAnswers, nameOfficer, openByKeys, picture, press, send, sendAct } from './persons.ts'

const company = '云州云禾传媒有限公司'
let town: Town
let window: Window
let judge: Judge
let origin: string
let folder: string
let resident: BrowserContext
let page: Page
let number: string
let checked: string

before(async () => {
  town = await openTown({ listen: true, running: true, realTime: true })
  origin = town.origin.replace('127.0.0.1', 'localhost')
  folder = await mkdtemp(join(tmpdir(), 'yiwang-journey-'))
  window = await openWindow()
  judge = await openJudge(window)
  resident = await window.context({ javaScriptEnabled: false })
  page = await resident.newPage()
})
after(async () => {
  await window?.close()
  await town?.close()
  if (folder) await rm(folder, { recursive: true, force: true })
})

test('the company finds the matter, applies without scripts, mistakes included, and gets a receipt', async () => {
  await page.goto(origin)
  await judge(page)
  await page.locator('input[name="q"]').fill('户外广告')
  await press(page, /搜索/)
  await judge(page)
  await page.getByRole('link', { name: '设置大型户外广告设施审批' }).first().click()
  assert.equal(new URL(page.url()).pathname, `/items/${hoarding}`)
  await judge(page)
  await page.getByRole('button', { name: '在线申请' }).first().click()
  assert.match(page.url(), /\/sign-in\?next=/)
  await judge(page)
  await press(page, new RegExp(company))
  await judge(page)
  await press(page, '开始填写')
  await judge(page)
  await answer(page, { who: 'self' })
  const [site = {}, ...others] = hoardingAnswers()
  await judge(page)
  await answer(page, { siteAddress: '路', siteKind: 'wall' })
  assert.equal(await page.locator('.govuk-error-summary a[href="#siteAddress"]').count(), 1)
  assert.equal(await page.locator('#siteAddress').inputValue(), '路', 'what was typed stays')
  assert.ok(await page.locator('input[name="siteKind"][value="wall"]').isChecked(), 'what was chosen stays')
  await judge(page)
  await answer(page, site)
  for (const values of others) {
    await judge(page)
    await answer(page, values)
  }
  assert.match(page.url(), /\/materials$/)
  await judge(page)
  await give(page, 'sitePlan', '位置图.png', 'image/png', picture)
  await give(page, 'structureDesign', '结构设计.pdf', 'application/pdf', Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n'))
  await judge(page)
  await page.goto(page.url().replace(/\/materials.*$/, '/review'))
  await judge(page)
  await page.goBack()
  number = await send(page)
  assert.match(await page.locator('.yw-receipt').innerText(), new RegExp(`申请已提交[\\s\\S]*${number.replace(/[()]/g, '\\$&')}`))
  await judge(page)
})

test('the bureau accepts, examines and grants at the desk by keyboard', async () => {
  const office = await window.context()
  for (const [login, kind] of [['chengguan.clerk', 'accept'], ['chengguan.examiner', 'complete'], ['chengguan.examiner', 'complete'], ['chengguan.inspector', 'confirm'], ['chengguan.approver', 'decide']] as const) {
    const screen = await desk(office, origin, login)
    await openByKeys(screen, origin, number)
    await screen.locator('.drawing-place svg .mark-lit').first().waitFor()
    await assertAccessible(screen)
    const drawer = await chooseAct(screen, kind === 'accept' ? /^受理/ : kind === 'complete' || kind === 'confirm' ? /^办理/ : /作出决定/)
    await assertAccessible(screen)
    if (kind === 'confirm') await drawer.locator('input[type="radio"][value="agree"]').check()
    else if (kind !== 'accept') await drawer.locator('textarea').first().fill(kind === 'complete' ? '现场核查，符合设置规划。' : '符合条件，准予设置。')
    await nameOfficer(drawer)
    await sendAct(screen)
    await screen.locator('.timeline strong', { hasText: kind === 'accept' ? '受理' : kind === 'complete' || kind === 'confirm' ? '完成环节' : '作出决定' }).first().waitFor()
    await screen.close()
  }
  await office.close()
})

test('the company has the licence, and it is verified without a network', async () => {
  await town.settle()
  await page.goto(`${origin}/cases/${number}`)
  for (const words of ['准予决定书', '受理通知书', '现场核查', '云州市城市管理局']) assert.ok((await page.locator('main').innerText()).includes(words), words)
  await judge(page)
  await page.getByRole('button', { name: /查看证照/ }).click()
  await judge(page)
  assert.match(await page.locator('h1').innerText(), /有效/)
  checked = (await page.locator('a[href^="/verify/"]').first().getAttribute('href')) ?? assert.fail('no code')
  const pdf = await resident.request.get(origin + ((await page.locator('a[href$="/pdf"]').first().getAttribute('href')) ?? ''))
  assert.equal(pdf.headers()['content-type'], 'application/pdf')
  const file = join(folder, 'licence.pdf')
  const keys = join(folder, 'keys.json')
  const status = join(folder, 'status.jws')
  await writeFile(file, await pdf.body())
  await writeFile(keys, await (await resident.request.get(`${origin}/api/licence-keys`)).body())
  await writeFile(status, await (await resident.request.get(`${origin}/api/licence-status-list`)).body())
  const said = await verify(file, '--key', keys, '--status', status)
  assert.equal(said.exit, 0, said.out)
  const told = JSON.parse(said.out.trim().split('\n').at(-1) ?? '{}')
  assert.equal(told.usable, true, said.out)
  const broken = await pdf.body()
  broken[Math.floor(broken.length / 2)] = (broken[Math.floor(broken.length / 2)] ?? 0) ^ 1
  await writeFile(file, broken)
  assert.notEqual((await verify(file, '--key', keys, '--status', status)).exit, 0, 'a changed file is not genuine')
})

test('a stranger who opens the code on the licence learns whether it is in force, and no more', async () => {
  const stranger = await window.context({ javaScriptEnabled: false })
  const look = await stranger.newPage()
  await look.goto(origin + checked)
  const shown = await look.locator('main').innerText()
  for (const words of ['证照是真的', '目前有效', '演示证照']) assert.ok(shown.includes(words), words)
  await judge(look)
  await look.goto(page.url())
  assert.match(look.url(), /\/sign-in/)
  await look.goto(`${origin}/cases/${number}`)
  assert.match(look.url(), /\/sign-in/)
  await stranger.close()
})

test('the result is handed over, and the company judges the service once', async () => {
  const hall = await window.context()
  const screen = await desk(hall, origin, 'chengguan.clerk')
  const acts = await screen.request.get(`${origin}/api/cases/${number}`)
  const { state } = await acts.json()
  if (state !== 'finished') {
    const window = await desk(hall, origin, 'window.wang')
    await window.goto(`${origin}/desk/cases/${number}`)
    const drawer = await chooseAct(window, /送达/)
    await drawer.getByText('电子送达', { exact: true }).click()
    await sendAct(window)
  }
  await hall.close()
  await page.goto(`${origin}/cases/${number}/review`)
  await judge(page)
  await page.locator('form[action$="/review"] button[type="submit"]').click()
  assert.equal(await page.locator('.govuk-error-summary').count(), 1)
  await judge(page)
  await page.locator('input[name="verdict"][value="1"]').check()
  await page.locator('[name="words"]').fill('很快，每一步都看得到。')
  await page.locator('form[action$="/review"] button[type="submit"]').click()
  assert.match(await page.locator('main').innerText(), /谢谢您的评价/)
  await judge(page)
  for (const path of ['/my', '/my/licences', '/notifications', '/help', '/verify', '/accessibility', '/register', '/items', '/no-such-page']) {
    await page.goto(origin + path)
    await judge(page)
  }
})

test('nothing went wrong on the way', () => {
  assert.deepEqual(window.faults, [])
})

function verify(...options: string[]): Promise<{ exit: number | null; out: string }> {
  const program = spawn(process.execPath, [join(import.meta.dirname, '..', '..', 'src', 'main.ts'), 'licence', 'verify', ...options, '--json'], { env: { ...process.env, YIWANG_HOME: join(folder, 'elsewhere') }, stdio: ['ignore', 'pipe', 'inherit'] })
  let out = ''
  program.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text
  })
  return new Promise((resolve, reject) => program.on('error', reject).on('close', (exit) => resolve({ exit, out })))
}

test('from signing in to the last case of the list by keys alone: the next case stands before the last act is answered, and what is overtaken comes back with all that was typed', async () => {
  const { apply, accepted, call, good, read } = mattersIn(town)
  const fresh = [(await apply()).number, (await apply()).number]
  const office = await window.context()
  const screen = await office.newPage()
  await screen.goto(`${origin}/desk/`)
  await screen.locator('input[type="password"]').waitFor()
  await tabTo(screen, 'input:not([type="password"])')
  await screen.keyboard.type('chengguan.clerk')
  await tabTo(screen, 'input[type="password"]')
  await screen.keyboard.type(demonstrationPassword)
  await screen.keyboard.press('Enter')
  await openWithKeys(screen, fresh[0] ?? '')
  assert.ok((await screen.locator('.key-strip kbd').count()) > 3, 'the keys are in sight')
  const held = await holdBack(screen, '**/acceptance')
  await chooseAct(screen, /^受理/)
  await screen.keyboard.press('Control+Enter')
  await screen.waitForURL(new RegExp(`/desk/cases/${fresh[1]}$`))
  await screen.locator('.case-head .number', { hasText: fresh[1] ?? '' }).waitFor()
  await screen.locator('.acts button').first().waitFor()
  assert.equal(held.waiting(), 1, 'the act before is still on its way')
  held.release()
  await chooseAct(screen, /^受理/)
  await sendAct(screen)
  for (const number of fresh) assert.equal((await read('chengguan.clerk', number)).state, 'accepted')
  await screen.close()

  const [one, two] = [await accepted(), await accepted()]
  const { id } = await good(call('POST', '/api/accounts', { as: 'admin.system', body: { login: 'second.examiner', kind: 'staff', name: '吴双', organisation: one.handling.code, password: demonstrationPassword } }))
  await good(call('POST', `/api/accounts/${id}/posts`, { as: 'admin.security', body: { role: 'examiner', organisation: one.handling.code } }))
  const other = await town.call('POST', '/api/session', { body: { login: 'second.examiner', password: demonstrationPassword } })
  const desks = await desk(office, origin, 'chengguan.examiner')
  await openByKeys(desks, origin, one.number)
  const drawer = await chooseAct(desks, /^办理/)
  await drawer.locator('textarea').first().fill('现场与图纸一致。')
  const step = one.steps.find((each) => each.state === 'open')?.id
  await good(town.call('POST', `/api/cases/${one.number}/steps/${step}/completion`, { headers: { cookie: String(other.headers['set-cookie'] ?? '').split(';')[0] ?? '' }, body: { outcome: 'pass' } }))
  await desks.keyboard.press('Control+Enter')
  const refusal = desks.getByRole('dialog').locator('.refusal')
  await refusal.waitFor()
  assert.match(desks.url(), new RegExp(`${one.number}$`), 'back at the case')
  assert.match(await refusal.innerText(), /吴双[\s\S]*完成环节/)
  assert.equal(await desks.getByRole('dialog').locator('textarea').first().inputValue(), '现场与图纸一致。')
  await assertAccessible(desks)
  assert.ok(two.number)
  await office.close()
})

/** Presses Tab until something that fits has the focus. */
async function tabTo(screen: Page, selector: string): Promise<void> {
  for (let at = 0; at < 20; at++) {
    if (await screen.evaluate((wanted) => document.activeElement?.matches(wanted) === true, selector)) return
    await screen.keyboard.press('Tab')
  }
  assert.fail(`Tab never reaches ${selector}`)
}

/** Moves down the list that is shown to a case and opens it. */
async function openWithKeys(screen: Page, wanted: string): Promise<void> {
  await screen.locator(`[data-row="${wanted}"]`).waitFor()
  for (let at = 0; at < 60; at++) {
    await screen.keyboard.press('j')
    if ((await screen.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset['row'])) === wanted) break
  }
  await screen.keyboard.press('Enter')
  await screen.locator('.case-head').waitFor()
}

/** Keeps the first call to an address from going out until it is released. */
async function holdBack(screen: Page, address: string): Promise<{ waiting: () => number; release: () => void }> {
  let waiting = 0
  let release: () => void = () => undefined
  const gate = new Promise<void>((open) => {
    release = open
  })
  await screen.route(address, async (route) => {
    waiting++
    await gate
    waiting--
    await route.continue()
  })
  return { waiting: () => waiting, release: () => release() }
}
