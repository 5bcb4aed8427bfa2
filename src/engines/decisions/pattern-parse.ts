// Reads the regular expressions of XPath and XQuery (F&O §7.6.1, XML Schema part 2 appendix F) into a tree. Single characters are left to the host's classes.

/** One character: whether a code point is taken. */
export type Taker = (point: string) => boolean

export type Node =
  | { kind: 'char'; takes: Taker }
  | { kind: 'start' | 'end' }
  | { kind: 'sequence'; parts: Node[] }
  | { kind: 'choice'; options: Node[] }
  | { kind: 'group'; index: number | undefined; of: Node }
  | { kind: 'back'; index: number }
  | { kind: 'repeat'; of: Node; min: number; max: number; isLazy: boolean }

export interface Pattern {
  root: Node
  groups: number
  ignoreCase: boolean
  multiline: boolean
}

class BadPattern extends Error {}

interface Reader {
  text: string[]
  at: number
  groups: number
  closed: Set<number>
  dotAll: boolean
  ignoreCase: boolean
  depth: number
}

/** The pattern, or undefined for one that XPath does not allow. Flags: s, m, i, x. */
export function readPattern(source: string, flags: string): Pattern | undefined {
  if (!/^[smix]*$/.test(flags) || source.length > 2000) return undefined
  const text = flags.includes('x') ? withoutSpace(source) : source
  const reader: Reader = { text: [...text], at: 0, groups: 0, closed: new Set(), dotAll: flags.includes('s'), ignoreCase: flags.includes('i'), depth: 0 }
  try {
    const root = readChoice(reader)
    return reader.at < reader.text.length ? undefined : { root, groups: reader.groups, ignoreCase: reader.ignoreCase, multiline: flags.includes('m') }
  } catch (error) {
    if (error instanceof BadPattern || error instanceof SyntaxError) return undefined
    throw error
  }
}

/** Flag x: white space goes, except inside a class. */
function withoutSpace(source: string): string {
  let depth = 0
  let kept = ''
  for (let i = 0; i < source.length; i++) {
    const letter = source[i] ?? ''
    if (letter === '\\' && depth > 0) {
      kept += letter + (source[++i] ?? '')
      continue
    }
    if (letter === '[' && source[i - 1] !== '\\') depth++
    if (letter === ']' && depth > 0) depth--
    if (depth > 0 || !/[\t\n\r ]/.test(letter)) kept += letter
  }
  return kept
}

function fail(): never {
  throw new BadPattern()
}

function readChoice(reader: Reader): Node {
  if (++reader.depth > 60) fail()
  const options = [readSequence(reader)]
  while (reader.text[reader.at] === '|') {
    reader.at++
    options.push(readSequence(reader))
  }
  reader.depth--
  const [only] = options
  return only && options.length === 1 ? only : { kind: 'choice', options }
}

function readSequence(reader: Reader): Node {
  const parts: Node[] = []
  while (reader.at < reader.text.length && reader.text[reader.at] !== '|' && reader.text[reader.at] !== ')') parts.push(readPiece(reader))
  return { kind: 'sequence', parts }
}

function readPiece(reader: Reader): Node {
  const of = readAtom(reader)
  const bounds = readBounds(reader)
  if (!bounds) return of
  if (of.kind === 'start' || of.kind === 'end') fail()
  const isLazy = reader.text[reader.at] === '?'
  if (isLazy) reader.at++
  if (/[?*+{]/.test(reader.text[reader.at] ?? '')) fail()
  return { kind: 'repeat', of, min: bounds[0], max: bounds[1], isLazy }
}

function readBounds(reader: Reader): [number, number] | undefined {
  const sign = reader.text[reader.at] ?? ''
  const simple: Record<string, [number, number]> = { '?': [0, 1], '*': [0, Number.POSITIVE_INFINITY], '+': [1, Number.POSITIVE_INFINITY] }
  if (simple[sign]) {
    reader.at++
    return simple[sign]
  }
  if (sign !== '{') return undefined
  const close = reader.text.indexOf('}', reader.at)
  const match = /^(\d{1,4})(?:(,)(\d{1,4})?)?$/.exec(close < 0 ? '' : reader.text.slice(reader.at + 1, close).join(''))
  if (!match) fail()
  reader.at = close + 1
  const min = Number(match[1])
  const max = match[2] === undefined ? min : match[3] === undefined ? Number.POSITIVE_INFINITY : Number(match[3])
  return max < min ? fail() : [min, max]
}

function readAtom(reader: Reader): Node {
  const letter = reader.text[reader.at++] ?? fail()
  if (letter === '(') return readGroup(reader)
  if (letter === '[') return { kind: 'char', takes: takerOf(readClass(reader), reader.ignoreCase) }
  if (letter === '\\') return readEscape(reader)
  if (letter === '^') return { kind: 'start' }
  if (letter === '$') return { kind: 'end' }
  if (letter === '.') return { kind: 'char', takes: reader.dotAll ? () => true : (point) => point !== '\n' && point !== '\r' }
  if (/[?*+{}\])]/.test(letter)) fail()
  return { kind: 'char', takes: reader.ignoreCase ? takerOf(quoted(letter), true) : (point) => point === letter }
}

