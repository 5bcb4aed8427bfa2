// What a case says no to between acceptance and decision. 行政许可法 26, 34, 36, 43, 45–48.
import { refusal } from '#base/problem'

export const thirdPartyNotTold = refusal({
  code: 'cases.third-party-not-told', status: 409, basis: '行政许可法第三十六条', zh: '有利害关系人还没有被告知，不能作出决定。', en: 'A third party with a major interest was not told yet; the case cannot be decided.',
  nextZh: '请先送达利害关系人告知书并记录送达，再听取意见。', nextEn: 'Hand over the notice to the third party, record it, and hear what that one has to say.',
})
export const thirdPartyMaySpeak = refusal({
  code: 'cases.third-party-may-speak', status: 409, basis: '行政许可法第三十六条', zh: '利害关系人的陈述期限还没有届满，不能作出决定。', en: 'A third party may still speak; the case cannot be decided before.',
  nextZh: '请等待利害关系人陈述意见，或者等到告知的期限届满。', nextEn: 'Wait for the statement, or until the day that the third party was told.',
})
export const thirdPartyKnown = refusal({
  code: 'cases.third-party-known', status: 409, zh: '这个人已经是本办件的当事人。', en: 'This person is a party of the case already.',
  nextZh: '请查看办件的当事人。', nextEn: 'See the parties of the case.',
})
export const partyUnknown = refusal({
  code: 'cases.party-unknown', status: 404, zh: '本办件没有这个利害关系人。', en: 'The case has no such third party.',
  nextZh: '请从办件的当事人中选择。', nextEn: 'Choose one of the parties of the case.',
})
export const partiesOnly = refusal({
  code: 'cases.parties-only', status: 403, basis: '行政许可法第三十六条', zh: '只有办件的当事人可以陈述、申辩。', en: 'Only a party of the case may make a statement.',
  nextZh: '请由申请人或者利害关系人登录办理。', nextEn: 'Let the applicant or the third party sign in.',
})
export const hearingOpen = refusal({
  code: 'cases.hearing-open', status: 409, basis: '行政许可法第四十八条', zh: '听证还没有结束，听证笔录形成之前不能作出决定。', en: 'The hearing is not over: nothing is decided before its minutes are there.',
  nextZh: '请先举行听证、制作并确认听证笔录，再根据笔录作出决定。', nextEn: 'Hold the hearing, write the minutes and have them confirmed; the decision is made on that record.',
})
export const hearingNeeded = refusal({
  code: 'cases.hearing-needed', status: 409, basis: '行政许可法第四十六条', zh: '本事项依法应当举行听证，还没有举行。', en: 'The law demands a hearing for this item, and none was held.',
  nextZh: '请公告并举行听证，再作出决定。', nextEn: 'Announce and hold the hearing first.',
})
export const publicityOpen = refusal({
  code: 'cases.publicity-open', status: 409, zh: '公示没有结束，或者还有异议没有答复，不能作出决定。', en: 'The 公示 is not over, or an objection is not answered; the case cannot be decided.',
  nextZh: '请等待公示期满，并答复全部异议。', nextEn: 'Wait until it ends, and answer every objection.',
})
export const publicityNeeded = refusal({
  code: 'cases.publicity-needed', status: 409, zh: '本事项依法应当先公示，再作出准予的决定。', en: 'For this item an intended grant is made public before it is decided.',
  nextZh: '请先发布公示。', nextEn: 'Publish the notice first.',
})
export const subCaseOpen = refusal({
  code: 'cases.sub-case-open', status: 409, basis: '行政许可法第二十六条', zh: '还有其他部门的单独决定没有作出，不能作出统一决定。', en: 'A separate decision of another department is not made yet; the joint decision waits for it.',
  nextZh: '请查看关联的子办件，等待其办结。', nextEn: 'See the sub-cases and wait for their decisions.',
})
export const forwardFirst = refusal({
  code: 'cases.forward-first', status: 409, basis: '行政许可法第四十三条', zh: '下级机关还没有转报，上级机关不能作出决定。', en: 'The lower body has not sent the case up; the higher one cannot decide yet.',
  nextZh: '请先由下级机关审查完毕并转报。', nextEn: 'Let the lower body finish its examination and send the case up.',
})
export const forwardNotPossible = refusal({
  code: 'cases.forward-not-possible', status: 409, basis: '行政许可法第四十三条', zh: '办件现在不能转报：本事项不需要转报、已经转报，或者本级的步骤还没有办完。', en: 'The case cannot be sent up now: its item has no higher body, it was sent up already, or a step of this level is still open.',
  nextZh: '请先办完本级的审查步骤；已转报的，由上级机关办理。', nextEn: 'Finish the steps of this level first; what was sent up is handled there.',
})
export const twoOfficersNeeded = refusal({
  code: 'cases.two-officers-needed', status: 422, basis: '行政许可法第三十四条', zh: '实地核查应当由两名以上工作人员进行，并有核查记录。', en: 'A check on the site is made by two officers or more, with a record.',
  nextZh: '请填写一同核查的人员和核查记录。', nextEn: 'Name the officers who checked with you, and write the record.',
})
export const officerNotInPost = refusal({
  code: 'cases.officer-not-in-post', status: 422, basis: '行政许可法第三十四条', zh: '一同核查的人员没有这一步要求的岗位。', en: 'An officer who is named does not hold the post that this step asks for.',
  nextZh: '请选择有同一岗位的人员。', nextEn: 'Choose officers who hold the same post.',
})
export const checkNotYours = refusal({
  code: 'cases.check-not-yours', status: 403, basis: '行政许可法第三十四条', zh: '核查记录由一同核查的人员本人确认。', en: 'The record of a check is confirmed by the officer who is named in it, and by nobody else.',
  nextZh: '请由该人员登录后确认；该人员不能确认的，请撤去其签署，重新核查。', nextEn: 'Let that officer sign in and confirm. Who cannot is taken away as a signer, and the check is made again.',
})
export const suspensionHeld = refusal({
  code: 'cases.suspension-held', status: 409, basis: '行政许可法第四十五条', zh: '计时因听证或者公示停止，由该程序结束时自动恢复。', en: 'The clock stands for a hearing or a 公示 and runs again when that ends.',
  nextZh: '请办完听证或者公示。', nextEn: 'Bring the hearing or the 公示 to its end.',
})
export const taskReasonsNeeded = refusal({
  code: 'cases.task-reasons-needed', status: 422, zh: '请写明意见和理由。', en: 'Say what you found, and why.',
  nextZh: '意见会告知提出的人。', nextEn: 'Who asked will be told.',
})
