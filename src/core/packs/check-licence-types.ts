// Checks licence types: whose code they carry, that the face prints what it has, that the sample fits the face. Never issues one.
import { Ajv } from 'ajv'
import { checkFeel, knowOrganisation } from './check-places.ts'
import type { Draft, Placed } from './draft.ts'
import type { Report } from './faults.ts'
import type { LicenceType } from './schema-places.ts'
import { pathOfPointer } from './source.ts'

/** Reports faults of the licence types. */
export function checkLicenceTypes(draft: Draft, report: Report): void {
  const organisations = new Set(draft.organisations.map((organisation) => organisation.value.code))
  for (const type of draft.licenceTypes) checkLicenceType(type, organisations, report)
}

function checkLicenceType({ value, at }: Placed<LicenceType>, organisations: ReadonlySet<string>, report: Report): void {
  const ofBody = value.code.slice(0, 18) === value.definingBody && /^[0-9A-Z]{3}$/.test(value.code.slice(18))
  if (!ofBody) report.add('bad-licence-type-code', at('code'), { code: value.code })
  knowOrganisation(organisations, value.definingBody, at('definingBody'), report)
  const properties = value.face.schema['properties']
  const fields = new Set(properties !== null && typeof properties === 'object' ? Object.keys(properties) : [])
  for (const [n, field] of value.face.layout.entries()) {
    if (!fields.has(field.field)) report.add('unknown-field', at('face', 'layout', n, 'field'), { name: field.field })
    if (field.from !== undefined) checkFeel(field.from, ['form', 'holder', 'case', 'item'], at('face', 'layout', n, 'from'), report)
  }
  for (const key of ['startFrom', 'monthsFrom', 'daysFrom'] as const) {
    const feel = value.term?.[key]
    if (feel !== undefined) checkFeel(feel, ['form', 'holder', 'case', 'item'], at('term', key), report)
  }
  checkSample({ value, at }, report)
}

const ajv = new Ajv({ allErrors: true, strict: false, formats: { date: /^\d{4}-\d{2}-\d{2}$/ } })

// A sample that the face could not print would promise another licence than is issued.
function checkSample({ value, at }: Placed<LicenceType>, report: Report): void {
  if (value.sample === undefined) return
  const validate = ajv.compile(value.face.schema)
  if (validate(value.sample)) return
  for (const error of validate.errors ?? []) {
    const missing: unknown = error.params['missingProperty']
    const unknown: unknown = error.params['additionalProperty']
    const [field = ''] = [missing, unknown].filter((one) => typeof one === 'string').concat(pathOfPointer(error.instancePath)).map(String)
    report.add('licence-sample', at('sample', field), { field, why: error.message ?? error.keyword })
  }
}
