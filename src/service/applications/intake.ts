// HTTP of the window: an application received for a person who came with papers, or wrote (行政许可法 29, 32).
import { Type } from 'typebox'
import type { Ground } from '#base/context'
import { harmlessName, ordinaryFileRules } from '#base/files'
import { callerOf, route, type Access, type Route } from '#base/http'
import { dateInChina } from '#base/time'
import { keepAnswers } from '#engines/forms'
import { CaseShape, describeCase } from '#core/cases'
import { getItem } from '#core/items'
import { birthOf, findAccountByDocument, mayBeReceived, readDocument } from '#core/people'
import { receiveAtWindow, windowOf } from './acts.ts'
import { advise, adviceShapes } from './advice.ts'
import { scenarioSets } from './known.ts'
import { Form, OtherShape, Scenario } from './show.ts'
import { readUpload } from './upload.ts'

const windows: Access = [{ who: ['staff'], roles: ['window', 'clerk'], scope: 'department' }]
const Kind = Type.Unsafe<'natural' | 'legal'>({ enum: ['natural', 'legal'] })
const FileType = Type.Unsafe<string>({ enum: ordinaryFileRules.types })
const Paper = Type.Object({
  material: Type.String({ maxLength: 60 }), name: Type.String({ minLength: 1, maxLength: 200 }), paper: Type.Boolean({ default: true }),
  file: Type.Optional(Type.Object({ sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }), type: FileType, bytes: Type.Integer({ minimum: 0 }) }, { additionalProperties: false, description: 'A scan uploaded before, see /api/intake-files' })),
}, { additionalProperties: false })

