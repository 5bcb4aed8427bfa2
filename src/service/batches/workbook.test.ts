// Workbooks as people send them: told by their content, bounded before they are inflated, read without losing a digit, a day or a line.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { readXlsx, writeXlsx, type Cell, type WriteOptions } from 'hucre/xlsx'
import { isProblem } from '#base/problem'
import { compileForm } from '#engines/forms'
import { inflatedBytesMax } from './archive.ts'
import { dayOf, letterOf } from './grid.ts'
import { readSheet } from './read.ts'
import { makeReader, readAside } from './reader.ts'
import { columnsOf } from './sheet.ts'
import { writeRows, writeTemplate } from './template.ts'

const form = compileForm({
  title: { zh: '表' },
  schema: { type: 'object', required: ['name', 'idNumber', 'from'], properties: { name: { type: 'string' }, idNumber: { type: 'string' }, from: { type: 'string', format: 'date' }, width: { type: 'number' }, kind: { type: 'string', enum: ['wall', 'roof'] }, uses: { type: 'array', items: { type: 'string', enum: ['a', 'b'] } } } },
  layout: [{ page: 'one', title: { zh: '页' }, fields: [
    { field: 'name', label: { zh: '名称' } }, { field: 'idNumber', label: { zh: '证件号码' } }, { field: 'from', label: { zh: '开始日期' }, widget: 'date' }, { field: 'width', label: { zh: '宽' } },
    { field: 'kind', label: { zh: '位置' }, widget: 'radios', options: [{ value: 'wall', label: { zh: '墙面, 临街' } }, { value: 'roof', label: { zh: 'LED 屋顶' } }] },
    { field: 'uses', label: { zh: '用途' }, widget: 'checkboxes', options: [{ value: 'a', label: { zh: '甲' } }, { value: 'b', label: { zh: '乙' } }] },
  ] }],
})
const columns = columnsOf(form)
const id = '110101199001011237'

type Rows = (string | number | boolean | null)[][]
const book = async (rows: Rows, more: Partial<WriteOptions['sheets'][number]> = {}, whole: Partial<WriteOptions> = {}) => Buffer.from(await writeXlsx({ sheets: [{ name: '申请', rows, ...more }], ...whole }))
const read = (bytes: Buffer) => readSheet(bytes, columns)
const cellsOf = async (rows: Rows, more?: Partial<WriteOptions['sheets'][number]>, whole?: Partial<WriteOptions>) => (await read(await book(rows, more, whole))).rows.map(({ cells }) => cells)
/** The workbook with one of its parts changed. */
const changed = (bytes: Buffer, name: string, change: (text: string) => string) => {
  const parts = unzipSync(bytes)
  return Buffer.from(zipSync({ ...parts, [name]: strToU8(change(strFromU8(parts[name] ?? assert.fail(`no ${name}`)))) }))
}
const sheet = 'xl/worksheets/sheet1.xml'
const refuses = (bytes: Buffer, code: string, status: number) => assert.rejects(read(bytes), { code, status })

test('text, numbers and days are read; an identity number of 18 digits and leading zeros stay as they were written', async () => {
  assert.deepEqual(await cellsOf([['名称', '证件号码', '开始日期', '宽'], ['甲', id, '2027年1月5日', 8.5], ['乙', '000123', '2027-01-06', 0.1 + 0.2]]), [
    { name: '甲', idNumber: id, from: '2027年1月5日', width: '8.5' }, { name: '乙', idNumber: '000123', from: '2027-01-06', width: '0.3' },
  ])
})

test('a number that has lost its last digits is told at its cell, never taken for an identity number', async () => {
  const { rows, letters } = await read(await book([['名称', '证件号码'], ['甲', Number(id)]]))
  assert.deepEqual([rows[0]?.spoilt, rows[0]?.line, letters['idNumber']], [{ idNumber: 'digits' }, 2, 'B'])
})

for (const [system, serial] of [['1900', 46397], ['1904', 44935]] as const) {
  test(`a day that is stored as a number is read by the system of ${system}`, async () => {
    assert.equal(dayOf(serial, system === '1904'), '2027-01-10')
    const dates = new Map<string, Partial<Cell>>([['2,1', { value: serial, type: 'number', style: { numFmt: 'yyyy/m/d' } }], ['3,1', { value: serial + 0.5, type: 'number', style: { numFmt: 'yyyy/m/d h:mm' } }]])
    assert.deepEqual(await cellsOf([['名称', '开始日期'], ['甲', serial], ['乙', serial], ['丙', serial + 0.5]], { cells: dates }, { dateSystem: system }), ['甲', '乙', '丙'].map((name) => ({ name, from: '2027-01-10' })))
  })
}

test('the first days of the system of 1900, and the day in it that never was', () => {
  assert.deepEqual([1, 59, 60, 61, 0, 1e9].map((number) => dayOf(number, false)), ['1900-01-01', '1900-02-28', undefined, '1900-03-01', undefined, undefined])
})

