// SQL of the messages in somebody's own space: erased with the account, or moved with its person.
import type { Belonging } from '#base/context'

export const messageBelongings: readonly Belonging[] = [
  {
    what: 'messages', closing: 'goes',
    count: async (sql, account) => (await sql.rows<{ n: number }>('select count(*)::int as n from notifications.messages where account = $1', [account]))[0]?.n ?? 0,
    forget: async (tx, account) => {
      await tx.rows('delete from notifications.messages where account = $1', [account])
    },
    // Both may have been told of the same entry: once is enough.
    move: async (tx, from, to) => {
      await tx.rows('delete from notifications.messages m using notifications.messages k where m.account = $1 and k.account = $2 and k.cause = m.cause', [from, to])
      await tx.rows('update notifications.messages set account = $2 where account = $1', [from, to])
    },
  },
]
