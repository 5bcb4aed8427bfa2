// HTTP of what is held about people: the copy for the person, the report for those who answer for it. No rule lives here.
import { Type } from 'typebox'
import type { Ground, Holding } from '#base/context'
import { callerOf, route, sendFile, type Access, type Caller, type Route } from '#base/http'
import { timeText } from '#base/time'
import { findServingItem } from '#core/items'
import { BasisSchema, type Purpose } from '#core/packs'
import { isFresh, mustBeFresh, mustBeNoAgent, profileFields, profileOf, type ProfileLine } from '#core/people'
import { findPurposes } from '#core/purposes'
import { copyOf } from './copy.ts'
import { transferNotFound } from './granted.ts'
import { liftRestriction, restrictionLock } from './granting.ts'
import { heldAbout } from './held.ts'
import { reportOf } from './report.ts'
import { listGranted } from './store-granted.ts'

const people: Access = [{ who: ['natural', 'legal'], scope: 'own' }]
const officers: Access = [{ who: ['staff'], roles: ['data-steward', 'audit-admin'], scope: 'all' }]
const nullable = <S extends Parameters<typeof Type.Union>[0][number]>(shape: S, description?: string) => Type.Union([shape, Type.Null()], description ? { description } : {})
const Words = Type.Object({ zh: Type.String(), en: Type.String() })
const LineShape = Type.Object({
  table: Type.String(), purpose: Type.String({ description: 'In the register of purposes; `matter`: that of the item of each case' }), name: nullable(Words), period: nullable(Words), basis: nullable(Type.String()),
  stays: nullable(Type.Unsafe<'account' | 'row' | 'archive' | 'figures'>({ enum: ['account', 'row', 'archive', 'figures'] }), 'Why it does not end by itself'),
  kept: Type.Integer(), held: Type.Integer({ description: 'Kept because of a legal hold' }), byTime: Type.Integer({ description: 'Erased because its time was over' }), byRequest: Type.Integer({ description: 'Erased because the person asked' }), lastAt: nullable(Type.String({ format: 'date-time' })),
})
const HoldShape = Type.Object({ id: Type.String({ format: 'uuid' }), case: Type.String(), applicant: Type.Boolean(), law: Type.String(), article: Type.String(), until: Type.String({ format: 'date' }), placedAt: Type.String({ format: 'date-time' }) })

const Basis = Type.Unsafe<Purpose['basis'][number]>({ ...BasisSchema, additionalProperties: true })
const HeldShape = Type.Object({
  code: Type.String({ description: 'Of the purpose, in the register of purposes' }), name: Words, rows: Type.Integer({ description: 'Records that tell of the person' }), consent: Type.Boolean({ description: 'Kept by consent, which may be taken back (个人信息保护法 15)' }),
  erasable: Type.Boolean({ description: 'What is no longer in force is erased when the person asks (47)' }), basis: Type.Array(Basis), period: Words, from: Words, keptBy: Basis,
})

const GrantedShape = Type.Object({
  case: Type.String(), what: Type.Unsafe<'restriction' | 'transfer'>({ type: 'string', enum: ['restriction', 'transfer'] }), at: Type.String({ format: 'date-time' }),
  purpose: nullable(Type.Object({ code: Type.String(), name: Words }), 'What is not done any more'), recipient: nullable(Type.String(), 'Whom the person named'),
})

const ProfileShape = Type.Object({
  field: Type.Unsafe<ProfileLine['field']>({ type: 'string', enum: [...profileFields] }), value: nullable(Type.String({ description: 'Masked' })),
  by: Type.Unsafe<ProfileLine['by']>({ type: 'string', enum: ['request', 'proof', 'register'], description: 'What corrects it: a request that is granted, a new proof, the registration authority' }),
})

