// What systems of others were told, by consent.
import { ofAccount, type Holding } from '#base/context'

/** See Holding: whose, why, until when. */
export const clientHoldings: readonly Holding[] = [
  { table: 'clients.consents', purpose: 'sign-in', whose: ofAccount('account'), ended: 't.withdrawn_at', erase: 'row', copy: ['t.code', 't.scopes', 't.given_at', 't.withdrawn_at', 't.used_at'] },
  { table: 'clients.readings', purpose: 'sign-in', whose: ofAccount('account'), ended: 't.read_at', erase: 'row', copy: ['t.code', 't.told', 't.read_at'] },
  { table: 'clients.sign_ins', purpose: 'sign-in', whose: ofAccount('account'), ended: 't.at', erase: 'row', copy: ['t.code', 't.at'] },
  { table: 'clients.records', purpose: 'sign-in', whose: ofAccount('account'), ended: 't.ends_at', erase: 'row', copy: [] },
  { table: 'clients.subjects', purpose: 'accounts', whose: ofAccount('account'), ended: null, stays: 'account', erase: null, copy: ['t.code', 't.subject'] },
]
