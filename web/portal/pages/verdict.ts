// Judging the service 好差评: one's own finished matter, or a visit to a window by its code (国办发〔2019〕51号).
// Nothing is chosen beforehand and nobody is asked who they are at a window.
import type { Site } from '../site.ts'
import { html, type Html } from '../html.ts'
import { button, faultOf, keyInput, notice, radios, textArea } from '../parts.ts'
import type { CaseView } from '../shapes.ts'
import { postedText, type Answer, type Page, type ShownFault, type Visit } from '../visit.ts'
import { getCase } from './case.ts'
import { caseCrumbs, caseHeading, tryAct } from './case-acts.ts'

export function addVerdict(site: Site): void {
  site.get('/cases/:number/review', async (visit) => matterPage(visit, await getCase(visit), []))
  site.post('/cases/:number/review', judgeMatter)
  site.get('/review/:code', async (visit) => visitPage(visit, []))
  site.post('/review/:code', judgeVisit)
}

// GB/T 39046-2020 A.8: code 1 is the best, 5 the worst; stars run the other way and are not shown.
const verdicts = ['1', '2', '3', '4', '5'] as const

function verdictForm(visit: Visit, action: string, faults: ShownFault[]): Html {
  const { w } = visit
  return html`<form method="post" action="${action}" novalidate>${keyInput()}
${radios(visit, { id: 'verdict', label: w('verdict.question'), value: postedText(visit, 'verdict'), fault: faultOf(faults, 'verdict'), choices: verdicts.map((value) => ({ value, text: w(`verdict.${value}`) })) })}
${textArea(visit, { id: 'words', label: w('verdict.say'), hint: w('verdict.say-hint'), optional: true, value: postedText(visit, 'words'), fault: faultOf(faults, 'words') })}
${button(w('verdict.button'))}</form>`
}

/** Sends a verdict on a case or a visit; answers what is wrong with it. */
async function sendVerdict(visit: Visit, about: { case: string } | { visit: string }): Promise<ShownFault[]> {
  const verdict = Number(postedText(visit, 'verdict'))
  if (!Number.isInteger(verdict) || verdict < 1 || verdict > 5) return [{ field: 'verdict', text: visit.w('verdict.choose') }]
  const words = postedText(visit, 'words')
  return tryAct(visit, { method: 'POST', path: '/reviews', body: { ...about, verdict, ...(words === '' ? {} : { words }) }, key: postedText(visit, 'key') })
}

function matterPage(visit: Visit, one: CaseView, faults: ShownFault[]): Page {
  const { w } = visit
  return {
    title: w('verdict.title'),
    faults,
    status: faults.length > 0 ? 422 : 200,
    crumbs: caseCrumbs(visit, one),
    body: html`${caseHeading(visit, one, w('verdict.title'))}<p class="govuk-body">${w('verdict.words')}</p>
${verdictForm(visit, `/cases/${encodeURIComponent(one.number)}/review`, faults)}`,
  }
}

async function judgeMatter(visit: Visit): Promise<Answer> {
  const one = await getCase(visit)
  const faults = await sendVerdict(visit, { case: one.number })
  return faults.length > 0 ? matterPage(visit, one, faults) : { redirect: `/cases/${encodeURIComponent(one.number)}?reviewed=1` }
}

function visitPage(visit: Visit, faults: ShownFault[]): Page {
  const { w } = visit
  const code = visit.params['code'] ?? ''
  const isGiven = visit.query['given'] === '1'
  return {
    title: w('verdict.visit-title'),
    faults,
    status: faults.length > 0 ? 422 : 200,
    crumbs: [{ href: `/review/${encodeURIComponent(code)}`, text: w('verdict.visit-title') }],
    body: html`<h1 class="govuk-heading-l">${w('verdict.visit-title')}</h1>
${isGiven ? notice(w('case.your-word'), html`<p class="govuk-notification-banner__heading">${w('case.reviewed')}</p>`, 'success') : html`<p class="govuk-body">${w('verdict.visit-words')}</p>${verdictForm(visit, `/review/${encodeURIComponent(code)}`, faults)}`}`,
  }
}

async function judgeVisit(visit: Visit): Promise<Answer> {
  const code = visit.params['code'] ?? ''
  const faults = await sendVerdict(visit, { visit: code })
  return faults.length > 0 ? visitPage(visit, faults) : { redirect: `/review/${encodeURIComponent(code)}?given=1` }
}
