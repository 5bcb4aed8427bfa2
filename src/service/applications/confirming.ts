// HTTP of the confirmation: by the code on the receipt, from anywhere; by a signature on the pad, at the window.
import { Type } from 'typebox'
import type { Act } from '#base/act'
import type { Ground } from '#base/context'
import { noBody, route, sendFile, type Access, type Route } from '#base/http'
import { timeText } from '#base/time'
import { bodiesIn, caseLock, findWholeCase, isOfCase, mustBeOfCase, officerIn, readers, visibleCase } from '#core/cases'
import { getItemVersion } from '#core/items'
import { TextSchema } from '#core/packs'
import { alreadyConfirmed, confirmationUnknown, readCode, signatureNeeded, type Confirmation } from './confirmation.ts'
import { confirm, findConfirmation } from './store-confirmations.ts'

const windows: Access = [{ who: ['staff'], roles: ['window', 'clerk'], scope: 'department' }]
const numberParam = Type.Object({ number: Type.String({ minLength: 1, maxLength: 60 }) })
const codeParam = Type.Object({ code: Type.String({ minLength: 4, maxLength: 40 }) })
const nullable = Type.Union([Type.String(), Type.Null()])
const Shape = Type.Object({ means: nullable, confirmedAt: nullable, code: Type.Union([Type.String(), Type.Null()], { description: 'For the receipt: told to the window until it is used' }), signed: Type.Boolean() })
const OpenShape = Type.Object({ number: Type.String(), item: TextSchema, papers: Type.Array(Type.String()), confirmedAt: nullable })

async function found(ground: Ground, by: Parameters<typeof findConfirmation>[1]): Promise<Confirmation> {
  const confirmation = await findConfirmation(ground.sql, by)
  if (!confirmation) throw confirmationUnknown()
  return confirmation
}

const moment = (at: string | null) => (at === null ? null : timeText(Temporal.Instant.from(at)))

async function confirmIn(act: Act, caseId: string, means: 'code' | 'signature', signature: string | null): Promise<null> {
  if (!(await confirm(act.tx, caseId, means, signature, act.now))) throw alreadyConfirmed()
  act.record('applications.intake-confirmed', { subject: caseId, facts: { means, ...(signature ? { signature } : {}) } })
  return null
}

/** What the holder of a receipt sees: which matter and which papers, no answers and no names. */
async function describeOpen(ground: Ground, confirmation: Confirmation) {
  const whole = await findWholeCase(ground.sql, confirmation.caseId)
  if (!whole) throw confirmationUnknown()
  const item = await getItemVersion(ground.sql, whole.case.itemVersion)
  return { number: whole.case.number, item: item.content.name, papers: whole.files.map((file) => file.name), confirmedAt: moment(confirmation.confirmedAt) }
}

/** The operations of a confirmation. */
export function confirmationRoutes(ground: Ground): Route[] {
  const shown = ({ means, confirmedAt, code, signature }: Confirmation, isWindow: boolean) => ({ means, confirmedAt: moment(confirmedAt), code: isWindow && confirmedAt === null ? code : null, signed: signature !== null })
  return [
    route({
      method: 'GET', path: '/api/cases/:number/confirmation', access: readers, zh: '窗口收件是否已由本人确认', en: 'Whether the person confirmed what the window typed', params: numberParam, answer: Shape, example: { as: '{window}', params: { number: '{received}' } },
      handle: async ({ params, reach, caller }) => {
        const caseId = await visibleCase(ground, params.number, reach)
        const windows = (caller ? await officerIn(ground.sql, caseId, caller) : { posts: [] }).posts.filter((post) => post.role === 'window' || post.role === 'clerk')
        // Whoever has the code can confirm in the person's place: it is told where the case was received or is handled.
        return shown(await found(ground, { caseId }), await isOfCase(ground.sql, caseId, windows.map((post) => post.organisation)))
      },
    }),
    route({
      method: 'POST', path: '/api/cases/:number/confirmation', access: windows, status: 200, zh: '本人在手写板上签名确认', en: 'The person signs on the pad', params: numberParam, answer: Shape,
      body: Type.Object({ signature: Type.String({ pattern: '^[0-9a-f]{64}$', description: 'A picture uploaded before, see /api/intake-files' }) }, { additionalProperties: false }),
      example: { as: '{window}', params: { number: '{received}' }, body: { signature: '{signature}' } },
      handle: async (call) => {
        const caseId = await visibleCase(ground, call.params.number, call.reach)
        await mustBeOfCase(ground.sql, caseId, await bodiesIn(ground.sql, caseId, call.reach))
        await found(ground, { caseId })
        await mustBePicture(ground, call.body.signature)
        await call.act([caseLock(caseId)], (act) => confirmIn(act, caseId, 'signature', call.body.signature))
        return shown(await found(ground, { caseId }), true)
      },
    }),
    route({
      method: 'GET', path: '/api/cases/:number/confirmation/signature', reads: { of: 'case', param: 'number', what: 'paper', purpose: 'handling' }, access: readers, produces: 'image/png', zh: '读取签名图像', en: 'Read the signature', params: numberParam, example: { as: '{window}', params: { number: '{signed}' } },
      handle: async ({ params, reach, reply }) => {
        const { signature } = await found(ground, { caseId: await visibleCase(ground, params.number, reach) })
        if (signature === null) throw confirmationUnknown()
        sendFile(reply, { type: 'image/png', name: `${params.number}.png`, content: await ground.files.read(signature) })
      },
    }),
    route({
      method: 'GET', path: '/api/intake-confirmations/:code', access: 'anyone', callsPerMinuteMax: 20, zh: '凭收件凭证上的确认码查看收到了什么', en: 'See what was received, by the code on the receipt', params: codeParam, answer: OpenShape, example: { params: { code: '{confirmation-code}' } },
      handle: async ({ params }) => describeOpen(ground, await found(ground, { code: readCode(params.code) })),
    }),
    route({
      method: 'POST', path: '/api/intake-confirmations/:code', access: 'anyone', status: 200, callsPerMinuteMax: 20, zh: '凭确认码确认窗口收件无误', en: 'Confirm by the code on the receipt that all is as it was given', params: codeParam, body: noBody, answer: OpenShape,
      example: { params: { code: '{confirmation-code}' }, body: {} },
      handle: async (call) => {
        const by = { code: readCode(call.params.code) }
        const { caseId } = await found(ground, by)
        await call.act([caseLock(caseId)], (act) => confirmIn(act, caseId, 'code', null))
        return describeOpen(ground, await found(ground, by))
      },
    }),
  ]
}

const pngHead = [0x89, 0x50, 0x4e, 0x47]

async function mustBePicture(ground: Ground, digest: string): Promise<void> {
  const head = (await ground.files.read(digest)).subarray(0, pngHead.length)
  if (!pngHead.every((byte, at) => head[at] === byte)) throw signatureNeeded()
}
