// The remedy in words and days: pure tables. Which body reviews, by level and government, stands in deliveries.test.ts, in a town.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { makeCalendar } from '#engines/calendar'
import { remedyDays, remedyWords, type Remedy } from './remedy.ts'

const calendar = makeCalendar([])
const usual: Remedy = {
  review: { name: { zh: '云州市人民政府', en: 'Government of Yunzhou' }, address: null, phone: null, also: null, days: 60, basis: '行政复议法第二十条、第二十四条' },
  court: { name: { zh: '云州市东城区人民法院', en: 'Dongcheng Court' }, address: null, phone: null, count: 6, unit: 'months', basis: '行政诉讼法第十四条、第十八条、第四十六条', intermediate: false },
  first: null,
}

describe('the last day, from the day of delivery', () => {
  const rows: [delivered: string, review: string, court: string][] = [
    // 60 days on is a Sunday: the Monday after; six months on is a Friday.
    ['2027-03-10', '2027-05-10', '2027-09-10'],
    ['2027-06-08', '2027-08-09', '2027-12-08'],
    // Six months from 31 August end on the last day of February, a Sunday in 2027, that is on Monday.
    ['2026-08-31', '2026-10-30', '2027-03-01'],
    ['2027-08-31', '2027-11-01', '2028-02-29'],
  ]
  for (const [delivered, review, court] of rows) {
    test(`复议法 20, 88, 诉讼法 46, 101 and 民诉法 85: delivered ${delivered}, review by ${review}, court by ${court}`, () => {
      const days = remedyDays(calendar, usual, Temporal.PlainDate.from(delivered))
      assert.deepEqual([days.review.lastDay, days.court?.lastDay], [review, court])
    })
  }
  test('复议法 20: other law may give more than sixty days', () => {
    assert.equal(remedyDays(calendar, { ...usual, review: { ...usual.review, days: 90 } }, Temporal.PlainDate.from('2027-03-02')).review.lastDay, '2027-05-31')
  })
  test('诉讼法 44, 45: where review comes first the court has no last day yet', () => {
    assert.equal(remedyDays(calendar, { ...usual, first: '《税收征收管理法》第八十八条' }, Temporal.PlainDate.from('2027-03-02')).court, null)
  })
})

describe('the words', () => {
  test('许可法 38: both ways, each with body, time and article, and no last day before delivery', () => {
    const { review, court } = remedyWords(usual, 'zh')
    assert.equal(review, '自收到本文书之日起六十日内，向云州市人民政府申请行政复议（行政复议法第二十条、第二十四条）')
    assert.equal(court, '自收到本文书之日起六个月内，向云州市东城区人民法院提起行政诉讼（行政诉讼法第十四条、第十八条、第四十六条）')
  })
  test('复议法 23: where the law demands review first, the letter says so and by which law', () => {
    const { review, court } = remedyWords({ ...usual, first: '《中华人民共和国税收征收管理法》第八十八条' }, 'zh')
    assert.match(review, /^依照《中华人民共和国税收征收管理法》第八十八条，应当先申请行政复议/)
    assert.match(court, /十五日内.*不能直接起诉/)
    assert.match(remedyWords({ ...usual, first: 'x' }, 'en').review, /^Review comes first/)
  })
  test('复议法 24.4: of two bodies both are named; an unknown one is named in the words of the law', () => {
    assert.match(remedyWords({ ...usual, review: { ...usual.review, also: { zh: '东城区人民政府' } } }, 'zh').review, /云州市人民政府（也可以向东城区人民政府）/)
    const nobody = remedyWords({ ...usual, review: { ...usual.review, name: null }, court: { ...usual.court, name: null, intermediate: true } }, 'zh')
    assert.match(nobody.review, /有管辖权的行政复议机关/)
    assert.match(nobody.court, /作出机关所在地的中级人民法院/)
  })
})
