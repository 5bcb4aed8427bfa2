// Who may not promise: for as long as it is not repaired, and then with the time of records.
import { ofCase, type Holding } from '#base/context'

/** See Holding: whose, why, until when. */
export const commitmentHoldings: readonly Holding[] = [
  { table: 'commitments.bars', purpose: 'oversight', whose: ofCase(), ended: "(t.repaired_on + 1)::timestamp at time zone 'Asia/Shanghai'", erase: 'row', copy: ['t.ground', 't.basis', 't.body', 't.since', 't.repaired_on'] },
]
