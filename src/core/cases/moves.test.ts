// Moves of work over HTTP: each one, each way it is refused, and two who move at once. The process of these tests has parallel work and a hearing.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { codes, forms, mattersIn, openStep, publishFrom, type Said, termOf, told, traffic, urban, urbanStaff } from '../../../test/matters.ts'
import { openTown } from '../../../test/town.ts'

const town = await openTown()
const { act, apply, call, did, decide, good, read, timeline } = mattersIn(town)
const { clerk, examiner, approver } = urbanStaff
const police = 'jiaoguan.examiner'
const moved = '11990100700140426Y39901000010EE'

after(() => town.close())

/** accept → prepare → both (measure → hear | consult) → draft → decide → deliver. */
function movingProcess(): string {
  const task = (id: string, step: string, role: string, unit: string, more = '') => `<bpmn:userTask id="${id}" name="${id}" yiwang:step="${step}" yiwang:role="${role}" yiwang:unit="${unit}" ${more}/>`
  const flow = (from: string, to: string, inner = '') => `<bpmn:sequenceFlow id="${from}-${to}" sourceRef="${from}" targetRef="${to}">${inner}</bpmn:sequenceFlow>`
  return `<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:yiwang="urn:yiwang:bpmn" id="d" targetNamespace="urn:test"><bpmn:process id="moving" name="流转" isExecutable="true">
    <bpmn:startEvent id="start"/>${task('accept', 'acceptance', 'clerk', 'handling')}<bpmn:exclusiveGateway id="accepted" default="accepted-not"/><bpmn:endEvent id="not"/>
    ${task('prepare', 'work', 'examiner', 'handling')}<bpmn:parallelGateway id="split"/>${task('measure', 'work', 'examiner', 'handling')}${task('hear', 'work', 'examiner', 'handling', 'yiwang:lawful="hearing"')}
    ${task('consult', 'opinion', 'examiner', traffic)}<bpmn:parallelGateway id="join"/>${task('draft', 'examination', 'examiner', 'handling')}${task('decide', 'decision', 'approver', 'deciding')}${task('deliver', 'delivery', 'clerk', 'handling')}<bpmn:endEvent id="end"/>
    ${flow('start', 'accept')}${flow('accept', 'accepted')}${flow('accepted', 'prepare', '<bpmn:conditionExpression>accept.outcome = "accept"</bpmn:conditionExpression>')}${flow('accepted', 'not')}
    ${flow('prepare', 'split')}${flow('split', 'measure')}${flow('split', 'consult')}${flow('measure', 'hear')}${flow('hear', 'join')}${flow('consult', 'join')}${flow('join', 'draft')}${flow('draft', 'decide')}${flow('decide', 'deliver')}${flow('deliver', 'end')}
  </bpmn:process></bpmn:definitions>`
}

before(async () => {
  await publishFrom(town, codes.hoarding, (content) => ({ ...content, code: moved }), movingProcess())
})

const accounts = new Map<string, string>()

/** The account behind a login; `made` ones are colleagues of the bureau with the post named. */
async function accountOf(login: string): Promise<string> {
  const known = accounts.get(login) ?? (await town.platform.ground.sql.rows<{ id: string }>('select id from people.accounts where login = $1', [login]))[0]?.id
  assert.ok(known, login)
  accounts.set(login, known)
  return known
}

async function hire(login: string, role: string): Promise<string> {
  const { body } = await call<{ id: string }>('POST', '/api/accounts', { as: 'admin.system', body: { login, kind: 'staff', name: '何新', organisation: urban, password: 'four boats on the river' } })
  assert.equal((await call('POST', `/api/accounts/${body.id}/posts`, { as: 'admin.security', body: { role, organisation: urban } })).status, 201)
  const { headers } = await town.call('POST', '/api/session', { body: { login, password: 'four boats on the river' } })
  accounts.set(login, body.id)
  return String(headers['set-cookie']).split(';')[0] ?? ''
}

