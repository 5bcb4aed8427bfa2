// Letters to everybody whom a decision touches: one letter, a delivery and last days for each. 行政许可法 36, 44, 47; 复议法 20; 诉讼法 46.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { caseLock, findCaseId, findParties, openCase, systemActor, type Party } from '#core/cases'
import { getPartyIdentity } from '#core/people'
import { getItem } from '#core/items'
import { exampleForm, handle } from '../../../test/journey.ts'
import { codes, forms, mattersIn, openStep, told, urbanStaff } from '../../../test/matters.ts'
import { openTown } from '../../../test/town.ts'
import { ownAmong, recipientsOf } from './recipient.ts'

const town = await openTown({ prints: true })
const { act, call, day, decide, did, good, read } = mattersIn(town)
const { clerk, examiner } = urbanStaff
before(() => day('2026-11-23'))
after(() => town.close())

interface Received { delivery: { means: string; on: string; proof: string | null } | null; remedy: { review: { lastDay: string | null }; court: { lastDay: string | null } } | null; paperAskedAt: string | null; paperGiven: { on: string } | null }
interface LetterSaid extends Received { id: string; kind: string; number: string; recipients: (Received & { party: number; role: string })[] }
const letters = async (as: string, number: string) => (await call<{ items: LetterSaid[] }>('GET', `/api/cases/${number}/letters`, { as })).body.items
const letterOf = async (as: string, number: string, kind: string) => (await letters(as, number)).find((one) => one.kind === kind) as LetterSaid
const listed = async (as: string) => (await call<{ items: { id: string; kind: string; case: string }[] }>('GET', '/api/letters?limit=100', { as })).body.items
const waits = async (as: string, number: string) => (await call<{ items: { case: string; kind: string; party: number | null; recipient: string; paperAskedAt: string | null }[] }>('GET', '/api/waiting-letters?limit=100', { as })).body.items.filter((one) => one.case === number)
const on = (as: string, number: string, letter: string, what: string, body: object) => call('POST', `/api/cases/${number}/letters/${letter}/${what}`, { as, body })

/** A case opened with several parties, as a window or another system hands it in. */
async function opened(item: string, form: Record<string, unknown>, roles: [login: string, role: Party['role'], consent: boolean][]): Promise<string> {
  const { ground } = town.platform
  const accounts = await ground.sql.rows<{ id: string; login: string }>('select id, login from people.accounts')
  const { number } = await ground.runAct({ actor: systemActor, locks: [caseLock(crypto.randomUUID())] }, async (one) => {
    const parties: Party[] = []
    for (const [login, role, consent] of roles) {
      const account = accounts.find((each) => each.login === login)?.id ?? ''
      const { kind, name, idKind = '', idNumber = '', phone = null } = await getPartyIdentity(one.tx, ground.keys, account)
      parties.push({ role, account, kind, name, idKind, idNumber, phone, consent })
    }
    return openCase(one, { item: await getItem(one.tx, item, one.now), parties, form, scenario: {}, files: [], channel: 'web' })
  })
  await town.settle()
  return number
}

/** The permit of a hoarding for two who apply together, decided. */
async function decidedForTwo(): Promise<string> {
  const number = await opened(codes.hoarding, forms.hoarding, [['yunhe.media', 'applicant', true], ['jianan.works', 'joint-applicant', false]])
  await did(clerk, number, 'acceptance')
  await did(examiner, number, `steps/${openStep(await read(examiner, number), 'examination').id}/completion`, { outcome: 'pass', opinion: '符合条件。' })
  await good(decide(number, { outcome: 'refuse', reasons: '不符合户外广告设置规划。' }))
  await town.settle()
  return number
}

