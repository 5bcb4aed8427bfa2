// The noun: one version of one item, and what a case pins of it. Published versions never change.
import { refusal } from '#base/problem'
import type { DecisionModel } from '#engines/decisions'
import type { CompiledForm } from '#engines/forms'
import type { ProcessModel } from '#engines/process'
import type { ItemContent } from '#core/packs'

/** A version ready to work with. Immutable, so it is kept in memory once loaded. */
export interface Item {
  versionId: string
  code: string
  version: number
  content: ItemContent
  form: CompiledForm
  process: ProcessModel
  processXml: string
  decision?: DecisionModel
  /** Its source: two versions of an item have the same table exactly when these are equal. */
  decisionXml?: string
  flags: string[]
  effectiveFrom: string
  effectiveTo: string | null
}

export const itemNotFound = refusal({
  code: 'items.not-found', status: 404,
  zh: '没有这个事项，或它目前没有生效的版本。', en: 'There is no such item, or no version of it is in force today.',
  nextZh: '请返回事项列表重新查找。', nextEn: 'Search the list of items again.',
})

/** The implementation item a code belongs to: a handling item's code is the implementation code and two more characters. */
export function implementationOf(content: ItemContent): string {
  return content.codeScheme === 'gb39554' && content.code.length === 33 ? content.code.slice(0, 31) : content.code
}

/** All words by which an item can be found, folded for comparison. */
export function searchText(content: ItemContent, bodyName: string): string {
  return [content.name.zh, content.name.en ?? '', ...(content.alias ?? []), content.catalog?.name ?? '', bodyName, content.code].join(' ').normalize('NFKC').toLowerCase()
}
