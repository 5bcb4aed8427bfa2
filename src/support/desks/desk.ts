// The noun: a saved list of a work list, and what changed in a case since somebody last looked. Pure.
import type { Entry } from '#base/act'
import { refusal } from '#base/problem'
import type { ListQuery, WholeCase } from '#core/cases'

export interface SavedList {
  id: string
  name: string
  query: ListQuery
}

/** [K] How many lists one person may save: they stand as tabs. */
export const savedListsMax = 12

export const tooManyLists = refusal({
  code: 'desks.too-many-lists', status: 409,
  zh: `最多保存${savedListsMax}个筛选。`, en: `At most ${savedListsMax} lists can be saved.`,
  nextZh: '请先删除不用的筛选。', nextEn: 'Remove one that is not used.',
})

export const listNameTaken = refusal({
  code: 'desks.list-name-taken', status: 409,
  zh: '已有同名的筛选。', en: 'A list of this name is saved already.',
  nextZh: '请换一个名称，或先删除原有的。', nextEn: 'Choose another name, or remove the other one first.',
})

export const listNotFound = refusal({
  code: 'desks.list-not-found', status: 404,
  zh: '没有这个筛选。', en: 'There is no such saved list.',
  nextZh: '请刷新页面。', nextEn: 'Reload the page.',
})

export interface Changed {
  /** Entries, files and steps that came since. */
  entries: string[]
  files: string[]
  steps: string[]
  /** Fields of the form whose answers a correction changed. */
  fields: string[]
}

/** What came after an entry, in the order of the ledger; what the reader did oneself is no news. */
export function changedSince(entries: readonly Entry[], seen: { entry: string; at: Temporal.Instant } | undefined, me: string, whole: Pick<WholeCase, 'files' | 'allSteps'>, formThen: Record<string, unknown> | undefined, formNow: Record<string, unknown>): Changed {
  if (!seen) return { entries: [], files: [], steps: [], fields: [] }
  const place = entries.findIndex((entry) => entry.id === seen.entry)
  const after = entries.slice(place + 1).filter((entry) => entry.actor !== me)
  const isLater = (at: string) => Temporal.Instant.compare(Temporal.Instant.from(at), seen.at) > 0
  const fields = formThen === undefined ? [] : [...new Set([...Object.keys(formThen), ...Object.keys(formNow)])].filter((field) => JSON.stringify(formThen[field]) !== JSON.stringify(formNow[field]))
  return {
    entries: after.map((entry) => entry.id), files: whole.files.filter((file) => isLater(file.at)).map((file) => file.id),
    steps: after.length === 0 ? [] : whole.allSteps.filter((step) => isLater(step.openedAt)).map((step) => step.id), fields,
  }
}
