// Who listens to live news on one process, by session. One that does not read is cut off before it fills memory; it comes back by itself.
import type { Writable } from 'node:stream'

/** A stream of answers, as an HTTP server gives one. */
export type Listener = Pick<Writable, 'write' | 'destroy' | 'destroyed' | 'writableLength' | 'on'>

export interface Listeners {
  add(session: string, listener: Listener): void
  /** The sessions that listen, each once. */
  sessions(): string[]
  /** Says something to all of them, or to those of one session. */
  say(text: string, session?: string): void
  /** Lets go whoever listens in a session. */
  cutOff(session: string): void
  count(): number
}

const backlogBytesMax = 64 * 1024

/** Listeners; `onLast` is called when the last one has gone. */
export function makeListeners(onLast: () => void): Listeners {
  const all = new Map<Listener, string>()
  const drop = (listener: Listener) => {
    if (!all.delete(listener)) return
    // Not `end`: that would wait, with what waits, for one that does not read.
    listener.destroy()
    if (all.size === 0) onLast()
  }
  return {
    add: (session, listener) => {
      all.set(listener, session)
      listener.on('close', () => drop(listener))
    },
    sessions: () => [...new Set(all.values())],
    say: (text, session) => {
      for (const [listener, own] of all) {
        if (session !== undefined && own !== session) continue
        if (listener.destroyed || listener.writableLength > backlogBytesMax) drop(listener)
        else listener.write(text)
      }
    },
    cutOff: (session) => {
      for (const [listener, own] of all) if (own === session) drop(listener)
    },
    count: () => all.size,
  }
}
