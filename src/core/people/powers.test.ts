// A power of attorney on paper: nobody acts by it before two officers have seen it; within its items and days alone; told, and ended at once.
// 民法典 161, 162, 165, 169, 173; 17–22; 行政许可法 29.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { ordinaryFileRules } from '#base/files'
import { dateInChina } from '#base/time'
import { makeResidentId, makeUscc } from '#engines/codes'
import { openTown, testPack, type Town } from '../../../test/town.ts'
import { accountLock } from './acts.ts'
import { proveMadeUp } from './acts-proofs.ts'

let town: Town
let scan: { sha256: string; name: string; type: string }
before(async () => {
  town = await openTown()
  const { digest, name, type } = await town.platform.ground.files.put({ name: '委托书.txt', content: Buffer.from('授权委托书\n') }, ordinaryFileRules)
  scan = { sha256: digest, name, type }
})
after(() => town.close())

interface Line {
  id: string
  principal: string
  agent: string
  items: string[] | null
  until: string
  side: string
  own: boolean
  onPaper: boolean
  revokedAt: string | null
}
interface Said {
  id: string
  code: string
  account: { login: string; name: string } | null
  hand: { name: string } | null
  items: Line[]
  fields: { path: string }[]
}
interface Person {
  name: string
  idNumber: string
  login?: string
}
const call = (method: string, path: string, as: string, body?: object) => town.call<Said>(method, path, { as, ...(body ? { body } : {}) })
const sql = () => town.platform.ground.sql
const told = ({ status, body }: { status: number; body: Said }) => [status, body?.code]
const day = (days: number) => dateInChina(town.clock.now()).add({ days }).toString()
const itemOf = async (wanted: string) => (await testPack()).items.find(({ slug }) => slug === wanted)?.content.code ?? assert.fail('no item')
let sequence = 300
const numberOf = (birth: string) => makeResidentId({ region: '990103', birth, sequence: ++sequence })
const password = 'four boats on the river'

/** An adult who registered, and was proved where a level is given. */
async function open(login: string, name: string, level: 4 | null = 4, birth = '1985-05-06'): Promise<Person & { id: string; login: string }> {
  const idNumber = numberOf(birth)
  const { status, body } = await town.call<Said>('POST', '/api/registrations', { body: { login, password, name, idKind: 'resident-id', idNumber } })
  assert.equal(status, 201, JSON.stringify(body))
  await sql().rows("insert into people.demonstration_accounts (id, place, title_zh) values ($1, 900, '试用')", [body.id])
  if (level) await town.platform.ground.runAct({ actor: { id: body.id, kind: 'system' }, locks: [accountLock(body.id)] }, (act) => proveMadeUp(act, body.id, 'demonstration', level))
  return { name, idNumber, login, id: body.id }
}
const paperOf = ({ name, idNumber, login }: Person, withLogin = false) => ({ name, idKind: 'resident-id', idNumber, ...(withLogin && login ? { login } : {}) })
const read = ({ name, idNumber }: Person) => ({ name, idNumber })
const take = async (principal: Person, agent: Person, more: object = {}, as = 'window.wang') =>
  call('POST', '/api/power-checks', as, { reference: '委字1号', mark: 'signature', notarised: null, abroad: false, items: [await itemOf('marriage-record-query')], until: day(30), principal: paperOf(principal), agent: paperOf(agent), paper: scan, ...more })
const confirm = (id: string, principal: Person, agent: Person, as = 'window.zhao') => call('POST', `/api/power-checks/${id}/confirmation`, as, { principal: read(principal), agent: read(agent) })
const capacities = async (as: string) => (await call('GET', '/api/session/capacities', as)).body.items
const actFor = (as: string, principal: string | null) => call('PUT', '/api/session/capacity', as, { principal })
const begin = async (as: string, slug = 'marriage-record-query') => call('POST', '/api/applications', as, { item: await itemOf(slug) })
const kindsTold = async (account: string) => (await sql().rows<{ kind: string }>('select kind from notifications.messages where account = $1', [account])).map(({ kind }) => kind)

