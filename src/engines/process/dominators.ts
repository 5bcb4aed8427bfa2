// Dominators of a directed graph by the method of Cooper, Harvey and Kennedy (2001), and what can be reached in it. Pure.

/** Successors and predecessors by vertex. */
export interface Edges {
  next: ReadonlyMap<string, readonly string[]>
  back: ReadonlyMap<string, readonly string[]>
}

/** By vertex that can be reached: the nearest other one on every way from the root to it; the root has itself. */
export function dominatorsOf(root: string, next: Edges['next'], back: Edges['back']): Map<string, string> {
  const order = postorder(root, next)
  const place = new Map(order.map((vertex, at) => [vertex, at]))
  const found = new Map<string, string>([[root, root]])
  const meet = (a: string, b: string): string => {
    let [left, right] = [a, b]
    while (left !== right) {
      if ((place.get(left) ?? 0) < (place.get(right) ?? 0)) left = found.get(left) ?? root
      else right = found.get(right) ?? root
    }
    return left
  }
  for (let changed = true; changed; ) {
    changed = false
    for (const vertex of order.toReversed()) {
      if (vertex === root) continue
      const nearest = (back.get(vertex) ?? []).filter((one) => found.has(one)).reduce((a: string | undefined, b) => (a === undefined ? b : meet(a, b)), undefined)
      if (nearest === undefined || found.get(vertex) === nearest) continue
      found.set(vertex, nearest)
      changed = true
    }
  }
  return found
}

function postorder(root: string, next: Edges['next']): string[] {
  const order: string[] = []
  const seen = new Set([root])
  const stack: { vertex: string; at: number }[] = [{ vertex: root, at: 0 }]
  for (let top = stack.at(-1); top; top = stack.at(-1)) {
    const follower = next.get(top.vertex)?.[top.at++]
    if (follower === undefined) {
      order.push(top.vertex)
      stack.pop()
    } else if (!seen.has(follower)) {
      seen.add(follower)
      stack.push({ vertex: follower, at: 0 })
    }
  }
  return order
}

/** Whether every way from the root to a vertex passes another; each dominates itself. */
export function isDominated(dominators: ReadonlyMap<string, string>, vertex: string, by: string): boolean {
  for (let at: string | undefined = vertex; at !== undefined; ) {
    if (at === by) return true
    const above = dominators.get(at)
    at = above === at ? undefined : above
  }
  return false
}

/** What can be reached in one step or more, without entering `avoid`. */
export function reachFrom(next: Edges['next'], from: string, avoid?: string): Set<string> {
  const found = new Set<string>()
  const agenda = [from]
  for (let at = agenda.pop(); at !== undefined; at = agenda.pop()) {
    for (const follower of next.get(at) ?? []) {
      if (follower === avoid || found.has(follower)) continue
      found.add(follower)
      agenda.push(follower)
    }
  }
  return found
}
