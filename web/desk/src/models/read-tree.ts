// Reads XML into plain trees by the browser's own parser; what cannot be read is undefined. Nothing in it is ever run or fetched.
import type { Tree } from './compare.ts'

function treeOf(element: Element): Tree {
  const attributes: Record<string, string> = {}
  for (const { name, localName, value } of element.attributes) if (name !== 'xmlns' && !name.startsWith('xmlns:')) attributes[localName] = value
  const text = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE || node.nodeType === Node.CDATA_SECTION_NODE).map((node) => node.nodeValue ?? '').join('').trim()
  return { name: element.localName, attributes, text, children: [...element.children].map(treeOf) }
}

/** The tree of a text; undefined where it is not well-formed. */
export function readTree(xml: string): Tree | undefined {
  const parsed = new DOMParser().parseFromString(xml, 'application/xml')
  return parsed.querySelector('parsererror') === null ? treeOf(parsed.documentElement) : undefined
}
