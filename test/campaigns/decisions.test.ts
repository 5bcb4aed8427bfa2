// Random texts and mutated models into the decision engine: whatever is written, it answers in time and never throws.
// Pieces of FEEL are drawn so that many texts are nearly right; models are correct ones with parts cut, doubled or exchanged.
import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { checkDecisions, compileExpression, compileUnaryTests, evaluate, evaluateDecision, evaluateTests, readModel } from '#engines/decisions'
import { atScale, seededNumbers, tellFigures } from './scale.ts'

const pieces = [
  '1', '0.1', '34', '-', '+', '*', '/', '**', '(', ')', '[', ']', '{', '}', ',', ':', '.', '..', '"', '"a"', '@"P1D"', '@"2026-05-01"', '@', '=', '!=', '<', '<=', '>', '?', ' ', '\n', '//', '/*', '*/', '\\',
  'a', 'b', 'list', '额', '𠮷', 'first name', 'item', 'partial', 'null', 'true', 'false', 'if ', ' then ', ' else ', 'for x in ', ' return ', 'some x in ', 'every x in ', ' satisfies ', ' in ', ' and ', ' or ', 'not(', 'between ',
  ' instance of ', 'function(x) ', 'external ', 'range<', 'list<', 'context<', 'date(', 'date and time(', 'time(', 'duration(', 'sort(', 'matches("aaaaaaaaaaaaaaaaaaaaaaaaaaaa", "(a+)+b")', 'replace(', 'split(', 'string join(', '1..1000000', 'flatten(', 'e9999', '\u0000', '\ud800',
]
const variables = { a: 1, b: [1, 2, { a: 3 }], list: [1, 2, 3], 额: '额', 'first name': 'x' }

// A short run stands among others on the machine: it looks for what never ends; a full one measures.
const millisMax = atScale(10_000, 1000)

/** Milliseconds that this process has computed: others on the machine do not count. */
function computedMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** The slowest text, in milliseconds. */
function runTexts(count: number, seed: number): { slowest: number; text: string } {
  const draw = seededNumbers(seed)
  let worst = { slowest: 0, text: '' }
  for (let n = 0; n < count; n++) {
    const text = Array.from({ length: 1 + draw(n % 50 === 0 ? 400 : 24) }, () => pieces[draw(pieces.length)] ?? '').join('')
    const began = computedMs()
    evaluate(compileExpression(text, { 'first name': null }), variables)
    evaluateTests(compileUnaryTests(text), 5, variables)
    const took = computedMs() - began
    if (took > worst.slowest) worst = { slowest: took, text }
  }
  return worst
}

test('random texts are answered in time', () => {
  const count = atScale(2000, 100_000)
  const { slowest, text } = runTexts(count, 20_260_501)
  tellFigures('decisions: random texts', { texts: count, slowestMs: Math.round(slowest) })
  assert.ok(slowest < millisMax, `${Math.round(slowest)} ms for ${JSON.stringify(text.slice(0, 300))}`)
})

