// The shell of every page: head, skip link, header with language, text size and sign-in (on a phone: name, menu and one quiet line), breadcrumbs, error summary, footer.
// It knows no page. Nothing inline, so that the content security policy can forbid scripts and styles in the page.
import { attribute, html, type Html } from './html.ts'
import { keyInput } from './parts.ts'
import type { Session } from './shapes.ts'
import { addressOf, type Page, type ShownFault, type Visit } from './visit.ts'

/** Addresses of the stylesheet and the script, with the hash of their content. */
export interface Assets {
  style: string
  script: string
  icon: string
}

/** The whole document as text. */
export function renderPage(visit: Visit, page: Page, assets: Assets): string {
  const { w } = visit
  const failed = (page.faults?.length ?? 0) > 0
  const title = `${failed ? `${w('error.prefix')}${page.title}` : page.title} - ${w('service.name')}`
  const document = html`<html lang="${visit.language === 'zh' ? (visit.traditional ? 'zh-Hant' : 'zh-CN') : 'en'}" class="govuk-template${visit.large ? ' yw-large' : ''}">
<head>
<meta charset="utf-8">
<title>${title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="theme-color" content="#0b4f6c">
<link rel="icon" href="${assets.icon}" type="image/svg+xml">
<link rel="stylesheet" href="${assets.style}">
<script src="${assets.script}" defer></script>
${page.looksAgain === undefined ? '' : html`<noscript><meta http-equiv="refresh" content="${`${page.looksAgain.seconds}; url=${page.looksAgain.href}`}"></noscript>`}
</head>
<body class="govuk-template__body">
<a href="#main" class="govuk-skip-link">${w('skip.link')}</a>
${header(visit)}
${page.hero === undefined ? plainMain(visit, page) : html`<main class="yw-main" id="main" tabindex="-1">${page.hero}<div class="govuk-width-container govuk-main-wrapper">${page.body}</div></main>`}
${footer(visit)}
</body>
</html>`
  return `<!doctype html>\n${document.markup}`
}

function plainMain(visit: Visit, page: Page): Html {
  return html`<div class="govuk-width-container">
${breadcrumbs(visit, page)}${(page.status ?? 200) < 400 ? stoppedLine(visit) : ''}
<main class="govuk-main-wrapper yw-main" id="main" tabindex="-1">
${page.back === undefined ? '' : html`<a class="govuk-back-link yw-back" href="${page.back.href}">${page.back.text}</a>`}${page.wide === true ? html`${errorSummary(visit, page)}${page.body}` : html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">${errorSummary(visit, page)}${page.body}</div></div>`}
</main>
</div>`
}

/** Whoever acts for somebody and may change nothing now is told on every page, before anything is filled in. */
function stoppedLine({ w, session, request }: Visit): Html | undefined {
  const stopped = session?.hand?.stopped
  if (!stopped || request.url.startsWith('/acting/guardians')) return undefined
  if (stopped === 'people.agent-not-proved') return html`<p class="govuk-inset-text" role="note">${w('capacity.not-proved')} <a class="govuk-link" href="/acting">${w('capacity.switch')}</a></p>`
  return html`<p class="govuk-inset-text" role="note">${w(stopped === 'people.guardians-jointly' ? 'guardians.jointly-words' : 'guardians.conflict-words')} <a class="govuk-link" href="/acting/guardians">${w('guardians.title')}</a></p>`
}

function header(visit: Visit): Html {
  const { w } = visit
  const sections = html`${(visit.large ? fewLinks : allLinks).map(([href, key]) => navLink(visit, href, w(key)))}`
  return html`<header class="yw-header">