const by = async (cookie: string, number: string, path: string, body: unknown = {}) => town.call<Said>('POST', `/api/cases/${number}/${path}`, { body, headers: { cookie } })
const on = async (as: string, number: string, element: string, path: string, body: unknown = {}) => act(as, number, `steps/${openStep(await read(clerk, number), element).id}/${path}`, body)
const done = async (as: string, number: string, element: string, outcome = 'done') => good(on(as, number, element, 'completion', { outcome }))
const openOnes = (said: Said) => said.steps.filter((step) => step.state === 'open').map((step) => step.element).sort()
const offered = (said: Said, name: string, element: string) => said.acts.find((one) => one.act === name && one.step === openStep(said, element).id) as { targets?: { element: string; straightBack?: boolean }[] } | undefined

/** A case that stands at `prepare`, at the parallel work, or at `draft`. */
async function at(place: 'prepare' | 'both' | 'draft'): Promise<string> {
  const { number } = await apply('yunhe.media', moved, forms.hoarding)
  await did(clerk, number, 'acceptance')
  if (place !== 'prepare') await done(examiner, number, 'prepare')
  if (place !== 'draft') return number
  await done(examiner, number, 'measure')
  await done(examiner, number, 'hear')
  await done(police, number, 'consult', 'pass')
  return number
}

test('a step is returned inside its branch, goes on from there, and no limit begins anew', async () => {
  const number = await at('both')
  await done(examiner, number, 'measure')
  const before = await read(examiner, number)
  assert.deepEqual(offered(before, 'return', 'hear')?.targets?.map((one) => [one.element, one.straightBack]), [['prepare', false], ['measure', true]])
  town.clock.advance({ hours: 30 })
  const said = await good(on(examiner, number, 'hear', 'return', { to: 'measure', then: 'on', reason: '尺寸需要复核。' }))
  assert.deepEqual(openOnes(said), ['consult', 'measure'])
  assert.deepEqual(said.terms, before.terms)
  assert.equal(openStep(said, 'measure').assigneeName, '吴婷', 'who did it has it again')
  assert.deepEqual(openOnes(await done(examiner, number, 'measure')), ['consult', 'hear'])
  const entry = (await timeline(examiner, number)).find(({ kind }) => kind === 'cases.returned')
  assert.deepEqual([entry?.facts.element, entry?.facts.to, entry?.words?.reason], ['hear', 'measure', '尺寸需要复核。'])
  assert.ok(!(await timeline('yunhe.media', number)).some(({ kind }) => kind === 'cases.returned'), 'how work is arranged inside is not told to the applicant')
})

test('with straight-back it comes back over what was done; before the split everything parallel is cancelled and done anew', async () => {
  const number = await at('draft')
  assert.deepEqual(told(await on(examiner, number, 'draft', 'return', { to: 'measure', then: 'on', reason: '复核' })), [409, 'cases.move-into-branch'])
  assert.deepEqual(openOnes(await good(on(examiner, number, 'draft', 'return', { to: 'prepare', then: 'straight-back', reason: '补充清单。' }))), ['prepare'])
  assert.deepEqual(openOnes(await done(examiner, number, 'prepare')), ['draft'])
  const other = await at('both')
  assert.deepEqual(told(await on(examiner, other, 'measure', 'return', { to: 'prepare', then: 'straight-back', reason: '补充清单。' })), [409, 'cases.straight-back-not-possible'])
  assert.deepEqual(openOnes(await good(on(examiner, other, 'measure', 'return', { to: 'prepare', then: 'on', reason: '补充清单。' }))), ['prepare'])
  assert.deepEqual(openOnes(await done(examiner, other, 'prepare')), ['consult', 'measure'])
})

test('nothing goes back behind acceptance or a decision, nor to what was never passed', async () => {
  const number = await at('draft')
  assert.deepEqual(told(await on(examiner, number, 'draft', 'return', { to: 'accept', reason: '退件' })), [409, 'cases.move-behind-acceptance'])
  assert.deepEqual(told(await on(examiner, number, 'draft', 'return', { to: 'decide', reason: '退件' })), [409, 'cases.move-not-possible'])
  assert.deepEqual(told(await on(examiner, number, 'draft', 'return', { to: 'nowhere', reason: '退件' })), [409, 'cases.move-not-possible'])
  await done(examiner, number, 'draft', 'pass')
  await good(decide(number, { outcome: 'grant' }))
  assert.deepEqual(told(await on(clerk, number, 'deliver', 'return', { to: 'draft', reason: '有误' })), [409, 'cases.move-behind-decision'])
  assert.equal(offered(await read(clerk, number), 'return', 'deliver'), undefined)
})

