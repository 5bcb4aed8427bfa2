// Who listens to live news on one process. One that does not read is cut off before it fills memory; it comes back by itself.
import type { Writable } from 'node:stream'

/** A stream of answers, as an HTTP server gives one. */
export type Listener = Pick<Writable, 'write' | 'destroy' | 'destroyed' | 'writableLength' | 'on'>

export interface Listeners {
  add(listener: Listener): void
  /** Says something to all of them. */
  say(text: string): void
  count(): number
}

const backlogBytesMax = 64 * 1024

/** Listeners; `onLast` is called when the last one has gone. */
export function makeListeners(onLast: () => void): Listeners {
  const all = new Set<Listener>()
  const drop = (listener: Listener) => {
    if (!all.delete(listener)) return
    // Not `end`: that would wait, with what waits, for one that does not read.
    listener.destroy()
    if (all.size === 0) onLast()
  }
  return {
    add: (listener) => {
      all.add(listener)
      listener.on('close', () => drop(listener))
    },
    say: (text) => {
      for (const listener of all) {
        if (listener.destroyed || listener.writableLength > backlogBytesMax) drop(listener)
        else listener.write(text)
      }
    },
    count: () => all.size,
  }
}
