// Sheets as people make them: CSV of every kind, cells in words, faults by cell.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compileForm } from '#engines/forms'
import { csvGrid, decodeSheet, parseCsv, writeCsv } from './csv.ts'
import { numberHead, readRows, rowsMax } from './rows.ts'
import { checkRow, columnsOf } from './sheet.ts'
import { templateLines } from './template.ts'

const form = compileForm({
  title: { zh: '表' },
  schema: { type: 'object', required: ['name', 'kind', 'lit', 'from', 'site'], properties: { name: { type: 'string', minLength: 2 }, kind: { type: 'string', enum: ['wall', 'roof'] }, lit: { type: 'boolean' }, from: { type: 'string', format: 'date' }, width: { type: 'number', maximum: 60 }, uses: { type: 'array', items: { type: 'string', enum: ['a', 'b'] } }, site: { type: 'object' } } },
  layout: [{ page: 'one', title: { zh: '页' }, fields: [
    { field: 'name', label: { zh: '名称', en: 'Name' } },
    { field: 'kind', label: { zh: '位置', en: 'Place' }, widget: 'radios', options: [{ value: 'wall', label: { zh: '墙面', en: 'Wall' } }, { value: 'roof', label: { zh: '屋顶', en: 'Roof' } }] },
    { field: 'lit', label: { zh: '照明', en: 'Lit' }, widget: 'radios' },
    { field: 'from', label: { zh: '开始日期', en: 'From' }, widget: 'date' },
    { field: 'width', label: { zh: '宽', en: 'Width' } },
    { field: 'uses', label: { zh: '用途', en: 'Uses' }, widget: 'checkboxes', options: [{ value: 'a', label: { zh: '甲' } }, { value: 'b', label: { zh: '乙' } }] },
    { field: 'site', label: { zh: '地址', en: 'Site' }, widget: 'address', within: '990100', level: 'county' },
  ] }],
})
const scenarios = [{ key: 'who', question: { zh: '由谁办理？', en: 'Who?' }, options: [{ value: 'self', label: { zh: '本人', en: 'Self' } }, { value: 'agent', label: { zh: '委托', en: 'Agent' } }] }]
const columns = columnsOf(form, scenarios)
const grid = (...lines: string[]) => csvGrid(Buffer.from(lines.join('\n')))
const gbk = Buffer.from([0xc3, 0xfb, 0xb3, 0xc6, 0x0a, 0xd4, 0xc6, 0xd6, 0xdd, 0x0a])

for (const [what, bytes, text] of [
  ['UTF-8', Buffer.from('名称\n'), '名称\n'], ['UTF-8 with a mark', Buffer.from('\ufeff名称\n'), '名称\n'], ['GBK', gbk, '名称\n云州\n'],
] as const) test(`a sheet in ${what} is read`, () => assert.equal(decodeSheet(bytes), text))

test('a picture is refused with the way to a sheet', () => {
  assert.throws(() => decodeSheet(Buffer.from([0x89, 0x50, 0, 0])), { code: 'batches.not-csv', status: 415 })
})

for (const [text, rows] of [
  ['a,b\r\n1,2\r\n', [['a', 'b'], ['1', '2']]], ['"a, ""x""\n2",b\n', [['a, "x"\n2', 'b']]], ['a;b\n1;2', [['a', 'b'], ['1', '2']]], ['a\tb\n', [['a', 'b']]], ['a,b\n,\n\n1,\n', [['a', 'b'], ['', ''], [''], ['1', '']]], ["'=1+1,x", [['=1+1', 'x']]],
] as const) test(`CSV ${JSON.stringify(text)}`, () => assert.deepEqual(parseCsv(text), rows))

test('what is written is read back as it was, and no cell is a formula', () => {
  const rows = [['=HYPERLINK("x")', '-5', '-x', '@a', '甲,"乙"\n丙']]
  assert.deepEqual(parseCsv(writeCsv(rows).slice(1)), rows)
  assert.ok(writeCsv(rows).startsWith('\ufeff"\'=HYPERLINK'))
})

