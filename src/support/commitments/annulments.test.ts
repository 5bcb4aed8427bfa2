// What becomes of a grant that no licence carries when its promise proves false, or its body finds it wrong: a case about that case, told and
// heard, then the grant is annulled, its letter marked, its publication taken down, and what was paid is asked back.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { readTrustedKeys } from '#base/crypto'
import type { ItemContent } from '#core/packs'
import { verifyLetter } from '#support/seals'
import { exampleForm, holderOf } from '../../../test/journey.ts'
import { mattersIn, openStep, publishFrom, type Said } from '../../../test/matters.ts'
import { commit, commitTo } from '../../../test/promises.ts'
import { openTown, testPack, type Town } from '../../../test/town.ts'

let town: Town
let at: ReturnType<typeof mattersIn>
before(async () => {
  town = await openTown()
  at = mattersIn(town)
  at.day('2026-11-23')
})
after(() => town.close())

const holder = 'zhang.min'
const relief = { clerk: 'dc.minzheng.clerk', examiner: 'dc.minzheng.examiner', head: 'dc.minzheng.approver' }
const market = { clerk: 'shijian.clerk', examiner: 'shijian.examiner', head: 'shijian.approver' }
type Staff = typeof relief
type Seen = Omit<Said, 'acts'> & { annulled: { on: string; case: string | null } | null; parent: { number: string } | null; payments: { id: string; cents: number; dueOn: string; isBack: boolean }[]; acts: { act: string; grounds?: string[]; repays?: boolean }[] }
interface LetterSaid {
  id: string
  kind: string
  number: string
  dated: string
  signature: string | null
  annulledOn: string | null
  remedy: object | null
}

const see = async (as: string, number: string) => (await at.read(as, number)) as unknown as Seen
const letters = async (as: string, number: string) => (await at.call<{ items: LetterSaid[] }>('GET', `/api/cases/${number}/letters`, { as })).body.items
const noted = async (as: string, number: string, kind: string) => (await at.timeline(as, number)).find((entry) => entry.kind === kind)

/** Carries an application to its grant in the person's own space. */
async function grant(number: string, { clerk, examiner, head }: Staff): Promise<void> {
  await at.did(clerk, number, 'acceptance')
  await at.did(examiner, number, `steps/${openStep(await at.read(examiner, number), 'examination').id}/completion`, { outcome: 'pass', opinion: '符合。' })
  await at.good(at.decide(number, { outcome: 'grant' }, head))
  await town.settle()
}

/** The check of a promise finds it false; answers the number of the check. */
async function findFalse(number: string, { clerk, head }: Staff): Promise<string> {
  const check = String((await noted(clerk, number, 'commitments.check-opened'))?.facts.number)
  const step = openStep(await at.read(clerk, check), 'decision')
  await at.did(step.role === 'clerk' ? clerk : head, check, 'decision', { step: step.id, outcome: 'refuse', reasons: '单位已经报销取暖费。' })
  await town.settle()
  return check
}

/** Opens, tells and hears: all but the decision. */
async function tellAndHear(annulment: string, { clerk, examiner }: Staff, as = holder): Promise<void> {
  await at.did(clerk, annulment, 'acceptance')
  await at.did(examiner, annulment, `steps/${openStep(await at.read(examiner, annulment), 'hear').id}/completion`, { outcome: 'done' })
  await at.did(examiner, annulment, 'intention', { facts: '单位已经报销本采暖季取暖费。', reasons: '不符合给付条件。', basis: '社会救助暂行办法第六十八条' })
  await town.settle()
  await at.did(as, annulment, 'defence', { words: '', waived: true })
}