test('民法典 161, 165; 行政许可法 29: an agent acts by a paper that two officers of one body saw, in its items alone; both are named and told; the principal ends it at once (173)', async () => {
  const [principal, agent] = [await open('p.one', '委某'), await open('p.agent', '代某')]
  const { status, body } = await take(principal, agent)
  assert.equal(status, 201, JSON.stringify(body))
  assert.deepEqual(await capacities('p.agent'), [], 'taken is not confirmed')
  const [line] = (await call('GET', '/api/power-checks', 'window.zhao')).body.items
  assert.deepEqual([line?.id, line?.own, line?.principal.includes('*'), line?.until], [body.id, false, true, day(30)])
  assert.deepEqual((await call('GET', '/api/guardian-checks', 'window.zhao')).body.items, [], 'no guardianship')
  assert.deepEqual(told(await call('POST', `/api/guardian-checks/${body.id}/refusal`, 'window.zhao', {})), [404, 'people.guardian-check-not-found'])
  assert.deepEqual((await call('GET', '/api/power-checks', 'dc.minzheng.clerk')).body.items, [], 'another body')
  assert.equal((await town.call<string>('GET', `/api/power-checks/${body.id}/paper`, { as: 'window.zhao' })).status, 200)
  assert.deepEqual(told(await call('GET', `/api/power-checks/${body.id}/paper`, 'dc.minzheng.clerk')), [404, 'people.power-check-not-found'])
  assert.deepEqual(told(await confirm(body.id, principal, agent, 'window.wang')), [403, 'people.power-same-officer'])
  assert.deepEqual(told(await confirm(body.id, principal, agent, 'dc.minzheng.clerk')), [404, 'people.power-check-not-found'])
  assert.deepEqual(told(await confirm(body.id, { ...principal, idNumber: numberOf('1985-05-06') }, agent)), [409, 'people.power-read-differently'])
  // Two who confirm at the same moment make one agency.
  const both = await Promise.all([confirm(body.id, principal, agent), confirm(body.id, principal, agent)])
  assert.deepEqual(both.map((one) => one.status).sort(), [204, 404])
  const held = await capacities('p.agent')
  assert.deepEqual(held.map(({ items }) => items), [[await itemOf('marriage-record-query')]])
  assert.equal((await actFor('p.agent', principal.id)).status, 204)
  const draft = await begin('p.agent')
  assert.equal(draft.status, 201)
  const [entry] = await sql().rows<{ actor: string; behalf: string }>('select actor, on_behalf as behalf from act.entries where subject = $1 order by xid, id limit 1', [draft.body.id])
  assert.deepEqual([entry?.actor, entry?.behalf], [agent.id, principal.id], '162: what is done names both')
  const other = (await testPack()).items.find(({ slug }) => slug !== 'marriage-record-query')?.slug ?? ''
  assert.deepEqual(told(await begin('p.agent', other)), [403, 'people.outside-agency'])
  assert.deepEqual(told(await call('POST', '/api/agencies', 'p.agent', { login: 'li.guiying', name: '李桂英', items: null, until: day(9) })), [403, 'people.no-sub-agency'], '169')
  await town.settle()
  for (const account of [principal.id, agent.id]) assert.ok((await kindsTold(account)).includes('people.power-confirmed'), account)
  // The principal reads what was signed, and ends it.
  const [given] = (await call('GET', '/api/agencies', 'p.one')).body.items
  assert.deepEqual([given?.onPaper, given?.side], [true, 'given'])
  for (const as of ['p.one', 'p.agent']) assert.equal((await town.call('GET', `/api/agencies/${given?.id}/paper`, { as })).status, 200, as)
  assert.deepEqual(told(await call('GET', `/api/agencies/${given?.id}/paper`, 'li.guiying')), [404, 'people.agency-not-found'])
  assert.equal((await call('POST', `/api/agencies/${given?.id}/revocation`, 'p.one', {})).status, 204)
  assert.deepEqual([await capacities('p.agent'), (await call('GET', '/api/session', 'p.agent')).body.account?.login], [[], 'p.agent'])
  const facts = JSON.stringify(await sql().rows("select facts from act.entries where kind like 'people.power%'"))
  for (const secret of ['委某', principal.idNumber, '委字1号']) assert.ok(!facts.includes(secret), secret)
  assert.equal((await sql().rows('select 1 from people.guardian_checks where id = $1 and sealed is not null', [body.id])).length, 0)
})

