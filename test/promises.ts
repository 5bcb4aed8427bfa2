// For tests only: a case with a paper still to come, and one that stands on a promise.
import assert from 'node:assert/strict'
import { people, smallWall } from './carry.ts'
import { exampleForm } from './journey.ts'
import { testPack, type Town } from './town.ts'

async function applyWith(town: Town, slug: string, change: (draft: { promiseOffer: { digest: string } | null; gaps: { last: string } | null }) => object, form: Record<string, unknown>): Promise<string> {
  const as = people.resident
  const item = (await testPack()).items.find((one) => one.slug === slug)?.content.code
  const { body: draft } = await town.call<{ id: string }>('POST', '/api/applications', { as, body: { item } })
  const filled = await town.call<Parameters<typeof change>[0]>('PUT', `/api/applications/${draft.id}`, { as, body: { form, consent: true } })
  assert.equal((await town.call('PUT', `/api/applications/${draft.id}`, { as, body: change(filled.body) })).status, 200)
  const sent = await town.call<{ number: string }>('POST', `/api/applications/${draft.id}/submission`, { as, body: {} })
  assert.equal(sent.status, 201, JSON.stringify(sent.body))
  return sent.body.number
}

/** A case whose lighting plan was promised by the last day that may be (容缺). Answers its number. */
export function carryOwing(town: Town): Promise<string> {
  return applyWith(town, 'outdoor-advertising', ({ gaps }) => ({ gapUntil: gaps?.last }), { ...smallWall, lit: true, lightHours: '18:00—22:00' })
}

/** A case that stands on a promise in place of papers (告知承诺). Answers its number. */
export async function commit(town: Town): Promise<string> {
  return commitTo(town, 'food-business', { ...(await exampleForm('food-business')), coldDishes: false })
}

/** The same for an item of the pack with answers of one's own. */
export async function commitTo(town: Town, slug: string, form: Record<string, unknown>): Promise<string> {
  return applyWith(town, slug, ({ promiseOffer }) => ({ promise: promiseOffer?.digest }), form)
}
