// Before submitting: the choice between a promise and the ordinary way (告知承诺, told first), and the day promised for papers that may
// follow (容缺). Whether either is open, the API says.
import type { Site } from '../site.ts'
import { ApiRefusal } from '../api.ts'
import { html, type Html } from '../html.ts'
import { bullets, button, faultOf, keyInput, radios, selectList } from '../parts.ts'
import { dateWords } from '../spoken.ts'
import { type Answer, postedText, sentences, type ShownFault, type Visit } from '../visit.ts'
import { backFrom, getDraft, progress, stepAfter, type Draft } from './apply.ts'

export function addPromise(site: Site): void {
  site.get('/apply/:application/promise', async (visit) => promisePage(visit, await getDraft(visit), []))
  site.post('/apply/:application/promise', choose)
  site.post('/apply/:application/gap', promiseGap)
}

function namesOf(visit: Visit, draft: Draft, keys: readonly string[]): string[] {
  return draft.item.materials.filter(({ key }) => keys.includes(key)).map(({ name }) => visit.t(name))
}

function promisePage(visit: Visit, draft: Draft, faults: ShownFault[]): Answer {
  const { w, t } = visit
  const here = `/apply/${draft.application.id}/promise`
  const offer = draft.application.promiseOffer
  if (!offer) return { redirect: `/apply/${draft.application.id}` }
  const told = offer.excluded ? '' : html`<p class="govuk-body">${w('promise.words')}</p>
<h2 class="govuk-heading-s">${w('promise.papers')}</h2>${bullets(namesOf(visit, draft, offer.materials))}
<h2 class="govuk-heading-s">${w('promise.conditions')}</h2>${bullets(offer.conditions.map(t))}
<h2 class="govuk-heading-s">${w('promise.consequences')}</h2>${bullets([...offer.consequences.map(t), w('promise.checked', { days: offer.checkDays })])}
<p class="govuk-body"><span class="yw-quiet">${w('promise.basis')} ${offer.basis.law} ${offer.basis.article ?? ''}</span></p>`
  const choices = [{ value: 'promise', text: w('promise.way-promise') }, { value: 'ordinary', text: w('promise.way-ordinary') }]
  return {
    title: w('promise.title'), faults, status: faults.length > 0 ? 422 : 200,
    back: backFrom(visit, draft, here),
    body: html`${progress(visit, draft, here)}<h1 class="govuk-heading-l">${w('promise.title')}</h1>${told}
<form method="post" action="${here}" novalidate>${keyInput()}<input type="hidden" name="digest" value="${offer.digest}">
${offer.excluded ? excluded(visit, offer.excluded) : radios(visit, { id: 'way', label: w('promise.choose'), fault: faultOf(faults, 'way'), value: draft.application.promise === offer.digest ? 'promise' : postedText(visit, 'way'), choices })}
${button(w('apply.continue'))}</form>`,
  }
}

function excluded(visit: Visit, { reason, basis }: { reason: { zh: string; en?: string }; basis: { law: string; article?: string } }): Html {
  return html`<input type="hidden" name="way" value="ordinary"><div class="govuk-inset-text"><p class="govuk-body"><strong>${visit.w('promise.excluded')}</strong><br>${visit.t(reason)} <span class="yw-quiet">${basis.law} ${basis.article ?? ''}</span></p><p class="govuk-body">${visit.w('promise.excluded-words')}</p></div>`
}

async function choose(visit: Visit): Promise<Answer> {
  const draft = await getDraft(visit)
  const way = postedText(visit, 'way')
  if (way !== 'promise' && way !== 'ordinary') return promisePage(visit, draft, [{ field: 'way', text: visit.w('promise.needed') }])
  try {
    await save(visit, draft, { promise: way === 'promise' ? postedText(visit, 'digest') : null })
  } catch (error) {
    if (!(error instanceof ApiRefusal) || ![409, 422].includes(error.problem.status)) throw error
    return promisePage(visit, draft, [{ field: 'way', text: sentences(visit, error.problem.detail, error.problem.next) }])
  }
  return { redirect: stepAfter(draft, `/apply/${draft.application.id}/promise`) }
}

