// The verbs: telling people in their own space, and their reading it.
import type { Act, Entry } from '#base/act'
import type { Text } from '#engines/words'
import { messageNotFound, writeMessage, type Message } from './message.ts'
import { insertMessages, markAllRead, markRead } from './store.ts'

/** An entry that accounts are to be told of, and the matter that it is about. */
export interface News {
  entry: Entry
  accounts: readonly string[]
  about: { number: string | null; code: string | null; item: Text }
}

/** Tells accounts of entries. */
export async function tell(act: Act, news: readonly News[]): Promise<void> {
  const messages = news.flatMap((one) => write(act, one))
  await insertMessages(act.tx, messages)
  for (const message of messages) act.record('notifications.sent', { subject: message.id, facts: { kind: message.kind, cause: message.cause, account: message.account } })
}

function write(act: Act, { entry, accounts, about: { number, code, item } }: News): Message[] {
  const written = writeMessage(entry, { number: number ?? '', item })
  if (!written) throw new Error(`nobody is told of ${entry.kind}`)
  return accounts.map((account) => ({ id: act.newId(), account, kind: entry.kind, cause: entry.id, caseNumber: number, item: code, ...written, at: act.now, readAt: null }))
}

/** Marks a message as read. Reading it again changes nothing and is recorded all the same. */
export async function readMessage(act: Act, id: string): Promise<Message> {
  const message = await markRead(act.tx, id, act.actor, act.now)
  if (!message) throw messageNotFound()
  act.record('notifications.read', { subject: id })
  return message
}

/** Marks everything that is unread, or what is about one case, as read. */
export async function readAll(act: Act, number: string | undefined): Promise<number> {
  const count = await markAllRead(act.tx, act.actor, number, act.now)
  act.record('notifications.all-read', { subject: act.actor.id, facts: { count } })
  return count
}
