// HTTP of applying by spreadsheet: template, upload, progress with faults by cell, mending, submission, result sheet.
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { Ground } from '#base/context'
import { callerOf, page, pageOf, pageQuery, readCursor, route, type Access, type Route } from '#base/http'
import { idMaker } from '#base/ids'
import { getItem, getItemVersion, type Item } from '#core/items'
import { TextSchema } from '#core/packs'
import { mustCover } from '#core/people'
import { batchLock, getBatch, mendBatch, nameBatch, submitBatch } from './acts.ts'
import { mustRest, type Batch, type BatchRow } from './batch.ts'
import { decodeSheet, notCsv, parseCsv, writeCsv } from './csv.ts'
import { columnsOf, headOf, numberHead, readRows, templateRows, type Column, type SheetRow } from './sheet.ts'
import { countRows, lastNumber, listBatches, listRows, putRows } from './store.ts'

const companies: Access = [{ who: ['legal'], scope: 'own' }]
const idParam = Type.Object({ id: Type.String({ format: 'uuid' }) })
const codeParam = Type.Object({ code: Type.String({ minLength: 1, maxLength: 80 }) })
const FaultShape = Type.Object({ column: Type.String({ description: 'Key of the column; empty where it is about the row' }), label: Type.Union([TextSchema, Type.Null()]), value: Type.String(), zh: Type.String(), en: Type.String() })
const BatchShape = Type.Object({
  id: Type.String({ format: 'uuid' }), item: Type.Object({ code: Type.String(), name: TextSchema }), state: Type.String({ description: 'checking, checked or submitting' }), createdAt: Type.String(),
  rows: Type.Integer(), counts: Type.Object({ unchecked: Type.Integer(), ready: Type.Integer(), faulty: Type.Integer(), submitted: Type.Integer() }),
})
const RowShape = Type.Object({ number: Type.Integer(), state: Type.String(), case: Type.Union([Type.String(), Type.Null()]), faults: Type.Array(FaultShape) })

/** The operations of applying by spreadsheet. */
export function batchRoutes(ground: Ground): Route[] {
  return [templateRoute(ground), ...uploadRoutes(ground), ...readRoutes(ground), sheetRoute(ground), submissionRoute(ground)]
}

