// The verbs: a system is proposed by one person and registered by another; a person consents, signs in, takes back, signs out.
import type { Act } from '#base/act'
import type { Proposed } from '#base/context'
import { mustBeUsable } from '#support/rights'
import { noConsent, notFound, type Content, type Registration, type Scope } from './client.ts'
import { deleteSignIns, endConsent, endRegistration, findInForce, insertRegistration, insertSignIn, replaceConsent, type SignIn } from './store.ts'
import { deleteHeld, deleteOfSession } from './store-records.ts'

export const registrationLock = (code: string): string => `clients:${code}`
export const consentLock = (account: string, code: string): string => `clients:consent:${account}:${code}`

/** Registers what one person proposed and another confirms; what was in force under the code ends, with everything it held: another purpose is another consent. */
export async function registerClient(act: Act, { id, content, askedBy, askedAt }: Proposed<Content>): Promise<void> {
  const before = await findInForce(act.tx, content.code)
  if (before) {
    await endRegistration(act.tx, before.id, 'replaced', act.actor.id, act.now, null)
    await deleteHeld(act.tx, content.code, null)
  }
  await insertRegistration(act.tx, { id, code: content.code, content, proposedBy: askedBy, proposedAt: askedAt, decidedBy: act.actor.id, decidedAt: act.now })
  act.record('clients.registered', { subject: id, facts: { code: content.code, replaces: before?.id ?? null } })
}

/** Ends a system at once: nobody signs in through it any more, and what it held is void. One person is enough to take away. */
export async function endClient(act: Act, code: string, reason: string): Promise<void> {
  const one = await findInForce(act.tx, code)
  if (!one || !(await endRegistration(act.tx, one.id, 'ended', act.actor.id, act.now, reason))) throw notFound()
  await deleteHeld(act.tx, code, null)
  act.record('clients.ended', { subject: one.id, facts: { code } })
}

/** A person agrees that a system learns these of him, for what it is registered for (个人信息保护法 14, 23). */
export async function consent(act: Act, one: Registration, scopes: readonly Scope[]): Promise<void> {
  await mustBeUsable(act.tx, 'sign-in', act.actor.id)
  const id = act.newId()
  await replaceConsent(act.tx, { id, account: act.actor.id, code: one.code, registration: one.id, scopes, at: act.now })
  act.record('clients.consented', { subject: id, facts: { account: act.actor.id, registration: one.id, code: one.code, scopes: [...scopes] } })
}

/** Takes a consent back: what the system holds is void at once, and it is told (个人信息保护法 15). */
export async function withdrawConsent(act: Act, code: string): Promise<void> {
  const account = act.actor.id
  if (!(await endConsent(act.tx, account, code, act.now))) throw noConsent()
  await deleteHeld(act.tx, code, account)
  act.record('clients.consent-withdrawn', { subject: account, facts: { code } })
  tell(act, await deleteSignIns(act.tx, { account, code }))
}

/** A system was told something of a person that has been corrected: its tokens are void, and it asks again (个人信息保护法 46). The consent stays. */
export async function renewKnown(act: Act, account: string, code: string, scope: Scope): Promise<void> {
  await deleteHeld(act.tx, code, account)
  act.record('clients.correction-told', { subject: account, facts: { code, scope } })
  tell(act, await deleteSignIns(act.tx, { account, code }))
}

/** A system was told who signed in: `session` is ours. */
export async function noteSignIn(act: Act, one: SignIn, level: string): Promise<void> {
  await insertSignIn(act.tx, { ...one, at: act.now })
  act.record('clients.signed-in', { subject: one.account, facts: { code: one.code, session: one.session, level } })
}

/** A session of ours is over: whoever was told of it is told. */
export async function endSignIns(act: Act, session: string): Promise<void> {
  await deleteOfSession(act.tx, session)
  const told = await deleteSignIns(act.tx, { session })
  if (told.length === 0) act.record('clients.signed-out-known', { subject: session })
  tell(act, told)
}

function tell(act: Act, signIns: SignIn[]): void {
  for (const { account, code, sid } of signIns) act.record('clients.signed-out', { subject: account, facts: { code, sid } })
}
