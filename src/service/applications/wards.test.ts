// Applying alone under eighteen, or by the guardian: the one is warned of and never stopped, the other is the ward's own matter with the guardian named.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { makeResidentId } from '#engines/codes'
import { applyFor, exampleForm } from '../../../test/journey.ts'
import { openTown, testPack, type Town } from '../../../test/town.ts'

let town: Town
before(async () => {
  town = await openTown()
})
after(() => town.close())

interface Said {
  id: string
  code: string
  warnings: { kind: string; text: { zh: string } }[]
  parties: { role: string; name: string }[]
}
const call = (method: string, path: string, as: string, body?: object) => town.call<Said>(method, path, { as, ...(body ? { body } : {}) })
const slug = 'marriage-record-query'
const item = async () => (await testPack()).items.find((one) => one.slug === slug)?.content.code ?? assert.fail(slug)
const capacityIn = ({ warnings }: Said) => warnings.filter(({ kind }) => kind === 'capacity').map(({ text }) => text.zh)
const zhang = { name: '张敏', idNumber: '990102199203140264' }
const teen = { name: '张青', idNumber: makeResidentId({ region: '990102', birth: '2011-03-04', sequence: 7 }) }

test('民法典 19: a child of fifteen who applies alone is told, and so is the clerk; the application is received all the same', async () => {
  const { status, body } = await town.call<Said>('POST', '/api/registrations', { body: { login: 'teen.alone', password: 'four boats on the river', name: teen.name, idKind: 'resident-id', idNumber: teen.idNumber } })
  assert.equal(status, 201)
  await town.platform.ground.sql.rows("insert into people.demonstration_accounts (id, place, title_zh) values ($1, 900, '试用')", [body.id])
  const draft = await call('POST', '/api/applications', 'teen.alone', { item: await item() })
  assert.match(capacityIn(draft.body)[0] ?? '', /未满十八周岁.*民法典第十八条、第十九条/)
  const advice = await town.call<Said>('POST', '/api/intake-advice', { as: 'window.wang', body: { item: await item(), applicant: { kind: 'natural', idNumber: teen.idNumber }, form: {}, materials: [] } })
  assert.equal(capacityIn(advice.body).length, 1)
  const number = await applyFor(town, { as: 'teen.alone', item: slug, form: await exampleForm(slug) })
  assert.equal(capacityIn((await call('GET', `/api/cases/${number}`, 'dc.minzheng.clerk')).body).length, 1)
})

test('民法典 23, 35: by the guardian it is the child’s matter, the guardian is named as the agent, and nothing is warned of', async () => {
  const paper = (one: typeof zhang) => ({ ...one, idKind: 'resident-id' })
  const seen = await call('POST', '/api/guardian-checks', 'window.wang', { kind: 'minor', proof: 'birth-certificate', reference: '1', judgment: null, until: null, jointly: false, ward: { ...paper(teen), login: 'teen.alone' }, guardian: paper(zhang) })
  assert.equal(seen.status, 201, JSON.stringify(seen.body))
  assert.equal((await call('POST', `/api/guardian-checks/${seen.body.id}/confirmation`, 'window.zhao', { ward: teen, guardian: zhang })).status, 204)
  const [row] = await town.platform.ground.sql.rows<{ id: string }>("select id from people.accounts where login = 'teen.alone'")
  assert.equal((await call('PUT', '/api/session/capacity', 'zhang.min', { principal: row?.id })).status, 204)
  const draft = await call('POST', '/api/applications', 'zhang.min', { item: await item() })
  assert.deepEqual(capacityIn(draft.body), [])
  const number = await applyFor(town, { as: 'zhang.min', item: slug, form: await exampleForm(slug) })
  const shown = (await call('GET', `/api/cases/${number}`, 'dc.minzheng.clerk')).body
  assert.deepEqual(shown.parties.map(({ role, name }) => [role, name]), [['applicant', '张青'], ['agent', '张敏']])
  assert.deepEqual(capacityIn(shown), [])
})
