// Who takes part beside the applicant: entered by people, asked or told, and an applicant by the own word alone. 民法典 171; 行政许可法 29;
// 商品房屋租赁管理办法 14 (both sides of a lease may apply), 土地权属争议调查处理办法 11, 13 (the other side is named, told and answers).
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { ordinaryFileRules } from '#base/files'
import { dateInChina } from '#base/time'
import { deemAccepted, systemActor } from '#core/cases'
import { getItem } from '#core/items'
import { proveMadeUp } from '#core/people'
import { makeResidentId } from '#engines/codes'
import { codes, forms, mattersIn, openStep, publishFrom, told, type Said } from '../../../test/matters.ts'
import { exampleForm } from '../../../test/journey.ts'
import { openTown, testPack } from '../../../test/town.ts'
import { faultsOfOthers, type OtherParty } from './others.ts'

const town = await openTown()
const { call, did, good, act, read, draft, submit, timeline } = mattersIn(town)
const sql = () => town.platform.ground.sql
after(() => town.close())

const zhang = { name: '张敏', idKind: 'resident-id', idNumber: '990102199203140264' }
const li = { name: '李桂英', idKind: 'resident-id', idNumber: '990102194106200488' }
const chen = { name: '陈皓', idKind: 'resident-id', idNumber: '990103200208110373' }
const stranger = { name: '周强', idKind: 'resident-id', idNumber: makeResidentId({ region: '990103', birth: '1980-02-03', sequence: 77 }) }
const other = (role: OtherParty['role'], who: { name: string; idKind: string; idNumber: string }, more: Partial<OtherParty> = {}): OtherParty => ({ role, kind: 'natural', phone: '', address: '云州市东城区人民大道1号', ...who, ...more })
const joint = (who: typeof zhang, more: Partial<OtherParty> = {}) => other('joint-applicant', who, more)

let lease = ''
let land = ''
let leaseForm: Record<string, unknown>
let landForm: Record<string, unknown>
const [leaseClerk, landClerk] = ['zhujian.clerk', 'dc.ziran.clerk']
const itemOf = async (slug: string) => (await testPack()).items.find((one) => one.slug === slug)?.content.code ?? assert.fail(slug)
before(async () => {
  ;[lease, land] = [await itemOf('lease-filing'), await itemOf('land-dispute')]
  ;[leaseForm, landForm] = [await exampleForm('lease-filing'), { ...(await exampleForm('land-dispute')), boundary: false }]
})

const begin = (others: readonly object[], as = 'zhang.min') => draft(as, lease, leaseForm, { others, consent: true })
const leased = async (others: readonly object[], as = 'zhang.min') => (await good(submit(as, await begin(others, as)))).number
const answer = (as: string, number: string, join: boolean) => call('POST', `/api/invitations/${number}/answer`, { as, body: { join, consent: true } })
const invited = async (as: string) => (await call<{ items: { number: string }[] }>('GET', '/api/invitations', { as })).body.items.map(({ number }) => number)
const addresses = async (as: string, number: string) => (await call<{ parties: { address: string | null }[] }>('GET', `/api/cases/${number}`, { as })).body.parties.map(({ address }) => address)
const roles = async (as: string, number: string) => (await read(as, number)).parties.map(({ role, name }) => [role, name])
const titles = async (as: string) => (await call<{ items: { title: { zh: string } }[] }>('GET', '/api/notifications?limit=100', { as })).body.items.map(({ title }) => title.zh)
interface LetterSaid { id: string; kind: string; recipients: { party: number; delivery: { means: string } | null }[] }
const letters = async (as: string, number: string) => (await call<{ items: LetterSaid[] }>('GET', `/api/cases/${number}/letters`, { as })).body.items

