// What the desk does on a canvas of bpmn.io, be it a viewer or an editor: marks, tokens and problems on elements, and bringing one into sight.
// The libraries give no types for their services; these are the parts that are used.

export type Box = { x: number; y: number; width: number; height: number; waypoints?: { x: number; y: number }[] }
export type Canvas = {
  zoom: (to?: number | 'fit-viewport', centre?: 'auto') => number
  viewbox: (to?: Box) => Box & { inner: Box; outer: Box }
  addMarker: (element: string, marker: string) => void
  removeMarker: (element: string, marker: string) => void
  resized: () => void
}
export type Registry = { get: (element: string) => (Box & { id: string }) | undefined; getAll: () => (Box & { id: string; type: string; businessObject: { name?: string } })[] }
export type Overlays = { add: (element: string, overlay: { position: Record<string, number>; html: HTMLElement; show?: object }) => string; remove: (id: string) => void }
export type EventBus = { on: (name: string, heard: (event: { element: { id: string } }) => void) => void }
export type Switch = { toggle: (on: boolean) => void }
/** A drawing that is open, whoever made it. */
export type Drawn = { get: <T>(name: string) => T; destroy: () => void }

/** Elements by the way they are marked: `lit` waits now, `done` and `taken` (flows) are the path, the others compare versions or show faults. */
export type Marks = Partial<Record<'lit' | 'done' | 'taken' | 'added' | 'removed' | 'changed' | 'problem' | 'picked', string[]>>

/** A small sign on an element: tokens that stand there, or how many problems it has. */
export type Badge = { element: string; kind: 'token' | 'problem'; text: string }

const readableZoom = 0.8
/** What stands closer to the edge than this counts as out of sight. */
const margin = 40

function boxOf(element: Box): Box {
  const points = element.waypoints
  if (points === undefined || points.length === 0) return element
  const [xs, ys] = [points.map((point) => point.x), points.map((point) => point.y)]
  const [x, y] = [Math.min(...xs), Math.min(...ys)]
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y }
}

/** Brings one element into the middle, in letters that can be read. */
export function showElement(drawn: Drawn, id: string): void {
  const found = drawn.get<Registry>('elementRegistry').get(id)
  if (found === undefined) return
  const canvas = drawn.get<Canvas>('canvas')
  const { inner, outer } = canvas.viewbox()
  const zoom = Math.max(readableZoom, Math.min(1, canvas.zoom()))
  const box = boxOf(found)
  const [width, height] = [outer.width / zoom, outer.height / zoom]
  const isLow = inner.height <= height
  canvas.viewbox({ x: box.x + box.width / 2 - width / 2, y: (isLow ? inner.y + inner.height / 2 : box.y + box.height / 2) - height / 2, width, height })
}

/** Marks elements; what is named twice carries both marks. Answers how to take them away again. */
export function markElements(drawn: Drawn, marks: Marks): () => void {
  const canvas = drawn.get<Canvas>('canvas')
  const registry = drawn.get<Registry>('elementRegistry')
  const pairs = Object.entries(marks).flatMap(([name, ids]) => ids.map((id) => [id, `mark-${name}`] as const)).filter(([id]) => registry.get(id) !== undefined)
  for (const [id, name] of pairs) canvas.addMarker(id, name)
  return () => {
    // An editor may have removed the element meanwhile.
    for (const [id, name] of pairs) if (registry.get(id) !== undefined) canvas.removeMarker(id, name)
  }
}

/** A long process is shown where it stands rather than whole: where letters are too small, or what waits is out of sight. */
export function showLit(drawn: Drawn, lit: readonly string[]): void {
  const registry = drawn.get<Registry>('elementRegistry')
  const canvas = drawn.get<Canvas>('canvas')
  const first = lit.map((id) => registry.get(id)).find((element) => element !== undefined)
  if (first === undefined) return
  const { x, y, width, height } = canvas.viewbox()
  const isSeen = first.x >= x + margin && first.x + first.width <= x + width - margin && first.y >= y && first.y + first.height <= y + height
  if (!isSeen || canvas.zoom() < readableZoom) showElement(drawn, first.id)
}

/** Shows everything beside the palette, which else lies over the first elements. */
export function fitBeside(drawn: Drawn, paletteWidth: number): void {
  const canvas = drawn.get<Canvas>('canvas')
  canvas.zoom('fit-viewport', 'auto')
  const { x, y, width, height } = canvas.viewbox()
  const room = (paletteWidth / canvas.zoom()) * 1.1
  canvas.viewbox({ x: x - room, y: y - (room * height) / width / 2, width: width + room, height: height + (room * height) / width })
}

/** Puts badges on elements. Answers how to take them away again. */
export function badgeElements(drawn: Drawn, badges: readonly Badge[]): () => void {
  const overlays = drawn.get<Overlays>('overlays')
  const registry = drawn.get<Registry>('elementRegistry')
  const added = badges.flatMap(({ element, kind, text }) => {
    const found = registry.get(element)
    if (found === undefined) return []
    const html = document.createElement('span')
    html.className = `badge badge-${kind}`
    html.textContent = text
    return [overlays.add(element, { position: kind === 'token' ? { bottom: 12, left: -10 } : { top: -10, right: 10 }, html })]
  })
  return () => {
    for (const id of added) overlays.remove(id)
  }
}
