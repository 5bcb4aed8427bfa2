// Pictures of the portal: every page in every state, on a phone and a desktop, in both languages and in the elderly mode; some as printed
// and in traditional characters. It judges nothing.
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { signInAs, type Window } from './journeys/browser.ts'
import { proceedAgainst } from './journey.ts'
import { codes } from './matters.ts'
import { openScene } from './scenes.ts'
import type { Town } from './town.ts'

/** A page: its address, or its address and what is done on it before the picture. */
export type Shot = string | { path: string; then: (page: Page) => Promise<unknown> }

/** Pages that one person sees; nobody is signed in without a login. */
export interface Album {
  as?: string
  pages: Record<string, Shot>
}

interface Face {
  width: number
  settings: string
  /** Only pages whose name fits. */
  only?: RegExp
  printed?: boolean
}

const faces: Record<string, Face> = {
  desktop: { width: 1280, settings: 'lang=zh&text=normal' },
  phone: { width: 360, settings: 'lang=zh&text=normal' },
  large: { width: 360, settings: 'lang=zh&text=large' },
  english: { width: 1280, settings: 'lang=en&text=normal' },
  'english-phone': { width: 360, settings: 'lang=en&text=normal' },
  traditional: { width: 1280, settings: 'lang=zh-Hant&text=normal', only: /^(home|guide|my|case|receipt|letters|apply-review|sign-in)$/ },
  print: { width: 800, settings: 'lang=zh&text=normal', only: /^(guide|receipt|case-granted|letters|licence|dates|verified)$/, printed: true },
}

/** Takes an album in every face, into `folder`; of all pages and faces, those whose `face-name` fits `only`. */
export async function takePortal(window: Window, origin: string, folder: string, { as, pages }: Album, only = /./): Promise<void> {
  for (const [face, { width, settings, only: few, printed }] of Object.entries(faces)) {
    const wanted = Object.entries(pages).filter(([name]) => (few?.test(name) ?? true) && only.test(`${face}-${name}`))
    if (wanted.length === 0) continue
    const context = await window.context({ viewport: { width, height: 800 } })
    if (as !== undefined) await signInAs(context, origin, as)
    const page = await context.newPage()
    await page.goto(`${origin}/help?${settings}`)
    if (printed) await page.emulateMedia({ media: 'print' })
    for (const [name, shot] of wanted) {
      await page.goto(origin + (typeof shot === 'string' ? shot : shot.path))
      if (typeof shot !== 'string') {
        await shot.then(page)
        await page.waitForLoadState()
      }
      await page.screenshot({ path: join(folder, `portal-${face}-${name}.png`), fullPage: true })
    }
    await context.close()
  }
}

const newcomer = 'chen.hao'
const send = (form: string) => (page: Page) => page.locator(`form[action*="${form}"] button[type="submit"]:not(.govuk-visually-hidden)`).first().click()

/** What somebody sees who has done nothing yet, and what nobody needs to be signed in for. Taken before anybody else has acted. */
export function emptyAlbums(): Album[] {
  return [
    { as: newcomer, pages: { 'empty-my': '/my', 'empty-to-do': '/my?phase=mine-to-do', 'empty-dates': '/my/dates', 'empty-letters': '/my/letters', 'empty-licences': '/my/licences', 'empty-uses': '/my/licences/uses', 'empty-papers': '/my/papers', 'empty-notifications': '/notifications', 'empty-reviews': '/my/reviews', 'empty-proxies': '/my/proxies', 'empty-acting': '/acting', 'notification-settings': '/notifications/settings', 'not-mine': '/cases/11990100700140426Y0119201911230001' } },
    { pages: {
      'signed-out-home': '/', 'empty-search': '/items?q=%E6%97%A0%E6%AD%A4%E4%BA%8B%E9%A1%B9', 'empty-publicity': '/publicity', 'empty-grants': '/grants', 'empty-figures': '/reviews', progress: '/progress',
      purposes: '/purposes', 'letter-check': '/letter-check', freeze: '/freeze', thaw: '/thaw', recovery: '/recovery', 'code-asked': '/sign-in/code', scan: '/sign-in/scan', closed: '/closed', frozen: '/frozen', 'recovery-error': { path: '/recovery', then: send('/recovery') },
      'progress-error': { path: '/progress', then: send('/progress') }, 'register-error': { path: '/register', then: send('/register') }, 'sign-in-error': { path: '/sign-in', then: send('/sign-in') },
    } },
  ]
}

