// SQL of the licences that stand under somebody's account, and of the record of their uses: both stay, and move with their person.
import type { Belonging } from '#base/context'

export const licenceBelongings: readonly Belonging[] = [
  {
    what: 'licences', closing: 'stays',
    count: async (sql, account) => (await sql.rows<{ n: number }>("select count(distinct licence)::int as n from licences.licences where account = $1 and state <> 'superseded'", [account]))[0]?.n ?? 0,
    move: async (tx, from, to) => {
      await tx.rows('update licences.licences set account = $2 where account = $1', [from, to])
      await tx.rows('update licences.uses set holder = $2 where holder = $1', [from, to])
    },
  },
]
