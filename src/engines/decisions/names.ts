// Names with spaces, operators or keywords in them (DMN 1.5 §10.3.1.2): found in the text before the grammar sees it, the longest known name first.
// What is found is covered letter by letter, so that every offset stays and the grammar meets one plain identifier.

/** Names known where the expression stands, with the names of their fields. */
export type KnownNames = { readonly [name: string]: KnownNames | null }

// A letter to the grammar that no one types.
const cover = '\uFDFA'

/** Built-in names that hold keywords or that the grammar would read as types. */
const ownNames = ['date and time', 'years and months duration', 'days and time duration', 'time offset', 'start included', 'end included']

const keywords = new Set(['for', 'in', 'return', 'if', 'then', 'else', 'some', 'every', 'satisfies', 'or', 'and', 'between', 'instance', 'of', 'not', 'function', 'external', 'null', 'true', 'false'])

interface Candidate {
  name: string
  /** Matches at an offset. */
  pattern: RegExp
}

type Index = Map<string, Candidate[]>

const indexes = new WeakMap<object, Index>()
const namePart = /[\p{L}\p{N}\p{M}\p{So}_?·]/u
const nameStart = /[\p{L}\p{So}_?]/u
const firstWord = /^[\p{L}\p{N}\p{M}\p{So}_?·]+/u

// Models name the same fields in every expression: their patterns are made once.
const made = new Map<string, Candidate>()

function candidateFor(plain: string): Candidate {
  const known = made.get(plain)
  if (known) return known
  const source = plain.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&').replace(/ /g, '\\s+')
  const end = namePart.test(plain.at(-1) ?? '') ? '(?![\\p{L}\\p{N}\\p{M}_?])' : ''
  const candidate = { name: plain, pattern: new RegExp(source + end, 'uy') }
  if (made.size >= 10_000) made.clear()
  made.set(plain, candidate)
  return candidate
}

function addName(index: Index, name: string): void {
  const plain = name.replace(/\s+/g, ' ').trim()
  const first = firstWord.exec(plain)?.[0]
  if (first === undefined || first.length === plain.length || plain.length > 200) return
  const list = index.get(first) ?? []
  if (list.some((one) => one.name === plain)) return
  list.push(candidateFor(plain))
  list.sort((a, b) => b.name.length - a.name.length)
  index.set(first, list)
}

function addAll(index: Index, names: KnownNames, depth: number): void {
  for (const [name, inner] of Object.entries(names)) {
    addName(index, name)
    if (inner && depth < 10) addAll(index, inner, depth + 1)
  }
}

function indexOf(names: KnownNames): Index {
  const known = indexes.get(names)
  if (known) return known
  const index: Index = new Map()
  for (const name of ownNames) addName(index, name)
  addAll(index, names, 0)
  indexes.set(names, index)
  return index
}

