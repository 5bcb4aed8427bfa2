// Being helped while applying, by pages alone and without script: situation, known answers, held licences, drafts that outlive a session, acting, sheets.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Reader, unescape } from '../../test/reader.ts'
import { exampleForm } from '../../test/journey.ts'
import { codes, publishFrom } from '../../test/matters.ts'
import { openTown, testPack, type Town } from '../../test/town.ts'

let town: Town
let food: string
const hoarding = codes.hoarding

before(async () => {
  town = await openTown()
  food = (await testPack()).items.find(({ slug }) => slug === 'food-business')?.content.code ?? ''
})
after(() => town.close())

async function signedIn(login: string): Promise<Reader> {
  const reader = new Reader(town)
  await reader.go('/sign-in')
  await reader.post('/sign-in/demonstration', { login })
  return reader
}

const holds = (reader: Reader, ...words: string[]) => {
  const text = unescape(reader.html)
  for (const one of words) assert.ok(text.includes(one), `${one} on ${reader.path}`)
}

test('the guide shows only what this person needs, each document with its basis and where it comes from', async () => {
  const reader = new Reader(town)
  await reader.go(`/items/${hoarding}`)
  holds(reader, '看看您需要哪些材料', '授权委托书', '营业执照', '见本事项法律依据')
  await reader.go(`/items/${hoarding}?as=legal&s-who=self`)
  assert.ok(!reader.html.includes('授权委托书') && !reader.html.includes('申请人身份证'), 'what this applicant does not need is gone')
  holds(reader, '营业执照', '屋顶承载安全鉴定意见', '看填写的内容', '个问题')
  await reader.go(`/items/${hoarding}?as=legal&s-who=agent&lang=en`)
  holds(reader, 'Power of attorney', 'In your situation')
})

test('a scenario answers questions of the form, known answers name their source, and a wrong one is contested', async () => {
  const reader = await signedIn('yunhe.media')
  await reader.go(`/apply?item=${food}`)
  await reader.post('/apply')
  await reader.post('/scenario', { kind: 'shop' })
  holds(reader, '已替您填写，来源：营业执照 91990102708100111L', '云州市东城区文昌街88号3楼', '信息有误')
  await reader.post('/questions/shop', { shopName: '云禾小店', shopAddress: '云州市东城区文昌街88号3楼', floorArea: '40' })
  assert.ok(!reader.html.includes('主体业态'), 'what the scenario said is not asked again')
  holds(reader, '是否网络经营')
  await reader.post('/questions/business', { online: 'false' })
  const draft = reader.path.split('/')[2] ?? ''
  await reader.go(`/apply/${draft}/correction?field=shopAddress`)
  assert.equal((await reader.post('/correction', { shouldBe: '' })).status, 422)
  await reader.post('/correction', { shouldBe: '云州市东城区文昌街88号4楼', reason: '上月变更' })
  holds(reader, '更正申请已提出')
  await reader.go(`/apply/${draft}/questions/shop`)
  holds(reader, '您已提出更正')
  await reader.go(`/apply/${draft}/materials`)
  holds(reader, '免提交', '电子证照库里有：营业执照 91990102708100111L，云州市市场监督管理局', '还缺什么', '材料：主要设备设施')
})

test('what was typed outlives the session: signing in again sends it on (nothing is lost)', async () => {
  const reader = await signedIn('zhang.min')
  await reader.go(`/apply?item=${hoarding}`)
  await reader.post('/apply')
  await reader.post('/scenario', { who: 'self' })
  const page = reader.html
  const [path, cookies] = [reader.path, new Map(reader.cookies)]
  reader.cookies.delete('__Host-yiwang')
  const lost = await reader.post('/questions/site', { siteAddress: '云州市东城区人民大道100号', siteKind: 'roof' })
  assert.equal(lost.status, 401)
  holds(reader, '您刚才填写的内容都留着')
  await reader.go('/')
  // The page that asks to sign in holds it: play it again from there, through the demonstration account.
  Object.assign(reader, { html: page, path })
  await reader.post('/questions/site', { siteAddress: '云州市东城区人民大道100号', siteKind: 'roof' })
  const held = /name="held" value="([^"]*)"/.exec(reader.html)?.[1] ?? assert.fail('nothing held')
  const back = await reader.post('/sign-in/demonstration', { login: 'zhang.min', held: unescape(held) })
  assert.equal(back.status, 200)
  holds(reader, '内容都在，请继续')
  await reader.post('/questions/site')
  assert.match(reader.path, /\/questions\/owner$/)
  const draft = reader.path.split('/')[2] ?? ''
  const saved = await town.call<{ form: Record<string, unknown> }>('GET', `/api/applications/${draft}`, { headers: { cookie: [...reader.cookies].map(([name, value]) => `${name}=${value}`).join('; ') } })
  assert.equal(saved.body.form['siteKind'], 'roof')
  assert.ok(cookies.size > 0)
  // A forged form leads nowhere else.
  await reader.go('/sign-in')
  await reader.post('/sign-in/demonstration', { login: 'zhang.min', held: JSON.stringify({ action: '//elsewhere.example/', fields: [] }) })
  assert.ok(!reader.html.includes('elsewhere.example'))
})

