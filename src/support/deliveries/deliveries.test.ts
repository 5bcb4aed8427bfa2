// Letters: each act that must be told in writing gets one, dated, numbered and sealed; the decision comes before the licence.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { readTrustedKeys } from '#base/crypto'
import { findAround, findOverseers } from '#core/organisations'
import { verifyLetter } from '#support/seals'
import { applyFor, exampleForm, handle, holderOf, must, type CaseView } from '../../../test/journey.ts'
import { openTown, type Town } from '../../../test/town.ts'

interface LetterView {
  id: string
  kind: string
  number: string
  title: { zh: string; en?: string }
  organisation: { code: string }
  printedAt: string | null
  deliveredAt: string | null
  means: string | null
  sha256: string | null
  signature: string | null
}

const urban = '11990100700140426Y'
const hall = '12990100700126958D'
let town: Town
before(async () => {
  town = await openTown({ prints: true })
})
after(() => town.close())

const lettersOf = async (number: string, as: string) => must(await town.call<{ items: LetterView[] }>('GET', `/api/cases/${number}/letters`, { as })).items
const textOf = async (id: string): Promise<{ values: { zh: Record<string, string | string[]>; en: Record<string, string | string[]> } }> => {
  const [row] = await town.platform.ground.sql.rows<{ content: { values: { zh: Record<string, string>; en: Record<string, string> } } }>('select content from deliveries.letters where id = $1', [id])
  assert.ok(row)
  return row.content
}
const one = (letters: LetterView[], kind: string): LetterView => {
  const found = letters.filter((letter) => letter.kind === kind)
  assert.equal(found.length, 1, `${found.length} letters of kind ${kind}`)
  return found[0] as LetterView
}
const act = (number: string, path: string, as: string, body: object) => town.call('POST', `/api/cases/${number}/${path}`, { as, body })
const advertise = async (as = 'yunhe.media', consent = true) => applyFor(town, { as, item: 'outdoor-advertising', form: { ...(await exampleForm('outdoor-advertising')), lit: false }, consent })
const signInAgain = async (login: string): Promise<Record<string, string>> => {
  const answer = await town.call('POST', '/api/session/demonstration', { body: { login } })
  return { cookie: String(answer.headers['set-cookie']).split(';')[0] ?? '' }
}
const kindsOf = async (): Promise<string[]> => (await town.platform.ground.sql.rows<{ kind: string }>('select kind from act.entries order by seq')).map((row) => row.kind)

test('receipt, acceptance and decision: numbered, printed, sealed; the decision stands in the ledger before the licence', async () => {
  const number = await advertise()
  const view = await handle(town, number, 'yunhe.media')
  assert.deepEqual([view.state, view.outcome], ['finished', 'granted'])
  const letters = await lettersOf(number, 'yunhe.media')
  assert.deepEqual(letters.map((letter) => letter.kind).sort(), ['acceptance', 'decision-grant', 'receipt'])
  const [receipt, acceptance, decision] = [one(letters, 'receipt'), one(letters, 'acceptance'), one(letters, 'decision-grant')]
  assert.deepEqual([receipt.organisation.code, acceptance.organisation.code, decision.organisation.code], [hall, urban, urban])
  assert.match(acceptance.number, /^市城管局受〔2026〕\d+号$/)
  assert.ok(letters.every((letter) => letter.printedAt && letter.sha256 && letter.means === 'electronic' && letter.deliveredAt))
  const kinds = await kindsOf()
  const at = (kind: string) => kinds.indexOf(kind)
  assert.ok(at('cases.decided') < kinds.lastIndexOf('deliveries.letter-made') && kinds.lastIndexOf('deliveries.letter-made') < at('licences.issued') && at('licences.issued') < at('cases.delivered'))
})

test('a letter is a PDF whose seal can be checked by anyone with the published keys, byte by byte', async () => {
  const number = await advertise('zhang.min')
  await town.settle()
  const [receipt] = await lettersOf(number, 'zhang.min')
  assert.ok(receipt?.signature)
  const pdf = await town.call('GET', `/api/cases/${number}/letters/${receipt.id}/pdf`, { as: 'zhang.min' })
  assert.equal(pdf.headers['content-type'], 'application/pdf')
  assert.equal(pdf.raw.subarray(0, 5).toString(), '%PDF-')
  const trusted = readTrustedKeys(JSON.stringify((await town.call('GET', '/api/seal-keys')).body))
  const verdict = await verifyLetter(trusted, pdf.raw, receipt.signature)
  assert.ok(verdict.good && verdict.claims.certificate === 'demonstration' && verdict.claims.letter === receipt.id)
  const bent = Buffer.from(pdf.raw)
  bent.writeUInt8(bent.readUInt8(1000) ^ 1, 1000)
  assert.deepEqual(await verifyLetter(trusted, bent, receipt.signature), { good: false, reason: 'altered' })
})

