// What licences hold about people. One that a case granted is archived with it; one from before the platform ends with its own time.
import { ofAccount, type Holding } from '#base/context'
import { openForHolder } from './numbers.ts'

/** See Holding: whose, why, until when. */
export const licenceHoldings: readonly Holding[] = [
  { table: 'licences.licences', purpose: 'archives', whose: `(${ofAccount('account')}) and t.case_id is not null`, ended: null, stays: 'archive', erase: null, copy: ['t.id', 't.licence_id', 't.number', 't.number_sealed', 't.told_sealed', 't.type', 't.holder_name', 't.id_kind', 't.id_masked', 't.issuer_name', 't.face', 't.issued_on', 't.valid_from', 't.valid_to', 't.state'], file: { digest: 't.sha256', folder: "'licences'", name: "t.licence_id || '.pdf'" }, open: openForHolder },
  { table: 'licences.licences', purpose: 'licences', whose: `(${ofAccount('account')}) and t.case_id is null`, ended: "case when t.case_id is not null then null when t.state <> 'in-force' and t.state <> 'suspended' then t.since when not t.renewing then (t.valid_to + 1)::timestamp at time zone 'Asia/Shanghai' end", erase: 'row', copy: ['t.id', 't.licence_id', 't.number', 't.number_sealed', 't.told_sealed', 't.type', 't.holder_name', 't.id_kind', 't.id_masked', 't.issuer_name', 't.face', 't.issued_on', 't.valid_from', 't.valid_to', 't.state'], file: { digest: 't.sha256', folder: "'licences'", name: "t.licence_id || '.pdf'" }, open: openForHolder },
  { table: 'licences.words', purpose: 'archives', whose: 't.licence in (select l.licence from licences.licences l where l.account = any ($1))', ended: null, stays: 'archive', erase: null, copy: [] },
  { table: 'licences.uses', purpose: 'oversight', whose: ofAccount('holder'), ended: 't.at', erase: 'row', copy: ['t.licence_id', 't.type', 't.unit', 't.item', 't.purpose', 't.at'], merging: { also: ['by_account'] } },
]
