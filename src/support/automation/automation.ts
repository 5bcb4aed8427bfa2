// The noun: automatic decisions of an item: whether they run, what a machine concluded, and what it never may. Pure: no database, no HTTP.
// 个人信息保护法 24 (told before, explained after, a person on request); 行政许可法 34, 36, 46, 47, 57, 69.
import { refusal } from '#base/problem'
import type { WholeCase } from '#core/cases'
import type { Item } from '#core/items'
import { automaticOf, type Automatic, type Judgement, type MachineFacts, type MachineReason, type MachineReasonCode } from '#core/packs'

/** One judgement as it is kept. `inputs` and `judgement` are null where the table was not asked. */
export interface Kept {
  caseId: string
  caseNumber: string
  item: string
  itemVersion: string
  handling: string
  deciding: string
  verdict: 'machine' | 'person'
  reasons: MachineReason[]
  inputs: MachineFacts | null
  judgement: Judgement | null
  salt: Uint8Array
  entry: string
  at: Temporal.Instant
  reversedBy: 'review' | 'annulment' | null
  reversedAt: Temporal.Instant | null
}

export type SwitchChange = 'stopped' | 'restarted'

export interface Switch {
  id: string
  item: string
  /** From 1, for each item; acts may share a moment. */
  turn: number
  change: SwitchChange
  reason: string
  salt: Uint8Array
  by: string
  at: Temporal.Instant
}

/** running, stopped, or stopped with a wish to start again that waits for a second person. */
export type AutomationState = 'running' | 'stopped' | 'restart-asked'

/** `isAsked`: a wish to start again waits for its second person. */
export function stateOf(last: Pick<Switch, 'change'> | undefined, isAsked = false): AutomationState {
  if (last === undefined || last.change === 'restarted') return 'running'
  return isAsked ? 'restart-asked' : 'stopped'
}

export interface HumanReview {
  reviewCase: string
  reviewNumber: string
  caseId: string
  askedAt: Temporal.Instant
  endedAt: Temporal.Instant | null
  changed: boolean | null
}

export const notAutomatic = refusal({
  code: 'automation.not-automatic', status: 404, zh: '这个事项不由系统自动办理。', en: 'This item is not decided automatically.',
  nextZh: '请在事项的办事指南中查看如何办理。', nextEn: 'See in its guide how the item is handled.',
})
export const notJudged = refusal({
  code: 'automation.not-judged', status: 404, zh: '这个办件没有经过自动办理。', en: 'No machine looked at this case.',
  nextZh: '请在办件页面查看办理经过。', nextEn: 'See on the page of the case what happened.',
})
export const judgementErased = refusal({
  code: 'automation.judgement-erased', status: 410, basis: '个人信息保护法第四十七条', zh: '保存期限已满，自动办理时核对的内容已经删除；办理结果不变。', en: 'What the machine looked at was erased when its time was over; the outcome stands.',
  nextZh: '需要查考的，请向档案保管机构查阅归档材料。', nextEn: 'For reference, ask to see the archive of the case.',
})
export const notYourItem = refusal({
  code: 'automation.not-your-item', status: 403, zh: '只有作出决定的机关的审批人、负责人可以停用或者启用。', en: 'Only an approver or the head of the deciding body may stop or start it.',
  nextZh: '请由该机关的审批人或者负责人办理。', nextEn: 'Leave it to them.',
})
export const alreadyStopped = refusal({
  code: 'automation.already-stopped', status: 409, zh: '自动办理已经停用。', en: 'It is stopped already.', nextZh: '请刷新页面。', nextEn: 'Reload the page.',
})
export const notStopped = refusal({
  code: 'automation.not-stopped', status: 409, zh: '自动办理现在不是可以这样操作的状态。', en: 'It does not stand so that this can be done.', nextZh: '请刷新页面。', nextEn: 'Reload the page.',
})
export const notByMachine = refusal({
  code: 'automation.not-by-machine', status: 409, zh: '这个办件不是由系统自动决定的。', en: 'This case was not decided by a machine.',
  nextZh: '对决定不服的，可以按决定书所列的途径申请复议或者提起诉讼。', nextEn: 'If you do not agree, the letter of the decision names the ways to review and to the court.',
})
export const reviewOpen = refusal({
  code: 'automation.review-open', status: 409, zh: '人工复核正在办理。', en: 'A person is reviewing it already.',
  nextZh: '请在“我的办件”中查看复核的进展。', nextEn: 'See among your matters how it goes on.',
})

