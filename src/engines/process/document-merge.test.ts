// What a drawing tool did arrives in the stored text, and nothing of the stored text is lost on the way. The tool is bpmn-moddle, on which the drawing tools stand.
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { BpmnModdle } from 'bpmn-moddle'
import fc from 'fast-check'
import { compareModels } from './compare.ts'
import { editDocument, openDocument } from './document.ts'
import type { Edit } from './document-edits.ts'
import { mergeDocument } from './document-merge.ts'
import { bases } from '../../../test/models.ts'

const root = join(import.meta.dirname, '..', '..', '..')

function merge(stored: string, before: string, after: string): string {
  const { document } = openDocument(stored)
  assert.ok(document)
  const { document: merged, problem } = mergeDocument(document, before, after)
  assert.ok(merged, problem?.en ?? '')
  return merged.text
}

/** As a drawing tool writes it: one line each, other quotes, no comments. */
const redrawn = (xml: string) => xml.replace(/<!--.*?-->/gs, '').replaceAll(/>\s+</g, '>\n<')

const commented = bases.drawn.replace('<task id="a"/>', '<!-- the only task -->\n  <task   id="a" ext:q=\'1\'><!-- inside --><extensionElements><ext:z/><!-- deep --></extensionElements></task>\n<?keep me?>')

const acts: [string, (drawn: string) => string, [from: string | RegExp, to: string]][] = [
  ['nothing', (drawn) => drawn, ['', '']],
  ['a name', (drawn) => drawn.replace('id="a"', 'id="a" name="受理"'), [`ext:q='1'`, `ext:q='1' name="受理"`]],
  ['an attribute of another namespace that the file does not know', (drawn) => drawn.replace('id="a"', 'xmlns:n="urn:n" n:x="1" id="a"'), [`ext:q='1'`, `ext:q='1' xmlns:n="urn:n" n:x="1"`]],
  ['an attribute removed', (drawn) => drawn.replace(` ext:q='1'`, ''), [` ext:q='1'`, '']],
  ['a task and its shape', (drawn) => drawn.replace('<endEvent id="e"/>', '<task id="n"/>\n<endEvent id="e"/>').replace('<bpmndi:BPMNEdge id="ed"', '<bpmndi:BPMNShape id="shn" bpmnElement="n"><dc:Bounds x="1" y="2" width="3" height="4"/></bpmndi:BPMNShape>\n<bpmndi:BPMNEdge id="ed"'), [/<endEvent id="e"\/>|<bpmndi:BPMNEdge id="ed"/g, '*']],
  ['a shape moved', (drawn) => drawn.replace('x="1" y="1" width', 'x="7" y="8" width'), ['<dc:Bounds x="1" y="1" width="100" height="80"/>', '<dc:Bounds x="7" y="8" width="100" height="80"/>']],
  ['a part added', (drawn) => drawn.replace('</extensionElements></task>', '</extensionElements><incoming>f1</incoming></task>'), ['</extensionElements></task>', '</extensionElements><incoming>f1</incoming></task>']],
  ['a type', (drawn) => drawn.replace('<startEvent id="s"/>', '<startEvent id="s"><timerEventDefinition id="td"/></startEvent>'), ['<startEvent id="s"/>', '<startEvent id="s"><timerEventDefinition id="td"/></startEvent>']],
  ['an element removed', (drawn) => drawn.replace('<endEvent id="e"/>', ''), ['\n<endEvent id="e"/>', '']],
]

for (const [sentence, act, [from, to]] of acts) {
  test(`takes over ${sentence}`, () => {
    const before = redrawn(commented)
    const after = act(before)
    const merged = merge(commented, before, after)
    assert.deepEqual(compareModels(after, merged), [])
    for (const kept of ['<!-- the only task -->', '<!-- inside -->', '<!-- deep -->', '<?keep me?>']) assert.ok(merged.includes(kept), kept)
    if (typeof from === 'string') assert.equal(merged, commented.replace(from, () => to))
  })
}

test('a task that is put into a new sub-process goes with it', () => {
  const before = redrawn(bases.plain)
  const after = before.replace('<task id="a"/>', '<subProcess id="sub"><task id="a"/></subProcess>')
  const merged = merge(bases.plain, before, after)
  assert.deepEqual(compareModels(after, merged), [])
  assert.equal(merged.match(/id="a"/g)?.length, 1)
})

