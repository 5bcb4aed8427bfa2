// Built-in functions on lists (DMN 1.5 §10.3.4.4). Positions count from 1, negative ones from the end.
import { add, divide, type FeelNumber, isNumber, multiply, squareRoot, subtract } from './decimal.ts'
import { asWhole, define, itemsIn } from './define.ts'
import { callFunction, spend } from './operators.ts'
import { compareValues, equalValues, type FeelFunction, type FeelValue, makeWalk, type Run, type Walk } from './values.ts'

function same(a: FeelValue, b: FeelValue, walk?: Walk): boolean {
  return equalValues(a, b, walk) === true
}

/** A function of one list, or of its items one by one. */
function onItems(name: string, body: (items: FeelValue[], run: Run) => FeelValue | undefined) {
  return define(name, 'list: list', ([list], run) => body(itemsIn(list), run), '...items: any', (items, run) => (items.length === 1 && items[0] === null ? undefined : body(items, run)))
}

function onNumbers(name: string, body: (items: FeelNumber[]) => FeelValue | undefined) {
  return onItems(name, (items) => (items.every(isNumber) ? body(items) : undefined))
}

function extreme(name: string, wanted: 1 | -1) {
  return onItems(name, (items) => {
    let [best] = items
    if (best === undefined) return null
    for (const item of items) {
      const order = compareValues(item, best)
      if (order === undefined) return undefined
      if (order === wanted) best = item
    }
    return best
  })
}

function sum(items: FeelNumber[]): FeelNumber {
  return items.reduce((total, item) => add(total, item), 0 as FeelNumber)
}

function sorted(items: FeelNumber[]): FeelNumber[] {
  return [...items].sort((a, b) => compareValues(a, b) ?? 0)
}

function median(items: FeelNumber[]): FeelValue | undefined {
  const ordered = sorted(items)
  const half = Math.floor(ordered.length / 2)
  const [low, high] = [ordered[half - 1], ordered[half]]
  if (high === undefined) return null
  return ordered.length % 2 === 1 || low === undefined ? high : divide(add(low, high), 2)
}

function deviation(items: FeelNumber[]): FeelValue | undefined {
  const mean = divide(sum(items), items.length)
  if (items.length < 2 || mean === undefined) return undefined
  const squares = items.map((item) => multiply(subtract(item, mean), subtract(item, mean)))
  const variance = divide(sum(squares), items.length - 1)
  return variance === undefined ? undefined : squareRoot(variance)
}

function mode(items: FeelNumber[]): FeelValue {
  const runs: { item: FeelNumber; count: number }[] = []
  for (const item of sorted(items)) {
    const last = runs.at(-1)
    if (last && same(last.item, item)) last.count++
    else runs.push({ item, count: 1 })
  }
  const most = runs.reduce((max, { count }) => Math.max(max, count), 0)
  return runs.filter(({ count }) => count === most).map(({ item }) => item)
}

/** Three-valued: the value that settles it wins, then null; anything but true, false and null is an error. */
function junction(settles: boolean) {
  return (items: FeelValue[]): FeelValue | undefined => {
    if (items.includes(settles)) return settles
    if (items.some((item) => item !== null && typeof item !== 'boolean')) return undefined
    return items.includes(null) ? null : !settles
  }
}

function distinct(items: FeelValue[], run: Run): FeelValue[] | undefined {
  const kept: FeelValue[] = []
  const walk = makeWalk()
  for (const item of items) {
    if (!spend(run, 1 + (kept.length >> 3))) return undefined
    if (!kept.some((other) => same(other, item, walk))) kept.push(item)
  }
  return kept
}

function duplicates(items: FeelValue[], run: Run): FeelValue[] | undefined {
  if (!spend(run, 1 + ((items.length * items.length) >> 3))) return undefined
  const walk = makeWalk()
  return distinct(items.filter((item) => items.filter((other) => same(other, item, walk)).length > 1), run)
}

function flatten(items: FeelValue[], run: Run): FeelValue[] {
  if (!spend(run, 1 + items.length)) return []
  return items.flatMap((item) => (Array.isArray(item) ? flatten(itemsIn(item), run) : [item]))
}

/** The index from 0 of a FEEL position; undefined outside the list. */
function indexOf(items: FeelValue[], position: FeelValue | undefined): number | undefined {
  const at = asWhole(position)
  const index = at > 0 ? at - 1 : items.length + at
  return at !== 0 && index >= 0 && index < items.length ? index : undefined
}

function sublist(items: FeelValue[], start: FeelValue | undefined, length: FeelValue | undefined): FeelValue[] | undefined {
  const from = indexOf(items, start)
  if (from === undefined) return undefined
  if (length === null || length === undefined) return items.slice(from)
  const count = asWhole(length)
  return count < 0 || from + count > items.length ? undefined : items.slice(from, from + count)
}

