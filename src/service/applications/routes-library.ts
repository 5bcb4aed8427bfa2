// HTTP of the library: one's own papers, offered again; a window checks them against their originals.
import { Type } from 'typebox'
import type { Ground } from '#base/context'
import { bodyOf, callerOf, noBody, page, pageOf, pageQuery, readCursor, route, sendFile, whoseOf, type Access, type AccessRule, type Route } from '#base/http'
import { TextSchema } from '#core/packs'
import { findAccountByDocument } from '#core/people'
import { addFile, draftLock, getDraft } from './acts.ts'
import { checkEntry, dropEntry, entryLock, getEntry } from './acts-library.ts'
import { applicants, describeDraft, DraftShape, idParam } from './show.ts'
import { entryNotFound, type LibraryEntry } from './library.ts'
import { findEntry, findOwnEntry, listEntries } from './store-library.ts'

const atWindow: AccessRule = { who: ['staff'], roles: ['window', 'clerk'], scope: 'department' }
const windows: Access = [atWindow]
const ownersAndWindows: Access = [{ who: ['natural', 'legal'], scope: 'own' }, atWindow]
const EntryShape = Type.Object({
  id: Type.String({ format: 'uuid' }), material: Type.String(), title: TextSchema, name: Type.String(), type: Type.String(), bytes: Type.Integer(),
  level: Type.String({ description: 'B checked at a window, C uploaded, D made by the applicant; A are licences, see /api/licences' }), item: Type.String(), case: Type.String(), addedAt: Type.String(), checkedAt: Type.Union([Type.String(), Type.Null()]),
})

function showEntry({ id, material, title, name, type, bytes, level, item, caseNumber, addedAt, checkedAt }: LibraryEntry) {
  return { id, material, title, name, type, bytes, level, item, case: caseNumber, addedAt, checkedAt }
}

/** The operations on the library. */
export function libraryRoutes(ground: Ground): Route[] {
  return [...ownRoutes(ground), ...checkRoutes(ground)]
}

function ownRoutes(ground: Ground): Route[] {
  return [
    route({
      method: 'GET', path: '/api/library', access: applicants, zh: '我的材料库', en: 'My library of papers', query: Type.Object(pageQuery), answer: pageOf(EntryShape), example: { as: '{resident}' },
      handle: async (call) => {
        const after = readCursor(call.query.cursor, 2)
        const limit = call.query.limit ?? 50
        const rows = await listEntries(ground.sql, whoseOf(call), limit + 1, after && { addedAt: String(after[0]), id: String(after[1]) })
        const { items, next } = page(rows, limit, (row) => [row.addedAt, row.id])
        return { items: items.map(showEntry), next }
      },
    }),
    route({
      method: 'GET', path: '/api/library/:id/content', reads: { of: 'account', param: 'id', what: 'paper', purpose: 'handling', whose: async (sql, id) => (await findEntry(sql, id))?.account }, access: ownersAndWindows, produces: 'application/octet-stream', zh: '下载材料库里的一份材料', en: 'Download a paper of the library', params: idParam, example: { as: '{resident}', params: { id: '{library-entry}' } },
      handle: async (call) => {
        const isStaff = callerOf(call).kind === 'staff'
        const entry = isStaff ? await findEntry(ground.sql, call.params.id) : await findOwnEntry(ground.sql, call.params.id, whoseOf(call))
        // A window opens what waits to be compared with the original that lies before it; its address is known only by way of the person's document.
        if (!entry || (isStaff && entry.level !== 'C')) throw entryNotFound()
        sendFile(call.reply, { type: entry.type, name: entry.name, content: await ground.files.read(entry.sha256) })
      },
    }),
    route({
      method: 'DELETE', path: '/api/library/:id', access: applicants, zh: '从材料库删除', en: 'Delete a paper from my library', params: idParam, example: { as: '{resident}', params: { id: '{library-entry}' } },
      handle: async (call) => {
        await call.act([entryLock(call.params.id)], async (act) => (await dropEntry(act, call.params.id), null))
      },
    }),
    route({
      method: 'POST', path: '/api/applications/:id/reuses', access: applicants, zh: '使用材料库里的材料', en: 'Use a paper of my library for a material', params: idParam,
      body: Type.Object({ material: Type.String({ maxLength: 60 }), entry: Type.String({ format: 'uuid' }) }, { additionalProperties: false }),
      answer: DraftShape, example: { as: '{resident}', params: { id: '{draft}' }, body: { material: 'other', entry: '{library-entry}' } },
      handle: async (call) => {
        await call.act([draftLock(call.params.id), entryLock(call.body.entry)], async (act) => {
          const { name, type, bytes, sha256, level, id } = await getEntry(act, call.body.entry, act.actor)
          await addFile(act, call.params.id, { material: call.body.material, name, type, bytes, sha256, from: { level, library: id } })
          return null
        })
        return describeDraft(ground, await getDraft(ground.sql, call.params.id, whoseOf(call)), callerOf(call))
      },
    }),
  ]
}

function checkRoutes(ground: Ground): Route[] {
  return [
    route({
      method: 'GET', path: '/api/library-checks', access: windows, zh: '窗口：查到场申请人待核对原件的材料', en: 'At a window: papers of the person who came that wait to be compared with their originals',
      query: Type.Object({ idKind: Type.String({ maxLength: 40 }), idNumber: Type.String({ maxLength: 60 }) }), answer: pageOf(EntryShape), example: { as: '{window}', query: { idKind: 'resident-id', idNumber: '990102199203140264' } },
      handle: async ({ query }) => {
        const account = await findAccountByDocument(ground.sql, ground.keys, query.idKind, query.idNumber, ground.clock.now())
        return { items: account ? (await listEntries(ground.sql, { id: account }, 100, undefined, 'C')).map(showEntry) : [], next: null }
      },
    }),
    route({
      method: 'POST', path: '/api/library/:id/check', access: windows, status: 204, zh: '窗口：已与原件核对（C 升为 B）', en: 'At a window: compared with the original (C becomes B)', params: idParam, body: noBody, example: { as: '{window}', params: { id: '{checkable-entry}' }, body: {} },
      handle: async (call) => {
        const [post] = callerOf(call).posts
        const unit = post ? bodyOf(post) : ''
        await call.act([entryLock(call.params.id)], async (act) => (await checkEntry(act, call.params.id, unit), null))
      },
    }),
  ]
}
