// Calls the public API in-process as the person who looks at the page: same cookie, same language, same address. The portal
// has no private door; what a page cannot get here, nobody gets.
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { asProblem, notFound, problemBody } from '#base/http'
import type { Language } from '#engines/words'

/** One fault of one field as the API tells it. */
export interface ProblemField {
  path: string
  code: string
  message: string
}

/** RFC 9457 body of a refusal, in the reader's language. */
interface ProblemBody {
  status: number
  code: string
  title: string
  detail: string
  next: string
  instance: string
  fields: ProblemField[]
  /** Values that a program may read; the words say them too. */
  facts: Record<string, unknown>
}

/** The API said no, or could not answer. */
export class ApiRefusal extends Error {
  readonly problem: ProblemBody
  readonly retryAfter: string | undefined
  constructor(problem: ProblemBody, retryAfter: string | undefined) {
    super(`${problem.status} ${problem.code}`)
    this.problem = problem
    this.retryAfter = retryAfter
  }

  /** What was refused, or failed, before the API was asked: in its words. `shape` as for `apiFor`. */
  static of(error: unknown, request: FastifyRequest, language: Language, shape: (text: string) => string): ApiRefusal {
    const problem = asProblem(error)
    const { kind: { retryAfterSeconds } } = problem
    return new ApiRefusal(JSON.parse(shape(JSON.stringify(problemBody(problem, language, request.id)))) as ProblemBody, retryAfterSeconds === undefined ? undefined : String(retryAfterSeconds))
  }

  /** Reads a refusal from an answer of status 400 or more. */
  static from(answer: ApiAnswer): ApiRefusal {
    const retryAfter = answer.headers['retry-after']
    return new ApiRefusal(readProblem(answer), retryAfter === undefined ? undefined : String(retryAfter))
  }
}

/** What goes to the API; `body` is sent as JSON, `raw` as it stands with its own content type. */
export interface ApiCall {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  path: string
  body?: unknown
  raw?: { payload: Buffer; contentType: string }
  key?: string
}

export interface ApiAnswer {
  status: number
  headers: Record<string, string | string[] | number | undefined>
  payload: Buffer
}

/** Sends one request into the server; `app.inject` unless a test gives another. */
export type Send = (request: {
  method: ApiCall['method']
  url: string
  headers: Record<string, string>
  payload?: Buffer | string
  remoteAddress: string
}) => Promise<ApiAnswer>

/** Makes the in-process sender of a server. */
export function injectInto(app: FastifyInstance): Send {
  return async (request) => {
    const answer = await app.inject(request)
    return { status: answer.statusCode, headers: answer.headers, payload: answer.rawPayload }
  }
}

/** The API as this visitor may use it. */
export interface Api {
  get<T>(path: string): Promise<T>
  find<T>(path: string): Promise<T | undefined>
  send<T>(call: ApiCall): Promise<T>
  raw(call: ApiCall): Promise<ApiAnswer>
}

/** An API bound to one visitor's request. `get` and `send` throw ApiRefusal; `find` gives undefined for 401, 403 and 404. */
/** `shape`: what becomes of the words of a refusal, e.g. traditional characters. */
export function apiFor(send: Send, request: FastifyRequest, language: Language, shape?: (text: string) => string): Api {
  const raw = async (call: ApiCall): Promise<ApiAnswer> => {
    // A part of the page's own address that says `..` would lead to another call than the one that is meant.
    if (/(^|\/)\.{1,2}(\/|\?|$)/.test(call.path)) throw ApiRefusal.of(notFound(), request, language, shape ?? String)
    const payload = call.raw?.payload ?? (call.body === undefined ? undefined : JSON.stringify(call.body))
    const type = call.raw?.contentType ?? (call.body === undefined ? undefined : 'application/json')
    const headers = passedOn(request, language)
    if (type !== undefined) headers['content-type'] = type
    if (call.key !== undefined && call.key !== '') headers['idempotency-key'] = call.key
    const answer = await send({ method: call.method, url: `/api${call.path}`, headers, remoteAddress: request.ip, ...(payload === undefined ? {} : { payload }) })
    return shape && answer.status >= 400 ? { ...answer, payload: Buffer.from(shape(answer.payload.toString('utf8'))) } : answer
  }
  const sendCall = async <T>(call: ApiCall): Promise<T> => {
    const answer = await raw(call)
    if (answer.status >= 400) throw ApiRefusal.from(answer)
    return (answer.payload.length === 0 ? undefined : JSON.parse(answer.payload.toString('utf8'))) as T
  }
  const get = <T>(path: string): Promise<T> => sendCall<T>({ method: 'GET', path })
  const find = async <T>(path: string): Promise<T | undefined> => {
    try {
      return await get<T>(path)
    } catch (error) {
      if (error instanceof ApiRefusal && [401, 403, 404].includes(error.problem.status)) return undefined
      throw error
    }
  }
  return { get, find, send: sendCall, raw }
}

// Origin and Sec-Fetch-Site go along so that the API's own check against forged posts sees what the browser said; so does what the proxy in front adds.
function passedOn(request: FastifyRequest, language: Language): Record<string, string> {
  const headers: Record<string, string> = { 'accept-language': language, accept: 'application/json' }
  for (const name of ['cookie', 'host', 'origin', 'referer', 'sec-fetch-site', 'user-agent', 'x-forwarded-for', 'x-forwarded-proto', 'x-yiwang-proxy', 'client-cert', 'client-cert-chain']) {
    const value = request.headers[name]
    if (typeof value === 'string') headers[name] = value
  }
  return headers
}

function readProblem(answer: ApiAnswer): ProblemBody {
  const empty = { status: answer.status, code: 'unknown', title: '', detail: '', next: '', instance: '', fields: [], facts: {} }
  try {
    const body: unknown = JSON.parse(answer.payload.toString('utf8'))
    return typeof body === 'object' && body !== null ? { ...empty, ...body, status: answer.status } : empty
  } catch {
    // A proxy or a crash may answer without JSON; the page then speaks from the status alone.
    return empty
  }
}
