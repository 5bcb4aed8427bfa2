// HTTP of the register of purposes: open to everybody (个人信息保护法 17, 35).
import { Type } from 'typebox'
import type { Ground } from '#base/context'
import { route, type Route } from '#base/http'
import { findOrganisations, nameOrganisation } from '#core/organisations'
import { assessedFor, BasisSchema, plainKinds, grounds, reasonsToAssess, sensitiveKinds, TextSchema, ways, type Purpose } from '#core/packs'
import { groundWords, kindWords, sayPeriod } from './purpose.ts'
import { listPurposes, type Standing } from './store.ts'

const nullable = <S extends Parameters<typeof Type.Union>[0][number]>(shape: S) => Type.Union([shape, Type.Null()])
const Words = Type.Object({ zh: Type.String(), en: Type.String() })
const Coded = <V extends string>(values: readonly V[]) => Type.Unsafe<V>({ enum: [...values] })

const PurposeShape = Type.Object({
  code: Type.String(), version: Type.Integer(), name: Words, handler: Type.Object({ code: Type.String(), name: TextSchema }), contact: Type.String(), ground: Type.Object({ code: Coded(grounds), name: Words }, { description: 'What makes it lawful (个人信息保护法 13)' }),
  basis: Type.Array(Type.Unsafe<Purpose['basis'][number]>({ ...BasisSchema, additionalProperties: true })), notice: Words, kinds: Type.Array(Type.Object({ code: Coded([...plainKinds, ...sensitiveKinds]), name: Words, sensitive: Type.Boolean() })),
  sensitive: nullable(Type.Object({ necessity: Words, effect: Words }, { description: 'Why sensitive data is needed, and what it means for the person (30)' })), automated: Type.Boolean(), weighty: nullable(Words),
  recipients: Type.Array(Type.Object({ way: Coded(ways), name: Words, contact: nullable(Type.String()), use: Words })),
  retention: Type.Object({ for: Type.String({ description: 'ISO 8601 duration, or permanent' }), said: Words, from: Words, then: Words, basis: Type.Unsafe<Purpose['retention']['basis']>({ ...BasisSchema, additionalProperties: true }) }),
  live: Type.Boolean({ description: 'False: nothing is done for it before it was assessed' }), waiting: nullable(Type.Integer({ description: 'A newer version that waits to be assessed' })),
  assessedFor: Type.Array(Coded(assessedFor), { description: 'Why an assessment is needed first (55); none: it is not' }),
})

/** The operations of the register of purposes. */
export function purposeRoutes(ground: Ground): Route[] {
  return [
    route({
      method: 'GET', path: '/api/purposes', access: 'anyone', zh: '处理目的登记：为什么处理个人信息、依据、种类、给谁、保存多久', en: 'The register of purposes: why data of people is processed, by which law, which, who gets it, how long it is kept',
      answer: Type.Object({ items: Type.Array(PurposeShape) }), example: {},
      handle: async () => ({ items: await showPurposes(ground, await listPurposes(ground.sql)) }),
    }),
  ]
}

/** Purposes as the API shows them: what is lived, or what waits to be. */
async function showPurposes({ sql }: Pick<Ground, 'sql'>, purposes: readonly Standing[]) {
  const shown = purposes.map(({ live, newest }) => ({ ...(live ?? newest), live: live !== undefined, waiting: live?.version === newest.version ? null : newest.version }))
  const bodies = await findOrganisations(sql, shown.map(({ content }) => content.handler))
  return shown.map(({ version, live, waiting, content: { handler, ground, kinds, sensitive, automated, weighty, recipients, retention, ...rest }, content }) => ({
    ...rest, version, live, waiting, handler: nameOrganisation(bodies, handler), ground: { code: ground, name: groundWords[ground] },
    kinds: kinds.map((code) => ({ code, name: kindWords[code], sensitive: (sensitiveKinds as readonly string[]).includes(code) })), sensitive: sensitive ?? null, automated: automated ?? false, weighty: weighty ?? null,
    recipients: (recipients ?? []).map((one) => ({ ...one, contact: one.contact ?? null })), retention: { ...retention, said: sayPeriod(retention.for) }, assessedFor: reasonsToAssess(content),
  }))
}
