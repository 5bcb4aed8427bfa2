// Campaign: random texts and mutated models into what reads BPMN: never a crash, never a second, never more memory than the text is worth.
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { checkStandard, compareModels, editDocument, exportDocument, openDocument, readHandlers } from '#engines/process'
import { bases } from '../models.ts'
import { atScale, seededNumbers, tellFigures } from './scale.ts'

const root = join(import.meta.dirname, '..', '..')
const models = [...Object.values(bases), ...globSync('packs/yunzhou/processes/*.bpmn', { cwd: root }).map((path) => readFileSync(join(root, path), 'utf8'))]
// A short run stands among others on the machine: it looks for what never ends; a full one measures.
const millisMax = atScale(10_000, 1_000)
const heapBytesMax = 256 * 1024 * 1024

/** Pieces that break models in ways that single characters do not. */
const pieces = ['<', '>', '</', '/>', '"', "'", '&', '&#0;', '&amp;', '<!--', '-->', '<![CDATA[', ']]>', '<?', '?>', '=', ' ', '\n', ':', '\u0000', '\ud800', '受', 'id="a"', ' id="s"', ' xmlns="urn:x"', ' xmlns:q=""', '<task id="q"/>', '<subProcess triggeredByEvent="true">', '</subProcess>', '<eventBasedGateway id="g2"/>', '<cancelEventDefinition/>', '<incoming>a</incoming>', ' isForCompensation="true"', ' default="f1"', ' attachedToRef="s"', 'sourceRef="p"', 'targetRef="file"', ' calledElement="tns:p"', '<lane id="zz"><flowNodeRef>a</flowNodeRef></lane>', '<ioSpecification/>', ' xsi:type="tFoo"', '<!DOCTYPE x>']

function mutate(text: string, below: (limit: number) => number): string {
  let mutated = text
  for (let count = 1 + below(4); count > 0; count--) {
    const at = below(mutated.length + 1)
    const other = below(mutated.length + 1)
    const put = [pieces[below(pieces.length)] ?? '', mutated.slice(Math.min(at, other), Math.min(at, other) + below(200)), '', String.fromCharCode(below(0x10000))][below(4)] ?? ''
    mutated = mutated.slice(0, at) + put + mutated.slice(at + below([2, 2, 30, 300][below(4)] ?? 2))
  }
  return mutated
}

/** Changes that leave the XML well-formed: values swapped, elements doubled, dropped or put elsewhere. */
function rearrange(text: string, below: (limit: number) => number): string {
  let changed = text
  for (let count = 1 + below(4); count > 0; count--) {
    const values = [...changed.matchAll(/"([^"<>]*)"/g)]
    const leaves = [...changed.matchAll(/<\w+(?: [^<>]*)?\/>|<(\w+)(?: [^<>]*)?>[^<>]*<\/\1>/g)]
    const [value, other, leaf, place] = [values[below(values.length)], values[below(values.length)], leaves[below(leaves.length)], leaves[below(leaves.length)]]
    if (!value || !other || !leaf || !place) return changed
    const put: [at: number, length: number, text: string][] = [[value.index, value[0].length, other[0]], [leaf.index, leaf[0].length, ''], [place.index, 0, leaf[0]], [place.index, place[0].length, leaf[0]]]
    const [at, length, piece] = put[below(put.length)] ?? [0, 0, '']
    changed = changed.slice(0, at) + piece + changed.slice(at + length)
  }
  return changed
}

/** Time of the processor, so that a busy machine does not look like a hang. */
const spentMs = () => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1_000
}

/** Checks and opens a model, and with `all` reads it in every other way too; answers how long it took, ms. */
async function readModel(xml: string, before: string, all: boolean): Promise<number> {
  const began = spentMs()
  const problems = await checkStandard(xml, { letter: true })
  for (const { code, line, clause, zh, en } of problems) assert.ok(code.startsWith('process.') && line >= 1 && clause !== '' && zh !== '' && en !== '')
  const { document } = openDocument(xml)
  // What cannot be opened cannot be checked either.
  if (!document) assert.deepEqual(problems.map(({ code }) => code), ['process.not-bpmn'])
  if (document) assert.equal(new TextDecoder('utf-8', { ignoreBOM: true }).decode(exportDocument(document)), xml)
  if (all) {
    const edited = document && editDocument(document, [{ do: 'set-name', id: 'a', name: '<"&' }]).document
    if (edited) assert.ok(openDocument(edited.text).document)
    readHandlers(xml)
    compareModels(before, xml)
  }
  return spentMs() - began
}

