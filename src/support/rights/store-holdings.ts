// What is held by law names an account: a hold that has ended goes over with it; while one runs nothing is merged. So does what still waits to be erased.
import { ofAccount, type Holding, type Move } from '#base/context'

/** See Move. */
export const rightsMoves: readonly Move[] = [{ table: 'rights.holds', columns: ['account'] }, { table: 'rights.waiting', columns: ['account'] }]

/** See Holding: what was granted goes on until the person ends it; a transfer is fetched and then only proves itself. */
export const rightsHoldings: readonly Holding[] = [
  { table: 'rights.granted', purpose: 'oversight', whose: ofAccount('account'), ended: "case when t.what = 'transfer' then t.at else t.ended_at end", erase: 'row', copy: ['t.case_number', 't.what', 't.purpose', 't.recipient', 't.at', 't.ended_at'] },
]
