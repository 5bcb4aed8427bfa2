// Item lists of other systems, read and published: the two real ones where they are there, and rows made up to be odd.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import type { ItemContent } from '#core/packs'
import { importItems, type ImportReport } from '../../imports.ts'
import { openTown, testPack, type Town } from '../../../test/town.ts'
import { forms, mattersIn, openStep, told } from '../../../test/matters.ts'
import { readItemList } from './index.ts'

const root = join(import.meta.dirname, '..', '..', '..')
const files = { guangdong: join(root, '..', 'shared', 'data', 'gd-service-items-2021', 'policy.jsonl'), guangan: join(root, '..', 'shared', 'data', 'sc-guangan-items-2025', 'items.json') }
const real = Object.values(files).every((file) => existsSync(file)) ? {} : { skip: '../shared/data is absent: the two real catalogues cannot be read' }

let town: Town
let matters: ReturnType<typeof mattersIn>
const importText = async (text: string): Promise<ImportReport> => importItems(town.platform.ground, await testPack(), readItemList(text))
const contentOf = async (code: string) => (await matters.call<{ content: ItemContent; flags: string[]; bodies: { code: string; name: { zh: string } }[] }>('GET', `/api/items/${encodeURIComponent(code)}`)).body

before(async () => {
  town = await openTown()
  matters = mattersIn(town)
})
after(() => town.close())

type Guide = Record<string, string | string[] | null>
const guide = (more: Guide = {}): Guide => ({
  TASK_CODE: '11990000700000007X2990199001000', TASK_NAME: '测试事项', DEPT_NAME: '云省测试厅', AREACODE: '990000', AREA_CODE_TEXT: '云省', TASK_TYPE_TEXT: '行政许可', matter_level: '省级',
  handle_time: '20(工作日)', handle_time_limit: '7(自然日)', co_department: '无', material_intro: '无', service_object_name: ['自然人', '企业法人'], accept_standard: '无', ONLINECHECK: '1', visit_number: '1', ...more,
})
const itemOf = (more: Guide) => {
  const [row] = readItemList(JSON.stringify(guide(more)))
  assert.ok(row && 'item' in row)
  return row.item
}

test('a row is refused without code, name or body, and for nothing else', async () => {
  const rows = [guide({ TASK_CODE: null }), guide({ TASK_NAME: '无', matter_name: ' ' }), guide({ DEPT_NAME: '' }), guide({ TASK_CODE: 'X-1', handle_time: 'soon', CATAID: '12', CATANAME: '目录', matter_level: '星级', TASK_TYPE_TEXT: '行政许愿', visit_number: '很多' })]
  const report = await importText([...rows.map((row) => JSON.stringify(row)), '{ "half": ', '7', 'null', '[]'].join('\n'))
  assert.deepEqual(report.reasons, { 'no-code': 1, 'no-name': 1, 'no-body': 1, 'not-json': 4 })
  assert.deepEqual([report.taken, report.refused, report.rows.map((row) => row.row)], [1, 7, [1, 2, 3, 4, 5, 6, 7, 8]])
  assert.deepEqual(report.rows[3]?.flags?.toSorted(), ['body-code-missing', 'catalog-code-check-failed', 'code-check-failed', 'no-statutory-limit'])
  assert.equal((await contentOf('X-1')).content.type, 'OTHER_POWER')
})

test('a tree with broken branches gives the rows of the whole ones', () => {
  const sub = { name: '测试事项', link: 'http://x/?areaCode=511602000000&itemCode=Z-1&taskType=1&deptCode=11511301008778183N' }
  const rows = readItemList(JSON.stringify([1, null, { department: '局', items: 5 }, { items: [{ sub_items: [sub] }] }, { department: '区经信局', items: [null, { main_item: '主项', sub_items: [7, sub, { name: '无', link: sub.link }, { name: '无码', link: 'not a link' }] }] }]))
  assert.deepEqual(rows.map((row) => ('refused' in row ? row.refused : [row.item.content.name.zh, row.item.content.type, row.item.content.alias, row.item.region.code])), ['no-body', ['测试事项', 'ADMIN_PERMIT', ['主项'], '511602'], 'no-name', 'no-code'])
})

