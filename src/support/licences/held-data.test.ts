// A form is told what it need not ask: what the account or a licence holds already; general words say nothing (国令716 第七条).
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findHeldData } from './held-data.ts'

const licence = { code: '11990100700140426Y001', name: { zh: '食品经营许可证' }, face: { schema: {}, layout: [{ field: 'premises', label: { zh: '经营场所' } }, { field: 'note', label: { zh: '备注' } }] } }
const ask = (...labels: string[]) => findHeldData(labels.map((label, at) => ({ field: `f${at}`, label })), [licence]).map(({ field, source, datum }) => [field, source, datum])

test('国令716 第七条: name, number and code of the account are not asked again', () => {
  assert.deepEqual(ask('申请人姓名', '身份证号码（18位）', '统一社会信用代码：'), [['f0', 'account', 'name'], ['f1', 'account', 'idNumber'], ['f2', 'account', 'uscc']])
})
test('国令716 第七条: what stands on the face of a licence is not asked again', () => {
  assert.deepEqual(ask('经营场所'), [['f0', 'licence', 'premises']])
})
test('general words and what nobody holds are left to the designer', () => {
  assert.deepEqual(ask('备注', '设置期限', '姓名的拼音'), [])
})