test('a jump passes over nothing that the law demands, and only an examiner, approver or head may make it', async () => {
  const number = await at('both')
  assert.deepEqual(told(await on(examiner, number, 'measure', 'jump', { to: 'draft', reason: '情况清楚' })), [409, 'cases.move-over-lawful-step'])
  assert.deepEqual(openOnes(await good(on(examiner, number, 'measure', 'jump', { to: 'hear', reason: '无须丈量。' }))), ['consult', 'hear'])
  await done(examiner, number, 'hear')
  assert.deepEqual(openOnes(await good(on(police, number, 'consult', 'jump', { to: 'draft', reason: '无意见。' }))), ['draft'], 'out of the split all its branches end together')
  assert.deepEqual(told(await on(examiner, number, 'draft', 'jump', { to: 'deliver', reason: '越过决定' })), [409, 'cases.move-over-lawful-step'])
  assert.deepEqual(told(await on(clerk, number, 'draft', 'jump', { to: 'decide', reason: '越权' })), [403, 'http.not-allowed'])
  assert.deepEqual(told(await on(police, number, 'draft', 'jump', { to: 'decide', reason: '越权' })), [403, 'cases.move-not-yours'])
  const early = (await apply('yunhe.media', moved, forms.hoarding)).number
  assert.deepEqual(told(await on(approver, early, 'accept', 'jump', { to: 'prepare', reason: '先办' })), [409, 'cases.move-over-lawful-step'], 'acceptance is such a step itself')
})

test('a return to another body is for an examiner, approver or head', async () => {
  const cookie = await hire('chengguan.drafter', 'clerk')
  await publishFrom(town, codes.hoarding, (content) => ({ ...content, code: `${moved.slice(0, -2)}EF` }), movingProcess().replace('yiwang:step="examination" yiwang:role="examiner"', 'yiwang:step="examination" yiwang:role="clerk"').replace('id="prepare" name="prepare" yiwang:step="work" yiwang:role="examiner" yiwang:unit="handling"', `id="prepare" name="prepare" yiwang:step="work" yiwang:role="examiner" yiwang:unit="${traffic}"`))
  const { number } = await apply('yunhe.media', `${moved.slice(0, -2)}EF`, forms.hoarding)
  await did(clerk, number, 'acceptance')
  await done(police, number, 'prepare')
  for (const [who, element, outcome] of [[examiner, 'measure', 'done'], [examiner, 'hear', 'done'], [police, 'consult', 'pass']] as const) await done(who, number, element, outcome)
  const { id } = openStep(await read(clerk, number), 'draft')
  assert.deepEqual(told(await by(cookie, number, `steps/${id}/return`, { to: 'prepare', reason: '补充' })), [403, 'cases.move-not-yours'])
  assert.deepEqual(openOnes(await did(approver, number, `steps/${id}/return`, { to: 'prepare', reason: '补充' })), ['prepare'])
})

test('the handler takes back what nobody has opened, with the branches that began; once opened it stays', async () => {
  const number = await at('both')
  const { id } = (await read(examiner, number)).steps.find((step) => step.element === 'prepare') ?? { id: '' }
  assert.deepEqual(told(await act(police, number, `steps/${id}/take-back`)), [403, 'cases.move-not-yours'])
  assert.ok((await read(examiner, number)).acts.some((one) => one.act === 'take-back' && one.step === id))
  town.clock.advance({ minutes: 1 })
  assert.deepEqual(openOnes(await did(examiner, number, `steps/${id}/take-back`)), ['prepare'])
  await done(examiner, number, 'prepare')
  const again = (await read(examiner, number)).steps.filter((step) => step.element === 'prepare').at(-1)?.id ?? ''
  await good(on(police, number, 'consult', 'claim'))
  assert.deepEqual(told(await act(examiner, number, `steps/${again}/take-back`)), [409, 'cases.already-opened'])
  assert.ok(!(await read(examiner, number)).acts.some((one) => one.act === 'take-back'))
  assert.deepEqual(told(await act(examiner, number, `steps/${id}/take-back`)), [409, 'cases.step-already-done'], 'an earlier round is over')
})

