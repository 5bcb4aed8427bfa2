// SQL of the objections that somebody made to what was made public: part of its record, so they stay.
import { countBy, type Belonging } from '#base/context'

export const objectionBelongings: readonly Belonging[] = [
  {
    what: 'objections', closing: 'stays',
    count: countBy('select count(*)::int as n from publicity.objections where account = $1'),
  },
]