test('民法典 165, 173: what the paper does not name is refused; it ends with its last day', async () => {
  const agent = await open('p.days', '期某')
  const principal = { name: '期老', idNumber: numberOf('1950-01-02') }
  assert.equal((await take(principal, agent, { items: [] })).status, 400, 'the matter')
  assert.deepEqual(told(await take(principal, agent, { until: day(-1) })), [422, 'people.bad-agency-end'])
  const abroad = await take(principal, agent, { abroad: true })
  assert.deepEqual([...told(abroad), abroad.body.fields[0]?.path], [422, 'people.power-unfit', '/notarised'])
  assert.deepEqual(told(await take(principal, agent, { paper: { ...scan, sha256: '0'.repeat(64) } })), [404, 'files.not-found'])
  // Who has no account gets one that nobody signs in to, and a second paper is of the same one.
  for (const more of [{}, { abroad: true, notarised: '（2026）公证第1号', mark: 'seal' }]) {
    const { body } = await take(principal, agent, more)
    assert.deepEqual(told(await confirm(body.id, principal, agent)), [204, undefined])
  }
  const held = await capacities('p.days')
  assert.deepEqual([held.length, new Set(held.map((one) => one.principal)).size], [2, 1])
  const account = held[0]?.principal ?? ''
  const [row] = await sql().rows<{ login: string; password: string | null }>('select login, password from people.accounts where id = $1', [account])
  assert.match(row?.login ?? '', /^principal\.[0-9a-f]{16}$/)
  assert.equal(row?.password, null)
  assert.equal((await actFor('p.days', account)).status, 204)
  assert.equal((await begin('p.days')).status, 201)
  town.clock.advance({ hours: 24 * 31 })
  town.forgetSessions()
  assert.deepEqual(await capacities('p.days'), [])
})

test('民法典 17–23: a child, or an adult with a guardian, names no agent; nobody is his own agent; an agent is proved; an officer has no part', async () => {
  const agent = await open('p.fit', '适某')
  const child = await take({ name: '小某', idNumber: numberOf('2015-01-01') }, agent)
  assert.deepEqual([...told(child), child.body.fields[0]?.path], [422, 'people.power-unfit', '/principal'])
  const ward = { name: '成某', idNumber: numberOf('1960-01-01') }
  const seen = await call('POST', '/api/guardian-checks', 'window.wang', { kind: 'adult', proof: 'court-judgment', reference: '1', judgment: '1', until: day(300), jointly: false, ward: paperOf(ward), guardian: paperOf(agent) })
  assert.equal((await call('POST', `/api/guardian-checks/${seen.body.id}/confirmation`, 'window.zhao', { ward: read(ward), guardian: read(agent) })).status, 204)
  const [wardAccount] = await sql().rows<{ login: string }>('select a.login from people.accounts a join people.agencies g on g.principal = a.id where g.agent = $1 and g.guardianship is not null', [agent.id])
  assert.deepEqual(told(await take({ ...ward, login: wardAccount?.login ?? '' }, agent, { principal: paperOf({ ...ward, login: wardAccount?.login ?? '' }, true) })), [422, 'people.power-unfit'])
  const old = { name: '老某', idNumber: numberOf('1955-01-01') }
  const unproved = await open('p.unproved', '未某', null)
  assert.deepEqual(told(await take(old, unproved)), [422, 'people.power-agent-unknown'])
  assert.deepEqual(told(await take(agent, agent)), [422, 'people.power-principal-unknown'])
  assert.deepEqual(told(await take(old, agent, { principal: { ...paperOf(old), login: 'li.guiying' } })), [422, 'people.power-principal-unknown'])
  const clerk = (await testPack()).people.find(({ login }) => login === 'window.wang')?.name ?? ''
  assert.deepEqual(told(await take({ ...old, name: clerk }, agent)), [403, 'people.power-own-check'])
  // Declined, and what took too long: nobody acts.
  const [first, late] = [await take(old, agent), await take(old, agent)]
  assert.deepEqual(told(await call('POST', `/api/power-checks/${first.body.id}/refusal`, 'window.wang', {})), [403, 'people.power-same-officer'])
  assert.equal((await call('POST', `/api/power-checks/${first.body.id}/refusal`, 'window.zhao', {})).status, 204)
  assert.deepEqual(told(await confirm(first.body.id, old, agent)), [404, 'people.power-check-not-found'])
  town.clock.advance({ minutes: 61 })
  town.forgetSessions()
  assert.deepEqual(told(await confirm(late.body.id, old, agent)), [404, 'people.power-check-not-found'])
})

