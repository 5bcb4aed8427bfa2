// Three people from end to end: an old person in the elderly mode on a phone, who lets a relative help; a resident in English; and an
// approver whom a colleague overtakes. Every page passed is measured; axe judges all but the pages of questions, which other journeys show it.
import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { exampleForm, handle } from '../journey.ts'
import { mattersIn } from '../matters.ts'
import { demonstrationPassword, openTown, type Town } from '../town.ts'
import { assertAccessible, assertFits, openJudge, openWindow, signInAs, type Judge, type Window } from './browser.ts'
import { chooseAct, desk, openByKeys, picture, press, today } from './persons.ts'

let town: Town
let window: Window
let judge: Judge
let origin: string
let chinese: RegExp

before(async () => {
  town = await openTown({ listen: true, running: true, realTime: true })
  origin = town.origin.replace('127.0.0.1', 'localhost')
  window = await openWindow()
  judge = await openJudge(window)
  chinese = await readChinese()
})
after(async () => {
  await window?.close()
  await town?.close()
})

test('an old person switches on the elderly mode on a phone, applies in plain words, and lets a niece look after it', async () => {
  const context = await window.context({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } })
  const page = await context.newPage()
  await page.goto(origin)
  await page.getByRole('link', { name: '长者版' }).click()
  await lookLarge(page)
  assert.match(await page.locator('main').innerText(), /您要做什么[\s\S]*让家人帮我办/)
  await page.locator('.yw-menu__button').click()
  await lookLarge(page)
  await page.getByRole('link', { name: '首页' }).first().click()
  await page.locator('input[name="q"]').fill('老人补贴')
  await press(page, '搜索')
  await lookLarge(page)
  await page.getByRole('link', { name: '高龄津贴' }).first().click()
  await lookLarge(page)
  await page.getByRole('button', { name: '在线申请' }).first().click()
  await lookLarge(page)
  await press(page, /李桂英/)
  await lookLarge(page)
  await press(page, '开始填写')
  await answerAll(page, await exampleForm('old-age-allowance'), '下一步', (at) => lookLarge(at, false))
  await page.goto(page.url().replace(/\/materials.*$/, '/review'))
  await lookLarge(page)
  await submit(page)
  await lookLarge(page)
  assert.match(await page.locator('.yw-receipt').innerText(), /申请已提交/)

  await page.goto(`${origin}/my/proxies`)
  await lookLarge(page)
  const until = today().add({ days: 60 })
  for (const [name, value] of Object.entries({ login: 'zhang.min', name: '张敏', 'until-year': until.year, 'until-month': until.month, 'until-day': until.day })) await page.locator(`[name="${name}"]`).fill(String(value))
  await page.locator('input[name="scopes"][value="read"]').check()
  await page.locator('input[name="consent"]').check()
  await press(page, '同意这位亲友帮我')
  await lookLarge(page)
  const niece = await window.context({ javaScriptEnabled: false })
  await signInAs(niece, origin, 'zhang.min')
  const hers = await niece.newPage()
  await hers.goto(`${origin}/my/proxies`)
  assert.doesNotMatch(await hers.locator('main').innerText(), /高龄津贴/, 'nothing is shown before both agreed')
  await hers.locator('form[action$="/agreement"] button').click()
  assert.match(await hers.locator('main').innerText(), /李桂英[\s\S]*高龄津贴/)
  await judge(hers)
  await page.goto(`${origin}/my/proxies`)
  assert.match(await page.locator('main').innerText(), /张敏/)
  await page.getByRole('link', { name: '标准版' }).click()
  assert.doesNotMatch((await page.locator('html').getAttribute('class')) ?? '', /yw-large/)
  await niece.close()
  await context.close()
})

