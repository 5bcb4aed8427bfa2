// Applying: drafts that lose nothing, papers, submission done once, corrections, and the window that receives for others.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, test } from 'node:test'
import { ordinaryFileRules } from '#base/files'
import { findCaseId, findCaseParties } from '#core/cases'
import { exampleForm } from '../../../test/journey.ts'
import { openTown, testPack, type Town } from '../../../test/town.ts'
import { codes, forms, hall, mattersIn, openStep, picture, publishFrom, told, type Said } from '../../../test/matters.ts'
import { saveApplication, startApplication, submitApplication } from './acts.ts'

interface DraftSaid extends Said {
  itemChanged: boolean
  correctionOf: string | null
  scenario: Record<string, string>
  consent: boolean
  caseNumber: string | null
  updatedAt: string
  materials: { material: { key: string; source: string }; given: boolean }[]
  faults: { path: string; code: string }[]
  definition: { layout: unknown[] }
}

let town: Town
let matters: ReturnType<typeof mattersIn>
const me = 'yunhe.media'
const drafts = async (as = me) => (await matters.call<{ items: { id: string; updatedAt: string }[] }>('GET', '/api/applications', { as })).body.items
const readDraft = async (id: string, as = me) => (await matters.call<DraftSaid>('GET', `/api/applications/${id}`, { as })).body
const save = (id: string, body: object, as = me) => matters.call<DraftSaid>('PUT', `/api/applications/${id}`, { as, body })
const begin = async (body: object = { item: codes.hoarding }, as = me) => (await matters.call<DraftSaid>('POST', '/api/applications', { as, body })).body
const caseCount = async () => (await town.platform.ground.sql.rows<{ n: number }>('select count(*) as n from cases.cases'))[0]?.n

before(async () => {
  town = await openTown()
  matters = mattersIn(town)
})
after(() => town.close())

test('whatever was typed is kept, whole or not, and found again', async () => {
  const { id, faults, definition } = await begin()
  assert.ok(faults.length > 5 && definition.layout.length > 3)
  const half = { siteAddress: '云州市东城区', width: -4, months: 'many', nonsense: [1] }
  const saved = (await save(id, { form: half, scenario: { kind: 'x' }, consent: false })).body
  assert.deepEqual([saved.form, saved.scenario, saved.consent], [half, { kind: 'x' }, false])
  assert.ok(saved.faults.some((fault) => fault.path.includes('width')))
  assert.deepEqual((await save(id, { consent: true })).body.form, half)
  assert.ok((await drafts()).some((draft) => draft.id === id))
  assert.deepEqual((await readDraft(id)).form, half)
})

test('a draft is its owner’s alone; others hear that there is none', async () => {
  const { id } = await begin()
  for (const [method, path, body] of [['GET', '', undefined], ['PUT', '', { form: {} }], ['DELETE', '', undefined], ['POST', '/submission', {}]] as const) {
    assert.deepEqual(told(await matters.call(method, `/api/applications/${id}${path}`, { as: 'zhang.min', body })), [404, 'applications.not-found'], method)
  }
  assert.equal((await matters.upload(id, 'zhang.min', 'sitePlan')).status, 404)
  assert.equal((await matters.call('GET', `/api/applications/${id}`, { as: 'chengguan.clerk' })).status, 403)
  assert.equal((await matters.call('GET', `/api/applications/${id}`)).status, 401)
})

test('a draft can be thrown away with its files, a submitted one cannot', async () => {
  const { id } = await begin()
  await matters.upload(id, me, 'sitePlan')
  assert.equal((await matters.call('DELETE', `/api/applications/${id}`, { as: me })).status, 204)
  assert.equal((await matters.call('GET', `/api/applications/${id}`, { as: me })).status, 404)
  assert.deepEqual(await town.platform.ground.sql.rows('select 1 from applications.files where draft = $1', [id]), [])
  const done = await matters.draft(me, codes.hoarding, forms.hoarding)
  await matters.good(matters.submit(me, done))
  for (const answer of [await matters.call('DELETE', `/api/applications/${done}`, { as: me }), await save(done, { form: {} })]) assert.deepEqual([answer.status, (answer.body as Said).code], [409, 'applications.already-submitted'])
  assert.deepEqual((await matters.upload(done, me, 'sitePlan')).body.code, 'applications.already-submitted')
})

