// The roles a post may have, with their duties, and which of them never meet in one person (岗位不相容; 三员分立, GB/T 22239-2019 §8.1.5).
// Roles are code, not pack data: processes and routes name them, and the law separates them.
import { refusal, type Refusal } from '#base/problem'

export interface Role {
  code: string
  name: { zh: string; en: string }
  duty: { zh: string; en: string }
  /** One of the three officers, who watch one another and handle no matter. */
  officer: boolean
}

const business = (code: string, zh: string, en: string, dutyZh: string, dutyEn: string): Role => ({ code, name: { zh, en }, duty: { zh: dutyZh, en: dutyEn }, officer: false })
const officer = (code: string, zh: string, en: string, dutyZh: string, dutyEn: string): Role => ({ code, name: { zh, en }, duty: { zh: dutyZh, en: dutyEn }, officer: true })

export const roles: readonly Role[] = [
  business('window', '综合窗口人员', 'Window clerk', '收件、出具收件凭证，不作受理决定', 'Receives papers and gives receipts; decides nothing'),
  business('clerk', '受理承办人员', 'Clerk', '受理、一次性告知补正、承办', 'Accepts, asks once for corrections, handles'),
  business('examiner', '审查人员', 'Examiner', '对申请材料和现场进行审查，提出意见', 'Examines papers and sites and gives an opinion'),
  business('approver', '审批人员', 'Approver', '作出准予或不予的决定', 'Decides whether to grant'),
  business('head', '机关负责人', 'Head of the body', '批准延长期限等由机关负责人决定的事', 'Approves what the law leaves to the head, such as an extension'),
  business('item-steward', '事项管理人员', 'Item steward', '编制和发布事项清单', 'Prepares and publishes items'),
  business('data-steward', '数据管理人员', 'Data steward', '编制目录、办理数据共享、处理数据质量问题', 'Keeps the catalogue, shares data, mends its quality'),
  officer('system-admin', '系统管理员', 'System administrator', '开设和冻结账号、运行系统，不授予职责', 'Opens and freezes accounts and runs the system; grants no post'),
  officer('security-admin', '安全管理员', 'Security administrator', '授予和终止职责，不开设账号', 'Grants and ends posts; opens no account'),
  officer('audit-admin', '审计管理员', 'Audit administrator', '查阅存证和日志，不作任何更改', 'Reads the ledger and the logs; changes nothing'),
]

const byCode = new Map(roles.map((role) => [role.code, role]))

/** Which posts a section of a body has, by its kind: a window receives and decides nothing (收受分离); the head of the body heads the whole of it. */
export const rolesInSections: Readonly<Record<string, readonly string[]>> = { window: ['window'], team: ['clerk', 'examiner', 'approver'] }

export const roleUnknown = refusal({
  code: 'access.role-unknown', status: 422,
  zh: '没有这个职责。', en: 'There is no such role.',
  nextZh: '请从职责表中选择。', nextEn: 'Choose one from the list of roles.',
})

export const officersSeparate = refusal({
  code: 'access.officers-separate', status: 409,
  zh: '系统管理员、安全管理员、审计管理员须由不同的人担任，且不兼任业务职责。',
  en: 'System, security and audit administrators are different people, and none of them handles matters.',
  nextZh: '请先终止原有职责，或授予另一个账号。', nextEn: 'End the other posts first, or grant this one to another account.',
  basis: 'GB/T 22239-2019 8.1.5',
})

/** The role of a code. Throws `access.role-unknown`. */
export function getRole(code: string): Role {
  const role = byCode.get(code)
  if (!role) throw roleUnknown({ role: code })
  return role
}

/** Roles of which whoever holds one holds none of the others named beside it. */
export interface Incompatible {
  one: readonly string[]
  others: readonly string[]
  refuse: Refusal
}

const codes = roles.map(({ code }) => code)
const officers = roles.filter((role) => role.officer).map(({ code }) => code)

/** Every pair of roles that is never one person's. A post is not given against it, and posts that stand against it reach nothing. */
export const incompatible: readonly Incompatible[] = [{ one: officers, others: codes, refuse: officersSeparate }]

/** The first rule that two of these roles break, with the pair; undefined where they may meet in one person. */
export function findConflict(held: readonly string[]): { rule: Incompatible; pair: [string, string] } | undefined {
  const distinct = [...new Set(held)]
  for (const rule of incompatible) for (const role of distinct.filter((each) => rule.one.includes(each))) {
    const other = distinct.find((each) => each !== role && rule.others.includes(each))
    if (other !== undefined) return { rule, pair: [role, other] }
  }
  return undefined
}

/** Refuses a role beside the roles already held, where one person never holds both. */
export function mayHold(role: string, held: readonly string[]): void {
  const all = [role, ...held].map((code) => getRole(code).code)
  const conflict = findConflict(all)
  if (conflict) throw conflict.rule.refuse({ role, held: conflict.pair })
}
