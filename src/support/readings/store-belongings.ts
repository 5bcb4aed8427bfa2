// SQL of the questions that somebody asked about readings: each is a case, so it stays.
import { countBy, type Belonging } from '#base/context'

export const readingBelongings: readonly Belonging[] = [
  {
    what: 'questions', closing: 'stays',
    count: countBy('select count(*)::int as n from readings.questions where account = $1'),
  },
]
