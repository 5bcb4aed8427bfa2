// Refusals that no context's own tests reach: those of HTTP itself, of applying, and of a lock that is not to be had.
import assert from 'node:assert/strict'
import { Writable } from 'node:stream'
import { after, before, test } from 'node:test'
import { lockNumber } from '#base/act'
import { makeServer, route } from '#base/http'
import { caseLock } from '#core/cases'
import { pino } from 'pino'
import { act, begin, carry, fillIn, intake, item, openStep, people, readCase, smallWall, submit } from './carry.ts'
import { publishFrom } from './matters.ts'
import { openTown, type Answer, type CallOptions, type Town } from './town.ts'

let town: Town
before(async () => {
  town = await openTown()
})
after(() => town.close())

interface Refused {
  code: string
  status: number
  next: string
  instance: string
  fields: { path: string; code: string; message: string }[]
}

/** Fails unless the answer is this refusal, told as RFC 9457 asks. */
function isRefused(answer: Answer<unknown>, status: number, code: string): Refused {
  const body = answer.body as Refused
  assert.deepEqual([answer.status, body.code, body.status], [status, code, status], JSON.stringify(body).slice(0, 400))
  assert.match(String(answer.headers['content-type']), /^application\/problem\+json/)
  assert.ok(body.next.length > 0)
  return body
}

const refuse = async (status: number, code: string, method: string, path: string, options?: CallOptions) => isRefused(await town.call(method, path, options), status, code)

test('http.invalid-request: what is wrong with a field is said in words of people, and of a choice between shapes what was meant', async () => {
  const { fields } = await refuse(400, 'http.invalid-request', 'POST', '/api/agencies', { as: 'zhang.min', body: { login: '', name: '', items: [], until: 'soon' }, headers: { 'accept-language': 'en' } })
  assert.deepEqual(fields.map(({ path, message }) => [path, message]).sort(), [
    ['/items', 'This is required'], ['/login', 'This is required'], ['/name', 'This is required'], ['/until', 'Must be a date (year-month-day)'],
  ])
})

test('http.not-found: no such address, in the language asked for', async () => {
  await refuse(404, 'http.not-found', 'GET', '/api/nowhere')
  const { body } = await town.call<{ title: string }>('GET', '/api/nowhere', { headers: { 'accept-language': 'en' } })
  assert.equal(body.title, 'There is nothing here.')
})

test('an address that cannot be read is refused like everything else', async () => {
  for (const path of [`/api/licences/${'x'.repeat(400)}/cases`, '/api/cases/%E0%A4/acceptance', '/api/%']) await refuse(400, 'http.invalid-request', 'POST', path, { as: people.clerk, body: {} })
})

test('http.body-too-large: a body over the limit', async () => {
  await refuse(413, 'http.body-too-large', 'POST', '/api/applications', { as: people.resident, body: { item: 'x'.repeat(2 * 1024 * 1024) } })
})

test('http.unsupported-media-type: a body that is not JSON', async () => {
  const answer = await town.app.inject({ method: 'POST', url: '/api/applications', headers: { 'content-type': 'text/xml', cookie: await town.cookieOf(people.resident) }, payload: '<item/>' })
  assert.deepEqual([answer.statusCode, answer.json<Refused>().code], [415, 'http.unsupported-media-type'])
})

test('http.invalid-request names every field that does not fit', async () => {
  const { fields } = await refuse(400, 'http.invalid-request', 'POST', '/api/intakes', { as: people.window, body: { item: 7, applicant: { kind: 'robot' } } })
  for (const path of ['/item', '/applicant/kind', '/applicant/name', '/form', '/materials']) assert.ok(fields.some((field) => field.path === path), `${path} in ${JSON.stringify(fields)}`)
})

test('http.too-many-calls: with limits on, and when to come back', async () => {
  // Over the wire: what the portal asks in the same process is not counted twice.
  const busy = await openTown({ callsPerMinuteMax: 5, listen: true })
  try {
    const answers: Response[] = []
    for (let n = 0; n < 8; n++) answers.push(await fetch(`${busy.origin}/api/regions`))
    const [refused] = answers.filter((answer) => answer.status === 429)
    assert.equal(answers.filter((answer) => answer.status === 429).length, 3)
    assert.ok(refused)
    assert.equal(((await refused.json()) as Refused).code, 'http.too-many-calls')
    assert.equal(refused.headers.get('retry-after'), '60')
  } finally {
    await busy.close()
  }
})

