// Checks what a pack says of known data: licences held from before, the sources from which fields are filled in, answers that a scenario sets.
import { knownSource } from '#engines/forms'
import { defaultForm } from './pack.ts'
import { knowOrganisation } from './check-places.ts'
import type { Draft, DraftItem, Placed } from './draft.ts'
import type { Report } from './faults.ts'
import type { StockLicence } from './schema-stock.ts'

/** What every licence has beside its face. */
const ownParts = new Set(['number', 'validTo'])

/** Reports sources of known data that are not there. */
export function checkKnown(draft: Draft, report: Report): void {
  const faces = new Map(draft.licenceTypes.map(({ value }) => [value.code, new Set(value.face.layout.map(({ field }) => field))]))
  const logins = new Set(draft.people.filter(({ value }) => value.kind !== 'staff').map(({ value }) => value.login))
  const bodies = new Set(draft.organisations.map(({ value }) => value.code))
  for (const licence of draft.stock) {
    if (licence.value.issuer !== undefined) knowOrganisation(bodies, licence.value.issuer, licence.at('issuer'), report)
    checkStock(licence, faces, logins, report)
  }
  for (const { value, at } of draft.forms.values()) {
    for (const [n, page] of (Array.isArray(value.layout) ? value.layout : []).entries()) {
      for (const [m, { known = [] }] of (Array.isArray(page.fields) ? page.fields : []).entries()) {
        for (const [k, text] of known.entries()) {
          const source = knownSource(text)
          const place = at('layout', n, 'fields', m, 'known', k)
          if (source?.from === 'licence' && !faces.has(source.type)) report.add('unknown-licence-type', place, { code: source.type })
          else if (source?.from === 'licence' && !ownParts.has(source.field) && !faces.get(source.type)?.has(source.field)) report.add('unknown-field', place, { name: source.field })
        }
      }
    }
  }
  for (const item of draft.items) checkSets(item, draft, report)
}

function checkStock({ value, at }: Placed<StockLicence>, faces: ReadonlyMap<string, ReadonlySet<string>>, logins: ReadonlySet<string>, report: Report): void {
  const fields = faces.get(value.type)
  if (!logins.has(value.holder)) report.add('unknown-person', at('holder'), { code: value.holder })
  if (!fields) report.add('unknown-licence-type', at('type'), { code: value.type })
  for (const name of Object.keys(value.face)) if (fields && !fields.has(name)) report.add('unknown-field', at('face', name), { name })
}

function checkSets({ value, at }: DraftItem, draft: Draft, report: Report): void {
  const fields = new Set(Object.keys(draft.forms.get(value.form ?? defaultForm)?.value.schema?.properties ?? {}))
  for (const [n, scenario] of (value.scenarios ?? []).entries()) {
    for (const [m, option] of scenario.options.entries()) {
      for (const name of Object.keys(option.sets ?? {})) if (!fields.has(name)) report.add('unknown-field', at('scenarios', n, 'options', m, 'sets', name), { name })
    }
  }
}
