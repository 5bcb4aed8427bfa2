// The pure logic of the models' pages: rehearsals, comparisons, what is kept of a text.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { engine, loadDecisions, loadProcess } from '../../../../test/engines.ts'
import { compareTrees, marksOfChanges, type Tree } from './compare.ts'
import { keepHead } from './keep-head.ts'
import { countTokens, listMoves, makeMove, marksOf, nextOfExample, outcomeOf, type Rehearsal, type Stage, startRehearsal } from './simulation.ts'

const pack = join(import.meta.dirname, '..', '..', '..', '..', 'packs', 'yunzhou')
const read = (file: string) => readFile(join(pack, file), 'utf8')

async function stageOf(name: string, decision?: string): Promise<Stage> {
  const { model, problems } = await loadProcess(await read(`processes/${name}.bpmn`))
  assert.ok(model, JSON.stringify(problems))
  return { engine, model, decisions: decision === undefined ? undefined : loadDecisions(await read(`decisions/${decision}.dmn`)).model, language: 'zh' }
}

function take(stage: Stage, rehearsal: Rehearsal, element: string, outcome?: string): Rehearsal {
  const move = listMoves(stage, rehearsal).find((one) => one.element === element)
  assert.ok(move, `${element} is not open: ${JSON.stringify(listMoves(stage, rehearsal))}`)
  return makeMove(stage, rehearsal, move, outcome)
}

test('a rehearsal moves one token at a time, evaluates the table, and tells why', async () => {
  const stage = await stageOf('food-business', 'food-business-check')
  let now = startRehearsal(stage, { form: { business: 'catering', floorArea: 40, coldDishes: false } })
  assert.deepEqual([...countTokens(now)], [['accept', 1]])
  now = take(stage, now, 'accept', 'accept')
  assert.deepEqual(listMoves(stage, now).map(({ kind, element }) => [kind, element]), [['automatic', 'assess']])
  now = take(stage, now, 'assess')
  const rule = now.happened.find(({ element }) => element === 'assess')
  assert.equal(rule?.trace?.at(-1)?.rule?.number, 4)
  assert.deepEqual([...countTokens(now).keys()], ['paper'])
  assert.deepEqual(marksOf(stage, now).taken.includes('onsite-to-paper'), true)
  now = take(stage, now, 'paper', 'pass')
  now = take(stage, now, 'decide', 'grant')
  now = take(stage, now, 'deliver', 'done')
  assert.equal(now.happened.at(-1)?.kind, 'ended')
  assert.deepEqual([now.path, outcomeOf(stage, now)], [['accept', 'paper', 'decide', 'deliver'], 'granted'])
  assert.deepEqual(listMoves(stage, now), [])
})

test('a move is taken back, and an example is followed answer by answer', async () => {
  const stage = await stageOf('food-business', 'food-business-check')
  const answers = [{ step: 'accept', outcome: 'accept' }, { step: 'visit', outcome: 'reject' }, { step: 'decide', outcome: 'refuse' }, { step: 'deliver', outcome: 'done' }]
  let now = startRehearsal(stage, { form: { business: 'canteen', floorArea: 400, coldDishes: true } })
  const seen: string[] = []
  for (let next = nextOfExample(stage, now, answers); next; next = nextOfExample(stage, now, answers)) {
    seen.push(next.move.element)
    now = makeMove(stage, now, next.move, next.outcome)
  }
  assert.deepEqual(seen, ['accept', 'assess', 'visit', 'decide', 'deliver'])
  assert.equal(outcomeOf(stage, now), 'refused')
  assert.deepEqual([...countTokens(now.before ?? now).keys()], ['deliver'])
})

test('a gateway without a way out is told and leaves the token where it stood', async () => {
  const stage = await stageOf('food-business')
  let now = startRehearsal(stage, {})
  now = take(stage, now, 'accept', 'no-such-outcome')
  assert.equal(now.happened.at(-1)?.kind, 'stuck')
  assert.deepEqual([...countTokens(now).keys()], ['accept'])
})

