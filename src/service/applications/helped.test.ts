// Applying should feel like being helped: what is known is filled in, what is held is not asked for, what was handed in is offered again.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, test } from 'node:test'
import { openTown, type Town } from '../../../test/town.ts'
import { codes, forms, mattersIn, picture, publishFrom } from '../../../test/matters.ts'
import { handle, proceedAgainst } from '../../../test/journey.ts'

interface Material {
  material: { key: string }
  given: boolean
  held: { number: string | null; failure: string | null; standing: string | null } | null
}

interface DraftSaid {
  id: string
  code: string
  form: Record<string, unknown>
  known: { field: string; from: string; source: { zh: string }; contested: string | null }[]
  materials: Material[]
  changes: { zh: string }[]
  itemChanged: boolean
  files: { id: string; material: string; name: string; level: string; sha256: string }[]
}
interface Use {
  type: { code: string }
  unit: { code: string }
  item: { code: string }
  case: string
  purpose: string
  licence: string | null
  version: number | null
  fields: string[]
  by: string | null
  failure: string | null
}
interface Entry {
  id: string
  material: string
  level: string
  name: string
}
interface CaseSaid {
  id: string
  parties: { role: string; name: string }[]
  number: string
  handling: { code: string }
  deciding: { code: string }
  dueAt: string | null
  files: { material: string; name: string; type: string; bytes: number }[]
}

let town: Town
let matters: ReturnType<typeof mattersIn>
const company = 'yunhe.media'
const food = '11990100700153892X3990103001000'
const market = '11990100700153892X'
const businessLicence = '11990100700153892X002'

/** What a refusal said. */
const told = ({ status, body }: { status: number; body: unknown }) => [status, (body as { code?: string } | undefined)?.code]
const begin = async (as: string, item: string = codes.hoarding) => (await matters.call<DraftSaid>('POST', '/api/applications', { as, body: { item } })).body
const read = async (as: string, id: string) => (await matters.call<DraftSaid>('GET', `/api/applications/${id}`, { as })).body
const save = async (as: string, id: string, body: object) => (await matters.call<DraftSaid>('PUT', `/api/applications/${id}`, { as, body })).body
const submit = (as: string, id: string) => matters.call<CaseSaid & { code: string }>('POST', `/api/applications/${id}/submission`, { as, body: {} })
const uses = async (as: string, query = '') => (await matters.call<{ items: Use[] }>('GET', `/api/licence-uses${query}`, { as })).body.items
const library = async (as: string) => (await matters.call<{ items: Entry[] }>('GET', '/api/library', { as })).body.items
const heldOf = (draft: DraftSaid, key: string) => draft.materials.find((one) => one.material.key === key)?.held

before(async () => {
  town = await openTown()
  matters = mattersIn(town)
})
after(() => town.close())

test('what account and licences say is filled in with its source, and stays the applicant’s to change (国令716 art. 7)', async () => {
  const item = (await matters.call<{ items: { code: string }[] }>('GET', `/api/items?q=${encodeURIComponent('食品经营')}`)).body.items[0]?.code ?? food
  const draft = await begin(company, item)
  assert.deepEqual([draft.form['shopAddress'], draft.form['manager'], draft.form['phone']], ['云州市东城区文昌街88号3楼', '张敏', '0990-8860001'])
  const source = draft.known.find(({ field }) => field === 'shopAddress')?.source.zh ?? ''
  for (const words of ['营业执照', '91990102708100111L', '云州市市场监督管理局']) assert.ok(source.includes(words), source)
  const changed = await save(company, draft.id, { form: { ...draft.form, manager: '王小明' } })
  assert.equal(changed.form['manager'], '王小明')
  assert.ok(!changed.known.some(({ field }) => field === 'manager'), 'a changed answer names no source')
  const set = await save(company, draft.id, { scenario: { kind: 'shop' } })
  assert.deepEqual([set.form['business'], set.form['coldDishes'], set.known.find(({ field }) => field === 'business')?.from], ['retail', undefined, 'scenario'])
  assert.equal((await save(company, draft.id, { scenario: { kind: 'canteen' } })).form['business'], 'canteen')
})

