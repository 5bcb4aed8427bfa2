// FEEL as tables: expression and its value; what gives null and why; names, numbers and time by the letter of DMN 1.5.
import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { add, compareNumbers, decimalOf, divide, type FeelNumber, multiply, roundNumber, squareRoot, subtract, textOfNumber } from './decimal.ts'
import { compileExpression, compileUnaryTests, evaluate, evaluateTests } from './expression.ts'

const variables = { 面积: 60.5, 申请人: { 姓名: '张三', 年龄: 35 }, list: [1, 2.5, 3], people: [{ name: 'a', age: 20 }, { name: 'b', age: 40 }], price: 0.1, 'first name': 'Li', nothing: null }

const values: [string, unknown][] = [
  ['0.1 + 0.2', 0.3],
  ['0.1 + 0.2 = 0.3', true],
  ['price * 3 = 0.3', true],
  ['1 / 3 * 3 = 1', false],
  ['string(1 / 3)', '0.3333333333333333333333333333333333'],
  ['9007199254740993 - 1 = 9007199254740992', true],
  ['string(2 ** 100)', '1267650600228229401496703205376'],
  ['-(2) ** 2', 4],
  ['1.50', 1.5],
  ['decimal(2.345, 2)', 2.34],
  ['round half up(2.345, 2)', 2.35],
  ['floor(-1.5)', -2],
  ['ceiling(1.2)', 2],
  ['modulo(-5, 3)', 1],
  ['sqrt(16)', 4],
  ['abs(-3.2)', 3.2],
  ['odd(5) and even(4)', true],
  ['面积 > 50 and 申请人.年龄 >= 18', true],
  ['申请人.姓名', '张三'],
  ['first name + "!"', 'Li!'],
  ['if 面积 > 100 then "大" else "小"', '小'],
  ['if null then 1 else 2', 2],
  ['true and null', null],
  ['false and null', false],
  ['true or null', true],
  ['nothing = null', true],
  ['nothing < 1', null],
  ['1 = "1"', null],
  ['5 in [1..5)', false],
  ['5 in (1..5]', true],
  ['5 in (< 3, > 4)', true],
  ['"b" in ("a", "b")', true],
  ['3 between 1 and 5', true],
  ['list[1]', 1],
  ['list[-1]', 3],
  ['list[item > 2]', [2.5, 3]],
  ['people[age > 30].name', ['b']],
  ['people[name = "a"][1].age', 20],
  ['people.name', ['a', 'b']],
  ['{a: 1, b: a + 1}.b', 2],
  ['{"a b": 1}.a b', 1],
  ['for x in 1..3 return x * x', [1, 4, 9]],
  ['for x in 3..1 return x', [3, 2, 1]],
  ['for x in [1, 2], y in [x, 10] return x + y', [2, 11, 4, 12]],
  ['for i in 0..4 return if i < 2 then 1 else partial[-1] + partial[-2]', [1, 1, 2, 3, 5]],
  ['some x in list satisfies x > 2.9', true],
  ['every x in list satisfies x > 2', false],
  ['sum(list)', 6.5],
  ['mean([1, 2, 4])', 2.3333333333333335],
  ['median([3, 1, 2])', 2],
  ['max(["a", "c", "b"])', 'c'],
  ['count(list)', 3],
  ['list contains(list, 2.5)', true],
  ['distinct values([1, 2, 1])', [1, 2]],
  ['sort(list, function(a, b) a > b)', [3, 2.5, 1]],
  ['sublist([1, 2, 3], 2, 2)', [2, 3]],
  ['concatenate([1], [2, 3])', [1, 2, 3]],
  ['index of([1, 2, 1], 1)', [1, 3]],
  ['substring("行政许可", 3)', '许可'],
  ['string length("𠮷野家")', 3],
  ['upper case("ab")', 'AB'],
  ['contains("foobar", "ob")', true],
  ['matches("2026-11-23", "^\\\\d{4}-")', true],
  ['replace("abc", "b", "x")', 'axc'],
  ['split("a;b", ";")', ['a', 'b']],
  ['string join(["a", "b"], "、")', 'a、b'],
  ['number("1,234.5", ",", ".")', 1234.5],
  ['string([1, "a", null])', '[1, "a", null]'],
  ['date("2026-11-23") + duration("P1M")', '2026-12-23'],
  ['date("2026-01-31") + duration("P1M")', '2026-02-28'],
  ['date("2026-12-01") - date("2026-11-01") = duration("P30D")', true],
  ['@"2026-11-23".weekday', 1],
  ['@"2026-11-23" > @"2026-11-22"', true],
  ['date("2026-02-30")', null],
  ['years and months duration(@"2020-03-01", @"2026-11-23").years', 6],
  ['date and time("2026-11-23T10:00:00+08:00") = date and time("2026-11-23T02:00:00Z")', true],
  ['time("23:30:00") + duration("PT1H")', '00:30:00'],
  ['day of week(@"2026-11-23")', 'Monday'],
  ['duration("PT36H")', 'P1DT12H'],
  ['overlaps([1..5], [5..8])', true],
  ['before(1, [2..3])', true],
  ['3 instance of number', true],
  ['[1] instance of list<number>', true],
  ['"a" instance of number', false],
  ['substring(string: "abc", start position: 2)', 'bc'],
  ['(function(x: number) x + 1)(2)', 3],
  ['not(true)', false],
  ['get value({a: 1}, "a")', 1],
  ['context put({a: 1}, "b", 2)', { a: 1, b: 2 }],
]

