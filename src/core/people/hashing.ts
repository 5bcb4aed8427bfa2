// As many hashes of passwords at once as there are cores; the others wait in the order in which they came. One hash goes over 19 MiB of memory six times:
// more of them than cores push each other out of the caches, so that all are later, and so is everything else that the process does.
import { availableParallelism } from 'node:os'

/** Makes a door that lets so many through at once. */
export function makeDoor(atOnceMax: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = []
  let inside = 0
  const leave = () => {
    const next = waiting.shift()
    // The place passes to whoever waits: nobody who comes in between takes it.
    if (next) next()
    else inside -= 1
  }
  return async (work) => {
    if (inside < atOnceMax) inside += 1
    else await new Promise<void>((resolve) => waiting.push(resolve))
    return work().finally(leave)
  }
}

export const throughDoor = makeDoor(availableParallelism())
