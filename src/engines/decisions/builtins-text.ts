// Built-in functions on texts, booleans and conversions (DMN 1.5 §10.3.4.1–3). Texts are counted by code points.
import { decimalOf } from './decimal.ts'
import { asWhole, define, itemsIn } from './define.ts'
import { textMax } from './operators.ts'
import { matchesPattern, replacePattern, splitByPattern } from './patterns.ts'
import { type FeelValue, textOf } from './values.ts'

function substring(text: string, start: number, length: number | undefined): string | undefined {
  const points = [...text]
  if (start === 0 || (length !== undefined && length < 1)) return undefined
  const from = start > 0 ? start - 1 : points.length + start
  if (from < 0 || from > points.length) return ''
  return points.slice(from, length === undefined ? undefined : from + length).join('')
}

const separators = [' ', ',', '.']

function numberFrom(text: string, group: FeelValue | undefined, point: FeelValue | undefined): FeelValue | undefined {
  const decimal = point ?? '.'
  if (typeof decimal !== 'string' || (decimal !== '.' && decimal !== ',')) return undefined
  if (typeof group === 'string' && (!separators.includes(group) || group === decimal)) return undefined
  const plain = typeof group === 'string' ? text.split(group).join('') : text
  return decimal === ',' && plain.includes('.') ? undefined : decimalOf(plain.replace(decimal, '.').trim())
}

/** A function of two texts. */
function onTexts(name: string, body: (text: string, match: string) => FeelValue) {
  return define(name, 'string: string, match: string', ([text, match]) => body(text as string, match as string))
}

function onText(name: string, body: (text: string) => FeelValue) {
  return define(name, 'string: string', ([text]) => body(text as string))
}

function joined(list: FeelValue | undefined, delimiter: FeelValue | undefined): string | undefined {
  const parts = itemsIn(list).filter((item) => item !== null)
  const between = typeof delimiter === 'string' ? delimiter : ''
  if (!parts.every((item) => typeof item === 'string')) return undefined
  const length = parts.reduce((total, part) => total + part.length + between.length, 0)
  return length > 2 * textMax ? undefined : parts.join(between)
}

export const textFunctions = [
  define('not', 'negand: any', ([value]) => (typeof value === 'boolean' ? !value : value === null ? null : undefined)),
  define('string', 'from: any', ([value]) => (value === null || value === undefined ? null : textOf(value))),
  define('number', 'from: string', ([text]) => numberFrom(text as string, null, null), 'from: string, grouping separator?: string, decimal separator?: string', ([text, group, point]) => numberFrom(text as string, group, point)),
  onText('string length', (text) => [...text].length),
  onText('upper case', (text) => text.toUpperCase()),
  onText('lower case', (text) => text.toLowerCase()),
  onText('trim', (text) => text.trim()),
  define('substring', 'string: string, start position: number, length?: number', ([text, start, length]) => substring(text as string, asWhole(start), length === null || length === undefined ? undefined : asWhole(length))),
  onTexts('substring before', (text, match) => (text.includes(match) ? text.slice(0, text.indexOf(match)) : '')),
  onTexts('substring after', (text, match) => (text.includes(match) ? text.slice(text.indexOf(match) + match.length) : '')),
  onTexts('contains', (text, match) => text.includes(match)),
  onTexts('starts with', (text, match) => text.startsWith(match)),
  onTexts('ends with', (text, match) => text.endsWith(match)),
  define('matches', 'input: string, pattern: string, flags?: string', ([text, pattern, flags], run) => matchesPattern(text as string, pattern as string, typeof flags === 'string' ? flags : '', run)),
  define('replace', 'input: string, pattern: string, replacement: string, flags?: string', ([text, pattern, by, flags], run) => replacePattern(text as string, pattern as string, by as string, typeof flags === 'string' ? flags : '', run)),
  define('split', 'string: string, delimiter: string', ([text, delimiter], run) => splitByPattern(text as string, delimiter as string, run)),
  define('is defined', 'value: any', ([value]) => value !== null),
  define('string join', 'list: list', ([list]) => joined(list, null), 'list: list, delimiter?: string', ([list, delimiter]) => joined(list, delimiter)),
]
