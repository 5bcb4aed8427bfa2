// What is undone, paid, mended and handed over, as people see it: a grant that was annulled and what is paid back, a fee that a case waits
// for, a sheet that was mended, a letter whose paper waits; on a phone and a desktop, in both languages, every page judged.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { dateInChina } from '#base/time'
import { exampleForm } from '../journey.ts'
import { codes, forms, mattersIn, openStep } from '../matters.ts'
import { commitTo } from '../promises.ts'
import { openTown, type Town } from '../town.ts'
import { assertAccessible, assertFits, keepPicture, openWindow, signInAs, type Window } from './browser.ts'
import { desk } from './persons.ts'

let town: Town
let at: ReturnType<typeof mattersIn>
let window: Window
let origin: string

before(async () => {
  town = await openTown({ listen: true })
  at = mattersIn(town)
  at.day('2026-11-23')
  origin = town.origin.replace('127.0.0.1', 'localhost')
  window = await openWindow()
})
after(async () => {
  await window?.close()
  await town?.close()
})

const [clerk, examiner, head] = ['dc.minzheng.clerk', 'dc.minzheng.examiner', 'dc.minzheng.approver']
const faces = [['desktop', 1280, 'zh'], ['phone', 360, 'zh'], ['english-phone', 360, 'en']] as const

/** Looks at a page of the portal in every face. */
async function look(login: string, path: string, name: string, check: (page: Page, language: string) => Promise<void>): Promise<void> {
  for (const [face, width, language] of faces) {
    const context = await window.context({ viewport: { width, height: 800 } })
    await signInAs(context, origin, login)
    const page = await context.newPage()
    await page.goto(`${origin}/help?lang=${language}&text=normal`)
    await page.goto(`${origin}${path}`)
    await check(page, language)
    await assertFits(page)
    await assertAccessible(page)
    await keepPicture(page, `${name}-${face}`)
    await context.close()
  }
}

async function lookAtDesk(login: string, path: string, name: string, ready: (page: Page) => Promise<unknown>): Promise<void> {
  for (const language of ['zh', 'en']) {
    const context = await window.context()
    await context.addInitScript((one) => localStorage.setItem('yiwang.desk.language', one), language)
    const page = await desk(context, origin, login)
    await page.goto(`${origin}/desk${path}`)
    await ready(page)
    await assertFits(page)
    await assertAccessible(page)
    await keepPicture(page, `desk-${name}-${language}`, { fullPage: false })
    await context.close()
  }
}

