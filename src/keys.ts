// `yiwang keys list`, `yiwang keys rotate`: which keys this installation has, and a newer one in place of one that grew old or leaked.
// Key material is never shown. Rotation is an act: the ledger says when, and which key is current from then on.
import { signingPurposes, type Purpose } from '#base/crypto'
import type { Command } from '#base/commands'
import { refusal } from '#base/problem'
import { systemActor } from '#core/cases'
import { withInstallation } from './open.ts'

const purposeUnknown = refusal({
  code: 'crypto.purpose-unknown', status: 422, zh: '没有这种用途的密钥。', en: 'There are no keys of this purpose.',
  nextZh: `请从 ${signingPurposes.join('、')}、data 中选择。`, nextEn: `Choose one of ${signingPurposes.join(', ')} and data.`,
})

/** What becomes of what an older key made: nobody has to do anything at once. */
const after: Record<Exclude<Purpose, 'secrets'>, { zh: string; en: string }> = {
  ledger: { zh: '以后的检查点用新密钥签名，旧的照常核验', en: 'checkpoints from now on carry the new signature; older ones verify as before' },
  licences: { zh: '以后颁发的证照用新密钥签名，旧的照常核验；请把新的公钥交给离线核验的人', en: 'licences from now on carry the new signature; older ones verify as before; give the new public key to whoever checks off line' },
  seals: { zh: '以后的文书用新密钥签名，旧的照常核验', en: 'letters from now on carry the new signature; older ones verify as before' },
  tokens: { zh: '十分钟后开始用新密钥签发，旧密钥再公布一天', en: 'the new key signs in ten minutes, the old one stays published for a day' },
  data: { zh: '以后的数据用新密钥加密，旧的照常解开', en: 'data from now on is encrypted under the new key; older data opens as before' },
}

/** [K] What may be rotated by a command. Keyed digests are looked up by their current key, so their key is not changed by itself. */
const rotatable = Object.keys(after) as (keyof typeof after)[]

export const keysList: Command = {
  name: 'keys list',
  about: 'List the keys of this installation, without key material. 列出密钥，不含密钥内容。',
  examples: [{ line: 'keys list', about: 'purpose, algorithm, since when, and which is current' }],
  run: async ({ say }) => {
    const keys = await withInstallation(say, async ({ platform: { ground } }) => ground.keys.list())
    return { data: { keys }, text: keys.map((key) => `${key.purpose.padEnd(9)} ${key.algorithm.padEnd(12)} ${key.kid}  ${key.created}${key.current ? '  current' : ''}`).join('\n') || 'none yet' }
  },
}

export const keysRotate: Command = {
  name: 'keys rotate',
  about: 'Make a newer key of a purpose; the older ones stay to verify and decrypt. 轮换密钥。',
  arguments: [{ name: 'purpose', about: rotatable.join(', ') }],
  examples: [{ line: 'keys rotate tokens', about: 'a new key for tokens of other systems, without an outage' }],
  run: async ({ arguments: { purpose: asked = '' }, say }) => {
    const purpose = rotatable.find((one) => one === asked)
    if (!purpose) throw purposeUnknown({ purpose: asked })
    const made = await withInstallation(say, ({ platform: { ground } }) => ground.runAct({ actor: systemActor, locks: [`keys:${purpose}`] }, async (act) => {
      // The one that is in use is there before it has a successor.
      if (purpose === 'data') ground.keys.secret(purpose)
      else ground.keys.signing(purpose)
      const key = ground.keys.rotate(purpose)
      act.record('ledger.key-rotated', { subject: act.newId(), facts: { purpose, kid: key.kid } })
      return key
    }))
    return { data: { ...made, after: after[purpose] }, text: `${purpose}: ${made.kid} is current\n${after[purpose].en} · ${after[purpose].zh}` }
  },
}
