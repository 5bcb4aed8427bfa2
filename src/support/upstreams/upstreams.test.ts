// Signing in through a platform above: two real nodes, one of which relies on the other, and a platform that lies. Level as the source asserts it,
// of use once, bound to the browser that began (RFC 9700; 信任传递).
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { addAccount, proveMadeUp, signInRelayed } from '#core/people'
import { systemActor } from '#core/cases'
import { lawOfRelaying as basis, openNode, openPlatformAbove, registerNode, relyOn as relyOnOf, type PlatformAbove } from '../../../test/platform-above.ts'
import { Browser } from '../../../test/relying-party.ts'
import type { Town } from '../../../test/town.ts'

/** The node that people are signed in with, and the one that relies on it. */
let above: Town
let node: Town
/** What a person has open: one browser for each of the two addresses. */
interface Desk {
  there: Browser
  here: Browser
}

before(async () => {
  above = await openNode()
  node = await openNode()
  await relyOn('above', `${above.platform.ground.origin}/oidc`)
  await registerNode(above, node, ['above'])
})
after(() => Promise.all([above.close(), node.close()]))

const relyOn = (code: string, issuer: string, more: object = {}) => relyOnOf(node, code, issuer, more)

const desk = (): Desk => ({ there: new Browser(above), here: new Browser(node) })

/** Goes there; answers where the browser was sent to. */
async function begin(here: Browser, code = 'above', body: object = {}): Promise<URL> {
  const answer = await here.send('POST', `/api/upstreams/${code}/sign-in`, body)
  assert.equal(answer.statusCode, 200, answer.body)
  return new URL(answer.json<{ address: string }>().address)
}

const comeBack = (here: Browser, returned: URL | string, code = 'above') => here.send('POST', `/api/upstreams/${code}/return`, { query: typeof returned === 'string' ? returned : returned.search.slice(1) })
const codeOf = (answer: { statusCode: number; body: string }): [number, string] => [answer.statusCode, (JSON.parse(answer.body) as { code?: string; state?: string }).code ?? (JSON.parse(answer.body) as { state: string }).state]
const signedInAs = async (browser: Browser) => (await browser.send('GET', '/api/session')).json<{ account: { login: string } | null }>().account?.login

test('who is signed in above is signed in here, as the account of the same document, by one ticket', async () => {
  const { there, here } = desk()
  await there.signIn('zhang.min')
  await above.platform.ground.sql.rows("update people.sessions set proved_at = proved_at - interval '3 hours' where account = (select id from people.accounts where login = 'zhang.min')")
  // Who calls is remembered for half a second.
  await pause(600)
  const returned = await there.agree(await begin(here, 'above', { onward: '/my/letters' }))
  assert.equal(returned.origin, node.platform.ground.origin)
  const answer = await comeBack(here, returned)
  assert.deepEqual([answer.statusCode, answer.json()], [200, { state: 'signed-in', onward: '/my/letters' }])
  assert.equal(await signedInAs(here), 'zhang.min')
  const [session] = await node.platform.ground.sql.rows<{ way: string; strength: number; old: boolean }>("select way, strength, proved_at < now() - interval '2 hours' as old from people.sessions where way = 'relay' order by began_at desc limit 1")
  assert.deepEqual(session, { way: 'relay', strength: 1, old: true }, 'being sent on is no fresh proof')
  const proofs = await node.platform.ground.sql.rows<{ level: number; assertion: string }>("select level, assertion from people.proofs where source = 'above'")
  assert.equal(proofs.length, 1)
  assert.equal(proofs[0]?.assertion, 'relayed')
  // The same answer a second time, in the same browser and in another.
  for (const browser of [here, new Browser(node)]) assert.deepEqual(codeOf(await comeBack(browser, returned)), [409, 'upstreams.over'])
})

test('信任传递: whoever is signed in above comes here without being asked; who is not, comes back as such', async () => {
  const { there, here } = desk()
  assert.deepEqual(codeOf(await comeBack(here, await there.agree(await begin(here, 'above', { quiet: true })))), [401, 'upstreams.not-signed-in'])
  assert.equal(await signedInAs(here), undefined)
  await there.signIn('zhang.min')
  await comeBack(here, await there.agree(await begin(here)))
  const returned = await there.go(await begin(here, 'above', { quiet: true }))
  assert.ok(returned.searchParams.has('code'), 'no page asked anything on the way')
  assert.deepEqual(codeOf(await comeBack(here, returned)), [200, 'signed-in'])
})