for (const [text, expected] of values) {
  test(`FEEL: ${text}`, () => {
    const expression = compileExpression(text, { 'first name': null })
    assert.deepEqual(expression.problems, [])
    const { value } = evaluate(expression, variables)
    assert.deepEqual(JSON.parse(JSON.stringify(value)), expected)
  })
}

const nulls: [string, string][] = [
  ['1 / 0', 'feel.no-number'],
  ['unknown + 1', 'feel.unknown-name'],
  ['申请人.电话', 'feel.unknown-name'],
  ['申请人.constructor', 'feel.unknown-name'],
  ['constructor', 'feel.unknown-name'],
  ['"a" + 1', 'feel.wrong-type'],
  ['"a" < 1', 'feel.wrong-type'],
  ['null + 1', 'feel.null-operand'],
  ['list[9]', 'feel.no-such-item'],
  ['nosuch(1)', 'feel.unknown-name'],
  ['substring(1, 2)', 'feel.wrong-arguments'],
  ['abs(n: 1, m: 2)', 'feel.wrong-arguments'],
  ['{a: 1, a: 2}', 'feel.name-twice'],
  ['for x in 1.."a" return x', 'feel.wrong-iteration'],
  ['{f: function(n) f(n + 1), r: f(1)}.r', 'feel.too-deep'],
  ['count(for x in 1..90000, y in 1..90000 return 1)', 'feel.too-much-work'],
  ['(function(x) external {java: {class: "a"}})(1)', 'feel.external-function'],
]

for (const [text, code] of nulls) {
  test(`null with ${code}: ${text}`, () => {
    const { value, problems } = evaluate(compileExpression(text), variables)
    assert.equal(value, null)
    assert.ok(problems.some((problem) => problem.code === code), JSON.stringify(problems))
    assert.ok(problems.every((problem) => problem.zh !== '' && problem.en !== ''))
  })
}

test('what is no expression is told with its place, and evaluates to null', () => {
  for (const [text, code] of [['1 +', 'feel.syntax'], ['', 'feel.syntax'], ['a b c d )', 'feel.syntax'], [`${'('.repeat(700)}1${')'.repeat(700)}`, 'feel.too-deep'], [`1${' + 1'.repeat(9000)}`, 'feel.too-long']] as const) {
    const expression = compileExpression(text)
    assert.equal(expression.problems[0]?.code, code, text.slice(0, 20))
    assert.equal(evaluate(expression).value, null)
  }
})

