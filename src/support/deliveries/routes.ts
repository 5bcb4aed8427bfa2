// HTTP of letters: the letters of a case, and each as PDF. Who may see the case may see its letters.
import { Type, type Static } from 'typebox'
import type { Ground } from '#base/context'
import { callerOf, page, pageOf, pageQuery, readCursor, route, sendFile, whoseOf, type Caller, type Route } from '#base/http'
import { timeText } from '#base/time'
import type { Calendar } from '#engines/calendar'
import { findAnnulled, findCaseNumbers, findParties, listOwnCaseIds, officerIn, readers, visibleCase, type Rehearsed, type RehearsedAct } from '#core/cases'
import { getCalendar } from '#core/clock'
import { findOrganisations, nameOrganisation } from '#core/organisations'
import { TextSchema } from '#core/packs'
import type { DeliveryRecord } from './delivery.ts'
import { isGrant, letterNotFound, type Letter } from './letter.ts'
import { previewLetter } from './preview.ts'
import { readPrint } from './print.ts'
import { DeliveryShape, PaperShape, RemedyShape, showDelivery, showRemedy } from './shapes.ts'
import { findLetter, listLetters, listLettersOf } from './store.ts'
import { listPapers, listRecords, type PaperRow } from './store-records.ts'

const nullable = (format?: string) => Type.Union([Type.String(format ? { format } : {}), Type.Null()])
export const LetterShape = Type.Object({
  id: Type.String({ format: 'uuid' }), kind: Type.String(), title: TextSchema, number: Type.String(), dated: Type.String({ format: 'date' }),
  organisation: Type.Object({ code: Type.String(), name: TextSchema }), issuedAt: Type.String({ format: 'date-time' }), printedAt: nullable('date-time'),
  means: nullable(), deliveredAt: nullable('date-time'), addressee: Type.Union([Type.Integer({ description: 'Place of the third party it is for' }), Type.Null()]), sha256: nullable(),
  signature: Type.Union([Type.String({ description: 'JWS of the seal over the SHA-256 of the PDF, see /api/seal-keys' }), Type.Null()]),
  annulledOn: nullable('date'), paperAskedAt: nullable('date-time'), paperGiven: Type.Union([PaperShape, Type.Null()]), delivery: Type.Union([DeliveryShape, Type.Null()]), remedy: Type.Union([RemedyShape, Type.Null()]),
})
const OwnLetterShape = Type.Object({
  id: Type.String({ format: 'uuid' }), kind: Type.String(), title: TextSchema, number: Type.String(), dated: Type.String({ format: 'date' }),
  organisation: Type.Object({ code: Type.String(), name: TextSchema }), case: Type.String(), annulledOn: nullable('date'),
})
export const numberParam = Type.Object({ number: Type.String({ minLength: 1, maxLength: 60 }) })

const words = Type.Optional(Type.String({ maxLength: 4000, default: '' }))
const PreviewInput = Type.Object({
  act: Type.Unsafe<RehearsedAct>({ enum: ['acceptance', 'acceptance-refusal', 'correction-notice', 'decision', 'suspension', 'resumption', 'extension', 'termination'] }),
  step: Type.Optional(Type.String({ format: 'uuid' })), outcome: Type.Optional(Type.Unsafe<Rehearsed['decision']['outcome']>({ enum: ['grant', 'partly-grant', 'refuse'] })), ground: Type.Optional(Type.Unsafe<Rehearsed['acceptance-refusal']['ground'] | Rehearsed['termination']['ground']>({ type: 'string', maxLength: 40 })), basis: Type.Optional(Type.String({ maxLength: 200 })),
  competentBody: Type.Optional(Type.String({ maxLength: 200 })), reasons: words, reason: words, kind: Type.Optional(Type.String({ maxLength: 40 })), days: Type.Optional(Type.Integer({ minimum: 1, maximum: 365 })), expectedDays: Type.Optional(Type.Integer({ minimum: 1, maximum: 365 })),
  missing: Type.Optional(Type.Array(Type.Object({ material: Type.Optional(Type.String({ maxLength: 60 })), text: Type.String({ maxLength: 4000 }) }, { additionalProperties: false }), { maxItems: 50 })),
}, { additionalProperties: false })
type Given = Omit<Static<typeof PreviewInput>, 'act'>