test('of a hundred that come back with one ticket one is in; another browser, another platform and a session that ended above are refused', async () => {
  const { there, here } = desk()
  await there.signIn('zhang.min')
  const returned = await there.agree(await begin(here))
  const held = [...here.jar].map(([name, { value }]) => `${name}=${value}`).join('; ')
  const stolen = await comeBack(new Browser(node), returned)
  assert.deepEqual(codeOf(stolen), [409, 'upstreams.over'])
  assert.deepEqual(codeOf(await comeBack(here, returned, 'elsewhere')), [409, 'upstreams.over'])
  const answers = await Promise.all(Array.from({ length: 100 }, () => new Browser(node).send('POST', '/api/upstreams/above/return', { query: returned.search.slice(1) }, held)))
  const told = Map.groupBy(answers, (answer) => answer.statusCode)
  assert.equal(told.get(200)?.length, 1)
  assert.deepEqual([...told.keys()].filter((status) => status !== 200 && status !== 409 && status !== 429), [])
  const late = await there.agree(await begin(here))
  await there.send('DELETE', '/api/session')
  assert.deepEqual(codeOf(await comeBack(here, late)), [401, 'upstreams.not-signed-in'])
  assert.deepEqual(codeOf(await here.send('POST', '/api/upstreams/nowhere/sign-in', {})), [404, 'upstreams.not-found'])
})

test('whoever has no account here looks at what was told, chooses a login and is in; twice opens one account', async () => {
  const { here } = desk()
  const { ground } = above.platform
  const signedInAbove = async () => {
    const there = new Browser(above)
    assert.equal((await there.send('POST', '/api/session', { login: 'relay.new', password: 'seven cranes over the lake' })).statusCode, 201)
    return there
  }
  const id = (await above.call<{ id: string }>('POST', '/api/registrations', { body: { login: 'relay.new', password: 'seven cranes over the lake', name: '程中继', idKind: 'resident-id', idNumber: '990102199103150027' } })).body.id
  assert.deepEqual(codeOf(await comeBack(here, await (await signedInAbove()).agree(await begin(here)))), [403, 'upstreams.level-too-low'])
  await ground.runAct({ actor: systemActor, locks: [] }, (act) => proveMadeUp(act, id, 'simulated', 5))
  const there = await signedInAbove()
  assert.deepEqual(codeOf(await comeBack(here, await there.agree(await begin(here)))), [200, 'unknown'])
  const seen = (await here.send('GET', '/api/upstreams/above/registration')).json<Record<string, unknown>>()
  assert.deepEqual([seen['name'], seen['level'], String(seen['idNumber']).includes('19910315')], ['程中继', 5, false])
  assert.deepEqual(codeOf(await new Browser(node).send('GET', '/api/upstreams/above/registration')), [409, 'upstreams.over'])
  const held = [...here.jar].map(([name, { value }]) => `${name}=${value}`).join('; ')
  const open = (login: string) => here.send('POST', '/api/upstreams/above/registration', { login, password: 'eight herons by the river' }, held)
  const opened = await Promise.all([open('relayed.one'), open('relayed.two')])
  assert.deepEqual(opened.map(({ statusCode }) => statusCode).sort(), [201, 409])
  const login = opened[0]?.statusCode === 201 ? 'relayed.one' : 'relayed.two'
  assert.equal(await signedInAs(here), login)
  const again = new Browser(node)
  assert.deepEqual(codeOf(await comeBack(again, await there.agree(await begin(again)))), [200, 'signed-in'])
  assert.equal(await signedInAs(again), login)
})

test('nobody comes in from above as a civil servant, whoever the platform says that he is', async () => {
  const { ground } = node.platform
  const [clerk] = await ground.sql.rows<{ id: string }>("select id from people.accounts where kind = 'staff' limit 1")
  await assert.rejects(signInRelayed(ground, clerk?.id ?? '', { relay: { source: 'above', ticket: 't', subject: 's', sid: null, level: 5, toldAt: ground.clock.now().toString() }, provedAt: ground.clock.now() }, { address: '192.0.2.9' }), { code: 'people.sign-in-refused', status: 401 })
})

test('a frozen account is not entered by another door, and a company not through the platform of persons', async () => {
  const { there, here } = desk()
  await there.signIn('li.guiying')
  await node.platform.ground.sql.rows("update people.accounts set frozen_at = now() where login = 'li.guiying'")
  assert.deepEqual(codeOf(await comeBack(here, await there.agree(await begin(here)))), [403, 'people.account-frozen'])
  await there.signIn('yunhe.media')
  assert.deepEqual(codeOf(await comeBack(here, await there.agree(await begin(here)))), [403, 'upstreams.other-kind'])
})

