// 您的权利: on a phone without script, in both languages: what is held and why, the copy, and asking for erasing, which opens a case (个人信息保护法 44–50).
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { strFromU8, unzipSync } from 'fflate'
import { dateInChina } from '#base/time'
import { carry, people } from '../carry.ts'
import { applyFor, handle } from '../journey.ts'
import { appointResident } from '../scenes-guardians.ts'
import { demonstrationPassword, openTown, type Town } from '../town.ts'
import { assertAccessible, assertFits, type Judge, keepPicture, openJudge, openWindow, signInAs, type Window } from './browser.ts'

let town: Town
let window: Window
let judge: Judge

before(async () => {
  town = await openTown({ listen: true, running: true, realTime: true })
  window = await openWindow()
  judge = await openJudge(window)
})
after(async () => {
  await window?.close()
  await town?.close()
})

test('my data leads to what is held, with its law and what becomes of it when one asks; the copy is a file that opens', async () => {
  const context = await window.context({ viewport: { width: 360, height: 740 }, javaScriptEnabled: false, acceptDownloads: true })
  await signInAs(context, town.origin, 'zhang.min')
  const page = await context.newPage()
  await page.goto(`${town.origin}/my/data`)
  await page.getByRole('link', { name: '您的权利：副本、更正、删除' }).click()
  await page.getByRole('heading', { name: '您的权利' }).waitFor()
  await assertFits(page)
  await page.getByText('凭您的同意保存：注销账号时删除').first().waitFor()
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '下载副本' }).click()])
  assert.ok(unzipSync(readFileSync(await file.path()))['accounts.json'])
  await page.getByRole('button', { name: '提出请求' }).click()
  await page.getByRole('heading', { level: 1 }).waitFor()
  assert.match(page.url(), /apply|applications/)
  await assertFits(page)
  await context.close()
  assert.deepEqual(window.faults, [])
})

test('in English and in large text the page with what was granted fits, and axe finds nothing', async () => {
  for (const form of [{ right: 'restriction', restricted: 'messages' }, { right: 'transfer', recipient: '云州市住房公积金管理中心' }]) {
    const number = await applyFor(town, { as: 'zhang.min', item: 'personal-data-request', form: { what: '请按我的要求办理。', ...form } })
    assert.equal((await handle(town, number, 'zhang.min')).outcome, 'granted')
  }
  await town.settle()
  const context = await window.context({ viewport: { width: 360, height: 740 }, locale: 'en-GB' })
  await signInAs(context, town.origin, 'zhang.min')
  const page = await context.newPage()
  await page.goto(`${town.origin}/my/data/rights`)
  await page.getByRole('heading', { name: 'Your rights' }).waitFor()
  await page.getByRole('button', { name: 'Download for transfer' }).waitFor()
  await assertFits(page)
  await judge(page)
  await keepPicture(page, 'rights-en')
  await page.goto(`${town.origin}/help?lang=zh&text=large`)
  await page.goto(`${town.origin}/my/data/rights`)
  await assertFits(page)
  await keepPicture(page, 'rights-zh')
  await context.close()
})

test('without script a restriction is ended by one click, and after a while the copy asks for a new proof first (个人信息保护法 44, 45)', async () => {
  const context = await window.context({ viewport: { width: 360, height: 740 }, javaScriptEnabled: false, locale: 'en-GB' })
  await signInAs(context, town.origin, 'zhang.min')
  const page = await context.newPage()
  await page.goto(`${town.origin}/my/data/rights`)
  await page.getByRole('button', { name: 'Use it again' }).click()
  await page.getByRole('heading', { name: 'Your rights' }).waitFor()
  assert.equal(await page.getByRole('button', { name: 'Use it again' }).count(), 0)
  await town.platform.ground.sql.rows("update people.sessions set proved_at = proved_at - interval '1 hour'")
  await new Promise((done) => setTimeout(done, 700))
  await page.getByRole('button', { name: 'Download the copy' }).click()
  await page.waitForURL(/\/account\/proof\?next=/)
  await assertFits(page)
  await page.goto(`${town.origin}/my/data/rights?proved=1`)
  await page.getByText('You can download the copy now').waitFor()
  await keepPicture(page, 'rights-proved')
  await context.close()
})