test('a seal is cancelled by the head of its body; old letters stay good, the next one gets a new seal', async () => {
  const seals = async () => must(await town.call<{ items: { id: string; kind: string; state: string }[] }>('GET', '/api/seals', { as: 'chengguan.approver' })).items.filter((seal) => seal.kind === 'acceptance')
  const number = await advertise()
  must(await act(number, 'acceptance', 'chengguan.clerk', {}))
  await town.settle()
  const [old] = await seals()
  assert.ok(old?.state === 'in-use')
  const picture = (as: string) => town.call('GET', `/api/seals/${old.id}/picture`, { as })
  const seen = await picture('chengguan.clerk')
  assert.match(`${seen.headers['content-type']} ${seen.raw}`, /svg.*受理专用章.*样章 不作凭证/s)
  assert.equal((await picture('jiaoyu.clerk')).status, 404)
  const cancel = (as: string, id = old.id) => town.call<{ state: string; cancelledAt: string; code: string }>('POST', `/api/seals/${id}/cancellation`, { as, body: { ground: 'key-exposed' } })
  assert.deepEqual([(await cancel('chengguan.clerk')).status, (await cancel('jiaoyu.approver')).body.code], [403, 'seals.not-found'])
  town.clock.advance({ minutes: 1 })
  assert.equal(must(await cancel('chengguan.approver')).state, 'cancelled')
  assert.match((await picture('chengguan.clerk')).raw.toString(), /已注销/)
  assert.deepEqual([(await cancel('chengguan.approver')).body.code, (await cancel('chengguan.approver', crypto.randomUUID())).body.code], ['seals.already-cancelled', 'seals.not-found'])
  town.clock.advance({ minutes: 1 })
  const later = await advertise()
  must(await act(later, 'acceptance', 'chengguan.clerk', {}))
  await town.settle()
  assert.deepEqual((await seals()).map(({ state }) => state).sort(), ['cancelled', 'in-use'])
  const life = must(await town.call<{ madeAt: string; cancelledAt: string | null }>('GET', `/api/seals/${old.id}`))
  const trusted = readTrustedKeys(JSON.stringify(must(await town.call('GET', '/api/seal-keys'))))
  const letter = one(await lettersOf(number, 'yunhe.media'), 'acceptance')
  const pdf = await town.call('GET', `/api/cases/${number}/letters/${letter.id}/pdf`, { as: 'yunhe.media' })
  assert.ok((await verifyLetter(trusted, pdf.raw, letter.signature ?? '', { madeAt: Temporal.Instant.from(life.madeAt), cancelledAt: Temporal.Instant.from(life.cancelledAt ?? '') })).good)
})

test('who may not see the case sees no letter, and a letter of another case is none of this one', async () => {
  const [mine, other] = [await advertise('yunhe.media'), await advertise('jianan.works')]
  await town.settle()
  const [letter] = await lettersOf(mine, 'yunhe.media')
  assert.ok(letter)
  const get = (number: string, id: string, as: string) => town.call<{ code: string }>('GET', `/api/cases/${number}/letters/${id}/pdf`, { as })
  assert.deepEqual([(await get(mine, letter.id, 'jianan.works')).body.code, (await get(other, letter.id, 'jianan.works')).body.code], ['cases.not-found', 'deliveries.letter-not-found'])
  assert.equal((await town.call('GET', `/api/cases/${mine}/letters`)).status, 401)
  assert.equal((await get(mine, letter.id, 'chengguan.clerk')).status, 200)
})

test('a letter asked for before it is printed is printed then and there, once', async () => {
  const number = await advertise('zhang.min')
  const { ground } = town.platform
  await town.settle()
  const [letter] = await lettersOf(number, 'zhang.min')
  assert.ok(letter)
  // As if the printing job had not come round yet.
  await ground.sql.rows('update deliveries.letters set sha256 = null, bytes = null, signature = null, printed_at = null where id = $1', [letter.id])
  const answers = await Promise.all([1, 2, 3].map(() => town.call('GET', `/api/cases/${number}/letters/${letter.id}/pdf`, { as: 'zhang.min' })))
  assert.ok(answers.every((answer) => answer.status === 200 && answer.raw.equals(answers[0]?.raw ?? Buffer.alloc(0))))
  const [printed] = await lettersOf(number, 'zhang.min')
  assert.equal(printed?.sha256, letter.sha256, 'the same letter gives the same file')
})