test('what is missing or wrong of others is said of each, and nobody is entered twice or beside himself', async () => {
  const [both, single] = await town.platform.ground.runAct({ actor: systemActor, locks: [] }, async (one) => {
    one.record('trial.read', { subject: one.id })
    return [await getItem(one.tx, land, one.now), await getItem(one.tx, lease, one.now)] as const
  })
  const say = (item: typeof both, others: OtherParty[], applicant = zhang) => faultsOfOthers(item, others, applicant).map(({ path, code }) => [path, code])
  assert.deepEqual(say(single, []), [], 'a joint applicant is a choice')
  assert.deepEqual(say(single, [joint(chen), joint(li)]), [])
  assert.deepEqual(say(single, [joint(zhang)]), [['/others/0/idNumber', 'is-applicant']])
  assert.deepEqual(say(single, [joint(zhang)], { ...zhang, idNumber: ' 990102 199203140264' }), [['/others/0/idNumber', 'is-applicant']], 'as a window types it')
  assert.deepEqual(say(single, [joint(chen), joint(li), joint(chen)]), [['/others/2/idNumber', 'twice']])
  assert.deepEqual(say(single, [joint({ name: '', idKind: 'resident-id', idNumber: '' }, { address: '' })]), [['/others/0/name', 'required'], ['/others/0/address', 'required'], ['/others/0/idNumber', 'required']])
  assert.deepEqual(say(single, [joint({ ...chen, idNumber: '990103200208110374' })]), [['/others/0/idNumber', 'document']])
  assert.deepEqual(say(single, [other('respondent', chen)]), [['/others', 'too-many']], 'a lease has no other side')
  assert.deepEqual(say(single, Array.from({ length: 10 }, (_, at) => joint({ ...chen, idNumber: makeResidentId({ region: '990103', birth: '1980-02-03', sequence: 100 + at }) }))), [['/others', 'too-many']])
  assert.deepEqual(say(both, []), [['/others', 'respondent-needed']])
  assert.deepEqual(say(both, [other('respondent', { name: '溪口村四组', idKind: '', idNumber: '' }, { kind: 'legal' })]), [], 'nobody has to know the number of the other side')
  assert.deepEqual(say(both, [other('respondent', zhang)]), [['/others/0/idNumber', 'is-applicant']], 'nobody disputes with himself')
  assert.deepEqual(say(both, [other('respondent', { name: '溪口村四组', idKind: '', idNumber: '' }), other('respondent', { name: '溪口村四组', idKind: '', idNumber: '' })]), [['/others/1/idNumber', 'twice']])
})

test('个人信息保护法 51: what was typed of others is kept whole or not, sealed; a submission names what is wrong and keeps it all', async () => {
  const id = await begin([{ role: 'joint-applicant', name: '陈', idKind: 'resident-id', idNumber: '12', address: '云' }])
  const shown = (await call<{ others: OtherParty[]; faults: { path: string }[] }>('GET', `/api/applications/${id}`, { as: 'zhang.min' })).body
  assert.deepEqual([shown.others[0]?.idNumber, shown.faults.map(({ path }) => path)], ['12', ['/others/0/name', '/others/0/address', '/others/0/idNumber']])
  const refused = await submit('zhang.min', id)
  assert.deepEqual([...told(refused), refused.body.fields.map(({ path }) => path)], [422, 'applications.parties-unfit', ['/others/0/name', '/others/0/address', '/others/0/idNumber']])
  await good(call('PUT', `/api/applications/${id}`, { as: 'zhang.min', body: { others: [joint(chen)] } }))
  const [row] = await sql().rows<{ text: string }>('select d::text as text from applications.drafts d where id = $1', [id])
  assert.ok(row && !row.text.includes(chen.idNumber) && !row.text.includes('人民大道1号'), 'nothing of it is readable in the row')
  await good(call('PUT', `/api/applications/${id}`, { as: 'zhang.min', body: { others: [] } }))
  assert.deepEqual((await call<{ others: object[] }>('GET', `/api/applications/${id}`, { as: 'zhang.min' })).body.others, [])
})