test('the materials follow from the answers; those the government holds are not asked of the applicant (国令716 art. 7)', async () => {
  const { id } = await begin()
  const needed = async () => (await readDraft(id)).materials.map((one) => [one.material.key, one.given])
  await save(id, { form: forms.hoarding })
  assert.deepEqual(await needed(), [['businessLicence', false], ['sitePlan', false], ['structureDesign', false]])
  await save(id, { form: { ...forms.hoarding, lit: true, lightHours: '18:00—22:00' } })
  assert.ok((await needed()).some(([key]) => key === 'lightingPlan'))
  await matters.upload(id, me, 'sitePlan')
  assert.ok((await needed()).some(([key, given]) => key === 'sitePlan' && given))
  assert.equal((await readDraft(id)).materials.find((one) => one.material.key === 'businessLicence')?.material.source, 'government')
})

test('a missing paper does not stop a submission: the authority says what is missing (许可法 32)', async () => {
  const { number, state, files } = await matters.apply()
  assert.deepEqual([state, files.map(({ material }) => material)], ['submitted', ['businessLicence']], 'only what the licence store gave')
  assert.ok(number.length > 20)
})

test('papers are what their content is, in a material the item knows, and can be taken out again', async () => {
  const { id } = await begin()
  const ends = async (material: string, name: string, content: Uint8Array | string) => (({ status, body }) => [status, body.code])(await matters.upload(id, me, material, name, content))
  assert.deepEqual(await ends('nothing', '图.png', picture), [422, 'applications.unknown-material'])
  assert.deepEqual(await ends('sitePlan', '图.pdf', new Uint8Array([0x4d, 0x5a, 0x90, 0, 3, 0, 0, 0])), [415, 'files.type-not-allowed'])
  assert.deepEqual(await ends('sitePlan', '空.png', ''), [422, 'files.empty'])
  assert.deepEqual(await ends('other', '说明.txt', '设置说明。'), [201, undefined])
  town.clock.advance({ seconds: 1 })
  assert.deepEqual(await ends('sitePlan', '照片.exe', picture), [201, undefined])
  const { files } = await readDraft(id)
  assert.deepEqual(files.map((file) => [file.material, file.name, file.type]), [['other', '说明.txt', 'text/plain'], ['sitePlan', '照片.png', 'image/png']])
  assert.equal((await matters.call('DELETE', `/api/applications/${id}/files/${files[0]?.id}`, { as: me })).status, 204)
  assert.deepEqual(told(await matters.call('DELETE', `/api/applications/${id}/files/${files[0]?.id}`, { as: me })), [404, 'applications.not-found'])
  assert.deepEqual((await readDraft(id)).files.map((file) => file.material), ['sitePlan'])
  assert.equal((await matters.call('POST', `/api/applications/${id}/files`, { as: me, body: { no: 'file' } })).status >= 400, true)
})

test('a draft takes a hundred files and not one more', async () => {
  const { id } = await begin()
  await town.platform.ground.sql.rows("insert into applications.files select gen_random_uuid(), $1, 'other', 'a.txt', 'text/plain', 1, repeat('0', 64), now() from generate_series(1, 99)", [id])
  assert.equal((await matters.upload(id, me, 'other')).status, 201)
  assert.equal((await matters.upload(id, me, 'other')).body.code, 'applications.too-many-files')
})

test('an application with faults is refused with every field named, in the language asked for; nothing is lost', async () => {
  const id = await matters.draft(me, codes.hoarding, { ...forms.hoarding, width: 500, phone: 'call me', siteAddress: undefined })
  const { status, body } = await matters.submit(me, id)
  assert.deepEqual([status, body.code, body.fields.map((field) => field.path).toSorted()], [422, 'applications.form-incomplete', ['/phone', '/siteAddress', '/width']])
  const english = await town.call<{ fields: { message: string }[] }>('POST', `/api/applications/${id}/submission`, { as: me, body: {}, headers: { 'accept-language': 'en' } })
  assert.ok(english.body.fields.every((field) => !/\p{Script=Han}/u.test(field.message)))
  assert.equal((await readDraft(id)).form.width, 500)
})

