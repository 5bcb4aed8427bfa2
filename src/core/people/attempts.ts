// Counting what somebody tries: passwords, and codes that are sent for. Each kind has counts of its own, by the login, by where it comes from
// and by the network around, so that guesses run out and nobody is kept out by somebody else.
import type { Ground } from '#base/context'
import { keyedDigest } from '#base/crypto'
import { network } from '#base/http'
import { idMaker } from '#base/ids'
import { refusal } from '#base/problem'
import { limits } from './limits.ts'
import { claimAttempt, forgiveAttempt, type AttemptKeys } from './store-attempts.ts'
import type { SignInRow } from './store-sign-in.ts'

export const tooManySignIns = refusal({
  code: 'people.too-many-sign-ins', status: 429,
  zh: '登录失败次数过多，需要等一会儿。', en: 'Too many failures to sign in; please wait.',
  nextZh: '请在提示的秒数之后再试；在您平常登录的地方不受他人影响。', nextEn: 'Try again after the seconds named; where you usually sign in, others cannot delay you.',
})

export const tooManyCodes = refusal({
  code: 'people.too-many-codes', status: 429,
  zh: '获取验证码的次数过多，需要等一会儿。', en: 'Too many codes were asked for; please wait.',
  nextZh: '请在提示的秒数之后再试，或者换一种方式登录。', nextEn: 'Try again after the seconds named, or sign in another way.',
})

/** Counts of failures to sign in, for a login from an address. */
export const signInKeys = (ground: Ground, login: string, address: string): AttemptKeys => attemptKeys(ground, { space: 'people.attempt', login, named: login, address, at: limits.attempts })

/** Counts of codes asked for, by what was typed; `login` is whose that is, where somebody's. */
export const codeKeys = (ground: Ground, named: string, login: string, address: string): AttemptKeys => attemptKeys(ground, { space: 'people.code-attempt', login, named, address, at: limits.codeAttempts })

function attemptKeys(ground: Ground, { space, login, named, address, at }: { space: string; login: string; named: string; address: string; at: typeof limits.attempts | typeof limits.codeAttempts }): AttemptKeys {
  const { secret } = ground.keys.secret('secrets')
  const place = network(address)
  return {
    login,
    addressKey: keyedDigest(secret, 'people.attempt.address', place),
    pair: { key: keyedDigest(secret, `${space}.pair`, named, place), ...at.pair },
    anywhere: { key: keyedDigest(secret, `${space}.login`, named), ...at.login },
    around: [
      { key: keyedDigest(secret, `${space}.address`, place), ...at.address },
      { key: keyedDigest(secret, `${space}.network`, network(address, 'wide')), ...at.network },
    ],
  }
}

/** Counts an attempt; refuses it where it is too early. Answers the account of the login, where there is one: read in the same statement, found or not. */
export async function claim(ground: Ground, keys: AttemptKeys, tooMany: typeof tooManySignIns): Promise<SignInRow | undefined> {
  const now = ground.clock.now()
  const { seconds, account } = await claimAttempt(ground.sql, keys, idMaker(now, ground.random)(), now)
  if (seconds > 0) throw tooMany({ seconds })
  return account
}

/** Counts an attempt for a login from an address; refuses it where it is too early. Answers what forgives it. */
export async function claimFor(ground: Ground, login: string, address: string): Promise<() => Promise<void>> {
  const keys = signInKeys(ground, login, address)
  await claim(ground, keys, tooManySignIns)
  return () => forgiveAttempt(ground.sql, keys)
}
