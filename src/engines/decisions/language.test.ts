// FEEL's operators and forms as a table: arithmetic on time, loops, paths, filters, functions, comparison; also what gives null by the letter of DMN 1.5.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compileExpression, evaluate } from './expression.ts'

const table = String.raw`
2 ** 3 ** 2 => 64
-3 ** 2 => 9
4 ** -1 => 0.25
0 ** 0 => 1
1/3 + 1/3 + 1/3 = 1 => false
100000000000000000000 + 1 = 100000000000000000001 => true
12345678901234567890.5 * 2 = 24691357802469135781 => true
10 ** 6144 * 10 => null
string(1e-10) => "0.0000000001"
{foo+bar: "foo"} => {"foo+bar":"foo"}
{"foo+bar((!!],foo": "foo"} => {"foo+bar((!!],foo":"foo"}
{a: 1 + 2, b: 3, c: {d: a + b}} => {"a":3,"b":3,"c":{"d":6}}
{a: b, b: 1} => {"a":null,"b":1}
[1,2,3][0] => null
[1,2,3][-4] => null
[][1] => null
[][true] => []
null[1] => null
[{item: 1}, {item: 2}][item = 1] => [{"item":1}]
[1,2,3]["foo"] => null
[{x:1, y:2}, {x:null, y:3}][x >= 1] => [{"x":1,"y":2}]
100[1] => 100
true[true] => [true]
1 between 0 and 5 => true
2 in [1..3] and 3 in [1..3] => true
2 in > 1 and false => false
5 in [1..3] or 5 in 5 and true => true
true and 7 in [1..3] or 2 in [1..3] => true
1 in ([1, 2] and true) => false
if 2 in [1..3] and true then "a" else "b" => "a"
+5 => null
1 + +5 => null
{"if": {"then": 2}}.if.then => 2
1 between null and 5 => null
1 between 5 and null => false
@"2018-12-06" between @"2018-12-05" and @"2018-12-07" => true
1 + /* 1 + */ 1 => 2
for i in 0..4 return if i = 0 then 1 else i * partial[-1] => [1,1,2,6,24]
for i in 4..2 return i => [4,3,2]
for i in @"1980-01-03"..@"1980-01-01" return i => ["1980-01-03","1980-01-02","1980-01-01"]
for i in (1+1)..(1+3) return i => [2,3,4]
for i in [[1,2],[3,4]] return for j in i return j*2 => [[2,4],[6,8]]
for i in 1..2, j in i..2 return i*j => [1,2,4]
for i in 2 return i => [2]
for i in null return i => null
for i in (1..4) return i => [2,3]
[{b:1},{b:[2.1,2.2]}].b => [1,[2.1,2.2]]
[{a:[{b:1}]}, {a:[{b:2.1},{b:2.2}]}, {a:[]}].a.b => [[1],[2.1,2.2],[]]
{a: {b: [{c: 1}, {c: 2}]}}.a.b[c = 2].c => [2]
null.b => null
"a".b => null
[function(a) a+1][1](2) => 3
{a: function() 1}.a() => 1
(function(a,b) a-b)(b:1,a:3) => 2
(function(a: number) a)("x") => null
(function(a: number) 1)("x") => null
(function(a: number) a)([5]) => 5
(function(a: list<number>) a)(5) => [5]
(function(f: function<number>->number, a) f(a))(function(x) x + 1, 2) => 3
{f: function(n) if n < 2 then 1 else n * f(n - 1), r: f(5)}.r => 120
{x: 1, f: function(y) x + y, r: f(2)}.r => 3
@"2021-01-31" + @"P1M" => "2021-02-28"
@"2021-01-31" - @"P1M" => "2020-12-31"
@"2021-01-31T10:10:10" + @"PT24H" => "2021-02-01T10:10:10"
@"2021-01-01" + @"PT36H" => "2021-01-02"
@"2021-01-01" - @"PT36H" => "2020-12-30"
@"P1D" + @"2021-01-01" => "2021-01-02"
@"10:15:00" + @"PT25H" => "11:15:00"
@"10:15:00" - @"PT11H" => "23:15:00"
@"10:15:00" + @"P1M" => null
@"10:15:00" - @"10:10:00" => "PT5M"
@"10:15:00Z" - @"10:10:00+01:00" => "PT1H5M"
@"10:15:00Z" - @"10:10:00" => null
@"2021-01-02" - @"2021-01-01" => "P1D"
@"2021-01-02T00:00:00Z" - @"2021-01-01" => "P1D"
@"2021-01-02T00:00:00" - @"2021-01-01" => null
@"2021-01-02T00:00:00Z" - @"2021-01-01T00:00:00" => null
@"2020-06-01T10:00:00@Europe/Paris".time offset => "PT2H"
@"2020-06-01T10:00:00@Europe/Paris" = @"2020-06-01T08:00:00Z" => true
@"2020-03-29T01:30:00@Europe/Paris" + @"PT1H" => "2020-03-29T03:30:00@Europe/Paris"
@"2020-01-31T10:00:00@Europe/Paris" + @"P1M" => "2020-02-29T10:00:00@Europe/Paris"
@"10:00:00@Europe/Paris".timezone => "Europe/Paris"
@"999999999-12-31" + @"P1D" => null
@"-999999999-01-01".year => -999999999
@"300000-01-01T00:00:00@Asia/Shanghai" - @"299999-12-31T16:00:00Z" => "PT0S"
day of week(@"999999999-12-31") => "Friday"
date("2018-12-10").hour => null
@"P1Y" * 5 => "P5Y"
5 * @"P1D" => "P5D"
@"P5Y" / 5 => "P1Y"
@"P1Y" / 5 => "P2M"
@"P5Y" / @"P1Y" => 5
@"P5D" / @"PT12H" => 10
@"P1Y" * @"P1Y" => null
@"P1Y" + @"P1D" => null
@"P1Y" - @"P1M" => "P11M"
@"P1D" / 0 => null
5 / @"P1D" => null
@"2021-01-01" + 1 => null
"a" - "b" => null
1 + "a" => null
[1] + 1 => null
-[1] => null
@"2020-02-30" => null
1 in [1,2,3] => true
1 in [[1,2],3] => false
[1,2,3] in [[1,2,3],[4]] => true
null in [1, null] => true
5 in null => false
5 in (null..10] => null
5 in (< 3, > 4) => true
true in =true => true
if null then 1 else 2 => 2
if "x" then 1 else 2 => null
if true then if false then 1 else 2 else 3 => 2
some x in [] satisfies x > 1 => false
every x in [] satisfies x > 1 => true
every x in [1,null] satisfies x > 0 => null
some x in [1,2,3], y in [x, 5] satisfies y = 5 => true
(< 10) = (null..10) => false
(=10) = (=10) => true
time("10:30:00.0001") = time("10:30:00.0002") => true
@"2020-01-01" = @"2020-01-01T00:00:00Z" => null
@"2020-01-01" < @"2020-01-02T00:00:00Z" => null
@"P1D" < @"PT25H" => true
true < false => null
[1] = 1 => null
1 != "a" => null
{a: [1, {b: 2}]} = {a: [1.0, {b: 2}]} => true
"𠮷" > "々" => true
"\U01F40E" = "\uD83D\uDC0E" => true
`

for (const line of table.split('\n').filter((one) => one.includes(' => '))) {
  test(`FEEL: ${line}`, () => {
    const [text = '', expected = ''] = line.split(' => ')
    const { value, problems } = evaluate(compileExpression(text))
    assert.equal(JSON.stringify(value), expected, JSON.stringify(problems))
  })
}
