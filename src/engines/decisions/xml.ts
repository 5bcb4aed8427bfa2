// Reads XML into a small tree that keeps line numbers and drops nothing it is asked for; DMN is read from it. No DTD, no entities beyond XML's own five.
import { Parser } from 'saxen'
import { startTagLines } from './tag-lines.ts'

export interface XmlElement {
  /** Local name, without prefix. */
  name: string
  /** Namespace URI as far as it is one of those asked for, otherwise ''. */
  space: string
  attributes: Readonly<Record<string, string>>
  children: XmlElement[]
  text: string
  /** From 1. */
  line: number
}

const textMax = 4_000_000
const depthMax = 200

/** The root element, or why the text cannot be read. `spaces` are the namespaces whose elements matter. */
export function readXml(xml: string, spaces: readonly string[]): { root?: XmlElement; fault?: { line: number; why: string } } {
  if (xml.length > textMax) return { fault: { line: 1, why: `longer than ${textMax} characters` } }
  // A DOCTYPE could declare entities without end.
  if (/<!DOCTYPE/i.test(xml)) return { fault: { line: 1, why: 'DOCTYPE is not allowed' } }
  const lines = startTagLines(xml)
  let tag = 0
  const stack: XmlElement[] = []
  let root: XmlElement | undefined
  let fault: { line: number; why: string } | undefined
  const parser = new Parser()
  parser.ns(Object.fromEntries(spaces.map((uri, i) => [uri, `ns${i}`])))
  parser.on('openTag', (qualified, attributes, decode) => {
    const [prefix = '', local] = qualified.includes(':') ? qualified.split(':') : ['', qualified]
    const place = /^ns(\d+)$/.exec(prefix)
    const decoded = Object.fromEntries(Object.entries(attributes()).map(([name, value]) => [name, decode(value)]))
    const element: XmlElement = { name: local ?? qualified, space: place ? (spaces[Number(place[1])] ?? '') : '', attributes: decoded, children: [], text: '', line: lines[tag++] ?? 0 }
    if (stack.length >= depthMax) fault ??= { line: element.line, why: 'nested too deeply' }
    stack.at(-1)?.children.push(element)
    root ??= element
    stack.push(element)
  })
  parser.on('closeTag', () => {
    stack.pop()
  })
  const append = (text: string) => {
    const top = stack.at(-1)
    if (top) top.text += text
  }
  parser.on('text', (value, decode) => append(decode(value)))
  parser.on('cdata', append)
  parser.on('error', (error, context) => {
    fault ??= { line: context().line + 1, why: error.message }
  })
  parser.parse(xml)
  return fault ? { fault } : root ? { root } : { fault: { line: 1, why: 'no element' } }
}

/** Children with this local name. */
export function childrenNamed(element: XmlElement, name: string): XmlElement[] {
  return element.children.filter((child) => child.name === name)
}

export function childNamed(element: XmlElement, name: string): XmlElement | undefined {
  return element.children.find((child) => child.name === name)
}

/** The name of a DMN element; its id where it has none. */
export function nameOf(element: XmlElement): string {
  return (element.attributes['name'] ?? element.attributes['id'] ?? '').replace(/\s+/g, ' ').trim()
}

/** What stands in the `text` child of an element. */
export function textIn(element: XmlElement): string {
  return (childNamed(element, 'text')?.text ?? '').trim()
}
