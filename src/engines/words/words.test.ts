// Tables of rules for words: look-up, fall-back, dates, numbers and lists in both languages.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkWords, chooseLanguage, pick, readWords, say, sayBytes, sayDate, sayDays, sayList, sayMoment, sayNumber, sayWeekday, sayYuan } from './index.ts'

const words = readWords({ zh: { case: { name: '办件', due: '{date}前办结' }, only: '仅中文' }, en: { case: { name: 'case', due: 'due by {date}' } } })

test('a word is found by its path, in the language asked for', () => {
  assert.equal(say(words, 'zh', 'case.name'), '办件')
  assert.equal(say(words, 'en', 'case.name'), 'case')
})

test('a missing word falls back to the other language, then to its key', () => {
  assert.equal(say(words, 'en', 'only'), '仅中文')
  assert.equal(say(words, 'en', 'no.such.key'), 'no.such.key')
})

test('blanks are filled, and an unknown blank stays visible', () => {
  assert.equal(say(words, 'zh', 'case.due', { date: '12月1日' }), '12月1日前办结')
  assert.equal(say(words, 'en', 'case.due'), 'due by {date}')
})

test('a later source of words wins, so a department may call a case 工单', () => {
  const renamed = readWords({ zh: { case: { name: '办件' } }, en: {} }, { zh: { case: { name: '工单' } } })
  assert.equal(say(renamed, 'zh', 'case.name'), '工单')
})

test('checking names a word that one language lacks and blanks that differ', () => {
  assert.deepEqual(checkWords(words).map((fault) => `${fault.key} ${fault.language} ${fault.code}`), ['only en words.missing'])
  const differing = readWords({ zh: { a: '{x}' }, en: { a: '{y}' } })
  assert.deepEqual(checkWords(differing).map((fault) => fault.code), ['words.blanks'])
})

test('text without English is shown in Chinese', () => {
  assert.equal(pick({ zh: '云州市' }, 'en'), '云州市')
  assert.equal(pick({ zh: '云州市', en: 'Yunzhou' }, 'en'), 'Yunzhou')
})

test('the language of a browser is chosen by weight, Chinese otherwise', () => {
  const cases: [string | undefined, string][] = [
    [undefined, 'zh'],
    ['zh-CN,zh;q=0.9,en;q=0.8', 'zh'],
    ['en-GB,en;q=0.9', 'en'],
    ['en;q=0.3, zh-Hant;q=0.8', 'zh'],
    ['fr-FR', 'zh'],
    ['en,zh', 'en'],
    ['en;q=0', 'zh'],
    [';;;,,', 'zh'],
  ]
  for (const [header, language] of cases) assert.equal(chooseLanguage(header), language, String(header))
})

test('dates and moments are told in Beijing time', () => {
  assert.equal(sayDate('2026-11-23', 'zh'), '2026年11月23日')
  assert.equal(sayDate('2026-11-23', 'en'), '23 November 2026')
  assert.equal(sayDate('2026-11-23T16:30:00Z', 'zh'), '2026年11月24日')
  assert.equal(sayMoment('2026-11-23T16:05:00Z', 'zh'), '2026年11月24日 00:05')
  assert.equal(sayMoment('2026-11-23T16:05:00Z', 'en'), '24 November 2026, 00:05')
  assert.equal(sayWeekday('2026-11-23', 'zh'), '星期一')
})

test('numbers, money, sizes, limits and lists', () => {
  assert.equal(sayNumber(12345.678, 'zh'), '12,345.68')
  assert.equal(sayYuan(1250, 'zh'), '12.50元')
  assert.equal(sayYuan(1250, 'en'), 'CNY 12.50')
  assert.equal(sayBytes(1_430_000, 'en'), '1.4 MB')
  assert.equal(sayDays(20, 'working', 'zh'), '20个工作日')
  assert.equal(sayDays(1, 'working', 'en'), '1 working day')
  assert.equal(sayDays(15, 'calendar', 'zh'), '15日')
  assert.equal(sayList(['甲', '乙', '丙'], 'zh'), '甲、乙和丙')
  assert.equal(sayList(['A', 'B'], 'en', 'or'), 'A or B')
})
