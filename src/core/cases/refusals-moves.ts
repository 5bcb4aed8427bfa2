// What a case says no to when work is moved, handed over or signed together; and which word of the engine means which of these.
import { type Problem, refusal } from '#base/problem'
import type { MoveCode } from '#engines/process'

const another = { nextZh: '请从列出的步骤中选择。', nextEn: 'Choose one of the steps offered.' }

const byCode: Record<MoveCode, ReturnType<typeof refusal>> = {
  'process.move-not-possible': refusal({ code: 'cases.move-not-possible', status: 409, zh: '从当前步骤不能到这一步。', en: 'This step cannot be reached from the present one.', ...another }),
  'process.move-into-branch': refusal({
    code: 'cases.move-into-branch', status: 409, zh: '这一步在另一条并行的路上，进去会使汇合处等不齐或重复。', en: 'This step lies on another parallel way, whose join would be stranded or doubled.',
    nextZh: '请选择本分支内，或者分叉之前的步骤。', nextEn: 'Choose a step on the same branch, or one before the split.',
  }),
  'process.move-behind-acceptance': refusal({
    code: 'cases.move-behind-acceptance', status: 409, basis: '行政许可法第三十二条', zh: '已经受理，不能回到受理之前，期限也不重新计算。', en: 'The application was accepted: nothing goes back behind that, and no limit begins anew.',
    nextZh: '请作出决定；有法定情形的，终止办理。', nextEn: 'Decide; on a lawful ground, end the case.',
  }),
  'process.move-behind-decision': refusal({
    code: 'cases.move-behind-decision', status: 409, basis: '行政许可法第八条、第六十九条', zh: '已经作出决定，不能回到决定之前。', en: 'The decision was made: nothing goes back behind it.',
    nextZh: '请送达；确有错误的，依法变更、撤回或撤销。', nextEn: 'Deliver it; what is wrong is changed, withdrawn or annulled by an act of its own.',
  }),
  'process.move-over-lawful-step': refusal({
    code: 'cases.move-over-lawful-step', status: 409, basis: '行政许可法第三十四条、第四十六条；行政处罚法第四十四条、第五十八条', zh: '法定步骤尚未办理，不能越过。', en: 'The law demands a step in between that has not been done.',
    nextZh: '请先办理告知、听证、核查、法制审核、公示等法定步骤。', nextEn: 'Do the notice, hearing, site check, legal review or publicity first.',
  }),
  'process.move-outcome-missing': refusal({
    code: 'cases.move-outcome-missing', status: 409, zh: '后面的路要看中间一步的结果，不能越过。', en: 'The way further on depends on the outcome of a step in between.',
    nextZh: '请先办理那一步，或者跳转到它之前。', nextEn: 'Do that step first, or jump to one before it.',
  }),
  'process.straight-back-not-possible': refusal({
    code: 'cases.straight-back-not-possible', status: 409, zh: '退到分支之外的，并行的工作要重新进行，不能办完直接送回。', en: 'Beyond its branch the parallel work is done anew: nothing can come straight back.',
    nextZh: '请选择“逐步办理”。', nextEn: 'Choose to go on step by step.',
  }),
  'process.already-opened': refusal({
    code: 'cases.already-opened', status: 409, zh: '下一步已经有人打开，不能取回。', en: 'The next one has opened it already: it cannot be taken back.',
    nextZh: '请与下一步的同事联系，由其退回。', nextEn: 'Ask that colleague to return it.',
  }),
  'process.signing-open': refusal({
    code: 'cases.signing-open', status: 409, zh: '会签或加签还没有完成。', en: 'Not everybody who signs has signed.',
    nextZh: '请等待签署，或者减去不需要的签署人。', nextEn: 'Wait for them, or remove a signer who is not needed.',
  }),
  'process.signers-disagree': refusal({
    code: 'cases.signers-disagree', status: 409, zh: '会签没有通过，不能作出同意的结果。', en: 'The signers did not agree: this outcome cannot be given.',
    nextZh: '请选择其他结果，或者退回。', nextEn: 'Choose another outcome, or return the work.',
  }),
  'process.signing-not-possible': refusal({
    code: 'cases.signing-not-possible', status: 422, zh: '这一步不能这样加签。', en: 'Signers cannot be added to this step in this way.',
    nextZh: '受理、送达不能加签；决定可以前加签或会签，不能后加签或或签；流程规定的会签规则不能改。', nextEn: 'Acceptance and delivery take no signers, a decision takes them before or beside; a rule that the process sets stays.',
  }),
  'process.signer-not-removable': refusal({
    code: 'cases.signer-not-removable', status: 409, zh: '这个签署人由流程规定，或者已经签署，不能减去。', en: 'The process demands this signer, or the signature is given: it stays.',
    nextZh: '请等待其签署，或继续办理。', nextEn: 'Wait for the signature, or go on.',
  }),
}