test('one who takes back and one who opens: only one of them succeeds', async () => {
  for (let round = 0; round < 4; round++) {
    const number = await at('both')
    const said = await read(examiner, number)
    const prepared = said.steps.find((step) => step.element === 'prepare')?.id ?? ''
    const consult = openStep(said, 'consult').id
    const answers = await Promise.all([act(examiner, number, `steps/${prepared}/take-back`), act(police, number, `steps/${consult}/claim`)])
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409], JSON.stringify(answers.map(told)))
    const kinds = (await timeline(clerk, number)).map(({ kind }) => kind)
    assert.equal(kinds.filter((kind) => kind === 'cases.taken-back' || kind === 'cases.step-claimed').length, 1)
  }
})

test('of two who return one step at once one does, and the other hears that it was done', async () => {
  const number = await at('draft')
  const { id } = openStep(await read(examiner, number), 'draft')
  const answers = await Promise.all([examiner, approver].map((who) => act(who, number, `steps/${id}/return`, { to: 'prepare', reason: '补充' })))
  assert.deepEqual(answers.map(told).sort(), [[200, undefined], [409, 'cases.step-already-done']])
  assert.equal((await timeline(clerk, number)).filter(({ kind }) => kind === 'cases.returned').length, 1)
})

test('signers before: the handler waits for them, and may send away who has not signed', async () => {
  const number = await at('prepare')
  const signers = [{ organisation: urban, role: 'clerk' }, { organisation: traffic, role: 'examiner', account: await accountOf(police) }]
  const said = await good(on(examiner, number, 'prepare', 'signers', { place: 'before', signers }))
  assert.deepEqual(said.steps.filter((step) => step.state === 'open').map((step) => [step.kind, step.organisation.code, step.assigneeName !== null]).sort(), [['opinion', urban, false], ['opinion', traffic, true], ['work', urban, false]])
  const own = said.steps.find((step) => step.kind === 'work')?.id ?? ''
  assert.deepEqual(told(await act(examiner, number, `steps/${own}/signers`, { place: 'with', signers: signers.slice(1) })), [409, 'cases.signs-already'])
  const [mine, theirs] = [urban, traffic].map((code) => said.steps.find((step) => step.kind === 'opinion' && step.organisation.code === code)?.id ?? '')
  assert.deepEqual(told(await act(examiner, number, `steps/${own}/completion`, { outcome: 'done' })), [409, 'cases.signing-open'])
  assert.deepEqual(told(await act(clerk, number, `steps/${mine}/completion`, { outcome: 'perhaps' })), [422, 'cases.outcome-not-possible'])
  await did(clerk, number, `steps/${mine}/completion`, { outcome: 'disagree', opinion: '清单不全。' })
  assert.deepEqual(told(await act(examiner, number, `steps/${mine}/signer-removal`)), [409, 'cases.step-already-done'])
  assert.deepEqual(told(await act(clerk, number, `steps/${theirs}/signer-removal`)), [403, 'cases.move-not-yours'])
  await did(examiner, number, `steps/${theirs}/signer-removal`)
  assert.deepEqual(openOnes(await did(examiner, number, `steps/${own}/completion`, { outcome: 'done' })), ['consult', 'measure'])
})