test('“this is wrong” opens a case with a clock at the body that holds the datum (个人信息保护法 46)', async () => {
  const draft = await begin(company)
  const contest = (body: object) => matters.call<{ number: string; code: string; facts: { case: string } }>('POST', `/api/applications/${draft.id}/corrections`, { as: company, body })
  const answer = await contest({ material: 'businessLicence', shouldBe: '住所已变更为文昌街88号4楼', reason: '上月已办变更' })
  assert.equal(answer.status, 201, JSON.stringify(answer.body))
  const opened = (await matters.call<CaseSaid>('GET', `/api/cases/${answer.body.number}`, { as: company })).body
  assert.deepEqual([opened.handling.code, opened.deciding.code], [market, market])
  assert.equal(opened.dueAt, '2026-11-30', 'five working days from the day it was asked for')
  const phone = await contest({ field: 'phone', shouldBe: '0990-8860009' })
  assert.equal((await read(company, draft.id)).known.find(({ field }) => field === 'phone')?.contested, phone.body.number)
  assert.deepEqual(told(await contest({ field: 'phone', shouldBe: '1' })), [409, 'applications.already-contested'])
  assert.deepEqual(told(await contest({ field: 'width', shouldBe: '1' })), [409, 'applications.nothing-to-contest'])
  assert.equal((await handle(town, answer.body.number, company)).outcome, 'granted')
})

test('免提交: a licence that the store holds is fetched with its purpose, attached, and told to its holder (国令716 art. 7, 10)', async () => {
  const draft = await begin(company)
  assert.deepEqual([heldOf(draft, 'businessLicence')?.number, heldOf(draft, 'businessLicence')?.failure], ['91990102708100111L', null])
  await save(company, draft.id, { form: forms.hoarding, scenario: { who: 'self' } })
  const opened = (await submit(company, draft.id)).body
  const paper = opened.files.find(({ material }) => material === 'businessLicence')
  assert.deepEqual([paper?.type, paper?.name], ['application/pdf', '营业执照（电子证照）.pdf'])
  const [use] = await uses(company)
  assert.deepEqual([use?.type.code, use?.unit.code, use?.item.code, use?.case, use?.purpose, use?.version, use?.by, use?.failure], [businessLicence, '11990100700140426Y', codes.hoarding, opened.number, 'exempt-from-submission', 1, '云州云禾传媒有限公司', null])
  assert.deepEqual(use?.fields.toSorted(), ['address', 'holder', 'legalRepresentative', 'uscc'])
  assert.match(use?.licence ?? '', /^1\.2\.156\.3005\.2\./)
  assert.equal((await uses('chengguan.clerk', `?case=${opened.number}`)).length, 1)
  assert.deepEqual(await uses('li.guiying'), [])
  assert.deepEqual(await uses('chengguan.clerk'), [])
})

test('where the store cannot give it, the paper is handed in and the reason is kept', async () => {
  const licence = (await matters.call<{ items: { id: string; type: { code: string } }[] }>('GET', `/api/licences?type=${businessLicence}`, { as: 'jianan.works' })).body.items[0]?.id ?? ''
  assert.equal((await proceedAgainst(town, licence, 'jianan.works', { act: 'suspension' })).outcome, 'granted')
  await town.settle()
  const draft = await begin('jianan.works')
  assert.deepEqual([heldOf(draft, 'businessLicence')?.failure, heldOf(draft, 'businessLicence')?.standing], ['not-usable', 'suspended'])
  await matters.upload(draft.id, 'jianan.works', 'businessLicence')
  await save('jianan.works', draft.id, { form: forms.hoarding, scenario: { who: 'self' } })
  const opened = (await submit('jianan.works', draft.id)).body
  assert.equal(opened.files.filter(({ material }) => material === 'businessLicence').length, 1)
  const [use] = await uses('jianan.works')
  assert.deepEqual([use?.failure, use?.case, use?.fields], ['not-usable', opened.number, []])
  // Somebody whom the store does not know hands the paper in.
  const stranger = await matters.call<{ id: string }>('POST', '/api/registrations', { body: { login: 'sun.qing', password: 'four boats on the river', name: '孙晴', idKind: 'resident-id', idNumber: '990102199203140264' } })
  assert.equal(stranger.status, 201)
})