test('whatever does not fit is refused whole, and nobody is signed in', async () => {
  const liar = await openPlatformAbove()
  try {
    await relyOn('liar', liar.issuer)
    const attempt = async (change: PlatformAbove['change'], query = 'code=c') => {
      const here = new Browser(node)
      liar.change = {}
      await begin(here, 'liar')
      liar.change = change
      const answer = await comeBack(here, liar.returning(query), 'liar')
      if (answer.statusCode !== 200) assert.equal(await signedInAs(here), undefined)
      return codeOf(answer)
    }
    assert.deepEqual(await attempt({}), [200, 'signed-in'])
    const past = Math.floor(Date.now() / 1000) - 3600
    const wrong: Record<string, PlatformAbove['change']> = {
      'another nonce': { claims: { nonce: 'x' } }, 'no nonce': { claims: { nonce: undefined } }, 'another audience': { claims: { aud: 'somebody' } }, 'another issuer': { claims: { iss: 'http://127.0.0.1:1' } }, 'expired': { claims: { exp: past, iat: past - 60 } },
      'no signature': { alg: 'none' }, 'a key of its own': { alg: 'foreign' }, 'another subject': { userinfo: { sub: 's-2' } }, 'no number': { userinfo: { id_number: '' } }, 'a company among persons': { userinfo: { id_kind: 'uscc' } },
      'refused': { status: 400 },
    }
    for (const [what, change] of Object.entries(wrong)) assert.deepEqual(await attempt(change), [502, 'upstreams.wrong'], what)
    assert.deepEqual(await attempt({ userinfo: { id_number: '990102199203140265' } }), [422, 'people.bad-document'], 'a number that cannot be')
    assert.deepEqual(await attempt({ status: 500 }), [503, 'upstreams.away'])
    assert.deepEqual(await attempt({ claims: { acr: '2' }, userinfo: { acr: '5' } }), [403, 'upstreams.level-too-low'], 'what is not signed raises nothing')
    assert.deepEqual(await attempt({ claims: { acr: 'gold' } }), [403, 'upstreams.level-too-low'], 'a level that nobody registered')
    assert.deepEqual(await attempt({}, 'error=access_denied'), [401, 'upstreams.not-signed-in'])
    assert.deepEqual(await attempt({}, 'code=c&state=mine'), [409, 'upstreams.over'], 'a state that was not ours')
    assert.deepEqual(await attempt({ silent: true }), [503, 'upstreams.away'], 'slower than anybody waits')
    await relyOn('other-issuer', liar.issuer)
    liar.change = { issuer: 'http://127.0.0.1:1' }
    assert.deepEqual(codeOf(await new Browser(node).send('POST', '/api/upstreams/other-issuer/sign-in', {})), [502, 'upstreams.wrong'])
  } finally {
    await liar.close()
  }
  assert.deepEqual(codeOf(await new Browser(node).send('POST', '/api/upstreams/other-issuer/sign-in', {})), [503, 'upstreams.away'])
})

test('个人信息保护法 8: a passport leads to the account of its country, and a name that differs to none', async () => {
  const { sql, keys, runAct } = node.platform.ground
  const liar = await openPlatformAbove()
  try {
    await relyOn('passports', liar.issuer)
    const add = (login: string, name: string, idNumber: string) => runAct({ actor: systemActor, locks: [] }, async (act) => proveMadeUp(act, await addAccount(act, keys, { kind: 'natural', login, name, idKind: 'passport', idNumber, statedLevel: 2 }), 'simulated', 5))
    await add('pass.usa', 'Ann Lee', 'USA-E50000001')
    await add('pass.sgp', 'Ann Lee', 'SGP-E50000001')
    const attempt = async (userinfo: object) => {
      const here = new Browser(node)
      liar.change = {}
      await begin(here, 'passports')
      liar.change = { userinfo }
      return [...codeOf(await comeBack(here, liar.returning(), 'passports')), await signedInAs(here)]
    }
    const ann = { name: 'Ann Lee', id_kind: 'passport', id_number: 'E50000001' }
    assert.deepEqual(await attempt({ ...ann, id_country: 'USA' }), [200, 'signed-in', 'pass.usa'])
    assert.deepEqual(await attempt({ ...ann, id_country: 'SGP' }), [200, 'signed-in', 'pass.sgp'])
    assert.deepEqual(await attempt({ ...ann, id_number: 'SGP-E50000001' }), [200, 'signed-in', 'pass.sgp'], 'as another node tells it')
    assert.deepEqual(await attempt({ ...ann, id_country: 'CAN' }), [200, 'unknown', undefined])
    assert.deepEqual(await attempt(ann), [422, 'people.bad-document', undefined], 'without its country')
    assert.deepEqual(await attempt({ ...ann, id_country: 'USA', name: 'Bob Lee' }), [403, 'upstreams.other-name', undefined])
    assert.deepEqual(await attempt({ name: '张敏敏' }), [403, 'upstreams.other-name', undefined], 'of a citizen too')
    await sql.rows("update people.natural_accounts set name = 'Zoë Lee' where id = (select id from people.accounts where login = 'pass.usa')")
    assert.deepEqual(await attempt({ ...ann, id_country: 'USA', name: ' Zoe\u0308 Lee ' }), [200, 'signed-in', 'pass.usa'], 'one name, written otherwise')
  } finally {
    await liar.close()
  }
})

