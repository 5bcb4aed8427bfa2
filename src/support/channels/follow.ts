// What the ledger asks of channels: each message goes out by the ways its reader chose, each code to the address it confirms; sending is a job.
import { oncePerBatch, type Entry, type Follower } from '#base/act'
import type { Ground, JobHandlers } from '#base/context'
import { systemActor } from '#core/cases'
import { freezeCodeOf } from '#core/people'
import { pick } from '#engines/words'
import { accountKinds, findMessage } from '#support/notifications'
import { noteTry, openAddress, openCode, putOut } from './acts.ts'
import { writeCode, writeMerged, writeNews, writeWarning, type Address, type Outgoing, type Text } from './channel.ts'
import { senderOf, type Failure } from './send.ts'
import { findAddress, findOutgoing, findOutgoingFor, listAllAddresses } from './store.ts'

/** Follows messages and codes. */
export function channelFollower(ground: Ground): Follower {
  const addresses = oncePerBatch((batch) => listAllAddresses(ground.sql, batch.filter(({ kind }) => kind === 'notifications.sent').map(accountOf)))
  return {
    name: 'channels', owner: 'system-admin',
    on: {
      'notifications.sent': async (entry, batch) => putMessageOut(ground, entry, await addresses(batch)),
      'channels.code-asked': (entry) => send(ground, entry.subject),
      'channels.put-out': (entry) => send(ground, entry.subject),
    },
  }
}

export function channelJobs(ground: Ground): JobHandlers {
  return { 'channels.send': async ({ out }) => sendNow(ground, String(out)) }
}

async function send(ground: Ground, out: string): Promise<void> {
  await ground.addJob('channels.send', { out }, { key: `channels:${out}` })
}

const isChosen = (one: Address | undefined): one is Address => one !== undefined && one.verifiedAt !== null && one.isOn

const accountOf = (entry: Entry): string => String(entry.facts.account)

async function putMessageOut(ground: Ground, entry: Entry, addresses: ReadonlyMap<string, Address[]>): Promise<void> {
  const account = accountOf(entry)
  const chosen = (addresses.get(account) ?? []).filter(isChosen)
  if (chosen.length === 0) return
  const out = new Set((await findOutgoingFor(ground.sql, entry.subject)).map((one) => one.channel))
  const channels = chosen.map((one) => one.channel).filter((one) => !out.has(one))
  if (channels.length === 0) return
  await ground.runAct({ actor: systemActor, locks: [`channels:message:${entry.subject}`] }, (act) => putOut(act, entry.subject, account, channels))
}

async function sendNow(ground: Ground, id: string): Promise<void> {
  const out = await findOutgoing(ground.sql, id)
  if (!out || out.sentAt || out.failedAt) return
  const address = await findAddress(ground.sql, out.account, out.channel)
  const failure = await attempt(ground, out, address)
  const after = await ground.runAct({ actor: systemActor, locks: [`channels:out:${id}`] }, (act) => noteTry(act, out, failure))
  // The queue tries again later, ever more slowly. It logs this line: a code, no address.
  if (failure && !after.failedAt) throw new Error(`${out.channel} was not sent: ${failure.reason}`)
}

async function attempt(ground: Ground, out: Outgoing, address: Address | undefined): Promise<Failure | undefined> {
  // Switched off or taken back since: whoever no longer wants it gets no more of it.
  if (!address || (out.kind === 'news' && !isChosen(address))) return { reason: 'switched-off', again: false }
  const sender = senderOf(out.channel, { from: `no-reply@${new URL(ground.origin).hostname}`, ...ground.relays })
  if (!sender) return { reason: 'no-sender', again: false }
  const text = await textOf(ground, out, address)
  return text ? sender(out.id, openAddress(ground.keys, address), text) : { reason: 'nothing-to-say', again: false }
}

async function textOf(ground: Ground, out: Outgoing, address: Address): Promise<Text | undefined> {
  if (out.kind === 'code') {
    const code = openCode(ground.keys, address)
    return code === undefined ? undefined : writeCode(address.language, code)
  }
  if (out.message === null) return writeMerged(address.language, ground.origin)
  const message = await findMessage(ground.sql, out.message)
  if (message && accountKinds.includes(message.kind)) return writeWarning(address.language, { title: pick(message.title, address.language), account: out.account, freezeCode: message.kind === 'people.frozen' ? undefined : freezeCodeOf(ground.keys, out.account), origin: ground.origin })
  return message && writeNews(address.language, { number: message.caseNumber, origin: ground.origin })
}
