// SQL of what somebody was filling in and of the papers of the own library: erased with the account.
import type { Belonging } from '#base/context'
import type { Sql } from '#base/db'
import { loosen } from './store.ts'

async function count(sql: Sql, text: string, account: string): Promise<number> {
  const [row] = await sql.rows<{ n: number }>(text, [account])
  return row?.n ?? 0
}

const unsent = 'account = $1 and case_number is null'

/** Drafts that are no case yet, and papers. What was submitted is the case's. */
export const applicationBelongings: readonly Belonging[] = [
  {
    what: 'drafts', closing: 'goes', count: (sql, account) => count(sql, `select count(*)::int as n from applications.drafts where ${unsent}`, account),
    forget: async (tx, account, now) => {
      await tx.rows(loosen(`select f.sha256 from applications.files f join applications.drafts d on d.id = f.draft where d.${unsent.replace('case_number', 'd.case_number')}`, '$2'), [account, now])
      await tx.rows(`delete from applications.drafts where ${unsent}`, [account])
    },
  },
  {
    what: 'papers', closing: 'goes', count: (sql, account) => count(sql, 'select count(*)::int as n from applications.library where account = $1', account),
    forget: async (tx, account, now) => {
      await tx.rows(loosen('select sha256 from applications.library where account = $1', '$2'), [account, now])
      await tx.rows('delete from applications.library where account = $1', [account])
    },
  },
]
