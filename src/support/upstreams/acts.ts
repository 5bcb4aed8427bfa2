// The verbs: a platform is registered by two and ended by one; what it asserted of somebody is kept as a proof, and opens an account for whoever has none.
import type { Act } from '#base/act'
import type { Proposed } from '#base/context'
import type { Keys } from '#base/crypto'
import { addChosenAccount, findAccountByDocument, keepProof, proofsOf } from '#core/people'
import { deleteGoing, endRegistration, insertRegistration } from './store.ts'
import { goingOver, limits, notFound, type Content, type Told } from './upstream.ts'

export const upstreamLock = (code: string): string => `upstreams:${code}`
/** The lock under which an account is opened for whom a platform calls so. */
export const subjectLock = (code: string, subject: string): string => `upstreams:subject:${code}:${subject}`

/** Registers what one person asked for and another confirms, in place of what was in force under the code. */
export async function registerUpstream(act: Act, { id, content, askedBy, askedAt }: Proposed<Content>): Promise<void> {
  const replaces = (await endRegistration(act.tx, content.code, act.now)) ?? null
  await insertRegistration(act.tx, { id, content, askedBy, askedAt, decidedBy: act.actor.id, decidedAt: act.now })
  act.record('upstreams.registered', { subject: id, facts: { code: content.code, replaces } })
}

/** Ends a platform at once: nobody comes in through it any more. One person is enough to take away. */
export async function endUpstream(act: Act, code: string): Promise<void> {
  const id = await endRegistration(act.tx, code, act.now)
  if (id === undefined) throw notFound()
  act.record('upstreams.ended', { subject: id, facts: { code } })
}

/** Whether what a platform asserts has to be kept anew: it is another level, or the last time is a while ago. */
export async function isNews(tx: Act['tx'], account: string, code: string, level: number, now: Temporal.Instant): Promise<boolean> {
  const kept = (await proofsOf(tx, account)).find(({ source }) => source === code)
  return !kept || kept.level !== level || Temporal.Instant.compare(kept.at, now.subtract({ hours: limits.refreshDays * 24 })) < 0
}

/** Keeps what a platform asserts of an account, for as long as it is taken. Needs the account's lock. */
export async function keepAsserted(act: Act, account: string, code: string, { level, trace }: Told): Promise<void> {
  const until = act.now.toZonedDateTimeISO('Asia/Shanghai').add({ days: limits.proofDays }).toInstant()
  await keepProof(act, { account, source: code, level: level as 4 | 5, assertion: 'relayed', trace, score: null, until })
}

/** Opens an account for whom a platform knows and we do not, under a login that he chose. Throws `upstreams.over` where another was first. */
export async function openRelayed(act: Act, keys: Keys, going: { id: string; code: string; told: Told }, { login, passwordHash }: { login: string; passwordHash: string }): Promise<string> {
  if (!(await deleteGoing(act.tx, going.id))) throw goingOver()
  const { name, idKind, idNumber } = going.told
  if (await findAccountByDocument(act.tx, keys, idKind, idNumber, act.now)) throw goingOver()
  const account = await addChosenAccount(act, keys, { kind: 'natural', login, passwordHash, name, idKind, idNumber, statedLevel: 2 })
  await keepAsserted(act, account, going.code, going.told)
  act.record('upstreams.account-opened', { subject: account, facts: { code: going.code } })
  return account
}
