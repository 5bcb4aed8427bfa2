// What systems of others were told, by consent.
import { ofAccount, settleBy, type Holding } from '#base/context'

/** Where both consented to one system, the answer of the account that is kept counts; the other is taken back by the merging. */
const oneConsent = settleBy('update clients.consents c set withdrawn_at = $3 where c.account = $1 and c.withdrawn_at is null and exists (select 1 from clients.consents k where k.account = $2 and k.code = c.code and k.withdrawn_at is null)')
/** What a system holds was given to an account that is no more: it signs its person in anew, by the name it knows, where it knows one alone. */
const noRecord = settleBy('delete from clients.records where account = $1')
const oneSubject = settleBy('delete from clients.subjects s using clients.subjects k where s.account = $1 and k.account = $2 and k.code = s.code')

/** See Holding: whose, why, until when. */
export const clientHoldings: readonly Holding[] = [
  { table: 'clients.consents', purpose: 'sign-in', whose: ofAccount('account'), ended: 't.withdrawn_at', erase: 'row', copy: ['t.code', 't.scopes', 't.given_at', 't.withdrawn_at', 't.used_at'], merging: { settle: oneConsent } },
  { table: 'clients.readings', purpose: 'sign-in', whose: ofAccount('account'), ended: 't.read_at', erase: 'row', copy: ['t.code', 't.told', 't.read_at'] },
  { table: 'clients.sign_ins', purpose: 'sign-in', whose: ofAccount('account'), ended: 't.at', erase: 'row', copy: ['t.code', 't.at'] },
  { table: 'clients.records', purpose: 'sign-in', whose: ofAccount('account'), ended: 't.ends_at', erase: 'row', copy: [], merging: { settle: noRecord } },
  { table: 'clients.subjects', purpose: 'accounts', whose: ofAccount('account'), ended: null, stays: 'account', erase: null, copy: ['t.code', 't.subject'], merging: { settle: oneSubject } },
]