test('行政许可法 29: while the proof of who the agent is has ended, nothing is done in the principal’s name, though it is still read; proved anew, the same authority goes on', async () => {
  const [principal, agent] = [await open('p.proved', '委实'), await open('p.lapsing', '代实')]
  assert.equal((await call('POST', '/api/agencies', 'p.proved', { login: agent.login, name: agent.name, items: null, until: day(60) })).status, 201)
  assert.equal((await actFor('p.lapsing', principal.id)).status, 204)
  assert.equal((await begin('p.lapsing')).status, 201)
  const end = (account: string, at: Temporal.Instant) => sql().rows("update people.proofs set at = least(at, $2::timestamptz - interval '1 day'), until_at = $2 where account = $1", [account, at.toString()])
  // What a process remembers of a caller it remembers for half a second.
  const pass = () => town.clock.set(town.clock.now().add({ seconds: 1 }))
  await end(agent.id, town.clock.now())
  pass()
  assert.deepEqual(told(await begin('p.lapsing')), [403, 'people.agent-not-proved'])
  const session = await town.call<{ account: { id: string }; hand: { stopped: string | null } }>('GET', '/api/session', { as: 'p.lapsing' })
  assert.deepEqual([session.body.account.id, session.body.hand.stopped], [principal.id, 'people.agent-not-proved'])
  assert.equal((await call('GET', '/api/cases', 'p.lapsing')).status, 200)
  // What the agent does for himself is not the authority's.
  assert.equal((await actFor('p.lapsing', null)).status, 204)
  assert.equal((await actFor('p.lapsing', principal.id)).status, 204)
  // The level of the principal gives the agent none, and lacks nothing of his.
  await end(agent.id, town.clock.now().add({ hours: 24 }))
  await end(principal.id, town.clock.now())
  pass()
  assert.equal((await begin('p.lapsing')).status, 201)
})

