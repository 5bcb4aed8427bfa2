// HTTP of one's own proofs: my level, the ways up, what is kept; asking a source, taking its answer, taking it all back. No rule lives here.
import { Type, type Static } from 'typebox'
import type { Ground } from '#base/context'
import { callerOf, route, type Access, type Call, type Route } from '#base/http'
import { timeText } from '#base/time'
import { TextSchema } from '#core/packs'
import { accountLock, assuranceLevelOf, mustBeOneself, proofsOf } from '#core/people'
import { withdraw } from './acts.ts'
import { askNotFound, isOpen, type Ask, type AskState } from './ask.ts'
import { askSource, collectAnswer } from './asking.ts'
import { sourceNames, windowSource, type SourceName } from './source.ts'
import { findAsk, listConsents } from './store.ts'
import { waysFor, type Hindrance } from './ways.ts'

const oneself: Access = [{ who: ['natural'], scope: 'own' }]
const nullable = <T extends ReturnType<typeof Type.Integer> | ReturnType<typeof Type.String> | ReturnType<typeof Type.Number>>(shape: T) => Type.Union([shape, Type.Null()])
const Moment = Type.String({ format: 'date-time' })
const personalSources = sourceNames.filter((one) => one !== 'enterprise-register')
const SourceShape = Type.Unsafe<SourceName>({ type: 'string', enum: [...personalSources] })
const WayShape = Type.Object({
  source: Type.Unsafe<SourceName | typeof windowSource>({ type: 'string', enum: [...personalSources, windowSource] }), level: Type.Integer({ description: '实名等级 that this way leads to at most' }), visit: Type.Boolean({ description: 'Whether one is checked on a page of the source' }),
  tellsDocument: Type.Boolean({ description: 'Whether the source is told name and number that can be read' }),
  hindrance: Type.Unsafe<Hindrance | null>({ enum: ['not-set-up', 'document-kind', 'document-needed', 'guardian-needed', 'too-often', null] }), failing: Type.Boolean({ description: 'Whether its last answers did not come, or did not count' }),
  runBy: Type.Union([Type.Object({ name: TextSchema, contact: Type.String() }), Type.Null()]), holdsDays: nullable(Type.Integer()),
  consent: Type.Union([Type.Object({ digest: Type.String({ description: 'Sent back as `told` by who agrees' }), text: TextSchema }), Type.Null()]),
})
const ProofShape = Type.Object({
  source: Type.String(), level: Type.Integer(), assertion: Type.String({ description: 'What the source says it did, in its own word' }), trace: Type.String({ description: 'What the source calls its answer' }), score: nullable(Type.Number()),
  at: Moment, until: Moment, counts: Type.Boolean({ description: 'Whether it is not too old' }),
})
const OwnShape = Type.Object({ level: Type.Integer({ description: '实名等级 1–5, now' }), lately: Type.Integer({ description: 'What is left of it by proofs of at most as many days as were asked for' }), ways: Type.Array(WayShape), proofs: Type.Array(ProofShape), consents: Type.Array(Type.Object({ source: Type.String(), givenAt: Moment })) })
const AskShape = Type.Object({
  id: Type.String({ format: 'uuid' }), source: Type.Unsafe<SourceName>({ type: 'string', enum: [...sourceNames] }), state: Type.Unsafe<AskState>({ type: 'string', enum: ['asked', 'proved', 'mismatched', 'failed', 'over'] }), visit: nullable(Type.String({ description: 'Where the source checks the person' })),
  back: nullable(Type.String()), endsAt: Moment, level: Type.Integer({ description: '实名等级 now' }),
})
/** A line of text without control characters. */
export const Line = (lengthMax: number) => Type.String({ minLength: 1, maxLength: lengthMax, pattern: '^[^\\u0000-\\u001f\\u007f]*$' })
const NewAskShape = Type.Object({
  source: SourceShape,
  name: Type.Optional(Line(60)), idKind: Type.Optional(Line(40)), idNumber: Type.Optional(Line(40)),
  told: Type.Optional(Type.String({ maxLength: 100, description: 'The digest of the words that were agreed to' })),
  back: Type.Optional(Type.String({ maxLength: 300, pattern: '^/(?!/)[\\x21-\\x7e]*$', description: 'The page to come back to, on this site' })),
}, { additionalProperties: false })
const ById = Type.Object({ id: Type.String({ format: 'uuid' }) })

/** The operations of one's own proofs. */
export function proofRoutes(ground: Ground): Route[] {
  return [readOwn(ground), ...asking(ground), withdrawing()]
}

