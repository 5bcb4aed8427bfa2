// What a person does in these journeys: applies on the portal without scripts, settles at the desk by keyboard. Each act goes through
// what the page shows; nothing here calls the API.
import assert from 'node:assert/strict'
import type { BrowserContext, Locator, Page } from 'playwright-core'
import { signInAs } from './browser.ts'

export const hoarding = '11990100700140426Y3990100001000'

/** A photograph of one pixel, in the form of a real PNG file. */
export const picture = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')

/** Today at the counter, as year, month and day. */
export function today(): Temporal.PlainDate {
  return Temporal.Now.plainDateISO('Asia/Shanghai')
}

/** Presses the main button of the page and waits for the page that answers. */
export async function press(page: Page, name: string | RegExp): Promise<void> {
  await page.getByRole('button', { name }).first().click()
  await page.waitForLoadState()
}

/** Fills one page of questions by the names of its inputs; radios are given as the value to choose. */
export async function answer(page: Page, values: Record<string, string>): Promise<void> {
  for (const [name, value] of Object.entries(values)) {
    const radio = page.locator(`input[type="radio"][name="${name}"][value="${value}"]`)
    if ((await radio.count()) > 0) await radio.check()
    else await page.locator(`[name="${name}"]`).fill(value)
  }
  await press(page, '继续')
}

/** The answers about a wall of 84 m² from today on, page by page. */
export function hoardingAnswers(): Record<string, string>[] {
  const from = today()
  return [
    { siteAddress: '云州市东城区人民大道100号', siteKind: 'wall' },
    { ownSite: 'true' },
    { width: '14', height: '6', bottom: '6' },
    { lit: 'false' },
    { 'from-year': String(from.year), 'from-month': String(from.month), 'from-day': String(from.day), months: '24' },
    { phone: '13990100001' },
    { delivery: 'electronic' },
  ]
}

/** Signs in by one tap where the page asks for it, begins and answers everything; the page then asks for the materials. */
export async function fillIn(page: Page, origin: string, name: string): Promise<void> {
  await page.goto(`${origin}/apply?item=${hoarding}`)
  if (page.url().includes('/sign-in')) await press(page, new RegExp(name))
  await press(page, '开始填写')
  await answer(page, { who: 'self' })
  for (const values of hoardingAnswers()) await answer(page, values)
  assert.match(page.url(), /\/materials$/)
}

/** Gives one material as a file. */
export async function give(page: Page, material: string, name: string, mimeType: string, content: Buffer): Promise<void> {
  await page.locator(`#file-${material}`).setInputFiles({ name, mimeType, buffer: content })
  await page.locator(`form:has(#file-${material}) button[type="submit"]`).click()
  await page.waitForLoadState()
  assert.ok((await page.locator('main').innerText()).includes(name), `${name} is listed`)
}

/** From the materials to the receipt. Answers the number of the case. */
export async function send(page: Page): Promise<string> {
  await page.goto(page.url().replace(/\/materials.*$/, '/review'))
  const consent = page.locator('input[name="consent"][value="true"]')
  if ((await consent.count()) > 0) await consent.check()
  await page.locator('form[action$="/submission"] button[type="submit"]').click()
  await page.waitForURL(/\/cases\//)
  return decodeURIComponent(new URL(page.url()).pathname.split('/')[2] ?? '')
}

/** Opens a case from the work list with keys alone: j to its row, Enter into it. */
export async function openByKeys(page: Page, origin: string, number: string): Promise<void> {
  await page.goto(`${origin}/desk/`)
  await page.locator(`[data-row="${number}"]`).waitFor()
  for (let at = 0; at < 60; at++) {
    await page.keyboard.press('j')
    if ((await page.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset['row'])) === number) break
  }
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/desk\/cases\//)
  await page.locator('.case-head').waitFor()
}

/** Chooses an act by the digit that stands on it, and waits for its questions. */
export async function chooseAct(page: Page, name: string | RegExp): Promise<Locator> {
  const button = page.locator('.acts button', { hasText: name }).first()
  await button.waitFor()
  await page.keyboard.press((await button.locator('kbd').innerText()).trim())
  const drawer = page.getByRole('dialog')
  await drawer.waitFor()
  // The keys reach the drawer when it has come in.
  await page.locator('.ant-drawer-open:not([class*="-enter"])').waitFor()
  return drawer
}

/** Sends the questions of an act by Ctrl+Enter and waits until the drawer is gone. */
export async function sendAct(page: Page): Promise<void> {
  await page.keyboard.press('Control+Enter')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
}

/** Opens the desk as a civil servant. */
export async function desk(context: BrowserContext, origin: string, login: string): Promise<Page> {
  await context.clearCookies()
  await signInAs(context, origin, login)
  return context.newPage()
}

/** Names the colleague who checked on the site too, where the drawer asks for one (许可法 34). */
export async function nameOfficer(drawer: Locator, name = '钱思远'): Promise<void> {
  const choice = drawer.locator('#officers')
  if ((await choice.count()) === 0) return
  await choice.click()
  await choice.page().locator('.ant-select-item-option', { hasText: name }).first().click()
  await choice.page().keyboard.press('Escape')
  await drawer.locator('.ant-select-selection-item', { hasText: name }).first().waitFor()
  // In the list the key would choose; from the words it sends.
  await drawer.locator('textarea').first().focus()
}
