// Chance for campaigns: numbers, texts and values that are the same in every run with the same seed; texts like those that break things.
import { seededNumbers } from './scale.ts'

export interface Draw {
  number(below: number): number
  isOneIn(n: number): boolean
  oneOf<T>(list: readonly T[]): T
  text(lengthMax: number): string
}

// biome-ignore-start lint/suspicious/noTemplateCurlyInString: a text that a template engine would run
const texts = [
  '', ' ', 'x', '张敏', '喆堃镕', '𠮷野', '👩‍👩‍👧‍👦', '\u0000', 'a\u0000b', '\ud800', '\u202e', '\n\r\t', '%00', '%E0%A4', "'; drop table cases.cases; --", '" or 1=1', '{{case.number}}', '${7*7}', '<script>alert(1)</script>',
  '../../../etc/passwd', '__proto__', 'constructor', 'null', 'true', '0', '-1', '1e309', 'NaN', '99999999999999999999', '2026-02-30', '11990100700140426Y', '11990100700140426Y3990100001000', 'zhang.min', '户外广告', '%', '_', '\\', '*', 'a&b|!c:*',
]
// biome-ignore-end lint/suspicious/noTemplateCurlyInString: the texts end

/** Opens a source of chance. */
export function openDraw(seed: number): Draw {
  const number = seededNumbers(seed)
  const draw: Draw = {
    number,
    isOneIn: (n) => number(n) === 0,
    oneOf: (list) => {
      const one = list[number(list.length)]
      if (one === undefined && list.length === 0) throw new Error('nothing to choose from')
      return one as (typeof list)[number]
    },
    text: (lengthMax) => {
      const text = draw.oneOf(texts)
      return (number(8) === 0 ? text.repeat(1 + number(60)) : text).slice(0, lengthMax + number(3))
    },
  }
  return draw
}

/** Any JSON value, not deep. */
export function atRandom(draw: Draw, depth = 0): unknown {
  const kind = draw.number(depth > 3 ? 5 : 8)
  if (kind === 0) return null
  if (kind === 1) return draw.isOneIn(2)
  if (kind === 2) return draw.oneOf([0, -0, 1, -1, 0.1, 1e300, -1e300, 2 ** 31, 2 ** 53, 2 ** 63])
  if (kind < 5) return draw.text(60)
  if (kind === 5) return Array.from({ length: draw.number(5) }, () => atRandom(draw, depth + 1))
  return Object.fromEntries(Array.from({ length: draw.number(5) }, () => [draw.text(12), atRandom(draw, depth + 1)]))
}
