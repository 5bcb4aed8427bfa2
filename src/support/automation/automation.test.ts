// Automatic decisions as people meet them: granted at once in clear cases, a person for everything else, explained, replayed.
// 个人信息保护法 24; 行政许可法 34, 36, 38, 47, 69.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { automaticIn, isUntouched, toldOf as told, type CaseSaid } from '../../../test/automatic.ts'
import { exampleForm, handle, must, proceedAgainst } from '../../../test/journey.ts'
import { publishFrom } from '../../../test/matters.ts'
import { openTown, type Town } from '../../../test/town.ts'
import { replayAll, replayCase } from './index.ts'

let town: Town
before(async () => {
  town = await openTown({ prints: true })
})
after(() => town.close())

const renshe = '11990100700248189R'
const { codeOf, formOf, submit, apply, read, explain, explained, reasonsOf, timeline, watched } = automaticIn(() => town)

describe('a clear case', () => {
  let number: string
  test('is accepted and granted by the system within one settle, by the acts of any case', async () => {
    const one = await apply('employment-registration')
    number = one.number
    assert.deepEqual([one.state, one.outcome], ['finished', 'granted'])
    const kinds = (await timeline(number, 'renshe.approver')).map(({ kind, actor }) => [kind, actor.kind])
    const expected = ['cases.accepted', 'cases.decided', 'automation.decided', 'deliveries.letter-made', 'cases.delivered', 'cases.finished']
    for (const kind of expected) assert.ok(kinds.some(([found, by]) => found === kind && by === 'system'), `${kind} by the system in ${kinds.map(([found]) => found).join()}`)
    assert.deepEqual(one.terms.filter((term) => term.kind === 'promise').map((term) => term.state), ['met'])
  })

  test('names body, post and day of the release in ledger and letter, and the right to a person', async () => {
    const decided = (await timeline(number, 'renshe.approver')).find((entry) => entry.kind === 'cases.decided')
    assert.deepEqual(decided?.facts.automatic, { table: 'registerEmployment', body: renshe, role: 'head', releasedOn: '2026-01-05' })
    const letters = must(await town.call<{ items: { id: string; kind: string; printedAt: string | null }[] }>('GET', `/api/cases/${number}/letters`, { as: 'chen.hao' })).items
    const letter = letters.find((one) => one.kind === 'decision-grant') ?? assert.fail('no letter')
    assert.ok(letters.every((one) => one.printedAt !== null), 'every letter is printed')
    const [row] = await town.platform.ground.sql.rows<{ content: { values: { zh: Record<string, string>; en: Record<string, string> } } }>('select content from deliveries.letters where id = $1', [letter.id])
    assert.match(row?.content.values.zh['decision.automatic'] ?? '', /系统自动作出.*人力资源和社会保障局负责人于2026年1月5日发布.*由人复核/)
    assert.match(row?.content.values.en['decision.automatic'] ?? '', /made automatically.*head.*ask a person/)
  })

  test('is explained in plain words, with datum and source, in two languages', async () => {
    const { by, conditions, rule, sentence, release, mayAskReview } = await explained(number, 'chen.hao')
    assert.deepEqual([by, rule?.number, release.body.code, release.role, mayAskReview], ['machine', 6, renshe, 'head', true])
    assert.match(sentence.zh, /自动受理并决定全部准予。决策表“就业登记自动办理”（registerEmployment）由.*负责人于2026年1月5日发布/)
    assert.deepEqual(conditions.map(({ datum }) => datum), ['age', 'kind', 'daysSince', 'worker'])
    assert.match(conditions[3]?.zh ?? '', /劳动者姓名：陈皓（条件：各来源一致）/)
    assert.match(conditions[0]?.zh ?? '', /周岁：24（条件：不低于 16，低于 60）。来源：实名身份信息.*申请表/)
    assert.match(conditions[0]?.en ?? '', /Age in full years: 24 \(condition: at least 16 and less than 60\)\. Source: the verified identity/)
    assert.match(conditions[1]?.en ?? '', /with an employer/)
  })

  test('is explained to its parties and to the bodies that handle and decide, and to nobody else', async () => {
    assert.deepEqual(told(await explain(number, 'zhang.min')), [404, 'cases.not-found'])
    assert.deepEqual(told(await explain(number, 'chengguan.approver')), [404, 'cases.not-found'])
    assert.equal((await explain(number, 'window.wang')).status, 403)
    assert.equal((await explain(number, 'renshe.clerk')).status, 200)
  })

  test('has been announced before: what is decided, from which data', async () => {
    const path = `/api/items/${await codeOf('employment-registration')}/automation`
    const body = must(await town.call<{ automatic: boolean; grade: number; announcement: { zh: string }; data: { sources: { zh: string }[] }[] }>('GET', path))
    assert.deepEqual([body.automatic, body.grade, body.data.length], [true, 3, 4])
    assert.match(body.announcement.zh, /由系统按身份信息和申请表直接登记/)
    assert.deepEqual(must(await town.call<{ automatic: boolean; grade: number }>('GET', `/api/items/${await codeOf('outdoor-advertising')}/automation`)).automatic, false)
  })
})

