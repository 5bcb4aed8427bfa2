// Licences over HTTP: issued once after the decision, changed by new versions, ended in four ways, checked by a stranger and off line.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { readTrustedKeys } from '#base/crypto'
import { applyAbout, applyFor, exampleForm, handle, must, proceedAgainst } from '../../../test/journey.ts'
import { openTown, type Answer, type Town } from '../../../test/town.ts'
import { isUsable, verifyLicence } from './index.ts'

interface LicenceView {
  id: string
  licence: string
  version: number
  number: string
  state: string
  holder: string
  case: string
  validFrom: string
  validTo: string | null
  verification: string
  face: Record<string, unknown>
  matters: { act: string; exOfficio: boolean; item: { code: string } }[]
  history: { kind: string; ground: string | null; groundText: { zh: string } | null; reason: string | null; basis: string | null; actor: string | null }[]
}
interface Verification {
  genuine: boolean
  inForce: boolean
  state: string
  holder: string
  lines: { field: string; value: string }[]
}
type Coded = LicenceView & { code: string }

const approver = 'shijian.approver'
let town: Town
before(async () => {
  town = await openTown()
})
after(() => town.close())

const read = (id: string, as = 'zhang.min') => town.call<Coded>('GET', `/api/licences/${id}`, { as })
const act = (id: string, name: string, body: object, as = approver): Promise<Answer<Coded>> => town.call<Coded>('POST', `/api/licences/${id}/${name}`, { as, body })
const verify = async (code: string) => must(await town.call<Verification>('GET', `/api/verification/${code}`))
const listOf = async (query = '', as = 'zhang.min') => must(await town.call<{ items: LicenceView[] }>('GET', `/api/licences${query}`, { as })).items

/** A food permit: no site, no later beginning: in force from the day of issue. */
async function permit(as = 'zhang.min'): Promise<LicenceView> {
  const number = await applyFor(town, { as, item: 'food-business', form: await exampleForm('food-business') })
  await handle(town, number, as)
  const [row] = await listOf(`?case=${number}`, as)
  assert.ok(row)
  return must(await read(row.id, as))
}

test('a granted case gives one licence, with face, number, identifier and term by the rules of its type', async () => {
  const licence = await permit()
  assert.match(licence.number, /^JY2990102\d+$/)
  assert.match(licence.licence, /^1\.2\.156\.3005\.2\.11990100700153892X001\.11990100700153892X\.2026\d{6}\.001\.[0-9A-Z]$/)
  assert.deepEqual([licence.version, licence.state, licence.validFrom, licence.validTo], [1, 'in-force', '2026-11-23', '2031-11-22'])
  assert.equal(licence.face.holder, '张敏')
  assert.equal(licence.face.business, '餐饮服务经营者')
  assert.deepEqual(licence.history.map((entry) => entry.kind), ['licences.issued'])
  await town.platform.ground.sql.rows("update act.cursors set seq = 0 where follower = 'licences'")
  await town.settle()
  assert.equal((await listOf(`?case=${licence.case}`)).length, 1, 'an entry seen again issues nothing')
})

test('what was granted limits the term, and what the approver writes stands on the face', async () => {
  const form = await exampleForm('outdoor-advertising')
  const number = await applyFor(town, { as: 'yunhe.media', item: 'outdoor-advertising', form: { ...form, lit: false, months: 12, from: '2027-01-10' } })
  await handle(town, number, 'yunhe.media', { decision: { outcome: 'grant', faces: { '0': { width: 3 } } } })
  const [row] = await listOf(`?case=${number}`, 'yunhe.media')
  assert.deepEqual([row?.validFrom, row?.validTo, row?.state], ['2027-01-10', '2028-01-09', 'not-yet-valid'])
  assert.equal((await read(row?.id ?? '', 'yunhe.media')).body.face.width, 3)
})

test('the PDF and the JWS verify off line with the published keys; the status list says as of when it is in force', async () => {
  const { id } = await permit()
  const pdf = await town.call('GET', `/api/licences/${id}/pdf`, { as: 'zhang.min' })
  const jws = await town.call('GET', `/api/licences/${id}/jws`, { as: 'zhang.min' })
  const list = async () => (await town.call('GET', '/api/licence-status-list')).raw.toString()
  const trusted = readTrustedKeys(JSON.stringify((await town.call('GET', '/api/licence-keys')).body))
  const ask = async (file: Uint8Array) => verifyLicence({ file, trusted, statusList: await list(), now: town.clock.now() })
  for (const file of [pdf.raw, jws.raw]) assert.ok(isUsable(await ask(file)))
  const said = await ask(pdf.raw)
  assert.deepEqual([said.document, said.status, said.claims?.demonstration, said.claims?.holder.idNumber], ['whole', 'in-force', true, '**************0264'])
  const kept = await list()
  town.clock.advance({ seconds: 59 })
  assert.equal(await list(), kept, 'nothing changed: the same list')
  town.clock.advance({ seconds: 1 })
  assert.notEqual(await list(), kept, 'after a minute it is dated anew')
  await proceedAgainst(town, id, 'zhang.min', { act: 'suspension' })
  assert.equal((await ask(pdf.raw)).status, 'suspended', 'the list is signed anew at once')
})