test('a resident does everything in English, and no word of the portal is left in Chinese', async () => {
  const context = await window.context({ javaScriptEnabled: false, locale: 'en-GB' })
  const page = await context.newPage()
  const go = async (path: string) => {
    await page.goto(origin + path)
    await lookEnglish(page)
  }
  await go('/')
  await page.locator('input[name="q"]').fill('outdoor advertising')
  await press(page, 'Search')
  await lookEnglish(page)
  await page.getByRole('link', { name: 'Permit to set up a large outdoor advertising structure' }).first().click()
  await lookEnglish(page)
  assert.match(await page.locator('.yw-sample').innerText(), /a sample[\s\S]*Permit for a large outdoor advertising structure[\s\S]*××××[\s\S]*\*/)
  await page.getByRole('button', { name: 'Apply online' }).first().click()
  await lookEnglish(page)
  await press(page, /张敏/)
  await lookEnglish(page)
  await press(page, 'Start')
  await answerAll(page, await exampleForm('outdoor-advertising'), 'Save and continue', (at) => lookEnglish(at, false))
  for (const material of ['sitePlan', 'structureDesign']) {
    await page.locator(`#file-${material}`).setInputFiles({ name: 'plan.png', mimeType: 'image/png', buffer: picture })
    await page.locator(`form:has(#file-${material}) button[type="submit"]`).click()
  }
  await lookEnglish(page)
  await page.goto(page.url().replace(/\/materials.*$/, '/review'))
  await lookEnglish(page)
  const number = await submit(page)
  await lookEnglish(page)
  await go('/my')
  await handle(town, number, 'zhang.min')
  await town.settle()
  await go(`/cases/${number}`)
  await page.locator('main a[href^="/licences/"]').first().click()
  await lookEnglish(page)
  await go((await page.locator('main a[href^="/verify/"]').first().getAttribute('href')) ?? assert.fail('no code'))
  assert.match(await page.locator('main').innerText(), /genuine/i)
  await go(`/cases/${number}/review`)
  await page.locator('input[name="verdict"][value="1"]').check()
  await page.locator('form[action$="/review"] button[type="submit"]').click()
  await lookEnglish(page)
  assert.match(await page.locator('main').innerText(), /thank you/i)
  await context.close()
})

test('of two approvers on one step the second is told what the first did, and keeps all that was typed', async () => {
  const { examined, call, good } = mattersIn(town)
  const { number, deciding } = await examined() as unknown as { number: string; deciding: { code: string } }
  const { id } = await good(call('POST', '/api/accounts', { as: 'admin.system', body: { login: 'second.approver', kind: 'staff', name: '吴双', organisation: deciding.code, password: demonstrationPassword } }))
  await good(call('POST', `/api/accounts/${id}/posts`, { as: 'admin.security', body: { role: 'approver', organisation: deciding.code } }))
  const [one, two] = [await window.context(), await window.context()]
  const mine = await desk(one, origin, 'chengguan.approver')
  await openByKeys(mine, origin, number)
  const drawer = await chooseAct(mine, /作出决定/)
  await drawer.locator('textarea').first().fill('符合规划，准予设置；请按图施工。')
  assert.equal((await two.request.post(`${origin}/api/session`, { data: { login: 'second.approver', password: demonstrationPassword } })).status(), 201)
  const hers = await two.newPage()
  await openByKeys(hers, origin, number)
  const first = await chooseAct(hers, /作出决定/)
  await first.locator('textarea').first().fill('准予设置。')
  await hers.keyboard.press('Control+Enter')
  await hers.getByRole('dialog').waitFor({ state: 'detached' })
  const answered = mine.waitForResponse((response) => response.url().endsWith('/decision'))
  await mine.keyboard.press('Control+Enter')
  assert.equal((await answered).status(), 409)
  const refusal = mine.getByRole('dialog').locator('.refusal')
  await refusal.waitFor()
  assert.match(await refusal.innerText(), /吴双[\s\S]*决定/)
  assert.match(mine.url(), new RegExp(`${number}$`), 'back at the case')
  assert.equal(await mine.getByRole('dialog').locator('textarea').first().inputValue(), '符合规划，准予设置；请按图施工。')
  await assertAccessible(mine)
  await one.close()
  await two.close()
})

test('nothing went wrong on the way', () => {
  assert.deepEqual(window.faults, [])
})

/** Answers page after page from whole answers to the form, as far as the materials; a page of the situation takes its first choice. */
async function answerAll(page: Page, form: Record<string, unknown>, button: string, look: Judge): Promise<void> {
  for (let turn = 0; turn < 20 && !/\/materials/.test(page.url()); turn++) {
    await look(page)
    const names = await page.locator('main form:has(button) :is(input:not([type="hidden"]),select,textarea)').evaluateAll((all) => [...new Set(all.map((one) => one.getAttribute('name') ?? ''))])
    for (const name of names) await fillOne(page, name, form)
    await press(page, button)
    assert.equal(await page.locator('.govuk-error-summary').count(), 0, `${page.url()}: ${await page.locator('main').innerText()}`)
  }
}

async function fillOne(page: Page, name: string, form: Record<string, unknown>): Promise<void> {
  const date = /^(.+)-(year|month|day)$/.exec(name)
  if (date) return page.locator(`[name="${name}"]`).fill(String(Temporal.PlainDate.from(String(form[date[1] ?? '']))[date[2] as 'year' | 'month' | 'day']))
  const choices = page.locator(`input[type="radio"][name="${name}"]`)
  if ((await choices.count()) > 0) return (form[name] === undefined ? choices.first() : page.locator(`input[name="${name}"][value="${form[name]}"]`)).check()
  if (form[name] === undefined) return
  const field = page.locator(`[name="${name}"]`)
  await ((await field.evaluate((one) => one.tagName)) === 'SELECT' ? field.selectOption(String(form[name])) : field.fill(String(form[name])))
}

