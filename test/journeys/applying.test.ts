// Applying in a real browser: answers save themselves, a large file goes on after the line was cut, and the one who acts sees for whom.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { exampleForm } from '../journey.ts'
import { testPack } from '../town.ts'
import { openTown, type Town } from '../town.ts'
import { assertAccessible, assertFits, keepPicture, openWindow, signInAs, type Window } from './browser.ts'
import { answer, hoarding, press } from './persons.ts'

let town: Town
let window: Window

before(async () => {
  town = await openTown({ listen: true, realTime: true, running: true })
  window = await openWindow()
})
after(async () => {
  await window.close()
  await town.close()
})

/** Judges a page, and keeps a picture of it where somebody asked for pictures. */
async function look(page: Page, name: string): Promise<void> {
  await keepPicture(page, name)
  await assertFits(page)
  await assertAccessible(page)
}

async function draftOf(page: Page, item: string): Promise<string> {
  await page.goto(`${town.origin}/apply?item=${encodeURIComponent(item)}`)
  await press(page, '开始填写')
  return new URL(page.url()).pathname.split('/')[2] ?? ''
}

test('what is typed saves itself, and another device goes on with it', async () => {
  const context = await window.context()
  await signInAs(context, town.origin, 'yunhe.media')
  const page = await context.newPage()
  const draft = await draftOf(page, hoarding)
  await answer(page, { who: 'self' })
  await page.locator('[name="siteAddress"]').fill('云州市东城区人民大道100号')
  await page.locator('[data-save-words]', { hasText: '已自动保存' }).waitFor()
  await look(page, 'questions-saved')
  const phone = await window.context({ viewport: { width: 360, height: 740 } })
  await signInAs(phone, town.origin, 'yunhe.media')
  const small = await phone.newPage()
  await small.goto(`${town.origin}/apply/${draft}/questions/site`)
  assert.equal(await small.locator('[name="siteAddress"]').inputValue(), '云州市东城区人民大道100号')
  // The session ends while somebody types: the words stay, and signing in sends them on.
  await small.locator('input[name="siteKind"][value="wall"]').check()
  await phone.clearCookies()
  await small.locator('[name="siteAddress"]').fill('云州市东城区人民大道200号')
  await small.locator('[data-save-words]', { hasText: '登录已失效' }).waitFor()
  await press(small, '保存并继续')
  await look(small, 'session-ended-phone')
  await press(small, /云州云禾传媒/)
  await look(small, 'kept-phone')
  await press(small, '继续')
  await small.waitForURL(/questions\/owner$/)
  await small.goto(`${town.origin}/apply/${draft}/questions/site`)
  assert.equal(await small.locator('[name="siteAddress"]').inputValue(), '云州市东城区人民大道200号')
  await Promise.all([context.close(), phone.close()])
})

test('a file above five megabytes goes in pieces, over a cut line, and shows how far it is', async () => {
  const context = await window.context()
  await signInAs(context, town.origin, 'yunhe.media')
  const page = await context.newPage()
  const draft = await draftOf(page, hoarding)
  await town.call('PUT', `/api/applications/${draft}`, { as: 'yunhe.media', body: { form: await exampleForm('outdoor-advertising'), scenario: { who: 'self' } } })
  await page.goto(`${town.origin}/apply/${draft}/materials`)
  await look(page, 'materials')
  let pieces = 0
  await page.route('**/pieces?at=*', async (route) => {
    pieces += 1
    return pieces === 3 ? route.abort('connectionreset') : route.continue()
  })
  const content = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(6 * 1024 * 1024, 'x'), Buffer.from('\n%%EOF\n')])
  await page.locator('#file-sitePlan').setInputFiles({ name: '位置图.pdf', mimeType: 'application/pdf', buffer: content })
  await page.locator('form:has(#file-sitePlan) button[type="submit"]').click()
  await page.locator('progress').waitFor()
  await page.locator('.yw-file', { hasText: '位置图.pdf' }).waitFor()
  assert.ok(pieces >= 8, `${pieces} pieces: one was cut and sent again`)
  await context.close()
})

test('pages of being helped, on a phone, in large text and in English', async () => {
  const food = (await testPack()).items.find(({ slug }) => slug === 'food-business')?.content.code ?? ''
  for (const [kind, options, query] of [['desk', {}, ''], ['phone', { viewport: { width: 360, height: 740 } }, '?text=large'], ['english', {}, '?lang=en']] as const) {
    const context = await window.context(options)
    await signInAs(context, town.origin, 'zhang.min')
    const page = await context.newPage()
    await page.goto(`${town.origin}/${query}`)
    const see = async (path: string, name: string): Promise<void> => {
      await page.goto(`${town.origin}${path}`)
      await look(page, `${name}-${kind}`)
    }
    await see('/acting', 'acting')
    await page.locator('form:has(input[name="principal"]:not([value=""])) button').last().click()
    await page.waitForLoadState()
    for (const [path, name] of [['/acting/agents', 'agents'], [`/items/${hoarding}?as=legal&s-who=self`, 'guide'], [`/batch?item=${hoarding}`, 'batch-start'], ['/my/papers', 'papers'], ['/my/licences/uses', 'uses']] as const) await see(path, name)
    const { id } = (await town.call<{ id: string }>('POST', '/api/applications', { as: 'yunhe.media', body: { item: food } })).body
    await town.call('PUT', `/api/applications/${id}`, { as: 'yunhe.media', body: { scenario: { kind: 'restaurant' } } })
    for (const [path, name] of [['scenario', 'scenario'], ['questions/shop', 'known'], ['correction?field=shopAddress', 'contest'], ['materials', 'food-materials'], ['review', 'review']] as const) await see(`/apply/${id}/${path}`, name)
    await context.close()
  }
})

test('a sheet is checked, shows each fault by its cell, and is sent', async () => {
  const context = await window.context()
  await signInAs(context, town.origin, 'yunhe.media')
  const page = await context.newPage()
  const head = '行号,[scenario.who],[siteAddress],[siteKind],[ownSite],[width],[height],[bottom],[lit],[from],[months],[phone],[delivery]'
  const line = (number: number, width: string) => `${number},self,云州市东城区人民大道${number}号,wall,是,${width},5,6,否,2027-01-10,24,13990100001,electronic`
  await page.goto(`${town.origin}/batch?item=${hoarding}`)
  await page.locator('#sheet').setInputFiles({ name: '申请.csv', mimeType: 'text/csv', buffer: Buffer.from([head, line(1, '8'), line(2, '八'), line(3, '9')].join('\n')) })
  await press(page, '上传并检查')
  await page.getByText('可以提交 2，有误 1').waitFor()
  await look(page, 'batch-checked')
  await press(page, /提交 2 份/)
  await page.getByText('已提交 2').waitFor()
  await look(page, 'batch-sent')
  await context.close()
})

test('nothing went wrong in any page', () => {
  // A request that was cut on purpose is told by the browser.
  assert.deepEqual(window.faults.filter((fault) => !fault.includes('ERR_CONNECTION_RESET')), [])
})
