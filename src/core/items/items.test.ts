// Items: versions that are never edited, dates in force, search, facets, and the sources of a version.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { codes, forms, mattersIn, publishFrom, told } from '../../../test/matters.ts'
import { openTown, testPack, type Town } from '../../../test/town.ts'
import { applyPack } from '../../apply.ts'
import { diffPack } from '../../diff.ts'
import { sayDiff } from '../../diff-words.ts'

interface ItemSaid {
  code: string
  version: number
  versionId: string
  effectiveFrom: string
  name: { zh: string; en?: string }
  type: string
  body: { code: string; name: { zh: string } }
  targets: string[]
  content: { name: { zh: string }; materials: { key: string }[] }
  bodies: { code: string; name: { zh: string } }[]
  stages: { element: string; name: { zh: string } }[]
}
interface Found {
  items: ItemSaid[]
  next: string | null
}
interface Facets {
  types: { value: string; count: number }[]
  bodies: { value: string; name: { zh: string }; count: number }[]
  targets: { value: string; count: number }[]
}

let town: Town
let matters: ReturnType<typeof mattersIn>
const find = async (query: Record<string, string | number>) => (await matters.call<Found>('GET', `/api/items?${new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]))}`)).body
const names = async (query: Record<string, string>) => (await find(query)).items.map((item) => item.name.zh)
const read = async (code: string) => (await matters.call<ItemSaid>('GET', `/api/items/${code}`)).body

before(async () => {
  town = await openTown()
  matters = mattersIn(town)
})
after(() => town.close())

test('applying the same pack again publishes nothing', async () => {
  const pack = await testPack()
  const outcome = await applyPack(town.platform.ground, pack)
  assert.deepEqual([outcome.taken, outcome.unchanged], [0, pack.items.length])
})

test('a comparison with the pack that was applied finds nothing; with a changed one it says what changes and for whom, and publishes nothing', async () => {
  const { ground } = town.platform
  const same = await diffPack(ground, await testPack())
  assert.deepEqual([same.items, same.licenceTypes, same.letters, same.organisations], [[], [], [], []])
  assert.match(sayDiff(same, 'en'), /^In all: 0 new, 0 changed/)
  await matters.apply()
  const pack = structuredClone(await testPack())
  const contentOf = (code: string) => pack.items.find(({ content }) => content.code === code)?.content ?? assert.fail(code)
  Object.assign(contentOf(codes.hoarding).limits?.promised ?? {}, { days: 5 })
  contentOf(codes.hoarding).materials.push({ key: 'insurance', name: { zh: '保险单', en: 'Insurance' }, form: 'electronic', need: 'required', source: 'applicant' })
  Object.assign(contentOf(codes.road), { effective: { from: '2026-01-01', to: '2026-12-31' } })
  Object.assign(pack, { items: [...pack.items.filter(({ content }) => content.code !== codes.marriage), { ...(pack.items[0] ?? assert.fail()), content: { ...contentOf(codes.teacher), code: 'local-new-matter', codeScheme: 'local', name: { zh: '新事项', en: 'A new matter' } } }] })
  Object.assign(pack.letters['receipt']?.subject ?? {}, { zh: '收件单' })
  const before = (await town.platform.ground.sql.rows('select count(*) from act.entries'))[0]
  const diff = await diffPack(ground, pack)
  assert.deepEqual((await town.platform.ground.sql.rows('select count(*) from act.entries'))[0], before)
  const hoarding = diff.items.find(({ code }) => code === codes.hoarding) ?? assert.fail()
  assert.deepEqual([hoarding.what, hoarding.running, hoarding.differences.map(({ part, effect }) => `${part} ${effect}`)], ['changed', 1, ['materials.insurance worse', 'limits.promised better']])
  assert.deepEqual(diff.items.map(({ code, what }) => [code, what]).toSorted(), [[codes.hoarding, 'changed'], [codes.marriage, 'missing'], [codes.road, 'withdrawn'], ['local-new-matter', 'new']].toSorted())
  assert.deepEqual(diff.letters, [{ name: { ...pack.letters['receipt']?.subject }, what: 'changed' }])
  const zh = sayDiff(diff, 'zh')
  for (const line of ['变更：设置大型户外广告设施审批（服务对象：自然人、法人；2026-01-01 起）', '  － 对申请人不利：要多交材料“保险单”', '  ＋ 对申请人有利：承诺办结时限由7个工作日改为5个工作日', '  在办 1 件，仍按原版本办理', '停止：临时占用城市道路审批，办理到 2026-12-31 为止', '新增：新事项', '不在本数据包中：婚姻登记档案查询', '文书 变更：收件单', '什么也没有发布。']) assert.ok(zh.includes(line), `${line}\n${zh}`)
  assert.match(sayDiff(diff, 'en'), /1 running cases go on under the version they began with[^]*Nothing was published\./)
})