test('answers that the form does not show are not part of the application', async () => {
  const id = await matters.draft(me, codes.hoarding, { ...forms.hoarding, lightHours: '整夜', postAddress: '云州市东城区1号', ownerName: '某某' })
  const { form } = await matters.good(matters.submit(me, id))
  assert.deepEqual(['lightHours', 'postAddress', 'ownerName'].filter((field) => field in form), [])
})

test('fifty submissions with one key are one case and fifty same answers; without a key the second is refused', async () => {
  const id = await matters.draft(me, codes.hoarding, forms.hoarding)
  await matters.tap(me)
  const before = await caseCount()
  const answers = await Promise.all(Array.from({ length: 50 }, () => matters.submit(me, id, 'submit-once')))
  assert.deepEqual([...new Set(answers.map(({ status, body }) => `${status} ${body.number}`))], [`201 ${answers[0]?.body.number}`])
  assert.equal(await caseCount(), (before ?? 0) + 1)
  assert.deepEqual(told(await matters.submit(me, id)), [409, 'applications.already-submitted'])
  assert.deepEqual((await readDraft(id)).caseNumber, answers[0]?.body.number)
  assert.equal((await drafts()).some((draft) => draft.id === id), false)
})

test('twenty submissions without a key at once are one case all the same', async () => {
  const id = await matters.draft(me, codes.hoarding, forms.hoarding)
  const before = await caseCount()
  const answers = await Promise.all(Array.from({ length: 20 }, () => matters.submit(me, id)))
  assert.deepEqual(answers.map(({ status }) => status).toSorted(), [201, ...Array.from({ length: 19 }, () => 409)])
  assert.equal(await caseCount(), (before ?? 0) + 1)
})

test('when the item changed meanwhile the answers stay, the applicant looks once more, and then applies under the new version', async () => {
  const id = await matters.draft(me, codes.hoarding, forms.hoarding)
  await publishFrom(town, codes.hoarding, (content) => ({ ...content, summary: { zh: '新的要求。' } }))
  assert.equal((await readDraft(id)).itemChanged, true)
  assert.deepEqual(told(await matters.submit(me, id, 'after-change')), [409, 'applications.item-changed'])
  const kept = await readDraft(id)
  assert.deepEqual([kept.itemChanged, kept.item.version, kept.form], [false, 2, forms.hoarding])
  assert.equal((await matters.good(matters.submit(me, id, 'after-change'))).item.version, 2)
})

test('a version that is published while a submission is under way is noticed by its act, and the answers stay', async () => {
  const id = await matters.draft(me, codes.hoarding, forms.hoarding)
  const [owner] = await town.platform.ground.sql.rows<{ account: string }>('select account from applications.drafts where id = $1', [id])
  await publishFrom(town, codes.hoarding, (content) => ({ ...content, summary: { zh: '提交之间更新的要求。' } }))
  const { ground } = town.platform
  // What the route had read before the act does not count: only what stands when the case is opened.
  await assert.rejects(ground.runAct({ actor: { id: owner?.account ?? '', kind: 'legal' }, locks: [] }, (act) => submitApplication(act, ground.keys, id, { licences: new Map(), pictures: new Map() })), { code: 'applications.item-changed' })
  const kept = await readDraft(id)
  assert.deepEqual([kept.itemChanged, kept.form, kept.caseNumber], [true, forms.hoarding, null])
})

