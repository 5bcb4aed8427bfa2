// What an authority is about, as people read it: services by their names. An authority names them by code, which tells a person nothing.
import { Type, type Static } from 'typebox'
import type { Sql } from '#base/db'
import { namesOfItems } from '#core/items'
import { TextShape } from './shapes.ts'

export const ScopeShape = Type.Union([Type.Array(Type.Object({ code: Type.String(), name: TextShape })), Type.Null()], { description: 'The items with their names; null for all' })
type Scope = Static<typeof ScopeShape>

/** Names the items of authorities; one that no register has any more keeps its code. */
export async function scopesOf(sql: Sql, all: readonly (readonly string[] | null)[]): Promise<(items: readonly string[] | null) => Scope> {
  const names = await namesOfItems(sql, all.flatMap((items) => items ?? []))
  return (items) => items?.map((code) => ({ code, name: names.get(code) ?? { zh: code } })) ?? null
}