test('社会救助暂行办法 68: relief on a false promise is annulled after notice and defence, its letter is marked, and what was paid is asked back by a day', async () => {
  const number = await commitTo(town, 'heating-subsidy', { ...(await exampleForm('heating-subsidy')), way: 'electric' })
  await grant(number, relief)
  const check = await findFalse(number, relief)
  const opened = await noted(relief.clerk, number, 'commitments.annulment-opened')
  const annulment = String(opened?.facts.number)
  const found = await see(relief.clerk, annulment)
  assert.deepEqual([found.item.code, found.parent?.number, found.parties.map(({ role, name }) => [role, name]), found.handling.code], ['local-relief-annulment', check, [['respondent', '张敏']], '11990102700288594X'])
  assert.deepEqual(found.form, { caseNumber: number, matter: '困难家庭冬季取暖补贴', reasons: `事后核查（办件编号 ${check}）认定承诺不实：单位已经报销取暖费。` })
  await at.did(relief.clerk, annulment, 'acceptance')
  await at.did(relief.examiner, annulment, `steps/${openStep(await at.read(relief.examiner, annulment), 'hear').id}/completion`, { outcome: 'done' })
  const decide = (body: object) => at.decide(annulment, { outcome: 'grant', reasons: '隐瞒属实。', ...body }, relief.head)
  assert.equal((await decide({ repayCents: 80000 })).body.code, 'cases.notice-first', 'nobody loses anything untold')
  await at.did(relief.examiner, annulment, 'intention', { facts: '单位已经报销。', reasons: '不符合给付条件。', basis: '社会救助暂行办法第六十八条' })
  await town.settle()
  assert.equal((await decide({ repayCents: 80000 })).body.code, 'cases.defence-still-runs')
  await at.did(holder, annulment, 'defence', { words: '单位今年才报销。', waived: false })
  assert.equal((await decide({ outcome: 'partly-grant', repayCents: 1 })).body.code, 'cases.outcome-not-possible', 'it is imposed or dropped')
  assert.equal((await decide({})).body.code, 'cases.repay-sum', 'a benefit is not annulled without saying what comes back')
  assert.ok((await see(relief.head, annulment)).acts.some(({ act, repays }) => act === 'decide' && repays))
  await at.good(decide({ repayCents: 80000 }))
  await town.settle()

  assert.deepEqual((await see(holder, number)).annulled, { on: '2026-11-23', case: annulment })
  assert.equal((await see(holder, number)).outcome, 'granted', 'the decision stays as it was made')
  assert.deepEqual((await letters(holder, number)).filter(({ kind }) => kind.startsWith('decision')).map(({ kind, annulledOn }) => [kind, annulledOn]), [['decision-grant', '2026-11-23']])
  assert.ok((await letters(holder, number)).filter(({ kind }) => !kind.startsWith('decision')).every(({ annulledOn }) => annulledOn === null))
  await readsAnnulled(number, (await letters(holder, annulment)).find(({ kind }) => kind === 'decision-burden')?.number ?? '')
  const burden = (await letters(holder, annulment)).find(({ kind }) => kind === 'decision-burden')
  assert.notEqual(burden?.remedy, null)
  const [said] = await town.platform.ground.sql.rows<{ act: string; subject: string }>("select content->'values'->'zh'->>'burden.act' as act, content->'values'->'zh'->>'burden.subject' as subject from deliveries.letters where id = $1", [burden?.id])
  assert.deepEqual(said, { act: '撤销准予决定，责令退回已经发放的 800.00 元', subject: `办件 ${number}（困难家庭冬季取暖补贴）的决定` })

  const mine = (await at.call<{ items: { number: string; item: { code: string }; lamp: string | null }[] }>('GET', '/api/cases?view=own', { as: holder })).body.items
  const repayment = mine.find(({ item }) => item.code === 'local-relief-repayment')?.number ?? assert.fail('nothing is asked back')
  const asked = await see(relief.clerk, repayment)
  assert.deepEqual([asked.state, asked.payments.map(({ cents, dueOn, isBack }) => [cents, dueOn, isBack]), asked.form.amount, asked.form.annulment], ['accepted', [[80000, '2026-12-23', true]], '800.00', annulment])
  assert.deepEqual((await letters(holder, repayment)).map(({ kind }) => kind), ['repayment'])
  const [notice] = await town.platform.ground.sql.rows<{ sum: string; due: string; basis: string }>("select content->'values'->'zh'->>'payment.sum' as sum, content->'values'->'zh'->>'payment.due' as due, content->'values'->'zh'->>'payment.basis' as basis from deliveries.letters where kind = 'repayment'")
  assert.deepEqual(notice, { sum: '800.00', due: '2026年12月23日', basis: '《社会救助暂行办法》第六十八条' })
  await at.did(relief.clerk, repayment, `payments/${asked.payments[0]?.id}/settlement`, { how: 'paid', proof: '银行回单 1' })
  const step = openStep(await at.read(relief.clerk, repayment), 'decision')
  await at.did(step.role === 'clerk' ? relief.clerk : relief.head, repayment, 'decision', { step: step.id, outcome: 'grant' })
  await town.settle()
  assert.equal((await see(holder, repayment)).state, 'finished')
  assert.equal((await see(relief.head, number)).acts.some(({ act }) => act === 'open-annulment'), false)
  assert.deepEqual([(await at.act(relief.clerk, number, 'annulments', { reasons: '再撤一次。' })).body.code], ['cases.not-annullable'])
})