// Names that the text itself declares: keys of contexts, parameters, iterators.
const entryName = /[{,(]\s*([^\s{}()[\],:"<>=][^{}()[\],:"<>=]*?)\s*:/gu
const keyText = /[{,]\s*"([^"\\]+)"\s*:/gu
const parameterList = /\bfunction\s*\(([^()]*)\)/gu
const loopStart = /\b(?:for|some|every)\s/gu
const iteratorName = /^\s*([^\s{}()[\],:"<>=][^{}()[\],:"<>=]*?)\s+in\b/u

/** Names of more than one plain word that a text declares: keys, parameters, iterators. */
export function declared(written: string): string[] {
  const names = [...written.matchAll(keyText)].map((match) => match[1] ?? '')
  const text = withoutLiterals(written)
  for (const match of text.matchAll(entryName)) names.push(match[1] ?? '')
  for (const [, list = ''] of text.matchAll(parameterList)) names.push(...list.split(',').map((parameter) => parameter.replace(/:.*$/s, '')))
  let loops = 0
  for (const match of text.matchAll(loopStart)) if (++loops <= 50) names.push(...iteratorNames(text, match.index + match[0].length))
  return names.filter((name) => /[^\p{L}\p{N}_]/u.test(name.trim()))
}

/** The text with its literals and comments blanked: what looks like a name in them declares none. */
function withoutLiterals(text: string): string {
  if (!/["/]/.test(text)) return text
  const parts: string[] = []
  for (let at = 0; at < text.length; ) {
    const end = endOfLiteral(text, at)
    parts.push(end === undefined ? (text[at] ?? '') : '"'.repeat(end - at))
    at = end ?? at + 1
  }
  return parts.join('')
}

/** The names of one loop's iterators: each stands first, or after a comma outside all brackets. */
function iteratorNames(text: string, start: number): string[] {
  const names: string[] = []
  let depth = 0
  let from = start
  for (let at = start; at <= text.length && at < start + 2000; at++) {
    const letter = text[at]
    if (letter === '(' || letter === '[' || letter === '{') depth++
    if (letter === ')' || letter === ']' || letter === '}') depth--
    if (depth < 0) break
    if (letter !== undefined && (letter !== ',' || depth > 0)) continue
    const name = iteratorName.exec(text.slice(from, Math.min(at, from + 300)))?.[1]
    if (name === undefined) break
    names.push(name)
    from = at + 1
  }
  return names
}

/** The text with everything covered that the grammar would misread, as long as before; and how deep its brackets nest. */
export function coverNames(text: string, names: KnownNames): { text: string; deepest: number } {
  let index = indexOf(names)
  const own = declared(text)
  if (own.length > 0) {
    index = new Map([...index].map(([first, list]) => [first, [...list]]))
    for (const name of own) addName(index, name)
  }
  const parts: string[] = []
  let depth = 0
  let deepest = 0
  let at = 0
  while (at < text.length) {
    const [piece, end] = nextPiece(text, at, index)
    if (piece === '(' || piece === '[' || piece === '{') deepest = Math.max(deepest, ++depth)
    else if ((piece === ')' || piece === ']' || piece === '}') && depth > 0) depth--
    parts.push(piece)
    at = end
  }
  return { text: parts.join(''), deepest }
}

/** What stands at an offset, covered where needed, and where it ends. */
function nextPiece(text: string, at: number, index: Index): [string, number] {
  const skipped = endOfLiteral(text, at)
  if (skipped !== undefined) return [text.slice(at, skipped), skipped]
  const letter = String.fromCodePoint(text.codePointAt(at) ?? 0)
  if (/\s/u.test(letter)) return [' '.repeat(letter.length), at + letter.length]
  if (!nameStart.test(letter)) {
    // Digits belong to a number here, not to a name.
    const digits = /^[\p{N}]+/u.exec(text.slice(at, at + 400))?.[0]
    return digits === undefined ? [letter, at + letter.length] : [digits, at + digits.length]
  }
  const word = firstWord.exec(text.slice(at))?.[0] ?? letter
  const found = (index.get(word) ?? []).find(({ name, pattern }) => {
    pattern.lastIndex = at
    return pattern.test(text) && isMeant(text, at, name, pattern.lastIndex)
  })
  if (found) return [covered(text.slice(at, found.pattern.lastIndex)), found.pattern.lastIndex]
  if (keywords.has(word) && /[^.]\.\s*$/.test(text.slice(Math.max(0, at - 20), at))) return [covered(word), at + word.length]
  const range = word === 'range' ? rangeTypeEnd(text, at) : undefined
  if (range !== undefined) return [covered(text.slice(at, range)), range]
  return [word, at + word.length]
}

// `date and time` may also be two conditions: a call or a type follows its sign, a path follows its dot.
function isMeant(text: string, at: number, name: string, end: number): boolean {
  if (!name.includes(' and ') || !ownNames.includes(name)) return !(ownNames.includes(name) && !/\.\s*$/.test(text.slice(Math.max(0, at - 20), at)))
  return /^\s*\(/.test(text.slice(end, end + 20)) || /(?:\bof|[<:,>])\s*$/.test(text.slice(Math.max(0, at - 20), at))
}

// A keyword that names an entry (`order.if`) keeps its first letter only.
function covered(name: string): string {
  if (keywords.has(name)) return name[0] + cover.repeat(name.length - 1)
  return name[0] + name.slice(1).replace(/[^A-Za-z0-9_]/g, cover)
}

/** Where a text literal or comment that begins here ends. */
function endOfLiteral(text: string, at: number): number | undefined {
  const pair = text.slice(at, at + 2)
  if (pair === '//') {
    // With its line break, which the grammar needs; any other break is a space like the rest.
    const end = text.indexOf('\n', at)
    return end < 0 ? text.length : end + 1
  }
  if (pair === '/*') {
    const end = text.indexOf('*/', at + 2)
    return end < 0 ? text.length : end + 2
  }
  if (text[at] !== '"') return undefined
  for (let i = at + 1; i < text.length; i++) {
    if (text[i] === '\\') i++
    else if (text[i] === '"') return i + 1
  }
  return text.length
}

/** Where `range<…>` ends when it stands as a type; the grammar does not know that type. */
function rangeTypeEnd(text: string, at: number): number | undefined {
  if (!/(?:\bof|[<:,>])\s*$/.test(text.slice(Math.max(0, at - 20), at))) return undefined
  const open = /^range\s*</.exec(text.slice(at))?.[0]
  if (open === undefined) return undefined
  let depth = 1
  for (let i = at + open.length; i < text.length; i++) {
    if (text[i] === '<') depth++
    if (text[i] === '>' && text[i - 1] !== '-' && --depth === 0) return i + 1
  }
  return undefined
}
