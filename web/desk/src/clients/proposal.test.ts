// The form of a system and what is sent agree in both directions; a fault finds its field.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { contentOf, fieldOf, typedOf } from './proposal.ts'

const key = { kty: 'EC', crv: 'P-256', x: 'x', y: 'y' }
const content = { code: 'museum', name: { zh: '博物馆', en: 'Museum' }, organisation: '12990100700126958D', purpose: { zh: '预约' }, contact: '0990-1', redirects: ['https://a.cn/b', 'https://a.cn/c'], kinds: ['natural' as const], scopes: ['profile' as const], levelMin: 2, keys: [key] }

test('what is registered stands in the form, and comes back as it was', () => {
  assert.deepEqual(contentOf(typedOf(content)), content)
  const more = { ...content, logout: 'https://a.cn/out', basis: { law: '法', article: '第一条' }, reads: true }
  assert.deepEqual(contentOf(typedOf(more)), more)
})

test('keys are taken as one, as many or as a set; what is none is sent to be refused', () => {
  const typed = typedOf(content)
  for (const text of [JSON.stringify(key), JSON.stringify([key]), JSON.stringify({ keys: [key] })]) assert.deepEqual(contentOf({ ...typed, keys: text }).keys, [key])
  assert.equal(contentOf({ ...typed, keys: 'not json' }).keys[0]?.kty, 'unreadable')
  assert.deepEqual(contentOf({ ...typed, redirects: ' https://a.cn/b \n\n' }).redirects, ['https://a.cn/b'])
})

test('a fault of the API finds its field', () => {
  assert.deepEqual(['/redirects/1', '/keys/0', '/basis', '/name/en', '/purpose/zh', '/logout', '/other'].map(fieldOf), ['redirects', 'keys', 'law', 'nameEn', 'purposeZh', 'logout', undefined])
})
