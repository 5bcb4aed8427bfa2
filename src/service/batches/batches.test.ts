// A company applies by spreadsheet: every row judged by itself, good ones sent, bad ones mended, nothing lost.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openTown, type Town } from '../../../test/town.ts'
import { codes, publishFrom } from '../../../test/matters.ts'
import { readXlsx, writeXlsx } from 'hucre/xlsx'
import { parseCsv } from './csv.ts'
import { heldBySheets } from './store.ts'

interface BatchSaid {
  id: string
  state: string
  rows: number
  counts: { unchecked: number; ready: number; faulty: number; submitted: number }
  sheets: { id: string; kind: string; rows: number; bytes: number; formulas: { count: number; first: { cell: string; value: string }[] }; changes: { changed: number; added: number; same: number; submitted: number[] } | null }[]
  code: string
}
interface RowsSaid {
  items: { number: number; state: string; case: string | null; line: number | null; faults: { column: string; cell: string | null; value: string; before: { cell: string | null; value: string } | null; zh: string; label: { zh: string } | null }[]; changes: { column: string; label: { zh: string } | null; from: { cell: string | null; value: string }; to: { cell: string | null; value: string } }[] }[]
}

let town: Town
const me = 'yunhe.media'
const head = '行号,[scenario.who],设置地址,设置位置,场地是否为申请人所有,宽（米）,高（米）,底部离地（米）,是否带照明或者电子屏,开始日期,设置期限（月）,联系电话,领取方式'
const row = (number: number, width: string, site = `云州市东城区人民大道${number}号`) => `${number},本人,${site},建筑物墙面,是,${width},5,6,否,2027/1/10,24,13990100001,只要电子件`
// A scenario answer may be written by its value or in words.
const sheet = (...rows: string[]) => [head, ...rows].join('\r\n').replaceAll(',本人,', ',self,')
const send = (content: string | Uint8Array, path = `/api/items/${codes.hoarding}/batches`, as = me) => town.upload<BatchSaid>(path, { as, name: '申请.csv', content })
const read = async (id: string) => (await town.call<BatchSaid>('GET', `/api/batches/${id}`, { as: me })).body
const rowsOf = async (id: string, query = '') => (await town.call<RowsSaid>('GET', `/api/batches/${id}/rows${query}`, { as: me })).body.items
const submit = (id: string) => town.call<BatchSaid>('POST', `/api/batches/${id}/submission`, { as: me, body: {} })
const later = () => town.clock.set(town.clock.now().add({ minutes: 1 }))
const told = ({ status, body }: { status: number; body: { code: string } }) => [status, body.code]

before(async () => {
  town = await openTown()
})
after(() => town.close())