test('without script a guardian fetches the child’s copy: he proves that he is himself, is led back, and it is the child’s (民法典 23, 个人信息保护法 45)', async () => {
  const ward = await appointResident(town)
  const context = await window.context({ viewport: { width: 360, height: 740 }, javaScriptEnabled: false, acceptDownloads: true })
  await signInAs(context, town.origin, 'zhang.min')
  const page = await context.newPage()
  await page.goto(`${town.origin}/acting`)
  await page.getByRole('button', { name: '切换到：张小明（被监护人）' }).click()
  await page.waitForURL(`${town.origin}/my`)
  await town.platform.ground.sql.rows("update people.sessions set proved_at = proved_at - interval '1 hour'")
  await new Promise((done) => setTimeout(done, 700))
  await page.goto(`${town.origin}/my/data/rights`)
  await page.getByRole('button', { name: '下载副本' }).click()
  await page.waitForURL(/\/account\/proof\?next=/)
  await page.getByText('请用您自己（张敏）的密码').waitFor()
  await assertFits(page)
  await keepPicture(page, 'proof-for-child')
  await page.getByLabel('密码').fill('not the password at all')
  await page.locator('form[action="/account/proof"] button').click()
  await page.locator('.govuk-error-summary').waitFor()
  await page.getByLabel('密码').fill(demonstrationPassword)
  await page.locator('form[action="/account/proof"] button').click()
  await page.getByText('现在可以下载副本').waitFor()
  await assertFits(page)
  await keepPicture(page, 'rights-of-child')
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '下载副本' }).click()])
  const inside = unzipSync(readFileSync(await file.path()))
  const accounts = JSON.parse(strFromU8(inside['accounts.json'] ?? new Uint8Array())) as { data: Record<string, { id?: string; name?: string }[]> }
  assert.deepEqual(accounts.data['people.natural_accounts']?.map(({ name }) => name), ['张小明'])
  const [entry] = await town.platform.ground.sql.rows<{ subject: string; onBehalf: string }>("select subject::text as subject, on_behalf::text as \"onBehalf\" from act.entries where kind = 'rights.copied' order by id desc limit 1")
  assert.deepEqual([entry?.subject, entry?.onBehalf], [ward, ward])
  const [proved] = await town.platform.ground.sql.rows<{ self: boolean }>("select e.subject = a.id as self from act.entries e join people.accounts a on a.login = 'zhang.min' where e.kind = 'people.proved' order by e.id desc limit 1")
  assert.equal(proved?.self, true, 'the guardian proved himself, and not the child')
  await context.close()
})

test('at the desk a data steward sees figures of what is kept and erased, asks for a hold, and the head of the body that handles the case confirms it', async () => {
  const number = (await carry(town, 'accepted')).number
  const context = await window.context({ viewport: { width: 1280, height: 800 } })
  await signInAs(context, town.origin, 'zhengwu.steward')
  const page = await context.newPage()
  await page.goto(`${town.origin}/desk/personal-data`)
  await page.getByRole('link', { name: '留存和删除' }).click()
  await page.getByText('没有封存。').waitFor()
  await page.getByRole('button', { name: '提出封存' }).click()
  const drawer = page.getByRole('dialog')
  await drawer.getByLabel('办件编号').fill('没有这个编号')
  await drawer.getByText('申请人的全部信息').click()
  await drawer.getByLabel('依据的法律、法规或者清单').fill('中华人民共和国监察法')
  await drawer.getByLabel('条款').fill('第十八条')
  await drawer.getByLabel('封存至').fill(dateInChina(town.clock.now()).add({ days: 30 }).toString())
  await drawer.getByLabel('理由').fill('调查需要。')
  await page.keyboard.press('Control+Enter')
  await drawer.getByRole('alert').waitFor()
  assert.equal(await drawer.getByLabel('条款').inputValue(), '第十八条', 'nothing typed is lost')
  await drawer.getByLabel('办件编号').fill(number)
  await page.keyboard.press('Control+Enter')
  await drawer.waitFor({ state: 'detached' })
  const head = await window.context({ viewport: { width: 1280, height: 800 } })
  await signInAs(head, town.origin, people.head)
  const other = await head.newPage()
  await other.goto(`${town.origin}/desk/proposals`)
  await other.getByRole('button', { name: '复核通过' }).click()
  await other.getByRole('dialog').getByRole('button', { name: '复核通过' }).click()
  await other.getByText('没有符合条件的申请。').waitFor()
  await page.reload()
  await page.getByRole('cell', { name: number }).waitFor()
  await keepPicture(page, 'retention', { fullPage: false })
  await assertAccessible(page)
  await context.close()
  await head.close()
})
