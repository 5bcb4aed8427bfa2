// Calls over real HTTP, as a browser or a program makes them: one address for each caller, so that limits of calls do not mix them.
import type { Answer, CallOptions } from '../town.ts'
import type { Called } from '../carry.ts'

export interface WireOptions {
  origin: string
  /** Gives the session of a login. */
  cookieOf(login: string): Promise<string>
  /** Gives the address that a call comes from. */
  address?: () => string
}

/** A server that was killed may leave a call without any end; longer than the platform waits for a lock. */
const answerMsMax = 30_000

/** A caller over HTTP. A connection that breaks is an exception, as it is for every client. */
export function callOver({ origin, cookieOf, address }: WireOptions): Called {
  const from = (): Record<string, string> => (address ? { 'x-forwarded-for': address() } : {})
  const headersOf = async ({ as, key, headers = {} }: CallOptions): Promise<Record<string, string>> => ({
    ...from(), ...(as ? { cookie: await cookieOf(as) } : {}), ...(key ? { 'idempotency-key': key } : {}), ...headers,
  })
  return {
    call: async (method, path, options = {}) => {
      const headers = await headersOf(options)
      const body = options.body === undefined ? {} : { body: JSON.stringify(options.body) }
      return read(await fetch(`${origin}${path}`, { method, signal: AbortSignal.timeout(answerMsMax), headers: { ...headers, ...(options.body === undefined ? {} : { 'content-type': 'application/json' }) }, ...body }))
    },
    upload: async (path, { as, name, content, fields = {} }) => {
      const form = new FormData()
      for (const [field, value] of Object.entries(fields)) form.append(field, value)
      form.append('file', new Blob([typeof content === 'string' ? content : new Uint8Array(content)]), name)
      return read(await fetch(`${origin}${path}`, { method: 'POST', headers: await headersOf({ as }), body: form }))
    },
  }
}

async function read<T>(answer: Response): Promise<Answer<T>> {
  const raw = Buffer.from(await answer.arrayBuffer())
  const isJson = answer.headers.get('content-type')?.includes('json') && raw.length > 0
  return { status: answer.status, body: (isJson ? JSON.parse(raw.toString()) : raw.toString()) as T, headers: Object.fromEntries(answer.headers), raw }
}

/** Signs a demonstration account in. */
export async function signIn(origin: string, login: string, headers: Record<string, string> = {}): Promise<string> {
  const answer = await fetch(`${origin}/api/session/demonstration`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify({ login }) })
  const text = await answer.text()
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0]
  if (!cookie) throw new Error(`${login} could not sign in: ${answer.status} ${text}`)
  return cookie
}
