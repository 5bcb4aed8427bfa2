// What the cases hold about people. What was applied with, decided and done is archived (档案法 13), so nothing of it ends by itself; a person is given what is in it.
import { ofAccount, ofCase, type Holding } from '#base/context'
import { openFormForHolder } from './inside.ts'
import { openForHolder } from './numbers.ts'

const caseNumber = '(select c.number from cases.cases c where c.id = t.case_id) as case_number'

/** See Holding: whose, why, until when. */
export const caseHoldings: readonly Holding[] = [
  { table: 'cases.cases', purpose: 'archives', whose: 't.id = any ($2)', ended: null, stays: 'archive', erase: null, copy: ['t.number', 't.item', 't.state', 't.outcome', 't.annulled_on', 't.opened_at', 't.finished_at', 't.receiving', 't.handling', 't.deciding'] },
  { table: 'cases.parties', purpose: 'archives', whose: ofAccount('account'), ended: null, stays: 'archive', erase: null, copy: [caseNumber, 't.case_id', 't.ordinal', 't.role', 't.name', 't.id_kind', 't.id_number', 't.id_sealed', 't.phone', 't.address'], open: openForHolder },
  { table: 'cases.forms', purpose: 'archives', whose: ofCase(), ended: null, stays: 'archive', erase: null, copy: [caseNumber, 't.case_id', 't.version', 't.data', 't.numbers_key', 't.at'], open: openFormForHolder },
  { table: 'cases.files', purpose: 'archives', whose: ofCase(), ended: null, stays: 'archive', erase: null, copy: [caseNumber, 't.material', 't.name', 't.type', 't.at'], file: { digest: 't.sha256', folder: '(select c.number from cases.cases c where c.id = t.case_id)', name: 't.name' } },
  { table: 'cases.words', purpose: 'archives', whose: ofCase(), ended: null, stays: 'archive', erase: null, copy: [] },
  { table: 'cases.commitments', purpose: 'archives', whose: ofCase(), ended: null, stays: 'archive', erase: null, copy: [caseNumber, 't.kind', 't.made_at', 't.withdrawn_at'] },
  { table: 'cases.results', purpose: 'archives', whose: ofCase(), ended: null, stays: 'archive', erase: null, copy: [caseNumber, 't.name', 't.outcome', 't.decided_at'] },
  { table: 'cases.payments', purpose: 'archives', whose: ofCase(), ended: null, stays: 'archive', erase: null, copy: [caseNumber, 't.name', 't.cents', 't.asked_on', 't.settled', 't.settled_on'] },
  { table: 'cases.procedures', purpose: 'archives', whose: ofCase(), ended: null, stays: 'archive', erase: null, copy: [] },
  { table: 'cases.owed', purpose: 'archives', whose: ofCase(), ended: null, stays: 'archive', erase: null, copy: [] },
  { table: 'cases.runs', purpose: 'archives', whose: ofCase(), ended: null, stays: 'archive', erase: null, copy: [] },
]