test('民法典 171: who is named is asked, sees what is asked and nothing else, and applies together by the own word; the case waits for it', async () => {
  const number = await leased([joint(chen), joint(stranger)])
  await town.settle()
  assert.deepEqual(await roles('zhang.min', number), [['applicant', '张敏'], ['invited', '陈皓'], ['invited', '周强']])
  // The case itself is not open to somebody who is only asked: not its page, its course, its papers, its letters, no list.
  for (const path of ['', '/timeline', '/letters', '/process']) assert.equal((await call('GET', `/api/cases/${number}${path}`, { as: 'chen.hao' })).status, 404, path)
  assert.ok(!(await call<{ items: { number: string }[] }>('GET', '/api/cases?view=own&limit=100', { as: 'chen.hao' })).body.items.some((one) => one.number === number))
  assert.equal((await act('chen.hao', number, 'statements', { statement: '我有话说。' })).status, 404)
  assert.ok((await titles('chen.hao')).includes('有人请您共同申请，请确认'))
  assert.ok((await invited('chen.hao')).includes(number))
  const asked = (await call<{ applicant: string; form: Record<string, unknown>; others: { role: string; name: string }[] }>('GET', `/api/invitations/${number}`, { as: 'chen.hao' })).body
  assert.deepEqual([asked.applicant, asked.form['rent'], asked.others], ['张敏', 2600, [{ role: 'invited', name: '周强' }]])
  for (const as of ['li.guiying', 'zhang.min']) assert.deepEqual(told(await call('GET', `/api/invitations/${number}`, { as })), [404, 'cases.invitation-not-found'], as)
  assert.deepEqual(told(await answer('li.guiying', number, true)), [404, 'cases.invitation-not-found'])
  assert.deepEqual(told(await act(leaseClerk, number, 'acceptance')), [409, 'cases.joint-applicants-asked'])
  // Two answers of one person at the same moment are one.
  assert.deepEqual((await Promise.all([answer('chen.hao', number, true), answer('chen.hao', number, false)])).map(({ status }) => status).sort(), [200, 409])
})

test('许可法 44: who said yes is an applicant like the other: sees the case, is told, gets every letter; who did not is left out with his number', async () => {
  const number = await leased([joint(chen), joint(li), joint(stranger)])
  // Two who answer at the same moment are both heard.
  assert.deepEqual((await Promise.all([answer('chen.hao', number, true), answer('li.guiying', number, false)])).map(({ status }) => status), [200, 200])
  assert.deepEqual(told(await answer('chen.hao', number, false)), [409, 'cases.invitation-answered'])
  assert.deepEqual(told(await answer('li.guiying', number, true)), [409, 'cases.invitation-answered'])
  assert.deepEqual(told(await call('DELETE', `/api/cases/${number}/joint-applicants/3`, { as: 'li.guiying' })), [404, 'cases.not-found'])
  assert.deepEqual(told(await call('DELETE', `/api/cases/${number}/joint-applicants/1`, { as: 'zhang.min' })), [409, 'cases.invitation-answered'], 'who applies is not put out by the other')
  assert.equal((await call('DELETE', `/api/cases/${number}/joint-applicants/3`, { as: 'zhang.min' })).status, 204)
  const kept = await sql().rows<{ role: string; number: string; address: string | null }>("select role, coalesce(id_sealed, id_number) as number, address from cases.parties where case_id = (select id from cases.cases where number = $1) order by ordinal", [number])
  assert.deepEqual(kept.map(({ role, number: own }) => [role, own !== '']), [['applicant', true], ['joint-applicant', true], ['declined', false], ['declined', false]])
  assert.deepEqual(kept.slice(2).map(({ address }) => address), [null, null])
  await did(leaseClerk, number, 'acceptance')
  await town.settle()
  assert.deepEqual((await letters('chen.hao', number)).filter(({ kind }) => kind === 'acceptance').map(({ recipients }) => recipients.map(({ party, delivery }) => [party, delivery?.means])), [[[1, 'electronic']]])
  assert.deepEqual((await letters(leaseClerk, number)).find(({ kind }) => kind === 'acceptance')?.recipients.map(({ party }) => party), [0, 1])
  assert.ok((await titles('chen.hao')).includes('申请已受理'))
  assert.ok(!(await titles('li.guiying')).includes('申请已受理'))
  assert.ok((await titles('zhang.min')).includes('有人不共同申请'))
  assert.equal((await call('GET', `/api/cases/${number}`, { as: 'li.guiying' })).status, 404)
  assert.deepEqual(await roles('chen.hao', number), [['applicant', '张敏'], ['joint-applicant', '陈皓'], ['declined', '李桂英'], ['declined', '周强']])
  assert.deepEqual((await timeline('zhang.min', number)).flatMap(({ kind, facts }) => (kind === 'cases.joined' || kind === 'cases.not-joined' ? [[kind, facts['party'], facts['means'] ?? facts['because']]] : [])).sort(), [['cases.joined', 1, 'own'], ['cases.not-joined', 2, 'refused'], ['cases.not-joined', 3, 'taken-back']])
})

