// Every built-in function of DMN 1.5 §10.3.4 as tables: what it gives by position and by name, and the arguments that give null.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { builtins } from './builtins.ts'
import { compileExpression, makeRun, makeScope, evaluate } from './expression.ts'
import { readDateTime } from './temporal.ts'
import { toPlain } from './values.ts'

/** By function: expressions and their values. */
const given: Record<string, [expression: string, value: unknown][]> = {
  not: [['not(true)', false], ['not(negand: false)', true], ['not(null)', null]],
  string: [['string(1.50)', '1.5'], ['string(from: "a")', 'a'], ['string(null)', null], ['string([1, "a", null])', '[1, "a", null]'], ['string({a: "x", "b c": @"P1D"})', '{a: "x", b c: P1D}'], ['string([1..2))', '[1..2)'], ['string((< 5))', '(< 5)'], ['string(@"2026-05-01T08:00:00@Asia/Shanghai")', '2026-05-01T08:00:00@Asia/Shanghai']],
  number: [['number("1 000,5", " ", ",")', 1000.5], ['number(from: "1.000", grouping separator: ".", decimal separator: ",")', 1000], ['number("1,000.5", ",", null)', 1000.5], ['number("-2.5")', -2.5], ['number("1e3")', 1000], ['number("")', null], ['number("1", ".", ".")', null], ['number("1", "x", ".")', null], ['number(5)', null]],
  'string length': [['string length("𠮷a")', 2], ['string length(string: "")', 0], ['string length(["abc"])', 3]],
  'upper case': [['upper case("aBc4")', 'ABC4'], ['upper case(string: "ß")', 'SS']],
  'lower case': [['lower case("aBc4")', 'abc4'], ['lower case(string: "Ä")', 'ä']],
  trim: [['trim("  a b ")', 'a b']],
  substring: [['substring("𠮷家bar", 2, 2)', '家b'], ['substring(string: "foobar", start position: -3)', 'bar'], ['substring("foobar", 3, 3.8)', 'oba'], ['substring("foobar", 0)', null], ['substring("foobar", 1, 0)', null], ['substring("foobar", 3, null)', 'obar']],
  'substring before': [['substring before("foobar", "bar")', 'foo'], ['substring before(string: "foobar", match: "x")', ''], ['substring before("foobar", "")', '']],
  'substring after': [['substring after("foobar", "ob")', 'ar'], ['substring after(string: "foobar", match: "x")', ''], ['substring after("foobar", "")', 'foobar']],
  contains: [['contains("foobar", "ob")', true], ['contains(string: "foobar", match: "of")', false]],
  'starts with': [['starts with("foobar", "fo")', true], ['starts with(string: "foobar", match: "bar")', false]],
  'ends with': [['ends with("foobar", "bar")', true], ['ends with(string: "foobar", match: "fo")', false]],
  matches: [['matches("foobar", "^fo*b")', true], ['matches(input: "FOO", pattern: "foo", flags: "i")', true], ['matches("a", "(", "")', null], ['matches("a", "a", "q")', null], ['matches("a", "a", null)', true]],
  replace: [['replace("abcd", "(ab)|(a)", "[1=$1][2=$2]")', '[1=ab][2=]cd'], ['replace(input: "abc", pattern: "B", replacement: "x", flags: "i")', 'axc'], ['replace("abc", "x*", "-")', null], ['replace("a.b", "\\\\.", "\\\\$")', 'a$b'], ['replace("abc", "b", "$")', null]],
  split: [['split("John Doe", "\\\\s")', ['John', 'Doe']], ['split(string: "a;b;;", delimiter: ";")', ['a', 'b', '', '']], ['split("abc", "")', null]],
  'string join': [['string join(["a", null, "b"], "-")', 'a-b'], ['string join(list: ["a", "b"], delimiter: ", ")', 'a, b'], ['string join("a")', 'a'], ['string join([])', ''], ['string join([1])', null]],
  'is defined': [['is defined(1)', true], ['is defined(null)', false]],
  decimal: [['decimal(1/3, 2)', 0.33], ['decimal(n: 2.5, scale: 0)', 2], ['decimal(1234, -2)', 1200], ['decimal(1, 6177)', null]],
  floor: [['floor(-1.5)', -2], ['floor(n: 1.56, scale: 1)', 1.5], ['floor(1, null)', null]],
  ceiling: [['ceiling(-1.5)', -1], ['ceiling(n: 1.51, scale: 1)', 1.6]],
  'round up': [['round up(5.1, 0)', 6], ['round up(n: -1.126, scale: 2)', -1.13], ['round up(5.5)', null]],
  'round down': [['round down(5.9, 0)', 5], ['round down(n: -1.126, scale: 2)', -1.12]],
  'round half up': [['round half up(5.5, 0)', 6], ['round half up(n: -5.5, scale: 0)', -6]],
  'round half down': [['round half down(5.5, 0)', 5], ['round half down(n: -5.5, scale: 0)', -5]],
  abs: [['abs(-3)', 3], ['abs(n: @"-P1D")', 'P1D'], ['abs(@"-P1Y")', 'P1Y'], ['abs([-3])', 3], ['abs([-3, 1])', null]],
  modulo: [['modulo(-12, 5)', 3], ['modulo(dividend: 10.1, divisor: -4.5)', -3.4], ['modulo(1, 0)', null]],
  sqrt: [['sqrt(16)', 4], ['sqrt(number: 2.25)', 1.5], ['sqrt(-1)', null]],
  log: [['log(number: 10)', 2.30258509299405], ['log(0)', null]],
  exp: [['exp(number: 0)', 1]],
  odd: [['odd(-5)', true], ['odd(number: 2)', false]],
  even: [['even(-4)', true], ['even(number: 5)', false]],
  'list contains': [['list contains([1, null], null)', true], ['list contains(list: [1], element: 2)', false]],
  count: [['count([1, null])', 2], ['count(list: [])', 0], ['count("a")', 1]],
  min: [['min([3, 1, 2])', 1], ['min("b", "a")', 'a'], ['min(list: [@"2026-05-02", @"2026-05-01"])', '2026-05-01'], ['min([])', null], ['min(1, "a")', null], ['min(1, null)', null]],
  max: [['max(3, 1)', 3], ['max(list: ["a", "b"])', 'b'], ['max([@"P1D", @"PT25H"])', 'P1DT1H']],
  sum: [['sum([1, 2.5])', 3.5], ['sum(0.1, 0.2)', 0.3], ['sum(list: [1])', 1], ['sum([])', null], ['sum([1, "a"])', null]],
  mean: [['mean([1, 2, 3])', 2], ['mean(1, 2)', 1.5], ['mean(list: [4])', 4], ['mean([])', null]],
  product: [['product([2, 3, 4])', 24], ['product(2, 0.5)', 1], ['product(list: [2])', 2], ['product([])', null]],
  median: [['median(8, 2, 5, 3, 4)', 4], ['median([6, 1, 2, 3])', 2.5], ['median(list: [])', null]],
  stddev: [['stddev(2, 4, 7, 5)', 2.0816659994661326], ['stddev(list: [47])', null]],
  mode: [['mode([6, 1, 9, 6, 1])', [1, 6]], ['mode(6, 3, 6)', [6]], ['mode(list: [])', []]],
  all: [['all([true, null])', null], ['all(list: [])', true], ['all(true, false, null)', false], ['all([true, 1])', null]],
  any: [['any([false, null])', null], ['any(list: [])', false], ['any(false, true)', true], ['any([false, 1])', null]],
  append: [['append([1], 2, [3])', [1, 2, [3]]], ['append(list: [1], item: null)', [1, null]], ['append(1, 2)', [1, 2]], ['append([1])', null]],
  concatenate: [['concatenate([1], [2, 3], 4)', [1, 2, 3, 4]], ['concatenate([1], null)', null]],
  union: [['union([1, 2], [2, 3])', [1, 2, 3]]],
  'insert before': [['insert before([1, 3], 2, 2)', [1, 2, 3]], ['insert before(list: [1], position: -1, newItem: null)', [null, 1]], ['insert before([1], 3, 2)', null]],
  remove: [['remove([1, 2, 3], -1)', [1, 2]], ['remove(list: [1], position: 1)', []], ['remove([1], 2)', null]],
  'list replace': [['list replace([2, 4, 7, 8], 3, 6)', [2, 4, 6, 8]], ['list replace(list: [2, 4, 7], match: function(item, newItem) item < newItem, newItem: 5)', [5, 5, 7]], ['list replace(list: [1], position: -1, newItem: 2)', [2]], ['list replace([1], 0, 2)', null], ['list replace([1], function(a, b) "x", 2)', null]],
  reverse: [['reverse(list: [1, 2])', [2, 1]]],
  'index of': [['index of([1, 2, 2, null], 2)', [2, 3]], ['index of(list: [null], match: null)', [1]]],
  'distinct values': [['distinct values(list: [1, 2.0, 2, null, null])', [1, 2, null]]],
  'duplicate values': [['duplicate values([1, 2, 1, 3, 2])', [1, 2]]],
  flatten: [['flatten(list: [1, [2, [3]]])', [1, 2, 3]]],
  sublist: [['sublist([1, 2, 3], 2)', [2, 3]], ['sublist(list: [1, 2, 3], start position: -2, length: 1)', [2]], ['sublist([1], 2)', null], ['sublist([1], 1, 2)', null]],
  sort: [['sort([3, 1, 2], function(a, b) a > b)', [3, 2, 1]], ['sort(list: ["b", "a"], precedes: function(x, y) x < y)', ['a', 'b']], ['sort([2, 1])', [1, 2]], ['sort([1, "a"])', null], ['sort([2, 1], function(x) x)', null]],
  date: [['date("2026-02-28")', '2026-02-28'], ['date(from: @"2026-05-01T10:00:00")', '2026-05-01'], ['date(year: 2024, month: 2, day: 29)', '2024-02-29'], ['date("999999999-12-31")', '999999999-12-31'], ['date("-2017-12-31")', '-2017-12-31'], ['date(2023, 2, 29)', null], ['date("998-12-31")', null], ['date("01211-12-31")', null], ['date(1000000000, 1, 1)', null], ['date("2017-12-31T11:00:00")', null]],
  time: [['time("08:30:00+08:00")', '08:30:00+08:00'], ['time(from: @"2026-05-01T10:00:00Z")', '10:00:00Z'], ['time(hour: 8, minute: 30, second: 1.5, offset: @"PT8H")', '08:30:01.5+08:00'], ['time(@"2026-05-01")', '00:00:00Z'], ['time(8, 30, 0, null)', '08:30:00'], ['time("24:00:01")', null], ['time("08:30:00@No/Where")', null], ['time(8, 60, 0)', null]],
  'date and time': [['date and time("2026-05-01")', '2026-05-01T00:00:00'], ['date and time(date: @"2026-05-01", time: @"10:00:00Z")', '2026-05-01T10:00:00Z'], ['date and time(from: "99999-12-31T11:22:33")', '99999-12-31T11:22:33'], ['date and time(@"2026-05-01T08:00:00", @"10:00:00")', '2026-05-01T10:00:00'], ['date and time("2026-05-01T25:00:00")', null], ['date and time("2026-05-01T10:00:00+01:00@Europe/Paris")', null]],
  duration: [['duration("P1DT2H3M4.5S")', 'P1DT2H3M4.5S'], ['duration(from: "-P26M")', '-P2Y2M'], ['duration("PT0S")', 'PT0S'], ['duration("P")', null], ['duration("P1Y2D")', null]],
  'years and months duration': [['years and months duration(date("2011-12-22"), date("2013-08-24"))', 'P1Y8M'], ['years and months duration(from: @"2017-02-28", to: @"2016-02-29")', '-P11M'], ['years and months duration(@"2016-02-29T12:00:00", @"2017-02-28")', 'P11M']],
  'day of week': [['day of week(@"2026-05-01")', 'Friday'], ['day of week(date: @"2026-05-03T10:00:00")', 'Sunday']],
  'month of year': [['month of year(date: @"2026-05-01")', 'May']],
  'day of year': [['day of year(date: @"2024-12-31")', 366]],
  'week of year': [['week of year(date: @"2005-01-01")', 53], ['week of year(@"2019-12-31")', 1], ['week of year(@"-0001-01-04")', 1]],
  is: [['is(@"10:00:00Z", @"10:00:00+00:00")', true], ['is(value1: @"10:00:00@Etc/UTC", value2: @"10:00:00Z")', false], ['is(1, "1")', false], ['is(null, null)', true], ['is(@"P0Y", @"P0D")', false]],
  now: [['now() instance of date and time', true], ['now(1)', null]],
  today: [['today() = date("2026-05-01")', true], ['today(1)', null]],
  before: [['before(1, 2)', true], ['before(point: 1, range: (1..2])', true], ['before(range: [1..2), point: 2)', true], ['before(range1: [1..2], range2: [2..3])', false], ['before(1, "a")', null]],
  after: [['after(point1: 2, point2: 1)', true], ['after([5..6], [1..5))', true]],
  meets: [['meets([1..5], [5..6])', true], ['meets(range1: [1..5), range2: [5..6])', false]],
  'met by': [['met by([5..6], [1..5])', true]],
  overlaps: [['overlaps([1..5], [5..6])', true], ['overlaps([1..5), [5..6])', false], ['overlaps((< 5), (> 3))', true]],
  'overlaps before': [['overlaps before([1..5], [3..8])', true], ['overlaps before([3..8], [1..5])', false]],
  'overlaps after': [['overlaps after([3..8], [1..5])', true]],
  finishes: [['finishes(5, [1..5])', true], ['finishes(range1: [3..5), range2: [1..5))', true], ['finishes(5, [1..5))', false]],
  'finished by': [['finished by([1..5], 5)', true]],
  includes: [['includes([1..5], 3)', true], ['includes(range1: [1..5), range2: [1..5])', false], ['includes((< 5), 4)', true]],
  during: [['during(3, [1..5])', true], ['during([2..3], [1..5])', true]],
  starts: [['starts(1, [1..5])', true], ['starts((1..2], [1..5])', false]],
  'started by': [['started by([1..5], 1)', true]],
  coincides: [['coincides(point1: 1, point2: 1)', true], ['coincides([1..5], [1..5))', false]],
  range: [['range("[1..3]") = [1..3]', true], ['range(from: "(@\\"2026-05-01\\"..@\\"2026-05-02\\"]") = (@"2026-05-01"..@"2026-05-02"]', true], ['range("[3..1]")', null], ['range("[1..]")', null], ['range("1")', null]],
  context: [['context([{key: "a", value: 1}])', { a: 1 }], ['context(entries: {key: "b", value: null})', { b: null }], ['context([{key: "a", value: 1}, {key: "a", value: 2}])', null], ['context([{key: "a"}])', null]],
  'get value': [['get value({a: 1}, "a")', 1], ['get value(m: {a: 1}, key: "b")', null], ['get value([], "a")', null]],
  'get entries': [['get entries(m: {a: 1})', [{ key: 'a', value: 1 }]]],
  'context put': [['context put({a: 1}, "b", 2)', { a: 1, b: 2 }], ['context put(context: {a: {b: 1}}, keys: ["a", "b"], value: 2)', { a: { b: 2 } }], ['context put({}, [], 1)', null], ['context put({}, null, 1)', null], ['context put({a: 1}, ["a", "b"], 1)', null]],
  'context merge': [['context merge([{a: 1}, {a: 2, b: 3}])', { a: 2, b: 3 }], ['context merge(contexts: {a: 1})', { a: 1 }], ['context merge([{a: 1}, null])', null]],
}

