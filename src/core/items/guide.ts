// The guide of an item (办事指南): its Markdown read into blocks that a face shows as it likes. Pure.
import { plainText, readMarkdown } from '#base/pdf'
import type { Text } from '#engines/words'

export type Block = { kind: 'heading' | 'paragraph'; text: string } | { kind: 'list'; ordered: boolean; items: string[] }

/** The blocks of a guide, by language; empty where an item has none. Its title is left out: a page has the item's name already. */
export function readGuide(guide: Text | undefined): { zh: Block[]; en?: Block[] } {
  return { zh: blocksOf(guide?.zh ?? ''), ...(guide?.en === undefined ? {} : { en: blocksOf(guide.en) }) }
}

function blocksOf(markdown: string): Block[] {
  return readMarkdown(markdown).flatMap((block): Block[] => {
    if (block.kind === 'title') return block.level === 1 ? [] : [{ kind: 'heading', text: block.text }]
    if (block.kind === 'paragraph') return [{ kind: 'paragraph', text: plainText(block.text) }]
    if (block.kind === 'list') return [{ kind: 'list', ordered: block.ordered ?? false, items: block.items.map(plainText) }]
    return []
  })
}
