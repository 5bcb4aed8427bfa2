// Every refusal of cases is reached by a call, says what to do next in both languages, and changes nothing.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { describeRefusals } from '#base/problem'
import { openTown } from '../../../test/town.ts'
import { codes, forms, mattersIn, openStep, urbanStaff, type Said } from '../../../test/matters.ts'
import type { Answer } from '../../../test/town.ts'

const town = await openTown()
const { accepted, act, apply, call, day, decide, decided, did, examined, read } = mattersIn(town)
const { clerk, examiner, approver } = urbanStaff
const missing = [{ text: '请补充位置图。' }]
const stepOf = async (as: string, number: string, kind: string) => openStep(await read(as, number), kind).id

after(() => town.close())

/** How each refusal is reached: the last call of each must be refused with the code. */
const ways: Record<string, () => Promise<Answer<Said>>> = {
  'cases.not-found': async () => act('shijian.clerk', (await apply()).number, 'acceptance'),
  'cases.step-already-done': async () => {
    const { number } = await examined()
    const step = await stepOf(approver, number, 'decision')
    await decide(number, { outcome: 'grant' })
    return act(approver, number, 'decision', { step, outcome: 'grant' })
  },
  'cases.section-not-of-body': async () => {
    const { number } = await accepted()
    return act(examiner, number, `steps/${await stepOf(examiner, number, 'examination')}/transfer`, { section: '12990100700126958D-01', reason: '请办理。' })
  },
  'cases.step-claimed': async () => {
    const { number } = await apply()
    await town.platform.ground.sql.rows("update cases.steps set assignee = gen_random_uuid() where case_id = (select id from cases.cases where number = $1)", [number])
    return act(clerk, number, 'acceptance')
  },
  'cases.not-your-step': async () => {
    const { number } = await accepted()
    return act(clerk, number, `steps/${await stepOf(clerk, number, 'examination')}/completion`, { outcome: 'pass' })
  },
  'cases.wrong-state': async () => act(clerk, (await accepted()).number, 'acceptance'),
  'cases.suspended': async () => {
    const { number } = await examined()
    await did(examiner, number, 'suspension', { kind: 'hearing', reason: '听证。', expectedDays: 5 })
    return decide(number, { outcome: 'grant' })
  },
  'cases.finished': async () => {
    const { number } = await decided()
    await did(clerk, number, 'delivery', { means: 'window', proof: '本人签收' })
    return act(clerk, number, 'correction-notice', { missing })
  },
  'cases.outcome-not-possible': async () => {
    const { number } = await accepted()
    return act(examiner, number, `steps/${await stepOf(examiner, number, 'examination')}/completion`, { outcome: 'grant' })
  },
  'cases.own-act-needed': async () => {
    const { number } = await apply()
    return act(clerk, number, `steps/${await stepOf(clerk, number, 'acceptance')}/completion`, { outcome: 'accept' })
  },
  'cases.reasons-needed': async () => decide((await examined()).number, { outcome: 'refuse' }),
  'cases.result-unknown': async () => decide((await examined()).number, { outcome: 'partly-grant', reasons: '只准予一处。', results: { 9: 'granted' } }),
  'cases.correction-already-asked': async () => {
    const { number } = await apply()
    await did(clerk, number, 'correction-notice', { missing })
    const { body } = await call('POST', '/api/applications', { as: 'yunhe.media', body: { correctionOf: number } })
    await call('POST', `/api/applications/${body.id}/submission`, { as: 'yunhe.media', body: {} })
    return act(clerk, number, 'correction-notice', { missing })
  },
  'cases.notice-too-late': async () => {
    const { number } = await apply()
    day('2026-12-04')
    return act(clerk, number, 'correction-notice', { missing })
  },
  'cases.suspension-not-allowed': async () => act(examiner, (await accepted()).number, 'suspension', { kind: 'publicity', reason: '公示。', expectedDays: 7 }),
  'cases.applicant-only': async () => {
    const { number } = await apply()
    await town.platform.ground.sql.rows("update cases.parties set role = 'third-party' where case_id = (select id from cases.cases where number = $1)", [number])
    return act('yunhe.media', number, 'withdrawal', {})
  },
  'cases.delivery-consent-needed': async () => act(clerk, (await decided()).number, 'delivery', { means: 'electronic' }),
  'cases.delivery-proof-needed': async () => act(clerk, (await decided()).number, 'delivery', { means: 'window', proof: ' ' }),
  'cases.ground-law-needed': async () => act(approver, (await accepted()).number, 'termination', { ground: 'other-law', reasons: '另有规定。' }),
  'cases.not-suspended': async () => act(examiner, (await accepted()).number, 'resumption'),
  'cases.extension-not-allowed': async () => act(approver, (await accepted()).number, 'extension', { days: 11, reason: '复杂。' }),
  'cases.extension-not-yours': async () => {
    const { number } = await apply('jianan.works', codes.road, forms.road)
    await did(clerk, number, 'acceptance')
    return act(approver, number, 'extension', { days: 15, reason: '复杂。' })
  },
  'cases.extender-not-entered': async () => {
    const { number } = await apply('jianan.works', codes.road, forms.road)
    await did(clerk, number, 'acceptance')
    // As if the government that was found had nobody in the post of its head.
    await town.platform.ground.sql.rows("update cases.terms set approver = '12990100700126958D' where case_id = (select id from cases.cases where number = $1)", [number])
    return act(approver, number, 'extension', { days: 15, reason: '复杂。' })
  },
  'cases.date-in-law-not-possible': async () => call('POST', '/api/intakes', {
    as: 'window.wang', body: { item: '11990100700140426Y3990100001000', form: (await apply()).form, materials: [], receivedOn: '2026-11-24', applicant: { kind: 'legal', name: '云禾', idKind: 'uscc', idNumber: '91990102708100111L' } },
  }),
}

