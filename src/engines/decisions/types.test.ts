// Types: reading their names, `instance of`, which type lies within which, and the implicit conversions.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compileExpression, evaluate, makeRun, makeScope } from './expression.ts'
import { coerce, isWithin, readType, type Type } from './types.ts'
import { type FeelValue, toPlain } from './values.ts'

const instances: [expression: string, value: boolean | null][] = [
  ['null instance of Any', false],
  ['null instance of Null', true],
  ['null instance of number', false],
  ['1 instance of number', true],
  ['"1" instance of number', false],
  ['[1] instance of number', false],
  ['[1, 2] instance of list<number>', true],
  ['[1, "2"] instance of list<number>', false],
  ['[1, null] instance of list<number>', true],
  ['[] instance of list<list<string>>', true],
  ['{a: 1, b: 2} instance of context<a: number>', true],
  ['{a: null} instance of context<a: number>', true],
  ['{} instance of context<a: number>', false],
  ['{a: {b: 1}} instance of context<a: context<b: string>>', false],
  ['[1..2] instance of range<number>', true],
  ['(< @"2026-05-01") instance of range<date>', true],
  ['["a".."b"] instance of range<number>', false],
  ['@"2026-05-01" instance of date and time', false],
  ['@"2026-05-01T10:00:00" instance of date and time', true],
  ['@"P1Y" instance of years and months duration', true],
  ['@"P1D" instance of years and months duration', false],
  ['(function(a: number) a) instance of function<number>->Any', true],
  ['(function(a: number) a) instance of function<string>->Any', false],
  ['(function(a: number, b) a) instance of function<number>->Any', false],
  ['(function() 1) instance of function<> -> number', true],
  ['abs instance of function<number>->number', true],
  ['1 instance of nowhere', null],
  ['1 instance of list<', null],
]

for (const [text, value] of instances) {
  test(`type: ${text}`, () => assert.equal(evaluate(compileExpression(text)).value, value))
}

const listOfNumbers = readType('list<number>') as Type

function exactly(text: string): FeelValue {
  return compileExpression(text).code(makeScope({}, makeRun()))
}

const conversions: [from: string, type: string, to: unknown][] = [
  ['1', 'number', 1],
  ['[1]', 'number', 1],
  ['[[1]]', 'number', 1],
  ['[1, 2]', 'number', undefined],
  ['1', 'list<number>', [1]],
  ['"a"', 'list<number>', undefined],
  ['null', 'number', null],
  ['@"2026-05-01"', 'date and time', '2026-05-01T00:00:00Z'],
  ['[@"2026-05-01"]', 'date and time', '2026-05-01T00:00:00Z'],
  ['@"2026-05-01"', 'list<date and time>', ['2026-05-01T00:00:00Z']],
  ['"1"', 'number', undefined],
  ['1', 'string', undefined],
  ['{a: 1}', 'context<a: number, b: number>', undefined],
]

for (const [from, name, to] of conversions) {
  test(`conversion: ${from} to ${name}`, () => {
    const type = readType(name)
    assert.ok(type)
    const value = coerce(exactly(from), type)
    assert.deepEqual(value === undefined ? undefined : toPlain(value), to)
  })
}

test('an input may lack fields of its type, a result may not', () => {
  const type = readType('context<a: number, b: number>')
  assert.ok(type)
  assert.deepEqual(coerce({ a: 1 }, type, 'input'), { a: 1 })
  assert.equal(coerce({ a: 'x' }, type, 'input'), undefined)
  assert.equal(coerce({ a: 1 }, type), undefined)
})

test('types lie within others: parameters the other way round', () => {
  const within = (a: string, b: string) => isWithin(readType(a) as Type, readType(b) as Type)
  assert.ok(within('number', 'Any') && within('Null', 'number') && isWithin(listOfNumbers, readType('list') as Type))
  assert.ok(!within('Any', 'number') && !within('list<Any>', 'list<number>'))
  assert.ok(within('context<a: number, b: string>', 'context<a: number>') && !within('context<a: number>', 'context<a: number, b: string>'))
  assert.ok(within('function<Any>->number', 'function<number>->Any') && !within('function<number>->number', 'function<Any>->number'))
})
