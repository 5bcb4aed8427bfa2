// The second proof: of signing in, and of a session that must be proved once more. One code, one key, one recovery code works once.
import type { Act } from '#base/act'
import type { Ground } from '#base/context'
import { sha256 } from '#base/crypto'
import { signInNeeded, type Caller } from '#base/http'
import { isProblem } from '#base/problem'
import { accountLock } from './acts.ts'
import { proveByCertificate } from './acts-certificates.ts'
import { claimFor } from './attempts.ts'
import { askedBySession, codeWaysOf, spendCode } from './acts-codes.ts'
import { noteSecondFailure } from './acts-freezing.ts'
import type { Shown } from './certificate.ts'
import { isRightCode, readDigits } from './code.ts'
import { unseal } from './documents.ts'
import { digestsOfPaperCode, passkeyRefused, secondNeeded, secondRefused, secondWays, type Factor, type SecondWay } from './factor.ts'
import { forgetCallers } from './callers.ts'
import { limits } from './limits.ts'
import { credentialIn, readGiven, requestOptions } from './passkey.ts'
import { isPassword, wrongPassword } from './password.ts'
import { accountFrozen, begin, type Arrival, type Proof } from './sign-in.ts'
import { tryCode } from './store-codes.ts'
import { countRecoveryCodes, selectFactors, selectPasskey, takeRecoveryCode, useFactor } from './store-factors.ts'
import { proveSession } from './store-sessions.ts'
import { selectForSignIn, type SignInRow } from './store-sign-in.ts'
import { giveTicket, takeTicket, useTicket } from './ticket.ts'
import { stepOf } from './totp.ts'

/** What is given as a proof: a code that was typed, the answer of a passkey to a challenge, or a certificate that was shown. */
export type Given = { code: string } | { ticket: string; response: unknown } | { shown: Shown }

/** The ways by which an account may prove itself in the second place. */
export async function waysOf(ground: Ground, account: string): Promise<SecondWay[]> {
  const factors = (await selectFactors(ground.sql, account)).filter(isSecond)
  const kinds = new Set<SecondWay>(factors.map(({ kind }) => kind))
  if (!ground.relays.certificates) kinds.delete('certificate')
  if ((await countRecoveryCodes(ground.sql, account)) > 0) kinds.add('recovery-code')
  return secondWays.filter((way) => kinds.has(way))
}

export const isConfirmed = ({ confirmedAt }: Factor) => confirmedAt !== null
const isSecond = (factor: Factor) => isConfirmed(factor) && !factor.alone

/** Options and ticket for a passkey: of an account, or of whoever has one for this address. */
export async function challengePasskey(ground: Ground, purpose: 'passkey-sign-in' | 'passkey-second', account: string | null): Promise<{ ticket: string; options: object }> {
  const known = account === null ? [] : (await selectFactors(ground.sql, account)).filter((one) => isConfirmed(one) && one.kind === 'passkey')
  const options = await requestOptions(ground, known)
  const ticket = await giveTicket(ground.sql, ground.random, { purpose, account, challenge: options.challenge, endsAt: ground.clock.now().add({ seconds: limits.ticketSeconds }) })
  return { ticket, options }
}

/** Whoever calls, where somebody is signed in. */
export function signedIn(caller: Caller | undefined): Caller {
  if (!caller) throw signInNeeded()
  return caller
}

/** Whose step a ticket of signing in is; asking counts as a try. */
export async function accountOfStep(ground: Ground, ticket: string): Promise<string | null> {
  return (await useTicket(ground.sql, ticket, 'second', ground.clock.now())).account
}

/** The second step of signing in. Answers the token of a session. A wrong code leaves the step open for another try. */
export async function signInSecond(ground: Ground, input: { ticket: string; given: Given } & Arrival): Promise<string> {
  const { account, challenge: first, relay } = await useTicket(ground.sql, input.ticket, 'second', ground.clock.now())
  const row = await mayEnter(ground, account)
  try {
    const given = await proofOf(ground, row.id, input.given, { purpose: 'second', askedBy: sha256(input.ticket), address: input.address })
    // Two things that one has are one kind of factor (NIST SP 800-63B-4 §2.2); a passkey, or a certificate that is unlocked, is two by itself.
    const proof: Proof = first === 'code' && !isTwo(ground, given.way) ? { ...given, strength: 1 } : given
    const spend = async (act: Act) => {
      await takeTicket(act.tx, input.ticket, 'second', act.now)
      await proof.spend?.(act)
    }
    // What opens the account here was shown, as at every other door: what is passed on is the account's own.
    return await begin(ground, row, { ...proof, spend, relay: relay && { ...relay, level: null } }, input)
  } catch (error) {
    await countWrong(ground, row.id, error)
    throw error
  }
}

const isTwo = (ground: Ground, way: Proof['way']): boolean => way === 'passkey' || (way === 'certificate' && ground.relays.certificates?.alone === true)

/** Signs in by a passkey alone: it is two factors, what one has and how one unlocked it. */
export async function signInByPasskey(ground: Ground, input: { ticket: string; response: unknown } & Arrival): Promise<string> {
  const { challenge } = await takeTicket(ground.sql, input.ticket, 'passkey-sign-in', ground.clock.now())
  const factor = await selectPasskey(ground.sql, credentialIn(input.response))
  if (!factor) throw passkeyRefused()
  const counter = await readGiven(ground, factor, input.response, challenge ?? '')
  const row = await mayEnter(ground, factor.account)
  return begin(ground, row, { way: 'passkey', strength: 2, spend: (act) => spendFactor(act, factor, counter) }, input)
}