test('a stranger sees what is public, a name in part, and learns nothing from a wrong code', async () => {
  const licence = await permit()
  const seen = await verify(licence.verification.toLowerCase())
  assert.deepEqual([seen.genuine, seen.inForce, seen.state, seen.holder], [true, true, 'in-force', '张*'])
  assert.ok(seen.lines.every((line) => !line.value.includes('张敏')))
  assert.ok(!JSON.stringify(seen).includes(licence.case))
  const wrong = await town.call<{ code: string }>('GET', '/api/verification/0000-0000-0000-0000')
  assert.deepEqual([wrong.status, wrong.body.code], [404, 'licences.verification-unknown'])
})

test('nobody sees a stranger’s licence, and only the issuing body begins a case about it', async () => {
  const { id } = await permit()
  assert.equal((await read(id, 'chen.hao')).body.code, 'licences.not-found')
  assert.equal((await read(id, 'minzheng.approver')).body.code, 'licences.not-found')
  assert.equal((await read(id, 'shijian.clerk')).status, 200)
  assert.equal((await act(id, 'cases', { act: 'suspension', reasons: '一' }, 'minzheng.approver')).body.code, 'licences.not-found')
  assert.equal((await act(id, 'cases', { act: 'suspension', reasons: '一' }, 'zhang.min')).body.code, 'http.not-allowed')
  assert.ok(!(await listOf('', 'chen.hao')).some((one) => one.id === id))
  assert.ok((await listOf('?limit=100', approver)).some((one) => one.id === id))
})

test('许可法 49, 50: change, renewal and reissue are matters of their own: a case each, a new version, the old one kept and superseded', async () => {
  const first = await permit()
  const newest = async (number: string) => must(await read((await listOf(`?case=${number}`))[0]?.id ?? ''))
  const changing = await applyAbout(town, 'zhang.min', first.id, 'change', { request: '招牌改为“张记面馆（新）”。' })
  await handle(town, changing, 'zhang.min', { decision: { outcome: 'grant', faces: { '0': { shopName: '张记面馆（新）' } } } })
  const changed = await newest(changing)
  assert.deepEqual([changed.version, changed.number, changed.face.shopName, changed.face.address, changed.case], [2, first.number, '张记面馆（新）', first.face.address, changing])
  assert.equal((await read(first.id)).body.state, 'superseded')
  assert.deepEqual([(await verify(first.verification)).state, (await verify(changed.verification)).state], ['superseded', 'in-force'])
  const renewing = await applyAbout(town, 'zhang.min', changed.id, 'renewal')
  assert.equal((await handle(town, renewing, 'zhang.min')).state, 'finished')
  const renewed = await newest(renewing)
  assert.deepEqual([renewed.validTo, renewed.version], ['2036-11-22', 3], 'one term of five years from the day after the old last day')
  const again = await applyAbout(town, 'zhang.min', renewed.id, 'reissue', { why: 'lost' })
  await handle(town, again, 'zhang.min')
  const reissued = await newest(again)
  assert.deepEqual([reissued.version, reissued.validTo, reissued.face], [4, '2036-11-22', changed.face])
  assert.equal((await town.call('GET', `/api/licences/${reissued.id}/pdf`, { as: 'zhang.min' })).raw.subarray(0, 5).toString(), '%PDF-')
  assert.deepEqual(reissued.history.map((entry) => entry.kind).filter((kind) => /(issued|changed|renewed)$/.test(kind)), ['licences.issued', 'licences.changed', 'licences.renewed', 'licences.reissued'])
  await proceedAgainst(town, reissued.id, 'zhang.min', { act: 'suspension' })
  await town.platform.ground.sql.rows("update act.cursors set seq = 0 where follower in ('licences', 'deliveries')")
  await town.settle()
  assert.equal((await newest(again)).version, 4, 'an entry seen again makes no version')
  assert.deepEqual(await town.platform.ground.sql.rows('select follower, kind, error from act.parked'), [])
})

