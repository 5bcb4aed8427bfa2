// What holds for every answer and every connection, whatever is asked: headers, patience with the slow, and answers to what is no
// HTTP. It knows no route.
import { STATUS_CODES, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { refusal, type Refusal } from '#base/problem'
import { invalidRequest, problemBody } from './answer.ts'

export const tooSlow = refusal({
  code: 'http.too-slow', status: 408,
  zh: '请求没有在规定时间内发送完。', en: 'The request did not arrive in time.',
  nextZh: '请检查网络后重试；大文件请分片上传。', nextEn: 'Check the connection and try again; send large files in pieces.',
})
export const headersTooLarge = refusal({
  code: 'http.headers-too-large', status: 431,
  zh: '请求头太大。', en: 'The header fields of the request are too large.',
  nextZh: '请清除本网站的 Cookie 后重试。', nextEn: 'Clear the cookies of this site and try again.',
})

/** What one caller, and all together, may take of the server's time and connections [K]. */
export interface Patience {
  /** For the head of a request, and for all of it. */
  headMs: number
  requestMs: number
  /** A connection on which nothing moves in either direction is let go. */
  stillMs: number
  /** How often slow ones are looked for. */
  lookMs: number
  connectionsMax: number
}

export const ordinaryPatience: Patience = { headMs: 20_000, requestMs: 60_000, stillMs: 120_000, lookMs: 5000, connectionsMax: 4000 }

/** What every answer carries unless it says otherwise (OWASP ASVS 5.0 §3.4). */
export function safeHeaders(origin: string): readonly (readonly [name: string, value: string])[] {
  return Object.entries({
    'content-security-policy': "default-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff', 'referrer-policy': 'same-origin', 'x-frame-options': 'DENY', 'cache-control': 'no-store',
    'cross-origin-opener-policy': 'same-origin', 'cross-origin-resource-policy': 'same-origin',
    ...(origin.startsWith('https:') ? { 'strict-transport-security': 'max-age=31536000; includeSubDomains' } : {}),
  })
}

type Headers = ReturnType<typeof safeHeaders>

/** Puts the headers on the response itself, so that also those answers carry them that are written past every hook. */
export function dress(response: ServerResponse, headers: Headers): void {
  for (const [name, value] of headers) response.setHeader(name, value)
}

const kinds: Record<string, Refusal> = { ERR_HTTP_REQUEST_TIMEOUT: tooSlow, HPE_HEADER_OVERFLOW: headersTooLarge }

/** Answers what could not be read as a request, and closes the connection: what follows on it could be anything. */
export function answerUnreadable(error: Error & { code?: string }, socket: Duplex & { _httpMessage?: { headersSent: boolean } | null }, headers: Headers): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return
  // Behind the first bytes of another answer it would be read as part of that.
  if (socket.writable && !socket._httpMessage?.headersSent) {
    const problem = (kinds[error.code ?? ''] ?? invalidRequest)()
    const body = JSON.stringify(problemBody(problem, 'zh', crypto.randomUUID()))
    const lines = [...headers, ['content-type', 'application/problem+json; charset=utf-8'], ['content-length', Buffer.byteLength(body)], ['connection', 'close']]
    socket.write(`HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`)
  }
  socket.destroy(error)
}
