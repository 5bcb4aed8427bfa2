// The home page: one search box, what most people come for, ways to browse, one's own matters, and checking a licence.
import type { Site } from '../site.ts'
import { html, type Html } from '../html.ts'
import type { Facets, ItemLine, Listed } from '../shapes.ts'
import type { Page, Visit } from '../visit.ts'
import { typeWord } from '../spoken.ts'
import { itemList } from './items.ts'

export function addHome(site: Site): void {
  site.get('/', showHome)
}

async function showHome(visit: Visit): Promise<Page> {
  if (visit.large) return simpleHome(visit)
  const [facets, common] = await Promise.all([
    visit.api.get<Facets>('/item-facets'),
    visit.api.get<Listed<ItemLine>>('/items?limit=6'),
  ])
  const { w } = visit
  return {
    title: w('home.title'),
    hero: hero(visit),
    body: html`<div class="govuk-grid-row">
<div class="govuk-grid-column-two-thirds">
<h2 class="govuk-heading-l">${w('home.common')}</h2>
${itemList(visit, common.items)}
<h2 class="govuk-heading-l">${w('home.by-department')}</h2>
<ul class="yw-chips">${facets.bodies.slice(0, 12).map((body) => chip(`/items?body=${encodeURIComponent(body.value)}`, visit.t(body.name), body.count))}</ul>
<h2 class="govuk-heading-l">${w('home.by-type')}</h2>
<ul class="yw-chips">${facets.types.map((type) => chip(`/items?type=${encodeURIComponent(type.value)}`, typeWord(visit, type.value), type.count))}</ul>
</div>
<div class="govuk-grid-column-one-third">${sidePanels(visit)}</div>
</div>`,
  }
}

/** The elderly mode: a few large ways, a search, and a person to call. */
async function simpleHome(visit: Visit): Promise<Page> {
  const { w } = visit
  const common = await visit.api.get<Listed<ItemLine>>('/items?limit=4')
  const ways = [['/items', 'simple.apply'], ['/my', 'simple.see'], ['/progress', 'simple.progress'], ['/my/proxies', 'simple.proxy'], ['/help', 'simple.help']] as const
  return {
    title: w('home.title'),
    body: html`<h1 class="govuk-heading-l">${w('simple.what')}</h1>
<ul class="yw-ways">${ways.filter(([href]) => href !== '/my/proxies' || !visit.session?.hand).map(([href, key]) => html`<li><a class="yw-way" href="${href}">${w(key)}</a></li>`)}</ul>
<form class="yw-search yw-search--plain" method="get" action="/items" role="search"><label class="yw-search__label" for="q">${w('search.label')}</label>
<div class="yw-search__row"><input class="govuk-input yw-search__input" id="q" name="q" type="search" autocomplete="off"><button class="govuk-button yw-search__button" type="submit">${w('search.button')}</button></div></form>
<h2 class="govuk-heading-m">${w('home.common')}</h2>${itemList(visit, common.items)}
<p class="govuk-body">${w('simple.hall')}</p>`,
  }
}

function hero(visit: Visit): Html {
  const { w } = visit
  return html`<div class="yw-hero"><div class="govuk-width-container">
<h1 class="yw-hero__title">${w('home.heading')}</h1>
<form class="yw-search" method="get" action="/items" role="search">
<label class="yw-search__label" for="q">${w('search.label')}</label>
<div class="yw-search__row"><input class="govuk-input yw-search__input" id="q" name="q" type="search" autocomplete="off"><button class="govuk-button yw-search__button" type="submit">${w('search.button')}</button></div>
</form>
<p class="yw-hero__hint">${w('home.try')} ${lifeEvents.map((event) => html`<a href="/items?q=${encodeURIComponent(event.search)}">${w(event.word)}</a> `)}</p>
</div></div>`
}

// Life events lead to a search, so that a new item shows up under its event without anyone placing it there.
const lifeEvents = [
  { word: 'event.business', search: '经营' },
  { word: 'event.advert', search: '广告' },
  { word: 'event.family', search: '救助' },
  { word: 'event.work', search: '就业' },
  { word: 'event.transport', search: '运输' },
] as const

function chip(href: string, text: string, count: number): Html {
  return html`<li><a class="yw-chip" href="${href}">${text} <span class="yw-chip__count">${count}</span></a></li>`
}

function sidePanels(visit: Visit): Html {
  const { w } = visit
  return html`<section class="yw-panel" aria-labelledby="panel-my"><h2 class="govuk-heading-m" id="panel-my">${w('home.my')}</h2>
<p class="govuk-body">${w('home.my-words')}</p><p class="govuk-body"><a class="govuk-link" href="/my">${w('nav.my')}</a><br><a class="govuk-link" href="/my/licences">${w('nav.licences')}</a></p></section>
<section class="yw-panel" aria-labelledby="panel-verify"><h2 class="govuk-heading-m" id="panel-verify">${w('home.verify')}</h2>
<form method="get" action="/verify"><div class="govuk-form-group"><label class="govuk-label" for="code">${w('verify.code')}</label><input class="govuk-input" id="code" name="code" type="text" autocomplete="off"></div><button class="govuk-button govuk-button--secondary" type="submit">${w('verify.button')}</button></form></section>
<section class="yw-panel" aria-labelledby="panel-help"><h2 class="govuk-heading-m" id="panel-help">${w('home.help')}</h2>
<p class="govuk-body">${w('home.help-words')}</p><p class="govuk-body"><a class="govuk-link" href="/help">${w('nav.help')}</a></p></section>`
}
