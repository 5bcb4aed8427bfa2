// Checks regions, organisations and people: codes that hold (GB 32100, GB 11643), nothing twice, nobody unknown.
import { bodyOfSection, checkResidentId, checkUscc } from '#engines/codes'
import { compileExpression } from '#engines/decisions'
import { rolesInSections } from '#core/access'
import type { Draft, Placed } from './draft.ts'
import type { Place, Report } from './faults.ts'
import type { OrganisationEntry, PersonEntry } from './schema-places.ts'

/** Reports faults of places and people, and codes of licence types that come twice. */
export function checkPlaces(draft: Draft, report: Report): void {
  const regions = new Set(draft.regions.map((region) => region.value.code))
  const organisations = new Set(draft.organisations.map((organisation) => organisation.value.code))
  checkTwice(draft.regions.map((one) => ({ key: one.value.code, place: one.at('code') })), report)
  checkTwice(draft.organisations.map((one) => ({ key: one.value.code, place: one.at('code') })), report)
  checkTwice(draft.people.map((one) => ({ key: one.value.login, place: one.at('login') })), report)
  checkTwice(draft.licenceTypes.map((one) => ({ key: one.value.code, place: one.at('code') })), report)
  for (const region of draft.regions) {
    const { parent } = region.value
    if (parent !== undefined && !regions.has(parent)) report.add('unknown-region', region.at('parent'), { code: parent })
  }
  for (const { value, at } of draft.organisations) {
    checkCode(value, at, report)
    if (!regions.has(value.region)) report.add('unknown-region', at('region'), { code: value.region })
    if (value.superior !== undefined) knowOrganisation(organisations, value.superior, at('superior'), report)
  }
  const logins = new Set(draft.people.map((person) => person.value.login))
  for (const person of draft.people) checkPerson(person, organisations, logins, report)
  const kinds = new Map(draft.organisations.map(({ value }) => [value.code, value.kind]))
  for (const person of draft.people) checkSections(person, kinds, report)
}

/** A section is its body's code with a number behind, and stands under that body; everybody else has a code of its own (GB 32100). */
function checkCode({ code, kind, superior }: OrganisationEntry, at: Placed<OrganisationEntry>['at'], report: Report): void {
  const body = bodyOfSection(code)
  if (isSection(kind) !== (body !== undefined) || (body !== undefined && body !== superior)) report.add('section-code', at('code'), { code })
  else tellUscc(body ?? code, at('code'), report)
}

const isSection = (kind: OrganisationEntry['kind']) => Object.hasOwn(rolesInSections, kind)

function checkSections({ value, at }: Placed<PersonEntry>, kinds: ReadonlyMap<string, OrganisationEntry['kind']>, report: Report): void {
  for (const [n, { section, organisation, role }] of (value.posts ?? []).entries()) {
    if (section === undefined) continue
    const roles = rolesInSections[kinds.get(section) ?? '']
    if (!roles || bodyOfSection(section) !== organisation) report.add('section-of-another', at('posts', n, 'section'), { code: section })
    else if (!roles.includes(role)) report.add('section-not-for-role', at('posts', n, 'role'), { role })
  }
}

/** Reports keys that come twice, telling where the first stands. */
export function checkTwice(entries: { key: string; place: Place }[], report: Report): void {
  const seen = new Map<string, Place>()
  for (const { key, place } of entries) {
    const first = seen.get(key)
    if (first) report.add('duplicate-code', place, { code: key, other: `${first.file}:${first.line}` })
    else seen.set(key, place)
  }
}

/** Reports an organisation that the pack does not have. */
export function knowOrganisation(known: ReadonlySet<string>, code: string, place: Place, report: Report): void {
  if (!known.has(code)) report.add('unknown-organisation', place, { code })
}

function tellUscc(code: string, place: Place, report: Report): void {
  const verdict = checkUscc(code)
  if (!verdict.valid) report.add('bad-uscc', place, { code, why: wordsOf(verdict) })
}

/** The words of a verdict on a code, in both languages. */
export function wordsOf(verdict: { zh?: string; en?: string }): { zh: string; en: string } {
  return { zh: verdict.zh ?? '校验不通过。', en: verdict.en ?? 'it fails its check.' }
}

function checkPerson({ value, at }: Placed<PersonEntry>, organisations: ReadonlySet<string>, logins: ReadonlySet<string>, report: Report): void {
  if (value.idNumber !== undefined) {
    const verdict = checkResidentId(value.idNumber)
    if (!verdict.valid) report.add('bad-resident-id', at('idNumber'), { why: wordsOf(verdict) })
  }
  if (value.uscc !== undefined) tellUscc(value.uscc, at('uscc'), report)
  if (value.kind === 'natural' && value.idNumber === undefined) report.add('missing-key', at(), { key: 'idNumber' })
  if (value.kind === 'legal' && value.uscc === undefined) report.add('missing-key', at(), { key: 'uscc' })
  if (value.kind === 'staff' && value.organisation === undefined) report.add('missing-key', at(), { key: 'organisation' })
  if (value.organisation !== undefined) knowOrganisation(organisations, value.organisation, at('organisation'), report)
  if (value.representative !== undefined && !logins.has(value.representative)) report.add('unknown-person', at('representative'), { code: value.representative })
  for (const [n, post] of (value.posts ?? []).entries()) knowOrganisation(organisations, post.organisation, at('posts', n, 'organisation'), report)
}

/** Reports FEEL that does not compile or reads a variable that will not be there. */
export function checkFeel(feel: string, variables: Iterable<string>, place: Place, report: Report): void {
  const known = new Set(variables)
  const expression = compileExpression(feel)
  for (const problem of expression.problems) report.add('bad-expression', place, { why: { zh: problem.zh, en: problem.en } })
  for (const [name = ''] of expression.reads) if (!known.has(name)) report.add('unknown-field', place, { name })
}
