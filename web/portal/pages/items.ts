// Search and browse: matters by words, department, type and for whom, with counts, one keyset page at a time.
import type { Site } from '../site.ts'
import { html, type Html } from '../html.ts'
import { nextPage } from '../parts.ts'
import { limitWords, targetWord, typeWord } from '../spoken.ts'
import type { Facets, ItemLine, Limit, Listed } from '../shapes.ts'
import type { Page, Visit } from '../visit.ts'

export function addItems(site: Site): void {
  site.get('/items', showItems)
}

const filters = ['q', 'body', 'type', 'target'] as const

async function showItems(visit: Visit): Promise<Page> {
  const query = new URLSearchParams()
  for (const name of [...filters, 'cursor'] as const) {
    const value = visit.query[name]?.trim()
    if (value !== undefined && value !== '') query.set(name, value)
  }
  const narrowed = new URLSearchParams(query)
  narrowed.delete('cursor')
  const [found, facets] = await Promise.all([
    visit.api.get<Listed<ItemLine>>(`/items?${query.toString()}`),
    visit.api.get<Facets>(`/item-facets?${narrowed.toString()}`),
  ])
  const { w } = visit
  const words = query.get('q')
  return {
    title: words === null ? w('items.title') : w('items.title-for', { words }),
    crumbs: [{ href: '/items', text: w('nav.items') }],
    wide: true,
    body: html`<h1 class="govuk-heading-xl">${w('items.title')}</h1>
<form class="yw-search yw-search--plain" method="get" action="/items" role="search">
<label class="govuk-label" for="q">${w('search.label')}</label>
<div class="yw-search__row"><input class="govuk-input yw-search__input" id="q" name="q" type="search" value="${words ?? ''}" autocomplete="off"><button class="govuk-button yw-search__button" type="submit">${w('search.button')}</button></div>
${filters.slice(1).map((name) => (query.has(name) ? html`<input type="hidden" name="${name}" value="${query.get(name)}">` : ''))}
</form>
<div class="govuk-grid-row">
<div class="govuk-grid-column-one-third">${facetLists(visit, facets, query)}</div>
<div class="govuk-grid-column-two-thirds">
<h2 class="govuk-heading-m">${found.items.length === 0 ? w('items.none') : words === null ? w('items.all') : w('items.found-for', { words })}</h2>
${found.items.length === 0 ? noMatter(visit) : itemList(visit, found.items)}
${nextPage(visit, found.next)}
</div></div>`,
  }
}

function noMatter(visit: Visit): Html {
  const { w } = visit
  return html`<p class="govuk-body">${w('items.none-words')}</p><p class="govuk-body"><a class="govuk-link" href="/items">${w('items.all')}</a></p>`
}

/** A list of matters, each with who decides and how long it takes. */
export function itemList(visit: Visit, items: readonly ItemLine[]): Html {
  return html`<ul class="yw-list">${items.map((item) => html`<li class="yw-list__item">
<a class="govuk-link yw-list__link" href="/items/${encodeURIComponent(item.code)}">${visit.t(item.name)}</a>
<p class="yw-list__facts">${visit.t(item.body.name)} · ${typeWord(visit, item.type)}${promisedWords(visit, item.limits?.promised)}</p>
</li>`)}</ul>`
}

function promisedWords(visit: Visit, limit: Limit | null | undefined): string {
  if (!limit) return ''
  return ` · ${limit.days === 0 ? visit.w('items.promised-at-once') : visit.w('items.promised', { limit: limitWords(visit, limit) })}`
}

function facetLists(visit: Visit, facets: Facets, query: URLSearchParams): Html {
  const { w } = visit
  return html`<div class="yw-facets">
${facetList(visit, query, 'target', w('items.for-whom'), facets.targets.map((one) => ({ ...one, text: targetWord(visit, one.value) })))}
${facetList(visit, query, 'type', w('items.type'), facets.types.map((one) => ({ ...one, text: typeWord(visit, one.value) })))}
${facetList(visit, query, 'body', w('items.department'), facets.bodies.map((one) => ({ ...one, text: visit.t(one.name) })))}
</div>`
}

interface FacetRow {
  value: string
  count: number
  text: string
}

function facetList(visit: Visit, query: URLSearchParams, name: string, title: string, rows: FacetRow[]): Html | undefined {
  if (rows.length === 0) return undefined
  const chosen = query.get(name)
  const shown = rows.filter((row) => row.value === chosen).concat(rows.filter((row) => row.value !== chosen).slice(0, 10))
  return html`<details class="govuk-details yw-facet"${chosen === null ? '' : html` open`}>
<summary class="govuk-details__summary"><span class="govuk-details__summary-text">${title}</span></summary>
<ul class="govuk-list govuk-details__text">${chosen === null ? '' : html`<li><a class="govuk-link" href="${without(query, name)}">${visit.w('items.clear')}</a></li>`}
${shown.map((row) => html`<li>${row.value === chosen ? html`<strong>${row.text}</strong>` : html`<a class="govuk-link" href="${withValue(query, name, row.value)}">${row.text}</a>`} <span class="yw-count">${row.count}</span></li>`)}</ul></details>`
}

function without(query: URLSearchParams, name: string): string {
  const rest = new URLSearchParams(query)
  rest.delete(name)
  rest.delete('cursor')
  return rest.size === 0 ? '/items' : `/items?${rest.toString()}`
}

function withValue(query: URLSearchParams, name: string, value: string): string {
  const wider = new URLSearchParams(query)
  wider.set(name, value)
  wider.delete('cursor')
  return `/items?${wider.toString()}`
}