test('limits keep their days and units; absent ones stay absent (handbook 01 §5)', () => {
  assert.deepEqual(itemOf({}).content.limits, { statutory: { days: 20, unit: 'working' }, promised: { days: 7, unit: 'calendar' } })
  assert.deepEqual(itemOf({ handle_time: '无' }).content.limits, { promised: { days: 7, unit: 'calendar' } })
  assert.equal(itemOf({ handle_time: '无', handle_time_limit: null }).content.limits, undefined)
  assert.ok(itemOf({ handle_time_limit: '30(工作日)' }).flags.includes('promise-above-law'))
  assert.equal(itemOf({ handle_time_limit: '0(工作日)' }).content.caseKind, 'INSTANT')
})

test('joint departments become bodies with their steps; another level of government is tiered, not joint (许可法 26, 43)', () => {
  const joint = (co_department: string, more: Guide = {}) => itemOf({ co_department, ...more })
  const school = joint('省级教育（受理,审核,决定与公开）、省级发改委（审核）、省级财政（审核）', { DEPT_NAME: '云省教育厅' })
  assert.deepEqual(school.content.bodies.joint?.map((body) => [body.task.zh, body.tiered]), [['审核', undefined], ['审核', undefined]])
  assert.deepEqual(school.organisations.map((body) => body.name), ['云省教育厅', '省级发改委', '省级财政'])
  const lawyers = joint('市级司法（受理,审核）、省级司法（审核,决定与公开）', { DEPT_NAME: '云省司法厅' })
  assert.deepEqual(lawyers.content.bodies.joint?.map((body) => [body.task.zh, body.tiered]), [['受理、审核', true]])
  assert.equal(joint('省级司法（受理,审核）', { DEPT_NAME: '云省司法厅' }).content.bodies.joint, undefined)
  assert.deepEqual(joint('省级公安（决定与公开）、省级人社（受理）', { DEPT_NAME: '云省人力资源和社会保障厅' }).organisations[1]?.name, '省级公安')
  // A body that a list only names has a code that no unified social credit code can be.
  assert.match(lawyers.content.bodies.joint?.[0]?.organisation ?? '', /^n990000-[0-9a-f]{10}$/)
})

test('materials, conditions, targets, place and telephones become structure; 无 is nothing', () => {
  const { content } = itemOf({ material_intro: ['申请书', '无', '身份证明'], accept_standard: '年满十八周岁。', handle_location: '办理地点：云州市1号', consult_phone: '0990-1', complain_phone: '无' })
  assert.deepEqual(content.materials.map((material) => [material.key, material.name.zh, material.need]), [['m1', '申请书', 'required'], ['m2', '身份证明', 'required']])
  assert.deepEqual([content.conditions, content.targets, content.places, content.contacts, content.onsiteVisits, content.onlineDepth], [
    [{ zh: '年满十八周岁。' }], ['natural', 'company'], [{ name: { zh: '办理地点' }, address: { zh: '云州市1号' } }], { enquiry: '0990-1' }, 1, [2],
  ])
  assert.equal(itemOf({}).content.conditions, undefined)
})

test('a second version of a row is a new version, a known one is not edited; a code twice in one list is taken once', async () => {
  const row = guide({ TASK_CODE: 'Y-1' })
  assert.deepEqual([(await importText(JSON.stringify(row))).taken, (await importText(JSON.stringify(row))).unchanged], [1, 1])
  const twice = await importText([{ ...row, TASK_NAME: '改名' }, { ...row, TASK_NAME: '改名' }].map((one) => JSON.stringify(one)).join('\n'))
  assert.deepEqual([twice.taken, twice.unchanged], [1, 1])
  const { body } = await matters.call<{ items: { version: number; name: string; origin: string }[] }>('GET', '/api/items/Y-1/versions')
  assert.deepEqual(body.items.map((one) => [one.version, one.name, one.origin]), [[2, '改名', 'import'], [1, '测试事项', 'import']])
})

