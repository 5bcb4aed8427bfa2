// A document seen in person: by a window, confirmed by a colleague in another role who reads it again; neither for himself, nothing shown, nothing kept of it.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { encryptData } from '#base/crypto'
import { dateInChina } from '#base/time'
import { findAccountByDocument } from '#core/people'
import { makeResidentId } from '#engines/codes'
import { openTown, type Town } from '../../../test/town.ts'
import { checkLimits, endOfCheck } from './check.ts'

type Said = { id: string; code: string; fields: { path: string }[]; items: { id: string; name: string; own: boolean; seenBy: string }[]; level: number; proofs: { source: string; level: number; until: string }[] }

let town: Town
before(async () => {
  town = await openTown()
})
after(() => town.close())

const hall = '12990100700126958D'
const person = { login: 'xu.xin', name: '许新', idKind: 'resident-id', idNumber: '99010219950505023X' }
const see = (more: object = {}, as = 'window.wang') => town.call<Said>('POST', '/api/identity-checks', { as, body: { ...person, validUntil: null, ...more } })
const confirm = (id: string, more: object = {}, as = 'hall.service') => town.call<Said>('POST', `/api/identity-checks/${id}/confirmation`, { as, body: { name: person.name, idNumber: person.idNumber, ...more } })
const refuse = (id: string, as = 'hall.service') => town.call<Said>('POST', `/api/identity-checks/${id}/refusal`, { as, body: {} })
const open = async (as = 'hall.service') => (await town.call<Said>('GET', '/api/identity-checks', { as })).body.items
const own = async (as = person.login) => (await town.call<Said>('GET', '/api/proofs', { as })).body
const told = ({ status, body }: { status: number; body: Said }) => [status, body.code]
const forget = () => town.platform.ground.sql.rows("delete from people.proofs where account = (select id from people.accounts where login = $1) and source = 'window'", [person.login])

/** A post more for somebody, e.g. who holds two roles. */
async function appoint(login: string, role: string): Promise<void> {
  const [row] = await town.platform.ground.sql.rows<{ id: string }>('select id from people.accounts where login = $1', [login])
  assert.equal((await town.call('POST', `/api/accounts/${row?.id}/posts`, { as: 'admin.security', body: { role, organisation: hall } })).status, 201)
}

test('seen by a window it counts for nothing; confirmed by a second in another role it is level 5, with who and which document in the ledger', async () => {
  const { id } = (await see()).body
  assert.equal((await own()).level, 2)
  assert.deepEqual((await open()).map(({ name, own: isOwn, seenBy }) => [name, isOwn, seenBy]), [['许*', false, '王芳']])
  assert.deepEqual((await open('window.wang')).map(({ own: isOwn }) => isOwn), [true])
  assert.equal((await confirm(id)).status, 204)
  const { level, proofs } = await own()
  assert.deepEqual([level, proofs.map(({ source, level: of }) => [source, of])], [5, [['window', 5]]])
  assert.deepEqual(await open(), [])
  const { sql } = town.platform.ground
  const entries = await sql.rows<{ kind: string; actor: string; facts: Record<string, unknown>; digest: unknown }>("select e.kind, a.login as actor, e.facts, e.digest from act.entries e join people.accounts a on a.id = e.actor where e.kind like 'proofs.document-%' order by e.id")
  assert.deepEqual(entries.map(({ kind, actor, facts }) => [kind, actor, facts['idKind'], facts['organisation']]), [['proofs.document-seen', 'window.wang', 'resident-id', hall], ['proofs.document-confirmed', 'hall.service', 'resident-id', hall]])
  assert.ok(entries[0]?.digest, 'the number is proved without being told')
  assert.doesNotMatch(JSON.stringify(entries.map(({ facts }) => facts)), new RegExp(`${person.idNumber}|${person.name}`))
  const [row] = await sql.rows<{ text: string; sealed: string | null }>('select to_jsonb(c)::text as text, sealed from proofs.checks c where id = $1', [id])
  assert.ok(row?.sealed === null && !row.text.includes(person.idNumber), 'name and number go when it is decided')
  await town.settle()
  const messages = await town.call<{ items: { title: { zh: string } }[] }>('GET', '/api/notifications', { as: person.login })
  assert.deepEqual(messages.body.items.map(({ title }) => title.zh), ['实名认证通过'])
  await forget()
})