<div class="govuk-width-container yw-header__row">
<a class="yw-header__name" href="/"><span class="yw-header__mark" aria-hidden="true">一</span><span>${w('service.city')} <span class="yw-header__latin">${w('service.latin')}</span></span></a>
<details class="yw-menu"><summary class="yw-menu__button">${w('nav.menu')}</summary><nav class="yw-menu__body" aria-label="${w('nav.main')}"><ul class="yw-menu__list">${sections}${accountActs(visit)}</ul></nav></details>
<nav class="yw-header__tools" aria-label="${w('nav.settings')}">
<ul class="yw-header__list">
${languageLinks(visit)}
<li><a href="${settingLink(visit, 'text', visit.large ? 'normal' : 'large')}">${w(visit.large ? 'nav.text-normal' : 'nav.text-large')}</a></li>
${account(visit)}
</ul>
</nav>
</div>
${visit.large ? callLine(visit) : ''}<nav class="yw-nav" aria-label="${w('nav.main')}"><div class="govuk-width-container"><ul class="yw-nav__list">
${sections}
</ul></div></nav>
</header>`
}

const allLinks = [['/', 'nav.home'], ['/items', 'nav.items'], ['/my', 'nav.my'], ['/my/licences', 'nav.licences'], ['/progress', 'nav.progress'], ['/verify', 'nav.verify'], ['/help', 'nav.help']] as const
/** In the elderly mode: what most people come for, and nothing else. */
const fewLinks = [['/', 'nav.home'], ['/items', 'nav.items'], ['/my', 'nav.my'], ['/help', 'nav.help']] as const

/** A person to speak to is always in sight. */
function callLine(visit: Visit): Html {
  return html`<p class="yw-call"><a href="tel:12345">${visit.w('simple.call', { phone: '12345' })}</a></p>`
}

function navLink(visit: Visit, href: string, text: string): Html {
  const here = pathOf(visit) === href
  return html`<li><a href="${href}"${attribute('aria-current', here ? 'page' : undefined)}>${text}</a></li>`
}

const languageChoices = [{ code: 'zh', tag: 'zh-CN', name: '简体' }, { code: 'zh-Hant', tag: 'zh-Hant', name: '繁體' }, { code: 'en', tag: 'en', name: 'English' }] as const

/** The ways to read that are not the present one, each named in itself. */
function languageLinks(visit: Visit): Html {
  const here = visit.language === 'en' ? 'en' : visit.traditional ? 'zh-Hant' : 'zh'
  return html`${languageChoices.filter(({ code }) => code !== here).map(({ code, tag, name }) => html`<li><a href="${settingLink(visit, 'lang', code)}" lang="${tag}" hreflang="${tag}">${name}</a></li>`)}`
}

function account(visit: Visit): Html {
  const { w, session } = visit
  if (session?.account === undefined || session.account === null) {
    const isSigningIn = ['/sign-in', '/register'].includes(pathOf(visit))
    const next = isSigningIn ? '' : `?next=${encodeURIComponent(addressOf(visit.request))}`
    return html`<li><a href="/sign-in${next}">${w('nav.sign-in')}</a></li>`
  }
  return html`<li class="yw-header__who${session.hand ? ' yw-header__who--two' : ''}">${session.hand ? who(visit, session) : html`<a href="/account" title="${w('nav.account')}">${who(visit, session)}</a>`}</li>
${accountActs(visit)}`
}

/** What somebody who is signed in may do about it: on a wide screen in the bar, on a narrow one in the menu. */
function accountActs(visit: Visit): Html {
  const { w, session } = visit
  if (!session?.account) return html``
  return html`<li class="yw-header__act"><a href="/notifications">${w('nav.notifications')}</a></li>
