// Drafts of processes and decisions: every act and refusal over HTTP, what a publication does to items, to running and to new cases.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { people } from '../../../test/carry.ts'
import { changedText, draftModel, hoardingModel } from '../../../test/drafts.ts'
import { applyFor, exampleForm } from '../../../test/journey.ts'
import { openTown, testPack, type Town } from '../../../test/town.ts'
import { applyPack } from '../../apply.ts'

interface DraftSaid {
  id: string
  state: string
  revision: number
  changed: boolean
  overtaken: boolean
  base: string
  acts: string[]
  authors: string[]
  effectiveFrom: string | null
  examples: { title: string }[]
  history: { kind: string; by: string | null; words: string | null }[]
  code: string
  facts: Record<string, unknown>
}
interface CheckSaid {
  problems: { rule: string; code: string; element: string; line: number; zh: string; en: string; path: string[]; item: string | null }[]
  examples: { title: string; passed: boolean; path: string[]; outcome: string | null; value: unknown; fault: { zh: string } | null }[]
}
interface ModelSaid {
  items: { code: string; version: number; openCases: number; onOlderVersions: number; waitingFrom: string | null }[]
  versions: { digest: string; inForce: boolean; origin: string; effectiveFrom: string }[]
}
interface CaseSaid {
  item: { version: number }
}

const hoarding = '11990100700140426Y3990100001000'
const food = { body: '11990100700153892X', kind: 'decision', name: 'food-business-check' } as const
let town: Town

before(async () => {
  // Ten minutes before midnight in China, so that a day comes before the sessions go.
  town = await openTown({ now: '2026-11-23T15:50:00Z' })
})
after(() => town.close())

const call = <T = DraftSaid>(method: string, path: string, as: string, body?: unknown) => town.call<T>(method, path, { as, ...(body === undefined ? {} : { body }) })
const at = (id: string, part = '') => `/api/model-drafts/${id}${part}`
const begin = (as: string, model: object = hoardingModel) => call('POST', '/api/model-drafts', as, model)
const textOf = async (id: string, as: string) => (await call<string>('GET', at(id, '/text'), as)).body
const versionInForce = async () => (await town.call<{ version: number }>('GET', `/api/items/${hoarding}`)).body.version
const wholeModel = async () => (await call<ModelSaid>('GET', `/api/models/${hoardingModel.body}/process/${hoardingModel.name}`, people.clerk)).body

test('a civil servant sees the models of the own body, an item steward those of the region, a resident none', async () => {
  const bodies = async (as: string) => new Set((await call<{ items: { body: { code: string } }[] }>('GET', '/api/models', as)).body.items.map((model) => model.body.code))
  assert.deepEqual([...(await bodies(people.clerk))], [hoardingModel.body])
  assert.ok((await bodies('steward.lin')).size > 5)
  assert.equal((await call('GET', '/api/models', people.resident)).status, 403)
  assert.equal((await town.call('GET', '/api/models')).status, 401)
  assert.equal((await begin(people.otherClerk)).body.code, 'models.not-found')
})

test('what nobody edited comes back byte for byte, as stored and as a draft', async () => {
  const { body } = await begin(people.clerk)
  const stored = (await testPack()).processes[hoardingModel.name]?.xml ?? ''
  assert.equal(await textOf(body.id, people.clerk), stored)
  const digest = (await wholeModel()).versions[0]?.digest ?? ''
  assert.equal((await call<string>('GET', `/api/models/${hoardingModel.body}/process/${hoardingModel.name}/texts/${digest}`, people.clerk)).body, stored)
  assert.equal((await call('GET', `/api/models/${hoardingModel.body}/process/${hoardingModel.name}/texts/${'0'.repeat(64)}`, people.clerk)).body.code, 'models.not-found')
  assert.equal((await call('POST', at(body.id, '/submission'), people.clerk, {})).body.code, 'models.nothing-changed')
  assert.equal((await call('DELETE', at(body.id), people.examiner)).status, 404, 'only an author gives it up')
  assert.equal((await call('DELETE', at(body.id), people.clerk)).status, 204)
  assert.equal((await call('GET', at(body.id), people.clerk)).body.state, 'discarded')
  assert.equal((await call('PUT', at(body.id), people.clerk, { revision: 1, text: stored })).body.code, 'models.wrong-state')
})

