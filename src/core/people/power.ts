// The noun: a power of attorney on paper 授权委托书 (民法典 161, 165): an agency whose principal wrote it instead of giving it on line. It comes as a
// guardianship does, by two officers of a window, and is from then on an agency like any other (agency.ts): the principal ends it by one click. Pure.
import { refusal } from '#base/problem'
import { ages, hasReached } from './birth.ts'

/** 签名 · 盖章 (165) · both, as a company's has to have: the seal, and the signature of its legal representative [K]. */
export const powerMarks = ['signature', 'seal', 'both'] as const
export type PowerMark = (typeof powerMarks)[number]

/** What the paper is. `notarised`: number of the notarial certificate; of a paper from abroad, that of its authentication. */
export interface SeenPower {
  reference: string
  mark: PowerMark
  notarised: string | null
  abroad: boolean
}

/** Its scan. */
export interface PowerPaper {
  sha256: string
  name: string
  type: string
}

/** What is kept of it beside the agency, with what hides it in the ledger's digest. */
export type KeptPower = SeenPower & Omit<PowerPaper, 'sha256'> & { organisation: string; salt: string }

export const powerUnfit = refusal({
  code: 'people.power-unfit', status: 422, basis: '民法典第一百六十五条',
  zh: '授权委托书与要求不符。', en: 'The power of attorney is not as it has to be.',
  nextZh: '请对照委托书改正；委托人不满十八周岁或者有监护人的，由监护人办理；境外形成的，须填写公证、认证文号。', nextEn: 'Compare with the paper. For a principal under eighteen, or with a guardian, the guardian acts; a paper from abroad needs the number of its notarisation or authentication.',
})
export const powerAgentUnknown = refusal({
  code: 'people.power-agent-unknown', status: 422, basis: '民法典第一百六十一条',
  zh: '没有找到代理人的账号：代理人须已成年，持这份证件核验为实名四级以上。', en: 'No account of the agent was found: it has to be that of an adult, proved at level 4 or above by this document.',
  nextZh: '请代理人先注册并核验身份，窗口也可以当面核对；姓名以证件为准。', nextEn: 'The agent registers and is proved first, which a window can do too; the name is that of the document.',
})
export const powerPrincipalUnknown = refusal({
  code: 'people.power-principal-unknown', status: 422,
  zh: '账号与委托人的证件不一致，或者委托人就是代理人。', en: 'The account is not that of the principal’s document, or principal and agent are one.',
  nextZh: '请核对账号名；委托人没有账号的，不要填写，确认时自动开设。', nextEn: 'Compare the account name. Where the principal has none leave it out: it is opened with the confirmation.',
})
export const powerCheckNotFound = refusal({
  code: 'people.power-check-not-found', status: 404,
  zh: '没有这份待复核的授权委托书，或者已经超过时间。', en: 'There is no such power of attorney to confirm, or it took too long.',
  nextZh: '请刷新列表；超过时间的，请窗口重新核对。', nextEn: 'Reload the list; what took too long is seen anew.',
})
export const powerSameOfficer = refusal({
  code: 'people.power-same-officer', status: 403,
  zh: '收下委托书的人不能自己复核。', en: 'Who took the power of attorney does not confirm it.',
  nextZh: '请由同单位的另一位工作人员复核。', nextEn: 'A colleague of the same body looks at it too.',
})
export const powerOwnCheck = refusal({
  code: 'people.power-own-check', status: 403,
  zh: '不能办理自己作为委托人或者代理人的委托；姓名与您相同的，也请由同事办理。', en: 'Nobody registers a power of his own; a colleague also takes whoever has your name.',
  nextZh: '请交由另一位工作人员办理。', nextEn: 'Leave it to a colleague.',
})
export const powerReadDifferently = refusal({
  code: 'people.power-read-differently', status: 409,
  zh: '您填写的姓名或证件号码与窗口所见不一致。', en: 'Name or number are not what the window saw.',
  nextZh: '请对照证件重新填写；确实不一致的，请不予确认。', nextEn: 'Read the documents again; if they really differ, decline.',
})

export const powerNotRepresentative = refusal({
  code: 'people.power-not-representative', status: 409, basis: '民法典第六十一条',
  zh: '在委托书上签字的人不是这家单位登记的法定代表人。', en: 'Who signed the power does not represent this organisation, as it is registered here.',
  nextZh: '请对照营业执照核对；法定代表人已经变更的，先在网上“绑定企业”或者由管理员登记变更，再收委托书。', nextEn: 'Compare with the business licence. Where the representative has changed, have that registered first, by binding the company on line or by an administrator.',
})

const unfit = (path: string, zh: string, en: string) => powerUnfit({}, [{ path, code: 'unfit', zh, en }])

/**
 * Refuses a paper from abroad that nobody notarised. [K]: 165 itself asks for no notary; what was signed abroad cannot be compared here. A company's is
 * sealed, and signed by its legal representative, who alone may say what the company wants (民法典 61).
 */
export function mustFitPower({ abroad, notarised, mark }: SeenPower, of: { company: boolean; signed: boolean }): void {
  if (of.company && mark !== 'both') throw unfit('/mark', '单位的委托书须盖公章并由法定代表人签字', 'That of an organisation is sealed, and signed by its legal representative')
  if (of.company !== of.signed) throw unfit('/representative', of.company ? '请填写签字的法定代表人' : '自然人的委托书没有法定代表人', of.company ? 'Say which legal representative signed' : 'A person has no legal representative')
  if (abroad && notarised === null) throw unfit('/notarised', '境外形成的委托书须填写公证、认证文号', 'A paper from abroad needs the number of its notarisation')
}

/** Refuses a principal who cannot name an agent alone: under eighteen (民法典 17–20), or an adult with a guardian (21–23). */
export function mustBeAble({ born, isWard }: { born: Temporal.PlainDate | undefined; isWard: boolean }, today: Temporal.PlainDate): void {
  if (isWard || (born && !hasReached(born, ages.ofAge, today))) throw unfit('/principal', '委托人不满十八周岁，或者有监护人', 'The principal is under eighteen, or has a guardian')
}
