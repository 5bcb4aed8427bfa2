// The matter from search to licence over the portal's own pages: plain HTML and forms, no script, against a whole town.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Reader } from '../../test/reader.ts'
import { openTown, type Town } from '../../test/town.ts'

const item = '11990100700140426Y3990100001000'
let town: Town

before(async () => {
  town = await openTown()
})
after(async () => {
  await town.close()
})

/** Applies for the hoarding as the resident and answers the reader on the review page. */
async function fillIn(reader: Reader): Promise<void> {
  await reader.go(`/apply?item=${item}`)
  if (reader.path.startsWith('/sign-in')) await reader.post('/sign-in/demonstration', { login: 'zhang.min' })
  await reader.post('/apply')
  await reader.post('/scenario', { who: 'self' })
  await reader.post('/questions/site', { siteAddress: '云州市东城区人民大道100号', siteKind: 'wall' })
  await reader.post('/questions/owner', { ownSite: 'true' })
  await reader.post('/questions/size', { width: '8', height: '５', bottom: '6' })
  await reader.post('/questions/light', { lit: 'false' })
  await reader.post('/questions/term', { 'from-year': '2027', 'from-month': '1', 'from-day': '10', months: '24' })
  await reader.post('/questions/contact', { phone: '13990100001' })
  await reader.post('/questions/delivery', { delivery: 'electronic' })
  assert.match(reader.path, /\/materials$/)
}

test('the home page, the search and the guide lead to the matter', async () => {
  const reader = new Reader(town)
  assert.equal((await reader.go('/')).status, 200)
  assert.match(reader.html, /您要办什么事/)
  await reader.go('/items?q=%E5%B9%BF%E5%91%8A%E7%89%8C')
  assert.match(reader.html, /设置大型户外广告设施审批/)
  await reader.go(`/items/${item}`)
  for (const words of ['法定时限', '20个工作日', '7个工作日', '行政许可法', '设置位置图和效果图', '不收费', '行政复议', '在线申请']) assert.ok(reader.html.includes(words), words)
  await reader.go(`/items/${item}?lang=en`)
  for (const words of ['Apply online', '20 working days', 'Structural design']) assert.ok(reader.html.includes(words), words)
})

test('the matter is applied for, accepted, and withdrawn by pages alone', async () => {
  const reader = new Reader(town)
  await fillIn(reader)
  await reader.upload('sitePlan', '位置图.txt', '位置图')
  assert.match(reader.html, /位置图\.txt/)
  await reader.go(reader.path.replace(/materials.*/, 'review'))
  assert.match(reader.html, /8/)
  assert.match(reader.html, /2027年1月10日/)
  const receipt = await reader.post('/submission', { consent: 'true' })
  assert.equal(receipt.status, 200)
  assert.match(receipt.html, /申请已提交/)
  const number = /class="govuk-panel__body">.*?<strong class="yw-code">([^<]+)</s.exec(receipt.html)?.[1] ?? assert.fail('no number on the receipt')
  await reader.go('/my')
  assert.ok(reader.html.includes(number))
  const accepted = await town.call('POST', `/api/cases/${number}/acceptance`, { as: 'chengguan.clerk', body: {} })
  assert.equal(accepted.status, 200)
  await town.settle()
  await reader.go(`/cases/${number}`)
  for (const words of ['书面审查', '云州市城市管理局', '前作出决定（承诺）', '受理通知书']) assert.ok(reader.html.includes(words), words)
  await reader.go('/notifications')
  assert.match(reader.html, /通知/)
  await reader.go(`/cases/${number}/withdrawal`)
  assert.equal((await reader.post('/withdrawal', { reason: '' })).status, 422)
  await reader.post('/withdrawal', { reason: '计划有变' })
  assert.match(reader.html, /已撤回/)
})

interface CaseAnswer {
  steps: { id: string; state: string; kind: string }[]
}