test('a draft may begin from a file, and another body never sees it', async () => {
  const { body, status } = await begin(people.clerk, { ...hoardingModel, text: '<x/>' })
  assert.equal(status, 201)
  assert.equal(await textOf(body.id, people.clerk), '<x/>')
  for (const part of ['', '/text', '/effect']) assert.equal((await call('GET', at(body.id, part), people.otherClerk)).status, 404)
  assert.equal((await call('GET', at(body.id), 'steward.lin')).status, 200)
})

test('who saves second is told by whom the draft was saved, and nothing is overwritten', async () => {
  const { body } = await begin(people.clerk)
  const text = changedText(await textOf(body.id, people.clerk))
  assert.equal((await call('PUT', at(body.id), people.examiner, { revision: 1, text })).body.revision, 2)
  const { status, body: refused } = await call('PUT', at(body.id), people.clerk, { revision: 1, text: '<mine/>' })
  assert.deepEqual([status, refused.code, refused.facts['by'], refused.facts['revision']], [409, 'models.saved-by-another', '吴婷', 2])
  assert.equal(await textOf(body.id, people.clerk), text)
})

test('a check names the element, the line and what to do, in both languages; a problem keeps the draft from being submitted', async () => {
  const { body } = await begin(people.clerk)
  const text = await textOf(body.id, people.clerk)
  const check = async (given: object) => (await call<CheckSaid>('POST', at(body.id, '/check'), people.clerk, given)).body
  assert.deepEqual((await check({})).problems, [])
  const broken = text.replace('yiwang:role="clerk"', 'yiwang:role="wizard"')
  const [problem] = (await check({ text: broken })).problems
  assert.equal(problem?.code, 'process.role-unknown')
  assert.equal(problem?.line, broken.slice(0, broken.indexOf('wizard')).split('\n').length)
  assert.equal(problem?.element, 'accept')
  assert.ok(problem?.zh.includes('wizard') && problem.en.includes('wizard'))
  assert.equal(await textOf(body.id, people.clerk), text, 'a check changes nothing')
  await call('PUT', at(body.id), people.clerk, { revision: 1, text: broken })
  assert.equal((await call('POST', at(body.id, '/submission'), people.clerk, {})).body.code, 'models.has-problems')
})

test('a process that asks for what its item does not have is a problem of that item', async () => {
  const { body } = await begin(people.clerk)
  const text = await textOf(body.id, people.clerk)
  const field = await call<CheckSaid>('POST', at(body.id, '/check'), people.clerk, { text: text.replace(/form\.(\w+)/, 'form.colour') })
  assert.deepEqual(field.body.problems.map(({ rule, item }) => [rule, item]), [['unknown-field', hoarding]])
  const joint = await call<CheckSaid>('POST', at(body.id, '/check'), people.clerk, { text: text.replace('yiwang:unit="handling"', 'yiwang:unit="joint:9"') })
  assert.ok(joint.body.problems.some(({ rule, item }) => rule === 'joint-body-missing' && item === hoarding))
  const outcome = await call<CheckSaid>('POST', at(body.id, '/check'), people.clerk, { text: text.replace('accept.outcome = "accept"', 'accept.outcome = "yes"') })
  assert.ok(outcome.body.problems.some(({ rule }) => rule === 'process-outcome'))
})

test('examples are kept with the draft and run; one that goes another way is a problem', async () => {
  const { body } = await begin(people.clerk)
  const form = await exampleForm('outdoor-advertising')
  const examples = [
    { title: '不予受理', variables: { form }, answers: [{ step: 'accept', outcome: 'refuse-acceptance' }], expect: { path: ['accept'], outcome: 'not-accepted' } },
    { title: '走偏', variables: { form }, answers: [{ step: 'decide', outcome: 'grant' }], expect: { outcome: 'granted' } },
    { title: '未到时', variables: { form }, answers: [{ timer: 'no-such-timer' }], expect: {} },
  ]
  const saved = await call('PUT', at(body.id), people.clerk, { revision: 1, text: changedText(await textOf(body.id, people.clerk)), examples })
  assert.deepEqual(saved.body.examples.map(({ title }) => title), ['不予受理', '走偏', '未到时'])
  const { examples: results } = (await call<CheckSaid>('POST', at(body.id, '/check'), people.clerk, {})).body
  assert.deepEqual(results.map(({ passed, outcome }) => [passed, outcome]), [[true, 'not-accepted'], [false, null], [false, null]])
  assert.match(results[1]?.fault?.zh ?? '', /decide/)
  assert.equal((await call('POST', at(body.id, '/submission'), people.clerk, {})).body.code, 'models.has-problems')
  await call('PUT', at(body.id), people.clerk, { revision: 2, examples: examples.slice(0, 1) })
  assert.equal((await call('POST', at(body.id, '/submission'), people.clerk, { note: '缩短受理时间' })).body.state, 'submitted')
})