test('许可法 8, 69, 70 and 处罚法 9: what burdens the holder is never a direct act; each end has its own ground, article and state', async () => {
  for (const path of ['suspension', 'resumption', 'annulment', 'withdrawal', 'revocation', 'deregistration', 'change', 'renewal', 'reissue']) assert.equal((await act(crypto.randomUUID(), path, { reason: '一' })).status, 404, path)
  const ends: [act: 'annulment' | 'withdrawal' | 'revocation' | 'deregistration', more: { ground?: string; decisionNumber?: string }, state: string, basis: RegExp][] = [
    ['annulment', { ground: 'deceit' }, 'annulled', /许可法第六十九条/],
    ['withdrawal', { ground: 'law-changed' }, 'withdrawn', /许可法第八条/],
    ['revocation', { decisionNumber: '云市监罚〔2026〕7号' }, 'revoked', /行政处罚法/],
    ['deregistration', { ground: 'dissolved' }, 'deregistered', /许可法第七十条/],
  ]
  for (const [name, more, state, basis] of ends) {
    const { id, verification } = await permit()
    const open = (body: object) => act(id, 'cases', { act: name, reasons: '一', ...body })
    if (more.ground) assert.deepEqual([(await open({})).body.code, (await open({ ground: 'whim' })).body.code], ['licences.ground-needed', 'licences.ground-needed'], `${name} on a ground of no law`)
    const ended = await proceedAgainst(town, id, 'zhang.min', { act: name, ...more })
    assert.deepEqual([ended.state, (await read(id)).body.state, (await verify(verification)).inForce, (await verify(verification)).state], ['finished', state, false, state])
    const last = (await read(id)).body.history.at(-1)
    assert.match(last?.basis ?? '', basis)
    assert.deepEqual([last?.reason, last?.ground, last?.groundText !== null], ['依法办理。', more.ground ?? null, more.ground !== undefined])
    assert.equal((await open(more)).body.code, 'licences.wrong-state', `again after ${name}`)
  }
})

test('处罚法 9: what was suspended is used again by a case of its own, of the body’s own accord or on the holder’s request, with its decision; what is refused changes nothing', async () => {
  const { id } = await permit()
  const open = (reasons = '暂扣期限已满。') => town.call<Coded & { number: string }>('POST', `/api/licences/${id}/cases`, { as: 'shijian.clerk', body: { act: 'resumption', reasons } })
  const matters = async (as: string) => must(await read(id, as)).matters.filter((matter) => matter.act === 'resumption').map(({ item, exOfficio }) => [item.code, exOfficio])
  assert.equal((await proceedAgainst(town, id, 'zhang.min', { act: 'suspension', outcome: 'refuse' })).outcome, 'refused')
  assert.deepEqual([(await read(id)).body.state, (await open()).body.code, await matters('zhang.min')], ['in-force', 'licences.wrong-state', []])
  await proceedAgainst(town, id, 'zhang.min', { act: 'suspension' })
  assert.deepEqual([(await read(id)).body.state, await matters('shijian.clerk'), await matters('zhang.min')], ['suspended', [['local-licence-resumption-office', true]], [['local-licence-resumption', false]]])
  // Asked for by the holder, and refused with reasons and remedy: it stays suspended.
  const asked = await applyAbout(town, 'zhang.min', id, 'resumption', { request: '后厨已经改造。' })
  assert.equal((await handle(town, asked, 'zhang.min', { decision: { outcome: 'refuse', reasons: '还没有改正。' } })).outcome, 'refused')
  assert.equal((await read(id)).body.state, 'suspended')
  const again = await applyAbout(town, 'zhang.min', id, 'resumption', { request: '现在已经改正，附检测报告。' })
  assert.equal((await handle(town, again, 'zhang.min')).outcome, 'granted')
  assert.equal((await read(id)).body.state, 'in-force')
  await proceedAgainst(town, id, 'zhang.min', { act: 'suspension' })
  const { number } = must(await open())
  assert.equal((await open()).body.code, 'licences.matter-open')
  // No notice and no defence: it takes nothing from anybody. In force again when the decision was delivered.
  assert.equal((await handle(town, number, 'zhang.min')).outcome, 'granted')
  const after = must(await read(id))
  assert.deepEqual([after.state, after.history.at(-1)?.kind, after.history.at(-1)?.reason], ['in-force', 'licences.resumed', '暂扣期限已满。'])
  const letters = must(await town.call<{ items: { kind: string }[] }>('GET', `/api/cases/${number}/letters`, { as: 'zhang.min' })).items.map(({ kind }) => kind)
  assert.deepEqual(letters, ['decision-grant'])
})

