// `npm run pictures`: takes a picture of every page of both faces into pictures/ (not kept), and the two of the README into docs/pictures/.
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { applyAutomatic, automatic, automaticIn, switchTo } from './automatic.ts'
import { openWindow, signInAs, type Window } from './journeys/browser.ts'
import { hoarding, picture } from './journeys/persons.ts'
import { draftModel, hoardingModel } from './drafts.ts'
import { applyFor, exampleForm, handle } from './journey.ts'
import { emptyAlbums, stateAlbums, takePortal, type Album } from './pictures-portal.ts'
import { openTown, type Town } from './town.ts'

const root = join(import.meta.dirname, '..')
const folder = join(root, 'pictures')
const kept = join(root, 'docs', 'pictures')
const applicant = 'yunhe.media'

interface Scene {
  granted: string
  examined: string
  correcting: string
  draft: string
  licence: string
  verification: string
  drafted: string
  submittedDraft: string
}

/** Fills the town with matters at every stage. */
async function seed(town: Town): Promise<Scene> {
  const form = await exampleForm('outdoor-advertising')
  const apply = () => applyFor(town, { as: applicant, item: 'outdoor-advertising', form })
  const granted = await apply()
  await handle(town, granted, applicant)
  const draft = (await town.call<{ id: string }>('POST', '/api/applications', { as: applicant, body: { item: hoarding } })).body.id
  await town.call('PUT', `/api/applications/${draft}`, { as: applicant, body: { form, scenario: { who: 'self' } } })
  await town.upload(`/api/applications/${draft}/files`, { as: applicant, name: '位置图.png', content: picture, fields: { material: 'sitePlan' } })
  const second = (await town.call<{ id: string }>('POST', '/api/applications', { as: applicant, body: { item: hoarding } })).body.id
  await town.call('PUT', `/api/applications/${second}`, { as: applicant, body: { form, scenario: { who: 'self' }, consent: true } })
  for (const [material, name] of [['sitePlan', '位置图.png'], ['structureDesign', '结构设计图.png']] as const) await town.upload(`/api/applications/${second}/files`, { as: applicant, name, content: picture, fields: { material } })
  const examined = (await town.call<{ number: string }>('POST', `/api/applications/${second}/submission`, { as: applicant, body: {} })).body.number
  await handle(town, examined, applicant, { until: 'examination' })
  const correcting = await apply()
  await town.call('POST', `/api/cases/${correcting}/correction-notice`, { as: 'chengguan.clerk', body: { missing: [{ material: 'structureDesign', text: '请补充结构设计图。' }], days: 15 } })
  for (let more = 0; more < 4; more++) await apply()
  await town.settle()
  const licence = (await town.call<{ items: { id: string }[] }>('GET', '/api/licences', { as: applicant })).body.items[0]?.id ?? ''
  const { verification } = (await town.call<{ verification: string }>('GET', `/api/licences/${licence}`, { as: applicant })).body
  return { granted, examined, correcting, draft, licence, verification, drafted: await draftModel(town, 'changed'), submittedDraft: await draftModel(town, 'submitted') }
}

interface MachineScene {
  decided: string
  reviewing: string
  person: string
  draft: string
}

/** Matters of automatic decisions: granted, under review, left to a person, about to be submitted; one item stopped. */
async function seedMachine(town: Town): Promise<MachineScene> {
  const { apply, formOf, codeOf } = automaticIn(() => town)
  const decided = await applyAutomatic(town)
  const reviewing = await applyAutomatic(town)
  await town.call('POST', `/api/cases/${reviewing}/human-review`, { as: automatic.resident, body: { reason: '经营地址的门牌号填错了。' } })
  const person = (await apply('vehicle-repair-filing', { as: automatic.resident, form: await formOf('vehicle-repair-filing', 'person-less-than-asked'), papers: ['premises', 'staff'] })).number
  const draft = (await town.call<{ id: string }>('POST', '/api/applications', { as: automatic.resident, body: { item: await codeOf('vehicle-repair-filing') } })).body.id
  await town.call('PUT', `/api/applications/${draft}`, { as: automatic.resident, body: { form: await formOf('vehicle-repair-filing', 'machine-granted') } })
  await switchTo(town, 'stopped')
  return { decided, reviewing, person, draft }
}