test('who gets which letter, and who is whom among its recipients, are pure rules (许可法 36, 44, 47)', () => {
  const both = [{ role: 'applicant', account: 'a' }, { role: 'joint-applicant', account: 'b' }, { role: 'agent', account: 'c' }, { role: 'third-party', account: 'd' }, { role: 'third-party', account: null }]
  assert.deepEqual(recipientsOf('acceptance', both, undefined, [3]), [-1, 1])
  assert.deepEqual(recipientsOf('decision-grant', both, undefined, [3]), [-1, 1, 3], 'a third party that took part gets the decision')
  assert.deepEqual(recipientsOf('third-party', both, 4, []), [4])
  const sides = [{ role: 'applicant', account: 'a' }, { role: 'respondent', account: 'b' }, { role: 'respondent', account: 'c' }]
  assert.deepEqual([recipientsOf('receipt', sides, undefined, []), recipientsOf('decision-refusal', sides, undefined, []), recipientsOf('withdrawal', sides, undefined, [])], [[-1], [-1, 1, 2], [-1, 1, 2]])
  const holders = [{ role: 'respondent', account: 'a' }, { role: 'respondent', account: 'b' }]
  assert.deepEqual([recipientsOf('intention', holders, undefined, []), recipientsOf('hearing-right', holders, undefined, [])], [[-1, 1], [-1]], 'of a hearing each has a letter of its own')
  const all = [-1, 1, 3].map((place) => ({ place }))
  const mine = (account: string, of = all, parties = both) => ownAmong(of, parties, account).map(({ place }) => place)
  assert.deepEqual([mine('a'), mine('b'), mine('c'), mine('d'), mine('e')], [[-1], [1], [-1], [3], []])
  assert.deepEqual([mine('b', [{ place: -1 }]), mine('b', [{ place: -1 }], sides), mine('b', [{ place: -1 }], holders)], [[-1], [], [-1]], 'the other side does not read what is the applicant’s')
})

test('许可法 44, 复议法 20, 诉讼法 46: who applied together gets the one letter each with the own delivery, and each one’s days run from the own', async () => {
  const number = await decidedForTwo()
  const whole = await letterOf(clerk, number, 'decision-refusal')
  assert.deepEqual(whole.recipients.map((one) => [one.party, one.role, one.delivery?.on ?? null, one.remedy?.review.lastDay ?? null]), [[0, 'applicant', '2026-11-23', '2027-01-22'], [1, 'joint-applicant', null, null]])
  assert.equal((await letters(clerk, number)).filter((one) => one.kind === 'decision-refusal').length, 1, 'one letter with one number')
  const [first, second] = [await letterOf('yunhe.media', number, 'decision-refusal'), await letterOf('jianan.works', number, 'decision-refusal')]
  assert.deepEqual([first.number === second.number, first.recipients.map((one) => one.party), second.recipients.map((one) => one.party), first.delivery?.means, second.delivery], [true, [0], [1], 'electronic', null], 'each sees the own delivery alone')
  assert.deepEqual((await waits(clerk, number)).filter(({ kind }) => kind === 'decision-refusal').map((one) => [one.party, one.recipient]), [[1, '云州建安市政工程有限公司']])
  assert.ok((await listed('jianan.works')).some((one) => one.id === whole.id))
  day('2026-12-01')
  assert.deepEqual(told(await on(clerk, number, whole.id, 'delivery', { means: 'post', proof: 'EMS 1' })), [409, 'deliveries.already-delivered'], 'the first one has it')
  assert.deepEqual(told(await on(clerk, number, whole.id, 'delivery', { means: 'post', proof: 'EMS 1', party: 7 })), [404, 'deliveries.recipient-unknown'])
  assert.deepEqual(told(await on(clerk, number, whole.id, 'delivery', { means: 'electronic', party: 1 })), [422, 'deliveries.consent-needed'], 'the consent of the one is not that of the other (民诉法 90)')
  await good(on(clerk, number, whole.id, 'delivery', { means: 'post', on: '2026-11-27', proof: 'EMS 1', receiver: '收发室王某', party: 1 }))
  const after = await letterOf('jianan.works', number, 'decision-refusal')
  assert.deepEqual([after.delivery?.on, after.remedy?.review.lastDay, after.remedy?.court.lastDay], ['2026-11-27', '2027-01-26', '2027-05-27'])
  const again = await letterOf('yunhe.media', number, 'decision-refusal')
  assert.deepEqual([again.delivery?.on, again.remedy?.review.lastDay, again.remedy?.court.lastDay, JSON.stringify(again).includes('收发室王某')], ['2026-11-23', '2027-01-22', '2027-05-24', false])
  assert.deepEqual((await waits(clerk, number)).filter(({ kind }) => kind === 'decision-refusal'), [])
})

test('民诉法 90: each confirms and asks for paper for itself; the paper of one is not that of the other', async () => {
  const number = await decidedForTwo()
  const { id } = await letterOf(clerk, number, 'decision-refusal')
  await good(on('jianan.works', number, id, 'receipt', {}))
  assert.deepEqual(told(await on('jianan.works', number, id, 'receipt', {})), [409, 'deliveries.already-delivered'])
  await good(on('jianan.works', number, id, 'paper', {}))
  assert.equal((await letterOf('yunhe.media', number, 'decision-refusal')).paperAskedAt, null)
  assert.deepEqual((await waits(clerk, number)).filter(({ paperAskedAt }) => paperAskedAt).map((one) => [one.kind, one.party]), [['decision-refusal', 1]])
  await good(on(clerk, number, id, 'paper-handover', { means: 'window', proof: '签收', party: 1 }))
  assert.deepEqual(told(await on(clerk, number, id, 'paper-handover', { means: 'window', proof: '签收', party: 1 })), [409, 'deliveries.paper-not-waiting'])
  assert.deepEqual([(await letterOf('jianan.works', number, 'decision-refusal')).paperGiven?.on, (await letterOf('yunhe.media', number, 'decision-refusal')).paperGiven], [(await letterOf('jianan.works', number, 'decision-refusal')).delivery?.on, null])
})

