// What accounts hold about people: all of it goes with the account; what was agreed and done under it ends with its own time.
import { ofAccount, type Holding } from '#base/context'
import { unseal } from './documents.ts'

/** Number and telephone as their holder gave them. */
const openNumbers: Holding['open'] = (keys, { id, id_sealed: number, phone_sealed: phone, ...row }) => ({
  ...row, id_number: unseal(keys, String(id), 'id', number === null ? null : String(number)) ?? null, phone: unseal(keys, String(id), 'phone', phone === null ? null : String(phone)) ?? null,
})

/** See Holding: whose, why, until when. */
export const peopleHoldings: readonly Holding[] = [
  { table: 'people.accounts', purpose: 'accounts', whose: 't.id = any ($1)', ended: null, stays: 'account', erase: null, copy: ['t.login', 't.kind', 't.created_at'] },
  { table: 'people.natural_accounts', purpose: 'accounts', whose: 't.id = any ($1)', ended: null, stays: 'account', erase: null, copy: ['t.id', 't.name', 't.name_en', 't.id_kind', 't.id_sealed', 't.phone_sealed'], open: openNumbers },
  { table: 'people.legal_accounts', purpose: 'accounts', whose: 't.id = any ($1) or t.representative = any ($1)', ended: null, stays: 'account', erase: null, copy: ['t.id', 't.name', 't.name_en', 't.id_kind', 't.id_sealed', 't.phone_sealed'], open: openNumbers },
  { table: 'people.factors', purpose: 'accounts', whose: ofAccount('account'), ended: null, stays: 'account', erase: null, copy: ['t.kind', 't.name', 't.added_at', 't.used_at'] },
  { table: 'people.proofs', purpose: 'accounts', whose: ofAccount('account'), ended: null, stays: 'account', erase: null, copy: ['t.source', 't.level', 't.at', 't.until_at'] },
  { table: 'people.sessions', purpose: 'accounts', whose: ofAccount('account'), ended: null, stays: 'account', erase: null, copy: ['t.began_at', 't.touched_at', 't.ends_at', 't.way'] },
  { table: 'people.familiar_addresses', purpose: 'accounts', whose: ofAccount('account'), ended: null, stays: 'account', erase: null, copy: ['t.seen_at'] },
  { table: 'people.agencies', purpose: 'helping', whose: `t.guardianship is null and (${ofAccount('principal', 'agent')})`, ended: 'case when t.guardianship is null then coalesce(t.revoked_at, t.to_at) end', erase: 'row', copy: ['t.items', 't.from_at', 't.to_at', 't.revoked_at'] },
  // Not by consent, and so not erased because somebody no longer agrees.
  {
    table: 'people.agencies', purpose: 'guardianship', whose: `t.guardianship is not null and (${ofAccount('principal', 'agent')})`, ended: 'case when t.guardianship is not null then coalesce(t.revoked_at, t.to_at) end', erase: 'row',
    copy: ['t.guardianship', 't.proof', 't.reference', 't.judgment', 't.born', 't.from_at', 't.to_at', 't.revoked_at', 't.ended_because'],
  },
  { table: 'people.guardian_checks', purpose: 'guardianship', whose: ofAccount('guardian'), ended: 'coalesce(t.decided_at, t.ends_at)', erase: 'row', copy: ['t.organisation', 't.kind', 't.proof', 't.state', 't.seen_at', 't.decided_at'] },
  // What a guardian wrote is told to that one alone.
  { table: 'people.guardian_objections', purpose: 'guardianship', whose: ofAccount('guardian'), ended: 't.settled_at', erase: 'row', copy: ['t.words', 't.made_at', 't.settled_at', 't.settled_how'] },
  { table: 'people.freezings', purpose: 'oversight', whose: ofAccount('account'), ended: 't.ended_at', erase: { set: "reason = '', salt = '\\x'", unless: "t.reason = ''" }, copy: ['t.frozen_at', 't.ended_at', 't.ground'] },
  { table: 'people.recoveries', purpose: 'oversight', whose: ofAccount('account'), ended: 'coalesce(t.used_at, t.stopped_at, t.ends_at)', erase: 'row', copy: ['t.document_kind', 't.begun_at', 't.used_at', 't.stopped_at'] },
]