/** Whoever opens the letter sees that it was annulled; the sealed original is whole and its signature good; a stranger who holds it learns the day (decision 0046). */
async function readsAnnulled(number: string, by: string): Promise<void> {
  const decision = (await letters(holder, number)).find(({ kind }) => kind === 'decision-grant') ?? assert.fail('no decision')
  const pdf = async (as: string, query = '') => (await at.call('GET', `/api/cases/${number}/letters/${decision.id}/pdf${query}`, { as })).raw
  const original = await pdf(holder, '?original=true')
  const trusted = readTrustedKeys(JSON.stringify((await at.call('GET', '/api/seal-keys')).body))
  const { signature } = (await letters(holder, number)).find(({ id }) => id === decision.id) ?? decision
  assert.ok((await verifyLetter(trusted, original, signature ?? '')).good, 'the sealed original stays as it was')
  for (const as of [holder, relief.clerk]) {
    const copy = await pdf(as)
    assert.equal(copy.subarray(0, 5).toString(), '%PDF-', copy.toString().slice(0, 300))
    assert.match(copy.toString('latin1'), /\/AnnulledOn \d+ 0 R/, `${as}: ${String(copy.equals(original))}`)
    assert.deepEqual(await verifyLetter(trusted, copy, signature ?? ''), { good: false, reason: 'altered' }, 'a copy for reading is not the sealed letter')
  }
  const check = (dated: string, of = decision.number) => at.call<{ code: string; annulled: object | null; signature: string; sha256: string }>('GET', `/api/letter-verification?number=${encodeURIComponent(of)}&dated=${dated}`)
  const found = (await check(decision.dated)).body
  assert.deepEqual([found.annulled, found.signature], [{ on: '2026-11-23', number: by }, signature])
  assert.ok(!JSON.stringify(found).includes('张敏'), 'it names nobody')
  assert.deepEqual([(await check('2020-01-01')).body.code, (await check(decision.dated, '无此文号')).status], ['deliveries.letter-unknown', 404])
  const acceptance = (await letters(holder, number)).find(({ kind }) => kind === 'acceptance') ?? decision
  assert.equal((await check(acceptance.dated, acceptance.number)).body.annulled, null, 'that it was accepted stays true')
  const page = await at.call('GET', `/letter-check?number=${encodeURIComponent(decision.number)}&dated=${decision.dated}`)
  assert.match(page.raw.toString(), /已于2026年11月23日被撤销/)
}

/** The food permit of the pack as one whose only result is a letter. */
const withoutLicence = (content: ItemContent): ItemContent => ({ ...content, results: [{ kind: 'approval', name: { zh: '准予决定书', en: 'Decision' } }], effective: { from: '2026-11-24' } })
const food = '11990100700153892X3990100004000'

