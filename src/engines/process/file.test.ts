// Whole files under stress: whatever a text says, it is refused or run; nothing throws, and nothing goes on without end.
import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { loadFile } from './load.ts'
import { rehearse } from './rehearse.ts'
import { el, feel, file, flow, on, script } from './testing-file.ts'
import { defaultProcesses } from './triggers.ts'

const many = `<multiInstanceLoopCharacteristics>${feel('loopCardinality', '2')}</multiInstanceLoopCharacteristics>`
const xml = file(
  el('startEvent', 's'), el('parallelGateway', 'f'), el('userTask', 'a', {}, many), el('boundaryEvent', 'b', { attachedToRef: 'a', cancelActivity: false }, on.cycle('R2/PT3S')), el('endEvent', 'be', {}, on.signal('S')),
  el('transaction', 't', {}, `${el('startEvent', 'ts')}${script('k', '{n: n + 1}')}${el('boundaryEvent', 'cb', { attachedToRef: 'k' }, on.compensation())}${el('userTask', 'undo', { isForCompensation: true })}${el('endEvent', 'te', {}, on.cancel)}${flow('ts -> k -> te')}${el('association', 'as', { sourceRef: 'cb', targetRef: 'undo' })}`),
  el('boundaryEvent', 'tc', { attachedToRef: 't' }, on.cancel), el('inclusiveGateway', 'j'), el('complexGateway', 'x', {}, feel('activationCondition', 'activationCount > 1')),
  el('eventBasedGateway', 'g'), el('intermediateCatchEvent', 'm', {}, on.message('M')), el('intermediateCatchEvent', 'w', {}, on.timer('PT9S')),
  el('subProcess', 'h', { triggeredByEvent: true }, `${el('startEvent', 'hs', { isInterrupting: false }, on.condition('n > 1'))}${el('endEvent', 'he', {}, on.escalation('C'))}${flow('hs -> he')}`), el('endEvent', 'e'),
  flow('s -> f', 'f -> a -> j', 'f -> t -> j', 'tc -> x', 'f -> g', 'g -> m -> x', 'g -> w -> x', 'x -> e', 'j -> e', 'b -> be'),
)
const pieces = xml.match(/<[^>]*>|[^<]+/g) ?? []
const ids = [...xml.matchAll(/ id="([^"]+)"/g)].map(([, id = '']) => id)
const kinds = ['userTask', 'scriptTask', 'subProcess', 'transaction', 'adHocSubProcess', 'callActivity', 'exclusiveGateway', 'parallelGateway', 'inclusiveGateway', 'complexGateway', 'eventBasedGateway', 'intermediateCatchEvent', 'intermediateThrowEvent', 'endEvent', 'boundaryEvent']

const change = fc.oneof(
  fc.record({ kind: fc.constant('drop' as const), at: fc.nat(pieces.length) }),
  fc.record({ kind: fc.constant('copy' as const), at: fc.nat(pieces.length), from: fc.nat(pieces.length - 1) }),
  fc.record({ kind: fc.constant('refer' as const), from: fc.constantFrom(...ids), to: fc.constantFrom(...ids) }),
  fc.record({ kind: fc.constant('retype' as const), from: fc.constantFrom(...kinds), to: fc.constantFrom(...kinds) }),
)

test('properties: a mutated file is refused or run, never thrown, and ends', async () => {
  let ran = 0
  await fc.assert(
    fc.asyncProperty(fc.array(change, { maxLength: 4 }), async (changes) => {
      let text = xml
      for (const one of changes) {
        const parts = text.match(/<[^>]*>|[^<]+/g) ?? []
        if (one.kind === 'drop') text = parts.toSpliced(one.at, 1).join('')
        else if (one.kind === 'copy') text = parts.toSpliced(one.at, 0, parts[one.from] ?? '').join('')
        else if (one.kind === 'refer') text = text.replaceAll(`Ref="${one.from}"`, `Ref="${one.to}"`)
        else text = text.replaceAll(`<${one.from} `, `<${one.to} `).replaceAll(`</${one.from}>`, `</${one.to}>`)
      }
      const { models, problems } = await loadFile(text)
      assert.equal(models.length === 0, problems.length > 0)
      if (problems.length === 0) {
        ran++
        let told = 0
        const { end } = rehearse(models, { processes: defaultProcesses(models), auto: true, variables: { n: 0 }, messages: [{ name: 'M' }] }, () => told++)
        assert.ok(['completed', 'waiting', 'failed'].includes(end))
        // A model that turns in circles is cut off.
        assert.ok(told <= 10_000)
      }
    }),
    { numRuns: 200 },
  )
  assert.ok(ran > 20, 'most files were refused: the test says nothing')
})
