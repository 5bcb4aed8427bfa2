// What comes after a decision, over the portal's own pages: the remedy with its last day, one-tap renewal, stating one's case, published grants.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { applyFor, exampleForm, handle, must } from '../../test/journey.ts'
import { Reader } from '../../test/reader.ts'
import { openTown, type Town } from '../../test/town.ts'

let town: Town
before(async () => {
  town = await openTown()
})
after(() => town.close())

const enter = async (login: string, path: string) => {
  const reader = new Reader(town)
  await reader.go(path)
  if (reader.path.startsWith('/sign-in')) await reader.post('/sign-in/demonstration', { login })
  await reader.go(path)
  return reader
}

test('许可法 38: a refusal shows both remedies, with the last days where it was delivered and without them where it was not', async () => {
  const form = await exampleForm('food-business')
  const [agreed, paper] = [await applyFor(town, { as: 'zhang.min', item: 'food-business', form }), await applyFor(town, { as: 'li.guiying', item: 'food-business', form, consent: false })]
  for (const number of [agreed, paper]) must(await town.call('POST', `/api/cases/${number}/acceptance-refusal`, { as: 'shijian.clerk', body: { ground: 'not-required', reasons: '不需要许可。' } }))
  await town.settle()
  const mine = await enter('zhang.min', `/cases/${agreed}`)
  for (const words of ['申请行政复议', '云州市人民政府', '提起行政诉讼', '最晚 2027年1月22日', '最晚 2027年5月24日', '电子送达']) assert.ok(mine.html.includes(words), words)
  const hers = await enter('li.guiying', `/cases/${paper}`)
  assert.ok(hers.html.includes('截止日从收到这份文书的日期算起') && !hers.html.includes('最晚'))
  await hers.post(/action="([^"]*\/receipt)"/.exec(hers.html.slice(hers.html.indexOf('不予受理决定书 (PDF)')))?.[1] ?? '', {})
  assert.ok(hers.html.includes('最晚 2027年1月22日'))
  await mine.go(`/cases/${agreed}?lang=en`)
  for (const words of ['Ask for review', 'By 22 January 2027', 'electronically']) assert.ok(mine.html.includes(words), words)
})

test('许可法 50 and 40: a licence is renewed with one tap from its page; what was granted is found by anyone, a person in part', async () => {
  const number = await applyFor(town, { as: 'chen.hao', item: 'food-business', form: await exampleForm('food-business') })
  await handle(town, number, 'chen.hao')
  await town.settle()
  const [licence] = must(await town.call<{ items: { id: string; number: string }[] }>('GET', `/api/licences?case=${number}`, { as: 'chen.hao' })).items
  const early = await enter('chen.hao', `/licences/${licence?.id}`)
  assert.ok(early.html.includes('食品经营许可延续') && !early.html.includes('请在2031年10月23日前提出'), 'years ahead it is one matter among others')
  town.clock.set(Temporal.Instant.from('2031-08-01T01:00:00Z'))
  const reader = await enter('chen.hao', `/licences/${licence?.id}`)
  for (const words of ['有效期到2031年11月22日', '请在2031年10月23日前提出', '申请延续', '证照补发']) assert.ok(reader.html.includes(words), words)
  await reader.post(`/licences/${licence?.id}/matters/renewal`, {})
  assert.match(reader.html, /申请已提交/)
  await town.settle()
  await reader.go(`/licences/${licence?.id}`)
  assert.match(reader.html, /办理期间证照照常有效/)
  await reader.post(`/licences/${licence?.id}/matters/reissue`, {})
  assert.match(reader.path, /^\/apply\//, 'where something is asked, the questions come')
  const stranger = new Reader(town)
  await stranger.go(`/grants?q=${encodeURIComponent(licence?.number ?? '')}`)
  assert.ok(stranger.html.includes('陈*') && stranger.html.includes(licence?.number ?? '') && !stranger.html.includes('陈皓'))
  await stranger.go('/grants?q=zzz')
  assert.match(stranger.html, /没有查到/)
  town.clock.set(Temporal.Instant.from('2026-11-23T02:00:00Z'))
  town.forgetSessions()
})

test('许可法 7: whoever is to lose something reads the notice and states the case on one page', async () => {
  const number = await applyFor(town, { as: 'zhang.min', item: 'food-business', form: await exampleForm('food-business') })
  await handle(town, number, 'zhang.min')
  await town.settle()
  const [licence] = must(await town.call<{ items: { id: string }[] }>('GET', `/api/licences?case=${number}`, { as: 'zhang.min' })).items
  const opened = must(await town.call<{ number: string }>('POST', `/api/licences/${licence?.id}/cases`, { as: 'shijian.clerk', body: { act: 'suspension', reasons: '后厨卫生不达标。' } }))
  must(await town.call('POST', `/api/cases/${opened.number}/acceptance`, { as: 'shijian.clerk', body: {} }))
  must(await town.call('POST', `/api/cases/${opened.number}/intention`, { as: 'shijian.examiner', body: { facts: '后厨卫生不达标。', reasons: '违反食品安全法。', basis: '行政处罚法第九条' } }))
  await town.settle()
  const reader = await enter('zhang.min', `/cases/${opened.number}`)
  assert.match(reader.html, /机关拟作出处理/)
  await reader.go(`/cases/${opened.number}/defence`)
  await reader.post(`/cases/${opened.number}/defence`, { words: '', waived: 'no' })
  assert.match(reader.html, /请写下您要说的/)
  await reader.post(`/cases/${opened.number}/defence`, { words: '已经整改。', waived: 'no' })
  assert.equal(reader.path, `/cases/${opened.number}`)
  assert.ok(!reader.html.includes('机关拟作出处理，请您'))
})
