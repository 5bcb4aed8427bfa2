// What printing refuses.
import { refusal } from '#base/problem'

export const missingGlyph = refusal({
  code: 'pdf.missing-glyph', status: 422,
  zh: '文书中有字体未收录的字符，不能印出缺字的文书。', en: 'The document holds a character that the font does not have; a document with a gap is never printed.',
  nextZh: '请核对该字符；确为姓名、地名用字的，请联系管理员补充字体。', nextEn: 'Check the character; if it belongs to a name, ask the administrator for a font that has it.',
})

export const blankMissing = refusal({
  code: 'pdf.blank-missing', status: 422,
  zh: '文书模板中有空项没有内容可填。', en: 'A blank of the letter template has nothing to be filled with.',
  nextZh: '请补齐所列内容，或由管理员修改模板。', nextEn: 'Supply what is listed, or have the administrator correct the template.',
})

export const pressFailed = refusal({
  code: 'pdf.press-failed', status: 503,
  zh: '文书暂时无法生成。', en: 'The document cannot be made at the moment.',
  nextZh: '请稍后重试；多次失败请联系管理员。', nextEn: 'Try again shortly; tell the administrator if it keeps failing.', retryAfterSeconds: 5,
})

/** By code, so that a refusal can cross from the drawing process. */
export const pdfRefusals = [missingGlyph, blankMissing, pressFailed]
