// One person's number goes through a whole life of matters, and then is looked for in every column of every table: plain SQL shows it nowhere (个人信息保护法 51).
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { ordinaryFileRules } from '#base/files'
import { dateInChina } from '#base/time'
import { proveMadeUp, tellsNumber } from '#core/people'
import { makeResidentId } from '#engines/codes'
import { stockLock, takeOverStock } from '#support/licences'
import { findColumns, plainAllowed } from './at-rest.ts'
import { carry, people } from './carry.ts'
import { exampleForm } from './journey.ts'
import { codes, forms, mattersIn, openStep, urbanStaff } from './matters.ts'
import { openTown, testPack } from './town.ts'

const town = await openTown()
const { accepted, call, day, decide, did, draft, examine, good, read, submit } = mattersIn(town)
const { ground } = town.platform
after(() => town.close())

const number = makeResidentId({ region: '990103', birth: '1985-08-09', sequence: 612 })
const me = { login: 'at.rest', name: '安静', idKind: 'resident-id', idNumber: number }
const itemOf = async (slug: string) => (await testPack()).items.find((one) => one.slug === slug)?.content.code ?? assert.fail(slug)
/** Answers with the person's number wherever there is one. */
const withNumber = (form: unknown) => JSON.parse(JSON.stringify(form), (_, value: unknown) => (typeof value === 'string' && tellsNumber(value) ? number : value)) as Record<string, unknown>
const formOf = async (slug: string) => withNumber(await exampleForm(slug))

test('an account, a card taken over, matters of one’s own with letters and a licence, as third party, asked to join, at a window, by a power on paper, in a sheet, in a hearing', async () => {
  const { id } = await good(call('POST', '/api/registrations', { body: { login: me.login, password: 'four boats on the river', name: me.name, idKind: me.idKind, idNumber: number } }))
  await town.owner.rows("insert into people.demonstration_accounts (id, place, title_zh) values ($1, 903, '试用')", [id])
  await ground.runAct({ actor: { id, kind: 'system' }, locks: [`account:${id}`] }, (one) => proveMadeUp(one, id, 'demonstration', 4))
  const [card] = (await testPack()).stock
  assert.ok(card && tellsNumber(card.number))
  assert.equal(await ground.runAct({ actor: { id, kind: 'system' }, locks: [stockLock] }, (one) => takeOverStock(one, ground, [{ ...card, holder: me.login, number, face: { holder: me.name, idNumber: number } }])), 1)
  await carry(town, 'finished', me.login)
  await draft(me.login, await itemOf('old-age-allowance'), await formOf('old-age-allowance'))
  // As a third party and in a hearing.
  const other = await accepted()
  await did(urbanStaff.examiner, other.number, 'third-parties', { kind: 'natural', name: me.name, idKind: me.idKind, idNumber: number, phone: '13990100077', consent: true, interest: '遮挡其住宅采光。' })
  await town.settle()
  await did(me.login, other.number, 'statements', { statement: `本人${me.name}，身份证号${number}，不同意。` })
  await did(urbanStaff.examiner, other.number, 'hearing-call', { ground: 'public-interest', reason: '涉及公共利益。', expectedDays: 20 })
  await town.settle()
  const examined = await accepted()
  await examine(examined.number, 'pass', `核对了${number}的身份证。`)
  await good(decide(examined.number, { outcome: 'refuse', reasons: `与${number}名下的设施冲突，不予许可。` }))
  // Asked to join, and at a window with a power on paper.
  const lease = await itemOf('lease-filing')
  const joint = { role: 'joint-applicant', kind: 'natural', name: me.name, idKind: me.idKind, idNumber: number, phone: '', address: '云州市东城区人民大道1号' }
  const occupants = [{ name: me.name, idNumber: number }]
  await good(submit('zhang.min', await draft('zhang.min', lease, { ...(await formOf('lease-filing')), shared: true, occupants }, { others: [joint], consent: true })))
  const { digest, name, type } = await ground.files.put({ name: '委托书.txt', content: Buffer.from('授权委托书') }, ordinaryFileRules)
  const shown = { name: '张敏', idKind: 'resident-id', idNumber: '990102199203140264' }
  const principal = { name: me.name, idKind: me.idKind, idNumber: number }
  const taken = await good(call('POST', '/api/power-checks', { as: 'window.wang', body: { reference: '委字12号', mark: 'signature', notarised: null, abroad: false, items: [lease], until: dateInChina(town.clock.now()).add({ days: 30 }).toString(), principal, agent: shown, paper: { sha256: digest, name, type } } }))
  await good(call('POST', `/api/power-checks/${taken.id}/confirmation`, { as: 'window.zhao', body: { principal: { name: me.name, idNumber: number }, agent: { name: shown.name, idNumber: shown.idNumber } } }))
  await good(call('POST', '/api/intakes', { as: 'window.wang', body: { item: codes.hoarding, applicant: { kind: 'natural', ...principal, consent: false }, form: forms.hoarding, scenario: { who: 'self' }, materials: ['sitePlan', 'structureDesign'].map((material) => ({ material, name: material, paper: true })) } }))
  // In a row of a sheet.
  const sheet = await town.upload(`/api/items/${codes.hoarding}/batches`, { as: 'yunhe.media', name: '申请.csv', content: `行号,[scenario.who],设置地址\r\n1,self,${number}旁` })
  assert.ok(sheet.status < 300, JSON.stringify(sheet.body))
  await town.settle()
  day('2026-11-24')
  await town.platform.beat()
  await town.settle()
  assert.ok(openStep(await read(people.clerk, other.number), 'examination'))
})