test('the author neither publishes nor returns; a second person returns with reasons; the author takes back', async () => {
  const id = await draftModel(town, 'submitted')
  assert.equal((await call('POST', at(id, '/publication'), people.clerk, { from: '2026-11-24' })).status, 403, 'a clerk holds no post that publishes')
  assert.deepEqual((await call('GET', at(id), people.clerk)).body.acts, ['withdraw'])
  assert.deepEqual((await call('GET', at(id), people.approver)).body.acts, ['publish', 'return'])
  assert.deepEqual((await call('GET', at(id), people.examiner)).body.acts, [])
  assert.equal((await call('POST', at(id, '/withdrawal'), people.examiner, undefined)).status, 404)
  assert.equal((await call('POST', at(id, '/return'), people.approver, { reasons: '' })).status, 400)
  const returned = await call('POST', at(id, '/return'), people.approver, { reasons: '请说明理由。' })
  assert.equal(returned.body.state, 'drafting')
  assert.deepEqual(returned.body.history.at(-1), { ...returned.body.history.at(-1), kind: 'models.returned', by: '郑国栋', words: '请说明理由。' })
  assert.equal((await call('POST', at(id, '/return'), people.approver, { reasons: '再次' })).body.code, 'models.wrong-state')
  // The approver puts a hand to the text: from now on it takes another one.
  const { revision } = (await call('GET', at(id), people.approver)).body
  assert.equal((await call('PUT', at(id), people.approver, { revision, text: changedText((await textOf(id, people.clerk)).replace('hours="6"', 'hours="8"')) })).status, 200)
  await call('POST', at(id, '/submission'), people.clerk, {})
  assert.equal((await call('POST', at(id, '/publication'), people.approver, { from: '2026-11-24' })).body.code, 'models.not-by-author')
  assert.equal((await call('POST', at(id, '/return'), people.approver, { reasons: '自己退回' })).body.code, 'models.not-by-author')
  assert.equal((await call('POST', at(id, '/withdrawal'), people.clerk)).body.state, 'drafting')
})

test('a publication makes new versions from its day on: running cases keep theirs, new ones begin under the new', async () => {
  const form = await exampleForm('outdoor-advertising')
  const apply = () => applyFor(town, { as: 'yunhe.media', item: 'outdoor-advertising', form })
  const versionOf = async (number: string) => (await call<CaseSaid>('GET', `/api/cases/${number}`, 'yunhe.media')).body.item.version
  const running = await apply()
  const id = await draftModel(town, 'submitted')
  const late = await draftModel(town, 'submitted')
  assert.equal((await call('POST', at(id, '/publication'), people.approver, { from: '2026-11-22' })).body.code, 'models.date-past')
  const effect = (await call<ModelSaid>('GET', at(id, '/effect'), people.approver)).body
  assert.deepEqual(effect.items.map(({ code, version, openCases, onOlderVersions }) => [code, version, openCases, onOlderVersions]), [[hoarding, 1, 1, 0]])
  const published = await call('POST', at(id, '/publication'), people.approver, { from: '2026-11-24', note: '按新标准' })
  assert.equal(published.body.state, 'published', JSON.stringify(published.body))
  assert.equal(published.body.effectiveFrom, '2026-11-24')
  assert.equal((await call('POST', at(id, '/publication'), people.approver, { from: '2026-11-26' })).body.code, 'models.wrong-state')
  assert.equal(await versionInForce(), 1, 'until its day the old one is in force')
  assert.equal(await versionOf(await apply()), 1)
  assert.equal((await call('POST', at(late, '/publication'), people.approver, { from: '2026-11-23' })).body.code, 'models.later-version-waits')
  town.clock.set(Temporal.Instant.from('2026-11-23T16:01:00Z'))
  assert.equal(await versionInForce(), 2)
  assert.equal(await versionOf(await apply()), 2)
  assert.equal(await versionOf(running), 1, 'a running case keeps the version it began under')
  assert.equal((await call<string>('GET', `/api/cases/${running}/process`, 'yunhe.media')).body.includes('hours="6"'), false)
  const model = await wholeModel()
  assert.deepEqual(model.versions.map(({ origin, inForce }) => [origin, inForce]), [['desk', true], ['pack', false]])
  assert.deepEqual(model.items.map(({ openCases, onOlderVersions }) => [openCases, onOlderVersions]), [[3, 2]])
  assert.equal((await call('GET', at(late), people.approver)).body.overtaken, true)
  assert.equal((await call('POST', at(late, '/publication'), people.approver, { from: '2026-11-26' })).body.code, 'models.overtaken')
})