const now = readDateTime('2026-05-01T08:30:00+08:00') ?? undefined

function valueOf(text: string): { value: unknown; faults: number } {
  const { code, problems } = compileExpression(text)
  const run = makeRun(now)
  const value = toPlain(code(makeScope({}, run)))
  return { value, faults: problems.length + run.problems.length }
}

for (const [name, rows] of Object.entries(given)) {
  test(`${name}()`, () => {
    for (const [text, value] of rows) assert.deepEqual(plain(valueOf(text).value), value, text)
  })
}

function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value))
}

test('every built-in function stands in these tables', () => {
  assert.deepEqual([...builtins.keys()].filter((name) => !Object.hasOwn(given, name)), [])
})

/** Those that take null, or no argument at all. */
const takesNull = new Set(['is', 'is defined', 'not', 'string', 'now', 'today', 'number'])

for (const [name, { parameters }] of builtins) {
  test(`${name}() with wrong arguments gives null and says so`, () => {
    const many = Array.from({ length: parameters.length }, () => 'null').join(', ')
    const calls = [`${name}(unheard of: 1)`]
    if (!takesNull.has(name)) calls.push(`${name}()`, `${name}(${many})`)
    for (const text of calls) {
      const { value, faults } = valueOf(text)
      assert.equal(value, null, text)
      assert.ok(faults > 0, `${text} says nothing`)
    }
  })
}

test('without a moment from the caller there is no now', () => {
  const { value, problems } = evaluate(compileExpression('now()'))
  assert.deepEqual([value, problems.map(({ code }) => code)], [null, ['feel.no-clock']])
})