test('a refusal gives reasons and both remedies; no licence follows', async () => {
  const number = await advertise()
  await handle(town, number, 'yunhe.media', { decision: { outcome: 'refuse', reasons: '影响市政公共设施使用（广告法第四十二条）。' } })
  const letter = one(await lettersOf(number, 'yunhe.media'), 'decision-refusal')
  const { zh, en } = (await textOf(letter.id)).values
  assert.equal(zh['act.reasons'], '影响市政公共设施使用（广告法第四十二条）。')
  assert.match(String(zh['remedy.review']), /行政复议/)
  assert.match(String(zh['remedy.court']), /行政诉讼/)
  assert.match(String(en['remedy.court']), /Court/)
  const licences = must(await town.call<{ items: unknown[] }>('GET', `/api/licences?case=${number}`, { as: 'yunhe.media' }))
  assert.deepEqual(licences.items, [])
})

test('what is granted in part is called so, and says which part', async () => {
  const number = await advertise()
  await handle(town, number, 'yunhe.media', { decision: { outcome: 'partly-grant', reasons: '期限减为十二个月。' } })
  const letter = one(await lettersOf(number, 'yunhe.media'), 'decision-partial')
  assert.equal(letter.title.zh, '部分准予决定书')
  assert.deepEqual([(await textOf(letter.id)).values.zh['decision.outcome'], (await textOf(letter.id)).values.zh['act.reasons']], ['部分准予', '期限减为十二个月。'])
})

test('a notice of what is missing lists all of it; a refusal to accept names the competent body', async () => {
  const number = await advertise('zhang.min')
  await town.settle()
  const missing = [{ material: 'sitePlan', text: '缺少盖章' }, { text: '请补充联系人' }]
  must(await act(number, 'correction-notice', 'chengguan.clerk', { missing, days: 10 }))
  const other = await advertise('zhang.min')
  must(await act(other, 'acceptance-refusal', 'chengguan.clerk', { ground: 'not-competent', reasons: '高速公路用地不属本机关职权。', competentBody: hall }))
  await town.settle()
  const notice = (await textOf(one(await lettersOf(number, 'zhang.min'), 'correction').id)).values.zh
  assert.deepEqual((notice['materials.missing'] as string[]).map((line) => line.split('：').at(-1)), ['缺少盖章', '请补充联系人'])
  assert.equal(notice['correction.due'], '2026年12月3日')
  const refusal = (await textOf(one(await lettersOf(other, 'zhang.min'), 'acceptance-refusal').id)).values.zh
  assert.equal(refusal['act.reasons'], '高速公路用地不属本机关职权。请向云州市政务服务中心申请。')
})

test('suspension, resumption, extension, withdrawal and termination are told in writing', async () => {
  const number = await advertise('zhang.min')
  await handle(town, number, 'zhang.min', { until: 'examination' })
  must(await act(number, 'suspension', 'chengguan.examiner', { kind: 'expert-review', reason: '需要专家评审。', expectedDays: 10 }))
  must(await act(number, 'resumption', 'chengguan.examiner', {}))
  must(await act(number, 'extension', 'chengguan.approver', { days: 5, reason: '情况复杂。' }))
  must(await act(number, 'withdrawal', 'zhang.min', { reason: '计划有变。' }))
  const other = await advertise('zhang.min')
  await handle(town, other, 'zhang.min', { until: 'examination' })
  must(await act(other, 'termination', 'chengguan.approver', { ground: 'other-law', basis: '云州市规定第三条', reasons: '申请人主体资格已经终止。' }))
  await town.settle()
  const letters = await lettersOf(number, 'zhang.min')
  const suspension = (await textOf(one(letters, 'suspension').id)).values
  assert.deepEqual([suspension.zh['suspension.kind'], suspension.zh['suspension.text'], suspension.en['suspension.kind']], ['专家评审', '10日', 'Expert review'])
  assert.equal((await textOf(one(letters, 'extension').id)).values.zh['extension.text'], '5个工作日')
  for (const kind of ['resumption', 'withdrawal']) assert.ok(one(letters, kind).sha256, kind)
  assert.equal((await textOf(one(await lettersOf(other, 'zhang.min'), 'termination').id)).values.zh['act.reasons'], '法律、法规、规章规定的其他情形（云州市规定第三条）：申请人主体资格已经终止。')
})

