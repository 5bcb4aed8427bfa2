// Questions about readings: each is a case of its own, which holds the words.
import { ofAccount, type Holding } from '#base/context'

/** See Holding: whose, why, until when. */
export const readingHoldings: readonly Holding[] = [
  { table: 'readings.questions', purpose: 'oversight', whose: ofAccount('account'), ended: 't.at', erase: 'row', copy: ['t.number', 't.at'] },
]
