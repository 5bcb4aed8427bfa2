// The text of a model that is JSON: how an item is written as one, and the digest by which texts are told apart. Pure.
import { createHash } from 'node:crypto'
import { canonicalJson } from '#base/crypto'
import type { ItemContent } from '#core/packs'

/** What can be changed at the desk as a draft: a process, a decision, a form, or an item itself (whose name is its code). */
export type ModelKind = 'process' | 'decision' | 'form' | 'item'

/** The content of an item as the desk edits it. The dates in force belong to the publication, not to the text. */
export function itemText({ effective: _effective, ...content }: ItemContent): string {
  return JSON.stringify(content, null, 1)
}

/** The digest of a model's text. Of an item neither the order of keys nor spaces make a difference; every other text is taken as it is. */
export function modelDigest(kind: string, text: string): string {
  return createHash('sha256').update(`${kind}\n${kind === 'item' ? canonical(text) : text}`).digest('hex')
}

function canonical(text: string): string {
  try {
    return canonicalJson(JSON.parse(text))
  } catch {
    return text
  }
}
