// The verbs of one-time codes: asking for one, coming in by one alone, which addresses get them. Who is not here, or gets no codes, is answered
// and worked for as everybody else; only that nothing is sent. The ledger learns of an asked code its channel, and never whose it is.
import type { Act } from '#base/act'
import type { Ground } from '#base/context'
import { sha256, type Keys } from '#base/crypto'
import { anonymous, type Caller } from '#base/http'
import { readLogin } from './account.ts'
import { accountLock } from './acts.ts'
import { makeRecoveryCodes, mayAdd, noteRemoved } from './acts-factors.ts'
import { claim, codeKeys, tooManyCodes } from './attempts.ts'
import { addressNamesAnother, codeOf, codeRefused, codeWayKnown, digestsOfAddress, isRightCode, noCodeSender, readNamedAddress, staffCodeWay, type CodeChannel, type CodePurpose, type SentCode } from './code.ts'
import { factorNotFound, mustHaveProved, ticketEnded, type Factor } from './factor.ts'
import { limits } from './limits.ts'
import { accountFrozen, begin, noteFailure, type Arrival, type Entered } from './sign-in.ts'
import { forgiveAttempt, type AttemptKeys } from './store-attempts.ts'
import { deleteCodeWay, hasCodeWay, insertCode, insertCodeWay, isAddressTaken, selectCode, selectCodeWay, selectWaysIn, takeCode, tryCode } from './store-codes.ts'
import { hasFactor, selectFactors, useFactor } from './store-factors.ts'
import { selectForSignIn } from './store-sign-in.ts'
import { giveTicket } from './ticket.ts'

/** How a code comes to be: for which step, to whom, by which counts it is asked for. */
interface Asking {
  purpose: CodePurpose
  /** Digest of what asked for it: the token of a step, or a session. */
  askedBy: Uint8Array
  channel: CodeChannel
  keys: AttemptKeys
  to: { account: string; factor: string } | undefined
}

/** Whether messages leave this way here at all. */
export const sendsCodes = ({ relays }: Ground, channel: CodeChannel): boolean => (channel === 'sms' ? relays.sms : relays.smtp) !== undefined

/** Puts a code out. Answers when it ends. */
export async function askCode(ground: Ground, { purpose, askedBy, channel, keys, to }: Asking): Promise<Temporal.Instant> {
  if (!sendsCodes(ground, channel)) throw noCodeSender({ channel })
  await claim(ground, keys, tooManyCodes)
  return ground.runAct({ actor: { id: anonymous, kind: 'system' }, locks: [] }, async (act) => {
    const id = act.newId()
    const endsAt = act.now.add({ seconds: limits.codeSeconds })
    await insertCode(act.tx, {
      id, askedBy, purpose, channel, account: to?.account ?? null, factor: to?.factor ?? null,
      salt: act.random.bytes(16), key: ground.keys.secret('secrets').kid, counted: [keys.pair, keys.anywhere].map(({ key }) => Buffer.from(key)), endsAt: endsAt.toString(),
    })
    act.record('people.code-asked', { subject: id, facts: { channel, purpose } })
    return endsAt
  })
}

/** Asks for a code to sign in by, for a login or an address that stands for one. Answers the step that it belongs to, whoever that is. */
export async function askToSignIn(ground: Ground, { login: typed, channel, address }: { login: string; channel: CodeChannel; address: string }): Promise<{ ticket: string; endsAt: Temporal.Instant }> {
  const named = readNamedAddress(typed) ?? readLogin(typed)
  const to = await selectCodeWay(ground.sql, { login: named, ...digestsOfAddress(ground.keys, named), channel, demonstration: ground.demonstration })
  const ticket = Buffer.from(ground.random.bytes(32)).toString('base64url')
  const keys = codeKeys(ground, named, to?.login ?? named, address)
  return { ticket, endsAt: await askCode(ground, { purpose: 'sign-in', askedBy: sha256(ticket), channel, keys, to: to && { account: to.account, factor: to.factor } }) }
}

/** By what a code of a session is found again. */
export const askedBySession = (session: string): Buffer => sha256(`session ${session}`)

/** Asks for a code to an address of an account, for the second step of signing in or to prove a session once more. Answers which address that is. */
export async function askOwn(ground: Ground, { account, channel, purpose, askedBy, address }: { account: string | null; channel: CodeChannel; purpose: 'second' | 'proof'; askedBy: Uint8Array; address: string }): Promise<{ endsAt: Temporal.Instant; sentTo: string }> {
  const row = account === null ? undefined : await selectForSignIn(ground.sql, { id: account })
  const way = row && codeWaysOf(await selectFactors(ground.sql, row.id), purpose).find(({ kind }) => kind === channel)
  if (!row || !way) throw factorNotFound()
  const endsAt = await askCode(ground, { purpose, askedBy, channel, keys: codeKeys(ground, row.login, row.login, address), to: { account: row.id, factor: way.id } })
  return { endsAt, sentTo: way.name }
}

/** Which addresses of an account get codes for a step: those that stand beside a password, and in a session those that sign in alone where no second proof is asked for. */
export function codeWaysOf(factors: readonly Factor[], purpose: 'second' | 'proof'): Factor[] {
  const isAlone = purpose === 'proof' && !factors.some(({ alone, confirmedAt }) => !alone && confirmedAt !== null)
  return factors.filter(({ kind, alone }) => (kind === 'sms' || kind === 'email') && alone === isAlone)
}