test('a grant that was annulled says so, with why; what is to be paid back says how much and until when (社会救助暂行办法 68)', async () => {
  const number = await commitTo(town, 'heating-subsidy', { ...(await exampleForm('heating-subsidy')), way: 'electric' })
  await at.did(clerk, number, 'acceptance')
  await at.did(examiner, number, `steps/${openStep(await at.read(examiner, number), 'examination').id}/completion`, { outcome: 'pass', opinion: '符合。' })
  await at.good(at.decide(number, { outcome: 'grant' }, head))
  await town.settle()
  await lookAtDesk(head, `/cases/${number}`, 'annullable', (page) => page.getByRole('button', { name: /立案，拟撤销准予决定|Open an annulment/ }).waitFor())
  const { number: annulment } = await at.good(at.act(clerk, number, 'annulments', { reasons: '单位已经报销本采暖季取暖费。' }))
  await at.did(clerk, annulment, 'acceptance')
  await at.did(examiner, annulment, `steps/${openStep(await at.read(examiner, annulment), 'hear').id}/completion`, { outcome: 'done' })
  await at.did(examiner, annulment, 'intention', { facts: '单位已经报销本采暖季取暖费。', reasons: '不符合给付条件。', basis: '社会救助暂行办法第六十八条' })
  await town.settle()
  await look('zhang.min', `/cases/${annulment}`, 'annulment-told', (page, language) => page.getByText(language === 'zh' ? '机关拟作出处理，请您陈述、申辩' : 'Something is intended: please state your case').first().waitFor())
  await at.did('zhang.min', annulment, 'defence', { words: '', waived: true })
  await lookAtDesk(head, `/cases/${annulment}`, 'annulment-decide', async (page) => {
    await page.getByRole('button', { name: /作出决定|Decide/ }).first().click()
    await page.getByRole('radio', { name: /^(作出处理|Impose)$/ }).waitFor()
    await page.getByLabel(/应当退回的金额|To be paid back/).waitFor()
  })
  await at.good(at.decide(annulment, { outcome: 'grant', reasons: '隐瞒属实。', repayCents: 80000 }, head))
  await town.settle()
  await look('zhang.min', `/cases/${number}`, 'annulled', async (page, language) => {
    await page.getByText(language === 'zh' ? '原来的准予决定已于2026年11月23日撤销，原决定书不再有效。' : 'What was granted was annulled on 23 November 2026; its letter no longer holds.').waitFor()
    assert.equal(await page.getByText(language === 'zh' ? '2026年11月23日起不再有效' : 'No longer holds since 23 November 2026').count(), 1)
  })
  await look('zhang.min', '/my/letters', 'my-letters', (page, language) => page.getByRole('link', { name: language === 'zh' ? '加盖印章的原件' : 'The sealed original' }).first().waitFor())
  const decision = (await at.call<{ items: { kind: string; number: string; dated: string }[] }>('GET', `/api/cases/${number}/letters`, { as: 'zhang.min' })).body.items.find(({ kind }) => kind === 'decision-grant')
  await look('zhang.min', '/letter-check', 'letter-check-asked', (page, language) => page.getByRole('heading', { name: language === 'zh' ? '核验文书' : 'Check a letter' }).waitFor())
  await look('zhang.min', `/letter-check?number=${encodeURIComponent(decision?.number ?? '')}&dated=${decision?.dated}`, 'letter-check', (page, language) => page.getByText(language === 'zh' ? /已于2026年11月23日被撤销/ : /Annulled on 23 November 2026/).waitFor())
  await look('zhang.min', '/letter-check?number=1&dated=2026-01-01', 'letter-check-unknown', (page, language) => page.getByText(language === 'zh' ? '没有这个文号和日期的文书' : 'There is no letter with this number').first().waitFor())
  const { body } = await at.call<{ items: { number: string; item: { code: string } }[] }>('GET', '/api/cases?view=own', { as: 'zhang.min' })
  const repayment = body.items.find(({ item }) => item.code === 'local-relief-repayment')?.number ?? assert.fail('nothing is asked back')
  await look('zhang.min', `/cases/${repayment}`, 'repayment', (page, language) => page.getByText(language === 'zh' ? '请在2026年12月23日前退回：800.00 元' : 'Please pay back 800.00 yuan by 23 December 2026').waitFor())
  await look('zhang.min', '/my', 'my', (page, language) => page.getByText(language === 'zh' ? '待缴费' : 'Payment due').first().waitFor())
  await lookAtDesk(head, `/cases/${number}`, 'annulled', (page) => page.getByText(/准予决定已于|What was granted is annulled/).waitFor())
  await lookAtDesk(clerk, `/cases/${repayment}`, 'repayment', (page) => page.getByRole('button', { name: /登记已缴或减免|Record paid or waived/ }).waitFor())
})

