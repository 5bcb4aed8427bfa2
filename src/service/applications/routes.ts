// HTTP of applying: one's own drafts, from the first answer to the case.
import { Type } from 'typebox'
import type { Ground } from '#base/context'
import { callerOf, noBody, page, pageOf, pageQuery, readCursor, route, whoseOf, type Route } from '#base/http'
import { isProblem } from '#base/problem'
import { caseLock, CaseShape, describeCase, visibleCase } from '#core/cases'
import { getItemVersion } from '#core/items'
import { TextSchema } from '#core/packs'
import { mustCover } from '#core/people'
import { withDocuments } from './answers.ts'
import { itemChanged, mayAddFile, mayChange, mustBeComplete } from './application.ts'
import { addFile, discardApplication, draftLock, getDraft, moveToCurrentVersion, removeFile, saveApplication, startApplication, submitApplication } from './acts.ts'
import { contestDatum } from './corrections.ts'
import { preparePapers } from './papers.ts'
import { applicants, describeDraft, DraftShape, Form, idParam, LicenceShape, OtherShape, Scenario } from './show.ts'
import { listDrafts } from './store.ts'
import { readUpload } from './upload.ts'

/** The operations of applying. */
export function applicationRoutes(ground: Ground): Route[] {
  return [...draftRoutes(ground), ...fileRoutes(ground), ...changeRoutes(ground), submitRoute(ground)]
}

function draftRoutes(ground: Ground): Route[] {
  const params = { id: '{draft}' }
  return [
    route({
      method: 'POST', path: '/api/applications', access: applicants, zh: '开始一份申请，或开始补正', en: 'Begin an application, or the answer to a correction notice',
      body: Type.Object({ item: Type.Optional(Type.String({ maxLength: 80 })), correctionOf: Type.Optional(Type.String({ maxLength: 60, description: 'Number of the case to correct' })), licence: Type.Optional(LicenceShape) }, { additionalProperties: false }),
      answer: DraftShape, example: { as: '{resident}', body: { item: '{item}' } },
      handle: async (call) => {
        if (call.body.item) mustCover(call.reach, call.body.item)
        const correctionOf = call.body.correctionOf ? await visibleCase(ground, call.body.correctionOf, call.reach) : undefined
        const id = await call.act(correctionOf ? [caseLock(correctionOf)] : [], (act) => startApplication(act, ground.keys, { item: call.body.item, correctionOf, licence: call.body.licence }))
        return describeDraft(ground, await getDraft(ground.sql, id, whoseOf(call)), callerOf(call))
      },
    }),
    route({
      method: 'GET', path: '/api/applications', access: applicants, zh: '列出我还没有提交的申请', en: 'List my applications not yet submitted',
      query: Type.Object(pageQuery), example: { as: '{resident}' },
      answer: pageOf(Type.Object({ id: Type.String(), item: Type.Object({ code: Type.String(), name: TextSchema }), correctionOf: Type.Union([Type.String(), Type.Null()]), updatedAt: Type.String() })),
      handle: async (call) => {
        const after = readCursor(call.query.cursor, 2)
        const limit = call.query.limit ?? 20
        const rows = await listDrafts(ground.sql, whoseOf(call), limit + 1, after && { updatedAt: String(after[0]), id: String(after[1]) })
        const { items, next } = page(rows, limit, (row) => [row.updatedAt, row.id])
        return { next, items: await Promise.all(items.map(async (row) => ({ id: row.id, item: { code: row.item, name: (await getItemVersion(ground.sql, row.itemVersion)).content.name }, correctionOf: row.correctionOf, updatedAt: row.updatedAt }))) }
      },
    }),
    route({
      method: 'GET', path: '/api/applications/:id', access: applicants, zh: '读取我的一份申请', en: 'Read an application of mine', params: idParam, answer: DraftShape, example: { as: '{resident}', params },
      handle: async (call) => describeDraft(ground, await getDraft(ground.sql, call.params.id, whoseOf(call)), callerOf(call)),
    }),
    route({
      method: 'PUT', path: '/api/applications/:id', access: applicants, zh: '保存已填写的内容', en: 'Save what was filled in', params: idParam,
      body: Type.Object({ form: Type.Optional(Form), scenario: Type.Optional(Scenario), consent: Type.Optional(Type.Boolean()), byPerson: Type.Optional(Type.Boolean()), gapUntil: Type.Optional(Type.Union([Type.String({ format: 'date' }), Type.Null()])), promise: Type.Optional(Type.Union([Type.String({ maxLength: 64 }), Type.Null()])), others: Type.Optional(Type.Array(OtherShape, { maxItems: 40 })) }, { additionalProperties: false }),
      answer: DraftShape, example: { as: '{resident}', params, body: { form: {}, consent: true } },
      handle: async (call) => {
        await call.act([draftLock(call.params.id)], async (act) => (await saveApplication(act, ground.keys, call.params.id, call.body), null))
        return describeDraft(ground, await getDraft(ground.sql, call.params.id, whoseOf(call)), callerOf(call))
      },
    }),
    route({
      method: 'DELETE', path: '/api/applications/:id', access: applicants, zh: '放弃一份未提交的申请', en: 'Discard an application not yet submitted', params: idParam, example: { as: '{resident}', params },
      handle: async (call) => {
        await call.act([draftLock(call.params.id)], async (act) => (await discardApplication(act, call.params.id), null))
      },
    }),
  ]
}

