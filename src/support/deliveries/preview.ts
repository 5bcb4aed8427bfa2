// A letter before it is sent: what it would say, with its blanks filled by the very act that would send it. It has no number and no seal.
import { codeOf } from '#support/enquiries'
import type { Act } from '#base/act'
import type { Ground } from '#base/context'
import { fillBlocks, plainText, readMarkdown, type PdfBlock } from '#base/pdf'
import type { Text } from '#engines/words'
import { rehearseAct, type Handler, type Left, type Rehearsed, type RehearsedAct } from '#core/cases'
import { getItemVersion } from '#core/items'
import { findBodies, templateFor } from './acts.ts'
import { causes, letterRules, type LetterKind } from './letter.ts'
import { nest } from './print.ts'
import { findTemplates } from './store.ts'
import { letterValues } from './values.ts'

export interface PreviewBlock {
  kind: 'title' | 'paragraph' | 'list'
  text: string
  items: string[]
}

export interface LetterPreview {
  kind: LetterKind
  title: Text
  signed: Text
  zh: PreviewBlock[]
  en: PreviewBlock[] | null
}

/** What the letter of an act would say; undefined where none follows it. Refuses what the act itself refuses. */
export async function previewLetter<A extends RehearsedAct>(ground: Ground, on: { caseId: string; handler: Handler }, name: A, body: Rehearsed[A]): Promise<LetterPreview | undefined> {
  return rehearseAct(ground, on, name, body, (act, left) => writeFor(act, left, ground))
}

async function writeFor(act: Act, { whole, entry, words }: Left, { origin, keys }: Ground): Promise<LetterPreview | undefined> {
  const kind = causes[entry.kind]?.(entry)
  const template = kind && templateFor(kind, await findTemplates(act.tx, letterRules[kind].templates))
  if (!kind || !template) return undefined
  const rule = letterRules[kind]
  const item = (await getItemVersion(act.tx, whole.case.itemVersion)).content
  const { organisations, remedy } = await findBodies(act.tx, whole, item, [words.competentBody])
  const values = letterValues({ kind, entry, whole, item, organisations, words, number: '〔　〕号', origin, remedy, enquiryCode: codeOf(keys, whole.case.number) })
  const { subject, body } = template.content
  const write = (text: string, language: 'zh' | 'en') => fillBlocks(readMarkdown(text), nest(values[language])).flatMap(show)
  return {
    kind, title: template.name !== rule.templates[0] && rule.title ? rule.title : subject, signed: organisations.get(whole.case[rule.signs])?.name ?? { zh: whole.case[rule.signs] },
    zh: write(body.zh, 'zh'), en: body.en === undefined ? null : write(body.en, 'en'),
  }
}

function show(block: PdfBlock): PreviewBlock[] {
  if (block.kind === 'title') return [{ kind: 'title', text: block.text, items: [] }]
  if (block.kind === 'paragraph') return [{ kind: 'paragraph', text: plainText(block.text), items: [] }]
  if (block.kind === 'list') return [{ kind: 'list', text: '', items: block.items.map((item) => plainText(item)) }]
  if (block.kind === 'fields') return [{ kind: 'list', text: '', items: block.rows.map((row) => `${row.label}：${row.value}`) }]
  return 'text' in block && typeof block.text === 'string' ? [{ kind: 'paragraph', text: block.text, items: [] }] : []
}