test('not by one officer alone, whatever posts are held; not by another body; not twice', async () => {
  await appoint('window.wang', 'clerk')
  town.forgetSessions()
  const { id } = (await see()).body
  assert.deepEqual(told(await confirm(id, {}, 'window.wang')), [403, 'proofs.same-officer'])
  assert.deepEqual(told(await confirm(id, {}, 'window.zhao')), [403, 'http.not-allowed'], 'another window is no second role')
  assert.deepEqual(told(await confirm(id, {}, 'chengguan.clerk')), [404, 'proofs.check-not-found'])
  for (const [login, path] of [['chengguan.clerk', '/api/identity-checks'], [person.login, '/api/identity-checks']] as const) assert.equal((await town.call('POST', path, { as: login, body: { ...person, validUntil: null } })).status, 403)
  const answers = await Promise.all(Array.from({ length: 20 }, () => confirm(id)))
  assert.deepEqual([...new Set(answers.map((one) => String(told(one))))].sort(), ['204,', '404,proofs.check-not-found'])
  assert.equal(answers.filter(({ status }) => status === 204).length, 1)
  assert.deepEqual(told(await confirm(crypto.randomUUID())), [404, 'proofs.check-not-found'])
  await forget()
})

test('the second reads for himself: what differs is told, and may be declined', async () => {
  const { id } = (await see()).body
  const other = makeResidentId({ region: '990102', birth: '1995-05-05', sequence: 25 })
  for (const more of [{ idNumber: other }, { name: '许心' }]) assert.deepEqual(told(await confirm(id, more)), [409, 'proofs.seen-differently'])
  assert.equal((await confirm(id, { idNumber: '99010219950505023' })).body.code, 'people.bad-document')
  assert.equal((await refuse(id)).status, 204)
  assert.deepEqual(told(await confirm(id)), [404, 'proofs.check-not-found'])
  assert.equal((await own()).level, 2)
})

test('an account that was frozen, or proved to be somebody else, after the document was seen is not confirmed', async () => {
  const { sql } = town.platform.ground
  const { id } = (await see()).body
  const freeze = (at: string | null) => sql.rows('update people.accounts set frozen_at = $2 where login = $1', [person.login, at])
  await freeze('2026-01-01T00:00:00Z')
  assert.deepEqual(told(await confirm(id)), [422, 'proofs.person-not-found'])
  await freeze(null)
  const document = (kind: string) => sql.rows('update people.natural_accounts set id_kind = $2 where id = (select id from people.accounts where login = $1)', [person.login, kind])
  await document('passport')
  await sql.rows("insert into people.proofs (id, account, source, level, assertion, trace, at, until_at, salt) select gen_random_uuid(), id, 'name-check', 3, 'two-factor', 'T', '2026-01-01Z', '2099-01-01Z', '\\x' from people.accounts where login = $1", [person.login])
  assert.deepEqual(told(await confirm(id)), [409, 'proofs.other-person'])
  await document(person.idKind)
  await sql.rows("delete from people.proofs where trace = 'T'")
  assert.equal((await refuse(id)).status, 204)
})

test('a passport that was kept without its country gets it at the next check: the same number and name, whichever country', async () => {
  const { sql, keys, random } = town.platform.ground
  const passport = { idKind: 'passport', idNumber: 'SGP-E40000001' }
  const [before] = await sql.rows<{ id: string; id_kind: string; id_sealed: string; id_digest: Buffer; name: string }>('select * from people.natural_accounts where id = (select id from people.accounts where login = $1)', [person.login])
  assert.ok(before)
  await sql.rows("update people.natural_accounts set id_kind = 'passport', id_sealed = $2 where id = $1", [before.id, encryptData(keys, 'E40000001', `people.id:${before.id}`, random)])
  await sql.rows("insert into people.proofs (id, account, source, level, assertion, trace, at, until_at, salt) values (gen_random_uuid(), $1, 'name-check', 3, 'two-factor', 'T', '2026-01-01Z', '2099-01-01Z', '\\x')", [before.id])
  assert.deepEqual(told(await see({ ...passport, idNumber: 'E40000001' })), [422, 'people.bad-document'], 'the country is asked for')
  for (const more of [{ name: '许心' }, { idNumber: 'SGP-E40000002' }]) assert.deepEqual(told(await see({ ...passport, ...more })), [409, 'proofs.other-person'])
  const { id } = (await see(passport)).body
  assert.deepEqual(told(await confirm(id, { idNumber: 'USA-E40000001' })), [409, 'proofs.seen-differently'], 'the second officer reads the country too')
  assert.equal((await confirm(id, { idNumber: passport.idNumber })).status, 204)
  assert.equal(await findAccountByDocument(sql, keys, 'passport', 'SGP-E40000001', town.clock.now()), before.id)
  assert.deepEqual(told(await see({ ...passport, idNumber: 'USA-E40000001' })), [409, 'proofs.other-person'], 'from then on another country is another passport')
  await sql.rows("delete from people.proofs where trace = 'T'")
  await sql.rows('update people.natural_accounts set id_kind = $2, id_sealed = $3, id_digest = $4 where id = $1', [before.id, before.id_kind, before.id_sealed, before.id_digest])
  await forget()
})