test('mutated models: no crash, no hang, bounded memory', async () => {
  const below = seededNumbers(20)
  const count = atScale(600, 100_000)
  // Other campaigns ran in this process before: what they left is not this one's.
  const heapBefore = process.memoryUsage().heapUsed
  let [slowest, opened, heap] = [0, 0, 0]
  for (let run = 0; run < count; run++) {
    const model = models[below(models.length)] ?? ''
    const mutated = run % 2 === 0 ? mutate(model, below) : rearrange(model, below)
    const took = await readModel(mutated, model, run % 5 === 0)
    assert.ok(took < millisMax, `${took} ms for ${JSON.stringify(mutated)}`)
    slowest = Math.max(slowest, took)
    opened += openDocument(mutated).document ? 1 : 0
    if (run % 100 === 99) heap = Math.max(heap, process.memoryUsage().heapUsed - heapBefore)
  }
  assert.ok(opened > count / 3, 'most mutations broke the XML: they reach no rule')
  assert.ok(heap < heapBytesMax, `${heap} bytes`)
  tellFigures('mutated models', { models: count, wellFormed: opened, slowestMs: Math.round(slowest), heapMb: Math.round(heap / 1024 / 1024) })
})

test('random texts: no crash, no hang', async () => {
  const below = seededNumbers(21)
  for (let run = 0; run < atScale(300, 20_000); run++) {
    const text = Array.from({ length: below(60) }, () => pieces[below(pieces.length)] ?? '').join('')
    const took = await readModel(text, bases.plain, true)
    assert.ok(took < millisMax, `${took} ms for ${JSON.stringify(text)}`)
  }
})

const many = (count: number, piece: (at: number) => string) => Array.from({ length: count }, (_, at) => piece(at)).join('')
const around = (inner: string) => bases.plain.replace('<task id="a"/>', () => `<task id="a"/>${inner}`)

/** Files as large as are read, in the shapes that make careless readers slow. */
const large: [string, () => string][] = [
  ['elements', () => around(many(49_000, (at) => `<task id="n${at}"/>`))],
  ['too many elements', () => around('<task/>'.repeat(500_000))],
  ['flows of one node', () => around(many(45_000, (at) => `<sequenceFlow id="n${at}" sourceRef="s" targetRef="a"/>`))],
  ['listed flows of one node', () => bases.choice.replace('<incoming>f1</incoming>', '<incoming>f1</incoming>'.repeat(49_000))],
  ['links', () => around(many(24_000, (at) => `<intermediateThrowEvent id="n${at}"><linkEventDefinition name="L${at}"/></intermediateThrowEvent>`))],
  ['unknown attributes', () => bases.plain.replace('<task id="a"', `<task id="a"${many(300_000, (at) => ` a${at}=""`)}`)],
  ['unknown elements', () => around('<nope/>'.repeat(49_000))],
  ['comments never closed', () => around('<!--'.repeat(200_000))],
  ['tags never closed', () => around('<task '.repeat(400_000))],
  ['quotes never closed', () => around('<task a="'.repeat(200_000))],
  ['closing tags', () => around('</task>'.repeat(400_000))],
  ['depth', () => around('<subProcess>'.repeat(190) + '</subProcess>'.repeat(190))],
  ['too much depth', () => around('<subProcess>'.repeat(100_000) + '</subProcess>'.repeat(100_000))],
  ['lanes', () => bases.pools.replace('<flowNodeRef>recv</flowNodeRef>', many(49_000, () => '<flowNodeRef>recv</flowNodeRef>'))],
  ['a long attribute', () => bases.plain.replace('id="a"', `id="a" name="${'x '.repeat(1_500_000)}"`)],
  ['white space in a tag', () => bases.plain.replace('<task id="a"', `<task${' '.repeat(3_000_000)}id="a"`)],
  ['entities', () => around(`<task id="z" name="${'&amp;'.repeat(600_000)}"/>`)],
  ['a text beyond the limit', () => around(' '.repeat(5_000_000))],
]

for (const [shape, write] of large) {
  test(`large files: ${shape}`, async () => {
    const xml = write()
    const heapBefore = process.memoryUsage().heapUsed
    const began = spentMs()
    await checkStandard(xml)
    const took = spentMs() - began
    openDocument(xml)
    readHandlers(xml)
    // A file of some megabytes may take longer, collecting of memory included, but its time grows with the text and no faster.
    assert.ok(took < 5 * millisMax, `${took} ms`)
    tellFigures(`large model: ${shape}`, { characters: xml.length, ms: Math.round(took), heapMb: Math.round((process.memoryUsage().heapUsed - heapBefore) / 1024 / 1024) })
  })
}
