// The samples (样证) of the licences that an item leads to: what somebody will get, marked on its face as no licence.
import { html, type Html } from '../html.ts'
import type { ItemContent, ItemGuide, LicenceSample, Listed } from '../shapes.ts'
import type { Visit } from '../visit.ts'

/** The types of licence among an item's results that have a sample. */
export async function getSamples(visit: Visit, { results = [] }: ItemContent): Promise<LicenceSample[]> {
  const codes = [...new Set(results.flatMap(({ licenceType }) => licenceType ?? []))]
  const found = await Promise.all(codes.map((code) => visit.api.get<Listed<LicenceSample>>(`/licence-types?code=${encodeURIComponent(code)}`)))
  return found.flatMap(({ items }) => items.filter(({ sample }) => sample !== null))
}

/** The face as it is printed, under its mark. */
export function sampleFace(visit: Visit, item: ItemGuide, { code, name, title, statement, sample }: LicenceSample): Html {
  const { w, t } = visit
  if (sample === null) return html``
  const issuer = item.bodies.find((body) => body.code === item.content.bodies.deciding)?.name
  const rows = [...sample.lines.map(({ label, value }) => [t(label), value] as const), [w('licences.issuer'), t(issuer)] as const, [w('licences.issued'), w('sample.date')] as const]
  return html`<figure class="yw-sample" aria-labelledby="sample-${code}"><figcaption class="govuk-body" id="sample-${code}">${w('sample.caption', { name: t(name) })}</figcaption>
<div class="yw-sample__face" data-mark="${w('sample.mark')}"><p class="yw-sample__title">${t(title ?? name)}</p><p class="yw-sample__number">${sample.number}</p>
<dl class="yw-sample__lines">${rows.map(([label, value]) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>
${statement === undefined ? '' : html`<p class="yw-sample__words">${t(statement)}</p>`}</div></figure>`
}
