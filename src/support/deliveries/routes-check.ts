// HTTP of checking a letter, as a stranger may who holds it: by the number and the date that stand on it. Never names a person.
import { Type } from 'typebox'
import type { Ground } from '#base/context'
import { route, type Route } from '#base/http'
import { refusal } from '#base/problem'
import { timeText } from '#base/time'
import { findOrganisations, nameOrganisation } from '#core/organisations'
import { TextSchema } from '#core/packs'
import { findAnnulledBy } from './print.ts'
import { findLetterByNumber } from './store.ts'

const letterUnknown = refusal({
  code: 'deliveries.letter-unknown', status: 404, zh: '没有这个文号和日期的文书。', en: 'There is no letter with this number and date.',
  nextZh: '请照文书上的文号（含括号）和落款日期填写；仍然没有的，请向出具单位核实。', nextEn: 'Give the number with its brackets and the date as they stand on the letter; if there is still none, ask the body named on it.',
})

const nullable = (text: ReturnType<typeof Type.String>) => Type.Union([text, Type.Null()])
const CheckedShape = Type.Object({
  title: TextSchema, number: Type.String(), dated: Type.String({ format: 'date' }), organisation: Type.Object({ code: Type.String(), name: TextSchema }), asOf: Type.String({ format: 'date-time' }),
  sha256: nullable(Type.String({ description: 'Of the sealed original' })), signature: nullable(Type.String({ description: 'JWS of the seal over it, see /api/seal-keys: good for ever, whatever became of the letter' })), seal: Type.String({ description: 'See /api/seals/{id}' }),
  annulled: Type.Union([Type.Object({ on: Type.String({ format: 'date' }), number: Type.String({ description: 'Of the decision that annulled it' }) }), Type.Null()]),
})

export function letterCheckRoute(ground: Ground): Route {
  return route({
    method: 'GET', path: '/api/letter-verification', access: 'anyone', callsPerMinuteMax: 60, zh: '公开核验一份文书：出自哪个机关，是否已被撤销', en: 'Check a letter by its number and date, as a stranger may: which body made it, and whether it was annulled',
    query: Type.Object({ number: Type.String({ minLength: 1, maxLength: 60 }), dated: Type.String({ format: 'date' }) }), answer: CheckedShape, example: { query: { number: '{letter-number}', dated: '{today}' } },
    handle: async ({ query }) => {
      const letter = await findLetterByNumber(ground.sql, query.number.replaceAll(/\s/g, ''), query.dated)
      if (!letter) throw letterUnknown()
      const organisations = await findOrganisations(ground.sql, [letter.organisation])
      return {
        title: letter.content.title, number: letter.number, dated: letter.dated, organisation: nameOrganisation(organisations, letter.organisation), asOf: timeText(ground.clock.now()),
        sha256: letter.sha256, signature: letter.signature, seal: letter.seal, annulled: (await findAnnulledBy(ground.sql, letter)) ?? null,
      }
    },
  })
}
