// Sheets of applications: what was not sent goes with the time of handling; what became a case is the case's.
import { ofAccount, type Holding } from '#base/context'

/** See Holding: whose, why, until when. */
export const batchHoldings: readonly Holding[] = [
  { table: 'batches.batches', purpose: 'handling', whose: ofAccount('account', 'hand'), ended: null, stays: 'figures', erase: null, copy: ['t.kind', 't.item', 't.state', 't.created_at'] },
  { table: 'batches.rows', purpose: 'handling', whose: 't.batch in (select b.id from batches.batches b where b.account = any ($1))', ended: 't.at', erase: 'row', copy: ['t.number', 't.form', 't.state', 't.case_number'] },
  { table: 'batches.versions', purpose: 'handling', whose: 't.batch in (select b.id from batches.batches b where b.account = any ($1))', ended: 't.at', erase: 'row', copy: ['t.number', 't.cells', 't.at'] },
]
