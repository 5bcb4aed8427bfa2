// Answers over HTTP: nothing hidden is stored, nothing computed is believed, and what only the server knows is written by the server.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { compileForm } from '#engines/forms'
import { openTown, testPack, type Town } from '../../../test/town.ts'
import { codes, forms, mattersIn, picture, told, type Said } from '../../../test/matters.ts'
import { exampleForm } from '../../../test/journey.ts'
import { documentKeys, filesThatCount } from './answers.ts'

let town: Town
let matters: ReturnType<typeof mattersIn>
let lease: string
let leaseForm: Record<string, unknown>
const me = 'zhang.min'
const codeOf = async (slug: string) => (await testPack()).items.find((one) => one.slug === slug)?.content.code ?? assert.fail(slug)
const save = (id: string, form: object) => matters.good(matters.call('PUT', `/api/applications/${id}`, { as: me, body: { form } }))
const begin = async (item: string) => (await matters.good(matters.call('POST', '/api/applications', { as: me, body: { item } }))).id
const faultsOf = (said: Said & { faults?: { path: string; code: string }[] }) => (said.faults ?? []).map(({ path, code }) => `${path} ${code}`)

before(async () => {
  town = await openTown()
  matters = mattersIn(town)
  lease = await codeOf('lease-filing')
  leaseForm = await exampleForm('lease-filing')
})
after(() => town.close())

test('hidden answers posted are stored neither in the draft nor in the case, and a hidden required field does not block', async () => {
  const id = await begin(codes.hoarding)
  // `lightHours`, `ownerName` and `postAddress` are required wherever they are asked; here none of them is.
  const kept = await save(id, { ...forms.hoarding, lightHours: '18:00—22:00', ownerName: '房东', postAddress: '云州市某路一号' })
  assert.deepEqual(kept.form, forms.hoarding)
  const [row] = await town.platform.ground.sql.rows<{ form: object }>('select form from applications.drafts where id = $1', [id])
  assert.deepEqual(row?.form, forms.hoarding)
  const { number } = await matters.good(matters.submit(me, id))
  assert.deepEqual((await matters.read(me, number)).form, forms.hoarding)
})

test('a computed value from outside is replaced by what the answers give, and goes with them', async () => {
  const id = await begin(codes.hoarding)
  assert.equal((await save(id, { ...forms.hoarding, area: 1 })).form['area'], 40)
  assert.equal((await save(id, { ...forms.hoarding, width: 0.1, height: 3 })).form['area'], 0.3)
  const { height: _none, ...rest } = forms.hoarding
  assert.equal((await save(id, rest)).form['area'], undefined)
})

test('a rule between fields and a field that is required by an answer are told at their places', async () => {
  const id = await begin(codes.hoarding)
  assert.deepEqual(faultsOf(await save(id, { ...forms.hoarding, height: 20, bottom: 190 })), ['/height forms.rule'])
  const refused = await matters.submit(me, id)
  assert.deepEqual([...told(refused), refused.body.fields[0]?.path], [422, 'applications.form-incomplete', '/height'])
  const repair = await begin(await codeOf('vehicle-repair-filing')).catch(() => undefined)
  assert.ok(repair)
  const whole = await exampleForm('vehicle-repair-filing')
  const { wastePlan: _plan, ...without } = whole
  assert.deepEqual(faultsOf(await save(repair, without)), ['/wastePlan forms.required'])
  assert.deepEqual(faultsOf(await save(repair, { ...without, category: 'three' })), [])
  assert.deepEqual(faultsOf(await save(repair, { ...whole, hazardous: false })), [])
})

test('an address is written in words by the server, from regions that exist', async () => {
  const id = await begin(lease)
  const house = { region: '990102002', detail: '文昌街20号', text: '别处' }
  assert.deepEqual((await save(id, { ...leaseForm, house })).form['house'], { region: '990102002', detail: '文昌街20号', text: '云州市东城区文昌街道文昌街20号' })
  assert.deepEqual(faultsOf(await save(id, { ...leaseForm, house: { ...house, region: '990102' } })), ['/house/region forms.address-region'])
  const unknown = await save(id, { ...leaseForm, house: { ...house, region: '990102777' } })
  assert.deepEqual([unknown.form['house'], faultsOf(unknown)], [{ detail: '文昌街20号' }, ['/house/region forms.required']])
  assert.deepEqual(faultsOf(await save(id, { ...leaseForm, house: '文昌街20号' })), ['/house forms.type'])
})

test('a signature keeps the moment at which it was given; a changed one is given anew', async () => {
  const id = await begin(lease)
  const signature = { name: '张敏', declared: true, at: '2001-01-01T00:00:00Z' }
  const first = (await save(id, { ...leaseForm, signature })).form['signature']
  assert.deepEqual(first, { name: '张敏', declared: true, at: town.clock.now().toString() })
  town.clock.advance(Temporal.Duration.from({ minutes: 5 }))
  assert.deepEqual((await save(id, { ...leaseForm, signature })).form['signature'], first)
  const drawn = { ...signature, drawing: 'M10 10 L20 20' }
  assert.deepEqual((await save(id, { ...leaseForm, signature: drawn })).form['signature'], { name: '张敏', declared: true, drawing: 'M10 10 L20 20', at: town.clock.now().toString() })
  const undeclared = await save(id, { ...leaseForm, signature: { name: '张敏', declared: false } })
  assert.deepEqual(faultsOf(undeclared), ['/signature/declared forms.must-confirm'])
  assert.equal((undeclared.form['signature'] as { at?: string }).at, undefined)
})

