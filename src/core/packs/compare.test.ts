// Two versions of an item side by side: each kind of change is said once, in both languages, with whom it helps.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { checkPack, compareVersions, getItemVersion, type ComparedVersion, type ItemContent, type ItemVersion, type Pack } from './index.ts'
import { readSmallPack } from './testing.ts'

let pack: Pack
before(async () => {
  const read = await checkPack(await readSmallPack())
  pack = read.pack ?? assert.fail(read.faults.map((fault) => `${fault.file} ${fault.en}`).join('\n'))
})

const read = ({ content, form, process, decision }: ItemVersion): ComparedVersion => ({ content, form: form.definition, process: process.xml, decision: decision?.xml })

/** What is said when this is done to a version of the item. */
function differences(slug: string, change: (version: { -readonly [K in keyof ComparedVersion]: ComparedVersion[K] }) => void) {
  const item = pack.items.find((one) => one.slug === slug) ?? assert.fail(slug)
  const version = read(getItemVersion(pack, item.content))
  const changed = structuredClone(version)
  change(changed)
  return compareVersions(version, changed, (code) => pack.organisations.find((one) => one.code === code)?.name.zh ?? code)
}

const says = (slug: string, change: Parameters<typeof differences>[1], expected: [part: string, effect: string, zh: string | RegExp][]) => {
  const found = differences(slug, change)
  assert.deepEqual(found.map(({ part, effect }) => [part, effect]), expected.map(([part, effect]) => [part, effect]), JSON.stringify(found, null, 1))
  for (const [n, { zh, en }] of found.entries()) {
    const words = expected[n]?.[2] ?? ''
    if (typeof words === 'string') assert.equal(zh, words)
    else assert.match(zh, words)
    assert.match(en, /^[^\u4e00-\u9fff]*[a-z][^{}]*$/i, en)
  }
}

const limits = (content: ItemContent) => content.limits ?? assert.fail('no limits')
const material = (content: ItemContent, key: string) => content.materials.find((one) => one.key === key) ?? assert.fail(key)
const ad = 'outdoor-advertising'

test('the same version has no differences, whatever the order of its keys', () => {
  says(ad, (version) => {
    version.content = Object.fromEntries(Object.entries(version.content).toReversed()) as ItemContent
    for (const one of version.content.materials) Object.assign(one, { name: { en: one.name.en, zh: one.name.zh } })
  }, [])
})

test('shorter limits help the applicant, longer ones do not, and working days are longer than calendar days', () => {
  says(ad, ({ content }) => void (limits(content).promised = { days: 5, unit: 'working' }), [['limits.promised', 'better', '承诺办结时限由7个工作日改为5个工作日']])
  says(ad, ({ content }) => void (limits(content).promised = { days: 9, unit: 'working' }), [['limits.promised', 'worse', '承诺办结时限由7个工作日改为9个工作日']])
  says(ad, ({ content }) => void (limits(content).promised = { days: 7, unit: 'calendar' }), [['limits.promised', 'better', '承诺办结时限由7个工作日改为7日']])
  says(ad, ({ content }) => void (limits(content).extension = { days: 15, unit: 'working' }), [['limits.extension', 'worse', '可以延长的时间由10个工作日改为15个工作日']])
  says(ad, ({ content }) => void Reflect.deleteProperty(limits(content), 'delivery'), [['limits.delivery', 'worse', '不再写明送达期限（原为10个工作日）']])
})

test('what an applicant must bring: more is worse, less and later is better, fetched by the system is better', () => {
  says(ad, ({ content }) => void content.materials.push({ key: 'extra', name: { zh: '说明', en: 'Statement' }, form: 'electronic', need: 'required', source: 'applicant' }), [['materials.extra', 'worse', '要多交材料“说明”']])
  says(ad, ({ content }) => void content.materials.splice(content.materials.findIndex(({ key }) => key === 'sitePlan'), 1), [['materials.sitePlan', 'better', '不再要材料“设置位置图和效果图”']])
  says(ad, ({ content }) => void (material(content, 'ownerConsent').source = 'government'), [['materials.ownerConsent', 'better', /免提交/]])
  says(ad, ({ content }) => void (material(content, 'lightingPlan').need = 'required'), [['materials.lightingPlan', 'worse', /不再可以后补/]])
  says(ad, ({ content }) => void (material(content, 'structureDesign').copies = 3), [['materials.structureDesign', 'worse', /由1份改为3份/]])
  says(ad, ({ content }) => void (material(content, 'roofSafety').when = 'siteKind = "bridge"'), [['materials.roofSafety', 'neutral', /适用情形有变/]])
})