test('a pack that says nothing new does not undo what the desk has published', async () => {
  const before = await versionInForce()
  const { taken } = await applyPack(town.platform.ground, await testPack())
  assert.equal(taken, 0)
  assert.equal(await versionInForce(), before)
})

test('a decision is kept the same way: gaps found, examples run, names that a process asks for held', async () => {
  const { body } = await begin('shijian.clerk', food)
  const text = await textOf(body.id, 'shijian.clerk')
  const check = async (given: object) => (await call<CheckSaid>('POST', at(body.id, '/check'), 'shijian.clerk', given)).body
  const gap = await check({ text: text.replace('&lt;= 50<', '&lt;= 40<') })
  assert.deepEqual(gap.problems.map(({ rule }) => rule), ['decision-gap'])
  assert.ok((gap.problems[0]?.line ?? 0) > 1)
  const renamed = await check({ text: text.replace('id="onsiteCheck" name="onsiteCheck"', 'id="onsiteCheck" name="other"').replace('name="onsiteCheck" typeRef', 'name="other" typeRef') })
  assert.ok(renamed.problems.some(({ rule, item }) => rule === 'unknown-decision' && item !== null), JSON.stringify(renamed.problems))
  const asked = { title: '小面馆', decision: 'onsiteCheck', variables: { form: { business: 'catering', floorArea: 40, coldDishes: false } } }
  const ran = await check({ examples: [{ ...asked, expect: { value: { onsite: false, risk: 'low' } } }, { ...asked, expect: { value: { onsite: true, risk: 'low' } } }] })
  assert.deepEqual(ran.examples.map(({ passed }) => passed), [true, false])
  assert.deepEqual(ran.examples[0]?.value, { risk: 'low', onsite: false })
  const unreadable = await check({ text: 'not xml', examples: [{ ...asked, expect: {} }] })
  assert.deepEqual([unreadable.problems.length > 0, unreadable.examples[0]?.passed], [true, false])
})

test('every act stands in the ledger, without its words', async () => {
  const id = await draftModel(town, 'changed')
  await call('POST', at(id, '/submission'), people.clerk, { note: '秘而不宣的话' })
  await town.settle()
  const rows = await town.platform.ground.sql.rows<{ kind: string; facts: Record<string, unknown>; digest: Uint8Array | null }>('select kind, facts, digest from act.entries where subject = $1 order by seq', [id])
  assert.deepEqual(rows.map(({ kind }) => kind), ['models.drafted', 'models.saved', 'models.submitted'])
  assert.ok(rows.every(({ digest }) => digest !== null))
  assert.doesNotMatch(JSON.stringify(rows), /秘而不宣/)
  assert.equal((await call('GET', at(id), people.clerk)).body.history.at(-1)?.words, '秘而不宣的话')
})

/** Begins a draft as the clerk, changes its text, and hands it over. */
async function changeText(name: { body: string; kind: string; name: string }, change: (text: string) => string): Promise<{ id: string; check: CheckSaid; submit: () => Promise<{ status: number; body: DraftSaid }> }> {
  const as = people.clerk
  const draft = await town.call<DraftSaid>('POST', '/api/model-drafts', { as, body: name })
  assert.equal(draft.status, 201, JSON.stringify(draft.body))
  const text = change(String((await town.call<unknown>('GET', `/api/model-drafts/${draft.body.id}/text`, { as })).raw.toString('utf8')))
  const saved = await town.call<DraftSaid>('PUT', `/api/model-drafts/${draft.body.id}`, { as, body: { revision: draft.body.revision, text } })
  assert.equal(saved.status, 200, JSON.stringify(saved.body))
  const check = (await town.call<CheckSaid>('POST', `/api/model-drafts/${draft.body.id}/check`, { as, body: {} })).body
  return { id: draft.body.id, check, submit: () => town.call<DraftSaid>('POST', `/api/model-drafts/${draft.body.id}/submission`, { as, body: {} }) }
}
const ofBody = { body: '11990100700140426Y' }
const publish = (id: string, as: string, from: string) => town.call<DraftSaid>('POST', `/api/model-drafts/${id}/publication`, { as, body: { from } })

