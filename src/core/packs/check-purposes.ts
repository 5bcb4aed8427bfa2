// Checks the register of purposes: lawful by law and not by a local document alone, sensitive data with its reason, none missing (个人信息保护法 13, 24, 30, 34).
import { knowOrganisation, checkTwice } from './check-places.ts'
import type { Draft } from './draft.ts'
import type { Report } from './faults.ts'
import { automaticOf } from './schema-automation.ts'
import { platformPurposes, purposeOf, reasonsToAssess, type Purpose } from './schema-purposes.ts'

/** Records of who read and did what are kept six months at least (网络安全法 23: 日志不少于六个月). */
const recordsMin = 'P6M'

/** Whether a period ends before another from whatever day both are counted: six months are 184 days at most. */
function isShorter(period: string, least: string): boolean {
  const from = Temporal.PlainDate.from('2027-07-01')
  return period !== 'permanent' && Temporal.PlainDate.compare(from.add(period), from.add(least)) < 0
}

/** Reports faults of purposes, and items whose purpose is missing or says less than they do. */
export function checkPurposes(draft: Draft, report: Report): void {
  const bodies = new Set(draft.organisations.map((organisation) => organisation.value.code))
  checkTwice(draft.purposes.map((one) => ({ key: one.value.code, place: one.at('code') })), report)
  for (const { value, at } of draft.purposes) {
    knowOrganisation(bodies, value.handler, at('handler'), report)
    if (needsNationalLaw(value) && value.basis.every(({ local }) => local === true)) report.add('purpose-local-basis', at('basis'), { code: value.code })
    if (value.kinds.includes('readings') && isShorter(value.retention.for, recordsMin)) report.add('purpose-records-short', at('retention'), { code: value.code })
    const isSensitive = reasonsToAssess(value).includes('sensitive')
    if (isSensitive && !value.sensitive) report.add('purpose-need-unsaid', at('kinds'), { code: value.code })
    if (!isSensitive && value.sensitive) report.add('purpose-nothing-sensitive', at('sensitive'), { code: value.code })
  }
  const known = new Map(draft.purposes.map(({ value }) => [value.code, value]))
  for (const code of platformPurposes) if (!known.has(code)) report.add('purpose-missing', { file: 'purposes.yaml', line: 1 }, { code })
  for (const { value, at } of draft.items) {
    const purpose = known.get(purposeOf(value))
    if (value.purpose !== undefined && !purpose) report.add('unknown-purpose', at('purpose'), { code: value.purpose })
    if (purpose && automaticOf(value) && purpose.automated !== true) report.add('purpose-not-automated', at('automation'), { code: purpose.code })
  }
}

/** Reports assessments that were not made by one person and approved by another, each with the post for it (55, 56). */
export function checkAssessments(draft: Draft, report: Report): void {
  const known = new Map(draft.purposes.map(({ value }) => [value.code, value]))
  const posts = new Map(draft.people.map(({ value }) => [value.login, value.posts ?? []]))
  const hands = [['madeBy', 'data-steward', { zh: '评估', en: 'make' }, { zh: '数据管理人员', en: 'data steward' }], ['approvedBy', 'head', { zh: '批准', en: 'approve' }, { zh: '机关负责人', en: 'head' }]] as const
  for (const { value, at } of draft.assessments) {
    const purpose = known.get(value.purpose)
    if (!purpose) report.add('unknown-purpose', at('purpose'), { code: value.purpose })
    else if (reasonsToAssess(purpose).length === 0) report.add('assessment-not-needed', at('purpose'), { code: value.purpose })
    if (value.madeBy === value.approvedBy) report.add('assessment-one-person', at('approvedBy'), { code: value.purpose })
    if (value.approvedOn < value.madeOn) report.add('dates-reversed', at('approvedOn'), { from: value.madeOn, to: value.approvedOn })
    for (const [hand, role, what, roleWords] of hands) {
      const held = posts.get(value[hand])
      if (!held) report.add('unknown-person', at(hand), { code: value[hand] })
      else if (purpose && !held.some((post) => post.role === role && post.organisation === purpose.handler)) report.add('assessment-post', at(hand), { login: value[hand], code: value.purpose, what, role: roleWords })
    }
  }
}

/** A duty of an organ of the state comes from laws and administrative regulations (34), and so does whatever else the law allows (13.7). */
function needsNationalLaw({ ground }: Purpose): boolean {
  return ground === 'duty' || ground === 'other-law'
}
