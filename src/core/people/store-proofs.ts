// SQL of proofs, and of the levels that follow from them.
import type { Sql } from '#base/db'
import type { Proof } from './proof.ts'

/** Keeps a proof in place of the earlier one of its source. Answers false where this answer of the source is kept already. */
export async function insertProof(tx: Sql, one: Proof, salt: Uint8Array): Promise<boolean> {
  const rows = await tx.rows(
    `insert into people.proofs (id, account, source, level, assertion, trace, score, at, until_at, salt)
     select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10 where not exists (select 1 from people.proofs where source = $3 and trace = $6)
     on conflict (account, source) do update set id = excluded.id, level = excluded.level, assertion = excluded.assertion, trace = excluded.trace, score = excluded.score,
       at = excluded.at, until_at = excluded.until_at, salt = excluded.salt returning 1`,
    [one.id, one.account, one.source, one.level, one.assertion, one.trace, one.score, one.at.toString(), one.until.toString(), salt],
  )
  return rows.length === 1
}

/** Deletes what a source said of an account. Answers how many there were. */
export async function deleteProofs(tx: Sql, account: string, source: string): Promise<number> {
  return (await tx.rows('delete from people.proofs where account = $1 and source = $2 returning 1', [account, source])).length
}

/** The proofs of an account, newest first, also those that have become too old. */
export async function selectProofs(sql: Sql, account: string): Promise<Proof[]> {
  return sql.prepared<Proof>('people-proofs', 'select id, account, source, level, assertion, trace, score, at, until_at as until from people.proofs where account = $1 order by at desc, id desc', [account])
}

/** 实名等级 as an expression of SQL: what an account states, or more where a proof says so that counts at a moment. All are expressions; `also` narrows the proofs `p`. */
export const levelSql = (of: { account: string; stated: string; now: string }, also = 'true'): string =>
  `greatest(${of.stated}, (select max(p.level) from people.proofs p where p.account = ${of.account} and p.until_at > ${of.now} and ${also}))`

/** 实名等级 of these accounts at a moment: what they say of themselves, or more where a proof says so that is not too old; `since`: by proofs that came no earlier. Civil servants have none. */
export async function selectLevels(sql: Sql, accounts: readonly string[], now: Temporal.Instant, since?: Temporal.Instant): Promise<Map<string, number>> {
  const rows = await sql.prepared<{ account: string; level: number }>(
    'people-levels-since',
    `select k.id as account, ${levelSql({ account: 'k.id', stated: 'k.stated_level', now: '$2' }, '($3::timestamptz is null or p.at >= $3)')} as level
     from (select id, stated_level from people.natural_accounts union all select id, stated_level from people.legal_accounts) k where k.id = any($1::uuid[])`,
    [[...new Set(accounts)], now.toString(), since?.toString() ?? null],
  )
  return new Map(rows.map(({ account, level }) => [account, level]))
}
