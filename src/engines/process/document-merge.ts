// What a drawing tool changed, brought into the stored text: such tools write a model anew and drop comments and white space, so only the difference between what they wrote before and after is taken over.
import { editDocument, type DocumentResult, type ModelDocument } from './document.ts'
import type { Edit } from './document-edits.ts'
import { findPlaces, type Place } from './document-places.ts'
import { breachOf } from './standard-rules.ts'
import { bpmnSpace, diagramSpace } from './standard-grammar.ts'
import { spaceOfPrefix, type TreeElement } from './standard-tree.ts'

/** An element that can be named: it has an id, and so has all that is around it but the root. */
interface Unit {
  id: string
  place: Place
  parent: string
}

/**
 * `before` is what the tool writes of the stored model when nothing was done in it, `after` what it writes now.
 * Everything that differs is found by id and edited in the stored text; a problem means that it has to be taken as the tool wrote it.
 */
export function mergeDocument(document: ModelDocument, before: string, after: string): DocumentResult {
  const [was, is, stored] = [unitsOf(before), unitsOf(after), findPlaces(document.text)?.[0]?.element]
  if (!was || !is || !stored) return { problem: breachOf('not-bpmn', { id: '', line: 1 }, 'the drawing') }
  const writer: Writer = { after, stored }
  const arrived = (unit: Unit) => was.get(unit.id)?.parent !== unit.parent || !was.has(unit.id)
  const left = (unit: Unit) => is.get(unit.id)?.parent !== unit.parent || !is.has(unit.id)
  const [removed, inserted] = [outermost(was, left), outermost(is, arrived)]
  const changed = [...is.values()].filter((unit) => !isInside(unit, is, inserted))
  return editDocument(document, [
    ...[...removed].map((id): Edit => ({ do: 'remove-element', id })),
    ...changed.flatMap((unit) => differences(was.get(unit.id), unit, writer)),
    ...[...inserted].reverse().flatMap((id) => insertion(is, id, writer)),
  ])
}

interface Writer {
  after: string
  stored: TreeElement
}

function unitsOf(text: string): Map<string, Unit> | undefined {
  const places = findPlaces(text)
  if (!places) return undefined
  const units = new Map<string, Unit>()
  const named = new Map<TreeElement, string>()
  for (const place of places) {
    const { element } = place
    const parent = element.parent ? named.get(element.parent) : undefined
    const id = element.parent ? element.attributes.get('id')?.trim() : ''
    const isKnown = element.space === bpmnSpace || element.space === diagramSpace
    if (id === undefined || (element.parent && (parent === undefined || !isKnown)) || units.has(id)) continue
    named.set(element, id)
    units.set(id, { id, place, parent: parent ?? '' })
  }
  return units
}

/** Those that fit and stand in none that fits; in document order. The root never moves. */
function outermost(units: Map<string, Unit>, fits: (unit: Unit) => boolean): Set<string> {
  const found = new Set<string>()
  for (const unit of units.values()) if (unit.id !== '' && fits(unit) && !isInside(unit, units, found)) found.add(unit.id)
  return found
}

function isInside(unit: Unit, units: Map<string, Unit>, ids: ReadonlySet<string>): boolean {
  for (let at: Unit | undefined = unit; at && at.id !== ''; at = units.get(at.parent)) if (ids.has(at.id)) return true
  return false
}

function differences(was: Unit | undefined, is: Unit, writer: Writer): Edit[] {
  if (!was) return []
  const [old, now] = [was.place.element, is.place.element]
  if (old.name !== now.name) return [{ do: 'replace-element', id: is.id, xml: writeElement(is.place, writer) }]
  const attributes = [...new Set([...old.attributes.keys(), ...now.attributes.keys()])].filter((name) => old.attributes.get(name) !== now.attributes.get(name))
  const text: Edit[] = now.children.length === 0 && old.children.length === 0 && old.text.trim() !== now.text.trim() ? [{ do: 'replace-text', id: is.id, text: now.text }] : []
  const [partsBefore, partsAfter] = [partsOf(was.place), partsOf(is.place)]
  const parts = [...new Set([...partsBefore.keys(), ...partsAfter.keys()])].filter((name) => canonicalParts(partsBefore.get(name)) !== canonicalParts(partsAfter.get(name)))
  return [
    ...attributes.flatMap((name) => attributeEdits(is, name, now.attributes.get(name), writer)),
    ...text,
    ...parts.map((name): Edit => ({ do: 'replace-children', id: is.id, name, xml: (partsAfter.get(name) ?? []).map((part) => writeElement(part, writer)).join('') })),
  ]
}

