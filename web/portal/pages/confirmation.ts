// Confirming what a window typed, by the code on the receipt; nobody signs in, and no answer or name is shown.
import type { Site } from '../site.ts'
import { html } from '../html.ts'
import { button, keyInput, notice } from '../parts.ts'
import { postedText, type Answer, type Page, type Visit } from '../visit.ts'

interface Received {
  number: string
  item: { zh: string; en?: string }
  papers: string[]
  confirmedAt: string | null
}

export function addConfirmation(site: Site): void {
  site.get('/confirm/:code', confirmationPage)
  site.post('/confirm/:code', confirm)
}

const addressOf = (visit: Visit) => encodeURIComponent(visit.params['code'] ?? '')

async function confirmationPage(visit: Visit): Promise<Page> {
  const { w } = visit
  const received = await visit.api.get<Received>(`/intake-confirmations/${addressOf(visit)}`)
  const papers = received.papers.length === 0 ? '' : html`<h2 class="govuk-heading-m">${w('confirm.papers')}</h2><ul class="govuk-list govuk-list--bullet">${received.papers.map((name) => html`<li>${name}</li>`)}</ul>`
  return {
    title: w('confirm.title'),
    crumbs: [{ href: `/confirm/${addressOf(visit)}`, text: w('confirm.title') }],
    body: html`<h1 class="govuk-heading-l">${w('confirm.title')}</h1>
${received.confirmedAt === null ? html`<p class="govuk-body">${w('confirm.words')}</p>` : notice(w('confirm.title'), html`<p class="govuk-notification-banner__heading">${w('confirm.done')}</p>`, 'success')}
<p class="govuk-body"><strong>${visit.t(received.item)}</strong><br>${received.number}</p>${papers}
${received.confirmedAt === null ? html`<form method="post" action="/confirm/${addressOf(visit)}" novalidate>${keyInput()}${button(w('confirm.button'))}</form>` : ''}
<p class="govuk-body yw-quiet">${w('confirm.wrong')}</p>`,
  }
}

async function confirm(visit: Visit): Promise<Answer> {
  await visit.api.send({ method: 'POST', path: `/intake-confirmations/${addressOf(visit)}`, body: {}, key: postedText(visit, 'key') })
  return { redirect: `/confirm/${addressOf(visit)}` }
}