test('pictures become documents in the case, and papers a library whose level a window raises (国办函〔2016〕108号)', async () => {
  const draft = await begin('zhang.min')
  await town.upload(`/api/applications/${draft.id}/files`, { as: 'zhang.min', name: '鉴定意见.png', content: picture, fields: { material: 'roofSafety' } })
  await town.upload(`/api/applications/${draft.id}/files`, { as: 'zhang.min', name: '位置图.txt', content: '位置图', fields: { material: 'sitePlan' } })
  const saved = await save('zhang.min', draft.id, { form: forms.hoarding, scenario: { who: 'self' } })
  assert.deepEqual(saved.files.map(({ material, level }) => [material, level]).toSorted(), [['roofSafety', 'C'], ['sitePlan', 'D']])
  const opened = (await submit('zhang.min', draft.id)).body
  assert.deepEqual(opened.files.filter(({ material }) => material === 'roofSafety').map(({ name, type }) => [name, type]), [['鉴定意见.pdf', 'application/pdf']])
  assert.ok(opened.files.some(({ material }) => material === 'identityCard'), 'the identity card came from the store')
  const entries = await library('zhang.min')
  const [expert, plan] = ['roofSafety', 'sitePlan'].map((material) => entries.find((one) => one.material === material) ?? assert.fail(material))
  assert.deepEqual([expert?.level, plan?.level], ['C', 'D'])
  const waiting = (await matters.call<{ items: Entry[] }>('GET', '/api/library-checks?idKind=resident-id&idNumber=990102199203140264', { as: 'window.wang' })).body.items
  assert.deepEqual(waiting.map(({ id }) => id), [expert?.id])
  const open = async () => (await matters.call('GET', `/api/library/${expert?.id}/content`, { as: 'window.wang' })).status
  assert.equal(await open(), 200)
  const check = (id = '') => matters.call('POST', `/api/library/${id}/check`, { as: 'window.wang', body: {} })
  assert.equal((await check(expert?.id)).status, 204)
  assert.deepEqual(told(await check(expert?.id)), [409, 'applications.library-not-checkable'])
  assert.equal(await open(), 404, 'what was compared is the person’s alone again')
  assert.deepEqual(told(await check(plan?.id)), [409, 'applications.library-not-checkable'])
  assert.equal((await matters.call('POST', `/api/library/${expert?.id}/check`, { as: 'zhang.min', body: {} })).status, 403)
  const second = await begin('zhang.min')
  const reuse = (as: string, entry = '') => matters.call<DraftSaid & { code: string }>('POST', `/api/applications/${second.id}/reuses`, { as, body: { material: 'roofSafety', entry } })
  assert.deepEqual((await reuse('zhang.min', expert?.id)).body.files.map(({ level, name }) => [level, name]), [['B', '鉴定意见.png']])
  const foreign = await begin(company)
  assert.deepEqual(told(await matters.call('POST', `/api/applications/${foreign.id}/reuses`, { as: company, body: { material: 'roofSafety', entry: expert?.id } })), [404, 'applications.library-not-found'])
  assert.equal((await matters.call('DELETE', `/api/library/${expert?.id}`, { as: 'zhang.min' })).status, 204)
  assert.ok(!(await library('zhang.min')).some(({ id }) => id === expert?.id))
  assert.equal((await read('zhang.min', second.id)).files.length, 1, 'an application keeps what it was given')
})