test('民法典 61, 165: an organisation names an agent by a paper that it sealed and its legal representative signed; both officers read all three; the representative is told, and ends it', async () => {
  const agent = await open('p.company', '企某')
  const entry = (await testPack()).people.find(({ kind, representative }) => kind === 'legal' && representative !== undefined) ?? assert.fail('no company with a representative')
  const [company] = await sql().rows<{ id: string; name: string; representative: string; representativeName: string }>(
    'select l.id, l.name, l.representative, n.name as "representativeName" from people.legal_accounts l join people.accounts a on a.id = l.id join people.natural_accounts n on n.id = l.representative where a.login = $1', [entry.login])
  if (!company || !entry.uscc) throw new Error('the company is not there')
  const signer = (await testPack()).people.find(({ login }) => login === entry.representative) ?? assert.fail('nobody represents it')
  const paper = { name: company.name, idKind: 'uscc', idNumber: entry.uscc }
  const representative = { name: company.representativeName, idKind: 'resident-id', idNumber: signer.idNumber ?? '' }
  const sealed = { principal: paper, representative, mark: 'both' }
  const of = (more: object) => take({ name: company.name, idNumber: '' }, agent, { ...sealed, ...more })
  const refused = async (more: object) => {
    const { status, body } = await of(more)
    return [status, body.code, body.fields?.[0]?.path]
  }
  for (const mark of ['seal', 'signature']) assert.deepEqual(await refused({ mark }), [422, 'people.power-unfit', '/mark'])
  assert.deepEqual(await refused({ representative: undefined }), [422, 'people.power-unfit', '/representative'])
  assert.deepEqual(await refused({ principal: { ...paper, name: '另一家公司' } }), [422, 'people.power-principal-unknown', '/principal/name'])
  assert.deepEqual(await refused({ principal: { ...paper, idNumber: `${entry.uscc.slice(0, -1)}${entry.uscc.endsWith('0') ? '1' : '0'}` } }), [422, 'people.bad-document', '/idNumber'])
  assert.deepEqual(await refused({ representative: { name: agent.name, idKind: 'resident-id', idNumber: agent.idNumber } }), [409, 'people.power-not-representative', '/representative/idNumber'])
  const person = await take({ name: '独某', idNumber: numberOf('1960-02-02') }, agent, { representative })
  assert.deepEqual([...told(person), person.body.fields[0]?.path], [422, 'people.power-unfit', '/representative'], 'a person has none')
  const { status, body } = await of({})
  assert.equal(status, 201, JSON.stringify(body))
  const [line] = (await town.call<{ items: { principal: string; representative: string; scope: { name: { zh: string } }[] }[] }>('GET', '/api/power-checks', { as: 'window.zhao' })).body.items
  assert.deepEqual([line?.principal, line?.representative.includes('*'), line?.scope[0]?.name.zh], [company.name, true, (await testPack()).items.find(({ slug }) => slug === 'marriage-record-query')?.content.name.zh])
  const again = (more: object) => call('POST', `/api/power-checks/${body.id}/confirmation`, 'window.zhao', { principal: { name: paper.name, idNumber: paper.idNumber }, agent: read(agent), representative: { name: representative.name, idNumber: representative.idNumber }, ...more })
  const unread = await again({ representative: undefined })
  assert.deepEqual([...told(unread), unread.body.fields[0]?.path], [409, 'people.power-read-differently', '/representative/idNumber'])
  assert.equal((await again({})).status, 204)
  const [held] = await capacities('p.company')
  assert.equal(held?.principal, company.id)
  assert.equal((await actFor('p.company', company.id)).status, 204)
  await town.settle()
  for (const account of [company.id, agent.id, company.representative]) assert.ok((await kindsTold(account)).includes('people.power-confirmed'), account)
  const [given] = (await call('GET', '/api/agencies', entry.login)).body.items.filter(({ onPaper }) => onPaper)
  assert.equal((await call('POST', `/api/agencies/${given?.id}/revocation`, entry.login, {})).status, 204)
  assert.deepEqual(await capacities('p.company'), [])
})

test('an organisation that has no account yet gets one under its code, which a second paper and the register of enterprises come to', async () => {
  const agent = await open('p.newcompany', '立某')
  const uscc = makeUscc({ head: '91', region: '990102', organisation: '77788899' })
  const signer = { name: '法某', idKind: 'resident-id', idNumber: numberOf('1970-03-03') }
  for (const reference of ['企委1号', '企委2号']) {
    const { body } = await take({ name: '新某公司', idNumber: '' }, agent, { reference, principal: { name: '新某公司', idKind: 'uscc', idNumber: uscc }, representative: signer, mark: 'both' })
    const { status } = await call('POST', `/api/power-checks/${body.id}/confirmation`, 'window.zhao', { principal: { name: '新某公司', idNumber: uscc }, agent: read(agent), representative: read(signer) })
    assert.equal(status, 204, JSON.stringify(body))
  }
  assert.equal(new Set((await capacities('p.newcompany')).map(({ principal }) => principal)).size, 1)
  const [row] = await sql().rows<{ login: string; password: string | null; representative: string | null }>('select a.login, a.password, l.representative from people.accounts a join people.legal_accounts l on l.id = a.id where l.name = $1', ['新某公司'])
  assert.deepEqual(row, { login: `company.${uscc.toLowerCase()}`, password: null, representative: null })
  // One that is dissolved lets nobody act any more, and one whose account is frozen neither.
  const [company] = await capacities('p.newcompany')
  await sql().rows('update people.accounts set frozen_at = now() where id = $1', [company?.principal])
  const frozen = await take({ name: '新某公司', idNumber: '' }, agent, { principal: { name: '新某公司', idKind: 'uscc', idNumber: uscc }, representative: signer, mark: 'both' })
  assert.deepEqual(told(frozen), [409, 'people.company-frozen'])
})