function fileRoutes(ground: Ground): Route[] {
  return [
    route({
      method: 'POST', path: '/api/applications/:id/files', access: applicants, upload: true, zh: '上传一份材料（multipart：material、file）', en: 'Upload a file for a material (multipart: material, file)',
      params: idParam, answer: DraftShape, example: { as: '{resident}', params: { id: '{draft}' }, file: { name: '说明.txt', text: '设置位置说明。', fields: { material: 'other' } } },
      handle: async (call) => {
        const draft = await getDraft(ground.sql, call.params.id, whoseOf(call))
        mayChange(draft)
        const item = await getItemVersion(ground.sql, draft.itemVersion)
        const part = await readUpload(ground, call.request, (material) => mayAddFile(item, draft, material))
        await call.act([draftLock(call.params.id)], (act) => addFile(act, call.params.id, part), { request: [call.params.id, part.sha256, part.material] })
        return describeDraft(ground, await getDraft(ground.sql, call.params.id, whoseOf(call)), callerOf(call))
      },
    }),
    route({
      method: 'DELETE', path: '/api/applications/:id/files/:file', access: applicants, zh: '移除一份材料', en: 'Remove a file', params: Type.Object({ id: Type.String({ format: 'uuid' }), file: Type.String({ format: 'uuid' }) }),
      example: { as: '{resident}', params: { id: '{draft}', file: '{draft-file}' } },
      handle: async (call) => {
        await call.act([draftLock(call.params.id)], async (act) => (await removeFile(act, call.params.id, call.params.file), null))
      },
    }),
  ]
}

function changeRoutes(ground: Ground): Route[] {
  return [
    route({
      method: 'POST', path: '/api/applications/:id/version', access: applicants, status: 200, zh: '把草稿移到现行版本，内容保留', en: 'Move a draft to the version in force; its answers stay', params: idParam, body: noBody, answer: DraftShape, example: { as: '{resident}', params: { id: '{draft}' }, body: {} },
      handle: async (call) => {
        await call.act([draftLock(call.params.id)], async (act) => (await moveToCurrentVersion(act, call.params.id), null))
        return describeDraft(ground, await getDraft(ground.sql, call.params.id, whoseOf(call)), callerOf(call))
      },
    }),
    route({
      method: 'POST', path: '/api/applications/:id/corrections', access: applicants, zh: '信息有误：要求保有数据的机关更正', en: 'This is wrong: have the body that holds the datum correct it', params: idParam,
      body: Type.Object({
        field: Type.Optional(Type.String({ maxLength: 60 })), material: Type.Optional(Type.String({ maxLength: 60, description: 'A material whose licence would be fetched' })),
        shouldBe: Type.String({ minLength: 1, maxLength: 2000 }), reason: Type.Optional(Type.String({ maxLength: 2000 })),
      }, { additionalProperties: false }),
      answer: Type.Object({ number: Type.String() }), example: { as: '{resident}', params: { id: '{draft}' }, body: { field: 'phone', shouldBe: '13990100009' } },
      handle: async (call) => ({ number: (await call.act([draftLock(call.params.id)], (act) => contestDatum(act, ground.keys, call.params.id, call.body))).number }),
    }),
  ]
}

function submitRoute(ground: Ground): Route {
  return route({
    method: 'POST', path: '/api/applications/:id/submission', access: applicants, zh: '提交申请（生成办件），或提交补正', en: 'Submit: opens a case, or answers the correction notice',
    params: idParam, body: noBody, answer: CaseShape, example: { as: '{resident}', params: { id: '{complete-draft}' }, body: {} },
    handle: async (call) => {
      const account = callerOf(call).id
      const draft = await getDraft(ground.sql, call.params.id, whoseOf(call))
      const locks = [draftLock(draft.id), ...(draft.correctionOf ? [caseLock(draft.correctionOf)] : [])]
      const prepared = await preparePapers(ground, await getItemVersion(ground.sql, draft.itemVersion), draft, callerOf(call).kind === 'legal' ? 'legal' : 'natural')
      const opened = await call.act(locks, (act) => submitApplication(act, ground.keys, call.params.id, prepared)).catch(async (error: unknown) => {
        // The act that noticed the newer version left nothing behind: an act of its own moves the draft, answers and all.
        if (isProblem(error) && error.code === itemChanged.kind.code) {
          const moved = await ground.runAct({ actor: { id: account, kind: callerOf(call).kind, ...(callerOf(call).hand ? { hand: callerOf(call).hand?.id ?? '' } : {}) }, locks: [draftLock(draft.id)] }, (act) => moveToCurrentVersion(act, draft.id))
          const current = await getItemVersion(ground.sql, moved.itemVersion)
          mustBeComplete(current, withDocuments(current.form, moved.form, moved))
        }
        throw error
      })
      return describeCase(ground, opened.id, call)
    },
  })
}