test('许可法 69.1(4), 79: a permit that only a letter carries is annulled as a decision; 40: what was published is taken down', async () => {
  at.day('2026-11-24')
  await publishFrom(town, food, withoutLicence)
  await at.call('POST', `/api/promise-bars/${(await bars())[0]?.id}/repair`, { as: relief.head, body: { reason: '已退回。' } })
  town.forgetSessions()
  const number = await commit(town)
  await grant(number, market)
  const published = async () => (await at.call<{ items: { number: string | null; item: { code: string } }[] }>('GET', '/api/grants')).body.items.length
  assert.equal(await published(), 1)
  await findFalse(number, market)
  const annulment = String((await noted(market.clerk, number, 'commitments.annulment-opened'))?.facts.number)
  const found = await see(market.clerk, annulment)
  assert.deepEqual([found.item.code, found.form.ground], ['local-permit-annulment', 'not-qualified'])
  assert.deepEqual([(await at.act(market.clerk, number, 'annulments', { ground: 'deceit', reasons: '另有线索。' })).body.code], ['cases.annulment-open'])
  await tellAndHear(annulment, market)
  assert.equal((await at.decide(annulment, { outcome: 'grant', reasons: '不符合许可条件。', repayCents: 0 }, market.head)).body.code, 'cases.repay-sum', 'a permit was not paid')
  await at.good(at.decide(annulment, { outcome: 'grant', reasons: '不符合许可条件。' }, market.head))
  await town.settle()
  assert.deepEqual([(await see(holder, number)).annulled?.case, await published()], [annulment, 0])
  const row = (await at.call<{ items: { number: string; annulledOn: string | null }[] }>('GET', '/api/cases?view=own', { as: holder })).body.items.find((one) => one.number === number)
  assert.equal(row?.annulledOn, '2026-11-24')
})

const bars = async () => (await at.call<{ items: { id: string }[] }>('GET', '/api/promise-bars?repaired=false', { as: relief.clerk })).body.items

test('许可法 69.2: a body opens it by itself too, on a ground of the list; heard and convinced, it leaves the grant as it was', async () => {
  at.day('2026-11-25')
  const { number } = await at.good(at.submit('chen.hao', await at.draft('chen.hao', food, { ...(await exampleForm('food-business')) }, { consent: true })))
  await grant(number, market)
  assert.deepEqual((await see(market.head, number)).acts.find(({ act }) => act === 'open-annulment')?.grounds, ['abuse', 'beyond-powers', 'procedure', 'not-qualified', 'other', 'deceit'])
  const open = (as: string, body: object) => at.act(as, number, 'annulments', body)
  assert.equal((await open(market.clerk, { reasons: '材料虚假。' })).body.code, 'cases.annulment-ground-needed')
  assert.equal((await open(market.clerk, { ground: 'law-changed', reasons: '材料虚假。' })).body.code, 'cases.annulment-ground-needed')
  assert.equal((await open(relief.clerk, { ground: 'deceit', reasons: '材料虚假。' })).body.code, 'cases.not-found', 'another body sees nothing')
  const opened = await at.good(open(market.clerk, { ground: 'deceit', reasons: '材料虚假。' }))
  assert.deepEqual([opened.item.code, (await at.timeline(market.clerk, opened.number))[0]?.actor.kind], ['local-permit-annulment', 'staff'])
  await tellAndHear(opened.number, market, 'chen.hao')
  await at.good(at.decide(opened.number, { outcome: 'refuse', reasons: '申辩成立。' }, market.head))
  await town.settle()
  assert.deepEqual([(await see('chen.hao', number)).annulled, (await letters('chen.hao', opened.number)).map(({ kind }) => kind).toSorted()], [null, ['decision-dropped', 'intention']])
})