test('a form is a third kind of model: checked like a pack’s, held against the process that reads it, published by a second person', async () => {
  const form = { ...ofBody, kind: 'form', name: 'outdoor-advertising' }
  const edit = (change: (definition: { layout: { page: string; fields: { field: string; label: { zh: string; en?: string } }[] }[]; schema: { properties: Record<string, unknown>; required?: string[] } }) => void) => (text: string) => {
    const definition = JSON.parse(text)
    change(definition)
    return JSON.stringify(definition)
  }
  const broken = await changeText(form, edit(({ layout }) => void layout[0]?.fields.push({ field: 'nowhere', label: { zh: '没有' } })))
  assert.ok(broken.check.problems.some((problem) => problem.rule === 'form-definition'), JSON.stringify(broken.check.problems))
  assert.equal((await broken.submit()).body.code, 'models.has-problems')
  const better = await changeText(form, edit(({ layout, schema }) => {
    schema.properties['contactName'] = { type: 'string', maxLength: 60 }
    layout.at(-1)?.fields.push({ field: 'contactName', label: { zh: '现场联系人', en: 'Person on site' } })
  }))
  assert.deepEqual(better.check.problems, [])
  assert.equal((await better.submit()).status, 200)
  assert.equal((await publish(better.id, people.clerk, '2099-01-01')).status, 403)
  const done = await publish(better.id, people.approver, '2099-01-01')
  assert.equal(done.status, 200, JSON.stringify(done.body))
  const versions = (await town.call<ModelSaid>('GET', `/api/models/${form.body}/form/${form.name}`, { as: people.clerk })).body.versions
  assert.deepEqual(versions.map((one) => [one.origin, one.effectiveFrom === '2099-01-01']).slice(0, 1), [['desk', true]])
})

test('an item is edited in versions: held to the law of its pack, what makes it itself stays, a second person publishes from a day on', async () => {
  const road = '11990100700140426Y3990100002000'
  const item = { ...ofBody, kind: 'item', name: road }
  const edit = (change: (content: Record<string, never> & { limits: { promised: { days: number } }; code: string; name: { zh: string; en?: string } }) => void) => (text: string) => {
    const content = JSON.parse(text)
    change(content)
    return JSON.stringify(content)
  }
  const late = await changeText(item, edit(({ limits }) => void (limits.promised.days = 90)))
  assert.ok(late.check.problems.some((problem) => problem.rule === 'limit-above-statutory'), JSON.stringify(late.check.problems))
  const other = await changeText(item, edit((content) => void (content.code = road.replace('2000', '2009'))))
  assert.ok(other.check.problems.some((problem) => problem.rule === 'item-fixed-part'))
  const same = await changeText(item, (text) => JSON.stringify(JSON.parse(text)))
  assert.equal((await same.submit()).body.code, 'models.nothing-changed', 'spaces are no change')
  const before = (await town.call<{ version: number; content: { limits: { promised: { days: number } } } }>('GET', `/api/items/${road}`)).body
  const quick = await changeText(item, edit(({ limits }) => void (limits.promised.days = before.content.limits.promised.days - 1)))
  assert.deepEqual(quick.check.problems, [])
  assert.equal((await quick.submit()).status, 200)
  const affected = (await town.call<{ drafts: number; openCases: number; holders: number }>('GET', `/api/items/${road}/affected`, { as: people.clerk })).body
  assert.ok([affected.drafts, affected.openCases, affected.holders].every((count) => count >= 0))
  assert.equal((await publish(quick.id, people.clerk, '2099-01-01')).status, 403, 'never by its author')
  const today = Temporal.Instant.from(town.clock.now().toString()).toZonedDateTimeISO('Asia/Shanghai').toPlainDate().toString()
  assert.equal((await publish(quick.id, people.approver, today)).status, 200)
  const after = (await town.call<{ version: number; content: { limits: { promised: { days: number } }; effective: { from: string } } }>('GET', `/api/items/${road}`)).body
  assert.deepEqual([after.version, after.content.limits.promised.days, after.content.effective.from], [before.version + 1, before.content.limits.promised.days - 1, today])
})
