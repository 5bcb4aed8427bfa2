// Reading and checking packs: the pack of this repository holds, and each rule finds a fault that was seeded on purpose.
import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { Folder } from './folder.ts'
import { checkPack, processName, describeFault, getItemVersion, makeMemory, readPack, type Pack, type PackFault } from './index.ts'
import { rules, type Rule } from './rules.ts'
import { packFolder, readSmallPack } from './testing.ts'
import { renewTwice, seedsAfter, soundAfter } from '../../../test/seeds-after.ts'

let files: Folder
const memory = makeMemory()
const tried = new Set<Rule>()

before(async () => {
  files = await readSmallPack()
})

/** The faults after one change to the good pack: a file gets other text, `null` removes it. */
async function faultsWith(changes: Record<string, string | null | ((text: string) => string)>): Promise<PackFault[]> {
  const changed = new Map(files)
  for (const [path, change] of Object.entries(changes)) {
    const before = files.get(path)
    const after = typeof change === 'function' ? change(before ?? assert.fail(`no ${path}`)) : change
    if (after === null) changed.delete(path)
    else {
      assert.notEqual(after, before, `the seeded change to ${path} changes nothing`)
      changed.set(path, after)
    }
  }
  const { pack, faults } = await checkPack(changed, { memory })
  assert.equal(pack === undefined, faults.length > 0)
  return faults
}

const swap = (from: string | RegExp, to: string) => (text: string) => text.replace(from, to)

/** Seeds a fault and asserts that the rule finds it in this file, at the line that holds `at` (in the changed text). */
function finds(rule: Rule, file: string, change: (text: string) => string, at?: string): void {
  tried.add(rule)
  test(`${rule} in ${file}`, async () => {
    const faults = await faultsWith({ [file]: change })
    const line = at === undefined ? undefined : lineOf(change(files.get(file) ?? ''), at)
    const found = faults.find((fault) => fault.rule === rule && fault.file === file && (line === undefined || fault.line === line))
    assert.ok(found, `not found at line ${line}; found instead: ${faults.map((fault) => describeFault(fault)).join('\n') || 'nothing'}`)
    assert.doesNotMatch(describeFault(found) + describeFault(found, 'zh'), /\{\w+\}/)
  })
}

function lineOf(text: string, part: string): number {
  const at = text.indexOf(part)
  assert.notEqual(at, -1, `no “${part}”`)
  return text.slice(0, at).split('\n').length
}

const item = (slug: string) => `items/${slug}/item.yaml`
const example = (slug: string, name: string) => `items/${slug}/examples/${name}.yaml`

describe('the pack yunzhou', () => {
  let pack: Pack
  test('has no faults', async () => {
    const read = await readPack(packFolder)
    assert.deepEqual(read.faults.map((fault) => describeFault(fault)), [])
    pack = read.pack ?? assert.fail('no pack')
  })

  test('has the matters it must have', () => {
    assert.ok(pack.items.length >= 31)
    assert.ok(new Set(pack.items.map(({ content }) => content.bodies.deciding)).size >= 10)
    assert.deepEqual([...new Set(pack.items.filter(({ content }) => content.opensFrom === undefined).map(({ content }) => content.type))].sort(), ['ADMIN_ADJUDICATION', 'ADMIN_BENEFIT', 'ADMIN_CONFIRMATION', 'ADMIN_PERMIT', 'ADMIN_REWARD', 'OTHER_POWER', 'PUBLIC_SERVICE'])
    assert.ok(pack.items.some(({ content }) => content.caseKind === 'INSTANT'))
    assert.ok(pack.items.some(({ content }) => (content.bodies.joint ?? []).length > 0))
    assert.equal(pack.regions.every((region) => region.code.startsWith('9901')), true)
  })

  test('gives each item version whole', () => {
    for (const { content } of pack.items) {
      const version = getItemVersion(pack, content)
      assert.equal(version.process.name, processName(content, (name) => name in pack.processes))
      assert.equal(version.decision !== undefined, content.decision !== undefined)
    }
  })

  test('is frozen and has the same digests each time', async () => {
    const again = (await readPack(packFolder)).pack
    assert.equal(again?.digest, pack.digest)
    assert.deepEqual(again?.items.map((one) => one.digest), pack.items.map((one) => one.digest))
    assert.throws(() => Object.assign(pack.items[0]?.content.name ?? {}, { zh: 'x' }), TypeError)
  })

  test('a remembered reading finds the same as a new one', async () => {
    const path = 'items/outdoor-advertising/item.yaml'
    const broken = new Map(files).set(path, (files.get(path) ?? '').replace('days: 7\n', 'days: 21\n').replace('level: city', 'level: city\nstaturory: 3'))
    const own = makeMemory()
    await checkPack(files, { memory: own })
    assert.deepEqual((await checkPack(broken, { memory: own })).faults, (await checkPack(broken)).faults)
    assert.deepEqual((await checkPack(broken, { memory: own })).faults, (await checkPack(broken, { memory: own })).faults)
    assert.equal((await checkPack(files, { memory: own })).pack?.digest, (await checkPack(files)).pack?.digest)
  })

  test('a change of a process changes the digests of the items that use it, and no others', async () => {
    const path = 'processes/road-occupation.bpmn'
    const changed = await checkPack(new Map(files).set(path, (files.get(path) ?? '').replace('道路审查', '市政审查')))
    const differ = (changed.pack?.items ?? []).filter((one) => pack.items.find((other) => other.slug === one.slug)?.digest !== one.digest)
    assert.deepEqual(differ.map((one) => one.slug), ['road-occupation'])
  })
})

