// HTTP of handing over: recording a delivery, confirming a receipt, asking for paper, and what still waits to be delivered.
import { Type } from 'typebox'
import type { Ground } from '#base/context'
import { page, pageOf, pageQuery, readCursor, route, type Access, type Call, type Route } from '#base/http'
import { dateInChina, timeText } from '#base/time'
import { bodiesIn, caseLock, caseNotFound, findAllCaseParties, findCaseNumbers, findWholeCase, visibleCase } from '#core/cases'
import { getCalendar } from '#core/clock'
import { findOrganisations, nameOrganisation } from '#core/organisations'
import { TextSchema } from '#core/packs'
import { askForPaper, confirmReceipt, givePaper, recordDelivery, type PaperInput } from './acts-delivery.ts'
import { deliveryDue, lateUpTo, type Means } from './delivery.ts'
import { letterNotFound, type Letter } from './letter.ts'
import { partyAt } from './recipient.ts'
import { isForReader, LetterShape, readBeside, show } from './routes.ts'
import { findLetter } from './store.ts'
import { listWaiting } from './store-records.ts'

const handOvers: Access = [{ who: ['staff'], roles: ['window', 'clerk', 'examiner', 'approver', 'head'], scope: 'department' }]
const persons: Access = [{ who: ['natural', 'legal'], scope: 'own' }]
const letterParams = Type.Object({ number: Type.String({ maxLength: 60 }), letter: Type.String({ format: 'uuid' }) })
const Words = Type.Optional(Type.String({ minLength: 1, maxLength: 1000 }))
const To = Type.Optional(Type.Integer({ minimum: 0, maximum: 1000, description: 'To which of its recipients, by the place among the parties; absent: whom it is addressed to' }))
const recorded: Means[] = ['electronic', 'window', 'post', 'left', 'public-notice']

/** The operations. */
export function deliveryRoutes(ground: Ground): Route[] {
  return [recordRoute(ground), receiptRoute(ground), paperRoute(ground), handOverRoute(ground), waitingRoute(ground)]
}

type LetterCall = Pick<Call<{ number: string; letter: string }, unknown, unknown>, 'params' | 'reach' | 'caller'>

async function visibleLetter(ground: Ground, { params, reach, caller }: LetterCall): Promise<Letter> {
  const id = await visibleCase(ground, params.number, reach, true)
  const letter = await findLetter(ground.sql, params.letter)
  if (!letter || letter.caseId !== id || !isForReader(await readBeside(ground, id, [letter], caller), letter)) throw letterNotFound({ letter: params.letter })
  return letter
}

async function shownAgain(ground: Ground, { id, caseId }: Letter, { caller }: Pick<LetterCall, 'caller'>) {
  const letter = await findLetter(ground.sql, id)
  if (!letter) throw letterNotFound({ letter: id })
  return show(letter, await readBeside(ground, caseId, [letter], caller))
}

function recordRoute(ground: Ground): Route {
  return route({
    method: 'POST', path: '/api/cases/:number/letters/:letter/delivery', status: 200, access: handOvers, zh: '记录一份文书的送达（方式、日期、凭证；拒收的留置送达）', en: 'Record that a letter was delivered: means, day, proof; or refused and left', params: letterParams,
    body: Type.Object({
      means: Type.Unsafe<Means>({ enum: recorded }), on: Type.Optional(Type.String({ format: 'date', description: 'The day it was signed for, left or put up; today where absent' })),
      receiver: Words, proof: Words, witness: Words, party: To,
    }, { additionalProperties: false }),
    answer: LetterShape, example: { as: '{clerk}', params: { number: '{paper-case}', letter: '{paper-letter}' }, body: { means: 'post', proof: 'EMS 1234567890123' } },
    handle: async (call) => {
      const letter = await visibleLetter(ground, call)
      const whole = await findWholeCase(ground.sql, letter.caseId)
      if (!whole) throw caseNotFound()
      const { on, ...input } = call.body
      await call.act([caseLock(letter.caseId)], async (act) => {
        await recordDelivery(act, letter, whole, await bodiesIn(act.tx, letter.caseId, call.reach), { ...input, ...(on ? { on: Temporal.PlainDate.from(on) } : {}) })
        return null
      })
      return shownAgain(ground, letter, call)
    },
  })
}

function receiptRoute(ground: Ground): Route {
  return route({
    method: 'POST', path: '/api/cases/:number/letters/:letter/receipt', status: 200, access: persons, zh: '本人确认签收一份文书', en: 'Confirm that I received a letter', params: letterParams, body: Type.Object({}, { additionalProperties: false }),
    answer: LetterShape, example: { as: '{paper-resident}', params: { number: '{paper-case}', letter: '{paper-letter}' }, body: {} },
    handle: async (call) => {
      const letter = await visibleLetter(ground, call)
      await call.act([caseLock(letter.caseId)], async (act) => (await confirmReceipt(act, letter), null))
      return shownAgain(ground, letter, call)
    },
  })
}

