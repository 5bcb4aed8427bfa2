// The browser of the journeys: opened once in a test file, with a folder and fonts of its own, and with the judges of every page
// (axe, no wide page, no error in its console, no answer above 499). It knows no page of the platform.
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import chromium from '@sparticuz/chromium'
import type Axe from 'axe-core'
import { chromium as driver, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core'

export interface Window {
  browser: Browser
  /** Opens a context whose pages are watched: what goes wrong in them is told by `faults`. */
  context(options?: BrowserContextOptions): Promise<BrowserContext>
  /** Errors of consoles and answers above 499 so far. */
  faults: string[]
  close(): Promise<void>
}

const fonts = dirname(fileURLToPath(import.meta.resolve('@expo-google-fonts/noto-sans-sc/package.json')))
const installed = ['/usr/bin/chromium', '/usr/bin/google-chrome', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome']

/** Opens a browser: the one of `CHROMIUM`, on Linux the one that came as a package, otherwise one installed here. */
export async function openWindow(): Promise<Window> {
  const folder = await mkdtemp(join(tmpdir(), 'yiwang-browser-'))
  const cache = join(folder, 'fonts')
  await mkdir(cache)
  const fontConfig = join(folder, 'fonts.conf')
  await writeFile(fontConfig, `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${fonts}</dir><cachedir>${cache}</cachedir></fontconfig>`)
  const browser = await driver.launch({
    executablePath: await findBrowser(),
    // One process for all pages of a context: the desk's programs are compiled once in it.
    args: ['--no-sandbox', '--disable-gpu', '--process-per-site'],
    env: { ...process.env, TMPDIR: folder, FONTCONFIG_FILE: fontConfig },
  })
  const faults: string[] = []
  return {
    browser,
    faults,
    context: async (options) => {
      const context = await browser.newContext({ locale: 'zh-CN', timezoneId: 'Asia/Shanghai', viewport: { width: 1280, height: 900 }, ...options })
      context.setDefaultTimeout(45_000)
      watch(context, faults)
      return context
    },
    close: async () => {
      await browser.close()
      await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

/** The program of the browser; unpacked where it is not yet, which two processes must not do at once. */
export async function findBrowser(): Promise<string> {
  if (process.env.CHROMIUM) return process.env.CHROMIUM
  if (process.platform === 'linux' && process.arch === 'x64') return chromium.executablePath()
  const found = installed.find(existsSync)
  if (found === undefined) throw new Error('no browser: name one by CHROMIUM')
  return found
}

function watch(context: BrowserContext, faults: string[]): void {
  // A browser writes every refusal (4xx) into its console by itself; those are told to the person and judged by the journeys.
  context.on('console', (message) => {
    if (message.type() === 'error' && !/the server responded with a status of 4\d\d/.test(message.text())) faults.push(`${message.page()?.url()}: ${message.text()}`)
  })
  context.on('weberror', (error) => faults.push(`${error.page()?.url()}: ${error.error().stack}`))
  context.on('response', (response) => {
    if (response.status() >= 500) faults.push(`${response.status()} ${response.request().method()} ${response.url()}`)
  })
}

/** `YIWANG_PICTURES=folder`: leaves a picture of the page that stands, for somebody to look at. */
export async function keepPicture(page: Page, name: string, { fullPage = true } = {}): Promise<void> {
  const folder = process.env.YIWANG_PICTURES
  if (folder) await page.screenshot({ path: join(folder, `${name}.png`), fullPage })
}

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

let axeRead: Promise<string> | undefined

/** Judges the page that stands by axe: WCAG 2.2 AA and best practice. */
export async function assertAccessible(page: Page): Promise<void> {
  axeRead ??= readFile(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8')
  assert.equal(page.frames().length, 1, `${page.url()} holds a frame, which is not judged`)
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(await axeRead)
  // What passes is not described: that costs more than finding what does not.
  const violations = await page.evaluate(async (values) => {
    const { axe } = window as unknown as { axe: typeof Axe }
    const found = await axe.run(document, { runOnly: { type: 'tag', values }, resultTypes: ['violations'] })
    return found.violations.map(({ id, help, nodes }) => `${id}: ${help}\n${nodes.map(({ target, html }) => `    ${target.join(' ')}  ${html.slice(0, 160)}`).join('\n')}`)
  }, rules)
  assert.equal(violations.length, 0, `${page.url()}\n${violations.join('\n')}`)
}

export type Judge = (page: Page) => Promise<void>

/**
 * A judge for pages whose scripts are off. axe waits for timers, which do not run there; so the page exactly as it stands is written
 * into a page with scripts, without the page's own. That page stays: axe and the styles are loaded once.
 */
export async function openJudge(window: Window): Promise<Judge> {
  const context = await window.context()
  const stage = await context.newPage()
  return async (page) => {
    const { origin } = new URL(page.url())
    if (new URL(stage.url()).origin !== origin) await openEmpty(stage, origin)
    await stage.setViewportSize(page.viewportSize() ?? { width: 1280, height: 900 })
    await stage.evaluate(showWithoutScripts, { url: page.url(), html: await page.content() })
    await assertAccessible(stage)
  }
}

/** An empty page of this origin, whose rules for content are not those of the pages that will be written into it. */
async function openEmpty(stage: Page, origin: string): Promise<void> {
  await stage.route('**', (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body: '' }))
  await stage.goto(origin)
  // Also because the browser keeps no styles while there is a route.
  await stage.unroute('**')
}

/** Runs in the browser. */
async function showWithoutScripts({ url, html }: { url: string; html: string }): Promise<void> {
  const page = new DOMParser().parseFromString(html, 'text/html')
  for (const script of page.querySelectorAll('script')) script.remove()
  history.replaceState(null, '', url)
  document.open()
  document.write(`${page.compatMode === 'CSS1Compat' ? '<!doctype html>' : ''}${page.documentElement.outerHTML}`)
  document.close()
  if (document.readyState !== 'complete') await new Promise((resolve) => window.addEventListener('load', resolve, { once: true }))
}

/** No page may need to be moved sideways to be read. */
export async function assertFits(page: Page): Promise<void> {
  const { wide, shown } = await page.evaluate(() => ({ wide: document.documentElement.scrollWidth, shown: document.documentElement.clientWidth }))
  assert.ok(wide <= shown, `${page.url()} is ${wide} px wide on ${shown} px`)
}

/** Signs a context in as a demonstration account without a page. */
export async function signInAs(context: BrowserContext, origin: string, login: string): Promise<void> {
  const answer = await context.request.post(`${origin}/api/session/demonstration`, { data: { login } })
  assert.equal(answer.status(), 201, await answer.text())
}
