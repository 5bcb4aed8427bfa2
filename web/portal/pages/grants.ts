// What was granted and is open to the public (行政许可法 40): searched by holder or number. Persons stand masked; the API does that.
import type { Site } from '../site.ts'
import { html, type Html } from '../html.ts'
import { button, nextPage, textInput } from '../parts.ts'
import { dateWords } from '../spoken.ts'
import type { Listed } from '../shapes.ts'
import type { Grant } from '../shapes-after.ts'
import type { Page, Visit } from '../visit.ts'

export function addGrants(site: Site): void {
  site.get('/grants', showGrants)
}

async function showGrants(visit: Visit): Promise<Page> {
  const { w } = visit
  const q = visit.query['q']?.trim() ?? ''
  const cursor = visit.query['cursor']
  const asked = new URLSearchParams({ ...(q === '' ? {} : { q }), ...(cursor === undefined ? {} : { cursor }) })
  const list = await visit.api.get<Listed<Grant>>(`/grants${asked.size === 0 ? '' : `?${asked.toString()}`}`)
  return {
    title: w('grants.title'),
    crumbs: [{ href: '/grants', text: w('grants.title') }],
    body: html`<h1 class="govuk-heading-l">${w('grants.title')}</h1><p class="govuk-body">${w('grants.words')}</p>
<form method="get" action="/grants" role="search">${textInput(visit, { id: 'q', label: w('grants.search'), hint: w('grants.hint'), value: q, autocomplete: 'off' })}${button(w('grants.button'), 'secondary')}</form>
${list.items.length === 0 ? html`<p class="govuk-body">${w('grants.none')}</p>` : html`<ul class="yw-list">${list.items.map((one) => grantLine(visit, one))}</ul>`}
${nextPage(visit, list.next)}`,
  }
}

function grantLine(visit: Visit, one: Grant): Html {
  const { w, t } = visit
  return html`<li class="yw-list__item"><h2 class="govuk-heading-s yw-tight">${one.holder} · ${t(one.result)}</h2>
<p class="yw-list__facts">${one.number === null ? '' : html`${one.number} · `}${t(one.body.name)} · ${w('grants.decided', { date: dateWords(visit, one.decidedOn) ?? '' })}${one.validTo === null ? '' : ` · ${w('grants.until', { date: dateWords(visit, one.validTo) ?? '' })}`}</p>
<p class="yw-list__facts"><a class="govuk-link" href="/items/${encodeURIComponent(one.item.code)}">${t(one.item.name)}</a></p></li>`
}
