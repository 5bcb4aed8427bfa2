// Random processes of blocks are proved sound; with one gateway exchanged for another the walk with reduction says what the whole walk says.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { checkSoundness, loadFile } from '#engines/process'
import { anyShape, makeProcess } from './blocks.ts'
import { atScale, tellFigures } from './scale.ts'

const statesMax = 4000
const counted = { proved: 0, undecided: 0, unsound: 0 }
const anyProcess = fc.array(anyShape, { minLength: 1, maxLength: 3 })

test('what is put together of blocks is proved sound, or has too many states to tell', async () => {
  const numRuns = atScale(150, 2000)
  await fc.assert(fc.asyncProperty(anyProcess, async (parts) => {
    const { model, xml } = await makeProcess({ kind: 'seq', parts })
    const { sound, decided, problems } = checkSoundness(model, statesMax)
    assert.equal(sound, decided, `${JSON.stringify(problems)}\n${xml}`)
    counted[decided ? 'proved' : 'undecided']++
  }), { numRuns })
  assert.ok(counted.proved > numRuns / 2, JSON.stringify(counted))
})

test('a wrong gateway is found with reduction as without', async () => {
  const numRuns = atScale(150, 2000)
  await fc.assert(fc.asyncProperty(anyProcess, fc.nat(), fc.constantFrom('exclusive', 'parallel', 'inclusive'), async (parts, which, type) => {
    const { xml } = await makeProcess({ kind: 'seq', parts })
    const gateways = [...xml.matchAll(/<(\w+)Gateway id="(\w+)"( default="\w+")?\/>/g)]
    const chosen = gateways[which % Math.max(1, gateways.length)]
    if (!chosen) return
    const changed = xml.replace(chosen[0], `<${type}Gateway id="${chosen[2]}"${type === 'parallel' ? '' : (chosen[3] ?? '')}/>`)
    const { models: [model] } = await loadFile(changed, ['way', 'again'])
    if (!model) return
    const [less, whole] = [checkSoundness(model, statesMax), checkSoundness(model, statesMax, false)]
    if (!less.decided || !whole.decided) return
    assert.equal(less.sound, whole.sound, `${JSON.stringify([less.problems, whole.problems])}\n${changed}`)
    if (!less.sound) counted.unsound++
  }), { numRuns })
  assert.ok(counted.unsound > numRuns / 20, JSON.stringify(counted))
  tellFigures('soundness of random processes', counted)
})
