// 信任传递: what a session that a platform above began tells a further system is what that platform asserted for it, and never more (handbook 03 §5, §9.5:
// no local raising of a level), until its holder has proved himself in it by what opens the account here (handbook 03 §2: step-up, not a new sign-in).
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as oidc from 'openid-client'
import { decodeJwt } from 'jose'
import { systemActor } from '#core/cases'
import { accountLock, proveMadeUp, totpCode } from '#core/people'
import { openNode, openPlatformAbove, relyOn, type PlatformAbove } from '../../../test/platform-above.ts'
import { Browser, readerProof, registerParty, registerReader, type Party } from '../../../test/relying-party.ts'
import { demonstrationPassword, type Town } from '../../../test/town.ts'

let node: Town
let platform: PlatformAbove
let museum: Party
let sure: Party
before(async () => {
  node = await openNode()
  platform = await openPlatformAbove()
  await relyOn(node, 'liar', platform.issuer)
  museum = await registerParty(node, { code: 'museum' })
  sure = await registerParty(node, { code: 'sure', levelMin: 5 })
  // Seen in person here, as far as a test can be.
  for (const login of ['zhang.min', 'li.guiying']) {
    const [row] = await node.platform.ground.sql.rows<{ id: string }>('select id from people.accounts where login = $1', [login])
    await node.platform.ground.runAct({ actor: systemActor, locks: [accountLock(row?.id ?? '')] }, (act) => proveMadeUp(act, row?.id ?? '', 'simulated', 5))
  }
})
after(() => Promise.all([node.close(), platform.close()]))

/** Somebody whom the platform above sends here, known to it at a level. */
async function relayed(level: number, person: object = {}) {
  const browser = new Browser(node)
  await browser.send('POST', '/api/upstreams/liar/sign-in', {})
  platform.change = { claims: { acr: String(level) }, userinfo: { acr: '5', ...person } }
  const answer = await browser.send('POST', '/api/upstreams/liar/return', { query: platform.returning() })
  platform.change = {}
  assert.equal(answer.statusCode, 200, answer.body)
  return { browser, second: answer.json<{ second?: { ticket: string } }>().second?.ticket ?? '' }
}

/** What the museum is told: by the token, and when it asks. */
async function told(browser: Browser, extra?: Record<string, string>) {
  const { tokens } = await museum.signIn(browser, extra)
  const { acr } = await oidc.fetchUserInfo(museum.config, tokens.access_token, tokens.claims()?.sub ?? '')
  return { acr: [tokens.claims()?.['acr'], acr], tokens }
}
const passLevel = async (browser: Browser) => {
  const { pass } = (await browser.send('GET', '/api/pass')).json<{ pass: string }>()
  return { pass, level: decodeJwt(pass)['level'] }
}
const stateOf = async (browser: Browser) => (await browser.asked(await browser.go((await sure.begin()).address))).json<{ state: string }>().state

test('an account that is known better here is passed on as the source knew it: in the token, to whoever asks later, and to whoever reads a code', async () => {
  const [own, { browser }] = [await new Browser(node).signIn('zhang.min'), await relayed(4)]
  assert.deepEqual((await told(own)).acr, ['5', '5'])
  const { acr, tokens } = await told(browser, { scope: 'openid profile offline_access', prompt: 'consent' })
  assert.deepEqual(acr, ['4', '4'])
  const later = await oidc.refreshTokenGrant(museum.config, tokens.refresh_token ?? '')
  assert.equal((await oidc.fetchUserInfo(museum.config, later.access_token, oidc.skipSubjectCheck)).acr, '4', 'also when it asks while nobody is there')
  const { pass, level } = await passLevel(browser)
  assert.equal(level, 4)
  const reader = await registerReader(node, { code: 'gate' })
  const now = Math.floor(Date.now() / 1000)
  const read = await node.call<{ level: number }>('POST', '/api/pass-readings', { body: { reader: await readerProof(node, reader, '/api/pass-readings', { iat: now, exp: now + 60 }), pass } })
  assert.deepEqual([read.status, read.body.level], [200, 4])
  assert.equal((await passLevel(own)).level, 5)
})