test('a word that comes after the matter was withdrawn, or after it was accepted, counts no more', async () => {
  const number = await leased([joint(chen)])
  const both = await Promise.all([act('zhang.min', number, 'withdrawal', { reason: '不申请了。' }), answer('chen.hao', number, true)])
  assert.equal(both[0]?.status, 200, 'withdrawing is not in the way of it')
  assert.ok([200, 409].includes(both[1]?.status ?? 0))
  assert.deepEqual(told(await answer('chen.hao', number, true)), [409, both[1]?.status === 200 ? 'cases.invitation-answered' : 'cases.finished'])
  const later = await leased([joint(chen)])
  await good(act('zhang.min', later, 'withdrawal', { reason: '不申请了。' }))
  assert.deepEqual(told(await answer('chen.hao', later, true)), [409, 'cases.finished'])
  assert.ok(!(await invited('chen.hao')).includes(later))
  assert.deepEqual(told(await call('GET', `/api/invitations/${later}`, { as: 'chen.hao' })), [404, 'cases.invitation-not-found'])
})

test('许可法 32: silence of the body accepts with those who said yes; who has not answered by then does not apply', async () => {
  await publishFrom(town, codes.hoarding, (content) => ({ ...content, parties: { jointApplicants: { max: 2, basis: { law: '云州市户外广告管理办法', local: true } } } }))
  const id = await draft('yunhe.media', codes.hoarding, forms.hoarding, { others: [joint(chen)] })
  const { number, id: caseId } = await good(submit('yunhe.media', id))
  town.clock.advance({ hours: 24 * 12 })
  await town.platform.ground.runAct({ actor: systemActor, locks: [`case:${caseId}`] }, (one) => deemAccepted(one, caseId))
  assert.deepEqual([(await read('yunhe.media', number)).state, await roles('yunhe.media', number)], ['accepted', [['applicant', '云州云禾传媒有限公司'], ['declined', '陈皓']]])
  assert.deepEqual(told(await answer('chen.hao', number, true)), [409, 'cases.invitation-answered'])
})

const intake = (body: object, as = 'window.wang') => call('POST', '/api/intakes', { as, body: { item: lease, applicant: { kind: 'natural', ...zhang, consent: true }, form: leaseForm, materials: [], ...body } })
const confirm = (as: string, number: string, party: number, body: object) => call('POST', `/api/cases/${number}/joint-applicants/${party}`, { as, body })

