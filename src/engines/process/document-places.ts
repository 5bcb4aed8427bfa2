// Each element of a text together with the characters it takes: tree and spans in one.
import { readSpans, type Span } from './document-spans.ts'
import { readTree, type TreeElement, walkTree } from './standard-tree.ts'

export interface Place {
  element: TreeElement
  span: Span
}

/** Every element in document order, the root first; undefined when the text is not well-formed. */
export function findPlaces(text: string): Place[] | undefined {
  const { root } = readTree(text)
  if (!root) return undefined
  const elements: TreeElement[] = [...walkTree(root)]
  const spans = readSpans(text)
  if (spans.length !== elements.length) return undefined
  return elements.flatMap((element, at) => {
    const span = spans[at]
    return span ? [{ element, span }] : []
  })
}
