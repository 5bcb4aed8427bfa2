// SQL of what systems of others may know of somebody: it ends with the account (个人信息保护法 14, 15).
import { countBy, type Belonging } from '#base/context'

export const clientBelongings: readonly Belonging[] = [
  {
    what: 'consents', closing: 'goes',
    count: countBy('select count(*)::int as n from clients.consents where account = $1 and withdrawn_at is null'),
    forget: async (tx, account, now) => {
      await tx.rows('update clients.consents set withdrawn_at = $2 where account = $1 and withdrawn_at is null', [account, now])
      await tx.rows("delete from clients.records where account = $1 and model <> 'Session'", [account])
      await tx.rows('delete from clients.subjects where account = $1', [account])
    },
  },
]
