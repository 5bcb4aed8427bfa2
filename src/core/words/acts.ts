// The verb: publishing the words of a pack.
import { publishChanged, type Act } from '#base/act'
import type { Words } from '#engines/words'
import { findWords, insertWords } from './store.ts'

/** The lock under which words are published. */
export const wordsLock = 'words:publish'

/** Publishes the words of a pack where they differ from the newest version. Answers how many versions were added: one or none. */
export async function applyWords(act: Act, words: Words): Promise<number> {
  return publishChanged(act, [words], {
    kind: 'words.published', name: () => ({}), find: (tx) => findWords(tx), insert: (tx, version, now) => insertWords(tx, version, now),
  })
}