/** Has the civil servants of the pack settle a case; answers when the licence is out. */
async function settle(number: string): Promise<void> {
  const act = async (as: string, path: string, body: (open: string) => object): Promise<void> => {
    const one = await town.call<CaseAnswer>('GET', `/api/cases/${number}`, { as })
    const open = one.body.steps.find((step) => step.state === 'open')?.id ?? ''
    const answer = await town.call('POST', `/api/cases/${number}/${path.replace('{step}', open)}`, { as, body: body(open) })
    assert.equal(answer.status, 200, `${path}: ${JSON.stringify(answer.body)}`)
  }
  await act('chengguan.clerk', 'acceptance', () => ({}))
  await act('chengguan.examiner', 'steps/{step}/completion', () => ({ outcome: 'pass', opinion: '符合条件' }))
  await act('chengguan.approver', 'decision', (step) => ({ step, outcome: 'grant' }))
  // What was asked for electronically is handed over by the platform itself, once the licence is out.
  await town.settle()
}

test('a granted matter ends in a licence that a stranger can check, and in a verdict given once', async () => {
  const reader = new Reader(town)
  await fillIn(reader)
  await reader.go(reader.path.replace('materials', 'review'))
  const receipt = await reader.post('/submission', { consent: 'true' })
  const number = /<strong class="yw-code">([^<]+)</.exec(receipt.html)?.[1] ?? assert.fail('no number on the receipt')
  await settle(number)
  await reader.go(`/cases/${number}`)
  for (const words of ['准予决定书', '查看证照', '评价服务', '办结']) assert.ok(reader.html.includes(words), words)
  const licence = /href="(\/licences\/[^"]+)"/.exec(reader.html)?.[1] ?? assert.fail('no licence on the case')
  await reader.go('/my/licences')
  assert.ok(reader.html.includes(licence))
  await reader.go(licence)
  assert.match(reader.html, /有效/)
  const pdf = await reader.go(`${licence}/pdf`)
  assert.match(pdf.html, /^%PDF/)
  await reader.go(licence)
  const check = /href="(\/verify\/[^"]+)"/.exec(reader.html)?.[1] ?? assert.fail('no code on the licence')
  const stranger = new Reader(town)
  await stranger.go(check)
  for (const words of ['证照是真的', '目前无效', '尚未生效', '演示证照']) assert.ok(stranger.html.includes(words), words)
  assert.ok(!stranger.html.includes('张敏'), 'a stranger sees the name only in part')
  assert.equal((await stranger.go(licence)).location.startsWith('/sign-in'), true)
  await reader.go(`/cases/${number}/review`)
  assert.equal((await reader.post('/review', {})).status, 422)
  await reader.post('/review', { verdict: '1', words: '很快' })
  assert.match(reader.html, /谢谢您的评价/)
  await reader.go(`/cases/${number}/review`)
  const again = await reader.post('/review', { verdict: '5', words: '再评一次' })
  assert.equal(again.status, 422)
  assert.match(again.html, /再评一次/)
  // The licence was granted from 10 January 2027 on.
  const then = town.clock.now()
  town.clock.set(Temporal.Instant.from('2027-02-01T01:00:00Z'))
  await stranger.go(check)
  town.clock.set(then)
  for (const words of ['证照是真的', '目前有效']) assert.ok(stranger.html.includes(words), words)
})

test('a visit to a window is judged by its code, without signing in', async () => {
  const reader = new Reader(town)
  await reader.go('/review/NO-SUCH-CODE')
  const shown = await reader.post('/review/', { verdict: '2' })
  assert.equal(shown.status, 404)
})

