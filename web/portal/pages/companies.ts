// Binding a company by the register of enterprises, and the companies that one represents. Who may, and what the register says, the API knows.
import type { Site } from '../site.ts'
import { ApiRefusal } from '../api.ts'
import { html } from '../html.ts'
import { button, buttonLink, faultOf, keyInput, notice, tag, textInput } from '../parts.ts'
import { dateWords } from '../spoken.ts'
import type { Listed } from '../shapes.ts'
import type { OwnCompany } from '../shapes-mine.ts'
import { type Answer, type Page, postedText, sentences, type ShownFault, shownFaults, type Visit } from '../visit.ts'
import { identityAddress, notOneself } from './identity.ts'

export function addCompanies(site: Site): void {
  site.get('/acting/companies', (visit) => companiesPage(visit))
  site.post('/acting/companies', bind)
}

async function companiesPage(visit: Visit, faults: ShownFault[] = [], status = 422, needsPerson?: { days: number }): Promise<Page> {
  const { w } = visit
  if (visit.session?.account && (visit.session.hand || visit.session.account.kind !== 'natural')) return notOneself(visit)
  const { items } = await visit.api.get<Listed<OwnCompany>>('/companies')
  const typed = postedText(visit, 'uscc') || (visit.query['uscc'] ?? '').slice(0, 40)
  const done = items.find(({ account }) => account === visit.query['done'])
  return {
    title: w('company.title'), faults, status: faults.length > 0 ? status : 200, crumbs: [{ href: '/acting', text: w('capacity.title') }, { href: '/acting/companies', text: w('company.title') }],
    body: html`${done === undefined ? '' : notice(w('company.title'), html`<p class="govuk-notification-banner__heading">${w('company.done', { name: done.name })}</p>`, 'success', 'done')}
<h1 class="govuk-heading-l">${w('company.title')}</h1><p class="govuk-body">${w('company.words')}</p>
${needsPerson ? buttonLink(identityAddress({ back: `/acting/companies?${new URLSearchParams({ uscc: typed })}`, level: 4, ...needsPerson }), w('review.level-button'), 'secondary') : ''}
<form method="post" action="/acting/companies" novalidate>${keyInput()}
${textInput(visit, { id: 'uscc', label: w('company.uscc'), hint: w('company.uscc-hint'), value: typed, autocomplete: 'off', width: '20', fault: faultOf(faults, 'uscc') })}
<p class="govuk-body">${w('company.told')}</p>${button(w('company.button'))}</form>
<h2 class="govuk-heading-m">${w('company.mine')}</h2>
${items.length === 0 ? html`<p class="govuk-body">${w('company.none')}</p>` : html`<ul class="yw-list">${items.map((one) => html`<li class="yw-list__item"><strong>${one.name}</strong> ${tag(w('identity.level-tag', { level: one.level }), one.level >= 4 ? 'green' : 'grey')}<p class="yw-list__facts">${one.until === null ? w('company.unproved', { level: one.level }) : w('company.line', { level: one.level, until: dateWords(visit, one.until) ?? '' })}</p></li>`)}</ul>`}`,
  }
}

async function bind(visit: Visit): Promise<Answer> {
  try {
    const bound = await visit.api.send<OwnCompany>({ method: 'POST', path: '/companies', body: { uscc: postedText(visit, 'uscc').slice(0, 40) || ' ' } })
    return { redirect: `/acting/companies?done=${bound.account}` }
  } catch (error) {
    if (!(error instanceof ApiRefusal) || [401, 404].includes(error.problem.status) || !/^(proofs|people)\./.test(error.problem.code)) throw error
    if (error.retryAfter !== undefined) visit.reply.header('retry-after', error.retryAfter)
    const { detail, next, fields, status, code, facts } = error.problem
    // Everything that is refused here is about this one code.
    return companiesPage(visit, fields.length > 0 ? shownFaults(fields) : [{ field: 'uscc', text: sentences(visit, detail, next) }], status >= 500 ? status : 422, code === 'proofs.person-first' || code === 'proofs.person-too-old' ? { days: Number(facts?.['daysMax'] ?? 0) } : undefined)
  }
}
