// Systems that rely on our sign-in, and somebody who has a guardian: a child under fourteen agrees to nothing, the guardian does, and with the guardianship
// ends what a system was told in the guardian's session. 个人信息保护法 14, 31; 民法典 23, 36.
import assert from 'node:assert/strict'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, mock, test } from 'node:test'
import { dateInChina } from '#base/time'
import { makeResidentId } from '#engines/codes'
import { Browser, registerParty, type Party } from '../../../test/relying-party.ts'
import { openTown, type Town } from '../../../test/town.ts'

let town: Town
let museum: Party
let hearing: Server
let heard = 0

before(async () => {
  town = await openTown()
  // The protocol's library reads the machine's clock: here both stand at the same moment.
  mock.timers.enable({ apis: ['Date'], now: town.clock.now().epochMilliseconds })
  hearing = createServer((request, response) => {
    request.resume()
    heard += 1
    response.writeHead(200).end()
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => hearing.once('listening', resolve))
  museum = await registerParty(town, { code: 'museum', scopes: ['profile'], logout: `http://127.0.0.1:${(hearing.address() as AddressInfo).port}/hears` })
})
after(async () => {
  mock.timers.reset()
  hearing.close()
  await town.close()
})

const zhang = { name: '张敏', idNumber: '990102199203140264' }

/** A child of this age today, and the guardianship of 张敏. */
async function child(years: number, sequence: number): Promise<{ ward: string; guardianship: string; login: string }> {
  const ward = { name: '张小明', idNumber: makeResidentId({ region: '990102', birth: dateInChina(town.clock.now()).subtract({ years }), sequence }) }
  const paper = (one: typeof ward) => ({ ...one, idKind: 'resident-id' })
  const seen = await town.call<{ id: string }>('POST', '/api/guardian-checks', { as: 'window.wang', body: { kind: 'minor', proof: 'birth-certificate', reference: '1', judgment: null, until: null, jointly: false, ward: paper(ward), guardian: paper(zhang) } })
  assert.equal(seen.status, 201, JSON.stringify(seen.body))
  assert.equal((await town.call('POST', `/api/guardian-checks/${seen.body.id}/confirmation`, { as: 'window.zhao', body: { ward, guardian: zhang } })).status, 204)
  const { sql } = town.platform.ground
  const [row] = await sql.rows<{ ward: string; guardianship: string; login: string }>("select e.subject as ward, e.facts->>'agency' as guardianship, a.login from act.entries e join people.accounts a on a.id::text = e.subject::text where e.kind = 'people.guardianship-begun' and e.facts->>'check' = $1", [seen.body.id])
  if (!row) return assert.fail('nobody became guardian')
  await sql.rows("insert into people.demonstration_accounts (id, place, title_zh) values ($1, 900, '试用')", [row.ward])
  return row
}

/** Asks the person in the browser, who agrees. */
async function agree(browser: Browser): Promise<{ status: number; code: string; next: string }> {
  const answer = await browser.asked(await browser.go((await museum.begin()).address), { agree: true })
  return { status: answer.statusCode, ...answer.json<{ code: string; next: string }>() }
}

test('under fourteen the child’s own consent is refused with whom to turn to, and the guardian who acts for the child gives it', async () => {
  const { ward, guardianship, login } = await child(13, 1)
  const refused = await agree(await new Browser(town).signIn(login))
  assert.deepEqual([refused.status, refused.code], [403, 'people.guardian-consents'])
  assert.match(refused.next, /监护人/)
  const browser = await new Browser(town).signIn('zhang.min')
  assert.equal((await browser.send('PUT', '/api/session/capacity', { principal: ward })).statusCode, 204)
  await museum.signIn(browser)
  const listed = await town.platform.ground.sql.rows<{ account: string }>('select account from clients.consents where code = $1', ['museum'])
  assert.deepEqual(listed.map(({ account }) => account), [ward], 'the child’s consent, not the guardian’s own')
  // 36: with the guardianship ends what the system was told in the guardian's session.
  await town.settle()
  heard = 0
  const asked = await town.call<{ id: string }>('POST', '/api/proposals/guardianship-end', { as: 'admin.security', body: { content: { ward, guardianship, ground: 'guardian-revoked', reference: '1' }, reason: '判决生效。' } })
  assert.equal((await town.call('POST', `/api/proposals/guardianship-end/${asked.body.id}/confirmation`, { as: 'admin.system', body: {} })).status, 200)
  await town.settle()
  assert.equal(heard, 1)
  assert.equal((await browser.go((await museum.begin({ prompt: 'none' })).address)).searchParams.get('error'), 'login_required')
})

test('from fourteen on a child agrees alone', async () => {
  const { login } = await child(14, 2)
  assert.equal((await agree(await new Browser(town).signIn(login))).status, 200)
})
