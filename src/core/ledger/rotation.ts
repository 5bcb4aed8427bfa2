// Rotation of keys: a newer key of a purpose, by the command of an operator, or at the desk by two officers (双人复核). The ledger says when, and
// which key is current from then on. Key material is never shown.
import { Type } from 'typebox'
import type { Act } from '#base/act'
import { proposalKind, type Ground, type ProposalKind } from '#base/context'
import { purposes, secretPurposes, type KeyDescription, type Keys, type Purpose } from '#base/crypto'
import type { AccessRule } from '#base/http'

/** What becomes of what an older key made: nobody has to do anything at once. */
export const afterRotation: Record<Purpose, { zh: string; en: string }> = {
  ledger: { zh: '以后的检查点用新密钥签名，旧的照常核验', en: 'checkpoints from now on carry the new signature; older ones verify as before' },
  licences: { zh: '以后颁发的证照用新密钥签名，旧的照常核验；请把新的公钥交给离线核验的人', en: 'licences from now on carry the new signature; older ones verify as before; give the new public key to whoever checks off line' },
  seals: { zh: '以后的文书用新密钥签名，旧的照常核验', en: 'letters from now on carry the new signature; older ones verify as before' },
  tokens: { zh: '十分钟后开始用新密钥签发，旧密钥再公布一天', en: 'the new key signs in ten minutes, the old one stays published for a day' },
  upstreams: { zh: '以后用新密钥向上级登录平台证明身份；请先请该平台登记新的公钥，登记前暂时不能由它登录', en: 'the new key tells platforms above who we are; let them register its public half, until then nobody signs in through them' },
  secrets: { zh: '以后的验证码、领取码用新密钥计算，纸上旧的照常有效；登录失败的次数重新计', en: 'codes on paper are made under the new key, older ones stay good; failures to sign in are counted anew' },
  digests: { zh: '后台按新密钥重算全部号码摘要，其间新旧都可查到；算完后旧密钥退出使用', en: 'all digests of numbers are made anew in the background, and found under both meanwhile; then the old key is retired' },
  data: { zh: '以后的数据用新密钥加密，后台把旧的数据重新加密，其间照常解开；完成后旧密钥退出使用', en: 'data from now on is encrypted under the new key; older data is encrypted anew in the background and opens meanwhile; then the old key is retired' },
  master: { zh: '数据密钥和各种口令密钥改由新的主密钥加密；数据本身不动', en: 'data keys and secrets are wrapped under the new master key; no data is touched' },
}

const purposeWords: Record<Purpose, { zh: string; en: string }> = {
  ledger: { zh: '账本签名', en: 'the ledger' }, licences: { zh: '证照签名', en: 'licences' }, seals: { zh: '印章签名', en: 'seals' }, tokens: { zh: '登录令牌签名', en: 'tokens of sign-in' }, upstreams: { zh: '上级登录平台签名', en: 'platforms above' }, secrets: { zh: '验证码与令牌', en: 'codes and cookies' }, digests: { zh: '号码摘要', en: 'digests of numbers' }, master: { zh: '主', en: 'the master' }, data: { zh: '数据加密', en: 'data at rest' },
}

/** The locks under which keys of a purpose change; with a master those of what it wraps. */
export const keysLocks = (purpose: Purpose): string[] => (purpose === 'master' ? [purpose, ...secretPurposes] : [purpose]).map((one) => `keys:${one}`)

/** Makes a newer key of a purpose; the older ones stay to verify and decrypt. Needs the locks of its keys. A KMS is waited for within its own bounds. */
export async function rotateKey(act: Act, keys: Keys, purpose: Purpose): Promise<KeyDescription> {
  const key = await keys.rotate(purpose)
  noteRotation(act, purpose, key.kid)
  return key
}

/** The ledger says which key is current from now on. */
export function noteRotation(act: Act, purpose: Purpose, kid: string): void {
  act.record('ledger.key-rotated', { subject: act.newId(), facts: { purpose, kid } })
}

const by = (...roles: string[]): AccessRule[] => [{ who: ['staff'], roles, scope: 'all' }]

/** Rotation asked for at the desk: by a system administrator, decided by a security administrator. */
export function rotationKind({ keys }: Ground): ProposalKind {
  return proposalKind({
    code: 'key-rotation', name: { zh: '轮换密钥', en: 'Rotate keys' }, asks: by('system-admin'), decides: by('security-admin'), sees: by('audit-admin'),
    shape: Type.Object({ purpose: Type.Unsafe<Purpose>({ type: 'string', enum: [...purposes] }) }, { additionalProperties: false }),
    example: { ask: { as: '{system-admin}', content: { purpose: 'seals' } }, decide: { as: '{security-admin}', id: '{asked-rotation}' } },
    subjectOf: ({ purpose }) => purpose, locks: ({ purpose }) => keysLocks(purpose),
    check: async () => undefined,
    apply: async (act, { content }) => void (await rotateKey(act, keys, content.purpose)),
    describe: async (_, { purpose }) => ({ zh: `轮换${purposeWords[purpose].zh}密钥：${afterRotation[purpose].zh}`, en: `New keys for ${purposeWords[purpose].en}: ${afterRotation[purpose].en}` }),
  })
}
