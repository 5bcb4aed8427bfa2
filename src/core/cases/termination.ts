// 终止办理: the grounds on which an accepted case ends without a decision, in one list. Pure.
// The Licensing Law names no list; the fullest in national rules is 市场监督管理行政许可程序暂行规定 33 [K]. Another ground names its own law.
import { refusal } from '#base/problem'
import type { Text } from '#engines/words'

export const terminationGrounds = ['applicant-gone', 'no-longer-required', 'fee-unpaid', 'force-majeure', 'decided-elsewhere', 'other-law'] as const
export type TerminationGround = (typeof terminationGrounds)[number]

/** The grounds as letters say them. */
export const terminationTexts: Record<TerminationGround, Text> = {
  'applicant-gone': { zh: '申请人死亡、丧失行为能力，或者依法终止', en: 'The applicant died, lost capacity or was dissolved' },
  'no-longer-required': { zh: '法律、法规、规章修改或者废止，申请事项不再需要办理', en: 'The law changed: what was applied for needs no decision any more' },
  'fee-unpaid': { zh: '依照法律、行政法规应当缴纳的费用，申请人逾期未缴', en: 'A fee owed by law or administrative regulation was not paid in time' },
  'force-majeure': { zh: '因不可抗力需要终止', en: 'Force majeure' },
  'decided-elsewhere': { zh: '同一事项已经由其他有效的决定处理', en: 'The same matter is settled by another decision in force' },
  'other-law': { zh: '法律、法规、规章规定的其他情形', en: 'Another case named by law, regulation or rule' },
}

export const groundLawNeeded = refusal({
  code: 'cases.ground-law-needed', status: 422, zh: '“其他情形”要写明法律、法规、规章的名称和条款。', en: 'Another ground names its law, regulation or rule with the article.',
  nextZh: '请在“依据”里写明，如“……条例第×条”。', nextEn: 'Write it as the basis.',
})

export interface TerminationInput {
  ground: TerminationGround
  reasons: string
  /** Law and article, of another ground. */
  basis?: string
}

/** Refuses another ground that names no law. */
export function mustNameLaw({ ground, basis }: TerminationInput): void {
  if (ground === 'other-law' && !basis?.trim()) throw groundLawNeeded({ ground })
}