describe('the other items that decide by machine', () => {
  test('old-age allowance passes its examination and its amount on the way', async () => {
    const one = await apply('old-age-allowance', { as: 'li.guiying', form: await formOf('old-age-allowance', 'machine-granted-85') })
    assert.deepEqual([one.outcome, one.steps.map((step) => [step.element, step.outcome])], ['granted', [['accept', 'accept'], ['examine', 'pass'], ['decide', 'grant'], ['deliver', 'done']]])
  })

  test('a filing with all its papers is granted, one paper short it goes to a person', async () => {
    const form = await formOf('vehicle-repair-filing', 'machine-granted')
    assert.equal((await apply('vehicle-repair-filing', { as: 'jianan.works', form, papers: ['premises', 'staff', 'equipment'] })).outcome, 'granted')
    const short = await apply('vehicle-repair-filing', { as: 'jianan.works', form, papers: ['premises', 'staff'] })
    isUntouched(short)
    assert.deepEqual(await reasonsOf(short.number, 'dc.jiaotong.approver'), ['paper-missing'])
  })

  test('less than was asked is never granted by machine (许可法 38)', async () => {
    const one = await apply('vehicle-repair-filing', { as: 'jianan.works', form: await formOf('vehicle-repair-filing', 'person-less-than-asked'), papers: ['premises', 'staff', 'equipment'] })
    isUntouched(one)
    assert.deepEqual(await reasonsOf(one.number, 'dc.jiaotong.approver'), ['less-than-asked'])
  })

  test('an endorsement rests on the licence store: the first is a person’s, the next year’s is the machine’s, letter before licence (许可法 38, 39)', async () => {
    const form = { ...(await formOf('residence-endorsement', 'machine-granted')), moved: false }
    const first = await apply('residence-endorsement', { as: 'zhang.min', form })
    isUntouched(first)
    assert.deepEqual(await reasonsOf(first.number, 'dc.gongan.approver'), ['data-missing'])
    await handle(town, first.number, 'zhang.min')
    const [held] = must(await town.call<{ items: { number: string; validTo: string }[] }>('GET', '/api/licences', { as: 'zhang.min' })).items
    assert.ok(held)
    const before = town.clock.now()
    town.clock.set(Temporal.PlainDate.from(held.validTo).subtract({ days: 10 }).toZonedDateTime({ timeZone: 'Asia/Shanghai', plainTime: '10:00' }).toInstant())
    const cookie = String((await town.call('POST', '/api/session/demonstration', { body: { login: 'zhang.min' } })).headers['set-cookie']).split(';')[0] ?? ''
    const again = { headers: { cookie } }
    const draft = must(await town.call<{ id: string }>('POST', '/api/applications', { ...again, body: { item: await codeOf('residence-endorsement') } }))
    must(await town.call('PUT', `/api/applications/${draft.id}`, { ...again, body: { form: { ...form, permitNumber: held.number, expires: held.validTo } } }))
    const { number } = must(await town.call<CaseSaid>('POST', `/api/applications/${draft.id}/submission`, { ...again, body: {} }))
    await town.settle()
    const one = must(await town.call<CaseSaid>('GET', `/api/cases/${number}`, again))
    assert.deepEqual([one.state, one.outcome], ['finished', 'granted'])
    const kinds = (await town.platform.ground.sql.rows<{ kind: string }>("select kind from act.entries where subject = $1 or facts->>'case' = $1::text order by seq", [one.id])).map(({ kind }) => kind)
    const order = ['cases.decided', 'deliveries.letter-made', 'licences.issued', 'cases.delivered']
    const places = order.map((kind) => kinds.lastIndexOf(kind))
    assert.deepEqual(places, places.toSorted((a, b) => a - b), kinds.join())
    town.clock.set(before)
  })

  test('a licence annulled (许可法 69) is a reversal', async () => {
    const before = await watched('residence-endorsement', 'dc.gongan.approver')
    const [decided] = must(await town.call<{ items: { number: string }[] }>('GET', `/api/automation/${await codeOf('residence-endorsement')}/cases?what=decided`, { as: 'dc.gongan.approver' })).items
    const [licence] = must(await town.call<{ items: { id: string }[] }>('GET', `/api/licences?case=${decided?.number}`, { as: 'dc.gongan.approver' })).items
    await proceedAgainst(town, licence?.id ?? '', 'zhang.min', { act: 'annulment', ground: 'not-qualified' })
    await town.settle()
    const now = await watched('residence-endorsement', 'dc.gongan.approver')
    assert.deepEqual([now.annulled - before.annulled, now.reversed - before.reversed], [1, 1])
  })
})

