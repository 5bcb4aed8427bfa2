// The noun: a document seen in person at a window: by one officer, and by a second in another role who reads it for himself. Neither does it
// for himself. It leads to 实名五级, for as long as the document runs and no longer than the place says. Pure.
import { refusal } from '#base/problem'
import type { Person } from './source.ts'

export type CheckState = 'seen' | 'confirmed' | 'declined' | 'over'

export interface InPersonCheck {
  id: string
  account: string
  organisation: string
  idKind: string
  sealed: string | null
  validUntil: string | null
  state: CheckState
  seenBy: string
  seenAt: Temporal.Instant
  endsAt: Temporal.Instant
  decidedBy: string | null
  decidedAt: Temporal.Instant | null
}

/** [K] How long the second officer has, while the person is there; how long it counts. */
export const checkLimits = { minutes: 60, holdsDays: 1826, level: 5 } as const

/** Which role sees, and which confirm. */
export const seers = ['window'] as const
export const confirmers = ['clerk', 'head'] as const

export const personNotFound = refusal({
  code: 'proofs.person-not-found', status: 422,
  zh: '没有这个个人账号，或者账号的姓名与证件不一致。', en: 'There is no such personal account, or its name is not that of the document.',
  nextZh: '请与到场的人核对账号名；没有账号的，请先注册，或者直接在窗口收件。', nextEn: 'Ask the person for the account name. Whoever has none registers first, or applies at the window.',
})
export const otherPerson = refusal({
  code: 'proofs.other-person', status: 409,
  zh: '这个账号已经核验为另一个证件号码的人。', en: 'This account was proved to be somebody with another number.',
  nextZh: '请核对账号和证件；证件号码确有变化的，先由本人在账号中删除原来的核验结果，再来核对。', nextEn: 'Compare account and document. Where the number has really changed, the person deletes the old proof first.',
})
export const documentOver = refusal({
  code: 'proofs.document-over', status: 422,
  zh: '证件已过有效期，不能用来核对身份。', en: 'The document is no longer valid and proves nothing.',
  nextZh: '请持有效证件再来办理。', nextEn: 'Come again with a valid one.',
})
export const ownCheck = refusal({
  code: 'proofs.own-check', status: 403,
  zh: '不能为自己核对身份；姓名与您相同的，也请由同事办理。', en: 'Nobody checks himself; a colleague also takes whoever has your name.',
  nextZh: '请交由另一位工作人员办理。', nextEn: 'Leave it to a colleague.',
})
export const sameOfficer = refusal({
  code: 'proofs.same-officer', status: 403,
  zh: '看过证件的人不能自己复核。', en: 'Who saw the document does not confirm it.',
  nextZh: '请由同单位担任其他职责的同事当面复核。', nextEn: 'A colleague in another role looks at it too.',
})
export const checkNotFound = refusal({
  code: 'proofs.check-not-found', status: 404,
  zh: '没有这项待复核的核对，或者已经超过时间。', en: 'There is no such check to confirm, or it took too long.',
  nextZh: '请刷新列表；超过时间的，请窗口重新核对。', nextEn: 'Reload the list; what took too long is seen anew.',
})
export const seenDifferently = refusal({
  code: 'proofs.seen-differently', status: 409,
  zh: '您填写的姓名或证件号码与窗口所见不一致。', en: 'Name or number are not what the window saw.',
  nextZh: '请对照证件重新填写；确实不一致的，请不予确认。', nextEn: 'Read the document again; if they really differ, decline.',
})

/** Refuses an officer who would check himself: a staff account holds no number, so that the name is what tells. */
export function mustBeSomebodyElse(officerName: string, person: Pick<Person, 'name'>): void {
  if (officerName.normalize('NFC').trim() === person.name) throw ownCheck()
}

/** When a check that is confirmed now ends: with the document, or after as long as the place says. */
export function endOfCheck(validUntil: string | null, now: Temporal.Instant): Temporal.Instant {
  const longest = now.toZonedDateTimeISO('Asia/Shanghai').add({ days: checkLimits.holdsDays }).toInstant()
  if (validUntil === null) return longest
  const end = Temporal.PlainDate.from(validUntil).add({ days: 1 }).toZonedDateTime('Asia/Shanghai').toInstant()
  return Temporal.Instant.compare(end, longest) < 0 ? end : longest
}

/** Refuses a document whose last day lies before today. */
export function mustBeValid(validUntil: string | null, today: Temporal.PlainDate): void {
  if (validUntil !== null && Temporal.PlainDate.compare(Temporal.PlainDate.from(validUntil), today) < 0) throw documentOver({}, [{ path: '/validUntil', code: 'date', zh: '证件已过有效期', en: 'The document has ended' }])
}