test('a fault is named at the top and at its field, and what was typed stays', async () => {
  const reader = new Reader(town)
  await reader.go(`/apply?item=${item}`)
  await reader.post('/sign-in/demonstration', { login: 'zhang.min' })
  await reader.post('/apply')
  assert.equal((await reader.post('/scenario', {})).status, 422)
  await reader.post('/scenario', { who: 'self' })
  const shown = await reader.post('/questions/site', { siteAddress: '<路>' })
  assert.equal(shown.status, 422)
  assert.match(shown.html, /href="#siteAddress"/)
  assert.match(shown.html, /id="siteAddress-error"/)
  assert.match(shown.html, /value="&lt;路&gt;"/)
  assert.match(shown.html, /请选择“设置位置”/)
})

test('a follow-up question is asked without reproach', async () => {
  const reader = new Reader(town)
  await reader.go(`/apply?item=${item}`)
  await reader.post('/sign-in/demonstration', { login: 'zhang.min' })
  await reader.post('/apply')
  await reader.post('/scenario', { who: 'self' })
  await reader.post('/questions/site', { siteAddress: '云州市东城区人民大道100号', siteKind: 'wall' })
  const shown = await reader.post('/questions/owner', { ownSite: 'false' })
  assert.equal(shown.status, 200)
  assert.match(shown.html, /还需要填写下面新出现的问题/)
  assert.match(shown.html, /id="ownerName"/)
})