test('http.failure: a fault tells a number and nothing of itself, and is logged with that number', async () => {
  const lines: string[] = []
  const log = pino({ level: 'error' }, new Writable({ write: (chunk: Buffer, _, done) => (lines.push(chunk.toString()), done()) }))
  const app = await makeServer({
    routes: [route({ method: 'GET', path: '/api/seeded', zh: '试', en: 'Seeded', access: 'anyone', produces: 'text/plain', example: {}, handle: async () => Promise.reject(new Error('the secret of the seeded fault')) })],
    runAct: town.platform.ground.runAct, authenticate: async () => undefined, origin: 'http://localhost:8080', logger: log, callsPerMinuteMax: 0, version: 'test', fileBytesMax: 1024, ready: async () => ({ ready: true }),
  })
  const answer = await app.inject('/api/seeded')
  const body = answer.json<Refused>()
  assert.deepEqual([answer.statusCode, body.code], [500, 'http.failure'])
  assert.doesNotMatch(answer.body, /secret/)
  assert.ok(lines.some((line) => line.includes('the secret of the seeded fault') && line.includes(body.instance)), lines.join(''))
  await app.close()
})

test('act.busy: a lock that is not to be had in ten seconds is told, and nothing was done', async () => {
  const { id, number } = await submit(town)
  const client = await town.platform.ground.pool.connect()
  try {
    await client.query('begin')
    await client.query(`select pg_advisory_xact_lock(${lockNumber(caseLock(id))})`)
    const answer = await town.call('POST', `/api/cases/${number}/acceptance`, { as: people.clerk, body: {} })
    isRefused(answer, 503, 'act.busy')
    assert.equal(answer.headers['retry-after'], '1')
  } finally {
    await client.query('rollback')
    client.release()
  }
  assert.equal((await readCase(town, number)).state, 'submitted')
  assert.equal((await act(town, people.clerk, number, 'acceptance')).state, 'accepted')
})

test('act.key-reused: the same key for another request', async () => {
  const key = crypto.randomUUID()
  assert.equal((await town.call('POST', '/api/applications', { as: people.resident, body: { item }, key })).status, 201)
  await refuse(422, 'act.key-reused', 'PUT', `/api/applications/${await begin(town)}`, { as: people.resident, body: { form: {} }, key })
})

test('items.not-found: an item that does not exist', async () => {
  await refuse(404, 'items.not-found', 'GET', '/api/items/11990100700140426Y3990100099999')
  await refuse(404, 'items.not-found', 'POST', '/api/applications', { as: people.resident, body: { item: 'nothing' } })
})

test('applications.not-found: another person’s application, and one that was discarded', async () => {
  const id = await begin(town)
  await refuse(404, 'applications.not-found', 'GET', `/api/applications/${id}`, { as: people.stranger })
  await refuse(404, 'applications.not-found', 'POST', `/api/applications/${id}/submission`, { as: people.stranger, body: {} })
  assert.equal((await town.call('DELETE', `/api/applications/${id}`, { as: people.resident })).status, 204)
  await refuse(404, 'applications.not-found', 'PUT', `/api/applications/${id}`, { as: people.resident, body: { form: {} } })
})

test('applications.form-incomplete: names each answer; what was typed is kept', async () => {
  const id = await begin(town)
  await town.call('PUT', `/api/applications/${id}`, { as: people.resident, body: { form: { siteAddress: smallWall.siteAddress }, scenario: { who: 'self' } } })
  const { fields } = await refuse(422, 'applications.form-incomplete', 'POST', `/api/applications/${id}/submission`, { as: people.resident, body: {} })
  assert.ok(fields.some((field) => field.path.includes('width')) && !fields.some((field) => field.path.includes('siteAddress')), JSON.stringify(fields))
  const { body } = await town.call<{ form: Record<string, unknown> }>('GET', `/api/applications/${id}`, { as: people.resident })
  assert.equal(body.form['siteAddress'], smallWall.siteAddress)
})

