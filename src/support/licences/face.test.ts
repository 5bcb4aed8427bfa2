// Face, number and term of licences: tables.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isProblem } from '#base/problem'
import { checkFace, faceLines, faceText, identifierSerial, lastDay, maskIdNumber, printedNumber, publicLines, versionText } from './index.ts'

const type = {
  code: '11990100700140426Y001',
  face: {
    schema: { type: 'object', required: ['holder', 'width'], additionalProperties: false, properties: { holder: { type: 'string', maxLength: 8 }, idNumber: { type: 'string' }, width: { type: 'number', maximum: 30 }, since: { type: 'string', format: 'date' } } },
    layout: [{ field: 'holder', label: { zh: '设置人', en: 'Holder' }, public: true }, { field: 'idNumber', label: { zh: '证件号码' } }, { field: 'since', label: { zh: '自' }, public: true }, { field: 'width', label: { zh: '宽' }, public: true }],
  },
}

test('a face is checked and put in the order of the layout', () => {
  assert.deepEqual(Object.keys(checkFace(type, { width: 12, idNumber: '', holder: '张三' })), ['holder', 'width'])
  assert.deepEqual(faceLines(type, { width: 12, holder: '张三' }).map(({ value }) => value), ['张三', 12])
  assert.deepEqual(publicLines(type, { holder: '张三', idNumber: '1' }).map(({ field }) => field), ['holder'])
})

test('every fault of a face is named', () => {
  const refused = (error: unknown) => isProblem(error) && error.code === 'licences.face-faulty' && assert.deepEqual(error.fields.map(({ path }) => path).sort(), ['/holder', '/secret', '/since', '/width']) === undefined
  assert.throws(() => checkFace({ ...type, face: { ...type.face, schema: { ...type.face.schema, additionalProperties: true } } }, { width: 31, secret: 1, since: '2026-02-30' }), refused)
})

test('values as printed', () => {
  assert.deepEqual([true, null, 12.5, '2026-02-03', '甲'].map(faceText), ['是', '', '12.5', '2026年2月3日', '甲'])
})

test('printed numbers', () => {
  const parts = { year: 2026, serial: 12, region: '990102' }
  assert.equal(printedNumber('云城管广〔{year}〕{serial}号', parts), '云城管广〔2026〕12号')
  assert.equal(printedNumber('JY2{region}{serial:6}', parts), 'JY2990102000012')
  for (const pattern of ['固定', '{serial}{month}']) assert.throws(() => printedNumber(pattern, parts), (error) => isProblem(error) && error.code === 'licences.number-pattern-broken')
  assert.equal(identifierSerial(parts), '2026000012')
  assert.deepEqual([versionText(1), versionText(12)], ['001', '012'])
  for (const version of [0, 1000, 1.5]) assert.throws(() => versionText(version), RangeError)
})

test('the last day of a term', () => {
  const last = (from: string, term?: object) => lastDay(Temporal.PlainDate.from(from), term)?.toString()
  assert.equal(last('2026-11-23', { years: 3 }), '2029-11-22')
  assert.equal(last('2026-11-23', { months: 36 }), '2029-11-22')
  assert.equal(last('2024-02-29', { years: 1 }), '2025-02-27')
  assert.equal(last('2026-11-23'), undefined)
})

test('identity numbers are masked, codes of organisations are not', () => {
  assert.equal(maskIdNumber('resident-id', '990102199001011234'), '**************1234')
  assert.equal(maskIdNumber('uscc', '91990102MA00000012'), '91990102MA00000012')
})
