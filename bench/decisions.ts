// Decisions beside their peers: one table of 20 rules beside @gorules/zen-engine, 200 FEEL expressions beside feelin; the same answers, in one run.
// Ours explains every table in two languages while it is measured; feelin has no compiled form, so that it reads each text anew, and ours is told both ways.
import { ZenEngine } from '@gorules/zen-engine'
import { evaluate as evaluateByPeer } from 'feelin'
import { compileExpression, evaluate, evaluateDecision, loadDecisions } from '#engines/decisions'
import { type BenchResult, measurePairs, type Pair, perSecond, spread, tell } from './result.ts'

const pairs = 7

interface Row {
  kind: string
  area: string
  night: string
  fee: string
  days: number
}

/** Four kinds, five sizes: each case of them falls into one rule. */
const kinds = ['catering', 'retail', 'canteen', 'market']
const sizes = ['< 10', '[10..50)', '[50..200)', '[200..1000)', '>= 1000']
const rows: Row[] = kinds.flatMap((kind, k) => sizes.map((area, s) => ({ kind: `"${kind}"`, area, night: s === 4 ? 'true, false' : '-', fee: `${(k + 1) * 0.1 + s}`, days: k + s })))

const cases = Array.from({ length: 40 }, (_, n) => ({ kind: kinds[n % 4] ?? '', area: [4.5, 10, 120.25, 999, 5000][n % 5] ?? 0, night: n % 3 === 0 }))

function dmn(): string {
  const text = (tag: string, inner: string) => `<${tag}><text>${inner.replaceAll('<', '&lt;')}</text></${tag}>`
  const rules = rows.map((row) => `<rule>${[row.kind, row.area, row.night].map((cell) => text('inputEntry', cell)).join('')}${text('outputEntry', row.fee)}${text('outputEntry', String(row.days))}</rule>`)
  const inputs = ['kind', 'area', 'night'].map((name) => `<input label="${name}">${text('inputExpression', name)}</input>`)
  return `<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="fees" namespace="urn:bench"><decision id="fee" name="fee"><decisionTable hitPolicy="FIRST">${inputs.join('')}<output name="fee"/><output name="days"/>${rules.join('')}</decisionTable></decision></definitions>`
}

function peerTable(): object {
  const cell = (text: string) => (text === '-' ? '' : text)
  const content = {
    hitPolicy: 'first',
    inputs: ['kind', 'area', 'night'].map((field) => ({ id: field, name: field, field })),
    outputs: ['fee', 'days'].map((field) => ({ id: field, name: field, field })),
    rules: rows.map((row, i) => ({ _id: `r${i}`, kind: row.kind, area: cell(row.area), night: cell(row.night), fee: row.fee, days: String(row.days) })),
  }
  const node = (id: string, type: string, more: object = {}) => ({ id, name: id, type, position: { x: 0, y: 0 }, ...more })
  return { nodes: [node('in', 'inputNode'), node('table', 'decisionTableNode', { content }), node('out', 'outputNode')], edges: [{ id: 'a', sourceId: 'in', targetId: 'table', type: 'edge' }, { id: 'b', sourceId: 'table', targetId: 'out', type: 'edge' }] }
}

async function measureTables(): Promise<BenchResult> {
  const { model, problems } = loadDecisions(dmn())
  if (!model) throw new Error(JSON.stringify(problems))
  const peer = new ZenEngine().createDecision(peerTable())
  for (const one of cases) {
    const [ours, theirs] = [evaluateDecision(model, 'fee', one).value, (await peer.evaluate(one)).result]
    if (JSON.stringify(ours) !== JSON.stringify({ fee: theirs.fee, days: theirs.days })) throw new Error(`different answers: ${JSON.stringify([one, ours, theirs])}`)
  }
  const at = (turn: number) => cases[turn % cases.length] ?? {}
  const measured = await measurePairs(pairs, () => perSecond(20_000, async (turn) => evaluateDecision(model, 'fee', { ...at(turn) })), () => perSecond(5000, (turn) => peer.evaluate(at(turn))))
  return { name: 'table of 20 rules ÷ zen-engine', ...spread(ratios(measured)), unit: '× as fast', atLeast: 0.5, details: { goal: 1, rules: rows.length, evaluationsPerSecond: measured } }
}

