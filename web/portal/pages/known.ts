// What was filled in for the applicant: where it came from, and the page on which it is contested. The API opens the case of the correction.
import type { Site } from '../site.ts'
import { answerWords } from '../answers.ts'
import { ApiRefusal } from '../api.ts'
import { html, type Html } from '../html.ts'
import { button, buttonLink, facts, faultOf, keyInput, notice, textArea, textInput } from '../parts.ts'
import { type Answer, type Page, postedText, sentences, type ShownFault, type Visit } from '../visit.ts'
import { getDraft, type Draft } from './apply.ts'

export function addKnown(site: Site): void {
  site.get('/apply/:application/correction', async (visit) => contestPage(visit, await getDraft(visit), []))
  site.post('/apply/:application/correction', contest)
}

/** A line under each answer that was filled in. */
export function knownNotes(visit: Visit, draft: Draft): Map<string, Html> {
  const { w, t } = visit
  return new Map(draft.application.known.filter(({ from }) => from !== 'scenario').map((datum) => [datum.field, html`<p class="yw-known">${datum.contested === null
    ? html`${w('known.from', { source: t(datum.source) })}${datum.from === 'earlier' ? '' : html` <a class="govuk-link" href="/apply/${draft.application.id}/correction?field=${datum.field}">${w('known.wrong')}<span class="govuk-visually-hidden"> ${t(draft.form.byName.get(datum.field)?.layout.label)}</span></a>`}`
    : w('known.contested', { number: datum.contested })}</p>`] as const))
}

interface Contested {
  query: string
  label: string
  source: string
  value: Html | string
  back: string
}

function contestedOf(visit: Visit, draft: Draft): Contested | undefined {
  const { t, w } = visit
  const base = `/apply/${draft.application.id}`
  const field = draft.form.byName.get(visit.query['field'] ?? '')
  const datum = draft.application.known.find((one) => one.field === field?.name)
  if (field && datum) return { query: `field=${field.name}`, label: t(field.layout.label), source: t(datum.source), value: answerWords(visit, field, draft.application.form[field.name]), back: `${base}/questions/${field.page}#${field.name}` }
  const one = draft.application.materials.find(({ material }) => material.key === visit.query['material'])
  if (!one?.held?.number) return undefined
  return { query: `material=${one.material.key}`, label: t(one.material.name), source: `${t(one.held.name)} ${one.held.number}`, value: w('held.there'), back: `${base}/materials#material-${one.material.key}` }
}

function contestPage(visit: Visit, draft: Draft, faults: ShownFault[]): Answer {
  const { w } = visit
  const what = contestedOf(visit, draft)
  if (!what) return { redirect: `/apply/${draft.application.id}` }
  return {
    title: w('contest.title'), faults, status: faults.length > 0 ? 422 : 200,
    back: { href: what.back, text: w('contest.back') },
    body: html`<h1 class="govuk-heading-l">${w('contest.title')}</h1>
<p class="govuk-body">${w('contest.words')}</p>
${facts([[w('contest.datum'), what.label], [w('contest.source'), what.source], [w('contest.held'), what.value]])}
<form method="post" action="/apply/${draft.application.id}/correction?${what.query}" novalidate>${keyInput()}
${textInput(visit, { id: 'shouldBe', label: w('contest.should-be'), value: postedText(visit, 'shouldBe'), fault: faultOf(faults, 'shouldBe') })}
${textArea(visit, { id: 'reason', label: w('contest.reason'), hint: w('contest.reason-hint'), value: postedText(visit, 'reason'), optional: true, rows: 3 })}
${button(w('contest.button'))}</form>`,
  }
}

async function contest(visit: Visit): Promise<Answer> {
  const draft = await getDraft(visit)
  const shouldBe = postedText(visit, 'shouldBe')
  if (shouldBe === '') return contestPage(visit, draft, [{ field: 'shouldBe', text: visit.w('contest.should-be-missing') }])
  const { field, material } = visit.query
  const reason = postedText(visit, 'reason')
  try {
    const { number } = await visit.api.send<{ number: string }>({ method: 'POST', path: `/applications/${draft.application.id}/corrections`, key: postedText(visit, 'key'), body: { ...(field ? { field } : {}), ...(material ? { material } : {}), shouldBe, ...(reason ? { reason } : {}) } })
    return donePage(visit, draft, number)
  } catch (error) {
    if (!(error instanceof ApiRefusal) || error.problem.status !== 409) throw error
    return contestPage(visit, draft, [{ text: sentences(visit, error.problem.detail, error.problem.next) }])
  }
}

function donePage(visit: Visit, draft: Draft, number: string): Page {
  const { w } = visit
  const back = contestedOf(visit, draft)?.back ?? `/apply/${draft.application.id}`
  return { title: w('contest.done'), body: html`${notice(w('contest.done'), html`<p class="govuk-notification-banner__heading">${w('contest.done-words', { number })}</p>`, 'success')}${buttonLink(back, w('contest.back'))}` }
}
