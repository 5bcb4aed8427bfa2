// Rotation of keys: a newer key of a purpose, by the command of an operator, or at the desk by two officers (双人复核). The ledger says when, and
// which key is current from then on. Key material is never shown.
import { Type } from 'typebox'
import type { Act } from '#base/act'
import { proposalKind, type Ground, type ProposalKind } from '#base/context'
import { secretPurposes, type KeyDescription, type Keys, type Purpose } from '#base/crypto'
import type { AccessRule } from '#base/http'

/** What becomes of what an older key made: nobody has to do anything at once. */
export const afterRotation: Record<Purpose, { zh: string; en: string }> = {
  ledger: { zh: '以后的检查点用新密钥签名，旧的照常核验', en: 'checkpoints from now on carry the new signature; older ones verify as before' },
  licences: { zh: '以后颁发的证照用新密钥签名，旧的照常核验；请把新的公钥交给离线核验的人', en: 'licences from now on carry the new signature; older ones verify as before; give the new public key to whoever checks off line' },
  seals: { zh: '以后的文书用新密钥签名，旧的照常核验', en: 'letters from now on carry the new signature; older ones verify as before' },
  tokens: { zh: '十分钟后开始用新密钥签发，旧密钥再公布一天', en: 'the new key signs in ten minutes, the old one stays published for a day' },
  upstreams: { zh: '以后用新密钥向上级登录平台证明身份；请先请该平台登记新的公钥，登记前暂时不能由它登录', en: 'the new key tells platforms above who we are; let them register its public half, until then nobody signs in through them' },
  secrets: { zh: '以后打印的恢复码、冻结码、查询码按新密钥生成，旧的照常有效；登录次数和常用地点重新记起；旧密钥保留', en: 'codes on paper from now on follow from the new key, older ones stay good; counts of attempts and known addresses begin anew; the older key stays' },
  digests: { zh: '证件号码、收码地址以后按新密钥取摘要；旧的由后台重算，其间新旧都能找到；keys list 显示剩余条数，为零后可停用旧密钥', en: 'numbers and addresses are digested under the new key; older digests are made anew in the background and found under both meanwhile; keys list says how many rows are left, and at none the older key may be retired' },
  data: { zh: '以后的数据用新密钥加密；旧数据由后台重新加密，其间照常解开；keys list 显示剩余条数，为零后可停用旧密钥', en: 'data is encrypted under the new key; older data is encrypted anew in the background and opens meanwhile; keys list says how many rows are left, and at none the older key may be retired' },
  master: { zh: '数据密钥和各种口令密钥改由新的主密钥加密；数据本身不动', en: 'data keys and secrets are wrapped under the new master key; no data is touched' },
}

/** [K] What may be rotated. */
export type Rotatable = Purpose
export const rotatable = Object.keys(afterRotation) as Rotatable[]

const purposeWords: Record<Rotatable, { zh: string; en: string }> = {
  ledger: { zh: '账本签名', en: 'the ledger' }, licences: { zh: '证照签名', en: 'licences' }, seals: { zh: '印章签名', en: 'seals' }, tokens: { zh: '登录令牌签名', en: 'tokens of sign-in' }, upstreams: { zh: '上级登录平台签名', en: 'platforms above' }, secrets: { zh: '口令与纸面码', en: 'secrets and codes on paper' }, digests: { zh: '号码与地址摘要', en: 'digests of numbers and addresses' }, master: { zh: '主', en: 'the master' }, data: { zh: '数据加密', en: 'data at rest' },
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
    shape: Type.Object({ purpose: Type.Unsafe<Rotatable>({ type: 'string', enum: [...rotatable] }) }, { additionalProperties: false }),
    example: { ask: { as: '{system-admin}', content: { purpose: 'seals' } }, decide: { as: '{security-admin}', id: '{asked-rotation}' } },
    subjectOf: ({ purpose }) => purpose, locks: ({ purpose }) => keysLocks(purpose),
    check: async () => undefined,
    apply: async (act, { content }) => void (await rotateKey(act, keys, content.purpose)),
    describe: async (_, { purpose }) => ({ zh: `轮换${purposeWords[purpose].zh}密钥：${afterRotation[purpose].zh}`, en: `New keys for ${purposeWords[purpose].en}: ${afterRotation[purpose].en}` }),
  })
}
