// What receiving and accepting refuses, each with its law: windows, in person, papers promised, numbers. 行政许可法 29, 32, 57; 容缺受理; 告知承诺.
import { refusal } from '#base/problem'

export const notNotified = refusal({
  code: 'cases.not-notified', status: 422, basis: '行政许可法第三十二条',
  zh: '这一项没有在补正告知书中告知过，不能作为不予受理的理由。', en: 'This was not among what the notice asked for; it cannot be a reason not to accept.',
  nextZh: '只能选择已经告知、仍未补齐的项目；没有的，应当受理。', nextEn: 'Name only what was notified and is still missing; where there is nothing, accept.',
})
export const competentBodyNeeded = refusal({
  code: 'cases.competent-body-needed', status: 422, basis: '行政许可法第三十二条',
  zh: '不属于本机关职权范围的，应当告知申请人向哪个机关申请。', en: 'Where the matter is not of this body, the applicant is told which body is competent.',
  nextZh: '请写明有权办理的机关。', nextEn: 'Name the competent body.',
})
export const windowClosed = refusal({
  code: 'cases.window-closed', status: 409, basis: '教师资格条例第十四条；事项的受理期限',
  zh: '收到申请时不在事项的受理期限内，不能受理。', en: 'The application was received outside the acceptance window of the item; it cannot be accepted.',
  nextZh: '请书面不予受理，并告知下一次受理期限。', nextEn: 'Refuse in writing and tell when the next window opens.',
})
export const windowOpen = refusal({
  code: 'cases.window-open', status: 409, basis: '教师资格条例第十四条；事项的受理期限',
  zh: '收到申请时在受理期限内，或者事项全年受理，不能以此不予受理。', en: 'The application came within a window, or the item has none; that is no ground.',
  nextZh: '请选择其他法定情形，或者受理。', nextEn: 'Choose another ground, or accept.',
})
export const inPersonNeeded = refusal({
  code: 'cases.in-person-needed', status: 409, basis: '行政许可法第二十九条第二款；教师资格条例第十四条',
  zh: '这个事项依法应当由本人提出申请，不能由代理人代办。', en: 'By its law this item is applied for in person; an agent cannot apply.',
  nextZh: '请一次性告知由本人补正提出，或者请本人重新申请。', nextEn: 'Tell the applicant once to apply in person.',
})
export const onTheSpotOnly = refusal({
  code: 'cases.on-the-spot-only', status: 422, basis: '行政许可法第三十二条第一款第三项',
  zh: '只能当场更正申请表上的错误，更正后的内容应当合乎表单。', en: 'Only errors in the form are corrected on the spot, and the form must then be well made.',
  nextZh: '请核对更正的项目；缺少材料的，用一次性告知补正。', nextEn: 'Check what was corrected; for papers that are missing use the notice.',
})
export const gapPromiseNeeded = refusal({
  code: 'cases.gap-promise-needed', status: 409, basis: '容缺受理：申请人书面承诺补交期限',
  zh: '容缺材料没有提交，也没有申请人承诺的补交日期，不能受理。', en: 'A paper that may follow is missing and the applicant has not promised a day; it cannot be accepted.',
  nextZh: '请由申请人书面承诺补交日期，受理时写明；或者在补正告知书中一并告知。', nextEn: 'Let the applicant promise a day in writing and give it when you accept, or name the paper in the one-time notice.',
})
export const gapDateNotPossible = refusal({
  code: 'cases.gap-date-not-possible', status: 422, basis: '容缺受理：事项规定的最长期限',
  zh: '承诺的补交日期不能早于今天，也不能超过事项规定的期限。', en: 'The promised day cannot be before today or later than the item allows.',
  nextZh: '请在允许的日期内选择。', nextEn: 'Choose a day within what is allowed.',
})
export const paperOwed = refusal({
  code: 'cases.paper-owed', status: 409, basis: '容缺受理；告知承诺撤回后按一般程序',
  zh: '承诺补交的材料还没有提交，不能准予。', en: 'A paper that was promised has not come; nothing can be granted.',
  nextZh: '请等申请人补交；到承诺日期仍未补交的，不予准予并说明理由。', nextEn: 'Wait for the paper; when its day has passed without it, refuse with reasons.',
})
export const nothingOwed = refusal({
  code: 'cases.nothing-owed', status: 409, zh: '这份材料不在承诺补交之列，或者已经补交。', en: 'This paper is not owed in this case, or has come already.',
  nextZh: '请刷新办件页面，查看还缺什么。', nextEn: 'Reload the case to see what is still missing.',
})
export const gapTooLate = refusal({
  code: 'cases.gap-too-late', status: 409, basis: '容缺受理：逾期未补交的，按承诺处理',
  zh: '这份材料逾期以后已经补交过一次，不能再补交。', en: 'This paper came once after its promised day; it can follow no more.',
  nextZh: '请等待是否收取的书面决定；决定不予收取的，可以备齐材料后重新申请。', nextEn: 'Await the written answer whether it is taken; where it is not, you may apply again with all papers.',
})
export const latePapersOpen = refusal({
  code: 'cases.late-papers-open', status: 409, basis: '容缺受理：逾期补交的，由工作人员书面决定是否收取',
  zh: '有逾期补交的材料还没有决定是否收取，不能作出决定。', en: 'Papers came after their promised day and nobody has said whether they are taken; the case cannot be decided.',
  nextZh: '请先办理“是否收取逾期材料”。', nextEn: 'First do the step “Take late papers?”.',
})
export const noPromiseToWithdraw = refusal({
  code: 'cases.no-promise', status: 409, zh: '这个办件没有可以撤回的承诺，或者已经作出决定。', en: 'This case has no promise to withdraw, or has been decided.',
  nextZh: '请刷新办件页面。', nextEn: 'Reload the case.',
})
export const quotaUsed = refusal({
  code: 'cases.quota-used', status: 409, basis: '行政许可法第五十七条',
  zh: '本期数量已经用完，不能再准予。', en: 'The number that may be granted is used up.',
  nextZh: '请以数量已满为由不予许可，并说明理由和救济途径。', nextEn: 'Refuse with that reason and the remedy.',
})
export const earlierFirst = refusal({
  code: 'cases.earlier-first', status: 409, basis: '行政许可法第五十七条',
  zh: '受理在先的申请还没有决定，剩下的数量应当先留给它。', en: 'An application accepted earlier is not decided; what is left is for it first.',
  nextZh: '请先对受理在先的申请作出决定。', nextEn: 'Decide the earlier ones first.',
})
