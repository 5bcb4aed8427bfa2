// The noun: who may not promise in place of papers, and why (告知承诺): only where law or the published list says so, for serious bad credit,
// or after an earlier false promise until repaired. The ordinary way is always open. 国办发〔2020〕42号.
import { refusal } from '#base/problem'
import { compileExpression, evaluate } from '#engines/decisions'
import type { Text } from '#engines/words'
import type { Basis, ItemPromise } from '#core/packs'

export interface Bar {
  id: string
  name: string
  ground: 'false-promise' | 'bad-credit'
  basis: Basis
  caseNumber: string | null
  body: string
  since: string
  repairedOn: string | null
  repair: string | null
}

/** Why a promise is not open to somebody: in words, with its basis. */
export interface Excluded {
  reason: Text
  basis: Basis
}

export const promiseExcluded = refusal({
  code: 'commitments.excluded', status: 409, basis: '国办发〔2020〕42号', zh: '这次不能采用告知承诺的方式。', en: 'A promise in place of papers is not open to you this time.',
  nextZh: '一般程序不受影响：请提交有关材料。', nextEn: 'The ordinary way is open: hand in the papers.',
})
export const promiseNotTold = refusal({
  code: 'commitments.not-told', status: 422, basis: '国办发〔2020〕42号', zh: '承诺的内容和现在告知的不一致。', en: 'What was promised is not what is told now.',
  nextZh: '请重新阅读告知的条件和后果，再作选择。', nextEn: 'Read the conditions and consequences again, then choose.',
})
export const barNotFound = refusal({
  code: 'commitments.no-bar', status: 404, zh: '没有这条记录，或者已经修复。', en: 'There is no such record, or it has been repaired.',
  nextZh: '请刷新列表。', nextEn: 'Reload the list.',
})
export const notYourBar = refusal({
  code: 'commitments.not-yours', status: 403, zh: '只有本机关的负责人可以登记或者修复。', en: 'Only the head of the body may record or repair this.',
  nextZh: '请由记录所属机关的负责人办理。', nextEn: 'Leave it to the head of that body.',
})

/** What the law or the published list keeps out, by the answers of the form. */
export function excludedByLaw(promise: ItemPromise, form: Record<string, unknown>, applicant: 'natural' | 'legal'): Excluded | undefined {
  const variables = { ...form, form, applicant: { kind: applicant } }
  const found = (promise.excludes ?? []).find(({ when }) => evaluate(compileExpression(when), variables).value === true)
  return found && { reason: found.reason, basis: found.basis }
}

const grounds: Record<Bar['ground'], (since: string) => Text> = {
  'false-promise': (since) => ({ zh: `${since}核查发现曾经作出不实承诺，尚未修复。`, en: `A check on ${since} found an earlier promise false; it has not been repaired.` }),
  'bad-credit': (since) => ({ zh: `${since}记有严重失信，尚未修复。`, en: `Serious bad credit is recorded since ${since} and has not been repaired.` }),
}

/** What a bar that is not repaired says. */
export function excludedByBar({ ground, since, basis }: Pick<Bar, 'ground' | 'since' | 'basis'>): Excluded {
  return { reason: grounds[ground](since), basis }
}
