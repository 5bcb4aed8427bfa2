// Asking a person to review what the system decided (个人信息保护法 24). Whether it may be asked, the API says.
import type { Site } from '../site.ts'
import { html } from '../html.ts'
import { bullets, button, faultOf, keyInput, textArea } from '../parts.ts'
import type { CaseView } from '../shapes.ts'
import { postedText, type Answer, type Page, type ShownFault, type Visit } from '../visit.ts'
import { getCase } from './case.ts'
import { caseCrumbs, caseHeading, tryAct } from './case-acts.ts'

export function addHumanReview(site: Site): void {
  site.get('/cases/:number/human-review', async (visit) => reviewPage(visit, await getCase(visit), []))
  site.post('/cases/:number/human-review', async (visit) => askReview(visit, await getCase(visit)))
}

function reviewPage(visit: Visit, one: CaseView, faults: ShownFault[]): Page {
  const { w } = visit
  const path = `/cases/${encodeURIComponent(one.number)}`
  return {
    title: w('automation.ask'), faults, status: faults.length > 0 ? 422 : 200, crumbs: caseCrumbs(visit, one),
    body: html`${caseHeading(visit, one, w('automation.ask'))}
${bullets([w('automation.ask-words'), w('automation.ask-time'), w('automation.ask-meanwhile')])}
<form method="post" action="${path}/human-review" novalidate>${keyInput()}
${textArea(visit, { id: 'reason', label: w('automation.ask-reason'), hint: w('automation.ask-reason-hint'), value: postedText(visit, 'reason'), fault: faultOf(faults, 'reason'), rows: 4 })}
<div class="govuk-button-group">${button(w('automation.ask-button'))}<a class="govuk-link" href="${path}">${w('automation.ask-keep')}</a></div></form>`,
  }
}

async function askReview(visit: Visit, one: CaseView): Promise<Answer> {
  const reason = postedText(visit, 'reason')
  if (reason === '') return reviewPage(visit, one, [{ field: 'reason', text: visit.w('automation.ask-reason-needed') }])
  const faults = await tryAct(visit, { method: 'POST', path: `/cases/${encodeURIComponent(one.number)}/human-review`, body: { reason }, key: postedText(visit, 'key') })
  return faults.length > 0 ? reviewPage(visit, one, faults) : { redirect: `/cases/${encodeURIComponent(one.number)}#why` }
}
