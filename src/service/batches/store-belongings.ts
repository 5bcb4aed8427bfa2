// SQL of the sheets of an account: rows that became cases are the cases'; the others are erased with the account.
import { countBy, type Belonging } from '#base/context'

export const batchBelongings: readonly Belonging[] = [
  {
    what: 'sheets', closing: 'goes',
    count: countBy('select count(*)::int as n from batches.batches where account = $1'),
    forget: async (tx, account) => {
      await tx.rows('delete from batches.versions v using batches.batches b where b.id = v.batch and b.account = $1', [account])
      await tx.rows('delete from batches.rows r using batches.batches b where b.id = r.batch and b.account = $1 and r.case_number is null', [account])
    },
  },
]
