// What is refused where people are asked to apply together (民法典 171).
import { refusal } from '#base/problem'

const atWindow = { nextZh: '请与申请人或者受理窗口联系。', nextEn: 'Speak to the applicant, or to the window that receives the matter.' }

export const invitationNotFound = refusal({ code: 'cases.invitation-not-found', status: 404, zh: '没有请您或者这位共同申请人确认的办件。', en: 'There is no matter in which this person is asked to apply together.', ...atWindow })
export const invitationAnswered = refusal({
  code: 'cases.invitation-answered', status: 409, zh: '是否共同申请已经答复过，或者办件已经受理，不能再改。', en: 'Whether to apply together was answered already, or the case was accepted meanwhile: it cannot be changed.',
  nextZh: '请刷新页面查看；要退出的，请与受理窗口联系。', nextEn: 'Reload the page. Who wants to withdraw speaks to the window that receives the matter.',
})
export const invitationsOpen = refusal({
  code: 'cases.joint-applicants-asked', status: 409, basis: '民法典第一百七十一条', zh: '还有共同申请人没有确认，不能受理。', en: 'Somebody who was asked to apply together has not answered yet; the case cannot be accepted.',
  nextZh: '请等待其在网上确认，或者由其本人到窗口、书面确认；不再共同申请的，请申请人取消。也可以一次性告知补正。', nextEn: 'Wait for the answer on the site, or take it at the window or on paper. The applicant may stop asking; or tell what is missing, once.',
})
export const inviteeReadDifferently = refusal({
  code: 'cases.invitee-read-differently', status: 409, zh: '您填写的姓名或者证件号码与申请时填写的不一致。', en: 'Name or number are not what was entered with the application.',
  nextZh: '请对照证件重新填写；申请时填错的，请申请人取消后重新申请。', nextEn: 'Read the document again. Where the application has it wrong, the applicant stops asking and applies anew.',
})
export const inviteePaperNeeded = refusal({
  code: 'cases.invitee-paper-needed', status: 422, zh: '书面确认的，须附签字或者盖章的扫描件。', en: 'What was confirmed on paper comes with the scan of what was signed.',
  nextZh: '请先上传扫描件。', nextEn: 'Upload the scan first.',
})
export const inviteeSameOfficer = refusal({
  code: 'cases.invitee-same-officer', status: 403, zh: '收下本办件的人不能自己确认书面的共同申请。', en: 'Who entered this case does not confirm by himself what came on paper.',
  nextZh: '请由另一位工作人员核对后确认；本人到场的，可以当面确认。', nextEn: 'A colleague looks at the paper and confirms. Whoever comes in person may confirm before you.',
})