test('applications.already-submitted: nothing changes an application that became a case', async () => {
  const id = await fillIn(town)
  assert.equal((await town.call('POST', `/api/applications/${id}/submission`, { as: people.resident, body: {} })).status, 201)
  await refuse(409, 'applications.already-submitted', 'POST', `/api/applications/${id}/submission`, { as: people.resident, body: {} })
  await refuse(409, 'applications.already-submitted', 'PUT', `/api/applications/${id}`, { as: people.resident, body: { form: {} } })
  await refuse(409, 'applications.already-submitted', 'DELETE', `/api/applications/${id}`, { as: people.resident })
})

test('applications.unknown-material and applications.too-many-files', async () => {
  const id = await begin(town)
  const add = (material: string) => town.upload(`/api/applications/${id}/files`, { as: people.resident, name: '说明.txt', content: '说明', fields: { material } })
  isRefused(await add('moonRock'), 422, 'applications.unknown-material')
  for (let n = 0; n < 100; n++) assert.equal((await add('other')).status, 201)
  isRefused(await add('other'), 422, 'applications.too-many-files')
})

test('applications.not-correcting: a correction nobody asked for', async () => {
  const { number } = await submit(town)
  await refuse(409, 'applications.not-correcting', 'POST', '/api/applications', { as: people.resident, body: { correctionOf: number } })
})

test('applications.not-your-window: a clerk of another body does not receive the item', async () => {
  await refuse(403, 'applications.not-your-window', 'POST', '/api/intakes', { as: people.otherClerk, body: intake })
})

test('applications.item-changed: the answers stay, and the second submission goes through', async () => {
  const id = await fillIn(town)
  await publishFrom(town, item, (content) => ({ ...content, conditions: [...(content.conditions ?? []), { zh: '新的条件', en: 'A new condition' }] }))
  await refuse(409, 'applications.item-changed', 'POST', `/api/applications/${id}/submission`, { as: people.resident, body: {} })
  assert.equal((await town.call('POST', `/api/applications/${id}/submission`, { as: people.resident, body: {} })).status, 201)
})

test('cases.step-claimed: a colleague has it; cases.step-already-done: it is over', async () => {
  const one = await carry(town, 'accepted')
  const step = openStep(one, 'examination')
  const colleague = await addColleague('examiner')
  await act(town, people.examiner, one.number, `steps/${step}/claim`)
  isRefused(await town.call('POST', `/api/cases/${one.number}/steps/${step}/completion`, { headers: { cookie: colleague }, body: { outcome: 'pass' } }), 409, 'cases.step-claimed')
  await act(town, people.examiner, one.number, `steps/${step}/completion`, { outcome: 'pass' })
  await refuse(409, 'cases.step-already-done', 'POST', `/api/cases/${one.number}/steps/${step}/completion`, { as: people.examiner, body: { outcome: 'pass' } })
})

test('reviews.not-applicant: a party who did not apply judges nothing', async () => {
  const { number } = await carry(town, 'finished')
  await town.settle()
  const [row] = await town.platform.ground.sql.rows<{ id: string }>("select id from people.accounts where login = 'li.guiying'")
  // A party that an application cannot name yet: written as the agent of a joint case would be.
  await town.platform.ground.sql.rows(
    `insert into cases.parties select case_id, ordinal + 1, 'respondent', $2, kind, name, id_kind, id_number, phone, consent, salt from cases.parties p where case_id = (select id from cases.cases where number = $1)`, [number, row?.id],
  )
  await refuse(403, 'reviews.not-applicant', 'POST', '/api/reviews', { as: people.stranger, body: { case: number, verdict: 1 } })
})

/** A second holder of a post in the bureau; answers a session of theirs. */
async function addColleague(role: string): Promise<string> {
  const login = `colleague.${crypto.randomUUID().slice(0, 6)}`
  const password = 'six lanterns above the gate'
  const organisation = '11990100700140426Y'
  const { body } = await town.call<{ id: string }>('POST', '/api/accounts', { as: people.systemAdmin, body: { login, kind: 'staff', name: '何新', organisation, password } })
  assert.equal((await town.call('POST', `/api/accounts/${body.id}/posts`, { as: people.securityAdmin, body: { role, organisation } })).status, 201)
  const { headers } = await town.call('POST', '/api/session', { body: { login, password } })
  return String(headers['set-cookie']).split(';')[0] ?? ''
}
