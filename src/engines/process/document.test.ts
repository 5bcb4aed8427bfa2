// A stored model survives: byte for byte when nothing was edited, and all but the edited characters when something was.
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import fc from 'fast-check'
import { editDocument, exportDocument, type ModelDocument, openDocument } from './document.ts'
import type { Edit } from './document-edits.ts'
import { checkStandard } from './standard.ts'
import { readTree, type TreeElement, walkTree } from './standard-tree.ts'
import { bases, file } from '../../../test/models.ts'

const root = join(import.meta.dirname, '..', '..', '..')

function open(source: string | Uint8Array): ModelDocument {
  const { document, problem } = openDocument(source)
  assert.ok(document, problem?.en ?? '')
  return document
}

function edit(text: string, ...edits: Edit[]): string {
  const { document, problem } = editDocument(open(text), edits)
  assert.ok(document, problem?.en ?? '')
  return document.text
}

test('an unedited model goes out byte for byte', () => {
  for (const path of globSync('packs/yunzhou/processes/*.bpmn', { cwd: root })) {
    const bytes = new Uint8Array(readFileSync(join(root, path)))
    assert.deepEqual(exportDocument(open(bytes)), bytes)
  }
})

test('files in other encodings are read as they say, and go out as they came', () => {
  const text = bases.plain.replace('UTF-8', 'GBK').replace('id="a"', 'id="a" name="受理"')
  const gbk = new Uint8Array(Buffer.concat([Buffer.from(text.slice(0, text.indexOf('受'))), Buffer.from([0xca, 0xdc, 0xc0, 0xed]), Buffer.from(text.slice(text.indexOf('理') + 1))]))
  const document = open(gbk)
  assert.equal(document.text, text)
  assert.deepEqual(exportDocument(document), gbk)
  const edited = editDocument(document, [{ do: 'set-name', id: 'e', name: '结束' }]).document
  assert.ok(edited)
  const out = new TextDecoder().decode(exportDocument(edited))
  assert.match(out, /encoding="UTF-8"/)
  assert.match(out, /name="受理"[\s\S]*name="结束"/)
})

test('byte order marks and UTF-16 survive', () => {
  const text = `\ufeff${bases.plain}`
  const sixteen = new Uint8Array(Buffer.from(text.replace('UTF-8', 'UTF-16'), 'utf16le'))
  for (const bytes of [new TextEncoder().encode(text), sixteen]) {
    const document = open(bytes)
    assert.ok(document.text.startsWith('\ufeff'))
    assert.deepEqual(exportDocument(document), bytes)
    const edited = editDocument(document, [{ do: 'set-name', id: 'a', name: 'x' }]).document
    assert.ok(edited)
    assert.ok(openDocument(exportDocument(edited)).document?.text.includes('name="x"'))
  }
})

test('what is no XML, or not in its encoding, is refused', () => {
  for (const source of ['', 'x', '<a>', new Uint8Array([0xff, 0xfe, 0x00]), new Uint8Array(Buffer.from('<?xml version="1.0" encoding="martian"?><a/>')), new Uint8Array([0x3c, 0x61, 0xff, 0x2f, 0x3e])]) {
    assert.equal(openDocument(source).problem?.code, 'process.not-bpmn')
  }
})

const odd = file(`<!-- before --><process id='p'   isExecutable = "true" ext:note='it&apos;s "x"' >
  <?tool keep?>
\t<userTask	id="a"
      name='old'/>   <!-- <task id="fake"/> -->
  <task id="b"><extensionElements><ext:x y="1"><![CDATA[<task id="no"/>]]></ext:x></extensionElements></task>
</process>`)

