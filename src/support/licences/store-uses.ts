// SQL of 用证记录; the only file that names this table. Who may see what is part of the query.
import type { Whose } from '#base/act'
import type { Sql } from '#base/db'
import type { LicenceUse } from './use.ts'

const columns = `id, licence, version, licence_id as "licenceId", version_no as "versionNo", type, holder, by_account as by, by_kind as "byKind", unit, item, case_id as "caseId", case_number as "caseNumber",
  purpose, fields, authorisation, failure, at`

export async function insertUse(tx: Sql, use: LicenceUse): Promise<void> {
  await tx.prepared(
    'licences-use-add',
    `insert into licences.uses (id, licence, version, licence_id, version_no, type, holder, by_account, by_kind, unit, item, case_id, case_number, purpose, fields, authorisation, failure, at)
     values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15::jsonb,$16,$17,$18)`,
    [use.id, use.licence, use.version, use.licenceId, use.versionNo, use.type, use.holder, use.by, use.byKind, use.unit, use.item, use.caseId, use.caseNumber, use.purpose, JSON.stringify(use.fields), use.authorisation, use.failure, use.at],
  )
}

/** Uses of a holder's licences, or those in one case, newest first. */
export async function listUses(sql: Sql, filter: { holder?: Whose | undefined; caseId?: string | undefined }, limit: number, after?: { at: string; id: string }): Promise<LicenceUse[]> {
  return sql.rows<LicenceUse>(
    `select ${columns} from licences.uses where ($1::uuid is null or holder = $1) and ($6::text[] is null or item = any ($6)) and ($2::uuid is null or case_id = $2) and ($3::timestamptz is null or (at, id) < ($3, $4::uuid)) order by at desc, id desc limit $5`,
    [filter.holder?.id ?? null, filter.caseId ?? null, after?.at ?? null, after?.id ?? null, limit, filter.holder?.items ?? null],
  )
}