test('a large file comes in pieces, goes on where it stopped, and is looked at like any other', async () => {
  const { id } = await begin('zhang.min')
  const content = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(1_500_000, 'x'), Buffer.from('\n%%EOF\n')])
  const mark = `图纸.pdf ${content.length} 1`
  const start = (bytes = content.length) => matters.call<{ id: string; received: number; pieceBytesMax: number; code: string }>('POST', `/api/applications/${id}/uploads`, { as: 'zhang.min', body: { material: 'sitePlan', name: '图纸.pdf', bytes, mark } })
  const { id: upload, pieceBytesMax } = (await start()).body
  const send = (at: number, until: number) => town.upload<{ received: number; facts: { received: number }; code: string }>(`/api/applications/${id}/uploads/${upload}/pieces?at=${at}`, { as: 'zhang.min', name: 'piece', content: content.subarray(at, until) })
  const finish = () => matters.call<DraftSaid & { code: string }>('POST', `/api/applications/${id}/uploads/${upload}/completion`, { as: 'zhang.min', body: {} })
  assert.equal((await send(0, pieceBytesMax)).body.received, pieceBytesMax)
  assert.deepEqual(told(await send(0, 10)), [409, 'applications.wrong-offset'])
  assert.deepEqual(told(await send(pieceBytesMax + 5, content.length)), [409, 'applications.wrong-offset'])
  assert.deepEqual(told(await finish()), [409, 'applications.upload-incomplete'])
  // Another page: the same file is known by its mark and goes on.
  assert.deepEqual([(await start()).body.id, (await start()).body.received], [upload, pieceBytesMax])
  assert.equal((await matters.call<{ items: unknown[] }>('GET', `/api/applications/${id}/uploads`, { as: 'zhang.min' })).body.items.length, 1)
  assert.equal((await send(pieceBytesMax, content.length)).body.received, content.length)
  const done = (await finish()).body
  assert.deepEqual(done.files.map(({ name, material }) => [name, material]), [['图纸.pdf', 'sitePlan']])
  assert.equal(done.files[0]?.sha256, createHash('sha256').update(content).digest('hex'))
  assert.deepEqual(told(await finish()), [404, 'applications.upload-not-found'])
  assert.deepEqual(told(await matters.call('POST', `/api/applications/${id}/uploads`, { as: 'zhang.min', body: { material: 'sitePlan', name: 'x', bytes: 21 * 1024 * 1024, mark: 'x' } })), [413, 'files.too-large'])
})

test('a draft survives a new version of its item and says what changed', async () => {
  const draft = await begin(company)
  await save(company, draft.id, { form: { ...forms.hoarding }, scenario: { who: 'self' } })
  await publishFrom(town, codes.hoarding, (content) => ({ ...content, materials: [...content.materials, { key: 'neighbours', name: { zh: '相邻权人意见', en: 'Opinion of neighbours' }, form: 'electronic', need: 'optional', source: 'applicant' }] }))
  const after = await read(company, draft.id)
  assert.equal(after.itemChanged, true)
  assert.ok(after.changes.some(({ zh }) => zh === '新增材料：相邻权人意见'), JSON.stringify(after.changes))
  const moved = (await matters.call<DraftSaid>('POST', `/api/applications/${draft.id}/version`, { as: company, body: {} })).body
  assert.deepEqual([moved.itemChanged, moved.form['siteAddress']], [false, forms.hoarding['siteAddress']])
})

test('where no item for corrections is in force the applicant is told where to go', async () => {
  const draft = await begin(company)
  await publishFrom(town, 'local-data-correction', (content) => ({ ...content, effective: { from: '2026-01-01', to: '2026-11-01' } }))
  const [left] = await town.owner.rows<{ n: number }>("update items.versions set effective_to = '2026-11-01' where code = 'local-data-correction' returning 1 as n")
  assert.equal(left?.n, 1)
  assert.deepEqual(told(await matters.call('POST', `/api/applications/${draft.id}/corrections`, { as: company, body: { field: 'phone', shouldBe: '0990-8860009' } })), [409, 'applications.no-corrections'])
})

interface Capacity {
  principal: string
  name: string
  agency: string | null
  current: boolean
}

