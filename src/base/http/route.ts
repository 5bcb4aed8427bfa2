// How a context declares an operation: what goes in, what comes out, who may call it, and an example that a test runs.
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type, type Static, type TSchema } from 'typebox'
import type { Act, Whose } from '#base/act'
import type { Sql } from '#base/db'
import type { Access, Caller, Reach } from './access.ts'

export type Language = 'zh' | 'en'

/** A call that a test makes: as whom, with what. `{name}` in values is filled from the examples' town. */
export interface Example {
  as?: string
  params?: Record<string, string>
  query?: Record<string, string | number>
  body?: unknown
  /** Cookies besides the session, as a browser brings them. */
  cookies?: Record<string, string>
  /** What a proxy in front adds. */
  headers?: Record<string, string>
  /** A file to send, for uploads: name, type and text content. */
  file?: { name: string; text: string; fields?: Record<string, string> }
}

/** What a handler works with. */
export interface Call<P, Q, B> {
  params: P
  query: Q
  body: B
  caller: Caller | undefined
  reach: Reach
  language: Language
  request: FastifyRequest
  reply: FastifyReply
  /** Runs a verb as the caller, under the caller's idempotency key. The answer must be plain JSON. `request` stands for the body in the key's fingerprint where the body is a stream. */
  act<T>(locks: string[], verb: (act: Act) => Promise<T>, options?: { request?: unknown; onBehalfOf?: string; post?: string }): Promise<T>
}

type In<S> = S extends TSchema ? Static<S> : undefined

/** Which data of somebody an answer tells: `what` of the case, licence or account that the parameter `param` names, for a registered `purpose`. */
export interface Reads {
  of: 'case' | 'licence' | 'account'
  param: string
  what: string
  /** Code in the register of purposes; `handling` stands for that of the case's item. */
  purpose: string
  /** Whose it is, where the parameter names something else than these. */
  whose?(sql: Sql, value: string): Promise<string | undefined>
}

export interface RouteSpec<P extends TSchema | undefined, Q extends TSchema | undefined, B extends TSchema | undefined, R extends TSchema | undefined> {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Under /api, parameters as `:name`. */
  path: string
  zh: string
  en: string
  access: Access
  params?: P
  query?: Q
  body?: B
  /** The shape of the answer. Absent: the handler sends something that is not JSON, or nothing (204). */
  answer?: R
  /** 200, or 201 for POST with an answer, unless said; 204 without an answer. */
  status?: number
  /** The media type where the answer is not JSON, or all that may be asked for. */
  produces?: string | readonly string[]
  /** Personal data that the answer tells: where a civil servant gets it, that is noted before it leaves (个人信息保护法 44). */
  reads?: Reads
  /** Takes one file as multipart/form-data. */
  upload?: boolean
  /** Open also to a caller who still lacks a second factor or a password of his own: it belongs to getting them. */
  beforeReady?: true
  /** Concerns whoever sits at the keyboard, and so is open while nothing may be changed in the name of whom he acts for. */
  ofHand?: true
  /** Calls a minute from one address, where it differs from the general limit. */
  callsPerMinuteMax?: number
  example: Example
  handle(call: Call<In<P>, In<Q>, In<B>>): Promise<R extends TSchema ? Static<R> : void>
}

/** The body of an operation that is told nothing besides its address. */
export const noBody = Type.Object({}, { additionalProperties: false })

/** The first object in a shape of what goes in that would take fields it does not name; undefined where all are closed. An open one says so itself. */
export function findOpenObject(shape: TSchema | undefined, at = ''): string | undefined {
  if (typeof shape !== 'object' || shape === null) return undefined
  const { properties, additionalProperties, patternProperties, items, anyOf } = shape as { properties?: Record<string, TSchema>; additionalProperties?: unknown; patternProperties?: object; items?: TSchema; anyOf?: TSchema[] }
  if (properties && additionalProperties === undefined && !patternProperties) return at || '/'
  const parts = [...Object.entries(properties ?? {}), ...(items ? [['0', items] as const] : [])].map(([name, part]) => findOpenObject(part, `${at}/${name}`))
  return [...parts, ...(anyOf ?? []).map((part) => findOpenObject(part, at))].find((found) => found !== undefined)
}

/** A route of any shape, as the server keeps it. */
export type Route = RouteSpec<TSchema | undefined, TSchema | undefined, TSchema | undefined, TSchema | undefined>

/** Declares an operation; the shapes type the handler. */
export function route<
  P extends TSchema | undefined = undefined,
  Q extends TSchema | undefined = undefined,
  B extends TSchema | undefined = undefined,
  R extends TSchema | undefined = undefined,
>(spec: RouteSpec<P, Q, B, R>): Route {
  return spec as unknown as Route
}

/** Whose things a call is about: the caller's own, no further than an agency reaches. */
export function whoseOf(call: { caller: Caller | undefined; reach: Reach }): Whose {
  return { id: callerOf(call).id, items: call.reach.items }
}

/** The caller of a route that is not open to anyone. */
export function callerOf(call: { caller: Caller | undefined }): Caller {
  if (!call.caller) throw new Error('this route is open to anyone and has no certain caller')
  return call.caller
}