test('papers are offered again, and the holder sees who used a licence', async () => {
  const reader = await signedIn('yunhe.media')
  await reader.go(`/apply?item=${hoarding}`)
  await reader.post('/apply')
  const draft = reader.path.split('/')[2] ?? ''
  await town.call('PUT', `/api/applications/${draft}`, { as: 'yunhe.media', body: { form: await exampleForm('outdoor-advertising'), scenario: { who: 'self' } } })
  await reader.go(`/apply/${draft}/materials`)
  await reader.upload('sitePlan', '位置图.txt', '位置图')
  holds(reader, 'D 级：您自己制作的')
  await reader.go(`/apply/${draft}/review`)
  await reader.post('/submission', { consent: 'true' })
  holds(reader, '申请已提交', '接下来', '视为受理', '个工作日内作出决定')
  await reader.go('/my/papers')
  holds(reader, '位置图.txt')
  await reader.go('/my/licences/uses')
  holds(reader, '营业执照', '云州市城市管理局为办理“设置大型户外广告设施审批”')
  await reader.go(`/apply?item=${hoarding}`)
  await reader.post('/apply')
  await reader.post('/scenario', { who: 'self' })
  const second = reader.path.split('/')[2] ?? ''
  await reader.go(`/apply/${second}/materials`)
  holds(reader, '用以前交过的')
  await reader.post('/reuses')
  holds(reader, '已上传')
  await publishFrom(town, hoarding, (content) => ({ ...content, materials: content.materials.filter(({ key }) => key !== 'structureDesign') }))
  await reader.go(`/apply/${second}`)
  holds(reader, '这个事项的要求更新了', '不再需要：设施结构设计图')
  await reader.post('/version')
  await reader.go(`/apply/${second}/materials`)
  holds(reader, '位置图.txt')
})

test('who acts for a company sees so on every page and switches with one tap; a company applies by sheet', async () => {
  const reader = await signedIn('zhang.min')
  await reader.go('/acting')
  holds(reader, '云州云禾传媒有限公司', '法定代表人')
  const principal = /name="principal" value="([0-9a-f-]{36})"/.exec(reader.html)?.[1] ?? ''
  await reader.post('/acting', { principal })
  await reader.go('/')
  holds(reader, '张敏 → 云州云禾传媒有限公司', '切换到：张敏')
  await reader.go(`/batch?item=${hoarding}`)
  holds(reader, '批量申请', '下载“设置大型户外广告设施审批”的模板')
  const template = await reader.go(`/batch/template/${encodeURIComponent(hoarding)}?format=csv`)
  assert.match(template.html, /设置地址 \[siteAddress\]/)
  await reader.go('/acting/agents')
  const refused = await reader.post('/acting/agents', { login: 'li.guiying', name: '李桂英', scope: 'all', 'until-year': '2099', 'until-month': '1', 'until-day': '1' })
  assert.equal(refused.status, 422)
  await reader.post('/acting/agents', { login: 'li.guiying', name: '李桂英', scope: 'all', 'until-year': '2027', 'until-month': '6', 'until-day': '30' })
  holds(reader, '李桂英，', '收回委托')
  await reader.post('/revocation')
  holds(reader, '已收回')
  // Two agencies for some items each: who holds them switches once, and acts under both.
  for (const items of [hoarding, codes.road]) await reader.post('/acting/agents', { login: 'li.guiying', name: '李桂英', scope: 'one', items, 'until-year': '2027', 'until-month': '6', 'until-day': '30' })
  const agent = await signedIn('li.guiying')
  await agent.go('/acting')
  assert.equal(agent.html.match(/name="principal" value="[0-9a-f-]{36}"/g)?.length, 1)
  // By name, not by code.
  const names = (await testPack()).items.filter(({ content }) => [hoarding, codes.road].includes(content.code)).map(({ content }) => content.name.zh)
  assert.equal(names.length, 2)
  holds(agent, ...names)
  await reader.post('/acting')
  await reader.go('/')
  assert.ok(!reader.html.includes('→'), 'oneself again')
})
