// Proxies: letting a relative or friend help, by one's own consent; agreeing to help; ending it; and where the matters of whom one helps stand.
import type { Site } from '../site.ts'
import { html, type Html } from '../html.ts'
import { button, checkboxes, confirmBox, dateInput, faultOf, keyInput, tag, textInput } from '../parts.ts'
import { dateWords, stateTag } from '../spoken.ts'
import type { Listed } from '../shapes.ts'
import type { ProxyLine, HelpedCase } from '../shapes-mine.ts'
import { postedDate, postedText, type Answer, type Page, type ShownFault, type Visit } from '../visit.ts'
import { tryAct } from './case-acts.ts'
import { mineNav } from './mine.ts'

export function addProxies(site: Site): void {
  site.get('/my/proxies', (visit) => showProxies(visit, []))
  site.post('/my/proxies', consent)
  site.post('/my/proxies/:binding/agreement', (visit) => change(visit, 'agreement'))
  site.post('/my/proxies/:binding/end', (visit) => change(visit, 'end'))
}

async function showProxies(visit: Visit, faults: ShownFault[]): Promise<Page> {
  const { items } = await visit.api.get<Listed<ProxyLine>>('/proxies')
  const helped = items.filter((one) => one.side === 'proxy')
  const cases = new Map(await Promise.all(helped.filter((one) => one.state === 'active' && one.scopes.includes('read')).map(async (one) => [one.id, (await visit.api.find<Listed<HelpedCase>>(`/proxies/${one.id}/cases`))?.items ?? []] as const)))
  const { w } = visit
  return {
    title: w('proxies.title'),
    faults,
    status: faults.length > 0 ? 422 : 200,
    crumbs: [{ href: '/my', text: w('nav.my') }, { href: '/my/proxies', text: w('proxies.title') }],
    wide: true,
    body: html`<h1 class="govuk-heading-l">${w('proxies.title')}</h1>${mineNav(visit)}<p class="govuk-body">${w('proxies.words')}</p>
<h2 class="govuk-heading-m">${w('proxies.mine')}</h2>${list(visit, items.filter((one) => one.side === 'principal'), new Map())}
${consentForm(visit, faults)}
<h2 class="govuk-heading-m">${w('proxies.whom')}</h2>${list(visit, helped, cases)}`,
  }
}

const colours = { waiting: 'yellow', active: 'green', ended: 'grey' } as const
const states = { waiting: 'proxies.waits', active: 'proxies.active', ended: 'proxies.ended' } as const

function list(visit: Visit, items: readonly ProxyLine[], cases: ReadonlyMap<string, readonly HelpedCase[]>): Html {
  const { w, t } = visit
  if (items.length === 0) return html`<p class="govuk-body">${w('proxies.none')}</p>`
  return html`<ul class="yw-list">${items.map((one) => html`<li class="yw-list__item"><strong>${one.name}</strong> ${tag(w(states[one.state]), colours[one.state])}
<p class="yw-list__facts">${w('proxies.line', { scope: one.scopes.map((scope) => w(`proxies.scope-${scope}`)).join(visit.language === 'zh' ? '；' : '; '), date: dateWords(visit, one.until) ?? '' })}</p>
${(cases.get(one.id) ?? []).map((matter) => html`<p class="govuk-body yw-tight">${t(matter.item)} ${stateTag(visit, { ...matter, isSuspended: false })} <span class="yw-quiet"><span class="yw-code">${matter.number}</span> · ${t(matter.handling.name)}${matter.dueAt === null ? '' : ` · ${w('my.until', { date: dateWords(visit, matter.dueAt) ?? '' })}`}</span></p>`)}
${one.side === 'proxy' && one.state === 'active' && one.scopes.includes('apply') ? html`<p class="govuk-body yw-tight"><a class="govuk-link" href="/acting">${w('proxies.act-for', { name: one.name })}</a></p>` : ''}
${one.state === 'ended' ? '' : html`<div class="yw-bar yw-bar--line">${one.side === 'proxy' && one.state === 'waiting' ? html`<form method="post" action="/my/proxies/${one.id}/agreement">${keyInput()}${button(w('proxies.accept'))}</form>` : ''}
<form method="post" action="/my/proxies/${one.id}/end">${keyInput()}<button class="yw-link-button yw-link-button--dark" type="submit">${w(one.side === 'proxy' ? 'proxies.decline' : 'proxies.revoke')}<span class="govuk-visually-hidden"> ${one.name}</span></button></form></div>`}</li>`)}</ul>`
}

function posted(visit: Visit, name: string): string[] {
  const value = visit.posted[name]
  return Array.isArray(value) ? value : value === undefined ? [] : [value]
}

function consentForm(visit: Visit, faults: ShownFault[]): Html {
  const { w } = visit
  const fault = (id: string) => ({ id, fault: faultOf(faults, id) })
  return html`<form method="post" action="/my/proxies" novalidate>${keyInput()}
${textInput(visit, { ...fault('login'), label: w('proxies.login'), hint: w('proxies.login-hint'), value: postedText(visit, 'login'), autocomplete: 'off', width: '20' })}
${textInput(visit, { ...fault('name'), label: w('proxies.name'), value: postedText(visit, 'name'), autocomplete: 'off', width: '20' })}
${checkboxes(visit, { ...fault('scopes'), label: w('proxies.scope'), values: posted(visit, 'scopes'), choices: [{ value: 'read', text: w('proxies.scope-read') }, { value: 'apply', text: w('proxies.scope-apply') }] })}
${dateInput(visit, { ...fault('until'), label: w('proxies.until'), hint: w('proxies.until-hint'), parts: { year: postedText(visit, 'until-year'), month: postedText(visit, 'until-month'), day: postedText(visit, 'until-day') } })}
${confirmBox(visit, { ...fault('consent'), label: w('proxies.consent') }, posted(visit, 'consent').includes('true'))}
${button(w('proxies.button'))}</form>`
}

async function consent(visit: Visit): Promise<Answer> {
  const { w } = visit
  const [login, name] = [postedText(visit, 'login'), postedText(visit, 'name')]
  const missing = [login === '' ? { field: 'login', text: w('settings.address-needed', { what: w('proxies.login') }) } : undefined, name === '' ? { field: 'name', text: w('settings.address-needed', { what: w('proxies.name') }) } : undefined].filter((one) => one !== undefined)
  const until = postedDate(visit, 'until')
  const faults: ShownFault[] = [...missing, ...(until !== undefined ? [] : [{ field: 'until', text: w('proxies.until-needed') }])]
  if (faults.length > 0) return showProxies(visit, faults)
  const scopes = posted(visit, 'scopes').filter((one) => one === 'read' || one === 'apply')
  const refused = await tryAct(visit, { method: 'POST', path: '/proxies', body: { login, name, scopes, until, consent: posted(visit, 'consent').includes('true') }, key: postedText(visit, 'key') })
  return refused.length > 0 ? showProxies(visit, refused) : { redirect: '/my/proxies' }
}

async function change(visit: Visit, what: 'agreement' | 'end'): Promise<Answer> {
  const faults = await tryAct(visit, { method: 'POST', path: `/proxies/${encodeURIComponent(visit.params['binding'] ?? '')}/${what}`, body: {}, key: postedText(visit, 'key') })
  return faults.length > 0 ? showProxies(visit, faults) : { redirect: '/my/proxies' }
}