function paperRoute(ground: Ground): Route {
  return route({
    method: 'POST', path: '/api/cases/:number/letters/:letter/paper', status: 200, access: persons, zh: '请求一份纸质文书', en: 'Ask for a letter on paper', params: letterParams, body: Type.Object({}, { additionalProperties: false }),
    answer: LetterShape, example: { as: '{resident}', params: { number: '{submitted}', letter: '{letter}' }, body: {} },
    handle: async (call) => {
      const letter = await visibleLetter(ground, call)
      await call.act([caseLock(letter.caseId)], async (act) => (await askForPaper(act, letter), null))
      return shownAgain(ground, letter, call)
    },
  })
}

function handOverRoute(ground: Ground): Route {
  return route({
    method: 'POST', path: '/api/cases/:number/letters/:letter/paper-handover', status: 200, access: handOvers, zh: '记录纸质件已交付（电子送达的文书，当事人要求纸质件）', en: 'Record that the paper of an electronic letter was handed over', params: letterParams,
    body: Type.Object({
      means: Type.Unsafe<PaperInput['means']>({ enum: ['window', 'post'] }), on: Type.Optional(Type.String({ format: 'date', description: 'The day it was signed for or posted; today where absent' })), receiver: Words, proof: Type.String({ maxLength: 1000, description: 'Blank is refused by the rule' }), party: To,
    }, { additionalProperties: false }),
    answer: LetterShape, example: { as: '{clerk}', params: { number: '{submitted}', letter: '{letter}' }, body: { means: 'window', proof: '本人签收' } },
    handle: async (call) => {
      const letter = await visibleLetter(ground, call)
      const whole = await findWholeCase(ground.sql, letter.caseId)
      if (!whole) throw caseNotFound()
      const { on, ...input } = call.body
      await call.act([caseLock(letter.caseId)], async (act) => {
        await givePaper(act, letter, whole, await bodiesIn(act.tx, letter.caseId, call.reach), { ...input, ...(on ? { on: Temporal.PlainDate.from(on) } : {}) })
        return null
      })
      return shownAgain(ground, letter, call)
    },
  })
}

const WaitingShape = Type.Object({
  id: Type.String({ format: 'uuid' }), party: Type.Integer({ description: 'For which of its recipients it waits: the place among the parties' }), recipient: Type.String({ description: 'The name of that one' }), address: Type.Union([Type.String(), Type.Null()], { description: 'Where it is sent, where that one was entered by an address' }), case: Type.Union([Type.String(), Type.Null()]), kind: Type.String(), number: Type.String(), title: TextSchema, dated: Type.String({ format: 'date' }),
  organisation: Type.Object({ code: Type.String(), name: TextSchema }), dueOn: Type.Union([Type.String({ format: 'date' }), Type.Null()], { description: 'Ten working days from its date (许可法 44); null where it was delivered and only its paper waits' }), late: Type.Boolean(), paperAskedAt: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
})

function waitingRoute(ground: Ground): Route {
  return route({
    method: 'GET', path: '/api/waiting-letters', access: handOvers, zh: '列出本单位出具的或者手上办件的、还没有送达一方的文书，和请求了纸质件还没有交付的，最早的在前', en: 'List letters that one’s body made, or that belong to cases in one’s hands, which one of those they are for has not received yet, or whose paper was asked for and not handed over, oldest first', answer: pageOf(WaitingShape), example: { as: '{clerk}' },
    query: Type.Object({ ...pageQuery, late: Type.Optional(Type.Boolean({ description: 'Only those past their last day' })), paper: Type.Optional(Type.Boolean({ description: 'The person asked for it on paper' })), number: Type.Optional(Type.String({ minLength: 1, maxLength: 60, description: 'Part of the number of the letter' })) }),
    handle: async (call) => {
      const limit = call.query.limit ?? 50
      const after = readCursor(call.query.cursor, 3)
      const { late, paper, number } = call.query
      const [calendar, today] = [await getCalendar(ground.sql), dateInChina(ground.clock.now())]
      const lateFrom = lateUpTo(calendar, today)
      const filter = { datedUpTo: late ? lateFrom.toString() : undefined, paper, number }
      const rows = await listWaiting(ground.sql, call.reach, filter, limit + 1, after && { madeAt: String(after[0]), id: String(after[1]), place: Number(after[2]) })
      const { items, next } = page(rows, limit, (row) => [row.madeAt.toString(), row.id, String(row.place)])
      const organisations = await findOrganisations(ground.sql, items.map((row) => row.organisation))
      const numbers = await findCaseNumbers(ground.sql, items.map((row) => row.caseId))
      const cases = await findAllCaseParties(ground.sql, items.map((row) => row.caseId))
      const toOne = (row: (typeof items)[number]) => ((parties, party) => ({ party, recipient: parties[party]?.name ?? '', address: parties[party]?.address ?? null }))(cases.get(row.caseId)?.parties ?? [], partyAt(row, cases.get(row.caseId)?.parties ?? []))
      return {
        next, items: items.map((row) => ({
          id: row.id, ...toOne(row), case: numbers.get(row.caseId) ?? null, kind: row.kind, number: row.number, title: row.title, dated: row.dated, organisation: nameOrganisation(organisations, row.organisation),
          dueOn: row.isDelivered ? null : deliveryDue(calendar, Temporal.PlainDate.from(row.dated)).toString(), late: !row.isDelivered && row.dated <= lateFrom.toString(), paperAskedAt: row.paperAskedAt && timeText(row.paperAskedAt),
        })),
      }
    },
  })
}