test('a timer can be let run out', async () => {
  const xml = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:yiwang="urn:yiwang:bpmn" id="d" targetNamespace="t"><process id="p" isExecutable="true">
    <startEvent id="s"/><userTask id="a" yiwang:step="work" yiwang:role="clerk" yiwang:unit="handling" yiwang:outcomes="done"/><boundaryEvent id="b" attachedToRef="a"><timerEventDefinition id="t"><timeDuration>P5D</timeDuration></timerEventDefinition></boundaryEvent><endEvent id="e"/><endEvent id="late"/>
    <sequenceFlow id="f1" sourceRef="s" targetRef="a"/><sequenceFlow id="f2" sourceRef="a" targetRef="e"/><sequenceFlow id="f3" sourceRef="b" targetRef="late"/></process></definitions>`
  const { model, problems } = await loadProcess(xml)
  assert.ok(model, JSON.stringify(problems))
  const stage: Stage = { engine, model, language: 'zh' }
  const now = take(stage, startRehearsal(stage, {}), 'b')
  assert.deepEqual([now.state.ended, now.answers], ['late', [{ timer: 'b' }]])
})

const tree = (name: string, attributes: Record<string, string>, children: Tree[] = [], text = ''): Tree => ({ name, attributes, children, text })
const process = (...children: Tree[]) => tree('definitions', { id: 'd' }, [tree('process', { id: 'p', name: '流程' }, children), tree('BPMNDiagram', { id: 'x' })])

test('versions are compared by ids: what came, what went, what changed and how', () => {
  const flow = (text: string) => tree('sequenceFlow', { id: 'f', name: '受理' }, [tree('conditionExpression', { id: 'c', type: 'bpmn:tFormalExpression' }, [], text)])
  const before = process(tree('userTask', { id: 'a', name: '受理', hours: '8' }), tree('userTask', { id: 'b', name: '审查' }), flow('x = 1'))
  const after = process(flow('x = 2'), tree('userTask', { id: 'a', name: '受理', hours: '6' }, [tree('outgoing', {}, [], 'f')]), tree('userTask', { id: 'n', name: '现场' }))
  const changes = compareTrees(before, after)
  assert.deepEqual(changes.map(({ kind, id, place }) => [kind, id, place]), [['removed', 'b', '审查'], ['added', 'n', '现场'], ['changed', 'f', '受理'], ['changed', 'a', '受理']])
  assert.deepEqual(changes.at(-1)?.details, [{ what: 'hours', before: '8', after: '6' }])
  assert.deepEqual(changes.find(({ id }) => id === 'f')?.details, [{ what: 'conditionExpression', before: 'x = 1', after: 'x = 2' }])
  assert.deepEqual(marksOfChanges(changes), { before: { removed: ['b'], changed: ['f', 'a'] }, after: { added: ['n'], changed: ['f', 'a'] } })
  assert.deepEqual(compareTrees(before, before), [])
  const table = (attributes: Record<string, string>) => process(tree('decisionTable', { id: 't', ...attributes }))
  assert.deepEqual(compareTrees(table({ hitPolicy: 'UNIQUE' }), table({})), [], 'what the standard assumes is no difference')
  assert.equal(compareTrees(table({ hitPolicy: 'FIRST' }), table({})).length, 1)
})

test('cells of a table are named by rule and column, and a rule that came is told once', () => {
  const rule = (id: string, cell: string) => tree('rule', { id }, [tree('inputEntry', { id: `${id}i` }, [tree('text', {}, [], cell)])])
  const table = (...rules: Tree[]) => tree('definitions', {}, [tree('decision', { id: 'x', name: '核算' }, [tree('decisionTable', { id: 't' }, rules)])])
  const changes = compareTrees(table(rule('r1', '< 5')), table(rule('r1', '< 6'), rule('r2', '>= 6')))
  assert.deepEqual(changes.map(({ kind, id }) => [kind, id]), [['added', 'r2'], ['changed', 'r1i']])
  assert.deepEqual([changes[1]?.place, changes[1]?.details], ['t / rule:1 / inputEntry:1', [{ what: 'text', before: '< 5', after: '< 6' }]])
})

test('the words that an author wrote above a model survive the editor', () => {
  const before = '<?xml version="1.0" encoding="UTF-8"?>\n<!-- why -->\n<a/>\n'
  assert.equal(keepHead(before, '<?xml version="1.0" encoding="UTF-8"?>\n<a b="1"/>'), '<?xml version="1.0" encoding="UTF-8"?>\n<!-- why -->\n<a b="1"/>')
  assert.equal(keepHead('<a/>', '<?xml version="1.0"?>\n<a/>'), '<?xml version="1.0"?>\n<a/>')
  assert.equal(keepHead('<!-- a -->\n<!-- b -->\n<a/>', '<a/>'), '<!-- a -->\n<!-- b -->\n<a/>')
})
