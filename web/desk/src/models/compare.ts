// What differs between two versions of a model: elements are held against each other by their ids, so that it works for every construct of BPMN and DMN.
// Drawing (positions) and order of writing are no difference. Pure: trees in, changes out.

/** One element of XML: local name, attributes, own text, children. */
export interface Tree {
  name: string
  attributes: Record<string, string>
  text: string
  children: Tree[]
}

/** One difference. `place` names where it stands for a reader, `details` what of it differs. */
export interface Change {
  kind: 'added' | 'removed' | 'changed'
  id: string
  element: string
  place: string
  details: { what: string; before: string; after: string }[]
  /** Ids of what it stands in, from the outside in. */
  within: string[]
}

/** Belongs to the element around it, even where it has an id of its own. */
const part = /(EventDefinition|Expression|LoopCharacteristics)$|^(timeDuration|timeDate|timeCycle|condition)$/

type Entry = { tree: Tree; place: string; own: Map<string, string>; within: string[] }

const drawing = /^(BPMNDiagram|DMNDI|DMNDiagram)$/
/** Ends of flows are told by the flow itself. */
const repeated = new Set(['incoming', 'outgoing', 'flowNodeRef'])

/** The differences from one version to another: removed, added, changed, each in the order of its version. */
export function compareTrees(before: Tree, after: Tree): Change[] {
  const [old, now] = [collect(before), collect(after)]
  const removed = [...old].filter(([id]) => !now.has(id)).map(([id, entry]) => changeOf('removed', id, entry, []))
  const added = [...now].filter(([id]) => !old.has(id)).map(([id, entry]) => changeOf('added', id, entry, []))
  const changed = [...now].flatMap(([id, entry]) => {
    const earlier = old.get(id)
    const details = earlier ? differencesOf(earlier.own, entry.own) : []
    return details.length > 0 ? [changeOf('changed', id, entry, details)] : []
  })
  return [...withoutParts(removed, old), ...withoutParts(added, now), ...changed]
}

function changeOf(kind: Change['kind'], id: string, { tree, place, within }: Entry, details: Change['details']): Change {
  return { kind, id, element: tree.name, place, details, within }
}

/** An element that came or went whole is told once, not with each of its parts. */
function withoutParts(changes: Change[], entries: Map<string, Entry>): Change[] {
  const parts = new Set(changes.flatMap(({ id }) => [...idsBelow(entries.get(id)?.tree)]))
  return changes.filter(({ id }) => !parts.has(id))
}

function* idsBelow(tree: Tree | undefined): Generator<string> {
  for (const child of tree?.children ?? []) {
    const id = part.test(child.name) ? undefined : child.attributes['id']
    if (id !== undefined) yield id
    yield* idsBelow(child)
  }
}

function collect(root: Tree): Map<string, Entry> {
  const entries = new Map<string, Entry>()
  const walk = (tree: Tree, place: string, within: string[]) => {
    const counts = new Map<string, number>()
    for (const child of tree.children) {
      if (drawing.test(child.name)) continue
      const at = (counts.get(child.name) ?? 0) + 1
      counts.set(child.name, at)
      const id = part.test(child.name) ? undefined : child.attributes['id']
      const here = placeOf(child, at, place)
      if (id !== undefined) entries.set(id, { tree: child, place: here, own: ownOf(child), within })
      walk(child, id === undefined ? place : here, id === undefined ? within : [...within, id])
    }
  }
  walk(root, '', [])
  return entries
}

/** Rules, columns and cells of a table have no names: they are counted. */
const counted = new Set(['rule', 'inputEntry', 'outputEntry', 'input', 'output'])

function placeOf(tree: Tree, at: number, above: string): string {
  const name = tree.attributes['name'] || tree.attributes['label']
  if (name !== undefined && name !== '' && !counted.has(tree.name)) return name
  const own = name !== undefined && name !== '' ? `${tree.name}:${at} ${name}` : counted.has(tree.name) ? `${tree.name}:${at}` : (tree.attributes['id'] ?? tree.name)
  return counted.has(tree.name) && above !== '' ? `${above} / ${own}` : own
}

/** What the standards assume where nothing is written; an editor may leave it out or write it. */
const assumed: Record<string, string> = { hitPolicy: 'UNIQUE', cancelActivity: 'true', isInterrupting: 'true', gatewayDirection: 'Unspecified', triggeredByEvent: 'false', isForCompensation: 'false', startQuantity: '1', completionQuantity: '1' }

/** What belongs to an element alone: its attributes, and the texts of parts that have no id. */
function ownOf(tree: Tree): Map<string, string> {
  const own = new Map(Object.entries(tree.attributes).filter(([name, value]) => name !== 'id' && assumed[name] !== value))
  if (tree.text !== '') own.set('text', tree.text)
  const read = (below: Tree, path: string) => {
    if ((below.attributes['id'] !== undefined && !part.test(below.name)) || repeated.has(below.name)) return
    const name = path === '' ? below.name : `${path}.${below.name}`
    if (below.text !== '') own.set(name, below.text)
    for (const [attribute, value] of Object.entries(below.attributes)) if (attribute !== 'id' && attribute !== 'type') own.set(`${name}.${attribute}`, value)
    for (const child of below.children) read(child, name)
  }
  for (const child of tree.children) read(child, '')
  return own
}

function differencesOf(before: Map<string, string>, after: Map<string, string>): Change['details'] {
  const names = new Set([...before.keys(), ...after.keys()])
  return [...names].filter((name) => before.get(name) !== after.get(name)).map((what) => ({ what, before: before.get(what) ?? '', after: after.get(what) ?? '' }))
}

/** The marks of changes on the two drawings. */
export function marksOfChanges(changes: readonly Change[]): { before: { removed: string[]; changed: string[] }; after: { added: string[]; changed: string[] } } {
  const ids = (kind: Change['kind']) => changes.filter((change) => change.kind === kind).map(({ id }) => id)
  return { before: { removed: ids('removed'), changed: ids('changed') }, after: { added: ids('added'), changed: ids('changed') } }
}
