// What is done to accounts and posts: opened, given a new password, granted a post, post ended.
// The ledger learns kinds, roles and codes; names, logins and numbers never.
import type { Act } from '#base/act'
import { dateInChina } from '#base/time'
import { getRole, mayHold } from '#core/access'
import { findOrganisation, getOrganisation } from '#core/organisations'
import type { Keys } from '#base/crypto'
import {
  accountNotFound, endOf, loginTaken, ownAccount, postHeld, postNotFound, readLogin, readName, secondPersonNeeded, staffOnly,
  type Account, type HeldPost, type NewAccount,
} from './account.ts'
import { mayOpenAlone } from './consent.ts'
import { mayBeHours, type Hours } from './hours.ts'
import { mayBeIn } from './section.ts'
import { readDocument, seal, sealDocument } from './documents.ts'
import { mustBeUnmerged } from './search.ts'
import { limits } from './limits.ts'
import { hashPassword, isPassword, standsAlone, weakPassword, wrongPassword } from './password.ts'
import { insertAccount, insertLegal, insertNatural, insertStaff, isTakenByLooks, selectAccount, selectPassword, updatePassword } from './store-accounts.ts'
import { hasFactor } from './store-factors.ts'
import { endPost, insertPost, selectPosts } from './store-posts.ts'
import { deleteSessions } from './store-sessions.ts'

/** The lock under which an account changes. */
export const accountLock = (id: string): string => `account:${id}`

/**
 * Opens an account and answers its id. Throws `people.login-taken`, `people.bad-document`, `people.number-merged`, `organisations.not-found`.
 * The password comes hashed, because hashing takes longer than a transaction should.
 */
export async function addAccount(act: Act, keys: Keys, input: NewAccount): Promise<string> {
  const id = act.newId()
  const login = readLogin(input.login)
  const salt = act.random.bytes(16)
  const number = numberOf(input)
  const givenUntil = input.isPasswordGiven ? act.now.add({ hours: limits.givenPasswordHours }) : null
  const row = { id, login, kind: input.kind, password: input.passwordHash ?? null, givenUntil, salt, createdAt: act.now }
  if (!(await insertAccount(act.tx, row))) throw loginTaken({ login })
  await addProfile(act, keys, id, input, number)
  act.record('people.added', {
    subject: id,
    facts: { kind: input.kind, organisation: input.kind === 'staff' ? input.organisation : null, assuranceLevel: input.kind === 'staff' ? null : input.statedLevel },
    proves: { salt, content: { login, name: readName(input.name), number: number ?? null } },
  })
  return id
}

/** Opens an account under a login that somebody chose: none that looks like another's, and no child under fourteen. Needs the login's lock. Throws as `addAccount`, `people.too-young`. */
export async function addChosenAccount(act: Act, keys: Keys, input: NewAccount): Promise<string> {
  // By the number as it is kept: a blank in it must not hide the birthday.
  if (input.kind === 'natural') mayOpenAlone({ idKind: input.idKind, idNumber: numberOf(input) }, act.now)
  if (await isTakenByLooks(act.tx, input.login)) throw loginTaken({ login: readLogin(input.login) })
  return addAccount(act, keys, input)
}

function numberOf(input: NewAccount): string | undefined {
  if (input.kind === 'legal') return readDocument('legal', 'uscc', input.uscc)
  if (input.kind === 'natural' && input.idKind !== undefined) return readDocument('natural', input.idKind, input.idNumber ?? '')
  return undefined
}

async function addProfile(act: Act, keys: Keys, id: string, input: NewAccount, number: string | undefined): Promise<void> {
  const profile = { id, name: readName(input.name), nameEn: input.nameEn ?? null, phoneSealed: input.phone ? seal(keys, id, 'phone', input.phone, act.random) : null }
  if (input.kind === 'staff') {
    await getOrganisation(act.tx, input.organisation)
    return insertStaff(act.tx, { ...profile, organisation: input.organisation })
  }
  const idKind = input.kind === 'legal' ? 'uscc' : (input.idKind ?? null)
  if (number !== undefined && idKind !== null) await mustBeUnmerged(act.tx, keys, idKind, number)
  const document = number === undefined ? undefined : sealDocument(keys, id, number, act.random)
  const known = {
    ...profile, idSealed: document?.sealed ?? null, idDigest: document?.digest ?? null, idDigestKey: document?.digestKey ?? null,
    idKind, statedLevel: input.statedLevel,
  }
  return input.kind === 'legal' ? insertLegal(act.tx, { ...known, representative: input.representative ?? null }) : insertNatural(act.tx, known)
}

