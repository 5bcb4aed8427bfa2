// Drafts of models for tests and scenes: a process of the pack is taken, one duration of it is changed, and it is handed over.
import assert from 'node:assert/strict'
import { people, type Called } from './carry.ts'

/** The process of 设置大型户外广告设施审批, as models are named. */
export const hoardingModel = { body: '11990100700140426Y', kind: 'process', name: 'outdoor-advertising' } as const

/** The same process with another time for its first step: sound as before. */
export const changedText = (xml: string) => {
  const changed = xml.replace(/yiwang:hours="([68])"/, (_, hours: string) => `yiwang:hours="${hours === '8' ? 6 : 8}"`)
  assert.notEqual(changed, xml)
  return changed
}

/** A draft by the clerk of the body: just begun, changed, or submitted. Answers its id. */
export async function draftModel(town: Called, state: 'begun' | 'changed' | 'submitted' = 'begun'): Promise<string> {
  const as = people.clerk
  const { status, body } = await town.call<{ id: string; revision: number }>('POST', '/api/model-drafts', { as, body: hoardingModel })
  assert.equal(status, 201, JSON.stringify(body))
  if (state === 'begun') return body.id
  const text = changedText(String((await town.call<unknown>('GET', `/api/model-drafts/${body.id}/text`, { as })).body))
  assert.equal((await town.call('PUT', `/api/model-drafts/${body.id}`, { as, body: { revision: body.revision, text } })).status, 200)
  if (state === 'changed') return body.id
  const submitted = await town.call('POST', `/api/model-drafts/${body.id}/submission`, { as, body: {} })
  assert.equal(submitted.status, 200, JSON.stringify(submitted.body))
  return body.id
}
