// HTTP of uploads in pieces: begin, send pieces, finish; what is under way is listed, so that another page goes on with it.
import { Type } from 'typebox'
import type { Ground } from '#base/context'
import { fileEmpty } from '#base/files'
import { callerOf, noBody, pageOf, readFilePart, route, whoseOf, type Route } from '#base/http'
import { draftLock, getDraft } from './acts.ts'
import { mayChange } from './application.ts'
import { applicants, describeDraft, DraftShape, idParam } from './show.ts'
import { listUploads, type Upload } from './store-uploads.ts'
import { assemble, cancelUpload, finishUpload, pieceBytesMax, startUpload, takePiece } from './uploads.ts'

const UploadShape = Type.Object({ id: Type.String({ format: 'uuid' }), material: Type.String(), name: Type.String(), bytes: Type.Integer(), mark: Type.String(), received: Type.Integer(), pieceBytesMax: Type.Integer() })
const uploadParams = Type.Object({ id: Type.String({ format: 'uuid' }), upload: Type.String({ format: 'uuid' }) })
const params = { id: '{draft}', upload: '{upload}' }

function showUpload({ id, material, name, bytes, mark, received }: Upload) {
  return { id, material, name, bytes, mark, received, pieceBytesMax }
}

/** The operations on uploads. */
export function uploadRoutes(ground: Ground): Route[] {
  return [...beginRoutes(ground), ...pieceRoutes(ground)]
}

function beginRoutes(ground: Ground): Route[] {
  return [
    route({
      method: 'POST', path: '/api/applications/:id/uploads', access: applicants, zh: '开始（或者继续）分段上传', en: 'Begin an upload in pieces, or find the one begun', params: idParam, answer: UploadShape,
      body: Type.Object({ material: Type.String({ maxLength: 60 }), name: Type.String({ minLength: 1, maxLength: 200 }), bytes: Type.Integer({ minimum: 1 }), mark: Type.String({ minLength: 1, maxLength: 300, description: 'Says whether a file chosen again is the same: name, size, last change' }) }, { additionalProperties: false }),
      example: { as: '{resident}', params: { id: '{draft}' }, body: { material: 'other', name: '图纸.pdf', bytes: 6_000_000, mark: '图纸.pdf 6000000 1764000000000' } },
      handle: async (call) => showUpload(await call.act([draftLock(call.params.id)], (act) => startUpload(act, call.params.id, call.body))),
    }),
    route({
      method: 'GET', path: '/api/applications/:id/uploads', access: applicants, zh: '列出没有传完的文件', en: 'List uploads under way', params: idParam, answer: pageOf(UploadShape), example: { as: '{resident}', params: { id: '{draft}' } },
      handle: async (call) => {
        const draft = await getDraft(ground.sql, call.params.id, whoseOf(call))
        return { items: (await listUploads(ground.sql, draft.id)).map(showUpload), next: null }
      },
    }),
    route({
      method: 'DELETE', path: '/api/applications/:id/uploads/:upload', access: applicants, zh: '放弃一次上传', en: 'Give an upload up', params: uploadParams, example: { as: '{resident}', params },
      handle: async (call) => {
        await call.act([draftLock(call.params.id)], async (act) => (await cancelUpload(act, call.params.id, call.params.upload), null))
      },
    }),
  ]
}

function pieceRoutes(ground: Ground): Route[] {
  return [
    route({
      method: 'POST', path: '/api/applications/:id/uploads/:upload/pieces', access: applicants, upload: true, zh: '上传一段（multipart：file；at 为起始位置）', en: 'Send one piece (multipart: file; `at` is where it begins)',
      params: uploadParams, query: Type.Object({ at: Type.Integer({ minimum: 0 }) }), answer: Type.Object({ received: Type.Integer() }), example: { as: '{resident}', params, query: { at: 0 }, file: { name: 'piece', text: 'piece' } },
      handle: async (call) => {
        mayChange(await getDraft(ground.sql, call.params.id, whoseOf(call)))
        const part = await readFilePart(call.request)
        if (!part) throw fileEmpty()
        return { received: await takePiece(ground, call.params.id, call.params.upload, call.query.at, await part.read()) }
      },
    }),
    route({
      method: 'POST', path: '/api/applications/:id/uploads/:upload/completion', access: applicants, zh: '完成上传：检查内容，成为材料', en: 'Finish: the content is checked and becomes a paper', params: uploadParams, body: noBody, answer: DraftShape,
      example: { as: '{resident}', params: { id: '{draft}', upload: '{complete-upload}' }, body: {} },
      handle: async (call) => {
        await getDraft(ground.sql, call.params.id, whoseOf(call))
        const paper = await assemble(ground, call.params.id, call.params.upload)
        await call.act([draftLock(call.params.id)], async (act) => (await finishUpload(act, call.params.id, call.params.upload, paper), null))
        return describeDraft(ground, await getDraft(ground.sql, call.params.id, whoseOf(call)), callerOf(call))
      },
    }),
  ]
}
