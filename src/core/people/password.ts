// Passwords: what one must be like, and argon2id over it (RFC 9106; thrice the least work of the OWASP Password Storage Cheat Sheet).
// Never stores, logs or compares a password in the clear.
import { channel } from 'node:diagnostics_channel'
import { hash, parseOptions, verify } from '@node-rs/argon2'
import { systemRandom, type Random } from '#base/ids'
import { refusal, type FieldFault } from '#base/problem'
import { throughDoor } from './hashing.ts'
import { limits } from './limits.ts'

/** Told of each hash that is computed, with its work, for whoever counts them: it is the dearest thing that a stranger can ask for. */
export const passwordHashed = channel('yiwang:password-hashed')

/** KiB of memory, and passes over it. */
interface Cost {
  memoryCost: number
  timeCost: number
}

/** About 25 ms of one core [K]. Whoever makes it dearer adds passes: what older hashes lack is made up best over the same memory (docs/decisions/0050). */
const today = { memoryCost: 19_456, timeCost: 6, parallelism: 1, outputLen: 32 }

/** In passes: to lay out the memory for a hash takes about half of one more (measured), since it is given back after each. */
const layingOut = 1 / 2
const workOf = ({ memoryCost, timeCost }: Cost) => memoryCost * (timeCost + layingOut)

/** The work of one hash of today. */
export const passwordWork = workOf(today)

export const weakPassword = refusal({
  code: 'people.weak-password', status: 422,
  zh: '这个密码太容易猜到。', en: 'This password is too easy to guess.',
  nextZh: `请用不少于 ${limits.passwordLengthMin} 个字，例如几个互不相关的词。`, nextEn: `Use at least ${limits.passwordLengthMin} characters, for example several unrelated words.`,
})

export const wrongPassword = refusal({
  code: 'people.wrong-password', status: 422,
  zh: '当前密码不正确。', en: 'The current password is wrong.',
  nextZh: '请重新输入当前密码。', nextEn: 'Type the current password again.',
})

/** Words that whoever guesses a password of this place tries first (OWASP ASVS 5.0 §6.1.2) [K]. */
const wordsOfPlace = ['yiwang', '一网通办', '一网', '政务服务', '政务', 'zhengwu', 'zwfw', 'government', 'admin', 'system', 'security', 'audit', 'clerk', '2025', '2026', '2027']

interface Owner {
  login: string
  name: string
  /** Whether a second factor stands beside the password, which may then be shorter. */
  isBeside?: boolean
}

/** Refuses a password that is too short, that everybody uses, or that its owner's own data gives away. `path` points at the field. */
export async function mayUsePassword(password: string, about: Owner & { path: string }): Promise<void> {
  const fault = faultOf(normalise(password), about) ?? (await faultOfGuessed(normalise(password)))
  if (fault) throw weakPassword({}, [{ path: about.path, ...fault }])
}

/** Whether a password is long enough to stand without a second factor (NIST SP 800-63B-4 §3.1.1.2). */
export const standsAlone = (password: string): boolean => [...normalise(password)].length >= limits.passwordLengthMin

/** The commonest passwords of what was stolen elsewhere, also with their digits or signs at the end left off; read when the first is asked for. */
async function faultOfGuessed(password: string): Promise<Omit<FieldFault, 'path'> | undefined> {
  const { dictionary } = await import('@zxcvbn-ts/language-common')
  const common = dictionary['passwords-common']
  const lower = password.toLowerCase()
  const isCommon = [lower, lower.replace(/[\d\W_]+$/u, '')].some((one) => one.length > 5 && common.includes(one))
  return isCommon ? { code: 'common', zh: '这是常被猜到的密码', en: 'This is one of the passwords that everybody uses' } : undefined
}

function faultOf(password: string, { login, name, isBeside }: Owner): Omit<FieldFault, 'path'> | undefined {
  const length = [...password].length
  const lengthMin = isBeside ? limits.passwordLengthMinBeside : limits.passwordLengthMin
  if (length < lengthMin) return { code: 'too-short', zh: `至少 ${lengthMin} 个字`, en: `At least ${lengthMin} characters` }
  if (length > limits.passwordLengthMax) return { code: 'too-long', zh: `最多 ${limits.passwordLengthMax} 个字`, en: `At most ${limits.passwordLengthMax} characters` }
  const lower = password.toLowerCase()
  if (new Set(lower).size < 6 || isRun(lower)) return { code: 'too-regular', zh: '重复或连续的字太多', en: 'Too many repeated or consecutive characters' }
  const rest = [login, name, ...wordsOfPlace].reduce((text, part) => text.replaceAll(part.toLowerCase(), ''), lower)
  if ([...rest].length < lengthMin / 2) return { code: 'about-owner', zh: '主要由登录名、姓名或者本平台的名称和职务组成', en: 'Made mostly of the login, the name, or words of this platform and its posts' }
  return undefined
}

/** Whether the characters mostly follow one another: abcdefgh…, 87654321…. */
function isRun(text: string): boolean {
  const codes = [...text].map((char) => char.codePointAt(0) ?? 0)
  const steps = codes.slice(1).filter((code, at) => Math.abs(code - (codes[at] ?? 0)) === 1).length
  return steps > codes.length * 0.7
}

/** The PHC string to store. About 25 ms: never inside a transaction that others wait for. */
export function hashPassword(password: string, random: Random = systemRandom): Promise<string> {
  const salt = random.bytes(16)
  return throughDoor(() => hashCounted(normalise(password), today, salt))
}

function hashCounted(password: string, cost: Cost, salt: Uint8Array): Promise<string> {
  passwordHashed.publish(workOf(cost))
  return hash(password, { ...today, ...cost, salt })
}

// Of a random password that nobody kept, with the parameters of today: as slow to check as a real one.
const standIn = '$argon2id$v=19$m=19456,t=6,p=1$RscmJx1hDeuVrhPZJk2+6Q$lBCVvP/XYqsWkErTX31U9+HqItuwkQ6Sjsmkuhybi1k'
const anySalt = Buffer.alloc(16)

/** Whether the password is the one stored. Where none is stored, or a hash cheaper than today's, it works as long as over one of today. */
export function isPassword(stored: string | null | undefined, password: string): Promise<boolean> {
  const asked = stored ?? standIn
  const typed = normalise(password)
  // In one go: what is left of the work must not wait in the queue a second time.
  return throughDoor(async () => {
    const cost = parseOptions(asked)
    passwordHashed.publish(workOf(cost))
    const matches = await verify(asked, typed)
    const rest = restOf(cost)
    if (rest) await hashCounted(typed, rest, anySalt)
    return matches && stored != null
  })
}

/** What is left of the work of today after a hash: whole passes, over no more memory than that of today. */
function restOf(cost: Cost): Cost | undefined {
  const rest = passwordWork - workOf(cost)
  const timeCost = Math.max(1, Math.ceil(rest / today.memoryCost - layingOut))
  const memoryCost = Math.round(rest / (timeCost + layingOut))
  return memoryCost < memoryCostMin ? undefined : { memoryCost, timeCost }
}

/** Argon2 takes no less for one lane (RFC 9106 §3.1). */
const memoryCostMin = 8

/** Whether a hash has the parameters of today. One that has not is made anew when its password is next given at a sign-in. */
export function isOfToday(stored: string): boolean {
  const parameters = parseOptions(stored)
  return (Object.keys(today) as (keyof typeof today)[]).every((name) => parameters[name] === today[name])
}

/** The same characters typed on another keyboard are the same password (NIST SP 800-63B-4 §3.1.1.2, NFKC). */
function normalise(password: string): string {
  return password.normalize('NFKC')
}