test('0049, 0055: at a window who came too applies by the word said there; who did not is confirmed by the document read anew, a paper by another officer; letters go to the address', async () => {
  const { number } = await good(intake({ others: [{ ...joint(chen), present: true, consent: true }, joint(stranger, { address: '云州市西城区文昌路8号' }), joint({ ...li })] }))
  assert.deepEqual((await roles('window.wang', number)).map(([role]) => role), ['applicant', 'joint-applicant', 'invited', 'invited'])
  assert.equal((await call('GET', `/api/cases/${number}`, { as: 'chen.hao' })).status, 200)
  assert.deepEqual(await addresses('window.wang', number), [null, '云州市东城区人民大道1号', '云州市西城区文昌路8号', '云州市东城区人民大道1号'])
  assert.deepEqual(await addresses('chen.hao', number), [null, '云州市东城区人民大道1号', null, null], 'the address of one is not told to the other')
  const said = { join: true, name: stranger.name, idNumber: stranger.idNumber }
  assert.deepEqual(told(await confirm('window.wang', number, 2, { ...said, idNumber: li.idNumber, means: 'present' })), [409, 'cases.invitee-read-differently'])
  assert.deepEqual(told(await confirm('window.wang', number, 2, { ...said, idNumber: '1', means: 'present' })), [422, 'people.bad-document'])
  assert.deepEqual(told(await confirm('window.wang', number, 9, { ...said, means: 'present' })), [404, 'cases.invitation-not-found'])
  assert.deepEqual(told(await confirm(leaseClerk, number, 2, { ...said, means: 'paper' })), [422, 'cases.invitee-paper-needed'])
  const { digest, type, name } = await town.platform.ground.files.put({ name: '共同申请确认书.txt', content: Buffer.from('我同意共同申请。\n') }, ordinaryFileRules)
  const paper = { sha256: digest, type, name, bytes: 27 }
  assert.deepEqual(told(await confirm('window.wang', number, 2, { ...said, means: 'paper', paper })), [403, 'cases.invitee-same-officer'])
  assert.deepEqual((await Promise.all([confirm(leaseClerk, number, 2, { ...said, means: 'paper', paper }), confirm(leaseClerk, number, 2, { ...said, means: 'paper', paper })])).map(({ status }) => status).sort(), [200, 409])
  assert.ok((await read(leaseClerk, number)).files.some((file) => file.name === name && file.sha256 === digest))
  assert.deepEqual(told(await confirm('dc.minzheng.clerk', number, 3, { ...said, means: 'present' })), [404, 'cases.not-found'], 'another body')
  await good(confirm('window.wang', number, 3, { join: false, name: li.name, idNumber: li.idNumber, means: 'present' }))
  await did(leaseClerk, number, 'acceptance')
  await town.settle()
  assert.deepEqual((await letters(leaseClerk, number)).find(({ kind }) => kind === 'acceptance')?.recipients.map(({ party, delivery }) => [party, delivery?.means ?? null]), [[0, 'electronic'], [1, 'electronic'], [2, null]])
  const waits = (await call<{ items: { case: string; kind: string; recipient: string; address: string | null }[] }>('GET', '/api/waiting-letters?limit=100', { as: leaseClerk })).body.items.filter((one) => one.case === number && one.kind === 'acceptance')
  assert.deepEqual(waits.map(({ recipient, address }) => [recipient, address]), [['周强', '云州市西城区文昌路8号']])
})

test('a window enters nobody who is the applicant, is there twice, or has died; a name that is not that of the number reaches nobody', async () => {
  assert.deepEqual(told(await intake({ others: [joint(zhang)] })), [422, 'applications.parties-unfit'])
  assert.deepEqual(told(await intake({ others: [joint(chen), joint(chen)] })), [422, 'applications.parties-unfit'])
  const { number } = await good(intake({ others: [joint({ ...chen, name: '陈浩' })] }))
  await town.settle()
  assert.ok(!(await invited('chen.hao')).includes(number))
})

