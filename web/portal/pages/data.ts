// 我的数据: who read what is held about one, when, for which matter and by which law; asking about a reading; taking the list along.
import { sayLaw } from '#engines/words'
import type { Site } from '../site.ts'
import { html, type Html } from '../html.ts'
import { button, faultOf, keyInput, nextPage, tag, textArea } from '../parts.ts'
import { momentWords } from '../spoken.ts'
import type { Listed } from '../shapes.ts'
import type { DataReading } from '../shapes-mine.ts'
import { postedText, type Answer, type Page, type ShownFault, type Visit } from '../visit.ts'
import { tryAct } from './case-acts.ts'
import { mineNav } from './mine.ts'

export function addData(site: Site): void {
  site.get('/my/data', (visit) => dataPage(visit))
  site.post('/my/data/:entry/question', ask)
  site.pass('/my/data/export', () => '/readings/export')
}

async function dataPage(visit: Visit, faults: ShownFault[] = []): Promise<Page> {
  const { w } = visit
  const cursor = visit.query['cursor']
  const { items, next } = await visit.api.get<Listed<DataReading>>(`/readings${cursor === undefined ? '' : `?cursor=${encodeURIComponent(cursor)}`}`)
  return {
    title: w('data.title'), faults, status: faults.length > 0 ? 422 : 200, crumbs: [{ href: '/my', text: w('nav.my') }, { href: '/my/data', text: w('data.title') }], wide: true,
    body: html`<h1 class="govuk-heading-l">${w('data.title')}</h1>${mineNav(visit)}<p class="govuk-body">${w('data.words')}</p>
<p class="govuk-body"><a class="govuk-link" href="/my/data/rights">${w('rights.link')}</a></p>
<p class="govuk-body"><a class="govuk-link" href="/my/data/export">${w('data.export')}</a> · <a class="govuk-link" href="/account/systems">${w('systems.link')}</a> · <a class="govuk-link" href="/my/licences">${w('data.uses')}</a> · <a class="govuk-link" href="/purposes">${w('purposes.link')}</a></p>
${items.length === 0 ? html`<p class="govuk-body">${w('data.none')}</p>` : html`<ul class="yw-list">${items.map((one) => line(visit, one, faults))}</ul>`}${nextPage(visit, next)}`,
  }
}

function line(visit: Visit, one: DataReading, faults: readonly ShownFault[]): Html {
  const { w, t } = visit
  const who = one.by === 'staff' ? `${t(one.organisation?.name)} ${t(one.role)}` : t(one.system?.name)
  const basis = one.basis.map((cited) => sayLaw(cited, visit.language)).join(visit.language === 'zh' ? '；' : '; ')
  return html`<li class="yw-list__item"><strong>${who.trim() || w('data.somebody')}</strong> ${one.by === 'system' ? tag(w('data.system'), 'grey') : ''}${one.emergency ? tag(w('data.emergency'), 'yellow') : ''}
<p class="govuk-body yw-tight">${w('data.told', { what: t(one.told) })}${one.emergency ? html` ${w('data.emergency-words')}` : ''}</p>
<p class="yw-list__facts">${momentWords(visit, one.at)}${one.case ? html` · ${t(one.case.item)} <a class="govuk-link yw-code" href="/cases/${one.case.number}">${one.case.number}</a>` : ''}${one.purpose === null ? '' : html`<br>${w('data.purpose', { purpose: t(one.purpose.name) })}`}${one.reason === null ? '' : html`<br>${w('data.reason', { reason: t(one.reason) })}${one.words === null ? '' : html` ${w('data.reason-words', { words: one.words })}`}`}${basis === '' ? '' : html`<br>${w('data.basis', { basis })}`}</p>
${one.question === null ? questionForm(visit, one, faults) : html`<p class="govuk-body yw-tight">${w('data.asked')} <a class="govuk-link yw-code" href="/cases/${one.question}">${one.question}</a></p>`}</li>`
}

function questionForm(visit: Visit, { id }: DataReading, faults: readonly ShownFault[]): Html {
  const { w } = visit
  const field = `question-${id}`
  const fault = faultOf(faults, field)
  return html`<details class="govuk-details yw-tight"${fault === undefined ? '' : html` open`}><summary class="govuk-details__summary"><span class="govuk-details__summary-text">${w('data.ask')}</span></summary><div class="govuk-details__text">
<form method="post" action="/my/data/${id}/question" novalidate>${keyInput()}${textArea(visit, { id: field, label: w('data.question'), hint: w('data.question-hint'), value: postedText(visit, field), fault })}${button(w('data.send'), 'secondary')}</form></div></details>`
}

async function ask(visit: Visit): Promise<Answer> {
  const entry = visit.params['entry'] ?? ''
  const field = `question-${entry}`
  const question = postedText(visit, field)
  if (question === '') return dataPage(visit, [{ field, text: visit.w('data.question-needed') }])
  let number = ''
  const faults = await tryAct<{ number: string }>(visit, { method: 'POST', path: `/readings/${encodeURIComponent(entry)}/question`, body: { question: question.slice(0, 2000) }, key: postedText(visit, 'key') }, (opened) => {
    number = opened.number
  })
  return faults.length > 0 ? dataPage(visit, faults.map((one) => ({ ...one, field }))) : { redirect: `/cases/${encodeURIComponent(number)}` }
}