test('the template has a column for each question, and its own lines are read as no rows', () => {
  const template = templateLines(columns)
  assert.deepEqual(template[0], [numberHead, '由谁办理？ [scenario.who]', '名称 [name]', '位置 [kind]', '照明 [lit]', '开始日期 [from]', '宽 [width]', '用途 [uses]', '地址（区划代码） [site.region]', '地址（详细地址） [site.detail]'])
  assert.ok(template[1]?.some((words) => words.includes('可填：墙面、屋顶')))
  assert.throws(() => readRows(csvGrid(Buffer.from(writeCsv(template))), columns), { code: 'batches.no-rows' })
})

test('words, dates and lists of cells become answers; each fault names its cell', () => {
  const sheet = (line: string) => readRows(grid('由谁办理？,名称,Place,照明,from,宽,用途,[site.region],[site.detail]', line), columns).rows[0] ?? assert.fail('no row')
  const good = checkRow(form, columns, sheet('本人,云州,屋顶,是,2027年1月5日,8.5,甲；乙,990102,人民路1号'))
  assert.deepEqual(good, { scenario: { who: 'self' }, faults: [], form: { name: '云州', kind: 'roof', lit: true, from: '2027-01-05', width: 8.5, uses: ['a', 'b'], site: { region: '990102', detail: '人民路1号' } } })
  const bad = checkRow(form, columns, sheet('别人,云,天上,也许,2027-13-40,九,丙,,'))
  assert.deepEqual([...new Set(bad.faults.map(({ column }) => column))].toSorted(), ['from', 'kind', 'lit', 'name', 'scenario.who', 'site.region', 'uses', 'width'])
  assert.ok(bad.faults.every(({ zh, en }) => zh !== '' && en !== ''))
})

test('rows keep their numbers, a number used twice hides nothing, and more than ten thousand are refused', () => {
  assert.deepEqual(readRows(grid('行号,名称', '7,甲', '7,乙', ',丙'), columns).rows.map(({ number, cells }) => [number, cells['name']]), [[7, '甲'], [8, '乙'], [9, '丙']])
  assert.equal(readRows(grid('名称', ...Array.from({ length: rowsMax }, (_, at) => String(at))), columns).rows.length, rowsMax)
  assert.throws(() => readRows(grid('名称', ...Array.from({ length: rowsMax + 1 }, () => 'x')), columns), { code: 'batches.too-many-rows' })
})

test('empty lines and a head that comes again are no rows; what stands below keeps its line', () => {
  const read = readRows(grid('', '说明,名称,宽', '', ',甲,1', '说明,名称,宽', ',,', 'x,乙,2'), columns)
  assert.deepEqual(read.rows.map(({ number, line, cells }) => [number, line, cells]), [[1, 4, { name: '甲', width: '1' }], [2, 7, { name: '乙', width: '2' }]])
  assert.deepEqual(read.letters, { name: 'B', width: 'C' })
})

test('a column that comes twice is refused, with the cells of both', () => {
  assert.throws(() => readRows(grid('名称,宽,Name [name]', '甲,1,乙'), columns), (error: { code: string; fields: { path: string; zh: string }[] }) => error.code === 'batches.repeated-column' && error.fields[0]?.path === 'C1' && error.fields[0].zh.startsWith('A1 和 C1'))
})

test('what a spreadsheet spoilt is told at its cell, and nothing else of it', () => {
  const [row] = readRows(grid('名称,宽,位置', '1.10101199001E+17,#REF!,墙面'), columns).rows
  assert.deepEqual(row?.spoilt, { name: 'digits', width: 'error' })
  const faults = checkRow(form, columns, row ?? assert.fail('no row')).faults.filter(({ column }) => column === 'name' || column === 'width')
  assert.deepEqual(faults.map(({ column, zh }) => [column, zh.includes('15 位') || zh.includes('错误')]), [['name', true], ['width', true]])
})

test('a form that asks for signatures or rows cannot be a sheet', () => {
  const signed = compileForm({ title: { zh: '表' }, schema: { type: 'object', required: ['sign'], properties: { sign: { type: 'object' } } }, layout: [{ page: 'one', title: { zh: '页' }, fields: [{ field: 'sign', label: { zh: '签名' }, widget: 'signature' }] }] })
  assert.throws(() => columnsOf(signed), { code: 'batches.not-batchable' })
})
