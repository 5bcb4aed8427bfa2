// Two versions of an item or a form in words: what was added, taken away or changed, named as people name it. Pure.
export type Difference = { kind: 'added' | 'removed' | 'changed'; path: string[]; before: unknown; after: unknown }

type Tree = Record<string, unknown>
const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value)

/** By what a member of a list is known again, so that moving it is no change of it. */
function nameOf(value: unknown): string | undefined {
  if (!isTree(value)) return undefined
  const name = value['key'] ?? value['field'] ?? value['page'] ?? value['value'] ?? value['code']
  return typeof name === 'string' ? name : undefined
}

/** Text in one language counts as one thing. */
const isText = (value: unknown): boolean => isTree(value) && typeof value['zh'] === 'string' && Object.keys(value).every((key) => key === 'zh' || key === 'en')
const same = (one: unknown, other: unknown): boolean => JSON.stringify(sorted(one)) === JSON.stringify(sorted(other))

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (!isTree(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, one]) => [key, sorted(one)]))
}

/** What differs, in the order of the newer one. */
export function findDifferences(before: unknown, after: unknown, path: string[] = []): Difference[] {
  if (same(before, after)) return []
  if (before === undefined) return [{ kind: 'added', path, before, after }]
  if (after === undefined) return [{ kind: 'removed', path, before, after }]
  if (Array.isArray(before) && Array.isArray(after)) return ofLists(before, after, path)
  if (isTree(before) && isTree(after) && !isText(after)) return [...new Set([...Object.keys(after), ...Object.keys(before)])].flatMap((key) => findDifferences(before[key], after[key], [...path, key]))
  return [{ kind: 'changed', path, before, after }]
}

function ofLists(before: unknown[], after: unknown[], path: string[]): Difference[] {
  const named = [...before, ...after].every((one) => nameOf(one) !== undefined)
  if (!named) return [{ kind: 'changed', path, before, after }]
  const find = (list: unknown[], name: string) => list.find((one) => nameOf(one) === name)
  const names = [...new Set([...after, ...before].map((one) => nameOf(one) ?? ''))]
  const inside = names.flatMap((name) => findDifferences(find(before, name), find(after, name), [...path, name]))
  const order = (list: unknown[]) => list.map((one) => nameOf(one) ?? '').filter((name) => find(before, name) !== undefined && find(after, name) !== undefined)
  // The same members in another order: told once, of the list.
  return order(before).join(' ') === order(after).join(' ') ? inside : [...inside, { kind: 'changed', path: [...path, '#'], before: order(before).join('、'), after: order(after).join('、') }]
}

/** A value in a few words. */
export function sayValue(value: unknown, language: string): string {
  if (value === undefined || value === null) return ''
  if (isTree(value) && typeof value['zh'] === 'string') return String((language === 'en' ? value['en'] : undefined) ?? value['zh'])
  if (isTree(value)) {
    const name = value['name'] ?? value['label'] ?? value['title'] ?? value['question']
    return name === undefined ? JSON.stringify(value) : sayValue(name, language)
  }
  if (Array.isArray(value)) return value.map((one) => sayValue(one, language)).join('、')
  return String(value)
}