/** Matters at every stage that a resident can meet, made by the same states that the examples of the API stand on. */
export async function stateAlbums(town: Town): Promise<Album[]> {
  const { fill } = openScene(town)
  const of = async (name: string) => encodeURIComponent(String(await fill(`{${name}}`)))
  const [owing, committed, third, offered, scheduled, minuted] = [await of('owing'), await of('committed'), await of('with-third-party'), await of('with-offered-hearing'), await of('with-scheduled-hearing'), await of('with-minuted-hearing')]
  const [draft, correcting, suspended, finished, refused, notice] = [await of('complete-draft'), await of('correcting'), await of('suspended'), await of('finished'), await refuse(town), await of('notice')]
  const [sheet, faulty] = [await of('ready-batch'), await of('batch')]
  const [told, licence] = [await of('told-office-case'), await of('licence')]
  const enquiry = await of('enquiry-code')
  await of('agreed-binding')
  await town.call('POST', '/api/reviews', { as: 'zhang.min', body: { case: decodeURIComponent(finished), verdict: 4, words: '来回跑了两次，窗口没有一次说清。' } })
  await town.settle()
  const pages: Record<string, Shot> = {
    'questions-error': { path: `/apply/${draft}/questions/site`, then: async (page) => {
      await page.locator('#siteAddress').fill('路')
      await send('/questions/site')(page)
    } },
    'all-error': { path: `/apply/${draft}/questions/all`, then: async (page) => {
      await page.locator('#siteAddress').fill('')
      await page.locator('#phone').fill('123')
      await send('/questions/all')(page)
    } },
    'review-incomplete': `/apply/${await of('draft')}/review`,
    'long-text': { path: `/apply/${draft}/questions/site`, then: async (page) => {
      await page.locator('#siteAddress').fill('云州市东城区人民大道与文昌街交叉口东南角云禾文化创意产业园区第三期商业综合体建筑物东侧外墙面'.repeat(3))
      await send('/questions/site')(page)
      await page.goto(`${new URL(page.url()).origin}/apply/${draft}/review`)
    } },
    owing: `/cases/${owing}`, 'owing-hand-in': `/cases/${owing}/owed`, 'owing-error': { path: `/cases/${owing}/owed`, then: send('/owed') }, committed: `/cases/${committed}`, 'committed-withdraw': `/cases/${committed}/commitment`,
    'third-party': `/cases/${third}`, 'hearing-offered': `/cases/${offered}`, 'hearing-scheduled': `/cases/${scheduled}`, 'hearing-minuted': `/cases/${minuted}`, statement: `/cases/${third}/statement`, 'statement-error': { path: `/cases/${third}/statement`, then: send('/statement') },
    correcting: `/cases/${correcting}`, suspended: `/cases/${suspended}`, finished: `/cases/${finished}`, refused: `/cases/${refused}`, 'withdrawal-error': { path: `/cases/${owing}/withdrawal`, then: send('/withdrawal') },
    'licence-told': `/licences/${licence}`, 'office-told': `/cases/${told}`, defence: `/cases/${told}/defence`, 'defence-error': { path: `/cases/${told}/defence`, then: send('/defence') },
    'full-my': '/my', dates: '/my/dates', letters: '/my/letters', papers: '/my/papers', uses: '/my/licences/uses', 'full-reviews': '/my/reviews', proxies: '/my/proxies', 'proxies-error': { path: '/my/proxies', then: send('/my/proxies') }, acting: '/acting',
  }
  return [
    { as: 'zhang.min', pages },
    { as: 'zhang.min', pages: {
      account: '/account', closing: '/account/closing', codes: '/account/codes', freezing: '/account/freezing', proof: '/account/proof', systems: '/account/systems', agents: '/acting/agents', companies: '/acting/companies',
      identity: '/identity', code: '/my/code', data: '/my/data', rights: '/my/data/rights', 'agents-error': { path: '/acting/agents', then: send('/acting/agents') },
    } },
    { as: 'yunhe.media', pages: { batch: `/batch?item=${codes.hoarding}`, 'batch-ready': `/batch/${sheet}`, 'batch-faulty': `/batch/${faulty}` } },
    { pages: {
      publicity: '/publicity', notice: `/publicity/${notice}`, 'objection-error': { path: `/publicity/${notice}`, then: send(`/publicity/${notice}`) }, figures: '/reviews', grants: '/grants', confirm: `/confirm/${await of('confirmation-code')}`,
      'progress-found': { path: '/progress', then: async (page) => {
        await page.locator('#number').fill(decodeURIComponent(await of('submitted')))
        await page.locator('#code').fill(decodeURIComponent(enquiry))
        await send('/progress')(page)
      } },
    } },
    await renewalAlbum(town),
  ]
}

/** Refused with reasons. */
async function refuse(town: Town): Promise<string> {
  const number = String(await openScene(town).fill('{examined}'))
  const step = (await town.call<{ steps: { id: string; kind: string; state: string }[] }>('GET', `/api/cases/${number}`, { as: 'chengguan.approver' })).body.steps.find((one) => one.kind === 'decision' && one.state === 'open')
  const { status, body } = await town.call('POST', `/api/cases/${number}/decision`, { as: 'chengguan.approver', body: { step: step?.id, outcome: 'refuse', reasons: '拟设置的位置遮挡交通信号灯，不符合《云州市户外广告设置规划》的要求。' } })
  if (status >= 300) throw new Error(JSON.stringify(body))
  return number
}

/** A licence that its holder may renew or change, and one that was taken away. */
async function renewalAlbum(town: Town): Promise<Album> {
  const as = 'yunhe.media'
  const { items } = (await town.call<{ items: { id: string }[] }>('GET', '/api/licences', { as })).body
  const licence = items[0]?.id ?? ''
  const draft = (await town.call<{ id: string }>('POST', '/api/applications', { as, body: { licence: { id: licence, act: 'renewal' } } })).body.id
  const { number } = await proceedAgainst(town, licence, as, { act: 'withdrawal', ground: 'circumstances-changed' })
  return { as, pages: { 'renewal-draft': `/apply/${draft}/review`, 'licence-withdrawn': `/licences/${licence}`, 'withdrawn-case': `/cases/${number}` } }
}