const machinePages = ({ decided, reviewing, person, draft }: MachineScene): Record<string, string> => ({
  'machine-guide': `/items/${automatic.item}`, 'machine-review': `/apply/${draft}/review`, 'machine-decided': `/cases/${decided}`, 'machine-reviewing': `/cases/${reviewing}`, 'machine-person': `/cases/${person}`, 'machine-ask': `/cases/${decided}/human-review`,
})

async function takeMachine(window: Window, origin: string, scene: MachineScene): Promise<void> {
  await takeAlbum(window, origin, { as: automatic.resident, pages: machinePages(scene) })
  if (only) return
  await takeDesk(window, origin, {
    'dc.jiaotong.approver': { automation: '/automation', 'automation-cases': `/automation?item=${automatic.item}&what=person`, 'machine-person': `/cases/${scene.person}`, 'machine-decided': `/cases/${scene.decided}` },
    [automatic.approver]: { 'automation-stopped': '/automation' }, 'window.wang': { 'machine-intake': `/intake?item=${automatic.item}` },
  })
}

function portalPages({ granted, examined, correcting, draft, licence, verification }: Scene): Record<string, string> {
  return {
    home: '/', items: '/items', search: '/items?q=%E5%B9%BF%E5%91%8A', guide: `/items/${hoarding}`, 'sign-in': '/sign-in', register: '/register', help: '/help', accessibility: '/accessibility', start: `/apply?item=${hoarding}`,
    ...Object.fromEntries(['scenario', 'questions/site', 'questions/size', 'questions/term', 'questions/all', 'materials', 'review'].map((step) => [`apply-${step.replace('/', '-')}`, `/apply/${draft}/${step}`])),
    my: '/my', licences: '/my/licences', licence: `/licences/${licence}`, notifications: '/notifications', case: `/cases/${examined}`, receipt: `/cases/${examined}?submitted=1`, 'case-granted': `/cases/${granted}`,
    'case-correcting': `/cases/${correcting}`, withdrawal: `/cases/${examined}/withdrawal`, review: `/cases/${granted}/review`, verify: '/verify', verified: `/verify/${verification}`, unknown: '/verify/0000-0000', missing: '/no-such-page',
  }
}

function deskScreens(scene: Scene): Record<string, Record<string, string>> {
  return {
    'chengguan.examiner': { work: '/', case: `/cases/${scene.examined}`, finished: '/?view=finished' },
    'chengguan.clerk': { todo: '/', correcting: `/cases/${scene.correcting}`, items: '/items', item: `/items/${hoarding}`, organisations: '/organisations', models: '/models', model: `/models/${hoardingModel.body}/${hoardingModel.kind}/${hoardingModel.name}`, draft: `/model-drafts/${scene.drafted}` },
    'chengguan.approver': { 'draft-submitted': `/model-drafts/${scene.submittedDraft}`, granted: `/cases/${scene.granted}`, licences: '/licences', licence: `/licences/${scene.licence}`, board: '/board', inbox: '/inbox', 'waiting-letters': '/registers/letters', seals: '/registers/seals' },
    'window.wang': { window: '/', intake: `/intake?item=${hoarding}`, checks: '/registers/checks', guardians: '/registers/guardians', powers: '/registers/powers', life: '/life' },
    'dc.minzheng.head': { staffing: '/staffing', bars: '/registers/bars' },
    'admin.audit': { ledger: '/ledger', 'audit-proposals': '/proposals' }, 'admin.system': { people: '/people', upstreams: '/upstreams', clients: '/clients' }, 'admin.security': { proposals: '/proposals', 'security-people': '/people' },
    'zhengwu.steward': { 'personal-data': '/personal-data', retention: '/personal-data/retention' },
  }
}

