// Rotation of keys: a newer key of a purpose, by the command of an operator, or at the desk by two officers (双人复核). The ledger says when, and
// which key is current from then on. Key material is never shown.
import { Type } from 'typebox'
import type { Act } from '#base/act'
import { proposalKind, type Ground, type ProposalKind } from '#base/context'
import type { KeyDescription, Keys, Purpose } from '#base/crypto'
import type { AccessRule } from '#base/http'

/** What becomes of what an older key made: nobody has to do anything at once. */
export const afterRotation: Record<Exclude<Purpose, 'secrets'>, { zh: string; en: string }> = {
  ledger: { zh: '以后的检查点用新密钥签名，旧的照常核验', en: 'checkpoints from now on carry the new signature; older ones verify as before' },
  licences: { zh: '以后颁发的证照用新密钥签名，旧的照常核验；请把新的公钥交给离线核验的人', en: 'licences from now on carry the new signature; older ones verify as before; give the new public key to whoever checks off line' },
  seals: { zh: '以后的文书用新密钥签名，旧的照常核验', en: 'letters from now on carry the new signature; older ones verify as before' },
  tokens: { zh: '十分钟后开始用新密钥签发，旧密钥再公布一天', en: 'the new key signs in ten minutes, the old one stays published for a day' },
  data: { zh: '以后的数据用新密钥加密，旧的照常解开', en: 'data from now on is encrypted under the new key; older data opens as before' },
}

/** [K] What may be rotated. Keyed digests are looked up by their current key, so their key is not changed by itself. */
export type Rotatable = keyof typeof afterRotation
export const rotatable = Object.keys(afterRotation) as Rotatable[]

const purposeWords: Record<Rotatable, { zh: string; en: string }> = {
  ledger: { zh: '账本签名', en: 'the ledger' }, licences: { zh: '证照签名', en: 'licences' }, seals: { zh: '印章签名', en: 'seals' }, tokens: { zh: '登录令牌签名', en: 'tokens of sign-in' }, data: { zh: '数据加密', en: 'data at rest' },
}

/** The lock under which keys of a purpose change. */
export const keysLock = (purpose: Purpose): string => `keys:${purpose}`

/** Makes a newer key of a purpose; the older ones stay to verify and decrypt. Needs the lock of its keys. */
export function rotateKey(act: Act, keys: Keys, purpose: Rotatable): KeyDescription {
  // The one that is in use is there before it has a successor.
  if (purpose === 'data') keys.secret(purpose)
  else keys.signing(purpose)
  const key = keys.rotate(purpose)
  act.record('ledger.key-rotated', { subject: act.newId(), facts: { purpose, kid: key.kid } })
  return key
}

const by = (...roles: string[]): AccessRule[] => [{ who: ['staff'], roles, scope: 'all' }]

/** Rotation asked for at the desk: by a system administrator, decided by a security administrator. */
export function rotationKind({ keys }: Ground): ProposalKind {
  return proposalKind({
    code: 'key-rotation', name: { zh: '轮换密钥', en: 'Rotate keys' }, asks: by('system-admin'), decides: by('security-admin'), sees: by('audit-admin'),
    shape: Type.Object({ purpose: Type.Unsafe<Rotatable>({ type: 'string', enum: rotatable }) }, { additionalProperties: false }),
    example: { ask: { as: '{system-admin}', content: { purpose: 'seals' } }, decide: { as: '{security-admin}', id: '{asked-rotation}' } },
    subjectOf: ({ purpose }) => purpose, locks: ({ purpose }) => [keysLock(purpose)],
    check: async () => undefined,
    apply: async (act, { content }) => void rotateKey(act, keys, content.purpose),
    describe: async (_, { purpose }) => ({ zh: `轮换${purposeWords[purpose].zh}密钥：${afterRotation[purpose].zh}`, en: `New keys for ${purposeWords[purpose].en}: ${afterRotation[purpose].en}` }),
  })
}
