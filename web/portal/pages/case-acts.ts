// What an applicant may do with a case beside applying: withdraw it. Whether it is allowed, the API says.
import type { Site } from '../site.ts'
import { ApiRefusal, type ApiCall } from '../api.ts'
import { html, type Html } from '../html.ts'
import { bullets, button, faultOf, keyInput, textArea } from '../parts.ts'
import type { CaseView } from '../shapes.ts'
import { type Answer, type Page, postedText, sentences, type ShownFault, shownFaults, type Visit } from '../visit.ts'
import { getCase } from './case.ts'

export function addCaseActs(site: Site): void {
  site.get('/cases/:number/withdrawal', async (visit) => withdrawalPage(visit, await getCase(visit), []))
  site.post('/cases/:number/withdrawal', withdraw)
}

/** Sends an act; a refusal that the person can answer comes back as faults, all else is thrown on. */
export async function tryAct<T>(visit: Visit, call: ApiCall, take: (answer: T) => void = () => undefined): Promise<ShownFault[]> {
  try {
    take(await visit.api.send<T>(call))
    return []
  } catch (error) {
    if (!(error instanceof ApiRefusal) || error.problem.status >= 500 || [401, 403, 404].includes(error.problem.status)) throw error
    const { detail, next, fields } = error.problem
    return fields.length > 0 ? shownFaults(fields) : [{ text: sentences(visit, detail, next) }]
  }
}

/** The way back to the case. */
export function caseCrumbs(visit: Visit, one: CaseView): NonNullable<Page['crumbs']> {
  return [{ href: '/my', text: visit.w('nav.my') }, { href: `/cases/${encodeURIComponent(one.number)}`, text: visit.t(one.item.name) }]
}

/** The heading of a page about a case. */
export function caseHeading(visit: Visit, one: CaseView, title: string): Html {
  return html`<span class="govuk-caption-l">${visit.w('case.number')} <span class="yw-code">${one.number}</span></span><h1 class="govuk-heading-l">${title}</h1>`
}

function withdrawalPage(visit: Visit, one: CaseView, faults: ShownFault[]): Page {
  const { w } = visit
  return {
    title: w('withdrawal.title'),
    faults,
    status: faults.length > 0 ? 422 : 200,
    crumbs: caseCrumbs(visit, one),
    body: html`${caseHeading(visit, one, w('withdrawal.title'))}
${bullets([w('withdrawal.ends'), w('withdrawal.again'), w('withdrawal.kept')])}
<form method="post" action="/cases/${encodeURIComponent(one.number)}/withdrawal" novalidate>${keyInput()}
${textArea(visit, { id: 'reason', label: w('withdrawal.reason'), value: postedText(visit, 'reason'), fault: faultOf(faults, 'reason'), rows: 3 })}
<div class="govuk-button-group">${button(w('withdrawal.button'), 'warning')}<a class="govuk-link" href="/cases/${encodeURIComponent(one.number)}">${w('withdrawal.keep')}</a></div></form>`,
  }
}

async function withdraw(visit: Visit): Promise<Answer> {
  const one = await getCase(visit)
  const reason = postedText(visit, 'reason')
  if (reason === '') return withdrawalPage(visit, one, [{ field: 'reason', text: visit.w('withdrawal.reason-needed') }])
  const faults = await tryAct(visit, { method: 'POST', path: `/cases/${encodeURIComponent(one.number)}/withdrawal`, body: { reason }, key: postedText(visit, 'key') })
  return faults.length > 0 ? withdrawalPage(visit, one, faults) : { redirect: `/cases/${encodeURIComponent(one.number)}` }
}
