// Keyset cursors: a list goes on after the last row seen, whatever was added meanwhile.
import { Type, type TSchema } from 'typebox'
import { refusal } from '#base/problem'
import { isPlainText } from './text.ts'

export const badCursor = refusal({
  code: 'http.bad-cursor', status: 400,
  zh: '翻页位置无效。', en: 'The place in the list is not valid.',
  nextZh: '请从第一页重新开始。', nextEn: 'Start again from the first page.',
})

/** Query fields of every list. */
export const pageQuery = {
  cursor: Type.Optional(Type.String({ maxLength: 500, description: 'Where the previous page ended (its `next`)' })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 20, description: 'Rows in one page' })),
}

/** The shape of one page of a list. */
export function pageOf<S extends TSchema>(row: S) {
  return Type.Object({ items: Type.Array(row), next: Type.Union([Type.String(), Type.Null()]) })
}

/** Turns the key of the last row into an opaque cursor. */
export function writeCursor(key: (string | number | null)[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url')
}

/** Reads a cursor of `width` parts; refuses what was not written by writeCursor. */
export function readCursor(cursor: string | undefined, width: number): (string | number | null)[] | undefined {
  if (cursor === undefined) return undefined
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    if (Array.isArray(key) && key.length === width && key.every((part) => part === null || (typeof part === 'string' && isPlainText(part)) || Number.isFinite(part))) return key
  } catch {
    // Falls through to the refusal: what is not JSON is not our cursor.
  }
  throw badCursor()
}

/** One page out of up to limit + 1 rows: the extra row only tells that there is more. */
export function page<R>(rows: R[], limit: number, keyOf: (row: R) => (string | number | null)[]): { items: R[]; next: string | null } {
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return { items, next: rows.length > limit && last !== undefined ? writeCursor(keyOf(last)) : null }
}
