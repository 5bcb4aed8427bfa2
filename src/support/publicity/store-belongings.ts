// SQL of the objections that somebody made to what was made public: part of its record, so they stay, and move with their person.
import type { Belonging } from '#base/context'

export const objectionBelongings: readonly Belonging[] = [
  {
    what: 'objections', closing: 'stays',
    count: async (sql, account) => (await sql.rows<{ n: number }>('select count(*)::int as n from publicity.objections where account = $1', [account]))[0]?.n ?? 0,
    move: async (tx, from, to) => {
      await tx.rows('update publicity.objections set account = $2 where account = $1', [from, to])
    },
  },
]
