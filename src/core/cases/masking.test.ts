// What officers see of numbers in a form, and that stars never take the place of a number. Pure.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compileForm } from '#engines/forms'
import { maskForm, maskTold, numbersOf, unmaskForm } from './masking.ts'

const label = { zh: '问' }
const form = compileForm({
  title: label,
  schema: {
    type: 'object',
    properties: {
      workerId: { type: 'string', format: 'resident-id' }, phone: { type: 'string', format: 'phone' }, company: { type: 'string', format: 'uscc' }, holder: { type: 'string' }, site: { type: 'string' },
      owners: { type: 'array', items: { type: 'object', properties: { name: { type: 'string' }, idNumber: { type: 'string', format: 'resident-id' } } } },
    },
  },
  layout: [{
    page: 'one', title: label,
    fields: [{ field: 'workerId', label }, { field: 'phone', label }, { field: 'company', label }, { field: 'holder', label, known: ['account.idNumber'] }, { field: 'site', label }, { field: 'owners', label, widget: 'group', fields: [{ field: 'name', label }, { field: 'idNumber', label }] }],
  }],
})
const [one, two] = ['990102199203140264', '990102199001010015']
const answers = { workerId: one, phone: '0990-8860001', company: '91990102MA00000012', holder: 'E12345678', site: '人民大道100号', mobile: '13990100001', owners: [{ name: '甲', idNumber: one }, { name: '乙', idNumber: two }] }

test('what tells who somebody is, or how to call him, is masked by format, by where it is known from, and by how it reads; a body’s code and words are not', () => {
  const { form: shown, masked } = maskForm(form, answers)
  assert.deepEqual(masked, ['/form/workerId', '/form/phone', '/form/holder', '/form/mobile', '/form/owners/0/idNumber', '/form/owners/1/idNumber'])
  assert.deepEqual(shown, { workerId: '990***********0264', phone: '099*****0001', company: answers.company, holder: '*******78', site: answers.site, mobile: '139****0001', owners: [{ name: '甲', idNumber: '990***********0264' }, { name: '乙', idNumber: '990***********0015' }] })
})

test('each masked number is found where it stands, with whose account is told: of a party that one’s, of the form those of all parties', () => {
  const party = (account: string | null, idNumber: string, phone: string | null) => ({ role: 'applicant', account, kind: 'natural', name: '某', idKind: 'resident-id', idNumber, phone, consent: false }) as never
  const found = numbersOf(form, { parties: [party('a', one, null), party(null, two, '13990100002'), party('b', '', null)], form: answers })
  assert.deepEqual([found.get('/parties/0/idNumber'), found.get('/parties/1/idNumber'), found.get('/parties/1/phone')], [{ number: one, accounts: ['a'] }, { number: two, accounts: [] }, { number: '13990100002', accounts: [] }])
  assert.deepEqual([found.get('/parties/0/phone'), found.get('/parties/2/idNumber'), found.get('/form/site')], [undefined, undefined, undefined])
  assert.deepEqual(found.get('/form/owners/1/idNumber'), { number: two, accounts: ['a', 'b'] })
})

test('what comes back masked is unchanged, also where its row has moved; what was typed stays as it was typed', () => {
  const { form: shown } = maskForm(form, answers)
  assert.deepEqual(unmaskForm(form, shown, answers), answers)
  const [, second] = shown['owners'] as object[]
  assert.deepEqual(unmaskForm(form, { owners: [second] }, answers), { owners: [{ name: '乙', idNumber: two }] })
  assert.deepEqual(unmaskForm(form, { phone: '13990100009', site: '5*6', workerId: '991***********0264' }, answers), { phone: '13990100009', site: '5*6', workerId: '991***********0264' })
  const twins = { owners: [{ idNumber: '990102199203140264' }, { idNumber: '990203198001010264' }] }
  assert.deepEqual(unmaskForm(form, { owners: [{}, {}, { idNumber: '990***********0264' }] }, twins), { owners: [{}, {}, { idNumber: '990***********0264' }] }, 'of two that look alike none is taken')
})

test('words of a case are told without the numbers in them', () => {
  assert.deepEqual(maskTold({ fields: { phone: { before: '13990100001', after: '13990100002' } }, trace: [{ value: one }, 12, null] }), { fields: { phone: { before: '139****0001', after: '139****0002' } }, trace: [{ value: '990***********0264' }, 12, null] })
})
