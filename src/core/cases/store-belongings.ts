// SQL of the cases that stand under somebody's account: they stay archives (档案法).
import type { Belonging } from '#base/context'
import type { Sql } from '#base/db'

async function countWhere(sql: Sql, account: string, condition: string): Promise<number> {
  const [row] = await sql.rows<{ n: number }>(`select count(distinct c.id)::int as n from cases.parties p join cases.cases c on c.id = p.case_id where p.account = $1 and ${condition}`, [account])
  return row?.n ?? 0
}

/** Cases, by whether they are finished. */
export const caseBelongings: readonly Belonging[] = [
  {
    what: 'open-cases', closing: 'goes-on', count: (sql, account) => countWhere(sql, account, 'c.finished_at is null'),
    // Without an account there is no own space for letters: they come on paper from now on.
    forget: async (tx, account) => {
      await tx.rows('update cases.parties p set consent = false from cases.cases c where c.id = p.case_id and c.finished_at is null and p.account = $1', [account])
    },
  },
  {
    what: 'cases', closing: 'stays', count: (sql, account) => countWhere(sql, account, 'c.finished_at is not null'),
  },
]