function sendSheet(reply: Parameters<Route['handle']>[0]['reply'], name: string, rows: string[][]): void {
  reply.type('text/csv; charset=utf-8').header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`).send(writeCsv(rows))
}

function templateRoute(ground: Ground): Route {
  return route({
    method: 'GET', path: '/api/items/:code/template', access: 'anyone', produces: 'text/csv', zh: '下载事项的批量申请模板（CSV）', en: 'Download the spreadsheet template of an item (CSV)', params: codeParam, example: { params: { code: '{item}' } },
    handle: async ({ params, reply }) => {
      const { form, content } = await getItem(ground.sql, params.code, ground.clock.now())
      sendSheet(reply, `${content.name.zh}-批量申请.csv`, templateRows(columnsOf(form, content.scenarios)))
    },
  })
}

async function readSheet(request: FastifyRequest, columns: readonly Column[], next?: number): Promise<SheetRow[]> {
  const part = await request.file()
  if (!part) throw notCsv()
  return readRows(parseCsv(decodeSheet(await part.toBuffer())), columns, next)
}

const piece = 1000

/** Rows come before the act that names them, so that no transaction is long. */
async function keepRows(ground: Ground, batch: string, rows: readonly SheetRow[]): Promise<void> {
  for (let at = 0; at < rows.length; at += piece) await putRows(ground.sql, batch, rows.slice(at, at + piece), ground.clock.now())
}

function uploadRoutes(ground: Ground): Route[] {
  return [
    route({
      method: 'POST', path: '/api/items/:code/batches', access: companies, upload: true, zh: '上传批量申请表格（CSV，multipart：file）', en: 'Upload a sheet of applications (CSV; multipart: file)', params: codeParam, answer: BatchShape,
      example: { as: '{company}', params: { code: '{item}' }, file: { name: '申请.csv', text: '设置地址 [siteAddress]\n云州市东城区人民大道100号\n' } },
      handle: async (call) => {
        mustCover(callerOf(call), call.params.code)
        const now = ground.clock.now()
        const item = await getItem(ground.sql, call.params.code, now)
        const rows = await readSheet(call.request, columnsOf(item.form, item.content.scenarios))
        const id = idMaker(now, ground.random)()
        await keepRows(ground, id, rows)
        await call.act([batchLock(id)], async (act) => (await nameBatch(act, { id, item: item.code, itemVersion: item.versionId, rows: rows.length }), null), { request: id })
        return describeBatch(ground, await getBatch({ tx: ground.sql }, id, callerOf(call).id))
      },
    }),
    route({
      method: 'POST', path: '/api/batches/:id/rows', access: companies, upload: true, zh: '上传改好的行（按“行号”替换）', en: 'Upload mended rows; they replace those of the same number', params: idParam, answer: BatchShape,
      example: { as: '{company}', params: { id: '{batch}' }, file: { name: '改好.csv', text: '行号,设置地址 [siteAddress]\n1,云州市东城区人民大道100号\n' } },
      handle: async (call) => {
        const batch = await getBatch({ tx: ground.sql }, call.params.id, callerOf(call).id)
        mustRest(batch)
        const { form, content } = await getItemVersion(ground.sql, batch.itemVersion)
        const rows = await readSheet(call.request, columnsOf(form, content.scenarios), (await lastNumber(ground.sql, batch.id)) + 1)
        await keepRows(ground, batch.id, rows)
        await call.act([batchLock(batch.id)], async (act) => (await mendBatch(act, batch.id, rows.length), null), { request: rows })
        return describeBatch(ground, await getBatch({ tx: ground.sql }, batch.id, callerOf(call).id))
      },
    }),
  ]
}

async function describeBatch(ground: Ground, batch: Batch) {
  const counts = await countRows(ground.sql, batch.id)
  const { content } = await getItemVersion(ground.sql, batch.itemVersion)
  return { id: batch.id, item: { code: batch.item, name: content.name }, state: batch.state, createdAt: batch.createdAt, rows: Object.values(counts).reduce((sum, one) => sum + one, 0), counts }
}

function readRoutes(ground: Ground): Route[] {
  return [
    route({
      method: 'GET', path: '/api/batches', access: companies, zh: '我的批量申请', en: 'My sheets', query: Type.Object(pageQuery), answer: pageOf(BatchShape), example: { as: '{company}' },
      handle: async (call) => {
        const after = readCursor(call.query.cursor, 2)
        const limit = call.query.limit ?? 20
        const rows = await listBatches(ground.sql, callerOf(call).id, limit + 1, after && { createdAt: String(after[0]), id: String(after[1]) })
        const { items, next } = page(rows, limit, (row) => [row.createdAt, row.id])
        return { items: await Promise.all(items.map((one) => describeBatch(ground, one))), next }
      },
    }),
    route({
      method: 'GET', path: '/api/batches/:id', access: companies, zh: '读取批量申请的进度', en: 'How far a sheet is', params: idParam, answer: BatchShape, example: { as: '{company}', params: { id: '{batch}' } },
      handle: async (call) => describeBatch(ground, await getBatch({ tx: ground.sql }, call.params.id, callerOf(call).id)),
    }),
    route({
      method: 'GET', path: '/api/batches/:id/rows', access: companies, zh: '逐行查看：状态、办件编号、每个单元格的错误', en: 'Rows: state, case, and what is wrong with which cell', params: idParam,
      query: Type.Object({ state: Type.Optional(Type.Unsafe<BatchRow['state']>({ enum: ['unchecked', 'ready', 'faulty', 'submitted'] })), ...pageQuery }), answer: pageOf(RowShape), example: { as: '{company}', params: { id: '{batch}' } },
      handle: async (call) => {
        const batch = await getBatch({ tx: ground.sql }, call.params.id, callerOf(call).id)
        const columns = await columnsFor(ground, batch)
        const limit = call.query.limit ?? 50
        const rows = await listRows(ground.sql, batch.id, limit + 1, Number(readCursor(call.query.cursor, 1)?.[0] ?? 0), call.query.state)
        const { items, next } = page(rows, limit, (row) => [row.number])
        return { items: items.map((row) => ({ number: row.number, state: row.state, case: row.caseNumber, faults: row.faults.map((fault) => ({ ...fault, label: columns.find(({ key }) => key === fault.column)?.label ?? null, value: row.cells[fault.column] ?? '' })) })), next }
      },
    }),
  ]
}

async function columnsFor(ground: Ground, batch: Batch): Promise<Column[]> {
  const { form, content }: Item = await getItemVersion(ground.sql, batch.itemVersion)
  return columnsOf(form, content.scenarios)
}

const stateWords: Record<BatchRow['state'], string> = { unchecked: '未检查', ready: '可以提交', faulty: '有误', submitted: '已提交' }

function sheetRoute(ground: Ground): Route {
  return route({
    method: 'GET', path: '/api/batches/:id/sheet', access: companies, produces: 'text/csv', zh: '下载结果表；only=faulty 只含有误的行，改好可再上传', en: 'Download the result sheet; only=faulty holds the rows to mend', params: idParam,
    query: Type.Object({ only: Type.Optional(Type.Unsafe<'faulty'>({ enum: ['faulty'] })) }), example: { as: '{company}', params: { id: '{batch}' } },
    handle: async (call) => {
      const batch = await getBatch({ tx: ground.sql }, call.params.id, callerOf(call).id)
      const columns = await columnsFor(ground, batch)
      const sheet = [[numberHead, ...columns.map(headOf), '结果', '办件编号', '错误']]
      for (let after = 0; ; ) {
        const rows = await listRows(ground.sql, batch.id, piece, after, call.query.only)
        if (rows.length === 0) break
        for (const row of rows) sheet.push([String(row.number), ...columns.map(({ key }) => row.cells[key] ?? ''), stateWords[row.state], row.caseNumber ?? '', row.faults.map((fault) => faultLine(columns, fault)).join('；')])
        after = rows.at(-1)?.number ?? after
      }
      sendSheet(call.reply, `批量申请-${batch.createdAt.slice(0, 10)}${call.query.only ? '-需要修改' : ''}.csv`, sheet)
    },
  })
}

function faultLine(columns: readonly Column[], { column, zh }: BatchRow['faults'][number]): string {
  const label = columns.find(({ key }) => key === column)?.label.zh
  return label === undefined ? zh : `${label}：${zh}`
}

function submissionRoute(ground: Ground): Route {
  return route({
    method: 'POST', path: '/api/batches/:id/submission', access: companies, zh: '提交填写正确的行', en: 'Submit the rows that are ready', params: idParam, body: Type.Object({}), answer: BatchShape, example: { as: '{company}', params: { id: '{ready-batch}' }, body: {} },
    handle: async (call) => {
      const caller = callerOf(call)
      mustCover(caller, (await getBatch({ tx: ground.sql }, call.params.id, caller.id)).item)
      await call.act([batchLock(call.params.id)], async (act) => (await submitBatch(act, call.params.id), null))
      return describeBatch(ground, await getBatch({ tx: ground.sql }, call.params.id, caller.id))
    },
  })
}
