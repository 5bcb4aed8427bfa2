// The noun: 个人材料库, papers that somebody handed in before, with how far they may be relied on (国办函〔2016〕108号). Pure.
import { refusal } from '#base/problem'
import type { Text } from '#engines/words'

export interface LibraryEntry {
  id: string
  account: string
  material: string
  title: Text
  name: string
  type: string
  bytes: number
  sha256: string
  level: 'B' | 'C' | 'D'
  item: string
  caseNumber: string
  addedAt: string
  checkedAt: string | null
  checkedBy: string | null
  unit: string | null
}

export const entryNotFound = refusal({
  code: 'applications.library-not-found', status: 404, zh: '材料库里没有这份材料。', en: 'The library has no such paper.',
  nextZh: '请刷新材料库；也可以重新上传。', nextEn: 'Reload the library, or upload it again.',
})
export const notCheckable = refusal({
  code: 'applications.library-not-checkable', status: 409, basis: '国办函〔2016〕108号', zh: '这份材料不需要与原件核对：它已经核对过，或者是申请人自己制作的。', en: 'There is no original to check this against: it was checked before, or the applicant made it.',
  nextZh: '请选择等级为 C 的材料核对。', nextEn: 'Check papers of level C.',
})

/** Refuses to check what has no original or was checked. Only a paper of level C becomes B. */
export function mayCheck(entry: Pick<LibraryEntry, 'level'>): void {
  if (entry.level !== 'C') throw notCheckable({ level: entry.level })
}
