// What is typed of a platform above is what is sent, and comes back into the form as it was.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { contentOf, fieldOf, readLevels, typedOf } from './proposal.ts'

test('levels stand one on a line; a line that says none, and a name that stands twice, are refused', () => {
  assert.deepEqual(readLevels(' 4=4\n\nurn:gov:level=5 = 5 '), { '4': 4, 'urn:gov:level=5': 5 })
  assert.deepEqual(readLevels(''), {})
  for (const wrong of ['4', '4=6', '=4', '4=4=x', '4=4\n4=5']) assert.equal(readLevels(wrong), undefined, wrong)
})

test('what is registered comes into the form and is sent again unchanged', () => {
  const content = { code: 'province', name: { zh: '省平台', en: 'Province' }, issuer: 'https://id.example.gov.cn', client: 'city', kind: 'natural' as const, levels: { '3': 3, '4': 4 }, basis: { law: '法', article: '第七条' } }
  assert.deepEqual(contentOf({ ...typedOf(content), reason: '变更。' }), content)
})

test('faults stand at their fields', () => {
  assert.deepEqual(['/content/name/en', '/content/basis/article', '/content/issuer', '/reason', '/other'].map(fieldOf), ['nameEn', 'article', 'issuer', 'reason', undefined])
})