test('files of a form are its answers: named by what was handed in, never by what was claimed', async () => {
  const id = await begin(lease)
  assert.equal((await save(id, { ...leaseForm, photos: [{ name: '假.png', sha256: 'a'.repeat(64) }] })).form['photos'], undefined)
  assert.deepEqual(told(await matters.upload(id, me, 'form.kitchen').then((answer) => ({ ...answer, headers: {}, raw: Buffer.alloc(0) }))), [422, 'applications.unknown-material'])
  const gone = await matters.upload(id, me, 'form.photos', '厨房.png', picture)
  assert.equal(((await save(id, leaseForm)).form['photos'] as unknown[]).length, 1)
  await matters.call('DELETE', `/api/applications/${id}/files/${gone.body.files[0]?.id}`, { as: me })
  assert.equal((await matters.good(matters.call('GET', `/api/applications/${id}`, { as: me }))).form['photos'], undefined)
  const { body } = await matters.upload(id, me, 'form.photos', '客厅.png', picture)
  assert.deepEqual((body.form['photos'] as { name: string; bytes: number }[]).map(({ name, bytes }) => [name, bytes]), [['客厅.png', picture.length]])
  const { number } = await matters.good(matters.submit(me, id))
  const sent = await matters.read(me, number)
  assert.deepEqual([(sent.form['photos'] as unknown[]).length, sent.files.map(({ material, name }) => [material, name])], [1, [['form.photos', '客厅.png'], ['identityCard', '居民身份证（电子证照）.pdf']]])
  // A correction that brings no new file keeps what was sent before.
  await matters.did('zhujian.clerk', number, 'correction-notice', { missing: [{ text: '请核对租金。' }] })
  const second = (await matters.good(matters.call('POST', '/api/applications', { as: me, body: { correctionOf: number } }))).id
  await save(second, { ...leaseForm, rent: 2500, photos: [] })
  const corrected = await matters.good(matters.submit(me, second))
  assert.deepEqual([(corrected.form['photos'] as { name: string }[]).map(({ name }) => name), corrected.form['yearRent']], [['客厅.png'], 30_000])
})

test('files of a field that is not asked do not go with the case', () => {
  const form = compileForm({
    title: { zh: '表' }, schema: { type: 'object', properties: { any: { type: 'boolean' }, photos: { type: 'array' } } },
    layout: [{ page: 'one', title: { zh: '页' }, fields: [{ field: 'any', label: { zh: '有' } }, { field: 'photos', label: { zh: '照片' }, widget: 'documents', when: 'any = true' }] }],
  })
  assert.deepEqual([...documentKeys(form)], ['form.photos'])
  const files = [{ material: 'form.photos' }, { material: 'other' }]
  assert.deepEqual(filesThatCount(form, { any: false }, files), [{ material: 'other' }])
  assert.deepEqual(filesThatCount(form, { any: true, photos: [{}] }, files), files)
})

test('rows of a household are checked each by itself, and hidden answers in a row are dropped', async () => {
  const item = await codeOf('old-age-allowance')
  const whole = (await testPack()).items.find((one) => one.content.code === item)?.examples.find((one) => one.form['lowIncome'] === true && one.expectErrors === undefined)?.form ?? assert.fail()
  const id = await begin(item)
  const kept = await save(id, { ...whole, incomePerHead: 1 })
  assert.deepEqual([kept.form['incomeTotal'], kept.form['incomePerHead'], faultsOf(kept)], [2400.5, 800.17, []])
  assert.deepEqual((kept.form['income'] as { row: string }[]).map(({ row }) => row), ['wages', 'pension', 'business', 'other'])
  const members = [{ name: '李强', relation: 'child', relationOther: '侄子', idNumber: whole['elderId'] }, { name: '王', relation: 'other' }]
  const wrong = await save(id, { ...whole, members })
  assert.deepEqual((wrong.form['members'] as object[])[0], { name: '李强', relation: 'child', idNumber: whole['elderId'] })
  assert.deepEqual(faultsOf(wrong), ['/members/0/idNumber forms.rule', '/members/1/name forms.too-short', '/members/1/relationOther forms.required', '/members/1/idNumber forms.required'])
  // Who lives alone has no members, and whoever has no low income is not asked for any of it.
  assert.deepEqual((await save(id, { ...whole, livesAlone: true, members })).form['members'], undefined)
  assert.deepEqual(Object.keys((await save(id, { ...whole, lowIncome: false })).form).filter((name) => /income|members|lives/.test(name)), [])
})

test('a window is told the same: hidden answers are dropped, computed ones made, the signature dated', async () => {
  const applicant = { kind: 'natural', name: '李桂英', idKind: 'resident-id', idNumber: '990102194106200488' }
  const photo = { material: 'form.photos', name: '客厅照片', paper: true }
  const form = { ...leaseForm, shared: false, occupants: [{ name: '甲' }], yearRent: 1 }
  const body = await matters.good(matters.call('POST', '/api/intakes', { as: 'window.wang', body: { item: lease, applicant, form, materials: [photo] } }))
  assert.deepEqual([body.form['occupants'], body.form['yearRent'], (body.form['signature'] as { at: string }).at], [undefined, 31_200, town.clock.now().toString()])
  assert.deepEqual((body.form['photos'] as { name: string }[]).map(({ name }) => name), ['客厅照片'])
})