describe('a person decides', () => {
  test('who asks for it before the submission gets a person, and no table is asked (个人信息保护法 24)', async () => {
    const one = await apply('employment-registration', { byPerson: true })
    isUntouched(one)
    const said = await explained(one.number, 'renshe.clerk')
    assert.deepEqual([said.by, said.reasons.map(({ code }) => code), said.data.length], ['person', ['asked-for-person'], 0])
    await handle(town, one.number, 'chen.hao')
    assert.equal((await read(one.number, 'chen.hao')).outcome, 'granted')
  })

  test('what the table leaves to a person, with the reason for the clerk and no verdict for the party', async () => {
    const form = { ...(await formOf('employment-registration', 'machine-granted')), kind: 'flexible' }
    const one = await apply('employment-registration', { form })
    isUntouched(one)
    const clerk = await explained(one.number, 'renshe.clerk')
    assert.match(clerk.reasons[0]?.zh ?? '', /个体经营、灵活就业/)
    assert.ok(clerk.conditions.length > 0 && clerk.data.length > 0)
    const party = await explained(one.number, 'chen.hao')
    assert.deepEqual([party.conditions, party.data, party.rule, party.mayAskReview], [[], [], null, false])
    assert.match(party.reasons[0]?.zh ?? '', /不是不予的决定/)
  })

  test('what sources say differently, and what lies outside the table', async () => {
    const form = await formOf('employment-registration', 'machine-granted')
    const stranger = await apply('employment-registration', { as: 'zhang.min', form })
    isUntouched(stranger)
    assert.deepEqual(await reasonsOf(stranger.number), ['data-contested'])
    const future = await apply('employment-registration', { form: { ...form, startedOn: '2026-12-24' } })
    assert.deepEqual(await reasonsOf(future.number), ['table-says-person'])
    const ancient = await apply('employment-registration', { form: { ...form, startedOn: '1890-01-01' } })
    assert.ok((await reasonsOf(ancient.number)).includes('table-problem'))
  })

  test('the ordinary way stays open at a window, and there too a person can be asked for', async () => {
    const form = await formOf('employment-registration', 'machine-granted')
    const item = await codeOf('employment-registration')
    const intake = async (byPerson: boolean) => must(await town.call<CaseSaid>('POST', '/api/intakes', { as: 'window.wang', body: { item, form, byPerson, materials: [], applicant: { kind: 'natural', name: '陈皓', idKind: 'resident-id', idNumber: '990103200208110373', consent: true } } })).number
    const [machine, person] = [await intake(false), await intake(true)]
    await town.settle()
    assert.equal((await read(machine, 'renshe.clerk')).outcome, 'granted')
    assert.deepEqual(await reasonsOf(person), ['asked-for-person'])
  })

  test('who has begun keeps the case', async () => {
    const number = await submit('employment-registration')
    const fresh = await read(number, 'renshe.clerk')
    must(await town.call('POST', `/api/cases/${number}/steps/${fresh.steps[0]?.id}/claim`, { as: 'renshe.clerk', body: {} }))
    await town.settle()
    assert.deepEqual(await reasonsOf(number), ['person-began'])
  })

  test('a case that no machine looked at has no explanation', async () => {
    const form = await exampleForm('marriage-record-query')
    const one = await apply('marriage-record-query', { as: 'zhang.min', form })
    assert.deepEqual(told(await explain(one.number, 'zhang.min')), [404, 'automation.not-judged'])
  })
})

