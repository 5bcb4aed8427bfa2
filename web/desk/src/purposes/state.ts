// How a purpose stands: lived, waiting to be, or lived while a change of it waits to be assessed.
import type { Purpose } from '../api/types.ts'

export const colours = { live: 'tag tag-granted', waiting: 'tag tag-refused', changed: 'tag tag-correcting' }

export function stateOf({ live, waiting }: Purpose): keyof typeof colours {
  if (!live) return 'waiting'
  return waiting === null ? 'live' : 'changed'
}