const edits: [string, Edit, [from: string, to: string]][] = [
  ['an attribute is changed inside its own quotes', { do: 'set-attribute', id: 'a', name: 'name', value: `it's <"&` }, [`name='old'`, `name='it&apos;s &lt;"&amp;'`]],
  ['an attribute is added after the others', { do: 'set-attribute', id: 'a', name: 'ext:due', value: 'a"\nb' }, [`name='old'/>`, `name='old' ext:due="a&quot;&#10;b"/>`]],
  ['an attribute is removed with the white space before it', { do: 'set-attribute', id: 'p', name: 'isExecutable' }, [`   isExecutable = "true"`, '']],
  ['a name is set', { do: 'set-name', id: 'b', name: '受理' }, [`<task id="b">`, `<task id="b" name="受理">`]],
  ['an element is removed with its line', { do: 'remove-element', id: 'b' }, [`\n  <task id="b"><extensionElements><ext:x y="1"><![CDATA[<task id="no"/>]]></ext:x></extensionElements></task>`, '']],
  ['a text is put into a child that is made', { do: 'replace-text', id: 'a', child: 'documentation', text: 'a < b' }, [`name='old'/>`, `name='old'><documentation>a &lt; b</documentation></userTask>`]],
  ['a new child goes where the schema wants it', { do: 'insert-element', id: 'b', xml: '<incoming>f</incoming>' }, ['</extensionElements></task>', '</extensionElements><incoming>f</incoming></task>']],
  ['documentation goes before extensions', { do: 'replace-text', id: 'b', child: 'documentation', text: 'x' }, ['<task id="b">', '<task id="b"><documentation>x</documentation>']],
  ['a lane set goes before the flow elements, on a line of its own', { do: 'insert-element', id: 'p', xml: '<laneSet id="l"/>' }, [`\t<userTask`, `\t<laneSet id="l"/>\n\t<userTask`]],
  ['an element is put before another', { do: 'insert-element', id: 'p', xml: '<task id="c"/>', before: 'b' }, ['  <task id="b">', '  <task id="c"/>\n  <task id="b">']],
  ['the root gets an attribute', { do: 'set-attribute', id: '', name: 'exporter', value: 'x' }, ['targetNamespace="urn:test">', 'targetNamespace="urn:test" exporter="x">']],
  ['children without an id give way to others', { do: 'replace-children', id: 'b', name: 'extensionElements', xml: '<incoming>f</incoming>' }, ['<extensionElements><ext:x y="1"><![CDATA[<task id="no"/>]]></ext:x></extensionElements>', '<incoming>f</incoming>']],
  ['an element is replaced', { do: 'replace-element', id: 'a', xml: '<manualTask id="a"/>' }, [`<userTask	id="a"\n      name='old'/>`, '<manualTask id="a"/>']],
]

for (const [sentence, one, [from, to]] of edits) {
  test(sentence, () => {
    assert.ok(odd.includes(from))
    assert.equal(edit(odd, one), odd.replace(from, () => to))
  })
}

test('a new element at the end of a process stays before the diagram, and is allowed', async () => {
  const xml = edit(bases.drawn, { do: 'insert-element', id: 'p', xml: '<task id="new"/>' }, { do: 'insert-element', id: 'p', xml: '<sequenceFlow id="nf" sourceRef="a" targetRef="new"/>' }, { do: 'insert-element', id: 'file', xml: '<message id="m"/>' })
  assert.deepEqual(await checkStandard(xml, { letter: true }), [])
  assert.ok(xml.indexOf('<message') < xml.indexOf('BPMNDiagram'))
})

const refused: [string, Edit][] = [
  ['an element that does not exist', { do: 'set-name', id: 'zz', name: 'x' }],
  ['a new id', { do: 'set-attribute', id: 'a', name: 'id', value: 'z' }],
  ['a name of an attribute that is none', { do: 'set-attribute', id: 'a', name: 'x y', value: 'z' }],
  ['a prefix that is not declared', { do: 'set-attribute', id: 'a', name: 'nope:x', value: 'z' }],
  ['a forbidden character', { do: 'set-name', id: 'a', name: '\u0001' }],
  ['an id used twice', { do: 'insert-element', id: 'p', xml: '<task id="a"/>' }],
  ['two elements for one', { do: 'insert-element', id: 'p', xml: '<task id="c"/><task id="d"/>' }],
  ['XML that closes its parent', { do: 'insert-element', id: 'p', xml: '<task id="c"/></process><process id="q">' }],
  ['XML instead of children that closes their parent', { do: 'replace-children', id: 'b', name: 'extensionElements', xml: '</task><task id="c">' }],
  ['XML that is broken', { do: 'replace-element', id: 'a', xml: '<task' }],
  ['a comment instead of an element', { do: 'insert-element', id: 'p', xml: '<!-- x -->' }],
  ['a place before an element elsewhere', { do: 'insert-element', id: 'b', xml: '<task id="c"/>', before: 'a' }],
  ['text where elements are', { do: 'replace-text', id: 'p', text: 'x' }],
  ['the root removed', { do: 'remove-element', id: 'file' }],
]

for (const [sentence, one] of refused) {
  test(`refused: ${sentence}`, () => {
    const { document, problem } = editDocument(open(odd), [one])
    assert.equal(document, undefined)
    assert.equal(problem?.code, 'process.edit-refused')
  })
}