/** Wide in Chinese; narrow, as on the half of a screen, in English. */
const deskFaces = [{ prefix: 'desk', width: 1440, language: 'zh' }, { prefix: 'desk-english', width: 800, language: 'en' }] as const

async function takeDesk(window: Window, origin: string, screens: Record<string, Record<string, string>>): Promise<void> {
  for (const { prefix, width, language } of deskFaces) {
    for (const [login, paths] of Object.entries(screens)) {
      const context = await window.context({ viewport: { width, height: 900 } })
      await context.addInitScript((one) => localStorage.setItem('yiwang.desk.language', one), language)
      await signInAs(context, origin, login)
      const page = await context.newPage()
      for (const [name, path] of Object.entries(paths)) {
        await settled(page, `${origin}/desk${path}`)
        await page.screenshot({ path: join(folder, `${prefix}-${name}.png`), fullPage: true })
      }
      await context.close()
    }
  }
}

async function takeDeskSignIn(window: Window, origin: string): Promise<void> {
  const context = await window.context({ viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  await settled(page, `${origin}/desk/sign-in`)
  await page.screenshot({ path: join(folder, 'desk-sign-in.png') })
  await context.close()
}

/** Live updates keep a line open, so that the network never is silent: what is asked for at first has come when the page rests. */
async function settled(page: Page, address: string): Promise<void> {
  await page.goto(address)
  await page.locator('h1, .case-head').first().waitFor()
  await page.waitForTimeout(1500)
}

async function takeKept(window: Window, origin: string, { examined }: Scene): Promise<void> {
  const context = await window.context({ viewport: { width: 1280, height: 860 } })
  const page = await context.newPage()
  await page.goto(origin)
  await page.screenshot({ path: join(kept, 'portal.png') })
  await signInAs(context, origin, 'chengguan.examiner')
  await settled(page, `${origin}/desk/cases/${examined}`)
  await page.screenshot({ path: join(kept, 'desk.png') })
  await context.close()
}

// `--portal`: only the portal; `--portal=phone-case`: of it only the pictures whose name fits, beside those that are there.
const portal = process.argv.find((argument) => /^--portal(=|$)/.test(argument))
const only = portal === undefined ? undefined : new RegExp(portal.split('=')[1] ?? '.')
const takeAlbum = (window: Window, origin: string, album: Album) => takePortal(window, origin, folder, album, only)
if (portal === undefined || portal === '--portal') await rm(folder, { recursive: true, force: true })
await mkdir(folder, { recursive: true })
await mkdir(kept, { recursive: true })
// Nothing runs by itself, so that every state stands still until it is pictured.
const town = await openTown({ listen: true, realTime: true })
const window = await openWindow()
try {
  const origin = town.origin.replace('127.0.0.1', 'localhost')
  // `--machine`: only what automatic decisions show.
  if (!process.argv.includes('--machine')) {
    if (!process.argv.includes('--kept')) for (const album of emptyAlbums()) await takeAlbum(window, origin, album)
    const scene = await seed(town)
    if (!only) await takeKept(window, origin, scene)
    if (!process.argv.includes('--kept')) {
      await takeAlbum(window, origin, { as: applicant, pages: portalPages(scene) })
      if (!only) {
        await takeDesk(window, origin, deskScreens(scene))
        await takeDeskSignIn(window, origin)
      }
    }
  }
  if (!process.argv.includes('--kept')) {
    await takeMachine(window, origin, await seedMachine(town))
    if (!process.argv.includes('--machine')) for (const album of await stateAlbums(town)) await takeAlbum(window, origin, album)
  }
  for (const fault of window.faults) process.stderr.write(`${fault}\n`)
  if (window.faults.length > 0) process.exitCode = 1
} finally {
  await window.close()
  await town.close()
}
