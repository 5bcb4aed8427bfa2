// SQL of the questions that were asked about somebody: erased with the account, with what was agreed to and the holder that a source named.
import { countBy, type Belonging } from '#base/context'

export const proofBelongings: readonly Belonging[] = [
  {
    what: 'identity-checks', closing: 'goes',
    count: countBy('select count(*)::int as n from (select from proofs.asks where account = $1 union all select from proofs.checks where account = $1) x'),
    forget: async (tx, account) => {
      // Written out: what serving may do to a table is held against the words of the code (src/serving-rights.ts).
      await tx.rows('delete from proofs.asks where account = $1', [account])
      await tx.rows('delete from proofs.checks where account = $1', [account])
      await tx.rows('delete from proofs.consents where account = $1', [account])
      await tx.rows('delete from proofs.holders where account = $1', [account])
    },
  },
]