/** The refusal that a word of the engine means; undefined for words that are no move's. */
export function refusalOfMove(code: string, facts: Record<string, unknown>): Problem | undefined {
  return (byCode as Partial<Record<string, ReturnType<typeof refusal>>>)[code]?.(facts)
}

export const moveNotYours = refusal({
  code: 'cases.move-not-yours', status: 403, zh: '只有经办人或本单位负责人可以这样流转；跳转、跨单位退回须由审查、审批岗位或负责人办理。', en: 'Only who holds the step, or its head, may move it; a jump, or a return to another body, takes an examiner, approver or head.',
  nextZh: '请由有相应岗位的同事办理。', nextEn: 'Leave it to a colleague who holds that post.',
})
export const onlyToRead = refusal({
  code: 'cases.only-to-read', status: 403, zh: '这个办件是抄送给您或者贵单位查阅的，不能办理、催办、转抄或者调取档案。', en: 'This case was given to you or your body to read; you may not act on it, urge it, pass it on or take its archive.',
  nextZh: '请联系办理单位。', nextEn: 'Ask the body that handles it.',
})
export const stepDelegated = refusal({
  code: 'cases.step-delegated', status: 409, zh: '这一步已委派他人，须由委派人确认后办理。', en: 'This step was delegated; it goes on when who delegated it confirms.',
  nextZh: '受托人请提交办理意见；委派人可以收回委派。', nextEn: 'The delegate gives an answer; who delegated may take it back.',
})
export const notDelegated = refusal({
  code: 'cases.step-not-delegated', status: 409, zh: '这一步没有委派给您。', en: 'This step is not delegated to you.',
  nextZh: '请刷新页面，查看最新进展。', nextEn: 'Reload the page to see where the case stands now.',
})
export const colleagueUnknown = refusal({
  code: 'cases.colleague-unknown', status: 422, zh: '这位同事没有所需的岗位，不能接手。', en: 'This colleague does not hold the post that is needed.',
  nextZh: '请从列出的同事中选择。', nextEn: 'Choose one of the colleagues listed.',
})
export const signsAlready = refusal({
  code: 'cases.signs-already', status: 409, zh: '这位同事已经在签署人之中。', en: 'This colleague is among the signers already.',
  nextZh: '请选择其他同事，或等待其签署。', nextEn: 'Choose another, or wait for the signature.',
})
export const urgedLately = refusal({
  code: 'cases.urged-lately', status: 409, zh: '这一步近期已经催办过。', en: 'This step was urged a short while ago.',
  nextZh: '请稍后再催办，或直接联系经办人。', nextEn: 'Wait before urging again, or speak to the handler.',
})
export const copyNotFound = refusal({
  code: 'cases.copy-not-found', status: 404, zh: '没有这份抄送，或者不是给您的。', en: 'There is no such copy, or it is not yours.',
  nextZh: '请刷新页面。', nextEn: 'Reload the page.',
})