/** Signs in by a code alone: one factor, whatever else is known of the account. Where it has a second one, the way stays open for that. */
export async function signInByCode(ground: Ground, { ticket, code, ...arrival }: { ticket: string; code: string } & Arrival): Promise<Entered> {
  const now = ground.clock.now()
  const sent = await tryCode(ground.sql, sha256(ticket), 'sign-in', now)
  if (!sent) throw ticketEnded()
  const isRight = isRightCode(ground.keys, sent, code)
  const row = isRight && sent.account !== null ? await selectForSignIn(ground.sql, { id: sent.account }) : undefined
  if (!row || sent.factor === null) {
    await noteFailure(ground.runAct, 'code')
    throw codeRefused({}, [{ path: '/code', code: 'code', zh: '验证码不对', en: 'The code is wrong' }])
  }
  if (row.frozen) throw accountFrozen()
  const spend = spendCode(ground, sent, sent.factor, arrival.address)
  if (!row.second) return { token: await begin(ground, row, { way: `${sent.channel}-code`, strength: 1, spend }, arrival) }
  if (!(await takeCode(ground.sql, sent.id, now))) throw ticketEnded()
  return { ticket: await giveTicket(ground.sql, ground.random, { purpose: 'second', account: row.id, challenge: 'code', endsAt: now.add({ seconds: limits.ticketSeconds }) }), account: row.id }
}

/** What uses a right code up: whoever comes second finds none. */
export function spendCode(ground: Ground, sent: SentCode, factor: string, address: string): (act: Act) => Promise<void> {
  return async (act) => {
    if (!(await takeCode(act.tx, sent.id, act.now))) throw ticketEnded()
    const [pair, anywhere] = sent.counted
    if (pair && anywhere) await forgiveAttempt(act.tx, { pair: { key: pair }, anywhere: { key: anywhere }, around: codeKeys(ground, '', '', address).around })
    await useFactor(act.tx, factor, 0, act.now)
  }
}

/** Where a code that is open goes: to an account’s address, as it was confirmed at a moment; undefined where it goes nowhere. */
export async function findSentCode(ground: Ground, id: string): Promise<{ channel: CodeChannel; code: string; account: string; addressAt: Temporal.Instant } | undefined> {
  const sent = await selectCode(ground.sql, id, ground.clock.now())
  const code = sent && codeOf(ground.keys, sent)
  if (!sent || code === undefined) return undefined
  return sent.account !== null && sent.addressAt !== null ? { channel: sent.channel, code, account: sent.account, addressAt: sent.addressAt } : undefined
}

export interface NewCodeWay {
  account: string
  channel: CodeChannel
  /** Confirmed by its holder at a moment. */
  address: string
  addressAt: Temporal.Instant
  /** How it is shown. */
  name: string
  alone: boolean
}

/** From now on this address gets codes. The first second factor brings recovery codes. Needs the account's lock. */
export async function addCodeWay(act: Act, keys: Keys, { account, channel, address, addressAt, name, alone }: NewCodeWay): Promise<string[]> {
  await mayAdd(act, account)
  const { staff, strong } = await selectWaysIn(act.tx, account)
  if (staff && (alone || channel !== 'sms' || !strong)) throw staffCodeWay()
  if (await hasCodeWay(act.tx, account, channel)) throw codeWayKnown({ channel })
  const { digests, kid } = digestsOfAddress(keys, address)
  if (alone && (await isAddressTaken(act.tx, digests))) throw addressNamesAnother({ channel })
  const isFirst = !alone && !(await hasFactor(act.tx, account))
  const id = act.newId()
  if (!(await insertCodeWay(act.tx, { id, account, kind: channel, name, alone, addressAt, addressDigest: digests[0], addressDigestKey: kid, now: act.now }))) throw addressNamesAnother({ channel })
  act.record('people.factor-added', { subject: account, facts: { factor: id, kind: channel, alone } })
  return isFirst ? makeRecoveryCodes(act, keys, account) : []
}

/** As `addCodeWay`, for a caller who has proved just now that it is he. */
export async function addOwnCodeWay(ground: Ground, caller: Caller, way: Omit<NewCodeWay, 'account'>): Promise<string[]> {
  mustHaveProved(caller, ground.clock.now(), limits.proofSeconds)
  return ground.runAct({ actor: { id: caller.id, kind: caller.kind }, locks: [accountLock(caller.id)] }, (act) => addCodeWay(act, ground.keys, { ...way, account: caller.id }))
}

/** An address gets codes no longer, because it is another from now on or was taken back. Answers nothing where it got none. Needs the account's lock. */
export async function endCodeWay(act: Act, account: string, channel: CodeChannel): Promise<void> {
  const id = await deleteCodeWay(act.tx, account, channel)
  if (id !== undefined) await noteRemoved(act, account, id, channel)
}

/** Refuses to touch an address that gets codes where the last proof lies too long ago. */
export async function mayTouchAddress(ground: Ground, caller: Caller, channel: CodeChannel): Promise<void> {
  if (await hasCodeWay(ground.sql, caller.id, channel)) mustHaveProved(caller, ground.clock.now(), limits.proofSeconds)
}