test('good rows are sent while bad ones come back with the fault of each cell, and are mended', async () => {
  const given = await town.call('GET', `/api/items/${codes.hoarding}/template?format=csv`)
  assert.equal(given.headers['content-type'], 'text/csv; charset=utf-8')
  const { paths } = (await town.call<{ paths: Record<string, { get: { responses: Record<string, { content: object }> } }> }>('GET', '/api/openapi.json')).body
  assert.ok(Object.keys(paths['/api/items/{code}/template']?.get.responses['200']?.content ?? {}).includes('text/csv; charset=utf-8'), 'both kinds of sheet are described')
  const template = parseCsv(given.raw.toString('utf8').slice(1))
  assert.ok(template[0]?.includes('设置地址 [siteAddress]'))
  const { status, body: begun } = await send(sheet(row(1, '8'), row(2, '八'), row(3, '9'), row(4, '7', '短')))
  assert.deepEqual([status, begun.state, begun.rows], [201, 'checking', 4])
  assert.deepEqual(told(await submit(begun.id)), [409, 'batches.busy'])
  await town.settle()
  const checked = await read(begun.id)
  assert.deepEqual([checked.state, checked.counts], ['checked', { unchecked: 0, ready: 2, faulty: 2, submitted: 0 }])
  const [second, fourth] = await rowsOf(begun.id, '?state=faulty')
  assert.deepEqual([second?.number, second?.faults.map(({ column, cell, value, label }) => [column, cell, value, label?.zh])], [2, [['width', 'F3', '八', '宽（米）']]])
  assert.deepEqual([fourth?.number, fourth?.faults.map(({ column }) => column)], [4, ['siteAddress']])
  assert.equal((await submit(begun.id)).body.state, 'submitting')
  await town.settle()
  assert.deepEqual((await read(begun.id)).counts, { unchecked: 0, ready: 0, faulty: 2, submitted: 2 })
  const sent = await rowsOf(begun.id, '?state=submitted')
  const opened = await town.call<{ parties: { name: string }[]; form: Record<string, unknown>; files: { material: string }[]; scenario: object }>('GET', `/api/cases/${sent[0]?.case}`, { as: me })
  assert.deepEqual([opened.body.parties[0]?.name, opened.body.form['width'], opened.body.form['area'], opened.body.files.map(({ material }) => material)], ['云州云禾传媒有限公司', 8, 40, ['businessLicence']])
  assert.deepEqual(told(await submit(begun.id)), [409, 'batches.nothing-ready'])
  // The sheet of faulty rows is mended and sent back as it is; rows that were sent stay as they are.
  const faulty = (await town.call('GET', `/api/batches/${begun.id}/sheet?only=faulty&format=csv`, { as: me })).raw.toString('utf8')
  assert.ok(faulty.includes('宽（米）：') && !faulty.includes('人民大道1号'))
  const mended = await send(faulty.replace('八', '8').replace('短', '云州市东城区人民大道4号'), `/api/batches/${begun.id}/rows`)
  assert.equal(mended.status, 201, JSON.stringify(mended.body))
  await town.settle()
  await send(sheet(row(1, '55')), `/api/batches/${begun.id}/rows`)
  await town.settle()
  assert.deepEqual((await read(begun.id)).counts, { unchecked: 0, ready: 2, faulty: 0, submitted: 2 })
  await submit(begun.id)
  await town.settle()
  assert.equal((await read(begun.id)).counts.submitted, 4)
  const result = parseCsv((await town.call('GET', `/api/batches/${begun.id}/sheet?format=csv`, { as: me })).raw.toString('utf8').slice(1))
  assert.deepEqual(result.slice(1).map((cells) => [cells[0], cells.at(-4), (cells.at(-3) ?? '').length > 20]), [1, 2, 3, 4].map((number) => [String(number), '已提交', true]))
})

test('beside each error stands its cell and what stood there before; what later sheets changed is told cell by cell, and nothing that was sent or left out is lost', async () => {
  const { body: begun } = await send(sheet(row(1, '8'), row(2, '八'), row(3, '九')))
  await town.settle()
  await submit(begun.id)
  await town.settle()
  later()
  // Row 2 is mended wrongly and stands elsewhere now; row 1 was sent; row 3 says the same; row 4 is new.
  const { body: after } = await send(sheet(row(1, '55'), row(3, '九'), row(2, '捌'), row(4, '6')), `/api/batches/${begun.id}/rows`)
  assert.deepEqual(after.sheets.map(({ changes }) => changes), [null, { changed: 1, added: 1, same: 1, submitted: [1] }])
  await town.settle()
  const [second, third] = await rowsOf(begun.id, '?state=faulty')
  assert.deepEqual(second?.faults.map(({ cell, value, before }) => [cell, value, before]), [['F4', '捌', { cell: 'F3', value: '八' }]])
  assert.deepEqual([third?.faults.map(({ cell, value, before }) => [cell, value, before]), third?.changes], [[['F3', '九', null]], []])
  assert.deepEqual((await rowsOf(begun.id, '?mended=true')).map(({ number, changes }) => [number, changes.map(({ label, from, to }) => [label?.zh, from, to])]), [[2, [['宽（米）', { cell: 'F3', value: '八' }, { cell: 'F4', value: '捌' }]]]])
  const [sent] = await rowsOf(begun.id, '?state=submitted')
  assert.equal((await town.call<{ form: { width: number } }>('GET', `/api/cases/${sent?.case}`, { as: me })).body.form.width, 8, 'what was sent stays as it was sent')
  later()
  // A sheet with one column only: the other cells of the row keep what stood in them, each where it stood.
  await send('行号,宽（米）\r\n2,7\r\n3,9', `/api/batches/${begun.id}/rows`)
  await town.settle()
  assert.deepEqual([(await read(begun.id)).counts.faulty, (await read(begun.id)).counts.ready], [0, 3])
  const mended = (await rowsOf(begun.id, '?mended=true')).find(({ number }) => number === 2)
  assert.deepEqual(mended?.changes.map(({ from, to }) => [from.cell, from.value, to.cell, to.value]), [['F4', '捌', 'B2', '7'], ['F3', '八', 'F4', '捌']], 'the newest first')
  const result = parseCsv((await town.call('GET', `/api/batches/${begun.id}/sheet?format=csv`, { as: me })).raw.toString('utf8').slice(1))
  assert.deepEqual([result[2]?.[2], result[2]?.at(-1)], ['云州市东城区人民大道2号', '宽（米）：F4“捌”→B2“7”；宽（米）：F3“八”→F4“捌”'])
})

