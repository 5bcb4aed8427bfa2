// Soundness and the law's demands on paths: each fault once, with the path that shows it.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import test from 'node:test'
import { loadProcess } from './load.ts'
import { checkSoundness, everyPathPasses, permitRule } from './soundness.ts'
import { boundaryXml, fiveDays, makeModel } from './testing.ts'

const choice = 'user a yiwang:outcomes="x,y"'

/** Name, code, element, path, elements, flows. */
const unsound: [string, string, string, string[], string[], string[]][] = [
  ['a join after a choice waits for ever', 'process.deadlock', 'j', ['a=x', 'b=done'], ['start s', choice, 'exclusive g', 'user b', 'user c', 'parallel j', 'end e'], ['s -> a', 'a -> g', 'g -> b if a.outcome = "x"', 'g -> c default', 'b -> j', 'c -> j', 'j -> e']],
  ['a fork that is not joined does work twice', 'process.token-doubled', 'd', ['b=done', 'c=done'], ['start s', 'parallel f', 'user b', 'user c', 'exclusive m', 'user d', 'end e'], ['s -> f', 'f -> b', 'f -> c', 'b -> m', 'c -> m', 'm -> d', 'd -> e']],
  ['an outcome without a way', 'process.no-way-out', 'g', ['a=y'], ['start s', choice, 'exclusive g', 'user b', 'end e', 'end e2'], ['s -> a', 'a -> g', 'g -> e if a.outcome = "x"', 'g -> b if a.outcome = "z"', 'b -> e2']],
  ['unknown data need a default', 'process.no-way-out', 'g', ['a=done'], ['start s', 'user a', 'exclusive g', 'end e', 'end e2'], ['s -> a', 'a -> g', 'g -> e if form.n > 5', 'g -> e2 if form.n <= 5']],
  ['a step that is never reached', 'process.never-reached', 'b', [], ['start s', choice, 'exclusive g', 'user b', 'end e'], ['s -> a', 'a -> g', 'g -> b if a.outcome = "z"', 'g -> e default', 'b -> e']],
  ['a round that never ends', 'process.cannot-complete', 'b', ['a=x'], ['start s', choice, 'exclusive g', 'exclusive m', 'user b', 'end e'], ['s -> a', 'a -> g', 'g -> e if a.outcome = "y"', 'g -> m default', 'm -> b', 'b -> m']],
  ['a loop in which nobody takes part', 'process.endless-loop', 'm', ['a=done'], ['start s', 'user a', 'exclusive m', 'exclusive g', 'end e'], ['s -> a', 'a -> m', 'm -> g', 'g -> m if 1 = 1', 'g -> e default']],
  ['a reminder that flows back into the main way', 'process.token-doubled', 'b', ['t', 'a=done'], ['start s', 'user a', boundaryXml('t', 'a', fiveDays, false), 'exclusive m', 'user b', 'end e'], ['s -> a', 'a -> m', 't -> m', 'm -> b', 'b -> e']],
]

for (const [name, code, element, path, elements, flows] of unsound) {
  test(`unsound: ${name}`, async () => {
    const { sound, decided, problems } = checkSoundness(await makeModel(elements, flows))
    assert.equal(sound, false)
    assert.equal(decided, true)
    const found = problems.find((problem) => problem.code === code)
    assert.equal(found?.element, element, JSON.stringify(problems))
    assert.deepEqual(found.path, path)
    assert.ok(found.line > 1)
  })
}

test('sound: the example permit, with timer, message, joint opinion and unknown form data', async () => {
  const { model } = await loadProcess(readFileSync(new URL('examples/permit.bpmn', import.meta.url), 'utf8'))
  assert.ok(model)
  const result = checkSoundness(model)
  assert.deepEqual(result.problems, [])
  assert.deepEqual([result.sound, result.decided], [true, true])
  assert.deepEqual(everyPathPasses(model, permitRule), { holds: true })
})

test('sound: the same question on form data is answered the same way twice', async () => {
  const flows = ['s -> g', 'g -> f if form.n > 5', 'g -> b default', 'f -> b', 'f -> c', 'b -> m', 'm -> h', 'h -> j if form.n > 5', 'h -> e2 default', 'c -> j', 'j -> e']
  const model = await makeModel(['start s', 'exclusive g', 'parallel f', 'user b', 'user c', 'exclusive m', 'exclusive h', 'parallel j', 'end e', 'end e2'], flows)
  assert.deepEqual(checkSoundness(model).problems, [])
})

test('what has too many states says so', async () => {
  const tasks = Array.from({ length: 12 }, (_, i) => `u${i}`)
  // Each branch reads what another gives: no order is like another.
  const model = await makeModel(['start s', 'parallel f', ...tasks.flatMap((id) => [`user ${id}`, `exclusive g${id}`, `exclusive h${id}`]), 'parallel j', 'end e'],
    ['s -> f', ...tasks.flatMap((id, i) => [`f -> ${id}`, `${id} -> g${id}`, `g${id} -> h${id} if ${tasks[(i + 1) % 12]}.outcome = "done"`, `g${id} -> h${id} default`, `h${id} -> j`]), 'j -> e'])
  const { sound, decided, problems } = checkSoundness(model, 500)
  assert.deepEqual([sound, decided, problems.map(({ code }) => code)], [false, false, ['process.soundness-not-decided']])
  assert.equal(everyPathPasses(model, { passes: ['work'] }, 500).holds, undefined)
})

const law = ['start s', 'user accept yiwang:step="acceptance"', 'exclusive g', 'user examine yiwang:step="examination"', 'exclusive h', 'user decide yiwang:step="decision"', 'end no', 'end yes']

test('a path around the decision is found', async () => {
  const flows = ['s -> accept', 'accept -> g', 'g -> no if accept.outcome = "refuse-acceptance"', 'g -> examine default', 'examine -> h', 'h -> no if examine.outcome = "reject"', 'h -> decide default', 'decide -> yes']
  assert.deepEqual(everyPathPasses(await makeModel(law, flows), permitRule), { holds: false, path: ['accept=accept', 'examine=reject'], end: 'no' })
})

test('a decision before acceptance does not count', async () => {
  const model = await makeModel(['start s', 'user decide yiwang:step="decision"', 'user accept yiwang:step="acceptance"', 'end e'], ['s -> decide', 'decide -> accept', 'accept -> e'])
  assert.deepEqual(everyPathPasses(model, permitRule), { holds: false, path: ['decide=grant', 'accept=accept'], end: 'e' })
})

test('a timer that jumps over acceptance is found', async () => {
  const model = await makeModel(['start s', 'user accept yiwang:step="acceptance"', boundaryXml('t', 'accept', fiveDays), 'exclusive m', 'user decide yiwang:step="decision"', 'end e'], ['s -> accept', 'accept -> m', 't -> m', 'm -> decide', 'decide -> e'])
  assert.deepEqual(everyPathPasses(model, permitRule), { holds: false, path: ['t', 'decide=grant'], end: 'e' })
})