const hostile: [name: string, text: string][] = [
  ['brackets without end', '['.repeat(19_000)],
  ['brackets nested', `${'('.repeat(9000)}1${')'.repeat(9000)}`],
  ['a sum without end', `1${' + 1'.repeat(4900)}`],
  ['contexts nested', `${'{a:'.repeat(6000)}1`],
  ['names without end', 'a '.repeat(9900)],
  ['a pattern that explodes', `matches("${'a'.repeat(5000)}", "(a*)*(a*)*(a*)*b")`],
  ['a pattern nested', `matches("a", "${'('.repeat(1500)}a${')'.repeat(1500)}")`],
  ['lists that double', 'count(for i in 1..90000 return [partial, partial])'],
  ['loops in loops', 'for a in 1..90000, b in 1..90000, c in 1..90000 return a'],
  ['a number too large', '(10 ** 9999) ** 9999'],
  ['powers of powers', '((((9 ** 9) ** 9) ** 9) ** 9) ** 9'],
  ['texts that double', '(for i in 1..60 return if i = 1 then "aaaaaaaa" else partial[-1] + partial[-1])[60]'],
  ['texts that double and are compared', '(for i in 1..60 return if i = 1 then "aaaaaaaa" else partial[-1] + partial[-1])[-1] < "b"'],
  ['lists that share their parts', '(for i in 1..90 return if i = 1 then [1, 2] else [partial[-1], partial[-1]])[-1]'],
  ['shared parts compared', '{f: function(n) for i in 1..60 return if i = 1 then [1] else [partial[-1], partial[-1]], r: f(1) = f(2)}.r'],
  ['shared parts as a text', 'string(for i in 1..60 return if i = 1 then [1] else [partial[-1], partial[-1]])'],
  ['shared parts made flat', 'count(flatten(for i in 1..60 return if i = 1 then [1] else [partial[-1], partial[-1]]))'],
  ['lists that are joined to themselves', 'count((for i in 1..60 return if i = 1 then [1] else concatenate(partial[-1], partial[-1]))[-1])'],
  ['replacements that grow', 'string length((for i in 1..30 return if i = 1 then "aa" else replace(partial[-1], "a", "aaaa"))[-1])'],
  ['counting beyond whole doubles', 'for i in 10**17..10**17 + 5 return i'],
  ['durations beyond all time', '@"P1D" * 10**300 + @"PT1S" * 10**30'],
  ['a function that calls itself', '{f: function(n) f(n + 1) + f(n + 2), r: f(1)}.r'],
  ['a long sort', 'sort(for i in 1..90000 return modulo(i * 7919, 90001), function(a, b) a < b)[1]'],
  ['distinct among many', 'count(distinct values(for i in 1..90000 return i))'],
  ['a scale beyond all digits', 'round up(1 / 3, 6176) + decimal(1e6000, -6111)'],
]

for (const [name, text] of hostile) {
  test(`hostile: ${name}`, () => {
    const began = computedMs()
    evaluate(compileExpression(text), variables)
    evaluateTests(compileUnaryTests(text), 5, variables)
    assert.ok(computedMs() - began < millisMax, `${Math.round(computedMs() - began)} ms`)
  })
}

const decisions = join(import.meta.dirname, '..', '..', 'packs', 'yunzhou', 'decisions')
const samples = join(import.meta.dirname, '..', '..', '..', 'shared', 'data', 'dmn-tck-samples', 'compliance-level-3')

function modelTexts(): string[] {
  const own = readdirSync(decisions).filter((name) => name.endsWith('.dmn')).map((name) => join(decisions, name))
  const kit = existsSync(samples) ? readdirSync(samples, { recursive: true, encoding: 'utf8' }).filter((name) => /^00[0-4]\d.*\.dmn$/.test(name)).map((name) => join(samples, name)) : []
  return [...own, ...kit].map((path) => readFileSync(path, 'utf8'))
}

/** A model with a stretch cut out, doubled, or exchanged for one of another model. */
function mutate(text: string, other: string, draw: (below: number) => number): string {
  const cuts = [draw(text.length), draw(text.length)].sort((a, b) => a - b)
  const [from = 0, to = 0] = [cuts[0], Math.min(cuts[1] ?? 0, (cuts[0] ?? 0) + 200)]
  const stretch = text.slice(from, to)
  const put = ['', stretch + stretch, other.slice(draw(other.length)).slice(0, 200), stretch.replace(/"[^"]*"/g, '"x"'), stretch.replace(/\d/g, '-9')][draw(5)] ?? ''
  return text.slice(0, from) + put + text.slice(to)
}

test('mutated models are refused or run, in time', () => {
  const texts = modelTexts()
  const draw = seededNumbers(7)
  const count = atScale(300, 20_000)
  let slowest = 0
  let readable = 0
  for (let n = 0; n < count; n++) {
    const text = mutate(texts[n % texts.length] ?? '', texts[draw(texts.length)] ?? '', draw)
    const began = computedMs()
    const { model } = readModel(text, [texts[0] ?? ''])
    if (model) {
      readable++
      checkDecisions(model)
      for (const id of model.decisions.keys()) evaluateDecision(model, id, { form: { business: 'retail', floorArea: 5 }, item: {} })
    }
    slowest = Math.max(slowest, computedMs() - began)
  }
  tellFigures('decisions: mutated models', { models: count, readable, slowestMs: Math.round(slowest) })
  assert.ok(slowest < millisMax, `${Math.round(slowest)} ms`)
  assert.ok(readable > count / 20, `only ${readable} of ${count} could be read`)
})