test('with consent and no step to deliver, the platform hands over and the case ends; without consent it waits for a window', async () => {
  const form = await exampleForm('marriage-record-query')
  const [agreed, paper] = [await applyFor(town, { as: 'zhang.min', item: 'marriage-record-query', form }), await applyFor(town, { as: 'li.guiying', item: 'marriage-record-query', form, consent: false })]
  assert.equal((await handle(town, agreed, 'zhang.min')).state, 'finished')
  assert.equal((await handle(town, paper, 'li.guiying')).state, 'decided')
  assert.ok((await lettersOf(paper, 'li.guiying')).every((letter) => letter.deliveredAt === null))
  const view = must(await town.call<CaseView & { deciding: { code: string } }>('GET', `/api/cases/${paper}`, { as: 'li.guiying' }))
  must(await act(paper, 'delivery', await holderOf('clerk', view.deciding.code), { means: 'window', proof: '本人签收' }))
  await town.settle()
  const letters = await lettersOf(paper, 'li.guiying')
  assert.ok(letters.length >= 3 && letters.every((letter) => letter.means === 'window' && letter.deliveredAt !== null))
})

test('an entry seen again makes no second letter', async () => {
  const number = await advertise('zhang.min')
  await town.settle()
  const before = (await lettersOf(number, 'zhang.min')).length
  await town.platform.ground.sql.rows("update act.cursors set seq = 0 where follower in ('deliveries', 'licences', 'notifications', 'reviews')")
  await town.settle()
  assert.equal((await lettersOf(number, 'zhang.min')).length, before)
  assert.deepEqual(await town.platform.ground.sql.rows('select follower, kind, error from act.parked'), [])
})

test('a correction that never came ends the case, and a letter says so', async () => {
  const number = await advertise('zhang.min')
  await town.settle()
  must(await act(number, 'correction-notice', 'chengguan.clerk', { missing: [{ text: '缺少图纸' }], days: 5 }))
  // The fifth day is a Saturday: Monday is the last (民法典 203).
  town.clock.advance({ days: 8 })
  await town.platform.beat()
  await town.settle()
  // Eight days on nobody is signed in any more.
  const fresh = await signInAgain('zhang.min')
  const letters = must(await town.call<{ items: LetterView[] }>('GET', `/api/cases/${number}/letters`, { headers: fresh })).items
  assert.match(String((await textOf(one(letters, 'correction-lapsed').id)).values.zh['act.reasons']), /逾期/)
  assert.equal(must(await town.call<CaseView>('GET', `/api/cases/${number}`, { headers: fresh })).outcome, 'correction-lapsed')
})

interface Remedied extends LetterView {
  delivery: { means: string; on: string; refused: boolean; proof: string | null; witness: string | null } | null
  remedy: { review: { body: { zh: string } | null; also: { zh: string } | null; lastDay: string | null }; court: { body: { zh: string } | null; lastDay: string | null } } | null
  paperAskedAt: string | null
  paperGiven: { means: string; receiver: string | null } | null
}
const remedied = async (number: string, as: string) => must(await town.call<{ items: Remedied[] }>('GET', `/api/cases/${number}/letters`, { as, headers: await signInAgain(as) })).items
const again = async (number: string, path: string, as: string, body: object) => town.call<Remedied & { code: string }>('POST', `/api/cases/${number}/${path}`, { body, headers: await signInAgain(as) })

