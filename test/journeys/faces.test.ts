// Every page of the portal in English, in large text, on a phone of 360 px, and by keyboard alone; and how many bytes the home page and a guide cost.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import { applyFor, exampleForm, handle } from '../journey.ts'
import { openTown, type Town } from '../town.ts'
import { assertFits, openJudge, openWindow, signInAs, type Judge, type Window } from './browser.ts'
import { hoarding } from './persons.ts'

const applicant = 'yunhe.media'
let town: Town
let window: Window
let judge: Judge
let origin: string
let addresses: string[]

before(async () => {
  town = await openTown({ listen: true, running: true, realTime: true })
  origin = town.origin.replace('127.0.0.1', 'localhost')
  const form = await exampleForm('outdoor-advertising')
  const number = await applyFor(town, { as: applicant, item: 'outdoor-advertising', form })
  await handle(town, number, applicant)
  await town.settle()
  const waiting = await applyFor(town, { as: applicant, item: 'outdoor-advertising', form })
  const draft = (await town.call<{ id: string }>('POST', '/api/applications', { as: applicant, body: { item: hoarding } })).body.id
  await town.call('PUT', `/api/applications/${draft}`, { as: applicant, body: { form, scenario: { who: 'self' } } })
  const licence = (await town.call<{ items: { id: string }[] }>('GET', '/api/licences', { as: applicant })).body.items[0]?.id ?? assert.fail('no licence')
  const { verification } = (await town.call<{ verification: string }>('GET', `/api/licences/${licence}`, { as: applicant })).body
  addresses = [
    '/', '/items', '/items?q=%E5%B9%BF%E5%91%8A', `/items/${hoarding}`, '/sign-in', '/register', '/help', '/accessibility', '/purposes', '/verify', '/verify/0000-0000', `/verify/${verification}`,
    `/apply?item=${hoarding}`, ...['scenario', 'questions/site', 'questions/size', 'questions/term', 'questions/all', 'materials', 'review'].map((step) => `/apply/${draft}/${step}`),
    '/my', '/my?phase=mine-to-do', '/my/dates', '/my/letters', '/my/reviews', '/notifications/settings', '/progress', '/reviews', '/my/licences', `/licences/${licence}`, '/notifications', `/cases/${number}`, `/cases/${number}/review`, `/cases/${waiting}`, `/cases/${waiting}/withdrawal`, '/review/NO-SUCH-CODE', '/no-such-page',
  ]
  window = await openWindow()
  judge = await openJudge(window)
})
after(async () => {
  await window?.close()
  await town?.close()
})

/** Visits every page as the applicant with these settings. */
async function visitAll(settings: string, look: (page: Page) => Promise<void>): Promise<void> {
  const context = await window.context({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } })
  await signInAs(context, origin, applicant)
  const page = await context.newPage()
  await page.goto(`${origin}/help?${settings}`)
  for (const address of addresses) {
    await page.goto(origin + address)
    await look(page)
  }
  await context.close()
}

/** On a phone the head of a page is small; the menu, the languages and the elderly mode are one tap away. */
async function assertCalm(page: Page): Promise<void> {
  const head = page.locator('header.yw-header')
  assert.ok(((await head.boundingBox())?.height ?? Infinity) <= 100, `${page.url()}: the head is ${(await head.boundingBox())?.height} px high`)
  for (const one of [head.locator('summary'), head.locator('a[hreflang]').first(), head.locator('a[href*="text=large"]')]) assert.ok(await one.isVisible(), page.url())
  assert.equal(await head.getByRole('link', { name: 'All services' }).count(), 0, 'the menu is closed')
}

// What the law, the pack and people wrote stays Chinese in an English page: names of laws, addresses, names.
const own = /首页|办事大厅|我的办件|登录|退出|继续|返回|搜索|大字版|请选择|提交|下载|查看/

test('every page in English fits a phone, has no words of the portal left in Chinese, and passes axe', async () => {
  await visitAll('lang=en&text=normal', async (page) => {
    assert.equal(await page.locator('html').getAttribute('lang'), 'en', page.url())
    await assertFits(page)
    const shell = `${await page.locator('header').innerText()} ${(await page.locator('main button, main label, main legend').allInnerTexts()).join(' ')}`
    assert.doesNotMatch(shell, own, page.url())
    await assertCalm(page)
    await judge(page)
  })
})

