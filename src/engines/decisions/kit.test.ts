// The runner of the compatibility kit, over a small kit of its own; and all samples of the real one, where they are there.
import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { decision, dmn, tableXml, text } from '../../../test/decision-texts.ts'
import { type KitFile, readKitFile, runKitCase } from './kit.ts'
import { readModel } from './load.ts'

const root = join(import.meta.dirname, '..', '..', '..', '..', 'shared', 'data', 'dmn-tck-samples')
const real = existsSync(root) ? {} : { skip: '../shared/data is absent: the samples of the compatibility kit cannot be run' }
const now = '2026-05-01T08:30:00+08:00'

const kit = (...cases: string[]) => `<tc:testCases xmlns:tc="http://www.omg.org/spec/DMN/20160719/testcase" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><tc:modelName>m.dmn</tc:modelName>${cases.join('')}</tc:testCases>`
const value = (type: string, inner: string) => `<tc:value xsi:type="xsd:${type}">${inner}</tc:value>`
const one = (expected: string, attributes = '') => `<tc:testCase id="1"><tc:inputNode name="x">${value('double', '12')}</tc:inputNode><tc:resultNode name="d"${attributes}><tc:expected>${expected}</tc:expected></tc:resultNode></tc:testCase>`

const { model } = readModel(dmn(
  decision('d', tableXml([{ expression: 'x', type: 'number' }], ['< 100 => x / 7'])),
  decision('e', text('literalExpression', '{a: [1, "b"], t: @"10:00:00Z", d: @"P1D"}')),
  decision('none', text('literalExpression', '1 + null')),
))

/** Expected value as XML, whether the case passes. */
const own: [name: string, xml: string, passes: boolean][] = [
  ['numbers agree to eight digits', one(value('decimal', '1.714285714')), true],
  ['not to four', one(value('decimal', '1.7143')), false],
  ['a text is no number', one(value('string', '1.714285714')), false],
  ['an error is expected and none comes', one('<tc:value xsi:nil="true"/>', ' errorResult="true"'), false],
  ['contexts, lists and times', one(`<tc:component name="a"><tc:list><tc:item>${value('decimal', '1')}</tc:item><tc:item>${value('string', 'b')}</tc:item></tc:list></tc:component><tc:component name="t">${value('time', '10:00:00+00:00')}</tc:component><tc:component name="d">${value('duration', 'PT24H')}</tc:component>`).replace('name="d">', 'name="e">'), true],
  ['a duration with all its parts', one(`<tc:component name="a"><tc:list><tc:item>${value('decimal', '1')}</tc:item><tc:item>${value('string', 'b')}</tc:item></tc:list></tc:component><tc:component name="t">${value('time', '10:00:00Z')}</tc:component><tc:component name="d">${value('duration', 'P0Y0M1DT0H0M0.000S')}</tc:component>`).replace('name="d">', 'name="e">'), true],
  ['a duration of both kinds', one(value('duration', 'P1Y0M1D')), false],
  ['a field too many', one(`<tc:component name="a">${value('string', 'x')}</tc:component>`).replace('name="d">', 'name="e">'), false],
  ['an error', one('<tc:value xsi:nil="true"/>', ' errorResult="true"').replace('name="d"', 'name="none"'), true],
  ['an unknown decision', one(value('string', 'x')).replace('name="d"', 'name="nobody"'), false],
]

for (const [name, xml, passes] of own) {
  test(`kit: ${name}`, () => {
    const [kitCase] = readKitFile(kit(xml))?.cases ?? []
    assert.ok(model && kitCase)
    const why = runKitCase(model, kitCase, now)
    assert.equal(why === undefined, passes, why ?? '')
  })
}

test('names are read with single blanks, as models read them', () => {
  const { model: spaced } = readModel(dmn('<inputData id="i" name="a  b"/>', `<decision id="d" name="d"><informationRequirement><requiredInput href="#i"/></informationRequirement>${text('literalExpression', 'a b + 1')}</decision>`))
  const [kitCase] = readKitFile(kit(one(value('decimal', '13')).replace('name="x"', 'name="a  b"')))?.cases ?? []
  assert.ok(spaced && kitCase)
  assert.equal(runKitCase(spaced, kitCase, now), undefined)
})

test('what is no test file is not read', () => assert.equal(readKitFile('<a/>'), undefined))

/** Runs one test file beside its model; answers the cases and those that failed. */
function runFile(folder: string, name: string): { kit: KitFile; failed: string[] } {
  const read = (file: string) => readFileSync(join(folder, file), 'utf8')
  const kitFile = readKitFile(read(name))
  assert.ok(kitFile, name)
  const models = readdirSync(folder).filter((file) => file.endsWith('.dmn'))
  const loaded = readModel(read(kitFile.modelName), models.filter((file) => file !== kitFile.modelName).map(read))
  assert.ok(loaded.model, `${name}: ${JSON.stringify(loaded.problems)}`)
  const failed: string[] = []
  for (const kitCase of kitFile.cases) {
    const why = runKitCase(loaded.model, kitCase, now)
    if (why !== undefined) failed.push(`${name} ${kitCase.id}: ${why}`)
  }
  return { kit: kitFile, failed }
}

// External functions are not run here: their cases expect what only Java can tell.
const external = '0076-feel-external-java'

test('every sample of the kit passes', real, () => {
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && /-test-.*\.xml$/.test(entry.name) && !entry.parentPath.endsWith(external))
  const results = files.map((entry) => runFile(entry.parentPath, entry.name))
  assert.deepEqual(results.flatMap(({ failed }) => failed), [])
  assert.equal(results.reduce((total, one) => total + one.kit.cases.length, 0), 1519)
})
