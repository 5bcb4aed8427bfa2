// What follows when a session of ours is over, or when its holder acts for another no more: whoever was told of it is told of its end (OpenID Connect Back-Channel Logout 1.0).
import type { Entry, Follower } from '#base/act'
import type { Beat, Ground, JobHandlers } from '#base/context'
import { systemActor } from '#core/cases'
import { ownSessions, sessionsGoingOn } from '#core/people'
import { consentLock, endSignIns, renewKnown } from './acts.ts'
import type { Scope } from './client.ts'
import { providerOf } from './provider.ts'
import { listConsents, listSessions } from './store.ts'
import { deleteEnded } from './store-records.ts'

const sessionsMax = 500

/** Follows the ends of sessions, and tells systems of them. */
export function clientFollower(ground: Ground): Follower {
  const look = (entry: Entry) => endOver(ground, entry.subject)
  return {
    name: 'clients', owner: 'system-admin',
    on: {
      'people.signed-out': look, 'people.password-changed': look, 'people.frozen': look, 'people.merged': look,
      // Systems were told of the ward, or of the company, in a session whose holder acts for it no more.
      'people.guardianship-ended': (entry) => endActed(ground, entry.subject, entry.facts.guardian), 'people.representative-changed': (entry) => endActed(ground, entry.subject, entry.facts.former), 'people.representative-left': (entry) => endActed(ground, entry.subject, entry.facts.former),
      'people.profile-corrected': (entry) => tellCorrected(ground, entry),
      'clients.signed-out': (entry) => ground.addJob('clients.tell-signed-out', { account: entry.subject, code: String(entry.facts.code), sid: String(entry.facts.sid) }, { key: `clients:${entry.id}` }),
    },
  }
}

export function clientBeats(ground: Ground): Beat[] {
  return [
    // A session that nobody ended has no entry.
    { name: 'clients.sessions', everySeconds: 60, run: () => endOver(ground, null) },
    { name: 'clients.tidy', everySeconds: 3600, run: () => deleteEnded(ground.sql, ground.clock.now()) },
  ]
}

export function clientJobs(ground: Ground): JobHandlers {
  return { 'clients.tell-signed-out': ({ account, code, sid }) => tellSignedOut(ground, String(account), String(code), String(sid)) }
}

/** Ends what was told of sessions that are over: of one account, or of all. */
async function endOver(ground: Ground, account: string | null): Promise<void> {
  for (let after: string | null = null; ; ) {
    const sessions: string[] = await listSessions(ground.sql, account, after, sessionsMax)
    const goingOn = await sessionsGoingOn(ground.sql, sessions, ground.clock.now())
    for (const session of sessions) if (!goingOn.has(session)) await ground.runAct({ actor: systemActor, locks: [`clients:session:${session}`] }, (act) => endSignIns(act, session))
    after = sessions.at(-1) ?? null
    if (sessions.length < sessionsMax) return
  }
}

/** Ends what was told of an account in sessions of somebody who acted for it, and everything else that was told of these sessions. */
async function endActed(ground: Ground, account: string, hand: unknown): Promise<void> {
  if (typeof hand !== 'string') return
  const own = new Set((await ownSessions(ground.sql, hand, ground.clock.now())).map(({ id }) => id))
  for (const session of await listSessions(ground.sql, account, null, sessionsMax)) if (own.has(session)) await ground.runAct({ actor: systemActor, locks: [`clients:session:${session}`] }, (act) => endSignIns(act, session))
}

/** Which of the data that systems are told a field of a profile is. */
const scopeOf: Readonly<Record<string, Scope>> = { name: 'profile', phone: 'phone', 'id-number': 'identity' }

/** Whoever was told a value that has been corrected (个人信息保护法 46) learns it anew: what the system holds is void, and it is told that the session ended. */
async function tellCorrected(ground: Ground, { id, subject: account, facts }: Entry): Promise<void> {
  const scope = scopeOf[String(facts.field)]
  if (!scope) return
  for (const { code, scopes } of await listConsents(ground.sql, account)) {
    if (!scopes.includes(scope)) continue
    await ground.runAct({ actor: systemActor, locks: [consentLock(account, code)], key: { key: `${id}:${code}`, request: scope } }, async (act) => (await renewKnown(act, account, code, scope), null))
  }
}

/** One call to one system. What it does not take, it is told again later by the queue, ever more slowly. */
async function tellSignedOut(ground: Ground, account: string, code: string, sid: string): Promise<void> {
  // The library's types leave out the one call that tells a client.
  const client = await (await providerOf(ground)).Client.find(code)
  if (!client?.backchannelLogoutUri) return
  try {
    await (client as typeof client & { backchannelLogout(account: string, sid: string): Promise<void> }).backchannelLogout(account, sid)
  } catch {
    // Neither the address nor what it answered belongs in the queue's log.
    throw new Error(`the system ${code} was not told that a session ended`)
  }
}
