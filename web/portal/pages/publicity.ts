// What is made public before a decision: intended grants that anybody may object to, with a receipt, and public hearings to come.
import type { Site } from '../site.ts'
import { ApiRefusal } from '../api.ts'
import { html, type Html } from '../html.ts'
import { button, buttonLink, facts, faultOf, keyInput, nextPage, textArea, textInput } from '../parts.ts'
import { dateWords, momentWords } from '../spoken.ts'
import type { Listed } from '../shapes.ts'
import type { Announcement, ObjectionAnswer, PublicNotice } from '../shapes-publicity.ts'
import { postedText, shownFaults, type Answer, type Page, type ShownFault, type Visit } from '../visit.ts'
import type { WordKey } from '../words.ts'

export function addPublicity(site: Site): void {
  site.get('/publicity', showList)
  site.get('/publicity/answers', showAnswer)
  site.get('/publicity/:notice', async (visit) => noticePage(visit, await getNotice(visit), []))
  site.post('/publicity/:notice', object)
}

function getNotice(visit: Visit): Promise<PublicNotice> {
  return visit.api.get<PublicNotice>(`/publicity/${encodeURIComponent(visit.params['notice'] ?? '')}`)
}

async function showList(visit: Visit): Promise<Page> {
  const { w, t } = visit
  const cursor = visit.query['cursor']
  const [notices, hearings] = await Promise.all([
    visit.api.get<Listed<PublicNotice>>(`/publicity${cursor === undefined ? '' : `?cursor=${encodeURIComponent(cursor)}`}`), visit.api.get<Listed<Announcement>>('/hearing-announcements'),
  ])
  const line = (one: PublicNotice): Html => html`<li><a class="govuk-link" href="/publicity/${one.id}">${t(one.item.name)}</a> <span class="yw-quiet">${one.applicant} · ${t(one.body.name)} · ${w('publicity.until', { date: dateWords(visit, one.endsOn) ?? '' })}</span><br>${one.summary}</li>`
  const hearing = (one: Announcement): Html => html`<li><strong>${t(one.item.name)}</strong><br><span class="yw-quiet">${momentWords(visit, one.at)} · ${one.place} · ${t(one.body.name)}</span></li>`
  return {
    title: w('publicity.title'), crumbs: [],
    body: html`<h1 class="govuk-heading-l">${w('publicity.title')}</h1><p class="govuk-body">${w('publicity.words')}</p>
${notices.items.length === 0 ? html`<p class="govuk-body">${w('publicity.none')}</p>` : html`<ul class="govuk-list govuk-list--spaced">${notices.items.map(line)}</ul>`}
${nextPage(visit, notices.next)}
<h2 class="govuk-heading-m">${w('publicity.hearings')}</h2>
${hearings.items.length === 0 ? html`<p class="govuk-body">${w('publicity.hearings-none')}</p>` : html`<ul class="govuk-list govuk-list--spaced">${hearings.items.map(hearing)}</ul>`}
${lookUp(visit)}`,
  }
}

function lookUp(visit: Visit, fault?: string): Html {
  const { w } = visit
  return html`<h2 class="govuk-heading-m">${w('publicity.look-up')}</h2><form method="get" action="/publicity/answers">
${textInput(visit, { id: 'receipt', label: w('publicity.receipt'), hint: 'XXXX-XXXX-XXXX', value: visit.query['receipt'] ?? '', fault, width: '20', autocomplete: 'off' })}${button(w('publicity.look-up-button'), 'secondary')}</form>`
}