test('signers beside: a share decides, who is no longer needed need not sign, and without it the step is not passed', async () => {
  const number = await at('draft')
  const cookies = [await hire('chengguan.examiner7', 'examiner'), await hire('chengguan.examiner8', 'examiner')]
  const signers = [{ organisation: urban, role: 'clerk' }, ...['chengguan.examiner7', 'chengguan.examiner8'].map((login) => ({ organisation: urban, role: 'examiner', account: accounts.get(login) ?? '' }))]
  const said = await good(on(examiner, number, 'draft', 'signers', { place: 'with', rule: 'share:2/3', signers, reason: '集体讨论' }))
  const own = said.steps.find((step) => step.state === 'open' && step.kind === 'examination')?.id ?? ''
  const of = (account: string | null) => said.steps.find((step) => step.kind === 'opinion' && step.state === 'open' && step.assignee === account)?.id ?? ''
  assert.equal((await by(cookies[0] ?? '', number, `steps/${of(accounts.get('chengguan.examiner7') ?? '')}/completion`, { outcome: 'disagree' })).status, 200)
  assert.deepEqual(told(await act(examiner, number, `steps/${own}/completion`, { outcome: 'pass' })), [409, 'cases.signing-open'])
  const decided = await did(clerk, number, `steps/${of(null)}/completion`, { outcome: 'disagree' })
  assert.ok(!decided.steps.some((step) => step.kind === 'opinion' && step.state === 'open'))
  assert.deepEqual(told(await by(cookies[1] ?? '', number, `steps/${of(accounts.get('chengguan.examiner8') ?? '')}/completion`, { outcome: 'agree' })), [409, 'cases.step-already-done'])
  assert.deepEqual(told(await act(examiner, number, `steps/${own}/completion`, { outcome: 'pass' })), [409, 'cases.signers-disagree'])
  assert.deepEqual(openOnes(await did(examiner, number, `steps/${own}/completion`, { outcome: 'reject' })), ['decide'])
})

test('who was named to sign and has left the post signs no more', async () => {
  const cookie = await hire('chengguan.leaving', 'clerk')
  const account = accounts.get('chengguan.leaving') ?? ''
  const number = await at('prepare')
  const said = await good(on(examiner, number, 'prepare', 'signers', { place: 'before', signers: [{ organisation: urban, role: 'clerk', account }] }))
  const signing = said.steps.find((step) => step.kind === 'opinion' && step.state === 'open')?.id ?? ''
  const { body } = await call<{ posts: { id: string }[] }>('GET', `/api/accounts/${account}`, { as: 'admin.security' })
  assert.ok((await call('DELETE', `/api/accounts/${account}/posts/${body.posts[0]?.id}`, { as: 'admin.security' })).status < 300)
  assert.equal((await by(cookie, number, `steps/${signing}/completion`, { outcome: 'agree' })).status, 403)
  await did(examiner, number, `steps/${signing}/signer-removal`)
  await done(examiner, number, 'prepare')
})

test('any one of them: the first signature ends the step for all', async () => {
  const number = await at('draft')
  await good(on(examiner, number, 'draft', 'signers', { place: 'with', rule: 'any', signers: [{ organisation: urban, role: 'clerk' }] }))
  const signing = (await read(clerk, number)).steps.find((step) => step.kind === 'opinion' && step.state === 'open')?.id ?? ''
  const said = await did(clerk, number, `steps/${signing}/completion`, { outcome: 'agree' })
  assert.deepEqual(openOnes(said), ['decide'])
  assert.ok(said.steps.every((step) => step.element !== 'draft' || step.state !== 'open'))
})

test('signers after look at what was done, and give it back when they disagree', async () => {
  const number = await at('prepare')
  await good(on(examiner, number, 'prepare', 'signers', { place: 'after', signers: [{ organisation: urban, role: 'approver' }] }))
  const looked = await done(examiner, number, 'prepare')
  assert.deepEqual(looked.steps.filter((step) => step.state === 'open').map((step) => [step.element, step.role]), [['prepare', 'approver']])
  const again = await did(approver, number, `steps/${openStep(looked, 'prepare').id}/completion`, { outcome: 'disagree', opinion: '请补充。' })
  assert.deepEqual(again.steps.filter((step) => step.state === 'open').map((step) => [step.kind, step.role]), [['work', 'examiner']])
  const second = await done(examiner, number, 'prepare')
  assert.deepEqual(openOnes(await did(approver, number, `steps/${openStep(second, 'prepare').id}/completion`, { outcome: 'agree' })), ['consult', 'measure'])
})

