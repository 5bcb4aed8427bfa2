// HTTP of applying by spreadsheet: template, upload, progress with faults by cell, mending, submission, result sheet.
import type { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import { Type } from 'typebox'
import type { Ground } from '#base/context'
import { noBody, page, pageOf, pageQuery, readCursor, route, sendFile, whoseOf, type Access, type Route } from '#base/http'
import { idMaker } from '#base/ids'
import { getItem, getItemVersion, type Item } from '#core/items'
import { TextSchema } from '#core/packs'
import { mustCover } from '#core/people'
import { batchLock, getBatch, mendBatch, nameBatch, submitBatch } from './acts.ts'
import { batchNotFound, mustRest, type Batch, type BatchRow } from './batch.ts'
import { beforeOf, changesOf, statesOf, stoodAt, type CellChange, type Letters, type StoodCell } from './changes.ts'
import { writeCsv } from './csv.ts'
import type { SheetKind } from './read.ts'
import { headOf, numberHead } from './rows.ts'
import { columnsOf, type Column } from './sheet.ts'
import { countRows, lastNumber, listBatches, listRows, listSheets, listVersions } from './store.ts'
import { takeSheet } from './take.ts'
import { templateLines, writeRows, writeTemplate } from './template.ts'

const companies: Access = [{ who: ['legal'], scope: 'own' }]
const idParam = Type.Object({ id: Type.String({ format: 'uuid' }) })
const codeParam = Type.Object({ code: Type.String({ minLength: 1, maxLength: 80 }) })
const StoodShape = Type.Object({ cell: Type.Union([Type.String(), Type.Null()], { description: 'Where it stood, such as B17' }), value: Type.String() })
const FaultShape = Type.Object({ column: Type.String({ description: 'Key of the column; empty where it is about the row' }), cell: Type.Union([Type.String(), Type.Null()], { description: 'Where it stands in the uploaded sheet, such as B17; null where the sheet has no such column' }), label: Type.Union([TextSchema, Type.Null()]), value: Type.String(), before: Type.Union([StoodShape, Type.Null()], { description: 'The cell before a later sheet changed the row' }), zh: Type.String(), en: Type.String() })
const ChangeShape = Type.Object({ at: Type.String(), column: Type.String(), label: Type.Union([TextSchema, Type.Null()]), from: StoodShape, to: StoodShape })
const SheetShape = Type.Object({
  id: Type.String({ format: 'uuid' }), kind: Type.Unsafe<SheetKind>({ enum: ['xlsx', 'csv'] }), bytes: Type.Integer(), rows: Type.Integer(), at: Type.String(),
  formulas: Type.Object({ count: Type.Integer(), first: Type.Array(Type.Object({ cell: Type.String(), value: Type.String() })) }, { description: 'Cells that were formulas: their kept value was taken' }),
  changes: Type.Union([Type.Object({ changed: Type.Integer(), added: Type.Integer(), same: Type.Integer(), submitted: Type.Array(Type.Integer()) }), Type.Null()], { description: 'Of mended rows: how many were changed, added, or said the same; which were submitted already and stayed' }),
})
const BatchShape = Type.Object({
  id: Type.String({ format: 'uuid' }), item: Type.Object({ code: Type.String(), name: TextSchema }), state: Type.String({ description: 'checking, checked or submitting' }), createdAt: Type.String(),
  rows: Type.Integer(), counts: Type.Object({ unchecked: Type.Integer(), ready: Type.Integer(), faulty: Type.Integer(), submitted: Type.Integer() }),
  sheets: Type.Array(SheetShape, { description: 'The sheets as they were uploaded, oldest first' }),
})
const RowShape = Type.Object({ number: Type.Integer(), line: Type.Union([Type.Integer(), Type.Null()], { description: 'Line of the uploaded sheet' }), state: Type.String(), case: Type.Union([Type.String(), Type.Null()]), faults: Type.Array(FaultShape), changes: Type.Array(ChangeShape, { description: 'What later sheets changed, the newest first' }) })

/** The operations of applying by spreadsheet. */
export function batchRoutes(ground: Ground): Route[] {
  return [templateRoute(ground), ...uploadRoutes(ground), ...readRoutes(ground), ...sheetRoutes(ground), submissionRoute(ground)]
}

const FormatQuery = Type.Optional(Type.Unsafe<SheetKind>({ enum: ['xlsx', 'csv'], description: 'xlsx unless said' }))
const mediaTypes: Record<SheetKind, string> = { xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', csv: 'text/csv; charset=utf-8' }

/** Sends a sheet as a file of this name. */
function sendSheet(reply: FastifyReply, name: string, kind: SheetKind, content: string | Uint8Array | Readable, type = mediaTypes[kind]): void {
  sendFile(reply, { type, name: `${name}.${kind}`, content })
}

function templateRoute(ground: Ground): Route {
  return route({
    method: 'GET', path: '/api/items/:code/template', access: 'anyone', produces: Object.values(mediaTypes), zh: '下载事项的批量申请模板（xlsx；format=csv 为 CSV）', en: 'Download the spreadsheet template of an item (xlsx; CSV with format=csv)', params: codeParam,
    query: Type.Object({ format: FormatQuery }), example: { params: { code: '{item}' } },
    handle: async ({ params, query: { format = 'xlsx' }, reply }) => {
      const { form, content } = await getItem(ground.sql, params.code, ground.clock.now())
      const columns = columnsOf(form, content.scenarios)
      sendSheet(reply, `${content.name.zh}-批量申请`, format, format === 'csv' ? writeCsv(templateLines(columns)) : await writeTemplate(content.name, columns))
    },
  })
}

function uploadRoutes(ground: Ground): Route[] {
  return [
    route({
      method: 'POST', path: '/api/items/:code/batches', access: companies, upload: true, zh: '上传批量申请表格（xlsx 或者 CSV，multipart：file）', en: 'Upload a sheet of applications (xlsx or CSV; multipart: file)', params: codeParam, answer: BatchShape,
      example: { as: '{company}', params: { code: '{item}' }, file: { name: '申请.csv', text: '设置地址 [siteAddress]\n云州市东城区人民大道100号\n' } },
      handle: async (call) => {
        mustCover(call.reach, call.params.code)
        const now = ground.clock.now()
        const item = await getItem(ground.sql, call.params.code, now)
        const batch = idMaker(now, ground.random)()
        const sheet = await takeSheet(ground, call.request, { batch, columns: columnsOf(item.form, item.content.scenarios), next: 1 })
        const { id } = await call.act([batchLock(batch)], async (act) => (await nameBatch(act, { id: batch, item: item.code, itemVersion: item.versionId, sheet }), { id: batch }), { request: sheet.sha256 })
        return describeBatch(ground, await getBatch({ tx: ground.sql }, id, whoseOf(call)))
      },
    }),
    route({
      method: 'POST', path: '/api/batches/:id/rows', access: companies, upload: true, zh: '上传改好的行（按“行号”替换）', en: 'Upload mended rows; they replace those of the same number', params: idParam, answer: BatchShape,
      example: { as: '{company}', params: { id: '{batch}' }, file: { name: '改好.csv', text: '行号,设置地址 [siteAddress]\n1,云州市东城区人民大道100号\n' } },
      handle: async (call) => {
        const batch = await getBatch({ tx: ground.sql }, call.params.id, whoseOf(call))
        mustRest(batch)
        const sheet = await takeSheet(ground, call.request, { columns: await columnsFor(ground, batch), next: (await lastNumber(ground.sql, batch.id)) + 1 })
        await call.act([batchLock(batch.id)], async (act) => (await mendBatch(act, batch.id, sheet), null), { request: sheet.sha256 })
        return describeBatch(ground, await getBatch({ tx: ground.sql }, batch.id, whoseOf(call)))
      },
    }),
  ]
}

async function describeBatch(ground: Ground, batch: Batch) {
  const counts = await countRows(ground.sql, batch.id)
  const { content } = await getItemVersion(ground.sql, batch.itemVersion)
  const sheets = (await listSheets(ground.sql, [batch.id])).map(({ id, kind, bytes, rows, at, formulas, changes }) => ({ id, kind, bytes, rows, at, formulas, changes }))
  return { id: batch.id, item: { code: batch.item, name: content.name }, state: batch.state, createdAt: batch.createdAt, rows: Object.values(counts).reduce((sum, one) => sum + one, 0), counts, sheets }
}

function readRoutes(ground: Ground): Route[] {
  return [
    route({
      method: 'GET', path: '/api/batches', access: companies, zh: '我的批量申请', en: 'My sheets', query: Type.Object(pageQuery), answer: pageOf(BatchShape), example: { as: '{company}' },
      handle: async (call) => {
        const after = readCursor(call.query.cursor, 2)
        const limit = call.query.limit ?? 20
        const rows = await listBatches(ground.sql, whoseOf(call), limit + 1, after && { createdAt: String(after[0]), id: String(after[1]) })
        const { items, next } = page(rows, limit, (row) => [row.createdAt, row.id])
        return { items: await Promise.all(items.map((one) => describeBatch(ground, one))), next }
      },
    }),
    route({
      method: 'GET', path: '/api/batches/:id', access: companies, zh: '读取批量申请的进度', en: 'How far a sheet is', params: idParam, answer: BatchShape, example: { as: '{company}', params: { id: '{batch}' } },
      handle: async (call) => describeBatch(ground, await getBatch({ tx: ground.sql }, call.params.id, whoseOf(call))),
    }),
    route({
      method: 'GET', path: '/api/batches/:id/rows', access: companies, zh: '逐行查看：状态、办件编号、每个单元格的错误', en: 'Rows: state, case, and what is wrong with which cell', params: idParam,
      query: Type.Object({ state: Type.Optional(Type.Unsafe<BatchRow['state']>({ enum: ['unchecked', 'ready', 'faulty', 'submitted'] })), mended: Type.Optional(Type.Boolean({ description: 'Those that a later sheet changed' })), ...pageQuery }), answer: pageOf(RowShape), example: { as: '{company}', params: { id: '{batch}' } },
      handle: async (call) => {
        const batch = await getBatch({ tx: ground.sql }, call.params.id, whoseOf(call))
        const columns = await columnsFor(ground, batch)
        const limit = call.query.limit ?? 50
        const rows = await listRows(ground.sql, batch.id, limit + 1, Number(readCursor(call.query.cursor, 1)?.[0] ?? 0), call.query.state, call.query.mended)
        const { items, next } = page(rows, limit, (row) => [row.number])
        const seen = await seenRows(ground, batch.id, items)
        return { items: items.map((row, n) => describeRow(row, seen[n] ?? { faults: [], changes: [] }, columns)), next }
      },
    }),
  ]
}

interface SeenRow {
  faults: (BatchRow['faults'][number] & StoodCell & { before: StoodCell | undefined })[]
  changes: CellChange[]
}

/** Rows with where each faulty cell stands and stood, and what later sheets changed; in their order. */
async function seenRows(ground: Ground, batch: string, rows: readonly BatchRow[]): Promise<SeenRow[]> {
  const letters: Letters = new Map((await listSheets(ground.sql, [batch])).map((sheet) => [sheet.id, sheet.letters]))
  const versions = await listVersions(ground.sql, batch, rows.map(({ number }) => number))
  return rows.map((row) => {
    const own = versions.get(row.number) ?? []
    const states = statesOf(row, own)
    return { faults: row.faults.map((fault) => ({ ...fault, ...stoodAt(states, own.length, fault.column, letters), before: beforeOf(row, own, fault.column, letters) })), changes: changesOf(row, own, letters) }
  })
}

function describeRow(row: BatchRow, { faults, changes }: SeenRow, columns: readonly Column[]) {
  const labelOf = (column: string) => columns.find(({ key }) => key === column)?.label ?? null
  return {
    number: row.number, line: row.line, state: row.state, case: row.caseNumber,
    faults: faults.map((fault) => ({ ...fault, before: fault.before ?? null, label: labelOf(fault.column) })), changes: changes.map((change) => ({ ...change, label: labelOf(change.column) })),
  }
}

async function columnsFor(ground: Ground, batch: Batch): Promise<Column[]> {
  const { form, content }: Item = await getItemVersion(ground.sql, batch.itemVersion)
  return columnsOf(form, content.scenarios)
}

const piece = 500
const stateWords: Record<BatchRow['state'], string> = { unchecked: '未检查', ready: '可以提交', faulty: '有误', submitted: '已提交' }

function sheetRoutes(ground: Ground): Route[] {
  return [
    route({
      method: 'GET', path: '/api/batches/:id/sheet', access: companies, produces: Object.values(mediaTypes), zh: '下载结果表（xlsx；format=csv 为 CSV）；only=faulty 只含有误的行，改好可再上传', en: 'Download the result sheet (xlsx; CSV with format=csv); only=faulty holds the rows to mend', params: idParam,
      query: Type.Object({ only: Type.Optional(Type.Unsafe<'faulty'>({ enum: ['faulty'] })), format: FormatQuery }), example: { as: '{company}', params: { id: '{batch}' } },
      handle: async ({ params, query: { only, format = 'xlsx' }, reply, ...call }) => {
        const batch = await getBatch({ tx: ground.sql }, params.id, whoseOf(call))
        const columns = await columnsFor(ground, batch)
        const head = [numberHead, ...columns.map(headOf), '结果', '办件编号', '错误', '改动']
        const rows = resultRows(ground, batch.id, columns, only)
        const name = `批量申请-${batch.createdAt.slice(0, 10)}${only ? '-需要修改' : ''}`
        sendSheet(reply, name, format, format === 'csv' ? writeCsv([head, ...(await Array.fromAsync(rows))]) : writeRows(head, rows))
      },
    }),
    route({
      method: 'GET', path: '/api/batches/:id/sheets/:sheet', access: companies, produces: 'application/octet-stream', zh: '下载上传过的表格原件', en: 'Download a sheet as it was uploaded',
      params: Type.Object({ id: Type.String({ format: 'uuid' }), sheet: Type.String({ format: 'uuid' }) }), example: { as: '{company}', params: { id: '{batch}', sheet: '{batch-sheet}' } },
      handle: async (call) => {
        const batch = await getBatch({ tx: ground.sql }, call.params.id, whoseOf(call))
        const sheet = (await listSheets(ground.sql, [batch.id])).find(({ id }) => id === call.params.sheet)
        if (!sheet) throw batchNotFound({ sheet: call.params.sheet })
        sendSheet(call.reply, `批量申请-${sheet.at.slice(0, 10)}-原件`, sheet.kind, (await ground.files.open(sheet.sha256)).content, 'application/octet-stream')
      },
    }),
  ]
}

/** The rows of a batch as lines of a sheet, read in pieces. */
async function* resultRows(ground: Ground, batch: string, columns: readonly Column[], only?: 'faulty'): AsyncGenerator<string[]> {
  for (let after = 0; ; ) {
    const rows = await listRows(ground.sql, batch, piece, after, only)
    if (rows.length === 0) return
    const seen = await seenRows(ground, batch, rows)
    for (const [n, row] of rows.entries()) {
      const { faults = [], changes = [] } = seen[n] ?? {}
      yield [String(row.number), ...columns.map(({ key }) => row.cells[key] ?? ''), stateWords[row.state], row.caseNumber ?? '', faults.map((fault) => faultLine(columns, fault)).join('；'), changes.map((change) => changeLine(columns, change)).join('；')]
    }
    after = rows.at(-1)?.number ?? after
  }
}

const stood = ({ cell, value }: StoodCell): string => `${cell ?? ''}“${value}”`

/** 宽（米）：请填写数字。（F3“八”，改前 F2“七”） */
function faultLine(columns: readonly Column[], { column, zh, cell, value, before }: SeenRow['faults'][number]): string {
  const label = columns.find(({ key }) => key === column)?.label.zh
  if (label === undefined) return zh
  const was = before && before.value !== value ? `，改前 ${stood(before)}` : ''
  return `${label}：${zh}（${stood({ cell, value })}${was}）`
}

/** 宽（米）：F3“八”→F2“8” */
function changeLine(columns: readonly Column[], { column, from, to }: CellChange): string {
  return `${columns.find(({ key }) => key === column)?.label.zh ?? column}：${stood(from)}→${stood(to)}`
}

function submissionRoute(ground: Ground): Route {
  return route({
    method: 'POST', path: '/api/batches/:id/submission', access: companies, zh: '提交填写正确的行', en: 'Submit the rows that are ready', params: idParam, body: noBody, answer: BatchShape, example: { as: '{company}', params: { id: '{ready-batch}' }, body: {} },
    handle: async (call) => {
      await call.act([batchLock(call.params.id)], async (act) => (await submitBatch(act, call.params.id), null))
      return describeBatch(ground, await getBatch({ tx: ground.sql }, call.params.id, whoseOf(call)))
    },
  })
}