test('2,262 items of Guangdong are taken, and a second time nothing changes', real, async () => {
  const text = await readFile(files.guangdong, 'utf8')
  const report = await importText(text)
  assert.deepEqual([report.taken, report.unchanged, report.refused], [2262, 0, 0])
  const raw = text.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Guide)
  assert.equal(report.flagged['no-statutory-limit'], raw.filter((row) => row.handle_time === '无').length)
  const again = await importText(text)
  assert.deepEqual([again.taken, again.unchanged, again.refused], [0, 2262, 0])
  const contents = (await town.platform.ground.sql.rows<{ content: ItemContent }>("select content from items.versions where origin = 'import' and region like '44%'")).map((row) => row.content)
  assert.equal(contents.length, 2262)
  assert.equal(contents.reduce((sum, content) => sum + content.materials.length, 0), raw.reduce((sum, row) => sum + (Array.isArray(row.material_intro) ? row.material_intro.length : 0), 0))
  assert.equal(contents.filter((content) => content.limits?.promised).length, raw.filter((row) => row.handle_time_limit !== '无').length)
  const shared = raw.filter((row) => String(row.co_department).includes('、'))
  const byCode = new Map(contents.map((content) => [content.code, content]))
  for (const row of shared) assert.equal(byCode.get(String(row.TASK_CODE))?.bodies.joint?.length, String(row.co_department).split('、').length - 1, String(row.co_department))
  assert.equal(shared.length, 80)
})

test('the items of Guang’an are taken too; their bodies and regions are made', real, async () => {
  const text = await readFile(files.guangan, 'utf8')
  const report = await importText(text)
  assert.deepEqual([report.taken, report.refused, (await importText(text)).unchanged], [1135, 0, 1135])
  const { body } = await matters.call<{ items: { code: string; body: { name: { zh: string } } }[] }>('GET', `/api/items?q=${encodeURIComponent('技术改造')}`)
  assert.ok(body.items.some((item) => item.body.name.zh === '区经信局'))
  const { body: region } = await matters.call<{ items: { code: string }[] }>('GET', '/api/regions?limit=100')
  assert.ok(region.items.some(({ code }) => code === '511602'))
})

test('an imported item is found, applied for and decided at once, by people who stand in for its body', real, async () => {
  const code = '11440000006939756B2440101007000'
  const { content, bodies } = await contentOf(code)
  assert.deepEqual([content.limits?.statutory, content.limits?.promised, bodies[0]?.name.zh], [{ days: 30, unit: 'working' }, { days: 7, unit: 'working' }, '广东省发展和改革委员会'])
  const { number, id, handling } = await matters.apply('zhang.min', code, forms.default)
  assert.equal(handling.code, '11440000006939756B')
  const waits = (await matters.call<{ items: { number: string }[] }>('GET', `/api/cases?q=${number}`, { as: 'chengguan.clerk' })).body.items
  assert.deepEqual(waits.map((row) => row.number), [number])
  assert.equal((await matters.did('chengguan.clerk', number, 'acceptance')).dueAt, '2026-12-02')
  await matters.examine(number)
  await matters.good(matters.decide(number, { outcome: 'grant' }))
  const done = await matters.did('chengguan.clerk', number, 'delivery', { means: 'window', proof: '本人签收' })
  assert.deepEqual([done.id, done.outcome], [id, 'granted'])
  assert.deepEqual(told(await matters.call('GET', `/api/cases/${number}`, { as: 'shijian.clerk' })), [404, 'cases.not-found'])
})