// A stable merge: the host's sort may not be given a comparison that contradicts itself.
function sort(items: FeelValue[], precedes: FeelFunction, run: Run): FeelValue[] {
  if (items.length < 2) return items
  const half = items.length >> 1
  const [left, right] = [sort(items.slice(0, half), precedes, run), sort(items.slice(half), precedes, run)]
  const merged: FeelValue[] = []
  let [i, j] = [0, 0]
  while (i < left.length && j < right.length) {
    const [a, b] = [left[i] ?? null, right[j] ?? null]
    if (callFunction(precedes, [b, a], run) === true) merged.push(b), j++
    else merged.push(a), i++
  }
  return [...merged, ...left.slice(i), ...right.slice(j)]
}

/** An order compares two items; a function of another number of them is none. */
function sortBy(items: FeelValue[], precedes: FeelFunction, run: Run): FeelValue[] | undefined {
  return precedes.parameters.length === 2 ? sort(items, precedes, run) : undefined
}

function replaceMatches(items: FeelValue[], matches: FeelFunction, value: FeelValue, run: Run): FeelValue[] | undefined {
  const replaced: FeelValue[] = []
  for (const item of items) {
    const verdict = callFunction(matches, [item, value], run)
    if (typeof verdict !== 'boolean') return undefined
    replaced.push(verdict ? value : item)
  }
  return replaced
}

function replaceAt(items: FeelValue[], position: FeelValue | undefined, value: FeelValue): FeelValue[] | undefined {
  const at = indexOf(items, position)
  return at === undefined ? undefined : items.with(at, value)
}

const concatenate = (lists: FeelValue[]) => lists.flatMap((list) => (Array.isArray(list) ? itemsIn(list) : [list]))

export const listFunctions = [
  define('list contains', 'list: list, element: any', ([list, element]) => {
    const walk = makeWalk()
    return itemsIn(list).some((item) => same(item, element ?? null, walk))
  }),
  define('count', 'list: list', ([list]) => itemsIn(list).length),
  extreme('min', -1),
  extreme('max', 1),
  onNumbers('sum', (items) => (items.length === 0 ? null : sum(items))),
  onNumbers('mean', (items) => (items.length === 0 ? null : divide(sum(items), items.length))),
  onNumbers('product', (items) => (items.length === 0 ? null : items.reduce((total, item) => multiply(total, item), 1 as FeelNumber))),
  onNumbers('median', median),
  onNumbers('stddev', deviation),
  onNumbers('mode', mode),
  onItems('all', junction(false)),
  onItems('any', junction(true)),
  define('append', 'list: list, ...item: any', ([list, ...items]) => [...itemsIn(list), ...items]),
  define('concatenate', '...list: list', concatenate),
  define('union', '...list: list', (lists, run) => distinct(concatenate(lists), run)),
  define('insert before', 'list: list, position: number, newItem: any', ([list, position, item]) => {
    const items = itemsIn(list)
    const at = indexOf(items, position)
    return at === undefined ? undefined : items.toSpliced(at, 0, item ?? null)
  }),
  define('remove', 'list: list, position: number', ([list, position]) => {
    const items = itemsIn(list)
    const at = indexOf(items, position)
    return at === undefined ? undefined : items.toSpliced(at, 1)
  }),
  define(
    'list replace',
    'list: list, position: number, newItem: any', ([list, position, value]) => replaceAt(itemsIn(list), position, value ?? null),
    'list: list, match: function, newItem: any', ([list, matches, value], run) => replaceMatches(itemsIn(list), matches as FeelFunction, value ?? null, run),
  ),
  define('reverse', 'list: list', ([list]) => itemsIn(list).toReversed()),
  define('index of', 'list: list, match: any', ([list, match]) => {
    const walk = makeWalk()
    return itemsIn(list).flatMap((item, i) => (same(item, match ?? null, walk) ? [i + 1] : []))
  }),
  define('distinct values', 'list: list', ([list], run) => distinct(itemsIn(list), run)),
  define('duplicate values', 'list: list', ([list], run) => duplicates(itemsIn(list), run)),
  define('flatten', 'list: list', ([list], run) => flatten(itemsIn(list), run)),
  define('sublist', 'list: list, start position: number, length?: number', ([list, start, length]) => sublist(itemsIn(list), start, length)),
  define('sort', 'list: list, precedes: function', ([list, precedes], run) => sortBy(itemsIn(list), precedes as FeelFunction, run), 'list: list', ([list]) => naturalOrder(itemsIn(list))),
]

/** Without a function: the natural order, where all can be ordered. */
function naturalOrder(items: FeelValue[]): FeelValue[] | undefined {
  if (items.some((item) => compareValues(item, items[0] ?? null) === undefined)) return undefined
  return [...items].sort((a, b) => compareValues(a, b) ?? 0)
}
