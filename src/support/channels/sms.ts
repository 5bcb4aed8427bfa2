// Text messages by HTTP: one POST of JSON to the relay, which any provider's gateway can be put behind.
import { limits } from './channel.ts'
import type { Failure, Sender } from './send.ts'

/** The sender for a relay at this address; a password in it is sent as bearer token. */
export function sendSms(relay: string): Sender {
  const url = new URL(relay)
  const token = decodeURIComponent(url.password)
  url.username = ''
  url.password = ''
  return async (id, to, { text }) => {
    try {
      const answer = await fetch(url, {
        method: 'POST', headers: { 'content-type': 'application/json', ...(token === '' ? {} : { authorization: `Bearer ${token}` }) }, body: JSON.stringify({ id, to, text }),
        signal: AbortSignal.timeout(limits.sendSecondsMax * 1000), redirect: 'error',
      })
      const said: unknown = await answer.json().catch(() => undefined)
      if (answer.ok && typeof said === 'object' && said !== null && 'accepted' in said && said.accepted === true) return undefined
      // A relay that answers well and takes nothing is out of order, not right.
      return answer.ok ? { reason: 'sms-answer-unreadable', again: true } : { reason: `sms-${answer.status}`, again: answer.status >= 500 || answer.status === 429 || answer.status === 408 }
    } catch (error) {
      return unreachable('sms', error)
    }
  }
}

export function unreachable(way: string, error: unknown): Failure {
  return { reason: error instanceof Error && (error.name === 'TimeoutError' || error.message === 'timeout') ? `${way}-timeout` : `${way}-unreachable`, again: true }
}