test('a task that leaves a sub-process that is removed stays', () => {
  const before = redrawn(bases.nested)
  const after = before.replace(/<subProcess id="sub">[\s\S]*?<\/subProcess>/, '<task id="ina"/>').replaceAll('"sub"', '"ina"')
  assert.deepEqual(compareModels(after, merge(bases.nested, before, after)), [])
})

test('a tool with other prefixes is understood', () => {
  const before = redrawn(bases.plain).replaceAll(/<(\/?)(\w+)/g, '<$1b:$2').replace('xmlns=', 'xmlns:b=').replaceAll('<?b:xml', '<?xml')
  const after = before.replace('<b:endEvent id="e"/>', '<b:userTask id="n" name="x"><b:documentation>why</b:documentation></b:userTask><b:endEvent id="e"/>')
  const merged = merge(bases.plain, before, after)
  assert.deepEqual(compareModels(after, merged), [])
  assert.ok(merged.includes('<task id="a"/>'))
})

test('the pack through the library of the drawing tools: nothing done, nothing changed; one name set, one name changed', async () => {
  for (const path of globSync('packs/yunzhou/processes/*.bpmn', { cwd: root })) {
    const stored = readFileSync(join(root, path), 'utf8')
    const moddle = new BpmnModdle()
    const { rootElement } = await moddle.fromXML(stored)
    const before = (await moddle.toXML(rootElement, { format: true })).xml
    assert.equal(merge(stored, before, before), stored)
    const first = /<bpmn:userTask id="(\w+)" name="([^"]+)"/.exec(stored)
    if (!first) continue
    const [whole, id, name] = first
    const after = before.replace(new RegExp(`(<bpmn:userTask id="${id}" name=)"${name}"`), '$1"改名"')
    assert.notEqual(after, before)
    assert.equal(merge(stored, before, after), stored.replace(whole, whole.replace(`name="${name}"`, 'name="改名"')))
  }
})

test('a drawing that is no XML is refused', () => {
  const { document } = openDocument(bases.plain)
  assert.ok(document)
  assert.equal(mergeDocument(document, bases.plain, '<x').problem?.code, 'process.not-bpmn')
})

const drawnEdit = (ids: string[]) => fc.oneof(
  fc.record({ do: fc.constant('set-attribute' as const), id: fc.constantFrom(...ids), name: fc.constantFrom('name', 'ext:x'), value: fc.constantFrom('', 'x', '<"&\n') }),
  fc.record({ do: fc.constant('remove-element' as const), id: fc.constantFrom(...ids) }),
  fc.record({ do: fc.constant('insert-element' as const), id: fc.constantFrom('p', 'sub', 'ah'), xml: fc.nat(9).map((n) => `<task id="n${n}"/>`), before: fc.constantFrom(undefined, ...ids) }),
  fc.record({ do: fc.constant('replace-text' as const), id: fc.constantFrom(...ids), child: fc.constant('documentation'), text: fc.constantFrom('', 'why', 'a <b/>') }),
)

test('properties: whatever was drawn arrives, and comments stay as if the stored text had been edited by hand', () => {
  const pairs = [bases.nested, bases.undoing, bases.events].map((base) => {
    let number = 0
    return { base, stored: base.replaceAll('>\n<', () => `>\n  <!-- c${number++} -->\n<`), ids: [...base.matchAll(/ id="(\w+)"/g)].map(([, id = '']) => id).filter((id) => id !== 'file') }
  })
  const scene = fc.constantFrom(...pairs).chain((pair) => fc.record({ pair: fc.constant(pair), edits: fc.array(drawnEdit(pair.ids), { maxLength: 6 }) }))
  fc.assert(fc.property(scene, ({ pair: { base, stored }, edits }) => {
    const [drawing, byHand] = [openDocument(base).document, openDocument(stored).document]
    assert.ok(drawing && byHand)
    const possible: Edit[] = []
    let drawn = drawing
    for (const edit of edits) {
      const { document } = editDocument(drawn, [edit])
      if (document) possible.push(edit)
      drawn = document ?? drawn
    }
    const after = drawn.text
    const merged = merge(stored, base, after)
    assert.deepEqual(compareModels(after, merged)?.filter(({ kind }) => kind !== 'moved'), [])
    const comments = (text: string) => [...text.matchAll(/<!-- c\d+ -->/g)].map(([comment]) => comment)
    assert.deepEqual(comments(merged), comments(editDocument(byHand, possible).document?.text ?? ''))
  }), { numRuns: 300 })
})
