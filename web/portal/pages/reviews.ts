// My reviews and what came of them, a few words more, and the public figures of each body. 国办发〔2019〕51号; nobody is named.
import type { Site } from '../site.ts'
import { html, type Html } from '../html.ts'
import { button, faultOf, keyInput, nextPage, tag, textArea } from '../parts.ts'
import { codeWord, dateWords } from '../spoken.ts'
import type { Listed } from '../shapes.ts'
import type { BodyFigures, OwnReview } from '../shapes-mine.ts'
import type { WordKey } from '../words.ts'
import { postedText, type Answer, type Page, type ShownFault, type Visit } from '../visit.ts'
import { tryAct } from './case-acts.ts'
import { mineNav } from './mine.ts'

export function addReviews(site: Site): void {
  site.get('/my/reviews', (visit) => showReviews(visit, '', []))
  site.post('/my/reviews/:review/follow-up', followUp)
  site.get('/reviews', showFigures)
}

async function showReviews(visit: Visit, faulty: string, faults: ShownFault[]): Promise<Page> {
  const cursor = visit.query['cursor']
  const list = await visit.api.get<Listed<OwnReview>>(`/reviews${cursor === undefined ? '' : `?cursor=${encodeURIComponent(cursor)}`}`)
  const { w } = visit
  return {
    title: w('reviews.title'),
    faults,
    status: faults.length > 0 ? 422 : 200,
    crumbs: [{ href: '/my', text: w('nav.my') }, { href: '/my/reviews', text: w('reviews.title') }],
    wide: true,
    body: html`<h1 class="govuk-heading-l">${w('reviews.title')}</h1>${mineNav(visit)}
${list.items.length === 0 ? html`<p class="govuk-body">${w('reviews.none')}</p>` : html`<ul class="yw-list">${list.items.map((one) => line(visit, one, one.id === faulty ? faults : []))}</ul>`}
${nextPage(visit, list.next)}<p class="govuk-body"><a class="govuk-link" href="/reviews">${w('figures.title')}</a></p>`,
  }
}

function line(visit: Visit, one: OwnReview, faults: ShownFault[]): Html {
  const { w } = visit
  return html`<li class="yw-list__item"><h2 class="govuk-heading-s yw-tight">${one.case ? html`<a class="govuk-link" href="/cases/${encodeURIComponent(one.case)}">${visit.t(one.name)}</a>` : visit.t(one.name)} ${one.mistaken ? tag(w('reviews.state-mistaken'), 'grey') : ''}</h2>
<p class="yw-list__facts">${w('reviews.given', { date: dateWords(visit, one.givenOn) ?? '', verdict: codeWord(visit, 'verdict', String(one.verdict)) })}${one.case ? html` · <span class="yw-code">${one.case}</span>` : ''}</p>
${one.words === null ? '' : html`<p class="govuk-body yw-tight">${w('reviews.own-words', { words: one.words })}</p>`}
${rectification(visit, one)}${followUpPart(visit, one, faults)}</li>`
}

function rectification(visit: Visit, { rectification: said, mistaken }: OwnReview): Html | undefined {
  if (said === null || mistaken) return undefined
  const { w } = visit
  return html`<div class="yw-answer"><p class="govuk-body yw-tight"><strong>${codeWord(visit, 'reviews', `state-${said.state}`)}</strong></p>
${said.answer === null ? '' : html`<p class="govuk-body yw-tight">${w('reviews.answer', { measure: codeWord(visit, 'reviews', `measure-${said.measure ?? ''}`) })}${visit.language === 'zh' ? '：' : ': '}${said.answer}</p>`}
${said.satisfaction === null ? '' : html`<p class="govuk-body yw-tight">${w('reviews.after')}${visit.language === 'zh' ? '：' : ': '}${codeWord(visit, 'reviews', `after-${said.satisfaction}`)}</p>`}</div>`
}

