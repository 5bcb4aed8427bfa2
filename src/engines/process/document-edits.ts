// Small edits of a model's text, each turned into the characters it replaces. Knows where the schema wants a new child; judges no meaning.
import type { Place } from './document-places.ts'
import { type AttributeSpan, localName, readAttributes, type Span } from './document-spans.ts'
import { memberFor, membersOf } from './standard-schema.ts'
import { bpmnSpace } from './standard-grammar.ts'
import { spaceOfPrefix } from './standard-tree.ts'

/** `id` names the element that is edited, '' the root. Ids themselves never change: references and diagrams live by them. */
export type Edit =
  /** No `value` removes the attribute. `name` may have a prefix that is declared there. */
  | { do: 'set-attribute'; id: string; name: string; value?: string }
  | { do: 'set-name'; id: string; name: string }
  /** The text of the element, or of its child of this local name, which is made when missing. */
  | { do: 'replace-text'; id: string; child?: string; text: string }
  /** One element as XML goes into `id`: before a child, or where the schema wants it. */
  | { do: 'insert-element'; id: string; xml: string; before?: string }
  | { do: 'replace-element'; id: string; xml: string }
  | { do: 'remove-element'; id: string }
  /** All children of this local name that have no id give way to these, as XML one after the other; none removes them. */
  | { do: 'replace-children'; id: string; name: string; xml: string }

export interface Change {
  from: number
  to: number
  put: string
}

export type Refused = { zh: string; en: string }

/** The characters an edit replaces, or why it cannot be done. */
export function changeFor(text: string, places: Place[], edit: Edit): Change[] | Refused {
  const place = placeOfId(places, edit.id)
  if (!place) return { zh: '没有这个元素', en: 'there is no such element' }
  switch (edit.do) {
    case 'set-attribute': return setAttribute(text, place, edit.name, edit.value)
    case 'set-name': return setAttribute(text, place, 'name', edit.name)
    case 'replace-text': return edit.child === undefined ? replaceText(place, edit.text) : replaceChildText(text, places, place, edit.child, edit.text)
    case 'insert-element': return insertElement(text, places, place, edit.xml, edit.before)
    case 'replace-element': return [{ from: place.span.start, to: place.span.end, put: edit.xml.trim() }]
    case 'remove-element': return removeElement(text, place)
    case 'replace-children': return replaceChildren(text, places, place, edit.name, edit.xml)
  }
}

/** Elements of BPMN go before shapes and strangers of the same id. */
function placeOfId(places: Place[], id: string): Place | undefined {
  if (id === '') return places[0]
  const named = places.filter(({ element }) => element.attributes.get('id')?.trim() === id)
  return named.find(({ element }) => element.space === bpmnSpace) ?? named[0]
}