test('mended rows that are sent twice under one key are taken once; rows whose upload was cut off touch nothing', async () => {
  const { body: begun } = await send(sheet(row(1, '八')))
  await town.settle()
  const data = new FormData()
  data.append('file', new Blob([sheet(row(1, '8'))]), '改好.csv')
  const form = new Request('http://town/', { method: 'POST', body: data })
  const [payload, type, cookie] = [Buffer.from(await form.arrayBuffer()), form.headers.get('content-type') ?? '', await town.cookieOf(me)]
  const again = () => town.app.inject({ method: 'POST', url: `/api/batches/${begun.id}/rows`, payload, headers: { 'content-type': type, 'idempotency-key': 'mend-once', cookie } })
  assert.equal((await again()).statusCode, 201)
  await town.settle()
  assert.equal((await again()).statusCode, 201)
  await town.settle()
  const said = await read(begun.id)
  assert.deepEqual([said.counts, said.sheets.length, (await rowsOf(begun.id)).map(({ changes }) => changes.length)], [{ unchecked: 0, ready: 1, faulty: 0, submitted: 0 }, 2, [1]])
})

test('a sheet is its company’s alone, and what cannot be read is refused', async () => {
  const { body } = await send(sheet(row(1, '8')))
  assert.deepEqual(told(await town.call<BatchSaid>('GET', `/api/batches/${body.id}`, { as: 'jianan.works' })), [404, 'batches.not-found'])
  assert.equal((await town.call('GET', '/api/batches', { as: 'zhang.min' })).status, 403)
  assert.deepEqual(told(await send(new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0]))), [415, 'batches.not-csv'])
  assert.deepEqual(told(await town.call<BatchSaid>('GET', `/api/batches/${body.id}/sheets/${body.id}`, { as: me })), [404, 'batches.not-found'])
  assert.deepEqual(told(await send('无关,的\n1,2')), [422, 'batches.no-rows'])
  await town.settle()
})

test('when the item changed meanwhile every row is looked at again before anything is sent', async () => {
  const { body } = await send(sheet(row(1, '8'), row(2, '9')))
  await town.settle()
  await publishFrom(town, codes.hoarding, (content) => ({ ...content, summary: { zh: '新的要求。' } }))
  assert.equal((await submit(body.id)).body.state, 'checking')
  await town.settle()
  assert.deepEqual((await read(body.id)).counts, { unchecked: 0, ready: 2, faulty: 0, submitted: 0 })
  await submit(body.id)
  // The job is cut off and tried again: no row is sent twice.
  await town.platform.ground.addJob('batches.submit', { batch: body.id })
  await town.settle()
  assert.equal((await read(body.id)).counts.submitted, 2)
  const [count] = await town.platform.ground.sql.rows<{ n: number }>("select count(*)::int as n from act.entries where kind = 'batches.row-submitted' and subject = $1", [body.id])
  assert.equal(count?.n, 2)
})

