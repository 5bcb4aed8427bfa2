// The ways through platforms above, as the page for signing in shows them.
import type { Text } from '#engines/words'
import { html, type Html } from '../html.ts'
import type { Listed } from '../shapes.ts'
import type { Visit } from '../visit.ts'

export interface Upstream {
  code: string
  name: Text
  kind: 'natural' | 'legal'
}

/** The platforms that one can sign in through; nothing where there is none. */
export async function upstreamLinks(visit: Visit, next: string): Promise<Html | ''> {
  const { w, t } = visit
  const { items } = await visit.api.get<Listed<Upstream>>('/upstreams')
  if (items.length === 0) return ''
  return html`<section aria-labelledby="upstreams"><h2 class="govuk-heading-m" id="upstreams">${w('upstream.title')}</h2><p class="govuk-body">${w('upstream.words')}</p>
<ul class="govuk-list">${items.map(({ code, name, kind }) => html`<li><a class="govuk-button govuk-button--secondary" role="button" href="/sign-in/by/${code}?next=${encodeURIComponent(next)}">${w(`upstream.by-${kind}`, { name: t(name) })}</a></li>`)}</ul></section>`
}