test('an imported joint item asks each joint body for its opinion before it is decided (许可法 26)', async () => {
  const row = guide({ TASK_CODE: 'J-2', DEPT_NAME: '云省教育厅', co_department: '省级教育（受理,审核,决定与公开）、省级发改委（审核）、省级财政（审核）' })
  assert.equal((await importText(JSON.stringify(row))).taken, 1)
  // Who somebody is is remembered for two seconds; the posts just granted come after.
  town.clock.advance({ seconds: 3 })
  const joint = (await contentOf('J-2')).content.bodies.joint?.map((body) => body.organisation) ?? []
  const { number } = await matters.apply('zhang.min', 'J-2', forms.default)
  const accepted = await matters.did('chengguan.clerk', number, 'acceptance')
  const opinions = accepted.steps.filter((step) => step.kind === 'opinion')
  assert.deepEqual(opinions.map((step) => [step.organisation.code, step.state]), joint.map((code) => [code, 'open']))
  await matters.examine(number)
  await matters.did('chengguan.examiner', number, `steps/${opinions[0]?.id}/completion`, { outcome: 'pass', opinion: '同意。' })
  assert.equal((await matters.read('chengguan.approver', number)).steps.some((step) => step.kind === 'decision'), false, 'the second opinion is missing')
  await matters.did('chengguan.examiner', number, `steps/${opinions[1]?.id}/completion`, { outcome: 'reject', opinion: '资金没有落实。' })
  assert.equal((await matters.good(matters.decide(number, { outcome: 'refuse', reasons: '财政部门意见：资金没有落实。' }))).state, 'decided')
  // Eight others, as the longest row of the real list has; and five, for which the pack has no process of its own.
  const many = (count: number) => guide({ TASK_CODE: `J-${count}`, DEPT_NAME: '云省教育厅', co_department: ['省级教育（受理）', ...Array.from({ length: count }, (_, at) => `省级部门${'甲乙丙丁戊己庚辛'[at]}（审核）`)].join('、') })
  await importText([many(8), many(5)].map((one) => JSON.stringify(one)).join('\n'))
  const process = async (code: string) => (await matters.call<string>('GET', `/api/items/${code}/process`)).body
  assert.match(String(await process('J-8')), /unit="joint:8"/)
  assert.match(String(await process('J-5')), /process id="permit"/)
})

test('without code of the standard a case is numbered all the same', real, async () => {
  const code = '511Z07001006-511602000000-000-11511301008778183N-1-00'
  const { number } = await matters.apply('zhang.min', code, forms.default)
  assert.equal(openStep(await matters.read('chengguan.clerk', number), 'acceptance').role, 'clerk')
})

test('damaged lists are refused whole and in plain words; the command line says the counts', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'yiwang-import-'))
  const env = { ...process.env, YIWANG_HOME: join(folder, 'home'), YIWANG_ORIGIN: '', PORT: '0', YIWANG_DEMO: 'on', LOG_LEVEL: 'silent', DATABASE_URL: process.env.DATABASE_URL ? town.connection.connectionString : undefined }
  // On a server of our own the command works on the town's database: with the town's keys, or its checkpoints would be a stranger's.
  await cp(join(town.home, 'keys'), join(folder, 'home', 'keys'), { recursive: true })
  const run = async (name: string, text: string) => {
    const file = join(folder, name)
    await writeFile(file, text)
    const ran = await promisify(execFile)(process.execPath, ['src/main.ts', 'items', 'import', file, '--json'], { cwd: root, env }).catch((error: { stdout: string; stderr: string; code: number }) => error)
    return { code: 'code' in ran ? ran.code : 0, said: JSON.parse(ran.stdout.trim().split('\n').at(-1) ?? '') as Record<string, unknown> & { error?: unknown }, err: ran.stderr }
  }
  try {
    for (const [name, text] of [['tree.json', '[{"department": "区经信局", "items": [{'], ['other.json', '[1, 2'], ['bytes.jsonl', '[\u0000']] as const) {
      const { code, said } = await run(name, text)
      assert.ok(code !== 0 && JSON.stringify(said).includes('items.list-unreadable'), JSON.stringify(said))
    }
    const { code, said } = await run('list.jsonl', [guide(), guide({ TASK_CODE: null })].map((row) => JSON.stringify(row)).join('\n'))
    assert.equal(code, 0)
    assert.deepEqual([said.taken, said.unchanged, said.refused, said.reasons], [1, 0, 1, { 'no-code': 1 }])
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