/** Who asks for himself: neither an agent nor a company is checked in anybody's place. */
export function oneselfOf(call: Pick<Call<unknown, unknown, unknown>, 'caller'>): string {
  const caller = callerOf(call)
  mustBeOneself(caller)
  return caller.id
}

async function showOwn(ground: Ground, account: string, daysMax?: number): Promise<Static<typeof OwnShape>> {
  const now = ground.clock.now()
  const [ways, proofs, consents] = [await waysFor(ground, account), await proofsOf(ground.sql, account), await listConsents(ground.sql, account)]
  return {
    level: await assuranceLevelOf(ground.sql, account, now), lately: await assuranceLevelOf(ground.sql, account, now, daysMax), ways,
    proofs: proofs.map(({ source, level, assertion, trace, score, at, until }) => ({ source, level, assertion, trace, score, at: timeText(at), until: timeText(until), counts: Temporal.Instant.compare(until, now) > 0 })),
    consents: consents.map(({ source, givenAt }) => ({ source, givenAt: timeText(givenAt) })),
  }
}

async function showAsk(ground: Ground, ask: Ask): Promise<Static<typeof AskShape>> {
  const now = ground.clock.now()
  const state = ask.state === 'asked' && !isOpen(ask, now) ? 'over' : ask.state
  return { id: ask.id, source: ask.source, state, visit: state === 'asked' ? ask.visit : null, back: ask.back, endsAt: timeText(ask.endsAt), level: await assuranceLevelOf(ground.sql, ask.account, now) }
}

function readOwn(ground: Ground): Route {
  return route({
    method: 'GET', path: '/api/proofs', access: oneself, zh: '我的实名等级、提升的方式和保存的核验结果', en: 'My level, the ways up, and the proofs that are kept', answer: OwnShape, example: { as: '{resident}' },
    query: Type.Object({ daysMax: Type.Optional(Type.Integer({ minimum: 1, maximum: 3650 })) }, { additionalProperties: false }),
    handle: async (call) => showOwn(ground, oneselfOf(call), call.query.daysMax),
  })
}

function asking(ground: Ground): Route[] {
  return [
    route({
      method: 'POST', path: '/api/proof-asks', access: oneself, callsPerMinuteMax: 20, zh: '核验身份：向核验来源询问', en: 'Have oneself checked by a source', body: NewAskShape, answer: AskShape,
      example: { as: '{unproved}', body: { source: 'name-check' } },
      handle: async (call) => {
        const account = oneselfOf(call)
        const { source, name, idKind = 'resident-id', idNumber, told, back } = call.body
        const typed = source === 'name-check' && name !== undefined && idNumber !== undefined ? { name, idKind, idNumber } : undefined
        return showAsk(ground, await askSource(ground, { account, source, typed, told, back }))
      },
    }),
    route({
      method: 'GET', path: '/api/proof-asks/:id', access: oneself, zh: '一次核验', en: 'One check', params: ById, answer: AskShape, example: { as: '{unproved}', params: { id: '{visited-ask}' } },
      handle: async (call) => {
        const ask = await findAsk(ground.sql, oneselfOf(call), call.params.id)
        if (!ask) throw askNotFound()
        return showAsk(ground, ask)
      },
    }),
    route({
      method: 'POST', path: '/api/proof-asks/:id/answer', access: oneself, status: 200, callsPerMinuteMax: 30, zh: '从核验页面回来后，取得结果', en: 'Take the answer after the visit', params: ById,
      body: Type.Object({ code: Type.String({ minLength: 1, maxLength: 200, pattern: '^[\\x21-\\x7e]+$', description: 'What came back with the person' }) }, { additionalProperties: false }), answer: AskShape,
      example: { as: '{unproved}', params: { id: '{visited-ask}' }, body: { code: '{visit-code}' } },
      handle: async (call) => showAsk(ground, await collectAnswer(ground, oneselfOf(call), call.params.id, call.body.code)),
    }),
  ]
}

function withdrawing(): Route {
  return route({
    method: 'DELETE', path: '/api/proofs/:source', access: oneself, zh: '撤回同意，删除这种方式的核验结果', en: 'Take a consent back and delete what is kept of a source', params: Type.Object({ source: SourceShape }), example: { as: '{proved}', params: { source: 'name-check' } },
    handle: async (call) => {
      const account = oneselfOf(call)
      await call.act([accountLock(account)], async (act) => (await withdraw(act, account, call.params.source), null))
    },
  })
}