test('of a formula the kept value is taken and said; without one, or with an error, its cell is told', async () => {
  const bytes = changed(await book([['名称', '宽', '证件号码'], ['甲', 1, 'x'], ['乙', 2, 'y']]), sheet, (xml) =>
    xml.replace('<c r="B2"><v>1</v>', '<c r="B2"><f>4*2</f><v>8</v>').replace('<c r="B3"><v>2</v></c>', '<c r="B3"><f>A1*2</f></c>').replace(/<c r="C3"[^>]*><v>\d+<\/v><\/c>/, '<c r="C3" t="e"><f>VLOOKUP(1,A:A,1)</f><v>#N/A</v></c>'))
  const { rows, formulas } = await read(bytes)
  assert.deepEqual(rows.map(({ cells, spoilt }) => [cells['width'], spoilt]), [['8', {}], [undefined, { width: 'no-value', idNumber: 'error' }]])
  assert.deepEqual(formulas, { count: 3, first: [{ cell: 'B2', value: '8' }, { cell: 'B3', value: '' }, { cell: 'C3', value: '#N/A' }] })
})

test('empty rows count for nothing, and what stands below keeps its line', async () => {
  const { rows } = await read(await book([[null, null], ['名称', '宽'], [null, ''], ['甲', 1], [null, null], ['乙', 2]]))
  assert.deepEqual(rows.map(({ number, line }) => [number, line]), [[1, 4], [2, 6]])
})

test('the sheet that is meant is found by its name, or where it is the only one that fits; otherwise the workbook is refused', async () => {
  const sheets = (...names: [string, Rows][]) => writeXlsx({ sheets: names.map(([name, rows]) => ({ name, rows })) }).then((bytes) => Buffer.from(bytes))
  const good: Rows = [['名称'], ['甲']]
  const named = await read(await sheets(['旧', [['名称'], ['不是']]], ['申请', good]))
  assert.deepEqual(named.rows.map(({ cells }) => cells['name']), ['甲'])
  assert.equal((await read(await sheets(['说明', [['随便']]], ['Sheet2', good]))).rows.length, 1)
  await assert.rejects(async () => read(await sheets(['Sheet1', [['单价', '数量'], ['1', '2']]])), (error) => isProblem(error) && error.code === 'batches.wrong-sheet' && error.fields[0]?.path === 'Sheet1')
  await refuses(await sheets(['一', good], ['二', good]), 'batches.wrong-sheet', 422)
})

test('merged cells are refused and named: in the head, above it and among the rows; a title above that is not merged is no head', async () => {
  const rows: Rows = [['名称', '宽', null], ['甲', 1, null], ['乙', 2, null]]
  for (const [startRow, endRow, range] of [[0, 0, 'B1:C1'], [1, 2, 'B2:C3']] as const) {
    await assert.rejects(async () => read(await book(rows, { merges: [{ startRow, endRow, startCol: 1, endCol: 2 }] })), (error) => isProblem(error) && error.code === 'batches.merged-cells' && error.status === 422 && error.fields[0]?.path === range)
  }
})

test('a column that comes twice is refused', async () => refuses(await book([['名称', '宽', '名称'], ['甲', 1, '乙']]), 'batches.repeated-column', 422))

test('a workbook with macros is refused whatever it is called, by its parts and by its declared type', async () => {
  await refuses(Buffer.from(await writeXlsx({ sheets: [{ name: '申请', rows: [['名称'], ['甲']] }], vbaProject: new Uint8Array([1, 2, 3]) })), 'batches.macros', 415)
  await refuses(changed(await book([['名称'], ['甲']]), '[Content_Types].xml', (xml) => xml.replace('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml', 'application/vnd.ms-excel.sheet.macroEnabled.main+xml')), 'batches.macros', 415)
})

test('a workbook with a password, and one of an older kind, are each told what to do', async () => {
  await refuses(Buffer.from(await writeXlsx({ sheets: [{ name: '申请', rows: [['名称'], ['甲']] }], encryption: { password: 'x', spinCount: 1000 } })), 'batches.password', 415)
  await refuses(Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), Buffer.alloc(600)]), 'batches.old-workbook', 415)
  await refuses(Buffer.from(zipSync({ '[Content_Types].xml': strToU8('<Types><Override ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>') })), 'batches.old-workbook', 415)
})

test('other archives, pictures and broken workbooks are refused by their content', async () => {
  await refuses(Buffer.from(zipSync({ '[Content_Types].xml': strToU8('<Types><Override ContentType="wordprocessingml.document.main+xml"/></Types>') })), 'batches.not-csv', 415)
  await refuses(Buffer.from(zipSync({ 'a.txt': strToU8('a') })), 'batches.not-csv', 415)
  await refuses(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 0]), 'batches.not-csv', 415)
  const whole = await book([['名称'], ['甲']])
  await refuses(whole.subarray(0, whole.length / 2), 'batches.damaged-workbook', 422)
  await refuses(changed(whole, sheet, (xml) => xml.slice(0, 300)), 'batches.damaged-workbook', 422)
})

