// What the ledger asks of channels: each message goes out by the ways its reader chose, each code to the address it confirms; sending is a job.
import { oncePerBatch, type Entry, type Follower } from '#base/act'
import type { Ground, JobHandlers } from '#base/context'
import { systemActor } from '#core/cases'
import { findSentCode, freezeCodeOf, sentCodeMinutes } from '#core/people'
import { pick } from '#engines/words'
import { accountKinds, findMessage } from '#support/notifications'
import { restrictedAmong } from '#support/rights'
import { noteTry, openAddress, openCode, putOut } from './acts.ts'
import { limits, writeCode, writeMerged, writeNews, writeWarning, type Address, type Outgoing, type Text } from './channel.ts'
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
      'people.code-asked': (entry) => putCodeOut(ground, entry.subject),
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
  // 个人信息保护法 44: whoever restricted it finds news on the site alone. Codes still go out: they keep the account safe.
  if (channels.length === 0 || (await restrictedAmong(ground.sql, 'messages', [account])).has(account)) return
  await ground.runAct({ actor: systemActor, locks: [`channels:message:${entry.subject}`] }, (act) => putOut(act, { kind: 'news', message: entry.subject, account, chosen: channels }))
}

/** A code to sign in by goes out as a message of its own; one that is nobody's goes nowhere. */
async function putCodeOut(ground: Ground, code: string): Promise<void> {
  const sent = await findSentCode(ground, code)
  if (!sent) return
  await ground.runAct({ actor: systemActor, locks: [`channels:message:${code}`] }, (act) => putOut(act, { kind: 'code', message: code, account: sent.account, chosen: [sent.channel] }))
}

async function sendNow(ground: Ground, id: string): Promise<void> {
  const out = await findOutgoing(ground.sql, id)
  if (!out || out.sentAt || out.failedAt) return
  const failure = await attempt(ground, out)
  const after = await ground.runAct({ actor: systemActor, locks: [`channels:out:${id}`] }, (act) => noteTry(act, out, failure))
  // The queue tries again later, ever more slowly. It logs this line: a code, no address.
  if (failure && !after.failedAt) throw new Error(`${out.channel} was not sent: ${failure.reason}`)
}

/** To whom, and what. */
interface Letter {
  to: string
  text: Text
}

const switchedOff: Failure = { reason: 'switched-off', again: false }
const nothingToSay: Failure = { reason: 'nothing-to-say', again: false }

async function attempt(ground: Ground, out: Outgoing): Promise<Failure | undefined> {
  const sender = senderOf(out.channel, { from: `no-reply@${new URL(ground.origin).hostname}`, ...ground.relays })
  if (!sender) return { reason: 'no-sender', again: false }
  const letter = out.kind === 'code' && out.message !== null ? await codeLetter(ground, out, out.message) : await ownLetter(ground, out)
  return 'reason' in letter ? letter : sender(out.id, letter.to, letter.text)
}

/** A code to sign in by: to the address as it was confirmed when it was chosen for codes, and to no other that came after it. */
async function codeLetter(ground: Ground, { channel }: Outgoing, code: string): Promise<Letter | Failure> {
  const sent = await findSentCode(ground, code)
  if (!sent) return nothingToSay
  const address = await findAddress(ground.sql, sent.account, channel)
  if (!address?.verifiedAt?.equals(sent.addressAt)) return switchedOff
  return { to: openAddress(ground.keys, address), text: writeCode(address.language, { code: sent.code, minutes: sentCodeMinutes, channel, origin: ground.origin }) }
}

async function ownLetter(ground: Ground, out: Outgoing): Promise<Letter | Failure> {
  const address = await findAddress(ground.sql, out.account, out.channel)
  // Switched off or taken back since: whoever no longer wants it gets no more of it.
  if (!address || (out.kind === 'news' && !isChosen(address))) return switchedOff
  const text = await textOf(ground, out, address)
  return text ? { to: openAddress(ground.keys, address), text } : nothingToSay
}

async function textOf(ground: Ground, out: Outgoing, address: Address): Promise<Text | undefined> {
  if (out.kind === 'code') {
    const code = openCode(ground.keys, address)
    return code === undefined ? undefined : writeCode(address.language, { code, minutes: limits.codeMinutes, channel: out.channel, origin: ground.origin })
  }
  if (out.message === null) return writeMerged(address.language, ground.origin)
  const message = await findMessage(ground.sql, out.message)
  if (message && accountKinds.includes(message.kind)) return writeWarning(address.language, { title: pick(message.title, address.language), account: out.account, freezeCode: message.kind === 'people.frozen' ? undefined : freezeCodeOf(ground.keys, out.account), origin: ground.origin })
  return message && writeNews(address.language, { number: message.caseNumber, origin: ground.origin })
}
