// `yiwang keys list`, `yiwang keys rotate`: which keys this installation has, and a newer one in place of one that grew old or leaked.
// Key material is never shown. Rotation is an act: the ledger says when, and which key is current from then on.
import { signingPurposes } from '#base/crypto'
import type { Command } from '#base/commands'
import { refusal } from '#base/problem'
import { systemActor } from '#core/cases'
import { afterRotation, keysLock, rotatable, rotateKey } from '#core/ledger'
import { withInstallation } from './open.ts'

const purposeUnknown = refusal({
  code: 'crypto.purpose-unknown', status: 422, zh: '没有这种用途的密钥。', en: 'There are no keys of this purpose.',
  nextZh: `请从 ${signingPurposes.join('、')}、data 中选择。`, nextEn: `Choose one of ${signingPurposes.join(', ')} and data.`,
})

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
    const made = await withInstallation(say, ({ platform: { ground } }) => ground.runAct({ actor: systemActor, locks: [keysLock(purpose)] }, async (act) => rotateKey(act, ground.keys, purpose)))
    return { data: { ...made, after: afterRotation[purpose] }, text: `${purpose}: ${made.kid} is current\n${afterRotation[purpose].en} · ${afterRotation[purpose].zh}` }
  },
}
