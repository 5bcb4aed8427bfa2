// SQL of the questions that somebody asked about readings: each is a case, so it stays.
import type { Belonging } from '#base/context'

export const readingBelongings: readonly Belonging[] = [
  {
    what: 'questions', closing: 'stays',
    count: async (sql, account) => (await sql.rows<{ n: number }>('select count(*)::int as n from readings.questions where account = $1', [account]))[0]?.n ?? 0,
  },
]