${capacity(visit)}
<li class="yw-header__act"><form method="post" action="/sign-out"><button class="yw-link-button" type="submit">${w('nav.sign-out')}</button></form></li>`
}

/** Both names, where one acts for the other. */
function who({ w }: Visit, { account: one, hand }: Session): string {
  const name = one?.name ?? ''
  return hand ? `${hand.name} → ${hand.guardian ? w('guardians.ward-mark', { name }) : name}` : name
}

/** The switch: back to oneself by one tap; for whom else is chosen on a page with one tap each. */
function capacity({ w, session, request }: Visit): Html {
  if (!session?.hand) return session?.account?.kind === 'natural' ? html`<li class="yw-header__act"><a href="/acting">${w('capacity.switch')}</a></li>` : html``
  const isForm = request.method === 'GET' && !request.url.startsWith('/apply/')
  return html`<li class="yw-header__act"><form method="post" action="/acting">${keyInput()}<input type="hidden" name="principal" value=""><input type="hidden" name="next" value="${isForm ? addressOf(request) : '/my'}"><button class="yw-link-button" type="submit">${w('capacity.to', { name: session.hand.name })}</button></form></li>
<li class="yw-header__act"><a href="/acting">${w('capacity.switch')}</a></li>`
}

function pathOf(visit: Visit): string {
  return addressOf(visit.request).split('?')[0] ?? '/'
}

function settingLink(visit: Visit, name: 'lang' | 'text', value: string): string {
  const [path = '/', search = ''] = addressOf(visit.request).split('?')
  const query = new URLSearchParams(search)
  query.set(name, value)
  return `${path}?${query.toString()}`
}

function breadcrumbs(visit: Visit, page: Page): Html | undefined {
  if (page.crumbs === undefined) return undefined
  const crumbs = [{ href: '/', text: visit.w('nav.home') }, ...page.crumbs]
  return html`<nav class="govuk-breadcrumbs" aria-label="${visit.w('nav.breadcrumbs')}"><ol class="govuk-breadcrumbs__list">
${crumbs.map((crumb) => html`<li class="govuk-breadcrumbs__list-item"><a class="govuk-breadcrumbs__link" href="${crumb.href}">${crumb.text}</a></li>`)}
</ol></nav>`
}

function errorSummary(visit: Visit, page: Page): Html | undefined {
  if (page.faults === undefined || page.faults.length === 0) return undefined
  return html`<div class="govuk-error-summary" role="alert" tabindex="-1" aria-labelledby="error-title">
<h2 class="govuk-error-summary__title" id="error-title">${visit.w('error.summary')}</h2>
<div class="govuk-error-summary__body"><ul class="govuk-list govuk-error-summary__list">
${page.faults.map((fault) => html`<li>${faultLink(fault)}</li>`)}
</ul></div></div>`
}

function faultLink(fault: ShownFault): Html | string {
  const href = fault.href ?? (fault.field === undefined || fault.field === '' ? undefined : `#${fault.field}`)
  return href === undefined ? fault.text : html`<a href="${href}">${fault.text}</a>`
}

function footer(visit: Visit): Html {
  const { w } = visit
  return html`<footer class="yw-footer"><div class="govuk-width-container">
<ul class="yw-footer__list">
<li><a class="govuk-footer__link" href="/publicity">${w('nav.publicity')}</a></li>
<li><a class="govuk-footer__link" href="/help">${w('nav.help')}</a></li>
<li><a class="govuk-footer__link" href="/purposes">${w('purposes.link')}</a></li>
<li><a class="govuk-footer__link" href="/accessibility">${w('nav.accessibility')}</a></li>
<li><a class="govuk-footer__link" href="/verify">${w('nav.verify')}</a></li>
<li><a class="govuk-footer__link" href="/grants">${w('grants.title')}</a></li>
<li><a class="govuk-footer__link" href="/progress">${w('nav.progress')}</a></li>
<li><a class="govuk-footer__link" href="/reviews">${w('nav.figures')}</a></li>
<li><a class="govuk-footer__link" href="/api/">${w('nav.api')}</a></li>
<li><a class="govuk-footer__link" href="/desk/">${w('nav.desk')}</a></li>
</ul>
<p class="govuk-body-s yw-footer__words">${w('footer.hotline')}</p>
<p class="govuk-body-s yw-footer__words">${w('footer.demonstration')}</p>
</div></footer>`
}