test('a pack is published whole or not at all: a row that fails in the last part leaves the old pack whole', async () => {
  const pack = structuredClone(await testPack())
  const state = async () => JSON.stringify(await town.platform.ground.sql.rows(
    `select (select count(*) from act.entries) as entries, (select count(*) from regions.regions) as regions, (select count(*) from items.versions) as versions,
       (select count(*) from licences.types) as types, (select count(*) from deliveries.templates) as letters`))
  const before = await state()
  Object.assign(pack, { regions: [...pack.regions, { code: '990122', name: { zh: '新江县', en: 'Xinjiang County' }, level: 'county', parent: '990100' }] })
  for (const letter of Object.values(pack.letters)) letter.subject.zh += '（新）'
  for (const type of Object.values(pack.licenceTypes)) type.name.zh += '（新）'
  for (const item of pack.items) item.content.name.zh += '（新）'
  const last = pack.items.at(-1) ?? assert.fail('no item')
  // PostgreSQL holds no NUL: the row of the last item fails, when all else has been written.
  last.content.name.zh += '\u0000'
  await assert.rejects(applyPack(town.platform.ground, pack))
  assert.equal(await state(), before)
  assert.equal((await read(codes.nameDispute)).content.name.zh, '企业名称争议裁决')
  const again = await applyPack(town.platform.ground, await testPack())
  assert.deepEqual([again.taken, again.unchanged], [0, pack.items.length])
})

test('what is published is never edited: a change is a new version beside the old one', async () => {
  const before = await read(codes.nameDispute)
  await publishFrom(town, codes.nameDispute, (content) => ({ ...content, name: { zh: '企业名称争议裁决（新）' } }))
  const after = await read(codes.nameDispute)
  assert.deepEqual([before.version, after.version, after.name ?? after.content.name.zh], [1, 2, '企业名称争议裁决（新）'])
  const rows = await town.platform.ground.sql.rows<{ name: string }>('select name_zh as name from items.versions where id = $1', [before.versionId])
  assert.equal(rows[0]?.name, '企业名称争议裁决')
  await publishFrom(town, codes.nameDispute, (content) => ({ ...content, name: { zh: '企业名称争议裁决（新）' } }))
  assert.equal((await read(codes.nameDispute)).version, 2)
  // The old words again are a third version: history is not turned back.
  await publishFrom(town, codes.nameDispute, (content) => content)
  const { body } = await matters.call<{ items: { version: number; name: string; publishedAt: string }[] }>('GET', `/api/items/${codes.nameDispute}/versions`)
  assert.deepEqual(body.items.map((one) => one.version), [3, 2, 1])
  assert.ok(body.items.every((one) => one.publishedAt.endsWith('+08:00')))
  // Each of them can still be read, with the form and the process that it had.
  const nameOf = async (version: number) => (await matters.call<ItemSaid>('GET', `/api/items/${codes.nameDispute}?version=${version}`)).body.content.name.zh
  assert.deepEqual([await nameOf(1), await nameOf(2), await nameOf(3)], ['企业名称争议裁决', '企业名称争议裁决（新）', '企业名称争议裁决'])
  for (const part of ['form', 'process']) assert.equal((await matters.call('GET', `/api/items/${codes.nameDispute}/${part}?version=2`)).status, 200)
  assert.deepEqual(told(await matters.call('GET', `/api/items/${codes.nameDispute}?version=4`)), [404, 'items.not-found'])
})

test('the guide of an item is served in blocks, in both languages, without its title', async () => {
  const { guide } = (await matters.call<{ guide: { zh: { kind: string; text?: string; ordered?: boolean; items?: string[] }[]; en?: { kind: string }[] } }>('GET', `/api/items/${codes.hoarding}`)).body
  assert.deepEqual(guide.zh.slice(1, 3), [{ kind: 'heading', text: '谁可以申请' }, { kind: 'paragraph', text: '个人、企业和其他组织都可以申请。' }])
  assert.deepEqual(guide.zh.filter(({ kind }) => kind === 'list').map(({ ordered, items }) => [ordered, items?.length]), [[true, 4], [false, 2]])
  assert.deepEqual(guide.en?.map(({ kind }) => kind), guide.zh.map(({ kind }) => kind))
})

test('a version is in force from its first day to its last: one that is published ahead waits', async () => {
  await publishFrom(town, codes.teacher, (content) => ({ ...content, name: { zh: '教师资格认定（明年起）' }, effective: { from: '2026-12-01', to: '2026-12-31' } }))
  const nameOn = async (date: string) => {
    matters.day(date)
    const [guide, found] = [(await read(codes.teacher)).content.name.zh, (await find({ q: '教师资格' })).items]
    assert.deepEqual(found.map((item) => item.name.zh), [guide])
    return guide
  }
  const [old, ahead] = ['高级中学教师资格认定', '教师资格认定（明年起）']
  assert.deepEqual([await nameOn('2026-11-30'), await nameOn('2026-12-01'), await nameOn('2026-12-31'), await nameOn('2027-01-01')], [old, ahead, ahead, old])
  matters.day('2026-11-23')
})