function readGroup(reader: Reader): Node {
  const isPlain = reader.text[reader.at] === '?'
  if (isPlain) {
    if (reader.text[reader.at + 1] !== ':') fail()
    reader.at += 2
  }
  const index = isPlain ? undefined : ++reader.groups
  const of = readChoice(reader)
  if (reader.text[reader.at++] !== ')') fail()
  if (index !== undefined) reader.closed.add(index)
  return { kind: 'group', index, of }
}

function readEscape(reader: Reader): Node {
  const letter = reader.text[reader.at] ?? fail()
  if (/[1-9]/.test(letter)) return readBack(reader)
  return { kind: 'char', takes: takerOf(escapeClass(reader), reader.ignoreCase) }
}

// A further digit belongs to the number only while there are so many groups.
function readBack(reader: Reader): Node {
  let index = Number(reader.text[reader.at++])
  while (/\d/.test(reader.text[reader.at] ?? '') && index * 10 + Number(reader.text[reader.at]) <= reader.groups) index = index * 10 + Number(reader.text[reader.at++])
  return reader.closed.has(index) ? { kind: 'back', index } : fail()
}

const plainEscapes: Record<string, string> = { n: '\\n', r: '\\r', t: '\\t' }
const nameStartClass = '[\\p{L}_:]'
const nameClass = '[\\p{L}\\p{N}\\p{M}\\-._:·]'
const classEscapes: Record<string, string> = {
  d: '\\p{Nd}', D: '\\P{Nd}', s: '[ \\t\\n\\r]', S: '[^ \\t\\n\\r]', w: '[^\\p{P}\\p{Z}\\p{C}]', W: '[\\p{P}\\p{Z}\\p{C}]',
  i: nameStartClass, I: `[^${nameStartClass}]`, c: nameClass, C: `[^${nameClass}]`,
}

/** After a backslash: what it stands for, as the host writes classes. */
function escapeClass(reader: Reader): string {
  const letter = reader.text[reader.at++] ?? fail()
  const known = plainEscapes[letter] ?? classEscapes[letter]
  if (known !== undefined) return known
  if (letter === 'p' || letter === 'P') return propertyClass(reader, letter === 'P')
  return /[\\|.?*+(){}$\-[\]^ ]/.test(letter) ? quoted(letter) : fail()
}

