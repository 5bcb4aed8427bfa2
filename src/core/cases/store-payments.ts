// SQL of what a person is asked to pay in a case, with the limit that runs for it.
import type { Sql } from '#base/db'
import type { Text } from '#engines/words'
import type { Basis } from '#core/packs'

export interface Payment {
  id: string
  name: Text
  cents: number
  basis: Basis
  /** What the law says follows where it is not paid in time; null where it names nothing of its own. */
  unpaid: Text | null
  /** Paid back, not a fee. */
  isBack: boolean
  askedOn: string
  dueOn: string
  provisional: boolean
  settledOn: string | null
  settled: 'paid' | 'waived' | null
}

export async function findPayments(sql: Sql, caseId: string): Promise<Payment[]> {
  return sql.prepared<Payment>(
    'cases-payments',
    `select p.id, p.name, p.cents::float8 as cents, p.basis, p.unpaid, p.is_back as "isBack", p.asked_on::text as "askedOn", t.due_on::text as "dueOn", t.provisional, p.settled_on::text as "settledOn", p.settled
     from cases.payments p join cases.terms t on t.id = p.term where p.case_id = $1 order by p.asked_on, p.id`, [caseId],
  )
}

export interface NewPayment extends Pick<Payment, 'id' | 'name' | 'cents' | 'basis' | 'unpaid' | 'isBack' | 'askedOn'> {
  caseId: string
  term: string
}

export async function insertPayment(tx: Sql, one: NewPayment): Promise<void> {
  await tx.prepared(
    'cases-payment-ask', 'insert into cases.payments (id, case_id, term, name, cents, basis, unpaid, is_back, asked_on) values ($1, $2, $3, $4::jsonb, $5, $6::jsonb, $7::jsonb, $8, $9)',
    [one.id, one.caseId, one.term, JSON.stringify(one.name), one.cents, JSON.stringify(one.basis), one.unpaid && JSON.stringify(one.unpaid), one.isBack, one.askedOn],
  )
}

export async function settlePaymentRow(tx: Sql, id: string, settled: 'paid' | 'waived', on: Temporal.PlainDate): Promise<void> {
  await tx.prepared('cases-payment-settle', 'update cases.payments set settled = $2, settled_on = $3 where id = $1', [id, settled, on])
}

/** The term of a payment. */
export async function termOfPayment(tx: Sql, id: string): Promise<string | undefined> {
  return (await tx.prepared<{ term: string }>('cases-payment-term', 'select term from cases.payments where id = $1', [id]))[0]?.term
}
