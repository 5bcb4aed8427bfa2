// Where each element and attribute stands in an XML text, so that an edit can touch its own characters and nothing else. Takes any text; what is not well-formed gives spans that mean nothing.

/** Offsets are of UTF-16 units; an end is the place after the last one. */
export interface Span {
  /** As written, with prefix. */
  name: string
  start: number
  /** After the name in the start tag. */
  nameEnd: number
  /** After the `>` of the start tag. */
  tagEnd: number
  selfClosing: boolean
  /** The `<` of the end tag; equal to tagEnd in a tag that closes itself. */
  close: number
  end: number
  parent?: Span
  children: Span[]
}

export interface AttributeSpan {
  name: string
  start: number
  end: number
  valueStart: number
  valueEnd: number
}

const specials: [string, string][] = [['<!--', '-->'], ['<![CDATA[', ']]>'], ['<?', '?>']]

/** No model needs more elements; what follows them is not read. */
export const spansMax = 50_000

/** Every element in document order, the root first; at most one more than `spansMax`. */
export function readSpans(text: string): Span[] {
  const spans: Span[] = []
  const open: Span[] = []
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at)) {
    if (spans.length > spansMax) break
    const second = text[at + 1]
    const special = second === '!' || second === '?' ? specials.find(([begin]) => text.startsWith(begin, at)) : undefined
    if (special) {
      const end = text.indexOf(special[1], at + special[0].length)
      if (end < 0) break
      at = end + special[1].length
    } else if (second === '/') {
      const end = text.indexOf('>', at) + 1
      if (end === 0) break
      const span = open.pop()
      if (span) Object.assign(span, { close: at, end })
      at = end
    } else {
      const span = readStartTag(text, at, open.at(-1))
      spans.push(span)
      if (!span.selfClosing) open.push(span)
      at = span.tagEnd
    }
  }
  return spans
}

const nameEnding = /[\s/>]/g

function readStartTag(text: string, start: number, parent: Span | undefined): Span {
  nameEnding.lastIndex = start + 1
  const nameEnd = nameEnding.exec(text)?.index ?? text.length
  let quote = 0
  let at = nameEnd
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (quote !== 0) quote = code === quote ? 0 : quote
    else if (code === 34 || code === 39) quote = code
    else if (code === 62) break
  }
  const tagEnd = at + 1
  const span: Span = { name: text.slice(start + 1, nameEnd), start, nameEnd, tagEnd, selfClosing: text[at - 1] === '/', close: tagEnd, end: tagEnd, children: [], ...(parent ? { parent } : {}) }
  parent?.children.push(span)
  return span
}

const attribute = /\s+([^\s=/<>"'&]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y

/** The attributes of a start tag, in their order; undefined when they are not well-formed or one stands twice. */
export function readAttributes(text: string, span: Span): AttributeSpan[] | undefined {
  const attributes: AttributeSpan[] = []
  const end = span.tagEnd - (span.selfClosing ? 2 : 1)
  let at = span.nameEnd
  for (;;) {
    attribute.lastIndex = at
    const match = attribute.exec(text)
    if (!match || attribute.lastIndex > end) break
    const [whole, name = '', double, single] = match
    const start = at + whole.length - whole.trimStart().length
    const valueEnd = attribute.lastIndex - 1
    attributes.push({ name, start, end: attribute.lastIndex, valueStart: valueEnd - (double ?? single ?? '').length, valueEnd })
    at = attribute.lastIndex
  }
  const isWhole = text.slice(at, end).trim() === '' && new Set(attributes.map(({ name }) => name)).size === attributes.length
  return isWhole ? attributes : undefined
}

export function localName(qualified: string): string {
  return qualified.slice(qualified.indexOf(':') + 1)
}
