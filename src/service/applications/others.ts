// The noun: those who take part beside the applicant, as the applicant or a window writes them down: joint applicants 共同申请人, who are asked, and
// the other side 被申请人, which is told. Who may be named is the item's law (parties); who becomes what stands in core/cases/joining.ts. Pure.
import { decryptData, encryptData, type Keys } from '#base/crypto'
import type { Random } from '#base/ids'
import { isProblem, refusal, type FieldFault } from '#base/problem'
import type { Item } from '#core/items'
import { plainNumber, readDocument } from '#core/people'
import type { Draft } from './application.ts'

export type OtherRole = 'joint-applicant' | 'respondent'

/** As typed: any of it may be empty while it is a draft. Of the other side the number may stay so, since nobody has to know it. */
export interface OtherParty {
  role: OtherRole
  kind: 'natural' | 'legal'
  name: string
  idKind: string
  idNumber: string
  phone: string
  address: string
}

export const partiesUnfit = refusal({
  code: 'applications.parties-unfit', status: 422, zh: '共同申请人、被申请人的信息还需要填写或者修改。', en: 'What was entered of joint applicants or respondents has to be completed or corrected.',
  nextZh: '请按各项提示修改，已填写的内容都已保留。', nextEn: 'Correct what is named; everything you entered is kept.',
})

/** As what they are sealed, in the row of a draft. */
export const othersSealedAs = (draft: string): string => `applications.others:${draft}`

export function sealOthers(keys: Keys, draft: string, others: readonly OtherParty[], random: Random): string | null {
  return others.length === 0 ? null : encryptData(keys, JSON.stringify(others), othersSealedAs(draft), random)
}

export function openOthers(keys: Keys, { id, othersSealed }: Pick<Draft, 'id' | 'othersSealed'>): OtherParty[] {
  return othersSealed === null ? [] : (JSON.parse(decryptData(keys, othersSealed, othersSealedAs(id))) as OtherParty[])
}

const sides = [
  { role: 'joint-applicant', key: 'jointApplicants', zh: '共同申请人', en: 'joint applicants', least: 0 },
  { role: 'respondent', key: 'respondents', zh: '被申请人', en: 'respondents', least: 1 },
] as const

const fault = (path: string, code: string, zh: string, en: string): FieldFault => ({ path, code, zh, en })

/** What is missing or wrong of those who take part beside the applicant; the paths lead into the list. */
export function faultsOfOthers({ content }: Item, others: readonly OtherParty[], applicant: { idKind: string; idNumber: string }): FieldFault[] {
  const counts = sides.flatMap(({ role, key, zh, en, least }): FieldFault[] => {
    const [max, count] = [content.parties?.[key]?.max ?? 0, others.filter((one) => one.role === role).length]
    if (count > max) return [fault('/others', 'too-many', max === 0 ? `这个事项没有${zh}` : `${zh}最多${max}人`, max === 0 ? `This item has no ${en}` : `${max} ${en} at most`)]
    return max > 0 && count < least ? [fault('/others', 'respondent-needed', '请填写被申请人', 'Name the respondent')] : []
  })
  const own = plainNumber(applicant.idNumber)
  const seen = new Map<string, number>()
  return [...counts, ...others.flatMap((one, place) => {
    const { number, faults } = faultsOf(one, place)
    const who = number === '' ? `${one.role} ${one.name} ${one.address}` : `${one.idKind} ${number}`
    const earlier = seen.get(who)
    seen.set(who, earlier ?? place)
    if (number !== '' && one.idKind === applicant.idKind && number === own) faults.push(isApplicant(place))
    else if (earlier !== undefined && one.name !== '') faults.push(isTwice(place, earlier))
    return faults
  })]
}

export const isApplicant = (place: number): FieldFault => fault(`/others/${place}/idNumber`, 'is-applicant', '这就是申请人本人，不用再填', 'This is the applicant, who is not entered again')
export const isAgentOf = (place: number): FieldFault => fault(`/others/${place}/idNumber`, 'is-agent', '替申请人办理的人不能同时是对方', 'Whoever acts for the applicant is not the other side')
export const isTwice = (place: number, earlier: number): FieldFault => fault(`/others/${place}/idNumber`, 'twice', `与第${earlier + 1}位是同一人`, `The same as number ${earlier + 1}`)

function faultsOf({ role, kind, name, idKind, idNumber, address }: OtherParty, place: number): { number: string; faults: FieldFault[] } {
  const at = (field: string) => `/others/${place}/${field}`
  const faults: FieldFault[] = []
  if (name.trim().length < 2) faults.push(fault(at('name'), 'required', '请填写姓名或者名称', 'Enter the name'))
  if (address.trim().length < 5) faults.push(fault(at('address'), 'required', '请填写送达地址，文书寄到这里', 'Enter the address: letters are sent there'))
  if (idNumber.trim() === '') {
    if (role === 'joint-applicant') faults.push(fault(at('idNumber'), 'required', '请填写证件号码', 'Enter the number of the document'))
    return { number: '', faults }
  }
  try {
    return { number: readDocument(kind, idKind, idNumber), faults }
  } catch (error) {
    if (!isProblem(error)) throw error
    return { number: '', faults: [...faults, ...error.fields.map((one) => ({ ...one, path: at(one.path.slice(1)) }))] }
  }
}
