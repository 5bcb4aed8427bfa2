// The verbs: giving an address, confirming it by a code, switching, taking it back; putting out, and noting what came of it.
import type { Act } from '#base/act'
import { decryptData, encryptData, equalBytes, sha256, type Keys } from '#base/crypto'
import { endCodeWay } from '#core/people'
import type { Language } from '#engines/words'
import { mustBeUsable } from '#support/rights'
import { limits, makeCode, mayAskCode, notSet, notVerified, readAddress, recent, type Address, type Channel, type Outgoing } from './channel.ts'
import type { Failure } from './send.ts'
import { deleteAddress, findAddress, insertOutgoing, saveAddress, updateOutgoing } from './store.ts'

export const addressLock = (account: string, channel: Channel): string => `channels:${account}:${channel}`

/** What an address, or a code, is sealed as: it opens for its account and channel alone. */
export const sealedAs = (account: string, channel: Channel, field: 'address' | 'code') => `channels.${field}:${account}:${channel}`

export function openAddress(keys: Keys, { account, channel, sealed }: Pick<Address, 'account' | 'channel' | 'sealed'>): string {
  return decryptData(keys, sealed, sealedAs(account, channel, 'address'))
}

export function openCode(keys: Keys, { account, channel, codeSealed }: Address): string | undefined {
  return codeSealed === null ? undefined : decryptData(keys, codeSealed, sealedAs(account, channel, 'code'))
}

/** Keeps an address and puts a code out to it. Until that code is entered nothing else is sent there; what held before ends, and so does signing in by it. */
export async function giveAddress(act: Act, keys: Keys, given: { channel: Channel; address: string; language: Language }): Promise<void> {
  const { channel, language } = given
  const account = act.actor.id
  const before = await findAddress(act.tx, account, channel)
  await endCodeWay(act, account, channel)
  const asked = before?.codesAsked ?? []
  const address = readAddress(channel, given.address)
  await mustBeUsable(act.tx, 'messages', account)
  mayAskCode(asked, act.now)
  const code = makeCode(act.random.bytes(8))
  await saveAddress(act.tx, {
    account, channel, language, sealed: encryptData(keys, address, sealedAs(account, channel, 'address'), act.random), verifiedAt: null, isOn: false,
    codeSealed: encryptData(keys, code, sealedAs(account, channel, 'code'), act.random), codeEndsAt: act.now.add({ minutes: limits.codeMinutes }), codeAttempts: 0,
    codesAsked: [...recent(asked, act.now), act.now], changedAt: act.now, failedAt: null, reason: null,
  })
  const id = act.newId()
  await insertOutgoing(act.tx, { id, account, channel, kind: 'code', message: null, at: act.now })
  act.record('channels.code-asked', { subject: id, facts: { channel } })
}

/** Confirms an address by its code and switches it on. Answers false where the code is wrong, over or used up; that is recorded too. */
export async function confirmAddress(act: Act, keys: Keys, channel: Channel, code: string): Promise<boolean> {
  const one = await findAddress(act.tx, act.actor.id, channel)
  if (!one) throw notSet({ channel })
  const right = openCode(keys, one)
  const isOpen = right !== undefined && one.codeEndsAt !== null && Temporal.Instant.compare(act.now, one.codeEndsAt) <= 0 && one.codeAttempts < limits.codeAttemptsMax
  const isRight = isOpen && equalBytes(sha256(right), sha256(code.normalize('NFKC').replaceAll(/\D/g, '')))
  await saveAddress(act.tx, isRight ? { ...one, verifiedAt: act.now, isOn: true, codeSealed: null, codeEndsAt: null, codeAttempts: 0 } : { ...one, codeAttempts: one.codeAttempts + 1 })
  act.record(isRight ? 'channels.confirmed' : 'channels.code-refused', { subject: act.actor.id, facts: { channel } })
  return isRight
}

/** Switches a confirmed address on or off. */
export async function switchChannel(act: Act, channel: Channel, on: boolean): Promise<void> {
  const one = await findAddress(act.tx, act.actor.id, channel)
  if (!one) throw notSet({ channel })
  if (on && !one.verifiedAt) throw notVerified({ channel })
  await saveAddress(act.tx, { ...one, isOn: on, changedAt: act.now, ...(on ? { failedAt: null, reason: null } : {}) })
  act.record(on ? 'channels.switched-on' : 'channels.switched-off', { subject: act.actor.id, facts: { channel } })
}

/** Forgets an address. */
export async function removeAddress(act: Act, channel: Channel): Promise<void> {
  if (!(await deleteAddress(act.tx, act.actor.id, channel))) throw notSet({ channel })
  await endCodeWay(act, act.actor.id, channel)
  act.record('channels.removed', { subject: act.actor.id, facts: { channel } })
}

/** Puts a message out by the channels its reader chose, or a code by that for which it was asked. */
export async function putOut(act: Act, { kind, message, account, chosen }: Pick<Outgoing, 'kind' | 'account'> & { message: string; chosen: readonly Channel[] }): Promise<void> {
  for (const channel of chosen) {
    const id = act.newId()
    const first = await insertOutgoing(act.tx, { id, account, channel, kind, message, at: act.now })
    act.record(first ? 'channels.put-out' : 'channels.put-out-known', { subject: first ? id : message, facts: { channel } })
  }
}

/** Notes what came of one try. What cannot succeed, or was tried often enough, is given up with its reason. */
export async function noteTry(act: Act, out: Outgoing, failure: Failure | undefined): Promise<Outgoing> {
  const attempts = out.attempts + 1
  const isOver = failure !== undefined && (!failure.again || attempts >= limits.sendAttemptsMax)
  const after: Outgoing = { ...out, attempts, reason: failure?.reason ?? null, sentAt: failure ? null : act.now, failedAt: isOver ? act.now : null }
  await updateOutgoing(act.tx, after)
  const address = await findAddress(act.tx, out.account, out.channel)
  if (address && (isOver || (!failure && address.failedAt))) await saveAddress(act.tx, { ...address, failedAt: isOver ? act.now : null, reason: failure?.reason ?? null })
  act.record(!failure ? 'channels.sent' : isOver ? 'channels.given-up' : 'channels.not-sent', { subject: out.id, facts: { channel: out.channel, attempt: attempts, ...(failure ? { reason: failure.reason } : {}) } })
  return after
}