/** A wrong answer counts; a step that ended, or that somebody else went on with, is none. */
async function countWrong(ground: Ground, account: string, error: unknown): Promise<void> {
  if (isProblem(error) && [secondRefused.kind.code, passkeyRefused.kind.code].includes(error.code)) await noteSecondFailure(ground, account)
}

async function mayEnter(ground: Ground, account: string | null): Promise<SignInRow> {
  const row = account === null ? undefined : await selectForSignIn(ground.sql, { id: account })
  if (!row || (row.demonstration && !ground.demonstration)) throw passkeyRefused()
  if (row.frozen) throw accountFrozen()
  return row
}

/** Proves a session once more: by password, or by what the account has besides. */
export async function proveAgain(ground: Ground, caller: { id: string; kind: 'natural' | 'legal' | 'staff'; login: string; session: string }, given: Given | { password: string }, address: string): Promise<void> {
  const forgive = await claimFor(ground, caller.login, address)
  try {
    const proof = 'password' in given ? await byPassword(ground, caller.id, given.password) : await proofOf(ground, caller.id, given, { purpose: 'proof', askedBy: askedBySession(caller.session), address })
    await ground.runAct({ actor: { id: caller.id, kind: caller.kind }, locks: [accountLock(caller.id)] }, async (act) => {
      await proof.spend?.(act)
      await proveSession(act.tx, caller.session, proof.strength, act.now)
      act.record('people.proved', { subject: caller.id, facts: { way: proof.way, session: caller.session } })
    })
  } catch (error) {
    await countWrong(ground, caller.id, error)
    throw error
  }
  await forgive()
  forgetCallers(ground, caller.id)
}

async function byPassword(ground: Ground, account: string, password: string): Promise<Proof> {
  const row = await selectForSignIn(ground.sql, { id: account })
  // Who has a second factor proves by that: whoever knows the password alone must not get further.
  if (row?.second) throw secondNeeded()
  if (!(await isPassword(row?.password, password))) throw wrongPassword()
  return { way: 'password', strength: 1 }
}

/** For which step a proof is given, by what its code was asked for, and from where. */
interface Step {
  purpose: 'second' | 'proof'
  askedBy: Uint8Array
  address: string
}

async function proofOf(ground: Ground, account: string, given: Given, step: Step): Promise<Proof> {
  const factors = (await selectFactors(ground.sql, account)).filter(isConfirmed)
  if ('shown' in given) return proveByCertificate(factors, given.shown)
  return 'code' in given ? byCode(ground, account, factors, given.code, step) : byPasskey(ground, account, factors, given)
}

async function byPasskey(ground: Ground, account: string, factors: readonly Factor[], { ticket, response }: { ticket: string; response: unknown }): Promise<Proof> {
  const { challenge, account: meant } = await takeTicket(ground.sql, ticket, 'passkey-second', ground.clock.now())
  const id = credentialIn(response)
  const factor = factors.find(({ credential }) => credential === id)
  if (!factor || meant !== account) throw passkeyRefused()
  const counter = await readGiven(ground, factor, response, challenge ?? '')
  return { way: 'passkey', strength: 2, spend: (act) => spendFactor(act, factor, counter) }
}

async function byCode(ground: Ground, account: string, factors: readonly Factor[], code: string, from: Step): Promise<Proof> {
  const now = ground.clock.now()
  for (const factor of factors) {
    const step = stepIn(ground, factor, code, now)
    if (step !== undefined) return { way: 'totp', strength: 2, spend: (act) => spendFactor(act, factor, step) }
  }
  const sent = await bySentCode(ground, account, factors, code, from)
  if (sent) return sent
  const digests = digestsOfPaperCode(ground.keys, account, code)
  return {
    way: 'recovery-code', strength: 2,
    spend: async (act) => {
      if (!(await takeRecoveryCode(act.tx, account, digests))) throw secondRefused()
      act.record('people.recovery-code-used', { subject: account })
    },
  }
}

/** What is proved by a code that was sent for this step. An address of mail is opened by a password: it makes no second factor, a telephone does. */
async function bySentCode(ground: Ground, account: string, factors: readonly Factor[], code: string, { purpose, askedBy, address }: Step): Promise<Proof | undefined> {
  if (!/^\d{6}$/.test(readDigits(code))) return undefined
  const sent = await tryCode(ground.sql, askedBy, purpose, ground.clock.now())
  const way = sent && codeWaysOf(factors, purpose).find(({ id }) => id === sent.factor)
  if (!way || sent.account !== account || !isRightCode(ground.keys, sent, code)) return undefined
  return { way: sent.channel, strength: !way.alone && sent.channel === 'sms' ? 2 : 1, spend: spendCode(ground, sent, way.id, address) }
}

/** The step of an authenticator whose code this is. */
export function stepIn(ground: Ground, factor: Factor, code: string, now: Temporal.Instant): number | undefined {
  const secret = unseal(ground.keys, factor.account, 'totp', factor.secretSealed)
  return secret === undefined ? undefined : stepOf(secret, code, now)
}

async function spendFactor(act: Act, factor: Factor, counter: number): Promise<void> {
  if (!(await useFactor(act.tx, factor.id, counter, act.now))) throw factor.kind === 'totp' ? secondRefused() : passkeyRefused()
}