async function save(visit: Visit, draft: Draft, body: object): Promise<void> {
  await visit.api.send<unknown>({ method: 'PUT', path: `/applications/${draft.application.id}`, key: postedText(visit, 'key'), body })
}

/** What may follow, and the day until which it is promised; with the way on. */
export function gapForm(visit: Visit, draft: Draft, next: string): Html | undefined {
  const { gaps, gapUntil } = draft.application
  if (!gaps) return undefined
  const { w } = visit
  return html`<section aria-labelledby="gap-title"><h2 class="govuk-heading-m" id="gap-title">${w('gap.title')}</h2><p class="govuk-body">${w('gap.words')}</p>${bullets(namesOf(visit, draft, gaps.materials))}
<form method="post" action="/apply/${draft.application.id}/gap" novalidate>${keyInput()}
${selectList(visit, { id: 'gapUntil', label: w('gap.until'), hint: w('gap.hint'), value: gapUntil ?? '', choices: daysBetween(gaps.first, gaps.last).map((day) => ({ value: day, text: dateWords(visit, day) ?? day })) })}
${button(next)}</form></section>`
}

const daysShown = 60

/** The days that may be promised, both ends included; the last ones where there are more than a list bears. */
function daysBetween(first: string, last: string): string[] {
  const end = Temporal.PlainDate.from(last)
  const count = Math.min(Temporal.PlainDate.from(first).until(end, { largestUnit: 'days' }).days + 1, daysShown)
  return Array.from({ length: count }, (_, n) => end.subtract({ days: count - 1 - n }).toString())
}

async function promiseGap(visit: Visit): Promise<Answer> {
  const draft = await getDraft(visit)
  const until = postedText(visit, 'gapUntil')
  await save(visit, draft, { gapUntil: until === '' ? null : until })
  return { redirect: `/apply/${draft.application.id}/review` }
}

/** The promises of a draft, as rows of the review page. */
export function promiseRows(visit: Visit, draft: Draft): (readonly [string, string, Html])[] {
  const { w } = visit
  const { application } = draft
  const base = `/apply/${application.id}`
  const change = (href: string, what: string) => html`<a class="govuk-link" href="${href}">${w('apply.change')}<span class="govuk-visually-hidden"> ${what}</span></a>`
  return [
    ...(application.promiseOffer ? [[w('promise.way'), w(application.promise ? 'promise.chosen' : 'promise.ordinary'), change(`${base}/promise`, w('promise.way'))] as const] : []),
    ...(application.gaps && application.gapUntil ? [[w('gap.promised-review'), w('gap.promised', { date: dateWords(visit, application.gapUntil) ?? '' }), change(`${base}/materials#gap-title`, w('gap.promised-review'))] as const] : []),
  ]
}

/** What to heed before submitting. 行政许可法 32: it never stops a submission. */
export function warningBox(visit: Visit, draft: Draft): Html | undefined {
  const { materials } = draft.item
  const onPaper = (key: string | undefined) => materials.some((material) => material.key === key && material.form === 'paper')
  const promised = draft.application.gapUntil !== null
  const shown = draft.application.warnings.filter(({ kind, material }) => !(kind === 'paper' && onPaper(material)) && !(kind === 'gap' && promised) && (draft.application.correctionOf === null || kind !== 'paper'))
  if (shown.length === 0) return undefined
  const papers = shown.filter(({ kind }) => kind === 'paper')
  const others = shown.filter(({ kind }) => kind !== 'paper')
  return html`<div class="govuk-inset-text" id="warnings">${papers.length === 0 ? '' : html`<p class="govuk-body">${visit.w('review.missing')}</p>${bullets(papers.map(({ text }) => visit.t(text)))}`}
${others.length === 0 ? '' : html`<p class="govuk-body">${visit.w('review.warnings-words')}</p>${bullets(others.map(({ kind, text }) => (kind === 'gap' ? html`${visit.t(text)} — ${visit.w('gap.title')}` : visit.t(text))))}`}</div>`
}