test('a system that asks for more than the source asserted takes nobody by it, also who agreed once before', async () => {
  const own = await new Browser(node).signIn('zhang.min')
  await sure.signIn(own)
  const { browser } = await relayed(4)
  assert.equal(await stateOf(browser), 'level-too-low')
  const page = await browser.go((await sure.begin()).address)
  const answer = await browser.asked(page, { agree: true })
  assert.deepEqual([answer.statusCode, answer.json<{ code: string }>().code], [403, 'clients.level-too-low'])
  assert.match((await browser.go((await sure.begin({ prompt: 'none' })).address)).searchParams.get('error') ?? '', /required/)
})

test('what the source asserts is passed on whole, and never more than the account has', async () => {
  assert.deepEqual((await told((await relayed(5)).browser)).acr, ['5', '5'])
  const account = "(select id from people.accounts where login = 'zhang.min')"
  const { browser } = await relayed(5)
  await node.platform.ground.sql.rows(`update people.proofs set until_at = now() where account = ${account}`)
  assert.deepEqual((await told(browser)).acr, ['2', '2'])
  await node.platform.ground.sql.rows(`update people.proofs set until_at = now() + interval '1 year' where account = ${account}`)
})

test('whoever proves himself in the session by what opens the account here is passed on as that account; until then no way in is added', async () => {
  const { browser } = await relayed(4, { auth_time: Math.floor(Date.now() / 1000) })
  await node.platform.ground.sql.rows("update people.sessions set proved_at = now() where way = 'relay'")
  const added = await browser.send('POST', '/api/factors/totp', { name: '手机' })
  assert.deepEqual([added.statusCode, added.json<{ code: string }>().code], [403, 'people.prove-again'])
  assert.equal((await browser.send('PUT', '/api/session/proof', { password: 'not the password of anybody' })).statusCode, 422)
  assert.deepEqual((await told(browser)).acr, ['4', '4'], 'a wrong proof is none')
  assert.equal((await browser.send('PUT', '/api/session/proof', { password: demonstrationPassword })).statusCode, 204)
  assert.deepEqual((await told(browser)).acr, ['5', '5'])
  assert.notEqual(await stateOf(browser), 'level-too-low')
})

test('the second proof that the account has here is such a proof; a computer let in by a telephone passes on what the telephone does', async () => {
  const own = await new Browser(node).signIn('li.guiying')
  const person = { name: '李桂英', id_number: '990102194106200488' }
  const letIn = async (telephone: Browser) => {
    const computer = new Browser(node)
    const { address, number } = (await computer.send('POST', '/api/scans')).json<{ address: string; number: number }>()
    assert.equal((await telephone.send('POST', `/api/scans/${address.split('/').at(-1)}/confirmation`, { number })).statusCode, 204)
    assert.equal((await computer.send('POST', '/api/scan/session')).statusCode, 201)
    return computer
  }
  const before = (await relayed(4, person)).browser
  assert.equal((await passLevel(await letIn(before))).level, 4)
  const { id, secret } = (await own.send('POST', '/api/factors/totp', { name: '手机' })).json<{ id: string; secret: string }>()
  const { recoveryCodes } = (await own.send('POST', `/api/factors/${id}/confirmation`, { code: totpCode(secret, node.platform.ground.clock.now()) })).json<{ recoveryCodes: string[] }>()
  const { browser, second } = await relayed(4, person)
  assert.equal((await browser.send('POST', '/api/session/second', { ticket: second, code: recoveryCodes[0] })).statusCode, 201)
  assert.equal((await passLevel(await letIn(browser))).level, 5)
  assert.equal((await passLevel(before)).level, 4, 'what was proved in another session raises nothing here')
})