const reasonTexts: Partial<Record<MachineReasonCode, { zh: string; en: string }>> = {
  'asked-for-person': { zh: '申请人要求由人办理（个人信息保护法24）。', en: 'The applicant asked for a person (Personal Information Protection Law, art. 24).' },
  'switched-off': { zh: '本事项的自动办理已经停用。', en: 'Automatic decisions of this item are stopped.' },
  'table-withdrawn': { zh: '办件所用的决策表已经更换或者撤下。', en: 'The table of this case was replaced or withdrawn.' },
  'law-demands': { zh: '依法要先经核查、听证、公示或者其他部门的意见（许可法34、46）。', en: 'The law asks for a check, a hearing, publication or an opinion first (Administrative Licensing Law, arts. 34, 46).' },
  'third-party': { zh: '办件涉及申请人以外的人（许可法36、47）。', en: 'Others than the applicant have a part in the case (Administrative Licensing Law, arts. 36, 47).' },
  'person-began': { zh: '工作人员已经开始办理。', en: 'A person has begun to handle it.' },
  'step-not-declared': { zh: '流程走到了须由人办理的步骤。', en: 'The process came to a step that a person must do.' },
}

/** A reason that lies in the case or the item, not in the table. */
export function plainReason(code: MachineReasonCode): MachineReason {
  const text = reasonTexts[code]
  if (!text) throw new Error(`${code} has no words of its own`)
  return { code, ...text }
}

export interface Standing {
  whole: WholeCase
  item: Item
  automatic: Automatic
  /** The version of the item in force now. */
  current: Item | undefined
  state: AutomationState
  byPerson: boolean
}

/** Why this case is a person's before any table is asked. */
export function reasonsBefore({ whole, item, automatic, current, state, byPerson }: Standing): MachineReason[] {
  const { case: row, parties, allSteps, formVersion } = whole
  const codes: (MachineReasonCode | false)[] = [
    byPerson && 'asked-for-person',
    state !== 'running' && 'switched-off',
    (!isSameTable(item, current) || automatic.release.body !== row.deciding) && 'table-withdrawn',
    // The pack check has refused such items; a version that came another way is not decided either.
    ((item.content.demands ?? []).length > 0 || (item.content.bodies.joint ?? []).length > 0) && 'law-demands',
    parties.some((party) => party.role !== 'applicant') && 'third-party',
    (row.state !== 'submitted' || formVersion > 1 || allSteps.some((step) => step.assignee !== null || step.state === 'done')) && 'person-began',
  ]
  return codes.filter((code) => code !== false).map(plainReason)
}

/** A case pins its version; where that version's table is not the one in force any more, a person decides. */
function isSameTable(item: Item, current: Item | undefined): boolean {
  const automation = current && automaticOf(current.content)
  return automation !== undefined && current?.decisionXml === item.decisionXml && automation.decision === item.content.automation?.decision
}

/** Thrown inside an act so that nothing of it stays: the machine grants wholly or leaves the case untouched. */
export class LeftToPerson extends Error {
  readonly reason: MachineReason
  constructor(reason: MachineReason) {
    super(reason.en)
    this.reason = reason
  }
}

/** Between 0 and 1, null where nothing was decided. */
export function reversalRate(decided: number, reversed: number): number | null {
  return decided === 0 ? null : Math.round((reversed / decided) * 10_000) / 10_000
}

/** Red where more is reversed than the item allows. */
export function lampOfRate(rate: number | null, most: number): 'green' | 'red' | null {
  return rate === null ? null : rate > most ? 'red' : 'green'
}