test('许可法 36, 47: a third party that spoke gets the decision, its remedy and its own days; one that was told and said nothing does not', async () => {
  day('2026-11-23')
  const number = await opened(codes.hoarding, forms.hoarding, [['yunhe.media', 'applicant', true]])
  await did(clerk, number, 'acceptance')
  await did(examiner, number, `steps/${openStep(await read(examiner, number), 'examination').id}/completion`, { outcome: 'pass', opinion: '符合条件。' })
  await did(clerk, number, 'third-parties', { kind: 'natural', name: '李桂英', idKind: 'resident-id', idNumber: '990102194106200488', phone: '13990100002', consent: true, interest: '广告设施遮挡其住宅采光。' })
  await did(clerk, number, 'third-parties', { kind: 'natural', name: '张敏', idKind: 'resident-id', idNumber: '990102199203140264', consent: true, interest: '相邻。' })
  await town.settle()
  await did('li.guiying', number, 'statements', { statement: '请降低高度。' })
  day('2026-12-02')
  await good(decide(number, { outcome: 'grant' }))
  await town.settle()
  const third = await letterOf('li.guiying', number, 'decision-grant')
  assert.deepEqual([third.recipients.map((one) => one.role), third.delivery?.on, third.remedy?.review.lastDay], [['third-party'], '2026-12-02', '2027-02-01'], '31 January 2027 is a day off')
  assert.deepEqual((await letters('zhang.min', number)).map((one) => one.kind), ['third-party'])
  assert.equal((await call('GET', `/api/cases/${number}/letters/${third.id}/pdf`, { as: 'li.guiying' })).status, 200)
  assert.equal((await call('GET', `/api/cases/${number}/letters/${third.id}/pdf`, { as: 'zhang.min' })).status, 404)
  assert.deepEqual((await listed('li.guiying')).filter((one) => one.case === number).map((one) => one.kind).sort(), ['decision-grant', 'third-party'])
  assert.ok(!(await listed('yunhe.media')).some((one) => one.case === number && one.kind === 'third-party'), 'the notice to the neighbour is the neighbour’s')
  const news = (await call<{ items: { kind?: string; title: { zh: string } }[] }>('GET', '/api/notifications', { as: 'li.guiying' })).body.items
  assert.ok(news.some(({ title }) => title.zh === '有一份文书送达给您'), JSON.stringify(news))
  // No number, address or telephone of one party stands on what the other reads (个人信息保护法 6).
  const [row] = await town.platform.ground.sql.rows<{ content: string }>('select content::text as content from deliveries.letters where id = $1', [third.id])
  const parties = await findParties(town.platform.ground.sql, (await findCaseId(town.platform.ground.sql, number)) ?? '')
  assert.ok(parties.every(({ idNumber }) => idNumber.length === 18))
  for (const { idNumber, phone } of parties) for (const value of [idNumber, phone].filter((one) => one !== null)) assert.ok(!row?.content.includes(value), value)
})

test('裁决: the other side gets the decision with its own delivery, and nothing of what is between the body and the applicant', async () => {
  day('2026-11-23')
  const number = await opened('11990100700153892X3990900001000', await exampleForm('name-dispute'), [['yunhe.media', 'applicant', true], ['jianan.works', 'respondent', true]])
  await handle(town, number, 'yunhe.media')
  await town.settle()
  const [own, other] = [await letters('yunhe.media', number), await letters('jianan.works', number)]
  assert.ok(own.length > 1)
  assert.deepEqual(other.map((one) => [one.kind.startsWith('decision-'), one.recipients.map(({ role }) => role), one.delivery?.means, one.remedy === null]), [[true, ['respondent'], 'electronic', false]])
  const receipt = own.find((one) => one.kind === 'receipt')
  assert.equal((await call('GET', `/api/cases/${number}/letters/${receipt?.id}/pdf`, { as: 'jianan.works' })).status, 404)
  assert.deepEqual(told(await act('chen.hao', number, 'letter-choice', { electronic: true })), [404, 'cases.not-found'])
})
