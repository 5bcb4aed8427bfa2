// Companies: bound to whom the register of enterprises has as legal representative, by somebody who is proved himself; nothing else binds one.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { makeUscc } from '#engines/codes'
import { openSources, type Sources } from '../../../test/proof-sources.ts'
import { openTown, type Town } from '../../../test/town.ts'

type Said = { account: string; name: string; level: number; until: string | null; code: string; facts: { reason?: string }; fields: { path: string }[]; items: { account: string; principal: string; name: string; level: number }[] }

let town: Town
let sources: Sources
before(async () => {
  sources = await openSources(() => town.clock.now().epochMilliseconds)
  town = await openTown({ relays: { proofs: sources.proofs } })
})
after(async () => {
  await town?.close()
  await sources?.close()
})

const bind = (as: string, uscc: string) => town.call<Said>('POST', '/api/companies', { as, body: { uscc } })
const capacities = async (as: string) => (await town.call<Said>('GET', '/api/session/capacities', { as })).body.items.map(({ name }) => name)
const told = ({ status, body }: { status: number; body: Said }) => [status, body.code, body.facts?.reason ?? null]
const fresh = (sequence: number) => makeUscc({ head: '91', region: '990102', organisation: `MA0PR00${sequence}` })
const media = '91990102708100111L'

test('民法典 61: a company nobody has here is opened for its representative, proved to level 4, and acted for by that one', async () => {
  const uscc = fresh(1)
  const bound = await bind('chen.hao', ` ${uscc.toLowerCase()} `)
  assert.deepEqual([bound.status, bound.body.level], [201, 4])
  assert.match(bound.body.name, /^模拟企业/)
  assert.ok((await capacities('chen.hao')).includes(bound.body.name))
  assert.deepEqual((await town.call<Said>('GET', '/api/companies', { as: 'chen.hao' })).body.items.map(({ name, level }) => [name, level]).sort(), [[bound.body.name, 4], ['云州建安市政工程有限公司', 4]].sort())
  assert.equal((await bind('chen.hao', uscc)).body.account, bound.body.account, 'again is the same company')
  const signIn = await town.call('POST', '/api/session', { body: { login: `company.${uscc.toLowerCase()}`, password: 'anything at all' } })
  assert.equal(signIn.status, 401, 'it has no password of its own')
})

test('who is not proved as himself binds nothing, however well he knows a representative’s name and number', async () => {
  assert.deepEqual(told(await bind('xu.xin', fresh(2))), [403, 'proofs.person-first', null])
  await town.call('POST', '/api/proof-asks', { as: 'xu.xin', body: { source: 'name-check' } })
  assert.deepEqual(told(await bind('xu.xin', fresh(2))), [403, 'proofs.person-first', null])
  assert.deepEqual(await capacities('xu.xin'), [])
})

test('who was proved as himself more than a year ago binds nothing until he is proved anew', async () => {
  const { sql, clock } = town.platform.ground
  const proofs = (set: string, at: string) => sql.rows(`update people.proofs set at = ${set} where account = (select id from people.accounts where login = 'chen.hao')`, [at])
  const [{ at = '' } = {}] = await sql.rows<{ at: string }>("select at::text as at from people.proofs where account = (select id from people.accounts where login = 'chen.hao')")
  await proofs("$1::timestamptz - interval '366 days'", clock.now().toString())
  assert.deepEqual(told(await bind('chen.hao', fresh(1))), [403, 'proofs.person-too-old', null])
  await proofs('$1', at)
  assert.equal((await bind('chen.hao', fresh(1))).status, 201)
})

test('the register says who represents it: others are refused, and nothing changes', async () => {
  assert.deepEqual(told(await bind('chen.hao', media)), [409, 'proofs.not-representative', null])
  const bad = await bind('chen.hao', '91990102708100111M')
  assert.deepEqual([...told(bad), bad.body.fields[0]?.path], [422, 'proofs.bad-uscc', null, '/uscc'])
  assert.ok(!(await capacities('chen.hao')).includes('云州云禾传媒有限公司'))
  assert.ok((await capacities('zhang.min')).includes('云州云禾传媒有限公司'))
})

for (const [mode, status, code, reason] of [
  ['down', 503, 'proofs.source-down', null], ['forged', 502, 'proofs.answer-refused', 'signature'], ['other-person', 502, 'proofs.answer-refused', 'other-person'], ['replay', 502, 'proofs.answer-refused', 'replayed'],
  ['higher-level', 502, 'proofs.answer-refused', 'level'], ['other-source', 502, 'proofs.answer-refused', 'other-source'], ['malformed', 502, 'proofs.answer-refused', 'unreadable'], ['mismatch', 409, 'proofs.not-representative', null],
] as const) {
  test(`a register that is ${mode} binds nothing`, async () => {
    await sources.mode(mode, 'enterprise-register')
    const before = await capacities('li.guiying')
    assert.deepEqual(told(await bind('li.guiying', fresh(3))), [status, code, reason])
    await sources.mode('ok')
    assert.deepEqual(await capacities('li.guiying'), before)
    await town.platform.ground.sql.rows('delete from proofs.asks')
  })
}

test('a company that is here already goes to whom the register has now: the former acts no more, at once', async () => {
  const { sql } = town.platform.ground
  const [company] = await sql.rows<{ id: string }>("select id from people.accounts where login = 'yunhe.media'")
  await sql.rows("update people.legal_accounts set representative = (select id from people.accounts where login = 'chen.hao') where id = $1", [company?.id])
  town.forgetSessions()
  assert.equal((await town.call('PUT', '/api/session/capacity', { as: 'chen.hao', body: { principal: company?.id } })).status, 204)
  const bound = await bind('zhang.min', media)
  assert.deepEqual([bound.status, bound.body.account, bound.body.level], [201, company?.id, 4])
  assert.equal((await town.call<{ account: { login: string } }>('GET', '/api/session', { as: 'chen.hao' })).body.account.login, 'chen.hao')
  assert.ok(!(await capacities('chen.hao')).includes('云州云禾传媒有限公司'))
  const [entry] = await sql.rows<{ facts: { reference: string } }>("select facts from act.entries where kind = 'people.representative-changed' and subject = $1 order by id desc limit 1", [company?.id])
  assert.match(entry?.facts.reference ?? '', /^SIM-/)
})

test('ten at once are one company; a frozen one is not bound', async () => {
  const uscc = fresh(4)
  const answers = await Promise.all(Array.from({ length: 10 }, () => bind('li.guiying', uscc)))
  assert.ok(answers.some(({ status }) => status === 201))
  const { sql } = town.platform.ground
  const rows = await sql.rows<{ id: string }>('select id from people.accounts where login = $1', [`company.${uscc.toLowerCase()}`])
  assert.equal(rows.length, 1)
  await sql.rows('update people.accounts set frozen_at = now() where id = $1', [rows[0]?.id])
  // How many of the ten were asked before the first answer came differs; a day has only so many.
  await sql.rows('delete from proofs.asks')
  assert.deepEqual(told(await bind('li.guiying', uscc)), [409, 'people.company-frozen', null])
})

test('what the register said grows old as every proof does: then the company is known no better than it says', async () => {
  const uscc = fresh(5)
  assert.equal((await bind('zhang.min', uscc)).body.level, 4)
  town.clock.advance({ hours: 24 * 367 })
  town.forgetSessions()
  assert.equal((await town.call<Said>('GET', '/api/companies', { as: 'zhang.min' })).body.items.find(({ name }) => name.startsWith('模拟企业'))?.level, 2)
})
