// Handing in papers that are owed (容缺), and taking back the promise in place of papers. What may be done, the API says.
import type { Site } from '../site.ts'
import { ApiRefusal } from '../api.ts'
import { html, type Html } from '../html.ts'
import { button, keyInput } from '../parts.ts'
import type { CaseView, ItemGuide } from '../shapes.ts'
import { type Answer, type Page, postedText, sentences, type ShownFault, type Visit } from '../visit.ts'
import { getCase } from './case.ts'
import { caseCrumbs, caseHeading, tryAct } from './case-acts.ts'
import { dueWords, nameOf, pathOf, titleOf } from './owed-part.ts'

export function addOwed(site: Site): void {
  site.get('/cases/:number/owed', async (visit) => owedPage(visit, await getCase(visit), []))
  site.post('/cases/:number/owed', handIn)
  site.get('/cases/:number/commitment', async (visit) => withdrawalPage(visit, await getCase(visit), []))
  site.post('/cases/:number/commitment', withdraw)
}

async function owedPage(visit: Visit, one: CaseView, faults: ShownFault[]): Promise<Page> {
  const { w } = visit
  const item = await visit.api.find<ItemGuide>(`/items/${encodeURIComponent(one.item.code)}?version=${one.item.version}`)
  const open = one.owed.filter(({ metAt, late }) => metAt === null && late === null)
  const title = titleOf(visit, one)
  return {
    title, faults, status: faults.length > 0 ? 422 : 200, crumbs: caseCrumbs(visit, one),
    body: html`${caseHeading(visit, one, title)}
${open.map((paper) => oneOwed(visit, one, paper, nameOf(visit, item, paper.material), faults.find(({ field }) => field === `file-${paper.material}`)))}
<p class="govuk-body">${w('owed.window')}</p>`,
  }
}

function oneOwed(visit: Visit, one: CaseView, paper: CaseView['owed'][number], name: string, fault: ShownFault | undefined): Html {
  const { w } = visit
  const id = `file-${paper.material}`
  const query = new URLSearchParams({ material: paper.material, key: crypto.randomUUID() })
  return html`<section class="yw-material" aria-labelledby="owed-${paper.material}"><h2 class="govuk-heading-s yw-material__name" id="owed-${paper.material}">${name} ${dueWords(visit, paper)}</h2>
<form method="post" enctype="multipart/form-data" action="${pathOf(one)}/owed?${query.toString()}"><input type="hidden" name="material" value="${paper.material}">
<div class="govuk-form-group${fault === undefined ? '' : ' govuk-form-group--error'}"><label class="govuk-label" for="${id}">${w('materials.choose')}<span class="govuk-visually-hidden"> ${name}</span></label>
${fault === undefined ? '' : html`<p class="govuk-error-message" id="${id}-error">${fault.text}</p>`}
<input class="govuk-file-upload" type="file" id="${id}" name="file" accept=".pdf,.jpg,.jpeg,.png,.ofd,.docx"${fault === undefined ? '' : html` aria-describedby="${id}-error"`}></div>
<button class="govuk-button" type="submit">${w('owed.send')}<span class="govuk-visually-hidden"> ${name}</span></button></form></section>`
}

async function handIn(visit: Visit): Promise<Answer> {
  const one = await getCase(visit)
  const payload = visit.request.body
  const field = `file-${visit.query['material'] ?? ''}`
  if (!Buffer.isBuffer(payload)) return owedPage(visit, one, [{ field, text: visit.w('owed.empty') }])
  try {
    await visit.api.send<unknown>({ method: 'POST', path: `${pathOf(one)}/owed-files`, key: visit.query['key'] ?? '', raw: { payload, contentType: visit.request.headers['content-type'] ?? '' } })
  } catch (error) {
    if (!(error instanceof ApiRefusal) || error.problem.status >= 500 || error.problem.status === 401) throw error
    return owedPage(visit, one, [{ field, text: sentences(visit, error.problem.detail, error.problem.next) }])
  }
  const left = one.owed.filter(({ metAt, late, material }) => metAt === null && late === null && material !== visit.query['material'])
  return { redirect: left.length > 0 ? `${pathOf(one)}/owed` : pathOf(one) }
}

function withdrawalPage(visit: Visit, one: CaseView, faults: ShownFault[]): Page {
  const { w } = visit
  return {
    title: w('commitment.withdraw'), faults, status: faults.length > 0 ? 422 : 200, crumbs: caseCrumbs(visit, one),
    body: html`${caseHeading(visit, one, w('commitment.withdraw'))}<p class="govuk-body">${w('commitment.withdraw-words')}</p>
<form method="post" action="${pathOf(one)}/commitment">${keyInput()}<div class="govuk-button-group">${button(w('commitment.withdraw'), 'warning')}<a class="govuk-link" href="${pathOf(one)}">${w('withdrawal.keep')}</a></div></form>`,
  }
}

async function withdraw(visit: Visit): Promise<Answer> {
  const one = await getCase(visit)
  const faults = await tryAct(visit, { method: 'POST', path: `${pathOf(one)}/commitment-withdrawal`, body: {}, key: postedText(visit, 'key') })
  return faults.length > 0 ? withdrawalPage(visit, one, faults) : { redirect: pathOf(one) }
}