/** Agrees to what must be agreed to and submits. Answers the number of the case. */
async function submit(page: Page): Promise<string> {
  const consent = page.locator('input[name="consent"][value="true"]')
  if ((await consent.count()) > 0) await consent.check()
  await page.locator('form[action$="/submission"] button[type="submit"]').click()
  await page.waitForURL(/\/cases\//)
  return decodeURIComponent(new URL(page.url()).pathname.split('/')[2] ?? '')
}

/** 长者版: text of 18 px and more, all that is tapped 60 px high, nothing to move sideways, somebody to call in sight. */
async function lookLarge(page: Page, isJudged = true): Promise<void> {
  assert.match((await page.locator('html').getAttribute('class')) ?? '', /yw-large/, page.url())
  const { small, low } = await page.evaluate(() => {
    const isSeen = (one: Element) => one.checkVisibility({ visibilityProperty: true }) && one.getBoundingClientRect().width > 2
    const all = [...document.body.querySelectorAll('*')].filter(isSeen)
    const own = (one: Element) => [...one.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim() !== '')
    // A link within a sentence is as high as its line (WCAG 2.2, 2.5.8).
    const isInSentence = (one: Element) => getComputedStyle(one).display === 'inline' && (one.closest('p,li,dd,td')?.textContent?.trim().length ?? 0) > (one.textContent?.trim().length ?? 0)
    const tapped = all.filter((one) => one.matches('a[href],button,input,select,textarea,summary') && !isInSentence(one) && !one.matches('.govuk-skip-link,.govuk-visually-hidden'))
    const told = (one: Element) => one.outerHTML.slice(0, 140)
    return {
      small: all.filter((one) => own(one) && !one.closest('.govuk-visually-hidden,.govuk-skip-link,option') && Number.parseFloat(getComputedStyle(one).fontSize) < 18).map(told),
      low: tapped.filter((one) => one.getBoundingClientRect().height < 59.5).map(told),
    }
  })
  assert.deepEqual({ small, low }, { small: [], low: [] }, page.url())
  assert.ok(await page.locator('a[href="tel:12345"]').isVisible(), `${page.url()} shows whom to call`)
  await assertFits(page)
  if (isJudged) await judge(page)
}

/** Chinese words of the portal as whole texts; what stands for a blank may be anything. */
async function readChinese(): Promise<RegExp> {
  const folder = join(import.meta.dirname, '..', '..', 'web', 'portal')
  const files = (await readdir(folder)).filter((name) => /^words.*\.ts$/.test(name))
  const words = (await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')))).flatMap((text) => [...text.matchAll(/': \['(.+?)', /g)].map(([, word = '']) => word.trim()))
  assert.ok(words.length > 600, 'the words of the portal were found')
  return new RegExp(`^(?:${words.filter((text) => /\p{Script=Han}{2}/u.test(text)).map((text) => text.replaceAll(/[.*+?^$()|[\]\\]/g, '\\$&').replaceAll(/\{\w+\}/g, '.+')).join('|')})$`, 'u')
}

// A law and the number of a licence are called as they are.
const named = /^(Legal basis:|Open the licence) /

/** No text is a word of the portal in Chinese; headings, labels and what is pressed hold none at all, but for names. */
async function lookEnglish(page: Page, isJudged = true): Promise<void> {
  assert.equal(await page.locator('html').getAttribute('lang'), 'en', page.url())
  const texts = await page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const found: { text: string; isShell: boolean }[] = []
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = node.parentElement
      if (!at || at.closest('[lang],script,.yw-header__who,.yw-header__mark') !== document.documentElement) continue
      found.push({ text: node.textContent?.trim() ?? '', isShell: at.closest('header,nav,footer,h1,h2,h3,label,legend,dt,th,summary,.govuk-tag,.govuk-hint') !== null || (at.closest('button,.govuk-button') !== null && at.closest('.yw-account') === null) })
    }
    return found.filter(({ text }) => /\p{Script=Han}/u.test(text))
  })
  assert.deepEqual(texts.filter(({ text, isShell }) => (isShell && !named.test(text)) || chinese.test(text)), [], page.url())
  assert.doesNotMatch(await page.title(), /\p{Script=Han}/u, page.url())
  if (isJudged) await judge(page)
}
