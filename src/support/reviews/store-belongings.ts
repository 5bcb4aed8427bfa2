// SQL of the verdicts that somebody gave: the verdict stays, who gave it is erased with the account.
import { countBy, type Belonging } from '#base/context'

export const reviewBelongings: readonly Belonging[] = [
  {
    what: 'reviews', closing: 'stays',
    count: countBy('select count(*)::int as n from reviews.reviews where account = $1'),
    forget: async (tx, account) => {
      await tx.rows('update reviews.reviews set account = null where account = $1', [account])
    },
  },
]