test('a bomb is refused by what its directory says, before anything is inflated; one that lies about its size is cut off', async () => {
  const parts = unzipSync(await book([['名称'], ['甲']]))
  const bomb = Buffer.from(zipSync({ ...parts, 'xl/media/a.png': new Uint8Array(inflatedBytesMax + 1) }))
  assert.ok(bomb.length < 200_000, 'it is small as it comes')
  await refuses(bomb, 'batches.too-much-inside', 413)
  const large = Buffer.from(zipSync({ ...parts, [sheet]: Buffer.from(strFromU8(parts[sheet] ?? new Uint8Array()).replace('<sheetData>', `<sheetData>${' '.repeat(8_000_000)}`)) }))
  assert.equal((await read(large)).rows.length, 1, 'what is honest and within bounds is read')
  for (const told of [1000, 0]) await assert.rejects(read(lieAboutSize(large, sheet, told)), (error) => isProblem(error) && ['batches.damaged-workbook', 'batches.too-much-inside'].includes(error.code))
  await refuses(Buffer.from(zipSync({ ...parts, ...Object.fromEntries(Array.from({ length: 600 }, (_, at) => [`xl/${at}`, new Uint8Array()])) })), 'batches.too-much-inside', 413)
})

/** The archive with another size in its directory for one part. */
function lieAboutSize(bytes: Buffer, name: string, size: number): Buffer {
  const lying = Buffer.from(bytes)
  const entry = lying.lastIndexOf(name) - 46
  assert.equal(lying.readUInt32LE(entry), 0x02014b50)
  lying.writeUInt32LE(size, entry + 24)
  return lying
}

test('a sheet that takes more memory or time than any honest one ends its thread and nothing else', async () => {
  const far = changed(await book([['名称'], ['甲']]), sheet, (xml) => xml.replace('</sheetData>', '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'))
  const rows = await book([['名称'], ...Array.from({ length: 3000 }, (_, at) => [`${at}`.repeat(100)])])
  await assert.rejects(makeReader({ heapMegabytesMax: 8, secondsMax: 60 })({ bytes: rows, columns, next: 1 }), { code: 'batches.too-much-inside', status: 413 })
  await assert.rejects(makeReader({ heapMegabytesMax: 512, secondsMax: 0 })({ bytes: rows, columns, next: 1 }), { code: 'batches.too-much-inside' })
  await assert.rejects(readAside({ bytes: far, columns, next: 1 }), (error) => isProblem(error) && ['batches.damaged-workbook', 'batches.too-much-inside'].includes(error.code))
  assert.equal((await readAside({ bytes: rows, columns, next: 1 })).rows.length, 3000, 'the next one is read')
})

test('the template has a sheet to fill in, an example that is no row, lists to choose from and a sheet of explanations', async () => {
  const template = Buffer.from(await writeTemplate({ zh: '事项', en: 'Item' }, columns))
  await refuses(template, 'batches.no-rows', 422)
  const { sheets } = await readXlsx(template, { readStyles: true })
  assert.deepEqual(sheets.map(({ name, hidden }) => [name, hidden ?? false]), [['申请', false], ['填写说明', false], ['选项', true]])
  assert.deepEqual(sheets[0]?.rows[1], ['#示例（本行不用删）', '', '', '2027-01-10', '1', '墙面, 临街', '甲'])
  assert.deepEqual(sheets[0]?.dataValidations?.map(({ formula1, range }) => [formula1, range]), [['选项!$A$1:$A$2', 'F3:F10002']], 'several answers in one cell have no list')
  assert.deepEqual(sheets[2]?.rows.map((row) => row[0]), ['墙面, 临街', 'LED 屋顶'])
  assert.equal(sheets[0]?.cells?.get('2,2')?.style?.numFmt, '@', 'what is typed stays text')
  assert.ok(sheets[1]?.rows.some((row) => row[0] === '证件号码\n证件号码' && row[1] === '必填 required'))
  const filled = changed(template, sheet, (xml) => xml.replace(/<c r="B3"[^>]*\/>/, '<c r="B3" t="inlineStr"><is><t>甲</t></is></c>').replace(/<c r="F3"[^>]*\/>/, '<c r="F3" t="inlineStr"><is><t>LED 屋顶</t></is></c>'))
  assert.deepEqual((await read(filled)).rows, [{ number: 1, line: 3, cells: { name: '甲', kind: 'LED 屋顶' }, spoilt: {} }])
})

test('rows that are handed out come back as they were, and no cell of theirs is a formula', async () => {
  const rows = [['7', '=HYPERLINK("x")', id], ['9', '-5', '']]
  const bytes = Buffer.concat(await writeRows(['行号', '名称 [name]', '证件号码 [idNumber]'], (async function* () { yield* rows })()).toArray())
  const again = await read(bytes)
  assert.deepEqual([again.rows.map(({ number, cells }) => [number, cells]), again.formulas.count], [[[7, { name: '=HYPERLINK("x")', idNumber: id }], [9, { name: '-5' }]], 0])
})

test('columns are called as spreadsheets call them', () => assert.deepEqual([0, 25, 26, 701, 702].map(letterOf), ['A', 'Z', 'AA', 'ZZ', 'AAA']))
