// Who applies alone and is told that capacity may be lacking: by age, by a registered guardian, by what the item is.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lackOfCapacity } from './capacity.ts'

const day = Temporal.PlainDate.from
const today = day('2026-01-05')
type Content = Parameters<typeof lackOfCapacity>[0]
const permit: Content = { type: 'ADMIN_PERMIT' }
const benefit: Content = { type: 'ADMIN_BENEFIT' }
const card: Content = { type: 'ADMIN_CONFIRMATION', acceptance: { aloneFrom: 16, basis: { law: '中华人民共和国居民身份证法', article: '第七条' } } }
const told = (content: Content, born: string | undefined, isAdultWard = false) => lackOfCapacity(content, { born: born === undefined ? undefined : day(born), isAdultWard }, today)?.zh.match(/民法典.*条/)?.[0]

test('民法典 17, 19, 20: under eight nobody applies alone, under eighteen what fits the age; on the birthday itself nothing is told', () => {
  assert.deepEqual(['2018-01-06', '2018-01-05', '2008-01-06', '2008-01-05'].map((born) => told(permit, born)), ['民法典第二十条', '民法典第十八条、第十九条', '民法典第十八条、第十九条', undefined])
  assert.equal(told(permit, undefined), undefined, 'whose age is not known is told nothing')
})

test('民法典 19, 22: what only benefits, and what the item’s law leaves to a younger one, is applied for alone', () => {
  assert.deepEqual([told(benefit, '2015-01-01'), told(benefit, '1950-01-01', true)], [undefined, undefined])
  assert.equal(told(benefit, '2020-01-01'), '民法典第二十条')
  assert.deepEqual([told(card, '2010-01-06'), told(card, '2010-01-05')], ['民法典第十八条、第十九条', undefined])
})

test('民法典 21, 22: an adult for whom a guardian is registered', () => {
  assert.deepEqual([told(permit, '1950-01-01', true), told(permit, undefined, true), told(permit, '1950-01-01')], ['民法典第二十一条、第二十二条', '民法典第二十一条、第二十二条', undefined])
})