test('土地权属争议调查处理办法 13: the other side takes no part before acceptance, then is told by a letter of its own, reads the case and answers; a number is not needed', async () => {
  const others = [other('respondent', chen), other('respondent', { name: '溪口村四组', idKind: '', idNumber: '' }, { kind: 'legal', address: '云溪镇溪口村四组1号' })]
  const start = async () => (await good(submit('zhang.min', await draft('zhang.min', land, landForm, { others, consent: true, scenario: { who: 'self' } })))).number
  const withdrawn = await start()
  await good(act('zhang.min', withdrawn, 'withdrawal', { reason: '已经和解。' }))
  const number = await start()
  await town.settle()
  for (const one of [withdrawn, number]) assert.equal((await call('GET', `/api/cases/${one}`, { as: 'chen.hao' })).status, 404, 'before it is accepted nobody is told')
  assert.ok(!(await invited('chen.hao')).includes(number), 'the other side is not asked')
  assert.deepEqual(await roles('zhang.min', number), [['applicant', '张敏'], ['named', '陈皓'], ['named', '溪口村四组']])
  await did(landClerk, number, 'acceptance')
  await town.settle()
  assert.deepEqual((await roles('zhang.min', number)).map(([role]) => role), ['applicant', 'respondent', 'respondent'])
  assert.ok((await titles('chen.hao')).includes('您被列为被申请人，请答辩'))
  assert.deepEqual((await letters(landClerk, number)).filter(({ kind }) => kind === 'respondent').map(({ recipients }) => recipients.map(({ party }) => party)).sort(), [[1], [2]])
  assert.deepEqual((await letters('chen.hao', number)).map(({ kind }) => kind), ['respondent'], 'what is between the body and the applicant is not the other side’s')
  const [letter] = await sql().rows<{ text: string }>("select content::text as text from deliveries.letters where kind = 'respondent' and case_id = (select id from cases.cases where number = $1) and addressee = 1", [number])
  assert.match(letter?.text ?? '', /自收到本通知书之日起30日内/)
  assert.ok(!letter?.text.includes(zhang.idNumber) && !letter?.text.includes(chen.idNumber))
  const waits = (await call<{ items: { case: string; recipient: string; address: string | null }[] }>('GET', '/api/waiting-letters?limit=100', { as: landClerk })).body.items.filter((one) => one.case === number)
  assert.deepEqual(waits.filter(({ recipient }) => recipient === '溪口村四组').map(({ address }) => address), ['云溪镇溪口村四组1号'])
  await good(act('chen.hao', number, 'statements', { statement: '土地一直由我使用。' }))
  assert.equal(openStep(await read(landClerk, number), 'notifyRespondent').kind, 'work')
})

const adult = async (login: string, name: string, sequence: number) => {
  const idNumber = makeResidentId({ region: '990103', birth: '1985-05-06', sequence })
  const { body } = await town.call<Said>('POST', '/api/registrations', { body: { login, password: 'four boats on the river', name, idKind: 'resident-id', idNumber } })
  await sql().rows("insert into people.demonstration_accounts (id, place, title_zh) values ($1, 902, '试用')", [body.id])
  await town.platform.ground.runAct({ actor: { id: body.id, kind: 'system' }, locks: [`account:${body.id}`] }, (one) => proveMadeUp(one, body.id, 'demonstration', 4))
  return { login, id: body.id, name, idKind: 'resident-id', idNumber }
}

