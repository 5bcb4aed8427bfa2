// HTTP of seals: the seals of one's own body, and the public keys by which a letter's signature is checked.
import { Type } from 'typebox'
import type { Ground } from '#base/context'
import { route, type Access, type Reach, type Route } from '#base/http'
import { timeText } from '#base/time'
import { cancelSeal, sealLock } from './acts.ts'
import { sealPicture } from './picture.ts'
import { sealGrounds, sealName, sealNotFound, type SealGround } from './seal.ts'
import { listSeals, selectSeal, type StoredSeal } from './store.ts'

const SealShape = Type.Object({
  id: Type.String({ format: 'uuid' }), name: Type.String(), organisation: Type.Object({ code: Type.String(), name: Type.String() }), kind: Type.String(),
  certificate: Type.String({ description: 'demonstration: no certificate of a licensed authority stands behind it' }), state: Type.String({ description: 'in-use or cancelled; what was sealed before the cancellation stays sealed' }),
  madeAt: Type.String({ format: 'date-time' }), cancelledAt: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]), ground: Type.Union([Type.String(), Type.Null()]),
})
// A seal is the body's and tells nobody's case: who is in a section of the body sees it too (decision 0041).
const readers: Access = [{ who: ['staff'], scope: 'body', roles: ['window', 'clerk', 'examiner', 'approver', 'head'] }]
const idParam = Type.Object({ id: Type.String({ format: 'uuid' }) })

function show(seal: StoredSeal) {
  return { ...seal, name: sealName(seal), madeAt: timeText(seal.madeAt), cancelledAt: seal.cancelledAt && timeText(seal.cancelledAt) }
}

/** A JSON Web Key Set (RFC 7517) of Ed25519 keys. */
export const KeySetShape = Type.Object({
  keys: Type.Array(Type.Object({ kty: Type.String(), crv: Type.String(), x: Type.String(), y: Type.Optional(Type.String()), kid: Type.String(), alg: Type.String(), use: Type.String() })),
})

async function getKnown(ground: Ground, id: string): Promise<StoredSeal> {
  const seal = await selectSeal(ground.sql, id)
  if (!seal) throw sealNotFound({ seal: id })
  return seal
}

/** A seal of another body is none of one's own, and is answered like one that does not exist. */
async function getOwn(ground: Ground, id: string, reach: Reach): Promise<StoredSeal> {
  const seal = await getKnown(ground, id)
  if (!reach.all && !reach.organisations.includes(seal.organisation.code)) throw sealNotFound({ seal: id })
  return seal
}

/** The operations of seals. */
export function sealRoutes(ground: Ground): Route[] {
  return [
    route({
      method: 'GET', path: '/api/seals', access: readers,
      zh: '列出本单位的电子印章', en: "List the electronic seals of one's own body", answer: Type.Object({ items: Type.Array(SealShape), next: Type.Null() }), example: { as: '{clerk}' },
      handle: async ({ reach }) => {
        const seals = await listSeals(ground.sql, reach.all ? undefined : reach.organisations)
        return { items: seals.map(show), next: null }
      },
    }),
    route({
      method: 'GET', path: '/api/seals/:id', access: 'anyone', zh: '读取一枚印章：谁的、何时启用、何时注销（核对文书签名用）', en: 'Read a seal: whose it is, from when and until when it could seal, to judge the signature of a letter as of its date',
      params: idParam, answer: SealShape, example: { params: { id: '{seal}' } },
      handle: async ({ params }) => show(await getKnown(ground, params.id)),
    }),
    route({
      method: 'GET', path: '/api/seals/:id/picture', access: readers, produces: 'image/svg+xml', zh: '查看本单位一枚印章的样式（样章，不作凭证）', en: "See what a seal of one's own body looks like: a specimen that seals nothing",
      params: idParam, example: { as: '{head}', params: { id: '{seal}' } },
      handle: async ({ params, reach, reply }) => {
        const seal = await getOwn(ground, params.id, reach)
        reply.type('image/svg+xml; charset=utf-8').send(sealPicture(seal, seal.state))
      },
    }),
    route({
      method: 'POST', path: '/api/seals/:id/cancellation', status: 200, access: [{ who: ['staff'], scope: 'department', roles: ['head'] }], zh: '注销印章（此前所盖文书仍然有效）', en: 'Cancel a seal; what it sealed before stays sealed',
      params: idParam, body: Type.Object({ ground: Type.Unsafe<SealGround>({ enum: [...sealGrounds] }) }, { additionalProperties: false }), answer: SealShape, example: { as: '{head}', params: { id: '{seal}' }, body: { ground: 'replaced' } },
      handle: async ({ params, body, reach, act }) => {
        const seal = await getOwn(ground, params.id, reach)
        return act([sealLock(seal.organisation.code, seal.kind)], async (one) => {
          await cancelSeal(one, seal, body.ground)
          return show({ ...seal, state: 'cancelled', cancelledAt: one.now, ground: body.ground })
        })
      },
    }),
    route({
      method: 'GET', path: '/api/seal-keys', access: 'anyone', zh: '读取印章签名的公钥（JWKS）', en: 'Read the public keys of the seals (JWKS)', answer: KeySetShape, example: {},
      handle: async () => ground.keys.jwks('seals'),
    }),
  ]
}
