// The acts a case offers: in the order in which they are used, each with its step; what the desk has no form for is left out.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Case, Step } from '../api/types.ts'
import { enDesk } from '../words/en-desk.ts'
import { en } from '../words/en.ts'
import { enPayment } from '../words/en-payment.ts'
import { enProcedure } from '../words/en-procedure.ts'
import { actKinds, listActs } from './acts.ts'

const body = { code: '11990100700140426Y', name: { zh: '云州市城市管理局' } }
const step: Step = {
  id: 's1', element: 'decide', name: { zh: '决定' }, kind: 'decision', role: 'approver', organisation: body, section: null, outcomes: ['grant', 'refuse'],
  state: 'open', assignee: null, assigneeName: null, openedAt: '2026-11-20T16:40:00+08:00', doneAt: null, outcome: null, isSigner: false, isTask: false, isOpened: false, urgedAt: null, delegatedByName: null, delegatedUntil: null,
}

function makeCase(acts: Case['acts']): Case {
  return {
    id: 'c1', number: '990100202611230001', item: { code: 'x', name: { zh: '事项' }, type: 'ADMIN_PERMIT', version: 1 }, state: 'accepted', outcome: null, annulled: null, burdens: false, closingCode: null,
    openedAt: '2026-11-18T09:20:11+08:00', finishedAt: null, receivedOn: '2026-11-18', warnings: [], notified: [], owed: [], commitment: null, place: null, suspendedAt: null, suspendedUntil: null, dueAt: null, lamp: null, parent: null, subCases: [], sight: 'whole', before: [], receiving: body, handling: body, deciding: body, window: null, team: null,
    parties: [], form: {}, masked: [], scenario: {}, formVersion: 1, files: [], steps: [step], terms: [], extenderMissing: null, suspensions: [], results: [], missing: [], payments: [], acts, copies: [], process: { lit: [], done: [], flows: [] }, stages: [],
  }
}

test('acts stand in the order of use, with the step and outcomes the server named', () => {
  const acts = listActs(makeCase([{ act: 'terminate' }, { act: 'claim', step: 's1' }, { act: 'decide', step: 's1', outcomes: ['grant'] }]))
  assert.deepEqual(acts.map((act) => act.name), ['decide', 'claim', 'terminate'])
  assert.deepEqual(acts[0]?.outcomes, ['grant'])
  assert.equal(acts[1]?.stepName?.zh, '决定')
})

test('steps and colleagues to choose come with the act; a signer is named', () => {
  const signing = { ...step, id: 's2', isSigner: true, assigneeName: '周强' }
  const found = { ...makeCase([{ act: 'remove-signer', step: 's2' }, { act: 'return', step: 's1', targets: [{ element: 'examine', name: { zh: '审查' }, straightBack: true }] }]), steps: [step, signing] }
  const [back, away] = listActs(found)
  assert.deepEqual([back?.name, back?.targets?.[0]?.element, back?.at], ['return', 'examine', { organisation: body.code, role: 'approver', section: null }])
  assert.deepEqual([away?.name, away?.who], ['remove-signer', '周强'])
})

test('what a case does not have is not asked: a promised day, what was notified, a closed window (许可法 32; 容缺)', () => {
  const fieldsOf = (more: Partial<Case>, act: string) => listActs({ ...makeCase([{ act }]), ...more })[0]?.kind.fields ?? []
  const grounds = (more: Partial<Case>) => fieldsOf(more, 'refuse-acceptance').flatMap((field) => (field.kind === 'choice' ? field.options : []))
  const gap = { kind: 'gap' as const, material: 'plan', text: { zh: '照明方案' } }
  assert.deepEqual([fieldsOf({}, 'accept'), fieldsOf({ warnings: [gap] }, 'accept').map(({ name }) => name)], [[], ['gapUntil']])
  assert.deepEqual(fieldsOf({ warnings: [gap], owed: [{ material: 'plan', why: 'gap', dueOn: '2026-11-27', metAt: null, late: null }] }, 'accept'), [])
  assert.deepEqual(grounds({}), ['not-required', 'not-competent'])
  assert.deepEqual(grounds({ notified: [{ text: '请补图。' }], warnings: [{ kind: 'window', text: { zh: '不在受理期限内' } }] }), ['not-required', 'not-competent', 'still-missing', 'outside-window'])
})

test('who signs a record and disagrees gives the reason; who agrees need not (许可法 34); a task is always answered with reasons', () => {
  const opinionOf = (isSigner: boolean, isTask = false) => listActs({ ...makeCase([{ act: 'complete-step', step: 's1', outcomes: ['agree', 'disagree'] }]), steps: [{ ...step, isSigner, isTask, kind: 'examination' }] })[0]?.kind.fields.find(({ name }) => name === 'opinion')
  assert.deepEqual([opinionOf(true)?.requiredUnless, opinionOf(false)?.requiredUnless], [{ field: 'outcome', value: 'agree' }, undefined])
  assert.deepEqual([opinionOf(false, true)?.required, opinionOf(false)?.required], [true, undefined])
})

test('an annulment asks for a ground where the law lists them (许可法 69); a benefit that is annulled for what comes back (社会救助暂行办法 68)', () => {
  const namesOf = (act: Case['acts'][number], more: Partial<Case> = {}) => listActs({ ...makeCase([act]), ...more })[0]?.kind.fields.map(({ name }) => name)
  assert.deepEqual([namesOf({ act: 'open-annulment', grounds: ['deceit'] }), namesOf({ act: 'open-annulment', grounds: [] })], [['ground', 'reasons'], ['reasons']])
  assert.deepEqual([namesOf({ act: 'decide', step: 's1', repays: true }, { burdens: true })?.at(-1), namesOf({ act: 'decide', step: 's1' })?.at(-1)], ['repay', 'faces'])
})

test('an act without a form here is not offered', () => {
  assert.deepEqual(listActs(makeCase([{ act: 'review' }, { act: 'withdraw' }])), [])
})

test('every act and every question has its words', () => {
  for (const [name, kind] of Object.entries(actKinds)) {
    assert.ok(name in en.act || name in enProcedure.act || name in enPayment.act, `act.${name}`)
    for (const field of kind.fields) assert.ok(field.kind === 'face' || field.name in en.field || field.name in enProcedure.field || field.name in enDesk.field || field.name in enPayment.field, `field.${field.name}`)
  }
})