test('an expression knows what it reads', () => {
  const reads = (text: string) => compileExpression(text).reads
  assert.deepEqual(reads('form.a.b > 1 and examine.outcome = "pass"'), [['form', 'a', 'b'], ['examine', 'outcome']])
  assert.deepEqual(reads('sum(for x in list return x * rate)'), [['list'], ['rate']])
  assert.deepEqual(reads('{a: 1, b: a + c}.b'), [['c']])
  assert.deepEqual(reads('string length("a")'), [])
})

const cells: [string, unknown, boolean | null][] = [
  ['-', 1, true],
  ['> 5', 6, true],
  ['> 5', 5, false],
  ['> 5', null, null],
  ['"a", "b"', 'b', true],
  ['not("a", "b")', 'c', true],
  ['[1..3), 9', 3, false],
  ['[1..3), 9', 9, true],
  ['? * 2 > 5', 3, true],
  ['null', null, true],
  ['true', false, false],
  ['> limit', 11, true],
  ['["a", "b"]', 'a', true],
  ['= 5', 5, true],
]

for (const [text, input, expected] of cells) {
  test(`cell ${text} for ${input}`, () => {
    assert.equal(evaluateTests(compileUnaryTests(text), input as never, { limit: 10 }).value, expected)
  })
}

/** A decimal of up to 12 digits, as text. */
const decimalText = fc.tuple(fc.integer({ min: -999_999_999, max: 999_999_999 }), fc.integer({ min: 0, max: 6 })).map(([n, scale]) => `${n}e-${scale}`)

function number(text: string): FeelNumber {
  const n = decimalOf(text)
  assert.ok(n !== undefined)
  return n
}

test('properties of decimals: exact against whole-number arithmetic', () => {
  fc.assert(
    fc.property(decimalText, decimalText, (a, b) => {
      const [x, y] = [number(a), number(b)]
      const scaled = (text: string) => BigInt(text.split('e')[0] ?? '0') * 10n ** BigInt(6 - Number(text.split('e-')[1]))
      const [p, q] = [scaled(a), scaled(b)]
      assert.equal(compareNumbers(add(x, y), number(`${p + q}e-6`)), 0)
      assert.equal(compareNumbers(subtract(x, y), number(`${p - q}e-6`)), 0)
      assert.equal(compareNumbers(multiply(x, y), number(`${p * q}e-12`)), 0)
      assert.equal(compareNumbers(x, y), p < q ? -1 : p > q ? 1 : 0)
      assert.equal(compareNumbers(number(textOfNumber(x)), x), 0)
      const back = divide(multiply(x, y), y)
      if (q !== 0n) assert.equal(compareNumbers(back ?? 0, x), 0)
    }),
    { numRuns: 500 },
  )
})

test('rounding goes to the even digit at 34 digits and never loses the rest', () => {
  assert.equal(textOfNumber(divide(2, 3) ?? 0), '0.6666666666666666666666666666666667')
  assert.equal(textOfNumber(roundNumber(0.5, 0, 'half-even')), '0')
  assert.equal(textOfNumber(roundNumber(1.5, 0, 'half-even')), '2')
  assert.equal(textOfNumber(roundNumber(-2.5, 0, 'half-up')), '-3')
  assert.equal(textOfNumber(roundNumber(1, -3, 'up')), '1000')
  assert.equal(textOfNumber(squareRoot(2) ?? 0), '1.414213562373095048801688724209698')
  assert.equal(textOfNumber(add(number('1e40'), 1)), '10000000000000000000000000000000000000000')
})

test('properties: any text is parsed or refused, never thrown', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('1', 'a', '额', ' ', '+', '(', ')', '[', ']', '{', '}', ':', ',', '"', '.', '..', 'if ', 'then ', 'else ', 'for ', 'in ', 'return ', 'not', '<', '=', '?', 'function', '@', '\n', '-', 'and ', 'null'), { maxLength: 25 }), (parts) => {
      const text = parts.join('')
      evaluate(compileExpression(text), { a: 1 })
      evaluateTests(compileUnaryTests(text), 1)
    }),
    { numRuns: 2000 },
  )
})