test('an item may ask for a level on the site: below it nothing is opened, the answers stay, and the level is never raised here', async () => {
  const password = 'four boats on the river'
  const login = 'he.qing'
  assert.equal((await town.call('POST', '/api/registrations', { body: { login, password, name: '孙晴', idKind: 'resident-id', idNumber: '990102199203140264' } })).status, 201)
  const { ground } = town.platform
  const [account] = await ground.sql.rows<{ id: string }>('select id from people.accounts where login = $1', [login])
  const submitAs = async (levelMin: number, actor: { id: string; kind: 'natural' | 'legal'; hand?: string }) => {
    await publishFrom(town, codes.hoarding, (content) => ({ ...content, levelMin }))
    return ground.runAct({ actor, locks: [] }, async (act) => {
      const id = await startApplication(act, ground.keys, { item: codes.hoarding })
      await saveApplication(act, ground.keys, id, { form: forms.hoarding })
      return submitApplication(act, ground.keys, id, { licences: new Map(), pictures: new Map() })
    })
  }
  const [company] = await ground.sql.rows<{ id: string }>('select id from people.accounts where login = $1', [me])
  const [weak, strong] = [account?.id ?? '', company?.id ?? '']
  const before = await caseCount()
  const refused = { code: 'applications.level-needed', facts: { item: codes.hoarding, needed: 4, held: 2, daysMax: null, of: 'account', ways: ['proofs', 'window'] } }
  await assert.rejects(submitAs(4, { id: weak, kind: 'natural' }), refused)
  // The weaker of the two counts: a company's level lends none to the hand that acts for it.
  await assert.rejects(submitAs(4, { id: strong, kind: 'legal', hand: weak }), { ...refused, facts: { ...refused.facts, of: 'hand' } })
  assert.equal(await caseCount(), before)
  assert.ok((await submitAs(2, { id: weak, kind: 'natural' })).number)
  await publishFrom(town, codes.hoarding, (content) => ({ ...content, levelMin: 5 }))
  const draft = await matters.draft(me, codes.hoarding, forms.hoarding)
  assert.deepEqual(told(await matters.submit(me, draft)), [403, 'applications.level-needed'])
  assert.deepEqual([(await readDraft(draft)).form, (await readDraft(draft)).caseNumber], [forms.hoarding, null])
  await publishFrom(town, codes.hoarding, (content) => ({ ...content, levelMin: 4 }))
})

test('an item may ask that the level was proved lately: an older proof is refused apart from none, the answers stay, and a new one of the same way is enough', async () => {
  const { ground } = town.platform
  const asOf = async (days: number) => (await publishFrom(town, codes.hoarding, (content) => ({ ...content, levelMin: 4, proofDaysMax: days })), matters.draft(me, codes.hoarding, forms.hoarding))
  const draft = await asOf(30)
  const refused = await matters.submit(me, draft)
  assert.deepEqual(told(refused), [403, 'applications.proof-too-old'])
  const { facts } = refused.body as unknown as { facts: object }
  assert.deepEqual(facts, { item: codes.hoarding, needed: 4, held: 4, daysMax: 30, of: 'account', ways: ['proofs', 'window'] })
  const shown = (await town.call<{ levelLack: object; form: object }>('GET', `/api/applications/${draft}`, { as: me })).body
  assert.deepEqual([shown.levelLack, shown.form], [{ needed: 4, held: 4, daysMax: 30, of: 'account' }, forms.hoarding])
  const [one] = await ground.sql.rows<{ id: string; at: string; level: number }>("select a.id, p.at::text as at, p.level from people.accounts a join people.proofs p on p.account = a.id where a.login = $1", [me])
  await ground.sql.rows("update people.proofs set at = $2::timestamptz - interval '30 days' - interval '1 second' where account = $1", [one?.id, ground.clock.now().toString()])
  assert.deepEqual(told(await matters.submit(me, draft)), [403, 'applications.proof-too-old'], 'a second too old')
  await ground.sql.rows("update people.proofs set at = $2::timestamptz - interval '30 days' where account = $1", [one?.id, ground.clock.now().toString()])
  assert.equal((await town.call<{ levelLack: null }>('GET', `/api/applications/${draft}`, { as: me })).body.levelLack, null)
  assert.equal((await matters.submit(me, draft)).status, 201)
  await ground.sql.rows('update people.proofs set at = $2 where account = $1', [one?.id, one?.at])
  await publishFrom(town, codes.hoarding, ({ proofDaysMax: _days, ...content }) => ({ ...content, levelMin: 4 }))
})

test('what is refused as a paper is not stored, and one over the limit is told as such', async () => {
  const id = await matters.draft(me, codes.hoarding, forms.hoarding)
  const content = `没有人要的材料 ${crypto.randomUUID()}`
  assert.equal((await matters.upload(id, me, 'moonRock', '石头.txt', content)).body.code, 'applications.unknown-material')
  await assert.rejects(town.platform.ground.files.open(createHash('sha256').update(content).digest('hex')), { code: 'files.not-found' })
  const large = await matters.upload(id, me, 'other', '大.txt', Buffer.alloc(ordinaryFileRules.bytesMax + 1, 'a'))
  assert.deepEqual([large.status, large.body.code], [413, 'files.too-large'])
  assert.equal((await matters.upload(id, me, 'other', '正好.txt', Buffer.alloc(ordinaryFileRules.bytesMax, 'a'))).status, 201)
})

