// What a case says no to.
import { refusal } from '#base/problem'

const reload = { nextZh: '请刷新页面，查看最新进展。', nextEn: 'Reload the page to see where the case stands now.' }

export const caseNotFound = refusal({
  code: 'cases.not-found', status: 404, zh: '没有找到这个办件，或您无权查看。', en: 'There is no such case, or it is not yours to see.',
  nextZh: '请核对办件编号；如是您本人的办件，请用申请时的账号登录。', nextEn: 'Check the case number; if it is your own, sign in with the account you applied with.',
})
export const stepAlreadyDone = refusal({ code: 'cases.step-already-done', status: 409, zh: '这一步已经由他人办理。', en: 'This step has already been handled.', ...reload })
export const stepClaimed = refusal({
  code: 'cases.step-claimed', status: 409, zh: '这一步已由其他同事认领。', en: 'A colleague has taken this step.',
  nextZh: '请与认领人联系，或办理其他待办。', nextEn: 'Speak to the colleague, or take another task.',
})
export const notYourStep = refusal({
  code: 'cases.not-your-step', status: 403, zh: '这一步不属于您的岗位。', en: 'This step does not belong to a post of yours.',
  nextZh: '请由有相应岗位的同事办理。', nextEn: 'Leave it to a colleague who holds that post.',
})
export const wrongState = refusal({ code: 'cases.wrong-state', status: 409, zh: '办件当前的状态不能这样办理。', en: 'This cannot be done in the present state of the case.', ...reload })
export const caseSuspended = refusal({
  code: 'cases.suspended', status: 409, zh: '办件正在中止计时，不能作出决定。', en: 'The clock of the case is stopped; it cannot be decided.',
  nextZh: '请先恢复计时，再继续办理。', nextEn: 'Resume the clock first.',
})
export const caseFinished = refusal({
  code: 'cases.finished', status: 409, zh: '办件已经办结，不能再更改。', en: 'The case is finished and cannot be changed.',
  nextZh: '如需变更，请发起引用本办件的新办件。', nextEn: 'Open a new case that refers to this one.',
})
export const outcomeNotPossible = refusal({
  code: 'cases.outcome-not-possible', status: 422, zh: '这一步没有这种办理结果。', en: 'This step has no such outcome.',
  nextZh: '请从列出的结果中选择。', nextEn: 'Choose one of the outcomes listed.',
})
export const resultUnknown = refusal({
  code: 'cases.result-unknown', status: 422, zh: '事项没有这个序号的结果。', en: 'The item has no result at this place.',
  nextZh: '请按事项列出的结果填写，序号从 0 起。', nextEn: 'Name the results as the item lists them, counted from 0.',
})
export const ownActNeeded = refusal({
  code: 'cases.own-act-needed', status: 422, zh: '受理、决定与送达须用各自的操作办理。', en: 'Acceptance, decision and delivery have acts of their own.',
  nextZh: '请使用“受理”“决定”或“送达”操作。', nextEn: 'Use acceptance, decision or delivery.',
})
export const reasonsNeeded = refusal({
  code: 'cases.reasons-needed', status: 422, basis: '行政许可法第三十八条', zh: '不利的决定必须说明理由。', en: 'An unfavourable decision must give its reasons.',
  nextZh: '请写明理由和依据后再提交。', nextEn: 'Write down the reasons and their basis.',
})
export const correctionAlreadyAsked = refusal({
  code: 'cases.correction-already-asked', status: 409, basis: '行政许可法第三十二条；优化营商环境条例第三十六条',
  zh: '补正内容只能一次性告知，本办件已告知过。', en: 'What is missing is told once, all together; that was already done in this case.',
  nextZh: '请予受理；已告知的内容仍未补齐的，可书面不予受理。', nextEn: 'Accept it, or refuse in writing for what was asked and is still missing.',
})
export const noticeTooLate = refusal({
  code: 'cases.notice-too-late', status: 409, basis: '行政许可法第三十二条',
  zh: '已超过五个工作日，逾期不告知的，自收到申请材料之日起即为受理。', en: 'Five working days have passed: the application counts as accepted from the day it was received.',
  nextZh: '请直接办理受理后的步骤。', nextEn: 'Go on as with an accepted case.',
})
export const suspensionNotAllowed = refusal({
  code: 'cases.suspension-not-allowed', status: 422, basis: '行政许可法第四十五条', zh: '法律没有规定这种情形可以不计入期限。', en: 'The law does not let the clock stop for this.',
  nextZh: '只能因听证、招标、拍卖、检验、检测、检疫、鉴定、专家评审，或者本事项的法律、法规另有规定的情形中止计时。', nextEn: 'Only hearing, tender, auction, inspection, testing, quarantine, appraisal and expert review stop it, and what the own law of the item names.',
})
export const applicantOnly = refusal({
  code: 'cases.applicant-only', status: 403, zh: '只有申请人或其代理人可以这样办理。', en: 'Only the applicant, or who acts for the applicant, may do this.',
  nextZh: '请由申请人登录办理。', nextEn: 'Let the applicant sign in and do it.',
})
export const deliveryConsentNeeded = refusal({
  code: 'cases.delivery-consent-needed', status: 422, basis: '民事诉讼法第九十条', zh: '当事人没有同意电子送达。', en: 'The person did not agree to electronic delivery.',
  nextZh: '请改用窗口领取或者邮寄；当事人也可以在办件页面选择电子送达。', nextEn: 'Hand it over at a window or by post; the person may also choose electronic delivery on the page of the case.',
})
export const deliveryProofNeeded = refusal({
  code: 'cases.delivery-proof-needed', status: 422, basis: '民事诉讼法第八十七条', zh: '窗口领取、邮寄送达要有凭证。', en: 'Delivery at a window or by post needs its proof.',
  nextZh: '请写明签收情况或者邮件号码。', nextEn: 'Write who signed, or the number of the post.',
})
export const notSuspended = refusal({ code: 'cases.not-suspended', status: 409, zh: '办件没有中止计时。', en: 'The clock of the case is not stopped.', ...reload })
export const extensionNotAllowed = refusal({
  code: 'cases.extension-not-allowed', status: 409, basis: '行政许可法第四十二条', zh: '期限不能这样延长。', en: 'The limit cannot be extended like this.',
  nextZh: '只能在期限届满前延长一次，并不超过法定天数。', nextEn: 'Once, before the limit ends, and by no more than the days the law gives.',
})
export const extensionNotYours = refusal({
  code: 'cases.extension-not-yours', status: 403, basis: '行政许可法第四十二条', zh: '延长期限须经本机关负责人批准；并联办理的，须经本级人民政府负责人批准。', en: 'The head of the deciding body grants an extension; in joint handling the head of the government of its level.',
  nextZh: '请由有批准权的负责人办理。', nextEn: 'Ask the head who may grant it.',
})
export const extenderNotEntered = refusal({
  code: 'cases.extender-not-entered', status: 409, basis: '行政许可法第四十二条', zh: '并联办理的期限须经本级人民政府负责人批准才能延长，而该负责人还没有登记。', en: 'The limit of a joint permit is extended by the head of the people’s government of that level, and nobody is entered as such.',
  nextZh: '请联系管理员登记下列机构和“负责人”岗位，再由该负责人办理延长；登记之前按原期限作出决定。', nextEn: 'Ask the administrator to enter the organisation named and its post of head, who then extends; until that is done, decide within the limit as it stands.',
})
export const earlierDateNeedsEvidence = refusal({
  code: 'cases.date-in-law-not-possible', status: 422, zh: '收件日期不能晚于今天，也不能早于三十天前；早于今天的只能是来信。', en: 'The day of receipt cannot be later than today or more than 30 days ago; an earlier day is for letters only.',
  nextZh: '请核对邮戳或收件登记上的日期。', nextEn: 'Check the postmark or the register of receipts.',
})

export const sectionNotOfBody = refusal({
  code: 'cases.section-not-of-body', status: 422, zh: '本单位没有这个科室或者窗口，或者那里没有人担任这一岗位。', en: 'The body has no such team or window, or nobody there holds the post of this step.',
  nextZh: '请从列出的科室、窗口中选择。', nextEn: 'Choose one of the teams or windows offered.',
})