describe('the machine stands back', () => {
  test('where the table was replaced or withdrawn, and where law demands a person first, whatever the table says', async () => {
    const slug = 'vehicle-repair-filing'
    const code = await codeOf(slug)
    const form = await formOf(slug, 'machine-granted')
    const papers = ['premises', 'staff', 'equipment']
    const number = await submit(slug, { as: 'jianan.works', form, papers })
    await publishFrom(town, code, ({ automation: _automation, ...content }) => content)
    await town.settle()
    assert.deepEqual(await reasonsOf(number, 'dc.jiaotong.approver'), ['table-withdrawn'])
    await publishFrom(town, code, (content) => ({ ...content, demands: ['site-check'] }))
    const checked = await apply(slug, { as: 'jianan.works', form, papers })
    assert.deepEqual(await reasonsOf(checked.number, 'dc.jiaotong.approver'), ['law-demands'])
    await publishFrom(town, code, (content) => ({ ...content, automation: content.automation && { ...content.automation, steps: ['accept', 'decide'] } }))
    const stepped = await apply(slug, { as: 'jianan.works', form, papers })
    isUntouched(stepped)
    assert.deepEqual(await reasonsOf(stepped.number, 'dc.jiaotong.approver'), ['step-not-declared'])
    await publishFrom(town, code, (content) => ({ ...content, summary: { zh: '恢复原样。', en: 'As it was.' } }))
    assert.equal((await apply(slug, { as: 'jianan.works', form, papers })).outcome, 'granted')
  })
})

describe('replay', () => {
  test('every automatic decision of the town comes out the same and is proved by the ledger', async () => {
    let count = 0
    for await (const replay of replayAll(town.platform.ground)) {
      assert.deepEqual([replay.verdict, replay.again, replay.same, replay.proved], ['machine', 'machine', true, true], replay.case)
      count++
    }
    assert.ok(count >= 6, `${count} decisions`)
  })

  test('a changed input is found out', async () => {
    const { sql } = town.platform.ground
    const [row] = await sql.rows<{ id: string; number: string; inputs: unknown }>("select case_id as id, case_number as number, inputs from automation.judgements where verdict = 'machine' limit 1")
    assert.ok(row)
    await sql.rows("update automation.judgements set inputs = jsonb_set(inputs, '{today}', '\"1990-01-01\"') where case_id = $1", [row.id])
    const { same, proved } = await replayCase(town.platform.ground, row.number)
    assert.deepEqual([same, proved], [false, false])
    await sql.rows('update automation.judgements set inputs = $2::jsonb where case_id = $1', [row.id, JSON.stringify(row.inputs)])
  })
})