test('every page in Chinese and large text fits a phone and passes axe', async () => {
  await visitAll('lang=zh&text=large', async (page) => {
    assert.match((await page.locator('html').getAttribute('class')) ?? '', /yw-large/)
    await assertFits(page)
    const size = await page.evaluate(() => Number.parseFloat(getComputedStyle(document.querySelector('main p, main label, main li, main h1') ?? document.body).fontSize))
    assert.ok(size >= 19, `${page.url()} is written in ${size} px`)
    const low = await page.evaluate(() => [...document.querySelectorAll('.govuk-button, .yw-nav a, .yw-header__list a, .yw-list__link, .yw-way, main input:not([type=hidden]), main select, main textarea, main summary')].filter((one) => one.getBoundingClientRect().height > 0 && one.getBoundingClientRect().height < 59.5).map((one) => one.outerHTML.slice(0, 120)))
    assert.deepEqual(low, [], `${page.url()}: lower than 60 px`)
    assert.ok(await page.locator('a[href="tel:12345"]').isVisible(), `${page.url()} shows whom to call`)
    await judge(page)
  })
})

test('every page in traditional characters says so and leaves no word of the portal in simplified ones', async () => {
  await visitAll('lang=zh-Hant&text=normal', async (page) => {
    assert.equal(await page.locator('html').getAttribute('lang'), 'zh-Hant', page.url())
    const shell = `${await page.locator('header nav').allInnerTexts()} ${await page.locator('footer').innerText()} ${(await page.locator('main button, main label, main legend, main h1').allInnerTexts()).join(' ')}`
    assert.doesNotMatch(shell.replace('简体', ''), /[务办证请设评价时应与为后内关开]/, page.url())
  })
})

test('by keyboard alone: the skip link comes first, every stop is seen, and a matter is found and opened', async () => {
  const context = await window.context({ javaScriptEnabled: false })
  const page = await context.newPage()
  for (const address of ['/', '/items', `/items/${hoarding}`, '/sign-in', '/verify']) {
    await page.goto(origin + address)
    await page.keyboard.press('Tab')
    assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('href')), '#main', `${address} begins with the skip link`)
    const inOrder: number[] = []
    for (let stop = 0; stop < 25; stop++) {
      await page.keyboard.press('Tab')
      const { at, seen } = await page.evaluate(() => {
        const one = document.activeElement
        const all = [...document.querySelectorAll('a[href], button, input, select, textarea, summary')]
        const style = one === null ? undefined : getComputedStyle(one)
        const label = one instanceof HTMLInputElement ? (one.labels?.[0] ?? one) : one
        const ring = [style, label ? getComputedStyle(label, '::before') : undefined].some((each) => each !== undefined && (each.outlineStyle !== 'none' || each.boxShadow !== 'none'))
        return { at: one === null ? -1 : all.indexOf(one), seen: ring }
      })
      if (at < 0) break
      inOrder.push(at)
      assert.ok(seen, `${address}: stop ${stop} shows no focus: ${await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 120))}`)
    }
    assert.deepEqual(inOrder, [...inOrder].sort((a, b) => a - b), `${address} is passed in the order in which it is read`)
  }
  await page.goto(origin)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  assert.match(page.url(), /#main$/)
  for (let stop = 0; stop < 5 && (await page.evaluate(() => document.activeElement?.getAttribute('name'))) !== 'q'; stop++) await page.keyboard.press('Tab')
  await page.keyboard.type('户外广告')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/items\?/)
  assert.match(await page.locator('main').innerText(), /设置大型户外广告设施审批/)
  await context.close()
})

test('the home page and a guide cost at most 40 KB compressed without fonts and pictures, and 100 KB in all', async () => {
  for (const address of ['/', `/items/${hoarding}`]) {
    const context = await window.context()
    const page = await context.newPage()
    const compressed = new Map<string, number>()
    let all = 0
    const bodies: Promise<void>[] = []
    page.on('response', (response) => bodies.push((async () => {
      const bytes = gzipSync(await response.body()).length
      all += (await response.request().sizes()).responseBodySize
      if (!['image', 'font'].includes(response.request().resourceType())) compressed.set(response.url(), bytes)
    })()))
    await page.goto(origin + address, { waitUntil: 'networkidle' })
    await Promise.all(bodies)
    const sum = [...compressed.values()].reduce((a, b) => a + b, 0)
    assert.ok(compressed.size >= 2 && sum <= 40_000, `${address}: ${sum} bytes: ${JSON.stringify([...compressed])}`)
    assert.ok(all <= 100_000, `${address}: ${all} bytes`)
    await context.close()
  }
})

test('nothing went wrong on the way', () => {
  assert.deepEqual(window.faults, [])
})
