// What accounts hold about people: all of it goes with the account; what was agreed and done under it ends with its own time.
import { ofAccount, settleBy, type Holding, type Move, type Settle } from '#base/context'
import { unseal } from './documents.ts'

/** Number and telephone as their holder gave them. */
const openNumbers: Holding['open'] = (keys, { id, id_sealed: number, phone_sealed: phone, ...row }) => ({
  ...row, id_number: unseal(keys, String(id), 'id', number === null ? null : String(number)) ?? null, phone: unseal(keys, String(id), 'phone', phone === null ? null : String(phone)) ?? null,
})

/** Ways in are each account's own: nobody enters the one that is kept by what opened the other. */
const endWith = (table: string): Settle => settleBy(`delete from ${table} where account = $1`)
/** A session that acted for the account that ends is itself again: for whom it acts is chosen, never slipped into. */
const endSessions = settleBy('delete from people.sessions where account = $1', 'update people.sessions set acting_for = null where acting_for = $1')
/** A guardian is that of a ward once: where both accounts are, the record of the one that ends gives way. */
const endTwice = settleBy(`update people.agencies t set revoked_at = $3, ended_because = 'replaced' where t.guardianship is not null and t.revoked_at is null and exists (
  select from people.agencies o where o.guardianship is not null and o.revoked_at is null and ((t.agent = $1 and o.agent = $2 and o.principal = t.principal) or (t.principal = $1 and o.principal = $2 and o.agent = t.agent)))`)
/** One objection about a ward waits at a time. */
const settleTwice = settleBy("update people.guardian_objections t set settled_at = $3, settled_how = 'moot' where t.ward = $1 and t.settled_at is null and exists (select from people.guardian_objections o where o.ward = $2 and o.settled_at is null)")
const history = { stays: 'history of the account that ended: what was proved, frozen and given back under its own name' } as const

/** See Holding: whose, why, until when. */
export const peopleHoldings: readonly Holding[] = [
  { table: 'people.accounts', purpose: 'accounts', whose: 't.id = any ($1)', ended: null, stays: 'account', erase: null, copy: ['t.login', 't.kind', 't.created_at'] },
  { table: 'people.natural_accounts', purpose: 'accounts', whose: 't.id = any ($1)', ended: null, stays: 'account', erase: null, copy: ['t.id', 't.name', 't.name_en', 't.id_kind', 't.id_sealed', 't.phone_sealed'], open: openNumbers },
  { table: 'people.legal_accounts', purpose: 'accounts', whose: 't.id = any ($1) or t.representative = any ($1)', ended: null, stays: 'account', erase: null, copy: ['t.id', 't.name', 't.name_en', 't.id_kind', 't.id_sealed', 't.phone_sealed'], open: openNumbers },
  { table: 'people.factors', purpose: 'accounts', whose: ofAccount('account'), ended: null, stays: 'account', erase: null, copy: ['t.kind', 't.name', 't.added_at', 't.used_at'], merging: { settle: endWith('people.factors') } },
  { table: 'people.proofs', purpose: 'accounts', whose: ofAccount('account'), ended: null, stays: 'account', erase: null, copy: ['t.source', 't.level', 't.at', 't.until_at'], merging: history },
  { table: 'people.sessions', purpose: 'accounts', whose: ofAccount('account'), ended: null, stays: 'account', erase: null, copy: ['t.began_at', 't.touched_at', 't.ends_at', 't.way'], merging: { settle: endSessions, also: ['acting_for'] } },
  { table: 'people.familiar_addresses', purpose: 'accounts', whose: ofAccount('account'), ended: null, stays: 'account', erase: null, copy: ['t.seen_at'], merging: { settle: endWith('people.familiar_addresses') } },
  { table: 'people.agencies', purpose: 'helping', whose: `t.guardianship is null and (${ofAccount('principal', 'agent')})`, ended: 'case when t.guardianship is null then coalesce(t.revoked_at, t.to_at) end', erase: 'row', copy: ['t.items', 't.from_at', 't.to_at', 't.revoked_at', 't.power'] },
  // Not by consent, and so not erased because somebody no longer agrees.
  {
    table: 'people.agencies', purpose: 'guardianship', whose: `t.guardianship is not null and (${ofAccount('principal', 'agent')})`, ended: 'case when t.guardianship is not null then coalesce(t.revoked_at, t.to_at) end', erase: 'row',
    copy: ['t.guardianship', 't.proof', 't.reference', 't.judgment', 't.born', 't.from_at', 't.to_at', 't.revoked_at', 't.ended_because'],
    merging: { settle: endTwice },
  },
  { table: 'people.guardian_checks', purpose: 'guardianship', whose: ofAccount('guardian'), ended: 'coalesce(t.decided_at, t.ends_at)', erase: 'row', copy: ['t.organisation', 't.kind', 't.proof', 't.state', 't.seen_at', 't.decided_at'] },
  // What a guardian wrote is told to that one alone.
  { table: 'people.guardian_objections', purpose: 'guardianship', whose: ofAccount('guardian'), ended: 't.settled_at', erase: 'row', copy: ['t.words', 't.made_at', 't.settled_at', 't.settled_how'], merging: { settle: settleTwice, also: ['ward'] } },
  { table: 'people.freezings', purpose: 'oversight', whose: ofAccount('account'), ended: 't.ended_at', erase: { set: "reason = '', salt = '\\x'", unless: "t.reason = ''" }, copy: ['t.frozen_at', 't.ended_at', 't.ground'], merging: history },
  { table: 'people.recoveries', purpose: 'oversight', whose: ofAccount('account'), ended: 'coalesce(t.used_at, t.stopped_at, t.ends_at)', erase: 'row', copy: ['t.document_kind', 't.begun_at', 't.used_at', 't.stopped_at'], merging: history },
]

/** What names an account and tells nothing worth a copy; what was merged into the account that ends goes on with it. */
export const peopleMoves: readonly Move[] = [
  { table: 'people.endings', columns: ['into_account'] },
  { table: 'people.tickets', columns: ['account'], settle: endWith('people.tickets') },
  { table: 'people.scans', columns: ['account'], settle: endWith('people.scans') },
  { table: 'people.codes', columns: ['account'], settle: endWith('people.codes') },
  { table: 'people.recovery_codes', columns: ['account'], settle: endWith('people.recovery_codes') },
  { table: 'people.demonstration_accounts', columns: ['id'], settle: settleBy('delete from people.demonstration_accounts where id = $1') },
]
