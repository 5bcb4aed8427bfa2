// SQL of the cases that stand under somebody's account: they stay archives (档案法).
import { countBy, type Belonging } from '#base/context'

const countWhere = (condition: string) => countBy(`select count(distinct c.id)::int as n from cases.parties p join cases.cases c on c.id = p.case_id where p.account = $1 and ${condition}`)

/** Cases, by whether they are finished. */
export const caseBelongings: readonly Belonging[] = [
  {
    what: 'open-cases', closing: 'goes-on', count: countWhere('c.finished_at is null'),
    // Without an account there is no own space for letters: they come on paper from now on.
    forget: async (tx, account) => {
      await tx.rows('update cases.parties p set consent = false from cases.cases c where c.id = p.case_id and c.finished_at is null and p.account = $1', [account])
    },
  },
  {
    what: 'cases', closing: 'stays', count: countWhere('c.finished_at is not null'),
  },
]