const refusalGrounds: readonly string[] = ['not-required', 'not-competent', 'still-missing']
const isRefusalGround = (ground: string | undefined): ground is Rehearsed['acceptance-refusal']['ground'] => ground !== undefined && refusalGrounds.includes(ground)

/** What the act would be sent, from what is typed so far; what it lacks, the act itself refuses. */
function bodyFor(act: RehearsedAct, { step = '', outcome = 'grant', ground, basis, competentBody, reasons = '', reason = '', kind = '', days = 1, expectedDays = 1, missing = [] }: Given): Rehearsed[RehearsedAct] {
  const bodies: Rehearsed = {
    acceptance: {}, resumption: {}, 'acceptance-refusal': { ground: isRefusalGround(ground) ? ground : 'not-required', reasons, ...(competentBody ? { competentBody } : {}) }, 'correction-notice': { missing, days },
    decision: { step, outcome, reasons }, suspension: { kind, expectedDays, reason }, extension: { days, reason }, termination: { ground: ground === undefined || isRefusalGround(ground) ? 'other-law' : ground, reasons, ...(basis ? { basis } : {}) },
  }
  return bodies[act]
}
const Block = Type.Object({ kind: Type.Unsafe<'title' | 'paragraph' | 'list'>({ enum: ['title', 'paragraph', 'list'] }), text: Type.String(), items: Type.Array(Type.String()) })
const PreviewShape = Type.Object({ kind: Type.String(), title: TextSchema, signed: TextSchema, zh: Type.Array(Block), en: Type.Union([Type.Array(Block), Type.Null()]) })

/** What a reader is shown with a letter: how it was delivered, and, where it says something unfavourable, the remedy with its last day. */
export interface Beside {
  organisations: Awaited<ReturnType<typeof findOrganisations>>
  calendar: Calendar
  records: ReadonlyMap<string, DeliveryRecord>
  papers: ReadonlyMap<string, PaperRow>
  /** What the case granted is annulled since then. */
  annulledOn: string | null
  /** Proofs name people: staff and the person it is for see them. */
  withProof: boolean
}

export function show(letter: Letter, { organisations, calendar, records, papers, annulledOn, withProof }: Beside) {
  const record = records.get(letter.id)
  const paper = papers.get(letter.id)
  return {
    delivery: record ? showDelivery(record, withProof) : null, remedy: letter.content.remedy ? showRemedy(calendar, letter.content.remedy, record) : null, paperAskedAt: letter.paperAskedAt && timeText(letter.paperAskedAt), paperGiven: paper && letter.paperGivenOn ? { on: letter.paperGivenOn, means: paper.means, receiver: (withProof && paper.content.receiver) || null, proof: (withProof && paper.content.proof) || null } : null,
    id: letter.id, kind: letter.kind, title: letter.content.title, number: letter.number, dated: letter.dated, organisation: nameOrganisation(organisations, letter.organisation),
    issuedAt: timeText(letter.madeAt), printedAt: letter.printedAt && timeText(letter.printedAt), means: letter.means, deliveredAt: letter.deliveredAt && timeText(letter.deliveredAt), addressee: letter.addressee,
    sha256: letter.sha256, signature: letter.signature, annulledOn: isGrant(letter.kind) ? annulledOn : null,
  }
}

/** Civil servants of the case read all letters, applicants those to themselves, a third party those to it. */
export async function mayRead(ground: Ground, caseId: string, caller: Caller | undefined): Promise<(letter: Letter) => boolean> {
  if (caller?.kind === 'staff') return () => true
  const own = (await findParties(ground.sql, caseId)).filter((party) => party.account !== null && party.account === caller?.id)
  const isApplicant = own.some((party) => party.role !== 'third-party')
  return ({ addressee }) => (addressee === null ? isApplicant : own.some((party) => party.ordinal === addressee))
}

const ownCasesMax = 2000

