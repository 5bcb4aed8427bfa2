// SQL of posts.
import type { Sql } from '#base/db'
import type { HeldPost } from './account.ts'
import type { Hours } from './hours.ts'

/** Posts of these accounts that are held at a moment. */
export async function selectPosts(sql: Sql, accounts: readonly string[], now: Temporal.Instant): Promise<(HeldPost & { account: string })[]> {
  return sql.prepared<HeldPost & { account: string }>(
    'people-posts-sections',
    `select id, account, role, organisation, section, from_at as "from", to_at as "to", hours from people.posts
     where account = any($1::uuid[]) and from_at <= $2 and (to_at is null or to_at > $2) order by id`,
    [accounts, now.toString()],
  )
}

/** Holders of posts in these organisations, or in these sections of them, at a moment, whose accounts are not frozen. */
export async function selectHolders(sql: Sql, organisations: readonly string[], now: Temporal.Instant): Promise<{ account: string; name: string; nameEn: string | null; role: string; organisation: string; section: string | null; hours: Hours | null }[]> {
  return sql.prepared(
    'people-holders-2',
    `select p.account, s.name, s.name_en as "nameEn", p.role, p.organisation, p.section, p.hours from people.posts p join people.staff_accounts s on s.id = p.account join people.accounts a on a.id = p.account
     where (p.organisation = any($1::text[]) or p.section = any($1::text[])) and p.from_at <= $2 and (p.to_at is null or p.to_at > $2) and a.frozen_at is null order by p.organisation, p.role, s.name, p.account`,
    [organisations, now.toString()],
  )
}

/** Accounts, not frozen, that hold one of these roles at a moment: in an organisation, or anywhere. */
export async function selectHoldersOfRoles(sql: Sql, roles: readonly string[], organisation: string | null, now: Temporal.Instant): Promise<string[]> {
  const rows = await sql.prepared<{ account: string }>(
    'people-holders-of-roles',
    `select distinct p.account from people.posts p join people.accounts a on a.id = p.account
     where p.role = any($1::text[]) and ($2::text is null or p.organisation = $2) and p.from_at <= $3 and (p.to_at is null or p.to_at > $3) and a.frozen_at is null order by p.account`,
    [roles, organisation, now.toString()],
  )
  return rows.map((row) => row.account)
}

export async function insertPost(sql: Sql, post: HeldPost & { account: string }): Promise<void> {
  await sql.prepared(
    'people-add-post-section', 'insert into people.posts (id, account, role, organisation, from_at, to_at, hours, section) values ($1, $2, $3, $4, $5, $6, $7::jsonb, $8)',
    [post.id, post.account, post.role, post.organisation, post.from.toString(), post.to?.toString() ?? null, post.hours && JSON.stringify(post.hours), post.section],
  )
}

/** A post, held or ended. */
export async function findPost(sql: Sql, id: string): Promise<Pick<HeldPost, 'role' | 'organisation'> | undefined> {
  return (await sql.rows<Pick<HeldPost, 'role' | 'organisation'>>('select role, organisation from people.posts where id = $1', [id]))[0]
}

/** Ends a post that is held. Answers it, or undefined where there is none. */
export async function endPost(sql: Sql, account: string, post: string, now: Temporal.Instant): Promise<{ role: string; organisation: string } | undefined> {
  const [row] = await sql.rows<{ role: string; organisation: string }>(
    'update people.posts set to_at = $3 where id = $2 and account = $1 and (to_at is null or to_at > $3) returning role, organisation', [account, post, now.toString()],
  )
  return row
}
