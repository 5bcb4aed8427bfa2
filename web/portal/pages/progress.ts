// Progress by number and code, without signing in: state, dates and body, and nothing else. Neither stands in an address: it is posted.
import type { Site } from '../site.ts'
import { ApiRefusal } from '../api.ts'
import { html } from '../html.ts'
import { button, facts, faultOf, textInput } from '../parts.ts'
import { dateWords, stateTag } from '../spoken.ts'
import type { Progress } from '../shapes-mine.ts'
import { type Answer, type Page, postedText, sentences, type ShownFault, type Visit } from '../visit.ts'

export function addProgress(site: Site): void {
  site.get('/progress', async (visit) => askPage(visit, []))
  site.post('/progress', ask)
}

function askPage(visit: Visit, faults: ShownFault[]): Page {
  const { w } = visit
  return {
    title: w('progress.title'),
    faults,
    status: faults.length > 0 ? 422 : 200,
    crumbs: [{ href: '/progress', text: w('progress.title') }],
    body: html`<h1 class="govuk-heading-l">${w('progress.title')}</h1><p class="govuk-body">${w('progress.words')}</p>
<form method="post" action="/progress" novalidate>
${textInput(visit, { id: 'number', label: w('case.number'), value: postedText(visit, 'number'), fault: faultOf(faults, 'number'), autocomplete: 'off' })}
${textInput(visit, { id: 'code', label: w('progress.code'), hint: w('progress.code-hint'), value: postedText(visit, 'code'), fault: faultOf(faults, 'code'), autocomplete: 'off', width: '20' })}
${button(w('progress.button'))}</form>`,
  }
}

async function ask(visit: Visit): Promise<Answer> {
  const { w } = visit
  const [number, code] = [postedText(visit, 'number'), postedText(visit, 'code')]
  const missing = [number === '' ? { field: 'number', text: w('progress.number-needed') } : undefined, code === '' ? { field: 'code', text: w('progress.code-needed') } : undefined].filter((one) => one !== undefined)
  if (missing.length > 0) return askPage(visit, missing)
  try {
    return resultPage(visit, await visit.api.send<Progress>({ method: 'POST', path: '/enquiries', body: { number: number.slice(0, 60), code: code.slice(0, 40) } }))
  } catch (error) {
    if (!(error instanceof ApiRefusal) || error.problem.status >= 500 || error.problem.status === 429) throw error
    return askPage(visit, [{ field: 'number', text: sentences(visit, error.problem.detail, error.problem.next) }])
  }
}

function resultPage(visit: Visit, found: Progress): Page {
  const { w, t } = visit
  return {
    title: w('progress.found'),
    crumbs: [{ href: '/progress', text: w('progress.title') }],
    body: html`<h1 class="govuk-heading-l">${w('progress.found')}</h1>
${facts([
  [w('case.number'), html`<span class="yw-code">${found.number}</span>`],
  [w('case.where'), stateTag(visit, { ...found, isSuspended: found.suspended, isAnnulled: found.annulledOn !== null })],
  [w('case.who'), t(found.body.name)],
  [w('case.opened-on'), dateWords(visit, found.openedOn)],
  [w('case.until'), found.finishedOn === null ? dateWords(visit, found.dueOn) : undefined],
  [w('case.finished-on'), dateWords(visit, found.finishedOn)],
])}
<p class="govuk-body">${w('progress.only')}</p><p class="govuk-body"><a class="govuk-link" href="/sign-in?next=${encodeURIComponent(`/cases/${found.number}`)}">${w('nav.sign-in')}</a> · <a class="govuk-link" href="/progress">${w('progress.again')}</a></p>`,
  }
}