const blocks: Record<string, string> = {
  BasicLatin: '\\u{0}-\\u{7F}', 'Latin-1Supplement': '\\u{80}-\\u{FF}', 'LatinExtended-A': '\\u{100}-\\u{17F}', 'LatinExtended-B': '\\u{180}-\\u{24F}', IPAExtensions: '\\u{250}-\\u{2AF}',
  SpacingModifierLetters: '\\u{2B0}-\\u{2FF}', CombiningDiacriticalMarks: '\\u{300}-\\u{36F}', Greek: '\\u{370}-\\u{3FF}', GreekandCoptic: '\\u{370}-\\u{3FF}', Cyrillic: '\\u{400}-\\u{4FF}', Armenian: '\\u{530}-\\u{58F}',
  Hebrew: '\\u{590}-\\u{5FF}', Arabic: '\\u{600}-\\u{6FF}', Devanagari: '\\u{900}-\\u{97F}', Thai: '\\u{E00}-\\u{E7F}', HangulJamo: '\\u{1100}-\\u{11FF}', LatinExtendedAdditional: '\\u{1E00}-\\u{1EFF}', GreekExtended: '\\u{1F00}-\\u{1FFF}',
  GeneralPunctuation: '\\u{2000}-\\u{206F}', SuperscriptsandSubscripts: '\\u{2070}-\\u{209F}', CurrencySymbols: '\\u{20A0}-\\u{20CF}', LetterlikeSymbols: '\\u{2100}-\\u{214F}', NumberForms: '\\u{2150}-\\u{218F}', Arrows: '\\u{2190}-\\u{21FF}',
  MathematicalOperators: '\\u{2200}-\\u{22FF}', BoxDrawing: '\\u{2500}-\\u{257F}', GeometricShapes: '\\u{25A0}-\\u{25FF}', Dingbats: '\\u{2700}-\\u{27BF}', CJKSymbolsandPunctuation: '\\u{3000}-\\u{303F}', Hiragana: '\\u{3040}-\\u{309F}',
  Katakana: '\\u{30A0}-\\u{30FF}', Bopomofo: '\\u{3100}-\\u{312F}', CJKUnifiedIdeographsExtensionA: '\\u{3400}-\\u{4DBF}', CJKUnifiedIdeographs: '\\u{4E00}-\\u{9FFF}', HangulSyllables: '\\u{AC00}-\\u{D7AF}', PrivateUse: '\\u{E000}-\\u{F8FF}',
  CJKCompatibilityIdeographs: '\\u{F900}-\\u{FAFF}', HalfwidthandFullwidthForms: '\\u{FF00}-\\u{FFEF}',
}

function propertyClass(reader: Reader, isNot: boolean): string {
  const close = reader.text.indexOf('}', reader.at)
  if (reader.text[reader.at] !== '{' || close < 0) fail()
  const name = reader.text.slice(reader.at + 1, close).join('')
  reader.at = close + 1
  if (name.startsWith('Is')) {
    const block = blocks[name.slice(2)] ?? fail()
    return isNot ? `[^${block}]` : `[${block}]`
  }
  return /^(?:L[ultmo]?|M[nce]?|N[dlo]?|P[cdseifo]?|Z[slp]?|S[mcko]?|C[cfon]?)$/.test(name) ? `\\${isNot ? 'P' : 'p'}{${name}}` : fail()
}

/** A literal character as the host writes it in a class. */
function quoted(letter: string): string {
  return `\\u{${(letter.codePointAt(0) ?? 0).toString(16)}}`
}

/** A class after its bracket, as the host writes it; `[a-z-[aeiou]]` takes away. */
function readClass(reader: Reader): string {
  if (++reader.depth > 60) fail()
  const isNot = reader.text[reader.at] === '^'
  if (isNot) reader.at++
  const parts: string[] = []
  let minus = ''
  for (let isFirst = true; reader.text[reader.at] !== ']' || isFirst; isFirst = false) {
    if (reader.text[reader.at] === ']') fail()
    if (reader.text[reader.at] === '-' && reader.text[reader.at + 1] === '[' && !isFirst) {
      reader.at += 2
      minus = readClass(reader)
      break
    }
    parts.push(readMember(reader))
  }
  if (reader.text[reader.at++] !== ']') fail()
  reader.depth--
  const whole = `[${isNot ? '^' : ''}${parts.join('')}]`
  return minus === '' ? whole : `[${whole}--${minus}]`
}

function readMember(reader: Reader): string {
  const [from, isSingle] = readOne(reader)
  const isRange = isSingle && reader.text[reader.at] === '-' && reader.text[reader.at + 1] !== ']' && reader.text[reader.at + 1] !== '['
  if (!isRange) return from
  reader.at++
  const [to, isEnd] = readOne(reader)
  return isEnd ? `${from}-${to}` : fail()
}

function readOne(reader: Reader): [text: string, isSingle: boolean] {
  const letter = reader.text[reader.at++] ?? fail()
  if (letter === '[') fail()
  if (letter !== '\\') return [quoted(letter), true]
  const before = reader.text[reader.at] ?? ''
  const text = escapeClass(reader)
  return [text, !Object.hasOwn(classEscapes, before) && before !== 'p' && before !== 'P']
}

const takers = new Map<string, Taker>()

function takerOf(source: string, ignoreCase: boolean): Taker {
  const key = `${ignoreCase}${source}`
  const known = takers.get(key)
  if (known) return known
  const host = new RegExp(`^${source}$`, ignoreCase ? 'vi' : 'v')
  const taker: Taker = (point) => host.test(point)
  if (takers.size < 1000) takers.set(key, taker)
  return taker
}