test('fees, visits, targets, conditions and how long a licence lasts', () => {
  const fee = { name: { zh: '占用费', en: 'Occupation fee' }, standard: { zh: '每平方米10元', en: '10 yuan a square metre' }, amountCents: 1000 }
  says(ad, ({ content }) => void (content.fees = [fee]), [['fees', 'worse', '新增收费“占用费”：每平方米10元']])
  says('road-occupation', ({ content }) => void (content.fees = []), [['fees', 'better', /^取消收费/]])
  says(ad, ({ content }) => void (content.onsiteVisits = 1), [['onsiteVisits', 'worse', '到办事现场由0次改为1次']])
  says(ad, ({ content }) => void (content.levelMin = 4), [['levelMin', 'worse', '网上申请的实名等级由1级改为4级']])
  says(ad, ({ content }) => void (content.proofDaysMax = 90), [['proofDaysMax', 'worse', '网上申请要求90天以内的身份核验']])
  says(ad, ({ content }) => void (content.targets = ['legal']), [['targets', 'worse', '自然人不再可以申请']])
  says(ad, ({ content }) => void content.conditions?.push({ zh: '有保险', en: 'Insured' }), [['conditions', 'worse', '多一项条件：有保险']])
  says(ad, ({ content }) => void Object.assign(content.results?.[0] ?? {}, { validity: 'P1Y' }), [['results', 'worse', /由3年改为1年/]])
  says(ad, ({ content }) => void (content.serves = 'data-right'), [['serves', 'neutral', '平台用途有改动']])
  says(ad, ({ content }) => void (content.caseKind = 'INSTANT'), [['caseKind', 'better', '改为当场办结']])
})

test('worse is told first; bodies are called by their names; what is only worded otherwise is said to be so', () => {
  says(ad, ({ content }) => {
    limits(content).promised = { days: 5, unit: 'working' }
    content.onsiteVisits = 2
    content.bodies.deciding = '11990100700113487N'
    content.summary = { zh: '新的摘要', en: 'A new summary' }
    content.legalBasis?.pop()
  }, [['onsiteVisits', 'worse', /2次/], ['limits.promised', 'better', /5个工作日/], ['bodies.deciding', 'neutral', '决定机关由云州市城市管理局改为云州市人民政府'], ['summary', 'neutral', '摘要有改动'], ['legalBasis', 'neutral', '设定依据有改动']])
})

test('windows and limits of number stand in the way, a promise instead of proof helps', () => {
  const basis = { law: '云州市户外广告设施设置管理办法', local: true }
  says(ad, ({ content }) => void (content.acceptance = { windows: [{ from: '03-01', to: '03-31' }], basis }), [['acceptance', 'worse', '新增受理期间']])
  says(ad, ({ content }) => void (content.quota = { count: 10, per: 'year', basis }), [['quota', 'worse', '新增数量限制']])
  says('food-business', ({ content }) => void Reflect.deleteProperty(content, 'promise'), [['promise', 'worse', '取消告知承诺']])
})

test('form, process, decision table and automation', () => {
  says(ad, (version) => {
    version.form.schema.properties['colour'] = { type: 'string' }
    version.form.schema.required = [...(version.form.schema.required ?? []), 'colour']
    version.form.layout[0]?.fields.push({ field: 'colour', label: { zh: '颜色', en: 'Colour' }, widget: 'text' })
  }, [['form', 'worse', '申请表多问一项“颜色”']])
  says(ad, (version) => void (version.process = version.process.replace('name="决定"', 'name="集体决定"')), [['process', 'neutral', /集体决定/]])
  says('old-age-allowance', (version) => void (version.decision = (version.decision ?? '').replace('&lt; 80', '&lt; 79')), [['decision', 'neutral', '决策表的规则有改动']])
  says('old-age-allowance', ({ content }) => void Object.assign(content.automation ?? {}, { grade: 1 }), [['automation', 'neutral', '自动办理等级由3改为1']])
})

test('more who may apply together helps, fewer does not; another law of the same number only changes', () => {
  const basis = { law: '商品房屋租赁管理办法', article: '第十四条' }
  const joint = (max: number, of = basis) => ({ jointApplicants: { max, basis: of } })
  says('lease-filing', ({ content }) => void (content.parties = joint(12)), [['parties.jointApplicants', 'better', '共同申请人最多由9人改为12人']])
  says('lease-filing', ({ content }) => void (content.parties = { ...joint(9), respondents: { max: 1, basis } }), [['parties.respondents', 'better', '被申请人最多由0人改为1人']])
  says('lease-filing', ({ content }) => void delete content.parties, [['parties.jointApplicants', 'worse', '共同申请人最多由9人改为0人']])
  says('lease-filing', ({ content }) => void (content.parties = joint(9, { law: '中华人民共和国城市房地产管理法', article: '第五十四条' })), [['parties.jointApplicants', 'neutral', '共同申请人的规定有改动']])
})