test('行政许可法 29; 民法典 161, 165: whoever comes for the applicant does so by an authority that is there: a power that two officers saw, or one given on line; both stand in the case and in the ledger', async () => {
  const agent = await adult('w.agent', '代办生', 801)
  const shown = { name: agent.name, idKind: agent.idKind, idNumber: agent.idNumber }
  const absent = { name: '委托老人', idKind: 'resident-id', idNumber: makeResidentId({ region: '990103', birth: '1940-05-06', sequence: 803 }) }
  const forAbsent = (more: object = {}) => intake({ applicant: { kind: 'natural', ...absent, consent: false }, agent: shown, ...more })
  assert.deepEqual(told(await forAbsent()), [422, 'people.authority-not-found'])
  const unreadable = await forAbsent({ agent: { ...stranger, idNumber: '12' } })
  assert.deepEqual([...told(unreadable), unreadable.body.fields.map(({ path }) => path)], [422, 'people.bad-document', ['/agent/idNumber']])
  assert.deepEqual(told(await forAbsent({ agent: stranger })), [422, 'people.authority-not-found'], 'an agent is proved by this document')
  const { digest, name, type } = await town.platform.ground.files.put({ name: '委托书.txt', content: Buffer.from('授权委托书：租房备案\n') }, ordinaryFileRules)
  const until = dateInChina(town.clock.now()).add({ days: 30 }).toString()
  const taken = await good(call('POST', '/api/power-checks', { as: 'window.wang', body: { reference: '委字9号', mark: 'signature', notarised: null, abroad: false, items: [lease], until, principal: absent, agent: shown, paper: { sha256: digest, name, type } } }))
  assert.deepEqual(told(await forAbsent()), [422, 'people.authority-not-found'], 'taken by one is not confirmed by two')
  assert.equal((await call('POST', `/api/power-checks/${taken.id}/confirmation`, { as: 'window.zhao', body: { principal: { name: absent.name, idNumber: absent.idNumber }, agent: { name: shown.name, idNumber: shown.idNumber } } })).status, 204)
  const { number } = await good(forAbsent())
  assert.deepEqual(await roles('window.wang', number), [['applicant', '委托老人'], ['agent', '代办生']])
  const [given] = await sql().rows<{ id: string; principal: string }>('select id, principal from people.agencies where agent = $1 and power is not null', [agent.id])
  const entries = await sql().rows<{ kind: string; facts: Record<string, unknown> }>("select kind, facts from act.entries where subject = (select id from cases.cases where number = $1) and kind in ('cases.opened', 'applications.received-at-window') order by kind", [number])
  assert.deepEqual(entries.map(({ kind, facts }) => [kind, facts['agency'], facts['agent']]), [['applications.received-at-window', given?.id, agent.id], ['cases.opened', given?.id, agent.id]])
  assert.equal(entries[0]?.facts['principal'], given?.principal)
  // What the agent may read follows from the authority, as on line.
  assert.equal((await call('GET', `/api/cases/${number}`, { as: agent.login })).status, 404)
  assert.equal((await call('PUT', '/api/session/capacity', { as: agent.login, body: { principal: given?.principal } })).status, 204)
  assert.equal((await call('GET', `/api/cases/${number}`, { as: agent.login })).status, 200)
  assert.deepEqual(told(await forAbsent({ item: codes.marriage, form: forms.marriage })), [403, 'people.outside-agency'])
  // One given on line, by somebody who is proved.
  const giver = await adult('w.giver', '授权人', 805)
  const person = { name: giver.name, idKind: giver.idKind, idNumber: giver.idNumber }
  await good(call('POST', '/api/agencies', { as: giver.login, body: { login: agent.login, name: agent.name, items: null, until } }))
  const online = await good(intake({ applicant: { kind: 'natural', ...person, consent: true }, agent: shown }))
  assert.equal((await call('GET', `/api/cases/${online.number}`, { as: giver.login })).status, 200)
  // Who acts for the applicant is not the other side; who disputes with the principal neither.
  assert.deepEqual(told(await intake({ item: land, form: landForm, applicant: { kind: 'natural', ...person, consent: true }, agent: shown, others: [other('respondent', shown)] })), [422, 'applications.parties-unfit'])
  // A legal representative acts by position, and for no other company.
  const company = (uscc: string, title: string) => intake({ applicant: { kind: 'legal', name: title, idKind: 'uscc', idNumber: uscc, consent: false }, agent: zhang })
  assert.deepEqual((await roles('window.wang', (await good(company('91990102708100111L', '云州云禾传媒有限公司'))).number)), [['applicant', '云州云禾传媒有限公司'], ['agent', '张敏']])
  assert.deepEqual(told(await company('91990104708155577U', '云州建安市政工程有限公司')), [422, 'people.authority-not-found'])
})
