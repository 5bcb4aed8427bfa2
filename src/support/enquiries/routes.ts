// HTTP of progress without signing in: state, dates and body, to whoever holds number and code; and the code to whoever applied.
import { Type } from 'typebox'
import type { Ground } from '#base/context'
import { route, type Route } from '#base/http'
import { dateInChina } from '#base/time'
import { findCaseId, findWholeCase, visibleCase } from '#core/cases'
import { findOrganisations, nameOrganisation } from '#core/organisations'
import { TextSchema } from '#core/packs'
import { codeOf, enquiryUnknown, isCodeOf } from './code.ts'

const nullableDate = Type.Union([Type.String({ format: 'date' }), Type.Null()])

/** The operations of enquiries. */
export function enquiryRoutes(ground: Ground): Route[] {
  return [
    route({
      method: 'POST', path: '/api/enquiries', status: 200, access: 'anyone', callsPerMinuteMax: 15, zh: '凭办件编号和查询码查进度，不用登录', en: 'Ask for the progress of a case by its number and code, without signing in',
      body: Type.Object({ number: Type.String({ minLength: 1, maxLength: 60 }), code: Type.String({ minLength: 1, maxLength: 40 }) }, { additionalProperties: false }),
      answer: Type.Object({
        number: Type.String(), state: Type.String(), outcome: Type.Union([Type.String(), Type.Null()]), annulledOn: nullableDate, suspended: Type.Boolean(), openedOn: Type.String({ format: 'date' }), dueOn: nullableDate, finishedOn: nullableDate,
        body: Type.Object({ code: Type.String(), name: TextSchema }),
      }),
      example: { body: { number: '{submitted}', code: '{enquiry-code}' } },
      handle: async ({ body }) => {
        const number = body.number.normalize('NFKC').trim().toUpperCase()
        // The code first: whoever has none learns not even whether there is such a case.
        const id = isCodeOf(ground.keys, number, body.code) ? await findCaseId(ground.sql, number) : undefined
        const whole = id && (await findWholeCase(ground.sql, id))
        if (!whole) throw enquiryUnknown()
        const { case: row } = whole
        const dateOf = (moment: string | null) => moment && dateInChina(Temporal.Instant.from(moment)).toString()
        return {
          number: row.number, state: row.state, outcome: row.outcome, annulledOn: row.annulledOn, suspended: row.suspendedAt !== null, openedOn: dateOf(row.openedAt) ?? '', dueOn: row.dueAt, finishedOn: dateOf(row.finishedAt),
          body: nameOrganisation(await findOrganisations(ground.sql, [row.handling]), row.handling),
        }
      },
    }),
    route({
      method: 'GET', path: '/api/cases/:number/enquiry-code', access: [{ who: ['natural', 'legal'], scope: 'own' }], zh: '读取本人办件的进度查询码', en: "Read the code by which the progress of one's own case is asked",
      params: Type.Object({ number: Type.String({ minLength: 1, maxLength: 60 }) }), answer: Type.Object({ code: Type.String() }), example: { as: '{resident}', params: { number: '{submitted}' } },
      handle: async ({ params, reach }) => {
        await visibleCase(ground, params.number, reach)
        return { code: codeOf(ground.keys, params.number) }
      },
    }),
  ]
}
