// Fills the blanks `{{case.number}}` of blocks. Filling comes after reading, so that no value can become a heading or a list.
import { plainText, type PdfBlock, type Run } from './document.ts'
import { blankMissing } from './refusals.ts'

/** Values by name; an inner object is reached by a dot. A list in a paragraph or item of its own gives one item for each value. */
export interface BlankValues {
  [name: string]: string | number | readonly string[] | BlankValues | undefined
}

const blank = /\{\{\s*([A-Za-z][\w.-]*)\s*\}\}/g
const onlyBlank = /^\{\{\s*([A-Za-z][\w.-]*)\s*\}\}$/

/** Names of the blanks in a template, each once, in order. */
export function findBlanks(text: string): string[] {
  return [...new Set([...text.matchAll(blank)].map((match) => match[1] ?? ''))]
}

/** Fills all blanks. Throws `pdf.blank-missing` naming every blank without a value; an empty text counts as missing. */
export function fillBlocks(blocks: readonly PdfBlock[], values: BlankValues): PdfBlock[] {
  const missing = new Set<string>()
  const fill = (text: string) => text.replaceAll(blank, (_whole, name: string) => fillOne(values, name, missing))
  const filled = blocks.map((block) => fillBlock(block, values, fill))
  if (missing.size > 0) throw blankMissing({ blanks: [...missing] })
  return filled
}

function fillBlock(block: PdfBlock, values: BlankValues, fill: (text: string) => string): PdfBlock {
  switch (block.kind) {
    case 'title': case 'number': case 'note': return { ...block, text: fill(block.text) }
    case 'red-head': return { ...block, organisation: fill(block.organisation) }
    case 'paragraph': return fillParagraph(block, values, fill)
    case 'list': return { ...block, items: block.items.flatMap((item) => fillItem(item, values, fill)) }
    case 'fields': return { ...block, rows: block.rows.map((row) => ({ label: fill(row.label), value: fill(row.value) })) }
    case 'signature': return { ...block, lines: block.lines.map(fill) }
    default: return block
  }
}

function fillParagraph(block: PdfBlock & { kind: 'paragraph' }, values: BlankValues, fill: (text: string) => string): PdfBlock {
  const items = onlyTexts(block.text, values)
  return items ? { kind: 'list', items: [...items], ordered: true } : { ...block, text: fillRuns(block.text, fill) }
}

function fillItem(item: string | Run[], values: BlankValues, fill: (text: string) => string): (string | Run[])[] {
  return [...(onlyTexts(item, values) ?? [fillRuns(item, fill)])]
}

/** The texts of a text that is one blank and nothing else, where its value is a list. */
function onlyTexts(text: string | Run[], values: BlankValues): readonly string[] | undefined {
  const name = onlyBlank.exec(plainText(text).trim())?.[1]
  const value = name === undefined ? undefined : find(values, name)
  return isTexts(value) && value.length > 0 ? value : undefined
}

function fillRuns(text: string | Run[], fill: (text: string) => string): string | Run[] {
  return typeof text === 'string' ? fill(text) : text.map((run) => ({ ...run, text: fill(run.text) }))
}

function fillOne(values: BlankValues, name: string, missing: Set<string>): string {
  const value = find(values, name)
  const text = isTexts(value) ? value.join('；') : typeof value === 'string' || typeof value === 'number' ? String(value) : ''
  if (text === '') missing.add(name)
  return text
}

function find(values: BlankValues, name: string): BlankValues[string] {
  let found: BlankValues[string] = values
  for (const part of name.split('.')) {
    if (typeof found !== 'object' || isTexts(found) || !Object.hasOwn(found, part)) return undefined
    found = found[part]
  }
  return found
}

function isTexts(value: BlankValues[string]): value is readonly string[] {
  return Array.isArray(value)
}