test('who represents a company acts for it, others by a grant with scope and end; both are named, and revoking ends it at once (许可法 29)', async () => {
  const capacities = async (as: string) => (await matters.call<{ items: Capacity[] }>('GET', '/api/session/capacities', { as })).body.items
  const choose = (as: string, principal: string | null) => matters.call('PUT', '/api/session/capacity', { as, body: { principal } })
  const grant = (as: string, body: object) => matters.call<{ id: string }>('POST', '/api/agencies', { as, body: { items: null, until: '2027-06-30', ...body } })
  const [own] = await capacities('zhang.min')
  assert.deepEqual([own?.name, own?.agency, own?.current], ['云州云禾传媒有限公司', null, false])
  assert.equal((await choose('zhang.min', own?.principal ?? '')).status, 204)
  assert.equal((await capacities('zhang.min'))[0]?.current, true)
  const draft = await begin('zhang.min')
  assert.equal(draft.form['phone'], '0990-8860001', 'the datum of the company')
  await save('zhang.min', draft.id, { form: forms.hoarding, scenario: { who: 'self' } })
  const opened = (await submit('zhang.min', draft.id)).body
  assert.deepEqual(opened.parties.map(({ role, name }) => [role, name]), [['applicant', '云州云禾传媒有限公司'], ['agent', '张敏']])
  const [entry] = await town.platform.ground.sql.rows<{ actor: string; behalf: string }>("select (select login from people.accounts where id = e.actor) as actor, (select login from people.accounts where id = e.on_behalf) as behalf from act.entries e where kind = 'cases.opened' and subject = $1", [opened.id])
  assert.deepEqual(entry, { actor: 'zhang.min', behalf: company })
  assert.deepEqual(told(await matters.call('PUT', '/api/session/password', { as: 'zhang.min', body: { current: 'a', next: 'a heron by the quiet canal' } })), [409, 'people.for-oneself'])
  assert.deepEqual(told(await grant('zhang.min', { login: 'li.guiying', name: '李桂花' })), [422, 'people.agent-not-found'])
  assert.deepEqual(told(await grant('zhang.min', { login: 'li.guiying', name: '李桂英', until: '2031-01-01' })), [422, 'people.bad-agency-end'])
  const granted = await grant('zhang.min', { login: 'li.guiying', name: '李桂英', items: [codes.road] })
  assert.equal((await choose('zhang.min', null)).status, 204)
  assert.deepEqual(told(await choose('chen.hao', own?.principal ?? '')), [403, 'people.no-such-capacity'])
  // The agent may apply for what the authority covers, and cannot pass it on.
  assert.equal((await choose('li.guiying', own?.principal ?? '')).status, 204)
  assert.deepEqual(told(await matters.call('POST', '/api/applications', { as: 'li.guiying', body: { item: codes.hoarding } })), [403, 'people.outside-agency'])
  assert.equal((await begin('li.guiying', codes.road)).form['phone'], '0990-8860001')
  assert.deepEqual(told(await grant('li.guiying', { login: 'chen.hao', name: '陈皓' })), [403, 'people.no-sub-agency'])
  // 民法典 163, 165: an authority for one item lets nobody read the matters of another.
  assert.equal((await matters.call('GET', `/api/cases/${opened.number}`, { as: company })).status, 200)
  assert.deepEqual(told(await matters.call('GET', `/api/cases/${opened.number}`, { as: 'li.guiying' })), [404, 'cases.not-found'])
  const unsent = await begin(company)
  await town.settle()
  const listed = async (as: string, path: string) => (await matters.call<{ items: { id?: string; item?: unknown }[] }>('GET', `/api/${path}`, { as })).body.items
  for (const path of ['cases', 'letters', 'licences', 'library', 'notifications', 'reminders', 'reviews', 'licence-uses', 'batches']) {
    assert.deepEqual(await listed('li.guiying', path), [], path)
    if (['cases', 'letters', 'notifications', 'reminders'].includes(path)) assert.ok((await listed(company, path)).length > 0, path)
  }
  assert.ok((await listed(company, 'applications')).some(({ id }) => id === unsent.id))
  assert.ok((await listed('li.guiying', 'applications')).every(({ id }) => id !== unsent.id))
  assert.deepEqual(told(await matters.call('GET', `/api/applications/${unsent.id}`, { as: 'li.guiying' })), [404, 'applications.not-found'])
  assert.deepEqual(told(await matters.call('PUT', `/api/applications/${unsent.id}`, { as: 'li.guiying', body: { consent: true } })), [404, 'applications.not-found'])
  const [message] = await listed(company, 'notifications')
  assert.deepEqual(told(await matters.call('POST', `/api/notifications/${message?.id}/reading`, { as: 'li.guiying', body: {} })), [404, 'notifications.not-found'])
  assert.deepEqual((await matters.call('POST', '/api/notifications/reading', { as: 'li.guiying', body: {} })).body, { count: 0 })
  // Of several agencies all hold, whichever of them ends last; one for everything is everything.
  const second = await grant(company, { login: 'li.guiying', name: '李桂英', items: [codes.hoarding], until: '2026-12-31' })
  assert.equal((await matters.call('GET', `/api/cases/${opened.number}`, { as: 'li.guiying' })).status, 200)
  assert.ok((await listed('li.guiying', 'applications')).some(({ id }) => id === unsent.id))
  await begin('li.guiying', codes.road)
  assert.equal((await matters.call('POST', `/api/agencies/${second.body.id}/revocation`, { as: company, body: {} })).status, 204)
  assert.equal((await matters.call('GET', `/api/cases/${opened.number}`, { as: 'li.guiying' })).status, 404)
  const whole = await grant(company, { login: 'li.guiying', name: '李桂英', until: '2026-12-31' })
  assert.ok((await listed('li.guiying', 'letters')).length > 0)
  assert.equal((await matters.call('POST', `/api/agencies/${whole.body.id}/revocation`, { as: company, body: {} })).status, 204)
  // 民法典 161, 169: neither how the principal is told, nor by whom it is helped, nor another's authority, is the agent's to change.
  const elsewhere = await grant(company, { login: 'chen.hao', name: '陈皓' })
  assert.deepEqual(told(await matters.call('POST', `/api/agencies/${elsewhere.body.id}/revocation`, { as: 'li.guiying', body: {} })), [404, 'people.agency-not-found'])
  for (const [method, path, body] of [['POST', 'notification-channels/sms/switch', { on: false }], ['POST', 'calendar-link', {}], ['DELETE', 'calendar-link', undefined]] as const) {
    assert.deepEqual(told(await matters.call(method, `/api/${path}`, { as: 'li.guiying', ...(body ? { body } : {}) })), [409, 'people.for-oneself'], path)
  }
  const revoke = (as: string) => matters.call('POST', `/api/agencies/${granted.body.id}/revocation`, { as, body: {} })
  assert.deepEqual(told(await revoke('chen.hao')), [404, 'people.agency-not-found'])
  assert.equal((await revoke(company)).status, 204)
  assert.deepEqual([await capacities('li.guiying'), (await begin('li.guiying')).form['phone']], [[], '13990100002'], 'the next call is for oneself again')
})

