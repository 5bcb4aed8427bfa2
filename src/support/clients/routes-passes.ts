// HTTP of a person's code: showing it, reading it on line or telling afterwards what was read without a line, and who read it.
import { Type } from 'typebox'
import type { Ground } from '#base/context'
import { anonymous, callerOf, page, pageOf, pageQuery, readCursor, route, type Access, type Route } from '#base/http'
import { codePicture } from '#base/pdf'
import { isProblem } from '#base/problem'
import { timeText } from '#base/time'
import { TextSchema } from '#core/packs'
import { findIdentity, mustBeNoAgent } from '#core/people'
import { kindNotServed, scopeWords, type Content, type Scope } from './client.ts'
import { passLimits } from './pass.ts'
import { makePass, openPass, proveReader, readPass, tellOffline } from './passes.ts'
import { subjectFor } from './provider.ts'
import { listReadings } from './store-passes.ts'

const people: Access = [{ who: ['natural', 'legal'], scope: 'own' }]
const nullable = <S extends Parameters<typeof Type.Union>[0][number]>(shape: S) => Type.Union([shape, Type.Null()])
const Words = Type.Object({ zh: Type.String(), en: Type.String() })
const Token = Type.String({ minLength: 20, maxLength: 4000, pattern: '^[A-Za-z0-9_.-]+$' })
const Kind = Type.Unsafe<'natural' | 'legal'>({ enum: ['natural', 'legal'] })
const ReadShape = Type.Object({
  subject: Type.String({ description: 'A name of the person that only this reader knows' }), kind: Kind, level: Type.Integer({ description: '实名等级' }), maskedName: Type.String(),
  name: nullable(Type.String({ description: 'Where a law lets the reader have it' })), phone: nullable(Type.String()), idKind: nullable(Type.String()), idNumber: nullable(Type.String()), readAt: Type.String(),
})
const ReadingShape = Type.Object({ reader: Type.Object({ code: Type.String(), name: TextSchema, purpose: TextSchema, contact: Type.String() }), told: Type.Array(Words), offline: Type.Boolean(), readAt: Type.String() })
const path = '/api/pass-readings'
const offlinePath = '/api/offline-pass-readings'

/** The operations of codes that people show. */
export function passRoutes(ground: Ground): Route[] {
  return [
    route({
      method: 'GET', path: '/api/pass', access: people, callsPerMinuteMax: 60, zh: '我的身份码：一分钟内有效，只能读一次', en: 'My code: good for a minute, read once', example: { as: '{resident}' },
      answer: Type.Object({ pass: Type.String({ description: 'Signed (RFC 7515); what the picture holds' }), picture: Type.String({ description: 'QR as data: address' }), endsAt: Type.String() }),
      handle: async (call) => {
        const caller = mustBeNoAgent(callerOf(call))
        const identity = await findIdentity(ground.sql, ground.keys, caller.id, ground.clock.now())
        if (!identity) throw kindNotServed()
        const { pass, endsAt } = await makePass(ground, caller, identity)
        return { pass, picture: await codePicture(pass), endsAt: timeText(endsAt) }
      },
    }),
    route({
      method: 'POST', path, status: 200, access: 'anyone', callsPerMinuteMax: 600, zh: '登记的读码设备读码', en: 'A registered reader reads a code', body: Type.Object({ reader: Token, pass: Token }, { additionalProperties: false }), answer: ReadShape,
      example: { body: { reader: '{reader-proof}', pass: '{shown-pass}' } },
      handle: async ({ body }) => {
        const reader = await proveReader(ground, body.reader, path)
        const claims = await openPass(ground, body.pass)
        const read = await ground.runAct({ actor: { id: anonymous, kind: 'system' }, locks: [] }, (act) => readPass(act, ground, reader, claims))
        const has = (scope: Scope) => read.told.includes(scope)
        const { identity } = read
        return {
          subject: await subjectFor(ground, identity.accountId, reader.code), kind: identity.kind, level: Math.min(claims.level, identity.assuranceLevel), maskedName: claims.name, name: has('profile') ? identity.name : null, phone: (has('phone') && identity.phone) || null,
          idKind: (has('identity') && identity.idKind) || null, idNumber: (has('identity') && identity.idNumber) || null, readAt: timeText(ground.clock.now()),
        }
      },
    }),
    route({
      method: 'POST', path: offlinePath, status: 200, access: 'anyone', callsPerMinuteMax: 60, zh: '读码设备补报离线时读过的码', en: 'A reader tells what it read without a line',
      body: Type.Object({ reader: Token, passes: Type.Array(Type.Object({ pass: Token, readAt: Type.String({ format: 'date-time' }) }, { additionalProperties: false }), { minItems: 1, maxItems: passLimits.offlineMax }) }, { additionalProperties: false }),
      answer: Type.Object({ taken: Type.Integer(), known: Type.Integer({ description: 'Told before' }), refused: Type.Array(Type.Object({ place: Type.Integer(), code: Type.String() })) }), example: { body: { reader: '{offline-reader-proof}', passes: [{ pass: '{shown-pass}', readAt: '{now}' }] } },
      handle: async ({ body }) => {
        const reader = await proveReader(ground, body.reader, offlinePath)
        const answer: { taken: number; known: number; refused: { place: number; code: string }[] } = { taken: 0, known: 0, refused: [] }
        for (const [place, { pass, readAt }] of body.passes.entries()) {
          try {
            const claims = await openPass(ground, pass)
            const isNew = await ground.runAct({ actor: { id: anonymous, kind: 'system' }, locks: [] }, (act) => tellOffline(act, reader, claims, Temporal.Instant.from(readAt)))
            answer[isNew ? 'taken' : 'known']++
          } catch (error) {
            if (!isProblem(error)) throw error
            answer.refused.push({ place, code: error.code })
          }
        }
        return answer
      },
    }),
    route({
      method: 'GET', path, access: people, zh: '谁读过我的身份码', en: 'Who read my code', query: Type.Object(pageQuery), answer: pageOf(ReadingShape), example: { as: '{resident}' },
      handle: async (call) => {
        const after = readCursor(call.query.cursor, 2)
        const limit = call.query.limit ?? 20
        const rows = await listReadings(ground.sql, mustBeNoAgent(callerOf(call)).id, limit + 1, after && { at: String(after[0]), jti: String(after[1]) })
        const { items, next } = page(rows, limit, (row) => [row.readAt.toString(), row.jti])
        return { next, items: items.map(({ content, code, told, offline, readAt }) => ({ reader: shownReader(code, content as Content | null), told: told.map((scope) => scopeWords[scope]), offline, readAt: timeText(readAt) })) }
      },
    }),
  ]
}

function shownReader(code: string, content: Content | null) {
  return { code, name: content?.name ?? { zh: code }, purpose: content?.purpose ?? { zh: '' }, contact: content?.contact ?? '' }
}
