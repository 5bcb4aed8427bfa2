// My licences, one licence, and the public check of one by its code: what a stranger may see and nothing else.
import type { Site } from '../site.ts'
import { html, type Html } from '../html.ts'
import { button, buttonLink, facts, nextPage, tag, textInput } from '../parts.ts'
import { codeWord, dateWords, momentWords } from '../spoken.ts'
import type { FaceLine, Licence, LicenceView, Listed, Verification } from '../shapes.ts'
import type { Answer, Page, Visit } from '../visit.ts'
import { matterList } from './licence-matters.ts'
import { mineNav } from './mine.ts'

export function addLicences(site: Site): void {
  site.get('/my/licences', showLicences)
  site.get('/licences/:licence', showLicence)
  site.pass('/licences/:licence/pdf', (visit) => `/licences/${encodeURIComponent(visit.params['licence'] ?? '')}/pdf`)
  site.pass('/licences/:licence/jws', (visit) => `/licences/${encodeURIComponent(visit.params['licence'] ?? '')}/jws`)
  site.get('/verify', showVerify)
  site.get('/verify/:code', showVerification)
}

async function showLicences(visit: Visit): Promise<Page> {
  const cursor = visit.query['cursor']
  const list = await visit.api.get<Listed<Licence>>(`/licences${cursor === undefined ? '' : `?cursor=${encodeURIComponent(cursor)}`}`)
  const { w, t } = visit
  return {
    title: w('licences.title'),
    crumbs: [{ href: '/my', text: w('nav.my') }, { href: '/my/licences', text: w('licences.title') }],
    body: html`<h1 class="govuk-heading-l">${w('licences.title')}</h1>${mineNav(visit)}
${list.items.length === 0 ? html`<p class="govuk-body">${w('licences.none')}</p>` : html`<ul class="yw-list">${list.items.map((one) => html`<li class="yw-list__item"><a class="govuk-link yw-list__link" href="/licences/${one.id}">${t(one.type.name)}</a> ${licenceTag(visit, one.state)}
<p class="yw-list__facts">${one.number} · ${t(one.issuer.name)} · ${termWords(visit, one)}</p></li>`)}</ul>`}
${nextPage(visit, list.next)}
<p class="govuk-body"><a class="govuk-link" href="/my/licences/uses">${w('uses.title')}</a></p>`,
  }
}

// Not usable now, but not lost either.
const waiting: ReadonlySet<string> = new Set(['suspended', 'not-yet-valid'])

function licenceTag(visit: Visit, state: string): Html {
  return tag(codeWord(visit, 'licence', state), state === 'in-force' ? 'green' : waiting.has(state) ? 'yellow' : 'red')
}

function termWords(visit: Visit, one: { validFrom: string; validTo: string | null }): string {
  const from = dateWords(visit, one.validFrom) ?? ''
  const to = dateWords(visit, one.validTo)
  return to === undefined ? visit.w('licences.from', { from }) : visit.w('licences.from-to', { from, to })
}

async function showLicence(visit: Visit): Promise<Page> {
  const one = await visit.api.get<LicenceView>(`/licences/${encodeURIComponent(visit.params['licence'] ?? '')}`)
  const { w, t } = visit
  return {
    title: t(one.type.name),
    crumbs: [{ href: '/my/licences', text: w('licences.title') }],
    body: html`<h1 class="govuk-heading-l">${t(one.type.name)} ${licenceTag(visit, one.state)}</h1>
${facts([
  [w('licences.number'), one.number],
  [w('licences.holder'), one.holder],
  [w('licences.issuer'), t(one.issuer.name)],
  [w('licences.issued'), dateWords(visit, one.issuedOn)],
  [w('licences.term'), termWords(visit, one)],
  ...faceRows(visit, one.lines),
  [w('licences.identifier'), html`<span class="yw-code">${one.licence}</span>`],
  [w('verify.code'), html`<a class="govuk-link yw-code" href="/verify/${encodeURIComponent(one.verification)}">${one.verification}</a>`],
  [w('licences.case'), one.case ? html`<a class="govuk-link" href="/cases/${encodeURIComponent(one.case)}">${one.case}</a>` : undefined],
])}
<div class="govuk-button-group">${buttonLink(`/licences/${one.id}/pdf`, w('licences.pdf'))}<a class="govuk-link" href="/licences/${one.id}/jws">${w('licences.jws')}</a></div>
${one.state === 'in-force' ? html`<p class="govuk-body">${w('licences.effect')}</p>` : ''}
${matterList(visit, one)}
${past(visit, one)}`,
  }
}