test('a correction starts from what was sent, adds papers, and goes to the same case under its own version', async () => {
  const { number } = await matters.apply()
  assert.deepEqual(told(await matters.call('POST', '/api/applications', { as: me, body: { correctionOf: number } })), [409, 'applications.not-correcting'])
  await matters.did('chengguan.clerk', number, 'correction-notice', { missing: [{ material: 'sitePlan', text: '请补充位置图。' }] })
  assert.deepEqual(told(await matters.call('POST', '/api/applications', { as: 'zhang.min', body: { correctionOf: number } })), [404, 'cases.not-found'])
  await publishFrom(town, codes.hoarding, (content) => ({ ...content, summary: { zh: '更新的要求。' } }))
  const started = await begin({ correctionOf: number })
  assert.deepEqual([started.form, started.itemChanged], [forms.hoarding, false])
  const second = await begin({ correctionOf: number })
  await matters.upload(started.id, me, 'sitePlan')
  const body = await matters.good(matters.submit(me, started.id, 'correct-once'))
  assert.deepEqual([body.number, body.state, body.formVersion, body.files.length], [number, 'submitted', 2, 2])
  assert.equal((await matters.good(matters.submit(me, started.id, 'correct-once'))).number, number)
  assert.deepEqual(told(await matters.submit(me, second.id)), [409, 'cases.wrong-state'])
})

const intake = (more: object = {}) => ({
  item: codes.hoarding, form: forms.hoarding, materials: [{ material: 'sitePlan', name: '设置位置图', paper: true }, { material: 'other', name: '身份证复印件', paper: true }],
  applicant: { kind: 'natural', name: '李桂英', idKind: 'resident-id', idNumber: '990102194106200488', phone: '13990100002' }, ...more,
})
const receive = (body: object, as = 'window.wang', key?: string) => matters.call('POST', '/api/intakes', { as, body, ...(key ? { key } : {}) })

test('at a window too a number is held against the rule of its document, and kept as accounts keep it', async () => {
  const { applicant } = intake()
  for (const [more, path] of [[{ idNumber: '990102194106200489' }, '/applicant/idNumber'], [{ idKind: 'library-card' }, '/applicant/idKind'], [{ idKind: 'hmt-residence' }, '/applicant/idNumber'], [{ idKind: 'uscc' }, '/applicant/idKind']] as const) {
    const refused = await receive(intake({ applicant: { ...applicant, ...more } }))
    assert.deepEqual([...told(refused), (refused.body as unknown as { fields: { path: string }[] }).fields[0]?.path], [422, 'people.bad-document', path])
  }
  const { number } = await matters.good(receive(intake({ applicant: { ...applicant, idNumber: ' 990102 194106200488 ' } })))
  const { sql } = town.platform.ground
  assert.deepEqual((await findCaseParties(sql, (await findCaseId(sql, number)) ?? ''))?.parties.map(({ idNumber }) => idNumber), [applicant.idNumber])
})

test('a window receives for a person who came with papers: they are listed, and the person finds the case among the own', async () => {
  const body = await matters.good(receive(intake(), 'window.wang', 'intake-1'))
  assert.deepEqual([body.receiving.code, body.state, body.files.map((file) => [file.name, file.paper, file.sha256])], [hall, 'submitted', [['设置位置图', true, ''], ['身份证复印件', true, '']]])
  assert.deepEqual(body.parties.map((party) => [party.name, party.idNumber, party.consent]), [['李桂英', '990***********0488', false]])
  assert.equal((await matters.good(receive(intake(), 'window.wang', 'intake-1'))).number, body.number)
  assert.equal((await matters.read('li.guiying', body.number)).parties[0]?.idNumber, '990102194106200488')
  // The window received; it neither accepts nor decides (许可法 26).
  assert.deepEqual(told(await matters.act('window.wang', body.number, 'acceptance')), [403, 'http.not-allowed'])
  assert.equal(openStep(await matters.read('chengguan.clerk', body.number), 'acceptance').organisation.code, body.handling.code)
  const entry = (await matters.timeline('window.wang', body.number)).find(({ kind }) => kind === 'applications.received-at-window')
  assert.deepEqual([entry?.facts.papers, entry?.actor.name], [2, '王芳'])
})

