// SQL of what somebody was filling in and of the papers of the own library: erased with the account.
import { countBy, type Belonging } from '#base/context'
import { loosen } from './store.ts'

const unsent = 'account = $1 and case_number is null'

/** Drafts that are no case yet, and papers. What was submitted is the case's. */
export const applicationBelongings: readonly Belonging[] = [
  {
    what: 'drafts', closing: 'goes', count: countBy(`select count(*)::int as n from applications.drafts where ${unsent}`),
    forget: async (tx, account, now) => {
      await tx.rows(loosen(`select f.sha256 from applications.files f join applications.drafts d on d.id = f.draft where d.${unsent.replace('case_number', 'd.case_number')}`, '$2'), [account, now])
      await tx.rows(`delete from applications.drafts where ${unsent}`, [account])
    },
  },
  {
    what: 'papers', closing: 'goes', count: countBy('select count(*)::int as n from applications.library where account = $1'),
    forget: async (tx, account, now) => {
      await tx.rows(loosen('select sha256 from applications.library where account = $1', '$2'), [account, now])
      await tx.rows('delete from applications.library where account = $1', [account])
    },
  },
]
