// Names with spaces, operators, keywords and Chinese letters, known beforehand or declared in the text: the longest known name is meant.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compileExpression, evaluate } from './expression.ts'
import { coverNames } from './names.ts'

const names = { "Applicant's age": null, 'Loan-To-Value': null, 'a+b': null, 'in the money': null, 'for all': null, 'Person name': { 'first-name': null, 'date of birth': null }, '年龄（周岁）': null, 'x and y': null, 'A/B ratio': null, 'v1.0 rate': null, 'a 1': null, 'return of goods': null, date: null }
const variables = { "Applicant's age": 30, 'Loan-To-Value': 2, 'a+b': 100, a: 1, b: 2, 'in the money': true, 'for all': 7, 'Person name': { 'first-name': '丽', 'date of birth': 'x' }, '年龄（周岁）': 18, 'x and y': 5, 'A/B ratio': 3, 'v1.0 rate': 6, 'a 1': 8, 'return of goods': 1, list: [1, 2], date: 3 }

const values: [text: string, value: unknown][] = [
  ["Applicant's age + 1", 31],
  ['Loan-To-Value*2', 4],
  ['a+b', 100],
  ['b+a', 3],
  ['a + b', 3],
  ['if in the money then 1 else 2', 1],
  ['for all - 1', 6],
  ['Person name.first-name', '丽'],
  ['Person  name.date of birth', 'x'],
  ['string\nlength("ab") // two\n + 1', 3],
  ['年龄（周岁） >= 18', true],
  ['x and y > 4', true],
  ['A/B ratio+1', 4],
  ['v1.0 rate', 6],
  ['a 1 + 1', 9],
  ['return of goods', 1],
  ['"a+b"', 'a+b'],
  ['1 + /* a+b */ a', 2],
  ['{a-b: 1, c d: a-b + 1}.c d', 2],
  ['{"x*y": 3}.x*y', 3],
  ['{f: function(first name, b-c) first name + b-c, r: f(1, 2)}.r', 3],
  ['for my item in [1, 2], other-one in [3] return my item * other-one', [3, 6]],
  ['date("2026-05-01").year + date', 2029],
  ['date and time("2026-05-01T10:00:00").hour', 10],
  ['@"10:00:00" instance of date and time', false],
  ['"{a-b: 1}" + string(b-a) // {b-a: 1}', '{a-b: 1}1'],
  ['time("10:00:00+08:00").time offset', 'PT8H'],
  ['(function(r: range<date and time>) 1)(null)', 1],
]

for (const [text, value] of values) {
  test(`names: ${text}`, () => {
    const result = evaluate(compileExpression(text, names), variables)
    assert.deepEqual(result.value, value, JSON.stringify(result.problems))
  })
}

test('covering keeps every offset, and texts and comments as they are', () => {
  const text = 'a+b + "a+b" // a+b\n + a 1'
  const { text: covered, deepest } = coverNames(text, names)
  assert.equal(covered.length, text.length)
  assert.equal(deepest, 0)
  assert.ok(covered.includes('"a+b" // a+b\n'))
  assert.ok(!covered.startsWith('a+b'))
})

test('a fault is told where it stands in the text as written', () => {
  const { problems } = compileExpression('Loan-To-Value + )', names)
  assert.equal(problems[0]?.at, 16)
})