test('acceptance and delivery take no signers, a decision none after; a signer holds the post', async () => {
  const { number } = await apply('yunhe.media', moved, forms.hoarding)
  const signers = [{ organisation: urban, role: 'examiner' }]
  assert.deepEqual(told(await on(clerk, number, 'accept', 'signers', { place: 'before', signers })), [422, 'cases.signing-not-possible'])
  const other = await at('prepare')
  for (const wrong of [[{ organisation: urban, role: 'window' }], [{ organisation: urban, role: 'clerk', account: await accountOf(police) }], [{ organisation: urban, role: 'examiner', account: await accountOf(examiner) }]]) {
    assert.deepEqual(told(await on(examiner, other, 'prepare', 'signers', { place: 'with', signers: wrong })), [422, 'cases.colleague-unknown'])
  }
  const drafted = await at('draft')
  await done(examiner, drafted, 'draft', 'pass')
  assert.deepEqual(told(await on(approver, drafted, 'decide', 'signers', { place: 'after', signers })), [422, 'cases.signing-not-possible'])
  await good(on(approver, drafted, 'decide', 'signers', { place: 'with', signers }))
  const decision = (await read(approver, drafted)).steps.find((step) => step.kind === 'decision')?.id ?? ''
  const signing = (await read(approver, drafted)).steps.find((step) => step.element === 'decide' && step.kind === 'opinion')?.id ?? ''
  assert.deepEqual(told(await act(approver, drafted, 'decision', { step: decision, outcome: 'grant' })), [409, 'cases.signing-open'])
  await did(examiner, drafted, `steps/${signing}/completion`, { outcome: 'agree' })
  assert.equal((await did(approver, drafted, 'decision', { step: decision, outcome: 'grant' })).state, 'decided')
})

test('signers that the process demands open with the step and cannot be removed; their votes give its outcome', async () => {
  const code = `${moved.slice(0, -2)}EG`
  await publishFrom(town, codes.hoarding, (content) => ({ ...content, code }), movingProcess().replace('id="draft" name="draft"', `id="draft" name="draft" yiwang:signers="handling/clerk, ${traffic}/examiner" yiwang:rule="veto"`))
  const { number } = await apply('yunhe.media', code, forms.hoarding)
  await did(clerk, number, 'acceptance')
  for (const [who, element, outcome] of [[examiner, 'prepare', 'done'], [examiner, 'measure', 'done'], [examiner, 'hear', 'done'], [police, 'consult', 'pass']] as const) await done(who, number, element, outcome)
  const said = await read(clerk, number)
  const signings = said.steps.filter((step) => step.element === 'draft')
  assert.deepEqual(signings.map((step) => [step.kind, step.role, step.organisation.code]).sort(), [['opinion', 'clerk', urban], ['opinion', 'examiner', traffic]])
  assert.deepEqual(told(await act(approver, number, `steps/${signings.find((step) => step.role === 'clerk')?.id}/signer-removal`)), [409, 'cases.signer-not-removable'])
  const objected = await did(police, number, `steps/${signings.find((step) => step.role === 'examiner')?.id}/completion`, { outcome: 'disagree' })
  assert.deepEqual(openOnes(objected), ['decide'], 'one no ends it')
})

test('what is returned goes to who did it, not to who signed it, nor to who has left the post', async () => {
  const cookie = await hire('chengguan.moving', 'examiner')
  const account = accounts.get('chengguan.moving') ?? ''
  const number = await at('prepare')
  await good(on(examiner, number, 'prepare', 'signers', { place: 'before', signers: [{ organisation: urban, role: 'clerk' }] }))
  const { steps } = await read(clerk, number)
  const [own, signing] = ['work', 'opinion'].map((kind) => steps.find((step) => step.state === 'open' && step.kind === kind)?.id ?? '')
  await did(clerk, number, `steps/${signing}/completion`, { outcome: 'agree' })
  assert.equal((await by(cookie, number, `steps/${own}/completion`, { outcome: 'done' })).status, 200)
  const back = await good(on(examiner, number, 'measure', 'return', { to: 'prepare', reason: '补充' }))
  assert.equal(openStep(back, 'prepare').assignee, account)
  assert.equal((await by(cookie, number, `steps/${openStep(back, 'prepare').id}/completion`, { outcome: 'done' })).status, 200)
  const { body } = await call<{ posts: { id: string }[] }>('GET', `/api/accounts/${account}`, { as: 'admin.security' })
  await call('DELETE', `/api/accounts/${account}/posts/${body.posts[0]?.id}`, { as: 'admin.security' })
  assert.equal(openStep(await good(on(examiner, number, 'measure', 'return', { to: 'prepare', reason: '再补充' })), 'prepare').assignee, null)
})

