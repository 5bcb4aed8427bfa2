// A refusal is told to a person: what was refused, and what to do next. A bug is never a refusal: it is an assert and answers 500.

/** One fault of one field: `path` is a JSON pointer into what was sent (RFC 6901), `code` is stable. */
export interface FieldFault {
  path: string
  code: string
  zh: string
  en: string
}

/** What stays the same each time a refusal is given. Codes read `context.what-is-wrong`. */
export interface RefusalKind {
  code: string
  status: number
  zh: string
  en: string
  nextZh: string
  nextEn: string
  /** Seconds after which the same request may succeed; sent as Retry-After. */
  retryAfterSeconds?: number
  /** Law or standard that demands the refusal, with its article. */
  basis?: string
}

/** A refusal that was given: carries its kind, the facts of this case and the faulty fields. */
export class Problem extends Error {
  readonly kind: RefusalKind
  readonly facts: Record<string, unknown>
  readonly fields: FieldFault[]
  constructor(kind: RefusalKind, facts: Record<string, unknown> = {}, fields: FieldFault[] = []) {
    super(`${kind.code}: ${kind.en}`)
    this.name = 'Problem'
    this.kind = kind
    this.facts = facts
    this.fields = fields
  }
  get code(): string {
    return this.kind.code
  }
  get status(): number {
    return this.kind.status
  }
}

/** Makes a Problem of this kind; `facts` may be shown to the person and must hold no secret. */
export type Refusal = ((facts?: Record<string, unknown>, fields?: FieldFault[]) => Problem) & { kind: RefusalKind }

const kinds = new Map<string, RefusalKind>()

/** Declares a refusal. A code is declared once in the whole program. */
export function refusal(kind: RefusalKind): Refusal {
  if (kinds.has(kind.code)) throw new Error(`refusal ${kind.code} is declared twice`)
  if (kind.status < 400 || kind.status > 599) throw new Error(`refusal ${kind.code} has status ${kind.status}`)
  kinds.set(kind.code, kind)
  const give = (facts?: Record<string, unknown>, fields?: FieldFault[]) => new Problem(kind, facts, fields)
  return Object.assign(give, { kind })
}

/** All refusals declared so far, by code. */
export function describeRefusals(): RefusalKind[] {
  return [...kinds.values()].sort((a, b) => (a.code < b.code ? -1 : 1))
}

/** Tells a refusal from a bug. */
export function isProblem(error: unknown): error is Problem {
  return error instanceof Problem
}
