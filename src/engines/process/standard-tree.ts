// An XML text as a tree that keeps every element, attribute, namespace and line. No DTD, no entities beyond XML's own five; knows no BPMN.
import { Parser } from 'saxen'
import { readAttributes, readSpans, type Span, spansMax } from './document-spans.ts'

/** Prefixes in force at an element, the default namespace under ''. */
interface Scope {
  outer?: Scope
  own: ReadonlyMap<string, string>
}

export interface TreeElement {
  /** Namespace URI; '' where there is none. */
  space: string
  /** Local name. */
  name: string
  /** Own attributes by name, those of other namespaces as `{uri}name`. Namespace declarations are not among them. */
  attributes: ReadonlyMap<string, string>
  children: TreeElement[]
  /** Text directly inside, CDATA included. */
  text: string
  /** From 1. */
  line: number
  parent?: TreeElement
  scope: Scope
  /** Type in the schema of BPMN, once the grammar has found it; '' before, and for strangers. */
  type: string
}

export type Tree = { root: TreeElement; fault?: undefined } | { root?: undefined; fault: { line: number; why: string } }

const textMax = 4_000_000
const depthMax = 200
const brokenReference = /&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);)/i
/** What is no character of XML 1.0 (§2.2), a surrogate without its partner included. */
const forbiddenCharacter = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u
const noPrefixes: Scope = { own: new Map([['xml', 'http://www.w3.org/XML/1998/namespace']]) }

/** The tree, or the line (from 1) and reason why the text is not namespace-well-formed XML 1.0 that is read here. */
export function readTree(xml: string): Tree {
  if (xml.length > textMax) return { fault: { line: 1, why: `longer than ${textMax} characters` } }
  const doctype = xml.search(/<!DOCTYPE/i)
  // A DOCTYPE could declare entities without end; no model needs one.
  if (doctype >= 0) return { fault: { line: lineAt(xml, doctype), why: 'DOCTYPE is not allowed' } }
  const forbidden = xml.search(forbiddenCharacter)
  if (forbidden >= 0) return { fault: { line: lineAt(xml, forbidden), why: 'a forbidden character' } }
  const reading = new Reading(xml)
  const parser = new Parser()
  parser.on('openTag', (qualified, _, decode) => reading.open(qualified, decode))
  parser.on('closeTag', () => reading.close())
  parser.on('text', (value, decode) => reading.append(value, decode(value)))
  parser.on('cdata', (value) => reading.append('', value))
  parser.on('error', (error, context) => reading.refuse(error.message, context().line + 1))
  parser.on('warn', (error, context) => {
    // What saxen only warns of is not well-formed either, except an encoding that the caller has already decoded.
    if (!/encoding/.test(error.message)) reading.refuse(error.message, context().line + 1)
  })
  parser.parse(xml.charCodeAt(0) === 0xfeff ? xml.slice(1) : xml)
  return reading.done()
}

/** The line, from 1, of a place in a text. */
export function lineAt(text: string, offset: number): number {
  let line = 1
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line++
  return line
}

class Reading {
  #stack: TreeElement[] = []
  #root: TreeElement | undefined
  #fault: { line: number; why: string } | undefined
  #text: string
  #spans: Span[]
  #tag = 0
  /** The next line break that was not counted yet. */
  #break: number
  #line = 1

  constructor(text: string) {
    this.#text = text
    this.#spans = readSpans(text)
    this.#break = text.indexOf('\n')
  }

  open(qualified: string, decode: (text: string) => string): void {
    const span = this.#spans[this.#tag++]
    const line = this.#lineOf(span)
    // saxen knows no blanks around the equals sign, so the attributes are read here.
    const raw = span && readAttributes(this.#text, span)?.map(({ name, valueStart, valueEnd }): [string, string] => [name, this.#text.slice(valueStart, valueEnd)])
    if (this.#tag > spansMax) return this.refuse(`more than ${spansMax} elements`, line)
    if (!raw) return this.refuse(`the attributes of <${qualified}>`, line)
    const parent = this.#stack.at(-1)
    const scope = scopeOf(raw, parent?.scope ?? noPrefixes, decode)
    const named = resolveName(qualified, scope, true)
    if (!named) this.refuse(`undeclared prefix in <${qualified}>`, line)
    const { space, name } = named ?? { space: '', name: qualified }
    const element: TreeElement = { space, name, attributes: this.#attributes(raw, scope, line, decode), children: [], text: '', line, parent, scope, type: '' }
    if (this.#stack.length >= depthMax) this.refuse('nested too deeply', line)
    if (!parent && this.#root) this.refuse('a second root element', line)
    if (this.#stack.length < depthMax) parent?.children.push(element)
    this.#root ??= element
    this.#stack.push(element)
  }

  close(): void {
    this.#stack.pop()
  }

  append(raw: string, text: string): void {
    const top = this.#stack.at(-1)
    if (!top) return
    if (brokenReference.test(raw)) this.refuse('an unknown entity', top.line)
    top.text += text
  }

  refuse(why: string, line: number): void {
    this.#fault ??= { line, why }
  }

  done(): Tree {
    if (this.#fault) return { fault: this.#fault }
    return this.#root ? { root: this.#root } : { fault: { line: 1, why: 'no element' } }
  }

  #lineOf(span: Span | undefined): number {
    while (span && this.#break >= 0 && this.#break < span.start) {
      this.#line++
      this.#break = this.#text.indexOf('\n', this.#break + 1)
    }
    return this.#line
  }

  #attributes(raw: [string, string][], scope: Scope, line: number, decode: (text: string) => string): Map<string, string> {
    const attributes = new Map<string, string>()
    for (const [qualified, value] of raw) {
      if (qualified === 'xmlns' || qualified.startsWith('xmlns:')) continue
      const named = resolveName(qualified, scope, false)
      if (!named) this.refuse(`undeclared prefix in ${qualified}=`, line)
      if (brokenReference.test(value)) this.refuse('an unknown entity', line)
      const { space, name } = named ?? { space: '', name: qualified }
      attributes.set(space === '' ? name : `{${space}}${name}`, decode(value))
    }
    return attributes
  }
}

function scopeOf(raw: [string, string][], outer: Scope, decode: (text: string) => string): Scope {
  const own = new Map<string, string>()
  for (const [name, value] of raw) {
    if (name === 'xmlns') own.set('', decode(value))
    else if (name.startsWith('xmlns:')) own.set(name.slice(6), decode(value))
  }
  return own.size === 0 ? outer : { outer, own }
}

function resolveName(qualified: string, scope: Scope, isElement: boolean): { space: string; name: string } | undefined {
  const colon = qualified.indexOf(':')
  if (colon < 0) return { space: isElement ? (spaceOfPrefix(scope, '') ?? '') : '', name: qualified }
  const space = spaceOfPrefix(scope, qualified.slice(0, colon))
  return space === undefined ? undefined : { space, name: qualified.slice(colon + 1) }
}

/** The namespace a prefix stands for at an element; undefined when it was not declared. */
export function spaceOfPrefix(scope: Scope, prefix: string): string | undefined {
  for (let at: Scope | undefined = scope; at; at = at.outer) {
    const space = at.own.get(prefix)
    if (space !== undefined) return space
  }
  return undefined
}

/** Depth first, in document order. */
export function* walkTree(element: TreeElement): Generator<TreeElement> {
  yield element
  for (const child of element.children) yield* walkTree(child)
}
