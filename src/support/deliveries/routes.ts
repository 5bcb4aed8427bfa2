// HTTP of letters: the letters of a case, and each as PDF. Who may see the case may see its letters.
import { Type, type Static } from 'typebox'
import type { Ground } from '#base/context'
import { callerOf, page, pageOf, pageQuery, readCursor, route, sendFile, whoseOf, type Caller, type Route } from '#base/http'
import { timeText } from '#base/time'
import type { Calendar } from '#engines/calendar'
import { findAnnulled, findCaseNumbers, findParties, listOwnParts, officerIn, readers, visibleCase, type PlacedParty, type Rehearsed, type RehearsedAct } from '#core/cases'
import { getCalendar } from '#core/clock'
import { findOrganisations, nameOrganisation } from '#core/organisations'
import { TextSchema } from '#core/packs'
import { isGrant, letterNotFound, type Letter } from './letter.ts'
import { previewLetter } from './preview.ts'
import { findAnnulledBy, printReadingCopy, readPrint } from './print.ts'
import { first, ownAmong, partyAt, type Recipient } from './recipient.ts'
import { DeliveryShape, PaperShape, RemedyShape, showDelivery, showRemedy } from './shapes.ts'
import { findLetter, listLetters, listLettersTo } from './store.ts'
import { listPapers, listRecipients, type PaperRow } from './store-records.ts'