const ratios = (measured: Pair[]) => measured.map(({ ours, peer }) => ours / peer)

/** Forty shapes with five numbers each. */
const shapes: ((n: number) => string)[] = [
  (n) => `amount + ${n}`, (n) => `amount * ${n} - rate / 2`, (n) => `0.1 + 0.2 + ${n}`, (n) => `(amount + ${n}) * (rate - 1)`, (n) => `amount > ${n} and rate < 5`,
  (n) => `if amount > ${n}00 then "large" else "small"`, (n) => `name + " ${n}"`, (n) => `upper case(name + "${n}")`, (n) => `substring(name, ${n})`, (n) => `string length(name) > ${n}`,
  (n) => `contains(name, "a${n}")`, (n) => `starts with(name, "Zh") or ${n} = 2`, (n) => `sum(list) + ${n}`, (n) => `count(list[item > ${n}])`, (n) => `max(list) - ${n}`,
  (n) => `mean(list) * ${n}`, (n) => `list[${n}]`, (n) => `list contains(list, ${n})`, (n) => `for x in list return x * ${n}`, (n) => `some x in list satisfies x > ${n}`,
  (n) => `every x in list satisfies x < ${n}0`, (n) => `person.age + ${n}`, (n) => `person.age between ${n}0 and 60`, (n) => `person.address.city = "Y${n}"`, (n) => `people[age > ${n}0].name`,
  (n) => `{ a: ${n}, b: a + 1 }.b`, (n) => `{ total: amount * ${n}, tax: total * 0.06 }`, (n) => `amount in [${n}..1000]`, (n) => `rate in (${n}, 3.5, 7)`, (n) => `[1, 2, ${n}, amount]`,
  (n) => `append(list, ${n})`, (n) => `floor(rate * ${n})`, (n) => `decimal(amount / 3, ${n})`, (n) => `abs(${n} - amount)`, (n) => `modulo(amount, ${n} + 1)`,
  (n) => `not(amount = ${n})`, (n) => `date("2026-05-0${n}") < date("2026-06-01")`, (n) => `date("2026-05-0${n}").year`, (n) => `duration("P${n}D") = duration("PT${n * 24}H")`, (n) => `(function(x) x + ${n})(amount)`,
]
const corpus = shapes.flatMap((shape) => [1, 2, 3, 4, 5].map(shape))
const context = { amount: 420, rate: 3.5, name: 'Zhang Min', list: [1, 2, 3, 4, 5], person: { age: 35, address: { city: 'Y2' } }, people: [{ name: 'a', age: 20 }, { name: 'b', age: 45 }] }

async function measureExpressions(): Promise<BenchResult[]> {
  const compiled = corpus.map((text) => compileExpression(text))
  const faulty = compiled.filter((one) => one.problems.length > 0 || evaluate(one, context).problems.length > 0)
  if (faulty.length > 0) throw new Error(`faulty: ${faulty.map(({ text }) => text).join(' · ')}`)
  const rounds = async (times: number, work: () => void) => (await perSecond(times, async () => work())) * corpus.length
  const peer = () => rounds(5, () => { for (const text of corpus) evaluateByPeer(text, context) })
  const measured = await measurePairs(pairs, () => rounds(100, () => { for (const one of compiled) evaluate(one, context) }), peer)
  const anew = await measurePairs(pairs, () => rounds(5, () => { for (const text of corpus) evaluate(compileExpression(text), context) }), peer)
  return [
    { name: `${corpus.length} expressions ÷ feelin`, ...spread(ratios(measured)), unit: '× as fast', atLeast: 5, details: { evaluationsPerSecond: measured } },
    { name: `${corpus.length} expressions, read anew ÷ feelin`, ...spread(ratios(anew)), unit: '× as fast', details: { evaluationsPerSecond: anew } },
  ]
}

/** Runs both comparisons. */
export async function run(): Promise<BenchResult[]> {
  return [await measureTables(), ...(await measureExpressions())]
}

if (import.meta.main) tell(await run())