function followUpPart(visit: Visit, one: OwnReview, faults: ShownFault[]): Html | undefined {
  const { w } = visit
  if (one.followUp !== null) return html`<p class="govuk-body yw-tight">${w('reviews.follow-up-said', { words: one.followUp })}</p>`
  if (one.source !== 'active') return undefined
  const id = `words-${one.id}`
  const fault = faultOf(faults, id)
  return html`<details class="govuk-details yw-tight"${fault === undefined ? '' : html` open`}><summary class="govuk-details__summary"><span class="govuk-details__summary-text">${w('reviews.follow-up')}<span class="govuk-visually-hidden"> ${one.case ?? one.givenOn}</span></span></summary>
<div class="govuk-details__text"><form method="post" action="/my/reviews/${one.id}/follow-up" novalidate>${keyInput()}${textArea(visit, { id, label: w('reviews.follow-up-words'), hint: w('verdict.say-hint'), value: postedText(visit, id), fault, rows: 3 })}${button(w('reviews.follow-up-button'), 'secondary')}</form></div></details>`
}

async function followUp(visit: Visit): Promise<Answer> {
  const id = visit.params['review'] ?? ''
  const field = `words-${id}`
  const words = postedText(visit, field)
  if (words === '') return showReviews(visit, id, [{ field, text: visit.w('reviews.follow-up-needed') }])
  const faults = await tryAct(visit, { method: 'POST', path: `/reviews/${encodeURIComponent(id)}/follow-up`, body: { words }, key: postedText(visit, 'key') })
  return faults.length > 0 ? showReviews(visit, id, faults.map((fault) => ({ ...fault, field }))) : { redirect: '/my/reviews' }
}

type Column = readonly [Exclude<keyof BodyFigures, 'body'>, WordKey]
const verdictColumns: readonly Column[] = [['invited', 'figures.invited'], ['active', 'figures.active'], ['default', 'figures.default'], ['goodRate', 'figures.good'], ['activeGoodRate', 'figures.active-good'], ['unreviewedRate', 'figures.unreviewed']]
const answerColumns: readonly Column[] = [['bad', 'figures.bad'], ['replyRate', 'figures.reply'], ['callBackRate', 'figures.call-back'], ['rectifiedRate', 'figures.rectified'], ['satisfiedRate', 'figures.satisfied'], ['mistaken', 'figures.mistaken']]

async function showFigures(visit: Visit): Promise<Page> {
  const { items } = await visit.api.get<Listed<BodyFigures>>('/review-figures')
  const { w } = visit
  return {
    title: w('figures.title'),
    crumbs: [{ href: '/reviews', text: w('figures.title') }],
    wide: true,
    body: html`<h1 class="govuk-heading-l">${w('figures.title')}</h1><p class="govuk-body">${w('figures.words')}</p>
${items.length === 0 ? html`<p class="govuk-body">${w('figures.none')}</p>` : html`${figureTable(visit, w('figures.verdicts'), items, verdictColumns)}${figureTable(visit, w('figures.answers'), items, answerColumns)}`}`,
  }
}

function figureTable(visit: Visit, caption: string, items: readonly BodyFigures[], columns: readonly Column[]): Html {
  const { w, t } = visit
  return html`<table class="govuk-table yw-cards yw-figures"><caption class="govuk-table__caption govuk-table__caption--m">${caption}</caption><thead class="govuk-table__head"><tr class="govuk-table__row"><th scope="col" class="govuk-table__header">${w('figures.body')}</th>${columns.map(([, key]) => html`<th scope="col" class="govuk-table__header govuk-table__header--numeric">${w(key)}</th>`)}</tr></thead>
<tbody class="govuk-table__body">${items.map((one) => html`<tr class="govuk-table__row"><th scope="row" class="govuk-table__header">${t(one.body.name)}</th>${columns.map(([name, key]) => html`<td class="govuk-table__cell govuk-table__cell--numeric"><span class="yw-cards__key">${w(key)}</span>${figure(visit, name, one[name])}</td>`)}</tr>`)}</tbody></table>`
}

function figure(visit: Visit, name: string, value: number | null): string {
  if (value === null) return visit.w('figures.no-rate')
  return name.endsWith('Rate') ? `${Math.round(value * 1000) / 10}%` : String(value)
}

