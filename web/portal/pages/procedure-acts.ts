// What a party does between acceptance and decision: statements, and what may be done about a hearing (许可法 36, 46–48). Which acts are
// possible the API says.
import type { Site } from '../site.ts'
import { html } from '../html.ts'
import { button, faultOf, keyInput, textArea } from '../parts.ts'
import type { CaseView, HearingsOfCase } from '../shapes.ts'
import { postedText, type Answer, type Page, type ShownFault, type Visit } from '../visit.ts'
import { isWordKey } from '../words.ts'
import { getCase } from './case.ts'
import { caseCrumbs, caseHeading, tryAct } from './case-acts.ts'
import { actWord, pathOf } from './procedure.ts'

export function addProcedure(site: Site): void {
  site.get('/cases/:number/statement', async (visit) => statementPage(visit, await getCase(visit), []))
  site.post('/cases/:number/statement', async (visit) => speak(visit, await getCase(visit)))
  site.get('/cases/:number/hearing/:act', async (visit) => hearingPage(visit, await getCase(visit), []))
  site.post('/cases/:number/hearing/:act', async (visit) => actOnHearing(visit, await getCase(visit)))
}

function statementPage(visit: Visit, one: CaseView, faults: ShownFault[]): Page {
  const { w } = visit
  return {
    title: w('procedure.speak'), faults, status: faults.length > 0 ? 422 : 200, crumbs: caseCrumbs(visit, one),
    body: html`${caseHeading(visit, one, w('procedure.speak'))}<p class="govuk-body">${w('procedure.speak-words')}</p>
<form method="post" action="${pathOf(one)}/statement" novalidate>${keyInput()}
${textArea(visit, { id: 'statement', label: w('procedure.statement'), value: postedText(visit, 'statement'), fault: faultOf(faults, 'statement'), rows: 8 })}
<div class="govuk-button-group">${button(w('procedure.speak-button'))}<a class="govuk-link" href="${pathOf(one)}">${w('procedure.keep')}</a></div></form>`,
  }
}

async function speak(visit: Visit, one: CaseView): Promise<Answer> {
  const statement = postedText(visit, 'statement')
  if (statement === '') return statementPage(visit, one, [{ field: 'statement', text: visit.w('procedure.statement-needed') }])
  const faults = await tryAct(visit, { method: 'POST', path: `${pathOf(one)}/statements`, body: { statement }, key: postedText(visit, 'key') })
  return faults.length > 0 ? statementPage(visit, one, faults) : { redirect: `${pathOf(one)}#timeline` }
}

/** Where each act on a hearing is sent, and whether it gives reasons. */
const hearingActs: Record<string, { path: (hearing: string) => string; reasons: boolean }> = {
  'ask-hearing': { path: () => 'hearing-requests', reasons: true }, 'object-to-presider': { path: (hearing) => `hearings/${hearing}/presider-objection`, reasons: true },
  'confirm-minutes': { path: (hearing) => `hearings/${hearing}/confirmation`, reasons: false }, 'withdraw-hearing': { path: (hearing) => `hearings/${hearing}/withdrawal`, reasons: false },
}

async function hearingPage(visit: Visit, one: CaseView, faults: ShownFault[]): Promise<Page | { redirect: string }> {
  const { w } = visit
  const act = visit.params['act'] ?? ''
  const said = await visit.api.get<HearingsOfCase>(`${pathOf(one)}/hearings`)
  const possible = said.acts.find((each) => each.act === act)
  const kind = hearingActs[act]
  // Somebody was quicker, or the day has passed: the case page says how it stands.
  if (!kind || (!possible && faults.length === 0)) return { redirect: `${pathOf(one)}#hearing` }
  const about = `hearing.about-${act}`
  const minutes = act === 'confirm-minutes' ? said.items.find(({ id }) => id === possible?.hearing)?.minutes : undefined
  return {
    title: actWord(visit, act), faults, status: faults.length > 0 ? 422 : 200, crumbs: caseCrumbs(visit, one),
    body: html`${caseHeading(visit, one, actWord(visit, act))}${isWordKey(about) ? html`<p class="govuk-body">${w(about)}</p>` : ''}
${minutes ? html`<h2 class="govuk-heading-m">${w('hearing.minutes')}</h2><div class="govuk-inset-text yw-minutes">${minutes}</div>` : ''}
<form method="post" action="${pathOf(one)}/hearing/${act}" novalidate>${keyInput()}<input type="hidden" name="hearing" value="${possible?.hearing ?? postedText(visit, 'hearing')}">
${kind.reasons ? textArea(visit, { id: 'reason', label: w('hearing.reason'), value: postedText(visit, 'reason'), fault: faultOf(faults, 'reason'), rows: 5 }) : ''}
<div class="govuk-button-group">${button(actWord(visit, act))}<a class="govuk-link" href="${pathOf(one)}">${w('procedure.keep')}</a></div></form>`,
  }
}

async function actOnHearing(visit: Visit, one: CaseView): Promise<Answer> {
  const kind = hearingActs[visit.params['act'] ?? '']
  if (!kind) return { redirect: pathOf(one) }
  const reason = postedText(visit, 'reason')
  if (kind.reasons && reason === '') return hearingPage(visit, one, [{ field: 'reason', text: visit.w('hearing.reason-needed') }])
  const faults = await tryAct(visit, { method: 'POST', path: `${pathOf(one)}/${kind.path(encodeURIComponent(postedText(visit, 'hearing')))}`, body: kind.reasons ? { reason } : {}, key: postedText(visit, 'key') })
  return faults.length > 0 ? hearingPage(visit, one, faults) : { redirect: `${pathOf(one)}#hearing` }
}
