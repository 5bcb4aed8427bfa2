// Questions about readings, each a case of its own, which holds the words; and what a number was shown whole for.
import { ofAccount, ofCase, settleBy, type Holding, type Move } from '#base/context'

/** See Holding: whose, why, until when. */
export const readingHoldings: readonly Holding[] = [
  { table: 'readings.questions', purpose: 'oversight', whose: ofAccount('account'), ended: 't.at', erase: 'row', copy: ['t.number', 't.at'] },
  { table: 'readings.shown', purpose: 'oversight', whose: ofCase(), ended: 't.at', erase: 'row', copy: ['t.field', 't.reason', 't.words', 't.at'] },
]

/** That somebody was told something within the hour, kept for two: read under the other account it is told once more. */
export const readingMoves: readonly Move[] = [{ table: 'readings.noted', columns: ['about'], settle: settleBy('delete from readings.noted where about = $1') }]
