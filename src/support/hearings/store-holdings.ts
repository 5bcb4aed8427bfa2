// What hearings hold: minutes are the ground of the decision (许可法 48), and archived with it.
import { ofCase, type Holding } from '#base/context'

/** See Holding: whose, why, until when. */
export const hearingHoldings: readonly Holding[] = [
  { table: 'hearings.hearings', purpose: 'archives', whose: ofCase(), ended: null, stays: 'archive', erase: null, copy: ['t.case_number', 't.origin', 't.state', 't.at', 't.place', 't.minutes'] },
]