test('a step is transferred to a colleague of the same post, and to nobody else', async () => {
  const cookie = await hire('chengguan.examiner9', 'examiner')
  const number = await at('prepare')
  for (const wrong of [clerk, police]) assert.deepEqual(told(await on(examiner, number, 'prepare', 'transfer', { to: await accountOf(wrong), reason: '外出' })), [422, 'cases.colleague-unknown'])
  assert.deepEqual(told(await on(clerk, number, 'prepare', 'transfer', { to: accounts.get('chengguan.examiner9'), reason: '外出' })), [403, 'cases.move-not-yours'])
  const said = await good(on(examiner, number, 'prepare', 'transfer', { to: accounts.get('chengguan.examiner9'), reason: '外出培训。' }))
  assert.equal(openStep(said, 'prepare').assigneeName, '何新')
  assert.deepEqual(told(await on(examiner, number, 'prepare', 'completion', { outcome: 'done' })), [409, 'cases.step-claimed'])
  assert.deepEqual(told(await on(examiner, number, 'prepare', 'transfer', { to: await accountOf(examiner), reason: '要回' })), [409, 'cases.step-claimed'])
  assert.equal((await by(cookie, number, `steps/${openStep(said, 'prepare').id}/completion`, { outcome: 'done' })).status, 200)
})

test('what is delegated comes back for confirmation, or is called back; meanwhile nobody completes it', async () => {
  const number = await at('prepare')
  const said = await good(on(examiner, number, 'prepare', 'delegation', { to: await accountOf(clerk), request: '请核对清单。' }))
  assert.equal(openStep(said, 'prepare').assigneeName, '周强')
  assert.ok((await read(clerk, number)).acts.some((one) => one.act === 'answer-delegation'))
  for (const who of [examiner, clerk]) assert.deepEqual(told(await on(who, number, 'prepare', 'completion', { outcome: 'done' })), [409, 'cases.step-delegated'])
  assert.deepEqual(told(await on(examiner, number, 'prepare', 'return', { to: 'accept', reason: '退' })), [409, 'cases.step-delegated'])
  assert.deepEqual(told(await on(examiner, number, 'prepare', 'delegation-answer', { answer: '已核对。' })), [409, 'cases.step-not-delegated'])
  const back = await good(on(clerk, number, 'prepare', 'delegation-answer', { answer: '清单一致。' }))
  assert.equal(openStep(back, 'prepare').assigneeName, '吴婷')
  assert.equal((await timeline(examiner, number)).find(({ kind }) => kind === 'cases.delegation-answered')?.words?.answer, '清单一致。')
  await good(on(examiner, number, 'prepare', 'delegation', { to: await accountOf(clerk), request: '再核对。' }))
  assert.equal(openStep(await good(on(examiner, number, 'prepare', 'release')), 'prepare').assigneeName, '吴婷')
  await done(examiner, number, 'prepare')
})

test('a step is urged at most once in the interval; its holder is told', async () => {
  const number = await at('prepare')
  await good(on(examiner, number, 'prepare', 'claim'))
  await good(on(approver, number, 'prepare', 'urging', { words: '请抓紧。' }))
  assert.deepEqual(told(await on(approver, number, 'prepare', 'urging')), [409, 'cases.urged-lately'])
  assert.deepEqual(told(await on(examiner, number, 'prepare', 'urging')), [403, 'cases.not-your-step'])
  await town.settle()
  const inbox = await call<{ items: { kind: string; case: string | null }[] }>('GET', '/api/notifications?limit=100', { as: examiner })
  assert.equal(inbox.body.items.filter((message) => message.kind === 'cases.urged' && message.case === number).length, 1)
  town.clock.advance({ hours: 24 })
  await good(on(approver, number, 'prepare', 'urging'))
})