export interface NewPost {
  account: string
  role: string
  organisation: string
  /** The team or window of it; absent: the whole body. */
  section?: string
  /** The last day on which it is held; absent: until it is ended. */
  until?: Temporal.PlainDate
  /** When it holds within a day; absent: at all times. */
  hours?: Hours
}

/** Refuses a post that cannot be granted: three officers stay three people; nobody grants to himself. */
export async function mayGrant(act: Act, input: NewPost): Promise<void> {
  if (act.actor.id === input.account) throw ownAccount()
  await mayServe(act, input.account)
  const held = await selectPosts(act.tx, [input.account], act.now)
  mayHold(input.role, held.map((post) => post.role))
  if (held.some((post) => post.role === input.role && post.organisation === input.organisation && post.section === (input.section ?? null))) throw postHeld()
  await getOrganisation(act.tx, input.organisation)
  const { section } = input
  if (section !== undefined) mayBeIn(await findOrganisation(act.tx, section), { ...input, section })
  if (input.until) endOf(input.until, dateInChina(act.now))
  if (input.hours) mayBeHours(input.hours)
}

/** Grants a post. Needs the account's lock. */
export async function grantPost(act: Act, input: NewPost): Promise<HeldPost> {
  await mayGrant(act, input)
  const post: HeldPost = { id: act.newId(), role: input.role, organisation: input.organisation, section: input.section ?? null, from: act.now, to: input.until ? endOf(input.until, dateInChina(act.now)) : null, hours: input.hours ?? null }
  await insertPost(act.tx, { ...post, account: input.account })
  act.record('people.post-granted', { subject: input.account, facts: { post: post.id, role: post.role, organisation: post.organisation, ...(post.section === null ? {} : { section: post.section }), to: post.to?.toString() ?? null, ...(post.hours ? { hours: { ...post.hours } } : {}) } })
  return post
}

async function mayServe(act: Act, id: string): Promise<void> {
  const account: Account | undefined = await selectAccount(act.tx, id)
  if (!account) throw accountNotFound()
  if (account.kind !== 'staff') throw staffOnly()
}

/** Ends a post now. */
export async function endPostOf(act: Act, account: string, post: string): Promise<void> {
  if (act.actor.id === account) throw ownAccount()
  const ended = await endPost(act.tx, account, post, act.now)
  if (!ended) throw postNotFound()
  act.record('people.post-ended', { subject: account, facts: { post, ...ended } })
}

/** The posts of an officer that an account holds. */
export async function officerPosts(act: Act, account: string): Promise<HeldPost[]> {
  return (await selectPosts(act.tx, [account], act.now)).filter((post) => getRole(post.role).officer)
}

/** What one officer does alone: to everybody's posts but those of officers. */
export const alone = {
  grantPost: async (act: Act, input: NewPost): Promise<HeldPost> => {
    await mayGrant(act, input)
    if (getRole(input.role).officer) throw secondPersonNeeded({ role: input.role })
    return grantPost(act, input)
  },
  endPost: async (act: Act, account: string, post: string): Promise<void> => {
    if ((await officerPosts(act, account)).some((held) => held.id === post)) throw secondPersonNeeded()
    await endPostOf(act, account, post)
  },
}

/** Gives the account a new password and ends its other sessions. Throws `people.wrong-password`. */
export async function changePassword(act: Act, input: { account: string; session: string; current: string; next: string }): Promise<void> {
  // Checked inside the act, so that a retry under the same key gets the stored answer and not "wrong password".
  if (!(await isPassword(await selectPassword(act.tx, input.account), input.current))) throw wrongPassword()
  if (input.next === input.current) throw weakPassword({}, [{ path: '/next', code: 'same', zh: '与当前密码相同', en: 'This is the password you have' }])
  // Asked here as well: the second factor may have gone since the length was judged.
  const alone = standsAlone(input.next)
  if (!alone && !(await hasFactor(act.tx, input.account))) throw weakPassword({}, [{ path: '/next', code: 'too-short', zh: `至少 ${limits.passwordLengthMin} 个字`, en: `At least ${limits.passwordLengthMin} characters` }])
  await updatePassword(act.tx, input.account, await hashPassword(input.next, act.random), alone)
  const ended = await deleteSessions(act.tx, input.account, input.session)
  act.record('people.password-changed', { subject: input.account, facts: { sessionsEnded: ended } })
}
