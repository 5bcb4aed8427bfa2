// SQL of the addresses that somebody gave: erased with the account. Each is sealed for its account and confirmed by it.
import { countBy, type Belonging } from '#base/context'

export const channelBelongings: readonly Belonging[] = [
  {
    what: 'addresses', closing: 'goes',
    count: countBy('select count(*)::int as n from channels.addresses where account = $1'),
    forget: async (tx, account) => {
      await tx.rows('delete from channels.addresses where account = $1', [account])
      await tx.rows('delete from channels.outbox where account = $1', [account])
    },
  },
]