test('a confirmation is annulled by the law that its item names, never by the permit law; the licence that came of it goes with it (许可法 2, 69)', async () => {
  at.day('2026-11-25')
  const item = (await testPack()).items.find(({ slug }) => slug === 'residence-permit')?.content.code ?? assert.fail('no item')
  const { number, handling } = await at.good(at.submit(holder, await at.draft(holder, item, await exampleForm('residence-permit'), { consent: true })))
  const staff = await staffOf(handling.code)
  for (let turn = 0; turn < 9; turn++) {
    await town.settle()
    const step = (await at.read(staff.clerk, number)).steps.find(({ state }) => state === 'open')
    if (!step) break
    const as = await holderOf(step.role, step.organisation.code)
    if (step.kind === 'acceptance') await at.did(as, number, 'acceptance')
    else if (step.kind === 'decision') await at.did(as, number, 'decision', { step: step.id, outcome: 'grant' })
    else await at.did(as, number, `steps/${step.id}/completion`, { outcome: 'pass', opinion: '符合。' })
  }
  await town.settle()
  const licences = async () => (await at.call<{ items: { state: string }[] }>('GET', `/api/licences?case=${number}`, { as: holder })).body.items.map(({ state }) => state)
  assert.deepEqual(await licences(), ['in-force'])
  assert.equal((await at.act(staff.clerk, number, 'annulments', { ground: 'deceit', reasons: '认定有误。' })).body.code, 'cases.annulment-ground-needed', 'the grounds of 69 are those of permits')
  const opened = await at.good(at.act(staff.clerk, number, 'annulments', { reasons: '认定有误。' }))
  assert.equal(opened.item.code, 'local-decision-annulment')
  await tellAndHear(opened.number, staff)
  await at.good(at.decide(opened.number, { outcome: 'grant', reasons: '认定确有错误。' }, staff.head))
  await town.settle()
  assert.deepEqual([(await see(holder, number)).annulled?.case, await licences()], [opened.number, ['annulled']])
  const [basis] = await town.platform.ground.sql.rows<{ basis: string }>("select facts->>'basis' as basis from act.entries where kind = 'licences.annulled' and facts->>'by' = $1", [opened.id])
  assert.equal(basis?.basis, '云州市行政程序规定第九十二条')
})

const staffOf = async (organisation: string): Promise<Staff> => ({ clerk: await holderOf('clerk', organisation), examiner: await holderOf('examiner', organisation), head: await holderOf('head', organisation) })

test('where other law gives a hearing before an annulment, whom it is against is told of it once and the decision waits (许可法 46)', async () => {
  at.day('2026-11-26')
  const hearing = { required: true, basis: { law: '云州市行政程序规定', article: '第四十二条', local: true } }
  await publishFrom(town, 'local-permit-annulment', (content) => ({ ...content, hearing, effective: { from: '2026-11-26' } }))
  const { number } = await at.good(at.submit('li.guiying', await at.draft('li.guiying', food, await exampleForm('food-business'), { consent: true })))
  await grant(number, market)
  const opened = (await at.good(at.act(market.clerk, number, 'annulments', { ground: 'procedure', reasons: '程序违法。' }))).number
  await tellAndHear(opened, market, 'li.guiying')
  assert.equal((await at.decide(opened, { outcome: 'grant', reasons: '程序违法。' }, market.head)).body.code, 'cases.hearing-needed')
  await at.did(market.examiner, opened, 'hearings', { reason: '依法应当听证。' })
  await town.settle()
  assert.deepEqual((await letters('li.guiying', opened)).map(({ kind }) => kind).toSorted(), ['hearing-right', 'intention'])
})

test('a place without an item for it says so, and offers nothing', async () => {
  at.day('2026-11-26')
  await publishFrom(town, 'local-permit-annulment', (content) => ({ ...content, effective: { from: '2026-11-26', to: '2026-11-26' } }))
  at.day('2026-11-27')
  await closeAll('local-permit-annulment')
  const { number } = await at.good(at.submit('li.guiying', await at.draft('li.guiying', food, await exampleForm('food-business'), { consent: true })))
  await grant(number, market)
  assert.deepEqual([(await see(market.head, number)).acts.some(({ act }) => act === 'open-annulment'), (await at.act(market.clerk, number, 'annulments', { ground: 'deceit', reasons: '材料虚假。' })).body.code], [false, 'cases.annulment-unknown'])
})

/** No version of an item holds any more. */
async function closeAll(code: string): Promise<void> {
  await town.owner.rows("update items.versions set effective_to = '2026-11-26' where code = $1", [code])
}
