// What a case says no to at the desk: work in bulk, hand-over of all work, delegation with an end, comments.
import { refusal } from '#base/problem'

export const delegationDates = refusal({
  code: 'cases.delegation-dates', status: 422, zh: '委派的截止日应在今天或以后，且不超过一百八十天。', en: 'The last day of a delegation is today or later, within 180 days.',
  nextZh: '请改正截止日，或不填截止日。', nextEn: 'Correct the day, or leave it out.',
})
export const receiverMissing = refusal({
  code: 'cases.receiver-missing', status: 422, zh: '还有岗位的在办环节没有指定接收人。', en: 'Some posts with open work have no receiver yet.',
  nextZh: '请为列出的每个岗位指定一位担任该岗位的同事。', nextEn: 'Name a colleague with the same post for each of those listed.',
})
export const bulkNotPossible = refusal({
  code: 'cases.bulk-not-possible', status: 409, basis: '行政许可法第三十八条', zh: '这一步不能批量办理：没有不需说明理由的有利结果。', en: 'This step cannot be done in bulk: it has no favourable outcome that needs no reasons.',
  nextZh: '请打开办件逐件办理；不予、不通过一律逐件办理。', nextEn: 'Open the case and handle it by itself; a refusal is never given in bulk.',
})
export const mentionUnknown = refusal({
  code: 'cases.mention-unknown', status: 422, zh: '只能提到本办件有关单位的在岗同事。', en: 'Only colleagues with a post in the bodies of the case can be mentioned.',
  nextZh: '请从列出的同事中选择。', nextEn: 'Choose among the colleagues listed.',
})
export const commentNotFound = refusal({
  code: 'cases.comment-not-found', status: 404, zh: '没有这条意见，或不由您删除。', en: 'There is no such comment, or it is not yours to erase.',
  nextZh: '由发表人或机关负责人删除。', nextEn: 'Who wrote it, or the head of the body, erases it.',
})