test('an item of which no version is in force is not found, is not applied for, and a draft of it can still be read', async () => {
  const code = '11990100700140426Y39901000010EE'
  await publishFrom(town, codes.hoarding, (content) => ({ ...content, code, effective: { from: '2026-11-01', to: '2026-11-30' } }))
  const id = await matters.draft('yunhe.media', code, forms.hoarding)
  matters.day('2026-12-01')
  assert.deepEqual(told(await matters.call('GET', `/api/items/${code}`)), [404, 'items.not-found'])
  assert.deepEqual(told(await matters.call('POST', '/api/applications', { as: 'yunhe.media', body: { item: code } })), [404, 'items.not-found'])
  assert.deepEqual(told(await matters.submit('yunhe.media', id)), [404, 'items.not-found'])
  const draft = await matters.good(matters.call('GET', `/api/applications/${id}`, { as: 'yunhe.media' }))
  assert.equal(draft.form.siteAddress, forms.hoarding.siteAddress)
  matters.day('2026-11-23')
})

test('items are found by title, alias, department and code, in Chinese and English, by all words given', async () => {
  assert.ok((await names({ q: '户外广告' })).includes('设置大型户外广告设施审批'))
  assert.ok((await names({ q: '广告牌' })).includes('设置大型户外广告设施审批'))
  assert.ok((await names({ q: 'BILLBOARD' })).includes('设置大型户外广告设施审批'))
  assert.ok((await names({ q: '城市管理局' })).length >= 2)
  assert.deepEqual(await names({ q: codes.road }), ['临时占用城市道路审批'])
  assert.deepEqual(await names({ q: '占用 道路' }), ['临时占用城市道路审批'])
  assert.deepEqual(await names({ q: '占用 婚姻' }), [])
  // Full-width letters are folded; wildcards of SQL are only characters.
  assert.ok((await names({ q: 'ＬＥＤ' })).includes('设置大型户外广告设施审批'))
  for (const q of ['%', '_', '\\', "'", '100%']) assert.deepEqual(await names({ q }), [], q)
})

test('a match in the title stands before one in an alias', async () => {
  const found = await names({ q: '教师资格' })
  assert.equal(found[0], '高级中学教师资格认定')
})

test('facets count what the list would show', async () => {
  const all = (await find({ limit: 100 })).items
  const { body } = await matters.call<Facets>('GET', '/api/item-facets')
  assert.equal(body.types.reduce((sum, type) => sum + type.count, 0), all.length)
  for (const { value, count } of body.types) assert.equal((await find({ type: value, limit: 100 })).items.length, count, value)
  for (const { value, count, name } of body.bodies) {
    const items = (await find({ body: value, limit: 100 })).items
    assert.deepEqual([items.length, items[0]?.body.name.zh], [count, name.zh])
  }
  for (const { value, count } of body.targets) assert.equal((await find({ target: value, limit: 100 })).items.length, count, value)
  const narrowed = (await matters.call<Facets>('GET', `/api/item-facets?q=${encodeURIComponent('占用 道路')}`)).body
  assert.deepEqual(narrowed.types, [{ value: 'ADMIN_PERMIT', count: 1 }])
})

test('pages of items lose nothing and repeat nothing', async () => {
  const all = (await find({ limit: 100 })).items.map((item) => item.code)
  const seen: string[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: Found = await find({ limit: 3, ...(cursor ? { cursor } : {}) })
    seen.push(...page.items.map((item) => item.code))
    cursor = page.next
  }
  assert.deepEqual(seen, all)
})

test('a guide names all its bodies, the stages of its process, its form and its drawing', async () => {
  const guide = await read(codes.road)
  assert.deepEqual(guide.bodies.map((body) => body.name.zh), ['云州市城市管理局', '云州市政务服务中心', '云州市公安局交通管理支队'])
  assert.ok(guide.stages.some((stage) => stage.name.zh === '交通安全意见'))
  const form = (await matters.call<{ title: { zh: string }; layout: unknown[] }>('GET', `/api/items/${codes.road}/form`)).body
  assert.ok(form.layout.length > 0)
  const drawing = await matters.call<string>('GET', `/api/items/${codes.road}/process`)
  const pack = await testPack()
  // An export that nobody edited gives back the bytes that were published.
  assert.equal(drawing.body, pack.processes['road-occupation']?.xml)
  for (const path of ['', '/form', '/process']) assert.equal((await matters.call('GET', `/api/items/none${path}`)).status, 404)
})