test('a machine that decides looks at the number, too', async () => {
  const item = (await testPack()).items.find(({ slug }) => slug === 'employment-registration')
  const example = item?.examples.find((one) => one.expect?.decidedBy === 'machine')
  assert.ok(item && example)
  const draftId = await draft(me.login, item.content.code, { ...withNumber(example.form), workerId: number, workerName: me.name }, { consent: true })
  for (const material of example.papers ?? []) assert.equal((await town.upload(`/api/applications/${draftId}/files`, { as: me.login, name: '材料.txt', content: '材料', fields: { material } })).status, 201)
  await good(submit(me.login, draftId))
  await town.settle()
  assert.ok((await ground.sql.rows('select 1 from automation.judgements')).length > 0)
})

test('the person finds what is sealed as before: by the whole number, in the own case, on the card', async () => {
  const { items } = (await call<{ items: { number: string; face: { idNumber?: string } }[] }>('GET', `/api/licences?q=${number}`, { as: me.login })).body
  assert.equal(items.length, 1)
  assert.ok(!JSON.stringify(items).includes(number), 'masked in the list')
  const forms = await ground.sql.rows<{ marked: number }>("select count(*)::int as marked from cases.forms where numbers_key <> ''")
  const words = await ground.sql.rows<{ marked: number }>("select count(*)::int as marked from cases.words where numbers_key <> ''")
  assert.ok((forms[0]?.marked ?? 0) > 0 && (words[0]?.marked ?? 0) > 0, 'forms and words had numbers to seal')
})

test('no column of the database shows it, but those that are named with a reason', async () => {
  const { columns, looked } = await findColumns(town.owner, (text) => text.includes(number))
  assert.ok(looked > 300, `${looked} columns were looked at`)
  assert.deepEqual(columns.filter((name) => !(name in plainAllowed)), [])
})

test('the search finds what stands plain, in base64 too', async () => {
  await town.owner.rows('create table public.seeded (plain text, coded jsonb, bytes bytea)')
  await town.owner.rows('insert into public.seeded values ($1, $2::jsonb, $3)', [`x${number}`, JSON.stringify({ jws: `e30.${Buffer.from(`{"n":"${number}"}`).toString('base64url')}.sig` }), Buffer.from(`\x00${number}`)])
  const { columns } = await findColumns(town.owner, (text) => text.includes(number))
  assert.deepEqual(columns.filter((name) => name.startsWith('public.')), ['public.seeded.bytes', 'public.seeded.coded', 'public.seeded.plain'])
})