test('what a scenario says of the form is answered at a window too: it is not asked again, and nothing typed says otherwise (国令716 art. 7)', async () => {
  const food = (await testPack()).items.find(({ slug }) => slug === 'food-business')
  const { business: _asked, ...form } = food?.examples[0]?.form ?? {}
  const said = { item: food?.content.code, form, materials: [], applicant: { kind: 'natural', name: '李桂英', idKind: 'resident-id', idNumber: '990102194106200488' } }
  assert.deepEqual((await receive(said)).body.fields?.map(({ path }) => path), ['/business'], 'without a scenario it is asked')
  assert.equal((await matters.good(receive({ ...said, scenario: { kind: 'canteen' } }))).form.business, 'canteen')
  assert.equal((await matters.good(receive({ ...said, form: { ...form, business: 'retail' }, scenario: { kind: 'restaurant' } }))).form.business, 'catering')
  // Cold dishes are asked of kitchens alone: as a shop they are no answer, so that they keep nobody from a promise.
  const excluded = async (kind: string) => (await matters.call<{ promiseOffer: { excluded: object | null } | null }>('POST', '/api/intake-advice', { as: 'window.wang', body: { item: said.item, form: { ...form, coldDishes: true }, applicant: { kind: 'natural', idNumber: '' }, materials: [], scenario: { kind } } })).body.promiseOffer?.excluded
  assert.deepEqual([await excluded('shop'), typeof (await excluded('restaurant'))], [null, 'object'])
})

test('a scan made at the window goes with its paper', async () => {
  const { body: paper } = await matters.call<{ sha256: string; type: string; bytes: number }>('POST', '/api/intake-files', { as: 'window.wang' })
  assert.equal(paper.sha256, undefined)
  const scan = await town.upload<{ sha256: string; type: string; bytes: number }>('/api/intake-files', { as: 'window.wang', name: '扫描.png', content: picture, fields: { material: 'sitePlan' } })
  const { sha256, type, bytes } = scan.body
  const body = await matters.good(receive(intake({ materials: [{ material: 'sitePlan', name: '设置位置图.png', paper: true, file: { sha256, type, bytes } }] })))
  const file = await matters.call('GET', `/api/cases/${body.number}/files/${body.files[0]?.id}`, { as: 'chengguan.clerk' })
  assert.ok(file.raw.equals(picture))
})

test('a scan is named harmlessly, has been uploaded, and is of a type that is taken', async () => {
  const put = await town.upload<{ sha256: string; type: string; bytes: number }>('/api/intake-files', { as: 'window.wang', name: '扫描.png', content: picture, fields: { material: 'sitePlan' } })
  const { sha256, type, bytes } = put.body
  const paper = (file: object, name = '位置图.png') => intake({ materials: [{ material: 'sitePlan', name, paper: true, file: { sha256, type, bytes, ...file } }] })
  assert.deepEqual(told(await receive(paper({ sha256: 'a'.repeat(64) }))), [404, 'files.not-found'])
  assert.deepEqual(told(await receive(paper({ type: 'text/html' }))), [400, 'http.invalid-request'])
  assert.equal((await matters.good(receive(paper({}, '../\u202egnp.exe')))).files[0]?.name, 'gnp.png')
})

test('a key that is too long to keep is refused, never passed over', async () => {
  const long = await matters.call('POST', '/api/intakes', { as: 'window.wang', body: intake({}), key: 'k'.repeat(201) })
  assert.deepEqual(told(long), [400, 'http.invalid-request'])
})

test('a window asks for what the item asks, and a clerk receives only for the own body', async () => {
  assert.deepEqual(told(await receive(intake({ form: {} }))), [422, 'applications.form-incomplete'])
  assert.deepEqual(told(await receive(intake({ materials: [{ material: 'birthCertificate', name: '出生证', paper: true }] }))), [422, 'applications.unknown-material'])
  assert.deepEqual(told(await receive(intake({ item: 'none' }))), [404, 'items.not-found'])
  assert.deepEqual(told(await receive(intake(), 'shijian.clerk')), [403, 'applications.not-your-window'])
  assert.deepEqual(told(await receive(intake(), 'zhang.min')), [403, 'http.not-allowed'])
  assert.equal((await matters.good(receive(intake(), 'chengguan.clerk'))).receiving.code, '11990100700140426Y')
})