async function showAnswer(visit: Visit): Promise<Page> {
  const { w, t } = visit
  const receipt = (visit.query['receipt'] ?? '').trim()
  const found = receipt === '' ? undefined : await visit.api.find<ObjectionAnswer>(`/publicity-objections/${encodeURIComponent(receipt)}`)
  const crumbs = [{ href: '/publicity', text: w('publicity.title') }]
  if (!found) return { title: w('publicity.look-up'), crumbs, status: 404, faults: [{ field: 'receipt', text: w('publicity.not-found') }], body: html`<h1 class="govuk-heading-l">${w('publicity.title')}</h1>${lookUp(visit, w('publicity.not-found'))}` }
  return {
    title: w('publicity.look-up'), crumbs,
    body: html`<h1 class="govuk-heading-l">${t(found.item)}</h1>${facts([[w('publicity.receipt'), receipt], [w('case.opened-on'), momentWords(visit, found.at)], [w('publicity.answer'), found.answer ?? w('publicity.no-answer')]])}`,
  }
}

function noticePage(visit: Visit, notice: PublicNotice, faults: ShownFault[]): Page {
  const { w, t } = visit
  const date = (day: string): string => dateWords(visit, day) ?? day
  const field = (id: 'name' | 'contact', hint?: string): Html => textInput(visit, { id, label: w(`publicity.${id}`), ...(hint === undefined ? {} : { hint }), value: postedText(visit, id), fault: faultOf(faults, id), autocomplete: id === 'name' ? 'name' : 'off' })
  return {
    title: t(notice.item.name), crumbs: [{ href: '/publicity', text: w('publicity.title') }], faults, status: faults.length > 0 ? 422 : 200,
    body: html`<h1 class="govuk-heading-l">${t(notice.item.name)}</h1>
${facts([
  [w('publicity.applicant'), notice.applicant], [w('publicity.body'), t(notice.body.name)], [w('publicity.intended'), notice.summary], [w('publicity.period'), w('publicity.from-to', { from: date(notice.startsOn), to: date(notice.endsOn) })],
  [w('publicity.basis'), notice.basis === null ? undefined : `《${notice.basis.law}》${notice.basis.article ?? ''}`], [w('publicity.objections'), notice.objections === 0 ? undefined : String(notice.objections)],
])}
<h2 class="govuk-heading-m">${w('publicity.object')}</h2><p class="govuk-body">${w('publicity.object-words')}</p>
<form method="post" action="/publicity/${notice.id}" novalidate>${keyInput()}${field('name')}${field('contact', w('publicity.contact-hint'))}
${textArea(visit, { id: 'text', label: w('publicity.text'), value: postedText(visit, 'text'), fault: faultOf(faults, 'text'), rows: 6 })}${button(w('publicity.object-button'))}</form>`,
  }
}

const asked: [id: 'name' | 'contact' | 'text', missing: WordKey][] = [['name', 'publicity.name-needed'], ['contact', 'publicity.contact-needed'], ['text', 'publicity.text-needed']]

async function object(visit: Visit): Promise<Answer> {
  const { w } = visit
  const notice = await getNotice(visit)
  const missing = asked.filter(([id]) => postedText(visit, id) === '').map(([id, word]) => ({ field: id, text: w(word) }))
  if (missing.length > 0) return noticePage(visit, notice, missing)
  try {
    const body = Object.fromEntries(asked.map(([id]) => [id, postedText(visit, id)]))
    const { receipt } = await visit.api.send<{ receipt: string }>({ method: 'POST', path: `/publicity/${notice.id}/objections`, body, key: postedText(visit, 'key') })
    return {
      title: w('publicity.received'), crumbs: [{ href: '/publicity', text: w('publicity.title') }],
      body: html`<div class="govuk-panel govuk-panel--confirmation yw-receipt" role="status"><h1 class="govuk-panel__title">${w('publicity.received')}</h1><div class="govuk-panel__body">${w('publicity.receipt')}<br><strong class="yw-code">${receipt}</strong></div></div>
<p class="govuk-body">${w('publicity.receipt-words')}</p>${buttonLink(`/publicity/answers?receipt=${encodeURIComponent(receipt)}`, w('publicity.look-up'), 'secondary')}`,
    }
  } catch (error) {
    if (!(error instanceof ApiRefusal) || error.problem.status !== 400) throw error
    return noticePage(visit, notice, shownFaults(error.problem.fields))
  }
}
