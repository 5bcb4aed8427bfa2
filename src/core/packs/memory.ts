// What reading a pack found in a text, kept for the next reading: after a change of one file a pack is checked in the time of that
// file. Keeps only what follows from the text alone, so that a remembered answer is never another than a new one.

export interface Memory {
  /** The answer kept for this text, or the one that `make` gives. `kind` names the question. */
  recall<T>(kind: string, text: string, make: () => T): T
}

/** A memory for as long as its owner keeps it. */
export function makeMemory(): Memory {
  const kept = new Map<string, Map<string, unknown>>()
  return {
    recall: <T>(kind: string, text: string, make: () => T): T => {
      const answers = kept.get(kind) ?? new Map<string, unknown>()
      kept.set(kind, answers)
      if (!answers.has(text)) answers.set(text, make())
      return answers.get(text) as T
    },
  }
}

/** Remembers nothing: for a pack that is read once. */
export const noMemory: Memory = { recall: (_kind, _text, make) => make() }
