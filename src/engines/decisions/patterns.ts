// `matches`, `replace` and `split` by the regular expressions of XPath: a matcher of our own, so that every step is counted and none runs away.
import { spend } from './operators.ts'
import { type Node, type Pattern, readPattern } from './pattern-parse.ts'
import { report } from './problems.ts'
import type { FeelValue, Run } from './values.ts'

interface Match {
  start: number
  end: number
  /** Where each group begins and ends, from index 1. */
  groups: ([number, number] | undefined)[]
}

interface State {
  pattern: Pattern
  text: string[]
  groups: ([number, number] | undefined)[]
  run: Run
}

class OutOfWork extends Error {}

type Next = (at: number) => boolean

const patterns = new Map<string, Pattern | undefined>()

function patternOf(source: string, flags: string, run: Run): Pattern | null {
  const key = `${flags}/${source}`
  if (!patterns.has(key)) {
    if (patterns.size > 500) patterns.clear()
    patterns.set(key, readPattern(source, flags))
  }
  return patterns.get(key) ?? report(run, 'feel.wrong-pattern', `“${source.slice(0, 40)}”不是正确的正则表达式。`, `"${source.slice(0, 40)}" is not a correct regular expression.`)
}

function step(node: Node, at: number, state: State, next: Next): boolean {
  if (!spend(state.run)) throw new OutOfWork()
  switch (node.kind) {
    case 'char': {
      const point = state.text[at]
      return point !== undefined && node.takes(point) && next(at + 1)
    }
    case 'start':
      return (at === 0 || (state.pattern.multiline && state.text[at - 1] === '\n')) && next(at)
    case 'end':
      return (at === state.text.length || (state.pattern.multiline && state.text[at] === '\n')) && next(at)
    case 'sequence':
      return sequence(node.parts, 0, at, state, next)
    case 'choice':
      return node.options.some((option) => step(option, at, state, next))
    case 'group':
      return group(node, at, state, next)
    case 'back':
      return back(node.index, at, state, next)
    default:
      return node.of.kind === 'char' ? repeatChar(node, node.of, at, state, next) : repeat(node, 0, at, state, next)
  }
}

function sequence(parts: Node[], index: number, at: number, state: State, next: Next): boolean {
  const part = parts[index]
  return part ? step(part, at, state, (end) => sequence(parts, index + 1, end, state, next)) : next(at)
}

function group({ index, of }: Extract<Node, { kind: 'group' }>, at: number, state: State, next: Next): boolean {
  if (index === undefined) return step(of, at, state, next)
  const before = state.groups[index]
  const isMatched = step(of, at, state, (end) => {
    const inside = state.groups[index]
    state.groups[index] = [at, end]
    if (next(end)) return true
    state.groups[index] = inside
    return false
  })
  if (!isMatched) state.groups[index] = before
  return isMatched
}

function back(index: number, at: number, state: State, next: Next): boolean {
  const [start, end] = state.groups[index] ?? [0, 0]
  for (let i = start; i < end; i++) {
    const [a = '', b = ''] = [state.text[i], state.text[at + i - start]]
    if (a !== b && !(state.pattern.ignoreCase && a.toLowerCase() === b.toLowerCase())) return false
  }
  return next(at + end - start)
}

type Repeat = Extract<Node, { kind: 'repeat' }>

/** A loop over one character needs no recursion: count, then give back one by one. */
function repeatChar({ min, max, isLazy }: Repeat, { takes }: Extract<Node, { kind: 'char' }>, at: number, state: State, next: Next): boolean {
  let most = 0
  const accepts = (count: number) => {
    const point = state.text[at + count]
    return point !== undefined && takes(point)
  }
  if (isLazy) {
    while (most < min && accepts(most)) most++
    if (most < min) return false
    for (; ; most++) {
      if (next(at + most)) return true
      if (most >= max || !accepts(most)) return false
      if (!spend(state.run)) throw new OutOfWork()
    }
  }
  while (most < max && accepts(most)) most++
  if (!spend(state.run, most)) throw new OutOfWork()
  for (let count = most; count >= min; count--) if (next(at + count)) return true
  return false
}

function repeat(node: Repeat, count: number, at: number, state: State, next: Next): boolean {
  const more = () => count < node.max && step(node.of, at, state, (end) => (end > at || count < node.min) && repeat(node, count + 1, end, state, next))
  if (count < node.min) return more()
  return node.isLazy ? next(at) || more() : more() || next(at)
}

