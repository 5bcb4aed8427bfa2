// The noun: what an account says of its holder and may have corrected on request (个人信息保护法 46). What a source or two officers proved changes by
// proof alone, and what a register keeps changes there: neither is ours to set because somebody asks. Pure.
import { refusal } from '#base/problem'
import type { AccountKind } from './account.ts'

export const profileFields = ['name', 'name-en', 'phone', 'id-number'] as const
export type ProfileField = (typeof profileFields)[number]

export interface ProfileCorrection {
  field: ProfileField
  /** As the person wants it. */
  value: string
}

/** What changes a field: a request that is granted · a new proof · the register of enterprises. */
export type ChangedBy = 'request' | 'proof' | 'register'

export const provedDatum = refusal({
  code: 'people.proved-datum', status: 409, basis: '个人信息保护法第四十六条',
  zh: '姓名和证件号码已经核验过，只能通过重新核验来更正。', en: 'Name and document number were proved: they are corrected by a new proof alone.',
  nextZh: '请在“实名认证”中重新核验；改过姓名、换过证件的，带证件到政务服务窗口当面核对，当场更正。', nextEn: 'Prove who you are anew under “Your identity”. After a change of name or document bring the document to a service window: it is put right there.',
})
export const registeredDatum = refusal({
  code: 'people.registered-datum', status: 409, basis: '市场主体登记管理条例第二十四条',
  zh: '单位名称和统一社会信用代码由登记机关登记，不能在这里更正。', en: 'Name and code of an organisation are kept by its registration authority and are not corrected here.',
  nextZh: '请向登记机关（企业为市场监督管理部门）办理变更登记，再在“绑定企业”中按登记信息核对，名称随即更新。', nextEn: 'Have it changed by the registration authority (for companies the market regulator); then check the company anew under “Bind a company”, and the name follows.',
})
export const sameDatum = refusal({
  code: 'people.same-datum', status: 409, zh: '现在保存的就是这个内容，没有要更正的。', en: 'This is what is kept already: there is nothing to correct.',
  nextZh: '请核对要更正的是哪一项、应当是什么。', nextEn: 'See which datum is wrong and what it should be.',
})
export const badDatum = refusal({
  code: 'people.bad-datum', status: 422, zh: '新的内容不符合这一项的格式。', en: 'The new value does not fit what it is to be.',
  nextZh: '姓名不超过六十字，电话为五到二十位数字；请改正。', nextEn: 'A name has at most sixty characters, a telephone number five to twenty digits; please correct it.',
})

/** Who may change a field of an account. `isProved`: a source, or a window, has seen who the holder is. */
export function changedBy(field: ProfileField, { kind, isProved }: { kind: AccountKind; isProved: boolean }): ChangedBy {
  if (field === 'phone' || field === 'name-en') return 'request'
  return kind === 'legal' ? 'register' : isProved ? 'proof' : 'request'
}

const shapes: Readonly<Record<Exclude<ProfileField, 'id-number'>, RegExp>> = {
  // As accounts are opened: with nothing in it that is not seen (shapes.ts).
  name: /^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]{1,60}$/u, 'name-en': /^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]{1,100}$/u, phone: /^[0-9+ -]{5,20}$/,
}

/** A new value in the form in which it is kept. Throws `people.bad-datum`. A number is read as that of its document. */
export function readDatum(field: Exclude<ProfileField, 'id-number'>, value: string): string {
  const read = value.normalize('NFC').trim()
  if (!shapes[field].test(read)) throw badDatum({ field })
  return read
}
