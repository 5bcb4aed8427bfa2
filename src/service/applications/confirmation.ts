// The noun: what a window typed in is confirmed by the person who came (行政许可法 31: the applicant answers for the truth of it). Pure.
import { refusal } from '#base/problem'
import { writePaperCode } from '#engines/codes'

export interface Confirmation {
  caseId: string
  code: string
  means: 'code' | 'signature' | null
  /** Digest of the picture that was drawn on the pad. */
  signature: string | null
  confirmedAt: string | null
}

export const alreadyConfirmed = refusal({
  code: 'applications.already-confirmed', status: 409, zh: '本次收件已经由本人确认。', en: 'This intake was confirmed already.',
  nextZh: '无需再次确认。', nextEn: 'There is nothing to do.',
})
export const confirmationUnknown = refusal({
  code: 'applications.confirmation-unknown', status: 404, zh: '确认码无效，或本办件不是窗口收件。', en: 'The code is not valid, or the case did not come through a window.',
  nextZh: '请核对收件凭证上的确认码。', nextEn: 'Check the code on the receipt.',
})
export const signatureNeeded = refusal({
  code: 'applications.signature-not-a-picture', status: 422, zh: '签名须是手写板上的图像（PNG）。', en: 'A signature is the picture from the pad (PNG).',
  nextZh: '请让当事人在手写板上重新签名。', nextEn: 'Let the person sign on the pad again.',
})

/** The code on a receipt: 10 characters that are not mistaken for one another, 50 bits. */
export function makeConfirmationCode(bytes: Uint8Array): string {
  return writePaperCode(bytes.subarray(0, 10))
}

/** A code as people type it. */
export function readCode(code: string): string {
  return code.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase()
}