function faceRows(visit: Visit, lines: readonly FaceLine[]): (readonly [string, string])[] {
  return lines.map((line) => [visit.t(line.label), line.value] as const)
}

function past(visit: Visit, one: LicenceView): Html | undefined {
  if (one.history.length === 0) return undefined
  return html`<h2 class="govuk-heading-m">${visit.w('licences.history')}</h2><ol class="yw-timeline">${one.history.map((entry) => html`<li class="yw-timeline__one"><p class="yw-timeline__what">${codeWord(visit, 'event', entry.kind)}</p>
${entry.groundText === null ? '' : html`<p class="govuk-body yw-tight">${visit.t(entry.groundText)}</p>`}${entry.reason === null ? '' : html`<p class="govuk-body yw-tight">${visit.w('case.reasons', { reasons: entry.reason })}</p>`}
<p class="yw-timeline__when"><time datetime="${entry.at}">${momentWords(visit, entry.at)}</time>${entry.basis === null ? '' : ` · ${entry.basis}`}</p></li>`)}</ol>`
}

async function showVerify(visit: Visit): Promise<Answer> {
  const code = visit.query['code']?.trim() ?? ''
  if (code !== '') return { redirect: `/verify/${encodeURIComponent(code)}` }
  return verifyPage(visit, undefined)
}

function verifyPage(visit: Visit, unknown: string | undefined): Page {
  const { w } = visit
  const fault = unknown === undefined ? undefined : w('verify.unknown')
  return {
    title: w('verify.title'),
    status: unknown === undefined ? 200 : 404,
    ...(fault === undefined ? {} : { faults: [{ field: 'code', text: fault }] }),
    crumbs: [{ href: '/verify', text: w('nav.verify') }],
    body: html`<h1 class="govuk-heading-l">${w('verify.title')}</h1><p class="govuk-body">${w('verify.words')}</p>
<form method="get" action="/verify" novalidate>${textInput(visit, { id: 'code', label: w('verify.code'), hint: w('verify.hint'), value: unknown, fault, autocomplete: 'off' })}${button(w('verify.button'))}</form>
<p class="govuk-body">${w('verify.offline')}</p>
<p class="govuk-body"><a class="govuk-link" href="/letter-check">${w('letter-check.title')}</a></p>`,
  }
}

async function showVerification(visit: Visit): Promise<Page> {
  const code = visit.params['code'] ?? ''
  const found = await visit.api.find<Verification>(`/verification/${encodeURIComponent(code)}`)
  if (found === undefined) return verifyPage(visit, code)
  const { w, t } = visit
  return {
    title: w('verify.result'),
    crumbs: [{ href: '/verify', text: w('nav.verify') }],
    body: html`<h1 class="govuk-heading-l">${w('verify.result')}</h1>
<div class="yw-verdict yw-verdict--${found.genuine && found.inForce ? 'good' : found.genuine && waiting.has(found.state) ? 'wait' : 'bad'}"><p class="yw-verdict__line"><strong>${w(found.genuine ? 'verify.genuine' : 'verify.not-genuine')}</strong></p>
<p class="yw-verdict__line"><strong>${w(found.inForce ? 'verify.in-force' : 'verify.not-in-force')}</strong>${found.inForce ? '' : html` — ${codeWord(visit, 'licence', found.state)}`}</p>
<p class="yw-verdict__when">${w('verify.as-of', { time: momentWords(visit, found.asOf) })}</p></div>
${found.demonstration ? html`<div class="govuk-warning-text"><span class="govuk-warning-text__icon" aria-hidden="true">!</span><strong class="govuk-warning-text__text"><span class="govuk-visually-hidden">${w('verify.warning')}</span>${w('verify.demonstration')}</strong></div>` : ''}
${facts([
  [w('licences.type'), t(found.type.name)],
  [w('licences.number'), found.number],
  [w('licences.holder'), found.holder],
  [w('licences.issuer'), t(found.issuer.name)],
  [w('licences.issued'), dateWords(visit, found.issuedOn)],
  [w('licences.term'), termWords(visit, found)],
  ...faceRows(visit, found.lines),
])}
<p class="govuk-body">${w('verify.compare')}</p>`,
  }
}