function attributeEdits({ id, place }: Unit, key: string, value: string | undefined, { stored }: Writer): Edit[] {
  const [, space, local = key] = /^\{(.*)\}(.*)$/.exec(key) ?? []
  if (space === undefined) return [{ do: 'set-attribute', id, name: key, ...(value === undefined ? {} : { value }) }]
  const prefix = [...prefixesAt(stored), ...prefixesAt(place.element)].find(([name, uri]) => uri === space && name !== '')?.[0]
  if (prefix === undefined) return []
  const declared = spaceOfPrefix(stored.scope, prefix) === space || prefix === 'xml'
  const declare: Edit[] = declared || value === undefined ? [] : [{ do: 'set-attribute', id, name: `xmlns:${prefix}`, value: space }]
  return [...declare, { do: 'set-attribute', id, name: `${prefix}:${local}`, ...(value === undefined ? {} : { value }) }]
}

/** Children that cannot be named, by local name. */
function partsOf({ element, span }: Place): Map<string, Place[]> {
  const parts = new Map<string, Place[]>()
  for (const [at, child] of element.children.entries()) {
    const childSpan = span.children[at]
    const isNamed = child.attributes.has('id') && (child.space === bpmnSpace || child.space === diagramSpace)
    if (childSpan && !isNamed) parts.set(child.name, parts.get(child.name) ?? []).get(child.name)?.push({ element: child, span: childSpan })
  }
  return parts
}

function canonicalParts(parts: Place[] | undefined): string {
  return parts ? parts.map(({ element }) => canonical(element)).join('') : ''
}

function canonical(element: TreeElement): string {
  const text = element.children.length > 0 ? element.text.trim() : element.text
  return JSON.stringify([element.space, element.name, [...element.attributes].sort(), text, element.children.map(canonical)])
}

/** In reverse document order: what stands behind is there already, and the new one goes before it. */
function insertion(units: Map<string, Unit>, id: string, writer: Writer): Edit[] {
  const unit = units.get(id)
  if (!unit) return []
  const siblings = unit.place.element.parent?.children ?? []
  const following = siblings.slice(siblings.indexOf(unit.place.element) + 1).map((sibling) => sibling.attributes.get('id')?.trim() ?? '').find((other) => units.get(other)?.parent === unit.parent)
  const xml = writeElement(unit.place, writer)
  return [{ do: 'insert-element', id: unit.parent, xml, ...(following === undefined ? {} : { before: following }) }]
}

/** The tool's own characters, with the prefixes declared that the stored text does not know. */
function writeElement({ element, span }: Place, { after, stored }: Writer): string {
  const raw = after.slice(span.start, span.end)
  const missing = prefixesAt(element).filter(([prefix, space]) => {
    const used = prefix === '' ? /<[^!?/\s:>][^\s:>]*[\s/>]/.test(raw) : raw.includes(`${prefix}:`)
    return used && prefix !== 'xml' && spaceOfPrefix(stored.scope, prefix) !== space
  })
  const head = span.nameEnd - span.start
  const written = missing.filter(([prefix]) => !raw.slice(0, span.tagEnd - span.start).includes(prefix === '' ? 'xmlns=' : `xmlns:${prefix}=`))
  return `${raw.slice(0, head)}${written.map(([prefix, space]) => ` xmlns${prefix === '' ? '' : `:${prefix}`}="${space.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"`).join('')}${raw.slice(head)}`
}

/** Prefix and namespace of all that is declared at an element, the nearest declaration of each. */
function prefixesAt(element: TreeElement): [string, string][] {
  const found = new Map<string, string>()
  for (let scope: TreeElement['scope'] | undefined = element.scope; scope; scope = scope.outer) for (const [prefix, space] of scope.own) if (!found.has(prefix)) found.set(prefix, space)
  return [...found]
}
