// An automatic decision in plain words: which table of which body, which rule, which datum from which source, and the way to a person.
// For a party and for those who handle; a party is never told a table's doubt as if it were a decision (个人信息保护法 24). Pure.
import { sayDate } from '#engines/words'
import type { Item } from '#core/items'
import { automaticOf, sayValue, sourceWords, tableLabel, type FoundDatum, type MachineReason, type MachineReasonCode } from '#core/packs'
import type { Kept } from './automation.ts'

interface Words {
  zh: string
  en: string
}

export interface Explained {
  by: Kept['verdict']
  sentence: Words
  rule: { number: number; label: string } | null
  conditions: { zh: string; en: string; datum: string; name: Words; value: Words; asks: Words; source: Words }[]
  reasons: { code: MachineReasonCode; zh: string; en: string }[]
  /** For those who handle alone: every datum, also what could not be told. */
  data: { key: string; name: Words; state: FoundDatum['state']; said: { source: Words; value: Words }[] }[]
}

/** Reasons that only say what the table could not do are told to a party in this one sentence. */
const inner: ReadonlySet<MachineReasonCode> = new Set(['table-problem', 'no-rule', 'table-says-person', 'less-than-asked'])
const innerText: MachineReason = { code: 'table-says-person', zh: '系统不能直接全部准予，由工作人员审查。这不是不予的决定。', en: 'The system cannot grant all of it at once, so a person examines it. This is not a refusal.' }

/** Explains a judgement to a party, or to who handles the case. */
export function explain(kept: Kept, item: Item, body: Words, forStaff: boolean): Explained {
  const isMachine = kept.verdict === 'machine'
  const conditions = isMachine || forStaff ? (kept.judgement?.conditions ?? []) : []
  return {
    by: kept.verdict, sentence: isMachine ? decidedSentence(item, body) : personSentence, rule: isMachine || forStaff ? (kept.judgement?.rule ?? null) : null,
    conditions, reasons: forStaff ? kept.reasons : told(kept.reasons), data: forStaff || isMachine ? (kept.judgement?.data ?? []).map((datum) => describe(datum, item)) : [],
  }
}

function told(reasons: readonly MachineReason[]): MachineReason[] {
  const open = reasons.filter((reason) => !inner.has(reason.code))
  return reasons.some((reason) => inner.has(reason.code)) ? [...open, innerText] : open
}

const roleWords: Record<string, Words> = { approver: { zh: '审批人', en: 'approver' }, head: { zh: '负责人', en: 'head' } }

function decidedSentence(item: Item, body: Words): Words {
  const { release, decision = '' } = item.content.automation ?? {}
  const post = roleWords[release?.role ?? ''] ?? { zh: '', en: '' }
  const day = (language: 'zh' | 'en') => (release ? sayDate(release.on, language) : '')
  return {
    zh: `本办件由系统自动受理并决定全部准予。决策表“${tableLabel(item.decision, decision)}”（${decision}）由${body.zh}${post.zh}于${day('zh')}发布，用的是事项第 ${item.version} 版。`,
    en: `The system accepted this case and granted all of it. The table “${decision}” was released by the ${post.en} of ${body.en} on ${day('en')}; it was version ${item.version} of the item.`,
  }
}

const personSentence: Words = { zh: '本办件由工作人员办理，不由系统决定。', en: 'This case is decided by a person, not by the system.' }

function describe({ key, name, state, said }: FoundDatum, item: Item): Explained['data'][number] {
  const words = automaticOf(item.content)?.data.find((entry) => entry.key === key)?.words ?? {}
  return {
    key, name: { zh: name.zh, en: name.en ?? name.zh }, state,
    said: said.map(({ source, value }) => ({ source: sourceWords[source], value: { zh: sayValue(value, 'zh', words), en: sayValue(value, 'en', words) } })),
  }
}
