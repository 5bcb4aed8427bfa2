// The cases in the hands of somebody, as a condition for queries of contexts above that list what hangs on cases: lists are limited inside the query.
import type { Reach } from '#base/http'

/**
 * That the case with this id, an SQL expression of the caller, is in the hands of a reach: of a body that receives, handles or decides it, of the
 * window that received it, of the team that has it. `add` places a value. Who was only given a copy or a step has no list of it.
 */
export function caseInReach(id: string, { organisations, sections = [] }: Pick<Reach, 'organisations' | 'sections'>, add: (value: unknown) => string): string {
  const bodies = organisations.length > 0 ? ((place) => ['receiving', 'handling', 'deciding'].map((column) => `c.${column} = any (${place}::text[])`))(add(organisations)) : []
  const own = sections.length > 0 ? ((place) => [`c."window" = any (${place}::text[])`, `c.team = any (${place}::text[])`])(add(sections)) : []
  const scopes = [...bodies, ...own]
  return scopes.length > 0 ? `exists (select from cases.cases c where c.id = ${id} and (${scopes.join(' or ')}))` : 'false'
}
