// How values cross between PostgreSQL and TypeScript: moments are Temporal.Instant, dates of law Temporal.PlainDate,
// counts number while exact, amounts (numeric) text. Timestamps without zone are refused: they mean nothing.
import pg from 'pg'

const { builtins } = pg.types
const textArray = 1009
const arrayOf = { int8: 1016, timestamptz: 1185, date: 1182 }
type Parse = (text: string) => unknown

const parseText = pg.types.getTypeParser(textArray as never) as (text: string) => unknown

const parsers = new Map<number, Parse>([
  [builtins.INT8, parseCount],
  [builtins.TIMESTAMPTZ, parseInstant],
  [builtins.DATE, parseDate],
  [builtins.NUMERIC, (text) => text],
  [arrayOf.int8, (text) => mapNested(parseText(text), parseCount)],
  [arrayOf.timestamptz, (text) => mapNested(parseText(text), parseInstant)],
  [arrayOf.date, (text) => mapNested(parseText(text), parseDate)],
])

/** The parsers, in the shape `pg` asks for. */
export const valueTypes: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    const own = format === 'binary' ? undefined : parsers.get(oid)
    return own ?? pg.types.getTypeParser(oid, format)
  },
}

/** Makes a parameter fit for `pg`, which would write a Temporal value as JSON, in quotes. */
export function toParameter(value: unknown): unknown {
  if (value instanceof Temporal.Instant || value instanceof Temporal.PlainDate) return value.toString()
  if (value instanceof Temporal.ZonedDateTime) return value.toInstant().toString()
  if (value instanceof Temporal.PlainTime || value instanceof Temporal.Duration) return value.toString()
  return Array.isArray(value) ? value.map(toParameter) : value
}

/** A parameter for json or jsonb: needed for arrays, texts and numbers, which `pg` would not send as JSON by itself. */
export function asJson(value: unknown): string {
  return JSON.stringify(value)
}

function parseCount(text: string): number | bigint {
  const count = Number(text)
  return Number.isSafeInteger(count) ? count : BigInt(text)
}

/** `infinity` has no instant and stays text. */
function parseInstant(text: string): Temporal.Instant | string {
  return text.endsWith('infinity') ? text : Temporal.Instant.from(text)
}

function parseDate(text: string): Temporal.PlainDate | string {
  return text.endsWith('infinity') ? text : Temporal.PlainDate.from(text)
}

function mapNested(list: unknown, parse: Parse): unknown {
  if (Array.isArray(list)) return list.map((entry) => mapNested(entry, parse))
  return typeof list === 'string' ? parse(list) : list
}
