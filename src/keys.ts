// `yiwang keys list`, `keys rotate`, `keys move`: which keys this installation has, a newer one in place of one that grew old or leaked, and the way
// into a key management system. Key material is never shown. Rotation is an act: the ledger says when, and which key is current from then on.
import { moveKeys, purposes, type KeyDescription } from '#base/crypto'
import type { Command } from '#base/commands'
import { readConfig, SettingsError } from '#base/config'
import { refusal } from '#base/problem'
import { systemActor } from '#core/cases'
import { afterRotation, keysLocks, listKeys, noteRotation, retireKey, rotatable, rotateKey, type Rotatable } from '#core/ledger'
import { openSecrets, withInstallation } from './open.ts'
import { allStandings } from './platform.ts'
import { claimHome } from './serve.ts'

const purposeUnknown = refusal({
  code: 'crypto.purpose-unknown', status: 422, zh: '没有这种用途的密钥。', en: 'There are no keys of this purpose.',
  nextZh: `请从 ${purposes.join('、')} 中选择。`, nextEn: `Choose one of ${purposes.join(', ')}.`,
})

export const keysList: Command = {
  name: 'keys list',
  about: 'List the keys of this installation, without key material. 列出密钥，不含密钥内容。',
  examples: [{ line: 'keys list', about: 'purpose, algorithm, since when, which is current, and how many rows still stand under an older one' }],
  run: async ({ say }) => {
    const keys = await withInstallation(say, ({ platform: { ground } }) => listKeys(ground, allStandings()))
    return { data: { keys }, text: keys.map(describe).join('\n') || 'none yet' }
  },
}

function describe({ purpose, algorithm, kid, created, current, store, wrappedBy, retired, rows }: KeyDescription & { rows?: number }): string {
  const wrapped = wrappedBy === undefined ? '' : wrappedBy === null ? 'not wrapped' : `under ${wrappedBy}`
  return [purpose.padEnd(9), algorithm.padEnd(12), kid, created, store, wrapped, current ? 'current' : retired === undefined ? '' : `retired ${retired}`, rows === undefined ? '' : `${rows} rows`].filter((one) => one !== '').join('  ')
}

export const keysRotate: Command = {
  name: 'keys rotate',
  about: 'Make a newer key of a purpose; the older ones stay to verify and decrypt. 轮换密钥。',
  arguments: [{ name: 'purpose', about: rotatable.join(', ') }],
  examples: [{ line: 'keys rotate tokens', about: 'a new key for tokens of other systems, without an outage' }, { line: 'keys rotate master', about: 'wraps data keys and secrets anew; no data is touched' }],
  run: async ({ arguments: { purpose: asked = '' }, say }) => {
    const purpose = rotatable.find((one): one is Rotatable => one === asked)
    if (!purpose) throw purposeUnknown({ purpose: asked })
    const made = await withInstallation(say, ({ platform: { ground } }) => ground.runAct({ actor: systemActor, locks: keysLocks(purpose) }, (act) => rotateKey(act, ground.keys, purpose)))
    return { data: { ...made, after: afterRotation[purpose] }, text: `${purpose}: ${made.kid} is current\n${afterRotation[purpose].en} · ${afterRotation[purpose].zh}` }
  },
}

export const keysRetire: Command = {
  name: 'keys retire',
  about: 'Retire an older secret under which no row stands any more; refused with the number of rows that are left. 停用已无数据使用的旧密钥。',
  arguments: [{ name: 'kid', about: 'as keys list gives it' }],
  examples: [{ line: 'keys retire Zc0pRb2n9cXa4kq1', about: 'after keys rotate data, when keys list says 0 rows' }],
  run: async ({ arguments: { kid = '' }, say }) => {
    const key = await withInstallation(say, ({ platform: { ground } }) => retireKey(ground, allStandings(), kid))
    return { data: { ...key }, text: describe(key) }
  },
}

export const keysMove: Command = {
  name: 'keys move',
  about: 'Move the keys of this home into the key management system of YIWANG_KMS_URL; there is no way back. 把密钥移入密钥管理系统（KMS），不可撤回。',
  examples: [{ line: 'keys move', about: 'with the platform stopped: secrets are wrapped there, signing keys get successors there' }],
  run: async ({ say }) => {
    const config = readConfig()
    const kms = await openSecrets(config)
    if (!kms) throw new SettingsError(['YIWANG_KMS_URL is missing: it names the key management system that the keys are moved into'])
    const claim = await claimHome(config.home)
    try {
      const current = await moveKeys({ home: config.home }, kms)
      const signing = current.filter(({ wrappedBy }) => wrappedBy === undefined)
      await withInstallation(say, ({ platform: { ground } }) => ground.runAct({ actor: systemActor, locks: purposes.flatMap(keysLocks) }, async (act) => {
        for (const { purpose, kid } of signing) noteRotation(act, purpose, kid)
      }))
      return { data: { keys: current }, text: current.map(describe).join('\n') }
    } finally {
      claim.release()
    }
  },
}
