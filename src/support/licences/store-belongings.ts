// SQL of the licences that stand under somebody's account, and of the record of their uses: both stay.
import { countBy, type Belonging } from '#base/context'

export const licenceBelongings: readonly Belonging[] = [
  {
    what: 'licences', closing: 'stays',
    count: countBy("select count(distinct licence)::int as n from licences.licences where account = $1 and state <> 'superseded'"),
  },
]