test('a service task names a command that the platform has', async () => {
  const path = 'processes/lease.bpmn'
  const xml = (files.get('processes/instant.bpmn') ?? '').replace(/<bpmn:userTask id="decide"[^>]*>([^]*?)<\/bpmn:userTask>/, '<bpmn:serviceTask id="decide" yiwang:do="payments.refund">$1</bpmn:serviceTask>')
  const rulesFor = async (services: string[]) => (await checkPack(new Map(files).set(path, xml), { services })).faults.filter((fault) => fault.file === path).map((fault) => fault.rule)
  assert.ok((await rulesFor([])).includes('process-unsupported'))
  assert.ok(!(await rulesFor(['payments.refund'])).includes('process-unsupported'))
})

describe('seeded faults of files', () => {
  finds('yaml-syntax', 'regions.yaml', swap('- { code: "990103"', '- { code: "990103'), undefined)
  finds('yaml-syntax', 'pack.yaml', (text) => `${text}name: again\n`)
  finds('yaml-syntax', 'regions.yaml', (text) => `${text}- &a { code: "990122", name: { zh: 甲, en: A }, level: county }\n- *a\n`)
  finds('unknown-key', item('outdoor-advertising'), swap('level: city', 'level: city\nstaturory: 3'), 'staturory')
  finds('missing-key', item('outdoor-advertising'), swap(/^caseKind: .*\n/m, ''))
  finds('missing-text', item('outdoor-advertising'), swap('name: { zh: 设置大型户外广告设施审批, en: Permit to set up a large outdoor advertising structure }', 'name: { zh: 设置大型户外广告设施审批 }'), 'name: { zh')
  finds('missing-text', 'words/zh.yaml', swap(/^ {2}clerk: .*\n/m, ''))
  finds('wrong-value', item('outdoor-advertising'), swap('type: ADMIN_PERMIT', 'type: ADMIN_FAVOUR'), 'type: ADMIN_FAVOUR')
  finds('wrong-value', item('outdoor-advertising'), swap('type: ADMIN_PERMIT', 'levelMin: 6\ntype: ADMIN_PERMIT'), 'levelMin: 6')
  finds('wrong-value', item('outdoor-advertising'), swap('type: ADMIN_PERMIT', 'levelMin: 4\nproofDaysMax: 0\ntype: ADMIN_PERMIT'), 'proofDaysMax: 0')
  finds('proof-days-without-level', item('outdoor-advertising'), swap('type: ADMIN_PERMIT', 'levelMin: 2\nproofDaysMax: 30\ntype: ADMIN_PERMIT'), 'proofDaysMax: 30')
  finds('proof-days-without-level', item('outdoor-advertising'), swap('type: ADMIN_PERMIT', 'proofDaysMax: 30\ntype: ADMIN_PERMIT'), 'proofDaysMax: 30')

  for (const [path, text] of Object.entries({ 'items/road-occupation/rule.js': 'export {}', 'forms/x.ts': 'let x', 'pictures/a.svg': '<svg><script>1</script></svg>', 'pictures/b.svg': '<svg onload="x()"/>' })) {
    tried.add('code-in-pack')
    test(`code-in-pack: ${path}`, async () => assert.deepEqual((await faultsWith({ [path]: text })).map((fault) => [fault.rule, fault.file]).filter(([rule]) => rule === 'code-in-pack'), [['code-in-pack', path]]))
  }
  finds('code-in-pack', 'items/road-occupation/guide.zh.md', (text) => `${text}\n<a href="javascript:x()">\n`, 'javascript:')

  tried.add('unknown-file')
  test('unknown-file', async () => assert.deepEqual((await faultsWith({ 'notes.txt': 'x' })).map((fault) => fault.rule), ['unknown-file']))
  tried.add('file-missing')
  test('file-missing', async () => assert.deepEqual((await faultsWith({ [`items/work-injury/guide.en.md`]: null })).map((fault) => [fault.rule, fault.file]), [['file-missing', 'items/work-injury/guide.en.md']]))
})