async function showGranted(ground: Ground, account: string) {
  const rows = await listGranted(ground.sql, account)
  const purposes = await findPurposes(ground.sql, rows.flatMap(({ purpose }) => purpose ?? []))
  return rows.map(({ caseNumber, what, at, purpose, recipient }) => {
    const known = purpose === null ? undefined : purposes.get(purpose)
    return { case: caseNumber, what, at: timeText(at), recipient, purpose: known ? { code: known.code, name: known.newest.content.name } : null }
  })
}

const actorOf = ({ id, kind, hand }: Caller) => ({ id, kind, ...(hand ? { hand: hand.id } : {}) })

/** The operations. `holdingsOf` answers what all contexts declare. */
export function rightsRoutes(ground: Ground, holdingsOf: () => readonly Holding[]): Route[] {
  return [
    route({
      method: 'GET', path: '/api/data-copy', access: people, callsPerMinuteMax: 6, produces: 'application/zip', zh: '下载我的个人信息副本', en: 'A copy of everything that is held about oneself, or the same for whom a granted transfer names', example: { as: '{resident}' },
      query: Type.Object({ transfer: Type.Optional(Type.String({ minLength: 1, maxLength: 60, description: 'Number of the case that granted the transfer' })) }, { additionalProperties: false }),
      handle: async (call) => {
        const caller = mustBeNoAgent(callerOf(call))
        mustBeFresh(caller, ground.clock.now())
        const { transfer: number } = call.query
        const transfer = number === undefined ? undefined : (await listGranted(ground.sql, caller.id)).find(({ what, caseNumber }) => what === 'transfer' && caseNumber === number)
        if (number !== undefined && !transfer) throw transferNotFound({ case: number })
        sendFile(call.reply, { type: 'application/zip', name: transfer ? `transfer-${transfer.caseNumber}.zip` : 'my-data.zip', content: await copyOf(ground, holdingsOf(), actorOf(caller), transfer) })
      },
    }),
    route({
      method: 'GET', path: '/api/data-held', access: people, zh: '本站持有我的哪些个人信息、依据、保存期限', en: 'What is held about oneself, by which law and for how long', answer: Type.Object({ items: Type.Array(HeldShape), item: nullable(Type.String(), 'Code of the item under which one asks for more; null where the place has none'), profile: Type.Array(ProfileShape, { description: 'What the account says of its holder, and what corrects it (46)' }), granted: Type.Array(GrantedShape, { description: 'Restrictions that run, and transfers to fetch' }), fresh: Type.Boolean({ description: 'Whether the copy is given without proving once more who one is' }) }), example: { as: '{resident}' },
      handle: async (call) => {
        const caller = mustBeNoAgent(callerOf(call))
        const item = await findServingItem(ground.sql, 'data-right', ground.clock.now())
        return { items: await heldAbout(ground, holdingsOf(), caller.id), item: item?.code ?? null, profile: await profileOf(ground.sql, ground.keys, caller.id), granted: await showGranted(ground, caller.id), fresh: isFresh(caller, ground.clock.now()) }
      },
    }),
    route({
      method: 'DELETE', path: '/api/data-restrictions/:purpose', access: people, zh: '恢复为这个目的使用我的信息', en: 'End a restriction: the data is used for this purpose again', params: Type.Object({ purpose: Type.String({ maxLength: 40 }) }), example: { as: '{restricted-resident}', params: { purpose: 'reviews' } },
      handle: async (call) => {
        const { id } = mustBeNoAgent(callerOf(call))
        await call.act([restrictionLock(id)], async (act) => (await liftRestriction(act, call.params.purpose), null))
      },
    }),
    route({
      method: 'GET', path: '/api/retention', access: officers, zh: '个人信息留存报告：保存、封存、删除的数量', en: 'What is kept, held and erased, in figures', answer: Type.Object({ lines: Type.Array(LineShape), holds: Type.Array(HoldShape) }), example: { as: '{data-steward}' },
      handle: () => reportOf(ground, holdingsOf()),
    }),
  ]
}
