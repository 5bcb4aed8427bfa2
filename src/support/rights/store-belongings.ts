// SQL of restrictions that run: without an account there is nothing left to restrict.
import { countBy, type Belonging } from '#base/context'

export const rightsBelongings: readonly Belonging[] = [
  {
    what: 'restrictions', closing: 'goes',
    count: countBy("select count(*)::int as n from rights.granted where account = $1 and what = 'restriction' and ended_at is null"),
    forget: async (tx, account, now) => {
      await tx.rows('update rights.granted set ended_at = $2 where account = $1 and ended_at is null', [account, now.toString()])
    },
  },
]