/** All letters in one's own space. */
function ownRoute(ground: Ground): Route {
  return route({
    method: 'GET', path: '/api/letters', access: [{ who: ['natural', 'legal'], scope: 'own' }], zh: '列出我的全部文书，新的在前', en: 'List all my letters, newest first', query: Type.Object(pageQuery),
    answer: pageOf(OwnLetterShape), example: { as: '{resident}' },
    handle: async (call) => {
      const ids = await listOwnCaseIds(ground.sql, whoseOf(call), ownCasesMax)
      const limit = call.query.limit ?? 20
      const after = readCursor(call.query.cursor, 2)
      const rows = await listLettersOf(ground.sql, ids, limit + 1, after && { madeAt: String(after[0]), id: String(after[1]) })
      const { items, next } = page(rows, limit, (row) => [row.madeAt.toString(), row.id])
      const organisations = await findOrganisations(ground.sql, items.map((letter) => letter.organisation))
      const numbers = await findCaseNumbers(ground.sql, items.map((letter) => letter.caseId))
      const annulled = await findAnnulled(ground.sql, items.filter(({ kind }) => isGrant(kind)).map((letter) => letter.caseId))
      return { items: items.map((letter) => ({ id: letter.id, kind: letter.kind, title: letter.content.title, number: letter.number, dated: letter.dated, organisation: nameOrganisation(organisations, letter.organisation), case: numbers.get(letter.caseId) ?? '', annulledOn: (isGrant(letter.kind) && annulled.get(letter.caseId)) || null })), next }
    },
  })
}

/** The operations of letters. */
export function letterRoutes(ground: Ground): Route[] {
  return [
    ownRoute(ground),
    route({
      method: 'GET', path: '/api/cases/:number/letters', access: readers, zh: '列出办件的文书', en: 'List the letters of a case', params: numberParam,
      answer: Type.Object({ items: Type.Array(LetterShape), next: Type.Null() }), example: { as: '{resident}', params: { number: '{submitted}' } },
      handle: async ({ params, reach, caller }) => {
        const id = await visibleCase(ground, params.number, reach, true)
        const letters = (await listLetters(ground.sql, id)).filter(await mayRead(ground, id, caller))
        const beside: Beside = { organisations: await findOrganisations(ground.sql, letters.map((letter) => letter.organisation)), calendar: await getCalendar(ground.sql), records: await listRecords(ground.sql, id), papers: await listPapers(ground.sql, id), annulledOn: (await findAnnulled(ground.sql, [id])).get(id) ?? null, withProof: true }
        return { items: letters.map((letter) => show(letter, beside)), next: null }
      },
    }),
    route({
      method: 'POST', path: '/api/cases/:number/letter-preview', status: 200, access: [{ who: ['staff'], roles: ['clerk', 'examiner', 'approver', 'head'], scope: 'department' }],
      zh: '预览一个行为将出具的文书（不办理）', en: 'Preview the letter that an act would send; nothing is done', params: numberParam, body: PreviewInput, answer: Type.Object({ letter: Type.Union([PreviewShape, Type.Null()]) }),
      example: { as: '{approver}', params: { number: '{examined}' }, body: { act: 'decision', step: '{decision-step}', outcome: 'refuse', reasons: '不符合规划。' } },
      handle: async (call) => {
        const caseId = await visibleCase(ground, call.params.number, call.reach)
        const { act, ...given } = call.body
        const letter = await previewLetter(ground, { caseId, handler: await officerIn(ground.sql, caseId, callerOf(call)) }, act, bodyFor(act, given))
        return { letter: letter ?? null }
      },
    }),
    route({
      method: 'GET', path: '/api/cases/:number/letters/:letter/pdf', reads: { of: 'case', param: 'number', what: 'letter', purpose: 'handling' }, access: readers, produces: 'application/pdf', zh: '下载一份文书（PDF）', en: 'Download a letter (PDF)',
      params: Type.Object({ number: Type.String({ maxLength: 60 }), letter: Type.String({ format: 'uuid' }) }), example: { as: '{resident}', params: { number: '{submitted}', letter: '{letter}' } },
      handle: async ({ params, reach, reply, caller }) => {
        const id = await visibleCase(ground, params.number, reach, true)
        const letter = await findLetter(ground.sql, params.letter)
        if (!letter || letter.caseId !== id || !(await mayRead(ground, id, caller))(letter)) throw letterNotFound({ letter: params.letter })
        const pdf = await readPrint(ground, letter)
        sendFile(reply, { type: 'application/pdf', name: `${letter.content.title.zh} ${letter.number}.pdf`, content: pdf, isShown: true })
      },
    }),
  ]
}
