// Signing in and out. Says never which half was wrong, answers unknown logins in the same time, makes others wait after
// failures but nobody for ever, and always begins a new session (OWASP Authentication and Session Management Cheat Sheets).
import type { Act, RunAct } from '#base/act'
import type { Ground } from '#base/context'
import { sha256 } from '#base/crypto'
import { anonymous } from '#base/http'
import { refusal } from '#base/problem'
import { readLogin } from './account.ts'
import { accountLock } from './acts.ts'
import { claim, signInKeys, tooManySignIns } from './attempts.ts'
import { beginRemembered, forgetCallers } from './callers.ts'
import type { CodeChannel } from './code.ts'
import type { SecondWay } from './factor.ts'
import { limits } from './limits.ts'
import { accountMerged } from './merging.ts'
import { hashPassword, isOfToday, isPassword } from './password.ts'
import { relayEnded, relayLocks, type Relay } from './relay.ts'
import { replaceHash, selectPassword } from './store-accounts.ts'
import type { AttemptKeys } from './store-attempts.ts'
import { forgiveSecondFailures } from './store-freezings.ts'
import { selectKept } from './store-mergings.ts'
import { selectRelayEnded } from './store-relays.ts'
import { deleteSession, deleteSessionOf, insertSession } from './store-sessions.ts'
import { selectForSignIn, type SignInRow } from './store-sign-in.ts'
import { giveTicket } from './ticket.ts'

export const signInRefused = refusal({
  code: 'people.sign-in-refused', status: 401,
  zh: '登录名或密码不正确。', en: 'The login or the password is wrong.',
  nextZh: '请检查后重试；注意大小写和输入法。', nextEn: 'Check both and try again; mind capitals and the keyboard layout.',
})

export const accountFrozen = refusal({
  code: 'people.account-frozen', status: 403,
  zh: '您的账号已被冻结。', en: 'Your account is frozen.',
  nextZh: '您本人或系统冻结的，可用密码和恢复码自行解冻；其他情况请联系本单位管理员，或带身份证件到政务服务大厅。', nextEn: 'If you or the rule froze it, let yourself in again by password and recovery code; otherwise ask your administrator, or at a service hall.',
})

export const noDemonstration = refusal({
  code: 'people.no-demonstration', status: 404,
  zh: '本系统没有开启演示。', en: 'This installation is not for demonstration.',
  nextZh: '请用自己的账号登录。', nextEn: 'Sign in with your own account.',
})

export const noSuchDemonstration = refusal({
  code: 'people.no-such-demonstration', status: 404,
  zh: '没有这个演示账号。', en: 'There is no such demonstration account.',
  nextZh: '请从演示账号列表中选择。', nextEn: 'Choose one from the list of demonstration accounts.',
})

/** What failures are recorded about: never an account, so that the ledger cannot tell which logins exist. */
export const failureSubject = '00000000-0000-7000-8000-000000000001'

export interface Arrival {
  address: string
  /** The token the browser brought, which ends when a new session begins. */
  broughtToken?: string | undefined
}

/** Where signing in stands: the token of a session, or a step that waits for a second proof. */
export type Entered = { token: string } | { ticket: string; account: string }

/** Signs in by password; where the account has a second factor, the way stays open for it. Throws a refusal. */
export async function signIn(ground: Ground, input: { login: string; password: string } & Arrival): Promise<Entered> {
  const counted = signInKeys(ground, readLogin(input.login), input.address)
  const row = await claim(ground, counted, tooManySignIns)
  const matches = await isPassword(row?.password, input.password)
  const lapsed = !ground.demonstration && row?.givenUntil && Temporal.Instant.compare(row.givenUntil, ground.clock.now()) <= 0
  if (!row || !matches || lapsed || (row.demonstration && !ground.demonstration)) return fail(ground.runAct, 'credentials')
  if (row.frozen) return failShut(ground, row.id)
  const password = await hashOfToday(ground, row, input.password)
  // The attempt stays counted until the second proof has come too: a known password gives no free guesses at codes.
  if (row.second) return { ticket: await giveTicket(ground.sql, ground.random, { purpose: 'second', account: row.id, endsAt: ground.clock.now().add({ seconds: limits.ticketSeconds }) }), account: row.id }
  return { token: await begin(ground, { ...row, password }, { way: 'password', strength: 1, counted }, input) }
}

/**
 * The hash under which whoever gave the right password goes on: one of today's parameters, made anew where the stored one had others. No act, since
 * the password stays what it was.
 */
async function hashOfToday(ground: Ground, row: SignInRow, password: string): Promise<string | null> {
  if (row.password === null || isOfToday(row.password)) return row.password
  const made = await hashPassword(password, ground.random)
  if (await replaceHash(ground.sql, row.id, row.password, made)) return made
  // Another sign-in was first with it, or the password was changed meanwhile: then the one checked above begins nothing.
  const stored = await selectPassword(ground.sql, row.id)
  return (await isPassword(stored, password)) ? stored : row.password
}

/**
 * Signs in whom a platform above knows as the holder of an account; where the account has a second factor here, the way stays open for it. Never a civil
 * servant. `provedAt`: when he proved himself there, since being sent on is no proof. Throws `people.relay-ended` where he signed out there meanwhile.
 */