// What other tools leave in a model and nobody here knows.
const strange = fc.constantFrom('<!-- kept: <task id="c1"/> -->', '<?keep  me?>', '<x:note a=">" b=\'-->\'>text &amp; more<!----></x:note>', '<x:raw><![CDATA[ ]] > <y id="t0"> ]]></x:raw>', '<y:deep xmlns:y="urn:y"><y:in  a = "1"\n/></y:deep>')
const white = fc.constantFrom('', ' ', '\n', '\r\n\t', '\n\n    ')
const node = fc.record({ before: white, strange: fc.array(strange, { maxLength: 3 }), attributes: fc.constantFrom('', ' x:q="1"', "\n  name='n\"'", ' name="&lt;&#10;"'), after: white })
const model = fc.record({ prefix: fc.constantFrom('', 'bpmn:', 'b:'), head: fc.constantFrom('', '<?xml version="1.0"?>\n<!-- head -->', '\ufeff<?xml version=\'1.0\' encoding="utf-8"?>\r\n'), nodes: fc.array(node, { minLength: 1, maxLength: 6 }), tail: fc.constantFrom('', '\n', '<!-- tail -->\n') })
  .map(({ prefix, head, nodes, tail }) => {
    const tasks = nodes.map((one, i) => `${one.before}<${prefix}task id="t${i}"${one.attributes}>${one.strange.length > 0 ? `<${prefix}extensionElements>${one.strange.join(one.before)}</${prefix}extensionElements>` : ''}</${prefix}task>${one.after}<!-- after t${i} -->`)
    const name = prefix === '' ? 'xmlns' : `xmlns:${prefix.slice(0, -1)}`
    return `${head}<${prefix}definitions ${name}="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:x="urn:x" targetNamespace="urn:t"><${prefix}process id="p">${tasks.join('')}</${prefix}process></${prefix}definitions>${tail}`
  })
const someEdit = (count: number) => fc.oneof(
  fc.record({ do: fc.constant('set-attribute' as const), id: fc.nat(count).map((i) => `t${i}`), name: fc.constantFrom('name', 'x:q', 'x:new'), value: fc.option(fc.string({ unit: 'grapheme' }), { nil: undefined }) }),
  fc.record({ do: fc.constant('replace-text' as const), id: fc.nat(count).map((i) => `t${i}`), child: fc.constant('documentation'), text: fc.string() }),
  fc.record({ do: fc.constant('remove-element' as const), id: fc.nat(count).map((i) => `t${i}`) }),
)

test('properties: opened and exported, nothing changes', () => {
  fc.assert(fc.property(model, (xml) => {
    const bytes = new TextEncoder().encode(xml)
    assert.deepEqual(exportDocument(open(bytes)), bytes)
    assert.equal(new TextDecoder('utf-8', { ignoreBOM: true }).decode(exportDocument(open(xml))), xml)
  }), { numRuns: 300 })
})

test('properties: an attribute is set and read back, and all else is as it was', () => {
  fc.assert(fc.property(model, fc.string({ unit: 'grapheme' }), fc.constantFrom('name', 'x:q', 'x:new'), (xml, value, name) => {
    const { document } = editDocument(open(xml), [{ do: 'set-attribute', id: 't0', name, value }])
    // Only a character that XML forbids may be refused.
    if (!document) return assert.ok(/\p{Cc}|\p{Cs}|[\ufffe\uffff]/u.test(value))
    const [before, after] = [readTree(xml).root, readTree(document.text).root]
    assert.ok(before && after)
    const key = name.replace('x:', '{urn:x}')
    const changed = [...walkTree(after)].find((element) => element.attributes.get('id') === 't0')
    assert.equal(changed?.attributes.get(key), value)
    const forgotten = (tree: TreeElement) => [...walkTree(tree)].map((element) => [element.name, [...element.attributes].filter(([one]) => one !== key || element.attributes.get('id') !== 't0').sort(), element.text])
    assert.deepEqual(forgotten(after), forgotten(before))
  }), { numRuns: 500 })
})

test('properties: after any edits every stranger outside removed elements is still there, in its order', () => {
  fc.assert(fc.property(model, fc.array(someEdit(5), { maxLength: 6 }), (xml, wanted) => {
    const removed = new Set<string>()
    let document = open(xml)
    for (const one of wanted) {
      const result = editDocument(document, [one])
      if (!result.document) continue
      document = result.document
      if (one.do === 'remove-element') removed.add(one.id)
    }
    assert.ok(openDocument(document.text).document)
    const kept = (text: string) => [...text.matchAll(/<!-- after t\d -->|<!-- head -->|<!-- tail -->/g)].map(([comment]) => comment)
    assert.deepEqual(kept(document.text), kept(xml))
    const inside = (text: string) => text.split(/(?=<\w*:?task id="t)/).slice(1).filter((part) => !removed.has(/id="(t\d)"/.exec(part)?.[1] ?? '')).map((part) => /extensionElements>([\s\S]*)<\/\w*:?extensionElements/.exec(part)?.[1] ?? '')
    assert.deepEqual(inside(document.text), inside(xml))
  }), { numRuns: 500 })
})