describe('seeded faults of places and people', () => {
  finds('bad-uscc', 'organisations.yaml', swap('- code: "11990100700140426Y"', '- code: "11990100700140426X"'), '11990100700140426X')
  finds('bad-resident-id', 'people.yaml', swap(/idNumber: "(\d{17})./, 'idNumber: "$1?'))
  finds('duplicate-code', 'organisations.yaml', swap('- code: "11990100700153892X"', '- code: "11990100700140426Y"'))
  finds('unknown-region', 'organisations.yaml', swap('region: "990102"', 'region: "990199"'), '990199')
  finds('unknown-organisation', 'people.yaml', swap('organisation: "12990100700126958D" #', 'organisation: "91990102708100115X" #'), '91990102708100115X')
  finds('section-code', 'organisations.yaml', swap('- code: "11990100700140426Y-01"', '- code: "11990100700153892X-01"'), '11990100700153892X-01')
  finds('section-code', 'organisations.yaml', swap('kind: team', 'kind: department'), '11990100700140426Y-01')
  finds('section-of-another', 'people.yaml', swap('section: "11990100700140426Y-01"', 'section: "11990100700140426Y-03"'), 'section: "11990100700140426Y-03"')
  finds('section-of-another', item('outdoor-advertising'), swap('team: "11990100700140426Y-01"', 'team: "12990100700126958D-01"'), 'team:')
  finds('section-not-for-role', 'people.yaml', swap('{ role: window, organisation: "12990100700126958D", section', '{ role: clerk, organisation: "12990100700126958D", section'), 'section: "12990100700126958D-02"')
  finds('unknown-person', 'people.yaml', swap('representative: zhang.min', 'representative: zhang.san'), 'zhang.san')
  finds('bad-licence-type-code', 'licence-types/food-business-permit.yaml', swap(/^code: .*$/m, 'code: "11990100700140426Y009"'), 'code:')
  finds('unknown-field', 'licence-types/food-business-permit.yaml', swap('holder.name', 'owner.name'), 'owner.name')
  finds('licence-sample', 'licence-types/food-business-permit.yaml', swap('business: 餐饮服务经营者,', ''), 'sample:')
  finds('calendar', 'calendar/2026.yaml', swap(/^year: 2026/m, 'year: 2027'))
})

describe('seeded faults of items', () => {
  const ad = item('outdoor-advertising')
  finds('bad-implementation-code', ad, swap(/^code: "(.{30}).*$/m, 'code: "$1"'), 'code:')
  finds('code-of-another-body', ad, swap(/^code: "11990100700140426Y/m, 'code: "11990100700153892X'), 'code:')
  finds('duplicate-code', ad, swap('key: structureDesign', 'key: sitePlan'))
  tried.add('serves-twice')
  test('serves-twice: the platform finds an item by what it serves, so one alone serves it', async () => {
    const serves = (what: string) => (text: string) => text.replace(/^(process: .*)$/m, `$1\nserves: ${what}`)
    const rules = async (what: string) => (await faultsWith({ [ad]: serves('data-right'), [item('road-occupation')]: serves(what) })).map(({ rule, file }) => [rule, file])
    assert.deepEqual(await rules('data-right'), [['serves-twice', item('road-occupation')]])
    assert.deepEqual(await rules('reading-question'), [])
  })
  finds('overlapping-dates', item('road-occupation'), swap(/^code: .*$/m, 'code: "11990100700140426Y3990100001000"'), 'effective:')
  finds('dates-reversed', ad, swap('effective: { from: 2026-01-01 }', 'effective: { from: 2026-01-01, to: 2025-12-31 }'), 'effective:')
  finds('unknown-organisation', ad, swap('deciding: "11990100700140426Y"', 'deciding: "11990100700140426X"'), 'deciding:')
  finds('limit-above-statutory', ad, swap('days: 7\n', 'days: 21\n'), 'days: 21')
  finds('limit-above-statutory', item('work-injury'), swap('days: 30\n    unit: calendar', 'days: 61\n    unit: working'), 'days: 61')
  finds('statutory-above-permit-law', ad, swap('days: 20\n', 'days: 30\n'), 'days: 30')
  finds('promise-missing', ad, swap(/ {2}promised:\n.*\n.*\n/, ''))
  finds('instant-with-days', item('marriage-record-query'), swap('days: 0\n', 'days: 1\n'))
  finds('remedy-missing', ad, swap(/^remedy:\n.*\n.*\n/m, ''))
  finds('legal-basis-missing', ad, swap(/^legalBasis:\n( {2}- .*\n)+/m, 'legalBasis: []\n'), 'legalBasis')
  finds('fee-without-basis', item('road-occupation'), swap(/^ {4}basis: .*第三十七条 \}\n/m, ''), '- name: { zh: 城市道路占用费')
  finds('held-material-demanded', ad, swap('source: government', 'source: applicant'), '- key: identityCard')
  finds('unknown-licence-type', ad, swap(/licenceType: "\w+", validity/, 'licenceType: "11990100700140426Y777", validity'), '11990100700140426Y777')
  finds('result-without-licence-type', ad, swap(/, licenceType: "\w+", validity: P3Y/, ''))
  finds('holder-kind', 'items/outdoor-advertising/item.yaml', swap(/licenceType: "\w+", validity/, 'licenceType: "119901007002077745001", validity'))
  finds('unknown-material', ad, swap('adds: [agentLetter]', 'adds: [agentPaper]'), 'agentPaper')
  finds('unknown-field', ad, swap('ownSite = false', 'ownPlace = false'), 'ownPlace')
  finds('bad-expression', ad, swap('ownSite = false', 'ownSite = (false'), 'ownSite = (')
  finds('unknown-form', ad, swap('form: outdoor-advertising', 'form: indoor-advertising'), 'form: indoor-advertising')
  finds('unknown-process', ad, swap('process: outdoor-advertising', 'process: indoor-advertising'), 'process: indoor')
  finds('unknown-decision', item('food-business'), swap(/^decision: .*\n/m, ''))
  finds('joint-body-missing', item('road-occupation'), swap(/ {2}joint:\n.*\n/, ''))
  finds('unknown-field', item('outdoor-advertising'), swap('form: outdoor-advertising', 'form: default'), 'form: default')
  test('unknown-decision where the file is not there', async () => {
    assert.ok((await faultsWith({ [item('food-business')]: swap(/^decision: .*$/m, 'decision: nothing') })).some((fault) => fault.rule === 'unknown-decision'))
  })
  tried.add('nobody-for-step')
  test('nobody-for-step', async () => {
    const faults = await faultsWith({ 'people.yaml': swap(/- \{ role: examiner, organisation: "119901007001808316" \}/, '- { role: clerk, organisation: "119901007001808316" }') })
    assert.deepEqual(faults.map((fault) => [fault.rule, fault.file]), [['nobody-for-step', item('road-occupation')]])
  })
})

describe('seeded faults of forms, processes and decisions', () => {
  finds('form-definition', 'forms/outdoor-advertising.yaml', swap('compute: width * height', 'compute: width * area'), '- field: area')
  finds('form-definition', 'forms/lease-filing.yaml', swap('holds: deposit <= rent * 3', 'holds: deposit <= rents * 3'), 'holds: deposit')
  finds('unknown-region', 'forms/lease-filing.yaml', swap('within: "990100"', 'within: "980000"'), 'within:')
  finds('form-definition', 'forms/outdoor-advertising.yaml', swap('- field: siteAddress', '- field: siteAdress'), '- field: siteAdress')
  const permit = 'processes/permit.bpmn'
  finds('process-forbidden', 'processes/road-occupation.bpmn', swap('sourceRef="split" targetRef="roadOpinion"', 'sourceRef="split" targetRef="nowhere"'), 'id="split-to-roadOpinion"')
  finds('process-unsupported', permit, swap(/bpmn:userTask id="examine"([^]*?)<\/bpmn:userTask>/, 'bpmn:scriptTask id="examine"$1</bpmn:scriptTask>'), 'bpmn:scriptTask')
  finds('process-unsound', 'processes/road-occupation.bpmn', (text) => text.replace('bpmn:parallelGateway id="split"', 'bpmn:exclusiveGateway id="split" default="split-to-roadOpinion"').replace('</bpmn:parallelGateway>', '</bpmn:exclusiveGateway>').replace(/<bpmn:sequenceFlow id="split-to-trafficOpinion"(.*) \/>/, '<bpmn:sequenceFlow id="split-to-trafficOpinion"$1><bpmn:conditionExpression>form.area &gt; 10</bpmn:conditionExpression></bpmn:sequenceFlow>'))
  finds('process-skips-step', permit, swap('yiwang:step="decision"', 'yiwang:step="work" yiwang:outcomes="grant,refuse"'))
  finds('process-outcome', permit, swap('decide.outcome = "refuse"', 'decide.outcome = "refused"'), '<bpmn:sequenceFlow id="decided-to-refused"')
  finds('process-apart', permit, swap('yiwang:step="decision"', 'yiwang:apart="nobody" yiwang:step="decision"'))
  // 许可法 34: the officers of a check are named when it is made, never by the process.
  finds('process-check-signers', 'processes/outdoor-advertising.bpmn', swap('yiwang:lawful="site-check"', 'yiwang:lawful="site-check" yiwang:signers="handling/examiner,deciding/examiner"'), 'id="visit"')
  const table = 'decisions/old-age-allowance.dmn'
  finds('decision-table', table, swap('hitPolicy="UNIQUE"', 'hitPolicy="SOMEHOW"'))
  finds('decision-gap', table, swap('[80..90)', '[81..90)'))
  finds('decision-overlap', table, swap('[90..100)', '[89..100)'))
  finds('decision-undecided', table, swap('<text>&lt; 80</text>', '<text>&lt; form.limit</text>'))
})

describe('seeded faults of letters', () => {
  const refusal = 'letters/decision-refusal.md'
  finds('letter-shape', refusal, swap(/\n---\n\n\{\{applicant/, '\n\n{{applicant'))
  finds('letter-blank-unknown', refusal, swap('{{act.basis}}', '{{act.bases}}'), '{{act.bases}}')
  finds('letter-blank-missing', refusal, swap('{{remedy.court}}', '法院'))
  tried.add('letter-missing')
  test('letter-missing', async () => assert.deepEqual((await faultsWith({ [refusal]: null })).map((fault) => [fault.rule, fault.file]), [['letter-missing', refusal]]))
})

describe('seeded faults of examples', () => {
  const small = example('outdoor-advertising', 'granted-small-wall')
  tried.add('examples-too-few')
  test('examples-too-few', async () => {
    const faults = await faultsWith({ [example('lease-filing', 'granted')]: null, [example('lease-filing', 'refused-crowded')]: null })
    assert.deepEqual(faults.map((fault) => [fault.rule, fault.file]), [['examples-too-few', item('lease-filing')]])
  })
  finds('example-form', small, swap('width: 8', 'width: wide'), 'width: wide')
  finds('example-errors', example('outdoor-advertising', 'form-incomplete'), swap('forms.required', 'forms.pattern'), 'expectErrors')
  finds('example-answer', small, swap('{ step: examine, outcome: pass }', '{ step: visit, outcome: pass }'), '{ step: visit')
  finds('example-answer', small, swap(/ {2}- \{ step: deliver, .*\n/, ''))
  finds('example-path', small, swap('path: [accept, examine,', 'path: [accept, visit, examine,'), 'path:')
  finds('example-outcome', small, swap('outcome: granted', 'outcome: refused'), 'outcome: refused')
  finds('example-materials', small, swap('materials: [sitePlan, ', 'materials: ['), 'materials:')
  finds('unknown-answer', example('outdoor-advertising', 'refused-bridge'), swap('who: agent', 'who: nobody'), 'who: nobody')
})

describe('seeded faults of limits, windows, numbers, gaps and promises', () => {
  // 行政许可法 32, 42, 44, 57; 教师资格条例 14, 16; 国办发〔2020〕42号.
  const road = item('road-occupation')
  const food = item('food-business')
  const withLaw = (more: string) => swap('legalBasis:\n', `${more}\nlegalBasis:\n`)
  const windows = (list: string) => withLaw(`acceptance:\n  windows:\n${list}\n  basis: { law: 教师资格条例, article: 第十四条 }`)
  const quota = (per: string) => `quota: { count: 3, per: ${per}, basis: { law: 行政许可法, article: 第五十七条 } }`
  finds('limit-without-basis', food, swap(/( {2}delivery:\n(?: {4}.*\n){2}) {4}basis: .*\n/, '$1'), '  delivery:')
  finds('limit-start', food, swap(/( {2}statutory:\n)/, '$1    starts: window-end\n'), 'starts: window-end')
  finds('limit-start', food, swap(/( {2}delivery:\n)/, '$1    starts: receipt\n'), 'starts: receipt')
  finds('limit-above-permit-law', food, swap(/( {2}extension:\n {4}days: )10/, '$120'), 'days: 20\n    unit: working\n    basis: { law: 中华人民共和国行政许可法, article: 第四十二条 }\n  delivery')
  finds('window-day', road, windows('    - { from: "02-30", to: "03-15" }'), 'from: "02-30"')
  finds('windows-overlap', road, windows('    - { from: "12-01", to: "01-31" }\n    - { from: "01-15", to: "02-10" }'), 'from: "01-15"')
  finds('quota-without-window', road, withLaw(quota('window')), 'per: window')
  finds('quota-not-demanded', road, withLaw(quota('year')), 'quota:')
  finds('gap-without-days', food, swap(/ {4}gapDays: 7.*\n/, ''), '  - key: coldRoomPhotos')
  finds('gap-days-misplaced', food, swap('need: gap', 'need: required'), 'gapDays:')
  for (const name of ['gap-missed', 'late-papers-refused']) {
    test(`letter-missing: ${name}`, async () => assert.ok((await faultsWith({ [`letters/${name}.md`]: null })).some((fault) => fault.rule === 'letter-missing' && fault.file === `letters/${name}.md`)))
  }
  finds('promise-of-held-paper', food, swap('materials: [layoutPlan,', 'materials: [businessLicence,'), 'materials: [businessLicence')
  finds('unknown-material', food, swap('materials: [layoutPlan,', 'materials: [layout,'), 'materials: [layout,')
  finds('promise-check', food, swap('check: "local-promise-check"', 'check: "local-nothing"'), 'check: "local-nothing"')
  // 许可法 69, 79: what is granted on a promise can be undone, on the licence or as a decision.
  finds('promise-without-annulment', food, swap(/results:\n.*\n/, 'results:\n  - { kind: approval, name: { zh: 准予决定书, en: Decision } }\n'), 'promise:')
  finds('promise-without-annulment', food, swap('type: ADMIN_PERMIT', 'type: ADMIN_ADJUDICATION'), 'promise:')
  finds('unknown-field', food, swap("when: 'coldDishes = true'\n      reason", "when: 'iceCream = true'\n      reason"), 'iceCream')
})

describe('seeded faults of purposes', () => {
  // 个人信息保护法 6, 13, 24, 28, 30, 34, 55.
  const file = 'purposes.yaml'
  finds('purpose-missing', file, swap('- code: archives\n', '- code: old-papers\n'))
  finds('duplicate-code', file, swap('- code: archives\n', '- code: handling\n'), '- code: handling\n  name: { zh: 保管')
  finds('unknown-organisation', file, swap('handler: "11990100700356120K" #', 'handler: "11990100700140426X" #'), 'handler: "11990100700140426X"')
  finds('unknown-purpose', item('work-injury'), swap('purpose: welfare', 'purpose: injuries'), 'purpose: injuries')
  finds('purpose-not-automated', item('old-age-allowance'), swap('purpose: welfare\n', ''), 'automation:')
  finds('purpose-not-automated', item('old-age-allowance'), swap('purpose: welfare', 'purpose: schooling'), 'automation:')
  finds('purpose-local-basis', file, swap('    - { law: 中华人民共和国义务教育法, article: 第十二条 }', '    - { law: 云州市入学办法, article: 第二条, local: true }'), 'basis:\n    - { law: 云州市入学办法')
  finds('purpose-need-unsaid', file, swap(/kinds: \[name, contact, opinion\]/, 'kinds: [name, contact, opinion, whereabouts]'), 'kinds: [name, contact, opinion, whereabouts]')
  finds('purpose-nothing-sensitive', file, swap(', letters, child]', ', letters]'), 'sensitive:\n    necessity: { zh: 就近入学')
  finds('missing-key', file, swap('    basis: { law: 中华人民共和国个人信息保护法, article: 第十九条 }\n', ''), 'retention:\n    for: P1Y')
  // 网络安全法 23: logs are kept six months at least.
  finds('purpose-records-short', file, swap(/(kinds: \[account, network, readings\]\n  retention:\n    for: )P3Y/, '$1P183D'), 'retention:\n    for: P183D')
  finds('wrong-value', file, swap('for: P6M', 'for: half a year'), 'for: half a year')
  test('file-missing: purposes.yaml', async () => assert.ok((await faultsWith({ [file]: null })).some((fault) => fault.rule === 'file-missing' && fault.file === file)))
})

describe('seeded faults of assessments', () => {
  // 个人信息保护法 55, 56: by one officer, approved by another, of a purpose that needs it.
  const file = 'assessments.yaml'
  finds('assessment-one-person', file, swap('approvedBy: zhengwu.head', 'approvedBy: zhengwu.steward'), 'approvedBy: zhengwu.steward')
  finds('assessment-post', file, swap('madeBy: zhengwu.steward', 'madeBy: zhengwu.clerk'), 'madeBy: zhengwu.clerk')
  finds('assessment-not-needed', file, swap('purpose: archives', 'purpose: helping'), 'purpose: helping')
  finds('unknown-purpose', file, swap('purpose: archives', 'purpose: papers'), 'purpose: papers')
  finds('unknown-person', file, swap('approvedBy: zhengwu.head', 'approvedBy: nobody.here'), 'approvedBy: nobody.here')
  finds('dates-reversed', file, swap('approvedOn: 2025-12-12', 'approvedOn: 2025-12-01'), 'approvedOn: 2025-12-01')
})

describe('seeded faults of automatic decisions', () => {
  // 个人信息保护法 24; 行政许可法 34, 36, 38, 46, 47, 57.
  const old = item('old-age-allowance')
  const table = 'decisions/old-age-allowance.dmn'
  const inRule = (rule: number, to: string) => swap(new RegExp(`(<outputEntry id="grantAllowanceRule${rule}Output1">\\s*<text>)[^<]*`), `$1${to}`)
  finds('automation-discretion', old, swap('grade: 3 #', 'grade: 4 #'), 'automation:')
  finds('automation-discretion', old, swap('grant: 3,', 'grant: 4,'), 'automation:')
  finds('automation-refuses', old, swap('refuse: 1', 'refuse: 3'), 'outcomes:')
  finds('automation-refuses', old, swap('partlyGrant: 1', 'partlyGrant: 3'), 'outcomes:')
  finds('wrong-value', old, swap('grade: 3 #', 'grade: 1 #'), 'outcomes:')
  finds('missing-key', old, swap(/^ {2}announcement: .*\n/m, ''), 'automation:')
  for (const demand of ['site-check', 'hearing', 'publicity', 'third-party', 'quota', 'expert-review', 'joint-opinion']) finds('automation-not-lawful', old, swap('form: old-age-allowance\n', `form: old-age-allowance\ndemands: [${demand}]\n`), 'demands:')
  finds('automation-not-lawful', old, swap('type: ADMIN_BENEFIT', 'type: ADMIN_ADJUDICATION'), 'type:')
  finds('automation-not-lawful', old, swap(/^(bodies:\n(?: {2}.*\n){3})/m, '$1  joint:\n    - { organisation: "11990100700194301B", task: { zh: 意见, en: Opinion } }\n'), 'joint:')
  finds('automation-release', old, swap('release: { body: "11990102700288594X"', 'release: { body: "11990100700194301B"'), 'release:')
  finds('automation-review', old, swap('review: "local-machine-decision-review"', 'review: "11990102700288594X4990500001000"'), '  review: "')
  finds('automation-step', old, swap('steps: [accept, examine, decide]', 'steps: [accept, deliver, decide]'), 'steps: [')
  finds('automation-step', old, swap('steps: [accept, examine, decide]', 'steps: [accept, examine]'), 'steps: [')
  finds('automation-table', old, swap('decision: grantAllowance', 'decision: nothing'), 'decision: nothing')
  // A table that refuses, answers with less, or computes its answer could refuse by itself.
  for (const answer of ['"refuse"', 'false', 'null', '"partly-grant"', 'if data.age > 90 then "grant" else "refuse"']) {
    tried.add('automation-table')
    test(`automation-table: a rule that answers ${answer}`, async () => {
      const faults = await faultsWith({ [table]: inRule(2, answer.replaceAll('>', '&gt;')) })
      assert.ok(faults.some((fault) => fault.rule === 'automation-table' && fault.file === old), faults.map((fault) => describeFault(fault)).join('\n'))
    })
  }
  tried.add('automation-reads')
  test('automation-reads: a column whose source is not declared', async () => {
    const faults = await faultsWith({ [table]: swap('<text>data.lowIncome</text>', '<text>form.lowIncome</text>') })
    assert.ok(faults.some((fault) => fault.rule === 'automation-reads' && fault.file === old))
  })
  finds('unknown-field', old, swap("value: form.lowIncome", "value: person.lowIncome"), 'person.lowIncome')
  finds('letter-blank-missing', 'letters/decision-grant.md', swap('{{decision.automatic}}', ''))
  const clear = example('old-age-allowance', 'machine-granted-85')
  finds('example-decided-by', clear, swap('decidedBy: machine', 'decidedBy: person'), 'decidedBy:')
  finds('example-decided-by', example('old-age-allowance', 'person-low-income'), swap('reasons: [table-says-person]', 'reasons: [less-than-asked]'), 'reasons:')
  finds('example-decided-by', clear, swap('age: 85', 'age: 86'), 'decidedBy:')
})

describe('seeded faults of the way between acceptance and decision', () => {
  // 行政许可法 26, 34, 43, 45, 46, 47, 58.
  const [ad, road, old] = [item('outdoor-advertising'), item('road-occupation'), item('old-age-allowance')]
  const local = '{ law: 云州市户外广告管理办法, article: 第九条, local: true }'
  const permit = '{ law: 中华人民共和国行政许可法, article: 第四十五条 }'
  const says = (lines: string) => swap('form: outdoor-advertising\n', `form: outdoor-advertising\n${lines}\n`)
  const suspends = (kind: string, basis = local) => says(`suspends:\n  - { kind: ${kind}, name: { zh: 某事, en: Something }, basis: ${basis} }`)
  test('what the item’s own law says is no fault', async () => {
    const lines = `publicity: { days: 5, unit: working, basis: ${local} }\nhearing: { required: true, ask: { days: 5, unit: working }, basis: ${local} }\ncheck: { officers: 2, basis: ${local} }\nsuspends:\n  - { kind: publicity, name: { zh: 公示, en: Notice }, basis: ${local} }`
    assert.deepEqual((await faultsWith({ [ad]: says(lines) })).map((fault) => describeFault(fault)), [])
  })
  for (const [rule, kind, basis] of [['suspension-known', 'hearing', local], ['suspension-not-by-law', 'survey', permit], ['suspension-without-fee', 'fee', local], ['suspension-without-publicity', 'publicity', local]] as const) finds(rule, ad, suspends(kind, basis), `- { kind: ${kind}`)
  for (const [rule, line] of [['publicity-not-by-law', `publicity: { days: 5, unit: working, basis: ${permit} }`], ['hearing-not-by-law', `hearing: { required: true, basis: ${permit} }`], ['hearing-days-too-few', `hearing: { ask: { days: 3, unit: calendar }, basis: ${local} }`]] as const) finds(rule, ad, says(line), line)
  finds('check-without-step', road, swap('form: road-occupation\n', `form: road-occupation\ncheck: { officers: 2, basis: ${local} }\n`), 'check:')
  finds('officers-too-few', ad, says(`check: { officers: 4, basis: ${local} }`))
  for (const [rule, to] of [['forwards-elsewhere', '11990100700140426Y'], ['unknown-organisation', '11990100700140426X']] as const) finds(rule, ad, says(`forwards: { to: "${to}", basis: ${local} }`), 'forwards:')
  const separate = (code: string) => swap('joint:\n', `joint:\n    - { organisation: "11990100700140426Y", task: { zh: 单独决定, en: Decides }, separate: "${code}" }\n`)
  finds('unknown-item', road, separate('11990100700140426Y3990100009999'), 'separate:')
  finds('separate-of-another-body', road, swap('joint:\n', 'joint:\n    - { organisation: "119901007001808316", task: { zh: 单独决定, en: Decides }, separate: "11990100700140426Y3990100001000" }\n'), 'separate:')
  tried.add('separate-within-separate')
  test('separate-within-separate', async () => {
    const faults = await faultsWith({ [road]: separate('11990100700140426Y3990100001000'), [ad]: swap(/^(bodies:\n(?: {2}.*\n){3})/m, '$1  joint:\n    - { organisation: "11990100700140426Y", task: { zh: 单独决定, en: Decides }, separate: "11990100700140426Y3990100002000" }\n') })
    assert.deepEqual([...new Set(faults.filter((fault) => fault.rule === 'separate-within-separate').map((fault) => fault.file))].toSorted(), [ad, road].toSorted())
  })
  // 裁决 is between two; who is asked or heard is not passed over by a machine.
  const sides = `parties: { respondents: { max: 1, basis: ${local} } }`
  finds('parties-not-applied-for', item('licence-annulment'), swap('opensFrom: office\n', `opensFrom: office\n${sides}\n`), 'parties:')
  finds('adjudication-without-respondent', ad, swap('type: ADMIN_PERMIT', 'type: ADMIN_ADJUDICATION'), 'type: ADMIN_ADJUDICATION')
  finds('example-respondents', example('lease-filing', 'granted'), swap('form:\n', 'respondents: [{ kind: natural, name: 陈皓, address: 云州市某路1号 }]\nform:\n'), 'respondents:')
  finds('automation-not-lawful', old, swap('form: old-age-allowance\n', `form: old-age-allowance\n${sides}\n`), 'parties:')
  for (const key of ['publicity: { days: 5, unit: working, basis:', 'hearing: { required: true, basis:']) finds('automation-not-lawful', old, swap('form: old-age-allowance\n', `form: old-age-allowance\n${key} ${local} }\n`), key)
})

describe('seeded faults of what comes after a decision', () => {
  for (const [rule, change, at] of seedsAfter) finds(rule, item('outdoor-advertising'), change, at)
  test('a renewal as 许可法 50 has it, and one that other law has otherwise, hold', async () => {
    for (const change of soundAfter) assert.deepEqual((await faultsWith({ [item('outdoor-advertising')]: change })).map((fault) => fault.rule), [])
  })
  tried.add('renewal-twice')
  test('renewal-twice: one type, one body, two items', async () => {
    const faults = await faultsWith({ [item('outdoor-advertising')]: renewTwice('outdoor-advertising'), [item('road-occupation')]: renewTwice('road-occupation') })
    assert.ok(faults.some((fault) => fault.rule === 'renewal-twice'), faults.map((fault) => describeFault(fault)).join('\n'))
  })
})

test('every rule has a seeded fault', () => {
  assert.deepEqual(Object.keys(rules).filter((rule) => !tried.has(rule as Rule)), [])
})
