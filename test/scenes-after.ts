// The scenes of what comes after a decision: licences, seals, letters on paper, archive records, what a body opens by itself.
import assert from 'node:assert/strict'
import { dateInChina } from '#base/time'
import { act, fillIn, people, type CaseSaid, type Reached } from './carry.ts'
import { applyFor, exampleForm, handle } from './journey.ts'
import { codes, forms, publishFrom } from './matters.ts'
import { firstOf, said } from './scenes.ts'
import type { Town } from './town.ts'

export interface LicenceSaid {
  id: string
  verification: string
}

/** What the examples of what comes after a decision stand on. */
export function afterMakers(town: Town, caseIn: (state: Reached) => Promise<CaseSaid>, once: <T>(name: string, make: () => Promise<T>) => Promise<T>, licence: () => Promise<LicenceSaid>): Record<string, () => Promise<unknown>> {
  const unpaid = () => once('unpaid', async () => said<CaseSaid & { payments: { id: string }[] }>(town, people.clerk, `/api/cases/${await applyWithFee(town)}/payments`, { fee: 0, cents: 36000, days: 10 }))
  const paper = () => once('paper', () => applyOnPaper(town, 'jianan.works'))
  return {
    licence: async () => (await licence()).id,
    verification: async () => (await licence()).verification,
    seal: async () => {
      await caseIn('accepted')
      await town.settle()
      return firstOf(town, people.head, '/api/seals')
    },
    archived: async () => archive(town, await caseIn('finished')),
    grant: async () => {
      const { number } = await caseIn('decided')
      await town.settle()
      const licence = (await town.call<{ items: { number: string }[] }>('GET', `/api/licences?case=${number}`, { as: people.approver })).body.items[0]
      return firstOf(town, people.approver, `/api/grants?q=${encodeURIComponent(licence?.number ?? '')}`)
    },
    'letter-number': async () => (await town.call<{ items: { number: string }[] }>('GET', `/api/cases/${(await caseIn('submitted')).number}/letters`, { as: people.clerk })).body.items[0]?.number ?? '',
    'paper-resident': async () => 'jianan.works',
    'paper-case': async () => (await paper()).number,
    'paper-letter': async () => firstOf(town, 'jianan.works', `/api/cases/${(await paper()).number}/letters`),
    'office-case': async () => openOffice(town, (await licence()).id, false),
    'told-office-case': async () => openOffice(town, (await licence()).id, true),
    'granted-letter': () => grantByLetter(town),
    'restricted-resident': () => restrictReviews(town),
    'fee-case': () => once('fee', () => applyWithFee(town)),
    'unpaid-case': async () => (await unpaid()).number,
    payment: async () => (await unpaid()).payments[0]?.id,
  }
}

export async function findLicence(town: Town, one: CaseSaid): Promise<LicenceSaid> {
  const id = await firstOf(town, people.approver, `/api/licences?case=${one.number}`)
  return (await town.call<LicenceSaid>('GET', `/api/licences/${id}`, { as: people.approver })).body
}

/** A case that the bureau opened about a licence: accepted, and told to the holder where asked. */
async function openOffice(town: Town, licence: string, isTold: boolean): Promise<string> {
  const { number } = await said<CaseSaid>(town, people.clerk, `/api/licences/${licence}/cases`, { act: 'suspension', reasons: '设施倾斜。' })
  await act(town, people.clerk, number, 'acceptance')
  if (isTold) await act(town, people.examiner, number, 'intention', { facts: '设施倾斜。', reasons: '存在危险。', basis: '行政处罚法第九条' })
  await town.settle()
  return number
}

const felling = '11990100700140426Y3990100104000'

/** A permit that only a letter carries: no licence stands for it. */
async function grantByLetter(town: Town): Promise<string> {
  await publishFrom(town, felling, (content) => ({ ...content, results: [{ kind: 'approval', name: { zh: '准予砍伐决定书', en: 'Decision to let it be felled' } }], effective: { from: dateInChina(town.clock.now()).toString() } }))
  const { id } = await said<{ id: string }>(town, people.resident, '/api/applications', { item: felling })
  assert.equal((await town.call('PUT', `/api/applications/${id}`, { as: people.resident, body: { form: await exampleForm('tree-felling'), consent: true } })).status, 200)
  const { number } = await said<CaseSaid>(town, people.resident, `/api/applications/${id}/submission`, {})
  await handle(town, number, people.resident)
  return number
}

/** An accepted case of the road, whose item has a fee. */
async function applyWithFee(town: Town): Promise<string> {
  const { id } = await said<{ id: string }>(town, people.resident, '/api/applications', { item: codes.road })
  assert.equal((await town.call('PUT', `/api/applications/${id}`, { as: people.resident, body: { form: forms.road, consent: true } })).status, 200)
  const { number } = await said<CaseSaid>(town, people.resident, `/api/applications/${id}/submission`, {})
  await act(town, people.clerk, number, 'acceptance')
  return number
}

/** A finished case with its archive record. */
async function archive(town: Town, { number }: CaseSaid): Promise<string> {
  await town.settle()
  // A record is made of what was drawn, and here each is drawn when it is first read.
  for (const list of [`/api/cases/${number}/letters`, `/api/licences?case=${number}`]) {
    const { items } = (await town.call<{ items: { id: string }[] }>('GET', list, { as: people.resident })).body
    for (const { id } of items) assert.equal((await town.call('GET', `${list.replace(/[?].*/, '')}/${id}/pdf`, { as: people.resident })).status, 200)
  }
  await town.platform.beat()
  await town.settle()
  return number
}

/** A case of somebody who takes letters on paper. */
async function applyOnPaper(town: Town, as: string): Promise<CaseSaid> {
  const id = await fillIn(town, as)
  assert.equal((await town.call('PUT', `/api/applications/${id}`, { as, body: { consent: false } })).status, 200)
  return said(town, as, `/api/applications/${id}/submission`, {})
}

/** Somebody whose data is not used for verdicts, as he asked and was granted (个人信息保护法 44). Answers the login. */
async function restrictReviews(town: Town): Promise<string> {
  const as = 'xu.xin'
  const number = await applyFor(town, { as, item: 'personal-data-request', form: { right: 'restriction', restricted: 'reviews', what: '评价以后不要再用我的信息。' } })
  await handle(town, number, as)
  await town.settle()
  return as
}