test('许可法 38, 复议法 20 and 24: a refusal to accept names the government that reviews and the court at the place; the last day comes with the recorded delivery', async () => {
  const headers = await signInAgain('li.guiying')
  const draft = must(await town.call<{ id: string }>('POST', '/api/applications', { headers, body: { item: '11990100700140426Y3990100001000' } }))
  must(await town.call('PUT', `/api/applications/${draft.id}`, { headers, body: { form: { ...(await exampleForm('outdoor-advertising')), lit: false }, consent: false } }))
  const { number } = must(await town.call<CaseView>('POST', `/api/applications/${draft.id}/submission`, { headers, body: {} }))
  must(await again(number, 'acceptance-refusal', 'chengguan.clerk', { ground: 'not-required', reasons: '不需要许可。' }))
  await town.settle()
  const letter = (await remedied(number, 'li.guiying')).find((one) => one.kind === 'acceptance-refusal') as Remedied
  assert.deepEqual([letter.remedy?.review.body?.zh, letter.remedy?.court.body?.zh, letter.remedy?.review.lastDay, letter.delivery], ['云州市人民政府', '云州市东城区人民法院', null, null])
  const pdf = await town.call('GET', `/api/cases/${number}/letters/${letter.id}/pdf`, { headers: await signInAgain('li.guiying') })
  assert.equal(pdf.status, 200)
  assert.equal((await remedied(number, 'li.guiying')).find((one) => one.id === letter.id)?.delivery, null, '民诉法 90: reading it in the own space without consent is no delivery')
  const waitingIn = async (narrow: string) => must(await town.call<{ items: { id: string; case: string; number: string; dated: string; dueOn: string; late: boolean; paperAskedAt: string | null }[] }>('GET', `/api/waiting-letters?limit=100${narrow}`, { headers: await signInAgain('chengguan.clerk') })).items
  const waiting = await waitingIn('')
  const mine = waiting.find((one) => one.id === letter.id) ?? assert.fail('it waits')
  assert.deepEqual([mine.case, mine.late, mine.dueOn > mine.dated], [number, false, true])
  assert.deepEqual((await waitingIn(`&number=${encodeURIComponent(mine.number)}`)).map(({ id }) => id), [letter.id])
  const ids = (all: { id: string }[]) => all.map(({ id }) => id)
  assert.deepEqual(ids(await waitingIn('&late=true')), ids(waiting.filter((one) => one.late)))
  must(await again(number, `letters/${letter.id}/paper`, 'li.guiying', {}))
  assert.ok(ids(await waitingIn('&paper=true')).includes(letter.id) && !ids(await waitingIn('&paper=false')).includes(letter.id))
  const record = (body: object, as = 'chengguan.clerk') => again(number, `letters/${letter.id}/delivery`, as, body)
  assert.equal((await record({ means: 'electronic' })).body.code, 'deliveries.consent-needed')
  assert.equal((await record({ means: 'post' })).body.code, 'deliveries.proof-needed', '民诉法 87: no delivery without its proof')
  assert.equal((await record({ means: 'left', proof: '留置于住所' })).body.code, 'deliveries.proof-needed', '民诉法 89: what is left needs a witness')
  assert.equal((await record({ means: 'post', proof: 'EMS 1', on: '2020-01-01' })).body.code, 'deliveries.day-not-possible')
  assert.equal((await record({ means: 'public-notice', proof: '公告栏' })).body.code, 'deliveries.notice-still-runs', '民诉法 95: thirty days')
  assert.equal((await record({ means: 'post', proof: 'EMS 1' }, 'minzheng.clerk')).status, 404)
  const [copied] = await town.platform.ground.sql.rows<{ id: string }>('select l.case_id as id from deliveries.letters l where l.id = $1', [letter.id])
  assert.ok(copied)
  const window = await town.platform.ground.sql.rows("update cases.steps set organisation = '11990100700194301B' where case_id = $1 returning 1", [copied.id])
  assert.ok(window.length > 0)
  assert.equal((await record({ means: 'post', proof: 'EMS 1' }, 'minzheng.clerk')).body.code, 'deliveries.not-your-letter', 'who only has a part in it reads it')
  const today = must(await record({ means: 'left', proof: '留置于住所', witness: '社区工作人员赵某' })).delivery
  assert.deepEqual([today?.means, today?.refused, today?.witness], ['left', true, '社区工作人员赵某'])
  const told = (await remedied(number, 'li.guiying')).find((one) => one.id === letter.id) as Remedied
  const day = Temporal.PlainDate.from(told.delivery?.on ?? '')
  assert.ok((told.remedy?.review.lastDay ?? '') >= day.add({ days: 60 }).toString() && (told.remedy?.review.lastDay ?? '') <= day.add({ days: 70 }).toString())
  assert.ok((told.remedy?.court.lastDay ?? '') >= day.add({ months: 6 }).toString())
  assert.equal((await record({ means: 'post', proof: 'EMS 2' })).body.code, 'deliveries.already-delivered', 'a record is never changed')
})

