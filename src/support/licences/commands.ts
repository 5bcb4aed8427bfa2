// `yiwang licence verify FILE [--key FILE] [--status FILE]`: reads files, asks verify.ts, gives exit code and words.
// Opens no network and no database, and makes no key where there is none.
import { readFile, stat } from 'node:fs/promises'
import { openKeys, readTrustedKeys, trustKeys, type TrustedKey } from '#base/crypto'
import { isProblem, refusal } from '#base/problem'
import { statusTexts } from './status-list.ts'
import { isUsable, verifyLicence, type Verification } from './verify.ts'

export const fileUnreadable = refusal({
  code: 'licences.file-unreadable', status: 400,
  zh: '文件无法读取，或超过 20 MB。', en: 'The file cannot be read or is larger than 20 MB.',
  nextZh: '请核对路径和权限。', nextEn: 'Check its path and permissions.',
})

export const noTrustedKey = refusal({
  code: 'licences.no-trusted-key', status: 400,
  zh: '没有可信密钥：本机没有签发密钥，也没有给出公钥文件。', en: 'There is no trusted key: this home has issued nothing and no key file was given.',
  nextZh: '请用 --key 给出发证机关公布的公钥（JWKS 或 PEM）。', nextEn: 'Give the key published by the issuer with --key (JWKS or PEM).',
})

/** 0 genuine and usable · 1 not genuine · 2 wrong usage · 3 genuine, but not in force, out of its dates or of unknown or outdated status · 4 cannot be told: unknown key. */
export type VerifyExit = 0 | 1 | 2 | 3 | 4

export interface VerifyCommand {
  file: string
  keyFile?: string | undefined
  statusFile?: string | undefined
  /** The home whose licence keys are trusted where no key file is given. */
  home?: string | undefined
  now: Temporal.Instant
}

/** What the command prints and how it ends. `json` is the object for `--json`. */
export interface VerifyReport {
  exit: VerifyExit
  verification?: Verification
  json: Record<string, unknown>
  text: { zh: string[]; en: string[] }
}

const fileBytesMax = 20 * 1024 * 1024

/** Verifies a licence file. A key file replaces the home's keys: only it is trusted then. Never throws on bad input. */
export async function verifyLicenceFile(command: VerifyCommand): Promise<VerifyReport> {
  try {
    const trusted = await trustedKeys(command)
    const file = await readBounded(command.file)
    const statusList = command.statusFile === undefined ? undefined : (await readBounded(command.statusFile)).toString('utf8')
    return report(await verifyLicence({ file, trusted, statusList, now: command.now }))
  } catch (error) {
    if (!isProblem(error)) throw error
    const { code, kind, facts } = error
    const about = typeof facts['file'] === 'string' ? `（${facts['file']}）` : ''
    return { exit: 2, json: { error: code, zh: kind.zh, en: kind.en, ...facts }, text: { zh: [kind.zh + about, kind.nextZh], en: [kind.en + about, kind.nextEn] } }
  }
}

async function trustedKeys({ keyFile, home }: VerifyCommand): Promise<TrustedKey[]> {
  if (keyFile !== undefined) return readTrustedKeys((await readBounded(keyFile)).toString('utf8'))
  const keys = home === undefined ? [] : trustKeys(openKeys({ home }).signers('licences'))
  if (keys.length === 0) throw noTrustedKey()
  return keys
}

async function readBounded(file: string): Promise<Buffer> {
  try {
    const { size } = await stat(file)
    if (size <= fileBytesMax) return await readFile(file)
  } catch {
    throw fileUnreadable({ file })
  }
  throw fileUnreadable({ file })
}

function report(verification: Verification): VerifyReport {
  const { claims, reasons } = verification
  return {
    exit: exitOf(verification), verification,
    json: { ...verification, usable: isUsable(verification), reasons: reasons.map(({ code }) => code), claims: claims ?? null },
    text: { zh: [headline(verification, 'zh'), ...shown(verification, 'zh')], en: [headline(verification, 'en'), ...shown(verification, 'en')] },
  }
}

function exitOf(verification: Verification): VerifyExit {
  if (verification.genuine === 'unknown-key') return 4
  if (verification.genuine === 'no') return 1
  return isUsable(verification) ? 0 : 3
}

type Language = 'zh' | 'en'

function headline(verification: Verification, language: Language): string {
  const { genuine, status, asOf } = verification
  const words = {
    yes: { zh: '真实', en: 'genuine' },
    no: { zh: '不能认定为真', en: 'NOT genuine' },
    'unknown-key': { zh: '无法判断真伪', en: 'cannot be told' },
  }[genuine][language]
  if (genuine !== 'yes') return words
  return asOf ? `${words} · ${statusTexts[status][language]}（${language === 'zh' ? '截至' : 'as of'} ${asOf}）` : `${words} · ${statusTexts[status][language]}`
}

function shown({ claims, reasons, kid }: Verification, language: Language): string[] {
  const lines = reasons.map((reason) => `- ${reason[language]}`)
  if (kid) lines.push(`${language === 'zh' ? '密钥' : 'key'}: ${kid}`)
  if (!claims) return lines
  const term = `${claims.validFrom} – ${claims.validTo ?? (language === 'zh' ? '长期' : 'no end')}`
  const name = claims.type.name[language] ?? claims.type.name.zh
  const face = claims.face.map(({ label, value }) => `${label[language] ?? label.zh}: ${value ?? ''}`)
  return [...lines, '', `${name} ${claims.number}`, `${claims.licence}`, `${claims.holder.name} · ${claims.issuer.name} · ${term}`, ...face]
}