test('a copy lets its reader read, not act; the first reading is recorded', async () => {
  const number = await at('prepare')
  assert.equal((await call('GET', `/api/cases/${number}`, { as: 'minzheng.clerk' })).status, 404)
  await did(examiner, number, 'copies', { account: await accountOf('minzheng.clerk'), words: '请知悉。' })
  const said = await read('minzheng.clerk', number) as Said & { copies: { id: string; readAt: string | null }[]; acts: { act: string; copy?: string }[] }
  assert.deepEqual(said.acts.map((one) => one.act), ['read-copy'])
  const copy = said.acts[0]?.copy ?? ''
  assert.deepEqual(told(await act(examiner, number, `copies/${copy}/reading`)), [404, 'cases.copy-not-found'])
  assert.equal((await act('minzheng.clerk', number, 'copies', { organisation: urban })).status, 404, 'reading gives no right to act')
  const seen = await did('minzheng.clerk', number, `copies/${copy}/reading`) as typeof said
  const first = seen.copies[0]?.readAt
  assert.ok(first)
  town.clock.advance({ hours: 1 })
  assert.equal((await did('minzheng.clerk', number, `copies/${copy}/reading`) as typeof said).copies[0]?.readAt, first)
  const list = await call<{ items: { number: string }[] }>('GET', '/api/cases?view=copied', { as: 'minzheng.clerk' })
  assert.deepEqual(list.body.items.map((one) => one.number), [number])
  for (const wrong of [{}, { organisation: 'nobody' }, { account: await accountOf('yunhe.media') }]) assert.deepEqual(told(await act(examiner, number, 'copies', wrong)), [422, 'cases.colleague-unknown'])
})

test('cases.only-to-read: a body that was only given a copy neither urges nor passes the case on', async () => {
  const number = await at('prepare')
  await did(examiner, number, 'copies', { organisation: '11990100700194301B' })
  assert.equal((await call('GET', `/api/cases/${number}`, { as: 'minzheng.clerk' })).status, 200)
  assert.deepEqual(told(await on('minzheng.clerk', number, 'prepare', 'urging')), [403, 'cases.only-to-read'])
  assert.deepEqual(told(await act('minzheng.clerk', number, 'copies', { organisation: '11990100700153892X' })), [403, 'cases.only-to-read'])
  assert.equal((await call('GET', `/api/cases/${number}`, { as: 'shijian.clerk' })).status, 404)
})

test('the path further on may need an outcome: then its step is not jumped over', async () => {
  const code = `${moved.slice(0, -2)}EH`
  const branching = movingProcess().replace('yiwang:lawful="hearing"', '').replace('<bpmn:sequenceFlow id="draft-decide" sourceRef="draft" targetRef="decide"></bpmn:sequenceFlow>', '<bpmn:exclusiveGateway id="drafted" default="drafted-decide"/><bpmn:userTask id="again" name="again" yiwang:step="work" yiwang:role="examiner" yiwang:unit="handling"/><bpmn:sequenceFlow id="draft-drafted" sourceRef="draft" targetRef="drafted"/><bpmn:sequenceFlow id="drafted-decide" sourceRef="drafted" targetRef="decide"/><bpmn:sequenceFlow id="drafted-again" sourceRef="drafted" targetRef="again"><bpmn:conditionExpression>prepare.outcome = "done" and draft.outcome = "reject"</bpmn:conditionExpression></bpmn:sequenceFlow><bpmn:sequenceFlow id="again-decide" sourceRef="again" targetRef="decide"/>')
  await publishFrom(town, codes.hoarding, (content) => ({ ...content, code }), branching)
  const { number } = await apply('yunhe.media', code, forms.hoarding)
  await did(clerk, number, 'acceptance')
  assert.deepEqual(told(await on(examiner, number, 'prepare', 'jump', { to: 'draft', reason: '直接起草' })), [409, 'cases.move-outcome-missing'])
  assert.ok(termOf(await read(examiner, number), 'promise'))
})

test('who could take work over is listed with post and body', async () => {
  const number = await at('prepare')
  const { body } = await call<{ items: { account: string; role: string; organisation: { code: string } }[] }>('GET', `/api/cases/${number}/colleagues`, { as: examiner })
  assert.ok(body.items.some((one) => one.role === 'clerk' && one.organisation.code === urban))
  assert.ok(body.items.every((one) => ['clerk', 'examiner', 'approver', 'head'].includes(one.role)))
  assert.equal((await call('GET', `/api/cases/${number}/colleagues`, { as: 'yunhe.media' })).status, 403)
})