// Moves have a process of their own to be refused on.
const here = (file: string) => readFileSync(join(import.meta.dirname, file), 'utf8')
const codesIn = (file: string) => [...here(file).matchAll(/code: '(cases\.[a-z-]+)'/g)].map(([, code = '']) => code)
const ofMoves = codesIn('refusals-moves.ts')
// Those of acceptance stand in acceptance-law.test.ts; what is refused about a licence needs one.
const ofLicences = ['defence.ts', 'renewal.ts'].flatMap(codesIn)
const ofProcedure = codesIn('refusals-procedure.ts')
// Those of the desk are reached where the desk is tested.
const ofDesk = codesIn('refusals-desk.ts')
// Who handled a matter does not call back about it: reached in rectification.test.ts.
const ofApart = codesIn('apart.ts')
const ofEmergencies = codesIn('emergency.ts')
const ofPayments = codesIn('payment.ts')
const ofAnnulments = codesIn('annulment.ts')
// Those of applying together are reached where others are entered.
const ofJoining = codesIn('refusals-joining.ts')
const elsewhere = [...ofJoining, ...ofPayments, ...ofAnnulments, ...ofMoves, ...ofDesk, ...ofApart, ...ofEmergencies, ...ofProcedure, ...ofLicences, ...codesIn('refusals-acceptance.ts')]
const own = describeRefusals().filter(({ code }) => code.startsWith('cases.') && !elsewhere.includes(code))

test('each refusal between acceptance and decision is reached there, in hearings or in 公示', () => {
  const reached = here('procedure.test.ts') + here('../../support/hearings/hearings.test.ts') + here('../../support/publicity/publicity.test.ts')
  assert.ok(ofProcedure.length > 12)
  assert.deepEqual(ofProcedure.filter((code) => !reached.includes(`'${code}'`)), [])
})

test('each refusal of a move is reached in moves.test.ts', () => {
  const reached = here('moves.test.ts')
  assert.ok(ofMoves.length > 15)
  assert.deepEqual(ofMoves.filter((code) => !reached.includes(`'${code}'`)), [])
})

test('each refusal of a payment is reached in payment.test.ts, each of an annulment where promises are tested', () => {
  assert.ok(ofPayments.length > 4 && ofAnnulments.length > 4)
  assert.deepEqual(ofPayments.filter((code) => !here('payment.test.ts').includes(`'${code}'`)), [])
  assert.deepEqual(ofAnnulments.filter((code) => !here('../../support/commitments/annulments.test.ts').includes(`'${code}'`)), [])
})

test('each refusal of the desk is reached in desks.test.ts', () => {
  const reached = here('../../support/desks/desks.test.ts')
  assert.ok(ofDesk.length > 4)
  assert.deepEqual(ofDesk.filter((code) => !reached.includes(`'${code}'`)), [])
})

test('each refusal of applying together is reached in others.test.ts', () => {
  const reached = here('../../service/applications/others.test.ts')
  assert.equal(ofJoining.length, 6)
  assert.deepEqual(ofJoining.filter((code) => !reached.includes(`'${code}'`)), [])
})

test('each refusal of an emergency is reached in emergency.test.ts', () => {
  const reached = here('emergency.test.ts')
  assert.ok(ofEmergencies.length > 1)
  assert.deepEqual(ofEmergencies.filter((code) => !reached.includes(`'${code}'`)), [])
})

test('each refusal about a licence is reached in matters.test.ts', () => {
  const reached = here('../../support/licences/matters.test.ts')
  assert.equal(ofLicences.length, 4)
  assert.deepEqual(ofLicences.filter((code) => !reached.includes(`'${code}'`)), [])
})

test('there is a way to each refusal', () => assert.deepEqual(own.map(({ code }) => code), Object.keys(ways).toSorted()))

for (const { code, status, zh, en, nextZh, nextEn, basis } of own) {
  test(`${code}: ${en}`, async () => {
    day('2026-11-23')
    const answer = await ways[code]?.()
    assert.deepEqual([answer?.status, answer?.body.code], [status, code])
    assert.match(String(answer?.headers['content-type']), /^application\/problem\+json/)
    for (const [language, words] of [['zh', [zh, nextZh]], ['en', [en, nextEn]]] as const) for (const text of words) assert.equal(/\p{Script=Han}/u.test(text), language === 'zh', text)
    assert.ok(basis === undefined || /第.+条/.test(basis))
  })
}