test('a company applies by workbook: each fault at its cell, the sheet kept, rejected rows handed out as a workbook, mended and sent again', async () => {
  const filled = async (lines: string[][], formula?: string) => Buffer.from(await writeXlsx({ sheets: [{ name: '填写说明', rows: [['随便']] }, { name: '申请', rows: [head.split(','), [], ...lines], ...(formula ? { cells: new Map([['2,6', { value: 5, type: 'formula' as const, formula, formulaResult: 5 }]]) } : {}) }] }))
  const cells = (line: string) => line.replace('本人', 'self').split(',')
  const bytes = await filled([cells(row(1, '8')), cells(row(2, '八')), cells(row(3, '9', '短'))], '4+1')
  const { status, body: begun } = await send(bytes)
  assert.equal(status, 201, JSON.stringify(begun))
  assert.deepEqual(begun.sheets.map(({ kind, rows, bytes: size, formulas }) => [kind, rows, size, formulas]), [['xlsx', 3, bytes.length, { count: 1, first: [{ cell: 'G3', value: '5' }] }]])
  const kept = await town.call('GET', `/api/batches/${begun.id}/sheets/${begun.sheets[0]?.id}`, { as: me })
  assert.deepEqual([kept.status, kept.raw.equals(bytes)], [200, true], 'the sheet stays as it was uploaded')
  assert.equal((await town.call('GET', `/api/batches/${begun.id}/sheets/${begun.sheets[0]?.id}`, { as: 'jianan.works' })).status, 404)
  await town.settle()
  assert.deepEqual((await rowsOf(begun.id, '?state=faulty')).map(({ number, line, faults }) => [number, line, faults.map(({ cell, label }) => [cell, label?.zh])]), [[2, 4, [['F4', '宽（米）']]], [3, 5, [['C5', '设置地址']]]])
  const rejected = await readXlsx((await town.call('GET', `/api/batches/${begun.id}/sheet?only=faulty`, { as: me })).raw)
  const lines = (rejected.sheets[0]?.rows ?? []).map((one) => one.map(String))
  assert.equal(lines.length, 3)
  assert.ok(lines[1]?.at(-2)?.startsWith('宽（米）：'), 'a column says what is wrong')
  const mended = await send(Buffer.from(await writeXlsx({ sheets: [{ name: '申请', rows: lines.map((one) => one.map((cell) => ({ 八: '8', 短: '云州市东城区人民大道3号' })[cell] ?? cell)) }] })), `/api/batches/${begun.id}/rows`)
  assert.equal(mended.status, 201, JSON.stringify(mended.body))
  await town.settle()
  assert.deepEqual([(await read(begun.id)).counts, (await read(begun.id)).sheets.length], [{ unchecked: 0, ready: 3, faulty: 0, submitted: 0 }, 2])
  await submit(begun.id)
  await town.settle()
  assert.equal((await read(begun.id)).counts.submitted, 3)
})

test('the same upload tried again under its key is one batch, and its file is not swept away', async () => {
  const form = new FormData()
  form.append('file', new Blob([sheet(row(1, '8'))]), '申请.csv')
  const request = new Request('http://town/', { method: 'POST', body: form })
  const [body, type] = [Buffer.from(await request.arrayBuffer()), request.headers.get('content-type') ?? '']
  const again = () => town.app.inject({ method: 'POST', url: `/api/items/${codes.hoarding}/batches`, payload: body, headers: { 'content-type': type, 'idempotency-key': 'once', 'cookie': cookie } })
  const cookie = await town.cookieOf(me)
  const [first, second] = [await again(), await again()]
  assert.deepEqual([first.statusCode, second.statusCode, second.json<BatchSaid>().id], [201, 201, first.json<BatchSaid>().id])
  const { id, sheets } = first.json<BatchSaid>()
  await town.settle()
  const [file] = await town.platform.ground.sql.rows<{ sha256: string }>('select sha256 from batches.sheets where id = $1', [sheets[0]?.id])
  assert.equal((await heldBySheets(town.platform.ground.sql, [file?.sha256 ?? '', 'f'.repeat(64)])).length, 1)
  assert.equal((await read(id)).counts.ready, 1)
})