test('a case that waits for a fee says how much, until when and what follows; the desk lists it, and records what was paid (许可法 58)', async () => {
  const { number } = await at.good(at.submit('chen.hao', await at.draft('chen.hao', codes.road, forms.road, { consent: true })))
  await at.did('chengguan.clerk', number, 'acceptance')
  await at.did('chengguan.clerk', number, 'payments', { fee: 0, cents: 36000, days: 10 })
  await town.settle()
  await look('chen.hao', `/cases/${number}`, 'fee', async (page, language) => {
    await page.getByText(language === 'zh' ? '请在2026年12月3日前缴纳城市道路占用费：360.00 元' : 'Please pay 360.00 yuan (Charge for occupying a city road) by 3 December 2026').waitFor()
    await page.getByText(language === 'zh' ? '照常计算，不因等待缴费而延长' : 'runs on; waiting for the payment does not lengthen it').waitFor()
  })
  await look('chen.hao', '/my?phase=mine-to-do', 'my-fee', (page) => page.getByText(number).waitFor())
  await lookAtDesk('chengguan.clerk', '/?view=department&payment=waiting', 'list-fee', (page) => page.getByText(/待缴 360\.00 元|360\.00 yuan to pay/).waitFor())
  await lookAtDesk('chengguan.clerk', `/cases/${number}`, 'fee', (page) => page.getByRole('button', { name: /登记已缴或减免|Record paid or waived/ }).waitFor())
  const [paper] = (await at.call<{ items: { id: string }[] }>('GET', `/api/cases/${number}/letters`, { as: 'chen.hao' })).body.items
  await at.did('chen.hao', number, `letters/${paper?.id}/paper`)
  await lookAtDesk('window.wang', '/registers/letters', 'waiting-letters', (page) => page.getByText(/已送达，待交纸质|Delivered; paper waits/).first().waitFor())
  await at.did('window.wang', number, `letters/${paper?.id}/paper-handover`, { means: 'window', proof: '本人签收' })
  await look('chen.hao', `/cases/${number}`, 'paper-given', (page, language) => page.getByText(language === 'zh' ? '纸质件已于2026年11月23日交付（窗口领取）' : 'Paper given on 23 November 2026 (at a window)').waitFor())
})

test('a sheet that was mended shows each error with its cell and what stood there before, and what changed (国令716)', async () => {
  const columns = '行号,[scenario.who],设置地址,设置位置,场地是否为申请人所有,宽（米）,高（米）,底部离地（米）,是否带照明或者电子屏,开始日期,设置期限（月）,联系电话,领取方式'
  const row = (n: number, width: string) => `${n},self,云州市东城区人民大道${n}号,建筑物墙面,是,${width},5,6,否,2027/1/10,24,13990100001,只要电子件`
  const send = (path: string, ...rows: string[]) => town.upload<{ id: string }>(path, { as: 'yunhe.media', name: '申请.csv', content: [columns, ...rows].join('\r\n') })
  const { body: begun } = await send(`/api/items/${codes.hoarding}/batches`, row(1, '八'), row(2, '九'), row(3, '7'))
  await town.settle()
  town.clock.set(town.clock.now().add({ minutes: 1 }))
  await send(`/api/batches/${begun.id}/rows`, row(2, '9'), row(1, '捌'))
  await town.settle()
  await look('yunhe.media', `/batch/${begun.id}`, 'sheet', async (page, language) => {
    await page.getByText(language === 'zh' ? '改过的内容' : 'What was changed').waitFor()
    assert.ok((await page.getByText('F3').count()) > 0 && (await page.getByText(language === 'zh' ? '改前' : 'before:').count()) > 0)
  })
})

test('GB/T 22239 8.1.5: while the clock is held administrators see why, one asks for it to be confirmed, and another finds where to confirm it', async () => {
  const doubting = await openTown({ listen: true, counter: () => 0, doubtsClock: true })
  const there = doubting.origin.replace('127.0.0.1', 'localhost')
  doubting.clock.set(doubting.clock.now().add({ hours: 24 }))
  for (const [login, language, told] of [['admin.system', 'zh', '提请确认时钟正确'], ['admin.system', 'en', 'Ask to confirm the clock'], ['admin.security', 'zh', '时钟是否正确，由系统管理员提请、您复核']] as const) {
    const context = await window.context()
    await context.addInitScript((one) => localStorage.setItem('yiwang.desk.language', one), language)
    const page = await desk(context, there, login)
    await page.goto(`${there}/desk/proposals`)
    await page.getByText(told).waitFor()
    await assertFits(page)
    await assertAccessible(page)
    await keepPicture(page, `desk-clock-${login}-${language}`, { fullPage: false })
    if (language === 'en') {
      await page.getByLabel(/Give today’s date/).fill(dateInChina(doubting.clock.now()).toString())
      await page.getByLabel('By which clock').fill('The time service of the hall')
      await page.getByRole('button', { name: told }).click()
      await page.getByText('The server’s clock is right: today is').first().waitFor()
    }
    await context.close()
  }
  await doubting.close()
})