interface WindowAdvice {
  warnings: { kind: string; material?: string }[]
  gaps: { materials: string[]; first: string; last: string } | null
  promiseOffer: { digest: string; materials: string[]; conditions: object[]; consequences: object[]; excluded: object | null } | null
}
const adviseWindow = async (body: object, as = 'window.wang') => (await matters.call<WindowAdvice>('POST', '/api/intake-advice', { as, body })).body
const someone = { kind: 'natural', idNumber: '990102194106200488' }

test('a window is told which papers may follow and until when, and takes the promised day (容缺)', async () => {
  const form = { ...forms.hoarding, lit: true, lightHours: '18:00—22:00' }
  const lacking = { item: codes.hoarding, applicant: someone, form, materials: ['sitePlan', 'structureDesign'] }
  const { gaps } = await adviseWindow(lacking)
  assert.deepEqual([gaps?.materials, gaps?.first], [['lightingPlan'], '2026-11-23'])
  assert.equal((await adviseWindow({ ...lacking, materials: ['sitePlan', 'structureDesign', 'lightingPlan'] })).gaps, null)
  assert.equal((await adviseWindow({ ...lacking, form: forms.hoarding })).gaps, null)
  const body = await matters.good(receive(intake({ form, gapUntil: gaps?.last })))
  const promised = (await matters.timeline('chengguan.clerk', body.number)).find(({ kind }) => kind === 'cases.gap-promised')
  assert.deepEqual([promised?.facts.materials, promised?.facts.due], [['lightingPlan'], gaps?.last])
})

test('a window tells conditions and consequences before a promise, and what it replaces is no longer missing (告知承诺)', async () => {
  const form = { ...(await exampleForm('food-business')), coldDishes: false }
  const asked = { item: (await testPack()).items.find(({ slug }) => slug === 'food-business')?.content.code, applicant: someone, form, materials: [] }
  const { promiseOffer: offer, warnings } = await adviseWindow(asked)
  assert.ok(offer && offer.excluded === null && offer.conditions.length > 0 && offer.consequences.length > 0)
  assert.deepEqual(warnings.flatMap(({ material }) => material ?? []), offer.materials)
  assert.deepEqual((await adviseWindow({ ...asked, promised: true })).warnings, [])
  assert.notEqual((await adviseWindow({ ...asked, form: { ...form, coldDishes: true } })).promiseOffer?.excluded, null)
  const { number } = await matters.good(receive(intake({ item: asked.item, form, materials: [], promise: offer.digest })))
  assert.equal((await matters.timeline('shijian.clerk', number)).find(({ kind }) => kind === 'cases.commitment-made')?.facts.digest, offer.digest)
  assert.deepEqual(told(await matters.call('POST', '/api/intake-advice', { as: 'chengguan.clerk', body: asked })), [403, 'applications.not-your-window'])
})

test('bytes that nobody names are removed a day after they came or were taken out; what a case or another draft holds stays', async () => {
  const { files } = town.platform.ground
  const gone = (digest: string) => files.read(digest).then(() => false, () => true)
  const put = async (id: string, text: string) => {
    const digest = createHash('sha256').update(text).digest('hex')
    assert.equal((await matters.upload(id, me, 'sitePlan', '说明.txt', text)).status, 201)
    assert.ok((await readDraft(id)).files.some((file) => file.sha256 === digest))
    return digest
  }
  const [thrown, kept] = [(await begin()).id, (await begin()).id]
  const [alone, shared] = [await put(thrown, `只此一份 ${thrown}`), await put(thrown, `两份 ${thrown}`)]
  assert.equal(await put(kept, `两份 ${thrown}`), shared)
  await town.call('DELETE', `/api/applications/${thrown}`, { as: me })
  await town.platform.beat()
  assert.equal(await gone(alone), false, 'a day has not passed')
  town.clock.advance({ hours: 25 })
  await town.platform.beat()
  assert.deepEqual([await gone(alone), await gone(shared)], [true, false])
  assert.deepEqual(await town.platform.ground.sql.rows('select 1 from applications.loose_files'), [])
})