test('who is not signed in is asked to, and comes back; nobody sees another’s matter', async () => {
  const stranger = new Reader(town)
  await stranger.go('/my')
  assert.match(stranger.path, /^\/sign-in\?next=%2Fmy$/)
  const wrong = await stranger.post('/sign-in', { login: 'zhang.min', password: 'wrong' })
  assert.equal(wrong.status, 422)
  await stranger.post('/sign-in/demonstration', { login: 'li.guiying' })
  assert.equal(stranger.path, '/my')
  const missing = await stranger.go('/cases/no-such-number')
  assert.equal(missing.status, 404)
  await stranger.post('/sign-out')
  assert.equal(stranger.path, '/')
  assert.match(stranger.html, /href="\/sign-in/)
})

test('a civil servant is led to the desk', async () => {
  const reader = new Reader(town)
  await reader.go('/sign-in')
  assert.equal((await reader.post('/sign-in/demonstration', { login: 'window.wang' })).location, '/desk/')
})

test('language and text size are kept in a cookie and leave the address', async () => {
  const reader = new Reader(town)
  await reader.go('/help?lang=en&text=large')
  assert.equal(reader.path, '/help')
  assert.match(reader.html, /<html lang="en" class="govuk-template yw-large">/)
  assert.match(reader.html, /How do I apply\?/)
})

test('an unknown page is told to people in words and to programs as a problem', async () => {
  const page = await town.app.inject({ url: '/no/such/page' })
  assert.equal(page.statusCode, 404)
  assert.match(page.body, /没有找到这个页面/)
  const problem = await town.app.inject({ url: '/api/no-such-operation' })
  assert.equal(problem.statusCode, 404)
  assert.match(String(problem.headers['content-type']), /problem\+json/)
})

test('an unknown code is told to whoever checks a licence', async () => {
  const reader = new Reader(town)
  const shown = await reader.go('/verify/0000-0000')
  assert.equal(shown.status, 404)
  assert.match(shown.html, /没有这个核验码的证照/)
})

test('pages forbid scripts and styles that are not files of ours, and the home page is small', async () => {
  const page = await town.app.inject({ url: '/', headers: { 'accept-encoding': 'gzip' } })
  const policy = String(page.headers['content-security-policy'])
  assert.match(policy, /default-src 'none'/)
  assert.doesNotMatch(policy, /unsafe/)
  let bytes = page.rawPayload.length
  const plain = await town.app.inject({ url: '/' })
  assert.doesNotMatch(plain.body, / style="|<style|onclick=/)
  for (const [, path = ''] of plain.body.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)) bytes += (await town.app.inject({ url: path, headers: { 'accept-encoding': 'gzip' } })).rawPayload.length
  assert.ok(bytes <= 40_000, `${bytes} bytes`)
})

test('a paper that may follow is promised for a day, handed in on the case’s page, and the guide says what else the law asks (容缺; 教师资格条例 14)', async () => {
  const reader = new Reader(town)
  await fillIn(reader)
  const base = reader.path.replace(/\/materials.*/, '')
  await reader.go(`${base}/questions/light`)
  await reader.post('/questions/light', { lit: 'true', lightHours: '18:00—22:00' })
  await reader.go(`${base}/materials`)
  assert.match(reader.html, /可以晚些补交的材料/)
  await reader.post('/gap', { gapUntil: '2026-11-27' })
  for (const words of ['承诺2026年11月27日前补交', '设施结构设计图', '仍可提交']) assert.ok(reader.html.includes(words), words)
  const { html } = await reader.post('/submission', { consent: 'true' })
  const number = /<strong class="yw-code">([^<]+)</.exec(html)?.[1] ?? assert.fail('no number on the receipt')
  assert.equal((await town.call('POST', `/api/cases/${number}/acceptance`, { as: 'chengguan.clerk', body: {} })).status, 200)
  await reader.go(`/cases/${number}`)
  assert.match(reader.html, /您承诺补交的材料.*照明方案.*最迟 2026年11月27日/s)
  await reader.go(`/cases/${number}/owed`)
  await reader.upload('lightingPlan', '照明方案.txt', '照明方案')
  assert.match(reader.html, /照明方案.*已收到/s)
  assert.doesNotMatch(reader.html, /href="[^"]*\/owed"/)
  await reader.go('/items/1199010070020777453990100003000')
  for (const words of ['受理期限', '自受理期限终止之日起20日内作出决定', '自受理期限终止之日起30日', '每年 03-15 至 04-15', '由本人提出，不能代办']) assert.ok(reader.html.includes(words), words)
})

test('conditions and consequences are told before a promise is chosen; it is withdrawn on the case’s page (告知承诺)', async () => {
  const reader = new Reader(town)
  await reader.go('/apply?item=11990100700153892X3990100004000')
  if (reader.path.startsWith('/sign-in')) await reader.post('/sign-in/demonstration', { login: 'chen.hao' })
  await reader.post('/apply')
  const id = /\/apply\/([0-9a-f-]+)/.exec(reader.path)?.[1] ?? assert.fail(reader.path)
  const form = { shopName: '陈记小面馆', shopAddress: '云州市东城区文昌街12号', floorArea: 45, business: 'catering', coldDishes: false, online: true, manager: '陈皓', phone: '13990100001', delivery: 'electronic' }
  assert.equal((await town.call('PUT', `/api/applications/${id}`, { as: 'chen.hao', body: { form } })).status, 200)
  await reader.go(`/apply/${id}/promise`)
  for (const words of ['您承诺符合的条件', '生熟分开', '承诺不实的后果', '准予后 60 日内核查', '优化营商环境条例']) assert.ok(reader.html.includes(words), words)
  assert.equal((await reader.post('/promise')).status, 422)
  await reader.post('/promise', { way: 'promise' })
  assert.match(reader.path, /\/materials$/)
  assert.doesNotMatch(reader.html, /食品安全规章制度目录清单/)
  await reader.go(`/apply/${id}/review`)
  assert.match(reader.html, /告知承诺/)
  assert.doesNotMatch(reader.html, /仍可提交/)
  const { html } = await reader.post('/submission', { consent: 'true' })
  const number = /<strong class="yw-code">([^<]+)</.exec(html)?.[1] ?? assert.fail('no number on the receipt')
  await reader.go(`/cases/${number}`)
  assert.match(reader.html, /您以承诺代替/)
  await reader.go(`/cases/${number}/commitment`)
  await reader.post('/commitment')
  assert.match(reader.html, /需要您补交的材料.*食品安全规章制度目录清单/s)
  assert.match(reader.html, /您已撤回承诺/)
})