test('deregistration closes what was ended before, on that ground only; expiry only after the last day', async () => {
  const { id } = await permit()
  const told = async () => (await town.platform.ground.sql.rows<{ facts: Record<string, unknown> }>("select facts from act.entries where kind = 'licences.revoked' and facts->>'id' = $1", [id]))[0]
  const deregister = (ground: string) => act(id, 'cases', { act: 'deregistration', ground, reasons: '办理注销手续。' })
  assert.equal((await deregister('expired')).body.code, 'licences.ground-not-fitting')
  assert.equal((await deregister('annulled-withdrawn-revoked')).body.code, 'licences.ground-not-fitting')
  await proceedAgainst(town, id, 'zhang.min', { act: 'revocation', decisionNumber: '罚1号' })
  assert.ok(!JSON.stringify(await told()).includes('罚1号'), 'what was typed stays out of the ledger')
  const [words] = await town.platform.ground.sql.rows<{ content: Record<string, unknown> }>("select content from licences.words where content->>'decisionNumber' = '罚1号'")
  assert.equal(words?.content.reason, '依法办理。')
  assert.equal((await deregister('dissolved')).body.code, 'licences.ground-not-fitting')
  await proceedAgainst(town, id, 'zhang.min', { act: 'deregistration', ground: 'annulled-withdrawn-revoked' })
  assert.equal((await read(id)).body.state, 'deregistered')
  assert.equal((await deregister('annulled-withdrawn-revoked')).body.code, 'licences.wrong-state')
  assert.equal((await read(id)).status, 200, 'it is closed, never deleted')
})

test('a hundred at once open a case about it: one is opened, the others are told', async () => {
  const { id } = await permit()
  const answers = await Promise.all(Array.from({ length: 100 }, () => act(id, 'cases', { act: 'suspension', reasons: '同时。' })))
  assert.deepEqual([answers.filter((one) => one.status === 201).length, answers.filter((one) => one.body.code === 'licences.matter-open').length], [1, 99])
})

test('a face that does not fit its type holds the licence back until the approver puts it right; never before the decision', async () => {
  const number = await applyFor(town, { as: 'zhang.min', item: 'food-business', form: await exampleForm('food-business') })
  const issue = (body: object, as = approver) => town.call<{ items: LicenceView[]; code: string }>('POST', `/api/cases/${number}/licences`, { as, body })
  assert.equal((await issue({})).body.code, 'licences.decision-first')
  await handle(town, number, 'zhang.min', { decision: { outcome: 'grant', faces: { '0': { colour: '红' } } } })
  assert.deepEqual(await listOf(`?case=${number}`), [])
  assert.equal((await issue({})).body.code, 'licences.face-faulty')
  assert.equal((await issue({}, 'shijian.clerk')).body.code, 'http.not-allowed')
  assert.equal((await issue({}, 'minzheng.approver')).body.code, 'cases.not-found')
  const answers = await Promise.all([1, 2, 3].map(() => issue({ faces: { '0': { shopName: '张记' } } })))
  const [issued] = must(await issue({})).items
  assert.ok(answers.every((answer) => answer.status === 200 && answer.body.items.length === 1))
  assert.deepEqual([(await listOf(`?case=${number}`)).length, (await read(issued?.id ?? '')).body.face.shopName], [1, '张记'])
})

test('the types of licences are open to all, with a sample that shows persons in part', async () => {
  interface TypeSaid { code: string; face: { layout: unknown[] }; sample: { number: string; lines: { field: string; value: string }[] } | null }
  const types = must(await town.call<{ items: TypeSaid[] }>('GET', '/api/licence-types')).items
  assert.ok(types.some((type) => type.code === '11990100700140426Y001' && type.face.layout.length > 0))
  const [one, ...others] = must(await town.call<{ items: TypeSaid[] }>('GET', `/api/licence-types?code=${types.find(({ sample }) => sample?.lines.some(({ field }) => field === 'idNumber'))?.code}`)).items
  assert.equal(others.length, 0)
  assert.match(one?.sample?.number ?? '', /××××/)
  const shown = new Map(one?.sample?.lines.map(({ field, value }) => [field, value]))
  assert.match(shown.get('holder') ?? '', /^.\*+$/)
  assert.match(shown.get('idNumber') ?? '', /^\d{3}\*+\d{4}$/)
})
