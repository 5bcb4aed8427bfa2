// What a machine looked at: erased when the matter's own period is over; the verdict stays a figure.
import { ofCase, type Holding } from '#base/context'

/** See Holding: whose, why, until when. */
export const judgementHoldings: readonly Holding[] = [
  { table: 'automation.judgements', purpose: 'matter', whose: ofCase(), ended: 'matter', erase: { set: "inputs = null, judgement = null, reasons = '[]', salt = '\\x'", unless: "t.salt = '\\x'" }, copy: ['t.case_number', 't.verdict', 't.reasons', 't.inputs', 't.at'] },
]
