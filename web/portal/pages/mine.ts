// What the pages of one's own share: the way between them, and the choice of what a list shows.
import { attribute, html, type Html } from '../html.ts'
import type { Visit } from '../visit.ts'

/** The pages of what is one's own, beside one another. */
export function mineNav(visit: Visit): Html {
  const { w } = visit
  const links = [['/my', 'nav.my'], ['/my/dates', 'nav.dates'], ['/my/letters', 'nav.letters'], ['/my/licences', 'nav.licences'], ['/my/papers', 'library.title'], ['/notifications', 'nav.notifications'], ['/my/reviews', 'nav.reviews'], ['/my/proxies', 'nav.proxies'], ['/my/code', 'code.title'], ['/identity', 'identity.title'], ['/my/data', 'data.title']] as const
  const path = visit.request.url.split('?')[0]
  // Who else may help is no matter of whoever acts for somebody by a grant (民法典 169); a guardian consents for the ward (23).
  const isNatural = visit.session?.account?.kind === 'natural'
  const isInPerson = isNatural && !visit.session?.hand
  const shown = links.filter(([href]) => (href !== '/my/proxies' && href !== '/identity') || isInPerson || (href === '/my/proxies' && isNatural && visit.session?.hand?.guardian === true))
  const list = html`<ul class="yw-mine__list">${shown.map(([href, key]) => html`<li><a class="yw-mine__link" href="${href}"${attribute('aria-current', path === href ? 'page' : undefined)}>${w(key)}</a></li>`)}</ul>`
  // Large, the list would fill the screen before anything of the page is seen.
  const folded = visit.large ? html`<details class="govuk-details"><summary class="govuk-details__summary"><span class="govuk-details__summary-text">${w('nav.mine-more')}</span></summary>${list}</details>` : list
  return html`<nav class="yw-mine" aria-label="${w('nav.mine')}">${folded}</nav>`
}

/** Which part of a list is shown: links that work without scripts, the present one marked. */
export function choiceLinks(label: string, choices: readonly { href: string; text: string; isHere: boolean }[]): Html {
  return html`<nav class="yw-choices" aria-label="${label}"><ul class="yw-choices__list">${choices.map((one) => html`<li><a class="yw-choices__link" href="${one.href}"${attribute('aria-current', one.isHere ? 'true' : undefined)}>${one.text}</a></li>`)}</ul></nav>`
}
