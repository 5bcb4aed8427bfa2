// The register of bars on promising, as the staff of a body read it, and what becomes of a permit granted on a false promise; that a false
// promise bars and how it is repaired stands in core/cases/acceptance-law.test.ts.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { mattersIn, openStep } from '../../../test/matters.ts'
import { commit } from '../../../test/promises.ts'
import { openTown, type Town } from '../../../test/town.ts'

const market = '11990100700153892X'
let town: Town

before(async () => {
  town = await openTown()
})
after(() => town.close())

interface Bars {
  items: { id: string; name: string; ground: string; repairedOn: string | null; body: { code: string; name: { zh: string } } }[]
  next: string | null
}
const list = async (narrow: string, as = 'shijian.clerk') => (await town.call<Bars>('GET', `/api/promise-bars?${narrow}`, { as })).body
const enter = async (name: string, idNumber: string) => {
  const basis = { law: '云州市严重失信主体名单管理办法', article: '第五条' }
  return (await town.call<{ id: string }>('POST', '/api/promise-bars', { as: 'shijian.approver', body: { name, idNumber, basis, body: market } })).body.id
}

test('bars are listed page by page with their body, and narrowed by name, ground and repair', async () => {
  const ids = [await enter('甲餐饮店', '91990102708100111L'), await enter('乙餐饮店', '91990102708100112J'), await enter('丙食品店', '91990102708100113G')]
  await town.call('POST', `/api/promise-bars/${ids[1]}/repair`, { as: 'shijian.approver', body: { reason: '已纠正。' } })
  const all = await list('')
  assert.deepEqual(all.items.map(({ id }) => id).toSorted(), ids.toSorted())
  assert.deepEqual(all.items[0]?.body, { code: market, name: { zh: '云州市市场监督管理局', en: 'Yunzhou Market Regulation Bureau' } })
  const first = await list('limit=2')
  const rest = await list(`limit=2&cursor=${encodeURIComponent(first.next ?? '')}`)
  assert.deepEqual([...first.items, ...rest.items].map(({ id }) => id), all.items.map(({ id }) => id))
  assert.equal(rest.next, null)
  const names = async (narrow: string) => (await list(narrow)).items.map(({ name }) => name).toSorted()
  assert.deepEqual(await names('repaired=true'), ['乙餐饮店'])
  assert.deepEqual(await names('repaired=false'), ['丙食品店', '甲餐饮店'].toSorted())
  assert.deepEqual(await names(`name=${encodeURIComponent('餐饮')}&repaired=false`), ['甲餐饮店'])
  assert.deepEqual([await names('ground=false-promise'), (await names('ground=bad-credit')).length], [[], 3])
  assert.deepEqual((await list('', 'chengguan.clerk')).items, [], 'another body reads its own')
})

const holder = 'zhang.min'
/** A permit granted on a promise, with the number of its check; the check finds the promise false. */
async function grantThenCheck(outcome: 'grant' | 'refuse', before?: (licence: string) => Promise<unknown>) {
  const at = mattersIn(town)
  at.day('2026-11-23')
  const number = await commit(town)
  await at.did('shijian.clerk', number, 'acceptance')
  await at.did('shijian.examiner', number, `steps/${openStep(await at.read('shijian.examiner', number), 'examination').id}/completion`, { outcome: 'pass', opinion: '符合。' })
  await at.good(at.decide(number, { outcome: 'grant' }, 'shijian.approver'))
  await town.settle()
  const check = String((await at.timeline('shijian.clerk', number)).find(({ kind }) => kind === 'commitments.check-opened')?.facts.number)
  const step = openStep(await at.read('shijian.clerk', check), 'decision')
  const licence = async () => (await at.call<{ items: { id: string; state: string; number: string }[] }>('GET', `/api/licences?case=${number}`, { as: holder })).body.items[0] ?? assert.fail('no licence')
  await before?.((await licence()).id)
  const answer = await at.act(step.role === 'clerk' ? 'shijian.clerk' : 'shijian.approver', check, 'decision', { step: step.id, outcome, reasons: '现场没有生熟分开的操作区。' })
  assert.equal(answer.status, 200, JSON.stringify(answer.body).slice(0, 300))
  await town.settle()
  const noted = async (kind: string) => (await at.timeline('shijian.clerk', number)).find((entry) => entry.kind === kind)
  return { at, check, licence, noted }
}

test('a promise that held opens nothing (国办发〔2020〕42号)', async () => {
  const { licence, noted } = await grantThenCheck('grant')
  assert.deepEqual([await noted('commitments.annulment-opened'), (await licence()).state], [undefined, 'in-force'])
})

test('a promise found false opens the case of annulment of the permit; nothing is lost before notice, defence and letter (许可法 7, 69; 国办发〔2020〕42号)', async () => {
  const { at, check, licence, noted } = await grantThenCheck('refuse')
  const opened = await noted('commitments.annulment-opened')
  const annulment = String(opened?.facts.number)
  const found = (await at.read('shijian.clerk', annulment)) as Awaited<ReturnType<typeof at.read>> & { parent: { number: string } | null }
  assert.deepEqual([found.item.code, found.state, found.parent?.number, found.parties.map(({ role }) => role), found.form.ground], ['local-licence-annulment', 'submitted', check, ['respondent'], 'not-qualified'])
  assert.equal(found.form.reasons, `事后核查（办件编号 ${check}）认定承诺不实：现场没有生熟分开的操作区。`)
  assert.deepEqual([opened?.facts.licence, (await licence()).state, (await at.timeline('shijian.clerk', annulment))[0]?.actor.kind], [(await licence()).number, 'in-force', 'system'])
  await at.did('shijian.clerk', annulment, 'acceptance')
  await at.did('shijian.examiner', annulment, `steps/${openStep(await at.read('shijian.examiner', annulment), 'hear').id}/completion`, { outcome: 'done' })
  const decide = () => at.decide(annulment, { outcome: 'grant', reasons: '不符合许可条件。' }, 'shijian.approver')
  assert.equal((await decide()).body.code, 'cases.notice-first')
  await at.did('shijian.examiner', annulment, 'intention', { facts: '现场没有生熟分开的操作区。', reasons: '不符合食品经营许可的条件。', basis: '行政许可法第六十九条第一款第四项' })
  await town.settle()
  await at.did(holder, annulment, 'defence', { words: '', waived: true })
  await at.good(decide())
  await town.settle()
  assert.deepEqual([(await at.read('shijian.clerk', annulment)).outcome, (await licence()).state], ['granted', 'annulled'])
  const letters = (await at.call<{ items: { kind: string; remedy: object | null }[] }>('GET', `/api/cases/${annulment}/letters`, { as: holder })).body.items
  assert.deepEqual(letters.map(({ kind, remedy }) => [kind, remedy !== null]).toSorted(), [['decision-burden', true], ['intention', false]])
})

test('where the annulment of the permit was opened already, the register keeps why no second case was (许可法 69)', async () => {
  const mine = (await list('ground=false-promise&repaired=false')).items[0] ?? assert.fail('no bar')
  await town.call('POST', `/api/promise-bars/${mine.id}/repair`, { as: 'shijian.approver', body: { reason: '已纠正。' } })
  const { noted } = await grantThenCheck('refuse', (licence) => town.call('POST', `/api/licences/${licence}/cases`, { as: 'shijian.clerk', body: { act: 'annulment', ground: 'deceit', reasons: '提交虚假材料。' } }))
  assert.deepEqual([await noted('commitments.annulment-opened'), (await noted('commitments.annulment-not-opened'))?.facts.because], [undefined, 'licences.matter-open'])
})
