// Many at once over real HTTP: one wins, and everybody hears the truth. 50 identical submissions; 100 approvers on one step.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { applyPeople, demonstrationLock } from '#core/people'
import { systemActor } from '#core/cases'
import { carry, fillIn, openStep, people, type CaseSaid, type Called } from '../carry.ts'
import { openTown, type Answer, type Town } from '../town.ts'
import { tellFigures } from './scale.ts'
import { callOver } from './wire.ts'

const organisation = '11990100700140426Y'
const approvers = Array.from({ length: 100 }, (_, n) => `racing.approver.${n}`)
let town: Town
let wire: Called

before(async () => {
  town = await openTown({ listen: true, poolSize: 20 })
  wire = callOver({ origin: town.origin, cookieOf: town.cookieOf })
})
after(() => town.close())

const entriesOf = async (subject: string, kind: string) =>
  (await town.platform.ground.sql.rows<{ n: number }>('select count(*) as n from act.entries where subject = $1 and kind = $2', [subject, kind]))[0]?.n

const casesOf = async () => (await town.platform.ground.sql.rows<{ n: number }>('select count(*) as n from cases.cases'))[0]?.n

const codeOf = (answer: Answer<unknown>) => (answer.body as { code?: string }).code

test('50 identical submissions at once: one case, 49 same answers', async () => {
  const application = await fillIn(wire)
  const key = crypto.randomUUID()
  const before = (await casesOf()) ?? 0
  const answers = await Promise.all(Array.from({ length: 50 }, () => wire.call<CaseSaid>('POST', `/api/applications/${application}/submission`, { as: people.resident, body: {}, key })))
  for (const answer of answers) assert.deepEqual([answer.status, answer.body], [201, answers[0]?.body])
  assert.equal(await casesOf(), before + 1)
  assert.equal(await entriesOf(answers[0]?.body.id ?? '', 'cases.opened'), 1)
})

test('50 submissions at once without a key: one case, 49 are told that it was submitted', async () => {
  const application = await fillIn(wire)
  const before = (await casesOf()) ?? 0
  const answers = await Promise.all(Array.from({ length: 50 }, () => wire.call<CaseSaid>('POST', `/api/applications/${application}/submission`, { as: people.resident, body: {} })))
  assert.equal(answers.filter((answer) => answer.status === 201).length, 1)
  assert.equal(answers.filter((answer) => answer.status === 409 && codeOf(answer) === 'applications.already-submitted').length, 49)
  assert.equal(await casesOf(), before + 1)
})

test('100 approvers on one step: one wins, 99 get 409 and one act exists', async () => {
  const { ground } = town.platform
  await ground.runAct({ actor: systemActor, locks: [demonstrationLock] }, (act) => applyPeople(act, ground.keys, approvers.map((login, n) => ({
    login, kind: 'staff' as const, name: `审批${n}`, organisation, posts: [{ role: 'approver', organisation }], title: { zh: '竞争测试的审批人' },
  }))))
  await Promise.all(approvers.map((login) => town.cookieOf(login)))
  const one = await carry(wire, 'examined')
  const step = openStep(one, 'decision')
  const started = performance.now()
  const answers = await Promise.all(approvers.map((as) => wire.call<CaseSaid>('POST', `/api/cases/${one.number}/decision`, { as, body: { step, outcome: 'grant' }, key: crypto.randomUUID() })))
  tellFigures('100 approvers on one step', { seconds: ((performance.now() - started) / 1000).toFixed(2) })
  assert.equal(answers.filter((answer) => answer.status === 200).length, 1, JSON.stringify(answers.map((answer) => answer.status)))
  assert.equal(answers.filter((answer) => answer.status === 409 && codeOf(answer) === 'cases.step-already-done').length, 99)
  assert.equal(await entriesOf(one.id, 'cases.decided'), 1)
})
