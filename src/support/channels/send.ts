// One interface for all ways out, and what may come of it. A reason is a code: no address, no text and no answer of a server is kept or logged.
import type { Relays } from '#base/context'
import type { Channel, Text } from './channel.ts'
import { sendMail } from './smtp.ts'
import { sendSms } from './sms.ts'

/** Why something could not be sent. `again`: it may succeed later. */
export interface Failure {
  reason: string
  again: boolean
}

/** Sends one text to one address. Answers undefined where it was taken. `id` is the same at every try, so that the other side can tell. */
export type Sender = (id: string, to: string, text: Text) => Promise<Failure | undefined>

/** The sender of a channel; undefined where the way is not set up here. */
export function senderOf(channel: Channel, { smtp, from, sms }: Relays): Sender | undefined {
  if (channel === 'sms') return sms === undefined ? undefined : sendSms(sms)
  return smtp === undefined ? undefined : sendMail(smtp, from ?? 'no-reply@localhost')
}
