// Checks the register of purposes: lawful by law and not by a local document alone, sensitive data with its reason, none missing (个人信息保护法 13, 24, 30, 34).
import { knowOrganisation, checkTwice } from './check-places.ts'
import type { Draft } from './draft.ts'
import type { Report } from './faults.ts'
import { automaticOf } from './schema-automation.ts'
import { platformPurposes, purposeOf, reasonsToAssess, type Purpose } from './schema-purposes.ts'

/** Reports faults of purposes, and items whose purpose is missing or says less than they do. */
export function checkPurposes(draft: Draft, report: Report): void {
  const bodies = new Set(draft.organisations.map((organisation) => organisation.value.code))
  checkTwice(draft.purposes.map((one) => ({ key: one.value.code, place: one.at('code') })), report)
  for (const { value, at } of draft.purposes) {
    knowOrganisation(bodies, value.handler, at('handler'), report)
    if (needsNationalLaw(value) && value.basis.every(({ local }) => local === true)) report.add('purpose-local-basis', at('basis'), { code: value.code })
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

/** A duty of an organ of the state comes from laws and administrative regulations (34), and so does whatever else the law allows (13.7). */
function needsNationalLaw({ ground }: Purpose): boolean {
  return ground === 'duty' || ground === 'other-law'
}