function matchAt(pattern: Pattern, text: string[], start: number, run: Run): Match | undefined {
  const state: State = { pattern, text, groups: [], run }
  let end = -1
  const isMatched = step(pattern.root, start, state, (at) => {
    end = at
    return true
  })
  return isMatched ? { start, end, groups: state.groups } : undefined
}

function find(pattern: Pattern, text: string[], from: number, run: Run): Match | undefined {
  for (let start = from; start <= text.length; start++) {
    const match = matchAt(pattern, text, start, run)
    if (match) return match
  }
  return undefined
}

/** Null and a problem where the work or the host's stack runs out. */
function bounded(run: Run, work: () => FeelValue): FeelValue {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof OutOfWork) && !(error instanceof RangeError)) throw error
    return report(run, 'feel.too-much-work', '正则表达式的计算量超过上限。', 'The regular expression takes more work than is allowed.')
  }
}

/** Whether some part of the text matches; null for a wrong pattern. */
export function matchesPattern(text: string, source: string, flags: string, run: Run): FeelValue {
  const pattern = patternOf(source, flags, run)
  return pattern && bounded(run, () => find(pattern, [...text], 0, run) !== undefined)
}

// F&O forbids both functions a pattern that matches the empty text.
function forParts(source: string, flags: string, run: Run): Pattern | null {
  const pattern = patternOf(source, flags, run)
  if (!pattern) return null
  if (bounded(run, () => matchAt(pattern, [], 0, run) !== undefined) !== true) return pattern
  return report(run, 'feel.wrong-pattern', `“${source.slice(0, 40)}”会匹配空文本。`, `"${source.slice(0, 40)}" matches the empty text.`)
}

/** Every part that matches, replaced; `$1` is the first group, `\$` a dollar sign. */
export function replacePattern(text: string, source: string, replacement: string, flags: string, run: Run): FeelValue {
  const pattern = forParts(source, flags, run)
  if (!pattern) return null
  const pieces = readReplacement(replacement, pattern.groups)
  if (!pieces) return report(run, 'feel.wrong-pattern', `替换文本“${replacement.slice(0, 40)}”不正确。`, `The replacement "${replacement.slice(0, 40)}" is not correct.`)
  return bounded(run, () => {
    const points = [...text]
    const made: string[] = []
    let at = 0
    for (let match = find(pattern, points, 0, run); match; match = match.end >= points.length ? undefined : find(pattern, points, match.end, run)) {
      made.push(...points.slice(at, match.start))
      for (const piece of pieces) made.push(typeof piece === 'string' ? piece : cut(points, piece === 0 ? [match.start, match.end] : match.groups[piece]))
      at = match.end
    }
    return made.concat(points.slice(at)).join('')
  })
}

function cut(points: string[], part: [number, number] | undefined): string {
  return part ? points.slice(part[0], part[1]).join('') : ''
}

function readReplacement(text: string, groups: number): (string | number)[] | undefined {
  const pieces: (string | number)[] = []
  for (let i = 0; i < text.length; i++) {
    const letter = text[i] ?? ''
    const following = text[i + 1] ?? ''
    if (letter === '\\') {
      if (following !== '\\' && following !== '$') return undefined
      pieces.push(following)
      i++
    } else if (letter === '$') {
      if (!/\d/.test(following)) return undefined
      let index = Number(following)
      i++
      while (/\d/.test(text[i + 1] ?? '') && index * 10 + Number(text[i + 1]) <= groups) index = index * 10 + Number(text[++i])
      pieces.push(index <= groups ? index : '')
    } else pieces.push(letter)
  }
  return pieces
}

/** The parts between matches; null for a wrong pattern. */
export function splitByPattern(text: string, source: string, run: Run): FeelValue {
  const pattern = forParts(source, '', run)
  return (
    pattern &&
    bounded(run, () => {
      const points = [...text]
      const parts: string[] = []
      let at = 0
      for (let match = find(pattern, points, 0, run); match; match = find(pattern, points, match.end, run)) {
        parts.push(points.slice(at, match.start).join(''))
        at = match.end
      }
      return [...parts, points.slice(at).join('')]
    })
  )
}
