// The noun: a 公示, an intended grant made public before it is decided, with objections. Only items whose own law has it; the clock stands
// only where that law says so too, since 许可法 45 does not name it. Pure: no database, no HTTP.
import { refusal } from '#base/problem'
import { deadline, type Calendar } from '#engines/calendar'
import type { ItemContent } from '#core/packs'
import { maskName } from '#core/people'

export interface Notice {
  id: string
  caseId: string
  caseNumber: string
  item: string
  itemVersion: string
  /** The body that intends to grant. */
  body: string
  /** Masked, as it is shown. */
  applicant: string
  /** What is intended, in the words of the body: no identity numbers, no address of a person. */
  summary: string
  salt: Uint8Array
  startsOn: string
  endsOn: string
  /** running: objections may come; ended: some are not answered yet; closed: the decision no longer waits. */
  state: 'running' | 'ended' | 'closed'
  madeAt: Temporal.Instant
}

export interface Objection {
  id: string
  notice: string
  receipt: string
  account: string | null
  name: string
  contact: string
  text: string
  salt: Uint8Array
  at: Temporal.Instant
  answer: string | null
  answerSalt: Uint8Array | null
  answeredBy: string | null
  answeredAt: Temporal.Instant | null
}

export const noticeNotFound = refusal({
  code: 'publicity.not-found', status: 404, zh: '没有找到这条公示，或者公示已经期满撤下。', en: 'There is no such notice, or it has ended and was taken down.',
  nextZh: '请在公示列表中查看正在公示的内容。', nextEn: 'See the list of notices that are running.',
})
export const noPublicity = refusal({
  code: 'publicity.not-for-this-item', status: 422, zh: '本事项依据的法律没有规定公示。', en: 'The law of this item has no 公示.',
  nextZh: '请直接办理下一步。', nextEn: 'Go on with the next step.',
})
export const alreadyPublic = refusal({
  code: 'publicity.already-live', status: 409, zh: '本办件的公示还没有结束。', en: 'The case has a 公示 that is not over.',
  nextZh: '请等待公示期满，并答复异议。', nextEn: 'Wait until it ends, and answer the objections.',
})
export const personalData = refusal({
  code: 'publicity.personal-data', status: 422, basis: '个人信息保护法第六条', zh: '公示内容里有申请人的姓名、证件号码或者电话号码。', en: 'The text names the applicant, an identity number or a telephone number.',
  nextZh: '请删去，或者改写为不能识别个人的内容；申请人的姓名由系统隐去后显示。', nextEn: 'Take it out; the name is shown masked by the system.',
})
export const receiptUnknown = refusal({
  code: 'publicity.receipt-unknown', status: 404, zh: '没有这个异议回执编号。', en: 'There is no objection under this receipt.',
  nextZh: '请核对提交异议时给出的回执编号。', nextEn: 'Check the receipt that you were given.',
})
export const alreadyAnswered = refusal({
  code: 'publicity.already-answered', status: 409, zh: '这条异议已经答复。', en: 'This objection was answered already.',
  nextZh: '请刷新页面查看答复。', nextEn: 'Reload the page to see the answer.',
})

/** The last day of a 公示 that starts today; day 1 is the next. */
export function endsOnOf(calendar: Calendar, { days, unit }: NonNullable<ItemContent['publicity']>, startsOn: Temporal.PlainDate): Temporal.PlainDate {
  return deadline(calendar, { start: startsOn, days, unit, suspensions: [], extensions: [] }).due
}

/** Refuses words that show who the applicant is: what is public cannot be taken back. */
export function mustHideParties(summary: string, parties: readonly { name: string; kind: string; idNumber: string; phone: string | null }[]): void {
  const hidden = parties.flatMap((party) => [...(party.kind === 'natural' ? [party.name] : []), party.idNumber, party.phone ?? '']).filter((text) => text.length > 1)
  if (hidden.some((text) => summary.includes(text)) || /\d{17}[\dXx]|1\d{10}/.test(summary)) throw personalData()
}

/** How an applicant is shown: a person by the masked name, an organisation by its own. */
export function shownName({ kind, name }: { kind: 'natural' | 'legal'; name: string }): string {
  return kind === 'natural' ? maskName(name) : name
}

const alphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'

/** A receipt of twelve signs that cannot be guessed or misread, from random bytes. */
export function makeReceipt(bytes: Uint8Array): string {
  const text = [...bytes].map((byte) => alphabet[byte % alphabet.length]).join('')
  return `${text.slice(0, 4)}-${text.slice(4, 8)}-${text.slice(8, 12)}`
}