export async function signInRelayed(ground: Ground, account: string, { relay, provedAt }: { relay: Relay; provedAt: Temporal.Instant }, arrival: Arrival): Promise<Entered> {
  const row = await selectForSignIn(ground.sql, { id: account })
  if (!row || row.kind === 'staff') return fail(ground.runAct, 'credentials')
  if (row.frozen) return fail(ground.runAct, 'frozen')
  if (row.second) return { ticket: await giveTicket(ground.sql, ground.random, { purpose: 'second', account: row.id, relay, endsAt: ground.clock.now().add({ seconds: limits.ticketSeconds }) }), account: row.id }
  return { token: await begin(ground, row, { way: 'relay', strength: 1, relay, from: () => Promise.resolve({ strength: 1, provedAt, endsAt: ground.clock.now().add({ seconds: limits.sessionSecondsMax }), actingFor: null, relay }) }, arrival) }
}

/** Signs in as a demonstration account with one tap. */
export async function signInForDemonstration(ground: Ground, input: { login: string } & Arrival): Promise<Entered> {
  if (!ground.demonstration) throw noDemonstration()
  const row = await selectForSignIn(ground.sql, { login: readLogin(input.login) })
  if (!row?.demonstration) throw noSuchDemonstration({ login: input.login })
  if (row.frozen) throw accountFrozen()
  return { token: await begin(ground, row, { way: 'demonstration', strength: 1 }, input) }
}

/** Whoever knows the password of an account that was merged is told which one to sign in with; nobody else learns that. */
async function failShut(ground: Ground, account: string): Promise<never> {
  const into = await selectKept(ground.sql, account)
  if (into === undefined) return fail(ground.runAct, 'frozen')
  await noteFailure(ground.runAct, 'merged')
  throw accountMerged({ login: (await selectForSignIn(ground.sql, { id: into }))?.login })
}

async function fail(runAct: RunAct, reason: 'credentials' | 'frozen'): Promise<never> {
  await noteFailure(runAct, reason)
  throw reason === 'frozen' ? accountFrozen() : signInRefused()
}

/** Notes in the ledger that somebody did not get in, and not who. */
export async function noteFailure(runAct: RunAct, reason: 'credentials' | 'frozen' | 'code' | 'merged' | 'certificate'): Promise<void> {
  await runAct({ actor: { id: anonymous, kind: 'system' }, locks: [] }, async (act) => {
    act.record('people.sign-in-failed', { subject: failureSubject, facts: { reason } })
  })
}

/** By which way a session begins, how much it proves, and what is used up by it (it throws where somebody was first). */
export interface Proof {
  way: 'password' | 'demonstration' | 'passkey' | 'phone' | 'relay' | `${CodeChannel}-code` | SecondWay
  strength: 1 | 2
  spend?: (act: Act) => Promise<void>
  /** What was counted against him on the way in; reckoned anew where it is not given. */
  counted?: AttemptKeys
  /** Of a session that comes out of another: what that one has, in place of `strength`; it uses up what led here. */
  from?: (act: Act) => Promise<Standing>
  /** By what a platform above began it. */
  relay?: Relay | null
}

/** What a session begins with where it comes out of another: when that was proved, how long it lasts, for whom it acts. */
export interface Standing {
  strength: 1 | 2
  provedAt: Temporal.Instant
  endsAt: Temporal.Instant
  actingFor: string | null
  relay: Relay | null
}

/** Begins a session and answers its token. */
export async function begin(ground: Ground, row: SignInRow, { way, strength: proved, spend, counted, from: standing, relay: told = null }: Proof, arrival: Arrival): Promise<string> {
  // Where a telephone or a platform above let somebody in is not a place that its holder is known at.
  const keys = way === 'demonstration' || way === 'phone' || way === 'relay' ? undefined : (counted ?? signInKeys(ground, row.login, arrival.address))
  const token = Buffer.from(ground.random.bytes(32)).toString('base64url')
  const options = { actor: { id: row.id, kind: row.kind }, locks: [accountLock(row.id), ...(told ? relayLocks(told) : [])], comesOrGoes: true }
  const { ended } = await beginRemembered(ground, token, () => ground.runAct(options, async (act) => {
    if (told && (await selectRelayEnded(act.tx, told))) throw relayEnded()
    await spend?.(act)
    const from = await standing?.(act)
    const strength = from?.strength ?? proved
    const relay = from ? from.relay : told
    const session = { tokenDigest: sha256(token), id: act.newId(), account: row.id, password: row.password, way, strength, now: act.now, from, known: keys, relay }
    const begun = await insertSession(act.tx, session)
    if (!begun) throw signInRefused()
    const before = arrival.broughtToken ? await deleteSessionOf(act.tx, sha256(arrival.broughtToken)) : undefined
    if (strength === 2) await forgiveSecondFailures(act.tx, row.id)
    if (before) act.record('people.signed-out', { subject: before.account, facts: { session: before.id } })
    act.record('people.signed-in', { subject: row.id, facts: { way, strength, session: session.id, ...(relay ? { source: relay.source, ticket: relay.ticket } : {}) } })
    return { row: begun, now: act.now, ended: before?.account }
  }))
  // A session that begins changes nothing of those that are remembered.
  if (ended !== undefined) forgetCallers(ground, ended)
  return token
}

/** Ends the caller's session. */
export async function signOut(ground: Ground, caller: { id: string; kind: 'natural' | 'legal' | 'staff'; session: string }): Promise<void> {
  await ground.runAct({ actor: { id: caller.id, kind: caller.kind }, locks: [accountLock(caller.id)], comesOrGoes: true }, async (act) => {
    await deleteSession(act.tx, caller.session)
    act.record('people.signed-out', { subject: caller.id, facts: { session: caller.session } })
  })
  forgetCallers(ground, caller.id)
}