/** The operations of a window. */
export function intakeRoutes(ground: Ground): Route[] {
  return [
    route({
      method: 'POST', path: '/api/intakes', access: windows, zh: '窗口收件：代到场或来信的申请人提交', en: 'Receive an application at a window, for a person who came or wrote',
      body: Type.Object({
        item: Type.String({ maxLength: 80 }),
        applicant: Type.Object({
          kind: Kind, name: Type.String({ minLength: 1, maxLength: 200 }), idKind: Type.String({ minLength: 1, maxLength: 40 }),
          idNumber: Type.String({ minLength: 1, maxLength: 60 }), phone: Type.Optional(Type.String({ maxLength: 40 })), consent: Type.Boolean({ default: false, description: 'Agrees to letters by electronic means' }),
          byLiquidator: Type.Optional(Type.Boolean({ description: 'The head of the liquidation group came, with the filing (民法典 70, 72)' })),
        }, { additionalProperties: false }),
        form: Form, scenario: Type.Optional(Scenario), materials: Type.Array(Paper, { maxItems: 100 }),
        receivedOn: Type.Optional(Type.String({ format: 'date', description: 'The day the papers came, where that was earlier' })),
        byPerson: Type.Optional(Type.Boolean({ description: 'The applicant asks that a person decides, not a machine' })),
        gapUntil: Type.Optional(Type.String({ format: 'date', description: 'The day the applicant promised in writing for papers that may follow (容缺)' })),
        promise: Type.Optional(Type.String({ maxLength: 64, description: 'The digest of what was told, where the applicant signed a promise in place of papers (告知承诺)' })),
        others: Type.Optional(Type.Array(Type.Object({ ...OtherShape.properties, present: Type.Optional(Type.Boolean({ description: 'Came too, with the document: applies together by the own word, said here' })), consent: Type.Optional(Type.Boolean({ description: 'Agrees to letters by electronic means' })) }, { additionalProperties: false }), { maxItems: 40 })),
        agent: Type.Optional(Type.Object({ name: Type.String({ minLength: 1, maxLength: 200 }), idKind: Type.String({ minLength: 1, maxLength: 40 }), idNumber: Type.String({ minLength: 1, maxLength: 60 }), phone: Type.Optional(Type.String({ maxLength: 40 })) }, { additionalProperties: false, description: 'Who came for the applicant: by an authority given on line, a power on paper that two officers saw, as guardian or legal representative (许可法 29)' })),
        channel: Type.Optional(Type.Unsafe<'window' | 'post'>({ enum: ['window', 'post'] })),
      }, { additionalProperties: false }),
      answer: CaseShape, example: { as: '{window}', body: '{intake}' },
      handle: async (call) => {
        const { body } = call
        const item = await getItem(ground.sql, body.item, ground.clock.now())
        const at = windowOf(item, callerOf(call).posts)
        // A scan that was never uploaded would stand in the case as a paper that nobody can open.
        for (const { file } of body.materials) if (file) (await ground.files.open(file.sha256)).content.destroy()
        const { byLiquidator = false, ...given } = body.applicant
        // In the form in which accounts keep it: a blank in the number must hide neither a birthday nor what a register says of its holder.
        const applicant = { ...given, idNumber: readDocument(given.kind, given.idKind, given.idNumber, '/applicant') }
        const agent = body.agent && { ...body.agent, idNumber: readDocument('natural', body.agent.idKind, body.agent.idNumber, '/agent') }
        await mayBeReceived(ground.sql, ground.keys, { idKind: applicant.idKind, idNumber: applicant.idNumber, byLiquidator })
        for (const { role, idKind, idNumber } of body.others ?? []) if (role === 'joint-applicant') await mayBeReceived(ground.sql, ground.keys, { idKind, idNumber, byLiquidator: false })
        const account = await findAccountByDocument(ground.sql, ground.keys, applicant.idKind, applicant.idNumber, ground.clock.now())
        const opened = await call.act([], (act) => receiveAtWindow(act, ground.keys, {
          item, at, channel: body.channel ?? 'window', byPerson: body.byPerson ?? false, form: body.form, scenario: body.scenario ?? {}, receivedOn: body.receivedOn ? Temporal.PlainDate.from(body.receivedOn) : undefined,
          gapUntil: body.gapUntil ? Temporal.PlainDate.from(body.gapUntil) : undefined, promise: body.promise,
          applicant: { ...applicant, phone: applicant.phone ?? null, account: account ?? null }, others: body.others ?? [], ...(agent ? { agent: { ...agent, phone: agent.phone ?? null } } : {}),
          materials: body.materials.map(({ file, name, ...paper }) => ({ ...paper, name: harmlessName(name, file?.type ?? ''), sha256: file?.sha256 ?? '', type: file?.type ?? '', bytes: file?.bytes ?? 0 })),
        }))
        return describeCase(ground, opened.id, call)
      },
    }),
    route({
      method: 'POST', path: '/api/intake-advice', status: 200, access: windows, zh: '窗口收件前：缺什么、哪些可以容缺、能否告知承诺', en: 'Before an intake: what is missing, which papers may follow by when, whether a promise may stand in for papers',
      body: Type.Object({
        item: Type.String({ maxLength: 80 }), applicant: Type.Object({ kind: Kind, idNumber: Type.String({ maxLength: 60 }) }, { additionalProperties: false }), form: Form, scenario: Type.Optional(Scenario),
        materials: Type.Array(Type.String({ maxLength: 60 }), { maxItems: 100, description: 'Keys of the materials that were handed in' }), receivedOn: Type.Optional(Type.String({ format: 'date' })), promised: Type.Optional(Type.Boolean()),
      }, { additionalProperties: false }),
      answer: Type.Object(adviceShapes), example: { as: '{window}', body: { item: '{item}', applicant: { kind: 'natural', idNumber: '' }, form: {}, materials: [] } },
      handle: async (call) => {
        const { item: code, applicant, form, scenario = {}, materials, receivedOn, promised = false } = call.body
        const item = await getItem(ground.sql, code, ground.clock.now())
        windowOf(item, callerOf(call).posts)
        return advise(ground, item, {
          form: keepAnswers(item.form, { ...form, ...scenarioSets(item.content, item.form, scenario) }), scenario, applicant: applicant.kind, materials: new Set(materials), promised, receivedOn: receivedOn ? Temporal.PlainDate.from(receivedOn) : dateInChina(ground.clock.now()), idNumber: async () => applicant.idNumber,
          // At a window the number tells; whoever came with a guardian is asked by the clerk.
          alone: applicant.kind === 'natural' ? { born: birthOf({ idKind: 'resident-id', idNumber: applicant.idNumber }), isAdultWard: false } : undefined,
        })
      },
    }),
    route({
      method: 'POST', path: '/api/intake-files', access: windows, upload: true, zh: '上传窗口扫描件', en: 'Upload a scan made at the window',
      answer: Type.Object({ material: Type.String(), name: Type.String(), sha256: Type.String(), type: FileType, bytes: Type.Integer() }),
      example: { as: '{window}', file: { name: '扫描.txt', text: '扫描件', fields: { material: 'other' } } },
      handle: async (call) => readUpload(ground, call.request),
    }),
  ]
}
