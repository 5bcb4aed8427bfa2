// The log: JSON lines, readable ones on a terminal, always on stderr. What could be about a person is left out at the source, and what
// somebody wrote neither begins a line nor moves a terminal (OWASP ASVS 5.0 §16.4.1).
import type { Writable } from 'node:stream'
import { type Logger, pino, stdTimeFunctions } from 'pino'
import pretty from 'pino-pretty'

/** A pino logger; Fastify takes it as `loggerInstance`. */
export type Log = Logger

/** `stream` and `terminal` are for tests; by default stderr and what it is connected to. */
export interface LogChoice {
  level: string
  stream?: Writable
  terminal?: boolean
}

const secret = ['password', 'cookie', 'cookies', 'headers', 'authorization', 'token', 'secret']
const personal = ['idNumber', 'uscc', 'phone', 'address', 'login', 'form', 'body', 'parameters', 'values', ...secret]

/** Opens the log. */
export function openLog(choice: LogChoice): Log {
  const terminal = choice.terminal ?? process.stderr.isTTY === true
  // Written at once: the last lines before a crash are those one needs.
  const sink = choice.stream ?? pino.destination({ fd: 2, sync: true })
  const shown = terminal ? pretty({ destination: sink, translateTime: 'SYS:HH:MM:ss', ignore: 'pid,hostname', colorize: true }) : sink
  return pino(
    {
      level: choice.level,
      base: { pid: process.pid },
      timestamp: stdTimeFunctions.isoTime,
      redact: { paths: personal.flatMap((name) => [name, `*.${name}`]), censor: '[left out]' },
      hooks: { streamWrite: terminal ? tamed : escaped },
      serializers: { req: describeRequest, res: describeResponse, err: describeError, error: describeError },
    },
    shown,
  )
}

/** What a terminal or a viewer obeys and JSON leaves as it is: C1 controls, ends of lines, marks that turn the reading direction. */
const obeyed = /[\u007f-\u009f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/g
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const moving = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/g

const escape = (sign: string) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`

/** A line of JSON whose strings read back the same. */
const escaped = (line: string) => line.replaceAll(obeyed, escape)

/** The same for people: the printer would turn escapes back into what they stand for, so they are written out. Stacks keep their lines, which it indents. */
function tamed(line: string): string {
  const tame = (value: unknown, name: string): unknown => {
    if (typeof value === 'string') return value.replaceAll(moving, (sign) => (sign === '\n' && name === 'stack' ? sign : escape(sign)))
    if (Array.isArray(value)) return value.map((one) => tame(one, ''))
    return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).map(([inner, one]) => [inner.replaceAll(moving, escape), tame(one, inner)])) : value
  }
  return `${JSON.stringify(tame(JSON.parse(line), ''))}\n`
}

interface RequestLike {
  id?: unknown
  method?: string
  url?: string
}

/** The query string may hold what a person searched for, the address who they are. */
function describeRequest(request: RequestLike): Record<string, unknown> {
  return { id: request.id, method: request.method, path: request.url?.split('?')[0] }
}

function describeResponse(response: { statusCode?: number }): Record<string, unknown> {
  return { status: response.statusCode }
}

/** An error for the log: PostgreSQL's `detail` holds whole rows and its message single values, so both are left out. */
export function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: typeof error }
  const of = error as Error & { code?: unknown; severity?: unknown; constraint?: unknown; table?: unknown }
  const fromDatabase = of.severity !== undefined
  const hide = (text: string | undefined) => (fromDatabase ? text?.replaceAll(/: ".*"/gs, ': "…"') : text)
  return {
    type: error.name,
    code: of.code,
    message: hide(error.message),
    constraint: of.constraint,
    table: of.table,
    stack: hide(error.stack),
    cause: error.cause === undefined ? undefined : describeError(error.cause),
  }
}
