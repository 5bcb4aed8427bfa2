// One question to one source over HTTP, bounded in time and size. What it answers is text that nobody believes yet.
import type { ProofRelay } from '#base/context'
import { answerTooLong, type Outgoing } from '#base/outgoing'
import type { Question } from './source.ts'

/** Why nothing came that could be read. */
export type Trouble = 'slow' | 'down' | 'too-long'

/** Puts a question to a source. */
export async function putQuestion(outgoing: Outgoing, relay: ProofRelay, question: Question): Promise<{ text: string } | { trouble: Trouble; said: string }> {
  const headers = new Headers({ 'content-type': 'application/json', accept: 'application/json' })
  if (relay.token) headers.set('authorization', `Bearer ${relay.token}`)
  try {
    const answer = await outgoing.send(relay.url, { method: 'POST', headers, body: JSON.stringify(question) })
    return answer.status === 200 ? { text: await answer.text() } : { trouble: 'down', said: `http-${answer.status}` }
  } catch (error) {
    return { trouble: troubleOf(error), said: error instanceof Error ? error.name : 'error' }
  }
}

function troubleOf(error: unknown): Trouble {
  if (!(error instanceof Error)) return 'down'
  if (error.message === answerTooLong) return 'too-long'
  return error.name === 'TimeoutError' ? 'slow' : 'down'
}
