// What a person waits for on a slow phone line: the first view of the home page and of an item page in a real browser with nothing kept,
// over 1.6 Mbit/s with 150 ms for each round trip. Bytes are all that came, fonts and pictures included.
import type { BrowserContext } from 'playwright-core'
import { openWindow, type Window } from '../test/journeys/browser.ts'
import { codes } from '../test/matters.ts'
import { openTown } from '../test/town.ts'
import { type BenchResult, spread, tell } from './result.ts'

const visits = 5
const slow = { offline: false, latency: 150, downloadThroughput: (1.6 * 1024 * 1024) / 8, uploadThroughput: (750 * 1024) / 8 }
const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 }

interface View {
  paintMs: number
  kilobytes: number
}

async function visit(context: BrowserContext, address: string): Promise<View> {
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  await session.send('Network.enable')
  await session.send('Network.emulateNetworkConditions', slow)
  let bytes = 0
  session.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength))
  await page.goto(address, { waitUntil: 'networkidle' })
  const paintMs = await page.evaluate(() => new Promise<number>((resolve) => {
    new PerformanceObserver((list) => resolve(list.getEntries().at(-1)?.startTime ?? Number.NaN)).observe({ type: 'largest-contentful-paint', buffered: true })
  }))
  await page.close()
  return { paintMs, kilobytes: bytes / 1024 }
}

async function measure(window: Window, name: string, address: string): Promise<BenchResult[]> {
  const views: View[] = []
  for (let turn = 0; turn < visits; turn++) {
    const context = await window.context(phone)
    views.push(await visit(context, address))
    await context.close()
  }
  return [
    { name: `${name}: largest paint on a slow line`, ...spread(views.map((view) => view.paintMs)), unit: 'ms', atMost: 1200, details: { slow, visits } },
    { name: `${name}: all that is loaded`, ...spread(views.map((view) => view.kilobytes)), unit: 'KB', atMost: 100, details: { visits } },
  ]
}

/** Both pages of a town, each in a browser that was never there. */
export async function run(): Promise<BenchResult[]> {
  const town = await openTown({ listen: true, leaveUndone: true })
  const window = await openWindow()
  try {
    const origin = town.origin.replace('127.0.0.1', 'localhost')
    // The first visit of all compiles what the server runs.
    await measure(window, 'warming', origin)
    return [...(await measure(window, 'home page', origin)), ...(await measure(window, 'item page', `${origin}/items/${codes.hoarding}`))]
  } finally {
    await window.close()
    await town.close()
  }
}

if (import.meta.main) tell(await run())