function setAttribute(text: string, { span }: Place, name: string, value: string | undefined): Change[] | Refused {
  if (name === 'id') return { zh: '标识不能修改', en: 'an id cannot be changed' }
  if (!/^[^\s=/<>"'&]+$/.test(name)) return { zh: '属性名不正确', en: 'this is no name of an attribute' }
  const attributes = readAttributes(text, span) ?? []
  const known = attributes.find((attribute) => attribute.name === name)
  if (value === undefined) return known ? [{ from: whiteBefore(text, known.start, span.nameEnd), to: known.end, put: '' }] : []
  if (known) return [{ from: known.valueStart, to: known.valueEnd, put: escapeAttribute(value, quoteOf(text, known)) }]
  const at = attributes.at(-1)?.end ?? span.nameEnd
  return [{ from: at, to: at, put: ` ${name}="${escapeAttribute(value, '"')}"` }]
}

function quoteOf(text: string, attribute: AttributeSpan): string {
  return text[attribute.valueStart - 1] ?? '"'
}

function whiteBefore(text: string, at: number, least: number): number {
  let from = at
  while (from > least && /\s/.test(text[from - 1] ?? '')) from--
  return from
}

function replaceText({ element, span }: Place, put: string): Change[] | Refused {
  if (element.children.length > 0) return { zh: '元素中还有别的元素', en: 'there are elements inside' }
  const escaped = escapeText(put)
  if (!span.selfClosing) return [{ from: span.tagEnd, to: span.close, put: escaped }]
  return [{ from: span.tagEnd - 2, to: span.end, put: `>${escaped}</${span.name}>` }]
}

function replaceChildText(text: string, places: Place[], place: Place, child: string, put: string): Change[] | Refused {
  const known = places.find(({ element }) => element.parent === place.element && element.name === child && element.space === place.element.space)
  if (known) return replaceText(known, put)
  const prefix = place.span.name.includes(':') ? `${place.span.name.split(':')[0]}:` : ''
  return insertElement(text, places, place, `<${prefix}${child}>${escapeText(put)}</${prefix}${child}>`, undefined)
}

function insertElement(text: string, places: Place[], parent: Place, xml: string, before: string | undefined): Change[] | Refused {
  const put = xml.trim()
  if (!/^<[^\s!?/]/.test(put)) return { zh: '要插入的不是元素', en: 'what is inserted is no element' }
  const { span } = parent
  if (span.selfClosing) return [{ from: span.tagEnd - 2, to: span.end, put: `>${put}</${span.name}>` }]
  const next = before === undefined ? followerOf(parent, put) : placeOfId(places, before)?.span
  if (before !== undefined && next?.parent !== span) return { zh: `其中没有 ${before}`, en: `${before} is not inside` }
  if (next) return [{ from: next.start, to: next.start, put: `${put}${indentBefore(text, next)}` }]
  const last = span.children.at(-1)
  const at = last?.end ?? span.tagEnd
  return [{ from: at, to: at, put: `${last ? indentBefore(text, last) : ''}${put}` }]
}

/** The first child that the schema wants after the new one; undefined when the new one goes last. */
function followerOf({ element, span }: Place, xml: string): Span | undefined {
  const name = /^<([^\s/>]+)/.exec(xml)?.[1] ?? ''
  const prefix = name.includes(':') ? (name.split(':')[0] ?? '') : ''
  if (element.space !== bpmnSpace || spaceOfPrefix(element.scope, prefix) !== bpmnSpace) return undefined
  const order = (child: string) => {
    const found = memberFor(element.name, child)
    return found ? membersOf(element.name).children.indexOf(found.member) : -1
  }
  const own = order(localName(name))
  if (own < 0) return undefined
  return span.children.find((child, at) => {
    const sibling = element.children[at]
    const isDiagram = sibling !== undefined && sibling.space !== bpmnSpace && element.name === 'definitions'
    return isDiagram || (sibling?.space === bpmnSpace && order(localName(child.name)) > own)
  })
}

/** The white space before an element, from its last line break on. */
function indentBefore(text: string, span: Span): string {
  const white = text.slice(whiteBefore(text, span.start, 0), span.start)
  return /(?:\r?\n)?[^\n]*$/.exec(white)?.[0] ?? ''
}

function removeElement(text: string, { span }: Place): Change[] | Refused {
  if (!span.parent) return { zh: '根元素不能删除', en: 'the root cannot be removed' }
  return [{ from: whiteBefore(text, span.start, span.parent.tagEnd), to: span.end, put: '' }]
}

function replaceChildren(text: string, places: Place[], parent: Place, name: string, xml: string): Change[] | Refused {
  const known = parent.element.children.flatMap((child, at) => {
    const span = parent.span.children[at]
    return span && child.name === name && !child.attributes.has('id') ? [span] : []
  })
  const [first, ...others] = known
  if (!first) return xml.trim() === '' ? [] : insertElement(text, places, parent, xml, undefined)
  const removed = (span: Span): Change => ({ from: whiteBefore(text, span.start, parent.span.tagEnd), to: span.end, put: '' })
  return [xml.trim() === '' ? removed(first) : { from: first.start, to: first.end, put: xml.trim() }, ...others.map(removed)]
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\r', '&#13;')
}

/** White space other than blanks is written as references: a parser would read it as blanks. */
function escapeAttribute(text: string, quote: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replace(/[\t\n\r]/g, (white) => `&#${white.charCodeAt(0)};`)
  return quote === '"' ? escaped.replaceAll('"', '&quot;') : escaped.replaceAll("'", '&apos;')
}