test('companies come in through a platform of companies, where they have an account that is proved', async () => {
  await relyOn('companies', `${above.platform.ground.origin}/oidc`, { kind: 'legal' })
  await registerNode(above, node, ['above', 'companies'])
  const { there, here } = desk()
  await there.signIn('yunhe.media')
  assert.deepEqual(codeOf(await comeBack(here, await there.agree(await begin(here, 'companies')), 'companies')), [200, 'signed-in'])
  assert.equal(await signedInAs(here), 'yunhe.media')
  await node.platform.ground.sql.rows("delete from people.proofs where account = (select id from people.accounts where login = 'jianan.works')")
  await there.signIn('jianan.works')
  const other = new Browser(node)
  assert.deepEqual(codeOf(await comeBack(other, await there.agree(await begin(other, 'companies')), 'companies')), [404, 'upstreams.company-unknown'])
})

test('a platform that is ended, or replaced, lets nobody in any more, also who was on the way', async () => {
  const { there, here } = desk()
  await there.signIn('zhang.min')
  const returned = await there.agree(await begin(here))
  assert.equal((await node.call('POST', '/api/upstreams/above/end', { as: 'admin.security', body: {} })).status, 204)
  assert.deepEqual(codeOf(await comeBack(here, returned)), [409, 'upstreams.over'])
  assert.deepEqual(codeOf(await node.app.inject({ method: 'POST', url: '/api/upstreams/above/sign-in', payload: {} })), [404, 'upstreams.not-found'])
  assert.equal((await node.call<{ code: string }>('POST', '/api/proposals/upstream', { as: 'admin.system', body: { content: { code: 'inside', name: { zh: '内网' }, issuer: 'http://10.0.0.1/oidc', client: 'node', kind: 'natural', levels: {}, basis }, reason: '互认。' } })).body.code, 'http.address-not-public')
})

test('officers see what waits for a second person, what is in force, and what was replaced or ended', async () => {
  const listed = async () => (await node.call<{ items: { state: string; content: { code: string }; inForce: { issuer: string; levels: object } | null; askedBy: { name: string }; decidedBy: { name: string } | null; endedAt: string | null }[]; next: string | null }>('GET', '/api/upstream-registrations?limit=100', { as: 'admin.audit' })).body.items.filter(({ content }) => content.code === 'listed')
  const content = { code: 'listed', name: { zh: '省平台' }, issuer: `${above.platform.ground.origin}/oidc`, client: 'node', kind: 'natural', levels: { 4: 4 }, basis }
  assert.equal((await node.call('POST', '/api/proposals/upstream', { as: 'admin.system', body: { content, reason: '互认。' } })).status, 201)
  assert.deepEqual((await listed()).map(({ state, decidedBy, inForce }) => [state, decidedBy, inForce]), [['proposed', null, null]])
  const { items } = (await node.call<{ items: { id: string }[] }>('GET', '/api/upstream-registrations', { as: 'admin.security' })).body
  assert.equal((await node.call('POST', `/api/proposals/upstream/${items[0]?.id}/confirmation`, { as: 'admin.security', body: {} })).status, 200)
  // A change that waits stands beside what it would take the place of.
  const change = { ...content, levels: { 4: 4, 5: 5 } }
  const { id } = (await node.call<{ id: string }>('POST', '/api/proposals/upstream', { as: 'admin.system', body: { content: change, reason: '对方启用五级。' } })).body
  assert.deepEqual((await listed()).map(({ state, inForce }) => [state, inForce?.levels ?? null]), [['proposed', { 4: 4 }], ['in-force', null]])
  await node.call('POST', `/api/proposals/${id}/withdrawal`, { as: 'admin.system', body: {} })
  await relyOn('listed', content.issuer)
  const [now, before] = await listed()
  assert.deepEqual([now?.state, now?.endedAt, before?.state], ['in-force', null, 'replaced'])
  assert.ok(now?.decidedBy?.name && now.askedBy.name !== now.decidedBy.name)
  await node.call('POST', '/api/upstreams/listed/end', { as: 'admin.system', body: {} })
  assert.deepEqual((await listed()).map(({ state }) => state), ['ended', 'replaced'])
  const seen: string[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: { items: { id: string }[]; next: string | null } = (await node.call<{ items: { id: string }[]; next: string | null }>('GET', `/api/upstream-registrations?limit=1${cursor && `&cursor=${cursor}`}`, { as: 'admin.audit' })).body
    seen.push(...page.items.map(({ id }) => id))
    cursor = page.next
  }
  assert.deepEqual([seen.length >= 3, new Set(seen).size], [true, seen.length], 'page by page each stands once')
})