test('a new legal representative takes the place of the former at once; what that one gave goes on until it is kept or taken back (民法典 61, 173)', async () => {
  const works = 'jianan.works'
  const [account] = await town.platform.ground.sql.rows<{ id: string }>('select id from people.accounts where login = $1', [works])
  const principal = account?.id ?? ''
  const choose = (as: string) => matters.call('PUT', '/api/session/capacity', { as, body: { principal } })
  const given = async (as: string) => (await matters.call<{ items: { id: string; side: string; agent: string; toReview: boolean }[] }>('GET', '/api/agencies', { as })).body.items.filter((one) => one.side === 'given')
  const idOf = async (login: string) => (await town.platform.ground.sql.rows<{ id: string }>('select id from people.accounts where login = $1', [login]))[0]?.id ?? assert.fail(login)
  const change = async (as: string, login = 'zhang.min', account = principal) => matters.call<{ id: string }>('POST', '/api/proposals/representative', { as, body: { content: { account, person: await idOf(login), reference: 'BG-2026-1' }, reason: '登记机关已变更登记。' } })
  const confirm = (as: string, id: string) => matters.call('POST', `/api/proposals/representative/${id}/confirmation`, { as, body: {} })
  assert.equal((await choose('chen.hao')).status, 204)
  const grants: string[] = []
  for (const items of [[codes.road], [codes.hoarding]]) grants.push((await matters.call<{ id: string }>('POST', '/api/agencies', { as: 'chen.hao', body: { login: 'li.guiying', name: '李桂英', items, until: '2027-06-30' } })).body.id)
  assert.deepEqual((await given(works)).map(({ toReview }) => toReview), [false, false])
  assert.deepEqual(told(await change('admin.system')), [403, 'http.not-allowed'])
  assert.deepEqual(told(await change('admin.security', company)), [409, 'people.not-known-enough'])
  assert.deepEqual(told(await change('admin.security', 'chen.hao')), [409, 'people.same-representative'])
  assert.deepEqual(told(await change('admin.security', 'zhang.min', await idOf('chen.hao'))), [404, 'people.not-found'])
  town.clock.set(town.clock.now().add({ seconds: 1 }))
  const actsAs = async (as: string) => (await matters.call<{ account: { login: string } }>('GET', '/api/session', { as })).body.account.login
  for (const as of ['chen.hao', 'li.guiying']) assert.deepEqual([(await choose(as)).status, await actsAs(as)], [204, works])
  // One officer alone changes nothing: not by asking, not by asking again, not by confirming it himself.
  const asked = await change('admin.security')
  assert.equal(asked.status, 201)
  assert.deepEqual(told(await change('admin.security', 'li.guiying')), [409, 'proposals.already-waiting'])
  assert.deepEqual(told(await confirm('admin.security', asked.body.id)), [403, 'proposals.second-person'])
  assert.equal(await actsAs('chen.hao'), works)
  // Two confirmations at the same moment are one change.
  const both = await Promise.all([confirm('admin.system', asked.body.id), confirm('admin.system', asked.body.id)])
  assert.deepEqual(both.map(({ status }) => status).sort(), [200, 409])
  // In the same sessions the former one is himself again with the next call, and the agent acts on.
  assert.deepEqual([await actsAs('chen.hao'), await actsAs('li.guiying')], ['chen.hao', works])
  assert.deepEqual(told(await choose('chen.hao')), [403, 'people.no-such-capacity'])
  town.clock.set(town.clock.now().add({ seconds: 1 }))
  assert.equal((await choose('li.guiying')).status, 204)
  await begin('li.guiying', codes.road)
  await town.settle()
  const messages = (await matters.call<{ items: { kind: string }[] }>('GET', '/api/notifications', { as: works })).body.items
  assert.equal(messages.filter(({ kind }) => kind === 'people.representative-changed').length, 1)
  assert.equal((await choose('zhang.min')).status, 204)
  assert.deepEqual((await given('zhang.min')).map(({ toReview }) => toReview), [true, true])
  const decide = (as: string, id: string | undefined, what: string) => matters.call('POST', `/api/agencies/${id}/${what}`, { as, body: {} })
  assert.deepEqual(told(await decide('li.guiying', grants[0], 'keeping')), [403, 'people.no-sub-agency'])
  assert.deepEqual(told(await decide(company, grants[0], 'keeping')), [404, 'people.agency-not-found'])
  assert.equal((await decide('zhang.min', grants[0], 'keeping')).status, 204)
  assert.equal((await decide('zhang.min', grants[1], 'revocation')).status, 204)
  assert.deepEqual((await given('zhang.min')).map(({ id, toReview }) => [id === grants[0], toReview]).sort(), [[false, false], [true, false]])
  assert.deepEqual(told(await matters.call('POST', '/api/applications', { as: 'li.guiying', body: { item: codes.hoarding } })), [403, 'people.outside-agency'])
  for (const as of ['zhang.min', 'li.guiying']) assert.equal((await matters.call('PUT', '/api/session/capacity', { as, body: { principal: null } })).status, 204)
})
