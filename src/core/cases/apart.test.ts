// Conflicts of duties in one case (岗位不相容): who registered the papers does not judge them, who investigated does not decide the penalty
// (行政处罚法 57); what is decided on the spot is decided by whoever received it. Presiding has its tests beside hearings (行政许可法 48).
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { act, carry, intake, openStep, people, type CaseSaid } from '../../../test/carry.ts'
import { codes, forms } from '../../../test/matters.ts'
import { openTown, type Town } from '../../../test/town.ts'

const urban = '11990100700140426Y'
let town: Town
before(async () => {
  town = await openTown()
})
after(() => town.close())

async function grant(login: string, role: string, organisation: string): Promise<void> {
  const [row] = await town.platform.ground.sql.rows<{ id: string }>('select id from people.accounts where login = $1', [login])
  const { status, body } = await town.call('POST', `/api/accounts/${row?.id}/posts`, { as: people.securityAdmin, body: { role, organisation } })
  assert.equal(status, 201, JSON.stringify(body))
}

const read = async (as: string, number: string) => (await town.call<CaseSaid>('GET', `/api/cases/${number}`, { as })).body
const tried = async (as: string, number: string, path: string, body: object) => {
  const answer = await town.call<CaseSaid & { code?: string }>('POST', `/api/cases/${number}/${path}`, { as, body })
  return answer.status < 300 ? answer.body.state : answer.body.code
}

test('who registered the papers neither examines nor decides, whatever post is held, and is offered neither', async () => {
  for (const role of ['examiner', 'approver']) await grant(people.clerk, role, urban)
  const { status, body: { number } } = await town.call<CaseSaid>('POST', '/api/intakes', { as: people.clerk, body: { ...intake, applicant: { ...intake.applicant, idNumber: '990102194106200488', name: '李桂英' } } })
  assert.equal(status, 201)
  // Receiving and accepting are one desk's; judging is another's.
  await act(town, people.clerk, number, 'acceptance')
  const examination = openStep(await read(people.clerk, number), 'examination')
  assert.deepEqual((await read(people.clerk, number)).acts.filter(({ step }) => step === examination), [])
  assert.equal(await tried(people.clerk, number, `steps/${examination}/claim`, {}), 'cases.received-by-you')
  assert.equal(await tried(people.clerk, number, `steps/${examination}/completion`, { outcome: 'pass' }), 'cases.received-by-you')
  await act(town, people.examiner, number, `steps/${examination}/completion`, { outcome: 'pass', opinion: '符合条件。' })
  const decision = openStep(await read(people.clerk, number), 'decision')
  assert.equal(await tried(people.clerk, number, 'decision', { step: decision, outcome: 'grant' }), 'cases.received-by-you')
  assert.equal(await tried(people.approver, number, 'decision', { step: decision, outcome: 'grant' }), 'decided')
})

test('who holds the same posts and did not receive the papers examines and decides', async () => {
  const { number } = await carry(town, 'accepted')
  assert.equal(await tried(people.clerk, number, `steps/${openStep(await read(people.clerk, number), 'examination')}/completion`, { outcome: 'pass' }), 'accepted')
})

test('an item decided on the spot is decided by whoever received it, with the post for it', async () => {
  const { body: { number } } = await town.call<CaseSaid>('POST', '/api/intakes', { as: 'dc.minzheng.clerk', body: { ...intake, item: codes.marriage, form: forms.marriage, materials: [{ material: 'identityCard', name: '身份证', paper: true }] } })
  await act(town, 'dc.minzheng.clerk', number, 'acceptance')
  assert.equal(await tried('dc.minzheng.clerk', number, 'decision', { step: openStep(await read('dc.minzheng.clerk', number), 'decision'), outcome: 'grant' }), 'decided')
})

test('行政处罚法 57: who opened a penalty, or investigated it, does not decide it', async () => {
  const { id } = await issued()
  for (const login of [people.clerk, people.examiner]) await grant(login, 'head', urban)
  const { body: { number } } = await town.call<CaseSaid>('POST', `/api/licences/${id}/cases`, { as: people.clerk, body: { act: 'suspension', reasons: '设施倾斜，责令改正后仍未改正。', decisionNumber: '云城罚〔2026〕1号' } })
  await act(town, people.clerk, number, 'acceptance')
  await act(town, people.examiner, number, 'intention', { facts: '设施倾斜。', reasons: '存在危险。', basis: '行政处罚法第九条' })
  await town.settle()
  await act(town, people.resident, number, 'defence', { words: '', waived: true })
  await act(town, people.examiner, number, `steps/${openStep(await read(people.examiner, number), 'work')}/completion`, { outcome: 'done', opinion: '事实清楚。' })
  const decision = openStep(await read(people.approver, number), 'decision')
  const decide = (as: string) => tried(as, number, 'decision', { step: decision, outcome: 'grant', reasons: '依法处理。' })
  assert.deepEqual([await decide(people.clerk), await decide(people.examiner), await decide(people.approver)], ['cases.investigated-by-you', 'cases.investigated-by-you', 'decided'])
})

async function issued(): Promise<{ id: string }> {
  const { number } = await carry(town, 'decided')
  await town.settle()
  const { body } = await town.call<{ items: { id: string }[] }>('GET', `/api/licences?case=${number}`, { as: people.approver })
  return body.items[0] ?? assert.fail('no licence')
}