/** How a letter reached one of those whom it is for, and until when that one's remedies last. */
const ReceivedShape = { paperAskedAt: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]), paperGiven: Type.Union([PaperShape, Type.Null()]), delivery: Type.Union([DeliveryShape, Type.Null()]), remedy: Type.Union([RemedyShape, Type.Null()]) }
const nullable = (format?: string) => Type.Union([Type.String(format ? { format } : {}), Type.Null()])
export const LetterShape = Type.Object({
  id: Type.String({ format: 'uuid' }), kind: Type.String(), title: TextSchema, number: Type.String(), dated: Type.String({ format: 'date' }),
  organisation: Type.Object({ code: Type.String(), name: TextSchema }), issuedAt: Type.String({ format: 'date-time' }), printedAt: nullable('date-time'),
  means: nullable(), deliveredAt: nullable('date-time'), addressee: Type.Union([Type.Integer({ description: 'Place of the party it is written to; null: the applicant' }), Type.Null()]), sha256: nullable(),
  signature: Type.Union([Type.String({ description: 'JWS of the seal over the SHA-256 of the PDF, see /api/seal-keys' }), Type.Null()]),
  annulledOn: nullable('date'), ...ReceivedShape,
  recipients: Type.Array(Type.Object({ party: Type.Integer({ description: 'The place among the parties of the case; to be given where a delivery to that one is recorded' }), role: Type.String(), ...ReceivedShape }), { description: 'Each for whom it is, with the own delivery and last days; somebody who is a party sees the own one alone. What stands beside is of the first of them' }),
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

/** What a reader is shown with letters of a case: how each was delivered to those whom it is for, and, where it says something unfavourable, the remedy with its last day. */
export interface Beside {
  organisations: Awaited<ReturnType<typeof findOrganisations>>
  calendar: Calendar
  recipients: ReadonlyMap<string, readonly Recipient[]>
  papers: readonly PaperRow[]
  parties: readonly PlacedParty[]
  /** What the case granted is annulled since then. */
  annulledOn: string | null
  /** Those among the recipients of a letter whom the reader is shown: civil servants all, a party itself. Proofs name people, and are seen by these alone. */
  seen(recipients: readonly Recipient[]): readonly Recipient[]
}

export async function readBeside({ sql }: Ground, caseId: string, letters: readonly Letter[], caller: Caller | undefined): Promise<Beside> {
  const parties = await findParties(sql, caseId)
  return {
    organisations: await findOrganisations(sql, letters.map((letter) => letter.organisation)), calendar: await getCalendar(sql), recipients: await listRecipients(sql, caseId), papers: await listPapers(sql, caseId),
    parties, annulledOn: (await findAnnulled(sql, [caseId])).get(caseId) ?? null, seen: (recipients) => (caller?.kind === 'staff' ? recipients : ownAmong(recipients, parties, caller?.id)),
  }
}

/** Whether a reader may read a letter: civil servants of the case all, others those that are for them. */
export const isForReader = ({ recipients, seen }: Pick<Beside, 'recipients' | 'seen'>, { id }: Pick<Letter, 'id'>): boolean => seen(recipients.get(id) ?? []).length > 0

function showReceived({ content: { remedy } }: Letter, { letter, place, record, paperAskedAt, paperGivenOn }: Recipient, { calendar, papers }: Beside) {
  const paper = papers.find((one) => one.letter === letter && one.place === place)
  return {
    delivery: record ? showDelivery(record) : null, remedy: remedy ? showRemedy(calendar, remedy, record ?? undefined) : null, paperAskedAt: paperAskedAt && timeText(paperAskedAt),
    paperGiven: paper && paperGivenOn ? { on: paperGivenOn, means: paper.means, receiver: paper.content.receiver ?? null, proof: paper.content.proof ?? null } : null,
  }
}

const nobody = { place: first, record: null, paperAskedAt: null, paperGivenOn: null }

export function show(letter: Letter, beside: Beside) {
  const { organisations, annulledOn, parties } = beside
  const seen = beside.seen(beside.recipients.get(letter.id) ?? [])
  const [head = { letter: letter.id, ...nobody }] = seen
  return {
    ...showReceived(letter, head, beside),
    recipients: seen.map((one) => ({ party: partyAt(one, parties), role: parties[partyAt(one, parties)]?.role ?? '', ...showReceived(letter, one, beside) })),
    id: letter.id, kind: letter.kind, title: letter.content.title, number: letter.number, dated: letter.dated, organisation: nameOrganisation(organisations, letter.organisation),
    issuedAt: timeText(letter.madeAt), printedAt: letter.printedAt && timeText(letter.printedAt), means: head.record?.means ?? null, deliveredAt: head.record && timeText(head.record.recordedAt), addressee: letter.addressee,
    sha256: letter.sha256, signature: letter.signature, annulledOn: isGrant(letter.kind) ? annulledOn : null,
  }
}

const ownCasesMax = 2000

/** All letters in one's own space. */
function ownRoute(ground: Ground): Route {
  return route({
    method: 'GET', path: '/api/letters', access: [{ who: ['natural', 'legal'], scope: 'own' }], zh: '列出我的全部文书，新的在前', en: 'List all my letters, newest first', query: Type.Object(pageQuery),
    answer: pageOf(OwnLetterShape), example: { as: '{resident}' },
    handle: async (call) => {
      const parts = await listOwnParts(ground.sql, whoseOf(call), ownCasesMax)
      const limit = call.query.limit ?? 20
      const after = readCursor(call.query.cursor, 2)
      const rows = await listLettersTo(ground.sql, parts, limit + 1, after && { madeAt: String(after[0]), id: String(after[1]) })
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
      method: 'GET', path: '/api/cases/:number/letters', reads: { of: 'case', param: 'number', what: 'letter', purpose: 'handling' }, access: readers, zh: '列出办件的文书', en: 'List the letters of a case', params: numberParam,
      answer: Type.Object({ items: Type.Array(LetterShape), next: Type.Null() }), example: { as: '{resident}', params: { number: '{submitted}' } },
      handle: async ({ params, reach, caller }) => {
        const id = await visibleCase(ground, params.number, reach, true)
        const all = await listLetters(ground.sql, id)
        const beside = await readBeside(ground, id, all, caller)
        const letters = all.filter((letter) => isForReader(beside, letter))
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
      method: 'GET', path: '/api/cases/:number/letters/:letter/pdf', reads: { of: 'case', param: 'number', what: 'letter', purpose: 'handling' }, access: readers, produces: 'application/pdf', zh: '下载一份文书（PDF）；已被撤销的，是标明撤销的阅览件，原件要另行指明', en: 'Download a letter (PDF); of one that was annulled a reading copy that says so, unless the sealed original is asked for',
      params: Type.Object({ number: Type.String({ maxLength: 60 }), letter: Type.String({ format: 'uuid' }) }), query: Type.Object({ original: Type.Optional(Type.Boolean({ description: 'The sealed original, whose signature can be checked, also where it was annulled' })) }), example: { as: '{resident}', params: { number: '{submitted}', letter: '{letter}' } },
      handle: async ({ params, query, reach, reply, caller }) => {
        const id = await visibleCase(ground, params.number, reach, true)
        const letter = await findLetter(ground.sql, params.letter)
        if (!letter || letter.caseId !== id || !isForReader(await readBeside(ground, id, [letter], caller), letter)) throw letterNotFound({ letter: params.letter })
        const annulled = query.original ? undefined : await findAnnulledBy(ground.sql, letter)
        const content = annulled ? await printReadingCopy(ground, letter, annulled) : await readPrint(ground, letter)
        sendFile(reply, { type: 'application/pdf', name: `${letter.content.title.zh} ${letter.number}${annulled ? '（已撤销）' : ''}.pdf`, content, isShown: true })
      },
    }),
  ]
}
