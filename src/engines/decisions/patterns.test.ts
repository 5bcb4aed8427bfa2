// The regular expressions of XPath: what JavaScript reads otherwise, what is forbidden, and patterns that would run away.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeRun } from './expression.ts'
import { matchesPattern, replacePattern, splitByPattern } from './patterns.ts'

const matches: [text: string, pattern: string, flags: string, expected: boolean | null][] = [
  ['abracadabra', 'bra', '', true],
  ['abracadabra', '^bra', '', false],
  ['\nabcd\ndefg\n', '^$', 'm', true],
  ['a\nb', '^b$', 'm', true],
  ['a\nb', '^b$', '', false],
  ['Mary\rJones', 'Mary.Jones', '', false],
  ['Mary\rJones', 'Mary.Jones', 's', true],
  ['\u212A', 'k', 'i', true],
  ['x', '[A-Z-[OI]]', 'i', true],
  ['O', '[A-Z-[OI]]', 'i', false],
  ['b', '[a-z-[aeiou]]', '', true],
  ['q', '[^Q]', 'i', false],
  ['hello world', ' hello[ ]world', 'x', true],
  ['hello world', '\\p{ I s B a s i c L a t i n }+', 'x', true],
  ['行政许可', '^\\p{IsCJKUnifiedIdeographs}+$', '', true],
  ['许可1号', '^\\P{Nd}+\\d', '', true],
  ['aA', '(a)\\1', 'i', true],
  ['abab', '^(ab)\\1$', '', true],
  ['a.b', '^\\w\\.\\w$', '', true],
  ['x-1', '^\\i\\c*$', '', true],
  ['aaa', '^a{2,3}$', '', true],
  ['aaa', '^a{4,}$', '', false],
  ['ab', '^(?:a|b)+$', '', true],
  ['𠮷', '^.$', '', true],
  ['a]', '^[\\]a]+$', '', true],
  ['-', '[a-]', '', true],
  ['h', '(.)\\3', '', null],
  ['a', '(a', '', null],
  ['a', 'a**', '', null],
  ['a', '[b-a]', '', null],
  ['a', '(?=a)', '', null],
  ['a', '[]', '', null],
  ['a', '\\y', '', null],
  ['a', 'a{3,2}', '', null],
  ['a', '\\p{IsNowhere}', '', null],
  ['abcd', '(asd)[\\1]', '', null],
]

for (const [text, pattern, flags, expected] of matches) {
  test(`matches: ${JSON.stringify(text)} ${pattern} ${flags}`, () => {
    assert.equal(matchesPattern(text, pattern, flags, makeRun()), expected)
  })
}

test('the longest and the shortest repetition, and groups, in replacements', () => {
  const cases: [string, string, string, string | null][] = [
    ['abracadabra', 'a.*a', '*', '*'],
    ['abracadabra', 'a.*?a', '*', '*c*bra'],
    ['0123456789', '(\\d{3})(\\d{3})(\\d{4})', '($1) $2-$3', '(012) 345-6789'],
    ['abcd', '(ab)|(c)', '<$1|$2>', '<ab|><|c>d'],
    ['abc', 'b', '[$0]', 'a[b]c'],
    ['a1', '(a)', '$12', 'a21'],
    ['abc', 'b', '\\', null],
    ['abc', 'b?', 'x', null],
  ]
  for (const [text, pattern, by, expected] of cases) assert.equal(replacePattern(text, pattern, by, '', makeRun()), expected, pattern)
})

test('captured groups do not slip into the parts of a split', () => {
  assert.deepEqual(splitByPattern('a1b22c', '(\\d)+', makeRun()), ['a', 'b', 'c'])
  assert.deepEqual(splitByPattern('abc', 'x', makeRun()), ['abc'])
  assert.deepEqual(splitByPattern('', 'x', makeRun()), [''])
})

test('a pattern that would run away ends with null and a problem', () => {
  const run = makeRun()
  assert.equal(matchesPattern('a'.repeat(40), '(a+)+b', '', run), null)
  assert.deepEqual(run.problems.map(({ code }) => code), ['feel.too-much-work', 'feel.too-much-work'])
})
