// What was made public: taken down and erased when its time is over (许可法 40); who objected is erased with it.
import { ofAccount, ofCase, type Holding } from '#base/context'

/** See Holding: whose, why, until when. */
export const publicityHoldings: readonly Holding[] = [
  { table: 'publicity.grants', purpose: 'publicity', whose: ofCase(), ended: 't.published_at', erase: 'row', copy: ['t.item_name', 't.holder', 't.decided_on', 't.published_at', 't.removed_at'] },
  { table: 'publicity.objections', purpose: 'publicity', whose: ofAccount('account'), ended: 't.at', erase: { set: "account = null, name = '', contact = '', text = '', salt = '\\x', answer = case when t.answer is null then null else '' end, answer_salt = null", unless: "t.salt = '\\x'" }, copy: ['t.receipt', 't.name', 't.contact', 't.text', 't.at', 't.answer', 't.answered_at'] },
  { table: 'publicity.notices', purpose: 'publicity', whose: ofCase(), ended: "case when t.state = 'closed' then (t.ends_on + 1)::timestamp at time zone 'Asia/Shanghai' end", erase: { set: "applicant = '', summary = '', salt = '\\x'", unless: "t.salt = '\\x'" }, copy: ['t.case_number', 't.applicant', 't.summary', 't.starts_on', 't.ends_on'] },
]