test('民诉法 90: who takes paper may confirm one letter on line, and may choose the own space from then on; paper may be asked for at any time', async () => {
  const headers = await signInAgain('chen.hao')
  const draft = must(await town.call<{ id: string }>('POST', '/api/applications', { headers, body: { item: '11990100700140426Y3990100001000' } }))
  must(await town.call('PUT', `/api/applications/${draft.id}`, { headers, body: { form: { ...(await exampleForm('outdoor-advertising')), lit: false }, consent: false } }))
  const { number } = must(await town.call<CaseView>('POST', `/api/applications/${draft.id}/submission`, { headers, body: {} }))
  await town.settle()
  const [receipt] = await remedied(number, 'chen.hao')
  assert.ok(receipt && receipt.delivery === null && receipt.remedy === null)
  assert.equal((await again(number, `letters/${receipt.id}/receipt`, 'li.guiying', {})).status, 404)
  assert.equal(must(await again(number, `letters/${receipt.id}/receipt`, 'chen.hao', {})).delivery?.means, 'electronic')
  assert.ok(must(await again(number, `letters/${receipt.id}/paper`, 'chen.hao', {})).paperAskedAt)
  // It was received on line; its paper waits in the list of whoever made it until it is handed over with a day and a proof, and the person sees that.
  const waits = async () => must(await town.call<{ items: { id: string; dueOn: string | null; late: boolean; paperAskedAt: string | null }[] }>('GET', '/api/waiting-letters?limit=100&paper=true', { headers: await signInAgain('window.wang') })).items.find(({ id }) => id === receipt.id)
  assert.deepEqual([(await waits())?.dueOn, (await waits())?.late], [null, false], 'no limit of delivery runs for it any more')
  assert.equal(must(await town.call<{ items: { id: string }[] }>('GET', '/api/waiting-letters?limit=100&late=true', { headers: await signInAgain('window.wang') })).items.some(({ id }) => id === receipt.id), false)
  const give = (body: object, as = 'window.wang') => again(number, `letters/${receipt.id}/paper-handover`, as, { means: 'window', proof: '本人签收', ...body })
  assert.equal((await give({ proof: ' ' })).body.code, 'deliveries.proof-needed')
  assert.equal((await give({ on: '2020-01-01' })).body.code, 'deliveries.day-not-possible')
  assert.equal((await give({}, 'minzheng.clerk')).status, 404)
  assert.equal((await give({}, 'chen.hao')).status, 403)
  const given = must(await give({ receiver: '同住的母亲' }))
  assert.deepEqual([given.paperGiven?.means, given.paperGiven?.receiver, given.delivery?.means], ['window', '同住的母亲', 'electronic'], 'the delivery stays the electronic one')
  assert.equal((await give({})).body.code, 'deliveries.paper-not-waiting')
  assert.equal(await waits(), undefined)
  assert.equal((await remedied(number, 'chen.hao')).find(({ id }) => id === receipt.id)?.paperGiven?.means, 'window')
  must(await again(number, 'letter-choice', 'chen.hao', { electronic: true }))
  must(await again(number, 'acceptance', 'chengguan.clerk', {}))
  await town.settle()
  assert.equal((await remedied(number, 'chen.hao')).find((one) => one.kind === 'acceptance')?.delivery?.means, 'electronic')
})

test('复议法 24.1, 24.4 and 诉讼法 14, 15, 18: the reviewing body follows from the level and the maker of the deciding body', async () => {
  const { sql } = town.platform.ground
  const reviewers = async (name: string) => {
    const [row] = await sql.rows<{ code: string }>('select code from organisations.organisations where name_zh = $1', [name])
    const { reviewers: found, court } = await findOverseers(sql, await findAround(sql, row?.code ?? ''), row?.code ?? '')
    return [found.map((one) => one.name.zh), court?.name.zh]
  }
  assert.deepEqual(await reviewers('云州市城市管理局'), [['云州市人民政府'], '云州市东城区人民法院'])
  assert.deepEqual(await reviewers('云州市东城区民政局'), [['云州市东城区人民政府'], '云州市东城区人民法院'])
  assert.deepEqual(await reviewers('云州市公安局东城分局'), [['云州市人民政府', '云州市东城区人民政府'], '云州市东城区人民法院'], 'a branch: the government of its department, or that of its place')
  assert.deepEqual(await reviewers('云州市东城区人民政府'), [['云州市人民政府'], '云州市中级人民法院'], 'a government: the one above, and the intermediate court')
  assert.deepEqual(await reviewers('云州市人民政府'), [[], '云州市中级人民法院'], 'the province is not entered here: the words of the law say which')
})
