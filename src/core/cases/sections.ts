// Sections in a case: the window that received it, the team of the handling body that has it, and in whose hands each step is. A post in a
// section counts in a case only while the case is with that section; then it counts as a post of the body there, for what is in the
// section's hands. A window receives and hands over, and decides nothing: it has no other post.
import type { Sql } from '#base/db'
import type { Post, Reach } from '#base/http'
import { bodyOfSection } from '#engines/codes'
import { reachesSection } from '#core/people'
import type { Case, CaseStep } from './case.ts'

type Placed = Pick<Case, 'receiving' | 'handling' | 'window' | 'team'>

/** In whose hands a new step of a body is: of its team where it handles, of its window where it received; null: of the whole body. */
export function sectionOf(row: Placed, organisation: string): string | null {
  if (organisation === row.handling && row.team !== null) return row.team
  return organisation === row.receiving ? row.window : null
}

/** The sections that a case is with: its window, its team, and who has an open step. */
export function sectionsIn({ window, team }: Pick<Case, 'window' | 'team'>, steps: readonly Pick<CaseStep, 'state' | 'section'>[]): string[] {
  return [window, team, ...steps.filter(({ state }) => state === 'open').map(({ section }) => section)].filter((one) => one !== null)
}

/** The posts of somebody as they count in a case that is with these sections. */
export function postsIn(posts: readonly Post[], sections: readonly string[]): Post[] {
  return posts.map(({ of, ...post }) => (of === undefined || !sections.includes(post.organisation) ? { ...post, ...(of === undefined ? {} : { of }) } : { ...post, organisation: of, section: post.organisation }))
}

async function findSections(sql: Sql, caseId: string): Promise<string[]> {
  const rows = await sql.prepared<{ section: string }>(
    'cases-sections', `select unnest(array[c."window", c.team]) as section from cases.cases c where c.id = $1 union select section from cases.steps where case_id = $1 and state = 'open' and section is not null`, [caseId],
  )
  return rows.flatMap(({ section }) => section ?? [])
}

/** Somebody with the posts as they count in a case. Asked inside the act that they are needed for: a case may have gone to another section meanwhile. */
export async function officerIn<O extends { posts: Post[] }>(sql: Sql, caseId: string, officer: O): Promise<O> {
  return officer.posts.some(({ of }) => of !== undefined) ? { ...officer, posts: postsIn(officer.posts, await findSections(sql, caseId)) } : officer
}

/** The bodies for which a reach counts in a case: those reached as a whole, and those whose section has the case. */
export async function bodiesIn(sql: Sql, caseId: string, { organisations, sections = [] }: Pick<Reach, 'organisations' | 'sections'>): Promise<string[]> {
  const here = sections.length > 0 ? await findSections(sql, caseId) : []
  return [...organisations, ...sections.filter((one) => here.includes(one)).flatMap((one) => bodyOfSection(one) ?? [])]
}

/** What a process asks of a colleague, or of a body: the body, or the colleague's own section where what the body has is in other hands. */
export function placeFor(holder: { section: string | null } | undefined, organisation: string, row: Placed): string {
  return holder?.section && !reachesSection(holder, sectionOf(row, organisation)) ? holder.section : organisation
}
