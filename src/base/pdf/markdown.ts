// A small part of Markdown, enough for letters: headings, paragraphs, lists, **bold**. Everything else stays as written.
import type { PdfBlock, Run } from './document.ts'

/**
 * Reads Markdown into blocks. Every line is a paragraph of its own, as officials write letters. The first paragraph of a
 * letter (or after a rule) that ends in a colon is the address line and stands flush left; all others are indented.
 */
export function readMarkdown(text: string): PdfBlock[] {
  const blocks: PdfBlock[] = []
  const lines = text.split(/\r\n|\r|\n/).map((line) => line.trim())
  for (const line of lines) if (line !== '') addBlock(blocks, readLine(line) ?? paragraph(line, isFirst(blocks)))
  return blocks
}

function isFirst(blocks: readonly PdfBlock[]): boolean {
  return blocks.slice(blocks.findLastIndex((block) => block.kind === 'rule') + 1).every((block) => block.kind !== 'paragraph')
}

function readLine(line: string): PdfBlock | undefined {
  const heading = /^(#{1,3})\s+(.+)$/.exec(line)
  if (heading?.[1] && heading[2]) return { kind: 'title', level: levelOf(heading[1].length), text: heading[2] }
  const item = /^(?:[-*]|(\d+)[.、])\s+(.+)$/.exec(line)
  if (item?.[2]) return { kind: 'list', ordered: item[1] !== undefined, items: [readRuns(item[2])] }
  return /^-{3,}$/.test(line) ? { kind: 'rule' } : undefined
}

/** Items of one kind that follow each other are one list. */
function addBlock(blocks: PdfBlock[], block: PdfBlock): void {
  const last = blocks.at(-1)
  if (block.kind === 'list' && last?.kind === 'list' && last.ordered === block.ordered) last.items.push(...block.items)
  else blocks.push(block)
}

function paragraph(text: string, first: boolean): PdfBlock {
  return { kind: 'paragraph', text: readRuns(text), indent: !(first && /[:：]$/.test(text)) }
}

function readRuns(text: string): Run[] {
  return text.split('**').map((part, index) => ({ text: part, ...(index % 2 === 1 ? { bold: true } : {}) })).filter((run) => run.text !== '')
}

function levelOf(length: number): 1 | 2 | 3 {
  return length === 1 ? 1 : length === 2 ? 2 : 3
}
