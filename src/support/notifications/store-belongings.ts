// SQL of the messages in somebody's own space: erased with the account.
import { countBy, type Belonging } from '#base/context'

export const messageBelongings: readonly Belonging[] = [
  {
    what: 'messages', closing: 'goes',
    count: countBy('select count(*)::int as n from notifications.messages where account = $1'),
    forget: async (tx, account) => {
      await tx.rows('delete from notifications.messages where account = $1', [account])
    },
  },
]