test('nobody checks himself, and a colleague takes whoever has the same name', async () => {
  const { sql } = town.platform.ground
  await sql.rows("update people.staff_accounts set name = '许新' where id = (select id from people.accounts where login = 'window.zhao')")
  assert.deepEqual(told(await see({}, 'window.zhao')), [403, 'proofs.own-check'])
  const { id } = (await see()).body
  await sql.rows("update people.staff_accounts set name = '许新' where id = (select id from people.accounts where login = 'hall.service')")
  assert.deepEqual(told(await confirm(id)), [403, 'proofs.own-check'])
  await sql.rows("update people.staff_accounts set name = '何静' where id = (select id from people.accounts where login = 'hall.service')")
  assert.equal((await refuse(id)).status, 204)
})

test('the account has to be that of the document; who was proved to be somebody else stays that one; a changed name is put right', async () => {
  for (const [more, path] of [[{ login: 'nobody.here' }, '/login'], [{ login: 'window.zhao' }, '/login'], [{ login: 'yunhe.media' }, '/login'], [{ name: '别人', idNumber: makeResidentId({ region: '990102', birth: '1980-01-01', sequence: 3 }) }, '/name']] as const) {
    const refused = await see(more)
    assert.deepEqual([...told(refused), refused.body.fields[0]?.path], [422, 'proofs.person-not-found', path], JSON.stringify(more))
  }
  const another = { login: 'chen.hao', name: '陈皓', idNumber: makeResidentId({ region: '990102', birth: '2002-08-11', sequence: 9 }) }
  assert.deepEqual(told(await see(another)), [409, 'proofs.other-person'])
  const renamed = (await see({ name: '许昕' })).body.id
  assert.equal((await confirm(renamed, { name: '许昕' })).status, 204)
  assert.equal((await town.call<{ account: { name: string } }>('GET', '/api/session', { as: person.login })).body.account.name, '许昕')
  const back = (await see()).body.id
  assert.equal((await confirm(back)).status, 204)
  await forget()
})

test('a document that is over proves nothing; the proof ends with the document; what nobody confirms in time is over', async () => {
  const today = dateInChina(town.clock.now())
  assert.deepEqual(told(await see({ validUntil: today.subtract({ days: 1 }).toString() })), [422, 'proofs.document-over'])
  const { id } = (await see({ validUntil: today.toString() })).body
  assert.equal((await confirm(id)).status, 204)
  assert.equal((await own()).proofs[0]?.until.slice(0, 10), today.add({ days: 1 }).toString())
  town.clock.advance({ hours: 24 })
  town.forgetSessions()
  assert.equal((await own()).level, 2, 'from the next day on')
  const late = (await see()).body.id
  town.clock.advance({ minutes: checkLimits.minutes + 1 })
  town.forgetSessions()
  assert.deepEqual([told(await confirm(late)), await open()], [[404, 'proofs.check-not-found'], []])
  await town.platform.beat()
  assert.deepEqual(await town.platform.ground.sql.rows("select 1 from proofs.checks where sealed is not null"), [])
  const now = Temporal.Instant.from('2026-11-23T01:00:00Z')
  assert.equal(endOfCheck('2099-01-01', now).toString(), endOfCheck(null, now).toString(), 'no longer than the place says')
})
